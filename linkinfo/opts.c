/* linkinfo's options and verbs, in one table. */
#include "base/num.h"
#include "base/opt.h"

#include "linkinfo.h"
#include "verbs.h"

/* A verb and its names; a row of MORE is one more name of the verb above it. */
#define MORE(ch, long_name, is) \
	.kind = OPT_VERB, .letter = ch, .name = long_name, \
	.at = OPT_AT(linkinfo_cfg, const void *, verb), .verb = &is
#define VERB(ch, long_name, is, text) MORE(ch, long_name, is), .help = text
/* Likewise, with words behind the operand. */
#define WORDY(ch, long_name, is, text, words) VERB(ch, long_name, is, text), .arg = words
#define TITLE(text) .kind = OPT_TITLE, .help = text

/* As strtoul() reads a number; a bad one is one more bad argument. */
static int read_mask(void *cfg, const struct opt *o, const char *text)
{
	struct linkinfo_cfg *c = cfg;

	(void)o;
	switch (num_any(text, INT64_MIN, INT64_MAX, &c->debug)) {
	case NUM_OK:
		return 0;
	case NUM_OVERFLOW:
		c->debug = -1;
		return 0;
	default:
		return -1;
	}
}

static const struct opt options[] = {
	{ TITLE("Flags, before all else") },
	{ .kind = OPT_FLAG, .name = "json", .at = OPT_AT(linkinfo_cfg, bool, json),
	  .help = "print JSON; works with every question",
	  .more = "Print JSON; see\n.Sx JSON OUTPUT ." },
	{ .kind = OPT_FLAG, .letter = 'I', .name = "include-statistics",
	  .at = OPT_AT(linkinfo_cfg, bool, statistics),
	  .help = "also the counters that belong to the question" },
	{ .kind = OPT_CALL, .name = "debug", .arg = "mask", .call = read_mask,
	  .help = "show netlink messages: the sum of 2, 4, 8, 16",
	  .more = "Print the netlink messages that ask, and what is answered.\n.Ar mask\nis the "
		  "sum of 2 (a line each), 4 and 8 (bytes of what is sent, received), and\n16 "
		  "(what was refused by the names of its attributes; with 2 all of it)." },
	{ TITLE("What is asked of a device") },
	{ VERB('i', "driver", verb_driver, "driver and firmware") },
	{ VERB('P', "show-permaddr", verb_permaddr, "permanent hardware address") },
	{ VERB('k', "show-features", verb_features, "features and offloads") },
	{ MORE(0, "show-offload", verb_features) },
	{ VERB('T', "show-time-stamping", verb_timestamping, "time stamping capabilities") },
	{ WORDY('S', "statistics", verb_statistics, "counters of the driver, or standard ones",
		"--all-groups\n"
		"--groups [eth-phy] [eth-mac] [eth-ctrl] [rmon]\n") },
	{ VERB(0, "phy-statistics", verb_phy_statistics, "counters of the PHY") },
	{ VERB('a', "show-pause", verb_pause, "pause parameters") },
	{ VERB('c', "show-coalesce", verb_coalesce, "interrupt coalescing") },
	{ VERB('g', "show-ring", verb_ring, "sizes of the receive and transmit rings") },
	{ VERB('l', "show-channels", verb_channels, "numbers of channels") },
	{ WORDY('x', "show-rxfh-indir", verb_rss,
		"receive side scaling: indirection table, key, function",
		"context N\n") },
	{ MORE(0, "show-rxfh", verb_rss) },
	{ WORDY('n', "show-nfc", verb_nfc,
		"receive flow classification: rules, or hashed fields",
		"rule N\n"
		"rx-flow-hash ether|tcp4|udp4|ah4|esp4|sctp4|tcp6|udp6|ah6|esp6|sctp6\n"
		"    [context N]\n") },
	{ MORE('u', "", verb_nfc) },
	{ MORE(0, "show-ntuple", verb_nfc) },
	{ WORDY('m', "dump-module-eeprom", verb_module_eeprom,
		"EEPROM of a plugged module, decoded, with diagnostics",
		"raw on|off\n"
		"hex on|off\n"
		"offset N\n"
		"length N\n"
		"page N\n"
		"bank N\n"
		"i2c N\n") },
	{ MORE(0, "module-info", verb_module_eeprom) },
	{ VERB(0, "show-module", verb_module, "power mode of a plugged module") },
	{ VERB(0, "show-fec", verb_fec, "forward error correction") },
	{ VERB(0, "show-eee", verb_eee, "Energy-Efficient Ethernet") },
	{ VERB(0, "show-priv-flags", verb_privflags, "private flags of the driver") },
	{ VERB(0, "show-tunnels", verb_tunnels, "offload of UDP tunnels") },
	{ WORDY(0, "get-tunable", verb_tunable, "tunables of the driver",
		"rx-copybreak\n"
		"tx-copybreak\n"
		"tx-buf-size\n"
		"pfc-prevention-tout\n") },
	{ WORDY(0, "get-phy-tunable", verb_phy_tunable, "tunables of the PHY",
		"downshift\n"
		"fast-link-down\n"
		"energy-detect-power-down\n") },
	{ WORDY('d', "register-dump", verb_registers, "registers",
		"raw on|off\n"
		"file FILENAME\n") },
	{ WORDY('e', "eeprom-dump", verb_eeprom, "EEPROM of the device",
		"raw on|off\n"
		"offset N\n"
		"length N\n") },
	{ WORDY('w', "get-dump", verb_dump, "dump of the firmware, or what it would hold",
		"data FILENAME\n") },
	{ WORDY('t', "test", verb_selftest, "self test",
		"online|offline|external_lb\n") },
	{ VERB(0, "cable-test", verb_cable_test, "test of the cable") },
	{ WORDY(0, "cable-test-tdr", verb_cable_test_tdr,
		"echoes of the cable: time domain reflectometry",
		"first N\n"
		"last N\n"
		"step N\n"
		"pair N\n") },
	{ WORDY(0, "monitor", verb_monitor, "what changes, as the kernel tells it",
		"[--all | VERB] [interface]\n") },
	{ TITLE("What changes a device") },
	{ WORDY('s', "change", verb_change, "link settings",
		"speed N\n"
		"lanes N\n"
		"duplex half|full\n"
		"port tp|aui|bnc|mii|fibre|da\n"
		"mdix auto|on|off\n"
		"autoneg on|off\n"
		"advertise HEX[/HEX] | MODE on|off ... [--]\n"
		"phyad N\n"
		"xcvr internal|external\n"
		"wol N[/N] | p|u|m|b|a|g|s|f|d...\n"
		"sopass XX:XX:XX:XX:XX:XX\n"
		"msglvl N[/N] | TYPE on|off ... [--]\n"
		"master-slave preferred-master|preferred-slave|forced-master|forced-slave\n") },
	{ WORDY('A', "pause", verb_set_pause, "pause parameters",
		"autoneg on|off\n"
		"rx on|off\n"
		"tx on|off\n") },
	{ WORDY('C', "coalesce", verb_set_coalesce, "interrupt coalescing",
		"adaptive-rx|adaptive-tx on|off\n"
		"rx-usecs|rx-frames|rx-usecs-irq|rx-frames-irq N\n"
		"tx-usecs|tx-frames|tx-usecs-irq|tx-frames-irq N\n"
		"stats-block-usecs|sample-interval N\n"
		"pkt-rate-low|rx-usecs-low|rx-frames-low|tx-usecs-low|tx-frames-low N\n"
		"pkt-rate-high|rx-usecs-high|rx-frames-high|tx-usecs-high|tx-frames-high N\n"
		"cqe-mode-rx|cqe-mode-tx on|off\n") },
	{ WORDY('G', "set-ring", verb_set_ring, "sizes of the rings",
		"rx|rx-mini|rx-jumbo|tx N\n"
		"rx-buf-len|cqe-size N\n"
		"tx-push on|off\n") },
	{ WORDY('L', "set-channels", verb_set_channels, "numbers of channels",
		"rx|tx|other|combined N\n") },
	{ WORDY('K', "features", verb_set_features, "features and offloads",
		"FEATURE on|off ...\n") },
	{ MORE(0, "offload", verb_set_features) },
	{ WORDY('X', "set-rxfh-indir", verb_set_rss, "receive side scaling",
		"context N|new\n"
		"start N\n"
		"equal N | weight W0 W1 ... | default\n"
		"hkey XX:XX:XX:XX:XX:....\n"
		"hfunc FUNCTION\n"
		"delete\n") },
	{ MORE(0, "rxfh", verb_set_rss) },
	{ WORDY('N', "config-nfc", verb_set_nfc, "receive flow classification",
		"rx-flow-hash FLOW m|v|t|s|d|f|n|r... [context N]\n"
		"flow-type ether|ip4|tcp4|udp4|sctp4|ah4|esp4|ip6|tcp6|udp6|ah6|esp6|sctp6\n"
		"    [src|dst MAC [m MASK]] [proto N [m MASK]]\n"
		"    [src-ip|dst-ip ADDRESS [m MASK]] [tos|tclass|l4proto|l4data N [m MASK]]\n"
		"    [src-port|dst-port N [m MASK]] [spi N [m MASK]]\n"
		"    [vlan-etype|vlan|user-def N [m MASK]] [dst-mac MAC [m MASK]]\n"
		"    [action N | vf N queue N] [context N] [loc N]\n"
		"delete N\n") },
	{ MORE('U', "", verb_set_nfc) },
	{ MORE(0, "config-ntuple", verb_set_nfc) },
	{ WORDY(0, "set-module", verb_set_module, "power mode of a plugged module",
		"power-mode-policy high|auto\n") },
	{ WORDY(0, "set-fec", verb_set_fec, "forward error correction",
		"encoding auto|off|rs|baser|llrs ...\n") },
	{ WORDY(0, "set-eee", verb_set_eee, "Energy-Efficient Ethernet",
		"eee on|off\n"
		"advertise HEX\n"
		"tx-lpi on|off\n"
		"tx-timer N\n") },
	{ WORDY(0, "set-priv-flags", verb_set_privflags, "private flags of the driver",
		"FLAG on|off ...\n") },
	{ WORDY(0, "set-tunable", verb_set_tunable, "tunables of the driver",
		"rx-copybreak|tx-copybreak|tx-buf-size|pfc-prevention-tout N\n") },
	{ WORDY(0, "set-phy-tunable", verb_set_phy_tunable, "tunables of the PHY",
		"downshift on|off [count N]\n"
		"fast-link-down on|off [msecs N]\n"
		"energy-detect-power-down on|off [msecs N]\n") },
	{ WORDY('Q', "per-queue", verb_per_queue, "interrupt coalescing of single queues",
		"[queue_mask HEX] --show-coalesce|--coalesce [word ...]\n") },
	{ WORDY('E', "change-eeprom", verb_change_eeprom, "bytes of the EEPROM",
		"magic N\n"
		"offset N\n"
		"length N\n"
		"value N\n") },
	{ WORDY('f', "flash", verb_flash, "write a firmware file to the device",
		"FILENAME [REGION]\n") },
	{ WORDY('W', "set-dump", verb_set_dump, "which dump the firmware makes",
		"N\n") },
	{ VERB('r', "negotiate", verb_negotiate, "restart auto-negotiation") },
	{ WORDY('p', "identify", verb_identify, "blink, so that it can be found",
		"[SECONDS]\n") },
	{ WORDY(0, "reset", verb_reset, "reset parts of the device",
		"flags HEX\n"
		"mgmt|irq|dma|filter|offload|mac|phy|ram[-shared] ...\n"
		"ap|dedicated|all\n") },
	{ TITLE("Help") },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print the usage and exit" },
	{ .kind = OPT_VERSION, .name = "version", .help = "print version and exit" },
	{ .kind = OPT_END },
};

#define PERSONA(called) \
	{                                                                                          \
		.name = called, .title = "show and change the physical link of an interface",     \
		.operand = "interface [word ...]",                                                 \
		.operand_help = "without a verb: its settings and its link", .opts = options,      \
		.usage_status = LINKINFO_FAIL                                                      \
	}

const struct persona linkinfo_personas[] = { PERSONA("linkinfo"), PERSONA("ethtool"), { 0 } };
