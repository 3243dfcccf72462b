/* STARTTLS of IMAP (RFC 9051, section 6.2.1). */
#include <strings.h>

#include "starttls/protos.h"

enum { GREETING, CAPABILITY, ANSWER };

static enum starttls_state imap_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	switch (s->step) {
	case GREETING:
		if (strncasecmp(line, "* BYE", 5) == 0)
			return starttls_fail(s, "The server refused: ", line);
		ob_str(say, ". CAPABILITY\r\n");
		s->step = CAPABILITY;
		break;
	case CAPABILITY:
		s->found |= starttls_says(line, "STARTTLS");
		if (line[0] != '.')
			break;
		starttls_tell(s, line, n);
		starttls_ask(s, say, ". STARTTLS\r\n");
		s->step = ANSWER;
		break;
	default:
		if (line[0] != '.')
			break;
		if (strncasecmp(line, ". OK", 4) != 0)
			return starttls_fail(s, "STARTTLS failed: ", line);
		return STARTTLS_GO;
	}
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_imap = {
	.name = "imap", .port = 143, .also = { "imap2" }, .line = imap_line,
	.room = { 4096, 8192 },
};
