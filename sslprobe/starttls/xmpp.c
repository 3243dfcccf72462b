/* STARTTLS of XMPP (RFC 6120, section 5), between clients and servers and between servers. */
#include <string.h>

#include "starttls/protos.h"

enum { FEATURES, ANSWER };

/* Between quotes of XML (RFC 6120 allows no other form of these two). */
static void quoted(struct obuf *say, const char *p)
{
	for (; *p; p++) {
		if (*p == '\'')
			ob_str(say, "&apos;");
		else if (*p == '<')
			ob_str(say, "&lt;");
		else if (*p == '&')
			ob_str(say, "&amp;");
		else
			ob_c(say, *p);
	}
}

static void xmpp_begin(struct starttls *s, struct obuf *say)
{
	ob_str(say,
	       "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:");
	ob_str(say, s->proto->xmpp_server ? "server" : "client");
	ob_str(say, "' to='");
	quoted(say, s->name ? s->name : s->host ? s->host : "");
	ob_str(say, "' version='1.0'>");
}

/* Every tag may be the one. */
static size_t xmpp_whole(const struct starttls *s)
{
	return s->buf[s->len - 1] == '>' ? s->len : 0;
}

static bool has(const struct starttls *s, const char *word)
{
	return memmem(s->buf, s->len, word, strlen(word)) != NULL;
}

static enum starttls_state xmpp_packet(struct starttls *s, struct obuf *say)
{
	if (has(s, "<stream:error"))
		return starttls_fail(s, "The server refused.", NULL);
	if (s->step == FEATURES) {
		if (has(s, "<starttls") && has(s, "urn:ietf:params:xml:ns:xmpp-tls")) {
			ob_str(say, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
			s->step = ANSWER;
			s->len = 0;
			return STARTTLS_MORE;
		}
		if (has(s, "</stream:features>") || has(s, "</stream:stream>"))
			return starttls_fail(s, "The server does not offer STARTTLS.", NULL);
		return STARTTLS_MORE;
	}
	if (has(s, "<proceed"))
		return STARTTLS_GO;
	if (has(s, "<failure"))
		return starttls_fail(s, "STARTTLS failed.", NULL);
	return STARTTLS_MORE;
}

const struct starttls_proto starttls_xmpp = {
	.name = "xmpp", .port = 5222, .also = { "xmpp-client" }, .begin = xmpp_begin,
	.whole = xmpp_whole, .packet = xmpp_packet,
	.room = { 8191, 8191 },
};
const struct starttls_proto starttls_xmpp_server = {
	.name = "xmpp-server", .port = 5269, .xmpp_server = true, .begin = xmpp_begin,
	.whole = xmpp_whole, .packet = xmpp_packet,
	.room = { 8191, 8191 },
};
