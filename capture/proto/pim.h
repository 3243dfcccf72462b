/* Protocol independent multicast, version 2 (RFC 7761): the bodies of its messages. */
#ifndef CAPTURE_PROTO_PIM_H
#define CAPTURE_PROTO_PIM_H

#include "print.h"

enum pim_type {
	PIM_HELLO,
	PIM_REGISTER,
	PIM_STOP,
	PIM_JOIN,
	PIM_BOOTSTRAP,
	PIM_ASSERT,
	PIM_GRAFT,
	PIM_GRAFT_ACK,
	PIM_CANDIDATE,
	PIM_REFRESH,
	PIM_ELECTION,
};

/* Addresses as messages have them; `plain` is their length where RFC 2117 had no head for them. */
void pim_unicast(struct pkt *pk, struct view *v, size_t plain, struct obuf *o);
void pim_group(struct pkt *pk, struct view *v, size_t plain, struct obuf *o);
void pim_source(struct pkt *pk, struct view *v, size_t plain, struct obuf *o);

/* v begins behind the header. */
void pim_hello(struct pkt *pk, struct view v, size_t plain, struct obuf *o);
void pim_message(struct pkt *pk, struct view v, uint8_t type, uint8_t subtype, size_t plain,
		 struct obuf *o);

#endif
