/*
 * The sockets. What leaves by a socket that asks for whole packets (IP_PMTUDISC_PROBE) is answered
 * to another one that has none of the kernel's path MTUs (IP_PMTUDISC_INTERFACE): the kernel takes
 * note of what a router says only for a socket that would use it, and so learns nothing from us.
 *
 * With IPv6 such a socket is not told, either, and of echoes the kernel takes note whoever sent
 * them. Who may have the kernel forget it does so at the end (mtu_forget()). Who may not is shy:
 * it asks by sockets that neither hear nor learn, and no echo is larger than what got through.
 */
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <linux/in6.h>	/* behind netinet/in.h: musl wants it so */

#include "base/prog.h"
#include "mtuprobe.h"
#include "sys/link.h"
#include "sys/priv.h"
#include "sys/sock.h"

#ifndef IP_PMTUDISC_INTERFACE
#define IP_PMTUDISC_INTERFACE 4
#endif

#define UDP_PORT 33434		/* where nobody listens */
#define WAIT (1 * NS_S)
#define GAP (500 * NS_US)
#define WINDOW 64240
#define RCVBUF (1 << 20)

static const uint16_t ports[MTU_PORTS] = { 443, 22 };

enum role { ROLE_HEARS, ROLE_SENDS, ROLE_LOOSE };

static bool is_v4(const struct mtuprobe *m)
{
	return m->host.addr.family == ADDR_V4;
}

static int set_role(const struct mtuprobe *m, int fd, enum role role)
{
	if (!is_v4(m)) {
		sock_int(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, PMTU_TTL);
		return sock_int(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER,
				role == ROLE_LOOSE ? IP_PMTUDISC_DONT :
				m->shy		   ? IP_PMTUDISC_INTERFACE :
						     IP_PMTUDISC_PROBE);
	}
	sock_int(fd, IPPROTO_IP, IP_TTL, PMTU_TTL);
	return sock_int(fd, IPPROTO_IP, IP_MTU_DISCOVER,
			role == ROLE_SENDS ? IP_PMTUDISC_PROBE :
			role == ROLE_LOOSE ? IP_PMTUDISC_OMIT :
					     IP_PMTUDISC_INTERFACE);
}

/* -1 with errno. */
static int open_socket(struct mtuprobe *m, int type, int protocol, enum role role)
{
	int fd, err;

	if (m->nfds == sizeof(m->fds) / sizeof(*m->fds)) {
		errno = EMFILE;
		return -1;
	}
	fd = socket(sock_family(&m->host.addr), type | SOCK_CLOEXEC, protocol);
	if (fd < 0)
		return -1;
	if (set_role(m, fd, role) < 0 || (m->cfg.device && sock_device(fd, m->cfg.device) < 0)) {
		err = errno;
		close(fd);
		errno = err;
		return -1;
	}
	sock_int(fd, SOL_SOCKET, SO_RCVBUF, RCVBUF);
	m->fds[m->nfds++] = fd;
	return fd;
}

int mtu_socket(struct mtuprobe *m, int type, int protocol)
{
	return open_socket(m, type, protocol, ROLE_HEARS);
}

void mtu_socket_close(struct mtuprobe *m, int fd)
{
	for (unsigned i = m->nfds; i-- > 0;)
		if (m->fds[i] == fd)
			m->fds[i] = m->fds[--m->nfds];
	close(fd);
}

/* Connected to ourselves, it is not meant by anything that comes from elsewhere. */
static int deafen(const struct mtuprobe *m, int fd)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(&m->source, 0, &ss);

	return connect(fd, (struct sockaddr *)&ss, len);
}

static int bind_to(const struct addr *a, uint16_t port, int fd, uint16_t *got)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(a, port, &ss);

	sock_int(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	if (bind(fd, (struct sockaddr *)&ss, len) < 0)
		return -1;
	len = sizeof(ss);
	if (getsockname(fd, (struct sockaddr *)&ss, &len) < 0)
		return -1;
	*got = sock_port(&ss, len);
	return 0;
}

static uint16_t any_id(void)
{
	uint16_t id;

	return getrandom(&id, sizeof(id), GRND_NONBLOCK) == sizeof(id) ? id : (uint16_t)getpid();
}

static int icmp_raw(struct mtuprobe *m, struct icmp_cfg *cfg)
{
	int protocol = is_v4(m) ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6;
	uint8_t family = m->host.addr.family;

	cfg->fd = open_socket(m, SOCK_RAW, protocol, ROLE_HEARS);
	if (cfg->fd < 0)
		return -1;
	cfg->raw = true;
	cfg->loose = open_socket(m, SOCK_RAW, protocol, ROLE_LOOSE);
	if (is_v4(m))
		cfg->out = open_socket(m, SOCK_RAW, protocol, ROLE_SENDS);
	if (cfg->loose < 0 || cfg->out < 0 || deafen(m, cfg->loose) < 0 ||
	    (cfg->out && deafen(m, cfg->out) < 0))
		return -1;
	/* without it there is more to read */
	icmp_filter_types(cfg->fd, family, icmp_echo_reply_type(family));
	icmp_filter_id(cfg->fd, family, cfg->id);
	return 0;
}

/* They share an identifier; of those that do the kernel hands answers to the youngest. */
static int icmp_datagram(struct mtuprobe *m, struct icmp_cfg *cfg)
{
	int protocol = is_v4(m) ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6;
	struct addr any = { .family = m->host.addr.family };
	uint16_t id = 0;

	cfg->raw = false;
	cfg->loose = open_socket(m, SOCK_DGRAM, protocol, ROLE_LOOSE);
	cfg->out = is_v4(m) ? open_socket(m, SOCK_DGRAM, protocol, ROLE_SENDS) : 0;
	cfg->fd = open_socket(m, SOCK_DGRAM, protocol, ROLE_HEARS);
	if (cfg->fd < 0 || cfg->out < 0 || cfg->loose < 0 ||
	    bind_to(&any, 0, cfg->loose, &id) < 0 ||
	    (cfg->out && bind_to(&any, id, cfg->out, &id) < 0) ||
	    bind_to(&any, id, cfg->fd, &id) < 0)
		return -1;
	return 0;
}

static int open_icmp(struct mtuprobe *m)
{
	struct icmp_cfg cfg = {
		.to = m->host.addr,
		.id = any_id(),
		.payload = (const uint8_t *)"",
		.stamps = true,
		.path = true,
		.longest = UINT16_MAX,
	};

	if (icmp_raw(m, &cfg) < 0 && icmp_datagram(m, &cfg) < 0)
		return -1;
	if (icmp_open(&m->icmp, &cfg) < 0)
		return -1;
	m->loose = cfg.loose;
	m->ways[WAY_ICMP].xport = &m->icmp.x;
	return 0;
}

static int udp_pair(struct mtuprobe *m, struct udp_cfg *cfg)
{
	struct addr any = { .family = m->host.addr.family };
	uint16_t port = 0;

	cfg->fd = open_socket(m, SOCK_DGRAM, 0, ROLE_HEARS);
	if (cfg->fd < 0 || !is_v4(m))
		return cfg->fd < 0 ? -1 : 0;
	cfg->out = open_socket(m, SOCK_DGRAM, 0, ROLE_SENDS);
	/* of two with one port the one that has the address, too, is meant */
	if (cfg->out < 0 || bind_to(&any, 0, cfg->out, &port) < 0)
		return -1;
	return bind_to(&m->source, port, cfg->fd, &port);
}

static int open_udp(struct mtuprobe *m)
{
	struct udp_cfg cfg = { .to = m->host.addr, .port = UDP_PORT, .longest = m->max };

	if (udp_pair(m, &cfg) < 0 || udp_open(&m->udp, &cfg) < 0)
		return -1;
	m->ways[WAY_UDP].xport = &m->udp.x;
	return 0;
}

/*
 * SYNs with data: what a port says to them, it says before there is a connection, and the kernel
 * resets what it did not ask for.
 */
static int open_tcp(struct mtuprobe *m, unsigned i)
{
	uint16_t head = is_v4(m) ? 40 : 60;
	struct tcp_cfg cfg = {
		.to = m->host.addr,
		.port = m->ways[WAY_TCP + i].port,
		.flags = TCP_SYN,
		.window = WINDOW,
		.syn.mss = (uint16_t)(m->max - head),
		.longest = m->max,
	};

	cfg.fd = open_socket(m, SOCK_RAW, IPPROTO_TCP, ROLE_HEARS);
	if (cfg.fd < 0)
		return -1;
	cfg.out = is_v4(m) ? open_socket(m, SOCK_RAW, IPPROTO_TCP, ROLE_SENDS) : 0;
	if (cfg.out < 0 || (cfg.out && deafen(m, cfg.out) < 0) || tcp_open(&m->tcp[i], &cfg) < 0)
		return -1;
	m->ways[WAY_TCP + i].xport = &m->tcp[i].x;
	return 0;
}

/* Without DF, packets of IPv4 would be split on the way. */
static int set_up_syn(void *arg, int fd)
{
	const struct mtuprobe *m = arg;

	if (m->cfg.device && sock_device(fd, m->cfg.device) < 0)
		return -1;
	if (is_v4(m))
		return sock_int(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
	return sock_int(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IP_PMTUDISC_INTERFACE);
}

/* Then SYNs with data are the kernel's, too, which are smaller where it knows a path MTU. */
static int open_syn(struct mtuprobe *m, unsigned i)
{
	struct mtu_way *w = &m->ways[WAY_TCP + i];
	uint32_t mtu = m->cached && m->cached < m->max ? m->cached : m->max;
	struct tcp_connect_cfg cfg = {
		.to = m->host.addr,
		.port = w->port,
		.longest = tcp_connect_most(m->host.addr.family, mtu),
		.near = m->beside,
		.setup = set_up_syn,
		.arg = m,
	};

	if (!cfg.longest) {
		errno = EOPNOTSUPP;
		return -1;
	}
	if (tcp_connect_open(&m->connect[i], &cfg) < 0)
		return -1;
	w->xport = &m->connect[i].x;
	w->most = cfg.longest;
	return 0;
}

static void open_plan(struct mtuprobe *m, enum mtu_way_kind kind)
{
	struct mtu_way *w = &m->ways[kind];
	struct pmtu_cfg cfg = {
		.to = m->host.addr,
		.max = w->most ? w->most : m->max,
		.unreachable = kind == WAY_UDP,
		.fresh = kind >= WAY_TCP,
		.traced = kind == (m->shy ? WAY_UDP : WAY_ICMP),
		.wait = WAIT,
		.gap = GAP,
	};

	w->plan = prog_alloc(1, sizeof(*w->plan));
	pmtu_open(w->plan, &cfg);
	engine_open(&w->engine, &w->plan->plan, w->xport);
	loop_fd(&m->loop, w->xport->fd, 1, NULL, NULL);
}

static void open_ways(struct mtuprobe *m)
{
	unsigned n = m->port ? 1 : MTU_PORTS;

	for (unsigned i = 0; i < WAYS; i++)
		m->ways[i].name = i == WAY_ICMP ? "icmp" : i == WAY_UDP ? "udp" : "tcp";
	m->ways[WAY_ICMP].wary = m->shy;
	if (open_icmp(m) < 0)
		m->ways[WAY_ICMP].err = errno;
	if (open_udp(m) < 0)
		m->ways[WAY_UDP].err = errno;
	for (unsigned i = 0; i < n; i++) {
		struct mtu_way *w = &m->ways[WAY_TCP + i];

		w->port = m->port ? (uint16_t)m->port : ports[i];
		if (!m->shy && open_tcp(m, i) == 0)
			continue;
		mtu_knock(m, i);
		if (open_syn(m, i) < 0)
			w->err = errno;
	}
	for (unsigned i = 0; i < WAYS; i++)
		if (m->ways[i].xport)
			open_plan(m, (enum mtu_way_kind)i);
}

static int fail(const struct mtuprobe *m)
{
	warn_errno("%s", m->target);
	return -1;
}

/* The interface, its MTU, and what the kernel has learnt of the path. */
static int find_interface(struct mtuprobe *m)
{
	const struct addr any = { 0 };
	struct rtnl_route route;
	struct link_table table;

	if (rtnl_route(&m->host.addr, &any, m->cfg.device ? sock_ifindex(m->cfg.device) : 0, 0,
		       &route) < 0)
		return fail(m);
	m->cached = route.mtu;
	m->beside = route.gateway.family == ADDR_NONE;
	m->ifindex = route.oif;
	if (!if_indextoname(route.oif, m->device) || link_read(&table, m->device) < 0)
		return fail(m);
	m->mtu = table.links[0].mtu;
	memcpy(m->kind, table.links[0].kind, sizeof(m->kind));
	link_free(&table);
	m->max = m->mtu < UINT16_MAX ? (uint16_t)m->mtu : UINT16_MAX;
	if (m->max >= (is_v4(m) ? PMTU_LEAST : PMTU_LEAST6))
		return 0;
	warn("%s: an MTU of %u is too small", m->device, m->max);
	return -1;
}

static int find_source(struct mtuprobe *m)
{
	int fd = open_socket(m, SOCK_DGRAM, 0, ROLE_HEARS);

	if (fd < 0 || sock_route(fd, &m->host.addr, &m->source) < 0)
		return fail(m);
	return 0;
}

/* Asked to forget what it does not know, the kernel says whether it might. */
static bool may_forget(const struct mtuprobe *m)
{
	const struct addr nobody = { .family = m->host.addr.family };

	return rtnl_forget(&nobody, m->ifindex) == 0 || errno != EPERM;
}

int mtu_open(struct mtuprobe *m)
{
	bool any = false;
	int rc;

	for (unsigned i = 0; i < MTU_PORTS; i++)
		m->knock[i].fd = -1;
	m->knock_ask = -1;
	if (m->cfg.device && !sock_ifindex(m->cfg.device)) {
		warn("%s: no such interface", m->cfg.device);
		return -1;
	}
	if (m->cfg.device && addr_needs_zone(&m->host.addr) && !m->host.addr.zone)
		m->host.addr.zone = sock_ifindex(m->cfg.device);
	if (addr_is_multicast(&m->host.addr)) {
		warn("%s: a group of hosts has no path MTU", m->target);
		return -1;
	}
	priv_raise();
	rc = find_source(m);
	if (rc == 0)
		rc = find_interface(m);
	m->shy = rc == 0 && !is_v4(m) && !may_forget(m);
	if (rc == 0)
		open_ways(m);
	priv_lower();
	mtu_refusals_open(m);
	for (unsigned i = 0; i < WAYS; i++)
		any |= m->ways[i].xport != NULL;
	if (rc == 0 && !any) {
		errno = m->ways[WAY_UDP].err;
		return fail(m);
	}
	return rc;
}

void mtu_close(struct mtuprobe *m)
{
	for (unsigned i = 0; i < WAYS; i++) {
		if (m->ways[i].plan)
			engine_close(&m->ways[i].engine);
		free(m->ways[i].plan);
	}
	if (m->icmp.message)
		icmp_close(&m->icmp);
	if (m->udp.data)
		udp_close(&m->udp);
	for (unsigned i = 0; i < MTU_PORTS; i++) {
		if (m->tcp[i].segment)
			tcp_close(&m->tcp[i]);
		if (m->connect[i].tries)
			tcp_connect_close(&m->connect[i]);
	}
	for (unsigned i = 0; i < m->nfds; i++)
		close(m->fds[i]);
	free(m->name);
}
