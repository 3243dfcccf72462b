/* Placeholder. */
#include "verbs.h"
static int run_dump(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_dump = { .name = "-w", .run = run_dump };
static int run_set_dump(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_dump = { .name = "-W", .run = run_set_dump };
