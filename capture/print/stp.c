/* Spanning tree: STP (IEEE 802.1D), RSTP (802.1w), MSTP (802.1s), SPB (802.1aq). */
#include "print.h"

enum version { STP, RSTP = 2, MSTP, SPB };
enum type { CONFIG, RAPID = 2, CHANGE = 0x80 };

#define CONFIG_LEN 35
#define RAPID_LEN 36
#define MSTP_LEN 102		/* without instances */
#define V3_AT 36		/* where the length of version 3 stands */
#define MSTI_LEN 16
#define V3_HEAD 64		/* what comes before the instances, of that length */
#define V4_LEN 85		/* at least */
#define NAME_LEN 32

static const struct bind stp_on[] = {
	{ BY_SAP, 0x42, 0 }, { BY_SNAP, SNAP_KEY(0x00000c, 0x010b), 0 },
	{ BY_SNAP, SNAP_KEY(0x00000c, 0x010c), 0 },
	{ BY_SNAP, SNAP_KEY(0x0080c2, 0x000e), 0 }, { 0 },
};

static const struct word versions[] = {
	{ STP, "802.1d" }, { RSTP, "802.1w" }, { MSTP, "802.1s" }, { SPB, "802.1aq" }, { 0, NULL },
};
static const struct word types[] = {
	{ CONFIG, "Config" }, { RAPID, "Rapid STP" }, { CHANGE, "Topology Change" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x01, "Topology change" }, { 0x02, "Proposal" }, { 0x10, "Learn" }, { 0x20, "Forward" },
	{ 0x40, "Agreement" }, { 0x80, "Topology change ACK" }, { 0, NULL },
};
static const char *const roles[4] = { "Unknown", "Alternate", "Root", "Designated" };

static void flags_text(struct obuf *o, uint8_t v)
{
	ob_str(o, "Flags [");
	ob_bits(o, flags, v, ", ", "none");
	ob_c(o, ']');
}

static void role_text(struct obuf *o, uint8_t v)
{
	ob_str(o, "port-role ");
	ob_str(o, roles[v >> 2 & 3]);
}

static void bridge_text(struct obuf *o, const char *what, const uint8_t *p)
{
	ob_str(o, what);
	ob_hex(o, be16(p), 4);
	ob_c(o, '.');
	ob_mac(o, p + 2);
}

/* In 256ths of a second; of two equally near ones the even number. */
static void time_text(struct obuf *o, const char *what, const uint8_t *p)
{
	unsigned v = be16(p) * 100u, hundredths = v / 256, rest = v % 256;

	if (rest > 128 || (rest == 128 && hundredths & 1))
		hundredths++;
	ob_str(o, what);
	ob_fix(o, hundredths, 2);
	ob_c(o, 's');
}

static void times_text(struct obuf *o, const uint8_t *p)
{
	time_text(o, "\n\tmessage-age ", p);
	time_text(o, ", max-age ", p + 2);
	time_text(o, ", hello-time ", p + 4);
	time_text(o, ", forwarding-delay ", p + 6);
}

static void config_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 4, 1);

	ob_str(o, ", ");
	flags_text(o, *p);
	p = view_at(&v, 17, 10);
	bridge_text(o, ", bridge-id ", p);
	ob_c(o, '.');
	ob_hex(o, be16(p + 8), 4);
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v)
		return;
	p = view_at(&v, 0, CONFIG_LEN);
	times_text(o, p + 27);
	bridge_text(o, "\n\troot-id ", p + 5);
	ob_num(o, ", root-pathcost ", be32(p + 13), "");
	if (p[2] == RSTP) {
		ob_str(o, ", ");
		role_text(o, p[4]);
	}
}

/* Format(1) name(32) revision(2) digest(16): of what the regions' bridges have in common. */
static void config_id(struct view *v, size_t at, const char *rev, struct obuf *o)
{
	const uint8_t *p;

	for (size_t i = 0; i < NAME_LEN; i++) {
		uint8_t c = *view_at(v, at + 1 + i, 1);

		if (!c)
			break;
		ob_vis(o, c);
	}
	p = view_at(v, at + 1 + NAME_LEN, 18);
	ob_str(o, rev);
	ob_num(o, " ", be16(p), ",\n\t\tdigest ");
	ob_hex_bytes(o, p + 2, 16);
}

static void instances_print(struct pkt *pk, struct view *v, size_t at, size_t len, struct obuf *o)
{
	for (; len >= MSTI_LEN && pkt_step(pk); len -= MSTI_LEN, at += MSTI_LEN) {
		const uint8_t *p = view_at(v, at, 3);

		ob_num(o, "\n\tMSTI ", be16(p + 1) & 0xfff, ", ");
		flags_text(o, p[0]);
		ob_str(o, ", ");
		role_text(o, p[0]);
		p = view_at(v, at + 1, 12);
		bridge_text(o, "\n\t\tMSTI regional-root-id ", p);
		ob_num(o, ", pathcost ", be32(p + 8), "");
		p = view_at(v, at + 13, 3);
		ob_num(o, "\n\t\tMSTI bridge-prio ", p[0] >> 4, ", port-prio ");
		ob_num(o, "", p[1] >> 4, ", hops ");
		ob_u(o, p[2]);
	}
}

static void mstp_print(struct pkt *pk, struct view v, size_t v3len, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, V3_AT + 2);

	ob_str(o, ", CIST ");
	flags_text(o, p[4]);
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v)
		return;
	ob_str(o, "\n\t");
	role_text(o, p[4]);
	bridge_text(o, ", CIST root-id ", p + 5);
	ob_num(o, ", CIST ext-pathcost ", be32(p + 13), "");
	bridge_text(o, "\n\tCIST regional-root-id ", p + 17);
	ob_str(o, ", CIST port-id ");
	ob_hex(o, be16(p + 25), 4);
	ob_c(o, ',');
	times_text(o, p + 27);
	ob_num(o, "\n\tv3len ", v3len, ", MCID Name ");
	config_id(&v, V3_AT + 2, ", rev", o);
	ob_str(o, ", ");
	ob_num(o, "CIST int-root-pathcost ", be32(view_at(&v, 89, 4)), ",");
	bridge_text(o, "\n\tCIST bridge-id ", view_at(&v, 93, 8));
	ob_str(o, ", ");
	ob_num(o, "CIST remaining-hops ", *view_at(&v, 101, 1), "");
	if (v3len > V3_HEAD)
		instances_print(pk, &v, MSTP_LEN, v3len - V3_HEAD, o);
}

static void spb_print(struct view v, size_t at, struct obuf *o)
{
	const uint8_t *p = view_at(&v, at, 2);

	ob_num(o, "\n\tv4len ", be16(p), ", AUXMCID Name ");
	at += 2;
	config_id(&v, at, ", Rev", o);
	p = view_at(&v, at + 51, 34);
	ob_num(o, "\n\tAgreement num ", p[0] >> 6, ", Discarded Agreement num ");
	ob_num(o, "", p[0] >> 4 & 3, ", Agreement valid-flag ");
	ob_num(o, "", p[0] >> 3 & 1, ",\n\tRestricted role-flag: ");
	ob_num(o, "", p[0] >> 2 & 1, ", Format id ");
	ob_num(o, "", p[2] >> 4, " cap ");
	ob_num(o, "", p[2], ", Convention id ");
	ob_num(o, "", p[3] >> 4, " cap ");
	ob_num(o, "", p[3], ",\n\tEdge count ");
	ob_num(o, "", be16(p + 4), ", Agreement digest ");
	ob_hex_bytes(o, p + 14, 20);
}

/* Versions 3 and 4. False: it is wrong. */
static bool multiple_print(struct pkt *pk, struct view v, uint8_t version, struct obuf *o)
{
	size_t v3len, v4len, at;

	if (v.len < MSTP_LEN)
		return false;
	if (*view_at(&v, RAPID_LEN - 1, 1))
		return false;
	v3len = be16(view_at(&v, V3_AT, 2));
	at = V3_AT + 2 + v3len;
	if (pk->failed)
		return true;
	if (v.len < at)
		return false;
	mstp_print(pk, v, v3len, o);
	if (version != SPB)
		return true;
	if (v.len < at + 2)
		view_failed(&v);
	v4len = be16(view_at(&v, at, 2));
	if (pk->failed)
		return true;
	if (v4len < V4_LEN || v.len < at + 2 + v4len)
		return false;
	if (pk->show->v)
		spb_print(v, at, o);
	return true;
}

static bool body(struct pkt *pk, struct view v, uint8_t version, uint8_t type, struct obuf *o)
{
	if (type == CONFIG) {
		if (v.len < CONFIG_LEN)
			return false;
		config_print(pk, v, o);
	} else if (type == RAPID && version == RSTP) {
		if (v.len < RAPID_LEN)
			return false;
		config_print(pk, v, o);
	} else if (type == RAPID && version != STP) {
		return multiple_print(pk, v, version, o);
	}
	return true;
}

static void stp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t version, type;

	if (v.len < 4) {
		ob_str(o, " (invalid)");
		return;
	}
	if (be16(view_at(&v, 0, 2))) {
		ob_num(o, "unknown STP version, length ", v.len, "");
		return;
	}
	version = *view_at(&v, 2, 1);
	ob_str(o, "STP ");
	if (!word_of(versions, version)) {
		ob_str(o, "Unknown STP protocol (");
		ob_0x(o, version, 2);
		ob_c(o, ')');
		return;
	}
	ob_str(o, word_of(versions, version));
	type = *view_at(&v, 3, 1);
	ob_str(o, ", ");
	if (word_of(types, type)) {
		ob_str(o, word_of(types, type));
	} else {
		ob_str(o, "Unknown BPDU Type (");
		ob_0x(o, type, 2);
		ob_c(o, ')');
	}
	if (!body(pk, v, version, type, o))
		ob_str(o, " (invalid)");
}

const struct printer printer_stp = { .name = "stp",
	.title = "Spanning tree (STP, RSTP, MSTP, PVST, SPB)", .on = stp_on, .print = stp_print,
	.whole = true };
