/*
 * The hop where a path narrows: packets that are too large for it are told by every router before
 * it when their hop limit ends there, and by none behind it.
 */
#include "probe/pmtu.h"

#define AT_ONCE 4
#define STEPS 60
#define BURST 4			/* copies of one packet */
#define SILENCE 2		/* good ones lost at a hop that would have named the place */

/* What is known of a hop. */
enum known {
	UNTRIED,		/* no bad one was sent */
	OPEN,			/* too few were lost to tell */
	PASSED,
	TOLD,			/* refused in words */
	NARROW,			/* bad ones are lost, good ones are not */
	SILENT,			/* so are good ones */
};

static const struct pmtu_try *bad_at(const struct pmtu *p, unsigned hop)
{
	return pmtu_find(p, p->trace.bad, p->trace.flow, (uint8_t)hop, false);
}

static const struct pmtu_try *good_at(const struct pmtu *p, unsigned hop)
{
	return pmtu_find(p, p->trace.good, p->trace.flow, (uint8_t)hop, false);
}

static unsigned enough(const struct pmtu *p)
{
	unsigned need = pmtu_need(p);

	return need <= 2 ? 1 : need;
}

/* One more, at another time: many a router sends few errors a second. */
static unsigned enough_bad(const struct pmtu *p)
{
	return enough(p) < 2 ? 2 : enough(p);
}

static enum known known(const struct pmtu *p, unsigned hop)
{
	const struct pmtu_try *bad = bad_at(p, hop), *good = good_at(p, hop);

	if (!bad)
		return UNTRIED;
	if (bad->answered)
		return PASSED;
	if (bad->refused)
		return TOLD;
	if (bad->lost < enough_bad(p) || !good)
		return OPEN;
	if (good->answered)
		return NARROW;
	return good->lost < enough(p) ? OPEN : SILENT;
}

static void send(struct pmtu *p, uint16_t size, unsigned hop)
{
	pmtu_queue(p, PMTU_HOP, size, p->trace.flow, (uint8_t)hop, false);
}

/* As many as it still takes to believe that they are lost. */
static void insist(struct pmtu *p, uint16_t size, unsigned hop)
{
	const struct pmtu_try *t = pmtu_find(p, size, p->trace.flow, (uint8_t)hop, false);
	unsigned lost = t ? t->lost : 0, need = size == p->trace.bad ? enough_bad(p) : enough(p);

	if (t && t->answered)
		return;
	for (unsigned i = 0; i < BURST && lost + i < need; i++)
		send(p, size, hop);
}

/* Bad ones to some of the hops between, both excluded, that had none. False: there are none. */
static bool divide(struct pmtu *p, unsigned pass, unsigned fail)
{
	unsigned hops[PMTU_HOPS + 2], n = 0;

	for (unsigned hop = pass + 1; hop < fail; hop++)
		if (known(p, hop) == UNTRIED)
			hops[n++] = hop;
	for (unsigned i = 1; i <= AT_ONCE && n > AT_ONCE; i++)
		send(p, p->trace.bad, hops[n * i / (AT_ONCE + 1)]);
	for (unsigned i = 0; i < n && n <= AT_ONCE; i++)
		send(p, p->trace.bad, hops[i]);
	return n;
}

/* The first hop behind pass of which too little is known gets more of both. */
static bool settle(struct pmtu *p, unsigned pass, unsigned fail)
{
	for (unsigned hop = pass + 1; hop <= fail && hop <= PMTU_HOPS; hop++) {
		if (known(p, hop) != OPEN)
			continue;
		insist(p, p->trace.bad, hop);
		insist(p, p->trace.good, hop);
		return true;
	}
	return false;
}

/* Good ones to the silent hops just before the narrow one: a single one may be lost by chance. */
static bool doubt(struct pmtu *p, unsigned pass, unsigned fail)
{
	bool asked = false;

	for (unsigned hop = pass + 1; hop < fail; hop++) {
		if (known(p, hop) != SILENT || good_at(p, hop)->lost >= SILENCE)
			continue;
		send(p, p->trace.good, hop);
		asked = true;
	}
	return asked;
}

static void result(struct pmtu *p, unsigned pass, unsigned fail)
{
	struct pmtu_trace *tr = &p->trace;

	tr->pass = pass;
	tr->fail = fail;
	tr->pass_from = pass && bad_at(p, pass) ? bad_at(p, pass)->from : (struct addr){ 0 };
	tr->told = fail && known(p, fail) == TOLD;
	tr->fail_from = fail && good_at(p, fail) ? good_at(p, fail)->from : (struct addr){ 0 };
	tr->done = true;
}

void pmtu_trace_step(struct pmtu *p)
{
	struct pmtu_trace *tr = &p->trace;
	unsigned pass = 0, fail = 0, soft = 0, limit;

	for (unsigned hop = 1; hop <= PMTU_HOPS; hop++)
		if (known(p, hop) == PASSED)
			pass = hop;
	for (unsigned hop = PMTU_HOPS; hop > pass; hop--) {
		enum known k = known(p, hop);

		if (k == TOLD || k == NARROW)
			fail = hop;
		if (k == OPEN)
			soft = hop;
	}
	limit = fail ? fail : soft ? soft : tr->last > pass ? tr->last + 1 : PMTU_HOPS + 1;
	if (tr->steps++ == STEPS) {
		result(p, pass, fail);
		return;
	}
	if (tr->steps == 1 && tr->guess > 0 && tr->guess < PMTU_HOPS) {
		/* some routers count a hop before they look at the size */
		if (tr->guess > 1)
			send(p, tr->bad, (unsigned)tr->guess - 1);
		send(p, tr->bad, (unsigned)tr->guess);
		send(p, tr->bad, (unsigned)tr->guess + 1);
		return;
	}
	/* a hop that says nothing of anything does not hide those behind it */
	if (!divide(p, pass, soft && soft < limit ? soft : limit) && !settle(p, pass, limit) &&
	    !doubt(p, pass, fail))
		result(p, pass, fail);
}

static unsigned farthest(const struct pmtu *p)
{
	if (p->cfg.ttl)
		return p->cfg.ttl;
	return p->hops > 0 && p->hops < PMTU_HOPS ? (unsigned)p->hops : PMTU_HOPS;
}

void pmtu_locate(struct pmtu *p, uint16_t good, uint16_t bad, int guess)
{
	p->trace = (struct pmtu_trace){
		.on = true,
		.good = good,
		.bad = bad,
		.flow = p->flow,
		.guess = guess,
		.last = farthest(p),
	};
}
