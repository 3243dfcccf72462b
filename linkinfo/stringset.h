/*
 * A string set of the device: names of its counters, features, private flags, tests; the kernel's
 * ethtool-netlink.rst, STRSET_GET, and linux/ethtool.h, ETHTOOL_GSSET_INFO and ETHTOOL_GSTRINGS.
 *
 * Names have 32 bytes and need not end; a set that says it has more than STRINGSET_MAX of them is
 * not read. (Not called strings.h: <string.h> would include it.)
 */
#ifndef LINKINFO_STRINGSET_H
#define LINKINFO_STRINGSET_H

#include <linux/ethtool.h>

#include "nic.h"

#define STRINGSET_MAX 262144

struct stringset {
	uint32_t id;		/* ETH_SS_... */
	uint32_t n;
	uint32_t counted;	/* by ioctl: n, or more where fewer names came */
	char (*names)[ETH_GSTRING_LEN];	/* n of them; may lack their end */
};

/*
 * Asks netlink or, for what only ioctls answer, ioctls alone. Returns 0, also for a set that the
 * device lacks: it has no names; -1 with errno: E2BIG where there are too many. stringset_free()
 * in either case.
 */
int stringset_netlink(struct nic *nic, uint32_t id, struct stringset *s);
int stringset_ioctl(struct nic *nic, uint32_t id, struct stringset *s);

/* How many names an ioctl says there are, not yet bounded. -1 with errno. */
int stringset_count(struct nic *nic, uint32_t id, uint32_t *n);

/* netlink, else ioctls. */
int stringset_read(struct nic *nic, uint32_t id, struct stringset *s);

void stringset_free(struct stringset *s);

/* Length of name i without what follows its end; 0 also for i beyond the set. */
size_t stringset_len(const struct stringset *s, uint32_t i);

/* Name i with an end, as it came: for JSON and comparisons. Returns `to`. */
const char *stringset_text(const struct stringset *s, uint32_t i, char to[ETH_GSTRING_LEN + 1]);

/* Name i, escaped; returns how many columns it took. */
size_t stringset_put(const struct stringset *s, uint32_t i, struct obuf *o);

/* Is that name i? */
bool stringset_is(const struct stringset *s, uint32_t i, const char *name);

/* Number of the first so called, or -1. */
int64_t stringset_find(const struct stringset *s, const char *name);

/* Takes over the attributes of STRSET_GET's answer; a nic_attr_fn. */
void stringset_attr(void *set, uint16_t type, struct cur data);

#endif
