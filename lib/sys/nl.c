/* Netlink requests. */
#include "sys/nl.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/prog.h"

#define SEQ 1

static size_t align(size_t n)
{
	return (n + NLA_ALIGNTO - 1) & ~(size_t)(NLA_ALIGNTO - 1);
}

static void append(struct nl_msg *m, const void *data, size_t len)
{
	if (align(len) > sizeof(m->buf) - m->len)
		die(PROG_USAGE, "netlink request too long");
	if (len)
		memcpy(m->buf + m->len, data, len);
	m->len += align(len);
}

void nl_begin(struct nl_msg *m, uint16_t type, uint16_t flags, const void *header, size_t len)
{
	struct nlmsghdr nlh = { .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags,
				.nlmsg_seq = SEQ };

	*m = (struct nl_msg){ 0 };
	append(m, &nlh, sizeof(nlh));
	append(m, header, len);
}

void nl_attr(struct nl_msg *m, uint16_t type, const void *data, size_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = (uint16_t)(sizeof(attr) + len) };

	append(m, &attr, sizeof(attr));
	append(m, data, len);
}

/* The host's byte order is netlink's. */
static uint16_t host16(struct cur *c)
{
	const uint8_t *p = cur_bytes(c, 2);
	uint16_t v = 0;

	if (p)
		memcpy(&v, p, sizeof(v));
	return v;
}

uint32_t nl_u32(struct cur data)
{
	const uint8_t *p = cur_bytes(&data, 4);
	uint32_t v = 0;

	if (p)
		memcpy(&v, p, sizeof(v));
	return v;
}

bool nl_attr_next(struct cur *list, uint16_t *type, struct cur *data)
{
	uint16_t len;

	if (cur_left(list) < sizeof(struct nlattr))
		return false;
	len = host16(list);
	*type = (uint16_t)(host16(list) & NLA_TYPE_MASK);
	if (len < sizeof(struct nlattr) || len - sizeof(struct nlattr) > cur_left(list))
		return false;
	*data = cur_take(list, len - sizeof(struct nlattr));
	/* the last one may lack its padding */
	cur_skip(list, align(len) - len < cur_left(list) ? align(len) - len : cur_left(list));
	return true;
}

/* One datagram from the kernel: the answer, or an error message. */
static int read_answer(const uint8_t *buf, size_t n, nl_message_fn *fn, void *arg)
{
	struct nlmsghdr nlh;
	struct cur body;

	if (n < sizeof(nlh))
		goto nonsense;
	memcpy(&nlh, buf, sizeof(nlh));
	if (nlh.nlmsg_len < sizeof(nlh) || nlh.nlmsg_len > n || nlh.nlmsg_seq != SEQ)
		goto nonsense;
	body = cur_of(buf + sizeof(nlh), nlh.nlmsg_len - sizeof(nlh));
	if (nlh.nlmsg_type == NLMSG_ERROR) {
		errno = -(int)nl_u32(body);
		return errno ? -1 : 0;
	}
	fn(arg, nlh.nlmsg_type, body);
	return 0;
nonsense:
	errno = EBADMSG;
	return -1;
}

int nl_ask(int protocol, struct nl_msg *m, nl_message_fn *fn, void *arg)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	uint32_t len = (uint32_t)m->len;
	uint8_t buf[8192];
	ssize_t n;
	int fd, rc = -1, err;

	memcpy(m->buf, &len, sizeof(len));	/* nlmsg_len stands first */
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
	if (fd < 0)
		return -1;
	if (sendto(fd, m->buf, m->len, 0, (struct sockaddr *)&kernel, sizeof(kernel)) >= 0 &&
	    (n = recv(fd, buf, sizeof(buf), 0)) >= 0)
		rc = read_answer(buf, (size_t)n, fn, arg);
	err = errno;
	close(fd);
	errno = err;
	return rc;
}
