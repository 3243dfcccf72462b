/* Restart of auto-negotiation, -r: linux/ethtool.h, ETHTOOL_NWAY_RST. */
#include <linux/ethtool.h>

#include "verbs.h"

static int negotiate(struct linkinfo *l, char **words)
{
	struct ethtool_value v = { .cmd = ETHTOOL_NWAY_RST };

	if (*words)
		return linkinfo_usage();
	if (nic_ioctl(&l->nic, &v) < 0)
		return nic_refused(&l->nic, 255, "Cannot restart autonegotiation", 255);
	return 0;
}

const struct verb verb_negotiate = { .run = negotiate };
