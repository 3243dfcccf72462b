/* IPv6 hop-by-hop options (RFC 8200, section 4.3): next(1) length(1), options. */
#include "ip.h"
#include "ip6opts.h"

static const struct bind hbhopt_on[] = { { BY_IP6, 0, 0 }, { 0 } };

/* False: it ends early, by a mark. */
static bool header(struct pkt *pk, const struct view *v, size_t n, struct obuf *o, uint32_t *jumbo)
{
	if (view_left(v) < n) {
		pkt_mark(pk, o);
		return false;
	}
	ob_str(o, "HBH ");
	return ip6opts_print(pk, view_limit(view_behind(*v, 2), n - 2), o, jumbo);
}

static void hbhopt_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint32_t jumbo = 0;
	const uint8_t *p;
	size_t n;

	if (pk->ip.hop_by_hop) {
		ob_str(o, "[The Hop-by-Hop Options header was already found] (invalid)");
		return;
	}
	if (pk->ip.first) {
		ob_str(o, "[The Hop-by-Hop Options header don't follow the IPv6 header] (invalid)");
		return;
	}
	pk->ip.hop_by_hop = true;
	p = view_at(&v, 0, 2);
	n = (p[1] + 1u) * 8;
	if (pk->failed || (!header(pk, &v, n, o, &jumbo) && (!pk->ip.jumbo || jumbo)))
		return;
	if (pk->ip.jumbo && !jumbo) {
		ob_str(o, "[No valid Jumbo Payload Hop-by-Hop option found] (invalid)");
		return;
	}
	if (pk->ip.jumbo && jumbo > v.len)
		pk->ip.missing = jumbo - v.len;
	pk->ip.proto = p[0];
	view_pass(&v, n);
	if (pk->ip.jumbo)
		v.len = jumbo > n ? jumbo - n : 0;
	pk->ip.jumbo = false;
	ip_payload(pk, v, o);
}

const struct printer printer_hbhopt = { .name = "hbhopt", .title = "IPv6 hop-by-hop options",
	.on = hbhopt_on, .print = hbhopt_print, .whole = true };
