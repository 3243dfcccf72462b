/* How long the plan of a path waits for each hop. */
#include "probe/path.h"

static ns_t scaled(ns_t t, uint32_t thousandths)
{
	unsigned __int128 v = (unsigned __int128)t * thousandths / 1000;

	return v < (unsigned __int128)NS_NEVER ? (ns_t)v : NS_NEVER;
}

void path_set_waits(struct path *p)
{
	const struct path_wait *w = &p->cfg.wait;
	const struct hop *behind = NULL;

	for (unsigned ttl = p->cfg.max; ttl >= p->cfg.first; ttl--) {
		struct hop *h = &p->hops[ttl];
		ns_t wait = w->max;

		if (h->stats.samples && w->here)
			wait = scaled(h->stats.max, w->here);
		else if (behind && w->near)
			wait = scaled(behind->stats.max, w->near);
		wait = wait > w->floor ? wait : w->floor;
		h->wait = wait < w->max ? wait : w->max;
		if (h->stats.samples)
			behind = h;
	}
}

void path_patience(struct path *p, ns_t max)
{
	p->cfg.wait.max = max;
	path_set_waits(p);
}
