/*
 * Attempts to connect, one socket each, many at a time. See connect(2), tcp(7), epoll(7).
 *
 * A retry is a socket of its own: the kernel sends a second SYN only after a second. A socket that
 * was refused serves again for another port, which saves the larger part of an attempt's time.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/prog.h"
#include "prober_run.h"
#include "sys/errq.h"
#include "sys/sock.h"
#include "wire/icmp.h"

#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73
#endif

#define IN_SIZE 2048		/* what an error quotes of a SYN is shorter */

/* A connection is reset when its socket is closed: nothing stays behind on either side. */
static int new_socket(const struct prober *p, const struct target *t)
{
	struct sockaddr_storage ss;
	int fd = socket(sock_family(&t->addr), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int err;

	if (fd < 0)
		return -1;
	if (sock_reset(fd) == 0 && errq_enable(fd, t->addr.family) == 0) {
		socklen_t len = sock_to(&p->from, 0, &ss);

		if (p->from.family != t->addr.family || bind(fd, (void *)&ss, len) == 0)
			return fd;
	}
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

static int32_t *idle_list(struct prober *p, uint8_t family)
{
	return family == ADDR_V4 ? &p->idle4 : &p->idle6;
}

/* Room for one more; -1: all that there may be are in use. */
static int32_t new_slot(struct prober *p)
{
	int32_t i = p->unused;

	if (i >= 0) {
		p->unused = p->tries[i].next;
		return i;
	}
	if (p->ntries == p->tries_max)
		return -1;
	return (int32_t)p->ntries++;
}

static void close_slot(struct prober *p, int32_t i)
{
	struct try *t = &p->tries[i];

	if (t->fd >= 0)
		close(t->fd);		/* epoll forgets it with that */
	*t = (struct try){ .fd = -1, .next = p->unused };
	p->unused = i;
}

/* A socket for the address, an idle one or a new one; -1 with errno. */
static int32_t take(struct prober *p, const struct target *t, bool fresh)
{
	int32_t *idle = idle_list(p, t->addr.family), i = *idle;
	int fd;

	if (i >= 0 && !fresh) {
		*idle = p->tries[i].next;
		return i;
	}
	i = new_slot(p);
	if (i < 0) {
		/* those of the other family serve nobody */
		idle = idle_list(p, t->addr.family == ADDR_V4 ? ADDR_V6 : ADDR_V4);
		if (*idle < 0) {
			errno = EMFILE;
			return -1;
		}
		i = *idle;
		*idle = p->tries[i].next;
		close_slot(p, i);
		p->unused = p->tries[i].next;
	}
	p->tries[i] = (struct try){ .fd = -1 };
	fd = new_socket(p, t);
	if (fd < 0) {
		int err = errno;

		close_slot(p, i);
		errno = err;
		return -1;
	}
	p->tries[i].fd = fd;
	p->tries[i].family = t->addr.family;
	return i;
}

/* A socket that connect(2) itself has said an error of is as good as new. */
static void put_back(struct prober *p, int32_t i)
{
	struct try *t = &p->tries[i];
	int32_t *idle = idle_list(p, t->family);

	if (t->apart) {		/* but not with its hop limit */
		close_slot(p, i);
		return;
	}
	t->busy = false;
	t->next = *idle;
	*idle = i;
}

static void unlink_try(struct prober *p, struct try *t)
{
	int32_t i = (int32_t)(t - p->tries), *at = &p->ports[t->port].tries;

	while (*at >= 0 && *at != i)
		at = &p->tries[*at].next;
	if (*at == i)
		*at = t->next;
}

void try_free(struct prober *p, struct try *t)
{
	if (!t->apart)
		unlink_try(p, t);
	close_slot(p, (int32_t)(t - p->tries));
}

void try_end_others(struct prober *p, uint32_t port, bool keep)
{
	int32_t *first = &p->ports[port].tries;

	while (*first >= 0) {
		int32_t i = keep ? p->tries[*first].next : *first;

		if (i < 0)
			break;
		try_free(p, &p->tries[i]);
	}
}

void try_end_oldest(struct prober *p, uint32_t port)
{
	int32_t i = p->ports[port].tries;

	while (p->tries[i].next >= 0)
		i = p->tries[i].next;
	try_free(p, &p->tries[i]);
}

/* Does an entry of the error queue end the attempt? Others are about something else. */
static bool is_end(const struct errq *e)
{
	if (e->origin != ERRQ_ICMP)
		return false;
	if (e->to.family == ADDR_V6)
		return e->type == ICMP6_UNREACHABLE || e->type == ICMP6_TIME_EXCEEDED ||
		       e->type == ICMP6_PARAMETER;
	return (e->type == ICMP4_UNREACHABLE && e->code != ICMP4_CODE_TOO_LONG) ||
	       e->type == ICMP4_TIME_EXCEEDED || e->type == ICMP4_PARAMETER;
}

static bool look_queue(struct prober *p, const struct try *t, struct answer *a)
{
	bool ended = false;
	struct errq e;

	while (errq_read(t->fd, p->in, IN_SIZE, &e)) {
		e.to.family = t->family;
		if (ended || !is_end(&e))
			continue;
		ended = true;
		a->from = e.from;
		a->type = e.type;
		a->code = e.code;
		a->err = e.err;
	}
	return ended;
}

/* The kernel's own measure of SYN to SYN|ACK; we may have looked much later. */
static ns_t connect_time(const struct try *t, ns_t now)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(t->fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 && info.tcpi_rtt &&
	    (ns_t)info.tcpi_rtt * NS_US < now - t->sent)
		return (ns_t)info.tcpi_rtt * NS_US;
	return now - t->sent;
}

static bool is_pending(int err)
{
	return err == EINPROGRESS || err == EALREADY || err == EINTR;
}

/* Those that this host's own want of something makes. */
static bool is_want(int err)
{
	return err == EMFILE || err == ENFILE || err == ENOBUFS || err == ENOMEM || err == EAGAIN ||
	       err == EADDRNOTAVAIL || err == EADDRINUSE;
}

/*
 * Did it meet itself? A SYN to a port of this host that nobody has, sent from that very port, is
 * answered by its own sender (simultaneous open, RFC 9293).
 */
static bool is_itself(const struct prober *p, const struct try *t)
{
	return scan_target(p, t->port)->local && sock_is_loop(t->fd);
}

/* What connect(2) says. */
static enum try_result outcome(struct prober *p, int32_t i, int err, struct answer *a)
{
	struct try *t = &p->tries[i];
	bool queued = err && look_queue(p, t, a);
	ns_t now;

	if (is_pending(err) && !queued)
		return TRY_UNDER_WAY;
	now = clock_now();
	a->rtt = now - t->sent;
	if (is_pending(err) || err == ETIMEDOUT) {
		/* told by a router, though the kernel goes on; or given up by the kernel */
		if (!queued)
			a->err = ETIMEDOUT;
		close_slot(p, i);
		return TRY_ENDED;
	}
	if ((!err || err == EISCONN) && is_itself(p, t)) {
		a->err = ECONNREFUSED;
		close_slot(p, i);
		return TRY_ENDED;
	}
	if (!err || err == EISCONN) {
		a->err = 0;
		a->rtt = connect_time(t, now);
		return TRY_ENDED;
	}
	if (!queued) {
		a->err = err;
		a->from.family = ADDR_NONE;
		if (err != ECONNREFUSED && err != ECONNRESET)
			a->rtt = -1;
	}
	put_back(p, i);
	return TRY_ENDED;
}

static int begin(struct prober *p, struct target *t, int32_t i, uint32_t port)
{
	struct try *y = &p->tries[i];

	sock_set_port(&t->ss, scan_number(p, port));
	y->busy = true;
	y->port = port;
	y->sent = clock_now();
	if (connect(y->fd, (const struct sockaddr *)&t->ss, t->ss_len) == 0)
		return 0;
	/* this host's own answer is there already */
	if (errno == EINPROGRESS && t->local &&
	    connect(y->fd, (const struct sockaddr *)&t->ss, t->ss_len) == 0)
		return 0;
	return errno;
}

static int poll_try(struct prober *p, int32_t i)
{
	struct epoll_event ev = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
				  .data.u32 = (uint32_t)i };

	if (p->tries[i].polled)
		return 0;
	p->tries[i].polled = true;
	return epoll_ctl(p->epoll, EPOLL_CTL_ADD, p->tries[i].fd, &ev);
}

static void link_try(struct prober *p, int32_t i, uint32_t port)
{
	p->tries[i].port = port;
	p->tries[i].next = p->ports[port].tries;
	p->ports[port].tries = i;
}

enum try_result try_begin(struct prober *p, uint32_t port, struct answer *a)
{
	struct target *t = scan_target(p, port);
	int32_t i = take(p, t, false);
	int err = i < 0 ? errno : begin(p, t, i, port);
	enum try_result r;

	*a = (struct answer){ .rtt = -1, .mark.ttl = -1 };
	if (is_want(err)) {
		if (i >= 0)
			close_slot(p, i);
		return TRY_LATER;
	}
	if (i < 0) {
		a->err = err;
		return TRY_ENDED;
	}
	r = outcome(p, i, err, a);
	if (r == TRY_UNDER_WAY || (r == TRY_ENDED && !a->err)) {
		link_try(p, i, port);
		if (r == TRY_UNDER_WAY && poll_try(p, i) < 0)
			die(PROG_USAGE, "cannot wait for a socket");
	}
	return r;
}

int try_apart(struct prober *p, uint32_t port, unsigned hop, unsigned above)
{
	struct target *t = scan_target(p, port);
	bool v4 = t->addr.family == ADDR_V4;
	int level = v4 ? IPPROTO_IP : IPPROTO_IPV6;
	int32_t i = take(p, t, true);
	int err;

	if (i < 0)
		return -1;
	p->tries[i].apart = true;
	p->tries[i].hop = (uint8_t)hop;
	p->tries[i].above = (uint8_t)above;
	p->tries[i].port = port;
	if (hop)
		sock_int(p->tries[i].fd, level, v4 ? IP_TTL : IPV6_UNICAST_HOPS, (int)hop);
	if (above)
		sock_int(p->tries[i].fd, level, v4 ? IP_MINTTL : IPV6_MINHOPCOUNT, (int)above);
	err = begin(p, t, i, port);
	if (is_pending(err) && poll_try(p, i) == 0)
		return 0;
	close_slot(p, i);
	return -1;
}

void try_end_apart(struct prober *p, uint32_t port)
{
	for (size_t i = 0; i < p->ntries; i++)
		if (p->tries[i].apart && p->tries[i].port == port && p->tries[i].above)
			close_slot(p, (int32_t)i);
}

bool try_look(struct prober *p, struct try *t, struct answer *a)
{
	struct target *to = scan_target(p, t->port);
	int32_t i = (int32_t)(t - p->tries);
	const struct try before = *t;
	int err;

	*a = (struct answer){ .rtt = -1, .mark.ttl = -1 };
	sock_set_port(&to->ss, scan_number(p, t->port));
	err = connect(t->fd, (const struct sockaddr *)&to->ss, to->ss_len) == 0 ? 0 : errno;
	if (!before.apart)
		unlink_try(p, t);
	if (outcome(p, i, err, a) == TRY_UNDER_WAY) {
		if (!before.apart)
			link_try(p, i, before.port);
		return false;
	}
	if (!a->err && before.apart)
		close_slot(p, i);
	else if (!a->err)
		link_try(p, i, before.port);
	return true;
}

void try_watch(struct prober *p, struct try *t)
{
	poll_try(p, (int32_t)(t - p->tries));
}

int try_read(struct prober *p, struct try *t, void *buf, size_t size)
{
	ssize_t n = recv(t->fd, buf, size, MSG_DONTWAIT);

	(void)p;
	if (n >= 0)
		return (int)n;
	return errno == EAGAIN || errno == EINTR ? -2 : -1;
}
