/* Receive side scaling, -x and -X: struct ethtool_rxfh of linux/ethtool.h, and what was before. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "rss.h"
#include "stringset.h"
#include "verbs.h"

/* Larger tables and keys are not read. */
#define TABLE_MAX 1048576
#define KEY_MAX 65536

struct rss {
	uint64_t rings;
	uint32_t context;
	bool known;			/* table and, in a kernel that knows them, the rest */
	bool modern;			/* there are keys and functions */
	uint32_t n, key_len;
	uint32_t *table;
	uint8_t *key;
	uint8_t function;		/* bits; 0: cannot be told */
	struct stringset functions;
};

/* A request with room for a table and a key behind it; its sizes are not bounded yet. */
static struct ethtool_rxfh *rxfh_new(uint32_t cmd, uint32_t context, uint32_t n, uint32_t key_len)
{
	struct ethtool_rxfh *r = prog_alloc(1, sizeof(*r) + (size_t)n * sizeof(uint32_t) + key_len);

	r->cmd = cmd;
	r->rss_context = context;
	r->indir_size = n;
	r->key_size = key_len;
	return r;
}

static bool bounded(uint32_t n, uint32_t key_len)
{
	if (n <= TABLE_MAX && key_len <= KEY_MAX)
		return true;
	errno = E2BIG;
	return false;
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static int get_rings(struct linkinfo *l, uint64_t *rings)
{
	struct ethtool_rxnfc r = { .cmd = ETHTOOL_GRXRINGS };

	if (nic_ioctl(&l->nic, &r) < 0)
		return nic_fault(&l->nic, "Cannot get RX ring count", 1);
	*rings = r.data;
	return 0;
}

/* How large they are. -1 with errno. */
static int get_sizes(struct linkinfo *l, uint32_t context, uint32_t *n, uint32_t *key_len)
{
	struct ethtool_rxfh r = { .cmd = ETHTOOL_GRSSH, .rss_context = context };

	if (nic_ioctl(&l->nic, &r) < 0)
		return -1;
	*n = r.indir_size;
	*key_len = r.key_size;
	return bounded(*n, *key_len) ? 0 : -1;
}

/* The size of the table alone, where the kernel knows no keys. -1 with errno. */
static int get_old_size(struct linkinfo *l, uint32_t *n)
{
	struct ethtool_rxfh_indir r = { .cmd = ETHTOOL_GRXFHINDIR };

	if (nic_ioctl(&l->nic, &r) < 0)
		return -1;
	*n = r.size;
	return bounded(*n, 0) ? 0 : -1;
}

static int read_old(struct linkinfo *l, struct rss *s)
{
	struct ethtool_rxfh_indir *r;
	uint32_t n;

	if (get_old_size(l, &n) < 0)
		return nic_fault(&l->nic, "Cannot get RX flow hash indirection table size", 1);
	r = prog_alloc(1, sizeof(*r) + (size_t)n * sizeof(uint32_t));
	*r = (struct ethtool_rxfh_indir){ .cmd = ETHTOOL_GRXFHINDIR, .size = n };
	if (nic_ioctl(&l->nic, r) < 0) {
		free(r);
		return nic_fault(&l->nic, "Cannot get RX flow hash indirection table", 1);
	}
	s->known = true;
	s->n = lesser(n, r->size);
	s->table = prog_alloc(s->n + (size_t)1, sizeof(uint32_t));
	memcpy(s->table, r->ring_index, s->n * sizeof(uint32_t));
	free(r);
	return 0;
}

/* The key follows as much of a table as the device says there is, within what it was asked for. */
static int read_table(struct linkinfo *l, struct rss *s, uint32_t n, uint32_t key_len)
{
	struct ethtool_rxfh *r = rxfh_new(ETHTOOL_GRSSH, s->context, n, key_len);

	if (nic_ioctl(&l->nic, r) < 0) {
		free(r);
		return nic_fault(&l->nic, "Cannot get RX flow hash configuration", 1);
	}
	s->known = s->modern = true;
	s->n = lesser(n, r->indir_size);
	s->key_len = lesser(key_len, r->key_size);
	s->function = r->hfunc;
	s->table = prog_alloc(s->n + (size_t)1, sizeof(uint32_t));
	s->key = prog_alloc(s->key_len + (size_t)1, 1);
	memcpy(s->table, r->rss_config, s->n * sizeof(uint32_t));
	memcpy(s->key, r->rss_config + s->n, s->key_len);
	free(r);
	return 0;
}

static int get_functions(struct linkinfo *l, struct stringset *names)
{
	int status;

	if (stringset_ioctl(&l->nic, ETH_SS_RSS_HASH_FUNCS, names) == 0)
		return 0;
	status = nic_fault(&l->nic, "Cannot get hash functions names", 1);
	stringset_free(names);
	return status;
}

static int rss_read_facts(struct linkinfo *l, char **words, void *facts)
{
	struct rss *s = facts;
	uint32_t n, key_len;
	int64_t context;
	int status;

	if (words[0]) {
		if (strcmp(words[0], "context") != 0 || !words[1] || words[2] ||
		    num_any(words[1], 1, ETH_RXFH_CONTEXT_ALLOC - 1, &context) != NUM_OK)
			return linkinfo_usage();
		s->context = (uint32_t)context;
	}
	status = get_rings(l, &s->rings);
	if (status)
		return status;
	if (get_sizes(l, s->context, &n, &key_len) < 0) {
		if (errno == EOPNOTSUPP && !s->context)
			return read_old(l, s);
		return nic_fault(&l->nic, "Cannot get RX flow hash indir size and/or key size", 1);
	}
	status = read_table(l, s, n, key_len);
	if (status || !s->function)
		return status;
	return get_functions(l, &s->functions);
}

/* At least five columns wide. */
static void put_column(struct obuf *o, uint32_t v)
{
	for (uint32_t edge = 10000; edge > 1 && v < edge; edge /= 10)
		ob_c(o, ' ');
	ob_u(o, v);
}

static void table_text(const struct rss *s, struct obuf *o)
{
	for (uint32_t i = 0; i < s->n; i++) {
		if (i % 8 == 0) {
			put_column(o, i);
			ob_str(o, ": ");
		}
		ob_c(o, ' ');
		put_column(o, s->table[i]);
		if (i % 8 == 7 || i + 1 == s->n)
			ob_c(o, '\n');
	}
	if (!s->n)
		ob_str(o, "Operation not supported\n");
}

static void key_text(const struct rss *s, struct obuf *o)
{
	ob_str(o, "RSS hash key:\n");
	for (uint32_t i = 0; i < s->key_len; i++) {
		ob_hex(o, s->key[i], 2);
		ob_c(o, i + 1 < s->key_len ? ':' : '\n');
	}
	if (!s->key_len)
		ob_str(o, "Operation not supported\n");
}

static bool function_on(const struct rss *s, uint32_t i)
{
	return i < 8 && s->function >> i & 1;
}

static void functions_text(const struct rss *s, struct obuf *o)
{
	ob_str(o, "RSS hash function:\n");
	if (!s->function)
		ob_str(o, "    Operation not supported\n");
	for (uint32_t i = 0; i < s->functions.n; i++) {
		ob_str(o, "    ");
		stringset_put(&s->functions, i, o);
		ob_str(o, function_on(s, i) ? ": on\n" : ": off\n");
	}
}

static void rss_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct rss *s = facts;

	if (!s->known)
		return;
	ob_str(o, "RX flow hash indirection table for ");
	nic_name(&l->nic, o);
	ob_num(o, " with ", s->rings, " RX ring(s):\n");
	table_text(s, o);
	if (!s->modern)
		return;
	key_text(s, o);
	functions_text(s, o);
}

static void json_numbers(struct json *j, const char *key, const struct rss *s, bool table)
{
	json_array(j, key);
	for (uint32_t i = 0; i < (table ? s->n : s->key_len); i++)
		json_uint(j, NULL, table ? s->table[i] : s->key[i]);
	json_array_end(j);
}

static void rss_json(struct linkinfo *l, const void *facts, struct json *j)
{
	char name[ETH_GSTRING_LEN + 1];
	const struct rss *s = facts;
	uint32_t i = 0;

	(void)l;
	if (!s->known)
		return;
	if (s->context)
		json_uint(j, "rss-context", s->context);
	json_uint(j, "rx-rings", s->rings);
	if (s->n)
		json_numbers(j, "rss-indirection-table", s, true);
	if (s->key_len)
		json_numbers(j, "rss-hash-key", s, false);
	while (i < s->functions.n && !function_on(s, i))
		i++;
	if (i < s->functions.n)
		json_str(j, "rss-hash-function", stringset_text(&s->functions, i, name));
}

static void rss_free(void *facts)
{
	struct rss *s = facts;

	free(s->table);
	free(s->key);
	stringset_free(&s->functions);
}

const struct verb verb_rss = {
	.size = sizeof(struct rss),
	.read = rss_read_facts,
	.text = rss_text,
	.json = rss_json,
	.free = rss_free,
	.partial = true,
};

/* A message, or the usage. */
static int refuse(const char *why)
{
	if (strcmp(why, RSS_USAGE) == 0)
		return linkinfo_usage();
	warn_bare("%s", why);
	return LINKINFO_FAIL;
}

static int refuse_setting(const char *what)
{
	warn_bare("Cannot set RX flow hash configuration:");
	warn_bare(" %s setting not supported", what);
	return LINKINFO_FAIL;
}

/* The table that is asked for. Returns the status. */
static int fill(const struct rss_change *c, uint32_t *table, uint32_t n)
{
	const char *why = NULL;

	/* an empty table would say "default" or, of a context, "delete" */
	if (c->equal && !n)
		return refuse_setting("Indirection table");
	if (c->equal || c->weights)
		why = rss_fill(c, table, n);
	return why ? refuse(why) : 0;
}

static int change_old(struct linkinfo *l, const struct rss_change *c)
{
	struct ethtool_rxfh_indir *r;
	int status;
	uint32_t n;

	if (!c->reset && !c->equal && !c->weights)
		return refuse("Start must be used with equal or weight options");
	if (get_old_size(l, &n) < 0)
		return nic_fault(&l->nic, "Cannot get RX flow hash indirection table size", 1);
	r = prog_alloc(1, sizeof(*r) + (size_t)n * sizeof(uint32_t));
	*r = (struct ethtool_rxfh_indir){ .cmd = ETHTOOL_SRXFHINDIR, .size = c->reset ? 0 : n };
	status = fill(c, r->ring_index, n);
	if (!status && nic_ioctl(&l->nic, r) < 0)
		status = nic_fault(&l->nic, "Cannot set RX flow hash indirection table", 1);
	free(r);
	return status;
}

/* Status, after a message. */
static int read_key(const struct rss_change *c, uint8_t *key, uint32_t size)
{
	size_t got;

	if (!size)
		return refuse_setting("Hash key");
	switch (rss_key_read(c->key, key, size, &got)) {
	case RSS_KEY_SYNTAX:
		warn_bare("Invalid RSS hash key format");
		return 2;
	case RSS_KEY_SHORT:
		warn_bare("Key is too short for device (%zu < %u)", got, size);
		return 2;
	case RSS_KEY_LONG:
		warn_bare("Key is too long for device (%zu > %u)", got, size);
		return 2;
	default:
		return 0;
	}
}

static int read_function(struct linkinfo *l, const struct rss_change *c, uint8_t *bit)
{
	struct stringset names;
	int status = get_functions(l, &names);
	int64_t i = stringset_find(&names, c->function);

	stringset_free(&names);
	if (status)
		return status;
	if (i < 0 || i >= 8) {
		warn_bare("Unknown hash function: %s", c->function);
		return LINKINFO_FAIL;
	}
	*bit = (uint8_t)(1u << i);
	return 0;
}

/* What the words ask for, behind the request. */
static int change_fill(struct linkinfo *l, const struct rss_change *c, struct ethtool_rxfh *r,
		       const uint8_t *key, uint32_t n)
{
	int status = fill(c, r->rss_config, n);

	if (status)
		return status;
	if (c->reset || c->del)
		r->indir_size = 0;
	else if (!c->equal && !c->weights)
		r->indir_size = ETH_RXFH_INDIR_NO_CHANGE;
	if (!c->key)
		r->key_size = 0;
	else
		memcpy(r->rss_config + (c->equal || c->weights ? n : 0), key, r->key_size);
	if (nic_ioctl(&l->nic, r) < 0)
		return nic_fault(&l->nic, "Cannot set RX flow hash configuration", 1);
	if (c->context == ETH_RXFH_CONTEXT_ALLOC)
		ob_num(&l->out, "New RSS context is ", r->rss_context, "\n");
	return 0;
}

static int change(struct linkinfo *l, const struct rss_change *c, uint32_t n, uint32_t key_len)
{
	struct ethtool_rxfh *r = rxfh_new(ETHTOOL_SRSSH, c->context, n, key_len);
	uint8_t *key = prog_alloc(key_len + (size_t)1, 1);
	int status = 0;

	if (c->key)
		status = read_key(c, key, key_len);
	if (!status && c->function)
		status = read_function(l, c, &r->hfunc);
	if (!status)
		status = change_fill(l, c, r, key, n);
	free(key);
	free(r);
	return status;
}

static int rss_change(struct linkinfo *l, char **words)
{
	struct rss_change c;
	const char *why = rss_read(words, &c);
	uint32_t n, key_len;
	uint64_t rings;

	if (why)
		return refuse(why);
	if (get_rings(l, &rings))
		return LINKINFO_FAIL;
	if (get_sizes(l, 0, &n, &key_len) == 0)
		return change(l, &c, n, key_len);
	if (errno == EOPNOTSUPP && !c.key && !c.function && !c.context)
		return change_old(l, &c);
	return nic_fault(&l->nic, "Cannot get RX flow hash indir size and key size", 1);
}

const struct verb verb_set_rss = { .run = rss_change };
