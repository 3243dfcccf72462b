/* The prober: whether ports are open, and who says so if not (tcpprobe -z). */
#include "prober.h"

#include "base/prog.h"

int prober_main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return PROG_USAGE;
}
