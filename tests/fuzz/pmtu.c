/*
 * The search for the largest packet, while somebody answers whatever he likes: it sends no more
 * than a bounded number of packets, comes to an end, and claims nothing that was not answered.
 *
 * The first bytes say what is asked; then each packet takes some to decide what becomes of it.
 */
#include "fuzz.h"

#include "base/cur.h"
#include "probe/engine.h"
#include "probe/pmtu.h"
#include "xport/sim.h"

static const uint8_t target4[4] = { 203, 0, 113, 1 };
static const uint8_t target6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 7 };

struct world {
	struct sim sim;
	struct cur c;			/* what is still to be decided */
	struct addr target;
	uint16_t largest;		/* that was answered from the target, or said so to be */
};

static struct addr somebody(const struct world *w, uint8_t who)
{
	struct addr a = w->target;

	a.b[addr_len(&a) - 1] ^= who & 3;
	return a;
}

static void fate(struct sim *sim, const struct probe *p, ns_t now)
{
	struct world *w = sim->arg;
	bool v4 = w->target.family == ADDR_V4;
	uint8_t what = cur_u8(&w->c);
	struct reply r = { .seq = probe_seq(p->n), .ttl = 64 };
	unsigned copies = what >> 6;

	(void)now;
	CHECK(p->size > 0 && p->n < PMTU_PROBES);
	if (!cur_left(&w->c))
		return;
	r.from = somebody(w, cur_u8(&w->c));
	switch (what & 7) {
	case 0:
	case 1:
	case 2:
		r.kind = REPLY_ANSWER;
		r.ttl = cur_u8(&w->c);
		r.info = cur_u8(&w->c);
		r.body = cur_of(w->c.p, cur_left(&w->c) < 64 ? cur_left(&w->c) : 64);
		break;
	case 3:
		r.kind = REPLY_ERROR;
		r.type = v4 ? ICMP4_UNREACHABLE : ICMP6_TOO_BIG;
		r.code = v4 ? ICMP4_CODE_TOO_LONG : 0;
		r.info = cur_be16(&w->c);
		break;
	case 4:
		r.kind = REPLY_ERROR;
		r.type = cur_u8(&w->c);
		r.code = cur_u8(&w->c);
		r.info = cur_be32(&w->c);
		break;
	case 5:
		r.kind = REPLY_LOCAL;
		r.err = cur_u8(&w->c);
		r.info = cur_be16(&w->c);
		break;
	default:
		return;
	}
	if (p->size > w->largest)
		w->largest = p->size;
	for (unsigned i = 0; i <= copies && sim->queued < SIM_MAX; i++)
		sim_reply_as(sim, (ns_t)cur_u8(&w->c) * 20 * NS_MS, &r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world w;
	static struct pmtu p;
	struct cur c = cur_of(data, size);
	uint8_t how = cur_u8(&c);
	struct pmtu_cfg cfg = {
		.max = (uint16_t)(cur_be16(&c) | 128),
		.ttl = how & 1 ? cur_u8(&c) & 31 : 0,
		.unreachable = how & 2,
		.fresh = how & 4,
		.traced = !(how & 5),
		.wait = NS_S,
		.gap = NS_MS,
	};
	uint16_t hint = how & 8 ? (uint16_t)(cur_be16(&c) % cfg.max + 1u) : 0;
	struct engine e;

	w = (struct world){ .c = c };
	w.target = how & 16 ? addr_v6(target6) : addr_v4(target4);
	cfg.to = w.target;
	sim_open(&w.sim, fate, &w);
	pmtu_open(&p, &cfg);
	engine_open(&e, &p.plan, &w.sim.x);
	pmtu_search(&p, hint);
	if (how & 32)
		pmtu_small(&p, 8);
	if (how & 64)
		pmtu_sweep(&p);
	for (int i = 0; i < 20000 && (i == 0 || !pmtu_idle(&p)); i++) {
		sim_run(&w.sim, &e, w.sim.now + 500 * NS_MS);
		if (cfg.traced && p.sure && p.lo < cfg.max && (!p.trace.on || p.trace.good != p.lo))
			pmtu_locate(&p, p.lo, (uint16_t)(p.lo + 1), -1);
	}
	CHECK(pmtu_idle(&p));
	CHECK(p.state != PMTU_FOUND || (p.mtu <= cfg.max && p.mtu <= w.largest));
	/* what is looked for now confirms nothing */
	p.cfg.traced = false;
	pmtu_locate(&p, 600, 700, (int8_t)how);
	if (how & 128)
		pmtu_doubt(&p, 300);
	for (int i = 0; i < 20000 && (i == 0 || !pmtu_idle(&p)); i++)
		sim_run(&w.sim, &e, w.sim.now + 500 * NS_MS);
	CHECK(pmtu_idle(&p) && p.trace.pass <= PMTU_HOPS && p.trace.fail <= PMTU_HOPS);
	CHECK(p.sent <= PMTU_PROBES && p.nwords <= PMTU_WORDS);
	engine_close(&e);
	return 0;
}
