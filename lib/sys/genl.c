/* Generic netlink: looks a family up, and frames its messages. */
#include "sys/genl.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>

struct lookup {
	struct genl *g;
	const char *group;
};

static void read_group(struct lookup *l, struct cur group)
{
	struct cur data;
	char name[GENL_NAMSIZ] = "";
	uint32_t id = 0;
	uint16_t type;

	while (nl_attr_next(&group, &type, &data)) {
		if (type == CTRL_ATTR_MCAST_GRP_NAME)
			nl_text(data, name, sizeof(name));
		else if (type == CTRL_ATTR_MCAST_GRP_ID)
			id = nl_u32(data);
	}
	if (strcmp(name, l->group) == 0)
		l->g->group = id;
}

static void read_family(void *arg, uint16_t message, struct cur body)
{
	struct lookup *l = arg;
	struct cur data, group;
	uint16_t type, index;

	if (message != GENL_ID_CTRL || genl_command(&body) != CTRL_CMD_NEWFAMILY)
		return;
	while (nl_attr_next(&body, &type, &data)) {
		if (type == CTRL_ATTR_FAMILY_ID)
			l->g->family = nl_u16(data);
		while (type == CTRL_ATTR_MCAST_GROUPS && l->group &&
		       nl_attr_next(&data, &index, &group))
			read_group(l, group);
	}
}

int genl_open(struct genl *g, const char *family, const char *group)
{
	struct genlmsghdr header = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 };
	struct lookup l = { .g = g, .group = group };
	struct nl_msg m;
	int err;

	g->family = 0;
	g->group = 0;
	if (nl_open(&g->nl, NETLINK_GENERIC) < 0)
		return -1;
	nl_begin(&m, GENL_ID_CTRL, 0, &header, sizeof(header));
	nl_attr_text(&m, CTRL_ATTR_FAMILY_NAME, family);
	err = nl_one(&g->nl, &m, read_family, &l) < 0 ? errno : g->family ? 0 : ENOENT;
	if (!err)
		return 0;
	genl_close(g);
	errno = err;
	return -1;
}

void genl_close(struct genl *g)
{
	nl_close(&g->nl);
}

void genl_begin(const struct genl *g, struct nl_msg *m, uint8_t command, uint16_t flags)
{
	struct genlmsghdr header = { .cmd = command, .version = 1 };

	nl_begin(m, g->family, flags, &header, sizeof(header));
}

uint8_t genl_command(struct cur *body)
{
	uint8_t command = cur_u8(body);

	cur_skip(body, sizeof(struct genlmsghdr) - 1);
	return command;
}
