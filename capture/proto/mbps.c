/* A bandwidth of traffic engineering: an IEEE 754 single of bytes a second, told as Mbps. */
#include "proto/mbps.h"

#include <string.h>

#include "view.h"

static float single(const uint8_t *p)
{
	uint32_t bits = be32(p);
	float f;

	memcpy(&f, &bits, sizeof(f));
	return f;
}

/* Three decimals, halves to even: exact, as a single times 1000 is one double. */
static void decimals(struct obuf *o, double d)
{
	double milli = d * 1000;
	uint64_t n;

	if (!(milli > -1e18 && milli < 1e18)) {
		ob_fmt(o, "%.3f", d);
		return;
	}
	if (__builtin_signbit(d)) {
		ob_c(o, '-');
		milli = -milli;
	}
	n = (uint64_t)milli;
	milli -= (double)n;
	if (milli > 0.5 || (milli == 0.5 && n & 1))
		n++;
	ob_u(o, n / 1000);
	ob_c(o, '.');
	ob_dec(o, n % 1000, 3);
}

void ob_mbps(struct obuf *o, const uint8_t *p)
{
	float bits = single(p) * 8;

	/* in singles, as the classic text has it */
	bits /= 1000000;
	decimals(o, (double)bits);
	ob_str(o, " Mbps");
}

void ob_single(struct obuf *o, const uint8_t *p)
{
	decimals(o, (double)single(p));
}
