/*
 * TCP probes by connect(2), one socket each, which need no privilege. See tcp(7), epoll(7); for
 * data in SYNs RFC 7413.
 */
#include "xport/tcp.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <linux/sock_diag.h>

#include "base/prog.h"
#include "sys/proc.h"
#include "sys/sock.h"

#ifndef IPV6_AUTOFLOWLABEL
#define IPV6_AUTOFLOWLABEL 70
#endif

#ifndef TCP_FASTOPEN_NO_COOKIE
#define TCP_FASTOPEN_NO_COOKIE 34
#endif
#ifndef IP_MINTTL
#define IP_MINTTL 21
#endif
#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73
#endif
#ifndef SO_MEMINFO
#define SO_MEMINFO 55
#endif

#define IN_SIZE 65536
#define DATA_MAX 3072		/* older kernels fill one page with data and what is around it */
#define OPTIONS_MAX 40		/* that the kernel has room for, beside data */
#define POLL (2 * NS_MS)	/* what is dropped wakes nobody */
#define RETRY (10 * NS_MS)
#define TIMER UINT32_MAX	/* as an event's number, where others have that of their try */

/* Whatever it has come to: a connection is reset, an attempt ends without a packet. */
static void fd_reset(int fd)
{
	sock_reset(fd);
	close(fd);		/* epoll forgets it with that */
}

static void try_end(struct tcp_connect *tc, struct tcp_try *t)
{
	fd_reset(t->fd);
	t->fd = -1;
	tc->open--;
}

/* The timer is for the oldest; it goes off in vain where that has ended by itself. */
static void timer_set(struct tcp_connect *tc, ns_t at)
{
	struct itimerspec when = {
		.it_value = { .tv_sec = (time_t)(at / NS_S), .tv_nsec = (long)(at % NS_S) },
	};

	timerfd_settime(tc->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static void timer_went_off(struct tcp_connect *tc)
{
	ns_t now = clock_now(), next = NS_NEVER;
	uint64_t count;

	if (read(tc->timer, &count, sizeof(count)) < 0)
		return;
	for (unsigned i = 0; i < TCP_CONNECTS; i++) {
		struct tcp_try *t = &tc->tries[i];

		if (t->fd < 0)
			continue;
		if (t->sent + TCP_PATIENCE <= now)
			try_end(tc, t);
		else if (t->sent + TCP_PATIENCE < next)
			next = t->sent + TCP_PATIENCE;
	}
	if (tc->data && tc->open && now + POLL < next)
		next = now + POLL;
	if (next != NS_NEVER)
		timer_set(tc, next);
}

static int set_options(const struct tcp_connect *tc, int fd, uint8_t ttl)
{
	uint8_t family = tc->cfg.to.family;
	bool v4 = family == ADDR_V4;
	int level = v4 ? IPPROTO_IP : IPPROTO_IPV6;

	if (ttl && sock_int(fd, level, v4 ? IP_TTL : IPV6_UNICAST_HOPS, ttl) < 0)
		return -1;
	if (errq_enable(fd, family) < 0)
		return -1;
	errq_extensions(fd, family);	/* old kernels have none */
	sock_int(fd, level, v4 ? IP_RECVTTL : IPV6_RECVHOPLIMIT, 1);
	tstamp_enable(fd, true, false);
	sock_int(fd, IPPROTO_TCP, TCP_SYNCNT, 1);
	return tc->cfg.setup ? tc->cfg.setup(tc->cfg.arg, fd) : 0;
}

static int bind_source(const struct tcp_connect *tc, int fd)
{
	struct addr from = tc->cfg.from;
	struct sockaddr_storage ss;
	socklen_t len;

	if (!tc->cfg.sport && !from.family)
		return 0;
	if (!from.family)
		from.family = tc->cfg.to.family;	/* any */
	len = sock_to(&from, tc->cfg.sport, &ss);
	sock_int(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	/* else each socket's packets have a label of their own, and go their own way */
	if (tc->cfg.sport && from.family == ADDR_V6 && !tc->cfg.flow)
		sock_int(fd, IPPROTO_IPV6, IPV6_AUTOFLOWLABEL, 0);
	return bind(fd, (struct sockaddr *)&ss, len);
}

/*
 * Whatever comes is dropped, and counted, as it has come over a hop or more (RFC 5082). So are ICMP
 * errors, by the hop limit of what they quote: the kernel takes no note of a path MTU, either.
 */
static int drop_answers(const struct tcp_connect *tc, int fd)
{
	if (tc->cfg.to.family == ADDR_V4)
		return sock_int(fd, IPPROTO_IP, IP_MINTTL, 255);
	return sock_int(fd, IPPROTO_IPV6, IPV6_MINHOPCOUNT, 255);
}

/* 0 or errno. */
static int send_data(struct tcp_connect *tc, int fd, size_t n)
{
	ssize_t sent;

	if (drop_answers(tc, fd) < 0 || sock_int(fd, IPPROTO_TCP, TCP_FASTOPEN_NO_COOKIE, 1) < 0)
		return errno;
	sent = sendto(fd, tc->data, n, MSG_FASTOPEN | MSG_DONTWAIT | MSG_NOSIGNAL,
		      (const struct sockaddr *)&tc->to, tc->to_len);
	if (sent == (ssize_t)n)
		return 0;
	if (sent < 0 && errno != EINPROGRESS)
		return errno;
	tc->cut = true;
	return EMSGSIZE;
}

/* Sets *sent. 0 or errno. */
static int try_begin(struct tcp_connect *tc, int fd, uint8_t ttl, size_t data, ns_t *sent)
{
	if (set_options(tc, fd, ttl) < 0 || bind_source(tc, fd) < 0)
		return errno;
	*sent = clock_now();
	if (data)
		return send_data(tc, fd, data);
	if (connect(fd, (const struct sockaddr *)&tc->to, tc->to_len) == 0 ||
	    errno == EINPROGRESS || errno == EINTR)
		return 0;
	return errno;
}

/* Will it be otherwise when one of ours has ended? */
static bool is_busy(const struct tcp_connect *tc, int err)
{
	if (err == ENOBUFS || err == ENOMEM || err == EAGAIN)
		return true;
	return tc->open &&
	       (err == EMFILE || err == ENFILE || err == EADDRINUSE || err == EADDRNOTAVAIL);
}

static struct tcp_try *free_try(const struct tcp_connect *tc)
{
	for (unsigned i = 0; i < TCP_CONNECTS; i++)
		if (tc->tries[i].fd < 0)
			return &tc->tries[i];
	return NULL;
}

/* Bytes of data that make a packet of the size that the probe asks for. */
static size_t data_of(const struct tcp_connect *tc, const struct probe *p)
{
	size_t size = p->size < tc->cfg.longest ? p->size : tc->cfg.longest;

	return tc->data && size > tc->head ? size - tc->head : 0;
}

/*
 * Was an answer dropped? Not where the kernel has sent the SYN again, which has no data then:
 * that attempt tells nothing.
 */
static bool was_answered(const struct tcp_try *t, bool *again)
{
	uint32_t mem[SK_MEMINFO_VARS] = { 0 };
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(mem);

	if (getsockopt(t->fd, SOL_SOCKET, SO_MEMINFO, mem, &len) < 0 || !mem[SK_MEMINFO_DROPS])
		return false;
	len = sizeof(info);
	*again = getsockopt(t->fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0 ||
		 info.tcpi_total_retrans;
	return true;
}

/* A SYN without data, whose answer should be dropped. */
static void first_begin(struct tcp_connect *tc)
{
	struct tcp_try *t = &tc->first;

	t->fd = socket(sock_family(&tc->cfg.to), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (t->fd < 0 || drop_answers(tc, t->fd) < 0 || try_begin(tc, t->fd, 0, 0, &t->sent) != 0)
		tc->safe = TCP_UNSAFE;
}

/* Then: 0: data may be sent; 1: it is not known yet; -1 with errno: it must not. */
static int first_look(struct tcp_connect *tc)
{
	struct tcp_try *t = &tc->first;
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	bool again;

	errno = EPERM;
	if (tc->safe == TCP_UNSAFE)
		return -1;
	if (was_answered(t, &again))
		tc->safe = TCP_SAFE;
	else if (getsockopt(t->fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0 ||
		 info.tcpi_state != TCP_SYN_SENT || clock_now() > t->sent + TCP_PATIENCE)
		tc->safe = TCP_UNSAFE;
	if (tc->safe == TCP_TRYING)
		return 1;
	fd_reset(t->fd);
	t->fd = -1;
	errno = EPERM;
	return tc->safe == TCP_SAFE ? 0 : -1;
}

static int connect_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct tcp_connect *tc = (struct tcp_connect *)x;
	struct tcp_try *t = free_try(tc);
	struct epoll_event ev = { .events = EPOLLOUT };
	size_t data = data_of(tc, p);
	int fd = -1, err = EAGAIN;

	*when = clock_now();
	if (data && tc->safe != TCP_SAFE) {
		int rc = first_look(tc);

		*when += rc > 0 ? POLL : 0;
		if (rc)
			return rc;
	}
	if (t) {
		fd = socket(sock_family(&tc->cfg.to), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
			    0);
		err = fd < 0 ? errno : try_begin(tc, fd, p->ttl, data, when);
		ev.data.u32 = (uint32_t)(t - tc->tries);
	}
	if (!err && epoll_ctl(tc->x.fd, EPOLL_CTL_ADD, fd, &ev) < 0)
		err = errno;
	if (err) {
		if (fd >= 0)
			close(fd);
		if (is_busy(tc, err)) {
			*when += RETRY;
			return 1;
		}
		errno = err;
		return -1;
	}
	*t = (struct tcp_try){ .fd = fd, .n = p->n, .sent = *when, .data = data };
	if (tc->open++ == 0)
		timer_set(tc, t->sent + (tc->data ? POLL : TCP_PATIENCE));
	return 0;
}

/* The kernel's own measure of SYN to SYN|ACK, in microseconds; we may have looked much later. */
static ns_t connected_at(const struct tcp_try *t)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	ns_t now = clock_now();

	if (getsockopt(t->fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 && info.tcpi_rtt) {
		ns_t at = t->sent + (ns_t)info.tcpi_rtt * NS_US;

		return at < now ? at : now;
	}
	return now;
}

/* How the attempt ended, where no router has said it. False: without a word. */
static bool outcome(const struct tcp_connect *tc, const struct tcp_try *t, struct reply *r,
		    ns_t *when)
{
	socklen_t len = sizeof(r->err);

	reply_clear(r);
	r->has_quote = false;
	r->kind = REPLY_ANSWER;
	r->from = tc->cfg.to;
	*when = clock_now();
	if (getsockopt(t->fd, SOL_SOCKET, SO_ERROR, &r->err, &len) < 0)
		r->err = errno;
	switch (r->err) {
	case 0:
		/* a port that nobody has, asked from that very port, answers itself */
		r->info = sock_is_loop(t->fd) ? TCP_RST | TCP_ACK : TCP_SYN | TCP_ACK;
		*when = connected_at(t);
		return true;
	case ECONNREFUSED:
	case ECONNRESET:
		r->err = 0;
		r->info = TCP_RST | TCP_ACK;
		return true;
	case ETIMEDOUT:
		return false;
	default:
		r->kind = REPLY_LOCAL;
		return true;
	}
}

/* What became of a try that the kernel says something has become of. */
static bool look(struct tcp_connect *tc, struct tcp_try *t, struct reply *r, ns_t *when)
{
	size_t gone = tc->cfg.to.family == ADDR_V4 ? 20 : 40;
	uint64_t n = t->n;
	ns_t sent = t->sent;
	struct errq e;
	bool told = false;

	while (!told && errq_read(t->fd, tc->in, IN_SIZE, &e)) {
		if (e.origin != ERRQ_ICMP && e.origin != ERRQ_LOCAL)
			continue;
		queued_reply(&e, cur_of(tc->in, e.len), gone, r);
		tstamp_monotonic(&tc->clock, e.wall, sent, sent, false, when);
		told = true;
	}
	if (!told)
		told = outcome(tc, t, r, when);
	if (r->kind != REPLY_NOTICE)
		try_end(tc, t);
	r->seq = probe_seq(n);
	return told;
}

/* The next of those with data that have been answered. */
static bool answered(struct tcp_connect *tc, struct reply *r, ns_t *when)
{
	for (unsigned i = 0; i < TCP_CONNECTS; i++) {
		struct tcp_try *t = &tc->tries[i];
		bool again = false;

		if (t->fd < 0 || !t->data || !was_answered(t, &again))
			continue;
		try_end(tc, t);
		if (again)
			continue;
		reply_clear(r);
		r->has_quote = false;
		r->kind = REPLY_ANSWER;
		r->from = tc->cfg.to;
		r->seq = probe_seq(t->n);
		*when = clock_now();
		return true;
	}
	return false;
}

static bool connect_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct tcp_connect *tc = (struct tcp_connect *)x;
	struct epoll_event ev;

	(void)now;
	if (tc->data && tc->open && answered(tc, r, when))
		return true;
	while (epoll_wait(tc->x.fd, &ev, 1, 0) == 1) {
		if (ev.data.u32 == TIMER)
			timer_went_off(tc);
		else if (look(tc, &tc->tries[ev.data.u32], r, when))
			return true;
	}
	return false;
}

/* Of the kernel's SYN, as far as its switches tell. */
static unsigned syn_options(void)
{
	unsigned n = 4;		/* MSS */

	if (proc_ipv4("tcp_timestamps") != 0)
		n += 12;	/* where SACK has its place, too */
	else if (proc_ipv4("tcp_sack") != 0)
		n += 4;
	return n + (proc_ipv4("tcp_window_scaling") != 0 ? 4 : 0);
}

static unsigned headers(uint8_t family)
{
	return (family == ADDR_V4 ? 20u : 40u) + TCP_HLEN;
}

uint16_t tcp_connect_most(uint8_t family, uint32_t mtu)
{
	unsigned head = headers(family), data;

	/* bit 0: as a client */
	if (proc_ipv4("tcp_fastopen") < 0 || !(proc_ipv4("tcp_fastopen") & 1) ||
	    mtu <= head + OPTIONS_MAX)
		return 0;
	data = mtu - head - OPTIONS_MAX;
	return (uint16_t)(head + syn_options() + (data < DATA_MAX ? data : DATA_MAX));
}

int tcp_connect_open(struct tcp_connect *tc, const struct tcp_connect_cfg *cfg)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u32 = TIMER };
	int err;

	*tc = (struct tcp_connect){
		.x = { connect_send, connect_recv, epoll_create1(EPOLL_CLOEXEC) },
		.cfg = *cfg,
		.timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC),
	};
	tc->to_len = sock_to(&cfg->to, cfg->port, &tc->to);
	if (cfg->to.family == ADDR_V6)
		((struct sockaddr_in6 *)&tc->to)->sin6_flowinfo = htonl(cfg->flow);
	tc->tries = prog_alloc(TCP_CONNECTS, sizeof(*tc->tries));
	for (unsigned i = 0; i < TCP_CONNECTS; i++)
		tc->tries[i].fd = -1;
	tc->in = prog_realloc(NULL, IN_SIZE);	/* not touched before it is needed */
	tstamp_sync(&tc->clock);
	if (cfg->longest) {
		tc->head = headers(cfg->to.family) + syn_options();
		tc->data = prog_alloc(1, cfg->longest);
		tc->safe = cfg->near ? TCP_TRYING : TCP_SAFE;
	}
	tc->first.fd = -1;
	if (cfg->longest && cfg->near)
		first_begin(tc);
	if (tc->x.fd >= 0 && tc->timer >= 0 &&
	    epoll_ctl(tc->x.fd, EPOLL_CTL_ADD, tc->timer, &ev) == 0)
		return 0;
	err = errno;
	tcp_connect_close(tc);
	errno = err;
	return -1;
}

void tcp_connect_close(struct tcp_connect *tc)
{
	for (unsigned i = 0; i < TCP_CONNECTS; i++)
		if (tc->tries[i].fd >= 0)
			try_end(tc, &tc->tries[i]);
	if (tc->first.fd >= 0)
		fd_reset(tc->first.fd);
	if (tc->timer >= 0)
		close(tc->timer);
	if (tc->x.fd >= 0)
		close(tc->x.fd);
	free(tc->tries);
	free(tc->in);
	free(tc->data);
	tc->data = NULL;
	tc->tries = NULL;
	tc->in = NULL;
}
