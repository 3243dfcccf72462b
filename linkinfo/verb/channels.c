/* Numbers of channels, -l and -L: ETHTOOL_MSG_CHANNELS_GET, ETHTOOL_GCHANNELS. */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <string.h>

#include "base/prog.h"
#include "fields.h"
#include "verbs.h"
#include "words.h"

#define AT(field) offsetof(struct ethtool_channels, field)

static const struct field channels_rows[] = {
	{ "", "Pre-set maximums:\nRX:\t\t", "rx-max", ETHTOOL_A_CHANNELS_RX_MAX, AT(max_rx) },
	{ "", "\nTX:\t\t", "tx-max", ETHTOOL_A_CHANNELS_TX_MAX, AT(max_tx) },
	{ "", "\nOther:\t\t", "other-max", ETHTOOL_A_CHANNELS_OTHER_MAX, AT(max_other) },
	{ "", "\nCombined:\t", "combined-max", ETHTOOL_A_CHANNELS_COMBINED_MAX,
	  AT(max_combined) },
	{ "rx", "\nCurrent hardware settings:\nRX:\t\t", "rx", ETHTOOL_A_CHANNELS_RX_COUNT,
	  AT(rx_count) },
	{ "tx", "\nTX:\t\t", "tx", ETHTOOL_A_CHANNELS_TX_COUNT, AT(tx_count) },
	{ "other", "\nOther:\t\t", "other", ETHTOOL_A_CHANNELS_OTHER_COUNT, AT(other_count) },
	{ "combined", "\nCombined:\t", "combined", ETHTOOL_A_CHANNELS_COMBINED_COUNT,
	  AT(combined_count) },
};

static void channels_unchanged(const uint32_t *now)
{
	struct ethtool_channels c;

	memcpy(&c, now, sizeof(c));
	warn_bare("no channel parameters changed.");
	warn_bare("current values: rx %u tx %u other %u combined %u", c.rx_count, c.tx_count,
		  c.other_count, c.combined_count);
}

static const struct field_table channels_fields = {
	.title = "Channel parameters for ",
	.end = "\n\n",
	.rows = channels_rows,
	.n = sizeof(channels_rows) / sizeof(*channels_rows),
	.get = ETHTOOL_MSG_CHANNELS_GET,
	.set = ETHTOOL_MSG_CHANNELS_SET,
	.header = ETHTOOL_A_CHANNELS_HEADER,
	.ioctl_get = ETHTOOL_GCHANNELS,
	.ioctl_set = ETHTOOL_SCHANNELS,
	.words = { .unchanged = channels_unchanged,
		   .cannot_get = "Cannot get device channel parameters",
		   .cannot_set = "Cannot set device channel parameters",
		   .show_status = 1,
		   .get_status = 1,
		   .set_status = 1,
		   .netlink_status = 1 },
};

static void channels_attr(void *to, uint16_t type, struct cur data)
{
	fields_attr(&channels_fields, to, type, data);
}

static int channels_read(struct linkinfo *l, char **words, void *facts)
{
	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	return fields_read(l, &channels_fields, channels_attr, facts, facts);
}

static void channels_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	fields_title(&channels_fields, &l->nic, o);
	fields_text(&channels_fields, facts, o);
}

static void channels_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	fields_json(&channels_fields, facts, j);
}

static const struct verb_message channels_messages[] = {
	{ ETHTOOL_MSG_CHANNELS_GET, ETHTOOL_MSG_CHANNELS_GET_REPLY, ETHTOOL_MSG_CHANNELS_NTF,
	  channels_attr },
	{ 0 },
};

const struct verb verb_channels = {
	.size = sizeof(struct fields),
	.read = channels_read,
	.text = channels_text,
	.json = channels_json,
	.wild = WILD_ALL,
	.messages = channels_messages,
};

static int channels_change(struct linkinfo *l, char **words)
{
	return fields_change(l, "-L", &channels_fields, words);
}

const struct verb verb_set_channels = { .run = channels_change,
					.shows = &verb_channels,
					.wild = WILD_ONE };
