/*
 * What answering segments look like: hop limit and, of IPv4, identification. A raw socket sees them
 * before connect(2) says what they made of it; those who may not have one do without. See raw(7).
 */
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include <linux/filter.h>

#include "prober_raw.h"
#include "prober_run.h"
#include "sys/priv.h"
#include "sys/sock.h"
#include "wire/ip4.h"
#include "wire/tcp.h"

/* Only what answers a SYN: a reset, or a SYN|ACK. */
static int filter(int fd, bool v4)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 0),		/* x = where the segment begins */
		BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TCP_RST | TCP_SYN, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 128),			/* headers */
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = { .len = sizeof(code) / sizeof(*code), .filter = code };

	if (v4)
		code[0] = (struct sock_filter)BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0);
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}

static int open_one(bool v4)
{
	int fd = socket(v4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
			IPPROTO_TCP);

	if (fd < 0)
		return -1;
	filter(fd, v4);			/* without it there is more to read */
	sock_int(fd, SOL_SOCKET, SO_RCVBUF, 1 << 20);
	if (!v4)
		sock_int(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
	return fd;
}

void raw_open(struct prober *p)
{
	bool far4 = false, far6 = false;

	p->raw4 = p->raw6 = -1;
	for (size_t i = 0; i < p->ntargets; i++) {
		const struct target *t = &p->targets[i];

		far4 |= !t->local && t->addr.family == ADDR_V4;
		far6 |= !t->local && t->addr.family == ADDR_V6;
	}
	if (!far4 && !far6)
		return;
	priv_raise();
	if (far4)
		p->raw4 = open_one(true);
	if (far6)
		p->raw6 = open_one(false);
	priv_lower();
}

void raw_close(struct prober *p)
{
	if (p->raw4 >= 0)
		close(p->raw4);
	if (p->raw6 >= 0)
		close(p->raw6);
}

static struct target *target_of(const struct prober *p, const struct addr *from)
{
	for (size_t i = 0; i < p->ntargets; i++)
		if (addr_eq(&p->targets[i].addr, from))
			return &p->targets[i];
	return NULL;
}

bool raw_parse(uint8_t family, struct cur c, struct raw_segment *s)
{
	struct tcp h;
	struct ip4 ip;

	if (family == ADDR_V4) {
		if (!ip4_parse(&c, &ip) || ip.proto != IPPROTO_TCP || ip.frag & 0x1fff)
			return false;
		s->from = ip.src;
		s->mark = (struct fate_mark){ .ttl = ip.ttl, .id = ip.id != 0 };
	}
	if (!tcp_parse(&c, &h))
		return false;
	s->port = h.sport;
	s->accepts = h.flags & TCP_SYN;
	return s->accepts ? h.flags & TCP_ACK : h.flags & TCP_RST;
}

static void segment(struct prober *p, const struct raw_segment *s)
{
	struct target *t = target_of(p, &s->from);
	struct port *q;
	int64_t port;

	if (!t)
		return;
	port = scan_find(p, t, s->port);
	q = port < 0 ? NULL : &p->ports[port];
	/* a reset behind the SYN|ACK is another matter */
	if (!q || q->state != PORT_TRYING || q->accepted)
		return;
	q->ttl = (int16_t)s->mark.ttl;
	q->id = s->mark.id;
	q->accepted = s->accepts;
	if (q->accepted && t->host_mark.ttl < 0)
		t->host_mark = s->mark;
}

static void read_one(struct prober *p, int fd, bool v4)
{
	union {
		char bytes[256];
		struct cmsghdr align;
	} control;
	struct sockaddr_storage ss;
	struct iovec iov = { .iov_base = p->in, .iov_len = 256 };
	struct raw_segment s;
	ssize_t n;

	for (;;) {
		struct msghdr msg = {
			.msg_name = &ss, .msg_namelen = sizeof(ss),
			.msg_iov = &iov, .msg_iovlen = 1,
			.msg_control = &control, .msg_controllen = sizeof(control),
		};

		n = recvmsg(fd, &msg, MSG_DONTWAIT);
		if (n < 0)
			return;
		s = (struct raw_segment){
			.from = sock_from(msg.msg_name, msg.msg_namelen), .mark.ttl = -1,
		};
		for (struct cmsghdr *cm = CMSG_FIRSTHDR(&msg); cm; cm = CMSG_NXTHDR(&msg, cm))
			sock_ttl(cm, &s.mark.ttl);
		if (raw_parse(v4 ? ADDR_V4 : ADDR_V6, cur_of(p->in, (size_t)n), &s))
			segment(p, &s);
	}
}

void raw_read(struct prober *p)
{
	if (p->raw4 >= 0)
		read_one(p, p->raw4, true);
	if (p->raw6 >= 0)
		read_one(p, p->raw6, false);
}
