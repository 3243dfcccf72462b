/* The columns of mtr: values out of a hop's statistics, and how they are printed. */
#include <string.h>

#include "mtr.h"
#include "tracepath.h"

static double ms(ns_t t)
{
	return (double)t / NS_MS;
}

static uint64_t judged(const struct hop *h)
{
	return h->stats.sent - h->open;
}

/* Of the probes whose time is up. */
static double loss(const struct hop *h)
{
	uint64_t n = judged(h);

	return n ? 100.0 * (double)(n - h->stats.received) / (double)n : 0;
}

static double drop(const struct hop *h)
{
	return (double)(judged(h) - h->stats.received);
}

static double received(const struct hop *h)
{
	return (double)h->stats.received;
}

static double sent(const struct hop *h)
{
	return (double)h->stats.sent;
}

static double newest(const struct hop *h)
{
	return ms(h->newest_rtt);
}

static double best(const struct hop *h)
{
	return ms(h->stats.min);
}

static double average(const struct hop *h)
{
	return ms(stats_avg(&h->stats));
}

static double worst(const struct hop *h)
{
	return ms(h->stats.max);
}

static double deviation(const struct hop *h)
{
	return ms(stats_sdev(&h->stats));
}

static double geometric(const struct hop *h)
{
	return ms(hop_gmean(h));
}

static double jitter(const struct hop *h)
{
	return ms(h->jitter.last);
}

static double jitter_average(const struct hop *h)
{
	return ms(hop_jitter_avg(h));
}

static double jitter_worst(const struct hop *h)
{
	return ms(h->jitter.worst);
}

static double jitter_smoothed(const struct hop *h)
{
	return ms(h->jitter.mean16 / 16);
}

static const struct mtr_field fields[] = {
	{ 'L', "Loss%", 6, false, loss },
	{ 'D', "Drop", 5, true, drop },
	{ 'R', "Rcv", 6, true, received },
	{ 'S', "Snt", 6, true, sent },
	{ 'N', "Last", 6, false, newest },
	{ 'B', "Best", 6, false, best },
	{ 'A', "Avg", 6, false, average },
	{ 'W', "Wrst", 6, false, worst },
	{ 'V', "StDev", 6, false, deviation },
	{ 'G', "Gmean", 6, false, geometric },
	{ 'J', "Jttr", 5, false, jitter },
	{ 'M', "Javg", 5, false, jitter_average },
	{ 'X', "Jmax", 5, false, jitter_worst },
	{ 'I', "Jint", 5, false, jitter_smoothed },
	{ ' ', "", 1, true, NULL },
};

const struct mtr_field *mtr_field(char letter)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (fields[i].letter == letter)
			return &fields[i];
	return NULL;
}

/* In integers, since a product of doubles is rounded itself; ties go to the even digit. */
void mtr_decimal(struct obuf *o, double v, unsigned digits)
{
	const uint64_t one = (uint64_t)1 << 53;
	uint64_t whole = (uint64_t)v, part, scale = 1;

	for (unsigned i = 0; i < digits; i++)
		scale *= 10;
	part = (uint64_t)((v - (double)whole) * (double)one) * scale;
	whole = whole * scale + part / one;
	part %= one;
	if (part > one / 2 || (part == one / 2 && whole & 1))
		whole++;
	ob_fix(o, whole, digits);
}

void mtr_value(struct obuf *o, const struct mtr_field *f, const struct hop *h)
{
	if (!f->value)
		return;
	if (f->count) {
		ob_u(o, (uint64_t)f->value(h));
		return;
	}
	mtr_decimal(o, f->value(h), 1);
	if (f->letter == 'L')
		ob_c(o, '%');
}
