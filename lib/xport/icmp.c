/* The ICMP transport: sendto, recvmsg, the error queue, kernel times. See icmp(7), raw(7). */
#include "xport/icmp.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include "base/prog.h"
#include "base/put.h"
#include "sys/errq.h"
#include "sys/sock.h"
#include "sys/tstamp.h"
#include "wire/cksum.h"

#define CLOCK_LEN 16		/* seconds and microseconds, 8 bytes each */
#define IN_SIZE (65536 + 64)	/* an IPv4 packet, or an IPv6 message, of any size */
#define RETRY (10 * NS_MS)	/* when a queue is full */
#define RECENT (100 * NS_US)

/* The time of sending, as classic ping puts it there for those who read captures; never read. */
static void put_clock(uint8_t *p, ns_t wall)
{
	int64_t part[2] = { wall / NS_S, wall % NS_S / 1000 };

	memcpy(p, part, sizeof(part));
}

static void put_16(uint8_t *p, uint16_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

/* IPv4 raw sockets leave the checksum to us; all others have the kernel do it. */
static void put_sum(struct icmp_xport *ix)
{
	uint8_t *p = ix->message;

	put_16(p + 2, 0);
	put_16(p + 2, cksum_end(cksum_add(ix->fixed, p, ix->moving)));
}

/*
 * Makes the checksum the same for every number and length. IPv6 covers the length twice: in the
 * pseudo-header, too.
 */
static void put_balance(struct icmp_xport *ix, uint16_t flow, size_t n)
{
	uint8_t *p = ix->message, *two = p + ICMP_HLEN;
	uint8_t len[2] = { (uint8_t)(n >> 8), (uint8_t)n };
	uint32_t sum, v;

	put_16(p + 2, 0);
	if (n < ICMP_HLEN + 2)
		return;
	put_16(two, 0);
	sum = 0;
	if (ix->cfg.to.family == ADDR_V6)
		sum = cksum_add(0, len, sizeof(len));
	sum = cksum_add(sum, p, n);
	v = cksum_end(sum) + flow + 1u;
	v = (v & 0xffff) + (v >> 16);
	put_16(two, (uint16_t)v);
}

/* The whole of it: for packets that differ in more than their number. */
static void put_whole_sum(struct icmp_xport *ix, size_t n)
{
	uint8_t *p = ix->message;

	put_16(p + 2, 0);
	put_16(p + 2, cksum(p, n));
}

/* The bytes of the message that the probe asks for. */
static size_t length_of(const struct icmp_xport *ix, const struct probe *p)
{
	size_t header = (ix->cfg.to.family == ADDR_V4 ? 20u : 40u) + ix->cfg.options;
	size_t n = p->size > header + ICMP_HLEN ? p->size - header : ICMP_HLEN;

	return n < ix->room ? n : ix->room;
}

static void fill_in(struct icmp_xport *ix, const struct probe *p, size_t n)
{
	uint16_t seq = probe_seq(p->n);

	if (ix->form.number)
		ix->form.number(ix->form.arg, ix->message, seq);
	else
		put_16(ix->message + 6, seq);
	if (ix->cfg.clock)
		put_clock(ix->message + ICMP_HLEN, ix->seen + ix->clock.ahead);
	if (ix->cfg.path)
		put_balance(ix, p->flow, n);
	if (ix->cfg.to.family == ADDR_V6 || !ix->cfg.raw)
		return;
	if (ix->cfg.path || n != ix->size)
		put_whole_sum(ix, n);
	else
		put_sum(ix);
}

/* Whether a send that failed got a number is unsure: transmit times count anew from this probe. */
static void restart_stamps(struct icmp_xport *ix, uint64_t n)
{
	if (!ix->tx_stamps)
		return;
	tstamp_enable(ix->cfg.fd, ix->rx_stamps, false);
	tstamp_enable(ix->cfg.fd, ix->rx_stamps, true);
	ix->stamp_base = n;
}

static int socket_for(const struct icmp_xport *ix, const struct probe *p)
{
	if (p->loose && ix->cfg.loose)
		return ix->cfg.loose;
	return ix->cfg.out ? ix->cfg.out : ix->cfg.fd;
}

/* 0, or errno. */
static int send_once(struct icmp_xport *ix, const struct probe *p, size_t n)
{
	const struct sockaddr *to = ix->to_len ? (struct sockaddr *)&ix->to : NULL;
	int fd = socket_for(ix, p);

	if (p->ttl)
		return sock_send_ttl(fd, ix->cfg.to.family, to, ix->to_len, ix->message, n, p->ttl);
	while (sendto(fd, ix->message, n, 0, to, ix->to_len) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

static int icmp_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct icmp_xport *ix = (struct icmp_xport *)x;
	size_t n = p->size ? length_of(ix, p) : ix->size;
	int err = EAGAIN;

	*when = ix->seen = clock_now();
	fill_in(ix, p, n);
	if (refusals_room(&ix->refused))
		err = send_once(ix, p, n);
	if (err == EAGAIN || err == ENOBUFS || err == ENOMEM) {
		*when += RETRY;
		return 1;
	}
	ix->last = p->n;
	if (err && err != EPERM) {
		/*
		 * It may be the error of an earlier probe, which the queue holds, too; EMSGSIZE is
		 * also what "fragmentation needed" becomes.
		 */
		restart_stamps(ix, p->n);
		err = send_once(ix, p, n);
	}
	if (!err) {
		ix->stamped = ix->tx_stamps;
		return 0;
	}
	restart_stamps(ix, p->n + 1);
	errno = err;
	if (err != EMSGSIZE)
		return -1;
	/* the queue holds the MTU: it comes as a reply */
	refusals_add(&ix->refused, p->n, p->size ? p->size : n + REFUSALS_HEADERS);
	return 0;
}

/* Our own message, as the kernel gives it back with an error, some with the IPv4 header on top. */
static bool own_seq(const struct icmp_xport *ix, size_t len, uint16_t *seq)
{
	struct cur c = cur_of(ix->in, len);
	struct icmp h;
	struct ip4 ip;

	if (ix->cfg.to.family == ADDR_V4 && len && ix->in[0] >> 4 == 4 && !ip4_parse(&c, &ip))
		return false;
	if (!icmp_parse(&c, &h) || h.type != ix->form.type)
		return false;
	if (ix->form.seq)
		return ix->form.seq(ix->form.arg, &h, c, seq);
	*seq = h.seq;
	return !ix->cfg.raw || h.id == ix->cfg.id;
}

/* One entry of the error queue as a reply; false: it tells nothing about our probes. */
static bool from_queue(struct icmp_xport *ix, const struct errq *e, struct reply *r, ns_t *when)
{
	size_t gone = ix->cfg.to.family == ADDR_V4 ? 20 : 40;
	uint64_t n = ix->last;
	bool good;

	queued_reply(e, cur_of(ix->in, ix->cfg.path ? e->len : 0), gone, r);
	r->to = e->to;
	if (!ix->cfg.path)
		r->ttl = -1;
	good = tstamp_monotonic(&ix->clock, e->wall, ix->began, ix->seen, ix->recent, when);
	switch (e->origin) {
	case ERRQ_STAMP:
		r->kind = REPLY_SENT;
		r->seq = probe_seq(ix->stamp_base + e->key);
		ix->stamped = ix->stamp_base + e->key < ix->last;
		return good && ix->stamp_base + e->key <= ix->last;
	case ERRQ_LOCAL:
		/*
		 * Too long a packet does not come back; any other is the newest one. Each try was
		 * refused, and one of them is told.
		 */
		if (e->err == EMSGSIZE && !refusals_match(&ix->refused, e->info, &n))
			return false;
		if (!own_seq(ix, e->len, &r->seq))
			r->seq = probe_seq(n);
		return true;
	case ERRQ_ICMP:
		if (ix->cfg.raw && !ix->cfg.connected)	/* the message comes too, and says more */
			return false;
		if (!ix->cfg.routed && !addr_eq(&e->to, &ix->cfg.to))
			return false;
		return own_seq(ix, e->len, &r->seq);
	default:
		return false;
	}
}

static void read_control(struct msghdr *msg, struct reply *r, ns_t *wall)
{
	for (struct cmsghdr *cm = CMSG_FIRSTHDR(msg); cm; cm = CMSG_NXTHDR(msg, cm)) {
		if (tstamp_of(cm, wall) || sock_ttl(cm, &r->ttl))
			continue;
		if (cm->cmsg_level == IPPROTO_IP && cm->cmsg_type == IP_RECVOPTS)
			r->options = cur_of(CMSG_DATA(cm), cm->cmsg_len - CMSG_LEN(0));
	}
}

/* With control messages: the kernel's time, the time to live, IP options. */
static ssize_t receive_control(struct icmp_xport *ix, struct reply *r, ns_t *wall, bool named)
{
	struct sockaddr_storage ss;
	struct iovec iov = { .iov_base = ix->in, .iov_len = IN_SIZE };
	struct msghdr msg = {
		.msg_name = named ? &ss : NULL,
		.msg_namelen = named ? sizeof(ss) : 0,
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ix->control,
		.msg_controllen = sizeof(ix->control),
	};
	ssize_t n = recvmsg(ix->cfg.fd, &msg, MSG_DONTWAIT);

	if (n < 0)
		return n;
	if (named)
		r->from = sock_from(&ss, msg.msg_namelen);
	read_control(&msg, r, wall);
	return n;
}

/* One datagram: 1 a reply, 0 something unreadable, -1 nothing. */
static int from_socket(struct icmp_xport *ix, struct reply *r, ns_t *when)
{
	/* IPv4 raw sockets see all but the time in the header */
	bool header = ix->cfg.raw && ix->cfg.to.family == ADDR_V4;
	ns_t wall = 0;
	ssize_t n;

	reply_clear(r);
	/* the bytes alone, as in a flood: the call costs a twentieth less */
	n = !ix->rx_stamps && (header || ix->cfg.plain) ?
		    recv(ix->cfg.fd, ix->in, IN_SIZE, MSG_DONTWAIT) :
		    receive_control(ix, r, &wall, !header);
	if (n < 0)
		return errno == EAGAIN ? -1 : 0;
	if (wall)
		tstamp_monotonic(&ix->clock, wall, ix->emptied, ix->seen, ix->recent, when);
	else
		*when = clock_now();
	if (!icmp_reply(&ix->match, ix->in, (size_t)n, r))
		return 0;
	/* of the errors, a connected socket sees only the destination's own: the queue has all */
	if (ix->cfg.connected && r->kind == REPLY_ERROR)
		r->kind = REPLY_OTHER;
	return 1;
}

/* Somebody else pings: their answers need not wake us any more. */
static void filter_others(struct icmp_xport *ix, const struct reply *r)
{
	if (r->kind == REPLY_OTHER && ix->cfg.raw && !ix->filtered && !ix->form.seq) {
		ix->filtered = true;
		icmp_filter_id(ix->cfg.fd, ix->cfg.to.family, ix->cfg.id);
	}
}

/*
 * From now on an answer may arrive while we sleep, and only the kernel knows when it came. One that
 * is there as soon as we look is as well timed by our own clock.
 */
static void socket_is_empty(struct icmp_xport *ix)
{
	if (ix->cfg.stamps && !ix->rx_stamps) {
		tstamp_enable(ix->cfg.fd, true, ix->tx_stamps);
		ix->rx_stamps = true;
	}
	ix->emptied = clock_now();
}

static bool icmp_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct icmp_xport *ix = (struct icmp_xport *)x;
	struct errq e;
	uint64_t n;
	size_t size;
	int rc;

	ix->recent = now - ix->seen < RECENT;
	/* transmit times first: they belong to answers that may be here, too */
	while (ix->stamped && errq_read(ix->cfg.fd, ix->in, IN_SIZE, &e))
		if (from_queue(ix, &e, r, when))
			return true;
	for (unsigned spare = 16; spare; spare--) {
		rc = from_socket(ix, r, when);
		if (rc > 0) {
			filter_others(ix, r);
			return true;
		}
		if (rc < 0)
			break;
		/* errors of the queue make recvmsg fail once: look what they are */
		while (errq_read(ix->cfg.fd, ix->in, IN_SIZE, &e))
			if (from_queue(ix, &e, r, when))
				return true;
	}
	while (errq_read(ix->cfg.fd, ix->in, IN_SIZE, &e))
		if (from_queue(ix, &e, r, when))
			return true;
	if (refusals_take(&ix->refused, &n, &size)) {
		refusals_reply(n, size, ix->cfg.to.family, r);
		*when = clock_now();
		return true;
	}
	socket_is_empty(ix);
	return false;
}

/* Many answers arrive while still more probes leave: only the kernel knows when. */
static void set_path(struct icmp_xport *ix)
{
	bool v4 = ix->cfg.to.family == ADDR_V4;

	errq_extensions(ix->cfg.fd, ix->cfg.to.family);		/* old kernels have none */
	sock_int(ix->cfg.fd, v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_RECVTTL : IPV6_RECVHOPLIMIT,
		 1);
	ix->rx_stamps = ix->cfg.stamps && tstamp_enable(ix->cfg.fd, true, false);
}

int icmp_open(struct icmp_xport *ix, const struct icmp_cfg *cfg)
{
	const struct icmp_form *echo = cfg->to.family == ADDR_V4 ? &icmp_echo4 : &icmp_echo6;
	const struct icmp_form *form = cfg->form ? cfg->form : echo;
	struct put w;

	*ix = (struct icmp_xport){
		.x = { icmp_send, icmp_recv, cfg->fd },
		.cfg = *cfg,
		.form = *form,
		.size = ICMP_HLEN + cfg->len,
	};
	ix->cfg.clock = cfg->clock && cfg->len >= CLOCK_LEN;
	ix->match = (struct icmp_match){
		.family = cfg->to.family,
		.raw = cfg->raw,
		.id = cfg->id,
		.to = cfg->to,
		.form = &ix->form,
	};
	if (!cfg->connected)
		ix->to_len = sock_to(&cfg->to, 0, &ix->to);
	if (cfg->to.family == ADDR_V6)
		((struct sockaddr_in6 *)&ix->to)->sin6_flowinfo = htonl(cfg->flow);
	ix->room = cfg->longest > ix->size ? cfg->longest : ix->size;
	ix->message = prog_alloc(1, ix->room);
	ix->in = prog_realloc(NULL, IN_SIZE);	/* not touched before it is needed */
	w = put_to(ix->message, ix->size);
	icmp_put(&w, ix->form.type, 0, cfg->id, 0);
	put_mem(&w, cfg->payload, cfg->len);
	ix->moving = ICMP_HLEN + (ix->cfg.clock ? CLOCK_LEN : 0);
	ix->fixed = cksum_add(0, ix->message + ix->moving, ix->size - ix->moving);
	if (errq_enable(cfg->fd, cfg->to.family) < 0)
		return -1;
	if (cfg->path)
		set_path(ix);
	ix->tx_stamps = cfg->tx_stamps && tstamp_enable(cfg->fd, ix->rx_stamps, true);
	tstamp_sync(&ix->clock);
	ix->began = ix->emptied = ix->seen = clock_now();
	return 0;
}

void icmp_close(struct icmp_xport *ix)
{
	free(ix->message);
	free(ix->in);
	ix->message = ix->in = NULL;
}
