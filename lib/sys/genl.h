/* Generic netlink: a family of messages by its name; see the kernel's generic_netlink.rst. */
#ifndef SYS_GENL_H
#define SYS_GENL_H

#include <stdint.h>

#include "sys/nl.h"

struct genl {
	struct nl nl;
	uint16_t family;	/* the number that the kernel gave the name */
	uint32_t group;		/* of the multicast group that was asked for, 0: it has none */
};

/* group: a multicast group's name, or NULL. -1 with errno: ENOENT where the kernel lacks it. */
int genl_open(struct genl *g, const char *family, const char *group);
void genl_close(struct genl *g);

/* A request of that command; attributes may follow. */
void genl_begin(const struct genl *g, struct nl_msg *m, uint8_t command, uint16_t flags);

/* Skips the generic header at the front of a message's body; its command. */
uint8_t genl_command(struct cur *body);

#endif
