/* Standard counters in groups: read from STATS_GET's answer, and told; see stdstats.h. */
#include "stdstats.h"

#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "sys/nl.h"

static struct stdstat *add(struct stdstats_group *g)
{
	g->stats = prog_realloc(g->stats, (g->n + 1) * sizeof(*g->stats));
	g->stats[g->n] = (struct stdstat){ 0 };
	return &g->stats[g->n++];
}

/* Each attribute is a number, its type says of what. */
static void read_counters(struct stdstats_group *g, struct cur data)
{
	struct cur value;
	uint16_t type;

	while (nl_attr_next(&data, &type, &value))
		if (cur_left(&value) == sizeof(uint64_t)) {
			struct stdstat *s = add(g);

			s->id = type;
			s->value = nl_u64(value);
		}
}

/* false: no range of lengths. */
static bool read_frames(struct stdstats_group *g, enum stdstat_kind kind, struct cur data)
{
	struct stdstat *s = add(g);
	bool valued = false;
	struct cur value;
	uint16_t type;

	s->kind = kind;
	while (nl_attr_next(&data, &type, &value)) {
		if (type == ETHTOOL_A_STATS_GRP_HIST_BKT_LOW)
			s->low = nl_u32(value);
		else if (type == ETHTOOL_A_STATS_GRP_HIST_BKT_HI)
			s->high = nl_u32(value);
		else if (type == ETHTOOL_A_STATS_GRP_HIST_VAL)
			s->value = nl_u64(value);
		valued |= type == ETHTOOL_A_STATS_GRP_HIST_VAL;
	}
	if (valued && (s->low || s->high))
		return true;
	g->n--;
	return false;
}

void stdstats_attr(void *stats, uint16_t type, struct cur data)
{
	struct stdstats *s = stats;
	struct stdstats_group *g;
	struct cur value;

	if (type != ETHTOOL_A_STATS_GRP)
		return;
	s->groups = prog_realloc(s->groups, (s->n + 1) * sizeof(*s->groups));
	g = &s->groups[s->n++];
	*g = (struct stdstats_group){ .id = UINT32_MAX, .names_id = UINT32_MAX };
	while (nl_attr_next(&data, &type, &value)) {
		if (type == ETHTOOL_A_STATS_GRP_ID)
			g->id = nl_u32(value);
		else if (type == ETHTOOL_A_STATS_GRP_SS_ID)
			g->names_id = nl_u32(value);
		else if (type == ETHTOOL_A_STATS_GRP_STAT)
			read_counters(g, value);
		else if (type == ETHTOOL_A_STATS_GRP_HIST_RX)
			s->bad |= !read_frames(g, STDSTAT_RX, value);
		else if (type == ETHTOOL_A_STATS_GRP_HIST_TX)
			s->bad |= !read_frames(g, STDSTAT_TX, value);
	}
}

void stdstats_names(struct nic *nic, struct stdstats *s)
{
	stringset_free(&s->names);
	stringset_netlink(nic, ETH_SS_STATS_STD, &s->names);
	for (size_t i = 0; i < s->n; i++)
		stringset_netlink(nic, s->groups[i].names_id, &s->groups[i].names);
}

/* What has no name is not told. */
static bool is_named(const struct stdstats_group *g, const struct stdstat *s)
{
	return s->kind != STDSTAT_COUNTER || stringset_len(&g->names, s->id);
}

static void put_range(const struct stdstat *s, struct obuf *o)
{
	if (s->low) {
		ob_u(o, s->low);
		ob_str(o, "to");
	}
	if (s->high)
		ob_u(o, s->high);
	else
		ob_str(o, "Max");
}

static void put_stat(const struct stdstats *s, const struct stdstats_group *g,
		     const struct stdstat *stat, struct obuf *o)
{
	if (stat->kind != STDSTAT_COUNTER)
		ob_str(o, stat->kind == STDSTAT_RX ? "rx-" : "tx-");
	stringset_put(&s->names, g->id, o);
	ob_c(o, '-');
	if (stat->kind == STDSTAT_COUNTER) {
		stringset_put(&g->names, stat->id, o);
	} else {
		ob_str(o, "etherStatsPkts");
		put_range(stat, o);
		ob_str(o, "Octets");
	}
	ob_num(o, ": ", stat->value, "\n");
}

void stdstats_text(const struct stdstats *s, struct obuf *o)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stdstats_group *g = &s->groups[i];

		for (size_t k = 0; k < g->n && stringset_len(&s->names, g->id); k++)
			if (is_named(g, &g->stats[k]))
				put_stat(s, g, &g->stats[k], o);
	}
}

static void frames_json(const struct stdstats_group *g, enum stdstat_kind kind, struct json *j)
{
	bool any = false;

	for (size_t i = 0; i < g->n; i++) {
		const struct stdstat *s = &g->stats[i];

		if (s->kind != kind)
			continue;
		if (!any)
			json_array(j, kind == STDSTAT_RX ? "rx-pktsNtoM" : "tx-pktsNtoM");
		any = true;
		json_object(j, NULL);
		json_uint(j, "low", s->low);
		json_uint(j, "high", s->high);
		json_uint(j, "val", s->value);
		json_object_end(j);
	}
	if (any)
		json_array_end(j);
}

void stdstats_json(const struct stdstats *s, struct json *j)
{
	char name[ETH_GSTRING_LEN + 1];

	for (size_t i = 0; i < s->n; i++) {
		const struct stdstats_group *g = &s->groups[i];

		if (!stringset_len(&s->names, g->id))
			continue;
		json_object(j, stringset_text(&s->names, g->id, name));
		for (size_t k = 0; k < g->n; k++)
			if (g->stats[k].kind == STDSTAT_COUNTER && is_named(g, &g->stats[k]))
				json_uint(j, stringset_text(&g->names, g->stats[k].id, name),
					  g->stats[k].value);
		frames_json(g, STDSTAT_RX, j);
		frames_json(g, STDSTAT_TX, j);
		json_object_end(j);
	}
}

void stdstats_free(struct stdstats *s)
{
	for (size_t i = 0; i < s->n; i++) {
		stringset_free(&s->groups[i].names);
		free(s->groups[i].stats);
	}
	free(s->groups);
	stringset_free(&s->names);
	*s = (struct stdstats){ 0 };
}
