/* ICMP (RFC 792, 950, 1256), with the packets it quotes and extensions behind them (RFC 4884). */
#include "icmpext.h"
#include "ip.h"
#include "print.h"

enum type {
	ECHO_REPLY = 0,
	UNREACHABLE = 3,
	QUENCH = 4,
	REDIRECT = 5,
	ECHO = 8,
	ROUTER = 9,
	SOLICIT = 10,
	EXCEEDED = 11,
	PROBLEM = 12,
	STAMP = 13,
	STAMP_REPLY = 14,
	INFORMATION = 15,
	INFORMATION_REPLY = 16,
	MASK = 17,
	MASK_REPLY = 18,
};

#define HEADER 8

static const struct bind icmp_on[] = { { BY_IP4, 1, 0 }, { 0 } };

static const struct word plain[] = {
	{ QUENCH, "source quench" }, { SOLICIT, "router solicitation" },
	{ INFORMATION, "information request" }, { INFORMATION_REPLY, "information reply" },
	{ MASK, "address mask request" }, { 0, NULL },
};

/* What stands before and behind the destination. */
static const char *const unreachable[][2] = {
	[0] = { "net ", " unreachable" },
	[1] = { "host ", " unreachable" },
	[5] = { "", " unreachable - source route failed" },
	[6] = { "net ", " unreachable - unknown" },
	[7] = { "host ", " unreachable - unknown" },
	[8] = { "", " unreachable - source host isolated" },
	[9] = { "net ", " unreachable - admin prohibited" },
	[10] = { "host ", " unreachable - admin prohibited" },
	[11] = { "net ", " unreachable - tos prohibited" },
	[12] = { "host ", " unreachable - tos prohibited" },
	[13] = { "host ", " unreachable - admin prohibited filter" },
	[14] = { "host ", " unreachable - host precedence violation" },
	[15] = { "host ", " unreachable - precedence cutoff" },
};

/* The quoted packet of a closed port: to which one. */
static void port_text(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t proto = *view_at(v, HEADER + 9, 1);
	size_t hlen = (*view_at(v, HEADER, 1) & 15u) * 4;
	uint16_t port = be16(view_at(v, HEADER + hlen + 2, 2));

	if (proto == 6) {
		ob_str(o, " tcp port ");
		names_tcp(pk, o, port);
	} else if (proto == 17) {
		ob_str(o, " udp port ");
		names_udp(pk, o, port);
	} else {
		ob_num(o, " protocol ", proto, " port ");
		ob_u(o, port);
	}
	ob_str(o, " unreachable");
}

static void unreachable_text(struct pkt *pk, struct view *v, uint8_t code, struct obuf *o)
{
	const uint8_t *dst;
	uint16_t mtu;

	/* -x shows what is cut before that without the link header */
	pk->whole = code != 3 || view_has(v, 0, HEADER + 10);
	dst = view_at(v, HEADER + 16, 4);
	switch (code) {
	case 2:
		names_ip4(pk, o, dst);
		ob_num(o, " protocol ", *view_at(v, HEADER + 9, 1), " unreachable");
		break;
	case 3:
		names_ip4(pk, o, dst);
		port_text(pk, v, o);
		break;
	case 4:
		mtu = be16(view_at(v, 6, 2));
		names_ip4(pk, o, dst);
		ob_str(o, " unreachable - need to frag");
		if (mtu)
			ob_num(o, " (mtu ", mtu, ")");
		break;
	default:
		if (code < sizeof(unreachable) / sizeof(unreachable[0])) {
			ob_str(o, unreachable[code][0]);
			names_ip4(pk, o, dst);
			ob_str(o, unreachable[code][1]);
		} else {
			names_ip4(pk, o, dst);
			ob_num(o, " unreachable - #", code, "");
		}
	}
}

static void redirect_text(struct pkt *pk, struct view *v, uint8_t code, struct obuf *o)
{
	static const char *const how[][2] = {
		{ "redirect ", " to net " }, { "redirect ", " to host " },
		{ "redirect-tos ", " to net " }, { "redirect-tos ", " to host " },
	};
	const uint8_t *dst = view_at(v, HEADER + 16, 4);

	if (code < 4)
		ob_str(o, how[code][0]);
	else
		ob_num(o, "redirect-#", code, " ");
	names_ip4(pk, o, dst);
	ob_str(o, code < 4 ? how[code][1] : " to ");
	names_ip4(pk, o, view_at(v, 4, 4));
}

static void lifetime_text(struct obuf *o, unsigned s)
{
	if (s < 60) {
		ob_u(o, s);
	} else if (s < 3600) {
		ob_num(o, "", s / 60, ":");
		ob_dec(o, s % 60, 2);
	} else {
		ob_num(o, "", s / 3600, ":");
		ob_dec(o, s / 60 % 60, 2);
		ob_c(o, ':');
		ob_dec(o, s % 60, 2);
	}
}

static void router_text(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	struct view entries = view_behind(*v, HEADER);

	pk->whole = view_has(v, 0, 16);
	p = view_at(v, 4, 4);

	ob_str(o, "router advertisement");
	ob_str(o, " lifetime ");
	lifetime_text(o, be16(p + 2));
	ob_num(o, " ", p[0], ":");
	if (p[1] != 2) {
		ob_num(o, " [size ", p[1], "]");
		return;
	}
	for (unsigned i = 0; i < p[0] && !pk->failed; i++) {
		const uint8_t *e = view_bytes(&entries, 8);

		ob_str(o, " {");
		names_ip4(pk, o, e);
		ob_num(o, " ", be32(e + 4), "}");
	}
}

static void stamp_text(struct obuf *o, uint32_t ms)
{
	ob_dec(o, ms / 3600000, 2);
	ob_c(o, ':');
	ob_dec(o, ms / 60000 % 60, 2);
	ob_c(o, ':');
	ob_dec(o, ms / 1000 % 60, 2);
	ob_c(o, '.');
	ob_dec(o, ms % 1000, 3);
}

static void stamps_text(struct pkt *pk, struct view *v, uint8_t type, struct obuf *o)
{
	const uint8_t *p;

	pk->whole = type == STAMP;
	p = view_at(v, 4, 4);

	ob_num(o, type == STAMP ? "time stamp query id " : "time stamp reply id ", be16(p),
	       " seq ");
	ob_u(o, be16(p + 2));
	if (type == STAMP)
		return;
	p = view_at(v, 8, 12);
	ob_str(o, ": org ");
	stamp_text(o, be32(p));
	ob_str(o, ", recv ");
	stamp_text(o, be32(p + 4));
	ob_str(o, ", xmit ");
	stamp_text(o, be32(p + 8));
}

static void type_text(struct pkt *pk, struct view *v, uint8_t type, uint8_t code, struct obuf *o)
{
	switch (type) {
	case ECHO:
	case ECHO_REPLY:
		ob_num(o, type == ECHO ? "echo request, id " : "echo reply, id ",
		       be16(view_at(v, 4, 2)), ", seq ");
		ob_u(o, be16(view_at(v, 6, 2)));
		break;
	case UNREACHABLE:
		unreachable_text(pk, v, code, o);
		break;
	case REDIRECT:
		redirect_text(pk, v, code, o);
		break;
	case ROUTER:
		router_text(pk, v, o);
		break;
	case EXCEEDED:
		pk->whole = false;
		view_at(v, HEADER + 16, 4);
		if (code < 2)
			ob_str(o,
			       code ? "ip reassembly time exceeded" : "time exceeded in-transit");
		else
			ob_num(o, "time exceeded-#", code, "");
		break;
	case PROBLEM:
		if (code)
			ob_num(o, "parameter problem - code ", code, "");
		else
			ob_num(o, "parameter problem - octet ", *view_at(v, 4, 1), "");
		break;
	case MASK_REPLY:
		ob_str(o, "address mask is ");
		ob_0x(o, be32(view_at(v, 8, 4)), 8);
		break;
	case STAMP:
	case STAMP_REPLY:
		stamps_text(pk, v, type, o);
		break;
	default:
		ob_word(o, plain, type, "type-#", "");
	}
}

static bool is_error(uint8_t type)
{
	return type == UNREACHABLE || type == EXCEEDED || type == QUENCH || type == REDIRECT ||
	       type == PROBLEM;
}

/* The packet that an error quotes, and what stands behind it. */
static void quote_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	struct view quoted = view_behind(v, HEADER);
	const struct ip_around around = pk->ip;
	const size_t link_len = pk->link_len;
	size_t words = view_has(&v, 5, 1) ? v.p[5] : 0;

	ob_str(o, "\n\t");
	pkt_quoted(pk, quoted, o);
	pk->ip = around;
	if (type == UNREACHABLE || type == EXCEEDED || type == PROBLEM) {
		if (pk->failed && icmpext_follows(&v, words * 4)) {
			pkt_resume(pk, o);
			pk->link_len = link_len;
		}
		pk->proto = "icmp";
		if (!pk->failed)
			icmpext_print(pk, v, words * 4, o);
	}
}

static void icmp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t start = o->len;
	uint8_t type, code;

	type = *view_at(&v, 0, 1);
	code = *view_at(&v, 1, 1);
	ob_str(o, "ICMP ");
	type_text(pk, &v, type, code, o);
	pkt_cut_back(pk, start);
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v || pk->failed)
		return;
	if (!pk->ip.fragment && view_left(&v) >= v.len) {
		uint16_t sum = pkt_cksum(&v, v.len), field = be16(view_at(&v, 2, 2));

		/* -K is about IP, TCP and UDP */
		if (sum) {
			ob_str(o, " (wrong icmp cksum ");
			ob_hex(o, field, 0);
			ob_str(o, " (->");
			ob_hex(o, pkt_cksum_right(field, sum), 0);
			ob_str(o, ")!)");
		}
	}
	if (is_error(type))
		quote_print(pk, v, type, o);
}

const struct printer printer_icmp = { .name = "icmp", .title = "ICMP", .on = icmp_on,
	.print = icmp_print, .whole = true };
