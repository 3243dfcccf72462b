/*
 * Probes, replies and events: the words that plans, transports, the engine and renderers share.
 *
 * Data flows one way: a plan decides what to send when, the engine sends it over a transport,
 * matches replies to probes and tells its listeners (plan, statistics, renderer) in events.
 * Nothing here knows a socket or asks for the time: `now` is handed in.
 */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/addr.h"
#include "base/clock.h"
#include "base/cur.h"
#include "wire/quote.h"

/* One packet to send. */
struct probe {
	uint64_t n;		/* ordinal, from 0 */
	uint8_t ttl;		/* time to live or hop limit; 0: as the transport is set up */
	uint16_t size;		/* bytes of the whole IP packet; 0: as the transport is set up */
	uint16_t flow;		/* which of the flows that routers choose ways by; 0 is the first */
	bool loose;		/* may be split into fragments, where the transport knows how */
};

/* On the wire probes are numbered from 1 in 16 bits: 65,535 is followed by 0. */
static inline uint16_t probe_seq(uint64_t n)
{
	return (uint16_t)(n + 1);
}

enum reply_kind {
	REPLY_ANSWER,		/* what the probe asked for */
	REPLY_ERROR,		/* an ICMP error about our probe: it will not be answered */
	REPLY_NOTICE,		/* a redirect or source quench about our probe: it goes on */
	/*
	 * This host refused to send it: err, and info is the MTU. EAGAIN: it did not leave, by
	 * mistake; it may be sent again.
	 */
	REPLY_LOCAL,
	REPLY_SENT,		/* no packet: when the kernel handed it to the device */
	REPLY_OTHER,		/* a message that is not about our probes */
};

/* What a transport received. Pointers are valid until its next recv. */
struct reply {
	enum reply_kind kind;
	uint16_t seq;		/* of the probe it is about; not for REPLY_OTHER */
	struct addr from;
	struct addr to;		/* family ADDR_NONE: the transport cannot tell */
	int ttl;		/* hop limit it arrived with, or -1 */
	uint8_t type, code;	/* ICMP */
	uint32_t info;		/* second word of the message; MTU for REPLY_LOCAL */
	int err;		/* REPLY_LOCAL: errno */
	bool bad_sum;		/* the checksum is wrong */
	bool busy;		/* an answer; to others of its flow there may be none meanwhile */
	size_t len;		/* bytes of the ICMP message */
	struct cur body;	/* behind its first 8 bytes */
	struct cur options;	/* of its IPv4 header */
	struct cur ext;		/* extension objects (RFC 4884), for icmpext_next() */
	struct cur quoted;	/* errors and notices: the probe as the router had it */
	bool has_quote;
	struct quote quote;	/* the same, read; only where has_quote is true */
};

/*
 * An empty reply; most of the large quote is left as it is. In pieces: for all at once compilers
 * take a string instruction, which is slow to begin.
 */
static inline void reply_clear(struct reply *r)
{
	for (size_t at = 0; at < offsetof(struct reply, quote); at += 32)
		memset((char *)r + at, 0, 32);
	r->ttl = -1;
}

/* Hops that a packet has come, as hosts begin with 64, 128 or 255; -1: it cannot be told. */
static inline int reply_hops(int ttl)
{
	if (ttl <= 0)
		return -1;
	return (ttl <= 64 ? 65 : ttl <= 128 ? 129 : 256) - ttl;
}

enum event_kind {
	EV_SENT,
	EV_REPLY,		/* the first answer */
	EV_LATE,		/* the first answer, after the probe was given up as lost */
	EV_DUP,			/* one more answer */
	EV_CORRUPT,		/* an answer with a wrong checksum: counts for nothing else */
	EV_ERROR,		/* reply->kind REPLY_ERROR, or REPLY_LOCAL: it was not even sent */
	EV_NOTICE,		/* reply->kind REPLY_NOTICE */
	EV_LOST,		/* its time is up */
	EV_OTHER,		/* a message that is about no probe of ours */
};

struct event {
	enum event_kind kind;
	uint64_t n;			/* the probe; not for EV_OTHER */
	ns_t at;			/* when it happened, monotonic */
	ns_t rtt;			/* of an answer or an ICMP error: never negative */
	bool settles;			/* the probe was in flight until this event */
	const struct reply *reply;	/* NULL for EV_SENT and EV_LOST */
};

typedef void event_fn(void *arg, const struct event *ev);

/*
 * A plan is embedded as first member in a struct of its own kind.
 */
struct plan {
	/*
	 * Is a probe due? True: send *p. False: *wake is when to ask again (NS_NEVER: after the
	 * next event).
	 */
	bool (*next)(struct plan *plan, ns_t now, struct probe *p, ns_t *wake);
	/* Told of every event, before the other listeners. */
	void (*saw)(struct plan *plan, const struct event *ev);
	/* Is the run over? *wake is brought forward to when that may change by itself. */
	bool (*done)(const struct plan *plan, ns_t now, ns_t *wake);
	/* How long a probe may stay unanswered before it is lost; may change as it learns. */
	ns_t wait;
	/*
	 * Optional, instead of `wait`: when this probe is lost, which went out at `sent`. It may
	 * change with every event; a time that has passed means now.
	 */
	ns_t (*expires)(const struct plan *plan, uint64_t n, ns_t sent);
};

/*
 * A transport is embedded as first member, too. fd is polled for reading, -1 where there is none.
 */
struct xport {
	/*
	 * Sends *p; *when is the time just before. 0; 1: not now, ask again at *when (a full
	 * queue); -1: errno.
	 */
	int (*send)(struct xport *x, const struct probe *p, ns_t *when);
	/* One reply that is here, and when it came. False: nothing more. */
	bool (*recv)(struct xport *x, ns_t now, struct reply *r, ns_t *when);
	int fd;
};

#endif
