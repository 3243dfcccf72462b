/* Link layer discovery (IEEE 802.1AB): type(7 bits) length(9 bits) value, over and over. */
#include "hex.h"
#include "print.h"
#include "proto/afi.h"
#include "proto/lldp.h"

enum type {
	END,
	CHASSIS,
	PORT,
	TTL,
	PORT_TEXT,
	SYSTEM_NAME,
	SYSTEM_TEXT,
	CAPABILITIES,
	MANAGEMENT,
	PRIVATE = 127,
};

static const struct bind lldp_on[] = { { BY_ETHER, 0x88cc, 0 }, { 0 } };

static const struct word types[] = {
	{ END, "End" }, { CHASSIS, "Chassis ID" }, { PORT, "Port ID" }, { TTL, "Time to Live" },
	{ PORT_TEXT, "Port Description" }, { SYSTEM_NAME, "System Name" },
	{ SYSTEM_TEXT, "System Description" }, { CAPABILITIES, "System Capabilities" },
	{ MANAGEMENT, "Management Address" }, { PRIVATE, "Organization specific" }, { 0, NULL },
};

enum form { FORM_TEXT, FORM_MAC, FORM_NET };

struct id {
	uint8_t subtype;
	enum form form;
	const char *name;
};

static const struct id chassis_ids[] = {
	{ 1, FORM_TEXT, "Chassis component" }, { 2, FORM_TEXT, "Interface alias" },
	{ 3, FORM_TEXT, "Port component" }, { 4, FORM_MAC, "MAC address" },
	{ 5, FORM_NET, "Network address" }, { 6, FORM_TEXT, "Interface name" },
	{ 7, FORM_TEXT, "Local" }, { 0 },
};
static const struct id port_ids[] = {
	{ 1, FORM_TEXT, "Interface alias" }, { 2, FORM_TEXT, "Port component" },
	{ 3, FORM_MAC, "MAC address" }, { 4, FORM_NET, "Network Address" },
	{ 5, FORM_TEXT, "Interface Name" }, { 6, FORM_TEXT, "Agent circuit ID" },
	{ 7, FORM_TEXT, "Local" }, { 0 },
};
static const struct word capabilities[] = {
	{ 0x01, "Other" }, { 0x02, "Repeater" }, { 0x04, "Bridge" }, { 0x08, "WLAN AP" },
	{ 0x10, "Router" }, { 0x20, "Telephone" }, { 0x40, "Docsis" }, { 0x80, "Station Only" },
	{ 0, NULL },
};
static const struct word numberings[] = {
	{ 2, "Interface Index" }, { 3, "System Port Number" }, { 0, NULL },
};

void lldp_text(struct view *v, size_t at, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t c = *view_at(v, at + i, 1);

		if (!c)
			break;
		ob_vis(o, c);
	}
}

void lldp_subtype(struct obuf *o, const struct word *names, uint8_t subtype)
{
	const char *name = word_of(names, subtype);

	ob_str(o, "\n\t  ");
	ob_str(o, name ? name : "unknown");
	ob_num(o, " Subtype (", subtype, ")");
}

bool lldp_aggregation(struct view *v, struct obuf *o)
{
	static const struct word status[] = {
		{ 1, "supported" }, { 2, "enabled" }, { 0, NULL },
	};

	if (v->len < 9)
		return false;
	ob_str(o, "\n\t    aggregation status [");
	ob_bits(o, status, *view_at(v, 4, 1), ", ", "none");
	ob_num(o, "], aggregation port ID ", be32(view_at(v, 5, 4)), "");
	return true;
}

/* Family(1) address. False: too short. */
static bool address(const struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t afi;

	if (v.len < 1)
		return false;
	afi = *view_at(&v, 0, 1);
	if ((afi == AFI_IP4 && v.len < 5) || (afi == AFI_IP6 && v.len < 17) ||
	    (afi == AFI_802 && v.len < 7))
		return false;
	ob_str(o, "AFI ");
	ob_str(o, afi_name(afi));
	ob_num(o, " (", afi, ")");
	if (afi == AFI_IP4) {
		ob_str(o, ": ");
		names_ip4(pk, o, view_at(&v, 1, 4));
	} else if (afi == AFI_IP6) {
		ob_str(o, ": ");
		names_ip6(pk, o, view_at(&v, 1, 16));
	} else if (afi == AFI_802) {
		ob_str(o, ": ");
		names_mac(pk, o, view_at(&v, 1, 6));
	} else {
		ob_str(o, ", no AF printer !");
	}
	return true;
}

/* Subtype(1) and what it says. */
static bool id_print(struct pkt *pk, struct view v, const struct id *ids, struct obuf *o, bool *raw)
{
	uint8_t subtype;

	if (v.len < 2)
		return false;
	subtype = *view_at(&v, 0, 1);
	while (ids->name && ids->subtype != subtype)
		ids++;
	ob_str(o, "\n\t  Subtype ");
	ob_str(o, ids->name ? ids->name : "Unknown");
	ob_num(o, " (", subtype, "): ");
	if (!ids->name) {
		*raw = true;
	} else if (ids->form == FORM_MAC) {
		if (v.len < 7)
			return false;
		names_mac(pk, o, view_at(&v, 1, 6));
	} else if (ids->form == FORM_NET) {
		return address(pk, view_behind(v, 1), o);
	} else {
		lldp_text(&v, 1, v.len - 1, o);
	}
	return true;
}

static void capabilities_text(struct obuf *o, const char *what, uint16_t v)
{
	ob_str(o, what);
	ob_str(o, " Capabilities [");
	ob_bits(o, capabilities, v, ", ", "none");
	ob_str(o, "] (");
	ob_0x(o, v, 4);
	ob_c(o, ')');
}

/* Length(1) address(length), numbering(1) interface(4), length(1) object identifier(length). */
static bool management(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *name;
	uint8_t n, numbering;
	size_t start = o->len;

	if (v.len < 1)
		return false;
	n = view_u8(&v);
	if (!n || v.len < n)
		return false;
	ob_num(o, "\n\t  Management Address length ", n, ", ");
	if (!address(pk, view_limit(v, n), o)) {
		o->len = start;
		return false;
	}
	pkt_cut_back(pk, start);
	view_skip(&v, n);
	if (v.len < 5)
		return false;
	numbering = *view_at(&v, 0, 1);
	name = word_of(numberings, numbering);
	ob_str(o, "\n\t  ");
	ob_str(o, name ? name : "Unknown");
	ob_num(o, " Interface Numbering (", numbering, "): ");
	ob_u(o, be32(view_at(&v, 1, 4)));
	view_skip(&v, 5);
	if (!v.len)
		return true;
	n = view_u8(&v);
	if (v.len < n)
		return false;
	if (n) {
		ob_num(o, "\n\t  OID length ", n, "");
		lldp_text(&v, 0, n, o);
	}
	return true;
}

static bool private_print(struct pkt *pk, struct view v, struct obuf *o, bool *raw)
{
	lldp_part *part;
	uint32_t oui;

	if (v.len < 3)
		return false;
	oui = be24(view_at(&v, 0, 3));
	ob_str(o, ": OUI ");
	ob_str(o, names_vendor(oui));
	ob_str(o, " (");
	ob_0x(o, oui, 6);
	ob_c(o, ')');
	switch (oui) {
	case 0x0080c2:
		part = lldp_8021;
		break;
	case 0x00120f:
		part = lldp_8023;
		break;
	case 0x0012bb:
		part = lldp_med;
		break;
	case 0x001b21:
		part = lldp_dcbx;
		break;
	default:
		*raw = true;
		return true;
	}
	/* what is too short is not shown, without a remark */
	if (v.len >= 4)
		part(pk, v, o, raw);
	return true;
}

/* The value of an element, with -v. False: too short. */
static bool value_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o, bool *raw)
{
	switch (type) {
	case CHASSIS:
		return id_print(pk, v, chassis_ids, o, raw);
	case PORT:
		return id_print(pk, v, port_ids, o, raw);
	case TTL:
		if (v.len < 2)
			return false;
		ob_num(o, ": TTL ", be16(view_at(&v, 0, 2)), "s");
		return true;
	case PORT_TEXT:
	case SYSTEM_NAME:
		ob_str(o, ": ");
		lldp_text(&v, 0, v.len, o);
		return true;
	case SYSTEM_TEXT:
		ob_str(o, "\n\t  ");
		lldp_text(&v, 0, v.len, o);
		return true;
	case CAPABILITIES:
		if (v.len < 4)
			return false;
		capabilities_text(o, "\n\t  System ", be16(view_at(&v, 0, 2)));
		capabilities_text(o, "\n\t  Enabled", be16(view_at(&v, 2, 2)));
		return true;
	case MANAGEMENT:
		return management(pk, v, o);
	case PRIVATE:
		return private_print(pk, v, o, raw);
	default:
		*raw = true;
		return true;
	}
}

static void element_text(struct obuf *o, uint8_t type, size_t len)
{
	const char *name = word_of(types, type);

	ob_str(o, "\n\t");
	ob_str(o, name ? name : "Unknown");
	ob_num(o, " TLV (", type, "), length ");
	ob_u(o, len);
}

static void lldp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	int verbose = pk->show->v;

	ob_num(o, "LLDP, length ", v.len, "");
	while (v.len >= 2 && view_more(&v)) {
		uint16_t head = view_be16(&v);
		uint8_t type = (uint8_t)(head >> 9);
		size_t len = head & 0x1ff;
		struct view value = view_take(&v, len);
		bool raw = false;

		if (verbose && !pk->failed)
			element_text(o, type, len);
		if (type == END || !len)
			return;
		view_need(&value, len);
		if (pk->failed)
			return;
		if (verbose && !value_print(pk, value, type, o, &raw))
			view_failed(&v);
		if (!verbose && type == SYSTEM_NAME) {
			ob_str(o, ": ");
			lldp_text(&value, 0, len, o);
		}
		if (verbose > 1 || raw)
			hex_dump(o, "\n\t  ", value.p, len, false);
	}
}

const struct printer printer_lldp = { .name = "lldp",
	.title = "Link layer discovery (LLDP), of IEEE 802.1, 802.3, MED and DCB too",
	.on = lldp_on, .print = lldp_print };
