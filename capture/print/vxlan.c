/* VXLAN (RFC 7348): flags(1) reserved(3) vni(3) reserved(1), then an Ethernet frame. */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 8
#define VALID 0x08

static const struct bind vxlan_on[] = {
	{ BY_UDP, 4789, 58 }, { BY_UDP_AS, AS_VXLAN, 0 }, { 0 },
};

static void vxlan_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t flags;
	uint32_t vni;

	ob_str(o, "VXLAN");
	if (v.len < HEADER) {
		ob_str(o, " (invalid)");
		return;
	}
	flags = view_u8(&v);
	ob_str(o, flags & VALID ? ", flags [I] (" : ", flags [invalid] (");
	ob_0x(o, flags, 2);
	ob_str(o, "), ");
	view_skip(&v, 3);
	vni = view_be24(&v);
	ob_num(o, "vni ", vni, "\n");
	view_skip(&v, 1);
	pkt_next(pk, BY_DLT, DLT_EN10MB, v, o);
}

const struct printer printer_vxlan = { .name = "vxlan", .title = "VXLAN", .on = vxlan_on,
	.print = vxlan_print, .whole = true };
