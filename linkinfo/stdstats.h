/*
 * Standard counters of a device, IEEE 802.3 clause 30 and RFC 2819, as netlink groups them: the
 * kernel's ethtool-netlink.rst, STATS_GET.
 */
#ifndef LINKINFO_STDSTATS_H
#define LINKINFO_STDSTATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cur.h"
#include "base/json.h"
#include "base/obuf.h"
#include "stringset.h"

enum stdstat_kind { STDSTAT_COUNTER, STDSTAT_RX, STDSTAT_TX };

/* A counter; or frames received or sent that have low to high octets, high 0 being no bound. */
struct stdstat {
	enum stdstat_kind kind;
	uint32_t id;		/* its place in the group's string set */
	uint32_t low, high;
	uint64_t value;
};

struct stdstats_group {
	uint32_t id;		/* its place in the string set of groups */
	uint32_t names_id;	/* ETH_SS_... of its counters' names */
	struct stringset names;
	struct stdstat *stats;
	size_t n;
};

struct stdstats {
	struct stringset names;		/* of the groups */
	struct stdstats_group *groups;
	size_t n;
	bool bad;			/* something of the answer made no sense: it is left out */
};

/* Takes over the attributes of STATS_GET's answer; a nic_attr_fn. */
void stdstats_attr(void *stats, uint16_t type, struct cur data);

/* Asks for the names of what was read. */
void stdstats_names(struct nic *nic, struct stdstats *s);

void stdstats_text(const struct stdstats *s, struct obuf *o);
void stdstats_json(const struct stdstats *s, struct json *j);
void stdstats_free(struct stdstats *s);

#endif
