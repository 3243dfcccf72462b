/* Sizes of the rings, -g and -G: ETHTOOL_MSG_RINGS_GET, ETHTOOL_GRINGPARAM. */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>

#include "fields.h"
#include "verbs.h"
#include "words.h"

/* Of kernels after 6.1, whose ethtool has no text for them. */
enum { RINGS_RX_PUSH = 14, RINGS_TX_PUSH_BUF_LEN = 15, RINGS_TX_PUSH_BUF_LEN_MAX = 16 };

#define AT(field) offsetof(struct ethtool_ringparam, field)

static const struct field ring_rows[] = {
	{ "", "Pre-set maximums:\nRX:\t\t", "rx-max", ETHTOOL_A_RINGS_RX_MAX,
	  AT(rx_max_pending) },
	{ "", "\nRX Mini:\t", "rx-mini-max", ETHTOOL_A_RINGS_RX_MINI_MAX,
	  AT(rx_mini_max_pending) },
	{ "", "\nRX Jumbo:\t", "rx-jumbo-max", ETHTOOL_A_RINGS_RX_JUMBO_MAX,
	  AT(rx_jumbo_max_pending) },
	{ "", "\nTX:\t\t", "tx-max", ETHTOOL_A_RINGS_TX_MAX, AT(tx_max_pending) },
	{ "rx", "\nCurrent hardware settings:\nRX:\t\t", "rx", ETHTOOL_A_RINGS_RX,
	  AT(rx_pending) },
	{ "rx-mini", "\nRX Mini:\t", "rx-mini", ETHTOOL_A_RINGS_RX_MINI, AT(rx_mini_pending) },
	{ "rx-jumbo", "\nRX Jumbo:\t", "rx-jumbo", ETHTOOL_A_RINGS_RX_JUMBO,
	  AT(rx_jumbo_pending) },
	{ "tx", "\nTX:\t\t", "tx", ETHTOOL_A_RINGS_TX, AT(tx_pending) },
	{ "rx-buf-len", "\nRX Buf Len:\t\t", "rx-buf-len", ETHTOOL_A_RINGS_RX_BUF_LEN },
	{ "cqe-size", "\nCQE Size:\t\t", "cqe-size", ETHTOOL_A_RINGS_CQE_SIZE },
	{ "tx-push", "\nTX Push:\t", "tx-push", ETHTOOL_A_RINGS_TX_PUSH, .kind = FIELD_SWITCH },
	{ "", "\nTCP data split:\t", "tcp-data-split", ETHTOOL_A_RINGS_TCP_DATA_SPLIT,
	  .kind = FIELD_SPLIT },
	{ "", "", "rx-push", RINGS_RX_PUSH, .kind = FIELD_SWITCH },
	{ "", "", "tx-push-buf-len", RINGS_TX_PUSH_BUF_LEN },
	{ "", "", "tx-push-buf-len-max", RINGS_TX_PUSH_BUF_LEN_MAX },
};

static const struct field_table ring_fields = {
	.title = "Ring parameters for ",
	.end = "\n\n",
	.rows = ring_rows,
	.n = sizeof(ring_rows) / sizeof(*ring_rows),
	.get = ETHTOOL_MSG_RINGS_GET,
	.set = ETHTOOL_MSG_RINGS_SET,
	.header = ETHTOOL_A_RINGS_HEADER,
	.ioctl_get = ETHTOOL_GRINGPARAM,
	.ioctl_set = ETHTOOL_SRINGPARAM,
	.words = { .what = "ring",
		   .cannot_get = "Cannot get device ring settings",
		   .cannot_set = "Cannot set device ring parameters",
		   .show_status = 76,
		   .get_status = 76,
		   .set_status = 81,
		   .netlink_status = 81,
		   .unchanged_status = 80 },
};

static void ring_attr(void *to, uint16_t type, struct cur data)
{
	fields_attr(&ring_fields, to, type, data);
}

static int ring_read(struct linkinfo *l, char **words, void *facts)
{
	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	return fields_read(l, &ring_fields, ring_attr, facts, facts);
}

static void ring_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	fields_title(&ring_fields, &l->nic, o);
	fields_text(&ring_fields, facts, o);
}

static void ring_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	fields_json(&ring_fields, facts, j);
}

static const struct verb_message ring_messages[] = {
	{ ETHTOOL_MSG_RINGS_GET, ETHTOOL_MSG_RINGS_GET_REPLY, ETHTOOL_MSG_RINGS_NTF, ring_attr },
	{ 0 },
};

const struct verb verb_ring = {
	.size = sizeof(struct fields),
	.read = ring_read,
	.text = ring_text,
	.json = ring_json,
	.wild = WILD_ALL,
	.messages = ring_messages,
};

static int ring_change(struct linkinfo *l, char **words)
{
	return fields_change(l, "-G", &ring_fields, words);
}

const struct verb verb_set_ring = { .run = ring_change, .shows = &verb_ring, .wild = WILD_ONE };
