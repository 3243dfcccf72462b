/* ping's socket: datagram where permitted, else raw; and its options. See icmp(7), raw(7). */
#include "ping.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/random.h>

#include <linux/in6.h>	/* behind netinet/in.h: musl wants it so */

#include "base/prog.h"
#include "sys/priv.h"
#include "sys/sock.h"
#include "wire/icmp.h"

static bool is_v4(const struct ping *p)
{
	return p->host.addr.family == ADDR_V4;
}

/* Datagram sockets need no privilege where net.ipv4.ping_group_range allows them. */
static int open_socket(struct ping *p)
{
	int domain = sock_family(&p->host.addr);
	int protocol = is_v4(p) ? IPPROTO_ICMP : (int)IPPROTO_ICMPV6;
	int err;

	/* only raw sockets carry node information queries, or an identifier of 0 */
	if (!p->node && p->cfg.id != 0)
		p->fd = socket(domain, SOCK_DGRAM | SOCK_CLOEXEC, protocol);
	err = errno;
	if (p->fd < 0) {
		p->fd = socket(domain, SOCK_RAW | SOCK_CLOEXEC, protocol);
		p->raw = true;
	}
	if (p->fd >= 0)
		return 0;
	if (errno != EPERM && errno != EACCES)
		warn("socket: %s", strerror(errno == EPROTONOSUPPORT ? err : errno));
	else
		warn("socket: %s: needs CAP_NET_RAW (setcap cap_net_raw+p on this program)%s",
		     strerror(errno),
		     p->node || p->cfg.id == 0 ? "" : " or a group in net.ipv4.ping_group_range");
	return -1;
}

/* An identifier of our own on raw sockets; the kernel gives datagram sockets theirs. */
static void choose_id(struct ping *p)
{
	if (p->cfg.id >= 0)
		p->id = (uint16_t)p->cfg.id;
	else if (p->raw && getrandom(&p->id, sizeof(p->id), GRND_NONBLOCK) != sizeof(p->id))
		p->id = (uint16_t)clock_now();
}

/* Queues long enough for what -l, -s and many answerers put there. */
static void set_buffers(const struct ping *p)
{
	const struct ping_cfg *c = &p->cfg;
	int64_t room = 2 * c->preload * (c->size + 1024);	/* an answer costs the queue more */
	int buf = room < 324 * 1024 ? 324 * 1024 : room < INT32_MAX ? (int)room : INT32_MAX;
	int got;
	socklen_t len = sizeof(got);

	if (c->sndbuf || c->size > 65000)
		sock_int(p->fd, SOL_SOCKET, SO_SNDBUF, c->sndbuf ? (int)c->sndbuf : buf);
	if (c->preload <= 1 && c->size < 4096 && !p->to_many)
		return;
	sock_int(p->fd, SOL_SOCKET, SO_RCVBUF, buf);
	if (getsockopt(p->fd, SOL_SOCKET, SO_RCVBUF, &got, &len) == 0 && got / 2 < room / 2)
		warn("WARNING: probably, rcvbuf is not enough to hold preload");
}

bool ping_shows_lines(const struct ping *p)
{
	return !p->cfg.quiet && (!p->cfg.flood || p->cfg.json);
}

static int fail(const char *what)
{
	warn_errno("%s", what);
	return -1;
}

static int set_v4(struct ping *p)
{
	const struct ping_cfg *c = &p->cfg;

	if (p->is_broadcast && sock_int(p->fd, SOL_SOCKET, SO_BROADCAST, 1) < 0)
		return fail("cannot set broadcasting");
	if (p->ip_options_len &&
	    setsockopt(p->fd, IPPROTO_IP, IP_OPTIONS, p->ip_options, p->ip_options_len) < 0)
		return fail(c->stamp != PING_STAMP_NONE ? "ts option" : "record route");
	if (c->pmtud >= 0 && sock_int(p->fd, IPPROTO_IP, IP_MTU_DISCOVER, c->pmtud) < 0)
		return fail("IP_MTU_DISCOVER");
	if (c->noloop && sock_int(p->fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0) < 0)
		return fail("cannot disable multicast loopback");
	if (c->ttl >= 0 && (sock_int(p->fd, IPPROTO_IP, IP_MULTICAST_TTL, (int)c->ttl) < 0 ||
			    sock_int(p->fd, IPPROTO_IP, IP_TTL, (int)c->ttl) < 0))
		return fail("cannot set unicast time-to-live");
	if (!p->raw && ping_shows_lines(p)) {		/* raw sockets see the header itself */
		sock_int(p->fd, IPPROTO_IP, IP_RECVTTL, 1);
		sock_int(p->fd, IPPROTO_IP, IP_RECVOPTS, 1);
	}
	return 0;
}

static int set_flow(struct ping *p)
{
	uint32_t label = (uint32_t)p->cfg.flow;

	if (sock_flow_label(p->fd, &p->host.addr, IPV6_FL_S_EXCL, &label) < 0)
		return fail("can't set flowlabel");
	p->cfg.flow = label;
	return 0;
}

static int set_v6(struct ping *p)
{
	const struct ping_cfg *c = &p->cfg;

	if (c->pmtud >= 0 && sock_int(p->fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, c->pmtud) < 0)
		return fail("IPV6_MTU_DISCOVER");
	if (c->noloop && sock_int(p->fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0) < 0)
		return fail("can't disable multicast loopback");
	if (c->ttl >= 0 && (sock_int(p->fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, (int)c->ttl) < 0 ||
			    sock_int(p->fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, (int)c->ttl) < 0))
		return fail("can't set unicast hop limit");
	if (ping_shows_lines(p))
		sock_int(p->fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
	return c->flow >= 0 ? set_flow(p) : 0;
}

/* What -v shows first, as the classic ping does: how it came to its socket. */
static void tell_socket(const struct ping *p)
{
	const char *family = p->cfg.family == 4 ? "AF_INET" :
			     p->cfg.family == 6 ? "AF_INET6" :
						  "AF_UNSPEC";
	const char *type = p->raw ? "SOCK_RAW" : "SOCK_DGRAM";

	warn("sock4.fd: %d (socktype: %s), sock6.fd: %d (socktype: %s), hints.ai_family: %s",
	     is_v4(p) ? p->fd : -1, is_v4(p) ? type : "0", is_v4(p) ? -1 : p->fd,
	     is_v4(p) ? "0" : type, family);
	warn_bare("%s", "");
}

int ping_socket(struct ping *p)
{
	uint8_t answer = p->node ? ICMP6_NI_REPLY : icmp_echo_reply_type(p->host.addr.family);
	struct sockaddr_storage ss;
	socklen_t len = sock_to(&p->dest, 0, &ss);

	if (p->cfg.id == 0 && p->cfg.verbose)
		warn("WARNING: ident 0 => forcing raw socket");
	if (open_socket(p) < 0)
		return -1;
	if (p->cfg.verbose)
		tell_socket(p);
	if (!p->raw && addr_needs_zone(&p->dest) && !p->dest.zone)
		warn("Warning: IPv6 link-local address on ICMP datagram socket may require ifname "
		     "or scope-id => use: address%%<ifname|scope-id>");
	choose_id(p);
	if (ping_route_set(p, p->fd) < 0 || ping_route_bind(p) < 0)
		return -1;
	if (p->raw && icmp_filter_types(p->fd, p->host.addr.family, answer) < 0)
		warn_errno("WARNING: failed to install socket filter");
	if (p->cfg.debug)
		sock_int(p->fd, SOL_SOCKET, SO_DEBUG, 1);
	if (p->cfg.dontroute)
		sock_int(p->fd, SOL_SOCKET, SO_DONTROUTE, 1);
	set_buffers(p);
	ping_options_make(p);
	if ((is_v4(p) ? set_v4(p) : set_v6(p)) < 0)
		return -1;
	if (p->cfg.connect && connect(p->fd, (struct sockaddr *)&ss, len) < 0)
		return fail("connect failed");
	return 0;
}
