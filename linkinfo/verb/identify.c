/* Placeholder. */
#include "verbs.h"
static int run_identify(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_identify = { .name = "-p", .run = run_identify };
