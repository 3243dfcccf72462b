/* Kernel timestamps and the monotonic clock. */
#include "sys/tstamp.h"

#include <time.h>	/* struct timespec, which errqueue.h wants */

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <string.h>

#include "sys/sock.h"

bool tstamp_enable(int fd, bool tx)
{
	int flags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;

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

bool tstamp_monotonic(ns_t wall, ns_t earliest, ns_t *t, ns_t *now)
{
	*now = clock_now();
	*t = *now - (clock_wall() - wall);
	return wall && *t >= earliest && *t <= *now;
}
