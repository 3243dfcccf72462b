/* LLDP elements of IEEE 802.3: speed, power, aggregation, frame size. */
#include "proto/lldp.h"

static const struct word subtypes[] = {
	{ 1, "MAC/PHY configuration/status" }, { 2, "Power via MDI" }, { 3, "Link aggregation" },
	{ 4, "Max frame size" }, { 0, NULL },
};
static const struct word negotiation[] = { { 1, "supported" }, { 2, "enabled" }, { 0, NULL } };
static const struct word speeds[] = {
	{ 0x4000, "10BASE-T hdx" }, { 0x2000, "10BASE-T fdx" }, { 0x1000, "100BASE-T4" },
	{ 0x0800, "100BASE-TX hdx" }, { 0x0400, "100BASE-TX fdx" }, { 0x0200, "100BASE-T2 hdx" },
	{ 0x0100, "100BASE-T2 fdx" }, { 0x0080, "Pause for fdx links" },
	{ 0x0040, "Asym PAUSE for fdx" }, { 0x0020, "Sym PAUSE for fdx" },
	{ 0x0010, "Asym and Sym PAUSE for fdx" }, { 0x0008, "1000BASE-{X LX SX CX} hdx" },
	{ 0x0004, "1000BASE-{X LX SX CX} fdx" }, { 0x0002, "1000BASE-T hdx" },
	{ 0x0001, "1000BASE-T fdx" }, { 0, NULL },
};

/* RFC 3636: by its number. */
static const char *const maus[] = {
	"Unknown", "AUI", "10BASE_5", "FOIRL", "10BASE2", "10BASET duplex mode unknown",
	"10BASEFP", "10BASEFB", "10BASEFL duplex mode unknown", "10BROAD36", "10BASET hdx",
	"10BASET fdx", "10BASEFL hdx", "10BASEFL fdx", "100BASET4", "100BASETX hdx",
	"100BASETX fdx", "100BASEFX hdx", "100BASEFX fdx", "100BASET2 hdx", "100BASET2 fdx",
	"1000BASEX hdx", "1000BASEX fdx", "1000BASELX hdx", "1000BASELX fdx", "1000BASESX hdx",
	"1000BASESX fdx", "1000BASECX hdx", "1000BASECX fdx", "1000BASET hdx", "1000BASET fdx",
	"10GBASEX", "10GBASELX4", "10GBASER", "10GBASEER", "10GBASELR", "10GBASESR", "10GBASEW",
	"10GBASEEW", "10GBASELW", "10GBASESW",
};
static const struct word power[] = {
	{ 1, "PSE" }, { 2, "supported" }, { 4, "enabled" }, { 8, "can be controlled" }, { 0, NULL },
};
static const struct word pairs[] = { { 1, "signal" }, { 2, "spare" }, { 0, NULL } };
static const struct word classes[] = {
	{ 1, "class0" }, { 2, "class1" }, { 3, "class2" }, { 4, "class3" }, { 5, "class4" },
	{ 0, NULL },
};

static void speed(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 4, 5);
	uint16_t mau = be16(p + 3);

	ob_str(o, "\n\t    autonegotiation [");
	ob_bits(o, negotiation, p[0], ", ", "none");
	ob_str(o, "] (");
	ob_0x(o, p[0], 2);
	ob_str(o, ")\n\t    PMD autoneg capability [");
	ob_bits(o, speeds, be16(p + 1), ", ", "unknown");
	ob_str(o, "] (");
	ob_0x(o, be16(p + 1), 4);
	ob_str(o, ")\n\t    MAU type ");
	ob_str(o, mau < sizeof(maus) / sizeof(maus[0]) ? maus[mau] : "unknown");
	ob_str(o, " (");
	ob_0x(o, mau, 4);
	ob_c(o, ')');
}

static void power_text(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 4, 3);
	const char *pair = word_of(pairs, p[1]), *class = word_of(classes, p[2]);

	ob_str(o, "\n\t    MDI power support [");
	ob_bits(o, power, p[0], ", ", "none");
	ob_str(o, "], power pair ");
	ob_str(o, pair ? pair : "unknown");
	ob_str(o, ", power class ");
	ob_str(o, class ? class : "unknown");
}

bool lldp_8023(struct pkt *pk, struct view v, struct obuf *o, bool *raw)
{
	uint8_t subtype = *view_at(&v, 3, 1);

	(void)pk;
	lldp_subtype(o, subtypes, subtype);
	switch (subtype) {
	case 1:
		if (v.len < 9)
			return false;
		speed(&v, o);
		return true;
	case 2:
		if (v.len < 7)
			return false;
		power_text(&v, o);
		return true;
	case 3:
		return lldp_aggregation(&v, o);
	case 4:
		if (v.len < 6)
			return false;
		ob_num(o, "\n\t    MTU size ", be16(view_at(&v, 4, 2)), "");
		return true;
	default:
		*raw = true;
		return true;
	}
}
