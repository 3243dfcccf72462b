/*
 * What an ICMP socket received, from bytes to the events of an engine that has probes in flight.
 *
 * The first byte says how the rest is taken:
 *	1, 2	IPv6 instead of IPv4; a datagram socket instead of a raw one
 *	4	the checksum of the ICMP message is made right
 *	8	likewise that of extensions behind 128 bytes of quote
 *	48	what became of the probe before: in flight, answered, failed, lost
 *	64	numbers in the body, as node information queries have them
 *	128	messages that are about no probe go through the engine, too: it is the slow part
 */
#include "reply.h"

#include "probe/engine.h"
#include "probe/every.h"
#include "probe/stats.h"
#include "wire/cksum.h"
#include "wire/ip4.h"
#include "xport/icmp.h"

#define ID 0x1234

static const uint8_t to4[4] = { 198, 51, 100, 7 };
static const uint8_t to6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 };

/* A transport that has one reply to give. */
struct once {
	struct xport x;
	struct reply reply;
	ns_t now;
	bool here;
};

static int once_send(struct xport *x, const struct probe *p, ns_t *when)
{
	(void)p;
	*when = ((struct once *)x)->now;
	return 0;
}

static bool once_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct once *once = (struct once *)x;

	if (!once->here)
		return false;
	once->here = false;
	*r = once->reply;
	*when = now;
	return true;
}

static void take(struct once *once, struct engine *e, const struct reply *r)
{
	once->reply = *r;
	once->here = true;
	once->now += NS_MS;
	engine_step(e, once->now);
}

/* Three probes, of which the second had a fate already; then the reply, twice. */
static void run_engine(const struct reply *r, unsigned fate)
{
	static const enum reply_kind before[] = { REPLY_OTHER, REPLY_ANSWER, REPLY_ERROR,
						  REPLY_SENT };
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .preload = 3 };
	struct reply second = { .kind = before[fate], .seq = 2 };
	struct once once = { .x = { once_send, once_recv, -1 }, .now = NS_S };
	struct stats stats = { 0 };
	struct every every;
	struct engine e;

	every_open(&every, &cfg);
	engine_open(&e, &every.plan, &once.x);
	engine_listen(&e, stats_saw, &stats);
	engine_step(&e, once.now);
	CHECK(e.sent == 3 && e.inflight == 3);
	if (fate == 3)			/* lost, all three; others are in flight then */
		once.now += 20 * NS_S;
	take(&once, &e, &second);
	take(&once, &e, r);
	take(&once, &e, r);
	CHECK(stats.sent == e.sent && every.sent == e.sent);
	CHECK(every.answered == stats.received && every.inflight == e.inflight);
	CHECK(stats.sent == stats.received + stats.lost + every.failed + e.inflight);
	CHECK(stats_mdev(&stats) >= 0 && stats_avg(&stats) >= 0 && stats.max < 60 * NS_S);
	engine_close(&e);
}

static void walk_options(struct cur c, const uint8_t *p, size_t n)
{
	struct header_option opt;
	size_t steps = 0;

	while (options_next(&c, &opt)) {
		CHECK(cur_ok(&opt.data) && ++steps <= 40);
		within(opt.data, p, n);
	}
}

static bool body_seq(const void *arg, const struct icmp *h, struct cur body, uint16_t *seq)
{
	(void)arg, (void)h;
	if (cur_be16(&body) != ID)
		return false;
	*seq = cur_be16(&body);
	return cur_ok(&body);
}

static const struct icmp_form in_body = { .type = ICMP6_NI_QUERY,
					  .answer = ICMP6_NI_REPLY,
					  .seq = body_seq };

/* Mutated bytes hardly ever have right checksums: those that the mode says are made right. */
static void set_sums(uint8_t *p, size_t n, unsigned mode)
{
	size_t ip = mode & 3 || !n ? 0 : (p[0] & 15u) * 4, ext = ip + 8 + 128;
	uint16_t sum;

	if (mode & 8 && n >= ext + 4) {
		p[ext + 2] = p[ext + 3] = 0;
		sum = cksum(p + ext, n - ext);
		p[ext + 2] = (uint8_t)(sum >> 8);
		p[ext + 3] = (uint8_t)sum;
	}
	if (mode & 4 && n >= ip + 4) {
		p[ip + 2] = p[ip + 3] = 0;
		sum = cksum(p + ip, n - ip);
		p[ip + 2] = (uint8_t)(sum >> 8);
		p[ip + 3] = (uint8_t)sum;
	}
}

/* What the kind promises. */
static void check_kind(const struct icmp_match *m, const struct reply *r)
{
	switch (r->kind) {
	case REPLY_ANSWER:
		CHECK(r->type == m->form->answer);
		CHECK(m->form->seq || !m->raw || r->info >> 16 == ID);
		break;
	case REPLY_ERROR:
	case REPLY_NOTICE:
		CHECK(r->has_quote && !r->bad_sum && r->quote.icmp.type == m->form->type);
		CHECK(m->form->seq || !m->raw || r->quote.icmp.id == ID);
		CHECK(addr_eq(&r->quote.dst, &m->to) || r->quote.ip4.hlen > 20);
		break;
	default:
		CHECK(r->kind == REPLY_OTHER);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned mode = size ? data[0] : 0;
	size_t n = size ? size - 1 : 0;
	uint8_t *p = (uint8_t *)fuzz_text(data + (size > 0), n);
	struct reply r = { .ttl = -1 };
	bool v6 = mode & 1;
	struct icmp_match m = {
		.family = v6 ? ADDR_V6 : ADDR_V4,
		.raw = !(mode & 2),
		.id = ID,
		.to = v6 ? addr_v6(to6) : addr_v4(to4),
		.form = mode & 64 ? &in_body : v6 ? &icmp_echo6 : &icmp_echo4,
	};

	set_sums(p, n, mode);
	if (icmp_reply(&m, p, n, &r)) {
		within(r.body, p, n);
		within(r.options, p, n);
		within(r.quoted, p, n);
		within(r.ext, p, n);
		within(r.quote.ip4.options, p, n);
		within(r.quote.data, p, n);
		walk_options(r.options, p, n);
		walk_options(r.quote.ip4.options, p, n);
		walk_extensions(r.ext, p, n);
		check_kind(&m, &r);
		if (r.kind != REPLY_OTHER || mode & 128)
			run_engine(&r, mode >> 4 & 3);
	}
	free(p);
	return 0;
}
