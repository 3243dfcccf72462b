/* linkinfo: the physical link, as ethtool prints and changes it; see linkinfo(8). Start-up only. */
#include "linkinfo.h"

#include <unistd.h>

#include "base/opt.h"
#include "base/prog.h"
#include "show.h"
#include "verbs.h"

int main(int argc, char **argv)
{
	struct linkinfo l = { .cfg = { .verb = &verb_display } };
	const struct persona *as = persona_pick(linkinfo_personas, argv[0]);
	const struct verb *v;
	int status = LINKINFO_FAIL;

	prog_descriptors();
	if (opt_parse_verbs(as, &l.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	v = l.cfg.verb;
	if (argc < 1 && !v->listens)
		return linkinfo_usage();
	ob_open(&l.out, STDOUT_FILENO);
	status = show(&l, v, argv);
	nic_close(&l.nic);
	debug_close(&l.debug);
	if (ob_close(&l.out) == 0)
		return status;
	warn_errno("write error");
	return LINKINFO_FAIL;
}
