/* Changes a device's settings over ioctl; see settings_change.h. */
#include "settings_change.h"

#include <errno.h>
#include <string.h>

#include "base/prog.h"
#include "bitset.h"
#include "linkinfo.h"
#include "settings.h"
#include "settings_name.h"
#include "words.h"

#define VERB "-s"

static void put_bit(uint32_t *words, uint32_t bit, bool on)
{
	uint32_t mask = 1u << bit % 32;

	if (on)
		words[bit / 32] |= mask;
	else
		words[bit / 32] &= ~mask;
}

/* One of a list: by its number or its name. */
static int put_listed(struct cur bit, bool only_set, int (*find)(const char *name), uint32_t *words,
		      unsigned n, char unknown[32])
{
	int64_t index = -1;
	bool on = only_set;
	struct cur data;
	uint16_t type;

	unknown[0] = '\0';
	while (nl_attr_next(&bit, &type, &data)) {
		if (type == ETHTOOL_A_BITSET_BIT_INDEX) {
			index = nl_u32(data);
		} else if (type == ETHTOOL_A_BITSET_BIT_NAME) {
			nl_text(data, unknown, 32);
			index = find(unknown);
		} else if (type == ETHTOOL_A_BITSET_BIT_VALUE) {
			on = true;
		}
	}
	if (index < 0 || index >= (int64_t)n * 32)
		return -1;
	put_bit(words, (uint32_t)index, on);
	return 0;
}

static int put_list(struct cur list, bool only_set, int (*find)(const char *name), uint32_t *words,
		    unsigned n, char unknown[32])
{
	struct cur bit;
	uint16_t type;

	if (only_set)
		memset(words, 0, n * sizeof(*words));
	while (nl_attr_next(&list, &type, &bit))
		if (put_listed(bit, only_set, find, words, n, unknown) < 0)
			return -1;
	return 0;
}

/* A value, or a value and a mask of what it changes. */
static int put_value(const struct bitset *b, uint32_t *words, unsigned n)
{
	if (b->nomask)
		memset(words, 0, n * sizeof(*words));
	for (uint32_t i = 0; i < b->size; i++) {
		if (!(b->nomask ? bitset_has(b, i) : bitset_knows(b, i)))
			continue;
		if (i >= n * 32)
			return -1;
		put_bit(words, i, bitset_has(b, i));
	}
	return 0;
}

int settings_bits(struct cur set, int (*find)(const char *name), uint32_t *words, unsigned n,
		  char unknown[32])
{
	struct bitset b = bitset_of(set);
	struct cur data;
	uint16_t type;

	unknown[0] = '\0';
	while (nl_attr_next(&set, &type, &data))
		if (type == ETHTOOL_A_BITSET_BITS)
			return put_list(data, b.nomask, find, words, n, unknown);
	return put_value(&b, words, n);
}

static int find_level(const char *name)
{
	for (unsigned i = 0; settings_level(i); i++)
		if (strcmp(settings_level(i), name) == 0)
			return (int)i;
	return -1;
}

/* wol has letters, which were made numbers. */
static int find_nothing(const char *name)
{
	(void)name;
	return -1;
}

static void not_setting(bool asked, const char *what)
{
	if (asked)
		warn_bare("  not setting %s", what);
}

static void refused_link(const char *what, const struct settings_change *c)
{
	warn_bare("Cannot %s settings: %s", what, strerror(errno));
	not_setting(c->has_speed, "speed");
	not_setting(c->has_duplex, "duplex");
	not_setting(c->has_port, "port");
	not_setting(c->has_autoneg, "autoneg");
	not_setting(c->has_phyad, "phy_address");
	not_setting(c->has_xcvr, "transceiver");
	not_setting(c->has_mdix, "mdix");
}

/* All that is supported; what is no speed stays as it is. */
static void advertise_all(struct settings_link *l)
{
	for (unsigned bit = 0; bit < l->advertised.words * 32; bit++)
		if (mode_name(bit) && mode_is_link(bit))
			put_bit(l->advertised.word, bit, modes_has(&l->supported, bit));
	if (modes_unknown(&l->supported))
		warn_bare("Driver supports one or more unknown flags");
}

static void advertise_only(struct settings_link *l, unsigned mode)
{
	for (unsigned bit = 0; bit < l->advertised.words * 32; bit++)
		if (mode_name(bit) && mode_is_link(bit))
			put_bit(l->advertised.word, bit, bit == mode);
}

/* What cannot be told to a partner is told to the user. */
static void advertise_not(const struct settings_change *c)
{
	static const char *const names[] = { [DUPLEX_HALF] = "half", [DUPLEX_FULL] = "full" };

	if (c->has_speed && c->has_duplex)
		warn_bare("Cannot advertise speed %u duplex %s", c->speed, names[c->duplex]);
	else if (c->has_speed)
		warn_bare("Cannot advertise speed %u", c->speed);
	else if (c->has_duplex)
		warn_bare("Cannot advertise duplex %s", names[c->duplex]);
}

/* -1 for modes that the device has no room for. */
static int advertise(struct settings_link *l, const struct settings_change *c)
{
	int mode = c->has_speed && c->has_duplex ? mode_of(c->speed, (uint8_t)c->duplex) : -1;
	char unknown[32];

	if (!c->has_advertise && mode >= 0) {
		advertise_only(l, (unsigned)mode);
		return 0;
	}
	if (l->link.autoneg)
		advertise_not(c);
	if (c->has_advertise)
		return settings_bits(c->advertise, mode_find, l->advertised.word,
				     l->advertised.words, unknown);
	if (c->has_autoneg && c->autoneg)
		advertise_all(l);
	return 0;
}

static int apply_link(struct settings_link *l, const struct settings_change *c)
{
	if (c->has_speed)
		l->link.speed = c->speed;
	if (c->has_duplex)
		l->link.duplex = (uint8_t)c->duplex;
	if (c->has_port)
		l->link.port = (uint8_t)c->port;
	if (c->has_phyad)
		l->link.phy_address = (uint8_t)c->phyad;
	if (c->has_autoneg)
		l->link.autoneg = (uint8_t)c->autoneg;
	if (c->has_mdix && !l->link.eth_tp_mdix_ctrl)
		warn_bare("setting MDI not supported");
	else if (c->has_mdix)
		l->link.eth_tp_mdix_ctrl = (uint8_t)c->mdix;
	/* later than of old, a transceiver is only told, not chosen */
	if (advertise(l, c) < 0 || (c->has_xcvr && !l->old && l->link.transceiver != c->xcvr)) {
		errno = EOPNOTSUPP;
		return -1;
	}
	if (c->has_xcvr)
		l->link.transceiver = (uint8_t)c->xcvr;
	return 0;
}

static void change_link(struct nic *nic, const struct settings_change *c)
{
	struct settings_link l;

	if (settings_link_get(nic, &l) < 0)
		refused_link("get current device", c);
	else if (apply_link(&l, c) < 0 || settings_link_set(nic, &l) < 0)
		refused_link("set new", c);
}

static void refused_wol(const char *what, const struct settings_change *c)
{
	warn_bare("Cannot %s wake-on-lan settings: %s", what, strerror(errno));
	not_setting(c->has_wol, "wol");
	not_setting(c->has_sopass, "sopass");
}

static void change_wol(struct nic *nic, const struct settings_change *c)
{
	struct ethtool_wolinfo w = { .cmd = ETHTOOL_GWOL };
	char unknown[32];

	if (nic_ioctl(nic, &w) < 0) {
		refused_wol("get current", c);
		return;
	}
	w.cmd = ETHTOOL_SWOL;
	if (c->has_wol)
		settings_bits(c->wol, find_nothing, &w.wolopts, 1, unknown);
	if (c->has_sopass)
		memcpy(w.sopass, c->sopass, sizeof(w.sopass));
	if (nic_ioctl(nic, &w) < 0)
		refused_wol("set new", c);
}

static void change_msglvl(struct nic *nic, const struct settings_change *c)
{
	struct ethtool_value v = { .cmd = ETHTOOL_GMSGLVL };
	char unknown[32];

	if (nic_ioctl(nic, &v) < 0) {
		warn_bare("Cannot get msglvl: %s", strerror(errno));
		return;
	}
	v.cmd = ETHTOOL_SMSGLVL;
	settings_bits(c->msglvl, find_level, &v.data, 1, unknown);
	if (nic_ioctl(nic, &v) < 0)
		warn_bare("Cannot set new msglvl: %s", strerror(errno));
}

/* Before anything is changed, all of it must have a name. */
static int check_bits(const char *name, struct cur set, int (*find)(const char *name), unsigned n)
{
	struct modes none = { 0 };
	char unknown[32];

	if (settings_bits(set, find, none.word, n, unknown) == 0)
		return 0;
	if (unknown[0])
		return words_invalid(VERB, name, unknown);
	warn_bare("%s (%s): value of parameter '%s' is too large", prog_name(), VERB, name);
	return -1;
}

static int check_netlink(bool asked, const char *name)
{
	if (asked)
		warn("parameter '%s' can be used only with netlink", name);
	return asked ? -1 : 0;
}

int settings_change_ioctl(struct nic *nic, const struct settings_change *c)
{
	if (check_netlink(c->has_lanes, "lanes") < 0 ||
	    check_netlink(c->has_master_slave, "master-slave") < 0)
		return LINKINFO_FAIL;
	if ((c->has_advertise &&
	     check_bits("advertise", c->advertise, mode_find, MODES_WORDS) < 0) ||
	    (c->has_wol && check_bits("wol", c->wol, find_nothing, 1) < 0) ||
	    (c->has_msglvl && check_bits("msglvl", c->msglvl, find_level, 1) < 0))
		return LINKINFO_FAIL;
	if (c->has_speed || c->has_duplex || c->has_port || c->has_mdix || c->has_autoneg ||
	    c->has_advertise || c->has_phyad || c->has_xcvr)
		change_link(nic, c);
	if (c->has_wol || c->has_sopass)
		change_wol(nic, c);
	if (c->has_msglvl)
		change_msglvl(nic, c);
	return LINKINFO_OK;
}
