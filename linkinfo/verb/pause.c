/* Pause frames, -a and -A: IEEE 802.3 annex 31B; ETHTOOL_MSG_PAUSE_GET, ETHTOOL_GPAUSEPARAM. */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>

#include "verbs.h"
#include "words.h"

struct pause {
	bool autoneg, rx, tx;
};

static void pause_attr(void *to, uint16_t type, struct cur data)
{
	struct pause *p = to;

	if (type == ETHTOOL_A_PAUSE_AUTONEG)
		p->autoneg = nl_u8(data);
	else if (type == ETHTOOL_A_PAUSE_RX)
		p->rx = nl_u8(data);
	else if (type == ETHTOOL_A_PAUSE_TX)
		p->tx = nl_u8(data);
}

static int pause_read(struct linkinfo *l, char **words, void *facts)
{
	struct ethtool_pauseparam old = { .cmd = ETHTOOL_GPAUSEPARAM };
	struct pause *p = facts;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_PAUSE_GET, ETHTOOL_A_PAUSE_HEADER, pause_attr, p) == 0)
		return 0;
	if (nic_ioctl(&l->nic, &old) < 0)
		return nic_fault(&l->nic, "Cannot get device pause settings", 76);
	*p = (struct pause){ .autoneg = old.autoneg, .rx = old.rx_pause, .tx = old.tx_pause };
	return 0;
}

static void pause_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct pause *p = facts;

	ob_str(o, "Pause parameters for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\nAutonegotiate:\t");
	ob_str(o, p->autoneg ? "on" : "off");
	ob_str(o, "\nRX:\t\t");
	ob_str(o, p->rx ? "on" : "off");
	ob_str(o, "\nTX:\t\t");
	ob_str(o, p->tx ? "on" : "off");
	ob_str(o, "\n\n");
}

static void pause_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct pause *p = facts;

	(void)l;
	json_bool(j, "autonegotiate", p->autoneg);
	json_bool(j, "rx", p->rx);
	json_bool(j, "tx", p->tx);
}

const struct verb verb_pause = {
	.name = "-a",
	.size = sizeof(struct pause),
	.read = pause_read,
	.text = pause_text,
	.json = pause_json,
};

/* A change: what was given of it. */
struct pause_change {
	uint8_t autoneg, rx, tx;
	bool has_autoneg, has_rx, has_tx;
};

#define SWITCH(word, field) \
	{                                                                                          \
		word, WORD_ONOFF, WORD_AT(pause_change, uint8_t, field),                           \
			WORD_AT(pause_change, bool, has_##field)                                   \
	}

static const struct word pause_words[] = {
	SWITCH("autoneg", autoneg), SWITCH("rx", rx), SWITCH("tx", tx), { NULL },
};

static int pause_change(struct linkinfo *l, char **words)
{
	struct ethtool_pauseparam old = { .cmd = ETHTOOL_GPAUSEPARAM };
	struct pause_change c = { 0 };
	struct nl_msg m;

	if (words_read("-A", pause_words, words, &c) < 0)
		return LINKINFO_FAIL;
	nic_begin(&l->nic, &m, ETHTOOL_MSG_PAUSE_SET, ETHTOOL_A_PAUSE_HEADER);
	if (c.has_autoneg)
		nl_attr_u8(&m, ETHTOOL_A_PAUSE_AUTONEG, c.autoneg);
	if (c.has_rx)
		nl_attr_u8(&m, ETHTOOL_A_PAUSE_RX, c.rx);
	if (c.has_tx)
		nl_attr_u8(&m, ETHTOOL_A_PAUSE_TX, c.tx);
	if (nic_set(&l->nic, &m) == 0)
		return 0;
	if (!nic_wants_ioctl(&l->nic) || nic_ioctl(&l->nic, &old) < 0)
		return nic_refused(&l->nic, 76, "Cannot get device pause settings", 77);
	old.cmd = ETHTOOL_SPAUSEPARAM;
	if (c.has_autoneg)
		old.autoneg = c.autoneg;
	if (c.has_rx)
		old.rx_pause = c.rx;
	if (c.has_tx)
		old.tx_pause = c.tx;
	if (nic_ioctl(&l->nic, &old) < 0)
		return nic_refused(&l->nic, 76, "Cannot set device pause parameters", 79);
	return 0;
}

const struct verb verb_set_pause = { .name = "-A", .run = pause_change };
