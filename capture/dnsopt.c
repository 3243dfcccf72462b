/*
 * The options of DNS' OPT record (RFC 6891): 5001 (NSID), 6975 (DAU...), 7871 (ECS), 7314, 7873
 * (COOKIE), 7828, 7830, 7901, 8145, draft-bellis-dnsop-edns-tags.
 */
#include "dnsname.h"
#include "dnsrr.h"

enum code {
	LLQ = 1,
	UL,
	NSID,
	DAU = 5,
	DHU,
	N3U,
	ECS,
	EXPIRE,
	COOKIE,
	KEEPALIVE,
	PADDING,
	CHAIN,
	KEYTAG,
	CLIENT_TAG = 16,
	SERVER_TAG,
};

static const struct word codes[] = {
	{ LLQ, "LLQ" }, { UL, "UL" }, { NSID, "NSID" }, { DAU, "DAU" }, { DHU, "DHU" },
	{ N3U, "N3U" }, { ECS, "ECS" }, { EXPIRE, "EXPIRE" }, { COOKIE, "COOKIE" },
	{ KEEPALIVE, "KEEPALIVE" }, { PADDING, "PADDING" }, { CHAIN, "CHAIN" },
	{ KEYTAG, "KEY-TAG" }, { CLIENT_TAG, "CLIENT-TAG" }, { SERVER_TAG, "SERVER-TAG" },
	{ 0, NULL },
};

static const struct word signatures[] = {
	{ 0, "DELETE" }, { 1, "RSAMD5" }, { 2, "DH" }, { 3, "DS" }, { 5, "RSASHA1" },
	{ 6, "DSA-NSEC3-SHA1" }, { 7, "RSASHA1-NSEC3-SHA1" }, { 8, "RSASHA256" },
	{ 10, "RSASHA512" }, { 12, "ECC-GOST" }, { 13, "ECDSAP256SHA256" },
	{ 14, "ECDSAP384SHA384" }, { 15, "ED25519" }, { 16, "ED448" }, { 252, "INDIRECT" },
	{ 253, "PRIVATEDNS" }, { 254, "PRIVATEOID" }, { 0, NULL },
};
static const struct word digests[] = {
	{ 1, "SHA-1" }, { 2, "SHA-256" }, { 3, "GOST_R_34.11-94" }, { 4, "SHA-384" }, { 0, NULL },
};
static const struct word hashes[] = { { 1, "SHA-1" }, { 0, NULL } };

/* A client's network: family(2) prefix(1) scope(1), as many bytes of address as the prefix has. */
static bool subnet(struct pkt *pk, const uint8_t *p, size_t n, struct obuf *o)
{
	uint8_t addr[16] = { 0 };
	size_t size;

	if (n < 4)
		return false;
	size = n - 4;
	if ((be16(p) != 1 && be16(p) != 2) || size != (p[2] + 7u) / 8 ||
	    size > (be16(p) == 1 ? 4 : 16))
		return false;
	if (size)
		memcpy(addr, p + 4, size);
	if (be16(p) == 1)
		names_ip4(pk, o, addr);
	else
		names_ip6(pk, o, addr);
	ob_num(o, "/", p[2], "/");
	ob_u(o, p[3]);
	return true;
}

static bool cookie(const uint8_t *p, size_t n, struct obuf *o)
{
	if (n < 8 || n > 40 || (n > 8 && n < 16))
		return false;
	ob_hex_bytes(o, p, 8);
	if (n > 8) {
		ob_c(o, ' ');
		ob_hex_bytes(o, p + 8, n - 8);
	}
	return true;
}

static void list(const struct word *words, const uint8_t *p, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			ob_c(o, ' ');
		ob_word(o, words, p[i], "Alg_", "");
	}
}

static bool key_tags(const uint8_t *p, size_t n, struct obuf *o)
{
	if (n % 2)
		return false;
	for (size_t i = 0; i < n; i += 2)
		ob_num(o, i ? " " : "", be16(p + i), "");
	return true;
}

/* n bytes (not 0) at p. False: they are wrong. */
static bool option(struct pkt *pk, const struct view *m, uint16_t code, size_t at, size_t n,
		   struct obuf *o)
{
	const uint8_t *p = m->p + at;

	switch (code) {
	case ECS:
		return subnet(pk, p, n, o);
	case COOKIE:
		return cookie(p, n, o);
	case KEEPALIVE:
		if (n != 2)
			return false;
		ob_fix(o, be16(p), 1);
		ob_str(o, " sec");
		return true;
	case EXPIRE:
		if (n != 4)
			return false;
		ob_num(o, "", be32(p), " sec");
		return true;
	case PADDING:
		ob_num(o, "(", n, ")");
		return true;
	case CHAIN:
		dnsname_plain(pk, m, at, o);
		return true;
	case KEYTAG:
		return key_tags(p, n, o);
	case DAU:
	case DHU:
	case N3U:
		list(code == DAU ? signatures : code == DHU ? digests : hashes, p, n, o);
		return true;
	default:
		ob_hex_bytes(o, p, n);
		return true;
	}
}

void dnsopt_data(struct pkt *pk, const struct view *m, size_t at, size_t size, struct obuf *o)
{
	size_t end = at + size;

	if (!size)
		return;
	ob_str(o, " [");
	for (bool first = true; at < end && pkt_step(pk); first = false) {
		uint16_t code;
		size_t n;

		if (!first)
			ob_c(o, ',');
		if (!view_has(m, at, 2)) {
			pkt_cut(pk);
			return;
		}
		code = be16(m->p + at);
		ob_word(o, codes, code, "Opt", "");
		if (!view_has(m, at, 4)) {
			pkt_cut(pk);
			return;
		}
		n = be16(m->p + at + 2);
		at += 4;
		if (!view_has(m, at, n)) {
			pkt_cut(pk);
			return;
		}
		if (n) {
			ob_c(o, ' ');
			if (!option(pk, m, code, at, n, o))
				ob_str(o, " (invalid)");
		}
		at += n;
	}
	ob_c(o, ']');
}
