/* IPv4 (RFC 791), its options (RFC 781, 791, 2113), and what is in it when it is in another. */
#include "ip.h"
#include "print.h"

#define HEADER 20
#define VERBOSE_TEXT 144	/* the longest there is but for the numbers */

enum option { EOL = 0, NOP = 1, RR = 7, TS = 68, SECURITY = 130, LSRR = 131, SSRR = 137, RA = 148 };

static const struct bind ipv4_on[] = {
	{ BY_ETHER, 0x0800, 0 }, { BY_SAP, 0x06, 0 }, { BY_IP, 4, 0 },
	{ BY_PPP, 0x0021, 0 }, { BY_PPP, 0x002f, 0 }, { 0 },
};

static const struct word options[] = {
	{ EOL, "EOL" }, { NOP, "NOP" }, { TS, "timestamp" }, { 82, "traceroute" },
	{ SECURITY, "security" }, { RR, "RR" }, { SSRR, "SSRR" }, { LSRR, "LSRR" }, { RA, "RA" },
	{ 0, NULL },
};

/* By the header's three bits, the two lowest bits. */
static const char *const fragment_flags[] = {
	"none", "+", "DF", "+, DF", "rsvd", "+, rsvd", "DF, rsvd", "+, DF, rsvd",
};

static const char *const ecn[] = { "", ",ECT(1)", ",ECT(0)", ",CE" };

/* A list of addresses, and where the next one belongs. False: it is not all there. */
static bool route_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	uint8_t next;
	size_t at;

	if (n < 3) {
		ob_num(o, " [bad length ", n, "]");
		return true;
	}
	if ((n + 1) & 3)
		ob_num(o, " [bad length ", n, "]");
	next = v->p[2];
	if (next < 4 || next & 3 || next > n + 2)
		ob_num(o, " [bad ptr ", next, "]");
	for (at = 3; at < n; at += 4) {
		if (!view_has(v, at, 4))
			return false;
		ob_c(o, ' ');
		names_ip4(pk, o, view_at(v, at, 4));
		if (!next || next > at + 1)
			ob_c(o, ',');
	}
	return true;
}

static void stamps_end(bool next, uint8_t missed, struct obuf *o)
{
	if (next)
		ob_str(o, " ^ ");
	if (missed)
		ob_num(o, " [", missed, " hops not recorded]} ");
	else
		ob_c(o, '}');
}

static bool stamp_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	const char *kind = NULL;
	size_t size = 4, ptr, at;
	uint8_t flags;

	if (n < 4) {
		ob_num(o, "[bad length ", n, "]");
		return true;
	}
	ob_str(o, " TS{");
	flags = *view_at(v, 3, 1);
	if ((flags & 15) != 0)
		size = 8;
	if ((n - 4) & (size - 1))
		ob_num(o, "[bad length ", n, "]");
	ptr = *view_at(v, 2, 1) - 1u;
	ptr &= 0xff;
	if (ptr < 4 || (ptr - 4) & (size - 1) || ptr > n + 1)
		ob_num(o, "[bad ptr ", *view_at(v, 2, 1), "]");
	switch (flags & 15) {
	case 0:
		ob_str(o, "TSONLY");
		break;
	case 1:
		ob_str(o, "TS+ADDR");
		break;
	case 3:
		ob_str(o, "PRESPEC");
		break;
	default:
		ob_num(o, "[bad ts type ", flags & 15, "]");
		stamps_end(ptr == 0, flags >> 4, o);
		return true;
	}
	kind = " ";
	for (at = 4; at < n; at += size) {
		if (!view_has(v, at, size))
			return false;
		if (at == ptr)
			kind = " ^ ";
		ob_str(o, kind);
		ob_u(o, be32(view_at(v, at + size - 4, 4)));
		ob_c(o, '@');
		if (size == 8)
			names_ip4(pk, o, view_at(v, at, 4));
		kind = " ";
	}
	stamps_end(ptr == at, flags >> 4, o);
	return true;
}

static void alert_option(struct view *v, size_t n, struct obuf *o)
{
	if (n < 4)
		ob_num(o, " [bad length ", n, "]");
	else if (be16(v->p + 2))
		ob_num(o, " value ", be16(v->p + 2), "");
}

/* One option. Returns false behind the last; cut: it is not all there. */
static bool option(struct pkt *pk, struct view *v, bool *cut, struct obuf *o)
{
	uint8_t type = *view_at(v, 0, 1);
	bool whole;
	size_t n = 1;

	ob_word(o, options, type, "unknown ", "");
	if (type == EOL)
		return false;
	if (type != NOP) {
		n = *view_at(v, 1, 1);
		if (pk->failed)
			return false;
		if (n < 2 || n > v->len) {
			ob_num(o, " [bad length ", n, "]");
			return false;
		}
	}
	whole = view_has(v, 0, n);
	if (whole && (type == RR || type == SSRR || type == LSRR))
		whole = route_option(pk, v, n, o);
	else if (whole && type == TS)
		whole = stamp_option(pk, v, n, o);
	else if (whole && type == RA)
		alert_option(v, n, o);
	if (!whole) {
		ob_str(o, " [truncated-option]");
		*cut = true;
		return false;
	}
	view_skip(v, n);
	return true;
}

/* False: they are cut short. */
static bool options_text(struct pkt *pk, const struct view *v, size_t hlen, struct obuf *o)
{
	struct view opts = view_limit(view_behind(*v, HEADER), hlen - HEADER);
	bool cut = false;

	opts.end = v->end;
	ob_str(o, ", options (");
	while (view_more(&opts) && option(pk, &opts, &cut, o))
		if (opts.len)
			ob_c(o, ',');
	ob_c(o, ')');
	return !cut;
}

/* False: the options are cut short. */
static bool verbose(struct pkt *pk, const struct view *v, size_t hlen, struct obuf *o)
{
	const uint8_t *p = v->p;
	uint16_t off = be16(p + 6), sum = be16(p + 10), found;
	char *to = ob_room(o, VERBOSE_TEXT + 6 * PEN_U);
	bool whole = true;

	to = pen_hex(pen_str(to, "(tos 0x"), p[1], pen_hex_width(p[1]));
	if (p[1] & 3)
		to = pen_str(to, ecn[p[1] & 3]);
	if (p[8])
		to = pen_u(pen_str(to, ", ttl "), p[8]);
	to = pen_u(pen_str(to, ", id "), be16(p + 4));
	to = pen_u(pen_str(to, ", offset "), (off & 0x1fff) * 8u);
	to = pen_str(pen_str(to, ", flags ["), fragment_flags[off >> 13]);
	to = pen_str(pen_str(to, "], proto "), ip_proto_name(p[9]));
	to = pen_u(pen_str(to, " ("), p[9]);
	to = pen_u(pen_str(to, "), length "), be16(p + 2));
	ob_upto(o, to);
	if (hlen > HEADER)
		whole = options_text(pk, v, hlen, o);
	found = pk->show->trust || view_left(v) < hlen ? 0 : pkt_cksum(v, hlen);
	to = ob_room(o, sizeof(", bad cksum 1234 (->1234)!)\n    "));
	if (found) {
		uint16_t right = pkt_cksum_right(sum, found);

		to = pen_hex(pen_str(to, ", bad cksum "), sum, pen_hex_width(sum));
		to = pen_hex(pen_str(to, " (->"), right, pen_hex_width(right));
		to = pen_str(to, ")!");
	}
	ob_upto(o, pen_str(to, ")\n    "));
	return whole;
}

/* Where a source route ends that the packet has not come to the end of; else the destination. */
static const uint8_t *last_stop(struct view v, size_t hlen)
{
	const uint8_t *dst = v.p + 16;

	v = view_limit(view_behind(v, HEADER), hlen - HEADER);
	while (view_has(&v, 0, 3) && v.p[0] != EOL) {
		size_t n = v.p[0] == NOP ? 1 : v.p[1];

		if (n < 1 || !view_has(&v, 0, n))
			break;
		if ((v.p[0] == LSRR || v.p[0] == SSRR) && n >= 7)
			return v.p[2] <= n ? v.p + n - 4 : dst;
		view_skip(&v, n);
	}
	return dst;
}

static void ipv4_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	size_t hlen, len;
	uint16_t off;
	bool whole;

	pk->whole = true;
	p = view_at(&v, 0, 1);
	pk->whole = false;
	hlen = (p[0] & 15u) * 4;
	if (p[0] >> 4 != 4 && !pk->failed) {
		ob_str(o, "IP");
		ob_u(o, p[0] >> 4);
		ob_str(o, p[0] >> 4 == 6 ? ", wrong link-layer encapsulation (invalid)" :
					   " (invalid)");
		return;
	}
	if (!pk->show->link)
		ob_str(o, "IP ");
	if (!view_has(&v, 0, HEADER)) {
		pkt_mark(pk, o);
		return;
	}
	if (v.len < HEADER) {
		ob_num(o, "truncated-ip ", v.len, "");
		return;
	}
	p = v.p;
	if (hlen < HEADER) {
		ob_num(o, "bad-hlen ", hlen, "");
		return;
	}
	len = be16(p + 2);
	if (v.len < len)
		ob_num(o, "truncated-ip - ", len - v.len, " bytes missing! ");
	if (len < hlen) {
		ob_num(o, "bad-len ", len, "");
		return;
	}
	v = view_limit(v, len);
	whole = !pk->show->v || verbose(pk, &v, hlen, o);
	off = be16(p + 6);
	pk->ip = (struct ip_around){ .version = 4, .proto = p[9], .first = p[9], .ttl = p[8],
		.head = p,
		.src = p + 12, .dst = p + 16, .fragment = off & 0x3fff,
		.last = hlen > HEADER ? last_stop(v, hlen) : p + 16 };
	if (!whole || off & 0x1fff || !ip_has_ports(p[9]))
		ip_ends(pk, o);
	if (!whole) {
		pkt_mark(pk, o);
		return;
	}
	if (off & 0x1fff) {
		o->len--;
		ip_proto_text(pk, o, p[9]);
		return;
	}
	if (view_left(&v) < hlen) {
		ob_num(o, " [remaining caplen(", view_left(&v), ") < header length(");
		ob_num(o, "", hlen, ")]");
		pk->whole = true;
		pkt_cut(pk);
		return;
	}
	view_skip(&v, hlen);
	ip_payload(pk, v, o);
}

const struct printer printer_ipv4 = { .name = "ip", .title = "IPv4", .on = ipv4_on,
	.print = ipv4_print };
