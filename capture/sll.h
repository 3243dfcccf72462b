/* What the two versions of Linux' cooked header have in common. */
#ifndef CAPTURE_SLL_H
#define CAPTURE_SLL_H

#include "print.h"

/* What a header says. */
struct sll {
	size_t whole;		/* bytes from it on */
	uint16_t protocol;
	const uint8_t *mac;	/* or NULL: its address has another length */
	const char *direction;	/* where it is said with the addresses only, or NULL */
	uint32_t index;		/* else: of the interface */
};

/* "In", "Out", ... of the packet type; "?". */
const char *sll_direction(uint16_t type);

/* With -e, or where nobody knows what is behind it, what the header says; then that. */
void sll_rest(struct pkt *pk, const struct sll *s, struct view v, struct obuf *o);

#endif
