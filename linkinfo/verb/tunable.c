/* Placeholder. */
#include "verbs.h"
static int run_tunable(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_tunable = { .name = "--get-tunable", .run = run_tunable };
static int run_set_tunable(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_tunable = { .name = "--set-tunable", .run = run_set_tunable };
