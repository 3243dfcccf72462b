/*
 * A run of the plan "path" over a scripted path, with a model that follows the events on its own:
 * whatever the test looks at, each event is checked against all counts that there are.
 *
 * What the plan offers to show becomes a text: the TTL, then for each probe in order `.` (somebody
 * on the way answered), `!` (the path ends here), `x` (this host refused it), `*` (lost).
 */
#ifndef UNIT_PATH_NET_H
#define UNIT_PATH_NET_H

#include <stdio.h>
#include <stdlib.h>

#include "probe/engine.h"
#include "probe/path.h"
#include "test.h"
#include "xport/sim.h"

#define NET_HOPS 256

/* A router, or behind the last of them the target. */
struct net_hop {
	ns_t rtt;		/* to here and back */
	bool silent;
	unsigned most;		/* answers so many probes; 0: all */
	struct addr from;	/* ADDR_NONE: net_addr() */
	bool rejects;		/* lets nothing through, and says so: unreachable, with this code */
	uint8_t code;
	uint16_t mtu;		/* of the link to here; 0: 65,535 */
	bool blind;		/* does not say that a packet was too large for the next link */
	uint16_t lie;		/* but if it does names this MTU, and the one below 0 if it is 1 */
	unsigned copies;	/* sends each answer so often more */
	unsigned answered;
};

struct net {
	struct sim *sim;
	struct engine e;
	struct path path;
	struct path_cfg cfg;
	unsigned target;			/* its TTL; 0: nobody ever answers at the end */
	struct net_hop hop[NET_HOPS + 1];	/* by TTL */
	ns_t (*delay)(struct net *net, const struct probe *p);	/* extra, or -1: lost; or NULL */
	void (*script)(struct net *net, const struct probe *p);	/* instead of all that; or NULL */
	void *arg;
	/* the model */
	uint64_t inflight, sent, events[EV_OTHER + 1];
	ns_t last_sent;
	uint64_t by_ttl[NET_HOPS];		/* tries */
	bool sizes[65536];			/* that were tried */
	uint64_t again;				/* probes that waited to go out once more */
	bool mute;				/* do not ask what can be told */
	unsigned lasts;				/* hops that were told to their end */
	ns_t first_told[NET_HOPS];
	struct path_place place;		/* the newest that was told */
	char told[65536];
	size_t ntold;
};

static inline struct addr net_addr(unsigned ttl, unsigned k)
{
	const uint8_t b[4] = { 10, (uint8_t)k, (uint8_t)ttl, 1 };

	return addr_v4(b);
}

/* The model's view of each hop, after each event. */
static inline void net_check(const struct net *net)
{
	const struct path *p = &net->path;
	unsigned farthest = net->cfg.first - 1;
	uint64_t again = 0;

	assert_int_equal(net->inflight, p->inflight);
	assert_int_equal(net->inflight, net->e.inflight);
	assert_int_equal(net->sent, net->e.sent);
	for (unsigned ttl = net->cfg.first; ttl <= net->cfg.max; ttl++) {
		const struct hop *h = &p->hops[ttl];
		const struct stats *s = &h->stats;
		uint64_t open = 0, at = h->count < h->keep ? 0 : h->count - h->keep;

		assert_int_equal(s->sent, h->count);
		assert_int_equal(s->sent, s->received + s->lost + s->errors + h->open);
		assert_int_equal(s->samples, s->received);
		for (; at < h->count; at++) {
			const struct hop_probe *probe = hop_probe(h, at);

			assert_int_equal(probe->i, at);
			open += !hop_settled(probe);
			again += probe->state == HOP_AGAIN;
		}
		assert_int_equal(open, h->open);
		if (s->received)
			farthest = ttl;
	}
	assert_int_equal(farthest, p->farthest);
	assert_int_equal(again, p->again);
}

static inline void net_tell(struct net *net, ns_t now)
{
	struct path_place at;
	bool last;

	while (path_tell(&net->path, &at, &last)) {
		const struct hop_probe *p = hop_probe(&net->path.hops[at.ttl], at.i);
		char *to = net->told + net->ntold;
		size_t room = sizeof(net->told) - net->ntold;

		assert_true(hop_settled(p) && at.ttl <= path_last(&net->path));
		assert_true(at.ttl > net->place.ttl ||
			    (at.ttl == net->place.ttl && at.i > net->place.i));
		if (at.ttl != net->place.ttl) {
			net->first_told[at.ttl] = now;
			net->ntold +=
				(size_t)snprintf(to, room, "%s%u", net->ntold ? " " : "", at.ttl);
		}
		net->told[net->ntold++] = p->state == HOP_LOST	  ? '*' :
					  p->state == HOP_REFUSED ? 'x' :
					  p->final		  ? '!' :
								    '.';
		if (!net->cfg.enough)
			assert_int_equal(last, at.i + 1 == net->cfg.per_hop);
		net->lasts += last;
		net->place = at;
	}
}

static inline void net_sent(struct net *net, const struct event *ev)
{
	const struct path_try *try = path_where(&net->path, ev->n);

	assert_int_equal(ev->n, net->sent++);
	net->inflight++;
	if (net->cfg.window)
		assert_true(net->inflight <= net->cfg.window);
	if (net->sent > 1)
		assert_true(ev->at >= net->last_sent + net->cfg.gap);
	assert_in_range(try->ttl, net->cfg.first, path_last(&net->path));
	assert_int_equal(hop_probe(&net->path.hops[try->ttl], try->i)->sent, ev->at);
	/* what has to go out again comes first; a size is held back once, else only whole hops */
	if (net->again && !net->path.end && net->cfg.rounds == 1)
		assert_true(net->path.again < net->again);
	assert_false(net->path.held && net->sizes[try->size] &&
		     (net->cfg.sweep || net->path.at.i != net->cfg.per_hop));
	net->sizes[try->size] = true;
	net->last_sent = ev->at;
	net->by_ttl[try->ttl]++;
}

static inline void net_saw(void *arg, const struct event *ev)
{
	struct net *net = arg;

	net->events[ev->kind]++;
	if (ev->kind == EV_SENT)
		net_sent(net, ev);
	if (ev->kind == EV_ERROR && ev->reply->kind == REPLY_LOCAL)
		memset(net->sizes, 0, sizeof(net->sizes));
	net->again = net->path.again;
	net->inflight -= ev->settles;
	net_check(net);
	if (net->cfg.rounds == 1 && !net->mute)
		net_tell(net, ev->at);
}

/* The TTL of who deals with the probe, and whether it is too large for the link behind. */
static inline unsigned net_walk(const struct net *net, const struct probe *p, bool *large)
{
	*large = false;
	for (unsigned ttl = 1; ttl < NET_HOPS; ttl++) {
		const struct net_hop *h = &net->hop[ttl];

		if (ttl == net->target || ttl == p->ttl || h->rejects)
			return ttl;
		*large = net->hop[ttl + 1].mtu && p->size > net->hop[ttl + 1].mtu;
		if (*large)
			return ttl;
	}
	return NET_HOPS - 1;
}

static inline void net_answer(struct net *net, const struct probe *p, ns_t delay, unsigned ttl,
			      bool large)
{
	const struct net_hop *h = &net->hop[ttl];
	struct addr from = h->from.family ? h->from : net_addr(ttl, 0);
	uint16_t mtu = h->lie ? h->lie : net->hop[ttl + 1].mtu;
	bool v6 = net->cfg.family == ADDR_V6;

	if (large)
		sim_error(net->sim, p, delay, from, v6 ? ICMP6_TOO_BIG : ICMP4_UNREACHABLE,
			  v6 ? 0 : 4, mtu == 1 ? 0 : mtu);
	else if (ttl == net->target)
		sim_answer(net->sim, p, delay, from);
	else if (p->ttl > ttl)
		sim_error(net->sim, p, delay, from, v6 ? ICMP6_UNREACHABLE : ICMP4_UNREACHABLE,
			  h->code, 0);
	else
		sim_error(net->sim, p, delay, from, v6 ? ICMP6_TIME_EXCEEDED : ICMP4_TIME_EXCEEDED,
			  0, 0);
}

static inline void net_script(struct sim *sim, const struct probe *p, ns_t now)
{
	struct net *net = sim->arg;
	bool large;
	unsigned ttl;
	struct net_hop *h;
	ns_t more = 0;

	(void)now;
	if (net->script) {
		net->script(net, p);
		return;
	}
	ttl = net_walk(net, p, &large);
	h = &net->hop[ttl];
	if (net->delay)
		more = net->delay(net, p);
	if (more < 0 || h->silent || (large && h->blind) || (h->most && h->answered >= h->most))
		return;
	h->answered++;
	for (unsigned i = 0; i <= h->copies; i++)
		net_answer(net, p, h->rtt + more, ttl, large);
}

/* A path of so many hops, each as far from the one before; three probes a hop, 30 hops at most. */
static inline struct net *net_new(unsigned hops, ns_t per_hop)
{
	struct net *net = calloc(1, sizeof(*net));

	assert_non_null(net);
	net->target = hops;
	for (unsigned ttl = 1; ttl < NET_HOPS; ttl++)
		net->hop[ttl].rtt = per_hop * (ns_t)(hops && ttl > hops ? hops : ttl);
	net->cfg = (struct path_cfg){
		.family = ADDR_V4,
		.first = 1,
		.max = 30,
		.per_hop = 3,
		.rounds = 1,
		.wait = PATH_WAIT,
	};
	return net;
}

static inline void net_start(struct net *net)
{
	net->sim = malloc(sizeof(*net->sim));
	assert_non_null(net->sim);
	sim_open(net->sim, net_script, net);
	path_open(&net->path, &net->cfg);
	engine_open(&net->e, &net->path.plan, &net->sim->x);
	engine_listen(&net->e, net_saw, net);
}

/* Until the end of the run; it has one, within a simulated day. Returns when. */
static inline ns_t net_run(struct net *net)
{
	if (!net->sim)
		net_start(net);
	sim_run(net->sim, &net->e, 86400 * NS_S);
	assert_true(net->e.done);
	net_check(net);
	return net->sim->now;
}

static inline void net_free(struct net *net)
{
	engine_close(&net->e);
	path_close(&net->path);
	free(net->sim);
	free(net);
}

static inline const struct hop_probe *net_probe(const struct net *net, unsigned ttl, uint64_t i)
{
	return hop_probe(&net->path.hops[ttl], i);
}

/* The text of a run: hops `from` to `to`, each with these probes. */
static inline void net_hops(char *text, unsigned from, unsigned to, const char *probes)
{
	for (unsigned ttl = from; ttl <= to; ttl++)
		sprintf(text + strlen(text), "%s%u%s", *text ? " " : "", ttl, probes);
}

#endif
