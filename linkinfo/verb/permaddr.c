/* Placeholder. */
#include "verbs.h"
static int run_permaddr(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_permaddr = { .name = "-P", .run = run_permaddr };
