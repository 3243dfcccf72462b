/* SSLRequest of PostgreSQL (its protocol 3.0, section "Message Formats"). */
#include "starttls/protos.h"

static const uint8_t request[] = { 0, 0, 0, 8, 4, 210, 22, 47 };

static void postgres_begin(struct starttls *s, struct obuf *say)
{
	(void)s;
	ob_mem(say, request, sizeof(request));
}

static size_t postgres_whole(const struct starttls *s)
{
	(void)s;
	return 1;
}

static enum starttls_state postgres_packet(struct starttls *s, struct obuf *say)
{
	(void)say;
	if (s->buf[0] == 'S')
		return STARTTLS_GO;
	if (s->buf[0] == 'N')
		return starttls_fail(s, "The server does not offer TLS.", NULL);
	return starttls_fail(s, "The server's answer is none of PostgreSQL.", NULL);
}

const struct starttls_proto starttls_postgres = {
	.name = "postgres", .port = 5432, .also = { "postgresql" }, .begin = postgres_begin,
	.whole = postgres_whole, .packet = postgres_packet,
	.room = { 8192, 8192 },
};
