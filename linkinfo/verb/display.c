/* The standard display: linux/ethtool.h; its layout is what ethtool prints over ioctl. */
#include <linux/ethtool_netlink.h>

#include "settings.h"
#include "settings_name.h"
#include "verbs.h"

/* Only twisted pairs can be crossed. */
static bool has_mdix(const struct settings *s)
{
	return s->has & HAS_PORT && s->port == PORT_TP && s->has & HAS_MDIX &&
	       s->has & HAS_MDIX_CTRL;
}

static bool knows_speed(const struct settings *s)
{
	return s->speed && s->speed != UINT16_MAX && s->speed != UINT32_MAX;
}

/* Text */

static void label(struct obuf *o, const char *before, const char *name)
{
	ob_c(o, '\t');
	ob_str(o, before);
	ob_str(o, name);
}

static void line(struct obuf *o, const char *name, const char *value)
{
	label(o, "", name);
	ob_str(o, value);
	ob_c(o, '\n');
}

/* A value without a name is told by its number. */
static void named(struct obuf *o, const char *name, const char *value, uint8_t number)
{
	if (value) {
		line(o, name, value);
		return;
	}
	label(o, "", name);
	ob_num(o, "Unknown! (", number, ")\n");
}

/* "Supported", "Advertised" or "Link partner advertised" modes. */
static void modes_part(struct obuf *o, const struct settings *s, const struct modes *m,
		       const char *who, unsigned indent)
{
	bool ours = m == &s->supported;

	label(o, who, ours ? " link modes:   " : " link modes:  ");
	modes_text(m, &s->names, indent, o);
	label(o, who, " pause frame use: ");
	ob_str(o, modes_pause(m));
	ob_c(o, '\n');
	label(o, ours ? "Supports" : who, " auto-negotiation: ");
	ob_str(o, modes_has(m, ETHTOOL_LINK_MODE_Autoneg_BIT) ? "Yes\n" : "No\n");
	if (!modes_any_fec(&s->supported) && !modes_any_fec(&s->advertised) &&
	    !modes_any_fec(&s->partner))
		return;
	label(o, who, " FEC modes:");
	if (!modes_any_fec(m))
		ob_str(o, " Not reported");
	for (unsigned i = 0; modes_fec(m, i); i++)
		if (*modes_fec(m, i)) {
			ob_c(o, ' ');
			ob_str(o, modes_fec(m, i));
		}
	ob_c(o, '\n');
}

static void modes_parts(struct obuf *o, const struct settings *s)
{
	ob_str(o, "\tSupported ports: [ ");
	for (unsigned i = 0; modes_port(&s->supported, i); i++)
		if (*modes_port(&s->supported, i)) {
			ob_str(o, modes_port(&s->supported, i));
			ob_c(o, ' ');
		}
	ob_str(o, "]\n");
	modes_part(o, s, &s->supported, "Supported", 24);
	modes_part(o, s, &s->advertised, "Advertised", 24);
	if (modes_any(&s->partner))
		modes_part(o, s, &s->partner, "Link partner advertised", 37);
}

static void link_part(struct obuf *o, const struct settings *s)
{
	if (s->has & HAS_SPEED && !knows_speed(s))
		ob_str(o, "\tSpeed: Unknown!\n");
	else if (s->has & HAS_SPEED)
		ob_num(o, "\tSpeed: ", s->speed, "Mb/s\n");
	if (s->has & HAS_LANES)
		ob_num(o, "\tLanes: ", s->lanes, "\n");
	if (s->has & HAS_DUPLEX)
		named(o, "Duplex: ", settings_duplex(s->duplex), s->duplex);
	if (s->has & HAS_PORT)
		named(o, "Port: ", settings_port(s->port), s->port);
	if (s->has & HAS_PHYAD)
		ob_num(o, "\tPHYAD: ", s->phyad, "\n");
	if (s->has & HAS_TRANSCEIVER)
		line(o, "Transceiver: ",
		     settings_transceiver(s->transceiver) ? settings_transceiver(s->transceiver) :
							    "Unknown!");
	if (s->has & HAS_AUTONEG)
		line(o, "Auto-negotiation: ", s->autoneg ? "on" : "off");
	if (s->has & HAS_MASTER_SLAVE_CFG)
		named(o, "master-slave cfg: ", settings_cfg(s->master_slave_cfg),
		      s->master_slave_cfg);
	if (s->has & HAS_MASTER_SLAVE_STATE)
		named(o, "master-slave status: ", settings_state(s->master_slave_state),
		      s->master_slave_state);
	if (has_mdix(s)) {
		label(o, "", "MDI-X: ");
		ob_str(o, settings_mdix(s) ? settings_mdix(s) : "Unknown");
		if (settings_mdix_why(s)) {
			ob_str(o, " (");
			ob_str(o, settings_mdix_why(s));
			ob_c(o, ')');
		}
		ob_c(o, '\n');
	}
}

static void sopass_put(struct obuf *o, const uint8_t *sopass)
{
	for (unsigned i = 0; i < SOPASS_MAX; i++) {
		if (i)
			ob_c(o, ':');
		ob_hex(o, sopass[i], 2);
	}
}

static bool has_sopass(const struct settings *s)
{
	return s->has & HAS_SOPASS && s->wol_supported & WAKE_MAGICSECURE;
}

static void wol_part(struct obuf *o, const struct settings *s)
{
	char letters[WOL_LETTERS];

	line(o, "Supports Wake-on: ", settings_wol_letters(s->wol_supported, letters));
	line(o, "Wake-on: ", settings_wol_letters(s->wol, letters));
	if (!has_sopass(s))
		return;
	ob_str(o, "        SecureOn password: ");
	sopass_put(o, s->sopass);
	ob_c(o, '\n');
}

static void level_part(struct obuf *o, const struct settings *s)
{
	uint32_t rest = s->msglvl;
	bool first = true;

	ob_str(o, "\tCurrent message level: 0x");
	ob_hex(o, s->msglvl, 8);
	ob_str(o, " (");
	ob_i(o, (int32_t)s->msglvl);
	ob_str(o, ")\n\t\t\t       ");
	for (unsigned i = 0; settings_level(i); i++)
		if (rest >> i & 1) {
			ob_str(o, first ? "" : " ");
			ob_str(o, settings_level(i));
			first = false;
			rest &= ~(1u << i);
		}
	if (rest) {
		ob_str(o, first ? "0x" : " 0x");
		ob_hex(o, rest, 0);
	}
	ob_c(o, '\n');
}

static void state_part(struct obuf *o, const struct settings *s)
{
	if (s->has & HAS_LINK) {
		label(o, "Link detected: ", s->link ? "yes" : "no");
		if (s->has & HAS_REASON) {
			ob_str(o, " (");
			if (settings_reason(s))
				ob_str(o, settings_reason(s));
			else
				ob_u(o, s->reason);
		}
		if (s->has & HAS_REASON && s->has & HAS_DETAIL) {
			ob_str(o, ", ");
			if (settings_detail(s))
				ob_str(o, settings_detail(s));
			else
				ob_u(o, s->detail);
		}
		ob_str(o, s->has & HAS_REASON ? ")\n" : "\n");
	}
	if (s->has & HAS_SQI) {
		ob_num(o, "\tSQI: ", s->sqi, "");
		if (s->has & HAS_SQI_MAX)
			ob_num(o, "/", s->sqi_max, "");
		ob_c(o, '\n');
	}
}

static void display_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct settings *s = facts;

	if (s->hopeless)
		return;
	if (s->has || s->by_ioctl) {
		ob_str(o, "Settings for ");
		nic_name(&l->nic, o);
		ob_str(o, ":\n");
	}
	if (!s->has)
		ob_str(o, "No data available\n");
	if (s->has & HAS_MODES)
		modes_parts(o, s);
	link_part(o, s);
	if (s->has & HAS_WOL)
		wol_part(o, s);
	if (s->has & HAS_MSGLVL)
		level_part(o, s);
	state_part(o, s);
}

/* JSON */

static void json_name(struct json *j, const char *key, const char *name)
{
	if (name)
		json_str(j, key, name);
	else
		json_null(j, key);
}

/* Keys of the three sets of modes. */
struct mode_keys {
	char link_modes[40], pause[44], autoneg[44], fec[36];
};

static void modes_json_part(struct json *j, const struct settings *s, const struct modes *m,
			    const struct mode_keys *keys)
{
	modes_json(m, &s->names, keys->link_modes, j);
	json_str(j, keys->pause, modes_pause(m));
	json_bool(j, keys->autoneg, modes_has(m, ETHTOOL_LINK_MODE_Autoneg_BIT));
	json_array(j, keys->fec);
	for (unsigned i = 0; modes_fec(m, i); i++)
		if (*modes_fec(m, i))
			json_str(j, NULL, modes_fec(m, i));
	json_array_end(j);
}

static void modes_json_parts(struct json *j, const struct settings *s)
{
	static const struct mode_keys supported = {
		"supported-link-modes", "supported-pause-frame-use", "supports-auto-negotiation",
		"supported-fec-modes",
	};
	static const struct mode_keys advertised = {
		"advertised-link-modes", "advertised-pause-frame-use",
		"advertised-auto-negotiation", "advertised-fec-modes",
	};
	static const struct mode_keys partner = {
		"link-partner-advertised-link-modes", "link-partner-advertised-pause-frame-use",
		"link-partner-advertised-auto-negotiation", "link-partner-advertised-fec-modes",
	};

	json_array(j, "supported-ports");
	for (unsigned i = 0; modes_port(&s->supported, i); i++)
		if (*modes_port(&s->supported, i))
			json_str(j, NULL, modes_port(&s->supported, i));
	json_array_end(j);
	modes_json_part(j, s, &s->supported, &supported);
	modes_json_part(j, s, &s->advertised, &advertised);
	if (modes_any(&s->partner))
		modes_json_part(j, s, &s->partner, &partner);
}

static void link_json_part(struct json *j, const struct settings *s)
{
	if (s->has & HAS_SPEED && !knows_speed(s))
		json_null(j, "speed-mbps");
	else if (s->has & HAS_SPEED)
		json_uint(j, "speed-mbps", s->speed);
	if (s->has & HAS_LANES)
		json_uint(j, "lanes", s->lanes);
	if (s->has & HAS_DUPLEX)
		json_name(j, "duplex", settings_duplex(s->duplex));
	if (s->has & HAS_PORT)
		json_name(j, "port", settings_port(s->port));
	if (s->has & HAS_PHYAD)
		json_uint(j, "phyad", s->phyad);
	if (s->has & HAS_TRANSCEIVER)
		json_name(j, "transceiver", settings_transceiver(s->transceiver));
	if (s->has & HAS_AUTONEG)
		json_bool(j, "auto-negotiation", s->autoneg);
	if (s->has & HAS_MASTER_SLAVE_CFG)
		json_name(j, "master-slave-cfg", settings_cfg(s->master_slave_cfg));
	if (s->has & HAS_MASTER_SLAVE_STATE)
		json_name(j, "master-slave-status", settings_state(s->master_slave_state));
	if (s->has & HAS_RATE_MATCHING && s->rate_matching)
		json_name(j, "rate-matching", settings_rate_matching(s->rate_matching));
	if (has_mdix(s)) {
		json_name(j, "mdi-x", settings_mdix(s));
		json_name(j, "mdi-x-control", settings_mdix_why(s));
	}
}

static void wol_json_part(struct json *j, const struct settings *s)
{
	char letters[WOL_LETTERS];
	struct obuf sopass;

	json_str(j, "supports-wake-on", settings_wol_letters(s->wol_supported, letters));
	json_str(j, "wake-on", settings_wol_letters(s->wol, letters));
	if (!has_sopass(s))
		return;
	ob_open(&sopass, -1);
	sopass_put(&sopass, s->sopass);
	json_mem(j, "secure-on-password", sopass.p, sopass.len);
	ob_close(&sopass);
}

static void state_json_part(struct json *j, const struct settings *s)
{
	if (s->has & HAS_MSGLVL) {
		json_uint(j, "message-level", s->msglvl);
		json_array(j, "message-level-names");
		for (unsigned i = 0; settings_level(i); i++)
			if (s->msglvl >> i & 1)
				json_str(j, NULL, settings_level(i));
		json_array_end(j);
	}
	if (s->has & HAS_LINK)
		json_bool(j, "link-detected", s->link);
	if (s->has & HAS_REASON)
		json_name(j, "link-down-reason", settings_reason(s));
	if (s->has & HAS_REASON && s->has & HAS_DETAIL)
		json_name(j, "link-down-detail", settings_detail(s));
	if (s->has & HAS_SQI)
		json_uint(j, "sqi", s->sqi);
	if (s->has & HAS_SQI_MAX)
		json_uint(j, "sqi-max", s->sqi_max);
}

static void display_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct settings *s = facts;

	(void)l;
	if (s->has & HAS_MODES)
		modes_json_parts(j, s);
	link_json_part(j, s);
	if (s->has & HAS_WOL)
		wol_json_part(j, s);
	state_json_part(j, s);
}

static int display_read(struct linkinfo *l, char **words, void *facts)
{
	struct settings *s = facts;

	/* where netlink is asked, words behind the device mean nothing */
	if (*words && !nic_has_netlink(&l->nic)) {
		s->hopeless = true;
		return linkinfo_usage();
	}
	settings_read(&l->nic, s);
	return s->has ? 0 : 75;
}

static void display_free(void *facts)
{
	settings_free(facts);
}

/* Every device has a state: it stands first, where "*" looks for the devices that there are. */
static const struct verb_message messages[] = {
	{ ETHTOOL_MSG_LINKSTATE_GET, ETHTOOL_MSG_LINKSTATE_GET_REPLY, 0, settings_linkstate },
	{ ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_MSG_LINKMODES_GET_REPLY, ETHTOOL_MSG_LINKMODES_NTF,
	  settings_linkmodes },
	{ ETHTOOL_MSG_LINKINFO_GET, ETHTOOL_MSG_LINKINFO_GET_REPLY, ETHTOOL_MSG_LINKINFO_NTF,
	  settings_linkinfo },
	{ ETHTOOL_MSG_WOL_GET, ETHTOOL_MSG_WOL_GET_REPLY, ETHTOOL_MSG_WOL_NTF, settings_wol },
	{ ETHTOOL_MSG_DEBUG_GET, ETHTOOL_MSG_DEBUG_GET_REPLY, ETHTOOL_MSG_DEBUG_NTF,
	  settings_debug },
	{ 0 },
};

const struct verb verb_display = {
	.size = sizeof(struct settings),
	.read = display_read,
	.text = display_text,
	.json = display_json,
	.free = display_free,
	.partial = true,
	.wild = WILD_ALL,
	.close = true,
	.messages = messages,
};
