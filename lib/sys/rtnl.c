/* RTM_GETROUTE. */
#include "sys/rtnl.h"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include "sys/nl.h"
#include "sys/sock.h"

static struct addr attr_addr(struct cur data)
{
	size_t len = cur_left(&data);
	const uint8_t *b = cur_bytes(&data, len);

	return len == 4 ? addr_v4(b) : len == 16 ? addr_v6(b) : (struct addr){ 0 };
}

static void metrics(struct rtnl_route *route, struct cur list)
{
	struct cur data;
	uint16_t type;

	while (nl_attr_next(&list, &type, &data))
		if (type == RTAX_MTU)
			route->mtu = nl_u32(data);
}

static void route_message(void *arg, uint16_t type, struct cur body)
{
	struct rtnl_route *route = arg;
	const uint8_t *header = cur_bytes(&body, sizeof(struct rtmsg));
	struct rtmsg rm;
	struct cur data;

	if (type != RTM_NEWROUTE || !header)
		return;
	memcpy(&rm, header, sizeof(rm));
	route->type = rm.rtm_type;
	while (nl_attr_next(&body, &type, &data)) {
		switch (type) {
		case RTA_GATEWAY:
			route->gateway = attr_addr(data);
			break;
		case RTA_PREFSRC:
			route->source = attr_addr(data);
			break;
		case RTA_OIF:
			route->oif = nl_u32(data);
			break;
		case RTA_METRICS:
			metrics(route, data);
			break;
		default:
			break;
		}
	}
}

int rtnl_route(const struct addr *to, const struct addr *from, uint32_t oif, uint32_t mark,
	       struct rtnl_route *route)
{
	uint8_t bits = (uint8_t)(addr_len(to) * 8);
	struct rtmsg rm = {
		.rtm_family = (unsigned char)sock_family(to),
		.rtm_dst_len = bits,
		.rtm_src_len = from->family == to->family ? bits : 0,
	};
	uint32_t device = oif ? oif : to->zone;
	struct nl_msg m;

	*route = (struct rtnl_route){ 0 };
	nl_begin(&m, RTM_GETROUTE, 0, &rm, sizeof(rm));
	nl_attr(&m, RTA_DST, to->b, addr_len(to));
	if (rm.rtm_src_len)
		nl_attr(&m, RTA_SRC, from->b, addr_len(from));
	if (device)
		nl_attr(&m, RTA_OIF, &device, sizeof(device));
	if (mark)
		nl_attr(&m, RTA_MARK, &mark, sizeof(mark));
	return nl_ask(NETLINK_ROUTE, &m, route_message, route);
}

static void no_message(void *arg, uint16_t type, struct cur body)
{
	(void)arg, (void)type, (void)body;
}

int rtnl_forget(const struct addr *to, uint32_t oif)
{
	struct rtmsg rm = {
		.rtm_family = (unsigned char)sock_family(to),
		.rtm_dst_len = (uint8_t)(addr_len(to) * 8),
		.rtm_table = RT_TABLE_MAIN,
		.rtm_flags = RTM_F_CLONED,
	};
	struct nl_msg m;

	nl_begin(&m, RTM_DELROUTE, NLM_F_ACK, &rm, sizeof(rm));
	nl_attr(&m, RTA_DST, to->b, addr_len(to));
	if (oif)
		nl_attr_u32(&m, RTA_OIF, oif);
	return nl_ask(NETLINK_ROUTE, &m, no_message, NULL);
}

int rtnl_set_mtu(uint32_t index, uint32_t mtu)
{
	struct ifinfomsg im = { .ifi_index = (int)index };
	struct nl_msg m;

	nl_begin(&m, RTM_NEWLINK, NLM_F_ACK, &im, sizeof(im));
	nl_attr_u32(&m, IFLA_MTU, mtu);
	return nl_ask(NETLINK_ROUTE, &m, no_message, NULL);
}

static void neighbour_message(void *arg, uint16_t type, struct cur body)
{
	uint16_t *state = arg;
	const uint8_t *header = cur_bytes(&body, sizeof(struct ndmsg));
	struct ndmsg nd;

	if (type != RTM_NEWNEIGH || !header)
		return;
	memcpy(&nd, header, sizeof(nd));
	*state = nd.ndm_state;
}

/* NUD_* of linux/neighbour.h; 0: the kernel knows none, or cannot tell. */
static uint16_t neighbour_state(const struct addr *neighbour, uint32_t oif)
{
	struct ndmsg nd = {
		.ndm_family = (unsigned char)sock_family(neighbour),
		.ndm_ifindex = (int)oif,
	};
	uint16_t state = 0;
	struct nl_msg m;

	nl_begin(&m, RTM_GETNEIGH, 0, &nd, sizeof(nd));
	nl_attr(&m, NDA_DST, neighbour->b, addr_len(neighbour));
	return nl_ask(NETLINK_ROUTE, &m, neighbour_message, &state) == 0 ? state : 0;
}

bool rtnl_is_sought(const struct addr *neighbour, uint32_t oif)
{
	return neighbour_state(neighbour, oif) & NUD_INCOMPLETE;
}

bool rtnl_is_missing(const struct addr *neighbour, uint32_t oif)
{
	return neighbour_state(neighbour, oif) & (NUD_INCOMPLETE | NUD_FAILED);
}
