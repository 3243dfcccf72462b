/* Logical link control (IEEE 802.2): dsap(1) ssap(1) control(1 or 2); SNAP: oui(3) type(2). */
#include <pcap/dlt.h>

#include "hex.h"
#include "print.h"

#define SAP_SNAP 0xaa
#define SAP_GLOBAL 0xff		/* Novell's IPX without LLC begins so */
#define UI 0x03
#define XID 0xaf
#define XID_IEEE 0x81
#define POLL 0x10
#define OUI_CISCO 0x00000c
#define OUI_CISCO_90 0x0000f8
#define OUI_BRIDGED 0x0080c2
#define OUI_APPLETALK 0x080007

static const struct word saps[] = {
	{ 0x00, "Null" }, { 0x02, "802.1B I" }, { 0x03, "802.1B G" }, { 0x04, "SNA" },
	{ 0x06, "IP" }, { 0x0e, "ProWay NM" }, { 0x42, "STP" }, { 0x4e, "RS511" },
	{ 0x7e, "ISO8208" }, { 0x8e, "ProWay" }, { 0xaa, "SNAP" }, { 0xe0, "IPX" },
	{ 0xf0, "NetBeui" }, { 0xfe, "OSI" }, { 0xff, "Global" }, { 0, NULL },
};
static const struct word commands[] = {
	{ 0x03, "ui" }, { 0xe3, "test" }, { 0xaf, "xid" }, { 0x6f, "sabme" }, { 0x43, "disc" },
	{ 0x63, "ua" }, { 0x87, "frmr" }, { 0x0f, "dm" }, { 0, NULL },
};
static const struct word supervisory[] = {
	{ 0, "Receiver Ready" }, { 1, "Receiver not Ready" }, { 2, "Reject" }, { 3, "?" },
	{ 0, NULL },
};
static const struct word cisco_pids[] = {
	{ 0x010b, "PVST" }, { 0x010c, "VLAN Bridge" }, { 0x0111, "UDLD" }, { 0x2000, "CDP" },
	{ 0x2003, "VTP" }, { 0x2004, "DTP" }, { 0, NULL },
};
static const struct word bridged_pids[] = {
	{ 1, "Ethernet + FCS" }, { 2, "802.4 + FCS" }, { 3, "Token Ring + FCS" },
	{ 4, "FDDI + FCS" }, { 5, "802.6 + FCS" }, { 7, "Ethernet w/o FCS" },
	{ 8, "802.4 w/o FCS" }, { 9, "Token Ring w/o FCS" }, { 0xa, "FDDI w/o FCS" },
	{ 0xb, "802.6 w/o FCS" }, { 0xe, "BPDU" }, { 0, NULL },
};

/* Whether the response bit of the source's SAP and the poll bit are set. */
static const char *const flags[2][2] = { { "Command", "Poll" }, { "Response", "Final" } };

static void snap_head(const struct pkt *pk, struct obuf *o, uint32_t oui, uint16_t type,
		      size_t length)
{
	const struct word *pids = oui == OUI_CISCO ? cisco_pids :
				  oui == OUI_BRIDGED ? bridged_pids :
						       NULL;
	const char *name = pids ? word_of(pids, type) :
			   !oui || oui == OUI_CISCO_90 || oui == OUI_APPLETALK ? names_ether(type) :
										 NULL;

	if (oui || pk->show->link) {
		ob_str(o, "oui ");
		ob_str(o, names_vendor(oui));
		ob_str(o, " (");
		ob_0x(o, oui, 6);
		ob_str(o, "), ");
	}
	ob_str(o, oui ? "pid " : "ethertype ");
	ob_str(o, name ? name : "Unknown");
	ob_str(o, " (");
	ob_0x(o, type, 4);
	ob_num(o, "), length ", length, ": ");
}

/* False: nobody knows what is in it. */
static bool snap_print(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	uint32_t oui;
	uint16_t type;

	pk->proto = "snap";
	if (v->len < 5)
		view_failed(v);
	p = view_bytes(v, 5);
	pkt_link(pk, v);
	oui = be24(p);
	type = be16(p + 3);
	if (pk->failed)
		return true;
	if (pk->show->link)
		snap_head(pk, o, oui, type, v->len);
	if (!oui || oui == OUI_CISCO_90) {
		if (pkt_next(pk, BY_ETHER, type, *v, o))
			return true;
	} else if (oui == OUI_BRIDGED && (type == 1 || type == 7)) {
		/* RFC 2684: two bytes of padding */
		view_skip(v, 2);
		pkt_next(pk, BY_DLT, DLT_EN10MB, *v, o);
		return true;
	} else if (oui == OUI_BRIDGED && (type == 4 || type == 0xa)) {
		view_skip(v, 3);
		pk->linked = true;
		pkt_call(pk, &printer_fddi, *v, o);
		return true;
	} else if (!(oui >> 16) && pkt_next(pk, BY_SNAP, SNAP_KEY(oui, type), *v, o)) {
		return true;
	}
	if (!pk->show->link) {
		if (pk->mac_src) {
			names_mac(pk, o, pk->mac_src);
			ob_str(o, " > ");
			names_mac(pk, o, pk->mac_dst);
			ob_c(o, ' ');
		}
		ob_str(o, "SNAP, ");
		snap_head(pk, o, oui, type, v->len);
	}
	return false;
}

static void sap_text(struct obuf *o, const char *what, uint8_t sap)
{
	const char *s = word_of(saps, sap);

	if (s) {
		ob_str(o, s);
		return;
	}
	ob_str(o, "Unknown ");
	ob_str(o, what);
	ob_c(o, ' ');
	ob_0x(o, sap, 2);
}

static void link_text(struct obuf *o, uint8_t dsap, uint8_t ssap, uint16_t control, bool u)
{
	const char *d = word_of(saps, dsap & 0xfe), *s = word_of(saps, ssap & 0xfe);

	ob_str(o, "LLC, dsap ");
	ob_str(o, d ? d : "Unknown");
	ob_str(o, " (");
	ob_0x(o, dsap & 0xfe, 2);
	ob_str(o, dsap & 1 ? ") Group, ssap " : ") Individual, ssap ");
	ob_str(o, s ? s : "Unknown");
	ob_str(o, " (");
	ob_0x(o, ssap & 0xfe, 2);
	ob_str(o, ssap & 1 ? ") Response, ctrl " : ") Command, ctrl ");
	ob_0x(o, control, u ? 2 : 4);
	ob_str(o, ": ");
}

/* Who to whom, where -e has not said so. */
static void ends_text(struct pkt *pk, struct obuf *o, uint8_t dsap, uint8_t ssap)
{
	bool alike = dsap == ssap;

	if (pk->mac_src) {
		names_mac(pk, o, pk->mac_src);
		ob_c(o, ' ');
	}
	if (!alike) {
		sap_text(o, "SSAP", ssap);
		ob_c(o, ' ');
	}
	if (pk->mac_src || !alike)
		ob_str(o, "> ");
	if (pk->mac_src) {
		names_mac(pk, o, pk->mac_dst);
		ob_c(o, ' ');
	}
	sap_text(o, "DSAP", dsap);
	ob_c(o, ' ');
}

/* The frame itself, of no known protocol. False: its contents are to be shown. */
static bool frame_print(struct view v, struct obuf *o, uint8_t ssap, uint16_t control, bool u,
			size_t length)
{
	bool response = ssap & 1, poll = control & (u ? POLL : 0x100);
	bool done = true;

	if (u) {
		const char *name = word_of(commands, control & ~POLL & 0xff);

		ob_str(o, "Unnumbered, ");
		if (name)
			ob_str(o, name);
		else
			ob_hex(o, control & ~POLL & 0xff, 2);
	} else if ((control & 3) == 1) {
		ob_str(o, "Supervisory, ");
		ob_word(o, supervisory, control >> 2 & 3, "?", "");
		ob_num(o, ", rcv seq ", control >> 9, "");
	} else {
		ob_num(o, "Information, send seq ", control >> 1 & 0x7f, ", rcv seq ");
		ob_u(o, control >> 9);
		done = false;
	}
	ob_str(o, ", Flags [");
	ob_str(o, flags[response][poll]);
	ob_num(o, "], length ", length, "");
	if (!u)
		return done;
	if ((control & ~POLL) != XID)
		return false;
	if (*view_at(&v, 0, 1) != XID_IEEE)
		return false;
	if (!v.pk->failed && !view_has(&v, 0, 3)) {
		pkt_mark(v.pk, o);
		pkt_data(v.pk, v, o);
		return true;
	}
	view_skip(&v, 1);
	ob_str(o, ": ");
	ob_hex(o, view_u8(&v), 2);
	ob_c(o, ' ');
	ob_hex(o, view_u8(&v), 2);
	return true;
}

static bool inner_print(struct pkt *pk, struct view v, struct obuf *o, size_t whole)
{
	uint8_t dsap = *view_at(&v, 0, 1), ssap = *view_at(&v, 1, 1);
	uint16_t control = *view_at(&v, 2, 1);
	bool u = (control & 3) == 3;

	if (!u)
		control = le16(view_at(&v, 2, 2));
	if (dsap == SAP_GLOBAL && ssap == SAP_GLOBAL) {
		if (pk->show->link)
			ob_str(o, "IPX 802.3: ");
		return pkt_next(pk, BY_SAP, 0xe0, v, o);
	}
	view_skip(&v, u ? 3 : 4);
	if (pk->show->link)
		link_text(o, dsap, ssap, control, u);
	if (pk->failed)
		return true;
	dsap &= 0xfe;
	if (dsap == (ssap & 0xfe) && u && control == UI) {
		if (dsap == SAP_SNAP)
			return snap_print(pk, &v, o);
		pkt_link(pk, &v);
		if (pk->show->link && dsap == 0xe0)
			ob_str(o, "IPX 802.2: ");
		if (pkt_next(pk, BY_SAP, dsap, v, o))
			return true;
	}
	pkt_link(pk, &v);
	if (!pk->show->link)
		ends_text(pk, o, dsap, ssap & 0xfe);
	return frame_print(v, o, ssap, control, u, whole);
}

static void llc_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t least = view_left(&v) >= 3 && (v.p[2] & 3) != 3 ? 4 : 3;

	if (v.len < least || view_left(&v) < least) {
		pkt_mark(pk, o);
		hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v), true);
		view_pass(&v, v.len);
		pkt_link(pk, &v);
		return;
	}
	if (!inner_print(pk, v, o, v.len))
		pkt_data(pk, v, o);
}

const struct printer printer_llc = { .name = "llc", .title = "IEEE 802.2 LLC and SNAP",
	.print = llc_print };
