/*
 * Solarflare controllers: registers of 16 bytes one behind the other, then tables; the version says
 * which of them there are: A is SFC4000 revision A, B the same of revision B, C SFC9000 (Siena),
 * D SFC9100 (EF10).
 */
#include <string.h>

#include "base/cur.h"
#include "registers/drivers.h"

#define REGISTER 16		/* bytes */

/*
 * A line each: "NAME REVISIONS FIELDS", fields "NAME bit, NAME:REVISIONS first bit-last bit, ...";
 * without, in all that have the register.
 */
static const char registers[] =
	"ADR_REGION ABC ADR_REGION0 0-17, ADR_REGION1 32-49, ADR_REGION2 64-81, "
	"ADR_REGION3 96-113\n"
	"INT_EN_KER ABC DRV_INT_EN_KER 0, KER_INT_KER 3, KER_INT_CHAR 4, KER_INT_LEVE_SEL 8-13\n"
	"INT_EN_CHAR BC DRV_INT_EN_CHAR 0, CHAR_INT_KER 3, CHAR_INT_CHAR 4, "
	"CHAR_INT_LEVE_SEL 8-13\n"
	"INT_ADR_KER ABC INT_ADR_KER 0-63, NORM_INT_VEC_DIS_KER 64\n"
	"INT_ADR_CHAR BC INT_ADR_CHAR 0-63, NORM_INT_VEC_DIS_CHAR 64\n"
	"HW_INIT ABC TLP_TD 0, TD_SEL 1, ATTR_SEL 3, TLP_EP 4, US_DISABLE 5, WD_TIMER 8-15, "
	"INTA_VEC:AB 16-20, INTB_VEC:AB 24-28, TLP_ATTR 32-33, TLP_TC 34-36, POST_WR_MASK 40-43, "
	"B2B_REQ_EN:A 44, FC_BLOCKING_EN:A 45, FC_BLOCKING_EN:B 44, B2B_REQ_EN:BC 45, "
	"PE_EIDLE_DIS:AB 75, TX_RREQ_MASK_EN:AB 76, DOORBELL_DROP 92-99, TRGT_MASK_ALL:AB 100, "
	"PCIE_CPL_TIMEOUT_CTRL:B 121-123, BDMRD_CPLF_FULL:B 124, TX_MRG_TAGS:C 120\n"
	"EE_SPI_HCMD AB EE_SPI_HCMD_ENC 0-7, EE_SPI_HCMD_ADBCNT 8-9, EE_SPI_HCMD_DUBCNT 12-13, "
	"EE_SPI_HCMD_READ 15, EE_SPI_HCMD_DABCNT 16-20, EE_SPI_HCMD_SF_SEL 24, "
	"EE_WR_TIMER_ACTIVE 28, EE_SPI_HCMD_CMD_EN 31\n"
	"EE_SPI_HADR AB EE_SPI_HADR_ADR 0-23, EE_SPI_HADR_DUBYTE 24-31\n"
	"EE_SPI_HDATA AB EE_SPI_HDATA0 0-31, EE_SPI_HDATA1 32-63, EE_SPI_HDATA2 64-95, "
	"EE_SPI_HDATA3 96-127\n"
	"EE_BASE_PAGE AB EE_EXP_ROM_WINDOW_BASE 0-12, EE_EXPROM_MASK 16-28\n"
	"EE_VPD_CFG0 AB EE_VPD_EN 0, EE_VPD_EN_AD9_MODE 1, EE_VPD_DEV_SF_SEL 2, "
	"EE_VPD_ACCESS_BLOCK 4, EE_VPD_ACCESS_ON 5, EE_VPD_AD_SIZE 8-12, EE_VPD_LENGTH 16-30, "
	"EE_VPD_BASE 32-55, EE_VPD_WR_CMD_EN 56-63, EE_VPDW_BASE 64-78, EE_VPDW_LENGTH 80-94, "
	"EE_EE_WR_TMR_VALUE 96-111, EE_EE_CLOCK_DIV 112-118, EE_VPD_WIP_POLL 119, "
	"EE_SF_CLOCK_DIV 120-126, EE_SF_FASTRD_EN 127\n"
	"NIC_STAT AB STRAP_PINS 0-2, ATE_MODE 3, EE_PRST 8, SF_PRST 9, ONCHIP_SRAM 16, "
	"REVISION_ID:B 17-23, EE_STRAP:B 24-27, EE_STRAP_EN:B 31, AER_DIS:B 34\n"
	"GPIO_CTL AB GPIO0_PWRUP_VALUE 0, GPIO1_PWRUP_VALUE 1, GPIO2_PWRUP_VALUE 2, "
	"GPIO3_PWRUP_VALUE 3, GPIO4_PWRUP_VALUE 4, GPIO5_PWRUP_VALUE 5, GPIO6_PWRUP_VALUE 6, "
	"GPIO7_PWRUP_VALUE 7, GPIO0_IN 8, GPIO1_IN 9, GPIO2_IN 10, GPIO3_IN 11, GPIO4_IN 12, "
	"GPIO5_IN 13, GPIO6_IN 14, GPIO7_IN 15, GPIO0_OUT 16, GPIO1_OUT 17, GPIO2_OUT 18, "
	"GPIO3_OUT 19, GPIO4_OUT 20, GPIO5_OUT 21, GPIO6_OUT 22, GPIO7_OUT 23, GPIO0_OEN 24, "
	"GPIO1_OEN 25, GPIO2_OEN 26, GPIO3_OEN 27, GPIO4_OEN 28, GPIO5_OEN 29, USE_NIC_CLK 30, "
	"CLK156_OUT_EN 31, GPIO8_PWRUP_VALUE 32, GPIO9_PWRUP_VALUE 33, GPIO10_PWRUP_VALUE 34, "
	"GPIO11_PWRUP_VALUE 35, GPIO12_PWRUP_VALUE 36, GPIO13_PWRUP_VALUE 37, "
	"GPIO14_PWRUP_VALUE 38, GPIO15_PWRUP_VALUE 39, GPIO8_IN 40, GPIO9_IN 41, GPIO10_IN 42, "
	"GPIO11_IN 43, GPIO12_IN 44, GPIO13_IN 45, GPIO14_IN 46, GPIO15_IN 47, GPIO8_OUT 48, "
	"GPIO9_OUT 49, GPIO10_OUT 50, GPIO11_OUT 51, GPIO12_OUT 52, GPIO13_OUT 53, "
	"GPIO14_OUT 54, GPIO15_OUT 55, GPIO8_OEN 56, GPIO9_OEN 57, GPIO10_OEN 58, GPIO11_OEN 59, "
	"GPIO12_OEN 60, GPIO13_OEN 61, GPIO14_OEN 62, GPIO15_OEN 63, GPIO_PWRUP_VALUE2 64-71, "
	"GPIO_IN2 72-79, GPIO_OUT2 80-95, GPIO_PWRUP_VALUE3 96-103, GPIO_IN3 104-111, "
	"GPIO_OUT3 112-127\n"
	"GLB_CTL AB SWRST 0, EXT_PHY_RST_DUR 1-3, INT_RST_DUR 4-6, RST_CS 16, RST_SF 17, "
	"RST_TX 18, RST_RX 19, RST_SR 20, RST_EV 21, RST_EM 22, RST_XGTX 23, RST_XGRX 24, "
	"RST_PCIE_CORE 25, RST_PCIE_NSTKY 26, RST_PCIE_STKY 27, RST_PCIX:A 28, RST_BIU:B 28, "
	"RST_PCIE_SD 29, RST_XAUI_SD 30, RST_EXT_PHY 31, HOT_RST_CTL 40-41, CS_RST_CTL 48, "
	"EE_RST_CTL 49, TX_RST_CTL 50, RX_RST_CTL 51, SR_RST_CTL 52, EV_RST_CTL 53, "
	"EM_RST_CTL 54, XGTX_RST_CTL 55, XGRX_RST_CTL 56, PCIE_CORE_RST_CTL 57, "
	"PCIE_NSTKY_RST_CTL 58, PCIE_STKY_RST_CTL 59, PCIX_RST_CTL:A 60, BIU_RST_CTL:B 60, "
	"PCIE_SD_RST_CTL 61, XAUI_SD_RST_CTL 62, EXT_PHY_RST_CTL 63\n"
	"USR_EV_CFG C DFLT_EVQ 0-9, USREV_DIS 16\n"
	"DP_CTRL BC FLS_EVQ_ID 0-11\n"
	"MEM_STAT ABC MBIST_ERR:AB 0-39, MBIST_CORR:AB 38-52, MEM_PERR_VEC:AB 53-90, "
	"MEM_PERR_VEC:C 0-34\n"
	"CS_DEBUG ABC CS_DEBUG_EN 0, CS_PORT_NUM:C 40-41\n"
	"ALTERA_BUILD ABC ALTERA_BUILD_VER 0-31\n"
	"CSR_SPARE ABC CSR_SPARE_BITS 0-31, MEM_PERR_EN_TX_DATA:AB 72-73, MEM_PERR_EN:AB 64-101, "
	"MEM_PERR_EN:C 64-98\n"
	"PCIE_SD_CTL0123 AB PCIE_LODRV 0-7, PCIE_HIDRV 8-15, PCIE_RXEQCTL_L 16-17, "
	"PCIE_RXEQCTL_H 18-19, PCIE_TXTERMADJ_L 24-25, PCIE_TXTERMADJ_H 26-27, "
	"PCIE_RXTERMADJ_L 28-29, PCIE_RXTERMADJ_H 30-31, PCIE_PARLPBK 32-39, PCIE_LPBK 40-47, "
	"PCIE_LPBKWDRV_L 48, PCIE_LPBKWDRV_H 49, PCIE_PARRESET_L 50, PCIE_PARRESET_H 51, "
	"PCIE_HIVMODE_L 52, PCIE_HIVMODE_H 53, PCIE_OFFSETEN_L 54, PCIE_OFFSETEN_H 55, "
	"PCIE_OFFSET 56-63, PCIE_TESTSIG_L 64-82, PCIE_TESTSIG_H 96-114\n"
	"PCIE_SD_CTL45 AB PCIE_DEQ0 0-3, PCIE_DEQ1 4-7, PCIE_DEQ2 8-11, PCIE_DEQ3 12-15, "
	"PCIE_DEQ4 16-19, PCIE_DEQ5 20-23, PCIE_DEQ6 24-27, PCIE_DEQ7 28-31, PCIE_DTX0 32-35, "
	"PCIE_DTX1 36-39, PCIE_DTX2 40-43, PCIE_DTX3 44-47, PCIE_DTX4 48-51, PCIE_DTX5 52-55, "
	"PCIE_DTX6 56-59, PCIE_DTX7 60-63\n"
	"PCIE_PCS_CTL_STAT AB PCIE_PRBSSEL 0-7, PCIE_PRBSERRACK_L 8, PCIE_PRBSERRACK_H 9, "
	"PCIE_PRBSSYNC_L 10, PCIE_PRBSSYNC_H 11, PCIE_CTCDISABLE_L 12, PCIE_CTCDISABLE_H 13, "
	"PCIE_FASTINIT_L 14, PCIE_FASTINIT_H 15, PCIE_PRBSERRH0 32-39, PCIE_PRBSERR 40-47, "
	"PCIE_PRBSERRCOUNT0_L 48-51, PCIE_PRBSERRCOUNT0_H 52-55\n"
	"EVQ_CTL ABC EVQ_FIFO_NOTAF_TH 0-6, EVQ_FIFO_AF_TH 7-13, EVQ_OWNERR_CTL 14, "
	"RX_EVQ_WAKEUP_MASK:B 15-20, RX_EVQ_WAKEUP_MASK:C 15-24\n"
	"EVQ_CNT1 ABC EVQ_ERR_REQ_CNT 0-19, EVQ_CSR_REQ_CNT 20-39, EVQ_EM_REQ_CNT 40-59, "
	"EVQ_RX_REQ_CNT 60-79, EVQ_TX_REQ_CNT 80-99, EVQ_CNT_TOBIU 100-119, "
	"EVQ_CNT_PRE_FIFO 120-126\n"
	"EVQ_CNT2 ABC EVQ_TM_REQ_CNT 0-19, EVQ_INIT_REQ_CNT 20-39, EVQ_WET_REQ_CNT 40-59, "
	"EVQ_WU_REQ_CNT 60-79, EVQ_RDY_CNT 80-83, EVQ_CLR_REQ_CNT 84-103, EVQ_UPD_REQ_CNT 104-123\n"
	"BUF_TBL_CFG ABC BUF_TBL_MODE 3\n"
	"SRM_RX_DC_CFG ABC SRM_RX_DC_BASE_ADR 0-20, SRM_CLK_TMP_EN 21\n"
	"SRM_TX_DC_CFG ABC SRM_TX_DC_BASE_ADR 0-20\n"
	"SRM_CFG ABC SRM_BANK_SIZE 0-1, SRM_NUM_BANK 2, SRM_INIT_EN 3, SRM_OOB_BUF_INTEN 4, "
	"SRM_OOB_ADR_INTEN 5\n"
	"SRM_UPD_EVQ ABC SRM_UPD_EVQ_ID 0-11\n"
	"SRAM_PARITY ABC FORCE_SRAM_PERR:AB 0, FORCE_SRAM_SINGLE_ERR:C 0, "
	"FORCE_SRAM_DOUBLE_ERR:C 1, SEC_INT:C 2, BYPASS_ECC:C 3\n"
	"RX_CFG ABC RX_XOFF_MAC_EN 0, RX_XOFF_MAC_TH:A 1-5, RX_XON_MAC_TH:A 6-10, "
	"RX_USR_BUF_SIZE:A 11-19, RX_XOFF_TX_TH:A 20-24, RX_XON_TX_TH:A 25-29, "
	"RX_OWNERR_CTL:A 30, RX_PCI_BURST_SIZE:A 31-33, RX_RDW_PATCH_EN:A 34, "
	"RX_DESC_PUSH_EN:A 35, RX_XOFF_MAC_TH:BC 1-9, RX_XON_MAC_TH:BC 10-18, "
	"RX_USR_BUF_SIZE:BC 19-27, RX_XOFF_TX_TH:BC 28-32, RX_XON_TX_TH:BC 33-37, "
	"RX_OWNERR_CTL:BC 38, RX_PCI_BURST_SIZE:B 39-41, RX_RDW_PATCH_EN:BC 42, "
	"RX_DESC_PUSH_EN:BC 43, RX_HASH_INSRT_HDR:BC 44, RX_HASH_ALG:BC 45, RX_IP_HASH:BC 46, "
	"RX_INGR_EN:BC 47, RX_TCP_SUP:BC 48, RX_PRE_RFF_IPG:C 49-52, "
	"RX_HDR_SPLIT_HDR_BUF_SIZE:C 53-61, RX_HDR_SPLIT_PLD_BUF_SIZE:C 62-70, "
	"RX_HDR_SPLIT_EN:C 71, RX_MIN_KBUF_SIZE:C 72-85\n"
	"RX_FILTER_CTL BC TCP_FULL_SRCH_LIMIT 0-7, TCP_WILD_SRCH_LIMIT 8-15, "
	"UDP_WILD_SRCH_LIMIT 16-23, NUM_KER 24-25, UDP_FULL_SRCH_LIMIT 32-39, "
	"SCATTER_ENBL_NO_MATCH_Q 40, UNICAST_NOMATCH_IP_OVERRIDE:C 41, "
	"UNICAST_NOMATCH_RSS_ENABLED:C 42, UNICAST_NOMATCH_Q_ID:C 43-54, "
	"MULTICAST_NOMATCH_IP_OVERRIDE:C 55, MULTICAST_NOMATCH_RSS_ENABLED:C 56, "
	"MULTICAST_NOMATCH_Q_ID:C 57-68, RX_VLAN_MATCH_ETHERTYPE:C 69-84, "
	"RX_FILTER_ALL_VLAN_ETHERTYPES:C 85, ETHERNET_FULL_SEARCH_LIMIT:C 86-93, "
	"ETHERNET_WILDCARD_SEARCH_LIMIT:C 94-101\n"
	"RX_DC_CFG ABC RX_DC_SIZE 0-1, RX_MAX_PF:AB 2-3\n"
	"RX_DC_PF_WM ABC RX_DC_PF_LWM 0-5, RX_DC_PF_HWM 6-11\n"
	"RX_SELF_RST A RX_MAX_LU_LAT 0-3, RX_MAX_PF_LAT 4-7, RX_SELF_RST_EN 8, "
	"RX_NODESC_WAIT_DIS 9, RX_SW_RST_REG 16, RX_ISCSI_DIS 17\n"
	"RX_RSS_TKEY BC RX_RSS_TKEY_LO 0-63, RX_RSS_TKEY_HI 64-127\n"
	"RX_RSS_IPV6_REG1 C RX_RSS_IPV6_TKEY_LO 0-127\n"
	"RX_RSS_IPV6_REG2 C RX_RSS_IPV6_TKEY_MID 0-127\n"
	"RX_RSS_IPV6_REG3 C RX_RSS_IPV6_TKEY_HI 0-63, RX_RSS_IPV6_TCP_SUPPRESS 64, "
	"RX_RSS_IPV6_IP_THASH_ENABLE 65, RX_RSS_IPV6_THASH_ENABLE 66\n"
	"TX_DC_CFG ABC TX_DC_SIZE 0-1\n"
	"TX_CHKSM_CFG A TX_Q_CHKSM_DIS_0_31 0-31, TX_Q_CHKSM_DIS_32_63 32-63, "
	"TX_Q_CHKSM_DIS_64_95 64-95, TX_Q_CHKSM_DIS_96_127 96-127\n"
	"TX_CFG ABC TX_IP_ID_REP_EN 0, TX_NON_IP_DROP_DIS:A 1, TX_OWNERR_CTL 2, TX_P1_PRI_EN 4, "
	"TX_NO_EOP_DISC_EN 5, TX_IP_ID_P0_OFS 16-30, TX_FILTER_EN_BIT:C 47, "
	"TX_VLAN_MATCH_ETHERTYPE_RANGE:C 48-63, TX_FILTER_ALL_VLAN_ETHERTYPES_BIT:C 64, "
	"TX_TCPIP_FILTER_FULL_SEARCH_RANGE:C 65-72, TX_TCPIP_FILTER_WILD_SEARCH_RANGE:C 73-80, "
	"TX_UDPIP_FILTER_FULL_SEARCH_RANGE:C 81-88, TX_UDPIP_FILTER_WILD_SEARCH_RANGE:C 89-96, "
	"TX_ETH_FILTER_FULL_SEARCH_RANGE:C 97-104, TX_ETH_FILTER_WILD_SEARCH_RANGE:C 105-112, "
	"TX_FILTER_TEST_MODE_BIT:C 113, TX_CONT_LOOKUP_THRESH_RANGE:C 114-121\n"
	"TX_RESERVED ABC TX_MAX_PREF 0-1, TX_MAX_CPL 2-3, TX_IP_DIS:A 6, TX_TCP_DIS:A 7, "
	"TX_FLUSH_MIN_LEN_EN:BC 7, TX_DMA_SPACER 8-15, TX_DMA_FF_THR:A 16, TX_DIS_NON_IP_EV 17, "
	"TX_ONE_PKT_PER_Q 18, TX_PREF_THRESHOLD 19-20, TX_ONLY1TAG 21, TX_PREF_WD_TMR 22-43, "
	"TX_PREF_SPACER 44-51, TX_XP_TIMER 52-56, TX_RX_SPACER_EN 57, TX_PS_EVT_DIS 58, "
	"TX_SOFT_EVT_EN 59, TX_DROP_ABORT_EN 60, TX_RX_SPACER 64-71, TX_DMAQ_ST 78, "
	"TX_DMAR_ST_P0 81, TX_D_FF_FULL_P0 85, TX_PUSH_CHK_DIS 88, TX_PUSH_EN 89, "
	"TX_RD_COMP_TMR 96-118, TX_PREF_AGE_CNT 119-120, TX_EVT_CNT 121-127\n"
	"TX_PACE BC TX_PACE_BIN_TH 0-4, TX_PACE_FB_BASE 5-8, TX_PACE_SB_AF 9-18, "
	"TX_PACE_SB_NOT_AF 19-28\n"
	"TX_VLAN B TX_VLAN0 0-11, TX_VLAN0_PORT0_EN 12, TX_VLAN0_PORT1_EN 13, TX_VLAN1 16-27, "
	"TX_VLAN1_PORT0_EN 28, TX_VLAN1_PORT1_EN 29, TX_VLAN2 32-43, TX_VLAN2_PORT0_EN 44, "
	"TX_VLAN2_PORT1_EN 45, TX_VLAN3 48-59, TX_VLAN3_PORT0_EN 60, TX_VLAN3_PORT1_EN 61, "
	"TX_VLAN4 64-75, TX_VLAN4_PORT0_EN 76, TX_VLAN4_PORT1_EN 77, TX_VLAN5 80-91, "
	"TX_VLAN5_PORT0_EN 92, TX_VLAN5_PORT1_EN 93, TX_VLAN6 96-107, TX_VLAN6_PORT0_EN 108, "
	"TX_VLAN6_PORT1_EN 109, TX_VLAN7 112-123, TX_VLAN7_PORT0_EN 124, TX_VLAN7_PORT1_EN 125, "
	"TX_VLAN_EN 127\n"
	"TX_IPFIL_PORTEN BC TX_IPFIL0_PORT_EN:B 0, TX_IPFIL1_PORT_EN:B 2, TX_IPFIL2_PORT_EN:B 4, "
	"TX_IPFIL3_PORT_EN:B 6, TX_IPFIL4_PORT_EN:B 8, TX_IPFIL5_PORT_EN:B 10, "
	"TX_IPFIL6_PORT_EN:B 12, TX_IPFIL7_PORT_EN:B 14, TX_IPFIL8_PORT_EN:B 16, "
	"TX_IPFIL9_PORT_EN:B 18, TX_IPFIL10_PORT_EN:B 20, TX_IPFIL11_PORT_EN:B 22, "
	"TX_IPFIL12_PORT_EN:B 24, TX_IPFIL13_PORT_EN:B 26, TX_IPFIL14_PORT_EN:B 28, "
	"TX_IPFIL15_PORT_EN:B 30, TX_IPFIL16_PORT_EN:B 32, TX_IPFIL17_PORT_EN:B 34, "
	"TX_IPFIL18_PORT_EN:B 36, TX_IPFIL19_PORT_EN:B 38, TX_IPFIL20_PORT_EN:B 40, "
	"TX_IPFIL21_PORT_EN:B 42, TX_IPFIL22_PORT_EN:B 44, TX_IPFIL23_PORT_EN:B 46, "
	"TX_IPFIL24_PORT_EN:B 48, TX_IPFIL25_PORT_EN:B 50, TX_IPFIL26_PORT_EN:B 52, "
	"TX_IPFIL27_PORT_EN:B 54, TX_IPFIL28_PORT_EN:B 56, TX_IPFIL29_PORT_EN:B 58, "
	"TX_IPFIL30_PORT_EN:B 60, TX_IPFIL31_PORT_EN:B 62, TX_MADR0_FIL_EN 64\n"
	"MD_TXD AB MD_TXD 0-15\n"
	"MD_RXD AB MD_RXD 0-15\n"
	"MD_CS AB MD_WRC 0, MD_RDC 1, MD_RIC 2, MD_PRSP 3, MD_GC 4, MD_INT_CLR 5, MD_PL 6, "
	"MD_PT 7-9, MD_ADDR_CMD 13, MD_WR_EN_CMD 14, MD_RD_EN_CMD 15\n"
	"MD_PHY_ADR AB MD_PHY_ADR 0-15\n"
	"MD_ID AB MD_DEV_ADR 6-10, MD_PRT_ADR 11-15\n"
	"MAC_STAT_DMA AB MAC_STAT_DMA_ADR 0-47, MAC_STAT_DMA_CMD 48\n"
	"MAC_CTRL AB MAC_SPEED 0-1, MAC_LINK_STATUS 2, MAC_UC_PROM 3, MAC_BCAD_ACPT 4, "
	"MAC_XG_DISTXCRC 5, TXFIFO_DRAIN_EN:B 7, MAC_XOFF_VAL 16-31\n"
	"GEN_MODE B XG_PHY_INT_MASK 0, XFP_PHY_INT_MASK 1, XG_PHY_INT_POL_SEL 2, "
	"XFP_PHY_INT_POL_SEL 3\n"
	"MAC_MC_HASH_REG0 AB MAC_MCAST_HASH0 0-127\n"
	"MAC_MC_HASH_REG1 AB MAC_MCAST_HASH1 0-127\n"
	"GM_CFG1 AB GM_TX_EN 0, GM_SYNC_TXEN 1, GM_RX_EN 2, GM_SYNC_RXEN 3, GM_TX_FC_EN 4, "
	"GM_RX_FC_EN 5, GM_LOOP 8, GM_RST_TX_FUNC 16, GM_RST_RX_FUNC 17, GM_RST_TX_MAC_CTL 18, "
	"GM_RST_RX_MAC_CTL 19, GM_SIM_RST 30, GM_SW_RST 31\n"
	"GM_CFG2 AB GM_FD 0, GM_CRC_EN 1, GM_PAD_CRC_EN 2, GM_LEN_CHK 4, GM_HUGE_FRM_EN 5, "
	"GM_IF_MODE 8-9, GM_PAMBL_LEN 12-15\n"
	"GM_MAX_FLEN AB GM_MAX_FLEN 0-15\n"
	"GM_ADR1 AB GM_ADR_B3 0-7, GM_ADR_B2 8-15, GM_ADR_B1 16-23, GM_ADR_B0 24-31\n"
	"GM_ADR2 AB GM_ADR_B5 16-23, GM_ADR_B4 24-31\n"
	"GMF_CFG0 AB GMF_HSTRSTWT 0, GMF_HSTRSTSR 1, GMF_HSTRSTFR 2, GMF_HSTRSTST 3, "
	"GMF_HSTRSTFT 4, GMF_WTMENREQ 8, GMF_SRFENREQ 9, GMF_FRFENREQ 10, GMF_STFENREQ 11, "
	"GMF_FTFENREQ 12, GMF_WTMENRPLY 16, GMF_SRFENRPLY 17, GMF_FRFENRPLY 18, "
	"GMF_STFENRPLY 19, GMF_FTFENRPLY 20\n"
	"GMF_CFG1 AB GMF_CFGXOFFRTX 0-15, GMF_CFGFRTH 16-20\n"
	"GMF_CFG2 AB GMF_CFGLWM 0-5, GMF_CFGHWM 16-21\n"
	"GMF_CFG3 AB GMF_CFGFTTH 0-5, GMF_CFGHWMFT 16-21\n"
	"GMF_CFG4 AB GMF_HSTFLTRFRM 0-17\n"
	"GMF_CFG5 AB GMF_HSTFLTRFRMDC 0-17, GMF_HSTDRPLT64 18, GMF_CFGBYTMODE 19, "
	"GMF_HSTSRFULLCLR 20, GMF_SRFULL 21, GMF_CFGHDPLX 22\n"
	"TX_SRC_MAC_CTL B TX_MAC_QID_SEL 0-2, TX_DROP_CTR_CLR 12, TX_SRC_FLTR_EN 15, "
	"TX_SRC_DROP_CTR 16-31\n"
	"XM_ADR_LO AB XM_ADR_LO 0-31\n"
	"XM_ADR_HI AB XM_ADR_HI 0-15\n"
	"XM_GLB_CFG AB XM_CORE_RST 0, XM_INTCLR_MODE 3, XM_WAN_MODE 5, XM_RX_JUMBO_MODE 6, "
	"XM_TX_STAT_EN 10, XM_RX_STAT_EN 11, XM_DEBUG_MODE 16, XM_RMTFLT_GEN 17\n"
	"XM_TX_CFG AB XM_TX_RST 0, XM_TXEN 1, XM_TX_PRMBL 2, XM_AUTO_PAD 5, XM_EDRC 6, "
	"XM_TXCRC 8, XM_FCNTL 10, XM_IPG 16-19, XM_TX_PROG 24\n"
	"XM_RX_CFG AB XM_RX_RST 0, XM_RXEN 1, XM_RX_PRMBL 2, XM_RXCRC 3, XM_AUTO_DEPAD 8, "
	"XM_ACPT_ALL_UCAST 9, XM_ACPT_ALL_MCAST 11, XM_REJ_BCAST 20, XM_PASS_PRMBLE_ERR 24, "
	"XM_PASS_CRC_ERR 25, XM_PASS_LENERR 26\n"
	"XM_MGT_INT_MASK AB XM_MSK_LCLFLT 0, XM_MSK_RMTFLT 1, XM_MSK_PRMBLE_ERR 2, "
	"XM_MSK_STAT_CNTR_OF 8, XM_MSK_STAT_CNTR_HF 9, XM_MSK_STA_INTR 16\n"
	"XM_FC AB XM_DIS_FCNTL 0, XM_XMIT_PAUSE 1, XM_ZPAUSE 2, XM_REJ_CNTL_MCAST 5, "
	"XM_REJ_CNTL_UCAST 6, XM_MCNTL_PASS 8-9, XM_TX_MAC_STAT 10, XM_RX_MAC_STAT 11, "
	"XM_PAUSE_TIME 16-31\n"
	"XM_PAUSE_TIME AB XM_RX_PAUSE_CNT 0-15, XM_TX_PAUSE_CNT 16-31\n"
	"XM_TX_PARAM AB XM_PAD_CHAR 0-7, XM_MAX_TX_FRM_SIZE_LO 16-18, "
	"XM_MAX_TX_FRM_SIZE_HI 19-29, XM_TX_JUMBO_MODE 31\n"
	"XM_RX_PARAM AB XM_MAX_RX_FRM_SIZE_LO 0-2, XM_MAX_RX_FRM_SIZE_HI 3-13\n"
	"XX_PWR_RST AB XX_RST_XX_EN 0, XX_RSTXGXSTX_EN 1, XX_RSTXGXSRX_EN 2, XX_RESETA_EN 4, "
	"XX_RESETB_EN 5, XX_RESETC_EN 6, XX_RESETD_EN 7, XX_RSTPLLAB_EN 8, XX_RSTPLLCD_EN 9, "
	"XX_PWRDNA_EN 12, XX_PWRDNB_EN 13, XX_PWRDNC_EN 14, XX_PWRDND_EN 15, XX_SD_RST_ACT 16, "
	"XX_RSTXGXSTX_SIG 17, XX_RSTXGXSRX_SIG 18, XX_RESETA_SIG 20, XX_RESETB_SIG 21, "
	"XX_RESETC_SIG 22, XX_RESETD_SIG 23, XX_RSTPLLAB_SIG 24, XX_RSTPLLCD_SIG 25, "
	"XX_SIM_MODE 27, XX_PWRDNA_SIG 28, XX_PWRDNB_SIG 29, XX_PWRDNC_SIG 30, XX_PWRDND_SIG 31\n"
	"XX_SD_CTL AB XX_LPBKA 0, XX_LPBKB 1, XX_LPBKC 2, XX_LPBKD 3, XX_LODRVA 8, XX_HIDRVA 9, "
	"XX_LODRVB 10, XX_HIDRVB 11, XX_LODRVC 12, XX_HIDRVC 13, XX_LODRVD 14, XX_HIDRVD 15, "
	"XX_TERMADJ0 16, XX_TERMADJ1 17\n"
	"XX_TXDRV_CTL AB XX_DTXA 0-3, XX_DTXB 4-7, XX_DTXC 8-11, XX_DTXD 12-15, XX_DEQA 16-19, "
	"XX_DEQB 20-23, XX_DEQC 24-27, XX_DEQD 28-31\n"
	"BIU_HW_REV_ID D HW_REV_ID 0-31\n"
	"MC_DB_LWRD D MC_DOORBELL_L 0-31\n"
	"MC_DB_HWRD D MC_DOORBELL_H 0-31\n";

#define RECEIVE                                                                               \
	"EN 0, JUMBO 1, TYPE 2, SIZE 3-4, LABEL 5-9, OWNER 10-23, EVQ 24-35, BUF_BASE 36-55, " \
	"SW_WPTR 56-67, HW_RPTR 68-79, DC_HW_RPTR 80-85, PREF_ACT 86, HDIG 87, DDIG 88, "      \
	"RX_RESET:A 89, HDR_SPLIT:C 90"
#define TRANSMIT                                                                              \
	"FLUSH 0, TYPE 1-2, SIZE 3-4, LABEL 5-9, OWNER 10-23, EVQ 24-35, BUF_BASE 36-55, "     \
	"SW_WPTR 56-67, HW_RPTR 68-79, DC_HW_RPTR 80-85, HDIG 86, DDIG 87, EN 88, "            \
	"!TCP_CHKSM:BC 89, !IP_CHKSM:BC 90, !NON_IP_DROP:BC 91, IP_FILT:C 92, ETH_FILT:C 93, " \
	"Q_MASK_WIDTH:C 94-95"
#define EVENTS                                                                                \
	"EVQ_BUF_BASE_ID 0-19, EVQ_SIZE 20-22, EVQ_EN 23, EVQ_NXT_WPTR 24-38, "                \
	"EVQ_WKUP_OR_INT_EN:AB 39, EVQ_DOS_PROTECT_EN:C 39, EVQ_RPTR_IGN:BC 40"
#define BUFFERS                                                                               \
	"BUF_OWNER_ID_FBUF 0-13, BUF_ADR_FBUF 14-47, BUF_ADR_REGION 48-49, "                   \
	"IP_DAT_BUF_SIZE 50, BUF_FULL_UNUSED 51-63"
#define TIMERS                                                                                \
	"TIMER_VAL:B 0-11, TIMER_MODE:B 12-13, TIMER_VAL:C 0-13, TIMER_MODE:C 14-15, "         \
	"RELOAD_TIMER_VAL:C 16-29, HOST_NOTIFY_MODE:C 30, INT_PEND:C 31, INT_ARMD:C 32, "      \
	"TIMER_Q_EN:C 33"

/*
 * Likewise "NAME REVISIONS rows bytes FIELDS". A row is REGISTER bytes at most, of which fields are
 * columns; a field without a name: one number a row.
 */
static const char tables[] =
	"RX_DESC_PTR_TBL_KER A 4 16 " RECEIVE "\n"
	"TX_DESC_PTR_TBL_KER A 8 16 " TRANSMIT "\n"
	"EVQ_PTR_TBL_KER A 4 16 " EVENTS "\n"
	"BUF_FULL_TBL_KER A 1024 8 " BUFFERS "\n"
	"TX_IPFIL_TBL B 16 16 TX_IP_SRC_ADR_0 0-31, TX_IPFIL_MASK_0 32-63, "
	"TX_IP_SRC_ADR_1 64-95, TX_IPFIL_MASK_1 96-127\n"
	"TX_SRC_MAC_TBL B 16 16 TX_SRC_MAC_ADR_0 0-47, TX_SRC_MAC_ADR_1 64-111\n"
	"RX_DESC_PTR_TBL B 4096 16 " RECEIVE "\n"
	"RX_DESC_PTR_TBL C 1024 16 " RECEIVE "\n"
	"TX_DESC_PTR_TBL B 4096 16 " TRANSMIT "\n"
	"TX_DESC_PTR_TBL C 1024 16 " TRANSMIT "\n"
	"EVQ_PTR_TBL B 4096 16 " EVENTS "\n"
	"EVQ_PTR_TBL C 1024 16 " EVENTS "\n"
	"BUF_FULL_TBL BC 1024 8 " BUFFERS "\n"
	"RX_MAC_FILTER_TBL0 C 512 16 RMFT_VLAN_ID 0-11, RMFT_DEST_MAC 12-59, "
	"RMFT_WILDCARD_MATCH 60, RMFT_RXQ_ID 61-72, RMFT_IP_OVERRIDE 73, RMFT_SCATTER_EN 74, "
	"RMFT_RSS_EN 75\n"
	"TIMER_TBL B 4096 16 " TIMERS "\n"
	"TIMER_TBL C 1024 16 " TIMERS "\n"
	"TX_PACE_TBL B 4096 16  0-4\n"
	"TX_PACE_TBL C 1024 16  0-4\n"
	"RX_INDIRECTION_TBL BC 128 16  0-5\n"
	"TX_MAC_FILTER_TBL0 C 512 16 TMFT_VLAN_ID 0-11, TMFT_SRC_MAC 12-59, "
	"TMFT_WILDCARD_MATCH 60, TMFT_TXQ_ID 61-72\n"
	"MC_TREG_SMEM C 512 4  0-31\n"
	"RX_FILTER_TBL0 BC 8192 16 SRC_PORT 0-15, SRC_IP 16-47, DEST_PORT 48-63, DEST_IP 64-95, "
	"RXQ_ID 96-107, TCP_UDP 108, SCATTER_EN 109, RSS_EN 110\n"
	"BIU_MC_SFT_STATUS D 8 4  0-31\n";

/* A line of these; its texts are not ended. */
struct line {
	const char *name, *revisions, *fields;
	size_t name_len;
	unsigned int rows, row;		/* of a table */
};

struct field {
	const char *name;
	size_t len;
	unsigned int low, width;
};

/* The dump as far as it is not told yet. */
struct rest {
	struct cur c;
	char revision;
	struct obuf *o;
};

static const char *behind(const char *p, char c)
{
	while (*p++ != c)
		;
	return p;
}

static bool is_of(const struct line *l, char revision)
{
	for (const char *p = l->revisions; *p != ' '; p++)
		if (*p == revision)
			return true;
	return false;
}

static const char *number(const char *p, unsigned int *to)
{
	for (*to = 0; *p >= '0' && *p <= '9'; p++)
		*to = 10 * *to + (unsigned int)(*p - '0');
	return p;
}

/* Returns where the next line begins. */
static const char *line_read(const char *p, bool is_table, struct line *l)
{
	l->name = p;
	l->revisions = behind(p, ' ');
	l->name_len = (size_t)(l->revisions - p) - 1;
	l->fields = behind(l->revisions, ' ');
	if (is_table) {
		l->fields = number(l->fields, &l->rows) + 1;
		l->fields = number(l->fields, &l->row) + 1;
	}
	return behind(l->fields, '\n');
}

/* Reads on behind p up to the next field of the revision; NULL: there is none. */
static const char *field_next(const char *p, char revision, struct field *f)
{
	while (*p != '\n') {
		unsigned int high;
		bool has;

		f->name = p;
		while (*p != ' ' && *p != ':')
			p++;
		f->len = (size_t)(p - f->name);
		for (has = *p == ' '; *p != ' '; p++)
			has = has || *p == revision;
		p = number(p + 1, &f->low);
		high = f->low;
		if (*p == '-')
			p = number(p + 1, &high);
		f->width = high - f->low + 1;
		while (*p == ',' || *p == ' ')
			p++;
		if (has)
			return p;
	}
	return NULL;
}

static unsigned int digits(const struct field *f)
{
	return (f->width + 3) / 4;
}

static void value_print(struct obuf *o, const uint8_t *p, const struct field *f)
{
	for (unsigned int digit = digits(f); digit-- > 0;) {
		unsigned int v = 0;

		for (unsigned int i = 4 * digit; i < 4 * digit + 4 && i < f->width; i++) {
			unsigned int at = f->low + i;

			v |= (p[at / 8] >> at % 8 & 1u) << i % 4;
		}
		ob_hex(o, v, 1);
	}
}

static void blanks(struct obuf *o, size_t n)
{
	while (n--)
		ob_c(o, ' ');
}

static void register_print(struct rest *r, const struct line *reg, const uint8_t *p)
{
	struct obuf *o = r->o;
	const char *next = reg->fields;
	bool first = true;
	struct field f;

	while ((next = field_next(next, r->revision, &f))) {
		if (first)
			ob_mem(o, reg->name, reg->name_len);
		else
			blanks(o, reg->name_len);
		ob_str(o, first ? ": " : "  ");
		ob_mem(o, f.name, f.len);
		ob_str(o, " = ");
		value_print(o, p, &f);
		ob_c(o, '\n');
		first = false;
	}
}

/* Of row number 0 and up, so that it is as wide as the column of their title. */
static void row_number(struct obuf *o, size_t n)
{
	blanks(o, n < 10 ? 3 : n < 100 ? 2 : n < 1000 ? 1 : 0);
	ob_u(o, n);
}

static void numbers_print(struct obuf *o, const struct line *t, const uint8_t *p,
			  const struct field *f)
{
	size_t in_line = 72 / (digits(f) + 1);

	for (size_t i = 0; i < t->rows; i++, p += t->row) {
		if (i % in_line == 0) {
			row_number(o, i);
			ob_c(o, ' ');
		}
		ob_c(o, ' ');
		value_print(o, p, f);
		if ((i + 1) % in_line == 0 || i + 1 == t->rows)
			ob_c(o, '\n');
	}
}

static size_t column_width(const struct field *f)
{
	return f->len > digits(f) ? f->len : digits(f);
}

static void titles_print(struct rest *r, const struct line *t)
{
	struct obuf *o = r->o;
	const char *next = t->fields;
	struct field f;

	ob_str(o, "Row ");
	while ((next = field_next(next, r->revision, &f))) {
		ob_c(o, ' ');
		ob_mem(o, f.name, f.len);
		blanks(o, column_width(&f) - f.len);
	}
	ob_str(o, "\n----");
	for (next = t->fields; (next = field_next(next, r->revision, &f));) {
		ob_c(o, ' ');
		for (size_t i = 0; i < column_width(&f); i++)
			ob_c(o, '-');
	}
	ob_c(o, '\n');
}

static bool is_zero(const uint8_t *p, size_t n)
{
	while (n && !p[n - 1])
		n--;
	return !n;
}

/* The rows that are not all zero. */
static void rows_print(struct rest *r, const struct line *t, const uint8_t *p)
{
	for (size_t i = 0; i < t->rows; i++, p += t->row) {
		const char *next = t->fields;
		struct field f;

		if (is_zero(p, t->row))
			continue;
		row_number(r->o, i);
		while ((next = field_next(next, r->revision, &f))) {
			blanks(r->o, 1 + column_width(&f) - digits(&f));
			value_print(r->o, p, &f);
		}
		ob_c(r->o, '\n');
	}
}

static void table_print(struct rest *r, const struct line *t, const uint8_t *p)
{
	struct field f;

	field_next(t->fields, r->revision, &f);
	ob_c(r->o, '\n');
	ob_mem(r->o, t->name, t->name_len);
	ob_str(r->o, ":\n");
	if (!f.len) {
		numbers_print(r->o, t, p, &f);
		return;
	}
	titles_print(r, t);
	rows_print(r, t, p);
}

/* A dump may end behind any register or table. */
static bool rest_print(struct rest *r)
{
	struct line l;

	for (const char *next = registers; *next;) {
		const uint8_t *p;

		next = line_read(next, false, &l);
		if (!is_of(&l, r->revision) || !cur_left(&r->c))
			continue;
		p = cur_bytes(&r->c, REGISTER);
		if (!p)
			return false;
		register_print(r, &l, p);
	}
	for (const char *next = tables; *next;) {
		const uint8_t *p;

		next = line_read(next, true, &l);
		if (!is_of(&l, r->revision) || !cur_left(&r->c))
			continue;
		p = cur_bytes(&r->c, (size_t)l.rows * l.row);
		if (!p)
			return false;
		table_print(r, &l, p);
	}
	return true;
}

bool regs_sfc(const struct regs *r, struct obuf *o)
{
	static const char revisions[] = "-ABCD";
	struct rest rest = { .c = cur_of(r->p, r->len), .o = o };
	size_t len = o->len;

	if (r->version >= sizeof(revisions) - 1)
		return false;
	rest.revision = revisions[r->version];
	if (rest_print(&rest))
		return true;
	o->len = len;
	return false;
}
