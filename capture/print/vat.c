/* The packets of vat and vt, two conferencing programs, where -T asks for them. */
#include "print.h"

#define HEADER 8
#define NOT_VAT 0xf060	/* of the first 16 bits */

static const struct bind vat_on[] = { { BY_UDP_AS, AS_VAT, 0 }, { 0 } };

static void vat_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t first;

	(void)pk;
	if (v.len < 2) {
		ob_num(o, "udp/va/vat, length ", v.len, " < 2");
		return;
	}
	first = be16(view_at(&v, 0, 2));
	if (first & NOT_VAT) {
		ob_num(o, "udp/vt ", v.len, " ");
		ob_num(o, "", first & 0x3ff, " / ");
		ob_u(o, first >> 10);
		return;
	}
	if (v.len < HEADER) {
		ob_num(o, "udp/vat, length ", v.len, " < 8");
		return;
	}
	p = view_at(&v, 0, HEADER);
	ob_num(o, "udp/vat ", v.len - HEADER, " c");
	ob_u(o, be16(p + 2));
	ob_num(o, " ", be32(p + 4), "");
	if (p[1] & 0x80)
		ob_c(o, '*');
	if (p[1] & 0x1f)
		ob_num(o, " f", p[1] & 0x1f, "");
	if (p[0] & 0x3f)
		ob_num(o, " s", p[0] & 0x3f, "");
}

const struct printer printer_vat = { .name = "vat", .title = "vat (with -T vat)", .on = vat_on,
	.print = vat_print, .whole = true };
