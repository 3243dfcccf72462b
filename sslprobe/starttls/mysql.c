/* SSLRequest of MySQL and MariaDB: the server's Handshake V10 comes first. */
#include <string.h>

#include "base/cur.h"
#include "starttls/protos.h"

#define HEADER 4
#define CLIENT_SSL 0x0800
#define ER_PACKET 0xff

/* CLIENT_SSL and what it needs, 16 MB packets, utf8; the second packet of the dialogue. */
static const uint8_t request[36] = { 32, 0, 0, 1, 0x85, 0xae, 0x7f, 0, 0, 0, 0, 1, 33 };

static size_t mysql_whole(const struct starttls *s)
{
	const uint8_t *b = (const uint8_t *)s->buf;

	if (s->len < HEADER)
		return 0;
	return HEADER + ((size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16);
}

static enum starttls_state mysql_packet(struct starttls *s, struct obuf *say)
{
	struct cur c = cur_of(s->buf + HEADER, s->len - HEADER);
	uint8_t version = cur_u8(&c), low;

	if (version == ER_PACKET && cur_left(&c) >= 2) {
		s->buf[s->len] = '\0';
		return starttls_fail(s, "The server refused: ", s->buf + HEADER + 3);
	}
	if (version != 10 && cur_ok(&c))
		return starttls_fail(s, "Only MySQL protocol version 10 is supported.", NULL);
	while (cur_u8(&c))
		;
	/* thread, 8 bytes of scramble, filler; then the lower half of what it can */
	cur_skip(&c, 4 + 8 + 1);
	low = cur_u8(&c);
	low = cur_u8(&c);
	if (!cur_ok(&c))
		return starttls_fail(s, "MySQL packet is broken.", NULL);
	if (!(low & CLIENT_SSL >> 8))
		return starttls_fail(s, "MySQL server does not support SSL.", NULL);
	ob_mem(say, request, sizeof(request));
	return STARTTLS_GO;
}

const struct starttls_proto starttls_mysql = {
	.name = "mysql", .port = 3306, .whole = mysql_whole, .packet = mysql_packet,
	.ended = "MySQL packet too short.",
	.room = { 8192, 8192 },
};
