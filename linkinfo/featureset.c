/* Features of a device, over netlink and ioctl, and their text; see featureset.h. */
#include "featureset.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "bitset.h"

#define OWN(w, t, n, call) \
	{                                                                                          \
		.word = w, .title = t, .names = n, .get = ETHTOOL_G##call, .set = ETHTOOL_S##call  \
	}
#define FLAG(w, t, n, bit)                                                                         \
	{                                                                                          \
		.word = w, .title = t, .names = n, .flag = bit                                     \
	}

const struct feature_group feature_groups[FEATURE_GROUPS] = {
	OWN("rx", "rx-checksumming", "rx-checksum", RXCSUM),
	OWN("tx", "tx-checksumming", "tx-checksum-*", TXCSUM),
	OWN("sg", "scatter-gather", "tx-scatter-gather*", SG),
	OWN("tso", "tcp-segmentation-offload", "tx-tcp*-segmentation", TSO),
	{ .word = "ufo",
	  .title = "udp-fragmentation-offload",
	  .names = "tx-udp-fragmentation",
	  .retired = true },
	OWN("gso", "generic-segmentation-offload", "tx-generic-segmentation", GSO),
	OWN("gro", "generic-receive-offload", "rx-gro", GRO),
	FLAG("lro", "large-receive-offload", "rx-lro", ETH_FLAG_LRO),
	FLAG("rxvlan", "rx-vlan-offload", "rx-vlan-hw-parse", ETH_FLAG_RXVLAN),
	FLAG("txvlan", "tx-vlan-offload", "tx-vlan-hw-insert", ETH_FLAG_TXVLAN),
	FLAG("ntuple", "ntuple-filters", "rx-ntuple-filter", ETH_FLAG_NTUPLE),
	FLAG("rxhash", "receive-hashing", "rx-hashing", ETH_FLAG_RXHASH),
};

#define LAST_GROUP (feature_groups + FEATURE_GROUPS - 1)

const struct feature_group *feature_group_find(const char *word)
{
	for (const struct feature_group *g = feature_groups; g <= LAST_GROUP; g++)
		if (strcmp(word, g->word) == 0 || strcmp(word, g->title) == 0)
			return g;
	return NULL;
}

/* By the first difference: it is asked of each feature for each group. */
bool features_in(const struct features *f, uint32_t i, const struct feature_group *g)
{
	const char *name = i < f->names.n ? f->names.names[i] : "", *p = g->names;
	size_t len, front, back;

	while (*p && *p != '*' && *p == *name)
		p++, name++;
	if (*p != '*')
		return !*p && !*name;
	front = (size_t)(p - g->names);
	back = strlen(p + 1);
	len = stringset_len(&f->names, i);
	if (len < front + back)
		return false;
	name -= front;
	while (back && name[len - 1] == p[back])
		len--, back--;
	return !back;
}

_Static_assert(sizeof(feature_groups->names) <= ETH_GSTRING_LEN, "a name that has no end has more");

bool features_grouped(const struct features *f, uint32_t i)
{
	for (const struct feature_group *g = feature_groups; g <= LAST_GROUP; g++)
		if (features_in(f, i, g))
			return true;
	return !stringset_len(&f->names, i);
}

uint32_t features_count(const struct features *f, const struct feature_group *g, uint32_t *first)
{
	uint32_t n = 0;

	for (uint32_t i = 0; f->flags && i < f->names.n; i++) {
		if (!features_in(f, i, g))
			continue;
		if (!n++ && first)
			*first = i;
	}
	return n;
}

bool features_on(const struct features *f, const struct feature_group *g)
{
	bool any = false;

	for (uint32_t i = 0; f->flags && i < f->names.n; i++) {
		if (!features_in(f, i, g))
			continue;
		any = true;
		if (f->flags[i] & FEATURE_ACTIVE)
			return true;
	}
	return !any && f->group_on[g - feature_groups];
}

bool feature_fixed(uint8_t flags)
{
	return !(flags & FEATURE_AVAILABLE) || flags & FEATURE_NEVER;
}

void features_free(struct features *f)
{
	stringset_free(&f->names);
	free(f->flags);
	f->flags = NULL;
}

/* The names are there; the flags of them begin clear. */
static void named(struct features *f)
{
	f->flags = prog_alloc(f->names.n + 1, 1);
}

void features_attr(void *features, uint16_t type, struct cur data)
{
	static const uint8_t flag_of[] = {
		[ETHTOOL_A_FEATURES_HW] = FEATURE_AVAILABLE,
		[ETHTOOL_A_FEATURES_WANTED] = FEATURE_WANTED,
		[ETHTOOL_A_FEATURES_ACTIVE] = FEATURE_ACTIVE,
		[ETHTOOL_A_FEATURES_NOCHANGE] = FEATURE_NEVER,
	};
	struct features *f = features;
	struct bitset b;

	if (type >= sizeof(flag_of) || !flag_of[type] || !f->flags)
		return;
	b = bitset_of(data);
	for (uint32_t i = 0; i < f->names.n; i++)
		if (bitset_has(&b, i))
			f->flags[i] |= flag_of[type];
}

int features_names(struct nic *nic, struct features *f)
{
	*f = (struct features){ 0 };
	if (stringset_read(nic, ETH_SS_FEATURES, &f->names) < 0)
		return -1;
	named(f);
	return 0;
}

int features_netlink(struct nic *nic, struct features *f)
{
	if (features_names(nic, f) < 0)
		return -1;
	return nic_get(nic, ETHTOOL_MSG_FEATURES_GET, ETHTOOL_A_FEATURES_HEADER, features_attr, f);
}

/* Does this errno say that the kernel is too old for names, or that they are not to be had? */
static bool lacks_names(int err)
{
	return err == EOPNOTSUPP || err == EINVAL || err == EPERM || err == E2BIG;
}

static int read_flags(struct nic *nic, struct features *f)
{
	uint32_t blocks = (f->names.n + 31) / 32;
	struct ethtool_gfeatures *g = prog_alloc(1, sizeof(*g) + blocks * sizeof(g->features[0]));
	int rc;

	*g = (struct ethtool_gfeatures){ .cmd = ETHTOOL_GFEATURES, .size = blocks };
	rc = nic_ioctl(nic, g);
	if (rc >= 0)
		named(f);
	for (uint32_t i = 0; rc >= 0 && i < f->names.n; i++) {
		const struct ethtool_get_features_block *b = &g->features[i / 32];
		uint32_t bit = (uint32_t)1 << i % 32;

		f->flags[i] = (uint8_t)((b->available & bit ? FEATURE_AVAILABLE : 0) |
					(b->requested & bit ? FEATURE_WANTED : 0) |
					(b->active & bit ? FEATURE_ACTIVE : 0) |
					(b->never_changed & bit ? FEATURE_NEVER : 0));
	}
	free(g);
	return rc;
}

/* Says what an ioctl could not tell, unless netlink speaks for both. */
static void lacks(const struct nic *nic, const char *what, const char *title)
{
	if (!nic->netlink)
		warn_bare("Cannot get device %s%s: %s", title, what, strerror(errno));
}

/* The state of the groups that no feature tells. Returns whether any of them is known. */
static bool read_groups(struct nic *nic, struct features *f)
{
	struct ethtool_value flags = { .cmd = ETHTOOL_GFLAGS };
	bool known = false, has_flags = false, asked = false;

	for (const struct feature_group *g = feature_groups; g <= LAST_GROUP; g++) {
		struct ethtool_value v = { .cmd = g->get };
		bool *on = &f->group_on[g - feature_groups];

		if (g->retired || features_count(f, g, NULL))
			continue;
		if (g->flag && !asked) {
			has_flags = nic_ioctl(nic, &flags) >= 0;
			if (!has_flags)
				lacks(nic, "flags", "");
			asked = true;
		}
		if (g->flag)
			*on = has_flags && flags.data & g->flag;
		else if (nic_ioctl(nic, &v) >= 0)
			known = true, *on = v.data;
		else
			lacks(nic, " settings", g->title);
	}
	return known || has_flags;
}

int features_ioctl(struct nic *nic, struct features *f)
{
	int err = 0;
	bool known;

	*f = (struct features){ 0 };
	if (stringset_ioctl(nic, ETH_SS_FEATURES, &f->names) < 0) {
		if (!lacks_names(errno))
			return -1;
		stringset_free(&f->names);
	}
	if (f->names.n && read_flags(nic, f) < 0)
		err = errno;
	known = read_groups(nic, f);
	errno = err;
	if (err)
		lacks(nic, "generic features", "");
	errno = ENODATA;
	/* a kernel that has netlink knows features, and says itself why it tells none */
	return f->flags || (known && !nic->netlink) ? 0 : -1;
}

static void put_state(uint8_t flags, struct obuf *o)
{
	bool active = flags & FEATURE_ACTIVE, wanted = flags & FEATURE_WANTED;

	ob_str(o, active ? ": on" : ": off");
	if (feature_fixed(flags))
		ob_str(o, " [fixed]");
	else if (active != wanted)
		ob_str(o, wanted ? " [requested on]" : " [requested off]");
	ob_c(o, '\n');
}

static bool changed(const struct features *f, const struct features *before, uint32_t i)
{
	if (!before || !before->flags || i >= before->names.n)
		return true;
	return (f->flags[i] ^ before->flags[i]) & FEATURE_ACTIVE;
}

static void put_features(const struct features *f, const struct features *before,
			 const struct feature_group *g, bool indent, struct obuf *o)
{
	for (uint32_t i = 0; i < f->names.n; i++) {
		if (!stringset_len(&f->names, i) || !features_in(f, i, g) || !changed(f, before, i))
			continue;
		if (indent)
			ob_c(o, '\t');
		stringset_put(&f->names, i, o);
		put_state(f->flags[i], o);
	}
}

static void put_group(const struct features *f, const struct features *before,
		      const struct feature_group *g, struct obuf *o)
{
	uint32_t only = 0, n = features_count(f, g, &only);
	bool on = features_on(f, g), headed = !before || on != features_on(before, g);

	if (g->retired && !n)
		return;
	if (headed) {
		ob_str(o, g->title);
		put_state(n == 1 ? f->flags[only] :
				   (uint8_t)(FEATURE_AVAILABLE |
					     (on ? FEATURE_ACTIVE | FEATURE_WANTED : 0)),
			  o);
	}
	if (n > 1)
		put_features(f, before, g, headed, o);
}

void features_put(const struct features *f, const struct features *before, struct obuf *o)
{
	for (const struct feature_group *g = feature_groups; g <= LAST_GROUP; g++)
		put_group(f, before, g, o);
	for (uint32_t i = 0; f->flags && i < f->names.n; i++) {
		if (features_grouped(f, i) || !changed(f, before, i))
			continue;
		stringset_put(&f->names, i, o);
		put_state(f->flags[i], o);
	}
}
