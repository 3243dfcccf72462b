/*
 * Linux cooked capture v2: protocol(2) reserved(2) interface(4) hardware(2) type(1) address
 * length(1) address(8).
 */
#include "sll.h"

#include <pcap/dlt.h>

#define HEADER 20

static const struct bind sll2_on[] = { { BY_DLT, DLT_LINUX_SLL2, 0 }, { 0 } };

static void head(const struct pkt *pk, const uint8_t *p, size_t whole, struct obuf *o)
{
	ob_num(o, "ifindex ", be32(p + 4), " ");
	if (p[11] == 6) {
		names_mac(pk, o, p + 12);
		ob_c(o, ' ');
	}
	sll_protocol(pk, o, be16(p), whole);
}

static void sll2_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p = view_bytes(&v, HEADER);
	uint16_t protocol = be16(p);

	pkt_link(pk, &v);
	if (pk->failed)
		return;
	ob_left(o, names_link(pk, be32(p + 4)), 5);
	ob_c(o, ' ');
	ob_left(o, sll_direction(p[10]), 3);
	ob_c(o, ' ');
	if (pk->show->link)
		head(pk, p, whole, o);
	if (sll_next(pk, protocol, v, o))
		return;
	if (!pk->show->link && protocol > 1500)
		head(pk, p, whole, o);
	pkt_data(pk, v, o);
}

const struct printer printer_sll2 = { .name = "sll2", .title = "Linux cooked capture v2",
	.on = sll2_on, .print = sll2_print };
