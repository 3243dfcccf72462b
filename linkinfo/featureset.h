/*
 * Features and offloads of a device: what it can, what is wanted of it, what it does; the kernel's
 * netdev-features.rst, FEATURES_GET, and linux/ethtool.h, ETHTOOL_GFEATURES. The kernel names them;
 * the groups are older than their names, and each has an ioctl or a flag of its own. (Not called
 * features.h: the C library's headers would include it.)
 */
#ifndef LINKINFO_FEATURESET_H
#define LINKINFO_FEATURESET_H

#include "stringset.h"

enum {
	FEATURE_AVAILABLE = 1,	/* it can be changed */
	FEATURE_WANTED = 2,
	FEATURE_ACTIVE = 4,
	FEATURE_NEVER = 8,	/* but not on this device */
};

#define FEATURE_GROUPS 12

struct feature_group {
	char word[8];		/* of a change */
	char title[32];		/* may stand for it as well */
	char names[32];		/* of its features; one "*" stands for anything */
	uint32_t get, set;	/* ioctls of kernels that tell no features; 0: .flag */
	uint32_t flag;		/* of ETHTOOL_GFLAGS */
	bool retired;		/* Linux has it no more: shown where a feature is named so */
};

extern const struct feature_group feature_groups[FEATURE_GROUPS];

struct features {
	struct stringset names;
	uint8_t *flags;			/* of each feature; NULL: only groups are known */
	bool group_on[FEATURE_GROUPS];	/* of those without features, as ioctls say */
};

/*
 * -1 with errno: ENODATA where not even groups are known. features_free() in either case. Without
 * netlink, features_ioctl() warns of what is missing.
 */
int features_netlink(struct nic *nic, struct features *f);
int features_ioctl(struct nic *nic, struct features *f);
void features_free(struct features *f);

/* Reads the names alone, what features_attr() needs; reports nothing. */
int features_names(struct nic *nic, struct features *f);

/* Takes over an attribute of FEATURES_GET's answer, after the names: a nic_attr_fn. */
void features_attr(void *features, uint16_t type, struct cur data);

/* Is feature i one of the group? */
bool features_in(const struct features *f, uint32_t i, const struct feature_group *g);

/* Is it in any, or has it no name to be shown by? */
bool features_grouped(const struct features *f, uint32_t i);

/* How many features it has; the first of them, if any. */
uint32_t features_count(const struct features *f, const struct feature_group *g, uint32_t *first);

/* Is the group on: one of its features, or by its own ioctl? */
bool features_on(const struct features *f, const struct feature_group *g);

/* Is it out of reach? */
bool feature_fixed(uint8_t flags);

/* The group of that word or title, or NULL. */
const struct feature_group *feature_group_find(const char *word);

/*
 * Writes them in groups, then the rest; of `before` (NULL: none) only those that changed since.
 */
void features_put(const struct features *f, const struct features *before, struct obuf *o);

#endif
