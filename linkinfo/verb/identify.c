/* Blinking of a device, -p: linux/ethtool.h, ETHTOOL_PHYS_ID, which lasts as long as that. */
#include <linux/ethtool.h>

#include "base/num.h"
#include "verbs.h"

static int identify(struct linkinfo *l, char **words)
{
	struct ethtool_value v = { .cmd = ETHTOOL_PHYS_ID };	/* 0 seconds: until a signal */
	int64_t seconds = 0;

	if (*words && (words[1] || num_any(*words, INT32_MIN, INT32_MAX, &seconds) != NUM_OK))
		return linkinfo_usage();
	v.data = (uint32_t)seconds;
	if (nic_ioctl(&l->nic, &v) < 0)
		return nic_refused(&l->nic, 255, "Cannot identify NIC", 255);
	return 0;
}

const struct verb verb_identify = { .run = identify };
