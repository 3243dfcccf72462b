/* Placeholder. */
#include "verbs.h"
static int run_rss(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_rss = { .name = "-x", .run = run_rss };
static int run_set_rss(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_rss = { .name = "-X", .run = run_set_rss };
