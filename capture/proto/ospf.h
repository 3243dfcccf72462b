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

/* "Router LSA (1)": a word, a text behind it, and the number. */
void ospf_word(struct obuf *o, const struct word *words, uint32_t value, const char *other,
	       const char *behind);

/* A link state of version 2: what it is, its header, its body. False: there is none; its bytes are
 * not to be shown. */
extern const struct word ospf2_options[];
void ospf2_lsa_kind(struct pkt *pk, uint32_t type, const uint8_t *id, bool colons, struct obuf *o);
bool ospf2_lsa_header(struct pkt *pk, struct view v, struct obuf *o);
bool ospf2_lsa_body(struct pkt *pk, struct view v, const uint8_t *head, struct obuf *o);

/* What an opaque LSA holds: v.len bytes are its own. True: -vv shows the bytes, too. */
bool ospf_te_print(struct pkt *pk, struct view v, struct obuf *o);
bool ospf_grace_print(struct pkt *pk, struct view v, struct obuf *o);
bool ospf_router_info_print(struct pkt *pk, struct view v, struct obuf *o);

/* "Router-ID 10.0.0.1, Backbone Area", of two addresses. */
void ospf_ends(struct pkt *pk, struct view v, struct obuf *o);

/* A list of addresses, one a line. */
void ospf_list(struct pkt *pk, struct view v, const char *line, struct obuf *o);

/* Of a hello, of both versions at the same place: the designated router and its backup. */
void ospf_designated(struct pkt *pk, struct view v, struct obuf *o);

#endif
