/* RTM_GETROUTE over libmnl. */
#include "sys/rtnl.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "sys/sock.h"

static struct addr attr_addr(const struct nlattr *attr)
{
	uint16_t len = mnl_attr_get_payload_len(attr);

	if (len == 4)
		return addr_v4(mnl_attr_get_payload(attr));
	if (len == 16)
		return addr_v6(mnl_attr_get_payload(attr));
	return (struct addr){ 0 };
}

static uint32_t attr_u32(const struct nlattr *attr)
{
	return mnl_attr_get_payload_len(attr) >= 4 ? mnl_attr_get_u32(attr) : 0;
}

static int route_metric(const struct nlattr *attr, void *arg)
{
	struct rtnl_route *route = arg;

	if (mnl_attr_get_type(attr) == RTAX_MTU)
		route->mtu = attr_u32(attr);
	return MNL_CB_OK;
}

static int route_attr(const struct nlattr *attr, void *arg)
{
	struct rtnl_route *route = arg;

	switch (mnl_attr_get_type(attr)) {
	case RTA_GATEWAY:
		route->gateway = attr_addr(attr);
		break;
	case RTA_PREFSRC:
		route->source = attr_addr(attr);
		break;
	case RTA_OIF:
		route->oif = attr_u32(attr);
		break;
	case RTA_METRICS:
		mnl_attr_parse_nested(attr, route_metric, route);
		break;
	default:
		break;
	}
	return MNL_CB_OK;
}

static int route_message(const struct nlmsghdr *nlh, void *arg)
{
	struct rtnl_route *route = arg;
	const struct rtmsg *rm = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_type != RTM_NEWROUTE || mnl_nlmsg_get_payload_len(nlh) < sizeof(*rm))
		return MNL_CB_OK;
	route->type = rm->rtm_type;
	mnl_attr_parse(nlh, sizeof(*rm), route_attr, route);
	return MNL_CB_STOP;
}

static int exchange(struct mnl_socket *nl, const struct nlmsghdr *request, struct rtnl_route *route)
{
	char buf[8192] __attribute__((aligned(NLMSG_ALIGNTO)));
	ssize_t n;

	if (mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_sendto(nl, request, request->nlmsg_len) < 0)
		return -1;
	n = mnl_socket_recvfrom(nl, buf, sizeof(buf));
	if (n < 0)
		return -1;
	return mnl_cb_run(buf, (size_t)n, request->nlmsg_seq, mnl_socket_get_portid(nl),
			  route_message, route) < 0 ? -1 : 0;
}

int rtnl_route(const struct addr *to, const struct addr *from, uint32_t oif, uint32_t mark,
	       struct rtnl_route *route)
{
	char buf[512] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);
	struct mnl_socket *nl;
	struct rtmsg *rm;
	int rc, err;

	*route = (struct rtnl_route){ 0 };
	nlh->nlmsg_type = RTM_GETROUTE;
	nlh->nlmsg_flags = NLM_F_REQUEST;
	nlh->nlmsg_seq = 1;
	rm = mnl_nlmsg_put_extra_header(nlh, sizeof(*rm));
	rm->rtm_family = (unsigned char)sock_family(to);
	rm->rtm_dst_len = (unsigned char)(addr_len(to) * 8);
	mnl_attr_put(nlh, RTA_DST, addr_len(to), to->b);
	if (from->family == to->family) {
		rm->rtm_src_len = rm->rtm_dst_len;
		mnl_attr_put(nlh, RTA_SRC, addr_len(from), from->b);
	}
	if (oif || to->zone)
		mnl_attr_put_u32(nlh, RTA_OIF, oif ? oif : to->zone);
	if (mark)
		mnl_attr_put_u32(nlh, RTA_MARK, mark);
	nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (!nl)
		return -1;
	rc = exchange(nl, nlh, route);
	err = errno;
	mnl_socket_close(nl);
	errno = err;
	return rc;
}
