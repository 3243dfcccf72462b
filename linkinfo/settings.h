/*
 * What the standard display tells of a device, -s changes and both read: the settings of its link,
 * Wake-on-LAN, the message level and the state of the link; the kernel's ethtool-netlink.rst, and
 * linux/ethtool.h for the ioctls.
 */
#ifndef LINKINFO_SETTINGS_H
#define LINKINFO_SETTINGS_H

#include <linux/ethtool.h>
#include <stdbool.h>
#include <stdint.h>

#include "modes.h"
#include "nic.h"
#include "stringset.h"

/* What a device told: some devices and sources know less than others. */
enum settings_has {
	HAS_MODES = 1 << 0,	/* what it supports and advertises; of a partner by its bits */
	HAS_SPEED = 1 << 1,
	HAS_LANES = 1 << 2,	/* only netlink, as what has no other remark below */
	HAS_DUPLEX = 1 << 3,
	HAS_PORT = 1 << 4,
	HAS_PHYAD = 1 << 5,
	HAS_TRANSCEIVER = 1 << 6,
	HAS_AUTONEG = 1 << 7,
	HAS_MASTER_SLAVE_CFG = 1 << 8,
	HAS_MASTER_SLAVE_STATE = 1 << 9,
	HAS_RATE_MATCHING = 1 << 10,
	HAS_MDIX = 1 << 11,
	HAS_MDIX_CTRL = 1 << 12,
	HAS_WOL = 1 << 13,
	HAS_SOPASS = 1 << 14,
	HAS_MSGLVL = 1 << 15,
	HAS_LINK = 1 << 16,
	HAS_SQI = 1 << 17,
	HAS_SQI_MAX = 1 << 18,
	HAS_REASON = 1 << 19,
	HAS_DETAIL = 1 << 20,
};

struct settings {
	uint32_t has;		/* HAS_... */
	bool hopeless;		/* the command line was wrong: there is nothing to tell */
	bool by_ioctl;		/* there was no netlink to ask */
	struct modes supported, advertised, partner;
	struct stringset names;	/* of link modes, where one is set that mode_name() lacks */
	uint32_t speed, lanes;	/* Mb/s */
	uint8_t duplex, port, phyad, transceiver, autoneg;
	uint8_t master_slave_cfg, master_slave_state, rate_matching;
	uint8_t mdix, mdix_ctrl;
	uint32_t wol_supported, wol;	/* WAKE_... */
	uint8_t sopass[SOPASS_MAX];
	uint32_t msglvl;	/* NETIF_MSG_... */
	bool link;
	uint32_t sqi, sqi_max;
	uint8_t reason, detail;	/* ETHTOOL_LINK_EXT_STATE_..., ETHTOOL_LINK_EXT_SUBSTATE_... */
};

/* One message of netlink each, by its attributes: a nic_attr_fn on struct settings. */
void settings_linkmodes(void *to, uint16_t type, struct cur data);
void settings_linkinfo(void *to, uint16_t type, struct cur data);
void settings_wol(void *to, uint16_t type, struct cur data);
void settings_debug(void *to, uint16_t type, struct cur data);
void settings_linkstate(void *to, uint16_t type, struct cur data);

/*
 * Asks for all of it, over netlink and over ioctl for what that does not answer. What is refused is
 * reported, but not what is unknown to the device. *s was zeroed; settings_free() it.
 */
void settings_read(struct nic *nic, struct settings *s);
void settings_free(struct settings *s);

/* The link's settings as the ioctls have them. */
struct settings_link {
	bool old;		/* ETHTOOL_GSET: the device, or the kernel, knows no better */
	struct ethtool_cmd cmd;	/* if so, as it came */
	struct modes supported, advertised, partner;
	struct ethtool_link_settings link;	/* without its masks, which are these */
};

/* -1 with errno. */
int settings_link_get(struct nic *nic, struct settings_link *l);

/* Writes them back: EOPNOTSUPP where they say more than an old device can be told. */
int settings_link_set(struct nic *nic, const struct settings_link *l);

#endif
