/* Placeholder. */
#include "verbs.h"
static int run_change(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_change = { .name = "-s", .run = run_change };
