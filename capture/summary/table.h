/* Records by key, in one open hash table that grows up to a bound. */
#ifndef CAPTURE_SUMMARY_TABLE_H
#define CAPTURE_SUMMARY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_MAX 65536

/* Made by table_key() only, so that all of its bytes are defined. */
struct key {
	uint8_t kind;			/* the user's, above 0 */
	uint8_t family;
	uint16_t number[3];		/* ports, identifiers */
	uint8_t a[16], b[16];
};

/* Zeroed at first but for `record`: the size of a record, which begins with its key. */
struct table {
	size_t record;
	char *all;
	unsigned used, size;
	uint64_t turned_away;		/* there was no more room */
};

struct addr;

struct key table_key(uint8_t kind, const struct addr *a, const struct addr *b);

/* The record of that key, a new one zeroed; NULL: a new one has no room. *fresh: it is new. */
void *table_find(struct table *t, const struct key *k, bool *fresh);

/* The record in slot i of t->size, or NULL. */
void *table_at(const struct table *t, unsigned i);

void table_close(struct table *t);

#endif
