/* String sets of a device over netlink and ioctl; see stringset.h. */
#include "stringset.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

/* The kernel may know more names when it writes them than when it counted them. */
#define SLACK 256

static void set_room(struct stringset *s, uint32_t n)
{
	free(s->names);
	s->names = prog_alloc(n + SLACK, ETH_GSTRING_LEN);
	s->n = n;
}

static void read_string(struct stringset *s, struct cur string)
{
	uint32_t index = UINT32_MAX;
	struct cur data, name = cur_of(NULL, 0);
	size_t len;
	uint16_t type;

	while (nl_attr_next(&string, &type, &data)) {
		if (type == ETHTOOL_A_STRING_INDEX)
			index = nl_u32(data);
		else if (type == ETHTOOL_A_STRING_VALUE)
			name = data;
	}
	if (index >= s->n)
		return;
	len = cur_left(&name) < ETH_GSTRING_LEN ? cur_left(&name) : ETH_GSTRING_LEN;
	memset(s->names[index], 0, ETH_GSTRING_LEN);
	if (len)
		memcpy(s->names[index], cur_bytes(&name, len), len);
}

/* One set: its number and its count stand before its strings, but need not. */
static void read_set(struct stringset *s, struct cur set)
{
	uint32_t id = UINT32_MAX, n = 0;
	struct cur data, strings = cur_of(NULL, 0), string;
	uint16_t type;

	while (nl_attr_next(&set, &type, &data)) {
		if (type == ETHTOOL_A_STRINGSET_ID)
			id = nl_u32(data);
		else if (type == ETHTOOL_A_STRINGSET_COUNT)
			n = nl_u32(data);
		else if (type == ETHTOOL_A_STRINGSET_STRINGS)
			strings = data;
	}
	if (id != s->id)
		return;
	s->n = n;
	if (n > STRINGSET_MAX)
		return;
	set_room(s, n);
	while (nl_attr_next(&strings, &type, &string))
		read_string(s, string);
}

void stringset_attr(void *set, uint16_t type, struct cur data)
{
	struct cur one;
	uint16_t index;

	while (type == ETHTOOL_A_STRSET_STRINGSETS && nl_attr_next(&data, &index, &one))
		read_set(set, one);
}

/* Refuses what is beyond the bound. */
static int bounded(struct stringset *s)
{
	if (s->n <= STRINGSET_MAX)
		return 0;
	s->n = 0;
	errno = E2BIG;
	return -1;
}

int stringset_netlink(struct nic *nic, uint32_t id, struct stringset *s)
{
	struct nl_msg m;
	size_t sets, set;

	*s = (struct stringset){ .id = id };
	nic_begin(nic, &m, ETHTOOL_MSG_STRSET_GET, ETHTOOL_A_STRSET_HEADER);
	sets = nl_nest(&m, ETHTOOL_A_STRSET_STRINGSETS);
	set = nl_nest(&m, ETHTOOL_A_STRINGSETS_STRINGSET);
	nl_attr_u32(&m, ETHTOOL_A_STRINGSET_ID, id);
	nl_nest_end(&m, set);
	nl_nest_end(&m, sets);
	if (nic_ask(nic, &m, stringset_attr, s) < 0)
		return -1;
	return bounded(s);
}

/* Before Linux 2.6.34 the driver's description had the counts. */
static int count_old(struct nic *nic, uint32_t id, uint32_t *n)
{
	struct ethtool_drvinfo d = { .cmd = ETHTOOL_GDRVINFO };

	errno = EOPNOTSUPP;
	if (id != ETH_SS_STATS && id != ETH_SS_TEST && id != ETH_SS_PRIV_FLAGS)
		return -1;
	if (nic_ioctl(nic, &d) < 0)
		return -1;
	*n = id == ETH_SS_STATS ? d.n_stats : id == ETH_SS_TEST ? d.testinfo_len : d.n_priv_flags;
	return 0;
}

int stringset_count(struct nic *nic, uint32_t id, uint32_t *n)
{
	union {
		struct ethtool_sset_info info;
		uint8_t room[sizeof(struct ethtool_sset_info) + 64 * sizeof(uint32_t)];
	} u = { .info = { .cmd = ETHTOOL_GSSET_INFO, .sset_mask = (uint64_t)1 << id } };

	*n = 0;
	if (nic_ioctl(nic, &u) < 0)
		return errno == EOPNOTSUPP ? count_old(nic, id, n) : -1;
	/* a set that the device lacks loses its bit, and no number follows */
	if (u.info.sset_mask)
		memcpy(n, u.room + sizeof(u.info), sizeof(*n));
	return 0;
}

int stringset_ioctl(struct nic *nic, uint32_t id, struct stringset *s)
{
	struct ethtool_gstrings *g;
	uint32_t n;
	int rc;

	*s = (struct stringset){ .id = id };
	if (stringset_count(nic, id, &n) < 0)
		return -1;
	s->n = s->counted = n;
	if (bounded(s) < 0 || !n)
		return n ? -1 : 0;
	set_room(s, n);
	g = prog_alloc(1, sizeof(*g) + (size_t)(n + SLACK) * ETH_GSTRING_LEN);
	*g = (struct ethtool_gstrings){ .cmd = ETHTOOL_GSTRINGS, .string_set = id, .len = n };
	rc = nic_ioctl(nic, g);
	/* fewer than were counted: the rest is nameless */
	if (rc >= 0 && g->len < n)
		s->n = g->len;
	if (rc >= 0)
		memcpy(s->names, g->data, (size_t)s->n * ETH_GSTRING_LEN);
	free(g);
	return rc < 0 ? -1 : 0;
}

int stringset_read(struct nic *nic, uint32_t id, struct stringset *s)
{
	if (stringset_netlink(nic, id, s) == 0)
		return 0;
	stringset_free(s);
	return stringset_ioctl(nic, id, s);
}

void stringset_free(struct stringset *s)
{
	free(s->names);
	s->names = NULL;
	s->n = 0;
}

size_t stringset_len(const struct stringset *s, uint32_t i)
{
	return i < s->n ? strnlen(s->names[i], ETH_GSTRING_LEN) : 0;
}

const char *stringset_text(const struct stringset *s, uint32_t i, char to[ETH_GSTRING_LEN + 1])
{
	size_t len = stringset_len(s, i);

	if (len)
		memcpy(to, s->names[i], len);
	to[len] = '\0';
	return to;
}

size_t stringset_put(const struct stringset *s, uint32_t i, struct obuf *o)
{
	size_t from = o->len, len = stringset_len(s, i);

	if (len)
		ob_esc(o, s->names[i], len);
	/* a block that was written meanwhile begins anew */
	return o->len >= from ? o->len - from : len;
}

bool stringset_is(const struct stringset *s, uint32_t i, const char *name)
{
	const char *p, *end;

	if (i >= s->n)
		return false;
	p = s->names[i];
	for (end = p + ETH_GSTRING_LEN; p < end && *p && *p == *name; p++)
		name++;
	return !*name && (p == end || !*p);
}

int64_t stringset_find(const struct stringset *s, const char *name)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (stringset_is(s, i, name))
			return i;
	return -1;
}
