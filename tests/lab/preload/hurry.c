/*
 * A monotonic clock that runs faster while a program waits, for that program alone (LD_PRELOAD), so
 * that minutes of patience take seconds.
 *
 *	HURRY=100	so many times as fast
 *
 * It defines what glibc's headers declare, so it must not be compiled with _FORTIFY_SOURCE.
 */
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int64_t times(void)
{
	const char *text = getenv("HURRY");
	long v = text ? strtol(text, NULL, 10) : 1;

	return v > 0 ? v : 1;
}

int clock_gettime(clockid_t clock, struct timespec *ts)
{
	static struct timespec start;
	int rc = (int)syscall(SYS_clock_gettime, clock, ts);
	int64_t ns;

	if (rc < 0 || clock != CLOCK_MONOTONIC)
		return rc;
	if (!start.tv_sec)
		start = *ts;
	ns = (ts->tv_sec - start.tv_sec) * 1000000000LL + ts->tv_nsec - start.tv_nsec;
	ns = ns * times() + start.tv_nsec;
	ts->tv_sec = start.tv_sec + ns / 1000000000;
	ts->tv_nsec = ns % 1000000000;
	return 0;
}

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec less;
	int64_t ns;

	if (timeout) {
		ns = (timeout->tv_sec * 1000000000LL + timeout->tv_nsec) / times();
		less.tv_sec = ns / 1000000000;
		less.tv_nsec = ns % 1000000000;
	}
	return (int)syscall(SYS_ppoll, fds, n, timeout ? &less : NULL, mask, _NSIG / 8);
}
