/* Counts and round-trip statistics of a run, kept exactly in integers. */
#ifndef PROBE_STATS_H
#define PROBE_STATS_H

#include "probe/probe.h"

struct stats {
	uint64_t sent;		/* including those that this host refused to send */
	uint64_t received;	/* probes answered */
	uint64_t dups;		/* answers beyond the first */
	uint64_t errors;	/* probes that met an ICMP error or could not be sent */
	uint64_t corrupt;	/* answers with a wrong checksum */
	uint64_t lost;		/* given up, and not answered later */
	ns_t first, last;	/* when the first and the last probe was sent */
	/* over all answers, duplicates too */
	uint64_t samples;
	ns_t min, max;
	unsigned __int128 sum, sum2;
	ns_t ewma8;		/* 8 times the average weighted 1/8 to the newest */
	uint64_t pipe;		/* the most probes since the one that was just answered, ever */
};

/*
 * An event_fn; arg is the struct stats. Starts from all zero. Round trips are what the engine
 * gives: at most a year.
 */
void stats_saw(void *arg, const struct event *ev);

/* One more round trip, for those who count by themselves. */
void stats_sample(struct stats *s, ns_t rtt);

/* 0 without samples. */
ns_t stats_avg(const struct stats *s);
ns_t stats_ewma(const struct stats *s);

/* Standard deviation over all samples, as classic ping's mdev. */
ns_t stats_mdev(const struct stats *s);

/* Likewise, estimated from the samples (divided by one less); 0 of a single one. */
ns_t stats_sdev(const struct stats *s);

#endif
