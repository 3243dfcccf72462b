/* VLAN trunking of Cisco's: version(1) code(1) extra(1) length(1) domain(32), by code. */
#include "hex.h"
#include "print.h"

enum code { SUMMARY = 1, SUBSET, REQUEST, JOIN };

#define HEADER 36
#define DOMAIN_MAX 32
#define VLAN_LEN 12

static const struct bind vtp_on[] = { { BY_SNAP, SNAP_KEY(0x00000c, 0x2003), 0 }, { 0 } };

static const struct word codes[] = {
	{ SUMMARY, "Summary advertisement" }, { SUBSET, "Subset advertisement" },
	{ REQUEST, "Advertisement request" }, { JOIN, "Join message" }, { 0, NULL },
};
static const struct word extras[] = {
	{ SUMMARY, "Followers" }, { SUBSET, "Seq number" }, { REQUEST, "Rsvd" }, { JOIN, "Rsvd" },
	{ 0, NULL },
};
static const struct word statuses[] = { { 0, "Operational" }, { 1, "Suspended" }, { 0, NULL } };
static const struct word types[] = {
	{ 1, "Ethernet" }, { 2, "FDDI" }, { 3, "TrCRF" }, { 4, "FDDI-net" }, { 5, "TrBRF" },
	{ 0, NULL },
};
static const struct word parts[] = {
	{ 1, "Source-Routing Ring Number TLV" }, { 2, "Source-Routing Bridge Number TLV" },
	{ 3, "STP type TLV" }, { 4, "Parent VLAN TLV" },
	{ 5, "Translationally bridged VLANs TLV" }, { 6, "Pruning TLV" },
	{ 7, "Bridge Type TLV" }, { 8, "Max ARP Hop Count TLV" }, { 9, "Max STE Hop Count TLV" },
	{ 10, "Backup CRF Mode TLV" }, { 0, NULL },
};

static const char *known(const struct word *words, uint32_t v)
{
	const char *s = word_of(words, v);

	return s ? s : "Unknown";
}

static void text(struct view *v, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t c = *view_at(v, i, 1);

		if (!c)
			break;
		ob_vis(o, c);
	}
}

static void part(struct view *v, uint8_t type, struct obuf *o)
{
	static const struct word trees[] = {
		{ 1, "SRT" }, { 2, "SRB" }, { 3, "Auto" }, { 0, NULL },
	};
	const uint8_t *p = view_at(v, 0, 4);
	uint16_t n = be16(p + 2);
	const char *name = NULL;

	switch (type) {
	case 3:
		name = known(trees, n);
		break;
	case 6:
		name = n == 1 ? "Enabled" : "Disabled";
		break;
	case 7:
		name = n == 1 ? "SRB" : "SRT";
		break;
	case 10:
		name = n == 1 ? "Backup" : "Not backup";
		break;
	case 9:
		ob_num(o, ", ", n, "");
		return;
	default:
		hex_dump(o, "\n\t\t  ", p, 4, false);
		return;
	}
	ob_str(o, ", ");
	ob_str(o, name);
	ob_num(o, " (", n, ")");
}

/* Type(1) words(1) value, over and over. False: it is wrong. */
static bool vlan_parts(struct view *v, size_t len, struct obuf *o)
{
	while (len && view_more(v)) {
		const uint8_t *p;
		uint8_t type;

		if (len < 2)
			return false;
		p = view_at(v, 0, 2);
		type = p[0];
		ob_str(o, "\n\t\t");
		ob_str(o, known(parts, type));
		ob_str(o, " (");
		ob_0x(o, type, 4);
		ob_str(o, ") TLV");
		if (len < 2 + p[1] * 2u) {
			ob_str(o, " (TLV goes past the end of the packet)");
			return false;
		}
		if (p[1] != 1) {
			ob_num(o, " (invalid TLV length ", p[1], " != 1)");
			return false;
		}
		part(v, type, o);
		view_skip(v, 4);
		len -= 4;
	}
	return true;
}

/* Length(1) status(1) type(1) name length(1) id(2) mtu(2) index(4) name, parts. */
static bool vlans(struct view *v, struct obuf *o)
{
	while (view_more(v)) {
		const uint8_t *p = view_at(v, 0, 1);
		size_t len = p[0], name;

		if (!len || v->pk->failed)
			return true;
		if (v->len < len)
			view_failed(v);
		view_need(v, len);
		if (len < VLAN_LEN)
			return false;
		p = view_at(v, 0, VLAN_LEN);
		name = p[3];
		ob_str(o, "\n\tVLAN info status ");
		ob_str(o, known(statuses, p[1]));
		ob_str(o, ", type ");
		ob_str(o, known(types, p[2]));
		ob_num(o, ", VLAN-id ", be16(p + 4), ", MTU ");
		ob_num(o, "", be16(p + 6), ", SAID ");
		ob_0x(o, be32(p + 8), 8);
		ob_str(o, ", Name ");
		view_skip(v, VLAN_LEN);
		len -= VLAN_LEN;
		if (len < (name + 3) / 4 * 4)
			return false;
		text(v, name, o);
		name = (name + 3) / 4 * 4;
		view_skip(v, name);
		if (!vlan_parts(v, len - name, o))
			return false;
	}
	return true;
}

static const uint8_t *take(struct view *v, size_t n)
{
	if (v->len < n)
		view_failed(v);
	return view_bytes(v, n);
}

static void summary(const struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = take(v, 8);

	ob_str(o, "\n\t  Config Rev ");
	ob_hex(o, be32(p), 0);
	ob_str(o, ", Updater ");
	names_ip4(pk, o, p + 4);
	p = take(v, 12);
	for (unsigned i = 0; i < 12; i += 4) {
		ob_str(o, i ? " " : ", Timestamp ");
		ob_0x(o, be32(p + i), 8);
	}
	p = take(v, 16);
	ob_str(o, ", MD5 digest: ");
	ob_hex_bytes(o, p, 16);
}

static bool verbose(struct pkt *pk, struct view *v, uint8_t code, const uint8_t *head,
		    struct obuf *o)
{
	struct view domain = *v;

	ob_str(o, "\n\tDomain name: ");
	if (!head[3] || head[3] > DOMAIN_MAX) {
		ob_num(o, " [invalid MgmtD Len ", head[3], "]");
		return false;
	}
	view_skip(&domain, 4);
	text(&domain, head[3], o);
	ob_str(o, ", ");
	ob_str(o, known(extras, code));
	ob_num(o, ": ", head[2], "");
	view_skip(v, HEADER);
	if (code == SUMMARY) {
		summary(pk, v, o);
	} else if (code == SUBSET) {
		uint32_t revision = be32(take(v, 4));

		ob_str(o, ", Config Rev ");
		ob_hex(o, revision, 0);
		return vlans(v, o);
	} else if (code == REQUEST) {
		ob_num(o, "\n\tStart value: ", be32(take(v, 4)), "");
	}
	return true;
}

static void vtp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	bool good = v.len >= HEADER;

	if (good) {
		const uint8_t *p = view_at(&v, 0, HEADER);

		ob_num(o, "VTPv", p[0], ", Message ");
		ob_str(o, word_of(codes, p[1]) ? word_of(codes, p[1]) : "Unknown message type");
		ob_str(o, " (");
		ob_0x(o, p[1], 2);
		ob_num(o, "), length ", v.len, "");
		if (!pk->show->v) {
			view_need(&v, v.len);
			return;
		}
		good = verbose(pk, &v, p[1], p, o);
	}
	if (!good) {
		ob_str(o, " (invalid)");
		view_need(&v, v.len);
	}
}

const struct printer printer_vtp = { .name = "vtp", .title = "VLAN trunking (VTP)", .on = vtp_on,
	.print = vtp_print, .whole = true };
