/* Placeholder. */
#include "verbs.h"
static int run_coalesce(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_coalesce = { .name = "-c", .run = run_coalesce };
static int run_set_coalesce(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_coalesce = { .name = "-C", .run = run_set_coalesce };
