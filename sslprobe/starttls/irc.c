/* STARTTLS of IRC: numerics 670 and 691 answer it. */
#include <stdlib.h>
#include <string.h>

#include "starttls/protos.h"

#define GO 670
#define REFUSED 691

static void irc_begin(struct starttls *s, struct obuf *say)
{
	(void)s;
	ob_str(say, "STARTTLS\r\n");
}

/* The numeric of ":server NNN ..." or "NNN ...", 0: there is none. */
static int numeric(const char *line)
{
	const char *p = line;
	int v = 0;

	if (*p == ':') {
		p += strcspn(p, " ");
		p += strspn(p, " ");
	}
	for (unsigned i = 0; i < 3; i++, p++) {
		if (*p < '0' || *p > '9')
			return 0;
		v = v * 10 + (*p - '0');
	}
	return *p == ' ' || !*p ? v : 0;
}

static enum starttls_state irc_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	(void)say;
	switch (numeric(line)) {
	case GO:
		starttls_tell(s, line, n);
		return STARTTLS_GO;
	case REFUSED:
		return starttls_fail(s, "STARTTLS negotiation failed: ", line);
	case 421:
	case 451:
		return starttls_fail(s, "Server does not support STARTTLS: ", line);
	default:
		if (strncmp(line, "ERROR", 5) == 0)
			return starttls_fail(s, "Server does not support STARTTLS: ", line);
		return STARTTLS_MORE;
	}
}

const struct starttls_proto starttls_irc = {
	.name = "irc", .port = 6667, .begin = irc_begin, .line = irc_line,
	.ended = "Server does not support STARTTLS.",
	.room = { 4096, 4096 },
};
