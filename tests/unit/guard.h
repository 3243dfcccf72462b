/* Bytes that end where a page ends that nobody may touch: one byte read too far is a SIGSEGV. */
#ifndef UNIT_GUARD_H
#define UNIT_GUARD_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define GUARD_PAGE ((size_t)65536)	/* as long as the largest page and the longest packet */

struct guard {
	uint8_t *map;
};

static inline struct guard guard_open(void)
{
	struct guard g = { mmap(NULL, 2 * GUARD_PAGE, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) };

	assert(g.map != MAP_FAILED);
	assert(mprotect(g.map + GUARD_PAGE, GUARD_PAGE, PROT_NONE) == 0);
	return g;
}

static inline void guard_close(struct guard *g)
{
	munmap(g->map, 2 * GUARD_PAGE);
}

/* Room for n bytes, the last ones that can be touched. */
static inline void *guard_room(struct guard *g, size_t n)
{
	assert(n <= GUARD_PAGE);
	return g->map + GUARD_PAGE - n;
}

/* A copy of n bytes; the copy before is gone. */
static inline void *guard_copy(struct guard *g, const void *from, size_t n)
{
	void *p = guard_room(g, n);

	if (n)
		memcpy(p, from, n);
	return p;
}

#endif
