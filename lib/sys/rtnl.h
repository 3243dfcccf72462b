/* Questions to the kernel's routing tables (rtnetlink(7)). */
#ifndef SYS_RTNL_H
#define SYS_RTNL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"

struct rtnl_route {
	struct addr gateway;	/* ADDR_NONE: the destination is on the link */
	struct addr source;	/* preferred source, or ADDR_NONE */
	uint32_t oif;		/* index of the interface it leaves by, 0: none */
	uint32_t mtu;		/* path MTU that the route names or has learnt, 0: none */
	uint8_t type;		/* RTN_UNICAST, RTN_LOCAL, RTN_BROADCAST... */
};

/*
 * The route that a packet to `to` takes, from the address (ADDR_NONE: any), out of the interface
 * (0: any), with the mark. 0, or -1 with the errno that sending would meet.
 */
int rtnl_route(const struct addr *to, const struct addr *from, uint32_t oif, uint32_t mark,
	       struct rtnl_route *route);

/* Forgets what the kernel has learnt of the path to that address of IPv6. -1 with errno. */
int rtnl_forget(const struct addr *to, uint32_t oif);

/* Sets the interface's MTU. -1 with errno. */
int rtnl_set_mtu(uint32_t index, uint32_t mtu);

/* Is the kernel still looking for that neighbour on the link? False where it cannot tell. */
bool rtnl_is_sought(const struct addr *neighbour, uint32_t oif);

/* Likewise, or has it given up? */
bool rtnl_is_missing(const struct addr *neighbour, uint32_t oif);

#endif
