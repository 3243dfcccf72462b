/* linkinfo: the physical link, as ethtool prints and changes it; see linkinfo(8). Start-up only. */
#include "linkinfo.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/prog.h"
#include "verbs.h"

int linkinfo_usage(void)
{
	warn("bad command line argument(s)");
	warn_bare("For more information run %s -h", prog_name());
	return LINKINFO_FAIL;
}

/* Reads, then tells the one listener that was asked for. */
static int show(struct linkinfo *l, const struct verb *v, char **words)
{
	void *facts = prog_alloc(1, v->size);
	int status = v->read(l, words, facts);
	bool shown = status == LINKINFO_OK || v->partial;

	if (l->cfg.json) {
		l->json = json_list(&l->out);
		if (shown) {
			json_object(&l->json, NULL);
			json_str(&l->json, "ifname", l->nic.name);
			v->json(l, facts, &l->json);
			json_object_end(&l->json);
		}
		json_list_end(&l->json);
	} else if (shown) {
		v->text(l, facts, &l->out);
	}
	if (v->free)
		v->free(facts);
	free(facts);
	return status;
}

int main(int argc, char **argv)
{
	struct linkinfo l = { .cfg = { .verb = &verb_display } };
	const struct persona *as = persona_pick(linkinfo_personas, argv[0]);
	const struct verb *v;
	int status = LINKINFO_FAIL;

	prog_descriptors();
	if (opt_parse(as, &l.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (argc < 1)
		return linkinfo_usage();
	v = l.cfg.verb;
	nic_open(&l.nic, argv[0]);
	l.nic.statistics = l.cfg.statistics;
	ob_open(&l.out, STDOUT_FILENO);
	status = v->run ? v->run(&l, argv + 1) : show(&l, v, argv + 1);
	nic_close(&l.nic);
	if (ob_close(&l.out) == 0)
		return status;
	warn_errno("write error");
	return LINKINFO_FAIL;
}
