/* TCP ping. */
#include "base/prog.h"
#include "prober_run.h"

int prober_ping(struct prober *p)
{
	(void)p;
	return PROG_USAGE;
}
