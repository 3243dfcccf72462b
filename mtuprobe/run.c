/* The course of a run: which way of probing asks what, and when all is known. */
#include <netinet/in.h>

#include <linux/in6.h>	/* behind netinet/in.h: musl wants it so */

#include "mtuprobe.h"
#include "sys/priv.h"
#include "sys/sock.h"

#define SMALL_ONES 24		/* small packets that tell loss from size */
#define DOUBT_LEAST 100		/* thousandths of loss, where two ways disagree */
#define LOOSE_MORE 100		/* bytes that do not fit, for fragments of this host */
#define LOOSE_TRIES 3

static bool is_v4(const struct mtuprobe *m)
{
	return m->host.addr.family == ADDR_V4;
}

static bool has(const struct mtu_way *w)
{
	return w->plan && w->plan->state == PMTU_FOUND;
}

static bool has_nearly(const struct mtu_way *w)
{
	return has(w) || (w->plan && w->plan->confirm && w->plan->state != PMTU_NONE);
}

struct mtu_way *mtu_reference(struct mtuprobe *m)
{
	struct mtu_way *wary = NULL;

	for (unsigned i = WAYS; i-- > 0;)
		if (has_nearly(&m->ways[i]) && m->ways[i].wary)
			wary = &m->ways[i];
	for (unsigned i = 0; i < WAYS; i++)
		if (has_nearly(&m->ways[i]) && !m->ways[i].wary)
			return &m->ways[i];
	return wary;
}

static bool is_listed(const struct mtuprobe *m, unsigned i)
{
	return i >= WAY_TCP && !m->port;
}

bool mtu_is_open(const struct mtuprobe *m, unsigned way)
{
	return m->ways[way].most ? m->knock[way - WAY_TCP].open : m->ways[way].plan->info & TCP_SYN;
}

/* Did the port take the connection? Any answer will do from one that was named. */
static bool answers(const struct mtuprobe *m, unsigned i)
{
	const struct pmtu *p = m->ways[i].plan;

	return p->rtt && (!is_listed(m, i) || mtu_is_open(m, i));
}

/* Only the first open one of the list. */
static bool another_is_open(const struct mtuprobe *m, unsigned i)
{
	for (unsigned k = WAY_TCP; k < WAYS; k++)
		if (k != i && m->ways[k].plan && is_listed(m, i) && answers(m, k) &&
		    (k < i || m->ways[k].plan->hint))
			return true;
	return false;
}

/* No data at all: some let no SYN pass that has any. */
static bool ask_bare(const struct mtuprobe *m, struct pmtu *p)
{
	uint16_t size = is_v4(m) ? 44 : 64;

	if (pmtu_find(p, size, 0, 0, false))
		return false;
	pmtu_queue(p, PMTU_ASIDE, size, 0, 0, false);
	return true;
}

/* The first that a port of the list is asked. True: something was. */
static bool ask_listed(struct mtuprobe *m, unsigned i, uint16_t mtu)
{
	struct mtu_way *w = &m->ways[i], *ref = mtu_reference(m);
	bool knocked = w->most && mtu_knock_is_over(m, i - WAY_TCP);

	/* that it is closed is known already, or that another is open */
	if (knocked && m->knock_port != w->port)
		return false;
	w->asked = mtu;
	pmtu_queue(w->plan, PMTU_SIZE, mtu, 0, 0, false);
	/* where nobody refuses larger ones there is time to wait for the answer first */
	if (mtu < w->plan->cfg.max && (knocked || mtu_tracer(m, ref)->nwords))
		pmtu_queue(w->plan, PMTU_SIZE, (uint16_t)(mtu + 1), 1, 0, false);
	return true;
}

/* The others are asked about what one has found. */
static bool ask_way(struct mtuprobe *m, unsigned i, uint16_t mtu)
{
	struct mtu_way *w = &m->ways[i];
	struct pmtu *p = w->plan;

	if (!p || !pmtu_idle(p) ||
	    (p->state == PMTU_FOUND && p->volleyed && !(w->wary && mtu > p->cfg.max)))
		return false;
	if (w->wary)
		p->cfg.max = mtu;
	if (mtu > p->cfg.max)
		mtu = p->cfg.max;
	if (i >= WAY_TCP && w->asked && !p->rtt)
		return ask_bare(m, p);
	if (is_listed(m, i) && !w->asked)
		return ask_listed(m, i, mtu);
	if (is_listed(m, i) && (!answers(m, i) || another_is_open(m, i)))
		return false;
	if (w->asked == mtu && (!is_listed(m, i) || p->hint == mtu))
		return false;
	w->asked = mtu;
	pmtu_search(p, mtu);
	return true;
}

/* How far away it should be, as a router says of packets above it. */
static int guess_hop(const struct pmtu *p, uint16_t mtu)
{
	const struct pmtu_word *best = NULL;

	for (unsigned i = 0; i < p->nwords; i++) {
		const struct pmtu_word *w = &p->words[i];

		if (w->most > mtu && (!best || w->least < best->least))
			best = w;
	}
	return best ? best->hops : -1;
}

static void ask_loose(struct mtuprobe *m, struct pmtu *p, uint16_t mtu)
{
	/* routers split packets of IPv4 that this host would not; of IPv6 it does itself */
	unsigned size = is_v4(m) && mtu < m->max ? m->max : m->max + LOOSE_MORE;

	if (p != m->ways[WAY_ICMP].plan || !m->loose || size > UINT16_MAX)
		return;
	if (!is_v4(m) && (mtu < PMTU_MIN6 || sock_int(m->loose, IPPROTO_IPV6, IPV6_MTU, mtu) < 0))
		return;
	m->loose_size = (uint16_t)size;
	pmtu_loose(p, m->loose_size);
}

/* The kernel's own SYNs are deaf to all that routers say. */
struct pmtu *mtu_tracer(struct mtuprobe *m, struct mtu_way *ref)
{
	return ref->most && m->ways[WAY_UDP].plan ? m->ways[WAY_UDP].plan : ref->plan;
}

/* As soon as there is a result, or nearly one, all that depends on it begins. */
static bool follow(struct mtuprobe *m, struct mtu_way *ref)
{
	struct pmtu *p = ref->plan, *tracer = mtu_tracer(m, ref);
	bool news = false;

	if (!p->sure)
		return false;
	for (unsigned i = 0; i < WAYS && m->stage == RUN_SEARCH; i++)
		if (&m->ways[i] != ref)
			news |= ask_way(m, i, p->lo);
	if (ref->asked != p->lo) {
		if (ref->asked <= 1)
			mtu_refusals_first(m, p);
		ref->asked = p->lo;
		tracer->rtt = tracer->rtt ? tracer->rtt : p->rtt;
		if (p->lo < p->cfg.max)
			pmtu_locate(tracer, p->lo, (uint16_t)(p->lo + 1), guess_hop(tracer, p->lo));
		else
			tracer->trace.on = false;
		if (m->stage == RUN_SEARCH && is_v4(m))
			ask_loose(m, p, p->lo);
		m->loose_due = !is_v4(m) && m->stage == RUN_SEARCH;
		news = true;
	}
	return news;
}

static bool busy(const struct mtuprobe *m)
{
	for (unsigned i = 0; i < WAYS; i++)
		if (m->ways[i].plan && !pmtu_idle(m->ways[i].plan))
			return true;
	return false;
}

/* Nothing else is answered: as much as every link must carry may be asked by any. */
static bool begin_wary(struct mtuprobe *m)
{
	struct mtu_way *w = &m->ways[WAY_ICMP];

	if (!w->plan || !w->wary || w->asked || busy(m))
		return false;
	w->asked = 1;
	w->plan->cfg.max = PMTU_MIN6;
	pmtu_search(w->plan, 0);
	return true;
}

/* Where echoes are not answered, all others look for themselves. */
static bool begin(struct mtuprobe *m)
{
	bool news = false;

	for (unsigned i = 0; i < WAYS; i++) {
		struct mtu_way *w = &m->ways[i];

		if (!w->plan || w->wary)
			continue;
		if (w->plan->unheard && !m->swept) {
			/* meanwhile: how far do packets come at all? */
			m->swept = news = true;
			pmtu_sweep(w->plan);
		}
		if (w->plan->state == PMTU_IDLE && !w->asked) {
			news = true;
			w->asked = 1;
			if (is_listed(m, i))
				pmtu_queue(w->plan, PMTU_SIZE, PMTU_LEAST6, 0, 0, false);
			else
				pmtu_search(w->plan, 0);
		} else if (w->plan->state == PMTU_IDLE && !w->plan->open[PMTU_SIZE] &&
			   answers(m, i) && !another_is_open(m, i)) {
			news = true;
			pmtu_search(w->plan, 0);
		}
		/* the first alone, until it is clear that it has no answer */
		if (w->plan->state == PMTU_SEARCH && !w->plan->unheard)
			break;
	}
	return news || begin_wary(m);
}

/* The MSS is known, or asked for by packets that reach the target before others sent now. */
static bool is_mss_safe(const struct mtuprobe *m, const struct pmtu *p)
{
	bool idle = true, knocks = false;

	for (unsigned i = 0; i < MTU_PORTS; i++) {
		const struct pmtu *tcp = m->ways[WAY_TCP + i].plan;

		idle &= !tcp || pmtu_idle(tcp);
		knocks |= m->knock[i].fd >= 0;
	}
	return idle || !(knocks || p->loss || pmtu_loss(p).lost);
}

/*
 * With IPv6 a target learns from its own large answers how narrow the way back is, and has a
 * smaller MSS from then on: fragments leave behind what asks for it.
 */
static bool loose_late(struct mtuprobe *m, struct pmtu *p)
{
	for (unsigned i = WAY_TCP; i < WAYS && p; i++)
		if (m->ways[i].plan && !is_v4(m))
			m->ways[i].plan->mss_until = p->loose_sent;
	if (!m->loose_due || !p || !p->sure || !is_mss_safe(m, p))
		return false;
	m->loose_due = false;
	ask_loose(m, p, p->lo);
	return true;
}

/* Fragments that did not come back, once more. */
static bool loose_again(struct mtuprobe *m)
{
	struct pmtu *p = m->ways[WAY_ICMP].plan;
	const struct pmtu_try *t =
		p && m->loose_size ? pmtu_find(p, m->loose_size, p->flow, 0, true) : NULL;

	unsigned failed = t ? t->lost + t->refused : 0, tries = LOOSE_TRIES + m->doubt / 20;

	if (!t || t->answered || t->open || failed >= tries)
		return false;
	/* two of them must get through for an answer */
	for (unsigned i = 0; i < LOOSE_TRIES && failed + i < tries; i++) {
		pmtu_loose(p, m->loose_size);
		if (!m->doubt)
			break;
	}
	return true;
}

/* All that is known to fit, by whichever way, and to whichever hop. */
static struct pmtu_loss all_losses(const struct mtuprobe *m)
{
	struct pmtu_loss all = { 0 };

	for (unsigned i = 0; i < WAYS; i++) {
		const struct pmtu *p = m->ways[i].plan;

		for (unsigned k = 0; p && k < p->ntries; k++) {
			if (!p->tries[k].answered || p->tries[k].skip)
				continue;
			all.judged += p->tries[k].answered + p->tries[k].lost;
			all.lost += p->tries[k].lost;
		}
	}
	return all;
}

/* What was found by few packets does not hold where packets are lost, or ways disagree. */
static bool doubt(struct mtuprobe *m)
{
	struct mtu_way *ref = mtu_reference(m);
	struct pmtu_loss l = all_losses(m);
	uint32_t share = l.lost ? 1000 * (l.lost + 1) / (l.judged + 2) : 0;

	for (unsigned i = 0; i < WAYS && ref; i++)
		if (has(&m->ways[i]) && m->ways[i].plan->mtu != ref->plan->mtu &&
		    share < DOUBT_LEAST)
			share = DOUBT_LEAST;
	if (!ref || share <= m->doubt + m->doubt / 4)
		return false;
	m->doubt = share;
	for (unsigned i = 0; i < WAYS; i++)
		if (m->ways[i].plan)
			pmtu_doubt(m->ways[i].plan, share);
	if (l.lost && !m->counted)
		pmtu_small(ref->plan, SMALL_ONES);
	m->counted |= l.lost > 0;
	return true;
}

/* The target is silent: the farthest hop that is not stands for it. */
static bool dark(struct mtuprobe *m)
{
	bool echoes = m->ways[WAY_ICMP].plan && !m->ways[WAY_ICMP].wary;
	struct mtu_way *w = &m->ways[echoes ? WAY_ICMP : WAY_UDP];
	struct pmtu_cfg cfg;

	if (m->stage == RUN_DARK || !w->plan)
		return false;
	m->stage = RUN_DARK;
	m->far = pmtu_farthest(w->plan);
	if (!m->far)
		return false;
	cfg = w->plan->cfg;
	cfg.ttl = (uint8_t)m->far;
	cfg.traced = false;
	pmtu_restart(w->plan, &cfg);
	pmtu_search(w->plan, 0);
	return true;
}

bool mtu_conduct(struct mtuprobe *m, bool *over)
{
	struct mtu_way *ref = m->stage == RUN_SEARCH ? mtu_reference(m) : NULL;
	bool news = false;

	mtu_knocks_look(m);
	if (m->shy && !ref && m->ways[WAY_UDP].plan)
		mtu_refusals_watch(m, m->ways[WAY_UDP].plan);
	if (m->stage == RUN_SEARCH && (ref ? follow(m, ref) : begin(m)))
		return true;
	if (loose_late(m, m->ways[WAY_ICMP].plan) || loose_again(m))
		return true;
	if (busy(m))
		return false;
	if (m->stage == RUN_SEARCH && ref && doubt(m))
		return true;
	if (!ref && dark(m))
		return true;
	if (mtu_refusals(m, &news))
		return news;
	ref = m->stage == RUN_DARK ? mtu_reference(m) : NULL;
	if (ref && ref->asked != ref->plan->lo && follow(m, ref))
		return true;
	*over = !busy(m) && !mtu_knocks_wait(m);
	return false;
}

void mtu_forget(struct mtuprobe *m)
{
	const struct addr any = { 0 };
	struct rtnl_route route;

	if (is_v4(m) || m->shy || rtnl_route(&m->host.addr, &any, m->ifindex, 0, &route) < 0 ||
	    route.mtu == m->cached)
		return;
	priv_raise();
	rtnl_forget(&m->host.addr, route.oif);
	priv_lower();
}
