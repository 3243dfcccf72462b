/* What resource records of DNS hold: RFC 1035, 3596 (AAAA), 2782 (SRV), 7553 (URI), 8945 (TSIG). */
#include "dnsrr.h"

#include "dnsname.h"

enum type {
	A = 1,
	NS = 2,
	CNAME = 5,
	SOA = 6,
	PTR = 12,
	MX = 15,
	TXT = 16,
	AAAA = 28,
	SRV = 33,
	A6 = 38,
	DNAME = 39,
	OPT = 41,
	UNSPECA = 104,
	TSIG = 250,
	URI = 256,
};

const char *dnsrr_type(uint16_t type)
{
	static const struct word types[] = {
		{ 1, "A" }, { 2, "NS" }, { 3, "MD" }, { 4, "MF" }, { 5, "CNAME" }, { 6, "SOA" },
		{ 7, "MB" }, { 8, "MG" }, { 9, "MR" }, { 10, "NULL" }, { 11, "WKS" }, { 12, "PTR" },
		{ 13, "HINFO" }, { 14, "MINFO" }, { 15, "MX" }, { 16, "TXT" }, { 17, "RP" },
		{ 18, "AFSDB" }, { 19, "X25" }, { 20, "ISDN" }, { 21, "RT" }, { 22, "NSAP" },
		{ 23, "NSAP_PTR" }, { 24, "SIG" }, { 25, "KEY" }, { 26, "PX" }, { 27, "GPOS" },
		{ 28, "AAAA" }, { 29, "LOC" }, { 30, "NXT" }, { 31, "EID" }, { 32, "NIMLOC" },
		{ 33, "SRV" }, { 34, "ATMA" }, { 35, "NAPTR" }, { 36, "KX" }, { 37, "CERT" },
		{ 38, "A6" }, { 39, "DNAME" }, { 40, "SINK" }, { 41, "OPT" }, { 42, "APL" },
		{ 43, "DS" }, { 44, "SSHFP" }, { 45, "IPSECKEY" }, { 46, "RRSIG" }, { 47, "NSEC" },
		{ 48, "DNSKEY" }, { 99, "SPF" }, { 100, "UINFO" }, { 101, "UID" }, { 102, "GID" },
		{ 103, "UNSPEC" }, { 104, "UNSPECA" }, { 249, "TKEY" }, { 250, "TSIG" },
		{ 251, "IXFR" }, { 252, "AXFR" }, { 253, "MAILB" }, { 254, "MAILA" },
		{ 255, "ANY" },
		{ 256, "URI" }, { 0, NULL },
	};

	return word_of(types, type);
}

static bool there(const struct view *m, size_t at, size_t n)
{
	return view_has(m, at, n);
}

static bool soa(struct pkt *pk, const struct view *m, size_t at, struct obuf *o)
{
	size_t n;

	if (!pk->show->v)
		return true;
	for (int i = 0; i < 2; i++) {
		ob_c(o, ' ');
		n = dnsname_print(pk, m, at, o);
		if (!n)
			return false;
		at += n;
	}
	if (!there(m, at, 20))
		return false;
	for (int i = 0; i < 5; i++, at += 4)
		ob_num(o, " ", be32(m->p + at), "");
	return true;
}

/* Strings with their length in front, in quotes. */
static bool text(const struct view *m, size_t at, size_t size, struct obuf *o)
{
	size_t end = at + size;

	while (at < end) {
		size_t n = m->p[at++];

		ob_str(o, " \"");
		for (size_t i = 0; i < n; i++, at++) {
			if (!there(m, at, 1))
				return false;
			ob_vis(o, m->p[at]);
		}
		ob_c(o, '"');
	}
	return true;
}

static bool srv(struct pkt *pk, const struct view *m, size_t at, struct obuf *o)
{
	ob_c(o, ' ');
	if (!there(m, at, 6) || !dnsname_print(pk, m, at + 6, o))
		return false;
	ob_num(o, ":", be16(m->p + at + 4), " ");
	ob_num(o, "", be16(m->p + at), " ");
	ob_u(o, be16(m->p + at + 2));
	return true;
}

static bool a6(struct pkt *pk, const struct view *m, size_t at, struct obuf *o)
{
	uint8_t prefix, addr[16] = { 0 };
	size_t n;

	if (!there(m, at, 1))
		return false;
	prefix = m->p[at];
	if (prefix > 128) {
		ob_num(o, " ", prefix, "(bad plen)");
		return true;
	}
	n = (128u - prefix + 7) / 8;
	if (prefix < 128) {
		if (!there(m, at + 1, n))
			return false;
		memcpy(addr + 16 - n, m->p + at + 1, n);
		ob_num(o, " ", prefix, " ");
		names_ip6(pk, o, addr);
	}
	if (prefix > 0) {
		ob_c(o, ' ');
		return dnsname_print(pk, m, at + 1 + n, o);
	}
	return true;
}

static bool number(const struct view *m, size_t at, const char *title, struct obuf *o)
{
	if (there(m, at, 2))
		ob_num(o, title, be16(m->p + at), "");
	return there(m, at, 2);
}

static bool tsig(struct pkt *pk, const struct view *m, size_t at, struct obuf *o)
{
	size_t n;

	if (!pk->show->v)
		return true;
	ob_c(o, ' ');
	n = dnsname_print(pk, m, at, o);
	if (!n || !number(m, at + n + 6, " fudge=", o) || !number(m, at + n + 8, " maclen=", o))
		return false;
	at += n + 8;
	at += 2 + be16(m->p + at);
	return number(m, at, " origid=", o) && number(m, at + 2, " error=", o) &&
	       number(m, at + 4, " otherlen=", o);
}

static bool uri(const struct view *m, size_t at, size_t size, struct obuf *o)
{
	if (size < 4 || !there(m, at, 4))
		return false;
	ob_num(o, " ", be16(m->p + at), " ");
	ob_num(o, "", be16(m->p + at + 2), " ");
	for (size_t i = 4; i < size; i++)
		ob_vis(o, m->p[at + i]);
	return true;
}

bool dnsrr_data(struct pkt *pk, const struct view *m, size_t at, size_t size, uint16_t type,
		struct obuf *o)
{
	switch (type) {
	case A:
		if (!there(m, at, 4))
			return false;
		ob_c(o, ' ');
		names_ip4(pk, o, m->p + at);
		return true;
	case AAAA:
		if (!there(m, at, 16))
			return false;
		ob_c(o, ' ');
		names_ip6(pk, o, m->p + at);
		return true;
	case NS:
	case CNAME:
	case PTR:
	case DNAME:
		ob_c(o, ' ');
		return dnsname_print(pk, m, at, o);
	case SOA:
		return soa(pk, m, at, o);
	case MX:
		ob_c(o, ' ');
		if (!there(m, at, 2) || !dnsname_print(pk, m, at + 2, o))
			return false;
		ob_num(o, " ", be16(m->p + at), "");
		return true;
	case TXT:
		return text(m, at, size, o);
	case SRV:
		return srv(pk, m, at, o);
	case A6:
		return a6(pk, m, at, o);
	case OPT:
		dnsopt_data(pk, m, at, size, o);
		return true;
	case UNSPECA:
		for (size_t i = 0; i < size; i++)
			ob_vis(o, m->p[at + i]);
		return true;
	case TSIG:
		return tsig(pk, m, at, o);
	case URI:
		return uri(m, at, size, o);
	default:
		return true;
	}
}
