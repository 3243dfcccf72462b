/* A firmware file for the device, -f: ETHTOOL_FLASHDEV. The kernel finds and reads the file. */
#include <linux/ethtool.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "verbs.h"

static int flash(struct linkinfo *l, char **words)
{
	struct ethtool_flash f = { .cmd = ETHTOOL_FLASHDEV };
	int64_t region = ETHTOOL_FLASH_ALL_REGIONS;

	if (!words[0] || (words[1] && words[2]))
		return linkinfo_usage();
	if (words[1] && num_any(words[1], 0, INT32_MAX, &region) != NUM_OK)
		return linkinfo_usage();
	if (strlen(words[0]) >= sizeof(f.data)) {
		ob_str(&l->out, "Filename too long\n");
		return 99;
	}
	strcpy(f.data, words[0]);
	f.region = (uint32_t)region;
	if (nic_ioctl(&l->nic, &f) < 0)
		return nic_fault(&l->nic, "Flashing failed", 255);
	return LINKINFO_OK;
}

const struct verb verb_flash = { .run = flash };
