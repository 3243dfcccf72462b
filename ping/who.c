/* Who answered: the name if it is known by now, and the address. */
#include "ping.h"

#include <string.h>

#include "sys/sock.h"

void ping_who(struct ping *p, struct obuf *o, const struct addr *a)
{
	const char *name = resolve_name(&p->names, a);
	char number[SOCK_STR];

	if (name) {
		ob_esc(o, name, strlen(name));
		ob_str(o, " (");
	}
	ob_str(o, sock_str(a, number));
	if (name)
		ob_c(o, ')');
}
