/* What every unit test begins with: cmocka, and random numbers that are the same in every run. */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#define TEST(name) static void name(__attribute__((unused)) void **state)
#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* What does not end is a failure. */
__attribute__((constructor)) static void limit_time(void)
{
	alarm(60);
}

/* The next number of a sequence (SplitMix64); the state is any seed. */
static inline uint64_t rnd(uint64_t *state)
{
	uint64_t v = *state += 0x9e3779b97f4a7c15;

	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	return v ^ v >> 31;
}

/* One of 0 to n - 1. */
static inline unsigned rnd_below(uint64_t *state, unsigned n)
{
	return (unsigned)(rnd(state) % n);
}

/* As rnd(), but small numbers, and those next to powers of two, are as likely as large ones. */
static inline uint64_t rnd_edge(uint64_t *state)
{
	uint64_t v = rnd(state) >> rnd_below(state, 64);

	switch (rnd_below(state, 4)) {
	case 0:
		return ((uint64_t)1 << rnd_below(state, 64)) + rnd_below(state, 3) - 1;
	case 1:
		return (uint64_t)0 - v;
	default:
		return v;
	}
}

#endif
