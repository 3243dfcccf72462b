/* Names of ethtool netlink's messages and attributes, as linux/ethtool_netlink.h spells them. */
#include "debug_names.h"

#include <linux/ethtool_netlink.h>
#include <stddef.h>

#define A(x, is) [ETHTOOL_A_##x] = { .name = #x, .kind = DEBUG_##is }
#define N(x, in) [ETHTOOL_A_##x] = { .name = #x, .kind = DEBUG_NEST, .nest = &in }
#define LIST(x) \
	static const struct debug_attrs x = { x##_attrs, sizeof(x##_attrs) / sizeof(*x##_attrs) }

static const struct debug_attr header_attrs[] = {
	A(HEADER_DEV_INDEX, U32), A(HEADER_DEV_NAME, TEXT), A(HEADER_FLAGS, HEX),
};
LIST(header);

static const struct debug_attr bitset_bit_attrs[] = {
	A(BITSET_BIT_INDEX, U32), A(BITSET_BIT_NAME, TEXT), A(BITSET_BIT_VALUE, TRUE),
};
LIST(bitset_bit);

static const struct debug_attr bitset_bits_attrs[] = {
	N(BITSET_BITS_BIT, bitset_bit),
};
LIST(bitset_bits);

static const struct debug_attr bitset_attrs[] = {
	A(BITSET_NOMASK, TRUE), A(BITSET_SIZE, U32), N(BITSET_BITS, bitset_bits),
	A(BITSET_VALUE, BYTES), A(BITSET_MASK, BYTES),
};
LIST(bitset);

static const struct debug_attr string_attrs[] = {
	A(STRING_INDEX, U32), A(STRING_VALUE, TEXT),
};
LIST(string);

static const struct debug_attr strings_attrs[] = {
	N(STRINGS_STRING, string),
};
LIST(strings);

static const struct debug_attr stringset_attrs[] = {
	A(STRINGSET_ID, U32), A(STRINGSET_COUNT, U32), N(STRINGSET_STRINGS, strings),
};
LIST(stringset);

static const struct debug_attr stringsets_attrs[] = {
	N(STRINGSETS_STRINGSET, stringset),
};
LIST(stringsets);

static const struct debug_attr strset_attrs[] = {
	N(STRSET_HEADER, header), N(STRSET_STRINGSETS, stringsets), A(STRSET_COUNTS_ONLY, TRUE),
};
LIST(strset);

static const struct debug_attr linkinfo_attrs[] = {
	N(LINKINFO_HEADER, header), A(LINKINFO_PORT, U8), A(LINKINFO_PHYADDR, U8),
	A(LINKINFO_TP_MDIX, U8), A(LINKINFO_TP_MDIX_CTRL, U8), A(LINKINFO_TRANSCEIVER, U8),
};
LIST(linkinfo);

static const struct debug_attr linkmodes_attrs[] = {
	N(LINKMODES_HEADER, header), A(LINKMODES_AUTONEG, BOOL), N(LINKMODES_OURS, bitset),
	N(LINKMODES_PEER, bitset), A(LINKMODES_SPEED, U32), A(LINKMODES_DUPLEX, U8),
	A(LINKMODES_MASTER_SLAVE_CFG, U8), A(LINKMODES_MASTER_SLAVE_STATE, U8),
	A(LINKMODES_LANES, U32), A(LINKMODES_RATE_MATCHING, U8),
};
LIST(linkmodes);

static const struct debug_attr linkstate_attrs[] = {
	N(LINKSTATE_HEADER, header), A(LINKSTATE_LINK, BOOL), A(LINKSTATE_SQI, U32),
	A(LINKSTATE_SQI_MAX, U32), A(LINKSTATE_EXT_STATE, U8), A(LINKSTATE_EXT_SUBSTATE, U8),
};
LIST(linkstate);

static const struct debug_attr debug_attrs[] = {
	N(DEBUG_HEADER, header), N(DEBUG_MSGMASK, bitset),
};
LIST(debug);

static const struct debug_attr wol_attrs[] = {
	N(WOL_HEADER, header), N(WOL_MODES, bitset), A(WOL_SOPASS, BYTES),
};
LIST(wol);

static const struct debug_attr features_attrs[] = {
	N(FEATURES_HEADER, header), N(FEATURES_HW, bitset), N(FEATURES_WANTED, bitset),
	N(FEATURES_ACTIVE, bitset), N(FEATURES_NOCHANGE, bitset),
};
LIST(features);

static const struct debug_attr privflags_attrs[] = {
	N(PRIVFLAGS_HEADER, header), N(PRIVFLAGS_FLAGS, bitset),
};
LIST(privflags);

static const struct debug_attr rings_attrs[] = {
	N(RINGS_HEADER, header), A(RINGS_RX_MAX, U32), A(RINGS_RX_MINI_MAX, U32),
	A(RINGS_RX_JUMBO_MAX, U32), A(RINGS_TX_MAX, U32), A(RINGS_RX, U32),
	A(RINGS_RX_MINI, U32), A(RINGS_RX_JUMBO, U32), A(RINGS_TX, U32),
	A(RINGS_RX_BUF_LEN, U32), A(RINGS_TCP_DATA_SPLIT, U8), A(RINGS_CQE_SIZE, U32),
	A(RINGS_TX_PUSH, U8),
};
LIST(rings);

static const struct debug_attr channels_attrs[] = {
	N(CHANNELS_HEADER, header), A(CHANNELS_RX_MAX, U32), A(CHANNELS_TX_MAX, U32),
	A(CHANNELS_OTHER_MAX, U32), A(CHANNELS_COMBINED_MAX, U32), A(CHANNELS_RX_COUNT, U32),
	A(CHANNELS_TX_COUNT, U32), A(CHANNELS_OTHER_COUNT, U32), A(CHANNELS_COMBINED_COUNT, U32),
};
LIST(channels);

static const struct debug_attr coalesce_attrs[] = {
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
};
LIST(coalesce);

static const struct debug_attr pause_stat_attrs[] = {
	A(PAUSE_STAT_TX_FRAMES, U64), A(PAUSE_STAT_RX_FRAMES, U64),
};
LIST(pause_stat);

static const struct debug_attr pause_attrs[] = {
	N(PAUSE_HEADER, header), A(PAUSE_AUTONEG, BOOL), A(PAUSE_RX, BOOL), A(PAUSE_TX, BOOL),
	N(PAUSE_STATS, pause_stat),
};
LIST(pause);

static const struct debug_attr eee_attrs[] = {
	N(EEE_HEADER, header), N(EEE_MODES_OURS, bitset), N(EEE_MODES_PEER, bitset),
	A(EEE_ACTIVE, BOOL), A(EEE_ENABLED, BOOL), A(EEE_TX_LPI_ENABLED, BOOL),
	A(EEE_TX_LPI_TIMER, U32),
};
LIST(eee);

static const struct debug_attr tsinfo_attrs[] = {
	N(TSINFO_HEADER, header), N(TSINFO_TIMESTAMPING, bitset), N(TSINFO_TX_TYPES, bitset),
	N(TSINFO_RX_FILTERS, bitset), A(TSINFO_PHC_INDEX, U32),
};
LIST(tsinfo);

static const struct debug_attr phc_vclocks_attrs[] = {
	N(PHC_VCLOCKS_HEADER, header), A(PHC_VCLOCKS_NUM, U32), A(PHC_VCLOCKS_INDEX, BYTES),
};
LIST(phc_vclocks);

static const struct debug_attr cable_test_attrs[] = {
	N(CABLE_TEST_HEADER, header),
};
LIST(cable_test);

static const struct debug_attr cable_result_attrs[] = {
	A(CABLE_RESULT_PAIR, U8), A(CABLE_RESULT_CODE, U8),
};
LIST(cable_result);

static const struct debug_attr cable_fault_length_attrs[] = {
	A(CABLE_FAULT_LENGTH_PAIR, U8), A(CABLE_FAULT_LENGTH_CM, U32),
};
LIST(cable_fault_length);

static const struct debug_attr cable_nest_attrs[] = {
	N(CABLE_NEST_RESULT, cable_result), N(CABLE_NEST_FAULT_LENGTH, cable_fault_length),
};
LIST(cable_nest);

static const struct debug_attr cable_test_ntf_attrs[] = {
	N(CABLE_TEST_NTF_HEADER, header), A(CABLE_TEST_NTF_STATUS, U8),
	N(CABLE_TEST_NTF_NEST, cable_nest),
};
LIST(cable_test_ntf);

static const struct debug_attr cable_test_tdr_cfg_attrs[] = {
	A(CABLE_TEST_TDR_CFG_FIRST, U32), A(CABLE_TEST_TDR_CFG_LAST, U32),
	A(CABLE_TEST_TDR_CFG_STEP, U32), A(CABLE_TEST_TDR_CFG_PAIR, U8),
};
LIST(cable_test_tdr_cfg);

static const struct debug_attr cable_test_tdr_attrs[] = {
	N(CABLE_TEST_TDR_HEADER, header), N(CABLE_TEST_TDR_CFG, cable_test_tdr_cfg),
};
LIST(cable_test_tdr);

static const struct debug_attr cable_step_attrs[] = {
	A(CABLE_STEP_FIRST_DISTANCE, U32), A(CABLE_STEP_LAST_DISTANCE, U32),
	A(CABLE_STEP_STEP_DISTANCE, U32),
};
LIST(cable_step);

static const struct debug_attr cable_amplitude_attrs[] = {
	A(CABLE_AMPLITUDE_PAIR, U8), A(CABLE_AMPLITUDE_mV, S16),
};
LIST(cable_amplitude);

static const struct debug_attr cable_pulse_attrs[] = {
	A(CABLE_PULSE_mV, S16),
};
LIST(cable_pulse);

static const struct debug_attr cable_tdr_nest_attrs[] = {
	N(CABLE_TDR_NEST_STEP, cable_step), N(CABLE_TDR_NEST_AMPLITUDE, cable_amplitude),
	N(CABLE_TDR_NEST_PULSE, cable_pulse),
};
LIST(cable_tdr_nest);

static const struct debug_attr cable_test_tdr_ntf_attrs[] = {
	N(CABLE_TEST_TDR_NTF_HEADER, header), A(CABLE_TEST_TDR_NTF_STATUS, U8),
	N(CABLE_TEST_TDR_NTF_NEST, cable_tdr_nest),
};
LIST(cable_test_tdr_ntf);

static const struct debug_attr tunnel_udp_entry_attrs[] = {
	A(TUNNEL_UDP_ENTRY_PORT, BE16), A(TUNNEL_UDP_ENTRY_TYPE, U32),
};
LIST(tunnel_udp_entry);

static const struct debug_attr tunnel_udp_table_attrs[] = {
	A(TUNNEL_UDP_TABLE_SIZE, U32), N(TUNNEL_UDP_TABLE_TYPES, bitset),
	N(TUNNEL_UDP_TABLE_ENTRY, tunnel_udp_entry),
};
LIST(tunnel_udp_table);

static const struct debug_attr tunnel_udp_attrs[] = {
	N(TUNNEL_UDP_TABLE, tunnel_udp_table),
};
LIST(tunnel_udp);

static const struct debug_attr tunnel_info_attrs[] = {
	N(TUNNEL_INFO_HEADER, header), N(TUNNEL_INFO_UDP_PORTS, tunnel_udp),
};
LIST(tunnel_info);

static const struct debug_attr fec_stat_attrs[] = {
	A(FEC_STAT_CORRECTED, U64), A(FEC_STAT_UNCORR, U64), A(FEC_STAT_CORR_BITS, U64),
};
LIST(fec_stat);

static const struct debug_attr fec_attrs[] = {
	N(FEC_HEADER, header), N(FEC_MODES, bitset), A(FEC_AUTO, BOOL), A(FEC_ACTIVE, U32),
	N(FEC_STATS, fec_stat),
};
LIST(fec);

static const struct debug_attr module_eeprom_attrs[] = {
	N(MODULE_EEPROM_HEADER, header), A(MODULE_EEPROM_OFFSET, U32),
	A(MODULE_EEPROM_LENGTH, U32), A(MODULE_EEPROM_PAGE, U8), A(MODULE_EEPROM_BANK, U8),
	A(MODULE_EEPROM_I2C_ADDRESS, U8), A(MODULE_EEPROM_DATA, BYTES),
};
LIST(module_eeprom);

static const struct debug_attr hist_attrs[] = {
	A(STATS_GRP_HIST_BKT_LOW, U32), A(STATS_GRP_HIST_BKT_HI, U32), A(STATS_GRP_HIST_VAL, U64),
};
LIST(hist);

/* Numbers of counters of the group, which mean something only together with it. */
static const struct debug_attrs stat = { NULL, 0 };

static const struct debug_attr stats_grp_attrs[] = {
	A(STATS_GRP_ID, U32), A(STATS_GRP_SS_ID, U32), N(STATS_GRP_STAT, stat),
	N(STATS_GRP_HIST_RX, hist), N(STATS_GRP_HIST_TX, hist),
};
LIST(stats_grp);

static const struct debug_attr stats_attrs[] = {
	N(STATS_HEADER, header), N(STATS_GROUPS, bitset), N(STATS_GRP, stats_grp),
};
LIST(stats);

static const struct debug_attr module_attrs[] = {
	N(MODULE_HEADER, header), A(MODULE_POWER_MODE_POLICY, U8), A(MODULE_POWER_MODE, U8),
};
LIST(module);

static const struct debug_attr pse_attrs[] = {
	N(PSE_HEADER, header), A(PODL_PSE_ADMIN_STATE, U32), A(PODL_PSE_ADMIN_CONTROL, U32),
	A(PODL_PSE_PW_D_STATUS, U32),
};
LIST(pse);

#define M(x, with) [ETHTOOL_MSG_##x] = { #x, &with }

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
	return command < n && all[command].name ? &all[command] : NULL;
}

const struct debug_message *debug_request(uint8_t command)
{
	return find(requests, sizeof(requests) / sizeof(*requests), command);
}

const struct debug_message *debug_answer(uint8_t command)
{
	return find(answers, sizeof(answers) / sizeof(*answers), command);
}
