/* IP without a link header (DLT_RAW). */
#include <pcap/dlt.h>

#include "print.h"

#define LINKTYPE_RAW_OTHER 14		/* DLT_RAW of OpenBSD */

static const struct bind raw_on[] = {
	{ BY_DLT, DLT_RAW, 0 }, { BY_DLT, LINKTYPE_RAW_OTHER, 0 }, { BY_DLT, DLT_IPV4, 0 },
	{ BY_DLT, DLT_IPV6, 0 }, { 0 },
};

static void raw_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t version;

	if (pk->show->link)
		ob_str(o, "ip: ");
	version = *view_at(&v, 0, 1) >> 4;
	if (pk->failed)
		return;
	if (version == 4)
		pkt_next(pk, BY_ETHER, 0x0800, v, o);
	else if (version == 6)
		pkt_next(pk, BY_ETHER, 0x86dd, v, o);
	else
		ob_num(o, "unknown ip ", version, "");
}

const struct printer printer_raw = { .name = "raw", .title = "raw IP", .on = raw_on,
	.print = raw_print };
