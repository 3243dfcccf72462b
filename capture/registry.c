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

/* Where it is, or the free slot where it would be. */
static unsigned probe(const struct registry *r, enum by by, uint32_t key)
{
	unsigned i = place(by, key);

	while ((r->slots[i].key != key || r->slots[i].by != by) && r->slots[i].by)
		i = (i + 1) & (REGISTRY_SLOTS - 1);
	return i;
}

/* False: *a has it already. */
static bool claim(struct registry *r, enum by by, const struct bind *on, unsigned number,
		  const struct printer **a)
{
	struct registry_slot *slot = &r->slots[probe(r, by, on->key)];

	*a = printers[slot->by ? slot->printer : number];
	if (slot->by || ++r->used > REGISTRY_SLOTS / 2)
		return false;
	*slot = (struct registry_slot){ .key = on->key, .by = (uint8_t)by,
		.rank = (uint8_t)on->rank, .printer = (uint16_t)number };
	return true;
}

bool registry_open(struct registry *r, const struct printer **a, const struct printer **b)
{
	for (unsigned n = 0; n < PRINTERS; n++) {
		*b = printers[n];
		for (const struct bind *on = printers[n]->on; on && on->by; on++) {
			/* so one look-up finds it from either */
			if (on->by == BY_IP ?
				    !claim(r, BY_IP4, on, n, a) || !claim(r, BY_IP6, on, n, a) :
				    !claim(r, on->by, on, n, a))
				return false;
		}
	}
	return true;
}

static inline const struct registry_slot *lookup(const struct pkt *pk, enum by by, uint32_t key)
{
	const struct registry_slot *slot = &pk->registry->slots[probe(pk->registry, by, key)];

	return slot->by ? slot : NULL;
}

const struct printer *pkt_find(const struct pkt *pk, enum by by, uint32_t key)
{
	const struct registry_slot *slot = lookup(pk, by, key);

	return slot ? printers[slot->printer] : NULL;
}

static const struct registry_slot *lower(const struct registry_slot *x,
					 const struct registry_slot *y)
{
	return !x || (y && y->rank < x->rank) ? y : x;
}

const struct printer *pkt_find_either(const struct pkt *pk, enum by by, uint32_t a, uint32_t b)
{
	const struct registry_slot *slot = lower(lookup(pk, by, a), lookup(pk, by, b));

	return slot ? printers[slot->printer] : NULL;
}

const struct printer *pkt_find_udp(const struct pkt *pk, uint16_t from, uint16_t to)
{
	const struct registry_slot *slot = lower(
		lower(lookup(pk, BY_UDP, to), lookup(pk, BY_UDP, from)), lookup(pk, BY_UDP_TO, to));

	return slot ? printers[slot->printer] : NULL;
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
