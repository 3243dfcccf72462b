/* BGP: what its parts share. */
#ifndef CAPTURE_PROTO_BGP_H
#define CAPTURE_PROTO_BGP_H

#include "print.h"
#include "text.h"

extern const struct word bgp_afis[], bgp_safis[];

/* An update behind the message's header. */
void bgp_update(struct pkt *pk, struct view v, struct obuf *o);

/* What came of an entry of a list of routes. */
enum bgp_entry { BGP_DONE, BGP_ILLEGAL, BGP_SHORT };

/* Says so if that was not one. True: there may be others. */
bool bgp_entry_end(struct pkt *pk, enum bgp_entry how, struct obuf *o);

/* Have these routes a path identifier each (RFC 7911)? Nothing in them says so: a guess. */
bool bgp_has_path_ids(const struct view *v, unsigned max);

/* One route of IPv4, its line begun by that text; the view moves behind it. */
enum bgp_entry bgp_route4(struct pkt *pk, struct view *v, bool id, const char *line,
			  struct obuf *o);

/* A route distinguisher (RFC 4364), of RD bytes. */
#define RD 8
void bgp_rd_text(struct pkt *pk, const uint8_t *p, struct obuf *o);

/* A prefix in `all` bytes at most; the rest of its last byte is not its own. */
bool bgp_prefix_bytes(struct view *v, size_t all, unsigned bits, uint8_t *to, size_t size);

/* One route of blocks of labels, of multicast trees, of targets, of multicast VPNs. */
enum bgp_entry bgp_block(struct pkt *pk, struct view *v, struct obuf *o);
enum bgp_entry bgp_mdt(struct pkt *pk, struct view *v, struct obuf *o);
enum bgp_entry bgp_target(struct pkt *pk, struct view *v, struct obuf *o);
enum bgp_entry bgp_multicast(struct pkt *pk, struct view *v, struct obuf *o);

/* Attributes 14 and 15 (RFC 4760). */
void bgp_reach(struct pkt *pk, struct view v, struct obuf *o);
void bgp_unreach(struct pkt *pk, struct view v, struct obuf *o);

/* Attribute 16 (RFC 4360). */
void bgp_extended(struct pkt *pk, struct view v, struct obuf *o);

/* The number of an autonomous system, as -b wants it. */
void bgp_as(const struct pkt *pk, uint32_t as, struct obuf *o);

/* A word and its number, "IPv4 (1)". */
void bgp_word(struct obuf *o, const struct word *words, uint32_t value, const char *other);

#endif
