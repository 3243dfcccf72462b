/* PPP as an Ethertype, 0x880b: the classic text has a colon before it. */
#include "print.h"

static const struct bind ethppp_on[] = { { BY_ETHER, 0x880b, 0 }, { 0 } };

static void ethppp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len)
		ob_str(o, ": ");
	if (v.len)
		pkt_call(pk, &printer_ppp, v, o);
}

const struct printer printer_ethppp = { .name = "ppp", .title = "PPP in Ethernet frames",
	.on = ethppp_on, .print = ethppp_print, .whole = true };
