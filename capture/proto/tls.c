/* Handshake messages of TLS: hellos, and the names in certificates. */
#include "proto/tls.h"

#include "tlscert.h"

#define CLIENT_HELLO 1
#define SERVER_HELLO 2
#define CERTIFICATE 11
#define SNI 0
#define ALPN 16
#define VERSIONS 43
#define TLS12 0x0303
#define HELLO_RANDOM 32

static const struct word messages[] = {
	{ 0, "HelloRequest" }, { CLIENT_HELLO, "ClientHello" }, { SERVER_HELLO, "ServerHello" },
	{ 4, "NewSessionTicket" }, { 8, "EncryptedExtensions" }, { CERTIFICATE, "Certificate" },
	{ 12, "ServerKeyExchange" }, { 13, "CertificateRequest" }, { 14, "ServerHelloDone" },
	{ 15, "CertificateVerify" }, { 16, "ClientKeyExchange" }, { 20, "Finished" },
	{ 22, "CertificateStatus" }, { 24, "KeyUpdate" }, { 0 },
};

static const struct word versions[] = {
	{ 0x0300, "SSL 3.0" }, { 0x0301, "TLS 1.0" }, { 0x0302, "TLS 1.1" },
	{ 0x0303, "TLS 1.2" }, { 0x0304, "TLS 1.3" }, { 0 },
};

static const struct word alerts[] = {
	{ 0, "close notify" }, { 10, "unexpected message" }, { 20, "bad record MAC" },
	{ 22, "record overflow" }, { 40, "handshake failure" }, { 42, "bad certificate" },
	{ 43, "unsupported certificate" }, { 44, "certificate revoked" },
	{ 45, "certificate expired" }, { 46, "certificate unknown" }, { 47, "illegal parameter" },
	{ 48, "unknown CA" }, { 49, "access denied" }, { 50, "decode error" },
	{ 51, "decrypt error" }, { 70, "protocol version" }, { 71, "insufficient security" },
	{ 80, "internal error" }, { 86, "inappropriate fallback" }, { 90, "user canceled" },
	{ 109, "missing extension" }, { 110, "unsupported extension" },
	{ 112, "unrecognized name" }, { 113, "bad certificate status response" },
	{ 115, "unknown PSK identity" }, { 116, "certificate required" },
	{ 120, "no application protocol" }, { 0 },
};

static void version_text(struct obuf *o, uint16_t version)
{
	/* values that only keep others honest (RFC 8701) */
	if ((version & 0x0f0f) == 0x0a0a && version >> 8 == (version & 0xff))
		return;
	ob_c(o, ' ');
	ob_word_hex(o, versions, version, "", "");
}

static void escaped(struct obuf *o, const struct cur *c)
{
	ob_esc(o, c->p, cur_left(c));
}

/* list(2), type(1), name */
static void sni(struct cur e, struct obuf *o)
{
	struct cur name;

	cur_skip(&e, 3);
	name = cur_take(&e, cur_be16(&e));
	/* half a name is another one */
	if (!cur_left(&name) || cur_left(&name) < name.len)
		return;
	ob_str(o, ", SNI ");
	escaped(o, &name);
}

static void alpn(struct pkt *pk, struct cur e, struct obuf *o)
{
	cur_skip(&e, 2);
	ob_str(o, ", ALPN");
	while (cur_left(&e) && pkt_step(pk)) {
		struct cur name = cur_take(&e, cur_u8(&e));

		if (cur_left(&name) < name.len)
			return;
		ob_c(o, ' ');
		escaped(o, &name);
	}
}

/* Those that a client offers, in a list(1); the one that a server chose. */
static void supported(struct pkt *pk, struct cur e, bool client, struct obuf *o)
{
	if (client)
		cur_skip(&e, 1);
	while (cur_left(&e) > 1 && pkt_step(pk))
		version_text(o, cur_be16(&e));
}

/* The extensions again, for one of them. False: it is not there. */
static bool extension(struct pkt *pk, struct cur all, uint16_t want, struct cur *found)
{
	while (cur_left(&all) && pkt_step(pk)) {
		uint16_t type = cur_be16(&all);
		struct cur e = cur_take(&all, cur_be16(&all));

		if (type == want && cur_ok(&e)) {
			*found = e;
			return true;
		}
	}
	return false;
}

static void hello(struct pkt *pk, struct cur *c, bool client, struct obuf *o)
{
	uint16_t version = cur_be16(c), cipher = 0;
	struct cur all = { 0 }, e;

	if (!cur_ok(c))
		return;
	cur_skip(c, HELLO_RANDOM);
	cur_skip(c, cur_u8(c));
	if (client) {
		cur_skip(c, cur_be16(c));
		cur_skip(c, cur_u8(c));
	} else {
		cipher = cur_be16(c);
		cur_skip(c, 1);
	}
	if (c->len)
		all = cur_take(c, cur_be16(c));
	if (extension(pk, all, VERSIONS, &e))
		supported(pk, e, client, o);
	else if (version != TLS12 || (cur_ok(&all) && all.cap >= all.len))
		/* later ones say this, too, and more in what is not there */
		version_text(o, version);
	if (!client && cur_ok(c)) {
		ob_str(o, ", cipher ");
		ob_0x(o, cipher, 4);
	}
	if (extension(pk, all, SNI, &e))
		sni(e, o);
	if (extension(pk, all, ALPN, &e))
		alpn(pk, e, o);
}

/* list(3), then length(3) and certificate each; of TLS 1.2 and before, later it is encrypted. */
static void certificate(struct cur *c, struct obuf *o)
{
	struct cur first;

	cur_skip(c, 3);
	first = cur_take(c, cur_be24(c));
	tlscert_names(first, o);
}

static void message(struct pkt *pk, struct cur *c, struct obuf *o)
{
	uint8_t type = cur_u8(c);
	size_t n = cur_be24(c);
	struct cur body = { .p = c->p, .cap = cur_left(c), .len = n, .mark = c->mark };

	if (n > c->len)
		c->mark = CUR_TRUNC;
	else
		cur_skip(c, n);
	ob_c(o, ' ');
	ob_word(o, messages, type, "message ", "");
	if (type == CLIENT_HELLO || type == SERVER_HELLO)
		hello(pk, &body, type == CLIENT_HELLO, o);
	else if (type == CERTIFICATE)
		certificate(&body, o);
}

bool tls_messages(struct pkt *pk, struct cur c, struct obuf *o)
{
	while (cur_left(&c) && pkt_step(pk)) {
		message(pk, &c, o);
		if (cur_left(&c))
			ob_c(o, ',');
	}
	return cur_ok(&c) && !c.len;
}

bool tls_in_the_clear(const struct cur *messages_of)
{
	struct cur c = *messages_of;
	uint8_t type = cur_u8(&c);
	uint32_t length = cur_be24(&c);

	return cur_ok(&c) && word_of(messages, type) && length < 0x20000 &&
	       (length <= c.len || type == CERTIFICATE);
}

void tls_alert(struct obuf *o, uint8_t alert)
{
	ob_word(o, alerts, alert, "", "");
}
