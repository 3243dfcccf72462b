/* Generic netlink: the control family, and the frame of the ethtool family's messages. */
#include "nicsim.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAMILY 0x15
#define MONITOR_GROUP 4
#define HEADER_POLICY 1
#define NTF(name)                                                                                  \
	{                                                                                          \
#name, ETHTOOL_MSG_##name##_NTF                                                    \
	}

static bool family_exists(void)
{
	const char *mode = getenv("NICSIM_NETLINK");

	return mode && !strcmp(mode, "yes");
}

/* Begins a message; message_send fills its length in. */
static void message_begin(struct bytes *b, const struct nlmsghdr *to, uint16_t type, uint16_t flags,
			  uint32_t port)
{
	struct nlmsghdr n = { .nlmsg_type = type, .nlmsg_flags = flags, .nlmsg_pid = port };

	n.nlmsg_seq = to ? to->nlmsg_seq : 0;
	b->len = 0;
	put(b, &n, sizeof(n));
}

static void message_send(struct peer *p, struct bytes *b)
{
	uint32_t len = (uint32_t)b->len;

	memcpy(b->at, &len, sizeof(len));
	send_message(p, b);
	b->len = 0;
}

static void genl_begin(struct bytes *b, const struct nlmsghdr *to, uint16_t type, uint16_t flags,
		       uint32_t port, uint8_t cmd, uint8_t version)
{
	struct genlmsghdr g = { .cmd = cmd, .version = version };

	message_begin(b, to, type, flags, port);
	put(b, &g, sizeof(g));
}

/* The acknowledgement or refusal; `why` and `where` (in the request) go to those who want them. */
static void answer(struct peer *p, const struct nlmsghdr *n, int error, const char *why,
		   const uint8_t *where)
{
	struct nlmsgerr e = { .error = -error, .msg = *n };
	bool tlvs = p->ext_ack && (why || where), capped = !error || p->cap_ack;
	struct bytes b = { 0 };

	message_begin(&b, n, NLMSG_ERROR,
		      (uint16_t)((tlvs ? NLM_F_ACK_TLVS : 0) | (capped ? NLM_F_CAPPED : 0)),
		      p->port);
	put(&b, &e, sizeof(e));
	if (!capped) {
		put(&b, n + 1, n->nlmsg_len - sizeof(*n));
		put_zero(&b, padded(b.len) - b.len);
	}
	if (tlvs && why)
		attr_text(&b, NLMSGERR_ATTR_MSG, why, strlen(why));
	if (tlvs && where)
		attr_u32(&b, NLMSGERR_ATTR_OFFS, (uint64_t)(where - (const uint8_t *)n));
	message_send(p, &b);
	free(b.at);
}

static void send_done(struct peer *p, const struct nlmsghdr *n)
{
	struct bytes b = { 0 };

	message_begin(&b, n, NLMSG_DONE, NLM_F_MULTI, p->port);
	put(&b, &(int){ 0 }, sizeof(int));
	message_send(p, &b);
	free(b.at);
}

static void send_family(struct peer *p, const struct nlmsghdr *n)
{
	struct bytes b = { 0 };
	size_t list, one;

	genl_begin(&b, n, GENL_ID_CTRL, 0, p->port, CTRL_CMD_NEWFAMILY, 2);
	attr_text(&b, CTRL_ATTR_FAMILY_NAME, ETHTOOL_GENL_NAME, 32);
	attr_put(&b, CTRL_ATTR_FAMILY_ID, &(uint16_t){ FAMILY }, 2);
	attr_u32(&b, CTRL_ATTR_VERSION, ETHTOOL_GENL_VERSION);
	attr_u32(&b, CTRL_ATTR_HDRSIZE, 0);
	attr_u32(&b, CTRL_ATTR_MAXATTR, 0);
	list = attr_open(&b, CTRL_ATTR_OPS);
	for (const struct command *c = nl_commands; c->name; c++) {
		one = attr_open(&b, (uint16_t)c->number);
		attr_u32(&b, CTRL_ATTR_OP_ID, c->number);
		attr_u32(&b, CTRL_ATTR_OP_FLAGS,
			 GENL_CMD_CAP_DO | GENL_CMD_CAP_HASPOL |
				 (nl_reply_of((uint8_t)c->number) ? GENL_CMD_CAP_DUMP :
								    GENL_ADMIN_PERM));
		attr_close(&b, one);
	}
	attr_close(&b, list);
	list = attr_open(&b, CTRL_ATTR_MCAST_GROUPS);
	one = attr_open(&b, 1);
	attr_u32(&b, CTRL_ATTR_MCAST_GRP_ID, MONITOR_GROUP);
	attr_text(&b, CTRL_ATTR_MCAST_GRP_NAME, ETHTOOL_MCGRP_MONITOR_NAME, 16);
	attr_close(&b, one);
	attr_close(&b, list);
	message_send(p, &b);
	free(b.at);
}

/* One message of a policy dump: the attribute `attr` of policy `policy`. */
static void send_policy(struct peer *p, const struct nlmsghdr *n, uint16_t policy, uint16_t attr,
			uint32_t type, uint64_t mask)
{
	struct bytes b = { 0 };
	size_t all, one, two;

	genl_begin(&b, n, GENL_ID_CTRL, NLM_F_MULTI, p->port, CTRL_CMD_GETPOLICY, 2);
	attr_put(&b, CTRL_ATTR_FAMILY_ID, &(uint16_t){ FAMILY }, 2);
	all = attr_open(&b, CTRL_ATTR_POLICY);
	one = attr_open(&b, policy);
	two = attr_open(&b, attr);
	if (type == NL_ATTR_TYPE_NESTED) {
		attr_u32(&b, NL_POLICY_TYPE_ATTR_POLICY_IDX, HEADER_POLICY);
		attr_u32(&b, NL_POLICY_TYPE_ATTR_POLICY_MAXTYPE, ETHTOOL_A_HEADER_MAX);
	} else {
		attr_u64(&b, NL_POLICY_TYPE_ATTR_MASK, mask);
	}
	attr_u32(&b, NL_POLICY_TYPE_ATTR_TYPE, type);
	attr_close(&b, two);
	attr_close(&b, one);
	attr_close(&b, all);
	message_send(p, &b);
	free(b.at);
}

static void send_policies(struct peer *p, const struct nlmsghdr *n, uint64_t op)
{
	uint16_t header = op == ETHTOOL_MSG_STATS_GET ? ETHTOOL_A_STATS_HEADER : 1;
	struct bytes b = { 0 };
	size_t all, one;

	genl_begin(&b, n, GENL_ID_CTRL, NLM_F_MULTI, p->port, CTRL_CMD_GETPOLICY, 2);
	attr_put(&b, CTRL_ATTR_FAMILY_ID, &(uint16_t){ FAMILY }, 2);
	all = attr_open(&b, CTRL_ATTR_OP_POLICY);
	one = attr_open(&b, (uint16_t)op);
	attr_u32(&b, CTRL_ATTR_POLICY_DO, 0);
	attr_u32(&b, CTRL_ATTR_POLICY_DUMP, 0);
	attr_close(&b, one);
	attr_close(&b, all);
	message_send(p, &b);
	free(b.at);
	send_policy(p, n, 0, header, NL_ATTR_TYPE_NESTED, 0);
	send_policy(p, n, HEADER_POLICY, ETHTOOL_A_HEADER_FLAGS, NL_ATTR_TYPE_U32,
		    ETHTOOL_FLAG_ALL);
	send_done(p, n);
}

static bool is_text(struct attrs a, const char *s)
{
	return a.len == strlen(s) + 1 && !memcmp(a.at, s, a.len);
}

static int control(struct peer *p, const struct nlmsghdr *n, const struct request *r)
{
	struct attrs name = attr_find(r->attrs, CTRL_ATTR_FAMILY_NAME);
	uint64_t id = attr_num(r->attrs, CTRL_ATTR_FAMILY_ID, 0);
	bool ours = family_exists() && (id == FAMILY || is_text(name, ETHTOOL_GENL_NAME));

	if (!ours)
		return ENOENT;
	if (r->cmd == CTRL_CMD_GETPOLICY)
		send_policies(p, n, attr_num(r->attrs, CTRL_ATTR_OP, ETHTOOL_MSG_PAUSE_GET));
	else if (r->cmd == CTRL_CMD_GETFAMILY)
		send_family(p, n);
	else
		return EOPNOTSUPP;
	return 0;
}

static void put_header(struct bytes *b, uint8_t cmd)
{
	size_t at = attr_open(b, cmd == ETHTOOL_MSG_STATS_GET ? ETHTOOL_A_STATS_HEADER : 1);

	attr_u32(b, ETHTOOL_A_HEADER_DEV_INDEX, NIC_INDEX);
	attr_text(b, ETHTOOL_A_HEADER_DEV_NAME, nic_name(), IFNAMSIZ);
	attr_close(b, at);
}

static const uint8_t *head_of(struct attrs a)
{
	return a.at ? a.at - sizeof(struct nlattr) : NULL;
}

/* The header names our card, by its index or name; otherwise the kernel's words for its fault. */
static int check_header(struct request *r, struct attrs header)
{
	struct attrs index = attr_find(header, ETHTOOL_A_HEADER_DEV_INDEX);
	struct attrs name = attr_find(header, ETHTOOL_A_HEADER_DEV_NAME);

	r->where = head_of(header);
	if (!index.at && !name.at) {
		if (header.at)
			r->why = "neither ifindex nor name specified";
		return EINVAL;
	}
	if (index.at && attr_num(header, ETHTOOL_A_HEADER_DEV_INDEX, 0) != NIC_INDEX) {
		r->why = "no device matches ifindex";
		r->where = head_of(index);
		return ENODEV;
	}
	if (name.at && !is_text(name, nic_name())) {
		r->why = index.at ? "ifindex and name do not match" : "no device matches name";
		r->where = index.at ? r->where : head_of(name);
		return ENODEV;
	}
	r->where = NULL;
	return 0;
}

/* A line "error nl:RINGS_GET EINVAL "why"" or 0; with the errno 0 it is a warning. */
static int said_error(struct request *r, const char *command)
{
	const struct fact *f;
	char name[64];
	int err;

	snprintf(name, sizeof(name), "nl:%s", command);
	f = fact_of("error", name);
	if (!f)
		return 0;
	r->why = f->n_args > 2 ? f->args[2].value : NULL;
	err = errno_of(f, f->n_args > 1 ? f->args[1].value : "EOPNOTSUPP");
	if (!err)
		r->warning = r->why;
	return err;
}

/* Sends what the file's raw lines or its facts say. */
static int send_reply(struct peer *p, const struct nlmsghdr *n, struct request *r, uint16_t flags)
{
	const char *command = command_name(nl_commands, r->cmd);
	const struct fact *f = raw_of("nl", command);
	struct bytes b = { 0 }, attrs = { 0 };
	bool bare = false;
	int rc = 0;

	if (f)
		raw_attrs(f, f->rest + strspn(f->rest, " \t") + strlen(command), &attrs, &bare);
	else
		rc = reply_attrs(r, &attrs);
	if (!rc) {
		genl_begin(&b, n, FAMILY, flags, p->port, (uint8_t)nl_reply_of(r->cmd), 1);
		if (!bare && r->device)
			put_header(&b, r->cmd);
		put(&b, attrs.at, attrs.len);
		message_send(p, &b);
	}
	free(b.at);
	free(attrs.at);
	return rc;
}

static void note_request(const char *command, const struct request *r)
{
	struct bytes text = { 0 };

	log_attrs(&text, r->cmd, r->attrs);
	log_line("nl %s%.*s\n", command, (int)text.len, (char *)text.at);
	free(text.at);
}

/* "ntf CMD ATTRS" and "after CMD ATTRS": notifications. */
static void notify(struct peer *p, const struct fact *f)
{
	static const struct command names[] = {
		NTF(LINKINFO), NTF(LINKMODES), NTF(DEBUG), NTF(WOL), NTF(FEATURES), NTF(PRIVFLAGS),
		NTF(RINGS), NTF(CHANNELS), NTF(COALESCE), NTF(PAUSE), NTF(EEE), NTF(CABLE_TEST),
		NTF(CABLE_TEST_TDR), NTF(FEC), NTF(MODULE), { NULL, 0 },
	};
	const struct command *c = names;
	struct bytes b = { 0 }, attrs = { 0 };
	const char *text = f->rest + strspn(f->rest, " \t");
	size_t n = strcspn(text, " \t");
	bool bare;

	while (c->name && (strlen(c->name) != n || strncmp(c->name, text, n) != 0))
		c++;
	raw_attrs(f, text + n, &attrs, &bare);
	genl_begin(&b, NULL, FAMILY, 0, 0,
		   (uint8_t)(c->name ? c->number : parse_num(f, f->args[0].value)), 1);
	if (!bare)
		put_header(&b, 0);
	put(&b, attrs.at, attrs.len);
	message_send(p, &b);
	free(b.at);
	free(attrs.at);
}

/* The first line "after X" for the command X_ACT, or the one behind f. */
static const struct fact *after_of(const char *command, const struct fact *f)
{
	size_t len = strlen(command) - strlen("_ACT");

	for (f = f ? fact_next(f) : fact("after"); f; f = fact_next(f))
		if (f->n_args && strlen(f->args[0].value) == len &&
		    !strncmp(f->args[0].value, command, len))
			return f;
	return NULL;
}

static void notify_after(const char *command)
{
	const struct fact *f = NULL;

	while ((f = after_of(command, f)))
		for (struct peer *p = peer_joined(NULL); p; p = peer_joined(p))
			notify(p, f);
}

/* A request that changes or does something. */
static int act(struct peer *p, const struct nlmsghdr *n, struct request *r, const char *command)
{
	const char *word = nl_fact_of(r->cmd);
	int rc;

	if (strstr(command, "_ACT") ? !after_of(command, NULL) : word && !fact(word))
		return EOPNOTSUPP;
	note_request(command, r);
	rc = said_error(r, command);
	if (rc)
		return rc;
	if (r->cmd == ETHTOOL_MSG_FEATURES_SET && !(r->flags & ETHTOOL_FLAG_OMIT_REPLY)) {
		struct bytes b = { 0 };

		genl_begin(&b, n, FAMILY, 0, p->port, ETHTOOL_MSG_FEATURES_SET_REPLY, 1);
		put_header(&b, r->cmd);
		reply_features_set(r, &b);
		message_send(p, &b);
		free(b.at);
	}
	nic_changed();
	return 0;
}

static int ethtool_request(struct peer *p, const struct nlmsghdr *n, struct request *r)
{
	uint16_t at = r->cmd == ETHTOOL_MSG_STATS_GET ? ETHTOOL_A_STATS_HEADER : 1;
	bool dump = (n->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	const char *command = command_name(nl_commands, r->cmd);
	struct attrs header = attr_find(r->attrs, at);
	int rc = 0;

	if (!command)
		return EOPNOTSUPP;
	r->flags = (uint32_t)attr_num(header, ETHTOOL_A_HEADER_FLAGS, 0);
	r->device = dump || attr_find(header, ETHTOOL_A_HEADER_DEV_INDEX).at ||
		    attr_find(header, ETHTOOL_A_HEADER_DEV_NAME).at;
	/* global string sets are asked of no device */
	if (!dump && (r->device || r->cmd != ETHTOOL_MSG_STRSET_GET))
		rc = check_header(r, header);
	if (rc)
		return rc;
	if (!nl_reply_of(r->cmd)) {
		rc = act(p, n, r, command);
		if (!rc && strstr(command, "_ACT")) {
			answer(p, n, 0, NULL, NULL);
			notify_after(command);
			return -1;
		}
		return rc;
	}
	rc = said_error(r, command);
	if (!rc)
		rc = send_reply(p, n, r, dump ? NLM_F_MULTI : 0);
	if (dump && (!rc || rc == EOPNOTSUPP)) {
		send_done(p, n);
		return -1;
	}
	return rc;
}

void netlink_join(struct peer *p)
{
	p->joined = true;
	for (const struct fact *f = fact("ntf"); f; f = fact_next(f))
		notify(p, f);
}

bool netlink_is_ours(const void *data, size_t len)
{
	size_t head = sizeof(struct nlmsghdr) + sizeof(struct ifinfomsg);
	const struct nlmsghdr *n = data;
	const struct ifinfomsg *i = (const void *)(n + 1);
	struct attrs name;

	if (n->nlmsg_type != RTM_GETLINK || n->nlmsg_len > len || n->nlmsg_len < head)
		return false;
	name = attr_find((struct attrs){ (const uint8_t *)(i + 1), n->nlmsg_len - head },
			 IFLA_IFNAME);
	return name.at ? is_text(name, nic_name()) : i->ifi_index == NIC_INDEX;
}

static int route_request(struct peer *p, const struct nlmsghdr *n)
{
	struct ifinfomsg i = {
		.ifi_type = ARPHRD_ETHER, .ifi_index = NIC_INDEX,
		.ifi_flags = IFF_UP | IFF_BROADCAST | IFF_RUNNING | IFF_MULTICAST,
	};
	const struct fact *f = fact("permaddr"), *hw = fact("hwaddr");
	struct bytes b = { 0 }, mac = { 0 };

	if (!netlink_is_ours(n, n->nlmsg_len))
		return n->nlmsg_type == RTM_GETLINK ? ENODEV : EOPNOTSUPP;
	message_begin(&b, n, RTM_NEWLINK, 0, p->port);
	put(&b, &i, sizeof(i));
	attr_text(&b, IFLA_IFNAME, nic_name(), IFNAMSIZ);
	hw = hw ? hw : f;
	if (hw && hw->n_args)
		parse_hex(hw, hw->args[0].value, &mac);
	attr_put(&b, IFLA_ADDRESS, mac.at, mac.len);
	mac.len = 0;
	if (f && f->n_args) {
		parse_hex(f, f->args[0].value, &mac);
		attr_put(&b, IFLA_PERM_ADDRESS, mac.at, mac.len);
	}
	message_send(p, &b);
	free(mac.at);
	free(b.at);
	return 0;
}

static void one_request(struct peer *p, const struct nlmsghdr *n)
{
	size_t head = sizeof(*n) + sizeof(struct genlmsghdr);
	const struct genlmsghdr *g = (const void *)(n + 1);
	struct request r = { 0 };
	bool ack = n->nlmsg_flags & NLM_F_ACK;
	int rc = ENOENT;

	if (p->protocol == NETLINK_ROUTE) {
		rc = route_request(p, n);
	} else if (n->nlmsg_len < head) {
		rc = EINVAL;
	} else {
		r.attrs = (struct attrs){ (const uint8_t *)(g + 1), n->nlmsg_len - head };
		r.cmd = g->cmd;
		if (n->nlmsg_type == GENL_ID_CTRL) {
			rc = control(p, n, &r);
			ack = ack && g->cmd != CTRL_CMD_GETPOLICY;
		} else if (n->nlmsg_type == FAMILY && family_exists()) {
			rc = ethtool_request(p, n, &r);
		}
	}
	if (rc > 0 || (!rc && ack))
		answer(p, n, rc, rc ? r.why : r.warning, rc ? r.where : NULL);
}

void netlink_request(struct peer *p, const void *data, size_t len)
{
	while (len >= sizeof(struct nlmsghdr)) {
		const struct nlmsghdr *n = data;
		size_t step = padded(n->nlmsg_len);

		if (n->nlmsg_len < sizeof(*n) || n->nlmsg_len > len)
			break;
		one_request(p, n);
		if (step >= len)
			break;
		data = (const uint8_t *)data + step;
		len -= step;
	}
}
