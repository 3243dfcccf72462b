/* The ethtool family's replies, from the facts of the file; types: linux/ethtool_netlink.h. */
#include "nicsim.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#define EEE_MODES 32
#define WOL_MODES 8
#define FEATURES_SEEN 64

/* A field of a flat reply. */
struct field {
	uint16_t attr;
	uint8_t size;		/* bytes; 'b' for 0 or 1 */
	const char *key;
	/* There if this key is not zero; "" always; NULL if the file has the field. */
	const char *when;
};

static const struct field rings[] = {
	{ ETHTOOL_A_RINGS_RX_MAX, 4, "rx_max_pending", "rx_max_pending" },
	{ ETHTOOL_A_RINGS_RX, 4, "rx_pending", "rx_max_pending" },
	{ ETHTOOL_A_RINGS_RX_MINI_MAX, 4, "rx_mini_max_pending", "rx_mini_max_pending" },
	{ ETHTOOL_A_RINGS_RX_MINI, 4, "rx_mini_pending", "rx_mini_max_pending" },
	{ ETHTOOL_A_RINGS_RX_JUMBO_MAX, 4, "rx_jumbo_max_pending", "rx_jumbo_max_pending" },
	{ ETHTOOL_A_RINGS_RX_JUMBO, 4, "rx_jumbo_pending", "rx_jumbo_max_pending" },
	{ ETHTOOL_A_RINGS_TX_MAX, 4, "tx_max_pending", "tx_max_pending" },
	{ ETHTOOL_A_RINGS_TX, 4, "tx_pending", "tx_max_pending" },
	{ ETHTOOL_A_RINGS_RX_BUF_LEN, 4, "rx_buf_len", "rx_buf_len" },
	{ ETHTOOL_A_RINGS_TCP_DATA_SPLIT, 1, "tcp_data_split", "tcp_data_split" },
	{ ETHTOOL_A_RINGS_CQE_SIZE, 4, "cqe_size", "cqe_size" },
	{ ETHTOOL_A_RINGS_TX_PUSH, 'b', "tx_push", "" }, { 0, 0, NULL, NULL },
};

static const struct field channels[] = {
	{ ETHTOOL_A_CHANNELS_RX_MAX, 4, "max_rx", "max_rx" },
	{ ETHTOOL_A_CHANNELS_RX_COUNT, 4, "rx_count", "max_rx" },
	{ ETHTOOL_A_CHANNELS_TX_MAX, 4, "max_tx", "max_tx" },
	{ ETHTOOL_A_CHANNELS_TX_COUNT, 4, "tx_count", "max_tx" },
	{ ETHTOOL_A_CHANNELS_OTHER_MAX, 4, "max_other", "max_other" },
	{ ETHTOOL_A_CHANNELS_OTHER_COUNT, 4, "other_count", "max_other" },
	{ ETHTOOL_A_CHANNELS_COMBINED_MAX, 4, "max_combined", "max_combined" },
	{ ETHTOOL_A_CHANNELS_COMBINED_COUNT, 4, "combined_count", "max_combined" },
	{ 0, 0, NULL, NULL },
};

static const struct field coalesce[] = {
	{ ETHTOOL_A_COALESCE_RX_USECS, 4, "rx_coalesce_usecs", NULL },
	{ ETHTOOL_A_COALESCE_RX_MAX_FRAMES, 4, "rx_max_coalesced_frames", NULL },
	{ ETHTOOL_A_COALESCE_RX_USECS_IRQ, 4, "rx_coalesce_usecs_irq", NULL },
	{ ETHTOOL_A_COALESCE_RX_MAX_FRAMES_IRQ, 4, "rx_max_coalesced_frames_irq", NULL },
	{ ETHTOOL_A_COALESCE_TX_USECS, 4, "tx_coalesce_usecs", NULL },
	{ ETHTOOL_A_COALESCE_TX_MAX_FRAMES, 4, "tx_max_coalesced_frames", NULL },
	{ ETHTOOL_A_COALESCE_TX_USECS_IRQ, 4, "tx_coalesce_usecs_irq", NULL },
	{ ETHTOOL_A_COALESCE_TX_MAX_FRAMES_IRQ, 4, "tx_max_coalesced_frames_irq", NULL },
	{ ETHTOOL_A_COALESCE_STATS_BLOCK_USECS, 4, "stats_block_coalesce_usecs", NULL },
	{ ETHTOOL_A_COALESCE_USE_ADAPTIVE_RX, 'b', "use_adaptive_rx_coalesce", NULL },
	{ ETHTOOL_A_COALESCE_USE_ADAPTIVE_TX, 'b', "use_adaptive_tx_coalesce", NULL },
	{ ETHTOOL_A_COALESCE_PKT_RATE_LOW, 4, "pkt_rate_low", NULL },
	{ ETHTOOL_A_COALESCE_RX_USECS_LOW, 4, "rx_coalesce_usecs_low", NULL },
	{ ETHTOOL_A_COALESCE_RX_MAX_FRAMES_LOW, 4, "rx_max_coalesced_frames_low", NULL },
	{ ETHTOOL_A_COALESCE_TX_USECS_LOW, 4, "tx_coalesce_usecs_low", NULL },
	{ ETHTOOL_A_COALESCE_TX_MAX_FRAMES_LOW, 4, "tx_max_coalesced_frames_low", NULL },
	{ ETHTOOL_A_COALESCE_PKT_RATE_HIGH, 4, "pkt_rate_high", NULL },
	{ ETHTOOL_A_COALESCE_RX_USECS_HIGH, 4, "rx_coalesce_usecs_high", NULL },
	{ ETHTOOL_A_COALESCE_RX_MAX_FRAMES_HIGH, 4, "rx_max_coalesced_frames_high", NULL },
	{ ETHTOOL_A_COALESCE_TX_USECS_HIGH, 4, "tx_coalesce_usecs_high", NULL },
	{ ETHTOOL_A_COALESCE_TX_MAX_FRAMES_HIGH, 4, "tx_max_coalesced_frames_high", NULL },
	{ ETHTOOL_A_COALESCE_RATE_SAMPLE_INTERVAL, 4, "rate_sample_interval", NULL },
	{ ETHTOOL_A_COALESCE_USE_CQE_MODE_TX, 'b', "use_cqe_mode_tx", NULL },
	{ ETHTOOL_A_COALESCE_USE_CQE_MODE_RX, 'b', "use_cqe_mode_rx", NULL },
	{ 0, 0, NULL, NULL },
};

static const struct field pause[] = {
	{ ETHTOOL_A_PAUSE_AUTONEG, 'b', "autoneg", "" },
	{ ETHTOOL_A_PAUSE_RX, 'b', "rx_pause", "" },
	{ ETHTOOL_A_PAUSE_TX, 'b', "tx_pause", "" }, { 0, 0, NULL, NULL },
};

static const struct field eee[] = {
	{ ETHTOOL_A_EEE_ACTIVE, 'b', "eee_active", "" },
	{ ETHTOOL_A_EEE_ENABLED, 'b', "eee_enabled", "" },
	{ ETHTOOL_A_EEE_TX_LPI_ENABLED, 'b', "tx_lpi_enabled", "" },
	{ ETHTOOL_A_EEE_TX_LPI_TIMER, 4, "tx_lpi_timer", "" }, { 0, 0, NULL, NULL },
};

static const struct field linkinfo[] = {
	{ ETHTOOL_A_LINKINFO_PORT, 1, "port", "" },
	{ ETHTOOL_A_LINKINFO_PHYADDR, 1, "phy", "" },
	{ ETHTOOL_A_LINKINFO_TP_MDIX, 1, "mdix", "" },
	{ ETHTOOL_A_LINKINFO_TP_MDIX_CTRL, 1, "mdix_ctrl", "" },
	{ ETHTOOL_A_LINKINFO_TRANSCEIVER, 1, "transceiver", "" }, { 0, 0, NULL, NULL },
};

static const struct field linkstate[] = {
	{ ETHTOOL_A_LINKSTATE_SQI, 4, "sqi", NULL },
	{ ETHTOOL_A_LINKSTATE_SQI_MAX, 4, "sqi_max", NULL },
	{ ETHTOOL_A_LINKSTATE_EXT_STATE, 1, "ext_state", NULL },
	{ ETHTOOL_A_LINKSTATE_EXT_SUBSTATE, 1, "ext_substate", NULL }, { 0, 0, NULL, NULL },
};

static const struct field module[] = {
	{ ETHTOOL_A_MODULE_POWER_MODE_POLICY, 1, "policy", "policy" },
	{ ETHTOOL_A_MODULE_POWER_MODE, 1, "mode", "mode" }, { 0, 0, NULL, NULL },
};

static void put_fields(const struct field *t, const struct fact *f, struct bytes *b)
{
	for (; t->key; t++) {
		uint64_t v = fact_num(f, t->key, 0);

		if (t->when ? *t->when && !fact_num(f, t->when, 0) : !fact_arg(f, t->key))
			continue;
		if (t->size == 'b')
			attr_u8(b, t->attr, !!v);
		else
			attr_put(b, t->attr, &v, t->size);
	}
}

static bool compact(const struct request *r)
{
	return r->flags & ETHTOOL_FLAG_COMPACT_BITSETS;
}

/* As many bits as the set has names, or as the masks need. */
static size_t bits_of(int set, size_t words)
{
	int n = set_count(set);
	size_t bits = n < 0 ? 0 : (size_t)n;

	if (bits > MASK_WORDS * 32)
		bits = MASK_WORDS * 32;
	return bits > (words - (words > 0)) * 32 ? bits : words * 32;
}

static int linkmodes(struct request *r, struct bytes *b)
{
	const struct fact *f = fact("settings");
	uint32_t supported[MASK_WORDS], advertised[MASK_WORDS], peer[MASK_WORDS];
	size_t n, m, bits;

	if (!f || fact_num(f, "legacy", 0)) {
		r->why = "failed to retrieve link settings";
		return EOPNOTSUPP;
	}
	n = fact_mask(f, "supported", ETH_SS_LINK_MODES, supported);
	m = fact_mask(f, "advertising", ETH_SS_LINK_MODES, advertised);
	bits = bits_of(ETH_SS_LINK_MODES, n > m ? n : m);
	attr_u8(b, ETHTOOL_A_LINKMODES_AUTONEG, fact_num(f, "autoneg", 0));
	attr_bitset(b, ETHTOOL_A_LINKMODES_OURS, advertised, supported, bits, ETH_SS_LINK_MODES,
		    compact(r));
	for (n = fact_mask(f, "partner", ETH_SS_LINK_MODES, peer); n && !peer[n - 1];)
		n--;
	if (n)
		attr_bitset(b, ETHTOOL_A_LINKMODES_PEER, peer, NULL, bits, ETH_SS_LINK_MODES,
			    compact(r));
	attr_u32(b, ETHTOOL_A_LINKMODES_SPEED, fact_num(f, "speed", UINT32_MAX));
	attr_u8(b, ETHTOOL_A_LINKMODES_DUPLEX, fact_num(f, "duplex", DUPLEX_UNKNOWN));
	if (fact_num(f, "lanes", 0))
		attr_u32(b, ETHTOOL_A_LINKMODES_LANES, fact_num(f, "lanes", 0));
	if (fact_num(f, "master_slave_cfg", 0))
		attr_u8(b, ETHTOOL_A_LINKMODES_MASTER_SLAVE_CFG,
			fact_num(f, "master_slave_cfg", 0));
	if (fact_num(f, "master_slave_state", 0))
		attr_u8(b, ETHTOOL_A_LINKMODES_MASTER_SLAVE_STATE,
			fact_num(f, "master_slave_state", 0));
	attr_u8(b, ETHTOOL_A_LINKMODES_RATE_MATCHING, fact_num(f, "rate_matching", 0));
	return 0;
}

static int wol(struct request *r, struct bytes *b)
{
	const struct fact *f = fact("wol");
	uint32_t supported[MASK_WORDS] = { 0 }, active[MASK_WORDS] = { 0 };
	struct bytes sopass = { 0 };

	if (!f)
		return EOPNOTSUPP;
	*supported = (uint32_t)fact_flags(f, "supported");
	*active = (uint32_t)fact_flags(f, "wolopts");
	attr_bitset(b, ETHTOOL_A_WOL_MODES, active, supported, WOL_MODES, ETH_SS_WOL_MODES,
		    compact(r));
	if (*supported & WAKE_MAGICSECURE) {
		parse_hex(f, fact_text(f, "sopass", "00:00:00:00:00:00"), &sopass);
		attr_put(b, ETHTOOL_A_WOL_SOPASS, sopass.at, sopass.len);
		free(sopass.at);
	}
	return 0;
}

static int debug(struct request *r, struct bytes *b)
{
	uint32_t mask[MASK_WORDS] = { 0 };

	if (!fact("msglvl"))
		return EOPNOTSUPP;
	*mask = (uint32_t)fact_flags(fact("msglvl"), ".");
	attr_bitset(b, ETHTOOL_A_DEBUG_MSGMASK, mask, NULL, bits_of(ETH_SS_MSG_CLASSES, 0),
		    ETH_SS_MSG_CLASSES, compact(r));
	return 0;
}

static int features(struct request *r, struct bytes *b)
{
	static const struct {
		const char *key;
		uint16_t attr;
	} sets[] = {
		{ "available", ETHTOOL_A_FEATURES_HW },
		{ "requested", ETHTOOL_A_FEATURES_WANTED },
		{ "active", ETHTOOL_A_FEATURES_ACTIVE },
		{ "never_changed", ETHTOOL_A_FEATURES_NOCHANGE },
	};
	const struct fact *f = fact("features");
	uint32_t words[MASK_WORDS], all[MASK_WORDS] = { 0 };
	size_t bits = bits_of(ETH_SS_FEATURES, 0);

	if (!f)
		return EOPNOTSUPP;
	for (size_t i = 0; i < bits; i++)
		all[i / 32] |= 1u << i % 32;
	for (size_t i = 0; i < 4; i++) {
		fact_mask(f, sets[i].key, ETH_SS_FEATURES, words);
		attr_bitset(b, sets[i].attr, words, i ? NULL : all, bits, ETH_SS_FEATURES,
			    compact(r));
	}
	return 0;
}

static int privflags(struct request *r, struct bytes *b)
{
	uint32_t flags[MASK_WORDS] = { 0 }, all[MASK_WORDS] = { 0 };
	int n = set_count(ETH_SS_PRIV_FLAGS);

	if (!fact("privflags") || n <= 0)
		return EOPNOTSUPP;
	*flags = (uint32_t)fact_flags(fact("privflags"), ".");
	memset(all, 0xff, sizeof(all));
	n = n > 32 ? 32 : n;
	*all >>= 32 - n;
	attr_bitset(b, ETHTOOL_A_PRIVFLAGS_FLAGS, flags, all, (size_t)n, ETH_SS_PRIV_FLAGS,
		    compact(r));
	return 0;
}

static int eee_state(struct request *r, struct bytes *b)
{
	const struct fact *f = fact("eee");
	uint32_t supported[MASK_WORDS] = { 0 }, ours[MASK_WORDS] = { 0 }, peer[MASK_WORDS] = { 0 };

	if (!f)
		return EOPNOTSUPP;
	*supported = (uint32_t)fact_flags(f, "supported");
	*ours = (uint32_t)fact_flags(f, "advertised");
	*peer = (uint32_t)fact_flags(f, "lp_advertised");
	attr_bitset(b, ETHTOOL_A_EEE_MODES_OURS, ours, supported, EEE_MODES, ETH_SS_LINK_MODES,
		    compact(r));
	attr_bitset(b, ETHTOOL_A_EEE_MODES_PEER, peer, NULL, EEE_MODES, ETH_SS_LINK_MODES,
		    compact(r));
	put_fields(eee, f, b);
	return 0;
}

static int tsinfo(struct request *r, struct bytes *b)
{
	static const struct {
		const char *key;
		uint16_t attr;
		int set;
	} sets[] = {
		{ "so_timestamping", ETHTOOL_A_TSINFO_TIMESTAMPING, ETH_SS_SOF_TIMESTAMPING },
		{ "tx_types", ETHTOOL_A_TSINFO_TX_TYPES, ETH_SS_TS_TX_TYPES },
		{ "rx_filters", ETHTOOL_A_TSINFO_RX_FILTERS, ETH_SS_TS_RX_FILTERS },
	};
	const struct fact *f = fact("tsinfo");
	uint32_t words[MASK_WORDS] = { 0 };

	if (!f)
		return EOPNOTSUPP;
	for (size_t i = 0; i < 3; i++) {
		*words = (uint32_t)fact_flags(f, sets[i].key);
		if (*words)
			attr_bitset(b, sets[i].attr, words, NULL, bits_of(sets[i].set, 0),
				    sets[i].set, compact(r));
	}
	if ((int32_t)fact_num(f, "phc_index", UINT32_MAX) >= 0)
		attr_u32(b, ETHTOOL_A_TSINFO_PHC_INDEX, fact_num(f, "phc_index", 0));
	return 0;
}

static void put_counters(struct bytes *b, uint16_t attr, const struct fact *f, const char *key)
{
	uint64_t v[32];
	size_t n = fact_list(f, key, v, 32);

	if (fact_arg(f, key))
		attr_put(b, attr, v, n * sizeof(*v));
}

static int fec(struct request *r, struct bytes *b)
{
	/* the link modes that stand for NONE, (AUTO), OFF, RS, BASER, LLRS */
	static const uint8_t modes[] = { 49, 0, 49, 50, 51, 74 };
	const struct fact *f = fact("fec"), *stats = fact("fecstats");
	uint32_t words[MASK_WORDS] = { 0 }, set, active;

	if (!f)
		return EOPNOTSUPP;
	set = (uint32_t)fact_flags(f, "fec");
	active = (uint32_t)fact_flags(f, "active_fec");
	for (size_t i = 0; i < sizeof(modes); i++)
		if (set >> i & 1 && modes[i])
			words[modes[i] / 32] |= 1u << modes[i] % 32;
	attr_bitset(b, ETHTOOL_A_FEC_MODES, words, NULL, bits_of(ETH_SS_LINK_MODES, 0),
		    ETH_SS_LINK_MODES, compact(r));
	attr_u8(b, ETHTOOL_A_FEC_AUTO, set >> 1 & 1);
	for (size_t i = 0; i < sizeof(modes); i++) {
		if (active >> i & 1 && modes[i]) {
			attr_u32(b, ETHTOOL_A_FEC_ACTIVE, modes[i]);
			break;
		}
	}
	if (stats && r->flags & ETHTOOL_FLAG_STATS) {
		size_t at = attr_open(b, ETHTOOL_A_FEC_STATS);

		put_counters(b, ETHTOOL_A_FEC_STAT_CORRECTED, stats, "corrected");
		put_counters(b, ETHTOOL_A_FEC_STAT_UNCORR, stats, "uncorr");
		put_counters(b, ETHTOOL_A_FEC_STAT_CORR_BITS, stats, "corr_bits");
		attr_close(b, at);
	}
	return 0;
}

static int pause_state(struct request *r, struct bytes *b)
{
	const struct fact *f = fact("pause"), *stats = fact("pausestats");

	if (!f)
		return EOPNOTSUPP;
	put_fields(pause, f, b);
	if (r->flags & ETHTOOL_FLAG_STATS) {
		size_t at = attr_open(b, ETHTOOL_A_PAUSE_STATS);

		if (fact_arg(stats, "tx_pause_frames"))
			attr_u64(b, ETHTOOL_A_PAUSE_STAT_TX_FRAMES,
				 fact_num(stats, "tx_pause_frames", 0));
		if (fact_arg(stats, "rx_pause_frames"))
			attr_u64(b, ETHTOOL_A_PAUSE_STAT_RX_FRAMES,
				 fact_num(stats, "rx_pause_frames", 0));
		attr_close(b, at);
	}
	return 0;
}

static int module_eeprom(struct request *r, struct bytes *b)
{
	uint64_t offset = attr_num(r->attrs, ETHTOOL_A_MODULE_EEPROM_OFFSET, 0);
	uint64_t len = attr_num(r->attrs, ETHTOOL_A_MODULE_EEPROM_LENGTH, 0);
	uint64_t page = attr_num(r->attrs, ETHTOOL_A_MODULE_EEPROM_PAGE, 0);
	uint64_t bank = attr_num(r->attrs, ETHTOOL_A_MODULE_EEPROM_BANK, 0);
	uint64_t i2c = attr_num(r->attrs, ETHTOOL_A_MODULE_EEPROM_I2C_ADDRESS, 0);
	uint8_t data[256];

	if (!fact("module") && !fact("page"))
		return EOPNOTSUPP;
	if (!len || len > 128 || offset > 255 || len > 256 - offset || (page && offset < 128))
		return EINVAL;
	if (!module_page((int)i2c, (int)bank, (int)page, offset, len, data))
		return EINVAL;
	attr_put(b, ETHTOOL_A_MODULE_EEPROM_DATA, data, len);
	return 0;
}

static int vclocks(struct request *r, struct bytes *b)
{
	const struct fact *f = fact("vclocks");
	int32_t index[32];
	uint64_t v[32];
	size_t n = fact_list(f, ".", v, 32);

	(void)r;
	if (!n)
		return 0;
	for (size_t i = 0; i < n; i++)
		index[i] = (int32_t)v[i];
	attr_u32(b, ETHTOOL_A_PHC_VCLOCKS_NUM, n);
	attr_put(b, ETHTOOL_A_PHC_VCLOCKS_INDEX, index, n * sizeof(*index));
	return 0;
}

/* A reply that is only fields. */
static int flat(const char *word, const struct field *t, struct bytes *b)
{
	const struct fact *f = fact(word);

	if (f)
		put_fields(t, f, b);
	return f ? 0 : EOPNOTSUPP;
}

int reply_attrs(struct request *r, struct bytes *b)
{
	const struct fact *f;

	switch (r->cmd) {
	case ETHTOOL_MSG_STRSET_GET:
		return reply_strset(r, b);
	case ETHTOOL_MSG_LINKINFO_GET:
		f = fact("settings");
		r->why = "failed to retrieve link settings";
		return fact_num(f, "legacy", 0) ? EOPNOTSUPP : flat("settings", linkinfo, b);
	case ETHTOOL_MSG_LINKMODES_GET:
		return linkmodes(r, b);
	case ETHTOOL_MSG_LINKSTATE_GET:
		if (fact("link"))
			attr_u8(b, ETHTOOL_A_LINKSTATE_LINK, fact_num(fact("link"), ".", 0));
		put_fields(linkstate, fact("linkstate"), b);
		return 0;
	case ETHTOOL_MSG_DEBUG_GET:
		return debug(r, b);
	case ETHTOOL_MSG_WOL_GET:
		return wol(r, b);
	case ETHTOOL_MSG_FEATURES_GET:
		return features(r, b);
	case ETHTOOL_MSG_PRIVFLAGS_GET:
		return privflags(r, b);
	case ETHTOOL_MSG_RINGS_GET:
		return flat("ring", rings, b);
	case ETHTOOL_MSG_CHANNELS_GET:
		return flat("channels", channels, b);
	case ETHTOOL_MSG_COALESCE_GET:
		return flat("coalesce", coalesce, b);
	case ETHTOOL_MSG_PAUSE_GET:
		return pause_state(r, b);
	case ETHTOOL_MSG_EEE_GET:
		return eee_state(r, b);
	case ETHTOOL_MSG_TSINFO_GET:
		return tsinfo(r, b);
	case ETHTOOL_MSG_FEC_GET:
		return fec(r, b);
	case ETHTOOL_MSG_MODULE_EEPROM_GET:
		return module_eeprom(r, b);
	case ETHTOOL_MSG_STATS_GET:
		return reply_stats(r, b);
	case ETHTOOL_MSG_PHC_VCLOCKS_GET:
		return vclocks(r, b);
	case ETHTOOL_MSG_MODULE_GET:
		put_fields(module, fact("power"), b);	/* empty without, as the kernel's */
		return 0;
	case ETHTOOL_MSG_TUNNEL_INFO_GET:
		r->why = "device does not report tunnel offload info";
		return EOPNOTSUPP;
	case ETHTOOL_MSG_PSE_GET:
		r->why = "No PHY is attached";
		return EOPNOTSUPP;
	default:
		return EOPNOTSUPP;
	}
}
