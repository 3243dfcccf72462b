/* The telnet client: command line, connection, and what ends it; see telnet(8). */
#include <string.h>

#include "base/prog.h"
#include "tcpprobe.h"

int telnet_main(const struct persona *as, int argc, char **argv)
{
	struct telnet_cfg cfg = { 0 };
	int status = PROG_FAIL;

	if (as == tcpprobe_personas && argc == 2 && strncmp(argv[1], "--help", 6) == 0)
		return tcpprobe_help(argv[1][6] ? argv[1] + 7 : NULL);
	if (opt_parse(as, &cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	return PROG_FAIL;
}
