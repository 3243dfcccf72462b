/* What the values of a device's settings are called; see settings_name.h. */
#include "settings_name.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/*
 * ETHTOOL_LINK_EXT_STATE_..., and what their ETHTOOL_LINK_EXT_SUBSTATE_... say, from 1 on. Here and
 * below text stands in the tables themselves: pointers would have to be set at every start.
 */
static const struct reason {
	char name[24];
	char details[6][44];
} reasons[] = {
	[ETHTOOL_LINK_EXT_STATE_AUTONEG] = {
		"Autoneg",
		{ "No partner detected", "Ack not received", "Next page exchange failed",
		  "No partner detected during force mode", "FEC mismatch during override",
		  "No HCD" },
	},
	[ETHTOOL_LINK_EXT_STATE_LINK_TRAINING_FAILURE] = {
		"Link training failure",
		{ "KR frame lock not acquired", "KR link inhibit timeout",
		  "KR Link partner did not set receiver ready", "Remote side is not ready yet" },
	},
	[ETHTOOL_LINK_EXT_STATE_LINK_LOGICAL_MISMATCH] = {
		"Logical mismatch",
		{ "PCS did not acquire block lock", "PCS did not acquire AM lock",
		  "PCS did not get align_status", "FC FEC is not locked", "RS FEC is not locked" },
	},
	[ETHTOOL_LINK_EXT_STATE_BAD_SIGNAL_INTEGRITY] = {
		"Bad signal integrity",
		{ "Large number of physical errors", "Unsupported rate",
		  "Serdes reference clock lost", "Serdes ALOS" },
	},
	[ETHTOOL_LINK_EXT_STATE_NO_CABLE] = { .name = "No cable" },
	[ETHTOOL_LINK_EXT_STATE_CABLE_ISSUE] = {
		"Cable issue",
		{ "Unsupported cable", "Cable test failure" },
	},
	[ETHTOOL_LINK_EXT_STATE_EEPROM_ISSUE] = { .name = "EEPROM issue" },
	[ETHTOOL_LINK_EXT_STATE_CALIBRATION_FAILURE] = { .name = "Calibration failure" },
	[ETHTOOL_LINK_EXT_STATE_POWER_BUDGET_EXCEEDED] = { .name = "Power budget exceeded" },
	[ETHTOOL_LINK_EXT_STATE_OVERHEAT] = { .name = "Overheat" },
	[ETHTOOL_LINK_EXT_STATE_MODULE] = {
		"Module",
		{ "CMIS module is not in ModuleReady state" },
	},
};

/* The entry i of a table of texts; NULL behind its end, and where it is empty. */
#define NAME(table, i) ((i) < COUNT(table) && (table)[i][0] ? (table)[i] : NULL)

const char *settings_reason(const struct settings *s)
{
	return s->reason < COUNT(reasons) ? reasons[s->reason].name : NULL;
}

const char *settings_detail(const struct settings *s)
{
	if (s->reason >= COUNT(reasons) || !s->detail)
		return NULL;
	return NAME(reasons[s->reason].details, s->detail - 1u);
}

const char *settings_port(uint8_t port)
{
	static const char names[][21] = {
		[PORT_TP] = "Twisted Pair", [PORT_AUI] = "AUI", [PORT_MII] = "MII",
		[PORT_FIBRE] = "FIBRE", [PORT_BNC] = "BNC", [PORT_DA] = "Direct Attach Copper",
	};

	if (port < COUNT(names))
		return NAME(names, port);
	return port == PORT_NONE ? "None" : port == PORT_OTHER ? "Other" : NULL;
}

const char *settings_duplex(uint8_t duplex)
{
	return duplex == DUPLEX_HALF ? "Half" : duplex == DUPLEX_FULL ? "Full" : NULL;
}

const char *settings_transceiver(uint8_t transceiver)
{
	static const char names[][21] = { [XCVR_INTERNAL] = "internal",
					     [XCVR_EXTERNAL] = "external" };

	return NAME(names, transceiver);
}

const char *settings_cfg(uint8_t cfg)
{
	static const char names[][21] = {
		[MASTER_SLAVE_CFG_UNKNOWN] = "unknown",
		[MASTER_SLAVE_CFG_MASTER_PREFERRED] = "preferred master",
		[MASTER_SLAVE_CFG_SLAVE_PREFERRED] = "preferred slave",
		[MASTER_SLAVE_CFG_MASTER_FORCE] = "forced master",
		[MASTER_SLAVE_CFG_SLAVE_FORCE] = "forced slave",
	};

	return NAME(names, cfg);
}

const char *settings_state(uint8_t state)
{
	static const char names[][21] = {
		[MASTER_SLAVE_STATE_UNKNOWN] = "unknown",
		[MASTER_SLAVE_STATE_MASTER] = "master",
		[MASTER_SLAVE_STATE_SLAVE] = "slave",
		[MASTER_SLAVE_STATE_ERR] = "resolution error",
	};

	return NAME(names, state);
}

const char *settings_rate_matching(uint8_t rate_matching)
{
	static const char names[][21] = {
		[RATE_MATCH_NONE] = "none",
		[RATE_MATCH_PAUSE] = "pause",
		[RATE_MATCH_CRS] = "crs",
		[RATE_MATCH_OPEN_LOOP] = "open-loop",
	};

	return NAME(names, rate_matching);
}

const char *settings_mdix(const struct settings *s)
{
	uint8_t mdix = s->mdix;

	if (s->mdix_ctrl == ETH_TP_MDI || s->mdix_ctrl == ETH_TP_MDI_X)
		mdix = s->mdix_ctrl;
	return mdix == ETH_TP_MDI ? "off" : mdix == ETH_TP_MDI_X ? "on" : NULL;
}

const char *settings_mdix_why(const struct settings *s)
{
	if (s->mdix_ctrl == ETH_TP_MDI || s->mdix_ctrl == ETH_TP_MDI_X)
		return "forced";
	return s->mdix_ctrl == ETH_TP_MDI_AUTO ? "auto" : NULL;
}

const char *settings_wol_letters(uint32_t wol, char to[WOL_LETTERS])
{
	static const char letters[] = "pumbagsf";
	size_t n = 0;

	for (unsigned i = 0; letters[i]; i++)
		if (wol >> i & 1)
			to[n++] = letters[i];
	if (!n)
		to[n++] = 'd';
	to[n] = '\0';
	return to;
}

const char *settings_level(unsigned bit)
{
	static const char names[][21] = {
		"drv",	     "probe", "link",	 "timer",     "ifdown",	 "ifup", "rx_err", "tx_err",
		"tx_queued", "intr",  "tx_done", "rx_status", "pktdata", "hw",	 "wol",
	};

	return NAME(names, bit);
}
