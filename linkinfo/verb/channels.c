/* Placeholder. */
#include "verbs.h"
static int run_channels(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_channels = { .name = "-l", .run = run_channels };
static int run_set_channels(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_channels = { .name = "-L", .run = run_set_channels };
