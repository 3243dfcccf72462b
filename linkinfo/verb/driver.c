/* Placeholder. */
#include "verbs.h"
static int run_driver(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_driver = { .name = "-i", .run = run_driver };
