/* Which way packets leave, found out before the first is sent: source, broadcast, device. */
#include "ping.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/sock.h"

static bool is_v4(const struct ping *p)
{
	return p->host.addr.family == ADDR_V4;
}

int ping_route_set(const struct ping *p, int fd)
{
	const struct ping_cfg *c = &p->cfg;

	if (c->device && sock_device(fd, c->device) < 0) {
		if (is_v4(p))
			warn_errno("SO_BINDTODEVICE %s", c->device);
		else
			warn("unknown iface: %s", c->device);
		return -1;
	}
	if (c->mark >= 0 && sock_int(fd, SOL_SOCKET, SO_MARK, (int)(uint32_t)c->mark) < 0 &&
	    fd == p->fd)
		warn_errno("WARNING: failed to set mark: %lld", (long long)c->mark);
	if (c->tos >= 0 && (is_v4(p) ? sock_int(fd, IPPROTO_IP, IP_TOS, c->tos) :
				       sock_int(fd, IPPROTO_IPV6, IPV6_TCLASS, c->tos)) < 0) {
		warn_errno("error setting QOS sockopts");
		return -1;
	}
	return 0;
}

/* -I with an address; one of the other family says nothing about this one. */
static void take_source(struct ping *p)
{
	if (p->cfg.source.family != p->host.addr.family)
		return;
	p->from = p->cfg.source;
	if (addr_needs_zone(&p->from) && p->cfg.device)
		p->from.zone = sock_ifindex(p->cfg.device);
}

/* Binds to our address and, on datagram sockets, to the identifier as to a port. */
static int bind_to(const struct ping *p, int fd, const struct addr *from, uint16_t id)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(from, id, &ss);

	if (bind(fd, (struct sockaddr *)&ss, len) == 0)
		return 0;
	warn_errno(is_v4(p) ? "bind" : "bind icmp socket");
	return -1;
}

static int ask(struct ping *p, int fd, const struct addr *to)
{
	if (ping_route_set(p, fd) < 0)
		return -1;
	if (p->from.family && bind_to(p, fd, &p->from, 0) < 0)
		return -1;
	if (sock_route(fd, to, &p->source) == 0)
		return 0;
	if (errno == EACCES && is_v4(p)) {
		if (!p->cfg.broadcast) {
			warn("Do you want to ping broadcast? Then -b. If not, check your local "
			     "firewall rules");
			return -1;
		}
		warn_bare("WARNING: pinging broadcast address");
		p->is_broadcast = true;
		if (sock_int(fd, SOL_SOCKET, SO_BROADCAST, 1) == 0 &&
		    sock_route(fd, to, &p->source) == 0)
			return 0;
	}
	/* whether a link has an address of its own is for the sending to find out */
	if (addr_needs_zone(to)) {
		p->source.family = ADDR_V6;
		return 0;
	}
	warn_errno("connect");
	return -1;
}

static int find_source(struct ping *p)
{
	bool hops = p->nhops > 1 && p->cfg.stamp != PING_STAMP_PRESPEC;
	const struct addr *to = hops ? &p->hop_addr[0] : &p->dest;
	int fd, rc;

	/* without its link the kernel takes the first that fits, but tells it nobody */
	if (addr_needs_zone(to) && !to->zone) {
		p->source.family = ADDR_V6;
		return 0;
	}
	fd = socket(sock_family(to), SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		warn_errno("socket");
		return -1;
	}
	rc = ask(p, fd, to);
	close(fd);
	return rc;
}

/* Many hosts may answer one packet: ordinary users send such packets slowly, and whole. */
static int check_many(struct ping *p)
{
	const char *kind = is_v4(p) ? "broadcast" : "multicast";

	p->is_multicast = addr_is_multicast(&p->host.addr);
	p->to_many = p->is_broadcast || p->is_multicast;
	if (!p->to_many)
		return 0;
	if (p->user && p->cfg.interval < NS_S) {
		warn("%s ping with too short interval: %lld", kind,
		     (long long)(p->cfg.interval / NS_MS));
		return -1;
	}
	if (p->user && p->cfg.pmtud >= 0 && p->cfg.pmtud != IP_PMTUDISC_DO) {
		warn("%s ping does not fragment", kind);
		return -1;
	}
	if (p->cfg.pmtud < 0)
		p->cfg.pmtud = IP_PMTUDISC_DO;
	return 0;
}

static void warn_of_device(const struct ping *p)
{
	struct addr a = p->source;

	a.zone = 0;
	if (p->cfg.device && !p->from.family && !sock_bears(p->cfg.device, &a))
		warn("Warning: source address might be selected on device other than: %s",
		     p->cfg.device);
}

int ping_route(struct ping *p)
{
	take_source(p);
	if (find_source(p) < 0 || check_many(p) < 0)
		return -1;
	warn_of_device(p);
	return 0;
}

int ping_route_bind(struct ping *p)
{
	struct addr any = { .family = p->host.addr.family };
	const struct addr *from = p->from.family || p->cfg.sticky ? &p->source : &any;
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);

	if (p->raw)
		return from == &any ? 0 : bind_to(p, p->fd, from, 0);
	if (bind_to(p, p->fd, from, p->id) < 0)
		return -1;
	/* the identifier that the socket got, if it was not asked for one */
	if (getsockname(p->fd, (struct sockaddr *)&ss, &len) == 0)
		p->id = ntohs(is_v4(p) ? ((struct sockaddr_in *)&ss)->sin_port :
					 ((struct sockaddr_in6 *)&ss)->sin6_port);
	return 0;
}
