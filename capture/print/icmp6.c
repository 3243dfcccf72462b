/* ICMPv6 (RFC 4443): type(1) code(1) checksum(2), then by type. */
#include "hex.h"
#include "ip.h"
#include "nd6.h"
#include "print.h"
#include "proto/nodeinfo.h"
#include "proto/renumber.h"

enum type {
	UNREACHABLE = 1,
	TOO_BIG,
	EXCEEDED,
	PROBLEM,
	ECHO = 128,
	ECHO_REPLY,
	QUERY,
	REPORT,
	DONE,
	ROUTER_SOLICIT,
	ROUTER,
	SOLICIT,
	ADVERTISE,
	REDIRECT,
	REPORT2 = 143,
	HA_REQUEST,
	HA_REPLY,
	MOBILE_SOLICIT,
	MOBILE_ADVERTISE,
	RENUMBER = 138,
	NODE_QUERY,
	NODE_REPLY,
};

#define HEADER 8

static const struct bind icmp6_on[] = { { BY_IP6, 58, 0 }, { 0 } };

static const struct word types[] = {
	{ UNREACHABLE, "destination unreachable" }, { TOO_BIG, "packet too big" },
	{ EXCEEDED, "time exceeded in-transit" }, { PROBLEM, "parameter problem" },
	{ ECHO, "echo request" }, { ECHO_REPLY, "echo reply" },
	{ QUERY, "multicast listener query" }, { REPORT, "multicast listener report" },
	{ DONE, "multicast listener done" }, { ROUTER_SOLICIT, "router solicitation" },
	{ ROUTER, "router advertisement" }, { SOLICIT, "neighbor solicitation" },
	{ ADVERTISE, "neighbor advertisement" }, { REDIRECT, "redirect" },
	{ RENUMBER, "router renumbering" }, { NODE_QUERY, "who-are-you request" },
	{ NODE_REPLY, "who-are-you reply" },
	{ 141, "inverse neighbor solicitation" }, { 142, "inverse neighbor advertisement" },
	{ REPORT2, "multicast listener report v2" }, { HA_REQUEST, "ha discovery request" },
	{ HA_REPLY, "ha discovery reply" }, { MOBILE_SOLICIT, "mobile router solicitation" },
	{ MOBILE_ADVERTISE, "mobile router advertisement" }, { 200, "mtrace response" },
	{ 201, "mtrace message" }, { 0, NULL },
};

static const struct word unreachable[] = {
	{ 0, "unreachable route" }, { 1, " unreachable prohibited" }, { 2, "beyond scope" },
	{ 3, "unreachable address" }, { 4, "unreachable port" }, { 0, NULL },
};

/* The transport header that a quoted packet holds, behind extension headers. False: none. */
static bool quoted_transport(const struct view *v, size_t *at, uint8_t *proto)
{
	if (!view_has(v, HEADER, 40))
		return false;
	*proto = v->p[HEADER + 6];
	*at = HEADER + 40;
	for (int i = 0; i < 8; i++) {
		const uint8_t *p = v->p + *at;

		if (*proto == 6 || *proto == 17)
			return view_has(v, *at, 4);
		if ((*proto != 0 && *proto != 60 && *proto != 43 && *proto != 44) ||
		    !view_has(v, *at, 8) || (*proto == 44 && be16(p + 2) & 0xfff8))
			return false;
		*at += *proto == 44 ? 8 : (p[1] + 1u) * 8;
		*proto = p[0];
	}
	return false;
}

static void unreachable_print(struct pkt *pk, struct view v, uint8_t code, struct obuf *o)
{
	const char *what = word_of(unreachable, code);
	uint8_t proto;
	uint16_t port;
	size_t at;

	ob_str(o, ", ");
	if (!what) {
		ob_num(o, "unknown unreach code (", code, ")");
		return;
	}
	ob_str(o, what);
	if (code != 4) {
		const uint8_t *dst = view_at(&v, HEADER + 24, 16);

		ob_c(o, ' ');
		names_ip6(pk, o, dst);
		if (code == 2) {
			ob_str(o, ", source address ");
			names_ip6(pk, o, view_at(&v, HEADER + 8, 16));
		}
		return;
	}
	if (!quoted_transport(&v, &at, &proto)) {
		pkt_cut(pk);
		return;
	}
	port = be16(v.p + at + 2);
	ob_str(o, ", ");
	names_ip6(pk, o, view_at(&v, HEADER + 24, 16));
	ob_str(o, proto == 6 ? " tcp port " : " udp port ");
	if (proto == 6)
		names_tcp(pk, o, port);
	else
		names_udp(pk, o, port);
}

static void exceeded_print(struct pkt *pk, struct view v, uint8_t code, struct obuf *o)
{
	if (code == 0) {
		const uint8_t *dst = view_at(&v, HEADER + 24, 16);

		ob_str(o, " for ");
		names_ip6(pk, o, dst);
	} else if (code == 1) {
		ob_str(o, " (reassembly)");
	} else {
		ob_num(o, ", unknown code (", code, ")");
	}
}

static void problem_print(struct view v, uint8_t code, struct obuf *o)
{
	static const char *const codes[] = {
		", erroneous - octet ", ", next header - octet ", ", option - octet ",
		", incomplete header chain - octet ",
	};
	uint32_t at = be32(view_at(&v, 4, 4));

	if (code < 4)
		ob_num(o, codes[code], at, "");
	else
		ob_num(o, ", code-#", code, "");
}

static void id_text(struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 4, 2);

	ob_str(o, ", id ");
	ob_0x(o, be16(p), 4);
}

/* Home agents and prefixes of Mobile IPv6 (RFC 6275, sections 6.6 and 6.8). */
static void home_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	uint8_t flags;

	id_text(v, o);
	if (type == MOBILE_ADVERTISE) {
		flags = *view_at(&v, 6, 2);
		if (flags & 0xc0)
			ob_c(o, ' ');
		if (flags & 0x80)
			ob_c(o, 'M');
		if (flags & 0x40)
			ob_c(o, 'O');
		view_skip(&v, HEADER);
		nd6_options(pk, v, o);
		return;
	}
	view_pass(&v, HEADER);
	while (view_more(&v)) {
		const uint8_t *p = view_bytes(&v, 16);

		ob_str(o, ", ");
		names_ip6(pk, o, p);
	}
}

static void checksum_text(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint16_t sum, field;

	/* -K is about IP, TCP and UDP */
	if (view_left(v) < v->len || pk->ip.fragment)
		return;
	sum = pkt_pseudo_cksum(pk, v, v->len, 58);
	if (!sum) {
		ob_str(o, "[icmp6 sum ok] ");
		return;
	}
	field = be16(view_at(v, 2, 2));
	ob_str(o, "[bad icmp6 cksum ");
	ob_0x(o, field, 4);
	ob_str(o, " -> ");
	ob_0x(o, pkt_cksum_right(field, sum), 4);
	ob_str(o, "!] ");
}

/* False: no more is known of it than its number. */
static bool body(struct pkt *pk, struct view v, uint8_t type, uint8_t code, struct obuf *o)
{
	switch (type) {
	case UNREACHABLE:
		unreachable_print(pk, v, code, o);
		return true;
	case TOO_BIG:
		ob_num(o, ", mtu ", be32(view_at(&v, 4, 4)), "");
		return true;
	case EXCEEDED:
		exceeded_print(pk, v, code, o);
		return true;
	case PROBLEM:
		view_at(&v, HEADER + 24, 16);
		problem_print(v, code, o);
		return true;
	case ECHO:
	case ECHO_REPLY:
		view_at(&v, 4, 4);
		ob_num(o, ", id ", be16(view_at(&v, 4, 2)), ", seq ");
		ob_u(o, be16(view_at(&v, 6, 2)));
		return true;
	case QUERY:
	case REPORT:
	case DONE:
	case REPORT2:
		mld_print(pk, v, type, o);
		return true;
	case ROUTER_SOLICIT:
	case ROUTER:
	case SOLICIT:
	case ADVERTISE:
	case REDIRECT:
		nd6_print(pk, v, type, o);
		return true;
	case HA_REQUEST:
	case MOBILE_SOLICIT:
		id_text(v, o);
		return true;
	case HA_REPLY:
	case MOBILE_ADVERTISE:
		if (pk->show->v)
			home_print(pk, v, type, o);
		return true;
	case RENUMBER:
		renumber_print(pk, v, o);
		return true;
	case NODE_QUERY:
		nodeinfo_query(pk, v, o);
		return true;
	case NODE_REPLY:
		nodeinfo_reply(pk, v, o);
		return true;
	default:
		return type > RENUMBER && type <= MOBILE_ADVERTISE;
	}
}

static void icmp6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type, code;

	if (!v.len) {
		ob_str(o, "ICMP6, length 0 (invalid)");
		return;
	}
	type = *view_at(&v, 0, 1);
	if (pk->failed)
		return;
	if (pk->show->v)
		checksum_text(pk, &v, o);
	ob_str(o, "ICMP6, ");
	ob_word(o, types, type, "unknown icmp6 type (", ")");
	if (pk->show->v && ((type >= ROUTER_SOLICIT && type <= REDIRECT) || type == HA_REPLY ||
			    type == MOBILE_ADVERTISE))
		ob_num(o, ", length ", v.len, "");
	code = *view_at(&v, 1, 1);
	if (!body(pk, v, type, code, o)) {
		ob_num(o, ", length ", v.len, "");
		if (pk->show->v < 2)
			hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v),
				 false);
		return;
	}
	if (type == UNREACHABLE && code > 4) {
		if (pk->show->v < 2)
			hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v),
				 false);
		return;
	}
	if (!pk->show->v)
		ob_num(o, ", length ", v.len, "");
}

const struct printer printer_icmp6 = { .name = "icmp6",
	.title = "ICMPv6, neighbour discovery, MLD, router renumbering, node information",
	.on = icmp6_on, .print = icmp6_print, .whole = true };
