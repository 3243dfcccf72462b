/* What may be called lost: a probe counts once it is answered or its time is up. */
#include "ping.h"

/* While nothing was ever answered no round trip is known; RFC 6298 starts from one second. */
#define UNKNOWN_RTT NS_S

struct ping_loss ping_loss(const struct ping *p, ns_t now)
{
	const struct stats *s = &p->stats;
	ns_t age = p->plan.plan.wait;
	struct ping_loss loss;

	if (!s->received && age > UNKNOWN_RTT)
		age = UNKNOWN_RTT;
	loss.young = engine_young(&p->engine, now, age);
	loss.judged = s->sent - loss.young;
	loss.lost = loss.judged - s->received;
	return loss;
}
