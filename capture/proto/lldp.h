/* What organizations put into LLDP (IEEE 802.1AB): the text of each of their elements. */
#ifndef CAPTURE_PROTO_LLDP_H
#define CAPTURE_PROTO_LLDP_H

#include "print.h"

/*
 * v is the element from its OUI(3) and subtype(1) on. False: too short for what it says to be;
 * *raw: it is to be shown as it is.
 */
typedef bool lldp_part(struct pkt *pk, struct view v, struct obuf *o, bool *raw);

lldp_part lldp_8021, lldp_8023, lldp_med, lldp_dcbx;

/* "\n\t  NAME Subtype (N)". */
void lldp_subtype(struct obuf *o, const struct word *names, uint8_t subtype);

/* Aggregation status(1) and port(4), alike in two organizations. */
bool lldp_aggregation(struct view *v, struct obuf *o);

/* Up to n bytes at that place, to a NUL at most; fails where they end before. */
void lldp_text(struct view *v, size_t at, size_t n, struct obuf *o);

#endif
