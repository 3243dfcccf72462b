/* STARTTLS of NNTP (RFC 4642). */
#include <string.h>

#include "starttls/protos.h"

enum { GREETING, CAPABILITIES, ANSWER };

static enum starttls_state nntp_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	switch (s->step) {
	case GREETING:
		if (line[0] != '2')
			return starttls_fail(s, "The server refused: ", line);
		ob_str(say, "CAPABILITIES\r\n");
		s->step = CAPABILITIES;
		break;
	case CAPABILITIES:
		s->found |= starttls_says(line, "STARTTLS");
		/* a list ends with a point; an error is one line */
		if (line[0] != '.' && line[0] != '4' && line[0] != '5')
			break;
		starttls_ask(s, say, "STARTTLS\r\n");
		s->step = ANSWER;
		break;
	default:
		if (strncmp(line, "382", 3) != 0)
			return starttls_fail(s, "STARTTLS failed: ", line);
		starttls_tell(s, line, n);
		return STARTTLS_GO;
	}
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_nntp = {
	.name = "nntp", .port = 119, .line = nntp_line,
	.ended = "STARTTLS failed: the server ended the connection.",
	.room = { 4096, 8191 },
};
