/* DNS and multicast DNS (RFC 1035, 6762): id(2) flags(2) four counts(2), questions, records. */
#include "dnsname.h"
#include "dnsrr.h"
#include "print.h"

#define HEADER 12
#define PORT_MDNS 5353
#define MDNS_BIT 0x8000		/* of the class: unicast asked for, or flush the cache */

#define RESPONSE 0x8000
#define AUTHORITATIVE 0x0400
#define TRUNCATED 0x0200
#define RECURSE 0x0100
#define RECURSES 0x0080
#define AUTHENTIC 0x0020
#define CHECKING_OFF 0x0010
#define IN_QUERIES_ZERO 0x06cf

#define OP_INVERSE 1
#define CLASS_IN 1
#define TYPE_OPT 41
#define OPT_DO 0x8000

static const struct bind domain_on[] = {
	{ BY_UDP, 53, 10 }, { BY_TCP, 53, 62 }, { BY_UDP, PORT_MDNS, 11 },
	{ BY_UDP_AS, AS_DOMAIN, 0 }, { BY_TCP_AS, AS_DOMAIN, 0 }, { 0 },
};

static const char *const ops[16] = {
	"", " inv_q", " stat", " op3", " notify", " update", " op6", " op7", " op8", " updateA",
	" updateD", " updateDA", " updateM", " updateMA", " zoneInit", " zoneRef",
};

static const char *const results[] = {
	"", " FormErr", " ServFail", " NXDomain", " NotImp", " Refused", " YXDomain", " YXRRSet",
	" NXRRSet", " NotAuth", " NotZone", " Resp11", " Resp12", " Resp13", " Resp14",
	" NoChange", " BadVers", " Resp17", " Resp18", " Resp19", " Resp20", " Resp21", " Resp22",
	" BadCookie",
};

static const struct word classes[] = {
	{ CLASS_IN, "IN" }, { 3, "CHAOS" }, { 4, "HS" }, { 255, "ANY" }, { 0, NULL },
};

/* Where in the message we are. */
struct dns {
	struct view message;
	size_t at;
	bool mdns;
};

static void class_text(uint16_t class, struct obuf *o)
{
	ob_c(o, ' ');
	ob_word(o, classes, class, "(Class ", ")");
}

static void type_text(uint16_t type, struct obuf *o)
{
	const char *name = dnsrr_type(type);

	ob_c(o, ' ');
	if (name)
		ob_str(o, name);
	else
		ob_num(o, "Type", type, "");
}

/* False: it is not all there. */
static bool question(struct pkt *pk, struct dns *d, struct obuf *o)
{
	size_t name = d->at, n = dnsname_skip(&d->message, name);
	const uint8_t *p;
	uint16_t class;

	if (!n || !view_has(&d->message, name + n, 4))
		return false;
	p = d->message.p + name + n;
	class = be16(p + 2);
	type_text(be16(p), o);
	if ((d->mdns ? class & ~MDNS_BIT : class) != CLASS_IN)
		class_text(d->mdns ? class & (uint16_t)~MDNS_BIT : class, o);
	if (d->mdns)
		ob_str(o, class & MDNS_BIT ? " (QU)" : " (QM)");
	ob_str(o, "? ");
	d->at = name + n + 4;
	return dnsname_print(pk, &d->message, name, o);
}

static void ttl_text(uint32_t s, struct obuf *o)
{
	static const struct { uint32_t n; char unit; } units[] = {
		{ 31536000, 'y' }, { 604800, 'w' }, { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' },
	};

	if (!s)
		ob_str(o, "0s");
	for (unsigned i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (s >= units[i].n) {
			ob_u(o, s / units[i].n);
			ob_c(o, units[i].unit);
		}
		s %= units[i].n;
	}
	if (s) {
		ob_u(o, s);
		ob_c(o, 's');
	}
}

static void lifetime(struct pkt *pk, uint16_t type, uint32_t ttl, struct obuf *o)
{
	if (type != TYPE_OPT && pk->show->v > 2) {
		ob_str(o, " [");
		ttl_text(ttl, o);
		ob_c(o, ']');
	}
	type_text(type, o);
}

/* False: it is not all there. */
static bool record(struct pkt *pk, struct dns *d, struct obuf *o)
{
	const struct view *m = &d->message;
	uint16_t type, class;
	const uint8_t *p;
	size_t n, size;

	if (pk->show->v) {
		ob_c(o, ' ');
		n = dnsname_print(pk, m, d->at, o);
	} else {
		n = dnsname_skip(m, d->at);
	}
	if (!n && pk->show->v)
		return false;
	if (!n || !view_has(m, d->at + n, 10)) {
		/* the classic text ends here as if all had been said */
		d->at = view_left(m);
		return true;
	}
	p = m->p + d->at + n;
	type = be16(p);
	class = be16(p + 2);
	size = be16(p + 8);
	if (type != TYPE_OPT) {
		uint16_t plain = d->mdns ? class & (uint16_t)~MDNS_BIT : class;

		if (plain != CLASS_IN)
			class_text(plain, o);
		if (d->mdns && class & MDNS_BIT)
			ob_str(o, " (Cache flush)");
	}
	lifetime(pk, type, be32(p + 4), o);
	d->at += n + 10;
	if (!view_has(m, d->at, size))
		return false;
	if (type == TYPE_OPT) {
		ob_num(o, " UDPsize=", class, be32(p + 4) & OPT_DO ? " DO" : "");
	}
	if (!dnsrr_data(pk, m, d->at, size, type, o))
		return false;
	d->at += size;
	return !pk->failed;
}

static bool more(const struct dns *d)
{
	return d->at < view_left(&d->message);
}

/* So many records; the first one is asked for even where nothing is left. */
static bool records(struct pkt *pk, struct dns *d, unsigned n, struct obuf *o)
{
	unsigned i;

	for (i = 0; i < n && (!i || more(d)); i++) {
		if (i)
			ob_c(o, ',');
		if (!pkt_step(pk) || !record(pk, d, o))
			return false;
	}
	return i == n;
}

/* A section that has a title. */
static bool section(struct pkt *pk, struct dns *d, unsigned n, const char *title, struct obuf *o)
{
	if (!n)
		return true;
	if (!more(d))
		return false;
	ob_str(o, title);
	return records(pk, d, n, o);
}

/* Name servers and additional records. */
static bool rest(struct pkt *pk, struct dns *d, const uint16_t *n, struct obuf *o)
{
	if (pk->show->v < 2)
		return true;
	return section(pk, d, n[2], " ns:", o) && section(pk, d, n[3], " ar:", o);
}

/* Behind the record at that place; 0: it is not all there. */
static size_t record_end(const struct view *m, size_t at)
{
	size_t n = dnsname_skip(m, at);

	return n && view_has(m, at + n, 10) ? at + n + 10 + be16(m->p + at + n + 8) : 0;
}

/* The upper bits of the result, in the first OPT among the additional records (RFC 6891). */
static unsigned result_above(const struct view *m, const uint16_t *counts)
{
	size_t at = HEADER;
	unsigned n = counts[1] + counts[2];

	for (unsigned i = 0; i < counts[0]; i++) {
		size_t name = dnsname_skip(m, at);

		if (!name)
			return 0;
		at += name + 4;
	}
	for (unsigned i = 0; i < n + counts[3] && at; i++) {
		size_t name = dnsname_skip(m, at);

		if (i >= n && name && view_has(m, at + name, 5) &&
		    be16(m->p + at + name) == TYPE_OPT)
			return (unsigned)m->p[at + name + 4] << 4;
		at = name ? record_end(m, at) : 0;
	}
	return 0;
}

static void result_text(unsigned code, struct obuf *o)
{
	if (code < sizeof(results) / sizeof(results[0]))
		ob_str(o, results[code]);
	else
		ob_num(o, " Resp", code, "");
}

static bool response(struct pkt *pk, struct dns *d, uint16_t flags, const uint16_t *n,
		     struct obuf *o)
{
	result_text((n[3] ? result_above(&d->message, n) : 0) | (flags & 15), o);
	if (flags & AUTHORITATIVE)
		ob_c(o, '*');
	if (!(flags & RECURSES))
		ob_c(o, '-');
	if (flags & TRUNCATED)
		ob_c(o, '|');
	if (flags & AUTHENTIC)
		ob_c(o, '$');
	if (n[0] != 1)
		ob_num(o, " [", n[0], "q]");
	for (unsigned i = 0; i < n[0]; i++) {
		if (i)
			ob_c(o, ',');
		if (!pkt_step(pk))
			return false;
		if (pk->show->v > 1) {
			ob_str(o, " q:");
			if (!question(pk, d, o))
				return false;
		} else {
			size_t size = dnsname_skip(&d->message, d->at);

			if (!size)
				return false;
			d->at += size + 4;
		}
	}
	ob_num(o, " ", n[1], "/");
	ob_num(o, "", n[2], "/");
	ob_u(o, n[3]);
	return records(pk, d, n[1], o) && rest(pk, d, n, o);
}

static void count_text(struct obuf *o, uint16_t n, const char *what)
{
	ob_num(o, " [", n, what);
}

static bool query(struct pkt *pk, struct dns *d, uint16_t flags, const uint16_t *n, struct obuf *o)
{
	bool inverse = (flags >> 11 & 15) == OP_INVERSE;

	if (flags & RECURSE)
		ob_c(o, '+');
	if (flags & CHECKING_OFF)
		ob_c(o, '%');
	if (flags & IN_QUERIES_ZERO) {
		ob_str(o, " [b2&3=");
		ob_0x(o, flags, 0);
		ob_c(o, ']');
	}
	if (inverse) {
		if (n[0])
			count_text(o, n[0], "q]");
		if (n[1] != 1)
			count_text(o, n[1], "a]");
	} else {
		if (n[1])
			count_text(o, n[1], "a]");
		if (n[0] != 1)
			count_text(o, n[0], "q]");
	}
	if (n[2])
		count_text(o, n[2], "n]");
	if (n[3])
		count_text(o, n[3], "au]");
	for (unsigned i = 0; i < n[0]; i++)
		if (!pkt_step(pk) || !question(pk, d, o))
			return false;
	if (pk->show->v < 2)
		return true;
	return records(pk, d, n[1], o) && rest(pk, d, n, o);
}

static void message(struct pkt *pk, struct dns *d, size_t len, struct obuf *o)
{
	const uint8_t *p = view_at(&d->message, 0, HEADER);
	uint16_t flags = be16(p + 2);
	uint16_t n[4] = { be16(p + 4), be16(p + 6), be16(p + 8), be16(p + 10) };
	bool whole;

	if (pk->failed)
		return;
	d->at = HEADER;
	ob_u(o, be16(p));
	ob_str(o, ops[flags >> 11 & 15]);
	whole = flags & RESPONSE ? response(pk, d, flags, n, o) : query(pk, d, flags, n, o);
	if (!whole) {
		pkt_cut(pk);
		return;
	}
	ob_num(o, " (", len, ")");
}

static void domain_print(struct pkt *pk, struct view v, struct obuf *o)
{
	bool port = pk->ports[0] == PORT_MDNS || pk->ports[1] == PORT_MDNS;
	bool plain = pk->ports[0] == 53 || pk->ports[1] == 53;
	struct dns d = { .mdns = port && !plain && pk->ip.proto == 17 &&
				 pk->show->as != AS_DOMAIN };
	size_t len;

	if (pk->ip.proto == 6) {
		if (v.len < 2) {
			ob_num(o, " [DNS over TCP: length ", v.len, " < 2] (invalid)");
			return;
		}
		pk->whole = true;
		len = view_be16(&v);
		pk->whole = false;
		if (pk->failed)
			return;
		ob_c(o, ' ');
		if (len != v.len) {
			ob_num(o, "[prefix length(", len, ") != length(");
			ob_num(o, "", v.len, ")] (invalid)");
			return;
		}
	}
	len = v.len;
	if (len < HEADER) {
		ob_num(o, "domain [length ", len, " < 12] (invalid)");
		return;
	}
	d.message = v;
	message(pk, &d, len, o);
}

const struct printer printer_domain = { .name = "domain", .title = "DNS and multicast DNS",
	.on = domain_on, .print = domain_print };
