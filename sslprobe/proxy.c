/* CONNECT to an HTTP proxy (RFC 9110, section 9.3.6), as one more dialogue before TLS. */
#include <string.h>

#include "dialogue.h"

#define HEADERS 200	/* lines of an answer at most */

static void proxy_begin(struct starttls *s, struct obuf *say)
{
	ob_str(say, "CONNECT ");
	ob_str(say, s->name);
	ob_str(say, " HTTP/1.0\r\nProxy-Connection: Keep-Alive\r\n");
	if (s->host) {
		ob_str(say, "Proxy-Authorization: Basic ");
		ob_str(say, s->host);
		ob_str(say, "\r\n");
	}
	ob_str(say, "\r\n");
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The first line: its version and status; what stands behind is the reason. */
static enum starttls_state status_line(struct starttls *s, const char *line)
{
	if (strncmp(line, "HTTP/", 5) != 0)
		return starttls_fail(s, "HTTP CONNECT failed, the answer is not HTTP: ", line);
	if (strncmp(line, "HTTP/1.", 7) != 0)
		return starttls_fail(s, "HTTP CONNECT failed, bad HTTP version ", line + 5);
	line += strcspn(line, " ");
	line += strspn(line, " ");
	if (!digit(line[0]) || !digit(line[1]) || !digit(line[2]))
		return starttls_fail(s, "HTTP CONNECT failed, no status: ", line);
	if (line[0] != '2')
		return starttls_fail(s, "HTTP CONNECT failed, reason= ", line);
	return STARTTLS_MORE;
}

static enum starttls_state proxy_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	(void)say;
	if (s->step++ == 0)
		return status_line(s, line);
	if (n == 0)
		return STARTTLS_GO;
	return s->step < HEADERS ? STARTTLS_MORE :
				   starttls_fail(s, "HTTP CONNECT failed, endless answer", NULL);
}

const struct starttls_proto dialogue_proxy = {
	.name = "proxy", .begin = proxy_begin, .line = proxy_line,
	.room = { 4096, 4096 },
	.ended = "HTTP CONNECT failed, the proxy ended the connection",
};
