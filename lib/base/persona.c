/* argv[0] to persona. */
#include "base/persona.h"

#include <string.h>

const struct persona *persona_pick(const struct persona *all, const char *argv0)
{
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;
	const char *name = slash ? slash + 1 : argv0;

	for (const struct persona *as = all; name && as->name; as++)
		if (strcmp(as->name, name) == 0)
			return as;
	return all;
}
