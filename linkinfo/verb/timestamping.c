/* Placeholder. */
#include "verbs.h"
static int run_timestamping(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_timestamping = { .name = "-T", .run = run_timestamping };
