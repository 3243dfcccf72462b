/* Placeholder. */
#include "verbs.h"
static int run_per_queue(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_per_queue = { .name = "-Q", .run = run_per_queue };
