/* Placeholder. */
#include "verbs.h"
static int run_privflags(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_privflags = { .name = "--show-priv-flags", .run = run_privflags };
static int run_set_privflags(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_privflags = { .name = "--set-priv-flags", .run = run_set_privflags };
