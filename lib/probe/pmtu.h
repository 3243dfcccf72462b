/*
 * The plan of mtuprobe: the largest packet that gets through by one way of probing, exact to the
 * byte, and where on the way larger ones end. See RFC 4821 and RFC 8899 for why ICMP alone is not
 * trusted: what a router names is only one more size to try.
 *
 * A search begins with the sizes that links are known to have, at once; those of old lines wait
 * until there is a need for them. An answer is proof, a loss is not: what was lost goes out again,
 * to the target or to the hops on the way, as often as the loss of packets that are known to fit
 * demands. Where a size is lost and a larger one answered, this is loss, or there are several ways
 * of different width: at first each size takes a flow of its own, and one that stays lost in its
 * flow becomes the flow that the search goes on with.
 */
#ifndef PROBE_PMTU_H
#define PROBE_PMTU_H

#include "probe/probe.h"

#define PMTU_TRIES 768		/* kinds of packets */
#define PMTU_PROBES 4096	/* packets of one run */
#define PMTU_QUEUE 256
#define PMTU_WORDS 8		/* routers, and the MTUs they name, that are told apart */
#define PMTU_HOPS 30
#define PMTU_LEAST 68		/* bytes of the small packets; the least that IPv4 links carry */
#define PMTU_LEAST6 88		/* IPv6: with a TCP header of usual length */
#define PMTU_MIN6 1280		/* what every link of IPv6 must carry */
#define PMTU_TTL 64		/* the hop limit that the transport gives those without their own */

struct pmtu_cfg {
	struct addr to;
	uint16_t max;		/* nothing larger leaves this host */
	uint8_t ttl;		/* the answer is that hop's Time Exceeded; 0: the target's own */
	bool unreachable;	/* the target's "port unreachable" is an answer */
	bool fresh;		/* each packet has a flow of its own, and always has */
	bool traced;		/* pmtu_locate() follows as soon as it is sure, and confirms it */
	ns_t wait;		/* as long as nothing has answered */
	ns_t gap;		/* between two packets at least */
};

/* What a packet is for. */
enum pmtu_use {
	PMTU_SIZE,		/* the search */
	PMTU_HOP,		/* where it narrows */
	PMTU_ASIDE,		/* fragments, and how many small ones are lost */
	PMTU_USES,
};

/* All packets of one size, flow and hop limit, and what became of them. */
struct pmtu_try {
	uint16_t size, flow;
	uint8_t ttl;		/* 0: the target is meant */
	bool loose;
	bool skip;		/* a fault of its own: tells nothing */
	enum pmtu_use use;
	unsigned answered, lost, refused, open;
	struct addr from;	/* who answered, or refused, last */
};

/* What a router says of packets that are too large. */
struct pmtu_word {
	struct addr from;
	uint32_t mtu;		/* as it is named; 0: none is */
	uint16_t least, most;	/* of the sizes that it was said about */
	uint16_t flow;
	int hops;		/* its distance, as the quote or the way back tells; or -1 */
	unsigned count;
};

enum pmtu_state {
	PMTU_IDLE,
	PMTU_SEARCH,
	PMTU_FOUND,
	PMTU_NONE,		/* nothing answered */
	PMTU_LIMIT,		/* so many packets, and still no end: lo is what is known */
};

/* Where packets of size `bad` end and such of size `good` do not. */
struct pmtu_trace {
	bool on, done;
	uint16_t good, bad;
	uint16_t flow;
	int guess;		/* the hop where it should be, or -1 */
	unsigned last;		/* hops are at most so many */
	unsigned steps;
	/* the result */
	unsigned pass;		/* the last hop that had a bad one; 0: this host */
	unsigned fail;		/* the next that has good ones only; 0: none answers */
	struct addr pass_from, fail_from;
	bool told;		/* bad ones to `fail` were refused in words */
};

struct pmtu {
	struct plan plan;
	struct pmtu_cfg cfg;
	enum pmtu_state state;
	uint16_t mtu;			/* PMTU_FOUND: the largest that gets through */
	uint16_t lo;			/* the largest so far, all smaller ones included */
	uint16_t hint;			/* what the others found, or 0 */
	uint16_t wide;			/* other ways take so much; 0: they are alike */
	bool fixed;			/* the flow is */
	uint16_t flow;
	uint32_t loss;			/* thousandths, as others met it */
	struct pmtu_trace trace;
	struct pmtu_word words[PMTU_WORDS];
	unsigned nwords;
	/* the newest other error, which was no answer */
	struct addr said_from;
	uint8_t said_type, said_code;
	uint32_t info;			/* of the newest answer: TCP flags */
	uint16_t mss;			/* the smallest in such an answer, or 0 */
	bool mss_late;			/* its probe left after mss_until */
	ns_t mss_until;			/* what the target says later may be smaller; 0: is not */
	ns_t loose_sent;		/* the first that may be split; 0: none was */
	ns_t rtt;			/* the slowest answer, or 0 */
	ns_t hop_rtt[PMTU_HOPS + 1];	/* likewise of a hop that ended packets */
	int hops;			/* to the target, as its answers tell; or -1 */
	uint64_t sent;
	/* the plan's own */
	struct pmtu_try tries[PMTU_TRIES];
	unsigned ntries, first;		/* those before `first` were of other flows */
	uint16_t of[PMTU_PROBES];	/* the try of a probe */
	uint8_t fate[PMTU_PROBES];
	uint16_t queue[PMTU_QUEUE];
	unsigned nqueue, at;
	unsigned open[PMTU_USES];	/* queued or under way */
	ns_t last;
	unsigned rounds, unheard;
	bool volleyed;
	uint16_t confirm;		/* the size above the largest, which should be lost */
	bool sure;			/* nothing else is asked: lo is all but the result */
};

/* The configuration is copied. Large: keep it off the stack. */
void pmtu_open(struct pmtu *p, const struct pmtu_cfg *cfg);

/* Forgets what was found and heard, to go on otherwise; the engine stays. */
void pmtu_restart(struct pmtu *p, const struct pmtu_cfg *cfg);

/* Begins the search, anew if there was one. hint: another method's result; 0: there is none. */
void pmtu_search(struct pmtu *p, uint16_t hint);

/*
 * Packets are lost by chance, so many thousandths: what was believed of few losses is looked at
 * once more.
 */
void pmtu_doubt(struct pmtu *p, uint32_t loss);

/* Begins to look for the hop: `bad` is known not to get through, or thought so. */
void pmtu_locate(struct pmtu *p, uint16_t good, uint16_t bad, int guess);

/* Sends n small packets, to learn how many of them are lost. */
void pmtu_small(struct pmtu *p, unsigned n);

/* Sends small packets to every hop up to PMTU_HOPS; see pmtu_farthest(). */
void pmtu_sweep(struct pmtu *p);

/* The farthest hop that answered so far; 0: none did. */
unsigned pmtu_farthest(const struct pmtu *p);

/* Sends one packet of that size that may be split, once more if it was sent before. */
void pmtu_loose(struct pmtu *p, uint16_t size);

/* The packets of that kind, or NULL: none was asked for. */
const struct pmtu_try *pmtu_find(const struct pmtu *p, uint16_t size, uint16_t flow, uint8_t ttl,
				 bool loose);

/* Nothing is under way, nothing to be done. */
bool pmtu_idle(const struct pmtu *p);

/*
 * Of packets that are known to fit, to the target: how many were judged, how many of them lost.
 */
struct pmtu_loss {
	unsigned judged, lost;
};
struct pmtu_loss pmtu_loss(const struct pmtu *p);

/* How often packets of that size were sent to the target and did not get through, by the way. */
unsigned pmtu_failed(const struct pmtu *p, uint16_t size, unsigned *refused);

/* For the plan's own files: the packets of a kind, NULL where there is no room for more kinds. */
struct pmtu_try *pmtu_kind(struct pmtu *p, enum pmtu_use use, uint16_t size, uint16_t flow,
			   uint8_t ttl, bool loose);

/* Another one of it. */
void pmtu_again(struct pmtu *p, struct pmtu_try *t);
void pmtu_queue(struct pmtu *p, enum pmtu_use use, uint16_t size, uint16_t flow, uint8_t ttl,
		bool loose);
void pmtu_search_step(struct pmtu *p);
void pmtu_trace_step(struct pmtu *p);

/* Is the search at its end but for what the trace will say of the size above the largest? */
bool pmtu_awaits_trace(struct pmtu *p);

/* So many losses in a row are no accident. */
unsigned pmtu_need(const struct pmtu *p);

#endif
