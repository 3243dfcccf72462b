/* ifstat: the logical network, as ifconfig prints and changes it; see ifstat(8). Start-up only. */
#include "ifstat.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"

static int show(struct ifstat *s, char **names, int count)
{
	int status;

	ob_open(&s->out, STDOUT_FILENO);
	status = ifstat_show(s, names, count);
	if (ob_close(&s->out) == 0)
		return status;
	warn_errno("write error");
	return IFSTAT_FAIL;
}

int main(int argc, char **argv)
{
	struct ifstat s = { .cfg = { .layout = LAYOUT_CLASSIC } };
	const struct persona *as = persona_pick(ifstat_personas, argv[0]);
	const char *layout = getenv("IFSTAT_LAYOUT");
	int status = IFSTAT_FAIL;

	prog_descriptors();
	if (layout && strcmp(layout, "flags") == 0)
		s.cfg.layout = LAYOUT_FLAGS;
	if (opt_parse(as, &s.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (argc > 1) {
		status = ifstat_change(argv, argc);
		if (status >= 0)
			return status;
	}
	return show(&s, argv, argc);
}
