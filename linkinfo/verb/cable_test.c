/* Placeholder. */
#include "verbs.h"
static int run_cable_test(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_cable_test = { .name = "--cable-test", .run = run_cable_test };
static int run_cable_test_tdr(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_cable_test_tdr = { .name = "--cable-test-tdr", .run = run_cable_test_tdr };
