/* Kernel receive and transmit times (SO_TIMESTAMPING, kernel: networking/timestamping.rst). */
#ifndef SYS_TSTAMP_H
#define SYS_TSTAMP_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/clock.h"

/*
 * rx: receive times. tx: the time each packet is handed to the device; these arrive on the error
 * queue, numbered from 0 from the call that first asks for them. Neither: none any more. False: the
 * kernel offers none; the caller's own clock serves then.
 *
 * The host's first socket that asks for receive times makes the kernel rewrite its own code, which
 * takes some 30 microseconds.
 */
bool tstamp_enable(int fd, bool rx, bool tx);

/* The time in a control message, wall clock; false: it holds none. */
bool tstamp_of(const struct cmsghdr *cm, ns_t *wall);

/*
 * What the wall clock is ahead of the monotonic one. It changes only when somebody sets the
 * clock: both are slewed alike. So it is read once, and again when a time does not fit.
 */
struct tstamp {
	ns_t ahead;
};

void tstamp_sync(struct tstamp *ts);

/*
 * A kernel time on the monotonic clock. It lies between `earliest` and now, both known to the
 * caller for certain; false: it does not, because the clock was set in between, and *t is the
 * present time. `seen` is the newest reading of the clock that the caller has: a time shortly after
 * it is believed without another one, where `recent` says that it was just made.
 */
bool tstamp_monotonic(struct tstamp *ts, ns_t wall, ns_t earliest, ns_t seen, bool recent, ns_t *t);

#endif
