/* IP payload compression (RFC 3173): next(1) flags(1) cpi(2), then what is compressed. */
#include "print.h"

static const struct bind ipcomp_on[] = { { BY_IP, 108, 0 }, { 0 } };

static void ipcomp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t cpi = be16(view_at(&v, 2, 2));

	(void)pk;
	ob_str(o, "IPComp(cpi=");
	ob_0x(o, cpi, 4);
	ob_c(o, ')');
}

const struct printer printer_ipcomp = { .name = "ipcomp", .title = "IPComp", .on = ipcomp_on,
	.print = ipcomp_print, .whole = true };
