/* Names and kinds of link modes; see modes.h. */
#include "modes.h"

#include <string.h>

/* By their bits, as Linux 6.18 names them. */
static const char names[][27] = {
	[0] = "10baseT/Half", [1] = "10baseT/Full", [2] = "100baseT/Half", [3] = "100baseT/Full",
	[4] = "1000baseT/Half", [5] = "1000baseT/Full", [6] = "Autoneg", [7] = "TP", [8] = "AUI",
	[9] = "MII", [10] = "FIBRE", [11] = "BNC", [12] = "10000baseT/Full", [13] = "Pause",
	[14] = "Asym_Pause", [15] = "2500baseX/Full", [16] = "Backplane", [17] = "1000baseKX/Full",
	[18] = "10000baseKX4/Full", [19] = "10000baseKR/Full", [20] = "10000baseR_FEC",
	[21] = "20000baseMLD2/Full", [22] = "20000baseKR2/Full", [23] = "40000baseKR4/Full",
	[24] = "40000baseCR4/Full", [25] = "40000baseSR4/Full", [26] = "40000baseLR4/Full",
	[27] = "56000baseKR4/Full", [28] = "56000baseCR4/Full", [29] = "56000baseSR4/Full",
	[30] = "56000baseLR4/Full", [31] = "25000baseCR/Full", [32] = "25000baseKR/Full",
	[33] = "25000baseSR/Full", [34] = "50000baseCR2/Full", [35] = "50000baseKR2/Full",
	[36] = "100000baseKR4/Full", [37] = "100000baseSR4/Full", [38] = "100000baseCR4/Full",
	[39] = "100000baseLR4_ER4/Full", [40] = "50000baseSR2/Full", [41] = "1000baseX/Full",
	[42] = "10000baseCR/Full", [43] = "10000baseSR/Full", [44] = "10000baseLR/Full",
	[45] = "10000baseLRM/Full", [46] = "10000baseER/Full", [47] = "2500baseT/Full",
	[48] = "5000baseT/Full", [49] = "None", [50] = "RS", [51] = "BASER",
	[52] = "50000baseKR/Full", [53] = "50000baseSR/Full", [54] = "50000baseCR/Full",
	[55] = "50000baseLR_ER_FR/Full", [56] = "50000baseDR/Full", [57] = "100000baseKR2/Full",
	[58] = "100000baseSR2/Full", [59] = "100000baseCR2/Full",
	[60] = "100000baseLR2_ER2_FR2/Full", [61] = "100000baseDR2/Full",
	[62] = "200000baseKR4/Full", [63] = "200000baseSR4/Full",
	[64] = "200000baseLR4_ER4_FR4/Full", [65] = "200000baseDR4/Full",
	[66] = "200000baseCR4/Full", [67] = "100baseT1/Full", [68] = "1000baseT1/Full",
	[69] = "400000baseKR8/Full", [70] = "400000baseSR8/Full",
	[71] = "400000baseLR8_ER8_FR8/Full", [72] = "400000baseDR8/Full",
	[73] = "400000baseCR8/Full", [74] = "LLRS", [75] = "100000baseKR/Full",
	[76] = "100000baseSR/Full", [77] = "100000baseLR_ER_FR/Full", [78] = "100000baseCR/Full",
	[79] = "100000baseDR/Full", [80] = "200000baseKR2/Full", [81] = "200000baseSR2/Full",
	[82] = "200000baseLR2_ER2_FR2/Full", [83] = "200000baseDR2/Full",
	[84] = "200000baseCR2/Full", [85] = "400000baseKR4/Full", [86] = "400000baseSR4/Full",
	[87] = "400000baseLR4_ER4_FR4/Full", [88] = "400000baseDR4/Full",
	[89] = "400000baseCR4/Full", [90] = "100baseFX/Half", [91] = "100baseFX/Full",
	[92] = "10baseT1L/Full", [93] = "800000baseCR8/Full", [94] = "800000baseKR8/Full",
	[95] = "800000baseDR8/Full", [96] = "800000baseDR8_2/Full", [97] = "800000baseSR8/Full",
	[98] = "800000baseVR8/Full", [99] = "10baseT1S/Full", [100] = "10baseT1S/Half",
	[101] = "10baseT1S_P2MP/Half", [102] = "10baseT1BRR/Full", [103] = "200000baseCR/Full",
	[104] = "200000baseKR/Full", [105] = "200000baseDR/Full", [106] = "200000baseDR_2/Full",
	[107] = "200000baseSR/Full", [108] = "200000baseVR/Full", [109] = "400000baseCR2/Full",
	[110] = "400000baseKR2/Full", [111] = "400000baseDR2/Full", [112] = "400000baseDR2_2/Full",
	[113] = "400000baseSR2/Full", [114] = "400000baseVR2/Full", [115] = "800000baseCR4/Full",
	[116] = "800000baseKR4/Full", [117] = "800000baseDR4/Full", [118] = "800000baseDR4_2/Full",
	[119] = "800000baseSR4/Full", [120] = "800000baseVR4/Full",
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

struct row {
	unsigned bit;
	char name[12];
};

static const struct row ports[] = {
	{ ETHTOOL_LINK_MODE_TP_BIT, "TP" },
	{ ETHTOOL_LINK_MODE_AUI_BIT, "AUI" },
	{ ETHTOOL_LINK_MODE_BNC_BIT, "BNC" },
	{ ETHTOOL_LINK_MODE_MII_BIT, "MII" },
	{ ETHTOOL_LINK_MODE_FIBRE_BIT, "FIBRE" },
	{ ETHTOOL_LINK_MODE_Backplane_BIT, "Backplane" },
};

static const struct row corrections[] = {
	{ ETHTOOL_LINK_MODE_FEC_NONE_BIT, "None" },
	{ ETHTOOL_LINK_MODE_FEC_BASER_BIT, "BaseR" },
	{ ETHTOOL_LINK_MODE_FEC_RS_BIT, "RS" },
	{ ETHTOOL_LINK_MODE_FEC_LLRS_BIT, "LLRS" },
};

#define LENGTH(rows) (sizeof(rows) / sizeof((rows)[0]))

#define BIT(name) (1u << ETHTOOL_LINK_MODE_##name##_BIT % 32)

enum {
	FEC_1 = BIT(FEC_NONE) | BIT(FEC_RS) | BIT(FEC_BASER),
	FEC_2 = BIT(FEC_LLRS),
};

/* Bits that are no speeds, by their words. */
static const uint32_t others[] = {
	BIT(Autoneg) | BIT(TP) | BIT(AUI) | BIT(MII) | BIT(FIBRE) | BIT(BNC) | BIT(Pause) |
		BIT(Asym_Pause) | BIT(Backplane),
	FEC_1,
	FEC_2,
};

void modes_set(struct modes *m, const void *p, size_t words)
{
	if (words > MODES_WORDS)
		words = MODES_WORDS;
	memset(m, 0, sizeof(*m));
	if (words)
		memcpy(m->word, p, words * sizeof(*m->word));
	m->words = (unsigned)words;
	m->bits = m->words * 32;
}

bool modes_any(const struct modes *m)
{
	for (unsigned i = 0; i < m->words; i++)
		if (m->word[i])
			return true;
	return false;
}

bool modes_unknown(const struct modes *m)
{
	for (unsigned i = NAMES / 32; i < m->words; i++)
		if (m->word[i] >> (i == NAMES / 32 ? NAMES % 32 : 0))
			return true;
	return false;
}

bool mode_is_link(unsigned bit)
{
	return bit / 32 >= LENGTH(others) || !(others[bit / 32] >> bit % 32 & 1);
}

const char *mode_name(unsigned bit)
{
	return bit < NAMES ? names[bit] : NULL;
}

int mode_find(const char *name)
{
	for (int i = 0; i < NAMES; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

int mode_of(uint32_t speed_mbps, uint8_t duplex)
{
	bool half = duplex == DUPLEX_HALF;

	if (!half && duplex != DUPLEX_FULL)
		return -1;
	switch (speed_mbps) {
	case SPEED_10:
		return half ? ETHTOOL_LINK_MODE_10baseT_Half_BIT :
			      ETHTOOL_LINK_MODE_10baseT_Full_BIT;
	case SPEED_100:
		return half ? ETHTOOL_LINK_MODE_100baseT_Half_BIT :
			      ETHTOOL_LINK_MODE_100baseT_Full_BIT;
	case SPEED_1000:
		return half ? ETHTOOL_LINK_MODE_1000baseT_Half_BIT :
			      ETHTOOL_LINK_MODE_1000baseT_Full_BIT;
	case SPEED_2500:
		return half ? -1 : ETHTOOL_LINK_MODE_2500baseX_Full_BIT;
	case SPEED_10000:
		return half ? -1 : ETHTOOL_LINK_MODE_10000baseT_Full_BIT;
	default:
		return -1;
	}
}

/* Full stands beside Half where it is the next bit. */
static bool stands_beside(unsigned bit)
{
	switch (bit) {
	case ETHTOOL_LINK_MODE_10baseT_Full_BIT:
	case ETHTOOL_LINK_MODE_100baseT_Full_BIT:
	case ETHTOOL_LINK_MODE_1000baseT_Full_BIT:
	case ETHTOOL_LINK_MODE_100baseFX_Full_BIT:
		return true;
	default:
		return false;
	}
}

/* ethtool has these two in the other order: what stands at a place, and where a bit stands. */
static unsigned exchanged(unsigned bit)
{
	if (bit == ETHTOOL_LINK_MODE_100000baseCR_Full_BIT)
		return ETHTOOL_LINK_MODE_100000baseDR_Full_BIT;
	if (bit == ETHTOOL_LINK_MODE_100000baseDR_Full_BIT)
		return ETHTOOL_LINK_MODE_100000baseCR_Full_BIT;
	return bit;
}

/* The next speed that is set, from the place *at on, which moves behind it; -1 at the end. */
static int next_link(const struct modes *m, unsigned *at)
{
	while (*at < m->words * 32) {
		unsigned bit = exchanged(*at);

		if (!m->word[*at / 32]) {
			*at = (*at / 32 + 1) * 32;
			continue;
		}
		(*at)++;
		if (modes_has(m, bit) && mode_is_link(bit))
			return (int)bit;
	}
	return -1;
}

static void put_name(unsigned bit, const struct stringset *from, struct obuf *o)
{
	if (bit < NAMES)
		ob_str(o, names[bit]);
	else if (!stringset_put(from, bit, o))
		ob_num(o, "BIT", bit, "");
}

void modes_text(const struct modes *m, const struct stringset *from, unsigned indent,
		struct obuf *o)
{
	unsigned at = 0;
	int bit, before = -1;

	while ((bit = next_link(m, &at)) >= 0) {
		if (before >= 0 && !(stands_beside((unsigned)bit) && before == bit - 1)) {
			ob_str(o, "\n\t");
			for (unsigned i = 0; i < indent; i++)
				ob_c(o, ' ');
		}
		put_name((unsigned)bit, from, o);
		ob_c(o, ' ');
		before = bit;
	}
	if (before < 0)
		ob_str(o, "Not reported");
	ob_c(o, '\n');
}

void modes_json(const struct modes *m, const struct stringset *from, const char *key,
		struct json *j)
{
	unsigned at = 0;
	int bit;

	json_array(j, key);
	while ((bit = next_link(m, &at)) >= 0) {
		struct obuf name;

		if (bit < NAMES) {
			json_str(j, NULL, names[bit]);
			continue;
		}
		ob_open(&name, -1);
		put_name((unsigned)bit, from, &name);
		json_mem(j, NULL, name.p, name.len);
		ob_close(&name);
	}
	json_array_end(j);
}

const char *modes_pause(const struct modes *m)
{
	bool both = modes_has(m, ETHTOOL_LINK_MODE_Pause_BIT);

	if (modes_has(m, ETHTOOL_LINK_MODE_Asym_Pause_BIT))
		return both ? "Symmetric Receive-only" : "Transmit-only";
	return both ? "Symmetric" : "No";
}

bool modes_any_fec(const struct modes *m)
{
	return m->word[1] & FEC_1 || m->word[2] & FEC_2;
}

const char *modes_port(const struct modes *m, unsigned i)
{
	if (i >= LENGTH(ports))
		return NULL;
	return modes_has(m, ports[i].bit) ? ports[i].name : "";
}

const char *modes_fec(const struct modes *m, unsigned i)
{
	if (i >= LENGTH(corrections))
		return NULL;
	return modes_has(m, corrections[i].bit) ? corrections[i].name : "";
}
