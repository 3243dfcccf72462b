/*
 * Linux cooked capture v2: protocol(2) reserved(2) interface(4) hardware(2) type(1) address
 * length(1) address(8).
 */
#include "sll.h"

#include <pcap/dlt.h>

#define HEADER 20

static const struct bind sll2_on[] = { { BY_DLT, DLT_LINUX_SLL2, 0 }, { 0 } };

static void sll2_print(struct pkt *pk, struct view v, struct obuf *o)
{
	struct sll s = { .whole = v.len };
	const uint8_t *p = view_bytes(&v, HEADER);

	if (pk->failed)
		return;
	pkt_link(pk, &v);
	s.protocol = be16(p);
	s.mac = p[11] == 6 ? p + 12 : NULL;
	s.index = be32(p + 4);
	ob_left(o, names_link(pk, s.index), 5);
	ob_c(o, ' ');
	ob_left(o, sll_direction(p[10]), 3);
	ob_c(o, ' ');
	sll_rest(pk, &s, v, o);
}

const struct printer printer_sll2 = { .name = "sll2", .title = "Linux cooked capture v2",
	.on = sll2_on, .print = sll2_print, .whole = true };
