/*
 * The hop limit that a refusal arrives with, for those who may have no raw socket: connections that
 * hear only answers of so much at least (IP_MINTTL, ip(7)) halve the range until it is found. Open
 * ports are not measured: their servers would see every connection.
 *
 * What is lost looks like what is not heard. So what was found is asked for again, one higher,
 * unless it is what another port has.
 */
#include "prober_run.h"

#define PORTS_MOST 64		/* of more it takes too many packets */
#define TTL_END 256
#define COPIES_MAX 12
#define CONFIRM 4

bool measure_wanted(const struct prober *p, const struct target *t)
{
	return !t->local && !p->cfg.plain && p->cfg.wait_for < 0 && p->nports <= PORTS_MOST &&
	       (t->addr.family == ADDR_V4 ? p->raw4 : p->raw6) < 0;
}

/* So many at once that hardly ever all are lost. */
static unsigned copies(const struct target *t)
{
	double loss = ((double)t->patience.lost + 0.2) / ((double)t->patience.asked + 10);
	unsigned n = 2;

	for (double all = loss * loss; t->patience.lost && all > 1e-4 && n < COPIES_MAX;
	     all *= loss)
		n++;
	return n;
}

/* What was found of others is likely here, too. */
static uint16_t middle(const struct target *t, const struct port *q)
{
	int likely = t->far_mark.ttl;

	if (q->high - q->low == 1)
		return q->high;
	if (likely >= 0 && likely + 1 > q->low && likely + 1 < q->high)
		return (uint16_t)(likely + 1);
	if (likely > q->low && likely < q->high)
		return (uint16_t)likely;
	return (uint16_t)((q->low + q->high) / 2);
}

static ns_t ask(struct prober *p, uint32_t port, ns_t now)
{
	const struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	q->mid = middle(t, q);
	q->passed = false;
	for (unsigned n = copies(t); n; n--)
		try_apart(p, port, 0, q->mid);
	q->watched = now + patience_interval(&t->patience);
	return q->watched;
}

static bool is_found(const struct target *t, const struct port *q)
{
	return q->high - q->low == 1 &&
	       (q->low == t->far_mark.ttl || q->low == TTL_END - 1 || q->confirmed == CONFIRM);
}

ns_t measure(struct prober *p, uint32_t port, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	if (!q->high) {
		q->high = TTL_END;
		t->measuring++;
		return ask(p, port, now);
	}
	if (!q->passed && now < q->watched)
		return q->watched;
	try_end_apart(p, port);
	if (q->passed) {
		q->low = q->mid;
		if (q->high <= q->mid)
			q->high = TTL_END;
		q->confirmed = 0;
	} else if (q->high == q->mid) {
		q->confirmed++;
	} else {
		q->high = q->mid;
	}
	if (!is_found(t, q))
		return ask(p, port, now);
	q->measured = true;
	q->ttl = q->low ? (int16_t)q->low : -1;
	t->measuring--;
	return 0;
}

void measure_heard(struct prober *p, const struct try *t)
{
	struct port *q = &p->ports[t->port];

	if (!q->measured && t->above == q->mid)
		q->passed = true;
}
