/* Who prints what: every printer's binds, found by key. */
#ifndef CAPTURE_REGISTRY_H
#define CAPTURE_REGISTRY_H

#include "print.h"

#define REGISTRY_SLOTS 2048	/* a power of two, several times the binds there are */

struct registry_slot {
	uint32_t key;
	uint8_t by;		/* enum by; 0: free */
	uint8_t rank;
	uint16_t printer;
};

struct registry {
	struct registry_slot slots[REGISTRY_SLOTS];
	unsigned used;
};

/* False: two claim one key; *a and *b are they. */
bool registry_open(struct registry *r, const struct printer **a, const struct printer **b);

/* All printers, by their number. */
const struct printer *registry_printer(unsigned number);

/* What each printer remembers from packet to packet, by its number. */
void **registry_states_open(void);
void registry_states_close(void **states);

#endif
