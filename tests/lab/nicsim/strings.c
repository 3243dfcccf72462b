/* The driver, its string sets and what they name, over ioctl: statistics, tests, features. */
#include "ioctl.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t own_count(int set)
{
	int n = set_count(set);

	return n < 0 ? 0 : (uint32_t)n;
}

static uint32_t length_of(const char *word, const char *key)
{
	const struct fact *f = fact(word);
	struct bytes b = { 0 };

	if (!f)
		return 0;
	fact_bytes(f, 0, 0, &b);
	free(b.at);
	return (uint32_t)fact_num(f, key, b.len);
}

static void text_field(char *to, const struct fact *f, const char *key)
{
	const struct arg *a = fact_arg(f, key);

	memset(to, 0, 32);
	if (a)
		memcpy(to, a->value, a->len < 32 ? a->len : 32);
}

int get_driver(void *data)
{
	const struct fact *f = fact("drvinfo");
	struct ethtool_drvinfo d = { .cmd = ETHTOOL_GDRVINFO };

	if (!f)
		return EOPNOTSUPP;
	text_field(d.driver, f, "driver");
	text_field(d.version, f, "version");
	text_field(d.fw_version, f, "fw_version");
	text_field(d.bus_info, f, "bus_info");
	text_field(d.erom_version, f, "erom_version");
	d.n_priv_flags = (uint32_t)fact_num(f, "n_priv_flags", own_count(ETH_SS_PRIV_FLAGS));
	d.n_stats = (uint32_t)fact_num(f, "n_stats", own_count(ETH_SS_STATS));
	d.testinfo_len = (uint32_t)fact_num(f, "testinfo_len", own_count(ETH_SS_TEST));
	d.eedump_len = (uint32_t)fact_num(f, "eedump_len", length_of("eeprom", "len"));
	d.regdump_len = (uint32_t)fact_num(f, "regdump_len", length_of("regs", "len"));
	memcpy(data, &d, sizeof(d));
	return 0;
}

int get_set_info(void *data)
{
	struct ethtool_sset_info i;
	uint64_t mask = 0;
	uint32_t *to = (uint32_t *)((uint8_t *)data + sizeof(i));

	memcpy(&i, data, sizeof(i));
	for (int set = 0; set < ETH_SS_COUNT; set++) {
		int n = i.sset_mask >> set & 1 ? set_count(set) : -1;

		if (n < 0)
			continue;
		mask |= 1ull << set;
		memcpy(to++, &n, sizeof(n));
	}
	i.sset_mask = mask;
	memcpy(data, &i, sizeof(i));
	return 0;
}

static const struct fact *strings_fact(int set)
{
	char name[16];

	snprintf(name, sizeof(name), "%d", set);
	return fact_of("strings", name);
}

int get_strings(void *data)
{
	struct ethtool_gstrings g;
	uint8_t *to = (uint8_t *)data + sizeof(g);
	int n;

	memcpy(&g, data, sizeof(g));
	n = set_count((int)g.string_set);
	if (n < 0 || g.string_set >= ETH_SS_COUNT)
		return EOPNOTSUPP;
	g.len = (uint32_t)fact_num(strings_fact((int)g.string_set), "len", (uint64_t)n);
	memcpy(data, &g, sizeof(g));
	for (int i = 0; i < n; i++) {
		const char *s;
		size_t len = set_string((int)g.string_set, (size_t)i, &s);

		if (!s)
			break;
		memset(to, 0, ETH_GSTRING_LEN);
		memcpy(to, s, len);
		to += ETH_GSTRING_LEN;
	}
	return 0;
}

/* The numbers of the line without a key; at most n are written. */
static size_t put_values(const struct fact *f, size_t n, uint8_t *to)
{
	size_t done = 0;

	for (size_t i = 0; f && i < f->n_args && done < n; i++) {
		uint64_t v;

		if (f->args[i].key)
			continue;
		v = parse_num(f, f->args[i].value);
		memcpy(to + 8 * done++, &v, sizeof(v));
	}
	return done;
}

int get_stats(void *data)
{
	struct ethtool_stats s;
	bool phy;
	const struct fact *f;
	int n;

	memcpy(&s, data, sizeof(s));
	phy = s.cmd == ETHTOOL_GPHYSTATS;
	f = fact(phy ? "phystats" : "stats");
	n = set_count(phy ? ETH_SS_PHY_STATS : ETH_SS_STATS);
	if (n < 0)
		return EOPNOTSUPP;
	s.n_stats = (uint32_t)fact_num(f, "n_stats", (uint64_t)n);
	memcpy(data, &s, sizeof(s));
	put_values(f, (size_t)n, (uint8_t *)data + sizeof(s));
	return 0;
}

int get_test(void *data)
{
	const struct fact *f = fact("test");
	struct ethtool_test t;
	int n = set_count(ETH_SS_TEST);

	if (!f || n < 0)
		return EOPNOTSUPP;
	memcpy(&t, data, sizeof(t));
	t.flags |= (uint32_t)fact_num(f, "flags", 0);
	t.len = (uint32_t)fact_num(f, "len", (uint64_t)n);
	memcpy(data, &t, sizeof(t));
	put_values(f, (size_t)n, (uint8_t *)data + sizeof(t));
	return 0;
}

int get_features(void *data)
{
	static const char *const masks[] = { "available", "requested", "active", "never_changed" };
	const struct fact *f = fact("features");
	struct ethtool_gfeatures g;
	uint32_t words[MASK_WORDS], room, have = (own_count(ETH_SS_FEATURES) + 31) / 32;

	if (!f)
		return EOPNOTSUPP;
	memcpy(&g, data, sizeof(g));
	room = g.size;
	g.size = (uint32_t)fact_num(f, "size", have);
	memcpy(data, &g, sizeof(g));
	for (size_t m = 0; m < 4; m++) {
		fact_mask(f, masks[m], ETH_SS_FEATURES, words);
		for (uint32_t i = 0; i < room && i < have && i < MASK_WORDS; i++)
			memcpy((uint8_t *)data + sizeof(g) + 16 * i + 4 * m, &words[i], 4);
	}
	return 0;
}

/* The calls before GFEATURES: whether any of the features they stand for is active. */
int get_old_feature(void *data)
{
	static const struct {
		uint32_t cmd, value;
		const char *names;
	} olds[] = {
		{ ETHTOOL_GRXCSUM, 1, "rx-checksum" },
		{ ETHTOOL_GTXCSUM, 1,
		  "tx-checksum-ip-generic,tx-checksum-ipv4,tx-checksum-ipv6,tx-checksum-fcoe-crc,"
		  "tx-checksum-sctp" },
		{ ETHTOOL_GSG, 1, "tx-scatter-gather,tx-scatter-gather-fraglist" },
		{ ETHTOOL_GTSO, 1,
		  "tx-tcp-segmentation,tx-tcp6-segmentation,tx-tcp-ecn-segmentation,"
		  "tx-tcp-mangleid-segmentation" },
		{ ETHTOOL_GGSO, 1, "tx-generic-segmentation" },
		{ ETHTOOL_GGRO, 1, "rx-gro" },
		{ ETHTOOL_GFLAGS, ETH_FLAG_LRO, "rx-lro" },
		{ ETHTOOL_GFLAGS, ETH_FLAG_RXVLAN, "rx-vlan-hw-parse" },
		{ ETHTOOL_GFLAGS, ETH_FLAG_TXVLAN, "tx-vlan-hw-insert" },
		{ ETHTOOL_GFLAGS, ETH_FLAG_NTUPLE, "rx-ntuple-filter" },
		{ ETHTOOL_GFLAGS, ETH_FLAG_RXHASH, "rx-hashing" },
	};
	uint32_t active[MASK_WORDS];
	struct ethtool_value v;

	if (!fact("features"))
		return EOPNOTSUPP;
	memcpy(&v, data, sizeof(v));
	v.data = 0;
	fact_mask(fact("features"), "active", ETH_SS_FEATURES, active);
	for (size_t i = 0; i < sizeof(olds) / sizeof(*olds); i++) {
		const char *s = olds[i].names;

		for (size_t n; v.cmd == olds[i].cmd && *s; s += n + (s[n] == ',')) {
			int bit;

			n = strcspn(s, ",");
			bit = set_index(ETH_SS_FEATURES, s, n);
			if (bit >= 0 && active[bit / 32] >> bit % 32 & 1)
				v.data |= olds[i].value;
		}
	}
	memcpy(data, &v, sizeof(v));
	return 0;
}

void note_features(const char *name, const void *data)
{
	const uint8_t *p = data;
	struct ethtool_sfeatures s;
	struct ethtool_set_features_block block;

	memcpy(&s, p, sizeof(s));
	for (uint32_t i = 0; i < s.size && i < MASK_WORDS; i++) {
		memcpy(&block, p + sizeof(s) + i * sizeof(block), sizeof(block));
		log_line("ioctl %s word=%u valid=0x%x requested=0x%x\n", name, i, block.valid,
			 block.requested);
	}
}
