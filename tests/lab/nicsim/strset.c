/* The ethtool family's string sets, the statistics named by them, and what commands there are. */
#include "nicsim.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#define ROW(name)                                                                                  \
	{                                                                                          \
#name, ETHTOOL_MSG_##name                                                          \
	}

const struct command nl_commands[] = {
	ROW(STRSET_GET), ROW(LINKINFO_GET), ROW(LINKINFO_SET), ROW(LINKMODES_GET),
	ROW(LINKMODES_SET), ROW(LINKSTATE_GET), ROW(DEBUG_GET), ROW(DEBUG_SET), ROW(WOL_GET),
	ROW(WOL_SET), ROW(FEATURES_GET), ROW(FEATURES_SET), ROW(PRIVFLAGS_GET), ROW(PRIVFLAGS_SET),
	ROW(RINGS_GET), ROW(RINGS_SET), ROW(CHANNELS_GET), ROW(CHANNELS_SET), ROW(COALESCE_GET),
	ROW(COALESCE_SET), ROW(PAUSE_GET), ROW(PAUSE_SET), ROW(EEE_GET), ROW(EEE_SET),
	ROW(TSINFO_GET), ROW(CABLE_TEST_ACT), ROW(CABLE_TEST_TDR_ACT), ROW(TUNNEL_INFO_GET),
	ROW(FEC_GET), ROW(FEC_SET), ROW(MODULE_EEPROM_GET), ROW(STATS_GET), ROW(PHC_VCLOCKS_GET),
	ROW(MODULE_GET), ROW(MODULE_SET), ROW(PSE_GET), ROW(PSE_SET), { NULL, 0 },
};

static const struct {
	uint8_t reply;
	const char *word;
} about[] = {
	[ETHTOOL_MSG_STRSET_GET] = { ETHTOOL_MSG_STRSET_GET_REPLY, NULL },
	[ETHTOOL_MSG_LINKINFO_GET] = { ETHTOOL_MSG_LINKINFO_GET_REPLY, NULL },
	[ETHTOOL_MSG_LINKINFO_SET] = { 0, "settings" },
	[ETHTOOL_MSG_LINKMODES_GET] = { ETHTOOL_MSG_LINKMODES_GET_REPLY, NULL },
	[ETHTOOL_MSG_LINKMODES_SET] = { 0, "settings" },
	[ETHTOOL_MSG_LINKSTATE_GET] = { ETHTOOL_MSG_LINKSTATE_GET_REPLY, NULL },
	[ETHTOOL_MSG_DEBUG_GET] = { ETHTOOL_MSG_DEBUG_GET_REPLY, NULL },
	[ETHTOOL_MSG_DEBUG_SET] = { 0, "msglvl" },
	[ETHTOOL_MSG_WOL_GET] = { ETHTOOL_MSG_WOL_GET_REPLY, NULL },
	[ETHTOOL_MSG_WOL_SET] = { 0, "wol" },
	[ETHTOOL_MSG_FEATURES_GET] = { ETHTOOL_MSG_FEATURES_GET_REPLY, NULL },
	[ETHTOOL_MSG_FEATURES_SET] = { 0, "features" },
	[ETHTOOL_MSG_PRIVFLAGS_GET] = { ETHTOOL_MSG_PRIVFLAGS_GET_REPLY, NULL },
	[ETHTOOL_MSG_PRIVFLAGS_SET] = { 0, "privflags" },
	[ETHTOOL_MSG_RINGS_GET] = { ETHTOOL_MSG_RINGS_GET_REPLY, NULL },
	[ETHTOOL_MSG_RINGS_SET] = { 0, "ring" },
	[ETHTOOL_MSG_CHANNELS_GET] = { ETHTOOL_MSG_CHANNELS_GET_REPLY, NULL },
	[ETHTOOL_MSG_CHANNELS_SET] = { 0, "channels" },
	[ETHTOOL_MSG_COALESCE_GET] = { ETHTOOL_MSG_COALESCE_GET_REPLY, NULL },
	[ETHTOOL_MSG_COALESCE_SET] = { 0, "coalesce" },
	[ETHTOOL_MSG_PAUSE_GET] = { ETHTOOL_MSG_PAUSE_GET_REPLY, NULL },
	[ETHTOOL_MSG_PAUSE_SET] = { 0, "pause" },
	[ETHTOOL_MSG_EEE_GET] = { ETHTOOL_MSG_EEE_GET_REPLY, NULL },
	[ETHTOOL_MSG_EEE_SET] = { 0, "eee" },
	[ETHTOOL_MSG_TSINFO_GET] = { ETHTOOL_MSG_TSINFO_GET_REPLY, NULL },
	[ETHTOOL_MSG_CABLE_TEST_ACT] = { 0, NULL },
	[ETHTOOL_MSG_CABLE_TEST_TDR_ACT] = { 0, NULL },
	[ETHTOOL_MSG_TUNNEL_INFO_GET] = { ETHTOOL_MSG_TUNNEL_INFO_GET_REPLY, NULL },
	[ETHTOOL_MSG_FEC_GET] = { ETHTOOL_MSG_FEC_GET_REPLY, NULL },
	[ETHTOOL_MSG_FEC_SET] = { 0, "fec" },
	[ETHTOOL_MSG_MODULE_EEPROM_GET] = { ETHTOOL_MSG_MODULE_EEPROM_GET_REPLY, NULL },
	[ETHTOOL_MSG_STATS_GET] = { ETHTOOL_MSG_STATS_GET_REPLY, NULL },
	[ETHTOOL_MSG_PHC_VCLOCKS_GET] = { ETHTOOL_MSG_PHC_VCLOCKS_GET_REPLY, NULL },
	[ETHTOOL_MSG_MODULE_GET] = { ETHTOOL_MSG_MODULE_GET_REPLY, NULL },
	[ETHTOOL_MSG_MODULE_SET] = { 0, "power" },
	[ETHTOOL_MSG_PSE_GET] = { ETHTOOL_MSG_PSE_GET_REPLY, NULL },
	[ETHTOOL_MSG_PSE_SET] = { 0, "pse" },
};

int nl_reply_of(uint8_t cmd)
{
	return cmd < sizeof(about) / sizeof(*about) ? about[cmd].reply : 0;
}

const char *nl_fact_of(uint8_t cmd)
{
	return cmd < sizeof(about) / sizeof(*about) ? about[cmd].word : NULL;
}

static bool per_device(int set)
{
	return set < 32 && PER_DEVICE_SETS >> set & 1;
}

static void put_set(struct bytes *b, int set, int n, bool counts)
{
	size_t at = attr_open(b, ETHTOOL_A_STRINGSETS_STRINGSET), list, one;

	attr_u32(b, ETHTOOL_A_STRINGSET_ID, (uint64_t)set);
	attr_u32(b, ETHTOOL_A_STRINGSET_COUNT, (uint64_t)n);
	if (!counts) {
		list = attr_open(b, ETHTOOL_A_STRINGSET_STRINGS);
		for (int i = 0; i < n; i++) {
			const char *s;
			size_t len = set_string(set, (size_t)i, &s);

			if (!s)
				break;
			one = attr_open(b, ETHTOOL_A_STRINGS_STRING);
			attr_u32(b, ETHTOOL_A_STRING_INDEX, (uint64_t)i);
			attr_text(b, ETHTOOL_A_STRING_VALUE, s, len);
			attr_close(b, one);
		}
		attr_close(b, list);
	}
	attr_close(b, at);
}

/* Which sets the request names; all of a kind if it names none. */
static int sets_asked(struct request *r, uint32_t *sets)
{
	struct attrs list = attr_find(r->attrs, ETHTOOL_A_STRSET_STRINGSETS);
	struct attr a;

	*sets = 0;
	for (int set = 0; !list.at && set < ETH_SS_COUNT; set++)
		if (per_device(set) == r->device)
			*sets |= 1u << set;
	while (attr_next(&list, &a)) {
		uint64_t id = attr_num(a.data, ETHTOOL_A_STRINGSET_ID, ETH_SS_COUNT);

		if (id >= ETH_SS_COUNT) {
			r->why = "unknown string set id";
			r->where = a.data.at - sizeof(struct nlattr);
			return EOPNOTSUPP;
		}
		*sets |= 1u << id;
	}
	return 0;
}

int reply_strset(struct request *r, struct bytes *b)
{
	bool counts = attr_find(r->attrs, ETHTOOL_A_STRSET_COUNTS_ONLY).at;
	uint32_t sets;
	int rc = sets_asked(r, &sets);
	size_t at;

	if (rc)
		return rc;
	at = attr_open(b, ETHTOOL_A_STRSET_STRINGSETS);
	for (int set = 0; set < ETH_SS_COUNT; set++) {
		int n = sets >> set & 1 ? set_count(set) : 0;

		if (!(sets >> set & 1))
			continue;
		if (per_device(set) && !r->device) {
			r->why = "requested per device strings without dev";
			return EINVAL;
		}
		if (n > 0)
			put_set(b, set, n, counts);
		else if (!per_device(set))
			return EOPNOTSUPP;
	}
	attr_close(b, at);
	return 0;
}

static void put_histogram(struct bytes *b, const struct fact *f)
{
	/* "hist rx|tx LOW HIGH VALUE" */
	for (; f; f = fact_next(f)) {
		size_t at;

		if (f->n_args < 4)
			nic_bad(f, "not rx|tx LOW HIGH VALUE", "");
		at = attr_open(b, strcmp(f->args[0].value, "rx") ? ETHTOOL_A_STATS_GRP_HIST_TX :
								   ETHTOOL_A_STATS_GRP_HIST_RX);
		attr_u32(b, ETHTOOL_A_STATS_GRP_HIST_BKT_LOW, parse_num(f, f->args[1].value));
		attr_u32(b, ETHTOOL_A_STATS_GRP_HIST_BKT_HI, parse_num(f, f->args[2].value));
		attr_u64(b, ETHTOOL_A_STATS_GRP_HIST_VAL, parse_num(f, f->args[3].value));
		attr_close(b, at);
	}
}

/* One group: a line with the group's name and NAME=VALUE, the names of its string set. */
static void put_group(struct bytes *b, int group, const struct fact *f)
{
	int set = ETH_SS_STATS_ETH_PHY + group, n = set_count(set);
	size_t at = attr_open(b, ETHTOOL_A_STATS_GRP), one;

	attr_u32(b, ETHTOOL_A_STATS_GRP_ID, (uint64_t)group);
	attr_u32(b, ETHTOOL_A_STATS_GRP_SS_ID, (uint64_t)set);
	for (int i = 0; i < n; i++) {
		char name[40] = { 0 };
		const char *s;
		size_t len = set_string(set, (size_t)i, &s);

		memcpy(name, s ? s : "", len);
		if (!fact_arg(f, name))
			continue;
		one = attr_open(b, ETHTOOL_A_STATS_GRP_STAT);
		attr_u64(b, (uint16_t)i, fact_num(f, name, 0));
		attr_close(b, one);
	}
	if (group == ETHTOOL_STATS_RMON)
		put_histogram(b, fact("hist"));
	attr_close(b, at);
}

int reply_stats(struct request *r, struct bytes *b)
{
	static const char *const words[] = { "eth-phy", "eth-mac", "eth-ctrl", "rmon" };
	struct bitset groups =
		bitset_read(attr_find(r->attrs, ETHTOOL_A_STATS_GROUPS), ETH_SS_STATS_STD);

	for (int i = 0; i < 4; i++)
		if (*groups.value >> i & 1)
			put_group(b, i, fact(words[i]));
	return 0;
}

/* What came of it: all that was wanted and can be changed is active now. */
void reply_features_set(struct request *r, struct bytes *b)
{
	size_t words = (size_t)(set_count(ETH_SS_FEATURES) + 31) / 32;
	struct bitset asked =
		bitset_read(attr_find(r->attrs, ETHTOOL_A_FEATURES_WANTED), ETH_SS_FEATURES);
	uint32_t active[MASK_WORDS], can[MASK_WORDS], miss[MASK_WORDS], change[MASK_WORDS];

	fact_mask(fact("features"), "active", ETH_SS_FEATURES, active);
	fact_mask(fact("features"), "available", ETH_SS_FEATURES, can);
	for (size_t i = 0; i < MASK_WORDS; i++) {
		change[i] = (active[i] ^ asked.value[i]) & asked.mask[i] & can[i];
		miss[i] = (active[i] ^ asked.value[i]) & asked.mask[i] & ~can[i];
	}
	attr_bitset(b, ETHTOOL_A_FEATURES_WANTED, asked.value, miss, words * 32, ETH_SS_FEATURES,
		    r->flags & ETHTOOL_FLAG_COMPACT_BITSETS);
	attr_bitset(b, ETHTOOL_A_FEATURES_ACTIVE, asked.value, change, words * 32, ETH_SS_FEATURES,
		    r->flags & ETHTOOL_FLAG_COMPACT_BITSETS);
}
