/* Placeholder. */
#include "verbs.h"
static int run_flash(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_flash = { .name = "-f", .run = run_flash };
