/* Placeholder. */
#include "verbs.h"
static int run_eee(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_eee = { .name = "--show-eee", .run = run_eee };
static int run_set_eee(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_eee = { .name = "--set-eee", .run = run_set_eee };
