/* VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe): flags(1) reserved(2) next(1) vni(3) reserved(1). */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 8

static const struct bind vxlan_gpe_on[] = { { BY_UDP, 4790, 61 }, { 0 } };

static const struct word flag_bits[] = {
	{ 0x08, "I" }, { 0x04, "P" }, { 0x02, "B" }, { 0x01, "O" }, { 0, NULL },
};

enum next { IP4 = 1, IP6, ETHERNET, NSH };

static void vxlan_gpe_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t flags, next;
	uint32_t vni;

	ob_str(o, "VXLAN-GPE, ");
	if (v.len < HEADER) {
		ob_num(o, " (len ", v.len, " < 8) (invalid)");
		return;
	}
	flags = view_u8(&v);
	ob_str(o, "flags [");
	ob_bits(o, flag_bits, flags, "", "none");
	ob_str(o, "], ");
	view_skip(&v, 2);
	next = view_u8(&v);
	vni = view_be24(&v);
	view_skip(&v, 1);
	ob_num(o, "vni ", vni, pk->show->v ? "\n    " : ": ");
	if (pk->failed)
		return;
	switch (next) {
	case IP4:
		pkt_next(pk, BY_ETHER, 0x0800, v, o);
		break;
	case IP6:
		pkt_next(pk, BY_ETHER, 0x86dd, v, o);
		break;
	case ETHERNET:
		pkt_next(pk, BY_DLT, DLT_EN10MB, v, o);
		break;
	case NSH:
		pkt_next(pk, BY_ETHER, 0x894f, v, o);
		break;
	default:
		ob_str(o, "ERROR: unknown-next-protocol (invalid)");
	}
}

const struct printer printer_vxlan_gpe = { .name = "vxlan_gpe", .title = "VXLAN-GPE",
	.on = vxlan_gpe_on, .print = vxlan_gpe_print, .whole = true };
