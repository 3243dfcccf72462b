/* Placeholder. */
#include "verbs.h"
static int run_module(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_module = { .name = "--show-module", .run = run_module };
static int run_set_module(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_module = { .name = "--set-module", .run = run_set_module };
