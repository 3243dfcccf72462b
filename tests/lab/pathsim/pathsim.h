/* The path simulator's state, and what each of its files offers the others. */
#ifndef PATHSIM_H
#define PATHSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/addr.h"
#include "base/clock.h"

#define HOPS_MAX 254
#define LIST_MAX 32
#define LABELS_MAX 8
#define WAYS_MAX 64

enum { V4, V6, FAMILIES };		/* index of what exists once a family */

/* One chance with a random stream of its own: no other knob shifts it. */
struct dice {
	uint32_t p;			/* billionths */
	uint64_t state;
};

struct list {
	uint16_t v[LIST_MAX];
	unsigned n;
};

struct bytes {
	uint8_t v[40];
	unsigned n;
};

/* An ICMP message to send: type, code, and the second word where it was given. */
struct message {
	bool on, has_rest;
	uint8_t type, code;
	uint32_t rest;
};

/* One direction of the link between hop N-1 and hop N. */
struct link {
	ns_t delay, jitter;
	struct dice loss, dup, reorder, corrupt, jitters;
	ns_t last;			/* when the packet before it arrives */
};

struct hop {
	struct link out, back;
	ns_t gap;
	struct list lose;

	/* as a router */
	unsigned mtu, tell;
	struct list way_mtu;		/* by way, from the first; instead of mtu */
	unsigned most_icmp, most_udp, most_tcp;	/* longer ones of that protocol are dropped */
	unsigned mss;			/* no SYN names more; 0: any */
	bool whole;			/* drops fragments */
	bool blackhole, silent, drop, mute, dnat;
	struct message reject[FAMILIES], also[FAMILIES];
	unsigned ways, salt;
	ns_t spread;
	bool spray;
	struct dice sprays;
	unsigned loop, asym, ttl;

	/* its ICMP errors */
	unsigned rate, burst, times;
	ns_t allowance;			/* burst times its interval, when full */
	ns_t limited_at;
	unsigned quote;
	int qttl;			/* QTTL_... or a value */
	bool qswap, alien, legacy;
	uint32_t label[LABELS_MAX];
	unsigned labels;

	/* as a host: what it answers to packets sent to its own address */
	bool dark;
	struct list tcp, udp;
	struct bytes stamp, opts;
	int bad, cut, only;		/* -1: not at all */
	unsigned copies, junk;
	struct addr from[FAMILIES];
};

enum { QTTL_RECEIVED = -1, QTTL_SENT = -2 };

/* A packet on its way. */
struct pkt {
	ns_t at;			/* when it is at `node`; in the future while queued */
	uint64_t order;			/* first come, first served among equal times */
	size_t len;
	uint8_t family;			/* V4 or V6 */
	bool back;			/* on its way to the client */
	uint8_t node;			/* 0 is the client, `hops` the target */
	uint8_t way;			/* which of the parallel routers at `node`: 1, 2, ... */
	uint8_t sent_ttl;
	uint8_t data[];
};

/* Packets by time: a binary heap. */
struct queue {
	struct pkt **v;
	size_t n, cap;
	uint64_t order;
};

#define PARTIALS_MAX 16

struct partial;				/* a datagram that is being reassembled */

struct sim {
	struct hop hop[HOPS_MAX + 1];	/* 1 to hops; the last is the target */
	unsigned hops;
	unsigned mtu;			/* of the device */
	unsigned path_mtu;		/* the narrowest of all */
	uint64_t seed;
	struct queue queue;
	struct partial *partial[PARTIALS_MAX];
	unsigned partial_next;
	uint16_t ip_id;
	uint32_t frag_id;
	ns_t start, now;
	FILE *log;
	int tun;			/* the device before hop 1 */
	int far;			/* the one that is the target, or -1: a simulated one */
	uint64_t count_in, count_out;
};

/* A packet taken apart as far as its transport header. */
struct view {
	struct addr src, dst;
	uint8_t proto;			/* behind IPv6 extension headers */
	uint8_t ttl;
	bool df, more;
	unsigned frag_at;		/* offset in bytes */
	uint32_t frag_id;
	size_t unfragmented;		/* bytes before what a fragment carries */
	size_t head;			/* bytes before the transport header */
	const uint8_t *t;		/* transport header and data */
	size_t tlen;
};

enum { PROTO_ICMP = 1, PROTO_TCP = 6, PROTO_UDP = 17, PROTO_FRAGMENT = 44, PROTO_ICMP6 = 58 };

/* spec.c: the command line. */
void spec_defaults(struct sim *s);
/* One clause such as "hop=7,loss=0.3". On error -1, with a message on stderr. */
int spec_clause(struct sim *s, const char *text);
/* What depends on several clauses: random streams, sums. */
void spec_finish(struct sim *s);
void spec_help(FILE *f);
/* "5ms", "100us", "2s". False: not a duration. */
bool spec_duration(const char *text, ns_t *out);

/* random.c: splitmix64 streams. */
uint64_t random_next(uint64_t *state);
uint64_t random_mix(uint64_t a, uint64_t b);
bool dice_roll(struct dice *d);
/* Uniform in [0, limit). */
uint64_t dice_below(struct dice *d, uint64_t limit);

/* queue.c */
void queue_push(struct queue *q, struct pkt *p);
struct pkt *queue_pop(struct queue *q);
ns_t queue_next(const struct queue *q);		/* NS_NEVER: empty */

/* packet.c: bytes. */
struct pkt *pkt_new(size_t len);		/* exits when memory is out */
struct pkt *pkt_copy(const struct pkt *p);
uint32_t be32(const uint8_t *p);
uint16_t be16(const uint8_t *p);
void set16(uint8_t *p, unsigned v);
void set32(uint8_t *p, uint32_t v);
/* False: not a whole IP packet. */
bool view_of(const struct pkt *p, struct view *v);
bool view_is_icmp_error(const struct view *v);
void ip4_sum(uint8_t *ip);
uint8_t ip_ttl(const struct pkt *p);
void ip_set_ttl(struct pkt *p, unsigned ttl);
/* Over pseudo header and transport; 0 when the transport's own checksum is right. */
uint16_t transport_sum(const struct addr *src, const struct addr *dst, uint8_t proto,
		       const uint8_t *t, size_t n);
/* A header, options (IPv4 only, a multiple of 4 bytes), and n zero bytes, which *body points at. */
struct pkt *ip_make(struct sim *s, const struct addr *src, const struct addr *dst, uint8_t proto,
		    unsigned ttl, const struct bytes *opts, size_t n, uint8_t **body);

/* fragment.c */
/* Takes p and calls emit with its fragments. False: it must not be fragmented, and is not taken. */
bool fragment_split(struct sim *s, struct pkt *p, unsigned mtu,
		    void (*emit)(struct sim *, struct pkt *));
/* Takes the fragment p. The whole datagram once it is complete, else NULL. */
struct pkt *fragment_join(struct sim *s, struct pkt *p, const struct view *v);
void fragment_end(struct sim *s);

/* path.c: from hop to hop. */
struct addr path_addr(int family, unsigned hop, unsigned way);
/* Takes p, which is at p->node at p->at. */
void path_run(struct sim *s, struct pkt *p);
/* Takes p and sends it from `hop` back to the client. */
void path_back(struct sim *s, unsigned hop, ns_t at, struct pkt *p);

/* error.c: ICMP errors of hop p->node about p, which stays with the caller; within rate limits. */
enum error { TIME_EXCEEDED, TOO_BIG, HOST_UNREACHABLE, PROTO_UNREACHABLE, PORT_UNREACHABLE };

/* rest is the second word of the message. As a host it sends from the address p was sent to. */
void error_send(struct sim *s, const struct pkt *p, enum error e, uint32_t rest, bool as_host);
void error_message(struct sim *s, const struct pkt *p, const struct message *m);

/* host.c: takes p, which is addressed to the host at p->node. */
void host_input(struct sim *s, struct pkt *p);

/* main.c: takes p. */
void sim_write(struct sim *s, int fd, struct pkt *p);

/* log.c: one line with time, event, hop, packet; nothing without a log. */
void sim_log(struct sim *s, const char *event, const struct pkt *p);

#endif
