/* LLDP elements of IEEE 802.1: VLANs, and data centre bridging (802.1Q annex D). */
#include "proto/lldp.h"

static const struct word subtypes[] = {
	{ 1, "Port VLAN Id" }, { 2, "Port and Protocol VLAN ID" }, { 3, "VLAN name" },
	{ 4, "Protocol Identity" }, { 7, "Link aggregation" }, { 8, "Congestion Notification" },
	{ 9, "ETS Configuration" }, { 10, "ETS Recommendation" },
	{ 11, "Priority Flow Control Configuration" }, { 12, "Application Priority" },
	{ 13, "EVB" }, { 14, "CDCP" }, { 0, NULL },
};

static const char *const evb_modes[4] = {
	"Not Supported", "EVB Bridge", "EVB Station", "Reserved for future Standardization",
};

static bool vlan(struct view *v, uint8_t subtype, struct obuf *o)
{
	static const struct word flags[] = { { 2, "supported" }, { 4, "enabled" }, { 0, NULL } };
	size_t n;
	uint8_t b;

	if (subtype == 2) {
		if (v->len < 7)
			return false;
		ob_num(o, "\n\t    port and protocol vlan id (PPVID): ", be16(view_at(v, 5, 2)),
		       ", flags [");
		b = *view_at(v, 4, 1);
		ob_bits(o, flags, b, ", ", "none");
		ob_str(o, "] (");
		ob_0x(o, b, 2);
		ob_c(o, ')');
		return true;
	}
	if (v->len < 6)
		return false;
	if (subtype == 1) {
		ob_num(o, "\n\t    port vlan id (PVID): ", be16(view_at(v, 4, 2)), "");
		return true;
	}
	ob_num(o, "\n\t    vlan id (VID): ", be16(view_at(v, 4, 2)), "");
	if (v->len < 7)
		return true;
	n = *view_at(v, 6, 1);
	if (v->len < 7 + n)
		return false;
	ob_str(o, "\n\t    vlan name: ");
	lldp_text(v, 7, n, o);
	return true;
}

static bool protocol(struct view *v, struct obuf *o)
{
	size_t n;

	if (v->len < 5)
		return false;
	n = *view_at(v, 4, 1);
	if (v->len < 5 + n)
		return false;
	ob_str(o, "\n\t    protocol identity: ");
	lldp_text(v, 5, n, o);
	return true;
}

static void priorities(struct obuf *o, const char *what, uint8_t bits)
{
	ob_str(o, what);
	ob_str(o, "\n\t     Priority : 0  1  2  3  4  5  6  7\n\t     Value    : ");
	for (int i = 0; i < 8; i++)
		ob_num(o, "", bits >> i & 1, "  ");
}

/* The i-th of a line of numbers, to the left of its column. */
static void cell(struct obuf *o, int i, unsigned v)
{
	if (i)
		ob_c(o, ' ');
	ob_u(o, v);
	ob_blanks(o, v < 10 ? 2 : v < 100);
}

static void ets_tables(struct obuf *o, const uint8_t *p)
{
	ob_str(o, "\n\t    Priority Assignment Table"
		  "\n\t     Priority : 0   1   2   3   4   5   6   7\n\t     Value    : ");
	for (int i = 0; i < 8; i++)
		cell(o, i, i % 2 ? p[i / 2] & 15 : p[i / 2] >> 4);
	ob_str(o, "\n\t    TC Bandwidth Table"
		  "\n\t     TC%   : 0   1   2   3   4   5   6   7\n\t     Value : ");
	for (int i = 0; i < 8; i++)
		cell(o, i, p[4 + i]);
	ob_str(o, "\n\t    TSA Assignment Table"
		  "\n\t     Traffic Class: 0   1   2   3   4   5   6   7"
		  "\n\t     Value        : ");
	for (int i = 0; i < 8; i++)
		cell(o, i, p[12 + i]);
}

static bool ets(struct view *v, uint8_t subtype, struct obuf *o)
{
	uint8_t b;

	if (v->len < 25)
		return false;
	b = *view_at(v, 4, 1);
	if (subtype == 9) {
		ob_num(o, "\n\t    Willing:", b >> 7, ", CBS:");
		ob_num(o, "", b >> 6 & 1, ", RES:");
		ob_num(o, "", b >> 3 & 7, ", Max TCs:");
		ob_u(o, b & 7);
	} else {
		ob_num(o, "\n\t    RES: ", b, "");
	}
	ets_tables(o, view_at(v, 5, 20));
	return true;
}

static bool pfc(struct view *v, struct obuf *o)
{
	const uint8_t *p;

	if (v->len < 6)
		return false;
	p = view_at(v, 4, 2);
	ob_num(o, "\n\t    Willing: ", p[0] >> 7, ", MBC: ");
	ob_num(o, "", p[0] >> 6 & 1, ", RES: ");
	ob_num(o, "", p[0] >> 4 & 3, ", PFC cap:");
	ob_num(o, "", p[0] & 15, " ");
	priorities(o, "\n\t    PFC Enable", p[1]);
	return true;
}

static bool application(struct pkt *pk, struct view *v, struct obuf *o)
{
	size_t n;

	if (v->len < 5)
		return false;
	ob_num(o, "\n\t    RES: ", *view_at(v, 4, 1), "");
	n = v->len - 5;
	if (n % 3 || !n)
		return true;
	ob_str(o, "\n\t    Application Priority Table");
	for (size_t i = 0; i < n && pkt_step(pk); i += 3) {
		const uint8_t *p = view_at(v, 5 + i, 3);

		ob_num(o, "\n\t      Priority: ", p[0] >> 5, ", RES: ");
		ob_num(o, "", p[0] >> 3 & 3, ", Sel: ");
		ob_num(o, "", p[0] & 7, ", Protocol ID: ");
		ob_u(o, be16(p + 1));
	}
	return true;
}

static bool evb(struct view *v, struct obuf *o)
{
	const uint8_t *p;

	if (v->len < 9)
		return false;
	p = view_at(v, 4, 5);
	ob_num(o, "\n\t    EVB Bridge Status\n\t      RES: ", p[0] >> 3, ", BGID: ");
	ob_num(o, "", p[0] >> 2 & 1, ", RRCAP: ");
	ob_num(o, "", p[0] >> 1 & 1, ", RRCTR: ");
	ob_num(o, "", p[0] & 1, "\n\t    EVB Station Status\n\t      RES: ");
	ob_num(o, "", p[1] >> 4, ", SGID: ");
	ob_num(o, "", p[1] >> 3 & 1, ", RRREQ: ");
	ob_num(o, "", p[1] >> 2 & 1, ",RRSTAT: ");
	ob_num(o, "", p[1] & 3, "\n\t    R: ");
	ob_num(o, "", p[2] >> 5, ", RTE: ");
	ob_num(o, "", p[2] & 31, ", EVB Mode: ");
	ob_str(o, evb_modes[p[3] >> 6]);
	ob_num(o, " [", p[3] >> 6, "]\n\t    ROL: ");
	ob_num(o, "", p[3] >> 5 & 1, ", RWD: ");
	ob_num(o, "", p[3] & 31, ", RES: ");
	ob_num(o, "", p[4] >> 6, ", ROL: ");
	ob_num(o, "", p[4] >> 5 & 1, ", RKA: ");
	ob_u(o, p[4] & 31);
	return true;
}

static bool cdcp(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	size_t n;

	if (v->len < 8)
		return false;
	p = view_at(v, 4, 4);
	ob_num(o, "\n\t    Role: ", p[0] >> 7, ", RES: ");
	ob_num(o, "", p[0] >> 4 & 7, ", Scomp: ");
	ob_num(o, "", p[0] >> 3 & 1, " ChnCap: ");
	ob_u(o, be16(p + 2) & 0xfff);
	n = v->len - 8;
	if (n % 3)
		return true;
	for (size_t i = 0; i < n && pkt_step(pk); i += 3) {
		uint32_t pair = be24(view_at(v, 8 + i, 3));

		ob_num(o, "\n\t    SCID: ", pair >> 12, ", SVID: ");
		ob_u(o, pair & 0xfff);
	}
	return true;
}

bool lldp_8021(struct pkt *pk, struct view v, struct obuf *o, bool *raw)
{
	uint8_t subtype = *view_at(&v, 3, 1);

	lldp_subtype(o, subtypes, subtype);
	switch (subtype) {
	case 1:
	case 2:
	case 3:
		return vlan(&v, subtype, o);
	case 4:
		return protocol(&v, o);
	case 7:
		return lldp_aggregation(&v, o);
	case 8:
		if (v.len < 6)
			return false;
		priorities(o, "\n\t    Pre-Priority CNPV Indicator", *view_at(&v, 4, 1));
		priorities(o, "\n\t    Pre-Priority Ready Indicator", *view_at(&v, 5, 1));
		return true;
	case 9:
	case 10:
		return ets(&v, subtype, o);
	case 11:
		return pfc(&v, o);
	case 12:
		return application(pk, &v, o);
	case 13:
		return evb(&v, o);
	case 14:
		return cdcp(pk, &v, o);
	default:
		*raw = true;
		return true;
	}
}
