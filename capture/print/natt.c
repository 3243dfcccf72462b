/* IPsec in UDP (RFC 3948): a keep-alive, four zeros and IKE, or ESP. */
#include "print.h"

#define MARKER 4

static const struct bind natt_on[] = { { BY_UDP, 4500, 21 }, { 0 } };

static void natt_print(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len == 1 && *view_at(&v, 0, 1) == 0xff && !pk->failed) {
		ob_str(o, "isakmp-nat-keep-alive");
		return;
	}
	if (v.len < MARKER) {
		pkt_mark(pk, o);
		return;
	}
	view_need(&v, MARKER);
	if (pk->failed)
		return;
	if (be32(v.p)) {
		ob_str(o, "UDP-encap: ");
		pkt_call(pk, &printer_esp, v, o);
	} else {
		ob_str(o, "NONESP-encap: ");
		pkt_call(pk, &printer_isakmp, view_behind(v, MARKER), o);
	}
}

const struct printer printer_natt = { .name = "isakmp_rfc3948", .title = "IPsec in UDP",
	.on = natt_on, .print = natt_print, .whole = true };
