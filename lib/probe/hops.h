/*
 * What is known of the hops of a path: each probe's fate and answer, and statistics over all.
 *
 * The plan "path" fills it in; renderers read it. A hop keeps its newest probes only, and whatever
 * comes from outside changes no more than counters once a probe has its answer.
 */
#ifndef PROBE_HOPS_H
#define PROBE_HOPS_H

#include "probe/probe.h"
#include "probe/stats.h"

#define HOP_ADDRS 16		/* addresses of one hop that are told apart */
#define HOP_EXT_MAX 1152	/* bytes of extension objects that are kept of an answer */

enum hop_state {
	HOP_UNSENT,
	HOP_OUT,
	HOP_AGAIN,		/* it was too large for the path: goes out once more, smaller */
	HOP_ANSWERED,		/* by whomever: an answer or an ICMP error */
	HOP_REFUSED,		/* by this host: err */
	HOP_LOST,		/* its time is up; a late answer turns it into HOP_ANSWERED */
};

/* One probe, whatever number of times it had to be sent. */
struct hop_probe {
	uint64_t i;		/* which of the hop's, from 0 */
	uint64_t round;
	uint64_t n;		/* ordinal of its newest try; when answered, of the one that was */
	ns_t sent;		/* that try */
	enum hop_state state;
	uint16_t size;		/* of that try; bytes of the packet */
	bool late;		/* answered after it was given up */
	bool retried;		/* it had another try since the target was busy */
	bool final;		/* nothing lies behind who answered, for this probe */
	/* the answer */
	ns_t rtt;
	struct addr from;
	enum reply_kind kind;	/* REPLY_ANSWER, REPLY_ERROR, REPLY_LOCAL */
	uint8_t type, code;	/* ICMP */
	uint32_t info;		/* second word of the message; REPLY_LOCAL: MTU */
	int err;		/* REPLY_LOCAL: errno */
	int ttl;		/* hop limit it arrived with, or -1 */
	int quoted_ttl;		/* of the probe as the router had it, or -1 */
	uint64_t dups;		/* further answers */
	uint8_t *ext;		/* extension objects (RFC 4884) as they came, or NULL */
	size_t ext_len;		/* so many bytes are kept */
	bool ext_cut;		/* there were more */
};

/* Differences of successive round trips. */
struct hop_jitter {
	ns_t last, worst;
	unsigned __int128 sum;
	ns_t mean16;		/* 16 times the smoothed one (RFC 3550, 6.4.1) */
};

struct hop {
	struct hop_probe *probes;	/* the newest; see hop_probe() */
	uint64_t keep;			/* so many at most */
	uint64_t count;			/* probes so far, each once however often it was sent */
	uint64_t open;			/* of these, not settled yet */
	/* sent, received, lost (time is up), errors (refused by this host), dups, round trips */
	struct stats stats;
	ns_t newest_rtt;		/* 0: none yet */
	struct hop_jitter jitter;
	unsigned __int128 logs;		/* sum of the round trips' logarithms; hop_gmean() */
	struct {
		struct addr addr;
		uint64_t count;		/* answers */
	} from[HOP_ADDRS];		/* in the order in which they came */
	unsigned nfrom;
	uint64_t others;		/* answers from still other addresses */
	/* the lowest MTU that a router named for a probe to this hop; 0: none did */
	uint32_t mtu;
	struct addr mtu_from;
	ns_t mtu_rtt;
	int mtu_ttl;			/* hop limit the message arrived with, or -1 */
	/* the plan's: newest round + 1 in which a probe ended here, or went on from here */
	uint64_t ended, passed;
	ns_t wait;			/* how long a probe to it may take now */
};

/* Room for `keep` probes at a time, made when the first is begun. Starts from all zero. */
void hop_init(struct hop *h, uint64_t keep);
void hop_clear(struct hop *h);

/* The i-th probe, or NULL where it is not begun, or not kept any more. */
struct hop_probe *hop_probe(const struct hop *h, uint64_t i);

/* Was it settled? HOP_UNSENT, HOP_OUT and HOP_AGAIN are not. */
static inline bool hop_settled(const struct hop_probe *p)
{
	return p && p->state >= HOP_ANSWERED;
}

/* Can the next probe be begun? Not while the one whose place it takes is under way. */
bool hop_has_room(const struct hop *h);

/* Begins the next one, HOP_UNSENT. */
struct hop_probe *hop_begin(struct hop *h);

/* The first answer to a probe, wherever from: kept, and counted in the statistics. */
void hop_heard(struct hop *h, struct hop_probe *p, const struct event *ev);

/* Other ends of a probe that was not settled: this host did not send it; its time is up. */
void hop_refused(struct hop *h, struct hop_probe *p, const struct event *ev);
void hop_lost(struct hop *h, struct hop_probe *p);

/*
 * Statistics begin anew: what is not answered is over, and an answer to it nothing new. Returns how
 * many probes waited to go out once more.
 */
unsigned hop_restart(struct hop *h);

/* Mean of the differences between round trips; 0 of fewer than two. */
ns_t hop_jitter_avg(const struct hop *h);

/* Geometric mean of the round trips; 0 without any. */
ns_t hop_gmean(const struct hop *h);

#endif
