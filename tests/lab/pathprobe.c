/*
 * Sends probes over one transport of lib/xport, hop by hop, and prints what comes back as lines:
 *
 *	TTL/I KIND ...	KIND is answer (flags of TCP, type of DCCP), error TYPE/CODE,
 *			notice TYPE/CODE, local: ERROR, info=N, sent;
 *			then from=ADDRESS back=TTL us=MICROSECONDS mpls=LABEL:...
 *	other ...	what was about no probe
 */
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/sock.h"
#include "wire/icmpext.h"
#include "xport/dccp.h"
#include "xport/icmp.h"
#include "xport/tcp.h"
#include "xport/udp.h"

#define MOMENT (5 * NS_MS)	/* for what comes behind the last answer */

static const char usage_text[] =
	"usage: pathprobe [-iduURtcDPFMxA] [-p PORT] [-S PORT] [-f FIRST] [-m MAX] [-q PROBES]\n"
	"                 [-s SIZE] [-w MS] [-z MS] [-Z MS] ADDRESS\n"
	"  -i raw ICMP  -d ICMP datagrams  -u UDP  -U UDP-Lite  -R protocol 253  -t raw SYN\n"
	"  -c connect  -D DCCP  -P a port for each probe  -F a flow for each probe of a hop\n"
	"  -M never fragment  -x times of departure  -A ACK instead of SYN\n"
	"  -z, -Z a pause behind each probe, and reading meanwhile or not\n";

struct options {
	char how;
	bool ports, flows, whole, stamps, ack;
	int64_t port, sport, first, max, each, size, ms, gap, deaf;
	struct addr to;
};

struct sent {
	unsigned ttl, i;
	ns_t at;
	bool heard;
};

struct probing {
	struct options o;
	int fd;
	struct icmp_xport icmp;
	struct udp_xport udp;
	struct tcp_xport tcp;
	struct tcp_connect connect;
	struct dccp_xport dccp;
	struct xport *x;
	struct sent sent[65536];	/* by number */
	uint64_t n, open;		/* probes; those of which nothing was heard */
};

static int open_socket(const struct options *o, int type, int protocol)
{
	bool v4 = o->to.family == ADDR_V4;
	int fd = socket(sock_family(&o->to), type | SOCK_CLOEXEC, protocol);
	struct sockaddr_storage ss;
	struct addr any = { .family = o->to.family };
	socklen_t len = sock_to(&any, (uint16_t)o->sport, &ss);

	if (fd < 0)
		err(1, "socket");
	if (o->whole && sock_int(fd, v4 ? IPPROTO_IP : IPPROTO_IPV6,
				 v4 ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER, IP_PMTUDISC_PROBE) < 0)
		err(1, "MTU_DISCOVER");
	if (o->sport && type == SOCK_DGRAM && bind(fd, (struct sockaddr *)&ss, len) < 0)
		err(1, "bind");
	return fd;
}

static struct xport *open_icmp(struct probing *p)
{
	static const uint8_t payload[32];
	bool v4 = p->o.to.family == ADDR_V4, raw = p->o.how == 'i';
	struct icmp_cfg cfg = {
		.fd = open_socket(&p->o, raw ? SOCK_RAW : SOCK_DGRAM,
				  v4 ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6),
		.raw = raw,
		.to = p->o.to,
		.id = (uint16_t)getpid(),
		.payload = payload,
		.len = sizeof(payload),
		.stamps = true,
		.tx_stamps = p->o.stamps,
		.path = true,
		.longest = UINT16_MAX,
	};

	p->fd = cfg.fd;
	if (icmp_open(&p->icmp, &cfg) < 0)
		err(1, "icmp_open");
	return &p->icmp.x;
}

static struct xport *open_udp(struct probing *p)
{
	static const uint8_t pattern[] = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool raw = p->o.how == 'R';
	struct udp_cfg cfg = {
		.form = raw ? UDP_RAW : p->o.how == 'U' ? UDP_LITE : UDP_PLAIN,
		.to = p->o.to,
		.port = (uint16_t)p->o.port,
		.ports = p->o.ports,
		.size = p->o.size ? (uint16_t)p->o.size : 60,
		.pattern = pattern,
		.pattern_len = sizeof(pattern) - 1,
		.tx_stamps = p->o.stamps,
	};

	cfg.fd = raw ? open_socket(&p->o, SOCK_RAW, 253) :
		       open_socket(&p->o, SOCK_DGRAM, p->o.how == 'U' ? IPPROTO_UDPLITE : 0);
	p->fd = cfg.fd;
	if (udp_open(&p->udp, &cfg) < 0)
		err(1, "udp_open");
	return &p->udp.x;
}

static struct xport *open_tcp(struct probing *p)
{
	struct tcp_cfg cfg = {
		.fd = open_socket(&p->o, SOCK_RAW, IPPROTO_TCP),
		.to = p->o.to,
		.port = (uint16_t)p->o.port,
		.sport = (uint16_t)p->o.sport,
		.flags = p->o.ack ? TCP_ACK : TCP_SYN,
		.window = 64240,
		.syn = { .mss = 1460, .sack = true, .timestamps = true },
		.size = (uint16_t)p->o.size,
		.tx_stamps = p->o.stamps,
	};

	p->fd = cfg.fd;
	if (tcp_open(&p->tcp, &cfg) < 0)
		err(1, "tcp_open");
	return &p->tcp.x;
}

static struct xport *open_connect(struct probing *p)
{
	struct tcp_connect_cfg cfg = {
		.to = p->o.to,
		.port = (uint16_t)p->o.port,
		.sport = (uint16_t)p->o.sport,
	};

	if (tcp_connect_open(&p->connect, &cfg) < 0)
		err(1, "tcp_connect_open");
	return &p->connect.x;
}

static struct xport *open_dccp(struct probing *p)
{
	struct dccp_cfg cfg = {
		.fd = open_socket(&p->o, SOCK_RAW, IPPROTO_DCCP),
		.to = p->o.to,
		.port = (uint16_t)p->o.port,
		.sport = (uint16_t)p->o.sport,
		.service = DCCP_SERVICE,
		.size = (uint16_t)p->o.size,
		.tx_stamps = p->o.stamps,
	};

	p->fd = cfg.fd;
	if (dccp_open(&p->dccp, &cfg) < 0)
		err(1, "dccp_open");
	return &p->dccp.x;
}

static void print_flags(uint32_t flags)
{
	const char *comma = " ";

	for (unsigned bit = 1; bit <= TCP_AE; bit <<= 1)
		if (flags & bit) {
			printf("%s%s", comma, tcp_flag_name(bit));
			comma = ",";
		}
}

static void print_labels(struct cur ext)
{
	struct icmpext_object obj;
	struct icmpext_label l;
	const char *before = " mpls=";

	while (icmpext_next(&ext, &obj))
		while (obj.class == ICMPEXT_MPLS && icmpext_label_next(&obj.data, &l)) {
			printf("%s%u", before, l.label);
			before = ":";
		}
}

static void print_kind(const struct probing *p, const struct reply *r)
{
	const struct sent *s = &p->sent[r->seq];

	if (r->kind == REPLY_OTHER)
		printf("other");
	else
		printf("%u/%u ", s->ttl, s->i);
	switch (r->kind) {
	case REPLY_ANSWER:
		printf("answer");
		if (p->o.how == 't' || p->o.how == 'c')
			print_flags(r->info);
		if (p->o.how == 'D')
			printf(" %s %u", dccp_type_name(r->info & 0xff), r->info >> 8);
		break;
	case REPLY_ERROR:
		printf("error %u/%u", r->type, r->code);
		break;
	case REPLY_NOTICE:
		printf("notice %u/%u", r->type, r->code);
		break;
	case REPLY_LOCAL:
		printf("local: %s, info=%u", strerror(r->err), r->info);
		break;
	case REPLY_SENT:
		printf("sent");
		break;
	default:
		break;
	}
}

static void print_reply(const struct probing *p, const struct reply *r, ns_t when)
{
	const struct sent *s = &p->sent[r->seq];
	char text[SOCK_STR];

	print_kind(p, r);
	if (r->from.family)
		printf(" from=%s", sock_str(&r->from, text));
	if (r->ttl >= 0)
		printf(" back=%d", r->ttl);
	if (r->kind != REPLY_OTHER)
		printf(" us=%lld", (long long)((when - s->at) / NS_US));
	if (r->kind == REPLY_ERROR && r->info)
		printf(" info=%u", r->info);
	if (r->bad_sum)
		printf(" bad");
	print_labels(r->ext);
	putchar('\n');
}

static void count(struct probing *p, const struct reply *r)
{
	struct sent *s = &p->sent[r->seq];

	if (r->kind == REPLY_OTHER || r->kind == REPLY_SENT || s->heard)
		return;
	s->heard = true;
	p->open--;
}

static void receive(struct probing *p, ns_t until)
{
	struct pollfd pfd = { .fd = p->x->fd, .events = POLLIN };
	static struct reply r;
	ns_t now, when;

	for (;;) {
		now = clock_now();
		while (p->x->recv(p->x, now, &r, &when)) {
			print_reply(p, &r, when);
			count(p, &r);
		}
		now = clock_now();
		if (now >= until)
			return;
		poll(&pfd, 1, (int)((until - now) / NS_MS) + 1);
	}
}

static void send_one(struct probing *p, unsigned ttl, unsigned i)
{
	struct probe probe = {
		.n = p->n,
		.ttl = (uint8_t)ttl,
		.size = (uint16_t)p->o.size,
		.flow = p->o.flows ? (uint16_t)i : 0,
	};
	struct sent *s = &p->sent[probe_seq(p->n)];
	int rc;

	*s = (struct sent){ ttl, i, 0, false };
	p->open++;
	while ((rc = p->x->send(p->x, &probe, &s->at)) > 0)
		receive(p, s->at);
	if (rc < 0) {
		s->heard = true;
		p->open--;
		printf("%u/%u refused: %s\n", ttl, i, strerror(errno));
	}
	p->n++;
	if (p->o.gap)
		receive(p, clock_now() + p->o.gap * NS_MS);
	poll(NULL, 0, (int)p->o.deaf);
}

static void set_number(const char *text, int64_t max, int64_t *to)
{
	if (num_int(text, 0, max, to) != NUM_OK)
		errx(1, "bad number: %s", text);
}

static void parse(struct options *o, int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "iduURtcDPFMxAp:S:f:m:q:s:w:z:Z:")) != -1) {
		if (strchr("iduURtcD", c))
			o->how = (char)c;
		switch (c) {
		case 'P':
			o->ports = true;
			break;
		case 'F':
			o->flows = true;
			break;
		case 'M':
			o->whole = true;
			break;
		case 'x':
			o->stamps = true;
			break;
		case 'A':
			o->ack = true;
			break;
		case 'p':
			set_number(optarg, 65535, &o->port);
			break;
		case 'S':
			set_number(optarg, 65535, &o->sport);
			break;
		case 'f':
			set_number(optarg, 255, &o->first);
			break;
		case 'm':
			set_number(optarg, 255, &o->max);
			break;
		case 'q':
			set_number(optarg, 100, &o->each);
			break;
		case 's':
			set_number(optarg, 65535, &o->size);
			break;
		case 'w':
			set_number(optarg, 60000, &o->ms);
			break;
		case 'z':
			set_number(optarg, 60000, &o->gap);
			break;
		case 'Z':
			set_number(optarg, 60000, &o->deaf);
			break;
		case '?':
			exit(1);
		default:
			break;
		}
	}
	if (optind != argc - 1 || !sock_parse(&o->to, argv[optind]))
		errx(1, "%s", usage_text);
}

int main(int argc, char **argv)
{
	struct probing *p = prog_alloc(1, sizeof(*p));

	p->o = (struct options){
		.how = 'u', .port = 33434, .first = 1, .max = 5, .each = 1, .ms = 1500,
	};
	p->fd = -1;

	parse(&p->o, argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	switch (p->o.how) {
	case 'i':
	case 'd':
		p->x = open_icmp(p);
		break;
	case 't':
		p->x = open_tcp(p);
		break;
	case 'c':
		p->x = open_connect(p);
		break;
	case 'D':
		p->x = open_dccp(p);
		break;
	default:
		p->x = open_udp(p);
	}
	for (unsigned ttl = (unsigned)p->o.first; ttl <= p->o.max; ttl++)
		for (unsigned i = 0; i < p->o.each; i++)
			send_one(p, ttl, i);
	for (ns_t end = clock_now() + p->o.ms * NS_MS; p->open && clock_now() < end;)
		receive(p, clock_now() + MOMENT);
	receive(p, clock_now() + MOMENT);
	switch (p->o.how) {
	case 'i':
	case 'd':
		icmp_close(&p->icmp);
		break;
	case 't':
		tcp_close(&p->tcp);
		break;
	case 'c':
		tcp_connect_close(&p->connect);
		break;
	case 'D':
		dccp_close(&p->dccp);
		break;
	default:
		udp_close(&p->udp);
	}
	if (p->fd >= 0)
		close(p->fd);
	free(p);
	return 0;
}
