/* Why this host cannot reach an address: routes, neighbours, interfaces; see rtnetlink(7). */
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/rtnetlink.h>

#include "prober_run.h"
#include "sys/rtnl.h"
#include "sys/sock.h"

/* Is the address on the network of that interface? */
static bool covers(const struct ifaddrs *ifa, const struct addr *to)
{
	socklen_t len =
		to->family == ADDR_V4 ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
	struct addr own, mask;
	uint8_t any = 0;

	if (ifa->ifa_addr->sa_family != sock_family(to) || !ifa->ifa_netmask)
		return false;
	own = sock_from(ifa->ifa_addr, len);
	mask = sock_from(ifa->ifa_netmask, len);
	for (size_t i = 0; i < addr_len(to); i++) {
		any |= mask.b[i];
		if ((own.b[i] ^ to->b[i]) & mask.b[i])
			return false;
	}
	return any != 0;
}

static void copy_name(char device[CAUSE_NAME], const char *name)
{
	size_t n = strnlen(name, CAUSE_NAME - 1);

	memcpy(device, name, n);
	device[n] = '\0';
}

/*
 * Routes go with their interface. It is the cause where the address is on its network, or where
 * no other is up.
 */
static bool is_down(const struct addr *to, char device[CAUSE_NAME])
{
	bool covered = false, up = false;
	char name[CAUSE_NAME] = "";
	struct ifaddrs *all;

	if (getifaddrs(&all) < 0)
		return false;
	for (const struct ifaddrs *ifa = all; ifa && !covered; ifa = ifa->ifa_next) {
		if (!ifa->ifa_addr || ifa->ifa_flags & IFF_LOOPBACK)
			continue;
		up |= (ifa->ifa_flags & IFF_UP) != 0;
		if (ifa->ifa_flags & IFF_UP)
			continue;
		covered = covers(ifa, to);
		if (covered || !name[0])
			copy_name(name, ifa->ifa_name);
	}
	freeifaddrs(all);
	if (!name[0] || (!covered && up))
		return false;
	copy_name(device, name);
	return true;
}

static bool has_carrier(const char *device)
{
	struct ifreq r = { .ifr_flags = IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return true;
	memcpy(r.ifr_name, device, strnlen(device, IFNAMSIZ - 1));
	if (ioctl(fd, SIOCGIFFLAGS, &r) < 0)
		r.ifr_flags = IFF_RUNNING;
	close(fd);
	return r.ifr_flags & IFF_RUNNING;
}

static bool is_own(const struct addr *a)
{
	const struct addr any = { 0 };
	struct rtnl_route way;

	return rtnl_route(a, &any, 0, 0, &way) == 0 && way.type == RTN_LOCAL;
}

/* The neighbour that packets to the address go to: does it answer? NULL: it does, or who knows. */
static const char *neighbour(const struct target *t, struct addr *who, char device[CAUSE_NAME])
{
	const struct addr any = { 0 };
	struct rtnl_route way;
	char name[IF_NAMESIZE];

	if (rtnl_route(&t->addr, &any, 0, 0, &way) < 0 || way.type != RTN_UNICAST)
		return NULL;
	if (way.oif && if_indextoname(way.oif, name))
		copy_name(device, name);
	if (device[0] && !has_carrier(device))
		return "no carrier on the interface";
	*who = way.gateway.family ? way.gateway : t->addr;
	return rtnl_is_missing(who, way.oif) ? "no such neighbour" : NULL;
}

/* An errno that this host has of its own accord. */
static void local_error(const struct target *t, struct answer *a)
{
	a->fate = FATE_UNREACHABLE;
	switch (a->err) {
	case ENETUNREACH:
		a->why = is_down(&t->addr, a->device) ? "the interface is down" : "no route";
		break;
	case EHOSTUNREACH:
		a->why = neighbour(t, &a->who, a->device);
		if (!a->why)
			a->why = "a route of this host refuses it";
		else
			break;
		a->who.family = ADDR_NONE;
		a->device[0] = '\0';
		break;
	case EINVAL:
		a->why = addr_needs_zone(&t->addr) && !t->addr.zone ?
				 "such an address needs an interface, as in ADDRESS%eth0" :
				 "a route of this host discards it";
		break;
	case EACCES:
		a->fate = FATE_REJECTED;
		a->why = "a route of this host prohibits it";
		break;
	case EPERM:
		a->fate = FATE_REJECTED;
		a->why = "this host's firewall";
		break;
	default:
		a->why = strerror(a->err);
	}
}

void cause_error(const struct target *t, struct answer *a)
{
	if (!a->from.family) {
		if (a->err && a->err != ECONNREFUSED && a->err != ECONNRESET && a->err != ETIMEDOUT)
			local_error(t, a);
		return;
	}
	if (!is_own(&a->from))
		return;
	/* ICMP of this host to itself: a neighbour was not found, or a filter on the way out */
	a->fate = FATE_UNREACHABLE;
	a->why = neighbour(t, &a->who, a->device);
	if (a->why) {
		a->from.family = ADDR_NONE;
		a->err = EHOSTUNREACH;
		a->rtt = -1;
		return;
	}
	a->fate = FATE_REJECTED;
	a->why = "this host's firewall";
	a->who.family = ADDR_NONE;
	a->device[0] = '\0';
}

void cause_silence(struct target *t)
{
	if (!t->searched)
		t->why = neighbour(t, &t->who, t->device);
	t->searched = true;
}
