/* Ethernet in IPv6 (RFC 8986, next header 143). */
#include <pcap/dlt.h>

#include "print.h"

static const struct bind ethip6_on[] = { { BY_IP6, 143, 0 }, { 0 } };

static void ethip6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	pkt_next(pk, BY_DLT, DLT_EN10MB, v, o);
}

const struct printer printer_ethip6 = { .name = "ether", .title = "Ethernet in IPv6",
	.on = ethip6_on, .print = ethip6_print };
