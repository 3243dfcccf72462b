/* Statistics of a run. */
#include "probe/stats.h"

void stats_sample(struct stats *s, ns_t rtt)
{
	if (!s->samples || rtt < s->min)
		s->min = rtt;
	if (rtt > s->max)
		s->max = rtt;
	s->ewma8 = s->samples ? s->ewma8 + rtt - s->ewma8 / 8 : rtt * 8;
	s->sum += (unsigned __int128)rtt;
	s->sum2 += (unsigned __int128)rtt * (unsigned __int128)rtt;
	s->samples++;
}

static void pipe_of(struct stats *s, const struct event *ev)
{
	if (s->sent - ev->n > s->pipe)
		s->pipe = s->sent - ev->n;
}

void stats_saw(void *arg, const struct event *ev)
{
	struct stats *s = arg;

	switch (ev->kind) {
	case EV_SENT:
		if (!s->sent++)
			s->first = ev->at;
		s->last = ev->at;
		break;
	case EV_LATE:
		s->lost--;
		/* fall through */
	case EV_REPLY:
		s->received++;
		pipe_of(s, ev);
		stats_sample(s, ev->rtt);
		break;
	case EV_DUP:
		s->dups++;
		stats_sample(s, ev->rtt);
		break;
	case EV_CORRUPT:
		s->corrupt++;
		break;
	case EV_ERROR:
		s->errors += ev->settles;
		pipe_of(s, ev);
		break;
	case EV_LOST:
		s->lost++;
		break;
	default:
		break;
	}
}

ns_t stats_avg(const struct stats *s)
{
	return s->samples ? (ns_t)(s->sum / s->samples) : 0;
}

ns_t stats_ewma(const struct stats *s)
{
	return s->ewma8 / 8;
}

/* Integer square root by bits. */
static uint64_t root(unsigned __int128 v)
{
	uint64_t r = 0;

	for (uint64_t bit = (uint64_t)1 << 62; bit; bit >>= 1)
		if ((unsigned __int128)(r | bit) * (r | bit) <= v)
			r |= bit;
	return r;
}

/* (n * sum of squares - square of the sum) / n^2: no cancellation. */
static unsigned __int128 variance(const struct stats *s)
{
	unsigned __int128 n = s->samples, mean, rest, mean2;

	if (!n)
		return 0;
	mean = s->sum / n;
	rest = s->sum % n;
	mean2 = mean * mean + 2 * mean * rest / n;
	return s->sum2 / n > mean2 ? s->sum2 / n - mean2 : 0;
}

ns_t stats_mdev(const struct stats *s)
{
	return (ns_t)root(variance(s));
}

ns_t stats_sdev(const struct stats *s)
{
	unsigned __int128 v = variance(s);

	return s->samples > 1 ? (ns_t)root(v + v / (s->samples - 1)) : 0;
}
