/*
 * Runs of the plan "pmtu" over a scripted path: routers with a limit each, with and without a word
 * about it, ways of different width, losses by chance.
 */
#ifndef UNIT_PMTU_NET_H
#define UNIT_PMTU_NET_H

#include <stdlib.h>

#include "probe/engine.h"
#include "probe/pmtu.h"
#include "test.h"
#include "xport/sim.h"

#define NET_HOPS 40

struct net_hop {
	uint16_t mtu;		/* of the link behind it; 0: any size */
	bool blind;		/* drops without a word */
	bool silent;		/* does not tell of hop limits */
	unsigned untold;	/* of so many, the first ones */
	int32_t lie;		/* the MTU it names, if it is another; -1: names 0 */
	unsigned most;		/* refuses so many in words; 0: all */
	unsigned refused;
};

struct net {
	struct sim sim;
	struct engine e;
	struct pmtu *p;
	struct pmtu_cfg cfg;
	unsigned target;	/* its hop */
	bool dark;		/* it answers nothing */
	bool shut;		/* it answers no packet whose hop limit ends there */
	struct net_hop hop[NET_HOPS];
	uint16_t ways[2];	/* what the two ways take, by the flow; 0: there is one */
	unsigned loss;		/* thousandths, there and back together */
	ns_t each;		/* round trip per hop */
	uint64_t seed;
	ns_t took;
};

static inline struct addr net_addr(unsigned hop)
{
	return addr_v4((uint8_t[]){ 198, 19, (uint8_t)hop, 1 });
}

static inline struct addr net_target(void)
{
	return addr_v4((uint8_t[]){ 203, 0, 113, 1 });
}

static inline void net_refuse(struct net *n, const struct probe *p, unsigned hop, uint16_t mtu)
{
	struct net_hop *h = &n->hop[hop];

	if (h->blind || (h->most && h->refused++ >= h->most))
		return;
	if (h->lie)
		mtu = h->lie < 0 ? 0 : (uint16_t)h->lie;
	sim_error(&n->sim, p, (ns_t)hop * n->each, net_addr(hop), ICMP4_UNREACHABLE,
		  ICMP4_CODE_TOO_LONG, mtu);
}

static inline void net_script(struct sim *sim, const struct probe *p, ns_t now)
{
	struct net *n = sim->arg;
	struct reply r = { .kind = REPLY_ANSWER, .seq = probe_seq(p->n), .from = net_target() };

	(void)now;
	if (n->loss && rnd_below(&n->seed, 1000) < n->loss)
		return;
	for (unsigned hop = 1; hop < n->target; hop++) {
		uint16_t mtu = n->hop[hop].mtu;

		if (p->ttl == hop) {
			if (n->hop[hop].untold)
				n->hop[hop].untold--;
			else if (!n->hop[hop].silent)
				sim_error(sim, p, (ns_t)hop * n->each, net_addr(hop),
					  ICMP4_TIME_EXCEEDED, 0, 0);
			return;
		}
		if (mtu && n->ways[0])
			mtu = n->ways[p->flow * 2654435761u >> 13 & 1];
		if (mtu && p->size > mtu) {
			net_refuse(n, p, hop, mtu);
			return;
		}
	}
	r.ttl = (int)(65 - n->target);
	if (!n->dark && !(n->shut && p->ttl))
		sim_reply_as(sim, (ns_t)n->target * n->each, &r);
}

static inline void net_open(struct net *n, uint16_t max, unsigned target)
{
	*n = (struct net){ .target = target, .each = 10 * NS_MS, .seed = 1 };
	n->cfg =
		(struct pmtu_cfg){ .to = net_target(), .max = max, .wait = NS_S, .gap = NS_MS / 2 };
	n->p = malloc(sizeof(*n->p));
}

/* Until nothing is left to do; the hop is looked for where that was promised. */
static inline void net_run(struct net *n)
{
	struct pmtu *p = n->p;

	for (unsigned i = 0; i < 4000 && (i == 0 || !pmtu_idle(p)); i++) {
		n->took = sim_run(&n->sim, &n->e, n->sim.now + 5 * NS_MS);
		if (p->cfg.traced && p->sure && p->lo < p->cfg.max &&
		    (!p->trace.on || p->trace.good != p->lo))
			pmtu_locate(p, p->lo, (uint16_t)(p->lo + 1), -1);
	}
	assert_true(pmtu_idle(n->p));
}

static inline void net_start(struct net *n)
{
	sim_open(&n->sim, net_script, n);
	pmtu_open(n->p, &n->cfg);
	engine_open(&n->e, &n->p->plan, &n->sim.x);
}

static inline void net_search(struct net *n)
{
	net_start(n);
	pmtu_search(n->p, 0);
	net_run(n);
}

static inline void net_close(struct net *n)
{
	engine_close(&n->e);
	free(n->p);
}

#endif
