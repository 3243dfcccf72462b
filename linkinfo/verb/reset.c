/* Placeholder. */
#include "verbs.h"
static int run_reset(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_reset = { .name = "--reset", .run = run_reset };
