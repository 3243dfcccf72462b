/* Interrupt coalescing, -c and -C: ETHTOOL_MSG_COALESCE_GET, ETHTOOL_GCOALESCE. */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>

#include "fields.h"
#include "verbs.h"
#include "words.h"

/* Of kernels after 6.1, whose ethtool has no text for them. */
enum {
	COALESCE_TX_AGGR_MAX_BYTES = 26,
	COALESCE_TX_AGGR_MAX_FRAMES = 27,
	COALESCE_TX_AGGR_TIME_USECS = 28,
};

#define AT(field) offsetof(struct ethtool_coalesce, field)

/* Text, JSON and command line have one name for it. */
#define ROW(before, name, netlink, field) \
	{                                                                                          \
		name, before name ": ", name, ETHTOOL_A_COALESCE_##netlink, AT(field)              \
	}

static const struct field coalesce_rows[] = {
	{ "adaptive-rx", "Adaptive RX: ", "adaptive-rx", ETHTOOL_A_COALESCE_USE_ADAPTIVE_RX,
	  AT(use_adaptive_rx_coalesce), FIELD_SWITCH },
	{ "adaptive-tx", "  TX: ", "adaptive-tx", ETHTOOL_A_COALESCE_USE_ADAPTIVE_TX,
	  AT(use_adaptive_tx_coalesce), FIELD_SWITCH },
	/* a change is told in another order than the settings are shown in */
	{ "sample-interval", "", "", ETHTOOL_A_COALESCE_RATE_SAMPLE_INTERVAL,
	  AT(rate_sample_interval) },
	ROW("\n", "stats-block-usecs", STATS_BLOCK_USECS, stats_block_coalesce_usecs),
	{ "", "\nsample-interval: ", "sample-interval", ETHTOOL_A_COALESCE_RATE_SAMPLE_INTERVAL,
	  AT(rate_sample_interval) },
	ROW("\n", "pkt-rate-low", PKT_RATE_LOW, pkt_rate_low),
	ROW("\n", "pkt-rate-high", PKT_RATE_HIGH, pkt_rate_high),
	ROW("\n\n", "rx-usecs", RX_USECS, rx_coalesce_usecs),
	ROW("\n", "rx-frames", RX_MAX_FRAMES, rx_max_coalesced_frames),
	ROW("\n", "rx-usecs-irq", RX_USECS_IRQ, rx_coalesce_usecs_irq),
	ROW("\n", "rx-frames-irq", RX_MAX_FRAMES_IRQ, rx_max_coalesced_frames_irq),
	ROW("\n\n", "tx-usecs", TX_USECS, tx_coalesce_usecs),
	ROW("\n", "tx-frames", TX_MAX_FRAMES, tx_max_coalesced_frames),
	ROW("\n", "tx-usecs-irq", TX_USECS_IRQ, tx_coalesce_usecs_irq),
	ROW("\n", "tx-frames-irq", TX_MAX_FRAMES_IRQ, tx_max_coalesced_frames_irq),
	ROW("\n\n", "rx-usecs-low", RX_USECS_LOW, rx_coalesce_usecs_low),
	ROW("\n", "rx-frames-low", RX_MAX_FRAMES_LOW, rx_max_coalesced_frames_low),
	ROW("\n", "tx-usecs-low", TX_USECS_LOW, tx_coalesce_usecs_low),
	ROW("\n", "tx-frames-low", TX_MAX_FRAMES_LOW, tx_max_coalesced_frames_low),
	ROW("\n\n", "rx-usecs-high", RX_USECS_HIGH, rx_coalesce_usecs_high),
	ROW("\n", "rx-frames-high", RX_MAX_FRAMES_HIGH, rx_max_coalesced_frames_high),
	ROW("\n", "tx-usecs-high", TX_USECS_HIGH, tx_coalesce_usecs_high),
	ROW("\n", "tx-frames-high", TX_MAX_FRAMES_HIGH, tx_max_coalesced_frames_high),
	{ "cqe-mode-rx", "\n\nCQE mode RX: ", "cqe-mode-rx", ETHTOOL_A_COALESCE_USE_CQE_MODE_RX,
	  .kind = FIELD_SWITCH, .mate = 1 },
	{ "cqe-mode-tx", "  TX: ", "cqe-mode-tx", ETHTOOL_A_COALESCE_USE_CQE_MODE_TX,
	  .kind = FIELD_SWITCH, .mate = -1 },
	{ "", "", "tx-aggr-max-bytes", COALESCE_TX_AGGR_MAX_BYTES },
	{ "", "", "tx-aggr-max-frames", COALESCE_TX_AGGR_MAX_FRAMES },
	{ "", "", "tx-aggr-time-usecs", COALESCE_TX_AGGR_TIME_USECS },
};

const struct field_table coalesce_fields = {
	.title = "Coalesce parameters for ",
	.end = "\n\n",
	.rows = coalesce_rows,
	.n = sizeof(coalesce_rows) / sizeof(*coalesce_rows),
	.get = ETHTOOL_MSG_COALESCE_GET,
	.set = ETHTOOL_MSG_COALESCE_SET,
	.header = ETHTOOL_A_COALESCE_HEADER,
	.ioctl_get = ETHTOOL_GCOALESCE,
	.ioctl_set = ETHTOOL_SCOALESCE,
	.words = { .what = "coalesce",
		   .cannot_get = "Cannot get device coalesce settings",
		   .cannot_set = "Cannot set device coalesce parameters",
		   .show_status = 82,
		   .get_status = 76,
		   .set_status = 81,
		   .netlink_status = 1,
		   .unchanged_status = 80 },
};

static void coalesce_attr(void *to, uint16_t type, struct cur data)
{
	fields_attr(&coalesce_fields, to, type, data);
}

static int coalesce_read(struct linkinfo *l, char **words, void *facts)
{
	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	return fields_read(l, &coalesce_fields, coalesce_attr, facts, facts);
}

static void coalesce_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	fields_title(&coalesce_fields, &l->nic, o);
	fields_text(&coalesce_fields, facts, o);
}

static void coalesce_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	fields_json(&coalesce_fields, facts, j);
}

static const struct verb_message coalesce_messages[] = {
	{ ETHTOOL_MSG_COALESCE_GET, ETHTOOL_MSG_COALESCE_GET_REPLY, ETHTOOL_MSG_COALESCE_NTF,
	  coalesce_attr },
	{ 0 },
};

const struct verb verb_coalesce = {
	.size = sizeof(struct fields),
	.read = coalesce_read,
	.text = coalesce_text,
	.json = coalesce_json,
	.wild = WILD_ALL,
	.messages = coalesce_messages,
};

static int coalesce_change(struct linkinfo *l, char **words)
{
	return fields_change(l, "-C", &coalesce_fields, words);
}

const struct verb verb_set_coalesce = { .run = coalesce_change,
					.shows = &verb_coalesce,
					.wild = WILD_ONE };
