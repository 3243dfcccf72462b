/* What of a path can be told in order. */
#include "probe/path.h"

/* Is none of the hop's probes from the i-th on to be told, now or later? */
static bool none_behind(const struct path *p, const struct hop *h, uint64_t i)
{
	if (p->cfg.enough && p->told_answers >= p->cfg.enough)
		return true;
	while (i < p->cfg.per_hop && path_has_enough(p, h) && !hop_settled(hop_probe(h, i)))
		i++;
	return i == p->cfg.per_hop;
}

bool path_tell(struct path *p, struct path_place *place, bool *last)
{
	struct path_place *t = &p->told;
	const struct path_place *s = &p->settled;

	while (t->ttl <= path_last(p) && (t->ttl < s->ttl || (t->ttl == s->ttl && t->i < s->i))) {
		const struct hop *h = &p->hops[t->ttl];
		const struct hop_probe *probe;

		if (none_behind(p, h, t->i)) {
			*t = (struct path_place){ t->ttl + 1, 0 };
			p->told_answers = 0;
			continue;
		}
		*place = *t;
		probe = hop_probe(h, t->i++);
		if (!hop_settled(probe))
			continue;
		p->told_answers += probe->state == HOP_ANSWERED;
		*last = none_behind(p, h, t->i);
		return true;
	}
	return false;
}
