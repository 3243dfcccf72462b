/* Placeholder. */
#include "verbs.h"
static int run_eeprom(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_eeprom = { .name = "-e", .run = run_eeprom };
static int run_change_eeprom(struct linkinfo *l, char **words)
{
	(void)l;
	(void)words;
	return 1;
}

const struct verb verb_change_eeprom = { .name = "-E", .run = run_change_eeprom };
