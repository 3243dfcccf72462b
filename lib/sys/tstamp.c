/* Kernel timestamps and the monotonic clock. */
#include "sys/tstamp.h"

#include <time.h>	/* struct timespec, which errqueue.h wants */

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <string.h>

#include "sys/sock.h"

#define SHORTLY NS_MS		/* after a reading; a step of the clock beyond it is noticed */
#define STEP (100 * NS_US)	/* more than being interrupted between two readings, mostly */

bool tstamp_enable(int fd, bool rx, bool tx)
{
	int flags = rx || tx ? SOF_TIMESTAMPING_SOFTWARE : 0;

	if (rx)
		flags |= SOF_TIMESTAMPING_RX_SOFTWARE;
	if (tx)
		flags |= SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_OPT_ID |
			 SOF_TIMESTAMPING_OPT_TSONLY;
	return sock_int(fd, SOL_SOCKET, SO_TIMESTAMPING, flags) == 0;
}

bool tstamp_of(const struct cmsghdr *cm, ns_t *wall)
{
	struct scm_timestamping ts;

	if (cm->cmsg_level != SOL_SOCKET || cm->cmsg_type != SCM_TIMESTAMPING ||
	    cm->cmsg_len < CMSG_LEN(sizeof(ts)))
		return false;
	memcpy(&ts, CMSG_DATA(cm), sizeof(ts));
	*wall = (ns_t)ts.ts[0].tv_sec * NS_S + ts.ts[0].tv_nsec;
	return *wall != 0;
}

void tstamp_sync(struct tstamp *ts)
{
	ns_t best = NS_NEVER;

	/* the two clocks are read one after the other: the closest reading counts */
	for (int i = 0; i < 3; i++) {
		ns_t before = clock_now(), wall = clock_wall(), after = clock_now();

		if (after - before >= best)
			continue;
		best = after - before;
		ts->ahead = wall - before - best / 2;
	}
}

bool tstamp_monotonic(struct tstamp *ts, ns_t wall, ns_t earliest, ns_t seen, bool recent, ns_t *t)
{
	ns_t now, step;

	*t = wall - ts->ahead;
	if (wall && recent && *t >= seen && *t - seen < SHORTLY)
		return true;
	now = clock_now();
	if (!wall) {
		*t = now;
		return false;
	}
	step = clock_wall() - now - ts->ahead;
	if (step > STEP || step < -STEP) {
		tstamp_sync(ts);
		*t = wall - ts->ahead;
	}
	if (*t >= earliest && *t <= now)
		return true;
	*t = now;
	return false;
}
