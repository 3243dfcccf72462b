/* Placeholder. */
#include "verbs.h"
static int run_negotiate(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_negotiate = { .name = "-r", .run = run_negotiate };
