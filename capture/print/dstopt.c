/* IPv6 destination options (RFC 8200, section 4.6): next(1) length(1), options. */
#include "ip.h"
#include "ip6opts.h"

static const struct bind dstopt_on[] = { { BY_IP6, 60, 0 }, { 0 } };

static void dstopt_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 2);
	size_t n = (p[1] + 1u) * 8;

	if (pk->failed)
		return;
	if (view_left(&v) < n) {
		pkt_mark(pk, o);
		return;
	}
	ob_str(o, "DSTOPT ");
	if (pk->show->v && !ip6opts_print(pk, view_limit(view_behind(v, 2), n - 2), o, NULL))
		return;
	pk->ip.proto = p[0];
	ip_payload(pk, view_behind(v, n), o);
}

const struct printer printer_dstopt = { .name = "dstopt", .title = "IPv6 destination options",
	.on = dstopt_on, .print = dstopt_print, .whole = true };
