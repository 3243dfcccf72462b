/* IPv6 (RFC 8200); its extension headers have files of their own. */
#include "ip.h"
#include "print.h"

#define HEADER 40

static const struct bind ipv6_on[] = {
	{ BY_ETHER, 0x86dd, 0 }, { BY_IP, 41, 0 }, { BY_PPP, 0x0057, 0 },
	{ 0 },
};

static void verbose(const uint8_t *p, struct obuf *o)
{
	uint32_t first = be32(p);

	ob_c(o, '(');
	if (first & 0x0ff00000) {
		ob_str(o, "class ");
		ob_0x(o, first >> 20 & 0xff, 2);
		ob_str(o, ", ");
	}
	if (first & 0x000fffff) {
		ob_str(o, "flowlabel ");
		ob_0x(o, first & 0x000fffff, 5);
		ob_str(o, ", ");
	}
	ob_num(o, "hlim ", p[7], ", next-header ");
	ob_str(o, ip_proto_name(p[6]));
	ob_num(o, " (", p[6], ") payload length: ");
	ob_u(o, be16(p + 4));
	ob_str(o, ") ");
}

static void ipv6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	size_t len;

	p = view_at(&v, 0, HEADER);
	if (pk->failed)
		return;
	if (v.len < HEADER) {
		ob_num(o, "truncated-ip6 ", v.len, "");
		return;
	}
	if (!pk->show->link)
		ob_str(o, "IP6 ");
	if (p[0] >> 4 != 6) {
		ob_num(o, "version error: ", p[0] >> 4, " != 6");
		return;
	}
	len = be16(p + 4);
	pk->ip = (struct ip_around){ .version = 6, .proto = p[6], .first = p[6], .ttl = p[7],
		.jumbo = !len && p[6] == 0,
		.head = p, .src = p + 8, .dst = p + 24, .last = p + 24 };
	if (pk->ip.jumbo)
		len = v.len - HEADER;
	if (v.len < HEADER + len)
		ob_num(o, "truncated-ip6 - ", HEADER + len - v.len, " bytes missing!");
	/* an extension is read even where no payload is promised */
	pk->ip.beyond = !len && p[6] != 0 && ip_is_extension(p[6]);
	if (pk->ip.beyond)
		v.len = HEADER;
	else
		v = view_limit(v, HEADER + len);
	if (pk->show->v)
		verbose(p, o);
	if (!ip_has_ports(p[6]))
		ip_ends(pk, o);
	view_skip(&v, HEADER);
	ip_payload(pk, v, o);
}

const struct printer printer_ipv6 = { .name = "ip6", .title = "IPv6", .on = ipv6_on,
	.print = ipv6_print };
