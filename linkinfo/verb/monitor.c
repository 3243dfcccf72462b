/* Placeholder. */
#include "verbs.h"
static int run_monitor(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_monitor = { .name = "--monitor", .run = run_monitor };
