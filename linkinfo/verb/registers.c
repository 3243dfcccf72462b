/* Placeholder. */
#include "verbs.h"
static int run_registers(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_registers = { .name = "-d", .run = run_registers };
