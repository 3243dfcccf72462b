/*
 * Energy-Efficient Ethernet, --show-eee and --set-eee: IEEE 802.3 clause 78; ETHTOOL_MSG_EEE_GET,
 * ETHTOOL_GEEE.
 */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>

#include "base/prog.h"
#include "bitset.h"
#include "fields.h"
#include "modes.h"
#include "verbs.h"
#include "words.h"

/* What netlink must tell; a partner may be unknown. */
enum { TOLD_MODES = 1, TOLD_ACTIVE = 2, TOLD_ENABLED = 4, TOLD_LPI = 8, TOLD_TIMER = 16 };
#define TOLD_ALL 31

struct eee {
	unsigned told;
	bool active, enabled, tx_lpi;
	uint32_t timer_us;
	struct modes supported, ours, partners;
	struct stringset names;	/* for modes that are newer than this program */
};

static void eee_attr(void *to, uint16_t type, struct cur data)
{
	struct eee *e = to;
	struct bitset set;

	switch (type) {
	case ETHTOOL_A_EEE_MODES_OURS:
		set = bitset_of(data);
		modes_set(&e->ours, set.value, set.value_words);
		modes_set(&e->supported, set.mask, set.mask_words);
		e->told |= TOLD_MODES;
		break;
	case ETHTOOL_A_EEE_MODES_PEER:
		set = bitset_of(data);
		modes_set(&e->partners, set.value, set.value_words);
		break;
	case ETHTOOL_A_EEE_ACTIVE:
		e->active = nl_u8(data);
		e->told |= TOLD_ACTIVE;
		break;
	case ETHTOOL_A_EEE_ENABLED:
		e->enabled = nl_u8(data);
		e->told |= TOLD_ENABLED;
		break;
	case ETHTOOL_A_EEE_TX_LPI_ENABLED:
		e->tx_lpi = nl_u8(data);
		e->told |= TOLD_LPI;
		break;
	case ETHTOOL_A_EEE_TX_LPI_TIMER:
		e->timer_us = nl_u32(data);
		e->told |= TOLD_TIMER;
		break;
	default:
		break;
	}
}

static void take_old(struct eee *e, const struct ethtool_eee *old)
{
	e->active = old->eee_active;
	e->enabled = old->eee_enabled;
	e->tx_lpi = old->tx_lpi_enabled;
	e->timer_us = old->tx_lpi_timer;
	modes_set(&e->supported, &old->supported, 1);
	modes_set(&e->ours, &old->advertised, 1);
	modes_set(&e->partners, &old->lp_advertised, 1);
}

static int eee_read(struct linkinfo *l, char **words, void *facts)
{
	struct ethtool_eee old = { .cmd = ETHTOOL_GEEE };
	struct eee *e = facts;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_EEE_GET, ETHTOOL_A_EEE_HEADER, eee_attr, e) < 0) {
		if (nic_ioctl(&l->nic, &old) < 0)
			return nic_fault(&l->nic, "Cannot get EEE settings", LINKINFO_FAIL);
		take_old(e, &old);
	} else if (e->told != TOLD_ALL) {
		warn_bare("Malformed response from kernel");
		return LINKINFO_FAIL;
	}
	if (modes_unknown(&e->supported) || modes_unknown(&e->ours) || modes_unknown(&e->partners))
		stringset_read(&l->nic, ETH_SS_LINK_MODES, &e->names);
	return LINKINFO_OK;
}

static void eee_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct eee *e = facts;

	ob_str(o, "EEE Settings for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n\tEEE status: ");
	if (!modes_any(&e->supported)) {
		ob_str(o, "not supported\n");
		return;
	}
	ob_str(o, !e->enabled ? "disabled\n" :
		  e->active   ? "enabled - active\n" :
				"enabled - inactive\n");
	if (e->tx_lpi)
		ob_num(o, "\tTx LPI: ", e->timer_us, " (us)\n");
	else
		ob_str(o, "\tTx LPI: disabled\n");
	ob_str(o, "\tSupported EEE link modes:  ");
	modes_text(&e->supported, &e->names, 27, o);
	ob_str(o, "\tAdvertised EEE link modes:  ");
	modes_text(&e->ours, &e->names, 28, o);
	ob_str(o, "\tLink partner advertised EEE link modes:  ");
	modes_text(&e->partners, &e->names, 41, o);
}

static void eee_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct eee *e = facts;
	bool supported = modes_any(&e->supported);

	(void)l;
	json_bool(j, "supported", supported);
	if (!supported)
		return;
	json_bool(j, "enabled", e->enabled);
	json_bool(j, "active", e->active);
	json_bool(j, "tx-lpi", e->tx_lpi);
	json_uint(j, "tx-timer-us", e->timer_us);
	modes_json(&e->supported, &e->names, "supported-link-modes", j);
	modes_json(&e->ours, &e->names, "advertised-link-modes", j);
	modes_json(&e->partners, &e->names, "partner-advertised-link-modes", j);
}

static void eee_free(void *facts)
{
	stringset_free(&((struct eee *)facts)->names);
}

static const struct verb_message eee_messages[] = {
	{ ETHTOOL_MSG_EEE_GET, ETHTOOL_MSG_EEE_GET_REPLY, ETHTOOL_MSG_EEE_NTF, eee_attr },
	{ 0 },
};

const struct verb verb_eee = {
	.size = sizeof(struct eee),
	.read = eee_read,
	.text = eee_text,
	.json = eee_json,
	.free = eee_free,
	.wild = WILD_ALL,
	.messages = eee_messages,
};

#define AT(field) offsetof(struct ethtool_eee, field)

/* In the order in which a change is told. */
static const struct field eee_rows[] = {
	{ "advertise", "", "", ETHTOOL_A_EEE_MODES_OURS, AT(advertised), FIELD_BITS },
	{ "tx-lpi", "", "", ETHTOOL_A_EEE_TX_LPI_ENABLED, AT(tx_lpi_enabled), FIELD_SWITCH },
	{ "tx-timer", "", "", ETHTOOL_A_EEE_TX_LPI_TIMER, AT(tx_lpi_timer) },
	{ "eee", "", "", ETHTOOL_A_EEE_ENABLED, AT(eee_enabled), FIELD_SWITCH },
};

static const struct field_table eee_fields = {
	.rows = eee_rows,
	.n = sizeof(eee_rows) / sizeof(*eee_rows),
	.set = ETHTOOL_MSG_EEE_SET,
	.header = ETHTOOL_A_EEE_HEADER,
	.ioctl_get = ETHTOOL_GEEE,
	.ioctl_set = ETHTOOL_SEEE,
	.words = { .cannot_get = "Cannot get EEE settings",
		   .cannot_set = "Cannot set EEE settings",
		   .get_status = 1,
		   .set_status = 1,
		   .netlink_status = 76 },
};

static int eee_change(struct linkinfo *l, char **words)
{
	if (words_some("--set-eee", words) < 0)
		return LINKINFO_FAIL;
	return fields_change(l, "--set-eee", &eee_fields, words);
}

const struct verb verb_set_eee = { .run = eee_change, .shows = &verb_eee, .wild = WILD_ONE };
