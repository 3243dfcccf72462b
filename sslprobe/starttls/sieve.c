/* STARTTLS of ManageSieve (RFC 5804). */
#include <strings.h>

#include "starttls/protos.h"

static enum starttls_state sieve_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	bool ok = strncasecmp(line, "OK", 2) == 0;
	bool no = strncasecmp(line, "NO", 2) == 0 || strncasecmp(line, "BYE", 3) == 0;

	if (!s->step) {
		s->found |= starttls_says(line, "STARTTLS");
		if (no)
			return starttls_fail(s, "The server refused: ", line);
		if (!ok)
			return STARTTLS_MORE;
		starttls_ask(s, say, "STARTTLS\r\n");
		s->step = 1;
		return STARTTLS_MORE;
	}
	if (ok) {
		starttls_tell(s, line, n);
		return STARTTLS_GO;
	}
	return no ? starttls_fail(s, "STARTTLS not supported: ", line) :
		    starttls_fail(s, "STARTTLS failed: ", line);
}

const struct starttls_proto starttls_sieve = {
	.name = "sieve", .port = 4190, .also = { "managesieve" }, .line = sieve_line,
	.ended = "STARTTLS failed: the server ended the connection.",
	.room = { 4096, 8191 },
};
