/* Sending and receiving for transports of one socket: sendmsg(2), recvmsg(2), ip(7), ipv6(7). */
#include "xport/xsock.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include "base/prog.h"
#include "sys/sock.h"

#define IN_SIZE 65536
#define RETRY (10 * NS_MS)	/* when a queue is full */
#define RECENT (100 * NS_US)
#define TRIES 4			/* of one send, each of which may meet the error of another probe */

int xsock_open(struct xsock *xs, int fd, uint8_t family, bool tx_stamps)
{
	int level = family == ADDR_V4 ? IPPROTO_IP : IPPROTO_IPV6;
	int hops = family == ADDR_V4 ? IP_RECVTTL : IPV6_RECVHOPLIMIT;

	*xs = (struct xsock){ .fd = fd, .out = fd, .family = family };
	if (errq_enable(fd, family) < 0)
		return -1;
	errq_extensions(fd, family);	/* old kernels have none */
	sock_int(fd, level, hops, 1);
	xs->tx_stamps = tx_stamps && tstamp_enable(fd, true, true);
	if (!xs->tx_stamps)
		tstamp_enable(fd, true, false);
	tstamp_sync(&xs->clock);
	xs->in = prog_realloc(NULL, IN_SIZE);	/* not touched before it is needed */
	xs->began = xs->emptied = xs->seen = clock_now();
	return 0;
}

int xsock_connect(int fd, const struct addr *to, uint32_t flow, struct sockaddr_storage *ss,
		  socklen_t *len, struct addr *from)
{
	struct sockaddr_storage own;
	socklen_t own_len = sizeof(own);

	*len = sock_to(to, 0, ss);
	if (to->family == ADDR_V6)
		((struct sockaddr_in6 *)ss)->sin6_flowinfo = htonl(flow);
	if (from->family != ADDR_NONE)
		return 0;
	if (connect(fd, (struct sockaddr *)ss, *len) < 0 ||
	    getsockname(fd, (struct sockaddr *)&own, &own_len) < 0)
		return -1;
	*from = sock_from(&own, own_len);
	return 0;
}

void xsock_close(struct xsock *xs)
{
	free(xs->in);
	xs->in = NULL;
}

/* Whether a send that failed got a number is unsure: transmit times count anew from this probe. */
static void restart_stamps(struct xsock *xs, uint64_t n)
{
	if (!xs->tx_stamps)
		return;
	tstamp_enable(xs->fd, true, false);
	tstamp_enable(xs->fd, true, true);
	xs->stamp_base = n;
}

/* 0, or errno. */
static int send_once(const struct xsock *xs, uint8_t ttl, const struct sockaddr *to,
		     socklen_t to_len, const void *bytes, size_t n)
{
	if (ttl)
		return sock_send_ttl(xs->out, xs->family, to, to_len, bytes, n, ttl);
	while (sendto(xs->out, bytes, n, MSG_DONTWAIT, to, to_len) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

static bool is_full(int err)
{
	return err == EAGAIN || err == ENOBUFS || err == ENOMEM;
}

static bool may_be_old(int err, int before)
{
	return err && !is_full(err) && err != EPERM && !(err == EMSGSIZE && before == EMSGSIZE);
}

int xsock_send(struct xsock *xs, const struct probe *p, const struct sockaddr *to, socklen_t to_len,
	       const void *bytes, size_t n, ns_t *when)
{
	int err = EAGAIN, before = 0;

	*when = xs->seen = clock_now();
	if (refusals_room(&xs->refused))
		err = send_once(xs, p->ttl, to, to_len, bytes, n);
	/*
	 * It may be the error of an earlier probe, which the queue holds, too. What is too long for
	 * this host is so twice; somebody else's "fragmentation needed" has the same number.
	 */
	for (int i = 1; i < TRIES && may_be_old(err, before); i++) {
		restart_stamps(xs, p->n);
		before = err;
		err = send_once(xs, p->ttl, to, to_len, bytes, n);
	}
	if (is_full(err)) {
		*when += RETRY;
		return 1;
	}
	xs->last = p->n;
	if (!err)
		return 0;
	restart_stamps(xs, p->n + 1);
	errno = err;
	if (err != EMSGSIZE)
		return -1;
	/* the queue holds the MTU: it comes as a reply */
	refusals_add(&xs->refused, p->n, p->size ? p->size : n + REFUSALS_HEADERS);
	return 0;
}

void xsock_aside(struct xsock *xs, const void *bytes, size_t n)
{
	union {
		char bytes[CMSG_SPACE(sizeof(uint32_t))];
		struct cmsghdr align;
	} control = { { 0 } };
	struct iovec iov = { .iov_base = (void *)(uintptr_t)bytes, .iov_len = n };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&msg);

	/* flags of 0 for this packet: the kernel does not count it, either */
	cm->cmsg_level = SOL_SOCKET;
	cm->cmsg_type = SO_TIMESTAMPING;
	cm->cmsg_len = CMSG_LEN(sizeof(uint32_t));
	/* as in xsock_send(), it may be the error of a probe, if one came just now */
	for (int i = 0; i < TRIES && sendmsg(xs->fd, &msg, MSG_DONTWAIT) < 0; i++)
		;
}

/* 1 a packet, 0 an error to be looked for in the queue, -1 nothing. */
static int from_socket(struct xsock *xs, struct xmsg *m)
{
	union {
		char bytes[256];
		struct cmsghdr align;
	} control;
	struct sockaddr_storage ss;
	struct iovec iov = { .iov_base = xs->in, .iov_len = IN_SIZE };
	struct msghdr msg = {
		.msg_name = &ss, .msg_namelen = sizeof(ss),
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	ssize_t n = recvmsg(xs->fd, &msg, MSG_DONTWAIT);
	ns_t wall = 0;

	if (n < 0)
		return errno == EAGAIN ? -1 : 0;
	*m = (struct xmsg){ .from = sock_from(&ss, msg.msg_namelen), .ttl = -1,
			    .port = sock_port(&ss, msg.msg_namelen),
			    .data = cur_of(xs->in, (size_t)n) };
	for (struct cmsghdr *cm = CMSG_FIRSTHDR(&msg); cm; cm = CMSG_NXTHDR(&msg, cm))
		if (!tstamp_of(cm, &wall))
			sock_ttl(cm, &m->ttl);
	tstamp_monotonic(&xs->clock, wall, xs->emptied, xs->seen, xs->recent, &m->when);
	return 1;
}

static bool from_queue(struct xsock *xs, struct xmsg *m)
{
	bool good;

	while (errq_read(xs->fd, xs->in, IN_SIZE, &m->e)) {
		m->queued = true;
		m->from = m->e.from;
		m->port = m->e.port;
		m->ttl = m->e.ttl;
		m->data = cur_of(xs->in, m->e.len);
		good = tstamp_monotonic(&xs->clock, m->e.wall, xs->began, xs->seen, xs->recent,
					&m->when);
		if (m->e.origin == ERRQ_STAMP && (!good || xs->stamp_base + m->e.key > xs->last))
			continue;
		/* each try was refused, and one of them is told */
		if (m->e.origin == ERRQ_LOCAL && m->e.err == EMSGSIZE &&
		    !refusals_match(&xs->refused, m->e.info, &xs->told))
			continue;
		if (m->e.origin != ERRQ_NONE)
			return true;
	}
	return false;
}

bool xsock_next(struct xsock *xs, ns_t now, struct xmsg *m)
{
	xs->recent = now - xs->seen < RECENT;
	for (unsigned spare = 16; spare; spare--) {
		int rc;

		/* transmit times first: they belong to answers that may be here, too */
		if (from_queue(xs, m))
			return true;
		rc = from_socket(xs, m);
		if (rc > 0)
			return true;
		if (rc < 0)
			break;
	}
	xs->emptied = clock_now();
	return false;
}

bool xsock_common(struct xsock *xs, const struct xmsg *m, struct reply *r)
{
	uint64_t n = xs->last;

	if (!m->queued || m->e.origin == ERRQ_ICMP)
		return false;
	queued_reply(&m->e, cur_of(NULL, 0), 0, r);
	if (m->e.origin == ERRQ_STAMP) {
		r->kind = REPLY_SENT;
		n = xs->stamp_base + m->e.key;
	} else if (m->e.err == EMSGSIZE) {
		n = xs->told;
	}
	r->seq = probe_seq(n);
	return true;
}

bool xsock_refused(struct xsock *xs, struct reply *r, ns_t *when)
{
	uint64_t n;
	size_t size;

	if (!refusals_take(&xs->refused, &n, &size))
		return false;
	refusals_reply(n, size, xs->family, r);
	*when = clock_now();
	return true;
}
