/*
 * Refusals that may not be heard (open.c), or not by sockets of TCP, are counted: packets that are
 * too large go out once more when nothing else is under way, and the kernel says how many ICMP
 * messages came meanwhile. Of those to the sockets of SYNs with data it keeps a count that hardly
 * anybody else has a share in, as they are dropped for their hop limit (IP_MINTTL); answers are,
 * too, but where one came the packet was not too large. Where no such SYNs can be sent, all that
 * this host is told is counted, of "packet too big" with IPv6, of "destination unreachable" with
 * IPv4, and must have grown twice; or once, by just as many as were lost of the first sizes.
 */
#include "mtuprobe.h"
#include "sys/proc.h"

#define ROUNDS 3
#define AT_ONCE 2		/* rounds, before the pauses */
#define COPIES 2
#define TELLING 3		/* so many, and not one more or less, are no accident */
#define PAUSE (1100 * NS_MS)	/* many a router sends one error a second */
#define PATIENCE 2		/* round trips that a SYN's answer may take */

static uint64_t all(const struct mtuprobe *m)
{
	bool v4 = m->host.addr.family == ADDR_V4;
	uint64_t n = 0;

	return (v4 ? proc_icmp("InDestUnreachs", &n) : proc_snmp6("Icmp6InPktTooBigs", &n)) ? n : 0;
}

static uint64_t count(const struct mtuprobe *m, const struct mtu_way *syns)
{
	uint64_t n = 0;

	if (!syns)
		return all(m);
	return proc_tcp("TCPMinTTLDrop", &n) ? n : 0;
}

void mtu_refusals_open(struct mtuprobe *m)
{
	if (m->shy || m->ways[WAY_TCP].most)
		m->refusals.start = all(m);
}

void mtu_refusals_watch(struct mtuprobe *m, const struct pmtu *p)
{
	struct mtu_refusals *f = &m->refusals;
	unsigned answers = 0;

	for (unsigned i = 0; i < p->ntries; i++)
		answers += p->tries[i].answered;
	if (answers != f->answers)
		f->then = all(m);
	f->answers = answers;
}

void mtu_refusals_first(struct mtuprobe *m, const struct pmtu *p)
{
	struct mtu_refusals *f = &m->refusals;
	unsigned lost = 0;

	for (unsigned i = 0; i < p->ntries && m->shy; i++)
		lost += p->tries[i].size > p->lo ? p->tries[i].lost : 0;
	/* nobody else's came since the last answer */
	if (lost >= TELLING && f->then - f->start == lost && all(m) == f->then)
		f->some = f->done = true;
}

static bool is_answered(const struct pmtu *p, uint16_t size)
{
	for (unsigned i = 0; i < p->ntries; i++)
		if (p->tries[i].size == size && p->tries[i].answered)
			return true;
	return false;
}

/* Who can ask by SYNs of that size; each takes its own way, where there are several. */
static struct mtu_way *find_syns(struct mtuprobe *m, const struct pmtu *p, uint16_t size)
{
	uint64_t n;

	if (m->beside || p->wide || !proc_tcp("TCPMinTTLDrop", &n))
		return NULL;
	for (unsigned i = WAY_TCP; i < WAYS; i++) {
		struct mtu_way *w = &m->ways[i];

		if (w->plan && w->most >= size && !m->connect[i - WAY_TCP].cut &&
		    !is_answered(w->plan, size))
			return w;
	}
	return NULL;
}

static void begin_round(struct mtuprobe *m, struct pmtu *p, struct mtu_way *syns, uint16_t size)
{
	struct mtu_refusals *f = &m->refusals;
	ns_t rtt = p->rtt;

	f->pause = 0;
	f->rounds++;
	f->syns = syns;
	f->before = count(m, syns);
	if (syns && !syns->plan->rtt)
		syns->plan->cfg.wait = PATIENCE * rtt + PAUSE / 10;
	for (unsigned i = 0; i < COPIES; i++)
		if (syns)
			pmtu_queue(syns->plan, PMTU_ASIDE, size, syns->plan->flow, 0, false);
		else
			pmtu_queue(p, PMTU_ASIDE, size, p->flow, p->cfg.ttl, false);
}

/* Was the last round refused, as far as can be told? */
static bool is_refused(const struct mtuprobe *m, uint16_t size)
{
	const struct mtu_refusals *f = &m->refusals;

	return f->rounds && count(m, f->syns) > f->before &&
	       !(f->syns && is_answered(f->syns->plan, size));
}

bool mtu_refusals(struct mtuprobe *m, bool *news)
{
	struct mtu_refusals *f = &m->refusals;
	struct mtu_way *ref = mtu_reference(m);
	struct pmtu *p = ref ? ref->plan : NULL;
	uint16_t size = p ? (uint16_t)(p->lo + 1) : 0;

	if (!p || !(m->shy || ref->most) || mtu_tracer(m, ref)->nwords || f->done ||
	    p->lo >= p->cfg.max || m->stage != RUN_SEARCH)
		return false;
	if (f->pause > m->now)
		return true;
	if (!f->pause && is_refused(m, size)) {
		f->some = f->syns || f->heard;
		f->heard = true;
	}
	/* what was not said of any packet is not said of these */
	f->done = f->some || all(m) == f->start || f->rounds >= ROUNDS + (f->heard ? 1 : 0);
	if (f->done)
		return false;
	if (f->rounds >= AT_ONCE && !f->pause) {
		f->pause = m->now + PAUSE;
		return true;
	}
	begin_round(m, p, find_syns(m, p, size), size);
	*news = true;
	return true;
}
