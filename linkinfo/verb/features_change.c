/* Changes of features and offloads, -K: netdev-features.rst; FEATURES_SET, ETHTOOL_SFEATURES. */
#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "bitset.h"
#include "featureset.h"
#include "flag_words.h"
#include "verbs.h"

/* What the words name, and what came of it. */
enum {
	CHANGE_ASKED = 1,	/* the words speak of it */
	CHANGE_ON = 2,		/* and want it on */
	CHANGE_REFUSED = 4,	/* but that is not what it is now */
	CHANGE_DONE = 8,	/* it is not what it was */
	CHANGE_NOW_ON = 16,
};

struct change {
	struct features old;
	uint8_t *bits;			/* CHANGE_... of each feature of `old` */
	uint8_t groups[FEATURE_GROUPS];	/* the same of groups, without netlink */
};

static void mark(struct change *c, uint32_t i, bool on)
{
	c->bits[i] = (uint8_t)((c->bits[i] & ~CHANGE_ON) | CHANGE_ASKED | (on ? CHANGE_ON : 0));
}

/* One pair of words, as bits of the request: a group is all of its features. */
static void ask_word(struct change *c, struct nl_msg *m, const char *word, bool on)
{
	const struct feature_group *g = feature_group_find(word);
	char name[ETH_GSTRING_LEN + 1];

	if (!g)
		flag_words_put(m, word, on);
	for (uint32_t i = 0; i < c->old.names.n; i++) {
		if (g ? !features_in(&c->old, i, g) : !stringset_is(&c->old.names, i, word))
			continue;
		if (g)
			flag_words_put(m, stringset_text(&c->old.names, i, name), on);
		mark(c, i, on);
	}
}

/* The answer: what differs from the request, and what differs from before. */
static void change_attr(void *to, uint16_t type, struct cur data)
{
	struct change *c = to;
	struct bitset b = bitset_of(data);

	for (uint32_t i = 0; i < c->old.names.n; i++) {
		if (type == ETHTOOL_A_FEATURES_WANTED && bitset_knows(&b, i))
			c->bits[i] |= CHANGE_REFUSED;
		if (type == ETHTOOL_A_FEATURES_ACTIVE && bitset_knows(&b, i))
			c->bits[i] |= bitset_has(&b, i) ? CHANGE_DONE | CHANGE_NOW_ON : CHANGE_DONE;
	}
}

/* Every feature that changed or refused to, where that is not just what was asked for. */
static void report_netlink(const struct change *c, struct obuf *o)
{
	bool surprise = false;

	for (uint32_t i = 0; i < c->old.names.n; i++)
		surprise |= c->bits[i] & CHANGE_REFUSED ||
			    (c->bits[i] & CHANGE_DONE && !(c->bits[i] & CHANGE_ASKED));
	if (surprise)
		ob_str(o, "Actual changes:\n");
	for (uint32_t i = 0; surprise && i < c->old.names.n; i++) {
		uint8_t bits = c->bits[i];
		bool wanted = bits & CHANGE_ON;

		if (!(bits & (CHANGE_REFUSED | CHANGE_DONE)))
			continue;
		stringset_put(&c->old.names, i, o);
		ob_str(o, (bits & CHANGE_DONE ? bits & CHANGE_NOW_ON : !wanted) ? ": on" : ": off");
		if (bits & CHANGE_REFUSED)
			ob_str(o, wanted ? " [requested on]" : " [requested off]");
		else if (!(bits & CHANGE_ASKED))
			ob_str(o, " [not requested]");
		ob_c(o, '\n');
	}
}

static int could_not(void)
{
	warn_bare("Could not change any device features");
	return LINKINFO_FAIL;
}

static int change_netlink(struct linkinfo *l, struct change *c, char **words)
{
	struct nl_msg m;
	size_t set, bits;
	bool on;

	nic_begin(&l->nic, &m, ETHTOOL_MSG_FEATURES_SET, ETHTOOL_A_FEATURES_HEADER);
	set = nl_nest(&m, ETHTOOL_A_FEATURES_WANTED);
	bits = nl_nest(&m, ETHTOOL_A_BITSET_BITS);
	while (flag_words_next(&words, &on))
		ask_word(c, &m, words[-2], on);
	nl_nest_end(&m, bits);
	nl_nest_end(&m, set);
	if (nic_ask(&l->nic, &m, change_attr, c) < 0)
		return nic_refused(&l->nic, 92, "Cannot set device feature settings", 92);
	report_netlink(c, &l->out);
	for (uint32_t i = 0; i < c->old.names.n; i++)
		if (c->bits[i] & CHANGE_ASKED && !(c->bits[i] & CHANGE_REFUSED))
			return 0;
	return could_not();
}

/* Without netlink: what single names want goes before what groups want. -1: no such feature. */
static int note_words(struct change *c, char **words)
{
	bool on;

	while (flag_words_next(&words, &on)) {
		uint8_t bits = on ? CHANGE_ASKED | CHANGE_ON : CHANGE_ASKED;
		const struct feature_group *g = feature_group_find(words[-2]);
		int64_t i = g || !c->old.flags ? -1 : stringset_find(&c->old.names, words[-2]);

		if (g)
			c->groups[g - feature_groups] = bits;
		else if (i >= 0)
			c->bits[i] = bits;
		else
			return -1;
	}
	return 0;
}

/* Groups become their features; one without any that can be changed is told. */
static void spread_groups(struct change *c)
{
	for (unsigned k = 0; k < FEATURE_GROUPS; k++) {
		bool any = false;

		for (uint32_t i = 0; c->groups[k] && i < c->old.names.n; i++) {
			if (feature_fixed(c->old.flags[i]) ||
			    !features_in(&c->old, i, &feature_groups[k]))
				continue;
			any = true;
			if (!c->bits[i])
				c->bits[i] = c->groups[k];
		}
		if (c->groups[k] && !any)
			warn_bare("Cannot change %s", feature_groups[k].title);
	}
}

/* One request for all features. Returns 0, or a status after a message. */
static int set_features(struct nic *nic, const struct change *c)
{
	uint32_t blocks = (c->old.names.n + 31) / 32;
	struct ethtool_sfeatures *s = prog_alloc(1, sizeof(*s) + blocks * sizeof(s->features[0]));
	int rc;

	*s = (struct ethtool_sfeatures){ .cmd = ETHTOOL_SFEATURES, .size = blocks };
	for (uint32_t i = 0; i < c->old.names.n; i++) {
		struct ethtool_set_features_block *b = &s->features[i / 32];

		if (c->bits[i] & CHANGE_ASKED)
			b->valid |= (uint32_t)1 << i % 32;
		if (c->bits[i] & CHANGE_ON)
			b->requested |= (uint32_t)1 << i % 32;
	}
	rc = nic_ioctl(nic, s);
	free(s);
	if (rc >= 0)
		return 0;
	warn_bare("Cannot set device feature settings: %s", strerror(errno));
	return LINKINFO_FAIL;
}

/* A kernel without features: each group by its own ioctl, the rest by one word of flags. */
static int set_groups(struct nic *nic, const struct change *c)
{
	struct ethtool_value flags = { .cmd = ETHTOOL_SFLAGS };
	bool any = false;

	for (unsigned k = 0; k < FEATURE_GROUPS; k++) {
		const struct feature_group *g = &feature_groups[k];
		bool asked = c->groups[k], on = c->groups[k] & CHANGE_ON;
		struct ethtool_value v = { .cmd = g->set, .data = on };

		if (g->flag) {
			any |= asked;
			flags.data |= (asked ? on : c->old.group_on[k]) ? g->flag : 0;
		} else if (asked && g->retired) {
			warn_bare("Cannot change %s", g->title);
		} else if (asked && nic_ioctl(nic, &v) < 0) {
			warn_bare("Cannot set device %s settings: %s", g->title, strerror(errno));
			return LINKINFO_FAIL;
		}
	}
	if (!any || nic_ioctl(nic, &flags) >= 0)
		return 0;
	warn_bare("Cannot set device flag settings: %s", strerror(errno));
	return 92;
}

/* How the state differs from the old one, and from what was to be. */
static void compare(const struct change *c, const struct features *now, bool *changed, bool *missed)
{
	*changed = *missed = false;
	for (unsigned k = 0; k < FEATURE_GROUPS; k++) {
		bool was = features_on(&c->old, &feature_groups[k]);
		bool is = features_on(now, &feature_groups[k]);

		*changed |= is != was;
		*missed |= is != (c->groups[k] ? (c->groups[k] & CHANGE_ON) != 0 : was);
	}
	for (uint32_t i = 0; c->old.flags && now->flags && i < c->old.names.n; i++) {
		bool was = c->old.flags[i] & FEATURE_ACTIVE, is = now->flags[i] & FEATURE_ACTIVE;

		*changed |= is != was;
		*missed |= is != (c->bits[i] ? (c->bits[i] & CHANGE_ON) != 0 : was);
	}
}

static int report_ioctl(struct linkinfo *l, const struct change *c)
{
	struct features now;
	bool changed, missed;
	int status = 0;

	if (features_ioctl(&l->nic, &now) < 0 || now.names.n != c->old.names.n) {
		features_free(&now);
		return LINKINFO_FAIL;
	}
	compare(c, &now, &changed, &missed);
	if (missed && changed) {
		ob_str(&l->out, "Actual changes:\n");
		features_put(&now, &c->old, &l->out);
	} else if (missed) {
		status = could_not();
	}
	features_free(&now);
	return status;
}

static int change_ioctl(struct linkinfo *l, struct change *c, char **words)
{
	int status;

	if (!*words) {
		ob_str(&l->out, "no features changed\n");
		return 0;
	}
	if (note_words(c, words) < 0)
		return linkinfo_usage();
	if (c->old.flags)
		spread_groups(c);
	status = c->old.flags ? set_features(&l->nic, c) : set_groups(&l->nic, c);
	return status ? status : report_ioctl(l, c);
}

/* What is there to change. Returns 0, or a status after a message. */
static int read_old(struct nic *nic, struct features *f)
{
	if (nic_has_netlink(nic) ? features_names(nic, f) == 0 : features_ioctl(nic, f) == 0)
		return 0;
	/* not even groups: features_ioctl() said why */
	if (errno == ENODATA && !nic_has_netlink(nic))
		return LINKINFO_FAIL;
	return nic_refused(nic, 92, "Cannot get device feature names", LINKINFO_FAIL);
}

static int change_features(struct linkinfo *l, char **words)
{
	struct change c = { 0 };
	int status;

	if (flag_words_check("-K", words) < 0)
		return LINKINFO_FAIL;
	status = read_old(&l->nic, &c.old);
	if (!status) {
		c.bits = prog_alloc(c.old.names.n + 1, 1);
		status = (nic_has_netlink(&l->nic) ? change_netlink : change_ioctl)(l, &c, words);
	}
	free(c.bits);
	features_free(&c.old);
	return status;
}

const struct verb verb_set_features = { .run = change_features, .shows = &verb_features,
					 .wild = WILD_ONE };
