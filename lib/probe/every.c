/* Interval, flood and adaptive plans of ping. */
#include "probe/every.h"

static struct every *every_of(const struct plan *plan)
{
	return (struct every *)(uintptr_t)plan;
}

static ns_t max(ns_t a, ns_t b)
{
	return a > b ? a : b;
}

/* When the next probe is due if nothing comes back until then. */
static ns_t next_due(const struct every *e)
{
	ns_t gap = e->cfg.interval;

	if (e->cfg.adaptive && e->answered)
		gap = max(e->ewma8 / 8, e->cfg.min_interval);
	/* not from when it was sent, so that small delays do not add up */
	return max(e->due + gap, e->last + e->cfg.min_interval);
}

static bool every_next(struct plan *plan, ns_t now, struct probe *p, ns_t *wake)
{
	struct every *e = every_of(plan);
	bool eager;

	(void)p;
	if (!e->started) {
		e->started = true;
		e->start = e->due = e->claim = now;
	}
	if (e->sent >= e->most)
		return false;
	if (e->sent < e->cfg.preload)
		return true;
	eager = e->eager && e->sent - e->newest < e->cfg.preload;
	if (eager && now >= e->last + e->cfg.min_interval) {
		e->claim = now;
		return true;
	}
	*wake = eager ? e->last + e->cfg.min_interval : next_due(e);
	if (now < *wake)
		return false;
	/* after a pause of this host it does not catch up in a burst */
	e->claim = now - *wake < e->cfg.interval ? *wake : now;
	return true;
}

static void answer(struct every *e, const struct event *ev)
{
	ns_t rtt = ev->rtt;

	e->answered++;
	e->max_rtt = max(e->max_rtt, rtt);
	e->ewma8 = e->ewma8 ? e->ewma8 + rtt - e->ewma8 / 8 : rtt * 8;
	e->plan.wait = max(max(2 * e->max_rtt, e->cfg.interval), EVERY_WAIT_MIN);
}

/* One came back: what was sent before it is no longer waited for by a flood. */
static void settled(struct every *e, const struct event *ev)
{
	if (ev->n + 1 > e->newest)
		e->newest = ev->n + 1;
}

static void every_saw(struct plan *plan, const struct event *ev)
{
	struct every *e = every_of(plan);

	switch (ev->kind) {
	case EV_SENT:
		e->sent++;
		e->inflight++;
		e->last = ev->at;
		e->due = e->claim;
		break;
	case EV_REPLY:
	case EV_LATE:
		/* one may fail first, by a router's error, and be answered after all */
		if (ev->kind == EV_REPLY && !ev->settles)
			e->failed--;
		answer(e, ev);
		settled(e, ev);
		break;
	case EV_ERROR:
		e->failed += ev->settles;
		settled(e, ev);
		break;
	default:
		break;
	}
	e->inflight -= ev->settles;
}

static bool every_done(const struct plan *plan, ns_t now, ns_t *wake)
{
	const struct every *e = every_of(plan);

	if (e->cfg.deadline && e->started) {
		*wake = ns_add(e->start, e->cfg.deadline);
		if (now >= *wake)
			return true;
		return e->failed || (e->cfg.count && e->answered >= e->cfg.count);
	}
	if (!e->cfg.count || e->answered + e->failed >= e->cfg.count)
		return e->cfg.count != 0;
	return e->sent >= e->cfg.count && !e->inflight;
}

void every_open(struct every *e, const struct every_cfg *cfg)
{
	*e = (struct every){
		.plan = { every_next, every_saw, every_done, cfg->wait },
		.cfg = *cfg,
		.eager = cfg->flood || cfg->adaptive,
		.most = cfg->count && !cfg->deadline ? cfg->count : UINT64_MAX,
	};
	if (e->cfg.preload < 1)
		e->cfg.preload = 1;
}
