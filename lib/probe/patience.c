/* Patience with a host, and the pace of asking. */
#include "probe/patience.h"

#define FEW 16			/* ports of which each may take its time */
#define SOME 128
#define MANY 2000
/* what outlasts the 3 seconds in which a router gives up on a neighbour, and says so */
#define NEIGHBOUR (3300 * NS_MS)
#define GAP_FIRST (60 * NS_US)	/* 16,000 a second */
#define GAP_MIN (4 * NS_US)
#define GAP_MAX (500 * NS_US)

static ns_t clamp(ns_t t, ns_t min, ns_t max)
{
	return t < min ? min : t > max ? max : t;
}

void patience_answer(struct patience *p, ns_t rtt, unsigned lost)
{
	ns_t off;

	p->asked += 1 + lost;
	p->lost += lost;
	if (rtt < 1)
		rtt = 1;
	if (!p->srtt) {
		p->srtt = rtt;
		p->rttvar = rtt / 2;
		return;
	}
	off = rtt > p->srtt ? rtt - p->srtt : p->srtt - rtt;
	p->rttvar += (off - p->rttvar) / 4;
	p->srtt += (rtt - p->srtt) / 8;
	if (p->srtt < 1)
		p->srtt = 1;
}

static unsigned least_tries(const struct patience *p)
{
	return p->ports <= FEW ? 10 : p->ports <= SOME ? 7 : p->ports <= MANY ? 4 : 5;
}

ns_t patience_interval(const struct patience *p)
{
	ns_t unknown = p->ports <= FEW ? 150 * NS_MS : p->ports <= SOME ? 120 * NS_MS : 180 * NS_MS;

	if (p->limit)
		unknown = p->limit / (least_tries(p) + 2);
	if (!p->srtt)
		return unknown;
	return clamp(p->srtt + 4 * p->rttvar + 10 * NS_MS, 30 * NS_MS, NS_S);
}

ns_t patience_last(const struct patience *p)
{
	ns_t interval = patience_interval(p);
	ns_t spent = interval * (least_tries(p) - 1);

	if (!p->srtt && p->limit)
		return clamp(p->limit - spent, interval, p->limit);
	if (!p->srtt)
		return p->ports <= FEW ? NEIGHBOUR - spent : 250 * NS_MS;
	return clamp(2 * interval, 100 * NS_MS, 2 * NS_S);
}

unsigned patience_tries(const struct patience *p)
{
	/* what is lost there and back: 2 of 100 until it is known better */
	double loss = ((double)p->lost + 0.2) / ((double)p->asked + 10);
	double wrong = 1, may = 1e-3 / (p->ports ? p->ports : 1);
	unsigned n = 0;

	while (n < PATIENCE_TRIES && wrong > may) {
		wrong *= loss;
		n++;
	}
	return n > least_tries(p) ? n : least_tries(p);
}

void pace_open(struct pace *p, ns_t now)
{
	*p = (struct pace){ .gap = GAP_FIRST, .next = now - PACE_BURST };
}

bool pace_take(struct pace *p, ns_t now)
{
	if (p->next > now)
		return false;
	if (p->next < now - PACE_BURST)
		p->next = now - PACE_BURST;
	p->next += p->gap;
	return true;
}

void pace_answer(struct pace *p, unsigned lost)
{
	p->answers++;
	p->losses += lost;
	if (p->answers + p->losses < 500)
		return;
	/* more than 1 of 10: too fast, or a bad way; less than 1 of 50: it may be faster */
	if (p->losses * 10 > p->answers)
		p->gap = clamp(p->gap * 2, GAP_MIN, GAP_MAX);
	else if (p->losses * 50 < p->answers)
		p->gap = clamp(p->gap / 2, GAP_MIN, GAP_MAX);
	p->answers = p->losses = 0;
}
