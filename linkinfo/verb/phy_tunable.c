/* Placeholder. */
#include "verbs.h"
static int run_phy_tunable(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_phy_tunable = { .name = "--get-phy-tunable", .run = run_phy_tunable };
static int run_set_phy_tunable(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_phy_tunable = { .name = "--set-phy-tunable",
					   .run = run_set_phy_tunable };
