/* PPP in HDLC frames (RFC 1662; DLT_PPP_SERIAL): address(1) control(1) protocol(2), or Cisco's. */
#include <pcap/dlt.h>

#include "proto/ppp.h"

#define HEADER 4
#define CISCO_UNICAST 0x0f
#define CISCO_MULTICAST 0x8f
#define ADDRESS 0xff

static const struct bind ppphdlc_on[] = { { BY_DLT, DLT_PPP_SERIAL, 0 }, { 0 } };

static void ppphdlc_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p;
	const char *name;

	if (v.len < HEADER)
		view_failed(&v);
	p = view_at(&v, 0, HEADER);
	if (pk->failed) {
		pk->link_len = pk->caplen;
		return;
	}
	if (p[0] == CISCO_UNICAST || p[0] == CISCO_MULTICAST) {
		pkt_next(pk, BY_DLT, DLT_C_HDLC, v, o);
		return;
	}
	if (pk->show->link) {
		ob_hex(o, p[0], 2);
		ob_c(o, ' ');
		ob_hex(o, p[1], 2);
		ob_num(o, " ", whole, " ");
	}
	if (p[0] != ADDRESS) {
		view_skip(&v, 2);
		pkt_link(pk, &v);
		ob_str(o, "unknown addr ");
		ob_hex(o, p[2], 2);
		ob_str(o, "; ctrl ");
		ob_hex(o, p[3], 2);
		return;
	}
	view_skip(&v, HEADER);
	pkt_link(pk, &v);
	pk->linked = true;
	name = word_of(ppp_protocols, be16(p + 2));
	if (name) {
		ob_str(o, name);
	} else {
		ob_str(o, "unknown PPP protocol (");
		ob_0x(o, be16(p + 2), 4);
		ob_c(o, ')');
	}
	ob_str(o, ": ");
	ppp_contents(pk, be16(p + 2), v, o);
}

const struct printer printer_ppphdlc = { .name = "ppp_hdlc", .title = "PPP over HDLC",
	.on = ppphdlc_on, .print = ppphdlc_print };
