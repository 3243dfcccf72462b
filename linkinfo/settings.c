/* Reads the settings of a device's link and what belongs to it; see settings.h. */
#include "settings.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <string.h>

#include "base/prog.h"
#include "bitset.h"

/* The first 32 bits of a set; bits that its mask does not know are not set. */
static uint32_t first_word(const struct bitset *b)
{
	uint32_t word = 0;

	for (uint32_t i = 0; i < 32; i++)
		if (bitset_has(b, i))
			word |= 1u << i;
	return word;
}

static uint32_t first_mask(const struct bitset *b)
{
	uint32_t word = 0;

	for (uint32_t i = 0; i < 32; i++)
		if (bitset_knows(b, i))
			word |= 1u << i;
	return word;
}

/* Never more than the set says it has, nor than was sent. */
static void take_modes(struct modes *m, const struct bitset *b, const uint8_t *from, uint32_t words)
{
	uint32_t rest = b->size % 32, all = b->size / 32 + (rest != 0);

	modes_set(m, from, !from ? 0 : words < all ? words : all);
	if (m->words == 0 || m->words < all)
		return;
	m->bits = b->size;
	if (rest)
		m->word[all - 1] &= (1u << rest) - 1;
}

static void has(struct settings *s, uint32_t what)
{
	s->has |= what;
}

void settings_linkmodes(void *to, uint16_t type, struct cur data)
{
	struct settings *s = to;
	struct bitset b;

	switch (type) {
	case ETHTOOL_A_LINKMODES_AUTONEG:
		s->autoneg = nl_u8(data);
		has(s, HAS_AUTONEG);
		break;
	case ETHTOOL_A_LINKMODES_OURS:
		b = bitset_of(data);
		take_modes(&s->advertised, &b, b.value, b.value_words);
		take_modes(&s->supported, &b, b.mask, b.mask_words);
		has(s, HAS_MODES);
		break;
	case ETHTOOL_A_LINKMODES_PEER:
		b = bitset_of(data);
		take_modes(&s->partner, &b, b.value, b.value_words);
		break;
	case ETHTOOL_A_LINKMODES_SPEED:
		s->speed = nl_u32(data);
		has(s, HAS_SPEED);
		break;
	case ETHTOOL_A_LINKMODES_DUPLEX:
		s->duplex = nl_u8(data);
		has(s, HAS_DUPLEX);
		break;
	case ETHTOOL_A_LINKMODES_MASTER_SLAVE_CFG:
		s->master_slave_cfg = nl_u8(data);
		has(s, HAS_MASTER_SLAVE_CFG);
		break;
	case ETHTOOL_A_LINKMODES_MASTER_SLAVE_STATE:
		s->master_slave_state = nl_u8(data);
		has(s, HAS_MASTER_SLAVE_STATE);
		break;
	case ETHTOOL_A_LINKMODES_LANES:
		s->lanes = nl_u32(data);
		has(s, HAS_LANES);
		break;
	case ETHTOOL_A_LINKMODES_RATE_MATCHING:
		s->rate_matching = nl_u8(data);
		has(s, HAS_RATE_MATCHING);
		break;
	default:
		break;
	}
}

void settings_linkinfo(void *to, uint16_t type, struct cur data)
{
	struct settings *s = to;

	switch (type) {
	case ETHTOOL_A_LINKINFO_PORT:
		s->port = nl_u8(data);
		has(s, HAS_PORT);
		break;
	case ETHTOOL_A_LINKINFO_PHYADDR:
		s->phyad = nl_u8(data);
		has(s, HAS_PHYAD);
		break;
	case ETHTOOL_A_LINKINFO_TP_MDIX:
		s->mdix = nl_u8(data);
		has(s, HAS_MDIX);
		break;
	case ETHTOOL_A_LINKINFO_TP_MDIX_CTRL:
		s->mdix_ctrl = nl_u8(data);
		has(s, HAS_MDIX_CTRL);
		break;
	case ETHTOOL_A_LINKINFO_TRANSCEIVER:
		s->transceiver = nl_u8(data);
		has(s, HAS_TRANSCEIVER);
		break;
	default:
		break;
	}
}

void settings_wol(void *to, uint16_t type, struct cur data)
{
	struct settings *s = to;
	struct bitset b;

	if (type == ETHTOOL_A_WOL_MODES) {
		b = bitset_of(data);
		s->wol_supported = first_mask(&b);
		s->wol = first_word(&b) & s->wol_supported;
		has(s, HAS_WOL);
	} else if (type == ETHTOOL_A_WOL_SOPASS && cur_left(&data) == sizeof(s->sopass)) {
		memcpy(s->sopass, cur_bytes(&data, sizeof(s->sopass)), sizeof(s->sopass));
		has(s, HAS_SOPASS);
	}
}

void settings_debug(void *to, uint16_t type, struct cur data)
{
	struct settings *s = to;
	struct bitset b;

	if (type != ETHTOOL_A_DEBUG_MSGMASK)
		return;
	b = bitset_of(data);
	s->msglvl = first_word(&b);
	has(s, HAS_MSGLVL);
}

void settings_linkstate(void *to, uint16_t type, struct cur data)
{
	struct settings *s = to;

	switch (type) {
	case ETHTOOL_A_LINKSTATE_LINK:
		s->link = nl_u8(data);
		has(s, HAS_LINK);
		break;
	case ETHTOOL_A_LINKSTATE_SQI:
		s->sqi = nl_u32(data);
		has(s, HAS_SQI);
		break;
	case ETHTOOL_A_LINKSTATE_SQI_MAX:
		s->sqi_max = nl_u32(data);
		has(s, HAS_SQI_MAX);
		break;
	case ETHTOOL_A_LINKSTATE_EXT_STATE:
		s->reason = nl_u8(data);
		has(s, HAS_REASON);
		break;
	case ETHTOOL_A_LINKSTATE_EXT_SUBSTATE:
		s->detail = nl_u8(data);
		has(s, HAS_DETAIL);
		break;
	default:
		break;
	}
}

/* ETHTOOL_[GS]LINKSETTINGS as it goes to the kernel: the three masks stand one behind the other. */
struct link_request {
	uint32_t word[sizeof(struct ethtool_link_settings) / sizeof(uint32_t) + 3 * MODES_WORDS];
};

static uint32_t *masks(struct link_request *r)
{
	return r->word + sizeof(struct ethtool_link_settings) / sizeof(uint32_t);
}

/* How long the masks are, the kernel tells who asks for none: by a negative number. */
static int get_new(struct nic *nic, struct settings_link *l)
{
	struct link_request r = { 0 };
	int words;

	l->link = (struct ethtool_link_settings){ .cmd = ETHTOOL_GLINKSETTINGS };
	memcpy(r.word, &l->link, sizeof(l->link));
	if (nic_ioctl(nic, &r) < 0)
		return -1;
	memcpy(&l->link, r.word, sizeof(l->link));
	words = -l->link.link_mode_masks_nwords;
	errno = EOPNOTSUPP;
	if (words <= 0 || words > MODES_WORDS)
		return -1;
	l->link = (struct ethtool_link_settings){ .cmd = ETHTOOL_GLINKSETTINGS,
						  .link_mode_masks_nwords = (int8_t)words };
	memcpy(r.word, &l->link, sizeof(l->link));
	if (nic_ioctl(nic, &r) < 0)
		return -1;
	memcpy(&l->link, r.word, sizeof(l->link));
	errno = EOPNOTSUPP;
	if (l->link.link_mode_masks_nwords != words)
		return -1;
	modes_set(&l->supported, masks(&r), (size_t)words);
	modes_set(&l->advertised, masks(&r) + words, (size_t)words);
	modes_set(&l->partner, masks(&r) + 2 * words, (size_t)words);
	return 0;
}

static int get_old(struct nic *nic, struct settings_link *l)
{
	struct ethtool_cmd *c = &l->cmd;

	*c = (struct ethtool_cmd){ .cmd = ETHTOOL_GSET };
	if (nic_ioctl(nic, c) < 0)
		return -1;
	l->old = true;
	l->link = (struct ethtool_link_settings){
		.speed = ethtool_cmd_speed(c),
		.duplex = c->duplex,
		.port = c->port,
		.phy_address = c->phy_address,
		.autoneg = c->autoneg,
		.eth_tp_mdix = c->eth_tp_mdix,
		.eth_tp_mdix_ctrl = c->eth_tp_mdix_ctrl,
		.transceiver = c->transceiver,
		.link_mode_masks_nwords = 1,
	};
	modes_set(&l->supported, &c->supported, 1);
	modes_set(&l->advertised, &c->advertising, 1);
	modes_set(&l->partner, &c->lp_advertising, 1);
	return 0;
}

int settings_link_get(struct nic *nic, struct settings_link *l)
{
	l->old = false;
	return get_new(nic, l) < 0 ? get_old(nic, l) : 0;
}

static int set_old(struct nic *nic, const struct settings_link *l)
{
	struct ethtool_cmd c = l->cmd;

	for (unsigned i = 1; i < l->advertised.words; i++)
		if (l->advertised.word[i]) {
			errno = EOPNOTSUPP;
			return -1;
		}
	c.cmd = ETHTOOL_SSET;
	ethtool_cmd_speed_set(&c, l->link.speed);
	c.advertising = l->advertised.word[0];
	c.duplex = l->link.duplex;
	c.port = l->link.port;
	c.phy_address = l->link.phy_address;
	c.autoneg = l->link.autoneg;
	c.eth_tp_mdix_ctrl = l->link.eth_tp_mdix_ctrl;
	c.transceiver = l->link.transceiver;
	return nic_ioctl(nic, &c);
}

int settings_link_set(struct nic *nic, const struct settings_link *l)
{
	struct ethtool_link_settings link = l->link;
	size_t words = (size_t)link.link_mode_masks_nwords;
	struct link_request r;
	uint32_t *to = masks(&r);

	if (l->old)
		return set_old(nic, l);
	link.cmd = ETHTOOL_SLINKSETTINGS;
	memcpy(r.word, &link, sizeof(link));
	for (size_t i = 0; i < words && i < MODES_WORDS; i++) {
		to[i] = l->supported.word[i];
		to[words + i] = l->advertised.word[i];
		to[2 * words + i] = l->partner.word[i];
	}
	return nic_ioctl(nic, &r);
}

/* -1 with errno. */
static int read_link(struct nic *nic, struct settings *s)
{
	struct settings_link l;

	if (settings_link_get(nic, &l) < 0)
		return -1;
	s->supported = l.supported;
	s->advertised = l.advertised;
	s->partner = l.partner;
	s->speed = l.link.speed;
	s->duplex = l.link.duplex;
	s->port = l.link.port;
	s->phyad = l.link.phy_address;
	s->transceiver = l.link.transceiver;
	s->autoneg = l.link.autoneg;
	s->mdix = l.link.eth_tp_mdix;
	s->mdix_ctrl = l.link.eth_tp_mdix_ctrl;
	s->rate_matching = l.link.rate_matching;
	has(s, HAS_MODES | HAS_SPEED | HAS_DUPLEX | HAS_PORT | HAS_PHYAD | HAS_TRANSCEIVER |
		       HAS_AUTONEG | HAS_MDIX | HAS_MDIX_CTRL);
	if (!l.old)
		has(s, HAS_RATE_MATCHING);
	return 0;
}

static int read_wol(struct nic *nic, struct settings *s)
{
	struct ethtool_wolinfo w = { .cmd = ETHTOOL_GWOL };

	if (nic_ioctl(nic, &w) < 0)
		return -1;
	s->wol_supported = w.supported;
	s->wol = w.wolopts;
	memcpy(s->sopass, w.sopass, sizeof(s->sopass));
	has(s, HAS_WOL | HAS_SOPASS);
	return 0;
}

static int read_value(struct nic *nic, uint32_t command, uint32_t *to)
{
	struct ethtool_value v = { .cmd = command };

	if (nic_ioctl(nic, &v) < 0)
		return -1;
	*to = v.data;
	return 0;
}

static int read_msglvl(struct nic *nic, struct settings *s)
{
	if (read_value(nic, ETHTOOL_GMSGLVL, &s->msglvl) < 0)
		return -1;
	has(s, HAS_MSGLVL);
	return 0;
}

static int read_state(struct nic *nic, struct settings *s)
{
	uint32_t link = 0;

	if (read_value(nic, ETHTOOL_GLINK, &link) < 0)
		return -1;
	s->link = link;
	has(s, HAS_LINK);
	return 0;
}

/* The parts, in the order in which what is refused is told. */
static const struct part {
	uint8_t get;
	uint16_t header;
	nic_attr_fn *attr;
	int (*by_ioctl)(struct nic *nic, struct settings *s);
	char what[24];		/* "": the part above says it, for its ioctl reads both */
} parts[] = {
	{ ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_A_LINKMODES_HEADER, settings_linkmodes, read_link,
	  "device settings" },
	{ ETHTOOL_MSG_LINKINFO_GET, ETHTOOL_A_LINKINFO_HEADER, settings_linkinfo, NULL, "" },
	{ ETHTOOL_MSG_WOL_GET, ETHTOOL_A_WOL_HEADER, settings_wol, read_wol,
	  "wake-on-lan settings" },
	{ ETHTOOL_MSG_DEBUG_GET, ETHTOOL_A_DEBUG_HEADER, settings_debug, read_msglvl,
	  "message level" },
	{ ETHTOOL_MSG_LINKSTATE_GET, ETHTOOL_A_LINKSTATE_HEADER, settings_linkstate, read_state,
	  "link status" },
};

/* What a device does not know is not worth a word. */
static void read_part(struct nic *nic, struct settings *s, const struct part *p)
{
	if (nic_get(nic, p->get, p->header, p->attr, s) == 0)
		return;
	if (!nic_wants_ioctl(nic)) {
		nic_netlink_fault(nic);
		return;
	}
	if (!p->by_ioctl || p->by_ioctl(nic, s) == 0 || errno == EOPNOTSUPP || nic->netlink)
		return;
	warn_bare("Cannot get %s: %s", p->what, strerror(errno));
}

void settings_read(struct nic *nic, struct settings *s)
{
	s->by_ioctl = !nic_has_netlink(nic);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		read_part(nic, s, &parts[i]);
	if (modes_unknown(&s->supported) || modes_unknown(&s->advertised) ||
	    modes_unknown(&s->partner))
		stringset_read(nic, ETH_SS_LINK_MODES, &s->names);
}

void settings_free(struct settings *s)
{
	stringset_free(&s->names);
}
