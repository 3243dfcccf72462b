/*
 * The plan of tracepath, traceroute and mtr: probes with every time to live, all under way at once.
 *
 * It sends hop by hop, as many at a time as the window has room for, nothing beyond the hop where
 * the path is known to end. The path ends at the lowest TTL where the target itself answered, or
 * where somebody said that the probe cannot go on; never by a Time Exceeded, whoever sends it: a
 * router may speak with the target's address (DNAT). Sizes follow the path MTU where asked; who
 * names a wrong one cannot make it loop: each repetition is smaller, and there are PATH_MTUS. All
 * go by one flow; a target that answers one of a flow at a time (struct reply, busy) gets those
 * that may have met it once more, each by a flow of its own.
 *
 * A renderer hears the engine's events, or asks path_tell() after each what can be shown now in
 * order, and reads hops[]. What comes after a probe was told changes its record, and tells nothing.
 */
#ifndef PROBE_PATH_H
#define PROBE_PATH_H

#include "probe/hops.h"
#include "probe/probe.h"

#define PATH_MTUS 16		/* so often may the MTU shrink in one run */
#define PATH_STAYS 10000	/* so many probes may be sent anew that did not leave */

/*
 * A probe is lost after `here` times the slowest answer of its own hop; where that has none,
 * `near` times the slowest of the nearest hop behind it that has; never sooner than `floor`: round
 * trips of microseconds say nothing about the next one. Always after `max`, and after no other
 * time while nothing behind it has answered: the next hop may be an ocean away. The answers of
 * hops before it are therefore no measure.
 */
struct path_wait {
	ns_t max, floor;
	uint32_t here, near;	/* thousandths; 0: does not count */
};

#define PATH_WAIT                                                                                  \
	{                                                                                          \
		.max = 1500 * NS_MS, .floor = 200 * NS_MS, .here = 3000, .near = 2500              \
	}

struct path_cfg {
	uint8_t family;		/* of the target: enum addr_family */
	uint8_t first, max;	/* TTLs: 1 <= first <= max */
	uint8_t room;		/* max may become as high as that while it runs; 0: it stays */
	unsigned per_hop;	/* probes a hop and round; at least 1 */
	unsigned enough;	/* one round: so many answers of a hop will do; 0: all are wanted */
	uint64_t window;	/* probes in flight at most; 0: all */
	size_t buffer;		/* bytes of answers that the socket can hold unread; 0: any */
	ns_t gap;		/* between two probes at least */
	bool sweep;		/* one round: a probe to every hop, then the next to each */
	uint64_t rounds;	/* 0: without end */
	ns_t interval;		/* from the start of one round to the next */
	uint64_t keep;		/* newest probes of a hop that are kept; at least per_hop */
	unsigned unknown;	/* later rounds: TTLs beyond the last that answered; 0: all */
	unsigned silent;	/* hops without an answer that are passed; 0: any number */
	struct path_wait wait;
	bool mtu;		/* the probe's size follows the path MTU */
	uint16_t size;		/* of the packets, at first; 0 (not with mtu): as is set up */
	uint16_t min_size;	/* of the smallest that can be made; with mtu, and with any_size */
	bool any_size;		/* not with mtu: each has a size by chance, up to `size` */
	uint64_t dice;		/* where chance begins */
};

/* Where in the picture a try belongs. */
struct path_try {
	uint64_t i;		/* which of the hop's probes */
	uint16_t size;
	uint16_t flow;
	uint8_t ttl;
};

struct path_place {
	unsigned ttl;
	uint64_t i;
};

struct path {
	struct plan plan;
	struct path_cfg cfg;
	struct hop *hops;		/* by TTL, up to room */
	unsigned room;
	unsigned end;			/* the TTL where the path ends; 0: not known (yet) */
	unsigned farthest;		/* the highest TTL that answered; first - 1: none */
	uint64_t inflight;		/* tries */
	uint64_t corrupt, foreign;	/* answers with a wrong checksum; what is not about us */
	/* MTU discovery */
	uint16_t mtu;			/* what is sent now */
	uint16_t local_mtu;		/* where this host refused more; 0: it did not */
	ns_t local_rtt;			/* how long it took to say so */
	unsigned shrunk;		/* so often */
	unsigned stays;			/* probes that did not leave, and were sent anew */
	uint16_t fits;			/* what this host is known to send */
	uint16_t flows;			/* that were used, beside the first */
	bool held;			/* before the next one goes out, see what is here */
	/* what is next */
	struct path_try *tries;		/* by ordinal, modulo 65,536 */
	struct path_try claim;
	uint64_t again;			/* probes that are HOP_AGAIN */
	bool started;
	ns_t due, last;			/* when the round was due, the newest probe was sent */
	uint64_t round;
	struct path_place at;		/* the next new probe: i counts from the round's start */
	/* one round: all before it is settled; all before it is told */
	struct path_place settled, told;
	unsigned told_answers;		/* of the hop that is being told */
};

/* The configuration is copied. */
void path_open(struct path *p, const struct path_cfg *cfg);
void path_close(struct path *p);

/* Statistics begin anew: what is under way counts neither way, and its answers are nothing new. */
void path_restart(struct path *p);

/* From now on a probe without any measure for its wait has so long. */
void path_patience(struct path *p, ns_t max);

/* For the plan itself: there is a slower answer than any before. */
void path_set_waits(struct path *p);

/* The last TTL of the picture: where the path ends, or as far as probes go. */
unsigned path_last(const struct path *p);

/* One round: does the hop need no more answers? */
static inline bool path_has_enough(const struct path *p, const struct hop *h)
{
	return p->cfg.enough && h->stats.received >= p->cfg.enough;
}

/* As far as cfg.silent lets it go: one hop behind those that may be silent. */
unsigned path_limit(const struct path *p);

/* Where the probe of an event belongs: never NULL for one that was sent within the last 65,536. */
const struct path_try *path_where(const struct path *p, uint64_t n);

/*
 * One round: the next probe that can be shown, since it is settled and all before it were told.
 * False: not yet, or no more; when the plan is done all was offered. *last: it ends its hop; where
 * a late answer made the rest of a hop superfluous, that has none. Where `enough` will do, what
 * comes behind that is left out, and so is what is not waited for any more.
 */
bool path_tell(struct path *p, struct path_place *place, bool *last);

/* More than one round: probes within the picture that are not settled yet. */
uint64_t path_open_probes(const struct path *p);

#endif
