/* Conversations of TCP, in one open hash table that grows. */
#include "flows.h"

#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

#define FIRST 256
#define WINDOW 16		/* slots looked at, once the table is as large as it gets */

static uint64_t mix(uint64_t h, uint64_t v)
{
	h ^= v;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static unsigned hash(const struct flow *k)
{
	uint64_t ports = (uint64_t)k->from << 16 | k->to, w[4] = { 0 };
	uint32_t ends[2];

	if (k->version == 4) {
		memcpy(&ends[0], k->src, 4);
		memcpy(&ends[1], k->dst, 4);
		return (unsigned)(mix(mix(ports, ends[0]), ends[1]) >> 20);
	}
	memcpy(w, k->src, 16);
	memcpy(w + 2, k->dst, 16);
	return (unsigned)(mix(mix(mix(mix(ports, w[0]), w[1]), w[2]), w[3]) >> 20);
}

static bool alike(const struct flow *a, const struct flow *b)
{
	return a->version == b->version && a->from == b->from && a->to == b->to &&
	       !memcmp(a->src, b->src, 16) && !memcmp(a->dst, b->dst, 16);
}

static void grow(struct flows *f)
{
	struct flow *old = f->all;
	unsigned size = f->size;

	f->size = size ? 2 * size : FIRST;
	f->all = prog_alloc(f->size, sizeof(*f->all));
	for (unsigned i = 0; i < size; i++) {
		unsigned at;

		if (!old[i].version)
			continue;
		for (at = hash(&old[i]) & (f->size - 1); f->all[at].version;)
			at = (at + 1) & (f->size - 1);
		f->all[at] = old[i];
	}
	free(old);
}

struct flow *flows_find(struct flows *f, const struct flow *key, bool *fresh)
{
	unsigned first, at;

	if (f->used >= f->size / 2 && f->size < 2 * FLOWS_MAX)
		grow(f);
	first = at = hash(key) & (f->size - 1);
	*fresh = true;
	for (unsigned i = 0; i < f->size; i++) {
		if (!f->all[at].version)
			break;
		if (alike(&f->all[at], key)) {
			*fresh = false;
			return &f->all[at];
		}
		if (f->used >= FLOWS_MAX && i == WINDOW) {
			at = first;
			break;
		}
		at = (at + 1) & (f->size - 1);
	}
	if (!f->all[at].version)
		f->used++;
	f->all[at] = *key;
	return &f->all[at];
}
