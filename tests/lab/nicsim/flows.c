/* Receive flows over ioctl: hash fields, classification rules, RSS tables. */
#include "ioctl.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIST 4096

/* The rule's bytes, field by field or as one run of hex. */
static struct ethtool_rx_flow_spec rule_spec(const struct fact *f)
{
	static const struct {
		const char *key;
		size_t at, len;
	} parts[] = {
		{ "h_u", offsetof(struct ethtool_rx_flow_spec, h_u), 52 },
		{ "h_ext", offsetof(struct ethtool_rx_flow_spec, h_ext), 20 },
		{ "m_u", offsetof(struct ethtool_rx_flow_spec, m_u), 52 },
		{ "m_ext", offsetof(struct ethtool_rx_flow_spec, m_ext), 20 },
	};
	struct ethtool_rx_flow_spec s;
	struct bytes b = { 0 };

	memset(&s, 0, sizeof(s));
	fact_bytes(f, 0, 0, &b);
	memcpy(&s, b.at, b.len < sizeof(s) ? b.len : sizeof(s));
	for (size_t i = 0; i < 4; i++) {
		b.len = 0;
		parse_hex(f, fact_text(f, parts[i].key, ""), &b);
		memcpy((uint8_t *)&s + parts[i].at, b.at,
		       b.len < parts[i].len ? b.len : parts[i].len);
	}
	free(b.at);
	s.flow_type = (uint32_t)fact_num(f, "flow_type", s.flow_type);
	s.ring_cookie = fact_num(f, "ring_cookie", s.ring_cookie);
	s.location = (uint32_t)fact_num(f, "location", s.location);
	return s;
}

static int get_rule(struct ethtool_rxnfc *c)
{
	for (const struct fact *f = fact("rule"); f; f = fact_next(f)) {
		struct ethtool_rx_flow_spec s = rule_spec(f);

		if (s.location != c->fs.location)
			continue;
		c->fs = s;
		c->rss_context = (uint32_t)fact_num(f, "rss_context", 0);
		return 0;
	}
	return ENOENT;
}

static uint32_t rules(uint32_t *to, uint32_t room)
{
	uint32_t n = 0;

	for (const struct fact *f = fact("rule"); f; f = fact_next(f), n++)
		if (n < room)
			to[n] = rule_spec(f).location;
	return n;
}

static int get_hash(struct ethtool_rxnfc *c)
{
	static const struct command types[] = {
		{ "tcp4", TCP_V4_FLOW }, { "udp4", UDP_V4_FLOW }, { "sctp4", SCTP_V4_FLOW },
		{ "ahesp4", AH_ESP_V4_FLOW }, { "tcp6", TCP_V6_FLOW }, { "udp6", UDP_V6_FLOW },
		{ "sctp6", SCTP_V6_FLOW }, { "ahesp6", AH_ESP_V6_FLOW }, { "ah4", AH_V4_FLOW },
		{ "esp4", ESP_V4_FLOW }, { "ah6", AH_V6_FLOW }, { "esp6", ESP_V6_FLOW },
		{ "ip4", IPV4_FLOW }, { "ip6", IPV6_FLOW }, { "ether", ETHER_FLOW }, { NULL, 0 },
	};
	bool rss = c->flow_type & FLOW_RSS;
	const char *name = command_name(types, c->flow_type & ~(uint32_t)FLOW_RSS);

	for (const struct fact *f = fact("rxfh"); f; f = fact_next(f)) {
		if (fact_num(f, "context", 0) != (rss ? c->rss_context : 0) || !name ||
		    !fact_arg(f, name))
			continue;
		c->data = fact_num(f, name, 0);
		return 0;
	}
	return fact("rxfh") ? EINVAL : EOPNOTSUPP;
}

int get_flows(void *data)
{
	const struct fact *f = fact("rules");
	struct ethtool_rxnfc c = { 0 };
	size_t len = offsetof(struct ethtool_rxnfc, rule_locs);
	uint32_t locations[LIST], room, n;
	int rc = EOPNOTSUPP;

	memcpy(&c, data, offsetof(struct ethtool_rxnfc, fs));
	if (c.cmd == ETHTOOL_GRXFH && !(c.flow_type & FLOW_RSS))
		len = offsetof(struct ethtool_rxnfc, fs);	/* as old programs have it */
	memcpy(&c, data, len);
	room = c.rule_cnt;
	if (c.cmd == ETHTOOL_GRXFH) {
		rc = get_hash(&c);
	} else if (c.cmd == ETHTOOL_GRXRINGS && fact("rings")) {
		c.data = fact_num(fact("rings"), ".", 0);
		rc = 0;
	} else if (f && c.cmd == ETHTOOL_GRXCLSRULE) {
		rc = get_rule(&c);
	} else if (f) {
		n = rules(locations, LIST);
		c.data = fact_num(f, "max", 0);
		if (c.cmd == ETHTOOL_GRXCLSRLCNT && fact_num(f, "special", 0))
			c.data |= RX_CLS_LOC_SPECIAL;
		c.rule_cnt = (uint32_t)fact_num(f, "count", n);
		rc = c.cmd == ETHTOOL_GRXCLSRLALL && n > room ? EMSGSIZE : 0;
		if (c.cmd == ETHTOOL_GRXCLSRLALL && !rc)
			memcpy((uint8_t *)data + len, locations, 4 * (size_t)n);
	}
	if (!rc)
		memcpy(data, &c, len);
	return rc;
}

/* A rule without a place of its own gets the one that the file says. */
int insert_rule(void *data)
{
	struct ethtool_rxnfc c;

	memcpy(&c, data, sizeof(c));
	if (c.fs.location & RX_CLS_LOC_SPECIAL)
		c.fs.location = (uint32_t)fact_num(fact("rules"), "insert", 0);
	memcpy(data, &c, sizeof(c));
	return 0;
}

void note_flows(const char *name, const void *data)
{
	struct ethtool_rxnfc c;
	struct bytes text = { 0 };

	memcpy(&c, data, sizeof(c));
	if (!strcmp(name, "SRXFH")) {
		log_line("ioctl %s flow_type=0x%x data=0x%llx context=%u\n", name, c.flow_type,
			 (unsigned long long)c.data, c.flow_type & FLOW_RSS ? c.rss_context : 0);
	} else if (!strcmp(name, "SRXCLSRLDEL")) {
		log_line("ioctl %s location=%u\n", name, c.fs.location);
	} else {
		log_hex(&text, (const uint8_t *)&c.fs.h_u, 144);
		log_line("ioctl %s flow_type=0x%x location=0x%x cookie=0x%llx context=%u %.*s\n",
			 name, c.fs.flow_type, c.fs.location, (unsigned long long)c.fs.ring_cookie,
			 c.fs.flow_type & FLOW_RSS ? c.rss_context : 0, (int)text.len,
			 (char *)text.at);
	}
	free(text.at);
}

/* The table: its entries by commas, or equal:QUEUES:SIZE. */
static size_t indirection(const struct fact *f, uint64_t table[LIST])
{
	const char *s = fact_text(f, "indir", "");
	unsigned int queues, size;

	if (sscanf(s, "equal:%u:%u", &queues, &size) != 2)
		return fact_list(f, "indir", table, LIST);
	if (!queues || size > LIST)
		nic_bad(f, "no such table", s);
	for (unsigned int i = 0; i < size; i++)
		table[i] = i % queues;
	return size;
}

static void put_table(const uint64_t *table, size_t n, uint8_t *to)
{
	for (size_t i = 0; i < n; i++)
		memcpy(to + 4 * i, &(uint32_t){ (uint32_t)table[i] }, 4);
}

static const struct fact *context_fact(uint32_t context)
{
	const struct fact *f = fact("rss");

	while (f && fact_num(f, "context", 0) != context)
		f = fact_next(f);
	return f;
}

int get_indirection(void *data)
{
	const struct fact *f = context_fact(0);
	struct ethtool_rxfh_indir i;
	uint64_t table[LIST];
	size_t n = indirection(f, table);

	memcpy(&i, data, sizeof(i));
	if (!n)
		return EOPNOTSUPP;
	if (i.size && i.size != n)
		return EINVAL;
	put_table(table, i.size, (uint8_t *)data + sizeof(i));
	i.size = (uint32_t)fact_num(f, "indir_size", n);
	memcpy(data, &i, sizeof(i));
	return 0;
}

int get_rss(void *data)
{
	struct ethtool_rxfh r;
	const struct fact *f;
	uint64_t table[LIST];
	struct bytes key = { 0 };
	size_t n;

	memcpy(&r, data, sizeof(r));
	f = context_fact(r.rss_context);
	if (!f)
		return fact("rss") ? ENOENT : EOPNOTSUPP;
	n = indirection(f, table);
	parse_hex(f, fact_text(f, "key", ""), &key);
	if ((r.indir_size && r.indir_size != n) || (r.key_size && r.key_size != key.len)) {
		free(key.at);
		return EINVAL;
	}
	put_table(table, r.indir_size, (uint8_t *)data + sizeof(r));
	memcpy((uint8_t *)data + sizeof(r) + 4 * (size_t)r.indir_size, key.at, r.key_size);
	r.indir_size = (uint32_t)fact_num(f, "indir_size", n);
	r.key_size = (uint32_t)fact_num(f, "key_size", key.len);
	r.hfunc = (uint8_t)fact_num(f, "hfunc", 0);
	memcpy(data, &r, sizeof(r));
	free(key.at);
	return 0;
}

/* A new context gets the number that the file says. */
int set_rss(void *data)
{
	struct ethtool_rxfh r;

	memcpy(&r, data, sizeof(r));
	if (r.rss_context == ETH_RXFH_CONTEXT_ALLOC)
		r.rss_context = (uint32_t)fact_num(fact("rss"), "new", 1);
	memcpy(data, &r, sizeof(r));
	return 0;
}

void note_indirection(const char *name, const void *data)
{
	struct ethtool_rxfh_indir i;
	struct bytes text = { 0 };

	memcpy(&i, data, sizeof(i));
	log_hex(&text, (const uint8_t *)data + sizeof(i), i.size < LIST ? 4 * i.size : 0);
	log_line("ioctl %s size=%u %.*s\n", name, i.size, (int)text.len, (char *)text.at);
	free(text.at);
}

void note_rss(const char *name, const void *data)
{
	struct ethtool_rxfh r;
	struct bytes text = { 0 };
	const uint8_t *p = data;
	size_t n;

	memcpy(&r, p, sizeof(r));
	n = r.indir_size == ETH_RXFH_INDIR_NO_CHANGE || r.indir_size > LIST ? 0 : 4 * r.indir_size;
	put(&text, " indir=", 7);
	log_hex(&text, p + sizeof(r), n);
	put(&text, " key=", 5);
	log_hex(&text, p + sizeof(r) + n, r.key_size < LIST ? r.key_size : 0);
	log_line("ioctl %s context=0x%x indir_size=0x%x key_size=%u hfunc=%u%.*s\n", name,
		 r.rss_context, r.indir_size, r.key_size, r.hfunc, (int)text.len, (char *)text.at);
	free(text.at);
}
