/* Placeholder. */
#include "verbs.h"
static int run_statistics(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_statistics = { .name = "-S", .run = run_statistics };
static int run_phy_statistics(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_phy_statistics = { .name = "--phy-statistics", .run = run_phy_statistics };
