/* The transports that probes go by: one function a method. */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/proc.h"
#include "sys/sock.h"
#include "tracepath.h"
#include "wire/udp.h"

#ifndef UDPLITE_SEND_CSCOV
#define UDPLITE_SEND_CSCOV 10	/* of the kernel, in no header: udplite(7) */
#endif

#define PORT_TCP 80
#define PORT_UDP 53
#define PORT_TRACEPATH 44444
#define PORT_HIGH 33434		/* where nobody listens */
#define PROTOCOL 253		/* for experiments: RFC 3692 */
#define WINDOW 64240
#define WINDOW_SHIFT 7

/* Data of probes, as classic traceroute has it: what stands there is of no account. */
static const uint8_t pattern[] = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

static bool is_v4(const struct trace *t)
{
	return t->host.addr.family == ADDR_V4;
}

static uint16_t port_of(const struct trace *t)
{
	return (uint16_t)(t->cfg.port > 0 ? t->cfg.port : t->cfg.method->port);
}

static uint32_t flow_of(const struct trace *t)
{
	return t->cfg.flow > 0 ? (uint32_t)t->cfg.flow : 0;
}

/* Bytes of the longest packet: on the screen of mtr it may become longer while it runs. */
static uint16_t longest(const struct trace *t)
{
	return mtr_is_live(t) && t->size < MTR_SIZE_MOST ? MTR_SIZE_MOST : t->size;
}

/* t->fd, bound where it has to be. -1 after a message. */
static int open_fd(struct trace *t, int type, int protocol, uint16_t sport)
{
	t->fd = trace_socket(t, type, protocol);
	if (t->fd < 0 || trace_bind(t, t->fd, sport) < 0)
		return trace_fail(t, t->failed);
	return 0;
}

static void close_udp(struct trace *t)
{
	udp_close(&t->udp);
}

static int open_datagrams(struct trace *t, enum udp_form form)
{
	struct udp_cfg cfg = {
		.fd = t->fd,
		.form = form,
		.to = t->host.addr,
		.port = port_of(t),
		/* the classic ports, one after the other, where a first one is named */
		.ports = t->cfg.port > 0 && (t->cfg.method == &method_default ||
					     t->cfg.method == &method_tracepath),
		.flow = flow_of(t),
		.size = t->size,
		.longest = longest(t),
		.options = (uint8_t)t->ip_options_len,
		.pattern = pattern,
		.pattern_len = sizeof(pattern) - 1,
	};

	if (t->cfg.method == &method_tracepath)
		cfg.pattern_len = 0;
	if (t->cfg.packet.filled) {
		cfg.pattern = &t->cfg.packet.byte;
		cfg.pattern_len = 1;
	}
	if (udp_open(&t->udp, &cfg) < 0)
		return trace_fail(t, "socket");
	t->xport = &t->udp.x;
	t->xport_close = close_udp;
	return 0;
}

static int open_udp(struct trace *t)
{
	if (open_fd(t, SOCK_DGRAM, 0, t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0) < 0)
		return -1;
	return open_datagrams(t, UDP_PLAIN);
}

static int open_udplite(struct trace *t)
{
	int coverage = t->cfg.packet.coverage > UDP_HLEN ? (int)t->cfg.packet.coverage : UDP_HLEN;

	if (open_fd(t, SOCK_DGRAM, IPPROTO_UDPLITE, t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0) <
	    0)
		return -1;
	if (sock_int(t->fd, IPPROTO_UDPLITE, UDPLITE_SEND_CSCOV, coverage) < 0)
		return trace_fail(t, "UDPLITE_SEND_CSCOV");
	return open_datagrams(t, UDP_LITE);
}

static int open_raw(struct trace *t)
{
	int64_t protocol = t->cfg.packet.protocol;

	if (open_fd(t, SOCK_RAW, protocol < 0 ? PROTOCOL : (int)protocol, 0) < 0)
		return -1;
	return open_datagrams(t, UDP_RAW);
}

/* The number that -p makes the first probe's; ours begin with 1. */
static void put_number(const void *arg, uint8_t *message, uint16_t seq)
{
	const struct trace *t = arg;
	uint16_t v = (uint16_t)(seq - 1 + t->icmp_first);

	message[6] = (uint8_t)(v >> 8);
	message[7] = (uint8_t)v;
}

static bool read_number(const void *arg, const struct icmp *h, struct cur body, uint16_t *seq)
{
	const struct trace *t = arg;

	(void)body;
	*seq = (uint16_t)(h->seq - t->icmp_first + 1);
	return !t->icmp.cfg.raw || h->id == t->icmp.cfg.id;
}

static void close_icmp(struct trace *t)
{
	icmp_close(&t->icmp);
}

static uint16_t any_id(void)
{
	uint16_t id;

	return getrandom(&id, sizeof(id), GRND_NONBLOCK) == sizeof(id) ? id : (uint16_t)getpid();
}

/* Raw where permitted, as the classic one; else a datagram socket, unless -O wants one only. */
static int icmp_socket(struct trace *t, bool *raw)
{
	int protocol = is_v4(t) ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6;
	uint16_t id = t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0;
	int err = 0;

	*raw = !t->cfg.packet.dgram;
	if (*raw) {
		t->fd = trace_socket(t, SOCK_RAW, protocol);
		err = errno;
	}
	if (t->fd < 0 && !t->cfg.packet.raw && (!*raw || err == EPERM || err == EACCES)) {
		*raw = false;
		t->fd = trace_socket(t, SOCK_DGRAM, protocol);
	}
	if (t->fd < 0 || trace_bind(t, t->fd, *raw ? 0 : id) < 0)
		return trace_fail(t, t->failed);
	return 0;
}

static int open_icmp(struct trace *t)
{
	const struct icmp_form *echo = is_v4(t) ? &icmp_echo4 : &icmp_echo6;
	uint16_t head = (uint16_t)(trace_ip_header(t) + ICMP_HLEN);
	uint16_t id = t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : any_id();
	uint8_t *payload = prog_alloc(1, t->size);
	struct icmp_cfg cfg = {
		.to = t->host.addr,
		.routed = t->ngateways,
		.flow = flow_of(t),
		.id = id,
		.payload = payload,
		.len = t->size > head ? (size_t)(t->size - head) : 0,
		.stamps = true,
		.path = true,
		.longest = longest(t),
		.options = (uint8_t)t->ip_options_len,
	};
	int rc;

	t->icmp_first = (uint16_t)t->cfg.port;
	if (t->cfg.port > 0) {
		t->form =
			(struct icmp_form){ echo->type, echo->answer, read_number, put_number, t };
		cfg.form = &t->form;
	}
	for (size_t i = 0; i < cfg.len; i++)
		payload[i] = t->cfg.packet.filled ?
				     t->cfg.packet.byte :
				     pattern[(i + ICMP_HLEN) % (sizeof(pattern) - 1)];
	rc = icmp_socket(t, &cfg.raw);
	cfg.fd = t->fd;
	if (rc == 0 && icmp_open(&t->icmp, &cfg) < 0)
		rc = trace_fail(t, "socket");
	free(payload);
	if (rc == 0 && cfg.raw &&
	    (icmp_filter_types(t->fd, t->host.addr.family, echo->answer) < 0 ||
	     icmp_filter_id(t->fd, t->host.addr.family, id) < 0))
		trace_warn(t, "WARNING: no socket filter");
	t->xport = &t->icmp.x;
	t->xport_close = close_icmp;
	return rc;
}

/* Flags and options of the SYNs: what -O says, by default what the kernel's own would have. */
static void tcp_words(struct trace *t)
{
	struct trace_packet *p = &t->cfg.packet;
	bool chosen = p->flagged || p->ecn || p->sack || p->timestamps || p->wscale;

	if (p->sysctl || !chosen) {
		p->sack |= proc_ipv4("tcp_sack") != 0;
		p->timestamps |= proc_ipv4("tcp_timestamps") != 0;
		p->wscale |= proc_ipv4("tcp_window_scaling") != 0;
		p->ecn |= proc_ipv4("tcp_ecn") == 1;
	}
	if (!p->flagged)
		p->flags = TCP_SYN;
	if (p->ecn && !p->flagged)
		p->flags |= TCP_ECE | TCP_CWR;
}

/* Is it what connect() sends, too? */
static bool is_plain_syn(const struct trace_packet *p)
{
	return !p->flagged && !p->ecn && !p->sack && !p->timestamps && !p->wscale && p->mss < 0;
}

static struct tcp_options tcp_syn(const struct trace *t)
{
	const struct trace_packet *p = &t->cfg.packet;
	uint16_t mss = p->mss > 0 ? (uint16_t)p->mss : is_v4(t) ? 1460 : 1440;

	return (struct tcp_options){
		.mss = p->flags & TCP_SYN ? mss : 0,
		.sack = p->sack,
		.timestamps = p->timestamps,
		.wscale = p->wscale,
		.shift = WINDOW_SHIFT,
	};
}

uint16_t trace_tcp_header(struct trace *t)
{
	uint8_t room[TCP_OPTIONS_MAX];
	struct put w = put_to(room, sizeof(room));
	struct tcp_options syn;

	t->plain_syn = is_plain_syn(&t->cfg.packet);
	tcp_words(t);
	syn = tcp_syn(t);
	tcp_options_put(&w, &syn);
	return (uint16_t)(TCP_HLEN + w.len);
}

static void close_tcp(struct trace *t)
{
	tcp_close(&t->tcp);
}

static int connect_setup(void *arg, int fd)
{
	const char *what;

	return trace_socket_setup(arg, fd, &what);
}

static void close_connect(struct trace *t)
{
	tcp_connect_close(&t->connect);
}

static int open_tcpconn(struct trace *t)
{
	struct tcp_connect_cfg cfg = {
		.to = t->host.addr,
		.port = port_of(t),
		.sport = t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0,
		.from = t->cfg.from,
		.flow = flow_of(t),
		.setup = connect_setup,
		.arg = t,
	};

	if (tcp_connect_open(&t->connect, &cfg) < 0)
		return trace_fail(t, "socket");
	t->xport = &t->connect.x;
	t->xport_close = close_connect;
	return 0;
}

static int open_tcp(struct trace *t)
{
	struct tcp_cfg cfg = {
		.to = t->host.addr,
		.port = port_of(t),
		.sport = t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0,
		.flags = t->cfg.packet.flags,
		.window = WINDOW,
		.flow = flow_of(t),
		.syn = tcp_syn(t),
		.from = t->ngateways ? t->source : (struct addr){ 0 },
		.options = (uint8_t)t->ip_options_len,
	};

	t->fd = trace_socket(t, SOCK_RAW, IPPROTO_TCP);
	if (t->fd < 0 && (errno == EPERM || errno == EACCES) && t->plain_syn)
		return open_tcpconn(t);
	if (t->fd < 0 || trace_bind(t, t->fd, 0) < 0)
		return trace_fail(t, t->failed);
	cfg.fd = t->fd;
	if (tcp_open(&t->tcp, &cfg) < 0)
		return trace_fail(t, errno == EADDRINUSE ? "bind" : "connect");
	t->xport = &t->tcp.x;
	t->xport_close = close_tcp;
	return 0;
}

static void close_dccp(struct trace *t)
{
	dccp_close(&t->dccp);
}

static int open_dccp(struct trace *t)
{
	struct dccp_cfg cfg = {
		.to = t->host.addr,
		.port = port_of(t),
		.sport = t->cfg.sport > 0 ? (uint16_t)t->cfg.sport : 0,
		.service = t->cfg.packet.service < 0 ? DCCP_SERVICE :
						       (uint32_t)t->cfg.packet.service,
		.longest = t->size,
		.flow = flow_of(t),
		.from = t->ngateways ? t->source : (struct addr){ 0 },
		.options = (uint8_t)t->ip_options_len,
	};

	if (open_fd(t, SOCK_RAW, IPPROTO_DCCP, 0) < 0)
		return -1;
	cfg.fd = t->fd;
	if (dccp_open(&t->dccp, &cfg) < 0)
		return trace_fail(t, "connect");
	t->xport = &t->dccp.x;
	t->xport_close = close_dccp;
	return 0;
}

#define METHOD(word, to, bytes, has, opener)                                                       \
	{                                                                                          \
		.name = word, .port = to, .header = bytes, .module = MODULE_##has, .open = opener, \
	}
const struct trace_method method_tracepath =
	METHOD("udp", PORT_TRACEPATH, UDP_HLEN, NONE, open_udp);
const struct trace_method method_mtr_udp = METHOD("udp", PORT_HIGH, UDP_HLEN, NONE, open_udp);
const struct trace_method method_default = METHOD("default", PORT_HIGH, UDP_HLEN, NONE, open_udp);
const struct trace_method method_udp = METHOD("udp", PORT_UDP, UDP_HLEN, NONE, open_udp);
const struct trace_method method_udplite =
	METHOD("udplite", PORT_UDP, UDP_HLEN, UDPLITE, open_udplite);
const struct trace_method method_icmp = METHOD("icmp", 0, ICMP_HLEN, ICMP, open_icmp);
const struct trace_method method_tcp = METHOD("tcp", PORT_TCP, TCP_HLEN, TCP, open_tcp);
const struct trace_method method_tcpconn =
	METHOD("tcpconn", PORT_TCP, TCP_HLEN, NONE, open_tcpconn);
const struct trace_method method_dccp =
	METHOD("dccp", PORT_HIGH, DCCP_REQUEST_HLEN, DCCP, open_dccp);
const struct trace_method method_raw = METHOD("raw", 0, 0, RAW, open_raw);
