/* Linux cooked capture v1: type(2) hardware(2) address length(2) address(8) protocol(2). */
#include "sll.h"

#include <pcap/dlt.h>

#define HEADER 16

static const struct bind sll_on[] = { { BY_DLT, DLT_LINUX_SLL, 0 }, { 0 } };

static void sll_print(struct pkt *pk, struct view v, struct obuf *o)
{
	struct sll s = { .whole = v.len };
	const uint8_t *p = view_bytes(&v, HEADER);

	if (pk->failed)
		return;
	pkt_link(pk, &v);
	s.protocol = be16(p + 14);
	s.mac = be16(p + 4) == 6 ? p + 6 : NULL;
	s.direction = sll_direction(be16(p));
	sll_rest(pk, &s, v, o);
}

const struct printer printer_sll = { .name = "sll", .title = "Linux cooked capture v1",
	.on = sll_on, .print = sll_print, .whole = true };
