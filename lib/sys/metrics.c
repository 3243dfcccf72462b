/* Questions to the kernel's memory of TCP's peers: the tcp_metrics family of generic netlink. */
#include "sys/metrics.h"

#include <linux/tcp_metrics.h>

#include "sys/genl.h"

static void read_metrics(void *arg, uint16_t message, struct cur body)
{
	uint16_t *mss = arg, type;
	struct cur data;

	(void)message;
	if (genl_command(&body) != TCP_METRICS_CMD_GET)
		return;
	while (nl_attr_next(&body, &type, &data))
		if (type == TCP_METRICS_ATTR_FOPEN_MSS)
			*mss = nl_u16(data);
}

uint16_t metrics_mss(const struct addr *peer, const struct addr *self)
{
	bool v4 = peer->family == ADDR_V4;
	struct nl_msg m;
	struct genl g;
	uint16_t mss = 0;

	if (genl_open(&g, TCP_METRICS_GENL_NAME, NULL) < 0)
		return 0;
	genl_begin(&g, &m, TCP_METRICS_CMD_GET, 0);
	nl_attr(&m, v4 ? TCP_METRICS_ATTR_ADDR_IPV4 : TCP_METRICS_ATTR_ADDR_IPV6, peer->b,
		addr_len(peer));
	nl_attr(&m, v4 ? TCP_METRICS_ATTR_SADDR_IPV4 : TCP_METRICS_ATTR_SADDR_IPV6, self->b,
		addr_len(self));
	if (nl_one(&g.nl, &m, read_metrics, &mss) < 0)
		mss = 0;
	genl_close(&g);
	return mss;
}
