/* Link settings over ioctl: the handshake about the masks' length, and the structure before it. */
#include "ioctl.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#define KERNEL_WORDS 3		/* of Linux 6.1 */

static const char *const masks[] = { "supported", "advertising", "partner" };

static size_t words_of(const struct fact *f)
{
	uint32_t words[MASK_WORDS];
	size_t most = KERNEL_WORDS;

	for (size_t i = 0; i < 3; i++) {
		size_t n = fact_mask(f, masks[i], ETH_SS_LINK_MODES, words);

		most = n > most ? n : most;
	}
	most = fact_num(f, "nwords", most);
	return most > INT8_MAX ? INT8_MAX : most;
}

int get_link_settings(void *data)
{
	const struct fact *f = fact("settings");
	struct ethtool_link_settings s, asked;
	uint32_t words[MASK_WORDS], *to = (uint32_t *)((uint8_t *)data + sizeof(s));
	size_t n;

	memcpy(&asked, data, sizeof(asked));
	if (!f || fact_num(f, "legacy", 0))
		return EOPNOTSUPP;
	n = words_of(f);
	memset(&s, 0, sizeof(s));
	s.cmd = ETHTOOL_GLINKSETTINGS;
	if (asked.link_mode_masks_nwords != (int8_t)n) {
		s.link_mode_masks_nwords = (int8_t)-n;
		memcpy(data, &s, sizeof(s));
		return 0;
	}
	s.link_mode_masks_nwords = (int8_t)n;
	s.speed = (uint32_t)fact_num(f, "speed", UINT32_MAX);
	s.duplex = (uint8_t)fact_num(f, "duplex", DUPLEX_UNKNOWN);
	s.port = (uint8_t)fact_num(f, "port", PORT_TP);
	s.phy_address = (uint8_t)fact_num(f, "phy", 0);
	s.autoneg = (uint8_t)fact_num(f, "autoneg", 0);
	s.mdio_support = (uint8_t)fact_num(f, "mdio_support", 0);
	s.eth_tp_mdix = (uint8_t)fact_num(f, "mdix", 0);
	s.eth_tp_mdix_ctrl = (uint8_t)fact_num(f, "mdix_ctrl", 0);
	s.transceiver = (uint8_t)fact_num(f, "transceiver", 0);
	s.master_slave_cfg = (uint8_t)fact_num(f, "master_slave_cfg", 0);
	s.master_slave_state = (uint8_t)fact_num(f, "master_slave_state", 0);
	s.rate_matching = (uint8_t)fact_num(f, "rate_matching", 0);
	memcpy(data, &s, sizeof(s));
	for (size_t i = 0; i < 3; i++) {
		fact_mask(f, masks[i], ETH_SS_LINK_MODES, words);
		memcpy(to + i * n, words, (n < MASK_WORDS ? n : MASK_WORDS) * 4);
	}
	return 0;
}

static uint32_t low_word(const struct fact *f, const char *key)
{
	uint32_t words[MASK_WORDS];

	fact_mask(f, key, ETH_SS_LINK_MODES, words);
	return words[0];
}

int get_old_settings(void *data)
{
	const struct fact *f = fact("settings");
	struct ethtool_cmd s;

	if (!f)
		return EOPNOTSUPP;
	memset(&s, 0, sizeof(s));
	s.cmd = ETHTOOL_GSET;
	s.supported = low_word(f, "supported");
	s.advertising = low_word(f, "advertising");
	s.lp_advertising = low_word(f, "partner");
	ethtool_cmd_speed_set(&s, (uint32_t)fact_num(f, "speed", UINT32_MAX));
	s.duplex = (uint8_t)fact_num(f, "duplex", DUPLEX_UNKNOWN);
	s.port = (uint8_t)fact_num(f, "port", PORT_TP);
	s.phy_address = (uint8_t)fact_num(f, "phy", 0);
	s.transceiver = (uint8_t)fact_num(f, "transceiver", 0);
	s.autoneg = (uint8_t)fact_num(f, "autoneg", 0);
	s.mdio_support = (uint8_t)fact_num(f, "mdio_support", 0);
	s.eth_tp_mdix = (uint8_t)fact_num(f, "mdix", 0);
	s.eth_tp_mdix_ctrl = (uint8_t)fact_num(f, "mdix_ctrl", 0);
	memcpy(data, &s, sizeof(s));
	return 0;
}

void note_old_settings(const char *name, const void *data)
{
	struct ethtool_cmd s;

	memcpy(&s, data, sizeof(s));
	log_line("ioctl %s speed=%d duplex=%u port=%u phy=%u autoneg=%u mdix_ctrl=%u "
		 "transceiver=%u advertising=0x%x\n",
		 name, (int)ethtool_cmd_speed(&s), s.duplex, s.port, s.phy_address, s.autoneg,
		 s.eth_tp_mdix_ctrl, s.transceiver, s.advertising);
}

void note_link_settings(const char *name, const void *data)
{
	struct ethtool_link_settings s;
	struct bytes mask = { 0 };
	const uint8_t *p = data;

	memcpy(&s, p, sizeof(s));
	/* the advertised modes, as a number */
	for (int i = s.link_mode_masks_nwords * 4; s.link_mode_masks_nwords > 0 && i--;)
		log_hex(&mask, p + sizeof(s) + 4 * s.link_mode_masks_nwords + i, 1);
	log_line("ioctl %s speed=%d duplex=%u port=%u phy=%u autoneg=%u mdix_ctrl=%u "
		 "transceiver=%u master_slave_cfg=%u advertising=0x%.*s\n",
		 name, (int)s.speed, s.duplex, s.port, s.phy_address, s.autoneg, s.eth_tp_mdix_ctrl,
		 s.transceiver, s.master_slave_cfg, (int)mask.len, (char *)mask.at);
	free(mask.at);
}
