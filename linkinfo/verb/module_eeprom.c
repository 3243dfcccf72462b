/* Placeholder. */
#include "verbs.h"
static int run_module_eeprom(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_module_eeprom = { .name = "-m", .run = run_module_eeprom };
