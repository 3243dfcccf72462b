/* What the two versions of Linux' cooked header have in common. */
#ifndef CAPTURE_SLL_H
#define CAPTURE_SLL_H

#include "print.h"

/* "In", "Out", ... of the packet type; "?". */
const char *sll_direction(uint16_t type);

/* With -e: protocol and length, as " ethertype IPv4 (0x0800), length 48: " has them. */
void sll_protocol(const struct pkt *pk, struct obuf *o, uint16_t protocol, size_t whole);

/* What the header says is behind it. False: nobody knows. */
bool sll_next(struct pkt *pk, uint16_t protocol, struct view v, struct obuf *o);

#endif
