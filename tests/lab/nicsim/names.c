/* The names that numbers have: string sets (as Linux 6.1 has them), commands, errors. */
#include "nicsim.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words parted by one blank, for the sets that are the kernel's and not the driver's. */
static const char *const kernel_sets[SETS] = {
	[ETH_SS_FEATURES] =
	"tx-scatter-gather tx-checksum-ipv4  tx-checksum-ip-generic tx-checksum-ipv6 highdma "
	"tx-scatter-gather-fraglist tx-vlan-hw-insert rx-vlan-hw-parse rx-vlan-filter "
	"vlan-challenged tx-generic-segmentation tx-lockless netns-local rx-gro rx-lro "
	"tx-tcp-segmentation tx-gso-robust tx-tcp-ecn-segmentation tx-tcp-mangleid-segmentation "
	"tx-tcp6-segmentation tx-fcoe-segmentation tx-gre-segmentation tx-gre-csum-segmentation "
	"tx-ipxip4-segmentation tx-ipxip6-segmentation tx-udp_tnl-segmentation "
	"tx-udp_tnl-csum-segmentation tx-gso-partial tx-tunnel-remcsum-segmentation "
	"tx-sctp-segmentation tx-esp-segmentation  tx-udp-segmentation tx-gso-list "
	"tx-checksum-fcoe-crc tx-checksum-sctp fcoe-mtu rx-ntuple-filter rx-hashing rx-checksum "
	"tx-nocache-copy loopback rx-fcs rx-all tx-vlan-stag-hw-insert rx-vlan-stag-hw-parse "
	"rx-vlan-stag-filter l2-fwd-offload hw-tc-offload esp-hw-offload esp-tx-csum-hw-offload "
	"rx-udp_tunnel-port-offload tls-hw-tx-offload tls-hw-rx-offload rx-gro-hw tls-hw-record "
	"rx-gro-list macsec-hw-offload rx-udp-gro-forwarding hsr-tag-ins-offload "
	"hsr-tag-rm-offload hsr-fwd-offload hsr-dup-offload",
	[ETH_SS_RSS_HASH_FUNCS] = "toeplitz xor crc32",
	[ETH_SS_TUNABLES] =
	"Unspec rx-copybreak tx-copybreak pfc-prevention-tout tx-copybreak-buf-size",
	[ETH_SS_PHY_TUNABLES] =
	"Unspec phy-downshift phy-fast-link-down phy-energy-detect-power-down",
	[ETH_SS_LINK_MODES] =
	"10baseT/Half 10baseT/Full 100baseT/Half 100baseT/Full 1000baseT/Half 1000baseT/Full "
	"Autoneg TP AUI MII FIBRE BNC 10000baseT/Full Pause Asym_Pause 2500baseX/Full Backplane "
	"1000baseKX/Full 10000baseKX4/Full 10000baseKR/Full 10000baseR_FEC 20000baseMLD2/Full "
	"20000baseKR2/Full 40000baseKR4/Full 40000baseCR4/Full 40000baseSR4/Full "
	"40000baseLR4/Full 56000baseKR4/Full 56000baseCR4/Full 56000baseSR4/Full "
	"56000baseLR4/Full 25000baseCR/Full 25000baseKR/Full 25000baseSR/Full 50000baseCR2/Full "
	"50000baseKR2/Full 100000baseKR4/Full 100000baseSR4/Full 100000baseCR4/Full "
	"100000baseLR4_ER4/Full 50000baseSR2/Full 1000baseX/Full 10000baseCR/Full "
	"10000baseSR/Full 10000baseLR/Full 10000baseLRM/Full 10000baseER/Full 2500baseT/Full "
	"5000baseT/Full None RS BASER 50000baseKR/Full 50000baseSR/Full 50000baseCR/Full "
	"50000baseLR_ER_FR/Full 50000baseDR/Full 100000baseKR2/Full 100000baseSR2/Full "
	"100000baseCR2/Full 100000baseLR2_ER2_FR2/Full 100000baseDR2/Full 200000baseKR4/Full "
	"200000baseSR4/Full 200000baseLR4_ER4_FR4/Full 200000baseDR4/Full 200000baseCR4/Full "
	"100baseT1/Full 1000baseT1/Full 400000baseKR8/Full 400000baseSR8/Full "
	"400000baseLR8_ER8_FR8/Full 400000baseDR8/Full 400000baseCR8/Full LLRS 100000baseKR/Full "
	"100000baseSR/Full 100000baseLR_ER_FR/Full 100000baseCR/Full 100000baseDR/Full "
	"200000baseKR2/Full 200000baseSR2/Full 200000baseLR2_ER2_FR2/Full 200000baseDR2/Full "
	"200000baseCR2/Full 400000baseKR4/Full 400000baseSR4/Full 400000baseLR4_ER4_FR4/Full "
	"400000baseDR4/Full 400000baseCR4/Full 100baseFX/Half 100baseFX/Full 10baseT1L/Full",
	[ETH_SS_MSG_CLASSES] =
	"drv probe link timer ifdown ifup rx_err tx_err tx_queued intr tx_done rx_status pktdata "
	"hw wol",
	[ETH_SS_WOL_MODES] = "phy ucast mcast bcast arp magic magicsecure filter",
	[ETH_SS_SOF_TIMESTAMPING] =
	"hardware-transmit software-transmit hardware-receive software-receive "
	"software-system-clock hardware-legacy-clock hardware-raw-clock option-id sched-transmit "
	"ack-transmit option-cmsg option-tsonly option-stats option-pktinfo option-tx-swhw "
	"bind-phc",
	[ETH_SS_TS_TX_TYPES] = "off on onestep-sync onestep-p2p",
	[ETH_SS_TS_RX_FILTERS] =
	"none all some ptpv1-l4-event ptpv1-l4-sync ptpv1-l4-delay-req ptpv2-l4-event "
	"ptpv2-l4-sync ptpv2-l4-delay-req ptpv2-l2-event ptpv2-l2-sync ptpv2-l2-delay-req "
	"ptpv2-event ptpv2-sync ptpv2-delay-req ntp-all",
	[ETH_SS_UDP_TUNNEL_TYPES] = "vxlan geneve vxlan-gpe",
	[ETH_SS_STATS_STD] = "eth-phy eth-mac eth-ctrl rmon",
	[ETH_SS_STATS_ETH_PHY] = "SymbolErrorDuringCarrier",
	[ETH_SS_STATS_ETH_MAC] =
	"FramesTransmittedOK SingleCollisionFrames MultipleCollisionFrames FramesReceivedOK "
	"FrameCheckSequenceErrors AlignmentErrors OctetsTransmittedOK FramesWithDeferredXmissions "
	"LateCollisions FramesAbortedDueToXSColls FramesLostDueToIntMACXmitError "
	"CarrierSenseErrors OctetsReceivedOK FramesLostDueToIntMACRcvError "
	"MulticastFramesXmittedOK BroadcastFramesXmittedOK FramesWithExcessiveDeferral "
	"MulticastFramesReceivedOK BroadcastFramesReceivedOK InRangeLengthErrors "
	"OutOfRangeLengthField FrameTooLongErrors",
	[ETH_SS_STATS_ETH_CTRL] =
	"MACControlFramesTransmitted MACControlFramesReceived UnsupportedOpcodesReceived",
	[ETH_SS_STATS_RMON] =
	"etherStatsUndersizePkts etherStatsOversizePkts etherStatsFragments etherStatsJabbers",
	[SET_FEC] = "none auto off rs baser llrs",
};

static const struct fact *set_fact(int set)
{
	const struct fact *f = fact("strings");

	for (; f; f = fact_next(f))
		if (f->n_args && !f->args[0].key && parse_num(f, f->args[0].value) == (uint64_t)set)
			return f;
	return NULL;
}

/* The n-th string of the line, NULL behind the last; n counts it. */
static const struct arg *nth(const struct fact *f, size_t n)
{
	for (size_t i = 1; i < f->n_args; i++)
		if (!f->args[i].key && !n--)
			return &f->args[i];
	return NULL;
}

int set_count(int set)
{
	const struct fact *f = set_fact(set);
	const char *s;
	int n = 0;

	if (f) {
		while (nth(f, (size_t)n))
			n++;
		return (int)fact_num(f, "count", (uint64_t)n);
	}
	if (set < 0 || set >= SETS || !kernel_sets[set])
		return -1;
	for (n = 1, s = kernel_sets[set]; *s; s++)
		n += *s == ' ';
	return n;
}

size_t set_string(int set, size_t i, const char **s)
{
	static char made[64];
	const struct fact *f = set_fact(set);
	const struct arg *a = f ? nth(f, i) : NULL;
	const char *fill = fact_text(f, "fill", NULL);

	*s = NULL;
	if (!a && fill && i < fact_num(f, "count", 0)) {
		snprintf(made, sizeof(made), "%.40s%zu", fill, i);
		*s = made;
		return strnlen(made, ETH_GSTRING_LEN);
	}
	if (f) {
		if (!a)
			return 0;
		*s = a->value;
		return a->len > ETH_GSTRING_LEN ? ETH_GSTRING_LEN : a->len;
	}
	if (set < 0 || set >= SETS || !kernel_sets[set])
		return 0;
	for (*s = kernel_sets[set]; i && **s; (*s)++)
		i -= **s == ' ';
	return strcspn(*s, " ");
}

int set_index(int set, const char *name, size_t len)
{
	int n = set_count(set);
	const char *s;

	for (int i = 0; i < n; i++) {
		size_t have = set_string(set, (size_t)i, &s);

		if (!s)
			break;
		if (have == len && !memcmp(s, name, len))
			return i;
	}
	return -1;
}

const char *command_name(const struct command *table, uint32_t number)
{
	for (; table->name; table++)
		if (table->number == number)
			return table->name;
	return NULL;
}

int errno_of(const struct fact *f, const char *name)
{
	static const struct command errors[] = {
		{ "EPERM", EPERM }, { "ENOENT", ENOENT }, { "EINTR", EINTR }, { "EIO", EIO },
		{ "ENXIO", ENXIO }, { "E2BIG", E2BIG }, { "EBADF", EBADF }, { "EAGAIN", EAGAIN },
		{ "ENOMEM", ENOMEM }, { "EACCES", EACCES }, { "EFAULT", EFAULT },
		{ "EBUSY", EBUSY }, { "EEXIST", EEXIST }, { "ENODEV", ENODEV },
		{ "EINVAL", EINVAL }, { "EFBIG", EFBIG }, { "ENOSPC", ENOSPC }, { "EROFS", EROFS },
		{ "ERANGE", ERANGE }, { "ENOSYS", ENOSYS }, { "ENODATA", ENODATA },
		{ "EPROTO", EPROTO }, { "EMSGSIZE", EMSGSIZE }, { "EOPNOTSUPP", EOPNOTSUPP },
		{ "ENETDOWN", ENETDOWN }, { "ENOBUFS", ENOBUFS }, { "ETIMEDOUT", ETIMEDOUT },
		{ "EALREADY", EALREADY }, { "EREMOTEIO", EREMOTEIO }, { NULL, 0 },
	};

	for (const struct command *c = errors; c->name; c++)
		if (!strcmp(c->name, name))
			return (int)c->number;
	return (int)parse_num(f, name);
}
