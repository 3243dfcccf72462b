/* Ethernet (IEEE 802.3): destination(6) source(6) type or length(2); 802.1Q: tci(2) type(2). */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 14
#define LENGTH_MAX 1500		/* a larger one is a type */
#define JUMBO 0x8870
#define NAME_TEXT 64		/* no type has a longer name */

static const struct bind ethernet_on[] = { { BY_DLT, DLT_EN10MB, 0 }, { 0 } };

static bool is_tag(uint16_t type)
{
	/* most are smaller */
	return type >= 0x8100 &&
	       (type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200);
}

static void type_text(const struct pkt *pk, struct obuf *o, uint16_t type)
{
	const char *name = names_ether(type);

	if (!pk->show->quick) {
		char *to = ob_room(o, NAME_TEXT + sizeof("ethertype  (0x0800)"));

		to = pen_str(pen_str(to, "ethertype "), name ? name : "Unknown");
		to = pen_hex4(pen_str(to, " (0x"), type);
		ob_upto(o, pen_c(to, ')'));
	} else if (name) {
		ob_str(o, name);
	} else {
		ob_str(o, "Unknown Ethertype (");
		ob_0x(o, type, 4);
		ob_c(o, ')');
	}
}

static void stations(const struct pkt *pk, struct obuf *o)
{
	if (pk->show->numeric) {
		char *to = pen_mac(ob_room(o, 2 * PEN_MAC + sizeof(" > , ")), pk->mac_src);

		to = pen_mac(pen_str(to, " > "), pk->mac_dst);
		ob_upto(o, pen_str(to, ", "));
		return;
	}
	names_mac(pk, o, pk->mac_src);
	ob_str(o, " > ");
	names_mac(pk, o, pk->mac_dst);
	ob_str(o, ", ");
}

/* What stands before the contents where -e is given, or nothing knows the contents. */
static void header(const struct pkt *pk, struct obuf *o, uint16_t type, size_t length)
{
	stations(pk, o);
	type_text(pk, o, type);
	ob_num(o, ", length ", length, ": ");
}

static void tag_text(struct obuf *o, uint16_t tci)
{
	ob_num(o, "vlan ", tci & 0xfff, ", p ");
	ob_u(o, (unsigned)tci >> 13);
	ob_str(o, tci & 0x1000 ? ", DEI, " : ", ");
}

/* Reads tags until something else comes; what that is. `whole` is the frame's length. */
static uint16_t tags(struct pkt *pk, struct view *v, struct obuf *o, uint16_t type, size_t whole)
{
	bool first = true;

	while (is_tag(type)) {
		const uint8_t *p;

		if (pk->show->link && first)
			stations(pk, o);
		pk->proto = "vlan";
		if (v->len < 4 || !view_more(v))
			view_failed(v);
		p = view_bytes(v, 4);
		if (pk->show->link && !pk->failed) {
			if (first) {
				type_text(pk, o, type);
				ob_num(o, ", length ", whole, ": ");
			}
			tag_text(o, be16(p));
		}
		first = false;
		type = be16(p + 2);
		if (is_tag(type) && v->len < 4)
			view_failed(v);
		else if (is_tag(type))
			view_at(v, 0, 4);
		if (pk->show->link && (is_tag(type) || (type > LENGTH_MAX && type != JUMBO))) {
			type_text(pk, o, type);
			ob_str(o, ", ");
		}
	}
	return type;
}

static void ethernet_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p;
	uint16_t type;
	bool tagged;

	view_need(&v, HEADER);
	/* within something that promised less than there is */
	if (v.len < view_left(&v) && !pk->failed) {
		ob_num(o, "[length ", v.len, " < caplen ");
		ob_num(o, "", view_left(&v), "] (invalid)");
		return;
	}
	p = view_bytes(&v, HEADER);
	pk->mac_dst = p;
	pk->mac_src = p + 6;
	type = be16(p + 12);
	tagged = is_tag(type);
	pkt_link(pk, &v);
	if (tagged) {
		type = tags(pk, &v, o, type, whole);
		pkt_link(pk, &v);
	}
	if (pk->failed)
		return;
	if (type <= LENGTH_MAX || type == JUMBO) {
		if (pk->show->link && !tagged)
			stations(pk, o);
		if (type <= LENGTH_MAX) {
			if (pk->show->link)
				ob_str(o, "802.3");
			if (pk->show->link && !tagged)
				ob_num(o, ", length ", type < v.len ? type : v.len, ": ");
			v = view_limit(v, type < v.len ? type : v.len);
		}
		pkt_call(pk, &printer_llc, v, o);
		return;
	}
	if (pk->show->link && !tagged)
		header(pk, o, type, whole);
	if (pkt_next(pk, BY_ETHER, type, v, o))
		return;
	if (!pk->show->link)
		header(pk, o, type, whole);
	pkt_data(pk, v, o);
}

const struct printer printer_ethernet = { .name = "ether", .title = "Ethernet and VLAN tags",
	.on = ethernet_on, .print = ethernet_print };
