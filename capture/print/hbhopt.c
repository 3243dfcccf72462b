/* IPv6 hop-by-hop options (RFC 8200, section 4.3): next(1) length(1), options. */
#include "ip.h"
#include "ip6opts.h"

static const struct bind hbhopt_on[] = { { BY_IP6, 0, 0 }, { 0 } };

static void hbhopt_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 2);
	uint8_t next = p[0];
	size_t n = (p[1] + 1u) * 8;
	uint32_t jumbo;

	if (view_left(&v) < n)
		view_failed(&v);
	if (pk->failed)
		return;
	if (pk->ip.hop_by_hop) {
		ob_str(o, "[The Hop-by-Hop Options header was already found] (invalid)");
		return;
	}
	pk->ip.hop_by_hop = true;
	ob_str(o, "HBH ");
	if (!ip6opts_print(pk, view_limit(view_behind(v, 2), n - 2), o, &jumbo))
		return;
	if (pk->ip.jumbo && !jumbo) {
		ob_str(o, "[No valid Jumbo Payload Hop-by-Hop option found] (invalid)");
		return;
	}
	view_pass(&v, n);
	if (pk->ip.jumbo)
		v.len = jumbo > n ? jumbo - n : 0;
	pk->ip.jumbo = false;
	pk->ip.proto = next;
	ip_payload(pk, v, o);
}

const struct printer printer_hbhopt = { .name = "hbhopt", .title = "IPv6 hop-by-hop options",
	.on = hbhopt_on, .print = hbhopt_print };
