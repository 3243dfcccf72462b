/* The device: ethtool netlink and SIOCETHTOOL behind one face; see nic.h. */
#include "nic.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/prog.h"
#include "debug.h"
#include "sys/link.h"

void nic_open(struct nic *nic, const char *name)
{
	*nic = (struct nic){ .name = name, .ioctl_fd = -1 };
}

void nic_name(const struct nic *nic, struct obuf *o)
{
	ob_esc(o, nic->name, strlen(nic->name));
}

void nic_close(struct nic *nic)
{
	if (nic->ioctl_fd >= 0)
		close(nic->ioctl_fd);
	if (nic->netlink)
		genl_close(&nic->genl);
	nic_open(nic, nic->name);
}

void nic_rename(struct nic *nic, const char *name)
{
	if (nic->ioctl_fd >= 0)
		close(nic->ioctl_fd);
	nic->ioctl_fd = -1;
	nic->ioctl_name[0] = '\0';
	nic->name = name;
}

bool nic_has_netlink(struct nic *nic)
{
	if (!nic->asked)
		nic->netlink = genl_open(&nic->genl, ETHTOOL_GENL_NAME, NULL) == 0;
	if (!nic->asked && nic->netlink && nic->debug)
		debug_watch(nic->debug, &nic->genl);
	nic->asked = true;
	return nic->netlink;
}

static size_t begin(struct nic *nic, struct nl_msg *m, uint8_t command, uint16_t header)
{
	size_t nest;

	nic_has_netlink(nic);
	genl_begin(&nic->genl, m, command, 0);
	nest = nl_nest(m, header);
	nl_attr_text(m, ETHTOOL_A_HEADER_DEV_NAME, nic->name);
	return nest;
}

void nic_begin(struct nic *nic, struct nl_msg *m, uint8_t command, uint16_t header)
{
	size_t nest = begin(nic, m, command, header);

	nl_attr_u32(m, ETHTOOL_A_HEADER_FLAGS,
		    ETHTOOL_FLAG_COMPACT_BITSETS | (nic->statistics ? ETHTOOL_FLAG_STATS : 0));
	nl_nest_end(m, nest);
}

void nic_begin_set(struct nic *nic, struct nl_msg *m, uint8_t command, uint16_t header)
{
	nl_nest_end(m, begin(nic, m, command, header));
}

struct answer {
	struct nic *nic;
	nic_attr_fn *fn;
	void *to;
};

/* The first attribute of nearly every message is its header: number 1. */
void nic_attrs(struct cur attrs, nic_attr_fn *fn, void *to)
{
	struct cur data;
	uint16_t type;

	while (nl_attr_next(&attrs, &type, &data))
		if (type != 1)
			fn(to, type, data);
}

uint8_t nic_message(struct cur *body, char name[IF_NAMESIZE])
{
	uint8_t command = genl_command(body);
	uint16_t at = command == ETHTOOL_MSG_STATS_GET_REPLY ? ETHTOOL_A_STATS_HEADER : 1;
	struct cur list = *body, header, data;
	uint16_t type;

	name[0] = '\0';
	while (nl_attr_next(&list, &type, &header)) {
		if (type != at)
			continue;
		while (nl_attr_next(&header, &type, &data))
			if (type == ETHTOOL_A_HEADER_DEV_NAME)
				nl_text(data, name, IF_NAMESIZE);
		break;
	}
	return command;
}

static void read_answer(void *arg, uint16_t message, struct cur body)
{
	const struct answer *a = arg;
	char name[IF_NAMESIZE];

	(void)message;
	nic_message(&body, name);
	if (name[0] && strcmp(name, a->nic->name) != 0) {
		memcpy(a->nic->real_name, name, sizeof(name));
		a->nic->name = a->nic->real_name;
	}
	nic_attrs(body, a->fn, a->to);
}

void nic_ignore(void *to, uint16_t type, struct cur data)
{
	(void)to;
	(void)type;
	(void)data;
}

static int ask(struct nic *nic, struct nl_msg *m, struct answer *a)
{
	nic->netlink_errno = EOPNOTSUPP;
	if (nic_has_netlink(nic))
		nic->netlink_errno = nl_one(&nic->genl.nl, m, read_answer, a) < 0 ? errno : 0;
	errno = nic->netlink_errno;
	return errno ? -1 : 0;
}

int nic_ask(struct nic *nic, struct nl_msg *m, nic_attr_fn *fn, void *to)
{
	return ask(nic, m, &(struct answer){ .nic = nic, .fn = fn, .to = to });
}

int nic_get(struct nic *nic, uint8_t command, uint16_t header, nic_attr_fn *fn, void *to)
{
	struct nl_msg m;

	nic_begin(nic, &m, command, header);
	return nic_ask(nic, &m, fn, to);
}

int nic_dump(struct nic *nic, uint8_t command, nl_message_fn *fn, void *to)
{
	struct nl_msg m;
	size_t nest;

	nic->netlink_errno = EOPNOTSUPP;
	if (nic_has_netlink(nic)) {
		genl_begin(&nic->genl, &m, command, 0);
		nest = nl_nest(&m, command == ETHTOOL_MSG_STATS_GET ? ETHTOOL_A_STATS_HEADER : 1);
		nl_attr_u32(&m, ETHTOOL_A_HEADER_FLAGS, ETHTOOL_FLAG_COMPACT_BITSETS);
		nl_nest_end(&m, nest);
		nic->netlink_errno = nl_dump(&nic->genl.nl, &m, fn, to) < 0 ? errno : 0;
	}
	errno = nic->netlink_errno;
	return errno ? -1 : 0;
}

int nic_set(struct nic *nic, struct nl_msg *m)
{
	struct nlmsghdr header;

	memcpy(&header, m->buf, sizeof(header));
	header.nlmsg_flags |= NLM_F_ACK;
	memcpy(m->buf, &header, sizeof(header));
	if (nic_ask(nic, m, nic_ignore, NULL) < 0)
		return -1;
	if (nic->genl.nl.why[0])
		warn_bare("netlink warning: %s", nic->genl.nl.why);
	return 0;
}

bool nic_wants_ioctl(const struct nic *nic)
{
	return nic->netlink_errno == EOPNOTSUPP;
}

/* ioctls know no alternative names. */
static int find_name(struct nic *nic)
{
	size_t n = strlen(nic->name);
	struct link_table t;

	if (n < sizeof(nic->ioctl_name)) {
		memcpy(nic->ioctl_name, nic->name, n + 1);
		return 0;
	}
	if (link_read(&t, nic->name) < 0)
		return -1;
	if (t.n)
		memcpy(nic->ioctl_name, t.links[0].name, sizeof(nic->ioctl_name));
	link_free(&t);
	errno = ENODEV;
	return nic->ioctl_name[0] ? 0 : -1;
}

int nic_ioctl(struct nic *nic, void *request)
{
	struct ifreq ifr = { .ifr_data = request };

	if (nic->ioctl_fd < 0 && find_name(nic) < 0)
		return -1;
	if (nic->ioctl_fd < 0)
		nic->ioctl_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (nic->ioctl_fd < 0)
		nic->ioctl_fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	if (nic->ioctl_fd < 0)
		return -1;
	memcpy(ifr.ifr_name, nic->ioctl_name, sizeof(ifr.ifr_name));
	return ioctl(nic->ioctl_fd, SIOCETHTOOL, &ifr);
}

void nic_netlink_fault(const struct nic *nic)
{
	const struct nl *nl = &nic->genl.nl;
	bool shown = nic->debug && debug_points(nic->debug);

	if (nl->why[0] && nl->why_offset && !shown)
		warn_bare("netlink error: %s (offset %u)", nl->why, nl->why_offset);
	else if (nl->why[0])
		warn_bare("netlink error: %s", nl->why);
	warn_bare("netlink error: %s", strerror(nic->netlink_errno));
	if (nic->debug)
		debug_refused(nic->debug);
}

int nic_refused(struct nic *nic, int netlink_status, const char *what, int status)
{
	if (!nic->netlink || !nic->netlink_errno) {
		warn_bare("%s: %s", what, strerror(errno));
		return status;
	}
	nic_netlink_fault(nic);
	return netlink_status;
}

int nic_fault(struct nic *nic, const char *what, int status)
{
	return nic_refused(nic, 1, what, status);
}

int nic_needs_netlink(void)
{
	warn_bare("netlink interface initialization failed, subcommand not supported by ioctl");
	return 1;
}
