/* JSON output: one object an interface, with all addresses and each counter by its kernel name. */
#include "ifstat.h"

#include <linux/rtnetlink.h>
#include <string.h>

#include "base/json.h"

static void address(struct json *j, const char *key, const struct addr *a)
{
	char number[ADDR_STR];

	if (a->family)
		json_str(j, key, addr_str(a, number));
}

static const char *scope_name(uint8_t scope)
{
	switch (scope) {
	case RT_SCOPE_UNIVERSE:
		return "global";
	case RT_SCOPE_SITE:
		return "site";
	case RT_SCOPE_LINK:
		return "link";
	case RT_SCOPE_HOST:
		return "host";
	case RT_SCOPE_NOWHERE:
		return "nowhere";
	default:
		return "other";
	}
}

static void lifetime(struct json *j, const char *key, uint32_t seconds)
{
	if (seconds != UINT32_MAX)	/* for ever: no key */
		json_int(j, key, seconds);
}

static void addresses(struct json *j, const struct link *l)
{
	json_array(j, "addresses");
	for (size_t i = 0; i < l->naddrs; i++) {
		const struct link_addr *a = &l->addrs[i];

		json_object(j, NULL);
		json_str(j, "family", a->local.family == ADDR_V4 ? "inet" : "inet6");
		address(j, "address", &a->local);
		json_int(j, "prefix", a->prefix);
		address(j, "peer", &a->peer);
		address(j, "broadcast", &a->broadcast);
		json_str(j, "scope", scope_name(a->scope));
		if (*a->label)
			json_str(j, "label", a->label);
		json_bool(j, "tentative", a->flags & IFA_F_TENTATIVE);
		json_bool(j, "deprecated", a->flags & IFA_F_DEPRECATED);
		json_bool(j, "secondary", a->local.family == ADDR_V4 && a->flags & IFA_F_SECONDARY);
		lifetime(j, "valid_s", a->valid_s);
		lifetime(j, "preferred_s", a->preferred_s);
		json_object_end(j);
	}
	json_array_end(j);
}

static void counters(struct json *j, const struct rtnl_link_stats64 *s)
{
	const struct {
		const char *name;
		uint64_t value;
	} all[] = {
		{ "rx_packets", s->rx_packets },
		{ "tx_packets", s->tx_packets },
		{ "rx_bytes", s->rx_bytes },
		{ "tx_bytes", s->tx_bytes },
		{ "rx_errors", s->rx_errors },
		{ "tx_errors", s->tx_errors },
		{ "rx_dropped", s->rx_dropped },
		{ "tx_dropped", s->tx_dropped },
		{ "multicast", s->multicast },
		{ "collisions", s->collisions },
		{ "rx_length_errors", s->rx_length_errors },
		{ "rx_over_errors", s->rx_over_errors },
		{ "rx_crc_errors", s->rx_crc_errors },
		{ "rx_frame_errors", s->rx_frame_errors },
		{ "rx_fifo_errors", s->rx_fifo_errors },
		{ "rx_missed_errors", s->rx_missed_errors },
		{ "tx_aborted_errors", s->tx_aborted_errors },
		{ "tx_carrier_errors", s->tx_carrier_errors },
		{ "tx_fifo_errors", s->tx_fifo_errors },
		{ "tx_heartbeat_errors", s->tx_heartbeat_errors },
		{ "tx_window_errors", s->tx_window_errors },
		{ "rx_compressed", s->rx_compressed },
		{ "tx_compressed", s->tx_compressed },
		{ "rx_nohandler", s->rx_nohandler },
	};

	json_object(j, "counters");
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		json_uint(j, all[i].name, all[i].value);
	json_object_end(j);
}

static void flags(struct json *j, const struct link *l)
{
	struct obuf names;

	ob_open(&names, -1);
	ifstat_flag_names(&names, l->flags, ' ', true);
	json_array(j, "flags");
	for (size_t at = 0; at < names.len;) {
		const char *end = memchr(names.p + at, ' ', names.len - at);
		size_t n = end ? (size_t)(end - names.p) - at : names.len - at;

		json_mem(j, NULL, names.p + at, n);
		at += n + 1;
	}
	json_array_end(j);
	ob_close(&names);
}

static const char *oper_name(uint8_t state)
{
	static const char *const names[] = { "unknown", "notpresent", "down", "lowerlayerdown",
					     "testing", "dormant", "up" };

	return state < sizeof(names) / sizeof(*names) ? names[state] : "unknown";
}

static void json_row(struct ifstat *s, const struct ifstat_row *r)
{
	const struct link *l = r->link;
	struct json j = json_line(&s->out);
	struct obuf hw;

	json_str(&j, "ifname", l->name);
	json_int(&j, "index", l->index);
	json_str(&j, "type", ifstat_hw_of(l->type)->name);
	if (*l->kind)
		json_str(&j, "kind", l->kind);
	ob_open(&hw, -1);
	ifstat_hw_text(&hw, l, false);
	if (hw.len)
		json_mem(&j, "hw_address", hw.p, hw.len);
	ob_close(&hw);
	flags(&j, l);
	json_str(&j, "operstate", oper_name(l->operstate));
	json_int(&j, "mtu_bytes", l->mtu);
	json_int(&j, "txqueuelen", l->txqlen);
	if (l->master)
		json_int(&j, "master", l->master);
	if (l->map.irq)
		json_int(&j, "interrupt", l->map.irq);
	addresses(&j, l);
	if (l->has_stats)
		counters(&j, &l->stats);
	json_end(&j);
}

const struct ifstat_renderer ifstat_json = { NULL, json_row };
