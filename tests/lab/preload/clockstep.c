/*
 * A wall clock that is set while a program runs, for that program alone (LD_PRELOAD): so many
 * seconds after its start the time of day jumps, and what the kernel stamps from then on with it.
 *
 *	CLOCKSTEP_AT=0.5	seconds
 *	CLOCKSTEP_BY=-3600	seconds
 *	CLOCKSTEP_KERNEL=no	stamps of the kernel stay as they are: they disagree with the clock
 *
 * It defines what glibc's headers declare, so it must not be compiled with _FORTIFY_SOURCE.
 */
#include <time.h>	/* struct timespec, which errqueue.h wants */

#include <dlfcn.h>
#include <linux/errqueue.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define NS_S 1000000000LL

static int64_t step_at, step_by;	/* wall clock, unchanged; ns */
static bool step_kernel;

static int64_t ns_of(const struct timespec *ts)
{
	return ts->tv_sec * NS_S + ts->tv_nsec;
}

static struct timespec of_ns(int64_t ns)
{
	return (struct timespec){ .tv_sec = ns / NS_S, .tv_nsec = ns % NS_S };
}

static int64_t seconds(const char *name, const char *unless)
{
	const char *text = getenv(name);

	return (int64_t)(strtod(text ? text : unless, NULL) * NS_S);
}

static int64_t true_wall(void)
{
	struct timespec ts;

	syscall(SYS_clock_gettime, CLOCK_REALTIME, &ts);
	return ns_of(&ts);
}

__attribute__((constructor)) static void start(void)
{
	const char *kernel = getenv("CLOCKSTEP_KERNEL");

	step_at = true_wall() + seconds("CLOCKSTEP_AT", "0");
	step_by = seconds("CLOCKSTEP_BY", "0");
	step_kernel = !kernel || strcmp(kernel, "no") != 0;
}

/* What the clock shows at that time. */
static int64_t shown(int64_t wall)
{
	return wall >= step_at ? wall + step_by : wall;
}

int clock_gettime(clockid_t clock, struct timespec *ts)
{
	int rc = (int)syscall(SYS_clock_gettime, clock, ts);

	if (rc == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		*ts = of_ns(shown(ns_of(ts)));
	return rc;
}

int gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
	struct timespec ts = of_ns(shown(true_wall()));

	(void)zone;
	*tv = (struct timeval){ .tv_sec = ts.tv_sec, .tv_usec = ts.tv_nsec / 1000 };
	return 0;
}

time_t time(time_t *t)
{
	time_t now = of_ns(shown(true_wall())).tv_sec;

	if (t)
		*t = now;
	return now;
}

ssize_t recvmsg(int fd, struct msghdr *msg, int flags)
{
	ssize_t n = syscall(SYS_recvmsg, fd, msg, flags);
	struct scm_timestamping ts;

	for (struct cmsghdr *cm = n < 0 ? NULL : CMSG_FIRSTHDR(msg); step_kernel && cm;
	     cm = CMSG_NXTHDR(msg, cm)) {
		if (cm->cmsg_level != SOL_SOCKET || cm->cmsg_type != SCM_TIMESTAMPING)
			continue;
		memcpy(&ts, CMSG_DATA(cm), sizeof(ts));
		ts.ts[0] = of_ns(shown(ns_of(&ts.ts[0])));
		memcpy(CMSG_DATA(cm), &ts, sizeof(ts));
	}
	return n;
}
