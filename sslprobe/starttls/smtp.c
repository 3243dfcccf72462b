/* STARTTLS of SMTP (RFC 3207) and LMTP (RFC 2033). */
#include "starttls/protos.h"

enum { GREETING, EHLO, ANSWER };

/* Is it the last line of a reply? */
static bool last(const char *line, size_t n)
{
	return n < 4 || line[3] != '-';
}

static void hello(struct starttls *s, struct obuf *say)
{
	ob_str(say, s->proto->lmtp ? "LHLO " : "EHLO ");
	ob_str(say, s->name ? s->name : "mail.example.com");
	ob_str(say, "\r\n");
}

static enum starttls_state smtp_line(struct starttls *s, char *line, size_t n, struct obuf *say)
{
	switch (s->step) {
	case GREETING:
		if (!last(line, n))
			break;
		if (line[0] != '2')
			return starttls_fail(s, "The server refused: ", line);
		hello(s, say);
		s->step = EHLO;
		break;
	case EHLO:
		s->found |= starttls_says(line, "STARTTLS");
		if (!last(line, n))
			break;
		starttls_tell(s, line, n);
		starttls_ask(s, say, "STARTTLS\r\n");
		s->step = ANSWER;
		break;
	default:
		if (!last(line, n))
			break;
		if (line[0] != '2')
			return starttls_fail(s, "STARTTLS failed: ", line);
		return STARTTLS_GO;
	}
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_smtp = {
	.name = "smtp", .port = 25, .also = { "submission" }, .line = smtp_line,
	.room = { 4096, 8192 },
};
const struct starttls_proto starttls_lmtp = {
	.name = "lmtp", .port = 24, .lmtp = true, .line = smtp_line,
	.room = { 4096, 8192 },
};
