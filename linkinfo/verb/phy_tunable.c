/* Tunables of the PHY, --get- and --set-phy-tunable: linux/ethtool.h, ETHTOOL_PHY_GTUNABLE. */
#include <errno.h>
#include <linux/ethtool.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "verbs.h"

enum { DOWNSHIFT, FAST_LINK_DOWN, ENERGY_DETECT, PHY_TUNABLES };

static const struct phy_tunable {
	char word[28], get[48], set[48];
	char number[8];			/* the word of its value */
	uint32_t id, type, size, max;
} tunables[PHY_TUNABLES] = {
	[DOWNSHIFT] = { "downshift", "Cannot Get PHY downshift count",
			"Cannot Set PHY downshift count", "count", ETHTOOL_PHY_DOWNSHIFT,
			ETHTOOL_TUNABLE_U8, sizeof(uint8_t), UINT8_MAX },
	[FAST_LINK_DOWN] = { "fast-link-down", "Cannot Get PHY Fast Link Down value",
			     "Cannot Set PHY Fast Link Down value", "msecs",
			     ETHTOOL_PHY_FAST_LINK_DOWN, ETHTOOL_TUNABLE_U8, sizeof(uint8_t),
			     ETHTOOL_PHY_FAST_LINK_DOWN_OFF - 1 },
	[ENERGY_DETECT] = { "energy-detect-power-down",
			    "Cannot Get PHY Energy Detect Power Down value",
			    "Cannot Set PHY Energy Detect Power Down", "msecs", ETHTOOL_PHY_EDPD,
			    ETHTOOL_TUNABLE_U16, sizeof(uint16_t), UINT16_MAX },
};

static const struct phy_tunable *find(const char *word)
{
	for (unsigned i = 0; word && i < PHY_TUNABLES; i++)
		if (strcmp(tunables[i].word, word) == 0)
			return &tunables[i];
	return NULL;
}

/* The kernel's structure and the value behind it. */
union request {
	struct ethtool_tunable head;
	uint8_t room[sizeof(struct ethtool_tunable) + sizeof(uint64_t)];
};

static int ask(struct nic *nic, uint32_t command, const struct phy_tunable *t, uint32_t *value)
{
	union request r = { .head = { .cmd = command, .id = t->id, .type_id = t->type,
				      .len = t->size } };
	uint8_t *data = r.room + sizeof(r.head);
	uint16_t large = (uint16_t)*value;

	if (t->size == 1)
		*data = (uint8_t)*value;
	else
		memcpy(data, &large, sizeof(large));
	if (nic_ioctl(nic, &r) < 0)
		return -1;
	memcpy(&large, data, sizeof(large));
	*value = t->size == 1 ? *data : large;
	return 0;
}

struct phy_value {
	const struct phy_tunable *tunable;
	uint32_t value;
};

static int phy_tunable_read(struct linkinfo *l, char **words, void *facts)
{
	struct phy_value *v = facts;

	v->tunable = find(*words);
	if (!v->tunable)
		return linkinfo_usage();
	if (ask(&l->nic, ETHTOOL_PHY_GTUNABLE, v->tunable, &v->value) < 0)
		return nic_fault(&l->nic, v->tunable->get, 87);
	return 0;
}

static void phy_tunable_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct phy_value *v = facts;

	(void)l;
	if (v->tunable == &tunables[DOWNSHIFT]) {
		if (v->value == DOWNSHIFT_DEV_DISABLE)
			ob_str(o, "Downshift disabled\n");
		else
			ob_num(o, "Downshift count: ", v->value, "\n");
	} else if (v->tunable == &tunables[FAST_LINK_DOWN]) {
		if (v->value == ETHTOOL_PHY_FAST_LINK_DOWN_OFF)
			ob_str(o, "Fast Link Down disabled\n");
		else if (v->value == ETHTOOL_PHY_FAST_LINK_DOWN_ON)
			ob_str(o, "Fast Link Down enabled\n");
		else
			ob_num(o, "Fast Link Down enabled, ", v->value, " msecs\n");
	} else if (v->value == ETHTOOL_PHY_EDPD_DISABLE) {
		ob_str(o, "Energy Detect Power Down: disabled\n");
	} else if (v->value == ETHTOOL_PHY_EDPD_NO_TX) {
		ob_str(o, "Energy Detect Power Down: enabled, TX disabled\n");
	} else {
		ob_num(o, "Energy Detect Power Down: enabled, TX ", v->value, " msecs\n");
	}
}

static void phy_tunable_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct phy_value *v = facts;

	(void)l;
	json_object(j, v->tunable->word);
	if (v->tunable == &tunables[DOWNSHIFT]) {
		json_bool(j, "enabled", v->value != DOWNSHIFT_DEV_DISABLE);
		if (v->value != DOWNSHIFT_DEV_DISABLE)
			json_uint(j, "count", v->value);
	} else if (v->tunable == &tunables[FAST_LINK_DOWN]) {
		json_bool(j, "enabled", v->value != ETHTOOL_PHY_FAST_LINK_DOWN_OFF);
		if (v->value != ETHTOOL_PHY_FAST_LINK_DOWN_OFF &&
		    v->value != ETHTOOL_PHY_FAST_LINK_DOWN_ON)
			json_uint(j, "msecs", v->value);
	} else {
		bool on = v->value != ETHTOOL_PHY_EDPD_DISABLE;
		bool sends = on && v->value != ETHTOOL_PHY_EDPD_NO_TX;

		json_bool(j, "enabled", on);
		json_bool(j, "tx", sends);
		if (sends)
			json_uint(j, "tx-msecs", v->value);
	}
	json_object_end(j);
}

const struct verb verb_phy_tunable = {
	.size = sizeof(struct phy_value),
	.read = phy_tunable_read,
	.text = phy_tunable_text,
	.json = phy_tunable_json,
};

/* What it is switched on with; given: by a number. */
static int value_on(const struct phy_tunable *t, bool given, uint32_t number, uint32_t *value)
{
	*value = number;
	if (t == &tunables[DOWNSHIFT]) {
		if (!given)
			*value = DOWNSHIFT_DEV_DEFAULT_COUNT;
		if (*value)
			return 0;
		warn_bare("'count' may not be zero.");
		return -1;
	}
	if (t == &tunables[FAST_LINK_DOWN]) {
		if (!given)
			*value = ETHTOOL_PHY_FAST_LINK_DOWN_ON;
		return 0;
	}
	if (!given)
		*value = ETHTOOL_PHY_EDPD_DFLT_TX_MSECS;
	else if (!number)
		*value = ETHTOOL_PHY_EDPD_NO_TX;
	if (!given || number <= ETHTOOL_PHY_EDPD_NO_TX)
		return 0;
	warn_bare("'msecs' max value is 65533.");
	return -1;
}

static uint32_t value_off(const struct phy_tunable *t)
{
	if (t == &tunables[DOWNSHIFT])
		return DOWNSHIFT_DEV_DISABLE;
	return t == &tunables[FAST_LINK_DOWN] ? ETHTOOL_PHY_FAST_LINK_DOWN_OFF :
						ETHTOOL_PHY_EDPD_DISABLE;
}

/* "TUNABLE on|off [count|msecs N]"; what follows is nobody's, as in ethtool. */
static int read_words(char **words, const struct phy_tunable **t, uint32_t *value)
{
	bool on, given;
	int64_t number = 0;

	*t = find(*words);
	if (!*t || !words[1])
		return -1;
	on = strcmp(words[1], "on") == 0;
	if (!on && strcmp(words[1], "off") != 0) {
		warn_bare("Invalid boolean");
		return -1;
	}
	given = words[2] && words[3] && strcmp(words[2], (*t)->number) == 0 &&
		(on || *t == &tunables[DOWNSHIFT]);
	if (given && num_any(words[3], 0, (*t)->max, &number) != NUM_OK)
		return -1;
	if (given && !on) {
		warn_bare("'count' may not be set when downshift is off.");
		return -1;
	}
	if (on)
		return value_on(*t, given, (uint32_t)number, value);
	*value = value_off(*t);
	return 0;
}

static int change_phy_tunable(struct linkinfo *l, char **words)
{
	const struct phy_tunable *t;
	uint32_t value;

	if (read_words(words, &t, &value) < 0)
		return linkinfo_usage();
	if (ask(&l->nic, ETHTOOL_PHY_STUNABLE, t, &value) < 0)
		return nic_refused(&l->nic, 87, t->set, 87);
	return 0;
}

const struct verb verb_set_phy_tunable = { .run = change_phy_tunable };
