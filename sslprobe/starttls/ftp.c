/* AUTH TLS of FTP (RFC 4217). */
#include "starttls/protos.h"

/* Three digits and a blank end a reply; all else, also lines without digits, is in the middle. */
static bool last(const char *line, size_t n)
{
	if (n < 3)
		return false;
	for (unsigned i = 0; i < 3; i++)
		if (line[i] < '0' || line[i] > '9')
			return false;
	return line[3] != '-';
}

static enum starttls_state ftp_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	if (!last(line, n))
		return STARTTLS_MORE;
	/* 120: the server is ready in a moment */
	if (!s->step && line[0] == '1')
		return STARTTLS_MORE;
	if (line[0] != '2')
		return starttls_fail(s,
				     s->step ? "STARTTLS failed: " : "The server refused: ", line);
	if (s->step++)
		return STARTTLS_GO;
	starttls_tell(s, line, n);
	s->asked = true;
	ob_str(say, "AUTH TLS\r\n");
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_ftp = {
	.name = "ftp", .port = 21, .line = ftp_line,
	.room = { 4096, 8192 },
};
