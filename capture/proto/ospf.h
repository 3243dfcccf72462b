/* OSPF: what its printers share. */
#ifndef CAPTURE_PROTO_OSPF_H
#define CAPTURE_PROTO_OSPF_H

#include "print.h"
#include "text.h"

enum ospf_type { OSPF_HELLO = 1, OSPF_DD, OSPF_REQUEST, OSPF_UPDATE, OSPF_ACK };

extern const struct word ospf_types[];

/* The packet behind the IP header, version 2 and 3. */
void ospf2_print(struct pkt *pk, struct view v, struct obuf *o);
void ospf3_print(struct pkt *pk, struct view v, struct obuf *o);

/* What an opaque LSA holds: v.len bytes are its own. True: -vv shows the bytes, too. */
bool ospf_te_print(struct pkt *pk, struct view v, struct obuf *o);
bool ospf_grace_print(struct pkt *pk, struct view v, struct obuf *o);
bool ospf_router_info_print(struct pkt *pk, struct view v, struct obuf *o);

/* "Router-ID 10.0.0.1, Backbone Area", of two addresses. */
void ospf_ends(struct pkt *pk, struct view v, struct obuf *o);

/* A list of addresses, one a line. */
void ospf_list(struct pkt *pk, struct view v, const char *line, struct obuf *o);

#endif
