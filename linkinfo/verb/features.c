/* Placeholder. */
#include "verbs.h"
static int run_features(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_features = { .name = "-k", .run = run_features };
static int run_set_features(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_features = { .name = "-K", .run = run_set_features };
