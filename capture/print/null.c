/* BSD loopback (DLT_NULL, DLT_LOOP): an address family(4), in the byte order of its writer. */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 4

static const struct bind null_on[] = { { BY_DLT, DLT_NULL, 0 }, { BY_DLT, DLT_LOOP, 0 }, { 0 } };

/* As the BSDs number them; IPv6 has three numbers. */
static const struct word families[] = {
	{ 2, "IPv4" }, { 7, "ISO" }, { 16, "Appletalk" }, { 23, "IPX" }, { 24, "IPv6" },
	{ 28, "IPv6" }, { 30, "IPv6" }, { 0, NULL },
};

static bool family_print(struct pkt *pk, uint32_t family, struct view v, struct obuf *o)
{
	switch (family) {
	case 2:
		return pkt_next(pk, BY_ETHER, 0x0800, v, o);
	case 7:
		return pkt_next(pk, BY_SAP, 0xfe, v, o);
	case 16:
		return pkt_next(pk, BY_ETHER, 0x809b, v, o);
	case 23:
		return pkt_next(pk, BY_SAP, 0xe0, v, o);
	case 24:
	case 28:
	case 30:
		return pkt_next(pk, BY_ETHER, 0x86dd, v, o);
	default:
		return false;
	}
}

static void head(const struct pkt *pk, struct obuf *o, uint32_t family, size_t whole)
{
	const char *name = word_of(families, family);

	if (!pk->show->quick) {
		ob_str(o, "AF ");
		ob_str(o, name ? name : "Unknown");
		ob_num(o, " (", family, ")");
	} else if (name) {
		ob_str(o, name);
	} else {
		ob_num(o, "Unknown AF ", family, "");
	}
	ob_num(o, ", length ", whole, ": ");
}

static void null_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	uint32_t family = le32(view_bytes(&v, HEADER));

	if (family & 0xffff0000)
		family = __builtin_bswap32(family);
	if (pk->failed)
		return;
	pkt_link(pk, &v);
	if (pk->show->link)
		head(pk, o, family, whole);
	if (family_print(pk, family, v, o))
		return;
	if (!pk->show->link)
		head(pk, o, family, whole);
	pkt_data(pk, v, o);
}

const struct printer printer_null = { .name = "null", .title = "BSD loopback", .on = null_on,
	.print = null_print, .whole = true };
