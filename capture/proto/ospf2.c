/*
 * OSPF version 2 (RFC 2328): version(1) type(1) length(2) router(4) area(4) checksum(2)
 * authentication(2, 8), then by type; link-local signalling (RFC 5613).
 */
#include "proto/ospf.h"
#include "proto/rest.h"

#define HEADER 24
#define LSA 20
#define MD5_LEN 16	/* whatever the header says */

enum auth { AUTH_NONE, AUTH_SIMPLE, AUTH_MD5 };

const struct word ospf_types[] = {
	{ OSPF_HELLO, "Hello" }, { OSPF_DD, "Database Description" },
	{ OSPF_REQUEST, "LS-Request" }, { OSPF_UPDATE, "LS-Update" }, { OSPF_ACK, "LS-Ack" },
	{ 0, NULL },
};

static const struct word auths[] = {
	{ AUTH_NONE, "none" }, { AUTH_SIMPLE, "simple" }, { AUTH_MD5, "MD5" }, { 0, NULL },
};

#define OPTION_LLS 0x10

static const struct word dd_flags[] = {
	{ 0x04, "Init" }, { 0x02, "More" }, { 0x01, "Master" }, { 0x08, "OOBResync" }, { 0, NULL },
};

void ospf_ends(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 4);

	ob_str(o, "\n\tRouter-ID ");
	names_ip4(pk, o, p);
	p = view_at(&v, 4, 4);
	if (be32(p)) {
		ob_str(o, ", Area ");
		names_ip4(pk, o, p);
	} else {
		ob_str(o, ", Backbone Area");
	}
}

void ospf_list(struct pkt *pk, struct view v, const char *line, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);

		ob_str(o, line);
		names_ip4(pk, o, p);
		view_pass(&v, 4);
	}
}

static void update(struct pkt *pk, struct view v, struct obuf *o)
{
	uint32_t n = be32(view_at(&v, 0, 4));

	if (pk->failed)
		return;
	ob_num(o, ", ", n, n == 1 ? " LSA" : " LSAs");
	view_pass(&v, 4);
	for (uint32_t i = 1; i <= n && pkt_step(pk); i++) {
		struct view body = v;
		uint16_t len;

		ob_num(o, "\n\t  LSA #", i, "");
		if (!ospf2_lsa_header(pk, v, o)) {
			pkt_cut(pk);
			return;
		}
		len = be16(v.p + 18);
		view_pass(&body, LSA);
		body.len = len - LSA;
		if (ospf2_lsa_body(pk, body, v.p, o) && pk->show->v > 1 && !pk->failed)
			hex_view(o, "\n\t    ", body);
		view_pass(&v, len);
	}
}

void ospf_designated(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 12, 4);

	if (be32(p)) {
		ob_str(o, "\n\t  Designated Router ");
		names_ip4(pk, o, p);
	}
	p = view_at(&v, 16, 4);
	if (be32(p)) {
		ob_str(o, ", Backup Designated Router ");
		names_ip4(pk, o, p);
	}
}

static void hello(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint8_t bits = *view_at(&v, 6, 1);

	ob_str(o, "\n\tOptions [");
	ob_bits(o, ospf2_options, bits, ", ", "none");
	ob_c(o, ']');
	p = view_at(&v, 0, 12);
	ob_num(o, "\n\t  Hello Timer ", be16(p + 4), "s, Dead Timer ");
	ob_num(o, "", be32(p + 8), "s, Mask ");
	names_ip4(pk, o, p);
	ob_num(o, ", Priority ", p[7], "");
	ospf_designated(pk, v, o);
	view_pass(&v, 20);
	if (v.len) {
		ob_str(o, "\n\t  Neighbor List:");
		ospf_list(pk, v, "\n\t    ", o);
	}
}

static void description(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t bits = *view_at(&v, 2, 1);
	const uint8_t *p;

	ob_str(o, "\n\tOptions [");
	ob_bits(o, ospf2_options, bits, ", ", "none");
	ob_c(o, ']');
	bits = *view_at(&v, 3, 1);
	ob_str(o, ", DD Flags [");
	ob_bits(o, dd_flags, bits, ", ", "none");
	ob_c(o, ']');
	if (be16(view_at(&v, 0, 2)))
		ob_num(o, ", MTU: ", be16(view_at(&v, 0, 2)), "");
	p = view_at(&v, 4, 4);
	ob_str(o, ", Sequence: ");
	ob_0x(o, be32(p), 8);
	view_pass(&v, 8);
	while (view_more(&v) && ospf2_lsa_header(pk, v, o))
		view_pass(&v, LSA);
}

static void request(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 12);

		ob_str(o, "\n\t  Advertising Router: ");
		names_ip4(pk, o, p + 8);
		ob_str(o, ", ");
		ospf2_lsa_kind(pk, be32(p), p + 4, true, o);
		view_pass(&v, 12);
	}
}

/* RFC 5613, between the packet and its end. */
static void signalling(struct view v, struct obuf *o)
{
	static const struct word tlvs[] = { { 1, "Extended Options" },
		{ 2, "MD5 Authentication" }, { 0, NULL } };
	static const struct word extended[] = { { 1, "LSDB resync" }, { 2, "Restart" },
		{ 0, NULL } };

	const uint8_t *p = view_at(&v, 0, 2);

	ob_str(o, "\n\t  LLS: checksum: ");
	ob_0x(o, be16(p), 4);
	ob_num(o, ", length: ", be16(view_at(&v, 2, 2)), "");
	view_pass(&v, 4);
	while (view_more(&v)) {
		uint16_t type = be16(view_at(&v, 0, 2)), len;

		ob_str(o, "\n\t    ");
		ospf_word(o, tlvs, type, "Unknown TLV", " (");
		len = be16(view_at(&v, 2, 2));
		ob_num(o, ", length: ", len, "");
		view_pass(&v, 4);
		if (type == 1) {
			if (len != 4)
				ob_str(o, " [should be 4]");
			p = view_at(&v, 0, 4);
			ob_str(o, "\n\t      Options: ");
			ob_0x(o, be32(p), 8);
			ob_str(o, " [");
			ob_bits(o, extended, be32(p), ", ", "?");
			ob_c(o, ']');
			len = 4;
		} else if (type == 2) {
			if (len < 4 || len != 20)
				ob_str(o, " [should be 20]");
			p = view_at(&v, 0, 4);
			ob_str(o, "\n\t      Sequence number: ");
			ob_0x(o, be32(p), 8);
			len = 20;
		}
		view_pass(&v, len);
	}
}

static void body(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case OSPF_HELLO:
		hello(pk, v, o);
		return;
	case OSPF_DD:
		description(pk, v, o);
		return;
	case OSPF_REQUEST:
		request(pk, v, o);
		return;
	case OSPF_UPDATE:
		update(pk, v, o);
		return;
	case OSPF_ACK:
		/* it goes on until there is nothing to read */
		while (pkt_step(pk) && ospf2_lsa_header(pk, v, o))
			view_pass(&v, LSA);
		return;
	default:
		return;
	}
}

/* False: an authentication of a kind that hides what follows. */
static bool authentication(struct view *v, struct obuf *o)
{
	uint16_t type = be16(view_at(v, 14, 2));
	const uint8_t *p = view_at(v, 16, 8);

	ob_str(o, ", Authentication Type: ");
	ospf_word(o, auths, type, "unknown", " (");
	switch (type) {
	case AUTH_NONE:
		return true;
	case AUTH_SIMPLE:
		ob_str(o, "\n\tSimple text password: ");
		ob_vis_text(o, p, 8);
		return true;
	case AUTH_MD5:
		ob_num(o, "\n\tKey-ID: ", p[2], ", Auth-Length: ");
		ob_num(o, "", p[3], ", Crypto Sequence Number: ");
		ob_0x(o, be32(p + 4), 8);
		return true;
	default:
		return false;
	}
}

static bool has_signalling(const struct view *v, uint8_t type)
{
	size_t at = HEADER + (type == OSPF_HELLO ? 6 : 2);

	return (type == OSPF_HELLO || type == OSPF_DD) && view_has(v, at, 1) &&
	       v->p[at] & OPTION_LLS;
}

void ospf2_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	const char *type;
	struct view rest;
	uint16_t said;
	size_t len = v.len, md5 = 0;

	pk->proto = "ospf2";
	p = view_at(&v, 0, 16);
	if (be16(p + 14) == AUTH_MD5)
		view_at(&v, 17, 1);
	if (pk->failed)
		return;
	ob_num(o, "OSPFv", p[0], ", ");
	type = word_of(ospf_types, p[1]);
	if (type)
		ob_str(o, type);
	else
		ob_num(o, "unknown LS-type ", p[1], "");
	if (be16(p + 14) == AUTH_MD5) {
		md5 = MD5_LEN;
		len -= len < md5 ? len : md5;
		/* the digest stands behind the length, and nothing reads it */
		v.end -= view_left(&v) < md5 ? view_left(&v) : md5;
	}
	ob_num(o, ", length ", len, "");
	if (!pk->show->v || !type)
		return;
	said = be16(view_at(&v, 2, 2));
	if (said != len)
		ob_num(o, " [len ", said, "]");
	ospf_ends(pk, view_behind(v, 4), o);
	view_at(&v, HEADER - 1, 1);
	if (p[0] != 2) {
		if (authentication(&v, o) && !pk->failed)
			ob_num(o, " ospf [version ", p[0], "]");
		return;
	}
	if (!authentication(&v, o))
		return;
	rest = view_behind(v, HEADER);
	rest.len = (said < len ? said : len);
	rest.len -= rest.len < HEADER ? rest.len : HEADER;
	body(pk, rest, p[1], o);
	if (pk->failed || len <= said || !has_signalling(&v, p[1]))
		return;
	/* here the digest is as long as its header says */
	if (md5)
		md5 = *view_at(&v, 19, 1);
	if (said + md5 >= len) {
		ob_str(o, "\n\t[LLS truncated]");
		return;
	}
	v.len = len;
	signalling(view_behind(v, said + md5), o);
}
