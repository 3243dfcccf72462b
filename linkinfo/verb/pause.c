/*
 * Pause frames, -a and -A: IEEE 802.3 annexes 28B and 31B; ETHTOOL_MSG_PAUSE_GET,
 * ETHTOOL_GPAUSEPARAM.
 */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>

#include "bitset.h"
#include "fields.h"
#include "settings.h"
#include "verbs.h"
#include "words.h"

#define AT(field) offsetof(struct ethtool_pauseparam, field)

static const struct field pause_rows[] = {
	{ "autoneg", "Autonegotiate:\t", "autonegotiate", ETHTOOL_A_PAUSE_AUTONEG, AT(autoneg),
	  FIELD_SWITCH },
	{ "rx", "\nRX:\t\t", "rx", ETHTOOL_A_PAUSE_RX, AT(rx_pause), FIELD_SWITCH },
	{ "tx", "\nTX:\t\t", "tx", ETHTOOL_A_PAUSE_TX, AT(tx_pause), FIELD_SWITCH },
};

static const struct field_table pause_fields = {
	.title = "Pause parameters for ",
	.end = "\n",
	.rows = pause_rows,
	.n = sizeof(pause_rows) / sizeof(*pause_rows),
	.get = ETHTOOL_MSG_PAUSE_GET,
	.set = ETHTOOL_MSG_PAUSE_SET,
	.header = ETHTOOL_A_PAUSE_HEADER,
	.ioctl_get = ETHTOOL_GPAUSEPARAM,
	.ioctl_set = ETHTOOL_SPAUSEPARAM,
	.words = { .what = "pause",
		   .cannot_get = "Cannot get device pause settings",
		   .cannot_set = "Cannot set device pause parameters",
		   .show_status = 76,
		   .get_status = 77,
		   .set_status = 79,
		   .netlink_status = 76,
		   .unchanged_status = 78 },
};

/* In the order of the text. */
static const struct {
	uint16_t attr;
	char name[20];
} counters[] = {
	{ ETHTOOL_A_PAUSE_STAT_TX_FRAMES, "tx_pause_frames" },
	{ ETHTOOL_A_PAUSE_STAT_RX_FRAMES, "rx_pause_frames" },
};

#define COUNTERS (sizeof(counters) / sizeof(*counters))

struct pause {
	struct fields fields;
	bool partner;		/* it told what it can, so this was negotiated: */
	bool rx, tx;
	bool counted;		/* there are counters, maybe none of these */
	struct {
		bool told;
		uint64_t n;
	} counters[COUNTERS];
};

static void counters_attr(struct pause *p, struct cur list)
{
	struct cur data;
	uint16_t type;

	p->counted = true;
	while (nl_attr_next(&list, &type, &data))
		for (size_t i = 0; i < COUNTERS; i++)
			if (counters[i].attr == type && cur_left(&data) >= sizeof(uint64_t)) {
				p->counters[i].told = true;
				p->counters[i].n = nl_u64(data);
			}
}

static void pause_attr(void *to, uint16_t type, struct cur data)
{
	struct pause *p = to;

	fields_attr(&pause_fields, &p->fields, type, data);
	if (type == ETHTOOL_A_PAUSE_STATS)
		counters_attr(p, data);
}

/* What both ends advertise. */
struct ends {
	bool partner;
	bool our_pause, our_asym, peer_pause, peer_asym;
};

static void ends_attr(void *to, uint16_t type, struct cur data)
{
	struct ends *e = to;
	struct bitset modes = bitset_of(data);
	bool pause = bitset_has(&modes, ETHTOOL_LINK_MODE_Pause_BIT);
	bool asym = bitset_has(&modes, ETHTOOL_LINK_MODE_Asym_Pause_BIT);

	if (type == ETHTOOL_A_LINKMODES_OURS) {
		e->our_pause = pause;
		e->our_asym = asym;
	} else if (type == ETHTOOL_A_LINKMODES_PEER) {
		e->partner = true;
		e->peer_pause = pause;
		e->peer_asym = asym;
	}
}

static int ends_ioctl(struct nic *nic, struct ends *e)
{
	struct settings_link link;

	if (settings_link_get(nic, &link) < 0)
		return -1;
	e->partner = modes_any(&link.partner);
	e->our_pause = modes_has(&link.advertised, ETHTOOL_LINK_MODE_Pause_BIT);
	e->our_asym = modes_has(&link.advertised, ETHTOOL_LINK_MODE_Asym_Pause_BIT);
	e->peer_pause = modes_has(&link.partner, ETHTOOL_LINK_MODE_Pause_BIT);
	e->peer_asym = modes_has(&link.partner, ETHTOOL_LINK_MODE_Asym_Pause_BIT);
	return 0;
}

/* Table 28B-3. */
static void negotiate(struct pause *p, const struct ends *e)
{
	bool both = e->our_pause && e->peer_pause, asym = e->our_asym && e->peer_asym;

	p->partner = e->partner;
	p->rx = both || (asym && e->our_pause);
	p->tx = both || (asym && e->peer_pause);
}

/* The status, after a message. As in ethtool, only netlink tells the rest without this. */
static int read_partner(struct linkinfo *l, struct pause *p)
{
	struct nic *nic = &l->nic;
	struct ends e = { 0 };

	if (nic->netlink && !nic->netlink_errno) {
		if (nic_get(nic, ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_A_LINKMODES_HEADER, ends_attr,
			    &e) < 0)
			nic_netlink_fault(nic);
	} else if (ends_ioctl(nic, &e) < 0) {
		return fields_refused(l, &pause_fields, "Cannot get device settings",
				      LINKINFO_FAIL);
	}
	negotiate(p, &e);
	return LINKINFO_OK;
}

static int pause_read(struct linkinfo *l, char **words, void *facts)
{
	struct pause *p = facts;
	int status;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	status = fields_read(l, &pause_fields, pause_attr, p, &p->fields);
	if (status != LINKINFO_OK || !p->fields.value[0])
		return status;
	return read_partner(l, p);
}

static void negotiated_text(const char *label, bool on, struct obuf *o)
{
	ob_str(o, label);
	ob_str(o, on ? "on\n" : "off\n");
}

static void pause_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct pause *p = facts;
	const char *before = "Statistics:\n";

	fields_title(&pause_fields, &l->nic, o);
	fields_text(&pause_fields, &p->fields, o);
	if (p->partner) {
		negotiated_text("RX negotiated:\t", p->rx, o);
		negotiated_text("TX negotiated:\t", p->tx, o);
	}
	for (size_t i = 0; i < COUNTERS; i++)
		if (p->counters[i].told) {
			ob_str(o, before);
			ob_str(o, "  ");
			ob_str(o, counters[i].name);
			ob_num(o, ": ", p->counters[i].n, "\n");
			before = "";
		}
	ob_c(o, '\n');
}

static void pause_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct pause *p = facts;

	(void)l;
	fields_json(&pause_fields, &p->fields, j);
	if (p->partner) {
		json_object(j, "negotiated");
		json_bool(j, "rx", p->rx);
		json_bool(j, "tx", p->tx);
		json_object_end(j);
	}
	if (!p->counted)
		return;
	json_object(j, "statistics");
	for (size_t i = 0; i < COUNTERS; i++)
		if (p->counters[i].told)
			json_uint(j, counters[i].name, p->counters[i].n);
	json_object_end(j);
}

static const struct verb_message pause_messages[] = {
	{ ETHTOOL_MSG_PAUSE_GET, ETHTOOL_MSG_PAUSE_GET_REPLY, ETHTOOL_MSG_PAUSE_NTF, pause_attr },
	{ 0 },
};

const struct verb verb_pause = {
	.size = sizeof(struct pause),
	.read = pause_read,
	.text = pause_text,
	.json = pause_json,
	.wild = WILD_ALL,
	.messages = pause_messages,
};

static int pause_change(struct linkinfo *l, char **words)
{
	return fields_change(l, "-A", &pause_fields, words);
}

const struct verb verb_set_pause = { .run = pause_change, .shows = &verb_pause, .wild = WILD_ONE };
