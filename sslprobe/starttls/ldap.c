/* StartTLS of LDAP: an ExtendedRequest (RFC 4511, section 4.14), and its answer in BER. */
#include <string.h>

#include "base/cur.h"
#include "starttls/protos.h"

#define SEQUENCE 0x30
#define INTEGER 0x02
#define ENUMERATED 0x0a
#define EXTENDED_RESPONSE 0x78

static const char request[] = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
			      "1.3.6.1.4.1.1466.20037";

static void ldap_begin(struct starttls *s, struct obuf *say)
{
	(void)s;
	ob_mem(say, request, sizeof(request) - 1);
}

/* A definite length of BER: up to four bytes of it. */
static size_t length(struct cur *c)
{
	size_t n = cur_u8(c), v = 0;

	if (n < 0x80)
		return n;
	if (n == 0x80 || n > 0x84) {
		c->mark = CUR_BAD;
		return 0;
	}
	for (n -= 0x80; n; n--)
		v = v << 8 | cur_u8(c);
	return v;
}

static size_t ldap_whole(const struct starttls *s)
{
	struct cur c = cur_of(s->buf, s->len);
	size_t n;

	if (cur_u8(&c) != SEQUENCE)
		return s->len;		/* wrong already */
	n = length(&c);
	if (cur_ok(&c))
		return (size_t)(c.p - (const uint8_t *)s->buf) + n;
	return s->len >= 6 ? s->len : 0;
}

/* The value behind that tag; else the reader is bad. */
static struct cur value(struct cur *c, uint8_t tag)
{
	struct cur v;

	if (cur_u8(c) != tag)
		c->mark = CUR_BAD;
	v = cur_take(c, length(c));
	return v;
}

static enum starttls_state ldap_packet(struct starttls *s, struct obuf *say)
{
	struct cur c = cur_of(s->buf, s->len), message = value(&c, SEQUENCE), response, code;
	struct obuf words;
	uint8_t result;

	(void)say;
	if (!cur_ok(&message))
		return starttls_fail(s, "Unexpected LDAP response", NULL);
	value(&message, INTEGER);
	response = value(&message, EXTENDED_RESPONSE);
	if (!cur_ok(&response))
		return starttls_fail(s, "Not ExtendedResponse", NULL);
	code = value(&response, ENUMERATED);
	result = cur_u8(&code);
	if (!cur_ok(&code))
		return starttls_fail(s, "Not LDAPResult", NULL);
	if (result == 0)
		return STARTTLS_GO;
	ob_open(&words, -1);
	ob_str(&words, "STARTTLS failed, LDAP Result Code: ");
	ob_u(&words, result);
	ob_c(&words, '\0');
	starttls_fail(s, words.p, NULL);
	ob_close(&words);
	return STARTTLS_FAILED;
}

const struct starttls_proto starttls_ldap = {
	.name = "ldap", .port = 389, .begin = ldap_begin, .whole = ldap_whole,
	.packet = ldap_packet, .ended = "Unexpected LDAP response",
	.room = { 8192, 8192 },
};
