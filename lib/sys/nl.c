/* Netlink requests. */
#include "sys/nl.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/prog.h"

#define BUF_SIZE 65536	/* the kernel fills at most 32 KiB of a reader's buffer */
#define TRIES 8

static size_t align(size_t n)
{
	return (n + NLA_ALIGNTO - 1) & ~(size_t)(NLA_ALIGNTO - 1);
}

/* Room for so many bytes at the end; what aligns it behind them is zeroed. */
static uint8_t *room(struct nl_msg *m, size_t len)
{
	uint8_t *p = m->buf + m->len;

	if (align(len) > sizeof(m->buf) - m->len)
		die(PROG_USAGE, "netlink request too long");
	m->len += align(len);
	for (size_t i = len; i < align(len); i++)
		p[i] = 0;
	return p;
}

void nl_begin(struct nl_msg *m, uint16_t type, uint16_t flags, const void *header, size_t len)
{
	struct nlmsghdr nlh = { .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags };

	m->len = 0;
	memcpy(room(m, sizeof(nlh)), &nlh, sizeof(nlh));
	if (len)
		memcpy(room(m, len), header, len);
}

void nl_attr(struct nl_msg *m, uint16_t type, const void *data, size_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = (uint16_t)(sizeof(attr) + len) };
	uint8_t *p = room(m, sizeof(attr) + len);

	memcpy(p, &attr, sizeof(attr));
	if (len)
		memcpy(p + sizeof(attr), data, len);
}

void nl_attr_text(struct nl_msg *m, uint16_t type, const char *text)
{
	nl_attr(m, type, text, strlen(text) + 1);
}

void nl_attr_u8(struct nl_msg *m, uint16_t type, uint8_t v)
{
	nl_attr(m, type, &v, sizeof(v));
}

void nl_attr_u32(struct nl_msg *m, uint16_t type, uint32_t v)
{
	nl_attr(m, type, &v, sizeof(v));
}

void nl_attr_flag(struct nl_msg *m, uint16_t type)
{
	nl_attr(m, type, NULL, 0);
}

size_t nl_nest(struct nl_msg *m, uint16_t type)
{
	size_t nest = m->len;

	nl_attr(m, type | NLA_F_NESTED, NULL, 0);
	return nest;
}

void nl_nest_end(struct nl_msg *m, size_t nest)
{
	struct nlattr attr;

	memcpy(&attr, m->buf + nest, sizeof(attr));
	attr.nla_len = (uint16_t)(m->len - nest);
	memcpy(m->buf + nest, &attr, sizeof(attr));
}

void nl_text(struct cur data, char *to, size_t size)
{
	size_t n = cur_left(&data);
	const uint8_t *p = cur_bytes(&data, n);

	if (n >= size)
		n = size - 1;
	if (n)
		memcpy(to, p, n);
	to[n] = '\0';
}

int nl_open(struct nl *nl, int protocol)
{
	int one = 1;

	*nl = (struct nl){ .fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol) };
	if (nl->fd < 0)
		return -1;
	/* dumps then heed the index that a request names; kernels before 4.20 send all */
	setsockopt(nl->fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof(one));
	setsockopt(nl->fd, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof(one));
	nl->buf = prog_realloc(NULL, BUF_SIZE);
	return 0;
}

void nl_close(struct nl *nl)
{
	if (nl->fd >= 0)
		close(nl->fd);
	free(nl->buf);
	*nl = (struct nl){ .fd = -1 };
}

static void trace(struct nl *nl, bool sent, const uint8_t *p, size_t n)
{
	if (nl->trace)
		nl->trace(nl->trace_arg, sent, cur_of(p, n));
}

static int nl_send(struct nl *nl, struct nl_msg *m, uint16_t flags)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct nlmsghdr nlh;

	memcpy(&nlh, m->buf, sizeof(nlh));
	nlh.nlmsg_len = (uint32_t)m->len;
	nlh.nlmsg_flags |= flags;
	nlh.nlmsg_seq = ++nl->seq;
	memcpy(m->buf, &nlh, sizeof(nlh));
	trace(nl, true, m->buf, m->len);
	return sendto(nl->fd, m->buf, m->len, 0, (struct sockaddr *)&kernel, sizeof(kernel)) < 0 ?
		       -1 :
		       0;
}

enum answer { ANSWER_ERROR = -1, ANSWER_DONE, ANSWER_MORE };

/* The kernel's words stand behind the request that they answer, where that is repeated. */
static void read_why(struct nl *nl, uint16_t flags, struct cur body)
{
	struct nlmsghdr request;
	struct cur data;
	uint16_t type;

	nl->why[0] = '\0';
	nl->why_offset = 0;
	cur_skip(&body, 4);
	if (!(flags & NLM_F_ACK_TLVS) || cur_left(&body) < sizeof(request))
		return;
	memcpy(&request, cur_bytes(&body, sizeof(request)), sizeof(request));
	if (!(flags & NLM_F_CAPPED) && request.nlmsg_len > sizeof(request))
		cur_skip(&body, align(request.nlmsg_len - sizeof(request)));
	while (nl_attr_next(&body, &type, &data)) {
		if (type == NLMSGERR_ATTR_MSG)
			nl_text(data, nl->why, sizeof(nl->why));
		else if (type == NLMSGERR_ATTR_OFFS)
			nl->why_offset = nl_u32(data);
	}
}

/* An error message: 0 is the acknowledgement of a request that changes something. */
static enum answer acknowledged(struct nl *nl, uint16_t flags, struct cur body)
{
	read_why(nl, flags, body);
	errno = -(int)nl_u32(body);
	return errno ? ANSWER_ERROR : ANSWER_DONE;
}

/* All messages of one datagram; a length that lies ends it. */
static enum answer read_datagram(struct nl *nl, size_t n, nl_message_fn *fn, void *arg)
{
	enum answer answer = ANSWER_MORE;
	size_t at = 0;

	while (at + sizeof(struct nlmsghdr) <= n) {
		struct nlmsghdr nlh;
		struct cur body;

		memcpy(&nlh, nl->buf + at, sizeof(nlh));
		if (nlh.nlmsg_len < sizeof(nlh) || nlh.nlmsg_len > n - at) {
			errno = EBADMSG;
			return ANSWER_ERROR;
		}
		body = cur_of(nl->buf + at + sizeof(nlh), nlh.nlmsg_len - sizeof(nlh));
		at += align(nlh.nlmsg_len);
		if (nlh.nlmsg_seq != nl->seq)
			continue;
		nl->stale |= (nlh.nlmsg_flags & NLM_F_DUMP_INTR) != 0;
		if (nlh.nlmsg_type == NLMSG_DONE)
			return ANSWER_DONE;
		if (nlh.nlmsg_type == NLMSG_ERROR)
			return acknowledged(nl, nlh.nlmsg_flags, body);
		answer = nlh.nlmsg_flags & NLM_F_MULTI ? ANSWER_MORE : ANSWER_DONE;
		fn(arg, nlh.nlmsg_type, body);
	}
	return answer;
}

/* One datagram into the buffer; its length, or -1 with errno. */
static ssize_t receive(struct nl *nl)
{
	ssize_t n = recv(nl->fd, nl->buf, BUF_SIZE, MSG_TRUNC);

	if (n > BUF_SIZE) {
		errno = ENOBUFS;
		return -1;
	}
	if (n >= 0)
		trace(nl, false, nl->buf, (size_t)n);
	return n;
}

static enum answer read_answers(struct nl *nl, nl_message_fn *fn, void *arg)
{
	enum answer answer = ANSWER_MORE;

	while (answer == ANSWER_MORE) {
		ssize_t n = receive(nl);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ANSWER_ERROR;
		answer = read_datagram(nl, (size_t)n, fn, arg);
	}
	return answer;
}

int nl_join(struct nl *nl, uint32_t group)
{
	return setsockopt(nl->fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group));
}

int nl_hear(struct nl *nl, nl_message_fn *fn, void *arg)
{
	ssize_t n = receive(nl);
	struct nlmsghdr nlh;

	if (n < 0)
		return -1;
	for (size_t at = 0; at + sizeof(nlh) <= (size_t)n; at += align(nlh.nlmsg_len)) {
		memcpy(&nlh, nl->buf + at, sizeof(nlh));
		if (nlh.nlmsg_len < sizeof(nlh) || nlh.nlmsg_len > (size_t)n - at)
			break;
		if (nlh.nlmsg_type >= NLMSG_MIN_TYPE)
			fn(arg, nlh.nlmsg_type,
			   cur_of(nl->buf + at + sizeof(nlh), nlh.nlmsg_len - sizeof(nlh)));
	}
	return 0;
}

int nl_one(struct nl *nl, struct nl_msg *m, nl_message_fn *fn, void *arg)
{
	return nl_send(nl, m, 0) < 0 || read_answers(nl, fn, arg) != ANSWER_DONE ? -1 : 0;
}

int nl_dump(struct nl *nl, struct nl_msg *m, nl_message_fn *fn, void *arg)
{
	enum answer answer = ANSWER_DONE;

	nl->stale = true;
	for (unsigned try = 0; answer == ANSWER_DONE && nl->stale && try < TRIES; try++) {
		nl->stale = false;
		fn(arg, NL_AGAIN, cur_of(NULL, 0));
		if (nl_send(nl, m, NLM_F_DUMP) < 0)
			return -1;
		answer = read_answers(nl, fn, arg);
	}
	/* a table that changes all the time: the last reading, whole, is as good as any */
	return answer == ANSWER_ERROR ? -1 : 0;
}

int nl_ask(int protocol, struct nl_msg *m, nl_message_fn *fn, void *arg)
{
	struct nl nl;
	int rc, err;

	if (nl_open(&nl, protocol) < 0)
		return -1;
	rc = nl_one(&nl, m, fn, arg);
	err = errno;
	nl_close(&nl);
	errno = err;
	return rc;
}
