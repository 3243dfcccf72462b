/* The only clock: nanoseconds as signed 64-bit integers. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

typedef int64_t ns_t;

#define NS_US ((ns_t)1000)
#define NS_MS ((ns_t)1000000)
#define NS_S  ((ns_t)1000000000)
#define NS_NEVER INT64_MAX		/* a time that does not come */

/* a + b, or NS_NEVER where that is beyond 64 bits; neither is negative. */
static inline ns_t ns_add(ns_t a, ns_t b)
{
	ns_t sum;

	return __builtin_add_overflow(a, b, &sum) ? NS_NEVER : sum;
}

/* Monotonic time: for every interval, time-out and round trip. */
ns_t clock_now(void);

/* Nanoseconds since 1970: only to print a date, and to read kernel stamps. */
ns_t clock_wall(void);

#endif
