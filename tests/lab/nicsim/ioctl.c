/* SIOCETHTOOL: the table of its calls, and those that are a row of 32-bit fields. */
#include "ioctl.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The 32-bit fields behind `cmd` in order; "-" is zero, "." the line's value without a key. */
struct layout {
	uint32_t get, set;
	const char *word, *fields;
};

static const struct layout layouts[] = {
	{ ETHTOOL_GWOL, ETHTOOL_SWOL, "wol", "supported wolopts" },
	{ ETHTOOL_GMSGLVL, ETHTOOL_SMSGLVL, "msglvl", "." },
	{ ETHTOOL_GLINK, 0, "link", "." },
	{ ETHTOOL_GPFLAGS, ETHTOOL_SPFLAGS, "privflags", "." },
	{ ETHTOOL_GPAUSEPARAM, ETHTOOL_SPAUSEPARAM, "pause", "autoneg rx_pause tx_pause" },
	{ ETHTOOL_GRINGPARAM, ETHTOOL_SRINGPARAM, "ring",
	  "rx_max_pending rx_mini_max_pending rx_jumbo_max_pending tx_max_pending "
	  "rx_pending rx_mini_pending rx_jumbo_pending tx_pending" },
	{ ETHTOOL_GCHANNELS, ETHTOOL_SCHANNELS, "channels",
	  "max_rx max_tx max_other max_combined rx_count tx_count other_count combined_count" },
	{ ETHTOOL_GCOALESCE, ETHTOOL_SCOALESCE, "coalesce",
	  "rx_coalesce_usecs rx_max_coalesced_frames rx_coalesce_usecs_irq "
	  "rx_max_coalesced_frames_irq tx_coalesce_usecs tx_max_coalesced_frames "
	  "tx_coalesce_usecs_irq tx_max_coalesced_frames_irq stats_block_coalesce_usecs "
	  "use_adaptive_rx_coalesce use_adaptive_tx_coalesce pkt_rate_low "
	  "rx_coalesce_usecs_low rx_max_coalesced_frames_low tx_coalesce_usecs_low "
	  "tx_max_coalesced_frames_low pkt_rate_high rx_coalesce_usecs_high "
	  "rx_max_coalesced_frames_high tx_coalesce_usecs_high "
	  "tx_max_coalesced_frames_high rate_sample_interval" },
	{ ETHTOOL_GEEE, ETHTOOL_SEEE, "eee",
	  "supported advertised lp_advertised eee_active eee_enabled tx_lpi_enabled "
	  "tx_lpi_timer - -" },
	{ ETHTOOL_GFECPARAM, ETHTOOL_SFECPARAM, "fec", "active_fec fec -" },
	{ ETHTOOL_GET_TS_INFO, 0, "tsinfo",
	  "so_timestamping phc_index tx_types - - - rx_filters - - -" },
	{ ETHTOOL_GMODULEINFO, 0, "module", "type len - - - - - - - -" },
	{ 0, 0, NULL, NULL },
};

static const struct layout *layout_of(uint32_t cmd)
{
	const struct layout *l = layouts;

	while (l->word && l->get != cmd && (!l->set || l->set != cmd))
		l++;
	return l->word ? l : NULL;
}

/* Takes the next field's name off *fields. */
static bool next_field(const char **fields, char name[40])
{
	size_t n = strcspn(*fields, " ");

	if (!n)
		return false;
	snprintf(name, 40, "%.*s", (int)n, *fields);
	*fields += n + ((*fields)[n] == ' ');
	return true;
}

/* Fills the fields in from the line; their length. */
static size_t fill(const struct layout *l, const struct fact *f, uint8_t *to)
{
	const char *fields = l->fields;
	uint8_t *at = to;
	char name[40];

	while (next_field(&fields, name)) {
		uint32_t v = *name == '-' ? 0 : (uint32_t)fact_flags(f, name);

		memcpy(at, &v, sizeof(v));
		at += sizeof(v);
	}
	return (size_t)(at - to);
}

static int get_fields(void *data)
{
	struct bytes sopass = { 0 };
	const struct layout *l;
	const struct fact *f;
	uint32_t cmd;
	size_t n;

	memcpy(&cmd, data, sizeof(cmd));
	l = layout_of(cmd);
	f = fact(l->word);
	if (!f)
		return EOPNOTSUPP;
	n = fill(l, f, (uint8_t *)data + 4);
	if (cmd == ETHTOOL_GWOL) {
		parse_hex(f, fact_text(f, "sopass", "00:00:00:00:00:00"), &sopass);
		memcpy((uint8_t *)data + 4 + n, sopass.at, sopass.len < 6 ? sopass.len : 6);
		free(sopass.at);
	}
	return 0;
}

static void note_fields(const char *name, const void *data)
{
	const uint8_t *at = data;
	struct bytes text = { 0 };
	const struct layout *l;
	const char *fields;
	char field[40], one[80];
	uint32_t v;

	memcpy(&v, at, sizeof(v));
	l = layout_of(v);
	for (fields = l->fields; next_field(&fields, field);) {
		at += sizeof(v);
		memcpy(&v, at, sizeof(v));
		if (*field == '-')
			continue;
		snprintf(one, sizeof(one), *field == '.' ? "%s0x%x" : " %s=%u",
			 *field == '.' ? " " : field, v);
		put(&text, one, strlen(one));
	}
	if (!strcmp(l->word, "wol")) {
		put(&text, " sopass=", 8);
		log_hex(&text, at + sizeof(v), 6);
	}
	log_line("ioctl %s%.*s\n", name, (int)text.len, (char *)text.at);
	free(text.at);
}

/* One number behind cmd. */
static void note_value(const char *name, const void *data)
{
	uint32_t v;

	memcpy(&v, (const uint8_t *)data + 4, sizeof(v));
	log_line("ioctl %s 0x%x\n", name, v);
}

static void note_name(const char *name, const void *data)
{
	(void)data;
	log_line("ioctl %s\n", name);
}

static int done(void *data)
{
	(void)data;
	return 0;
}

static int per_queue(void *data)
{
	struct ethtool_per_queue_op op;
	uint8_t *to = (uint8_t *)data + sizeof(op);
	uint64_t queues = fact_num(fact("queues"), ".", 0);
	bool get;

	memcpy(&op, data, sizeof(op));
	get = op.sub_command == ETHTOOL_GCOALESCE;
	if (!queues || (!get && op.sub_command != ETHTOOL_SCOALESCE))
		return EOPNOTSUPP;
	for (uint32_t q = 0; q < MAX_NUM_QUEUE; q++) {
		const struct fact *f = fact("coalesce");
		struct ethtool_coalesce c = { .cmd = ETHTOOL_GCOALESCE };
		char name[32];

		if (!(op.queue_mask[q / 32] >> q % 32 & 1))
			continue;
		if (q >= queues)
			return EINVAL;
		for (const struct fact *g = f; g; g = fact_next(g))
			if (fact_num(g, "queue", MAX_NUM_QUEUE) == q)
				f = g;
		snprintf(name, sizeof(name), "SCOALESCE queue=%u", q);
		if (!get)
			note_fields(name, to);
		fill(layout_of(ETHTOOL_GCOALESCE), f, (uint8_t *)&c + 4);
		if (get)
			memcpy(to, &c, sizeof(c));
		to += sizeof(c);
	}
	return 0;
}

#define GET(name, answer)                                                                          \
	{                                                                                          \
#name, ETHTOOL_##name, answer, NULL, NULL                                          \
	}
#define SET(name, note, needs)                                                                     \
	{                                                                                          \
#name, ETHTOOL_##name, done, note, needs                                           \
	}

static const struct call calls[] = {
	GET(GSET, get_old_settings), SET(SSET, note_old_settings, "settings"),
	GET(GLINKSETTINGS, get_link_settings), SET(SLINKSETTINGS, note_link_settings, "settings"),
	GET(GDRVINFO, get_driver), GET(GREGS, get_regs),
	GET(GWOL, get_fields), SET(SWOL, note_fields, "wol"),
	GET(GMSGLVL, get_fields), SET(SMSGLVL, note_fields, "msglvl"),
	SET(NWAY_RST, note_name, "settings"), GET(GLINK, get_fields),
	GET(GEEPROM, get_eeprom), SET(SEEPROM, note_eeprom, "eeprom"),
	GET(GCOALESCE, get_fields), SET(SCOALESCE, note_fields, "coalesce"),
	GET(GRINGPARAM, get_fields), SET(SRINGPARAM, note_fields, "ring"),
	GET(GPAUSEPARAM, get_fields), SET(SPAUSEPARAM, note_fields, "pause"),
	GET(GRXCSUM, get_old_feature), SET(SRXCSUM, note_value, "features"),
	GET(GTXCSUM, get_old_feature), SET(STXCSUM, note_value, "features"),
	GET(GSG, get_old_feature), SET(SSG, note_value, "features"),
	GET(GTSO, get_old_feature), SET(STSO, note_value, "features"),
	GET(GUFO, get_old_feature), SET(SUFO, note_value, "features"),
	GET(GGSO, get_old_feature), SET(SGSO, note_value, "features"),
	GET(GGRO, get_old_feature), SET(SGRO, note_value, "features"),
	GET(GFLAGS, get_old_feature), SET(SFLAGS, note_value, "features"),
	{ "TEST", ETHTOOL_TEST, get_test, note_value, "test" },
	GET(GSTRINGS, get_strings), GET(GSSET_INFO, get_set_info),
	SET(PHYS_ID, note_value, "drvinfo"),
	GET(GSTATS, get_stats), GET(GPHYSTATS, get_stats), GET(GPERMADDR, get_address),
	GET(GPFLAGS, get_fields), SET(SPFLAGS, note_fields, "privflags"),
	GET(GRXFH, get_flows), SET(SRXFH, note_flows, "rxfh"),
	GET(GRXRINGS, get_flows), GET(GRXCLSRLCNT, get_flows),
	GET(GRXCLSRULE, get_flows), GET(GRXCLSRLALL, get_flows),
	SET(SRXCLSRLDEL, note_flows, "rules"),
	{ "SRXCLSRLINS", ETHTOOL_SRXCLSRLINS, insert_rule, note_flows, "rules" },
	SET(FLASHDEV, note_flash, "drvinfo"),
	{ "RESET", ETHTOOL_RESET, do_reset, note_value, "reset" },
	GET(GRXFHINDIR, get_indirection), SET(SRXFHINDIR, note_indirection, "rss"),
	GET(GFEATURES, get_features), SET(SFEATURES, note_features, "features"),
	GET(GCHANNELS, get_fields), SET(SCHANNELS, note_fields, "channels"),
	SET(SET_DUMP, note_value, "dump"),
	GET(GET_DUMP_FLAG, get_dump), GET(GET_DUMP_DATA, get_dump),
	GET(GET_TS_INFO, get_fields), GET(GMODULEINFO, get_fields),
	GET(GMODULEEEPROM, get_module_eeprom), GET(GEEE, get_fields), SET(SEEE, note_fields, "eee"),
	GET(GRSSH, get_rss), { "SRSSH", ETHTOOL_SRSSH, set_rss, note_rss, "rss" },
	GET(GTUNABLE, get_tunable), SET(STUNABLE, note_tunable, "tunable"),
	GET(PHY_GTUNABLE, get_tunable), SET(PHY_STUNABLE, note_tunable, "phytunable"),
	GET(PERQUEUE, per_queue), GET(GFECPARAM, get_fields), SET(SFECPARAM, note_fields, "fec"),
	{ NULL, 0, NULL, NULL, NULL },
};

/* SET_DUMP has its number in the second field. */
static void note(const struct call *c, const void *data)
{
	uint32_t v;

	if (c->number == ETHTOOL_SET_DUMP) {
		memcpy(&v, (const uint8_t *)data + 8, sizeof(v));
		log_line("ioctl %s 0x%x\n", c->name, v);
	} else {
		c->note(c->name, data);
	}
}

int ethtool_ioctl(void *data)
{
	const struct call *c = calls;
	const struct fact *f;
	uint32_t cmd;
	int rc;

	memcpy(&cmd, data, sizeof(cmd));
	while (c->name && c->number != cmd)
		c++;
	if (!c->name) {
		log_line("ioctl 0x%x\n", cmd);
		return EOPNOTSUPP;
	}
	if (c->note && (!c->needs || fact(c->needs)))
		note(c, data);
	f = fact_of("error", c->name);
	if (f)
		return errno_of(f, f->n_args > 1 ? f->args[1].value : "EOPNOTSUPP");
	f = raw_of("ioctl", c->name);
	if (f) {
		struct bytes b = { 0 };

		raw_values(f, 1, &b);
		memcpy((uint8_t *)data + 4, b.at, b.len);
		free(b.at);
		return 0;
	}
	if (c->needs && !fact(c->needs))
		return EOPNOTSUPP;
	rc = c->answer(data);
	if (c->note && !rc)
		nic_changed();
	return rc;
}
