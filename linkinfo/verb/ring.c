/* Placeholder. */
#include "verbs.h"
static int run_ring(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_ring = { .name = "-g", .run = run_ring };
static int run_set_ring(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_ring = { .name = "-G", .run = run_set_ring };
