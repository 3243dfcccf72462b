/* Placeholder. */
#include "verbs.h"
static int run_fec(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_fec = { .name = "--show-fec", .run = run_fec };
static int run_set_fec(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_fec = { .name = "--set-fec", .run = run_set_fec };
