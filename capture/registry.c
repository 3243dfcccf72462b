/* Who prints what: the binds of all printers in one hash table. */
#include "registry.h"

#include <stdlib.h>

#include "base/prog.h"

static const struct printer *const printers[] = {
#define PRINTER(name) &printer_##name,
#include <printers.inc>
#undef PRINTER
};

const struct printer *registry_printer(unsigned number)
{
	return number < PRINTERS ? printers[number] : NULL;
}

static unsigned place(enum by by, uint32_t key)
{
	return ((key + (unsigned)by * 0x9e3779b9u) * 2654435761u >> 16) & (REGISTRY_SLOTS - 1);
}

/* The slot that holds it, or the free one where it would be. */
static unsigned probe(const struct registry *r, enum by by, uint32_t key)
{
	unsigned i = place(by, key);

	while (r->slots[i].by && (r->slots[i].by != by || r->slots[i].key != key))
		i = (i + 1) & (REGISTRY_SLOTS - 1);
	return i;
}

bool registry_open(struct registry *r, const struct printer **a, const struct printer **b)
{
	for (unsigned n = 0; n < PRINTERS; n++) {
		for (const struct bind *on = printers[n]->on; on && on->by; on++) {
			struct registry_slot *slot = &r->slots[probe(r, on->by, on->key)];

			*b = printers[n];
			*a = slot->by ? printers[slot->printer] : *b;
			if (slot->by || ++r->used > REGISTRY_SLOTS / 2)
				return false;
			*slot = (struct registry_slot){ .key = on->key, .by = (uint8_t)on->by,
				.rank = (uint8_t)on->rank, .printer = (uint16_t)n };
		}
	}
	return true;
}

static const struct registry_slot *lookup(const struct pkt *pk, enum by by, uint32_t key)
{
	const struct registry_slot *slot = &pk->registry->slots[probe(pk->registry, by, key)];

	return slot->by ? slot : NULL;
}

const struct printer *pkt_find(const struct pkt *pk, enum by by, uint32_t key)
{
	const struct registry_slot *slot = lookup(pk, by, key);

	return slot ? printers[slot->printer] : NULL;
}

const struct printer *pkt_find_either(const struct pkt *pk, enum by by, uint32_t a, uint32_t b)
{
	const struct registry_slot *x = lookup(pk, by, a), *y = lookup(pk, by, b);

	if (!x || (y && y->rank < x->rank))
		x = y;
	return x ? printers[x->printer] : NULL;
}

void **registry_states_open(void)
{
	void **states = prog_alloc(PRINTERS, sizeof(*states));

	for (unsigned n = 0; n < PRINTERS; n++)
		if (printers[n]->state)
			states[n] = prog_alloc(1, printers[n]->state);
	return states;
}

void registry_states_close(void **states)
{
	for (unsigned n = 0; states && n < PRINTERS; n++) {
		if (states[n] && printers[n]->close)
			printers[n]->close(states[n]);
		free(states[n]);
	}
	free(states);
}
