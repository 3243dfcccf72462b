/* Linux cooked capture v1: type(2) hardware(2) address length(2) address(8) protocol(2). */
#include "sll.h"

#include <pcap/dlt.h>

#define HEADER 16

static const struct bind sll_on[] = { { BY_DLT, DLT_LINUX_SLL, 0 }, { 0 } };

static void head(const struct pkt *pk, const uint8_t *p, size_t whole, struct obuf *o)
{
	const char *way = sll_direction(be16(p));

	ob_blanks(o, 3 - strlen(way));
	ob_str(o, way);
	ob_c(o, ' ');
	if (be16(p + 4) == 6) {
		names_mac(pk, o, p + 6);
		ob_c(o, ' ');
	}
	sll_protocol(pk, o, be16(p + 14), whole);
}

static void sll_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p = view_bytes(&v, HEADER);
	uint16_t protocol = be16(p + 14);

	pkt_link(pk, &v);
	if (pk->failed)
		return;
	if (pk->show->link)
		head(pk, p, whole, o);
	if (sll_next(pk, protocol, v, o))
		return;
	if (!pk->show->link && protocol > 1500)
		head(pk, p, whole, o);
	pkt_data(pk, v, o);
}

const struct printer printer_sll = { .name = "sll", .title = "Linux cooked capture v1",
	.on = sll_on, .print = sll_print };
