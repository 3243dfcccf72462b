/*
 * Protocols by name, for libpcap's filters: /etc/protocols, or without it what wire/ipproto.h says.
 * The C library's own look-ups need modules that a program linked statically has not, know too few
 * names, or, without that file, make libpcap take every name for protocol 0.
 */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "services.h"
#include "wire/ipproto.h"

#define PROTOCOLS_FILE "/etc/protocols"
#define BLANKS " \t"

/* Is the name in a line of names, a number, and names again? */
static bool in_line(char *line, const char *name, int *number)
{
	char *rest = NULL, *word;
	bool found = false, numbered = false;

	line[strcspn(line, "#")] = '\0';
	for (word = strtok_r(line, BLANKS, &rest); word; word = strtok_r(NULL, BLANKS, &rest)) {
		int64_t v;

		if (!numbered && word != line && num_int(word, 0, INT32_MAX, &v) == NUM_OK) {
			*number = (int)v;
			numbered = true;
		} else if (!strcmp(word, name)) {
			found = true;
		}
	}
	return found && numbered;
}

static bool number_of(const char *name, int *number)
{
	char *text = services_file(PROTOCOLS_FILE), *line, *next;
	bool found = false;

	if (!text) {
		*number = ipproto_number(name);
		return *number >= 0;
	}
	for (line = text; line && !found; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		found = in_line(line, name, number);
	}
	free(text);
	return found;
}

static void entry_fill(struct protoent *to, const char *name, int number)
{
	static char *none[] = { NULL };
	/* nobody writes to it */
	union {
		const char *known;
		char *wanted;
	} u = { name };

	*to = (struct protoent){ .p_name = u.wanted, .p_aliases = none, .p_proto = number };
}

struct protoent *getprotobyname(const char *name)
{
	static struct protoent entry;
	int number = 0;

	if (!number_of(name, &number))
		return NULL;
	entry_fill(&entry, name, number);
	return &entry;
}

#ifdef __GLIBC__
int getprotobyname_r(const char *name, struct protoent *entry, char *buf, size_t n,
		     struct protoent **result)
{
	int number = 0;

	(void)buf;
	(void)n;
	*result = NULL;
	if (!number_of(name, &number))
		return 0;
	entry_fill(entry, name, number);
	*result = entry;
	return 0;
}
#endif
