/*
 * OSPF version 3 (RFC 5340): version(1) type(1) length(2) router(4) area(4) checksum(2) instance(1)
 * zero(1), then by type; signalling (RFC 5613) and an authentication trailer (RFC 7166) behind.
 */
#include <string.h>

#include "proto/ospf.h"
#include "proto/rest.h"

#define HEADER 16
#define LSA 20
#define TRAILER 16

#define OPTION_LLS 0x000200

static const struct word options[] = {
	{ 0x000001, "V6" }, { 0x000002, "External" }, { 0x000004, "Deprecated" },
	{ 0x000008, "NSSA" }, { 0x000010, "Router" }, { 0x000020, "Demand Circuit" },
	{ 0x000100, "AFs Support" }, { 0x000200, "LLS" }, { 0x000400, "Authentication Trailer" },
	{ 0, NULL },
};

static const struct word dd_flags[] = {
	{ 0x04, "Init" }, { 0x02, "More" }, { 0x01, "Master" },
	{ 0x10, "IPv6 MTU" }, { 0, NULL },
};

enum lsa {
	ROUTER = 0x2001,
	NETWORK = 0x2002,
	INTER_PREFIX = 0x2003,
	EXTERNAL = 0x4005,
	LINK = 0x0008,
	TE = 0x000a,
	GRACE = 0x000b,
	INTRA_PREFIX = 0x2009
};

static const struct word lsas[] = {
	{ 1, "Router" }, { 2, "Network" }, { 3, "Inter-Area Prefix" }, { 4, "Inter-Area Router" },
	{ 5, "External" }, { 6, "Deprecated" }, { 7, "NSSA" }, { 8, "Link" },
	{ 9, "Intra-Area Prefix" }, { 10, "Intra-Area TE" }, { 11, "Grace" },
	{ 12, "Router Information" }, { 13, "Inter-AS-TE" }, { 14, "Layer 1 VPN" }, { 0, NULL },
};

static const struct word router_flags[] = {
	{ 0x01, "ABR" }, { 0x02, "External" }, { 0x04, "Virtual-Link Endpoint" },
	{ 0x08, "Deprecated" }, { 0x10, "NSSA Translator" }, { 0, NULL },
};

static const struct word prefix_options[] = {
	{ 0x01, "No Unicast" }, { 0x02, "Local address" }, { 0x04, "Deprecated" },
	{ 0x08, "Propagate" }, { 0x10, "Down" }, { 0x20, "N-bit" }, { 0, NULL },
};

static void options_text(struct view *v, size_t at, struct obuf *o)
{
	uint32_t bits = be24(view_at(v, at + 1, 3));

	ob_str(o, "Options [");
	ob_bits(o, options, bits, ", ", "none");
	ob_c(o, ']');
}

static void lsa_kind(struct pkt *pk, uint16_t type, const uint8_t *id, struct obuf *o)
{
	static const char *const scopes[] = { "Link Local", "Area Local", "Domain Wide",
		"Unknown" };
	const char *s = word_of(lsas, type & 0x1fff);

	ob_str(o, "\n\t    ");
	ob_str(o, s ? s : "Unknown");
	ob_num(o, " LSA (", type & 0x1fff, "), ");
	ob_str(o, scopes[type >> 13 & 3]);
	ob_str(o, type & 0x8000 ? " Scope, transitive, LSA-ID " : " Scope, LSA-ID ");
	names_ip4(pk, o, id);
}

static bool lsa_header(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, LSA);

	if (v.len < LSA)
		pkt_cut(pk);
	if (pk->failed)
		return false;
	ob_str(o, "\n\t  Advertising Router ");
	names_ip4(pk, o, p + 8);
	ob_str(o, ", seq ");
	ob_0x(o, be32(p + 12), 8);
	ob_num(o, ", age ", be16(p), "s, length ");
	/* where it is too short, the classic text has a size_t below zero, too */
	ob_u(o, (uint64_t)be16(p + 18) - LSA);
	lsa_kind(pk, be16(p + 2), p + 4, o);
	return true;
}

/* length(1) options(1) metric(2) prefix, in whole words. */
static void prefix(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t address[16] = { 0 };
	const uint8_t *p = view_at(v, 0, 4);
	size_t n;

	if (pk->failed)
		return;
	if (p[0] > 128) {
		ob_num(o, " bogus prefixlen /", p[0], "");
		pkt_cut(pk);
		return;
	}
	n = (p[0] + 31u) / 32 * 4;
	if (v->len < 4 + n) {
		pkt_cut(pk);
		return;
	}
	memcpy(address, view_at(v, 4, n), n);
	if (pk->failed)
		return;
	ob_str(o, "\n\t\t");
	names_ip6(pk, o, address);
	ob_num(o, "/", p[0], "");
	if (p[1]) {
		ob_str(o, ", Options [");
		ob_bits(o, prefix_options, p[1], ", ", "none");
		ob_c(o, ']');
	}
	ob_num(o, ", metric ", be16(p + 2), "");
	view_pass(v, 4 + n);
}

static void router_lsa(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t flags;

	view_at(&v, 0, 4);
	ob_str(o, "\n\t      ");
	options_text(&v, 0, o);
	ob_str(o, ", RLA-Flags [");
	flags = *view_at(&v, 0, 1);
	ob_bits(o, router_flags, flags, ", ", "none");
	ob_c(o, ']');
	view_pass(&v, 4);
	while (view_more(&v)) {
		const uint8_t *p;

		if (v.len < 16)
			pkt_cut(pk);
		p = view_at(&v, 0, 16);
		if (pk->failed)
			return;
		ob_str(o, "\n\t      ");
		if (p[0] != 1 && p[0] != 2 && p[0] != 4) {
			ob_str(o, "Unknown Router Links Type ");
			ob_0x(o, p[0], 2);
			return;
		}
		if (p[0] == 4)
			ob_str(o, "Virtual Link: ");
		ob_str(o, p[0] == 2 ? "Neighbor Network-ID " : "Neighbor Router-ID ");
		names_ip4(pk, o, p + 12);
		ob_str(o, "\n\t      Neighbor Interface-ID ");
		names_ip4(pk, o, p + 8);
		ob_str(o, ", Interface ");
		names_ip4(pk, o, p + 4);
		ob_num(o, ", metric ", be16(p + 2), "");
		view_pass(&v, 16);
	}
}

static void external_lsa(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word bits[] = { { 0x04, "External Type 2" }, { 0x02, "Forwarding" },
		{ 0x01, "Tag" }, { 0, NULL } };
	const uint8_t *p = view_at(&v, 0, 4);
	uint8_t flags = p[0];
	uint16_t ref;

	ob_str(o, "\n\t     Flags [");
	ob_bits(o, bits, flags, ", ", "none");
	ob_num(o, "] metric ", be24(p + 1), "");
	view_pass(&v, 4);
	ref = be16(view_at(&v, 2, 2));
	prefix(pk, &v, o);
	if (flags & 0x02) {
		if (v.len < 16)
			pkt_cut(pk);
		p = view_at(&v, 0, 16);
		ob_str(o, " forward ");
		names_ip6(pk, o, p);
		view_pass(&v, 16);
	}
	if (flags & 0x01) {
		if (v.len < 4)
			pkt_cut(pk);
		p = view_at(&v, 0, 4);
		ob_str(o, " tag ");
		names_ip4(pk, o, p);
		view_pass(&v, 4);
	}
	if (ref) {
		p = view_at(&v, 0, 4);
		ob_str(o, " RefLSID: ");
		names_ip4(pk, o, p);
	}
}

static void prefixes(struct pkt *pk, struct view v, uint32_t n, struct obuf *o)
{
	ob_num(o, "Prefixes ", n, ":");
	while (n-- && pkt_step(pk))
		prefix(pk, &v, o);
}

/* The least that a body must be long. */
static size_t lsa_least(uint16_t type)
{
	switch (type) {
	case ROUTER:
	case NETWORK:
	case INTER_PREFIX:
	case EXTERNAL:
	case LINK:
	case INTRA_PREFIX:
		return 4;
	default:
		return 0;
	}
}

static void lsa_body(struct pkt *pk, struct view v, uint16_t type, struct obuf *o)
{
	const uint8_t *p;
	size_t len;

	if (v.len < lsa_least(type))
		pkt_cut(pk);
	switch (type) {
	case ROUTER:
		router_lsa(pk, v, o);
		return;
	case NETWORK:
		view_at(&v, 0, 4);
		ob_str(o, "\n\t      ");
		options_text(&v, 0, o);
		ob_str(o, "\n\t      Connected Routers:");
		len = v.len % 4;
		v.len -= len;
		ospf_list(pk, view_behind(v, 4), "\n\t\t", o);
		if (len)
			pkt_cut(pk);
		return;
	case TE:
	case GRACE:
		if (!(type == TE ? ospf_te_print : ospf_grace_print)(pk, v, o))
			pkt_cut(pk);
		return;
	case INTER_PREFIX:
		ob_num(o, ", metric ", be24(view_at(&v, 0, 4) + 1), "");
		view_pass(&v, 4);
		while (view_more(&v))
			prefix(pk, &v, o);
		return;
	case EXTERNAL:
		external_lsa(pk, v, o);
		return;
	case LINK:
		view_at(&v, 0, 4);
		ob_str(o, "\n\t      ");
		options_text(&v, 0, o);
		if (v.len < 24)
			pkt_cut(pk);
		p = view_at(&v, 0, 24);
		ob_num(o, "\n\t      Priority ", p[0], ", Link-local address ");
		names_ip6(pk, o, p + 4);
		ob_str(o, ", ");
		prefixes(pk, view_behind(v, 24), be32(p + 20), o);
		return;
	case INTRA_PREFIX:
		p = view_at(&v, 0, 12);
		lsa_kind(pk, be16(p + 2), p + 4, o);
		/* the classic text lets them go on six bytes behind their end */
		if (v.len < 6)
			pkt_cut(pk);
		ob_str(o, "\n\t      ");
		len = v.len - 6;
		view_pass(&v, 12);
		v.len = len;
		prefixes(pk, v, be16(p), o);
		return;
	default:
		hex_view(o, "\n\t      ", v);
	}
}

static void update(struct pkt *pk, struct view v, struct obuf *o)
{
	uint32_t n = be32(view_at(&v, 0, 4));

	view_pass(&v, 4);
	while (n-- && view_more(&v)) {
		struct view body;
		uint16_t len;

		if (!lsa_header(pk, v, o))
			return;
		len = be16(v.p + 18);
		if (len < LSA || len > v.len) {
			pkt_cut(pk);
			return;
		}
		body = view_behind(v, LSA);
		body.len = len - LSA;
		lsa_body(pk, body, be16(v.p + 2), o);
		view_pass(&v, len);
	}
}

static void hello(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	view_at(&v, 0, 8);
	ob_str(o, "\n\t");
	options_text(&v, 4, o);
	p = view_at(&v, 0, 12);
	ob_num(o, "\n\t  Hello Timer ", be16(p + 8), "s, Dead Timer ");
	ob_num(o, "", be16(p + 10), "s, Interface-ID ");
	names_ip4(pk, o, p);
	ob_num(o, ", Priority ", p[4], "");
	ospf_designated(pk, v, o);
	if (pk->show->v < 2)
		return;
	ob_str(o, "\n\t  Neighbor List:");
	ospf_list(pk, view_behind(v, 20), "\n\t    ", o);
}

static void description(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	view_at(&v, 0, 4);
	ob_str(o, "\n\t");
	options_text(&v, 0, o);
	p = view_at(&v, 6, 2);
	ob_str(o, ", DD Flags [");
	ob_bits(o, dd_flags, p[1], ", ", "none");
	ob_c(o, ']');
	p = view_at(&v, 4, 8);
	ob_num(o, ", MTU ", be16(p), "");
	p += 4;
	ob_str(o, ", DD-Sequence ");
	ob_0x(o, be32(p), 8);
	view_pass(&v, 12);
	if (pk->show->v < 2)
		return;
	while (view_more(&v) && lsa_header(pk, v, o))
		view_pass(&v, LSA);
}

static void request(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 12);

		ob_str(o, "\n\t  Advertising Router ");
		names_ip4(pk, o, p + 8);
		lsa_kind(pk, be16(p + 2), p + 4, o);
		view_pass(&v, 12);
	}
}

static void body(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	if (type == OSPF_HELLO) {
		hello(pk, v, o);
	} else if (type == OSPF_DD) {
		description(pk, v, o);
	} else if (pk->show->v < 2) {
		return;
	} else if (type == OSPF_REQUEST) {
		request(pk, v, o);
	} else if (type == OSPF_UPDATE) {
		update(pk, v, o);
	} else {
		while (view_more(&v) && lsa_header(pk, v, o))
			view_pass(&v, LSA);
	}
}

static void trailer(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t type, len;

	if (v.len < TRAILER)
		pkt_cut(pk);
	type = be16(view_at(&v, 0, 2));
	ob_str(o, "\n\tAuthentication Type ");
	if (type == 1) {
		ob_str(o, "HMAC");
	} else {
		ob_str(o, "unknown (");
		ob_0x(o, type, 4);
		ob_c(o, ')');
	}
	len = be16(view_at(&v, 2, 2));
	ob_num(o, ", Length ", len, "");
	if (len < TRAILER || len > v.len)
		pkt_cut(pk);
	ob_num(o, ", SAID ", be16(view_at(&v, 6, 2)), "");
	p = view_at(&v, 8, 4);
	ob_str(o, ", CSN ");
	ob_0x(o, be32(p), 8);
	p = view_at(&v, 12, 4);
	ob_c(o, ':');
	ob_hex(o, be32(p), 8);
	view_need(&v, len);
	if (pk->show->v > 1 && len > TRAILER)
		hex_view(o, "\n\tAuthentication Data ",
			 view_limit(view_behind(v, TRAILER), len - TRAILER));
}

/* RFC 5613. */
static void signalling(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 2);
	uint16_t len;

	if (v->len < 4)
		pkt_cut(pk);
	ob_str(o, "\n\tLLS Checksum ");
	ob_0x(o, be16(p), 4);
	len = be16(view_at(v, 2, 2));
	ob_num(o, ", Data Length ", len, "");
	if (len < 4 || len > v->len)
		pkt_cut(pk);
	view_skip(v, len);
}

static bool has_signalling(struct view *v, uint8_t type)
{
	size_t at = type == OSPF_HELLO ? HEADER + 5 : HEADER + 1;

	return (type == OSPF_HELLO || type == OSPF_DD) && be24(view_at(v, at, 3)) & OPTION_LLS;
}

void ospf3_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	const char *type;
	struct view rest;
	uint16_t said;

	pk->proto = "ospf3";
	p = view_at(&v, 0, 2);
	if (pk->failed)
		return;
	ob_num(o, "OSPFv", p[0], ", ");
	type = word_of(ospf_types, p[1]);
	if (type)
		ob_str(o, type);
	else
		ob_num(o, "unknown packet type (", p[1], ")");
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v || !type)
		return;
	said = be16(view_at(&v, 2, 2));
	if (said > v.len) {
		ob_num(o, " [len ", said, "]");
		return;
	}
	ospf_ends(pk, view_behind(v, 4), o);
	if (*view_at(&v, 14, 1))
		ob_num(o, ", Instance ", *view_at(&v, 14, 1), "");
	if (p[0] != 3 || pk->failed)
		return;
	rest = view_behind(v, HEADER);
	rest.len = said < HEADER ? 0 : said - HEADER;
	body(pk, rest, p[1], o);
	if (pk->failed || v.len <= said)
		return;
	rest = view_behind(v, said);
	if (has_signalling(&v, p[1]))
		signalling(pk, &rest, o);
	if (rest.len)
		trailer(pk, rest, o);
}
