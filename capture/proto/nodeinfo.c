/* Node information (RFC 4620): type(1) code(1) checksum(2) question(2) flags(2) nonce(8), data. */
#include "proto/nodeinfo.h"

enum question { NOOP, SUPPORTED, NAME, ADDRESSES };
enum subject { SUBJECT_IP6, SUBJECT_NAME, SUBJECT_IP4 };

#define HEADER 16
#define OLD_QUERY 12		/* of drafts: nothing but who are you */
#define REPLY_ADDRESS 20	/* time to live(4) address(16) */

static const struct word questions[] = {
	{ NOOP, "noop" }, { SUPPORTED, "supported qtypes" }, { NAME, "DNS name" },
	{ ADDRESSES, "node addresses" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x40, "a" }, { 0x20, "G" }, { 0x10, "S" }, { 0x08, "L" }, { 0x04, "C" }, { 0x02, "A" },
	{ 0, NULL },
};

static void question_text(struct obuf *o, uint16_t q)
{
	const char *name = word_of(questions, q);

	ob_str(o, name ? name : "unknown");
}

static void vis(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ob_vis(o, p[i]);
}

/* Labels, with what ends them; or, as in drafts, one length before all of it. */
static void name_text(const struct pkt *pk, const uint8_t *p, size_t n, struct obuf *o)
{
	size_t at = 0;

	if (n == p[0] + 1u) {
		ob_str(o, pk->show->v ? ", 03 draft, \"" : ", \"");
		vis(o, p + 1, n - 1);
		ob_c(o, '"');
		return;
	}
	ob_str(o, ", \"");
	while (at < n) {
		size_t len = p[at++];

		if (!len) {
			if (at == n)
				ob_c(o, '.');
			else if (at + 1 != n || p[at])
				ob_str(o, "???");
			break;
		}
		if (len > n - at) {
			ob_str(o, "???");
			break;
		}
		vis(o, p + at, len);
		at += len;
		if (at + 1 < n && p[at])
			ob_c(o, '.');
	}
	ob_c(o, '"');
}

static void subject_text(struct pkt *pk, const uint8_t *p, size_t n, uint8_t code, struct obuf *o)
{
	size_t right = code == SUBJECT_IP6 ? HEADER + 16 : HEADER + 4;

	if (code == SUBJECT_NAME) {
		ob_str(o, ", subject=DNS name");
		name_text(pk, p + HEADER, n - HEADER, o);
	} else if (code > SUBJECT_IP4) {
		ob_str(o, ", unknown subject");
	} else if (n > right) {
		if (pk->show->v)
			ob_str(o, ", invalid subject len");
	} else if (n == right) {
		ob_str(o, ", subject=");
		if (code == SUBJECT_IP6)
			names_ip6(pk, o, p + HEADER);
		else
			names_ip4(pk, o, p + HEADER);
	}
}

void nodeinfo_query(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t n = v.len < view_left(&v) ? v.len : view_left(&v);
	const uint8_t *p = v.p;
	uint16_t q;

	if (n == OLD_QUERY) {
		ob_str(o, " who-are-you request");
		return;
	}
	ob_str(o, " node information query");
	if (n < HEADER) {
		pkt_mark(pk, o);
		return;
	}
	q = be16(p + 4);
	ob_str(o, " (");
	question_text(o, q);
	if (q == ADDRESSES && be16(p + 6)) {
		ob_str(o, " [");
		ob_bits(o, flags, be16(p + 6), "", "");
		ob_c(o, ']');
	}
	if (q == SUPPORTED && be16(p + 6))
		ob_str(o, be16(p + 6) & 1 ? " [C]" : " []");
	if (q <= SUPPORTED) {
		if (n != HEADER && pk->show->v)
			ob_str(o, ", invalid len");
	} else if (n == HEADER) {
		ob_str(o, ", 03 draft");
	} else {
		subject_text(pk, p, n, p[1], o);
	}
	ob_c(o, ')');
}

static void addresses(struct pkt *pk, const uint8_t *p, size_t n, struct obuf *o)
{
	for (size_t at = HEADER; at + REPLY_ADDRESS <= n && pkt_step(pk); at += REPLY_ADDRESS) {
		ob_c(o, ' ');
		names_ip6(pk, o, p + at + 4);
		ob_num(o, "(", be32(p + at), ")");
	}
	if (be16(p + 6)) {
		ob_str(o, " [");
		ob_bits(o, flags, be16(p + 6), "", "");
		ob_str(o, be16(p + 6) & 1 ? "T]" : "]");
	}
}

static void answer(struct pkt *pk, struct view *v, uint16_t q, size_t n, struct obuf *o)
{
	const uint8_t *p = v->p;

	question_text(o, q);
	if (q == NOOP && n != HEADER && pk->show->v) {
		ob_str(o, ", invalid length");
	} else if (q == SUPPORTED && be16(p + 6)) {
		ob_str(o, be16(p + 6) & 1 ? " [C]" : " []");
	} else if (q == NAME) {
		view_at(v, HEADER + 4, 1);
		if (pk->failed)
			return;
		name_text(pk, p + HEADER + 4, n - HEADER - 4, o);
		if (be16(p + 6) & 1)
			ob_num(o, " [TTL=", be32(p + HEADER), "]");
	} else if (q == ADDRESSES) {
		addresses(pk, p, n, o);
	}
}

void nodeinfo_reply(struct pkt *pk, struct view v, struct obuf *o)
{
	static const char *const results[] = { "success", "refused", "unknown" };
	size_t n = v.len;
	uint8_t code;

	if (n < HEADER || view_left(&v) < n) {
		pkt_mark(pk, o);
		return;
	}
	v = view_limit(v, n);
	code = v.p[1];
	ob_str(o, " node information reply (");
	if (!code && pk->show->v)
		ob_str(o, "success, ");
	if (!code) {
		answer(pk, &v, be16(v.p + 4), n, o);
	} else if (code < sizeof(results) / sizeof(results[0])) {
		ob_str(o, results[code]);
		if (n != HEADER && pk->show->v)
			ob_str(o, ", invalid length");
	}
	ob_c(o, ')');
}
