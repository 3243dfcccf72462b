/* The kernel's side of a netlink socket: keeps what is sent, and answers what a test recorded. */
#ifndef UNIT_NL_KERNEL_H
#define UNIT_NL_KERNEL_H

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include "test.h"

/* A sequence number of 0 becomes that of the request; any other stays, as a stranger's would. */
struct {
	uint8_t request[4096];
	size_t request_len;
	unsigned requests;
	struct {
		uint8_t p[4096];
		size_t len;
	} datagrams[8];
	unsigned ready, taken;
	int interrupts;			/* recv() fails so often with EINTR first */
} kernel;

/* These two stand before those of the C library. */
ssize_t sendto(int fd, const void *p, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	(void)fd;
	(void)flags;
	assert_int_equal(to->sa_family, AF_NETLINK);
	assert_int_equal(len, sizeof(struct sockaddr_nl));
	assert_in_range(n, sizeof(struct nlmsghdr), sizeof(kernel.request));
	memcpy(kernel.request, p, n);
	kernel.request_len = n;
	kernel.requests++;
	return (ssize_t)n;
}

static inline uint32_t kernel_asked(void)
{
	struct nlmsghdr asked;

	memcpy(&asked, kernel.request, sizeof(asked));
	return asked.nlmsg_seq;
}

ssize_t recv(int fd, void *to, size_t size, int flags)
{
	size_t n;
	uint8_t *p;

	(void)fd;
	(void)flags;
	if (kernel.interrupts-- > 0) {
		errno = EINTR;
		return -1;
	}
	if (kernel.taken == kernel.ready) {
		errno = EAGAIN;
		return -1;
	}
	p = kernel.datagrams[kernel.taken].p;
	n = kernel.datagrams[kernel.taken++].len;
	for (size_t at = 0; at + sizeof(struct nlmsghdr) <= n;) {
		struct nlmsghdr nlh;

		memcpy(&nlh, p + at, sizeof(nlh));
		if (!nlh.nlmsg_seq)
			nlh.nlmsg_seq = kernel_asked();
		memcpy(p + at, &nlh, sizeof(nlh));
		if (nlh.nlmsg_len < sizeof(nlh) || nlh.nlmsg_len > n - at)
			break;
		at += (nlh.nlmsg_len + 3) & ~3U;
	}
	memcpy(to, p, n < size ? n : size);
	return (ssize_t)n;
}

/* A new datagram, and the messages and bytes in it. */
static inline void kernel_datagram(void)
{
	kernel.datagrams[kernel.ready++].len = 0;
}

static inline void kernel_bytes(const void *p, size_t n)
{
	size_t *len = &kernel.datagrams[kernel.ready - 1].len;

	if (n)
		memcpy(kernel.datagrams[kernel.ready - 1].p + *len, p, n);
	*len += n;
	while (*len % 4)
		kernel.datagrams[kernel.ready - 1].p[(*len)++] = 0;
}

static inline void kernel_message(uint16_t type, uint16_t flags, uint32_t seq, const void *p,
				  size_t n)
{
	struct nlmsghdr nlh = {
		.nlmsg_len = (uint32_t)(sizeof(nlh) + n),
		.nlmsg_type = type,
		.nlmsg_flags = flags,
		.nlmsg_seq = seq,
	};

	kernel_bytes(&nlh, sizeof(nlh));
	kernel_bytes(p, n);
}

/* Forgets all; what follows is a new conversation. */
static inline void kernel_reset(void)
{
	memset(&kernel, 0, sizeof(kernel));
}

#endif
