/* Placeholder. */
#include "verbs.h"
static int run_selftest(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_selftest = { .name = "-t", .run = run_selftest };
