/*
 * How often to ask a host's silent ports, how long to wait for it, and how fast to send: learnt
 * from what it answers (RFC 6298 in spirit). Pure: times are handed in.
 */
#ifndef PROBE_PATIENCE_H
#define PROBE_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"

#define PATIENCE_TRIES 30	/* at most, of a port */

/* Of one address. Starts from all zero, but for ports. */
struct patience {
	uint32_t ports;		/* that are asked of it */
	ns_t limit;		/* all there is for a port, 0: as it seems right */
	ns_t srtt, rttvar;	/* 0: it has not answered */
	uint64_t asked, lost;	/* attempts on ports that answered; those without answer */
};

/* A port answered after rtt; so many of its attempts before were left without an answer. */
void patience_answer(struct patience *p, ns_t rtt, unsigned lost);

/* The wait between two attempts on a port, and behind the last. */
ns_t patience_interval(const struct patience *p);
ns_t patience_last(const struct patience *p);

/* How many attempts it takes to call a port silent. */
unsigned patience_tries(const struct patience *p);

/*
 * Sending at an even rate, which rises while nothing is lost.
 */
struct pace {
	ns_t gap;		/* between two attempts */
	ns_t next;		/* when the next may go */
	unsigned answers, losses;	/* since the rate last changed */
};

#define PACE_BURST (1 * NS_MS)	/* what a late start may catch up with at once */

void pace_open(struct pace *p, ns_t now);

/* May one go at `now`? False: p->next is when to ask again. */
bool pace_take(struct pace *p, ns_t now);

/* A port answered, after so many attempts that were lost. */
void pace_answer(struct pace *p, unsigned lost);

#endif
