/* Socket helpers; see ip(7), ipv6(7), socket(7). */
#include "sys/sock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include <linux/in6.h>	/* behind netinet/in.h: musl wants it so */

#include "base/num.h"

#define ROUTE_PORT 1025		/* never connected to in earnest */

socklen_t sock_to(const struct addr *a, uint16_t port, struct sockaddr_storage *ss)
{
	struct sockaddr_in *in4 = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (a->family == ADDR_V4) {
		in4->sin_family = AF_INET;
		in4->sin_port = htons(port);
		memcpy(&in4->sin_addr, a->b, 4);
		return sizeof(*in4);
	}
	if (a->family == ADDR_V6) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		memcpy(&in6->sin6_addr, a->b, 16);
		in6->sin6_scope_id = a->zone;
		return sizeof(*in6);
	}
	return 0;
}

struct addr sock_from(const void *sa, socklen_t len)
{
	struct addr a = { 0 };
	sa_family_t family;

	if (len < sizeof(family))
		return a;
	memcpy(&family, sa, sizeof(family));
	if (family == AF_INET && len >= sizeof(struct sockaddr_in)) {
		struct sockaddr_in in4;

		memcpy(&in4, sa, sizeof(in4));
		a.family = ADDR_V4;
		memcpy(a.b, &in4.sin_addr, 4);
	} else if (family == AF_INET6 && len >= sizeof(struct sockaddr_in6)) {
		struct sockaddr_in6 in6;

		memcpy(&in6, sa, sizeof(in6));
		a.family = ADDR_V6;
		memcpy(a.b, &in6.sin6_addr, 16);
		a.zone = in6.sin6_scope_id;
	}
	return a;
}

uint16_t sock_port(const void *sa, socklen_t len)
{
	struct sockaddr_in6 in6 = { 0 };

	/* where both families have it: behind the family's number */
	if (!sock_from(sa, len).family)
		return 0;
	memcpy(&in6, sa, sizeof(struct sockaddr_in));
	return ntohs(in6.sin6_port);
}

void sock_set_port(struct sockaddr_storage *ss, uint16_t port)
{
	((struct sockaddr_in *)ss)->sin_port = htons(port);	/* in both at the same place */
}

bool sock_is_loop(int fd)
{
	struct sockaddr_storage own, peer;
	socklen_t own_len = sizeof(own), peer_len = sizeof(peer);
	struct addr a, b;

	if (getsockname(fd, (struct sockaddr *)&own, &own_len) < 0 ||
	    getpeername(fd, (struct sockaddr *)&peer, &peer_len) < 0 ||
	    sock_port(&own, own_len) != sock_port(&peer, peer_len))
		return false;
	a = sock_from(&own, own_len);
	b = sock_from(&peer, peer_len);
	return addr_eq(&a, &b);
}

bool sock_ttl(const struct cmsghdr *cm, int *ttl)
{
	int value;

	if (!(cm->cmsg_level == IPPROTO_IP && cm->cmsg_type == IP_TTL) &&
	    !(cm->cmsg_level == IPPROTO_IPV6 && cm->cmsg_type == IPV6_HOPLIMIT))
		return false;
	if (cm->cmsg_len < CMSG_LEN(sizeof(value)))
		return false;
	memcpy(&value, CMSG_DATA(cm), sizeof(value));
	*ttl = value & 0xff;
	return true;
}

int sock_family(const struct addr *a)
{
	return a->family == ADDR_V4 ? AF_INET : AF_INET6;
}

int sock_int(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value));
}

int sock_reset(int fd)
{
	const struct linger reset = { .l_onoff = 1 };

	return setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
}

int sock_send_ttl(int fd, uint8_t family, const struct sockaddr *to, socklen_t to_len,
		  const void *bytes, size_t n, uint8_t ttl)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { { 0 } };
	struct iovec iov = { .iov_base = (void *)(uintptr_t)bytes, .iov_len = n };
	struct msghdr msg = {
		.msg_name = (void *)(uintptr_t)to, .msg_namelen = to_len,
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *cm = CMSG_FIRSTHDR(&msg);
	int value = ttl;

	cm->cmsg_level = family == ADDR_V4 ? IPPROTO_IP : IPPROTO_IPV6;
	cm->cmsg_type = family == ADDR_V4 ? IP_TTL : IPV6_HOPLIMIT;
	cm->cmsg_len = CMSG_LEN(sizeof(value));
	memcpy(CMSG_DATA(cm), &value, sizeof(value));
	while (sendmsg(fd, &msg, MSG_DONTWAIT) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

char *sock_str(const struct addr *a, char s[SOCK_STR])
{
	char *p = addr_str(a, s);

	if (!a->zone || !addr_needs_zone(a))
		return s;
	p += strlen(p);
	*p++ = '%';
	if (!if_indextoname(a->zone, p)) {
		uint32_t unit = 1;

		while (a->zone / unit >= 10)
			unit *= 10;
		for (; unit; unit /= 10)
			*p++ = (char)('0' + a->zone / unit % 10);
		*p = '\0';
	}
	return s;
}

uint32_t sock_ifindex(const char *name)
{
	return if_nametoindex(name);
}

bool sock_parse(struct addr *a, const char *s)
{
	const char *percent = strchr(s, '%');
	char number[ADDR_STR];
	struct in_addr in4;
	struct addr v;
	int64_t index;

	if (percent) {
		if ((size_t)(percent - s) >= sizeof(number))
			return false;
		memcpy(number, s, (size_t)(percent - s));
		number[percent - s] = '\0';
		if (!addr_parse6(&v, number) || !addr_needs_zone(&v))
			return false;
		v.zone = sock_ifindex(percent + 1);
		if (!v.zone && num_int(percent + 1, 1, UINT32_MAX, &index) == NUM_OK)
			v.zone = (uint32_t)index;
		if (!v.zone)
			return false;
		*a = v;
		return true;
	}
	if (addr_parse4(a, s) || addr_parse6(a, s))
		return true;
	if (*s < '0' || *s > '9' || strchr(s, ' ') || !inet_aton(s, &in4))
		return false;
	*a = addr_v4((const uint8_t *)&in4);
	return true;
}

int sock_route(int fd, const struct addr *to, struct addr *source)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(to, ROUTE_PORT, &ss);

	if (connect(fd, (struct sockaddr *)&ss, len) < 0)
		return -1;
	len = sizeof(ss);
	if (getsockname(fd, (struct sockaddr *)&ss, &len) < 0)
		return -1;
	*source = sock_from(&ss, len);
	return 0;
}

/* The kernel takes an empty name for no device at all. */
int sock_device(int fd, const char *name)
{
	errno = ENODEV;
	return *name ? setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name,
				  (socklen_t)strlen(name) + 1) :
		       -1;
}

int sock_flow_label(int fd, const struct addr *to, uint8_t share, uint32_t *label)
{
	struct in6_flowlabel_req req = {
		.flr_label = htonl(*label),
		.flr_action = IPV6_FL_A_GET,
		.flr_flags = IPV6_FL_F_CREATE,
		.flr_share = share,
	};

	memcpy(&req.flr_dst, to->b, 16);
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_FLOWLABEL_MGR, &req, sizeof(req)) < 0)
		return -1;
	*label = ntohl(req.flr_label);
	return sock_int(fd, IPPROTO_IPV6, IPV6_FLOWINFO_SEND, 1);
}

bool sock_bears(const char *device, const struct addr *a)
{
	struct ifaddrs *all;
	bool bears = false;

	if (getifaddrs(&all) < 0)
		return true;	/* cannot tell: no reason to doubt */
	for (struct ifaddrs *i = all; i && !bears; i = i->ifa_next) {
		struct addr have;

		if (!i->ifa_addr || strcmp(i->ifa_name, device))
			continue;
		have = sock_from(i->ifa_addr, sizeof(struct sockaddr_in6));
		have.zone = 0;
		bears = addr_eq(&have, a);
	}
	freeifaddrs(all);
	return bears;
}
