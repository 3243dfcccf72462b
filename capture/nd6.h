/* Parts of ICMPv6 that have files of their own. */
#ifndef CAPTURE_ND6_H
#define CAPTURE_ND6_H

#include "print.h"

/* Neighbour discovery: what follows the title with -v, or the addresses without. */
void nd6_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o);

/* All options that the view promises. */
void nd6_options(struct pkt *pk, struct view v, struct obuf *o);

/* Multicast listeners: types 130 to 132 and 143. */
void mld_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o);

#endif
