/* The plan of mtuprobe: what is queued, sent, and heard of it. */
#include "probe/pmtu.h"

#include "probe/mtu.h"
#include "wire/icmp.h"
#include "wire/tcp.h"

#define MARGIN (50 * NS_MS)	/* what an answer may be late by, at least */
#define HOP_MARGIN (30 * NS_MS)	/* likewise a router's, which names no number */
#define RTT_MAX (3 * NS_S)

enum fate { FATE_OUT, FATE_LOST, FATE_REFUSED, FATE_ANSWERED };

static struct pmtu *pmtu_of(const struct plan *plan)
{
	return (struct pmtu *)(uintptr_t)plan;
}

const struct pmtu_try *pmtu_find(const struct pmtu *p, uint16_t size, uint16_t flow, uint8_t ttl,
				 bool loose)
{
	for (unsigned i = 0; i < p->ntries; i++) {
		const struct pmtu_try *t = &p->tries[i];

		if (t->size == size && t->flow == flow && t->ttl == ttl && t->loose == loose)
			return t;
	}
	return NULL;
}

void pmtu_again(struct pmtu *p, struct pmtu_try *t)
{
	if (p->nqueue == PMTU_QUEUE || p->sent + p->nqueue >= PMTU_PROBES)
		return;
	p->queue[(p->at + p->nqueue++) % PMTU_QUEUE] = (uint16_t)(t - p->tries);
	p->open[t->use]++;
	t->open++;
}

struct pmtu_try *pmtu_kind(struct pmtu *p, enum pmtu_use use, uint16_t size, uint16_t flow,
			   uint8_t ttl, bool loose)
{
	struct pmtu_try *t;

	for (unsigned i = use == PMTU_SIZE ? p->first : 0; i < p->ntries; i++) {
		t = &p->tries[i];
		if (t->use == use && t->size == size && t->flow == flow && t->ttl == ttl &&
		    t->loose == loose)
			return t;
	}
	if (p->ntries == PMTU_TRIES)
		return NULL;
	t = &p->tries[p->ntries++];
	*t = (struct pmtu_try){
		.size = size, .flow = flow, .ttl = ttl, .loose = loose, .use = use
	};
	return t;
}

void pmtu_queue(struct pmtu *p, enum pmtu_use use, uint16_t size, uint16_t flow, uint8_t ttl,
		bool loose)
{
	struct pmtu_try *t = pmtu_kind(p, use, size, flow, ttl, loose);

	if (t)
		pmtu_again(p, t);
}

/* Nothing is under way that it waits for. */
static bool is_searching(const struct pmtu *p)
{
	return p->state == PMTU_SEARCH && !p->open[PMTU_SIZE] && !p->open[PMTU_ASIDE];
}

static void think(struct pmtu *p)
{
	if (p->trace.on && !p->trace.done && !p->open[PMTU_HOP]) {
		pmtu_trace_step(p);
		if (!p->open[PMTU_HOP])
			p->trace.done = true;
	}
	if (is_searching(p) && !pmtu_awaits_trace(p)) {
		pmtu_search_step(p);
		/* nothing fits into the queue any more */
		if (is_searching(p) && !pmtu_awaits_trace(p))
			p->state = PMTU_LIMIT;
	}
}

static bool pmtu_next(struct plan *plan, ns_t now, struct probe *probe, ns_t *wake)
{
	struct pmtu *p = pmtu_of(plan);
	const struct pmtu_try *t;

	if (!p->nqueue)
		think(p);
	if (!p->nqueue)
		return false;
	if (p->sent && now < ns_add(p->last, p->cfg.gap)) {
		*wake = ns_add(p->last, p->cfg.gap);
		return false;
	}
	t = &p->tries[p->queue[p->at]];
	probe->size = t->size;
	probe->ttl = t->ttl;
	probe->flow = p->cfg.fresh ? (uint16_t)p->sent : t->flow;
	probe->loose = t->loose;
	return true;
}

static void was_sent(struct pmtu *p, const struct event *ev)
{
	p->of[ev->n % PMTU_PROBES] = p->queue[p->at];
	p->fate[ev->n % PMTU_PROBES] = FATE_OUT;
	p->at = (p->at + 1) % PMTU_QUEUE;
	p->nqueue--;
	p->sent++;
	p->last = ev->at;
	if (p->tries[p->of[ev->n % PMTU_PROBES]].loose && !p->loose_sent)
		p->loose_sent = ev->at;
}

static unsigned *count_of(struct pmtu_try *t, enum fate fate)
{
	return fate == FATE_OUT	     ? &t->open :
	       fate == FATE_LOST     ? &t->lost :
	       fate == FATE_REFUSED  ? &t->refused :
				      &t->answered;
}

/* An answer outweighs all, a refusal a loss. True: it was news. */
static bool decide(struct pmtu *p, uint64_t n, enum fate fate)
{
	struct pmtu_try *t = &p->tries[p->of[n]];
	enum fate old = p->fate[n];

	if (fate <= old)
		return false;
	if (old == FATE_OUT)
		p->open[t->use]--;
	--*count_of(t, old);
	++*count_of(t, fate);
	p->fate[n] = (uint8_t)fate;
	return true;
}

/* How far away who refuses is; the quote has the hop limit as it came there. */
static int distance(const struct reply *r, uint8_t sent)
{
	if (r->has_quote && sent && r->quote.ttl && r->quote.ttl <= sent)
		return sent - r->quote.ttl + 1;
	return reply_hops(r->ttl);
}

static void hear_word(struct pmtu *p, const struct pmtu_try *t, const struct reply *r)
{
	const struct icmp h = { .type = r->type, .code = r->code, .rest = r->info };
	uint32_t mtu = icmp_mtu(p->cfg.to.family, &h);
	struct pmtu_word *w = p->words;

	while (w < p->words + p->nwords && (!addr_eq(&w->from, &r->from) || w->mtu != mtu))
		w++;
	if (w == p->words + PMTU_WORDS)
		return;
	if (w == p->words + p->nwords) {
		*w = (struct pmtu_word){ .from = r->from, .mtu = mtu, .least = t->size,
					 .most = t->size, .flow = t->flow, .hops = -1 };
		p->nwords++;
	}
	if (t->size < w->least)
		w->least = t->size;
	if (t->size > w->most)
		w->most = t->size;
	if (w->hops < 0 || (r->has_quote && !t->ttl))
		w->hops = distance(r, t->ttl ? t->ttl : PMTU_TTL);
	w->count++;
}

static void hear_options(struct pmtu *p, const struct event *ev)
{
	const struct reply *r = ev->reply;
	bool late = p->mss_until && ev->at - ev->rtt > p->mss_until;
	struct cur c = r->body;
	struct tcp_options o = { 0 };
	struct tcp h;

	p->info = r->info;
	if (!p->cfg.fresh || !tcp_parse(&c, &h) || !(h.flags & TCP_SYN))
		return;
	tcp_options_parse(h.options, &o);
	if (!o.mss || (p->mss && (late || (!p->mss_late && o.mss >= p->mss))))
		return;
	p->mss = o.mss;
	p->mss_late = late;
}

static void answered(struct pmtu *p, const struct event *ev)
{
	struct pmtu_try *t = &p->tries[p->of[ev->n]];
	ns_t *slowest;

	if (!decide(p, ev->n, FATE_ANSWERED))
		return;
	t->from = ev->reply->from;
	slowest = t->ttl == p->cfg.ttl ? &p->rtt : &p->hop_rtt[t->ttl <= PMTU_HOPS ? t->ttl : 0];
	if (ev->rtt > *slowest)
		*slowest = ev->rtt < RTT_MAX ? ev->rtt : RTT_MAX;
	if (!t->ttl) {
		p->hops = reply_hops(ev->reply->ttl);
		hear_options(p, ev);
	}
	/* what was given up came after all */
	if (p->state == PMTU_FOUND && t->use == PMTU_SIZE && t->size > p->mtu)
		p->state = PMTU_SEARCH;
	if (p->state == PMTU_NONE && t->use == PMTU_SIZE)
		p->state = PMTU_SEARCH;
}

static bool time_exceeded(const struct pmtu *p, const struct reply *r)
{
	return r->type == (p->cfg.to.family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED);
}

/* Of UDP, what the target says when nobody listens. */
static bool port_unreachable(const struct pmtu *p, const struct reply *r)
{
	bool v4 = p->cfg.to.family == ADDR_V4;

	return p->cfg.unreachable && addr_eq(&r->from, &p->cfg.to) &&
	       r->type == (v4 ? ICMP4_UNREACHABLE : ICMP6_UNREACHABLE) &&
	       r->code == (v4 ? ICMP4_CODE_PORT : ICMP6_CODE_PORT);
}

static void error(struct pmtu *p, const struct event *ev)
{
	struct pmtu_try *t = &p->tries[p->of[ev->n]];
	const struct reply *r = ev->reply;

	if (r->kind == REPLY_LOCAL) {
		decide(p, ev->n, FATE_REFUSED);
	} else if (mtu_refusal(p->cfg.to.family, r)) {
		hear_word(p, t, r);
		t->from = r->from;
		decide(p, ev->n, FATE_REFUSED);
	} else if ((t->ttl && time_exceeded(p, r)) || port_unreachable(p, r)) {
		answered(p, ev);
	} else {
		p->said_from = r->from;
		p->said_type = r->type;
		p->said_code = r->code;
		decide(p, ev->n, FATE_LOST);
	}
}

static void pmtu_saw(struct plan *plan, const struct event *ev)
{
	struct pmtu *p = pmtu_of(plan);

	if (ev->kind == EV_SENT) {
		was_sent(p, ev);
		return;
	}
	if (ev->kind == EV_OTHER || ev->n >= PMTU_PROBES)
		return;
	switch (ev->kind) {
	case EV_REPLY:
	case EV_LATE:
	case EV_DUP:
		answered(p, ev);
		break;
	case EV_ERROR:
		error(p, ev);
		break;
	case EV_LOST:
		decide(p, ev->n, FATE_LOST);
		break;
	default:
		break;
	}
}

static ns_t patience(ns_t rtt, ns_t share, ns_t least)
{
	return rtt + (rtt / share > least ? rtt / share : least);
}

/* A router answers sooner than those behind it. */
static ns_t pmtu_expires(const struct plan *plan, uint64_t n, ns_t sent)
{
	const struct pmtu *p = pmtu_of(plan);
	const struct pmtu_try *t = &p->tries[p->of[n % PMTU_PROBES]];

	if (t->ttl && t->ttl != p->cfg.ttl && p->rtt) {
		for (unsigned hop = t->ttl; hop <= PMTU_HOPS; hop++)
			if (p->hop_rtt[hop])
				return ns_add(sent, patience(p->hop_rtt[hop], 8, HOP_MARGIN));
		return ns_add(sent, patience(p->rtt, 8, HOP_MARGIN));
	}
	return ns_add(sent, p->rtt ? patience(p->rtt, 4, MARGIN) : p->cfg.wait);
}

/* Who runs several plans side by side knows when all have come to their end. */
static bool pmtu_done(const struct plan *plan, ns_t now, ns_t *wake)
{
	(void)plan, (void)now, (void)wake;
	return false;
}

void pmtu_open(struct pmtu *p, const struct pmtu_cfg *cfg)
{
	*p = (struct pmtu){
		.plan = { pmtu_next, pmtu_saw, pmtu_done, cfg->wait, pmtu_expires },
		.cfg = *cfg,
		.hops = -1,
	};
}

void pmtu_restart(struct pmtu *p, const struct pmtu_cfg *cfg)
{
	p->cfg = *cfg;
	p->state = PMTU_IDLE;
	p->rtt = 0;
	p->nwords = 0;
	p->trace.on = false;
}

bool pmtu_idle(const struct pmtu *p)
{
	return p->state != PMTU_SEARCH && (!p->trace.on || p->trace.done) && !p->open[PMTU_SIZE] &&
	       !p->open[PMTU_HOP] && !p->open[PMTU_ASIDE];
}

static uint16_t least_of(const struct pmtu *p)
{
	return p->cfg.to.family == ADDR_V4 ? PMTU_LEAST : PMTU_LEAST6;
}

void pmtu_small(struct pmtu *p, unsigned n)
{
	while (n--)
		pmtu_queue(p, PMTU_ASIDE, least_of(p), p->flow, p->cfg.ttl, false);
}

void pmtu_sweep(struct pmtu *p)
{
	for (uint8_t ttl = 1; ttl <= PMTU_HOPS; ttl++)
		pmtu_queue(p, PMTU_ASIDE, least_of(p), p->flow, ttl, false);
}

unsigned pmtu_farthest(const struct pmtu *p)
{
	unsigned far = 0;

	for (unsigned i = 0; i < p->ntries; i++)
		if (p->tries[i].answered && p->tries[i].ttl > far)
			far = p->tries[i].ttl;
	return far;
}

void pmtu_loose(struct pmtu *p, uint16_t size)
{
	pmtu_queue(p, PMTU_ASIDE, size, p->flow, 0, true);
}

struct pmtu_loss pmtu_loss(const struct pmtu *p)
{
	struct pmtu_loss l = { 0 };

	for (unsigned i = 0; i < p->ntries; i++) {
		const struct pmtu_try *t = &p->tries[i];

		if (!t->answered || t->loose || t->skip || t->ttl != p->cfg.ttl)
			continue;
		l.judged += t->answered + t->lost;
		l.lost += t->lost;
	}
	return l;
}

unsigned pmtu_failed(const struct pmtu *p, uint16_t size, unsigned *refused)
{
	unsigned n = 0;

	*refused = 0;
	for (unsigned i = p->first; i < p->ntries; i++) {
		const struct pmtu_try *t = &p->tries[i];

		if (t->use != PMTU_SIZE || t->size != size)
			continue;
		n += t->lost + t->refused;
		*refused += t->refused;
	}
	return n;
}
