/* Strict numbers from the command line: the whole text or nothing, the same in every locale.
 * White space before a number passes, as with strtol(3); nothing may stand behind it. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdint.h>

#include "base/clock.h"

enum num_result {
	NUM_OK,
	NUM_SYNTAX,		/* not a number, or something behind it */
	NUM_RANGE,		/* a number, but outside [min, max] */
	NUM_OVERFLOW,		/* a number beyond 64 bits */
};

/* Decimal, with an optional sign. */
enum num_result num_int(const char *s, int64_t min, int64_t max, int64_t *out);

/* Likewise; also hexadecimal after 0x and octal after 0, as strtol(3) with base 0 reads them. */
enum num_result num_any(const char *s, int64_t min, int64_t max, int64_t *out);

/* Likewise, with the upper half of 64 bits, and nothing below 0. */
enum num_result num_u64(const char *s, uint64_t max, uint64_t *out);

/*
 * Decimal seconds with an optional point and power of ten (1, 0.2, .5, 1e-05), in nanoseconds;
 * digits finer than a nanosecond are cut off. min and max are nanoseconds.
 */
enum num_result num_seconds(const char *s, ns_t min, ns_t max, ns_t *out);

/* Value of a hexadecimal digit, -1 for any other character. */
int num_hex(char c);

#endif
