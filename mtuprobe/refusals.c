/*
 * Refusals that may not be heard (open.c), or not by sockets of TCP, are counted: packets that are
 * too large go out once more when nothing else is under way, and the kernel says how many ICMP
 * messages of that kind came meanwhile. With IPv4 it counts all of "destination unreachable".
 */
#include "mtuprobe.h"
#include "sys/proc.h"

#define ROUNDS 3
#define COPIES 2
#define PAUSE (1100 * NS_MS)	/* many a router sends one error a second */

static uint64_t count(const struct mtuprobe *m)
{
	bool v4 = m->host.addr.family == ADDR_V4;
	uint64_t n = 0;

	return (v4 ? proc_icmp("InDestUnreachs", &n) : proc_snmp6("Icmp6InPktTooBigs", &n)) ? n : 0;
}

void mtu_refusals_open(struct mtuprobe *m)
{
	if (m->shy || m->ways[WAY_TCP].most)
		m->refusals.start = count(m);
}

bool mtu_refusals(struct mtuprobe *m, bool *news)
{
	struct mtu_refusals *f = &m->refusals;
	struct mtu_way *ref = mtu_reference(m);
	struct pmtu *p = ref ? ref->plan : NULL;
	uint64_t now;

	if (!p || !(m->shy || ref->most) || mtu_tracer(m, ref)->nwords || f->done ||
	    p->lo >= p->cfg.max || m->stage != RUN_SEARCH)
		return false;
	if (f->pause > m->now)
		return true;
	now = count(m);
	/* what was not said of any packet is not said of these */
	f->done = now == f->start || f->rounds == ROUNDS;
	if (f->rounds && now > f->before)
		f->done = f->some = true;
	if (f->done)
		return false;
	if (f->rounds + 1 == ROUNDS && !f->pause) {
		f->pause = m->now + PAUSE;
		return true;
	}
	f->rounds++;
	f->before = now;
	for (unsigned i = 0; i < COPIES; i++)
		pmtu_queue(p, PMTU_ASIDE, (uint16_t)(p->lo + 1), p->flow, p->cfg.ttl, false);
	*news = true;
	return true;
}
