/* Time stamping, -T: linux/net_tstamp.h and timestamping.rst; TSINFO_GET, ETHTOOL_GET_TS_INFO. */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <linux/net_tstamp.h>
#include <string.h>

#include "bitset.h"
#include "stringset.h"
#include "verbs.h"
#include "words.h"

/* Of kernels newer than the headers here may be. */
#define A_TSINFO_STATS 6
#define STATS 4

/* A list of the device's abilities: bits, as the oldest kernel has names for them. */
struct ability {
	char title[36], key[28];
	uint32_t set;			/* of names that came later */
	bool none;			/* an empty list is told as "none" */
	struct {
		char name[24], constant[40];
	} bits[16];
};

#define BIT(prefix, is, name) [prefix##is] = { name, #prefix #is }

/* The bit of a mask, so that the names stand at their place. */
enum {
	SOF_TIMESTAMPING_BIT_TX_HARDWARE,
	SOF_TIMESTAMPING_BIT_TX_SOFTWARE,
	SOF_TIMESTAMPING_BIT_RX_HARDWARE,
	SOF_TIMESTAMPING_BIT_RX_SOFTWARE,
	SOF_TIMESTAMPING_BIT_SOFTWARE,
	SOF_TIMESTAMPING_BIT_SYS_HARDWARE,
	SOF_TIMESTAMPING_BIT_RAW_HARDWARE,
};

#define SOF(is, name) [SOF_TIMESTAMPING_BIT_##is] = { name, "SOF_TIMESTAMPING_" #is }
#define TX(is, name) BIT(HWTSTAMP_TX_, is, name)
#define RX(is, name) BIT(HWTSTAMP_FILTER_, is, name)

static const struct ability abilities[] = {
	{ .title = "Capabilities",
	  .key = "capabilities",
	  .set = ETH_SS_SOF_TIMESTAMPING,
	  .bits = { SOF(TX_HARDWARE, "hardware-transmit"),
		    SOF(TX_SOFTWARE, "software-transmit"),
		    SOF(RX_HARDWARE, "hardware-receive"),
		    SOF(RX_SOFTWARE, "software-receive"),
		    SOF(SOFTWARE, "software-system-clock"),
		    SOF(SYS_HARDWARE, "hardware-legacy-clock"),
		    SOF(RAW_HARDWARE, "hardware-raw-clock") } },
	{ .title = "Hardware Transmit Timestamp Modes",
	  .key = "hardware-transmit-modes",
	  .set = ETH_SS_TS_TX_TYPES,
	  .none = true,
	  .bits = { TX(OFF, "off"), TX(ON, "on"), TX(ONESTEP_SYNC, "one-step-sync") } },
	{ .title = "Hardware Receive Filter Modes",
	  .key = "hardware-receive-filters",
	  .set = ETH_SS_TS_RX_FILTERS,
	  .none = true,
	  .bits = { RX(NONE, "none"),
		    RX(ALL, "all"),
		    RX(SOME, "some"),
		    RX(PTP_V1_L4_EVENT, "ptpv1-l4-event"),
		    RX(PTP_V1_L4_SYNC, "ptpv1-l4-sync"),
		    RX(PTP_V1_L4_DELAY_REQ, "ptpv1-l4-delay-req"),
		    RX(PTP_V2_L4_EVENT, "ptpv2-l4-event"),
		    RX(PTP_V2_L4_SYNC, "ptpv2-l4-sync"),
		    RX(PTP_V2_L4_DELAY_REQ, "ptpv2-l4-delay-req"),
		    RX(PTP_V2_L2_EVENT, "ptpv2-l2-event"),
		    RX(PTP_V2_L2_SYNC, "ptpv2-l2-sync"),
		    RX(PTP_V2_L2_DELAY_REQ, "ptpv2-l2-delay-req"),
		    RX(PTP_V2_EVENT, "ptpv2-event"),
		    RX(PTP_V2_SYNC, "ptpv2-sync"),
		    RX(PTP_V2_DELAY_REQ, "ptpv2-delay-req"),
		    RX(NTP_ALL, "ntp-all") } },
};

#define ABILITIES (sizeof(abilities) / sizeof(*abilities))
#define NAMED (sizeof(abilities->bits) / sizeof(*abilities->bits))
#define CLOCK_AT 1		/* the clock is told before this ability */
#define COLUMN 22		/* of the constants */

static const char stat_names[STATS][32] = {
	"tx_pkts", "tx_lost", "tx_err", "tx_onestep_pkts_unconfirmed",
};

struct timestamping {
	uint64_t bits[ABILITIES];
	struct stringset names[ABILITIES];	/* only where a bit is not named here */
	bool has_clock;
	uint32_t clock;				/* the N of /dev/ptpN */
	bool has_stat[STATS];
	uint64_t stats[STATS];
};

static uint64_t bits_of(struct cur data)
{
	struct bitset b = bitset_of(data);
	uint64_t bits = 0;

	for (uint32_t i = 0; i < 64; i++)
		if (bitset_has(&b, i))
			bits |= (uint64_t)1 << i;
	return bits;
}

static void read_stats(struct timestamping *t, struct cur stats)
{
	struct cur data;
	uint16_t type;

	while (nl_attr_next(&stats, &type, &data)) {
		if (type < 1 || type > STATS)
			continue;
		t->has_stat[type - 1] = true;
		t->stats[type - 1] = cur_left(&data) < 8 ? nl_u32(data) : nl_u64(data);
	}
}

static void timestamping_attr(void *to, uint16_t type, struct cur data)
{
	struct timestamping *t = to;

	if (type == ETHTOOL_A_TSINFO_TIMESTAMPING)
		t->bits[0] = bits_of(data);
	else if (type == ETHTOOL_A_TSINFO_TX_TYPES)
		t->bits[1] = bits_of(data);
	else if (type == ETHTOOL_A_TSINFO_RX_FILTERS)
		t->bits[2] = bits_of(data);
	else if (type == ETHTOOL_A_TSINFO_PHC_INDEX)
		t->clock = nl_u32(data), t->has_clock = true;
	else if (type == A_TSINFO_STATS)
		read_stats(t, data);
}

static bool is_named(const struct ability *a, unsigned bit)
{
	return bit < NAMED && a->bits[bit].name[0];
}

static bool needs_names(const struct ability *a, uint64_t bits)
{
	for (unsigned bit = 0; bit < 64; bit++)
		if (bits >> bit & 1 && !is_named(a, bit))
			return true;
	return false;
}

static int timestamping_ioctl(struct nic *nic, struct timestamping *t)
{
	struct ethtool_ts_info old = { .cmd = ETHTOOL_GET_TS_INFO };

	if (nic_ioctl(nic, &old) < 0)
		return -1;
	t->bits[0] = old.so_timestamping;
	t->bits[1] = old.tx_types;
	t->bits[2] = old.rx_filters;
	t->clock = (uint32_t)old.phc_index;
	t->has_clock = old.phc_index >= 0;
	return 0;
}

static int timestamping_read(struct linkinfo *l, char **words, void *facts)
{
	struct timestamping *t = facts;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_TSINFO_GET, ETHTOOL_A_TSINFO_HEADER, timestamping_attr,
		    t) < 0 &&
	    timestamping_ioctl(&l->nic, t) < 0)
		return nic_fault(&l->nic, "Cannot get device time stamping settings", 255);
	for (size_t i = 0; i < ABILITIES; i++)
		if (needs_names(&abilities[i], t->bits[i]))
			stringset_read(&l->nic, abilities[i].set, &t->names[i]);
	return 0;
}

static void timestamping_prepare(struct linkinfo *l, void *facts)
{
	struct timestamping *t = facts;

	for (size_t i = 0; i < ABILITIES; i++)
		stringset_read(&l->nic, abilities[i].set, &t->names[i]);
}

static void timestamping_free(void *facts)
{
	struct timestamping *t = facts;

	for (size_t i = 0; i < ABILITIES; i++)
		stringset_free(&t->names[i]);
}

/* The bit's name; room is for one that the kernel gives. NULL: it has none. */
static const char *name_of(const struct timestamping *t, size_t i, unsigned bit,
			   char room[ETH_GSTRING_LEN + 1])
{
	if (is_named(&abilities[i], bit))
		return abilities[i].bits[bit].name;
	return *stringset_text(&t->names[i], bit, room) ? room : NULL;
}

static void put_bit(const struct timestamping *t, size_t i, unsigned bit, struct obuf *o)
{
	char room[ETH_GSTRING_LEN + 1];
	const char *name = name_of(t, i, bit, room);
	size_t len = name ? strlen(name) : 0;

	if (!name)
		return;
	ob_c(o, '\t');
	ob_esc(o, name, len);
	if (is_named(&abilities[i], bit)) {
		for (; len < COLUMN; len++)
			ob_c(o, ' ');
		ob_c(o, '(');
		ob_str(o, abilities[i].bits[bit].constant);
		ob_c(o, ')');
	}
	ob_c(o, '\n');
}

static void timestamping_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct timestamping *t = facts;
	bool any = false;

	ob_str(o, "Time stamping parameters for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	for (size_t i = 0; i < ABILITIES; i++) {
		if (i == CLOCK_AT) {
			ob_str(o, "PTP Hardware Clock: ");
			if (t->has_clock)
				ob_u(o, t->clock);
			ob_str(o, t->has_clock ? "\n" : "none\n");
		}
		ob_str(o, abilities[i].title);
		ob_str(o, abilities[i].none && !t->bits[i] ? ": none\n" : ":\n");
		for (unsigned bit = 0; bit < 64; bit++)
			if (t->bits[i] >> bit & 1)
				put_bit(t, i, bit, o);
	}
	for (size_t i = 0; i < STATS; i++) {
		if (!t->has_stat[i])
			continue;
		ob_str(o, any ? "  " : "Statistics:\n  ");
		ob_str(o, stat_names[i]);
		ob_num(o, ": ", t->stats[i], "\n");
		any = true;
	}
}

static void timestamping_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct timestamping *t = facts;
	char room[ETH_GSTRING_LEN + 1];
	bool any = false;

	(void)l;
	for (size_t i = 0; i < ABILITIES; i++) {
		if (i == CLOCK_AT && t->has_clock)
			json_uint(j, "hardware-clock", t->clock);
		else if (i == CLOCK_AT)
			json_null(j, "hardware-clock");
		json_array(j, abilities[i].key);
		for (unsigned bit = 0; bit < 64; bit++) {
			const char *name = name_of(t, i, bit, room);

			if (t->bits[i] >> bit & 1 && name)
				json_str(j, NULL, name);
		}
		json_array_end(j);
	}
	for (size_t i = 0; i < STATS; i++)
		any |= t->has_stat[i];
	if (!any)
		return;
	json_object(j, "statistics");
	for (size_t i = 0; i < STATS; i++)
		if (t->has_stat[i])
			json_uint(j, stat_names[i], t->stats[i]);
	json_object_end(j);
}

static const struct verb_message timestamping_messages[] = {
	{ ETHTOOL_MSG_TSINFO_GET, ETHTOOL_MSG_TSINFO_GET_REPLY, 0, timestamping_attr },
	{ 0 },
};

const struct verb verb_timestamping = {
	.size = sizeof(struct timestamping),
	.read = timestamping_read,
	.text = timestamping_text,
	.json = timestamping_json,
	.free = timestamping_free,
	.wild = WILD_ALL,
	.messages = timestamping_messages,
	.prepare = timestamping_prepare,
};
