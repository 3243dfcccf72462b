/* Receive flow classification, -n and -N: struct ethtool_rxnfc of linux/ethtool.h. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "flow.h"
#include "verbs.h"
#include "words.h"

/* Of a table that says it holds more, none is read. */
#define RULES_MAX 262144

/* RXH_DISCARD, which is written as a shift into the sign. */
#define DISCARD 0x80000000u

/* Flows whose hash can be asked for. */
struct hash_flow {
	char word[8];		/* "" ends the table */
	uint32_t number;
	char title[32];
};

static const struct hash_flow hash_flows[] = {
	{ "ether", ETHER_FLOW, "" },
	{ "tcp4", TCP_V4_FLOW, "TCP over IPV4 flows" },
	{ "udp4", UDP_V4_FLOW, "UDP over IPV4 flows" },
	{ "sctp4", SCTP_V4_FLOW, "SCTP over IPV4 flows" },
	{ "ah4", AH_ESP_V4_FLOW, "IPSEC AH/ESP over IPV4 flows" },
	{ "esp4", AH_ESP_V4_FLOW, "IPSEC AH/ESP over IPV4 flows" },
	{ "tcp6", TCP_V6_FLOW, "TCP over IPV6 flows" },
	{ "udp6", UDP_V6_FLOW, "UDP over IPV6 flows" },
	{ "sctp6", SCTP_V6_FLOW, "SCTP over IPV6 flows" },
	{ "ah6", AH_ESP_V6_FLOW, "IPSEC AH/ESP over IPV6 flows" },
	{ "esp6", AH_ESP_V6_FLOW, "IPSEC AH/ESP over IPV6 flows" },
	{ "", 0, "" },
};

/* What a hash is computed over: the letter of -N, the line of text, the key of JSON. */
static const struct hash_field {
	uint32_t bit;
	char letter;
	char line[40], key[12];		/* "" ends the table */
} hash_fields[] = {
	{ RXH_L2DA, 'm', "L2DA\n", "l2da" },
	{ RXH_VLAN, 'v', "VLAN tag\n", "vlan" },
	{ RXH_L3_PROTO, 't', "L3 proto\n", "l3-proto" },
	{ RXH_IP_SRC, 's', "IP SA\n", "ip-src" },
	{ RXH_IP_DST, 'd', "IP DA\n", "ip-dst" },
	{ RXH_L4_B_0_1, 'f', "L4 bytes 0 & 1 [TCP/UDP src port]\n", "l4-b-0-1" },
	{ RXH_L4_B_2_3, 'n', "L4 bytes 2 & 3 [TCP/UDP dst port]\n", "l4-b-2-3" },
	{ DISCARD, 'r', "", "" },
};

struct nfc {
	const struct hash_flow *flow;	/* the hash was asked for, not the rules */
	uint64_t hash;
	bool has_context, has_rings, has_count;
	uint32_t context;
	uint64_t rings;
	uint32_t count;			/* as the device says */
	size_t n, room;
	struct flow_rule *rules;
};

static const struct hash_flow *hash_flow_of(const char *word)
{
	const struct hash_flow *f = hash_flows;

	while (f->word[0] && strcmp(f->word, word) != 0)
		f++;
	return f->word[0] ? f : NULL;
}

/* "context N" at the end of the words, if there. False: something else. */
static bool read_context(char **words, bool *has, uint32_t *context)
{
	uint64_t v;

	if (!*words)
		return true;
	if (strcmp(words[0], "context") != 0 || !words[1] || words[2] ||
	    !flow_number(words[1], 0, UINT32_MAX, &v))
		return false;
	*has = true;
	*context = (uint32_t)v;
	return true;
}

static void aim_context(struct ethtool_rxnfc *r, bool has, uint32_t context)
{
	if (!has)
		return;
	r->flow_type |= FLOW_RSS;
	r->rss_context = context;
}

static int read_hash(struct linkinfo *l, char **words, struct nfc *n)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_GRXFH };
	const struct hash_flow *flow = words[0] ? hash_flow_of(words[0]) : NULL;

	if (!flow || !read_context(words + 1, &n->has_context, &n->context))
		return linkinfo_usage();
	r.flow_type = flow->number;
	aim_context(&r, n->has_context, n->context);
	if (nic_ioctl(&l->nic, &r) < 0)
		return nic_fault(&l->nic, "Cannot get RX network flow hashing options", 1);
	n->flow = flow;
	n->hash = r.data;
	return 0;
}

/* Is it a rule that can be told? */
static bool rule_known(const struct flow_rule *rule)
{
	const struct flow_type *type = flow_type_of(&rule->spec);

	if (!type) {
		warn_bare("rxclass: Unknown flow type");
		return false;
	}
	if (type->number == IP_USER_FLOW && rule->spec.h_u.usr_ip4_spec.ip_ver != ETH_RX_NFC_IP4) {
		warn_bare("IPV4_USER_FLOW with wrong ip_ver");
		return false;
	}
	return true;
}

static int read_rule(struct linkinfo *l, uint32_t location, struct nfc *n)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_GRXCLSRULE, .fs.location = location };
	struct flow_rule rule;

	if (nic_ioctl(&l->nic, &r) < 0) {
		nic_fault(&l->nic, "rxclass: Cannot get RX class rule", 1);
		return -1;
	}
	rule = (struct flow_rule){ .spec = r.fs, .context = r.rss_context };
	if (!rule_known(&rule))
		return 0;
	if (n->n == n->room) {
		n->room = n->room ? 2 * n->room : 16;
		n->rules = prog_realloc(n->rules, n->room * sizeof(*n->rules));
	}
	n->rules[n->n++] = rule;
	return 0;
}

static int read_count(struct linkinfo *l, struct ethtool_rxnfc *r)
{
	*r = (struct ethtool_rxnfc){ .cmd = ETHTOOL_GRXCLSRLCNT };
	if (nic_ioctl(&l->nic, r) >= 0)
		return 0;
	nic_fault(&l->nic, "rxclass: Cannot get RX class rule count", 1);
	return -1;
}

/*
 * Where rules stand, `*count` of them at most; the size of the table goes to *size. NULL with
 * errno. The caller frees it.
 */
static uint32_t *read_locations(struct linkinfo *l, uint32_t *count, uint64_t *size)
{
	struct ethtool_rxnfc *r;
	uint32_t *locations;

	if (*count > RULES_MAX) {
		errno = E2BIG;
		return NULL;
	}
	r = prog_alloc(1, sizeof(*r) + (size_t)*count * sizeof(r->rule_locs[0]));
	*r = (struct ethtool_rxnfc){ .cmd = ETHTOOL_GRXCLSRLALL, .rule_cnt = *count };
	if (nic_ioctl(&l->nic, r) < 0) {
		free(r);
		return NULL;
	}
	if (r->rule_cnt < *count)
		*count = r->rule_cnt;
	*size = r->data & ~(uint64_t)RX_CLS_LOC_SPECIAL;
	locations = prog_alloc(*count + (size_t)1, sizeof(*locations));
	memcpy(locations, (const char *)r + offsetof(struct ethtool_rxnfc, rule_locs),
	       *count * sizeof(*locations));
	free(r);
	return locations;
}

static int read_rules(struct linkinfo *l, struct nfc *n)
{
	struct ethtool_rxnfc r;
	uint32_t *locations, count;
	uint64_t size;
	int rc = 0;

	if (read_count(l, &r) < 0)
		return -1;
	n->has_count = true;
	n->count = count = r.rule_cnt;
	locations = read_locations(l, &count, &size);
	if (!locations) {
		nic_fault(&l->nic, "rxclass: Cannot get RX class rules", 1);
		return -1;
	}
	for (uint32_t i = 0; i < count && rc == 0; i++)
		rc = read_rule(l, locations[i], n);
	free(locations);
	return rc;
}

static int nfc_read(struct linkinfo *l, char **words, void *facts)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_GRXRINGS };
	struct nfc *n = facts;
	uint64_t location;

	if (words[0] && strcmp(words[0], "rx-flow-hash") == 0)
		return read_hash(l, words + 1, n);
	if (words[0]) {
		if (strcmp(words[0], "rule") != 0 || !words[1] || words[2] ||
		    !flow_number(words[1], 0, INT32_MAX, &location))
			return linkinfo_usage();
		if (read_rule(l, (uint32_t)location, n) == 0)
			return 0;
		warn_bare("Cannot get RX classification rule");
		return LINKINFO_FAIL;
	}
	n->has_rings = nic_ioctl(&l->nic, &r) >= 0;
	n->rings = r.data;
	if (!n->has_rings)
		nic_fault(&l->nic, "Cannot get RX rings", 1);
	if (read_rules(l, n) == 0)
		return 0;
	warn_bare("RX classification rule retrieval failed");
	return LINKINFO_FAIL;
}

static void hash_text(const struct nfc *n, struct obuf *o)
{
	if (n->has_context)
		ob_num(o, "For RSS context ", n->context, ":\n");
	ob_str(o, n->flow->title);
	if (n->hash & DISCARD) {
		ob_str(o, " - All matching flows discarded on RX\n");
		return;
	}
	ob_str(o, " use these fields for computing Hash flow key:\n");
	if (!n->hash)
		ob_str(o, "None");
	for (const struct hash_field *f = hash_fields; f->line[0]; f++)
		if (n->hash & f->bit)
			ob_str(o, f->line);
	ob_c(o, '\n');
}

static void nfc_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct nfc *n = facts;

	(void)l;
	if (n->flow)
		hash_text(n, o);
	if (n->has_rings)
		ob_num(o, "", n->rings, " RX rings available\n");
	if (n->has_count)
		ob_num(o, "Total ", n->count, " rules\n\n");
	for (size_t i = 0; i < n->n; i++)
		flow_text(&n->rules[i], o);
}

static void hash_json(const struct nfc *n, struct json *j)
{
	json_str(j, "flow-type", n->flow->word);
	if (n->has_context)
		json_uint(j, "rss-context", n->context);
	json_bool(j, "discard", n->hash & DISCARD);
	json_array(j, "hash-fields");
	for (const struct hash_field *f = hash_fields; f->key[0]; f++)
		if (n->hash & f->bit)
			json_str(j, NULL, f->key);
	json_array_end(j);
}

static void nfc_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct nfc *n = facts;

	(void)l;
	if (n->flow) {
		hash_json(n, j);
		return;
	}
	if (n->has_rings)
		json_uint(j, "rx-rings", n->rings);
	if (n->has_count)
		json_uint(j, "total-rules", n->count);
	json_array(j, "rules");
	for (size_t i = 0; i < n->n; i++) {
		json_object(j, NULL);
		flow_json(&n->rules[i], j);
		json_object_end(j);
	}
	json_array_end(j);
}

static void nfc_free(void *facts)
{
	struct nfc *n = facts;

	free(n->rules);
}

const struct verb verb_nfc = {
	.size = sizeof(struct nfc),
	.read = nfc_read,
	.text = nfc_text,
	.json = nfc_json,
	.free = nfc_free,
	.partial = true,
};

static bool hash_bits(const char *letters, uint64_t *bits)
{
	for (; *letters; letters++) {
		const struct hash_field *f = hash_fields;

		while (f->letter != *letters && f->letter != 'r')
			f++;
		if (f->letter != *letters)
			return false;
		*bits |= f->bit;
	}
	return true;
}

/* The status stays 0 where the device refuses, as scripts know it. */
static int change_hash(struct linkinfo *l, char **words)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_SRXFH };
	const struct hash_flow *flow = words[0] ? hash_flow_of(words[0]) : NULL;
	bool has_context = false;
	uint32_t context = 0;
	uint64_t bits = 0;

	if (!flow || !words[1] || !hash_bits(words[1], &bits) ||
	    !read_context(words + 2, &has_context, &context))
		return linkinfo_usage();
	r.flow_type = flow->number;
	r.data = bits;
	aim_context(&r, has_context, context);
	if (nic_ioctl(&l->nic, &r) < 0)
		nic_fault(&l->nic, "Cannot change RX network flow hashing options", 1);
	return 0;
}

/* The highest free place: what is there already goes first. -1 after a message. */
static int pick_location(struct linkinfo *l, uint32_t count, uint32_t *to)
{
	uint64_t size;
	uint32_t *taken = read_locations(l, &count, &size);
	bool *used, beyond = false;	/* used: from the last place on, down to one that is free */
	uint32_t n = 0;

	if (!taken) {
		nic_fault(&l->nic, "rmgr: Cannot get RX class rules", 1);
		return -1;
	}
	size &= UINT32_MAX;
	used = prog_alloc((size_t)count + 1, sizeof(*used));
	for (uint32_t i = 0; i < count; i++) {
		beyond |= taken[i] >= size;
		if (taken[i] < size && size - 1 - taken[i] <= count)
			used[size - 1 - taken[i]] = true;
	}
	while (used[n])
		n++;
	if (!size || size < count)
		warn_bare("rmgr: Invalid RX class rules table size: %s", strerror(0));
	else if (beyond)
		warn_bare("rmgr: Location out of range");
	else if (n == size)
		warn_bare("rmgr: Cannot find appropriate slot to insert rule");
	else
		*to = (uint32_t)size - 1 - n;
	free(used);
	free(taken);
	return *to & RX_CLS_LOC_SPECIAL ? -1 : 0;
}

/* Likewise: a rule that the device refuses leaves the status 0. */
static int insert(struct linkinfo *l, const struct flow_rule *rule)
{
	struct ethtool_rxnfc count, r = { .cmd = ETHTOOL_SRXCLSRLINS, .fs = rule->spec };
	bool any = rule->spec.location & RX_CLS_LOC_SPECIAL;
	int rc = 0;

	r.rss_context = rule->context;
	if (any) {
		rc = read_count(l, &count);
		if (rc == 0 && !(count.data & RX_CLS_LOC_SPECIAL))
			rc = pick_location(l, count.rule_cnt, &r.fs.location);
	}
	if (rc < 0) {
		warn_bare("Cannot insert classification rule");
		return LINKINFO_FAIL;
	}
	if (nic_ioctl(&l->nic, &r) < 0)
		nic_fault(&l->nic, "rmgr: Cannot insert RX class rule", 1);
	else if (any)
		ob_num(&l->out, "Added rule with ID ", r.fs.location, "\n");
	return 0;
}

static void tell_trouble(struct linkinfo *l, const struct flow_trouble *t)
{
	switch (t->fault) {
	case FLOW_OPTION:
		ob_str(&l->out, "Add rule, unrecognized option[");
		ob_esc(&l->out, t->name, strlen(t->name));
		ob_str(&l->out, "]\n");
		break;
	case FLOW_VALUE:
		warn_bare("Invalid %s value[%s]", t->name, t->text);
		break;
	case FLOW_BAD_MASK:
		warn_bare("Invalid %s mask[%s]", t->name, t->text);
		break;
	case FLOW_NO_CONTEXT:
		warn_bare("'context' missing value");
		break;
	case FLOW_CONTEXT_NEW:
		warn_bare("Bad context value %x", ETH_RXFH_CONTEXT_ALLOC);
		break;
	case FLOW_ACTION_QUEUE:
		warn_bare("action and queue are not compatible");
		break;
	case FLOW_ACTION_VF:
		warn_bare("action and vf are not compatible");
		break;
	default:
		warn_bare("Add rule, invalid syntax");
	}
}

static int add_rule(struct linkinfo *l, char **words)
{
	struct flow_trouble trouble;
	struct flow_rule rule;

	if (!words[0])
		return linkinfo_usage();
	if (flow_read(words, &rule, &trouble))
		return insert(l, &rule);
	tell_trouble(l, &trouble);
	return linkinfo_usage();
}

static int delete_rule(struct linkinfo *l, char **words)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_SRXCLSRLDEL };
	uint64_t location;

	if (!words[0] || words[1] || !flow_number(words[0], 0, INT32_MAX, &location))
		return linkinfo_usage();
	r.fs.location = (uint32_t)location;
	if (nic_ioctl(&l->nic, &r) >= 0)
		return 0;
	nic_fault(&l->nic, "rmgr: Cannot delete RX class rule", 1);
	warn_bare("Cannot delete classification rule");
	return LINKINFO_FAIL;
}

static int nfc_change(struct linkinfo *l, char **words)
{
	if (words[0] && strcmp(words[0], "rx-flow-hash") == 0)
		return change_hash(l, words + 1);
	if (words[0] && strcmp(words[0], "flow-type") == 0)
		return add_rule(l, words + 1);
	if (words[0] && strcmp(words[0], "delete") == 0)
		return delete_rule(l, words + 1);
	return linkinfo_usage();
}

const struct verb verb_set_nfc = { .run = nfc_change };
