/* STLS of POP3 (RFC 2595). */
#include "starttls/protos.h"

static enum starttls_state pop3_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	if (line[0] != '+')
		return starttls_fail(s,
				     s->step ? "STARTTLS failed: " : "The server refused: ", line);
	if (s->step++)
		return STARTTLS_GO;
	starttls_tell(s, line, n);
	ob_str(say, "STLS\r\n");
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_pop3 = {
	.name = "pop3", .port = 110, .line = pop3_line,
	.room = { 8192, 8192 },
};
