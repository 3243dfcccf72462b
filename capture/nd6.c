/* Neighbour discovery (RFC 4861): addresses, then options; RFC 4191, 6275, 8106. */
#include "nd6.h"

#include "dnsname.h"
#include "hex.h"

enum { ROUTER_SOLICIT = 133, ROUTER, SOLICIT, ADVERTISE, REDIRECT };

enum option {
	SOURCE = 1,
	TARGET,
	PREFIX,
	HEADER,
	MTU,
	INTERVAL = 7,
	AGENT,
	ROUTE = 24,
	RDNSS,
	DNSSL = 31
};

static const struct word options[] = {
	{ SOURCE, "source link-address" }, { TARGET, "destination link-address" },
	{ PREFIX, "prefix info" }, { HEADER, "redirected header" }, { MTU, "mtu" },
	{ INTERVAL, "advertisement interval" }, { AGENT, "homeagent information" },
	{ ROUTE, "route info" }, { RDNSS, "rdnss" }, { DNSSL, "dnssl" }, { 0, NULL },
};

static const struct word router_flags[] = {
	{ 0x80, "managed" }, { 0x40, "other stateful" }, { 0x20, "home agent" },
	{ 0x02, "ipv6 only" }, { 0, NULL },
};
static const struct word neighbor_flags[] = {
	{ 0x80, "router" }, { 0x40, "solicited" }, { 0x20, "override" }, { 0, NULL },
};
static const struct word prefix_flags[] = {
	{ 0x80, "onlink" }, { 0x40, "auto" }, { 0x20, "router" }, { 0, NULL },
};

static const char *preference(uint8_t flags)
{
	static const char *const words[] = { "medium", "high", "rsv", "low" };

	return words[flags >> 3 & 3];
}

static void lifetime(uint32_t s, struct obuf *o)
{
	if (s == UINT32_MAX)
		ob_str(o, "infinity");
	else
		ob_num(o, "", s, "s");
}

static void prefix_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 32);

	names_ip6(pk, o, p + 16);
	ob_num(o, "/", p[2], n == 32 ? ", Flags [" : "badlen, Flags [");
	ob_bits(o, prefix_flags, p[3], ", ", "none");
	ob_str(o, "], valid time ");
	lifetime(be32(p + 4), o);
	ob_str(o, ", pref. time ");
	lifetime(be32(p + 8), o);
}

static void route_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	uint8_t prefix[16] = { 0 };
	const uint8_t *p = view_at(v, 0, 8);

	if (n > 24)
		pkt_cut(pk);
	else if (n > 8)
		memcpy(prefix, view_at(v, 8, n - 8), n - 8);
	ob_c(o, ' ');
	names_ip6(pk, o, prefix);
	ob_num(o, "/", p[2], ", pref=");
	ob_str(o, preference(p[3]));
	ob_str(o, ", lifetime=");
	lifetime(be32(p + 4), o);
}

static void servers_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	ob_num(o, " lifetime ", be32(view_at(v, 4, 4)), "s,");
	for (size_t at = 8; at + 16 <= n && !pk->failed; at += 16) {
		ob_str(o, " addr: ");
		names_ip6(pk, o, view_at(v, at, 16));
	}
}

/* Names, up to an empty one; a compressed one counts from the option's start. */
static void domains_option(struct pkt *pk, struct view *v, size_t n, struct obuf *o)
{
	ob_num(o, " lifetime ", be32(view_at(v, 4, 4)), "s, domain(s):");
	for (size_t at = 8, used; at < n && pkt_step(pk) && *view_at(v, at, 1); at += used) {
		ob_c(o, ' ');
		used = dnsname_print(pk, v, at, o);
		if (!used) {
			pkt_cut(pk);
			return;
		}
	}
}

/* False: it is not known, and nothing behind it is read. */
static bool option_text(struct pkt *pk, struct view *v, uint8_t type, size_t n, struct obuf *o)
{
	switch (type) {
	case SOURCE:
	case TARGET:
		if (n == 8) {
			names_mac(pk, o, view_at(v, 2, 6));
			break;
		}
		for (size_t i = 2; i < n; i++) {
			if (i > 2)
				ob_c(o, ':');
			ob_hex(o, *view_at(v, i, 1), 2);
		}
		break;
	case PREFIX:
		prefix_option(pk, v, n, o);
		break;
	case HEADER:
		view_need(v, n);
		if (!pk->failed)
			hex_dump(o, "\n\t    ", v->p, n, false);
		break;
	case MTU:
		ob_num(o, " ", be32(view_at(v, 4, 4)), "");
		if (n != 8)
			ob_str(o, "bad option length");
		break;
	case INTERVAL:
		ob_num(o, " ", be32(view_at(v, 4, 4)), "ms");
		break;
	case AGENT:
		ob_num(o, " preference ", be16(view_at(v, 4, 2)), ", lifetime ");
		ob_u(o, be16(view_at(v, 6, 2)));
		break;
	case ROUTE:
		route_option(pk, v, n, o);
		break;
	case RDNSS:
		servers_option(pk, v, n, o);
		break;
	case DNSSL:
		domains_option(pk, v, n, o);
		break;
	default:
		view_need(v, n);
		if (pk->show->v <= 1 && !pk->failed)
			hex_dump(o, "\n\t  ", v->p + 2, n - 2, false);
		return false;
	}
	return true;
}

void nd6_options(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p;
		const char *name;
		size_t n;

		/* the classic text says nothing of options that are all missing */
		if (!view_left(&v))
			return;
		p = view_at(&v, 0, 2);
		n = (size_t)p[1] * 8;
		if (v.len < 2 || !n || !view_has(&v, 0, n)) {
			pkt_cut(pk);
			return;
		}
		ob_str(o, "\n\t  ");
		name = word_of(options, p[0]);
		ob_str(o, name ? name : "unknown");
		ob_num(o, " option (", p[0], "), length ");
		ob_num(o, "", n, " (");
		ob_num(o, "", p[1], "): ");
		if (!option_text(pk, &v, p[0], n, o) && pk->show->v <= 1)
			return;
		if (pk->show->v > 1 && !pk->failed)
			hex_dump(o, "\n\t    ", p + 2, n - 2, false);
		view_skip(&v, n);
	}
}

static void router_text(const uint8_t *p, struct obuf *o)
{
	ob_num(o, "\n\thop limit ", p[4], ", Flags [");
	ob_bits(o, router_flags, p[5], ", ", "none");
	ob_str(o, "], pref ");
	ob_str(o, preference(p[5]));
	ob_num(o, ", router lifetime ", be16(p + 6), "s, reachable time ");
	ob_num(o, "", be32(p + 8), "ms, retrans timer ");
	ob_num(o, "", be32(p + 12), "ms");
}

void nd6_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	size_t head = type == ROUTER_SOLICIT ? 8 : type == ROUTER ? 16 : type == REDIRECT ? 40 : 24;
	bool verbose = pk->show->v;
	const uint8_t *p;

	if (type == ROUTER_SOLICIT || type == ROUTER) {
		if (!verbose)
			return;
		/* the classic text says nothing of a solicitation cut short */
		if (type == ROUTER_SOLICIT && !view_has(&v, 0, head))
			return;
		p = view_at(&v, 0, head);
		if (type == ROUTER && !pk->failed)
			router_text(p, o);
	} else {
		const uint8_t *to;

		if (type == REDIRECT)
			view_at(&v, 24, 16);
		to = view_at(&v, 8, 16);
		ob_str(o, type == SOLICIT ? ", who has " : type == ADVERTISE ? ", tgt is " : ", ");
		p = view_at(&v, 0, head < 24 ? 24 : head);
		if (type == REDIRECT) {
			names_ip6(pk, o, p + 24);
			ob_str(o, " to ");
			names_ip6(pk, o, p + 8);
		} else {
			names_ip6(pk, o, to);
		}
		if (type == ADVERTISE && verbose) {
			ob_str(o, ", Flags [");
			ob_bits(o, neighbor_flags, p[4], ", ", "none");
			ob_c(o, ']');
		}
	}
	if (verbose)
		nd6_options(pk, view_behind(v, head), o);
}
