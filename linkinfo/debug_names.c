/* Names of ethtool netlink's messages and attributes, as linux/ethtool_netlink.h spells them. */
#include "debug_names.h"

#include <linux/ethtool_netlink.h>
#include <stddef.h>

/* Lists of attributes: those of a message, and what is nested in an attribute. */
enum {
	IN_NOTHING,
	IN_header,
	IN_bitset_bit,
	IN_bitset_bits,
	IN_bitset,
	IN_string,
	IN_strings,
	IN_stringset,
	IN_stringsets,
	IN_strset,
	IN_linkinfo,
	IN_linkmodes,
	IN_linkstate,
	IN_debug,
	IN_wol,
	IN_features,
	IN_privflags,
	IN_rings,
	IN_channels,
	IN_coalesce,
	IN_pause_stat,
	IN_pause,
	IN_eee,
	IN_tsinfo,
	IN_phc_vclocks,
	IN_cable_test,
	IN_cable_result,
	IN_cable_fault_length,
	IN_cable_nest,
	IN_cable_test_ntf,
	IN_cable_test_tdr_cfg,
	IN_cable_test_tdr,
	IN_cable_step,
	IN_cable_amplitude,
	IN_cable_pulse,
	IN_cable_tdr_nest,
	IN_cable_test_tdr_ntf,
	IN_tunnel_udp_entry,
	IN_tunnel_udp_table,
	IN_tunnel_udp,
	IN_tunnel_info,
	IN_fec_stat,
	IN_fec,
	IN_module_eeprom,
	IN_hist,
	IN_stat,
	IN_stats_grp,
	IN_stats,
	IN_module,
	IN_pse,
};

#define LIST(of)                                                                                   \
	{                                                                                          \
		.kind = DEBUG_LIST, .nest = IN_##of                                                \
	}
#define A(x, is)                                                                                   \
	{                                                                                          \
		.name = #x, .kind = DEBUG_##is, .number = ETHTOOL_A_##x                            \
	}
#define N(x, in) \
	{                                                                                          \
		.name = #x, .kind = DEBUG_NEST, .number = ETHTOOL_A_##x, .nest = IN_##in           \
	}

/* A row of kind LIST, and behind it what is in that list. */
static const struct debug_attr attrs[] = {
	LIST(header),
	A(HEADER_DEV_INDEX, U32), A(HEADER_DEV_NAME, TEXT), A(HEADER_FLAGS, HEX),
	LIST(bitset_bit),
	A(BITSET_BIT_INDEX, U32), A(BITSET_BIT_NAME, TEXT), A(BITSET_BIT_VALUE, TRUE),
	LIST(bitset_bits),
	N(BITSET_BITS_BIT, bitset_bit),
	LIST(bitset),
	A(BITSET_NOMASK, TRUE), A(BITSET_SIZE, U32), N(BITSET_BITS, bitset_bits),
	A(BITSET_VALUE, BYTES), A(BITSET_MASK, BYTES),
	LIST(string),
	A(STRING_INDEX, U32), A(STRING_VALUE, TEXT),
	LIST(strings),
	N(STRINGS_STRING, string),
	LIST(stringset),
	A(STRINGSET_ID, U32), A(STRINGSET_COUNT, U32), N(STRINGSET_STRINGS, strings),
	LIST(stringsets),
	N(STRINGSETS_STRINGSET, stringset),
	LIST(strset),
	N(STRSET_HEADER, header), N(STRSET_STRINGSETS, stringsets), A(STRSET_COUNTS_ONLY, TRUE),
	LIST(linkinfo),
	N(LINKINFO_HEADER, header), A(LINKINFO_PORT, U8), A(LINKINFO_PHYADDR, U8),
	A(LINKINFO_TP_MDIX, U8), A(LINKINFO_TP_MDIX_CTRL, U8), A(LINKINFO_TRANSCEIVER, U8),
	LIST(linkmodes),
	N(LINKMODES_HEADER, header), A(LINKMODES_AUTONEG, BOOL), N(LINKMODES_OURS, bitset),
	N(LINKMODES_PEER, bitset), A(LINKMODES_SPEED, U32), A(LINKMODES_DUPLEX, U8),
	A(LINKMODES_MASTER_SLAVE_CFG, U8), A(LINKMODES_MASTER_SLAVE_STATE, U8),
	A(LINKMODES_LANES, U32), A(LINKMODES_RATE_MATCHING, U8),
	LIST(linkstate),
	N(LINKSTATE_HEADER, header), A(LINKSTATE_LINK, BOOL), A(LINKSTATE_SQI, U32),
	A(LINKSTATE_SQI_MAX, U32), A(LINKSTATE_EXT_STATE, U8), A(LINKSTATE_EXT_SUBSTATE, U8),
	LIST(debug),
	N(DEBUG_HEADER, header), N(DEBUG_MSGMASK, bitset),
	LIST(wol),
	N(WOL_HEADER, header), N(WOL_MODES, bitset), A(WOL_SOPASS, BYTES),
	LIST(features),
	N(FEATURES_HEADER, header), N(FEATURES_HW, bitset), N(FEATURES_WANTED, bitset),
	N(FEATURES_ACTIVE, bitset), N(FEATURES_NOCHANGE, bitset),
	LIST(privflags),
	N(PRIVFLAGS_HEADER, header), N(PRIVFLAGS_FLAGS, bitset),
	LIST(rings),
	N(RINGS_HEADER, header), A(RINGS_RX_MAX, U32), A(RINGS_RX_MINI_MAX, U32),
	A(RINGS_RX_JUMBO_MAX, U32), A(RINGS_TX_MAX, U32), A(RINGS_RX, U32),
	A(RINGS_RX_MINI, U32), A(RINGS_RX_JUMBO, U32), A(RINGS_TX, U32),
	A(RINGS_RX_BUF_LEN, U32), A(RINGS_TCP_DATA_SPLIT, U8), A(RINGS_CQE_SIZE, U32),
	A(RINGS_TX_PUSH, U8),
	LIST(channels),
	N(CHANNELS_HEADER, header), A(CHANNELS_RX_MAX, U32), A(CHANNELS_TX_MAX, U32),
	A(CHANNELS_OTHER_MAX, U32), A(CHANNELS_COMBINED_MAX, U32), A(CHANNELS_RX_COUNT, U32),
	A(CHANNELS_TX_COUNT, U32), A(CHANNELS_OTHER_COUNT, U32), A(CHANNELS_COMBINED_COUNT, U32),
	LIST(coalesce),
	N(COALESCE_HEADER, header), A(COALESCE_RX_USECS, U32), A(COALESCE_RX_MAX_FRAMES, U32),
	A(COALESCE_RX_USECS_IRQ, U32), A(COALESCE_RX_MAX_FRAMES_IRQ, U32),
	A(COALESCE_TX_USECS, U32), A(COALESCE_TX_MAX_FRAMES, U32), A(COALESCE_TX_USECS_IRQ, U32),
	A(COALESCE_TX_MAX_FRAMES_IRQ, U32), A(COALESCE_STATS_BLOCK_USECS, U32),
	A(COALESCE_USE_ADAPTIVE_RX, BOOL), A(COALESCE_USE_ADAPTIVE_TX, BOOL),
	A(COALESCE_PKT_RATE_LOW, U32), A(COALESCE_RX_USECS_LOW, U32),
	A(COALESCE_RX_MAX_FRAMES_LOW, U32), A(COALESCE_TX_USECS_LOW, U32),
	A(COALESCE_TX_MAX_FRAMES_LOW, U32), A(COALESCE_PKT_RATE_HIGH, U32),
	A(COALESCE_RX_USECS_HIGH, U32), A(COALESCE_RX_MAX_FRAMES_HIGH, U32),
	A(COALESCE_TX_USECS_HIGH, U32), A(COALESCE_TX_MAX_FRAMES_HIGH, U32),
	A(COALESCE_RATE_SAMPLE_INTERVAL, U32), A(COALESCE_USE_CQE_MODE_TX, BOOL),
	A(COALESCE_USE_CQE_MODE_RX, BOOL),
	LIST(pause_stat),
	A(PAUSE_STAT_TX_FRAMES, U64), A(PAUSE_STAT_RX_FRAMES, U64),
	LIST(pause),
	N(PAUSE_HEADER, header), A(PAUSE_AUTONEG, BOOL), A(PAUSE_RX, BOOL), A(PAUSE_TX, BOOL),
	N(PAUSE_STATS, pause_stat),
	LIST(eee),
	N(EEE_HEADER, header), N(EEE_MODES_OURS, bitset), N(EEE_MODES_PEER, bitset),
	A(EEE_ACTIVE, BOOL), A(EEE_ENABLED, BOOL), A(EEE_TX_LPI_ENABLED, BOOL),
	A(EEE_TX_LPI_TIMER, U32),
	LIST(tsinfo),
	N(TSINFO_HEADER, header), N(TSINFO_TIMESTAMPING, bitset), N(TSINFO_TX_TYPES, bitset),
	N(TSINFO_RX_FILTERS, bitset), A(TSINFO_PHC_INDEX, U32),
	LIST(phc_vclocks),
	N(PHC_VCLOCKS_HEADER, header), A(PHC_VCLOCKS_NUM, U32), A(PHC_VCLOCKS_INDEX, BYTES),
	LIST(cable_test),
	N(CABLE_TEST_HEADER, header),
	LIST(cable_result),
	A(CABLE_RESULT_PAIR, U8), A(CABLE_RESULT_CODE, U8),
	LIST(cable_fault_length),
	A(CABLE_FAULT_LENGTH_PAIR, U8), A(CABLE_FAULT_LENGTH_CM, U32),
	LIST(cable_nest),
	N(CABLE_NEST_RESULT, cable_result), N(CABLE_NEST_FAULT_LENGTH, cable_fault_length),
	LIST(cable_test_ntf),
	N(CABLE_TEST_NTF_HEADER, header), A(CABLE_TEST_NTF_STATUS, U8),
	N(CABLE_TEST_NTF_NEST, cable_nest),
	LIST(cable_test_tdr_cfg),
	A(CABLE_TEST_TDR_CFG_FIRST, U32), A(CABLE_TEST_TDR_CFG_LAST, U32),
	A(CABLE_TEST_TDR_CFG_STEP, U32), A(CABLE_TEST_TDR_CFG_PAIR, U8),
	LIST(cable_test_tdr),
	N(CABLE_TEST_TDR_HEADER, header), N(CABLE_TEST_TDR_CFG, cable_test_tdr_cfg),
	LIST(cable_step),
	A(CABLE_STEP_FIRST_DISTANCE, U32), A(CABLE_STEP_LAST_DISTANCE, U32),
	A(CABLE_STEP_STEP_DISTANCE, U32),
	LIST(cable_amplitude),
	A(CABLE_AMPLITUDE_PAIR, U8), A(CABLE_AMPLITUDE_mV, S16),
	LIST(cable_pulse),
	A(CABLE_PULSE_mV, S16),
	LIST(cable_tdr_nest),
	N(CABLE_TDR_NEST_STEP, cable_step), N(CABLE_TDR_NEST_AMPLITUDE, cable_amplitude),
	N(CABLE_TDR_NEST_PULSE, cable_pulse),
	LIST(cable_test_tdr_ntf),
	N(CABLE_TEST_TDR_NTF_HEADER, header), A(CABLE_TEST_TDR_NTF_STATUS, U8),
	N(CABLE_TEST_TDR_NTF_NEST, cable_tdr_nest),
	LIST(tunnel_udp_entry),
	A(TUNNEL_UDP_ENTRY_PORT, BE16), A(TUNNEL_UDP_ENTRY_TYPE, U32),
	LIST(tunnel_udp_table),
	A(TUNNEL_UDP_TABLE_SIZE, U32), N(TUNNEL_UDP_TABLE_TYPES, bitset),
	N(TUNNEL_UDP_TABLE_ENTRY, tunnel_udp_entry),
	LIST(tunnel_udp),
	N(TUNNEL_UDP_TABLE, tunnel_udp_table),
	LIST(tunnel_info),
	N(TUNNEL_INFO_HEADER, header), N(TUNNEL_INFO_UDP_PORTS, tunnel_udp),
	LIST(fec_stat),
	A(FEC_STAT_CORRECTED, U64), A(FEC_STAT_UNCORR, U64), A(FEC_STAT_CORR_BITS, U64),
	LIST(fec),
	N(FEC_HEADER, header), N(FEC_MODES, bitset), A(FEC_AUTO, BOOL), A(FEC_ACTIVE, U32),
	N(FEC_STATS, fec_stat),
	LIST(module_eeprom),
	N(MODULE_EEPROM_HEADER, header), A(MODULE_EEPROM_OFFSET, U32),
	A(MODULE_EEPROM_LENGTH, U32), A(MODULE_EEPROM_PAGE, U8), A(MODULE_EEPROM_BANK, U8),
	A(MODULE_EEPROM_I2C_ADDRESS, U8), A(MODULE_EEPROM_DATA, BYTES),
	LIST(hist),
	A(STATS_GRP_HIST_BKT_LOW, U32), A(STATS_GRP_HIST_BKT_HI, U32), A(STATS_GRP_HIST_VAL, U64),
	/* Numbers of counters of the group, which mean something only together with it. */
	LIST(stat),
	LIST(stats_grp),
	A(STATS_GRP_ID, U32), A(STATS_GRP_SS_ID, U32), N(STATS_GRP_STAT, stat),
	N(STATS_GRP_HIST_RX, hist), N(STATS_GRP_HIST_TX, hist),
	LIST(stats),
	N(STATS_HEADER, header), N(STATS_GROUPS, bitset), N(STATS_GRP, stats_grp),
	LIST(module),
	N(MODULE_HEADER, header), A(MODULE_POWER_MODE_POLICY, U8), A(MODULE_POWER_MODE, U8),
	LIST(pse),
	N(PSE_HEADER, header), A(PODL_PSE_ADMIN_STATE, U32), A(PODL_PSE_ADMIN_CONTROL, U32),
	A(PODL_PSE_PW_D_STATUS, U32),
};

const struct debug_attr *debug_attr(uint8_t list, uint16_t number)
{
	const struct debug_attr *a = attrs, *end = attrs + sizeof(attrs) / sizeof(*attrs);

	while (a < end && !(a->kind == DEBUG_LIST && a->nest == list))
		a++;
	while (++a < end && a->kind != DEBUG_LIST)
		if (a->number == number)
			return a;
	return NULL;
}

#define M(x, with) [ETHTOOL_MSG_##x] = { #x, IN_##with }

static const struct debug_message requests[] = {
	M(STRSET_GET, strset), M(LINKINFO_GET, linkinfo), M(LINKINFO_SET, linkinfo),
	M(LINKMODES_GET, linkmodes), M(LINKMODES_SET, linkmodes), M(LINKSTATE_GET, linkstate),
	M(DEBUG_GET, debug), M(DEBUG_SET, debug), M(WOL_GET, wol), M(WOL_SET, wol),
	M(FEATURES_GET, features), M(FEATURES_SET, features), M(PRIVFLAGS_GET, privflags),
	M(PRIVFLAGS_SET, privflags), M(RINGS_GET, rings), M(RINGS_SET, rings),
	M(CHANNELS_GET, channels), M(CHANNELS_SET, channels), M(COALESCE_GET, coalesce),
	M(COALESCE_SET, coalesce), M(PAUSE_GET, pause), M(PAUSE_SET, pause), M(EEE_GET, eee),
	M(EEE_SET, eee), M(TSINFO_GET, tsinfo), M(CABLE_TEST_ACT, cable_test),
	M(CABLE_TEST_TDR_ACT, cable_test_tdr), M(TUNNEL_INFO_GET, tunnel_info), M(FEC_GET, fec),
	M(FEC_SET, fec), M(MODULE_EEPROM_GET, module_eeprom), M(STATS_GET, stats),
	M(PHC_VCLOCKS_GET, phc_vclocks), M(MODULE_GET, module), M(MODULE_SET, module),
	M(PSE_GET, pse), M(PSE_SET, pse),
};

static const struct debug_message answers[] = {
	M(STRSET_GET_REPLY, strset), M(LINKINFO_GET_REPLY, linkinfo), M(LINKINFO_NTF, linkinfo),
	M(LINKMODES_GET_REPLY, linkmodes), M(LINKMODES_NTF, linkmodes),
	M(LINKSTATE_GET_REPLY, linkstate), M(DEBUG_GET_REPLY, debug), M(DEBUG_NTF, debug),
	M(WOL_GET_REPLY, wol), M(WOL_NTF, wol), M(FEATURES_GET_REPLY, features),
	M(FEATURES_SET_REPLY, features), M(FEATURES_NTF, features),
	M(PRIVFLAGS_GET_REPLY, privflags), M(PRIVFLAGS_NTF, privflags),
	M(RINGS_GET_REPLY, rings), M(RINGS_NTF, rings), M(CHANNELS_GET_REPLY, channels),
	M(CHANNELS_NTF, channels), M(COALESCE_GET_REPLY, coalesce), M(COALESCE_NTF, coalesce),
	M(PAUSE_GET_REPLY, pause), M(PAUSE_NTF, pause), M(EEE_GET_REPLY, eee), M(EEE_NTF, eee),
	M(TSINFO_GET_REPLY, tsinfo), M(CABLE_TEST_NTF, cable_test_ntf),
	M(CABLE_TEST_TDR_NTF, cable_test_tdr_ntf), M(TUNNEL_INFO_GET_REPLY, tunnel_info),
	M(FEC_GET_REPLY, fec), M(FEC_NTF, fec), M(MODULE_EEPROM_GET_REPLY, module_eeprom),
	M(STATS_GET_REPLY, stats), M(PHC_VCLOCKS_GET_REPLY, phc_vclocks),
	M(MODULE_GET_REPLY, module), M(MODULE_NTF, module), M(PSE_GET_REPLY, pse),
};

static const struct debug_message *find(const struct debug_message *all, size_t n, uint8_t command)
{
	return command < n && all[command].name[0] ? &all[command] : NULL;
}

const struct debug_message *debug_request(uint8_t command)
{
	return find(requests, sizeof(requests) / sizeof(*requests), command);
}

const struct debug_message *debug_answer(uint8_t command)
{
	return find(answers, sizeof(answers) / sizeof(*answers), command);
}
