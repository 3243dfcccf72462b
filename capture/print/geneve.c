/*
 * Geneve (RFC 8926): version and options' length(1) flags(1) protocol(2) vni(3) reserved(1), then
 * options: class(2) type(1) length(1) data.
 */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 8
#define OPTION 4
#define CRITICAL 0x80
#define BRIDGING 0x6558

static const struct bind geneve_on[] = { { BY_UDP, 6081, 60 }, { 0 } };

static const struct word flag_bits[] = {
	{ 0x80, "O" }, { 0x40, "C" }, { 0x20, "R1" }, { 0x10, "R2" }, { 0x08, "R3" },
	{ 0x04, "R4" }, { 0x02, "R5" }, { 0x01, "R6" }, { 0, NULL },
};

static const struct word classes[] = {
	{ 0x0100, "Linux" }, { 0x0101, "Open vSwitch" },
	{ 0x0102, "Open Virtual Networking (OVN)" },
	{ 0x0103, "In-band Network Telemetry (INT)" }, { 0x0104, "VMware" }, { 0, NULL },
};

static const char *class_name(uint16_t class)
{
	const char *name = word_of(classes, class);

	if (class <= 0xff)
		return "Standard";
	if (class >= 0xfff0)
		return "Experimental";
	return name ? name : "Unknown";
}

static void options(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *before = "";

	while (view_more(&v)) {
		uint16_t class;
		uint8_t type;
		size_t len;

		ob_str(o, before);
		before = ", ";
		class = be16(view_at(&v, 0, 2));
		ob_str(o, "class ");
		ob_str(o, class_name(class));
		ob_str(o, " (");
		ob_0x(o, class, 0);
		type = *view_at(&v, 2, 1);
		ob_str(o, ") type ");
		ob_0x(o, type, 0);
		if (type & CRITICAL)
			ob_str(o, "(C)");
		len = OPTION + (*view_at(&v, 3, 1) & 31u) * 4;
		ob_num(o, " len ", len, "");
		if (v.len < len) {
			ob_str(o, " [bad length]");
			return;
		}
		for (size_t at = OPTION; pk->show->v > 1 && at < len; at += 4) {
			ob_str(o, at == OPTION ? " data " : " ");
			ob_hex(o, be32(view_at(&v, at, 4)), 8);
		}
		view_skip(&v, len);
	}
}

/* The options, or how many bytes of them there are. */
static void extras(struct pkt *pk, struct view *v, size_t len, struct obuf *o)
{
	struct view part;

	ob_str(o, ", options [");
	view_need(v, len);
	part = view_take(v, len);
	if (pk->show->v)
		options(pk, part, o);
	else
		ob_num(o, "", len, " bytes");
	ob_c(o, ']');
}

static void contents(struct pkt *pk, uint16_t protocol, struct view v, struct obuf *o)
{
	if (pk->failed)
		return;
	if (protocol == BRIDGING) {
		pkt_next(pk, BY_DLT, DLT_EN10MB, v, o);
	} else if (!pkt_next(pk, BY_ETHER, protocol, v, o)) {
		ob_str(o, "geneve-proto-");
		ob_0x(o, protocol, 0);
	}
}

static void protocol_text(uint16_t protocol, struct obuf *o)
{
	const char *name = names_ether(protocol);

	ob_str(o, ", proto ");
	ob_str(o, name ? name : "unknown");
	ob_str(o, " (");
	ob_0x(o, protocol, 4);
	ob_c(o, ')');
}

static void geneve_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t protocol;
	const uint8_t *p;
	size_t len;

	ob_str(o, "Geneve");
	if (v.len < HEADER) {
		ob_num(o, " [length ", v.len, " < 8] (invalid)");
		return;
	}
	p = view_at(&v, 0, HEADER);
	if (p[0] >> 6) {
		ob_num(o, " ERROR: unknown-version ", p[0] >> 6, "");
		return;
	}
	p = view_bytes(&v, HEADER);
	len = (p[0] & 63u) * 4;
	ob_str(o, ", Flags [");
	ob_bits(o, flag_bits, p[1], "", "none");
	ob_str(o, "], vni ");
	ob_0x(o, be24(p + 4), 0);
	if (p[7]) {
		ob_str(o, ", rsvd ");
		ob_0x(o, p[7], 0);
	}
	protocol = be16(p + 2);
	if (pk->show->link)
		protocol_text(protocol, o);
	if (v.len < len) {
		ob_num(o, " truncated-geneve - ", len - v.len, " bytes missing");
		return;
	}
	view_need(&v, len);
	if (len)
		extras(pk, &v, len, o);
	ob_str(o, pk->show->v < 1 ? ": " : "\n\t");
	contents(pk, protocol, v, o);
}

const struct printer printer_geneve = { .name = "geneve", .title = "Geneve", .on = geneve_on,
	.print = geneve_print };
