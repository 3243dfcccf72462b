/* PPP (RFC 1661, 1662): address and control(2) or not, protocol(1 or 2). */
#include <pcap/dlt.h>

#include "hex.h"
#include "print.h"

static const struct bind ppp_on[] = { { BY_DLT, DLT_PPP, 0 }, { BY_ETHER, 0x880b, 0 }, { 0 } };

static const struct word protocols[] = {
	{ 0x0021, "IP" }, { 0x0023, "OSI" }, { 0x0025, "NS" }, { 0x0027, "DECNET" },
	{ 0x0029, "APPLE" }, { 0x002b, "IPX" }, { 0x002d, "VJC IP" }, { 0x002f, "VJNC IP" },
	{ 0x0031, "BRPDU" }, { 0x0033, "STII" }, { 0x0035, "VINES" }, { 0x003d, "MLPPP" },
	{ 0x0057, "IP6" }, { 0x00fd, "COMP" }, { 0x0281, "MPLS unicast" },
	{ 0x0283, "MPLS multicast" }, { 0x8021, "IPCP" }, { 0x8023, "OSICP" },
	{ 0x8025, "NSCP" }, { 0x8027, "DECNETCP" }, { 0x8029, "APPLECP" }, { 0x802b, "IPXCP" },
	{ 0x8033, "STIICP" }, { 0x8035, "VINESCP" }, { 0x8053, "ECP" }, { 0x8057, "IP6CP" },
	{ 0x80fd, "CCP" }, { 0x8281, "MPLSCP" }, { 0xc021, "LCP" }, { 0xc023, "PAP" },
	{ 0xc025, "LQM" }, { 0xc027, "SPAP" }, { 0xc029, "CBCP" }, { 0xc02b, "BACP" },
	{ 0xc02d, "BAP" }, { 0xc03d, "MLPPP-ED" }, { 0xc223, "CHAP" }, { 0xc227, "EAP" },
	{ 0, NULL },
};

static void unknown_print(const struct pkt *pk, struct view v, uint16_t protocol, struct obuf *o)
{
	const char *name = word_of(protocols, protocol);

	if (name) {
		ob_str(o, name);
		ob_c(o, ' ');
	} else if (pk->show->link) {
		return;
	} else {
		ob_str(o, "unknown PPP protocol (");
		ob_0x(o, protocol, 4);
		ob_str(o, ") ");
	}
	hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
}

static void ppp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const char *name;
	uint16_t protocol;

	if (v.len < 2)
		view_failed(&v);
	if (be16(view_at(&v, 0, 2)) == 0xff03)
		view_skip(&v, 2);
	protocol = *view_at(&v, 0, 1);
	if (protocol & 1)
		view_skip(&v, 1);
	else
		protocol = view_be16(&v);
	pkt_link(pk, &v);
	if (pk->failed)
		return;
	name = word_of(protocols, protocol);
	if (pk->show->link) {
		ob_str(o, name ? name : "unknown");
		ob_str(o, " (");
		ob_0x(o, protocol, 4);
		ob_num(o, "), length ", whole, name ? ": " : "");
	}
	pk->linked = true;
	if (!pkt_next(pk, BY_PPP, protocol, v, o))
		unknown_print(pk, v, protocol, o);
}

const struct printer printer_ppp = { .name = "ppp", .title = "PPP", .on = ppp_on,
	.print = ppp_print };
