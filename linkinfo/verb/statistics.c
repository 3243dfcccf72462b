/*
 * Counters: those of the driver, -S, and of the PHY, --phy-statistics, by ETHTOOL_GSTATS and
 * ETHTOOL_GPHYSTATS; the standard ones, -S --all-groups and -S --groups, by STATS_GET.
 */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "stdstats.h"
#include "stringset.h"
#include "verbs.h"
#include "words.h"

struct statistics {
	bool standard;		/* else: counters with names of their own */
	struct stdstats groups;
	struct stringset names;
	uint64_t *values;	/* as many as names */
};

/* Reads counters into s; the device may name more than it has. */
static int read_values(struct linkinfo *l, struct statistics *s, uint32_t command)
{
	struct ethtool_stats *got = prog_alloc(1, sizeof(*got) + s->names.n * sizeof(uint64_t));
	int status = LINKINFO_OK;

	got->cmd = command;
	got->n_stats = s->names.n;
	if (nic_ioctl(&l->nic, got) < 0) {
		status = nic_fault(&l->nic, "Cannot get stats information", 97);
	} else {
		if (s->names.n > got->n_stats)
			s->names.n = got->n_stats;
		s->values = prog_alloc(s->names.n + 1, sizeof(uint64_t));
		memcpy(s->values, got->data, s->names.n * sizeof(uint64_t));
	}
	free(got);
	return status;
}

static int read_counters(struct linkinfo *l, struct statistics *s, uint32_t set, uint32_t command)
{
	if (stringset_ioctl(&l->nic, set, &s->names) < 0)
		return nic_fault(&l->nic, "Cannot get stats strings information", 96);
	if (s->names.n)
		return read_values(l, s, command);
	warn_bare("no stats available");
	return 94;
}

/* Which groups: all, or those of the names. */
struct groups_words {
	bool all;
	char **names;
	size_t n;
};

/* "--all-groups", or "--groups" and names up to the end. Returns 0, or -1 after a message. */
static int read_words(char **words, struct groups_words *w)
{
	for (; *words && !w->names; words++) {
		bool all = strcmp(*words, "--all-groups") == 0;
		const char *why = NULL;

		if (!all && strcmp(*words, "--groups") != 0)
			why = "unknown";
		else if (w->all)
			why = "duplicate";
		if (why) {
			warn_bare("%s (-S): %s parameter '%s'", prog_name(), why, *words);
			return -1;
		}
		w->all = all;
		w->names = all ? NULL : words + 1;
	}
	for (; w->names && w->names[w->n]; w->n++)
		if (!*w->names[w->n])
			return words_invalid("-S", "--groups", "");
	if (!w->names || w->n)
		return 0;
	warn_bare("%s (-S): no value for parameter '--groups'", prog_name());
	return -1;
}

/* Asks for groups by their names, or for all that the kernel has a name for. */
static void put_groups(struct linkinfo *l, struct nl_msg *m, const struct groups_words *w,
		       struct stringset *names)
{
	size_t groups, bits, bit;

	stringset_netlink(&l->nic, ETH_SS_STATS_STD, names);
	nic_begin_set(&l->nic, m, ETHTOOL_MSG_STATS_GET, ETHTOOL_A_STATS_HEADER);
	groups = nl_nest(m, ETHTOOL_A_STATS_GROUPS);
	nl_attr_flag(m, ETHTOOL_A_BITSET_NOMASK);
	if (w->all) {
		uint32_t n = names->n < 32 ? names->n : 32;

		nl_attr_u32(m, ETHTOOL_A_BITSET_SIZE, n);
		nl_attr_u32(m, ETHTOOL_A_BITSET_VALUE, (uint32_t)(((uint64_t)1 << n) - 1));
	} else {
		bits = nl_nest(m, ETHTOOL_A_BITSET_BITS);
		for (size_t i = 0; i < w->n; i++) {
			bit = nl_nest(m, ETHTOOL_A_BITSET_BITS_BIT);
			nl_attr_text(m, ETHTOOL_A_BITSET_BIT_NAME, w->names[i]);
			nl_nest_end(m, bit);
		}
		nl_nest_end(m, bits);
	}
	nl_nest_end(m, groups);
}

static int read_groups(struct linkinfo *l, struct statistics *s, const struct groups_words *w)
{
	struct nl_msg m;

	if (!nic_has_netlink(&l->nic))
		return linkinfo_usage();
	s->standard = true;
	put_groups(l, &m, w, &s->groups.names);
	if (nic_ask(&l->nic, &m, stdstats_attr, &s->groups) < 0)
		return nic_fault(&l->nic, "Cannot get standard stats", LINKINFO_FAIL);
	if (s->groups.bad)
		warn_bare("invalid kernel response - bad histogram entry bounds");
	stdstats_names(&l->nic, &s->groups);
	return LINKINFO_OK;
}

static int statistics_read(struct linkinfo *l, char **words, void *facts)
{
	struct groups_words w = { 0 };

	if (read_words(words, &w) < 0)
		return LINKINFO_FAIL;
	if (w.all || w.names)
		return read_groups(l, facts, &w);
	if (!l->all)
		return read_counters(l, facts, ETH_SS_STATS, ETHTOOL_GSTATS);
	warn_bare("ioctl-only request, wildcard dump not supported");
	return LINKINFO_FAIL;
}

static int phy_read(struct linkinfo *l, char **words, void *facts)
{
	if (*words)
		return linkinfo_usage();
	return read_counters(l, facts, ETH_SS_PHY_STATS, ETHTOOL_GPHYSTATS);
}

static void put_counters(const struct statistics *s, struct obuf *o)
{
	for (uint32_t i = 0; i < s->names.n; i++) {
		ob_str(o, "     ");
		stringset_put(&s->names, i, o);
		ob_num(o, ": ", s->values[i], "\n");
	}
}

static void statistics_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct statistics *s = facts;

	if (!s->standard) {
		ob_str(o, "NIC statistics:\n");
		put_counters(s, o);
		return;
	}
	ob_str(o, "Standard stats for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	stdstats_text(&s->groups, o);
}

static void phy_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	(void)l;
	ob_str(o, "PHY statistics:\n");
	put_counters(facts, o);
}

static void counters_json(const struct statistics *s, struct json *j, const char *key)
{
	char name[ETH_GSTRING_LEN + 1];

	json_object(j, key);
	for (uint32_t i = 0; i < s->names.n; i++)
		json_uint(j, stringset_text(&s->names, i, name), s->values[i]);
	json_object_end(j);
}

static void statistics_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct statistics *s = facts;

	(void)l;
	if (s->standard)
		stdstats_json(&s->groups, j);
	else
		counters_json(s, j, "statistics");
}

static void phy_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	counters_json(facts, j, "phy-statistics");
}

static void statistics_free(void *facts)
{
	struct statistics *s = facts;

	stdstats_free(&s->groups);
	stringset_free(&s->names);
	free(s->values);
}

const struct verb verb_statistics = {
	.size = sizeof(struct statistics),
	.read = statistics_read,
	.text = statistics_text,
	.json = statistics_json,
	.free = statistics_free,
	.wild = WILD_ALL,
};

const struct verb verb_phy_statistics = {
	.size = sizeof(struct statistics),
	.read = phy_read,
	.text = phy_text,
	.json = phy_json,
	.free = statistics_free,
};
