/* Time stamps of NTP as text. */
#include "proto/ntpstamp.h"

#include <time.h>

#define UNIX_ERA 2208988800	/* seconds from 1900 to 1970 */
#define BILLION 1000000000u

void ntp_seconds(struct obuf *o, uint64_t v)
{
	ob_u(o, v >> 32);
	ob_c(o, '.');
	ob_dec(o, (v & UINT32_MAX) * BILLION >> 32, 9);
}

static void two_digits(struct obuf *o, int v, char behind)
{
	ob_dec(o, (uint64_t)v, 2);
	ob_c(o, behind);
}

void ntp_stamp(struct obuf *o, uint64_t v)
{
	time_t t = (time_t)(v >> 32) - UNIX_ERA;
	struct tm tm;

	ntp_seconds(o, v);
	if (!(v >> 32) || !gmtime_r(&t, &tm))
		return;
	ob_num(o, " (", (uint64_t)tm.tm_year + 1900, "-");
	two_digits(o, tm.tm_mon + 1, '-');
	two_digits(o, tm.tm_mday, 'T');
	two_digits(o, tm.tm_hour, ':');
	two_digits(o, tm.tm_min, ':');
	two_digits(o, tm.tm_sec, 'Z');
	ob_c(o, ')');
}
