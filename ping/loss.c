/* What may be called lost: a probe counts once it is answered or its time is up. */
#include "ping.h"

struct stats_loss ping_loss(const struct ping *p, ns_t now)
{
	return stats_loss(&p->stats, &p->engine, now, p->plan.plan.wait);
}
