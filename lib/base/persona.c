/* argv[0] to persona. */
#include "base/persona.h"

#include <string.h>

const struct persona *persona_pick(const struct persona *all, const char *argv0)
{
	const char *name = argv0;

	for (const char *s = argv0; s && *s; s++)
		if (*s == '/')
			name = s + 1;
	for (const struct persona *as = all; name && as->name; as++)
		if (strcmp(as->name, name) == 0)
			return as;
	return all;
}
