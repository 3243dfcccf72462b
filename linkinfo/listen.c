/* The monitor group: joins it, and takes the frames off what it brings. */
#include "listen.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <string.h>

#include "debug.h"
#include "sys/link.h"

int listen_open(struct listen *listen, struct debug *debug, listen_fn *fn, void *to)
{
	struct genl *g = &listen->genl;

	listen->fn = fn;
	listen->to = to;
	if (genl_open(g, ETHTOOL_GENL_NAME, ETHTOOL_MCGRP_MONITOR_NAME) < 0)
		return -1;
	if (debug)
		debug_watch(debug, g);
	if (g->group && nl_join(&g->nl, g->group) == 0)
		return 0;
	if (!g->group)
		errno = ENOENT;
	listen_close(listen);
	return -1;
}

void listen_close(struct listen *listen)
{
	int err = errno;

	genl_close(&listen->genl);
	errno = err;
}

static void hear(void *arg, uint16_t type, struct cur body)
{
	const struct listen *listen = arg;
	char name[IF_NAMESIZE];
	uint8_t command;

	if (type != listen->genl.family)
		return;
	command = nic_message(&body, name);
	listen->fn(listen->to, command, name, body);
}

int listen_next(struct listen *listen)
{
	return nl_hear(&listen->genl.nl, hear, listen);
}

void listen_name(const char *given, char name[IF_NAMESIZE])
{
	struct link_table t;

	name[0] = '\0';
	if (link_read(&t, given) < 0)
		return;
	if (t.n)
		memcpy(name, t.links[0].name, IF_NAMESIZE);
	link_free(&t);
}
