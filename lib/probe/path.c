/* The plan of tracepath, traceroute and mtr. */
#include "probe/path.h"

#include <errno.h>
#include <stdlib.h>

#include "base/prog.h"
#include "probe/mtu.h"

#define TRIES 65536		/* what the engine can tell apart */
#define WINDOW_MAX 32768	/* of these, so that answers may be late */
#define ANSWER_LEAST 2304	/* bytes of the socket's buffer that an answer takes */
#define ANSWER_HEAD 800		/* those beside its own */

static struct path *path_of(const struct plan *plan)
{
	return (struct path *)(uintptr_t)plan;
}

static struct path_try *try_of(const struct path *p, uint64_t n)
{
	return &p->tries[n % TRIES];
}

const struct path_try *path_where(const struct path *p, uint64_t n)
{
	return try_of(p, n);
}

unsigned path_limit(const struct path *p)
{
	unsigned ttl = p->cfg.first, silent = 0;

	if (!p->cfg.silent)
		return p->cfg.max;
	for (; ttl < p->cfg.max && silent <= p->cfg.silent; ttl++)
		silent += !p->hops[ttl].nfrom;
	return ttl;
}

/* In the first round nobody can be expected to have answered yet. */
unsigned path_last(const struct path *p)
{
	unsigned known = p->farthest + p->cfg.unknown;
	unsigned limit = p->round ? path_limit(p) : p->cfg.max;

	if (p->end && p->end <= limit)
		return p->end;
	return p->round && p->cfg.unknown && known < limit ? known : limit;
}

/* Of the next packet. Chance is splitmix64. */
static uint16_t size_of(struct path *p)
{
	uint64_t v;

	if (!p->cfg.any_size || p->mtu <= p->cfg.min_size)
		return p->mtu;
	v = p->cfg.dice += 0x9e3779b97f4a7c15;
	v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
	v = (v ^ v >> 27) * 0x94d049bb133111eb;
	v ^= v >> 31;
	return (uint16_t)(p->cfg.min_size + v % (p->mtu - p->cfg.min_size + 1u));
}

/* Which flow a probe goes by when it is sent once more. */
static uint16_t flow_of(struct path *p, const struct hop_probe *probe)
{
	return probe->retried ? ++p->flows : 0;
}

/* The first probe that has to go out once more. */
static bool claim_again(struct path *p)
{
	unsigned last = path_last(p);

	for (unsigned ttl = p->cfg.first; p->again && ttl <= last; ttl++) {
		const struct hop *h = &p->hops[ttl];

		for (uint64_t i = h->count - (h->count < h->keep ? h->count : h->keep);
		     i < h->count; i++) {
			const struct hop_probe *probe = hop_probe(h, i);

			if (probe->state != HOP_AGAIN)
				continue;
			p->claim =
				(struct path_try){ i, size_of(p), flow_of(p, probe), (uint8_t)ttl };
			return true;
		}
	}
	return false;
}

/* Moves on to the next of the round; false: there is none. */
static bool find_new(struct path *p)
{
	struct path_place *at = &p->at;

	if (!p->cfg.sweep) {
		for (; at->ttl <= path_last(p); at->ttl++, at->i = 0)
			if (at->i < p->cfg.per_hop && !path_has_enough(p, &p->hops[at->ttl]))
				return true;
		return false;
	}
	for (; at->i < p->cfg.per_hop; at->i++, at->ttl = p->cfg.first)
		for (; at->ttl <= path_last(p); at->ttl++)
			if (!path_has_enough(p, &p->hops[at->ttl]))
				return true;
	return false;
}

/* The next of the round. False: it is over, or *full: the newest of the hop are under way. */
static bool claim_new(struct path *p, bool *full)
{
	struct hop *h;

	if (!find_new(p))
		return false;
	h = &p->hops[p->at.ttl];
	*full = !hop_has_room(h);
	p->claim = (struct path_try){ h->count, size_of(p), 0, (uint8_t)p->at.ttl };
	return !*full;
}

/* The round is over: true when the next begins now. */
static bool next_round(struct path *p, ns_t now, ns_t *wake)
{
	ns_t due = ns_add(p->due, p->cfg.interval);

	if (p->cfg.rounds && p->round + 1 >= p->cfg.rounds)
		return false;
	if (now < due) {
		*wake = due;
		return false;
	}
	/* after a pause of this host it does not catch up in a burst */
	p->due = now - due < p->cfg.interval ? due : now;
	p->at = (struct path_place){ p->cfg.first, 0 };
	p->round++;
	return true;
}

/*
 * How many may be in flight: all of their answers may come at once before anybody reads, and a raw
 * socket gets an error twice, by its queue and as a packet.
 */
static uint64_t window(const struct path *p)
{
	size_t answer = (size_t)p->mtu + ANSWER_HEAD;
	uint64_t room;

	if (!p->cfg.buffer)
		return p->cfg.window;
	room = p->cfg.buffer / 2 / (answer > ANSWER_LEAST ? answer : ANSWER_LEAST);
	if (room < 1)
		room = 1;
	return room < p->cfg.window ? room : p->cfg.window;
}

static bool path_next(struct plan *plan, ns_t now, struct probe *probe, ns_t *wake)
{
	struct path *p = path_of(plan);
	bool full = false;

	if (!p->started) {
		p->started = true;
		p->due = now;
	} else if (now < ns_add(p->last, p->cfg.gap)) {
		*wake = p->last + p->cfg.gap;
		return false;
	}
	if (p->held) {
		/* look first: who answered, or did this host refuse it, as it would the others? */
		p->held = false;
		*wake = now;
		return false;
	}
	if (p->inflight >= window(p))
		return false;
	if (!claim_again(p) && !claim_new(p, &full) &&
	    (full || !next_round(p, now, wake) || !claim_new(p, &full)))
		return false;
	probe->ttl = p->claim.ttl;
	probe->size = p->claim.size;
	probe->flow = p->claim.flow;
	return true;
}

static void was_sent(struct path *p, const struct event *ev)
{
	struct hop *h = &p->hops[p->claim.ttl];
	struct hop_probe *probe = hop_probe(h, p->claim.i);

	if (probe) {
		p->again--;
	} else {
		probe = hop_begin(h);
		probe->round = p->round;
		if (p->cfg.sweep)
			p->at.ttl++;
		else
			p->at.i++;
	}
	probe->state = HOP_OUT;
	probe->n = ev->n;
	probe->sent = p->last = ev->at;
	probe->size = p->claim.size;
	*try_of(p, ev->n) = p->claim;
	p->inflight++;
	if (p->cfg.mtu && p->claim.size > p->fits) {
		p->fits = p->claim.size;
		p->held = true;
	}
	/* a near target has answered by now: what would go beyond it is not sent */
	if (!p->cfg.sweep && p->at.i == p->cfg.per_hop)
		p->held = true;
}

static ns_t path_expires(const struct plan *plan, uint64_t n, ns_t sent)
{
	const struct path *p = path_of(plan);
	const struct path_try *try = try_of(p, n);
	const struct hop *h = &p->hops[try->ttl];
	const struct hop_probe *probe = hop_probe(h, try->i);

	/* another try takes its place: nothing depends on this one */
	if (probe && (probe->state == HOP_AGAIN || (probe->state == HOP_OUT && probe->n != n)))
		return sent;
	return ns_add(sent, h->wait);
}

static void find_end(struct path *p)
{
	p->end = 0;
	for (unsigned ttl = p->cfg.first; ttl <= p->cfg.max && !p->end; ttl++) {
		const struct hop *h = &p->hops[ttl];

		/* in a later round the path may have grown; within one the end counts */
		if (h->ended && h->ended >= h->passed)
			p->end = ttl;
	}
}

static void set_final(struct path *p, struct hop *h, struct hop_probe *probe, bool final)
{
	uint64_t *newest = final ? &h->ended : &h->passed;

	probe->final = final;
	if (probe->round + 1 > *newest)
		*newest = probe->round + 1;
	find_end(p);
}

static bool time_exceeded(const struct path *p, const struct reply *r)
{
	return r->kind == REPLY_ERROR &&
	       r->type == (p->cfg.family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED);
}

/* What is under way to this TTL and farther meets the same narrow link. */
static void send_again(struct path *p, unsigned ttl)
{
	for (; ttl <= p->cfg.max; ttl++) {
		struct hop *h = &p->hops[ttl];

		for (uint64_t k = 0; h->probes && k < h->keep && k < h->count; k++) {
			struct hop_probe *probe = &h->probes[k];

			if (probe->state == HOP_OUT && probe->size > p->mtu) {
				probe->state = HOP_AGAIN;
				p->again++;
			}
		}
	}
}

/* What may have met the target while it was busy with another. */
static void send_contested(struct path *p, unsigned ttl)
{
	for (unsigned k = p->cfg.first; k <= ttl; k++) {
		struct hop *h = &p->hops[k];

		for (uint64_t i = 0; h->probes && i < h->keep && i < h->count; i++) {
			struct hop_probe *probe = &h->probes[i];

			if (probe->state != HOP_OUT || probe->retried)
				continue;
			probe->retried = true;
			probe->state = HOP_AGAIN;
			p->again++;
		}
	}
}

static void name_mtu(struct path *p, unsigned ttl, const struct event *ev, uint16_t mtu)
{
	struct hop *h = &p->hops[ttl];

	if (ev->reply->kind == REPLY_LOCAL) {
		p->fits = 0;
		if (!p->local_mtu || mtu < p->local_mtu) {
			p->local_mtu = mtu;
			p->local_rtt = ev->rtt;
		}
	} else if (!h->mtu || mtu < h->mtu) {
		h->mtu = mtu;
		h->mtu_from = ev->reply->from;
		h->mtu_rtt = ev->rtt;
		h->mtu_ttl = ev->reply->ttl;
	}
}

/* A probe was too large: true when that is no answer, since a smaller one takes its place. */
static bool too_large(struct path *p, const struct event *ev)
{
	const struct path_try *try = path_where(p, ev->n);
	uint16_t mtu;

	if (!p->cfg.mtu || !mtu_refusal(p->cfg.family, ev->reply))
		return false;
	mtu = mtu_below(p->cfg.family, ev->reply, try->size, p->cfg.min_size);
	if (!mtu || (mtu < p->mtu && p->shrunk == PATH_MTUS))
		return false;
	name_mtu(p, try->ttl, ev, mtu);
	if (mtu < p->mtu) {
		p->mtu = mtu;
		p->shrunk++;
	}
	send_again(p, try->ttl);
	return true;
}

static void heard(struct path *p, const struct event *ev)
{
	const struct path_try *try = try_of(p, ev->n);
	struct hop *h = &p->hops[try->ttl];
	struct hop_probe *probe = hop_probe(h, try->i);
	ns_t slowest = h->stats.max;
	bool first = !h->stats.samples;

	if (!probe)
		return;
	if (probe->state == HOP_ANSWERED || probe->state == HOP_REFUSED) {
		/* an answer to an earlier try is no duplicate */
		if (probe->n == ev->n) {
			probe->dups++;
			h->stats.dups++;
		}
		return;
	}
	p->again -= probe->state == HOP_AGAIN;
	probe->size = try->size;
	hop_heard(h, probe, ev);
	if (first || h->stats.max > slowest)
		path_set_waits(p);
	if (try->ttl > p->farthest)
		p->farthest = try->ttl;
	set_final(p, h, probe, !time_exceeded(p, ev->reply));
	if (ev->reply->busy)
		send_contested(p, try->ttl);
}

static void refused(struct path *p, const struct event *ev)
{
	const struct path_try *try = try_of(p, ev->n);
	struct hop *h = &p->hops[try->ttl];
	struct hop_probe *probe = hop_probe(h, try->i);

	if (!probe || hop_settled(probe))
		return;
	p->again -= probe->state == HOP_AGAIN;
	hop_refused(h, probe, ev);
	/* there is no way out; a later round may find one */
	if (p->cfg.rounds == 1)
		set_final(p, h, probe, true);
}

/* It never left: it goes out once more, but not for ever. */
static bool stayed(struct path *p, const struct event *ev)
{
	const struct path_try *try = try_of(p, ev->n);
	struct hop_probe *probe = hop_probe(&p->hops[try->ttl], try->i);

	if (!probe || probe->state != HOP_OUT || probe->n != ev->n || p->stays == PATH_STAYS)
		return false;
	p->stays++;
	probe->state = HOP_AGAIN;
	p->again++;
	return true;
}

static void lost(struct path *p, const struct event *ev)
{
	const struct path_try *try = try_of(p, ev->n);
	struct hop *h = &p->hops[try->ttl];
	struct hop_probe *probe = hop_probe(h, try->i);

	if (!probe || probe->state != HOP_OUT || probe->n != ev->n)
		return;
	if (p->cfg.mtu && probe->size > p->mtu) {
		/* the message that it was too large may be what was lost */
		probe->state = HOP_AGAIN;
		p->again++;
		return;
	}
	hop_lost(h, probe);
}

/* Moves the mark on over all that is settled. */
static void advance(struct path *p)
{
	struct path_place *s = &p->settled;

	for (; s->ttl <= path_last(p); s->ttl++, s->i = 0) {
		const struct hop *h = &p->hops[s->ttl];

		if (path_has_enough(p, h))
			continue;
		while (s->i < p->cfg.per_hop && hop_settled(hop_probe(h, s->i)))
			s->i++;
		if (s->i < p->cfg.per_hop)
			return;
	}
}

static void path_saw(struct plan *plan, const struct event *ev)
{
	struct path *p = path_of(plan);

	p->inflight -= ev->settles;
	switch (ev->kind) {
	case EV_SENT:
		was_sent(p, ev);
		return;
	case EV_ERROR:
		if (too_large(p, ev))
			return;
		if (ev->reply->kind == REPLY_LOCAL && ev->reply->err == EAGAIN && stayed(p, ev))
			return;
		if (ev->reply->kind == REPLY_LOCAL)
			refused(p, ev);
		else
			heard(p, ev);
		break;
	case EV_REPLY:
	case EV_LATE:
	case EV_DUP:
		heard(p, ev);
		break;
	case EV_LOST:
		lost(p, ev);
		break;
	case EV_CORRUPT:
		p->corrupt++;
		return;
	case EV_OTHER:
		p->foreign++;
		return;
	default:
		return;
	}
	if (p->cfg.rounds == 1)
		advance(p);
}

uint64_t path_open_probes(const struct path *p)
{
	unsigned last = path_last(p);
	uint64_t open = 0;

	for (unsigned ttl = p->cfg.first; ttl <= last; ttl++)
		open += p->hops[ttl].open;
	return open;
}

static bool round_sent(const struct path *p)
{
	unsigned last = path_last(p);

	return p->at.ttl > last || (p->at.ttl == last && p->at.i >= p->cfg.per_hop);
}

static bool path_done(const struct plan *plan, ns_t now, ns_t *wake)
{
	const struct path *p = path_of(plan);

	(void)now, (void)wake;
	if (p->cfg.rounds == 1)
		return p->settled.ttl > path_last(p);
	return p->cfg.rounds && p->round + 1 >= p->cfg.rounds && round_sent(p) &&
	       !path_open_probes(p);
}

void path_open(struct path *p, const struct path_cfg *cfg)
{
	struct path_place start = { cfg->first, 0 };

	*p = (struct path){
		.plan = { path_next, path_saw, path_done, cfg->wait.max, path_expires },
		.cfg = *cfg,
		.farthest = cfg->first - 1u,
		.mtu = cfg->size,
		.at = start,
		.settled = start,
		.told = start,
	};
	if (!cfg->window || cfg->window > WINDOW_MAX)
		p->cfg.window = WINDOW_MAX;
	if (cfg->keep < cfg->per_hop)
		p->cfg.keep = cfg->per_hop;
	p->room = cfg->room > cfg->max ? cfg->room : cfg->max;
	p->hops = prog_alloc(p->room + 1u, sizeof(*p->hops));
	p->tries = prog_alloc(TRIES, sizeof(*p->tries));
	for (unsigned ttl = 1; ttl <= p->room; ttl++)
		hop_init(&p->hops[ttl], p->cfg.keep);
	path_set_waits(p);
}

void path_restart(struct path *p)
{
	for (unsigned ttl = 1; ttl <= p->room; ttl++)
		p->again -= hop_restart(&p->hops[ttl]);
	p->end = 0;
	p->farthest = p->cfg.first - 1u;
	path_set_waits(p);
}

void path_close(struct path *p)
{
	for (unsigned ttl = 1; ttl <= p->room; ttl++)
		hop_clear(&p->hops[ttl]);
	free(p->hops);
	free(p->tries);
	p->hops = NULL;
	p->tries = NULL;
}
