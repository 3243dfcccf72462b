/* Placeholder. */
#include "verbs.h"
static int run_tunnels(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_tunnels = { .name = "--show-tunnels", .run = run_tunnels };
