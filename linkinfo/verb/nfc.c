/* Placeholder. */
#include "verbs.h"
static int run_nfc(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_nfc = { .name = "-n", .run = run_nfc };
static int run_set_nfc(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_set_nfc = { .name = "-N", .run = run_set_nfc };
