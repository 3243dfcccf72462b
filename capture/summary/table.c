/* Linear probing; nothing is ever removed. */
#include "summary/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/addr.h"
#include "base/prog.h"

#define FIRST 256

struct key table_key(uint8_t kind, const struct addr *a, const struct addr *b)
{
	struct key k;

	memset(&k, 0, sizeof(k));
	k.kind = kind;
	k.family = a->family;
	memcpy(k.a, a->b, sizeof(k.a));
	memcpy(k.b, b->b, sizeof(k.b));
	return k;
}

/* Multiplied and folded, eight bytes at a time. */
static unsigned hash(const struct key *k)
{
	uint64_t w[sizeof(*k) / 8], h = 0;

	_Static_assert(sizeof(*k) % 8 == 0, "a key is read by words");
	memcpy(w, k, sizeof(*k));
	for (size_t i = 0; i < sizeof(w) / sizeof(w[0]); i++) {
		h = (h ^ w[i]) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	return (unsigned)(h >> 20);
}

static char *slot(const struct table *t, unsigned i)
{
	return t->all + i * t->record;
}

void *table_at(const struct table *t, unsigned i)
{
	char *at = slot(t, i);

	return ((const struct key *)(const void *)at)->kind ? at : NULL;
}

/* Where it is, or where it would be. */
static char *seek(const struct table *t, const struct key *k)
{
	unsigned i = hash(k) & (t->size - 1);

	while (table_at(t, i) && memcmp(slot(t, i), k, sizeof(*k)) != 0)
		i = (i + 1) & (t->size - 1);
	return slot(t, i);
}

static void grow(struct table *t)
{
	struct table old = *t;

	t->size = old.size ? 2 * old.size : FIRST;
	t->all = prog_alloc(t->size, t->record);
	for (unsigned i = 0; i < old.size; i++) {
		char *at = table_at(&old, i);

		if (at)
			memcpy(seek(t, (const struct key *)(const void *)at), at, t->record);
	}
	free(old.all);
}

void *table_find(struct table *t, const struct key *k, bool *fresh)
{
	char *at;

	if (t->used >= t->size / 2 && t->size < 2 * TABLE_MAX)
		grow(t);
	at = seek(t, k);
	*fresh = memcmp(at, k, sizeof(*k)) != 0;
	if (!*fresh)
		return at;
	if (t->used == TABLE_MAX) {
		t->turned_away++;
		return NULL;
	}
	t->used++;
	memcpy(at, k, sizeof(*k));
	return at;
}

void table_close(struct table *t)
{
	free(t->all);
	*t = (struct table){ .record = t->record };
}
