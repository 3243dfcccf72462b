/* How long something lasts, as text. */
#include "proto/lasting.h"

void ob_lasting(struct obuf *o, uint32_t seconds)
{
	static const struct {
		uint32_t seconds;
		char name;
	} units[] = {
		{ 31536000, 'y' }, { 604800, 'w' }, { 86400, 'd' },
		{ 3600, 'h' },	   { 60, 'm' },	    { 1, 's' },
	};

	if (!seconds)
		ob_str(o, "0s");
	for (unsigned i = 0; seconds; i++) {
		if (seconds < units[i].seconds)
			continue;
		ob_u(o, seconds / units[i].seconds);
		ob_c(o, units[i].name);
		seconds %= units[i].seconds;
	}
}
