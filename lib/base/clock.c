/* The only file that asks the kernel for the time, see clock_gettime(2). */
#include "base/clock.h"

#include <time.h>

static ns_t clock_read(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (ns_t)ts.tv_sec * NS_S + ts.tv_nsec;
}

ns_t clock_now(void)
{
	return clock_read(CLOCK_MONOTONIC);
}

ns_t clock_wall(void)
{
	return clock_read(CLOCK_REALTIME);
}
