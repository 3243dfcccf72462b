/* PPP multilink (RFC 1990), short numbers: flags and sequence(2), then a fragment. */
#include "print.h"

static const struct bind mlppp_on[] = { { BY_PPP, 0x003d, 0 }, { 0 } };

static const struct word flags[] = {
	{ 0xc000, "begin, end" }, { 0x8000, "begin" }, { 0x4000, "end" }, { 0, "none" },
	{ 0, NULL },
};

static void mlppp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t first;

	if (!pk->show->link)
		ob_str(o, "MLPPP, ");
	if (v.len < 2 || !view_has(&v, 0, 2)) {
		ob_str(o, "[|mlppp]");
		return;
	}
	first = be16(v.p);
	ob_str(o, "seq ");
	ob_0x(o, first & 0xfff, 3);
	ob_str(o, ", Flags [");
	ob_str(o, word_of(flags, first & 0xc000));
	ob_num(o, "], length ", v.len, "");
}

const struct printer printer_mlppp = { .name = "mlppp", .title = "PPP multilink", .on = mlppp_on,
	.print = mlppp_print, .whole = true };
