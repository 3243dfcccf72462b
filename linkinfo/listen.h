/* What the kernel tells without being asked: the multicast group of ethtool netlink. */
#ifndef LINKINFO_LISTEN_H
#define LINKINFO_LISTEN_H

#include "nic.h"

/* Told of one notification: its ETHTOOL_MSG_..., the device, its attributes with the header. */
typedef void listen_fn(void *to, uint8_t command, const char *name, struct cur attrs);

struct listen {
	struct genl genl;
	listen_fn *fn;
	void *to;
};

/* From now on nothing is missed. -1 with errno. */
int listen_open(struct listen *listen, struct debug *debug, listen_fn *fn, void *to);
void listen_close(struct listen *listen);

/* Waits for the next datagram, as nl_hear() does. */
int listen_next(struct listen *listen);

/* The kernel's name of a device by its name or alternative name; "" where there is none. */
void listen_name(const char *given, char name[IF_NAMESIZE]);

#endif
