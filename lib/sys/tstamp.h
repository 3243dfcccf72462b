/* Kernel receive and transmit times (SO_TIMESTAMPING, kernel: networking/timestamping.rst). */
#ifndef SYS_TSTAMP_H
#define SYS_TSTAMP_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/clock.h"

/*
 * Asks for receive times and, where tx is true, for the time each packet is handed to the
 * device; these arrive on the error queue, numbered from 0 from this call on. False: the kernel
 * offers none; the caller's own clock serves then.
 */
bool tstamp_enable(int fd, bool tx);

/* The time in a control message, wall clock; false: it holds none. */
bool tstamp_of(const struct cmsghdr *cm, ns_t *wall);

/*
 * A kernel time on the monotonic clock. It must lie between `earliest` and now, both known to
 * the caller for certain; false: it does not, because the wall clock was set in between, and is of
 * no use. *now is the present time in any case.
 */
bool tstamp_monotonic(ns_t wall, ns_t earliest, ns_t *t, ns_t *now);

#endif
