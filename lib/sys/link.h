/*
 * Interfaces and their addresses as the kernel tells them over rtnetlink(7): one dump of each,
 * whatever their number. Names, labels and hardware addresses may come from an enemy.
 */
#ifndef SYS_LINK_H
#define SYS_LINK_H

#include <linux/if_link.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"

#define LINK_HW_MAX 32		/* MAX_ADDR_LEN */

struct link_addr {
	int index;			/* of its interface */
	struct addr local, peer;	/* peer: ADDR_NONE where there is none */
	struct addr broadcast;		/* ADDR_NONE: not set */
	uint8_t prefix;
	uint8_t scope;			/* RT_SCOPE_* */
	uint32_t flags;			/* IFA_F_* */
	uint32_t valid_s, preferred_s;	/* seconds to live, UINT32_MAX: for ever */
	char label[IF_NAMESIZE];	/* IPv4: the interface's name, or an alias such as eth0:1 */
};

struct link {
	int index;
	char name[IF_NAMESIZE];
	uint16_t type;			/* ARPHRD_* */
	uint32_t flags;			/* IFF_* */
	uint32_t mtu, txqlen;
	int master;			/* index of the bridge or bond it belongs to, 0: none */
	uint8_t operstate;		/* RFC 2863 */
	uint8_t hw[LINK_HW_MAX];
	size_t hw_len;
	struct rtnl_link_stats64 stats;	/* 64 bits each, never the older 32 */
	bool has_stats;
	struct rtnl_link_ifmap map;	/* interrupt, base address, memory */
	char kind[16];			/* "veth", "bridge"...; "" for hardware */
	const struct link_addr *addrs;	/* IPv4 in the kernel's order, then IPv6 */
	size_t naddrs;
};

struct link_table {
	struct link *links;		/* in the kernel's order */
	size_t n;
	struct link_addr *addrs;
	size_t naddrs;
	size_t next;			/* where the next counters probably belong */
};

/*
 * All interfaces (name NULL), or the one of that name or alternative name, at a cost that does not
 * depend on the others. The caller frees it. -1 with errno: ENODEV where there is none.
 */
int link_read(struct link_table *table, const char *name);
void link_free(struct link_table *table);

#endif
