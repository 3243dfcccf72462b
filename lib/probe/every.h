/* The plan of ping: a probe an interval, or as fast as they come back, until a count or a time. */
#ifndef PROBE_EVERY_H
#define PROBE_EVERY_H

#include "probe/probe.h"

struct every_cfg {
	uint64_t count;		/* stop when so many were answered; 0: go on */
	ns_t interval;		/* between two probes; at most this long in a flood */
	ns_t min_interval;	/* never faster than this, whatever the mode */
	uint64_t preload;	/* so many at once at the start, and in flight in a flood */
	ns_t deadline;		/* stop after this time whatever happened; 0: none */
	ns_t wait;		/* while nothing was answered, a probe is lost after this */
	bool adaptive;		/* the interval follows the round trip */
	bool flood;		/* the next as soon as one comes back */
};

/* A probe is lost after twice the longest round trip, but never sooner than this or an interval. */
#define EVERY_WAIT_MIN (200 * NS_MS)

struct every {
	struct plan plan;
	struct every_cfg cfg;
	bool eager;			/* the next may go as soon as one comes back */
	uint64_t most;			/* so many are sent */
	bool started;
	ns_t start, last;		/* when the first and the newest probe were sent */
	ns_t due, claim;		/* when the newest was due, and the one that may go now */
	uint64_t sent, inflight, answered, failed;
	uint64_t newest;		/* ordinal + 1 of the newest that was answered or failed */
	ns_t max_rtt, ewma8;
};

void every_open(struct every *e, const struct every_cfg *cfg);

#endif
