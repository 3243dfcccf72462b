/* Reset of parts of a device, --reset: linux/ethtool.h, ETHTOOL_RESET. */
#include <errno.h>
#include <linux/ethtool.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "verbs.h"
#include "words.h"

#define SHARED "-shared"	/* behind the name: also what other functions of the card use */

static const struct {
	char name[12];
	uint32_t flags;
	bool shared;
} parts[] = {
	{ "mgmt", ETH_RESET_MGMT, true },	{ "irq", ETH_RESET_IRQ, true },
	{ "dma", ETH_RESET_DMA, true },		{ "filter", ETH_RESET_FILTER, true },
	{ "offload", ETH_RESET_OFFLOAD, true }, { "mac", ETH_RESET_MAC, true },
	{ "phy", ETH_RESET_PHY, true },		{ "ram", ETH_RESET_RAM, true },
	{ "ap", ETH_RESET_AP, true },		{ "dedicated", ETH_RESET_DEDICATED, false },
	{ "all", ETH_RESET_ALL, false },
};

/* The flags of one word, 0: there is none such. */
static uint32_t flags_of(const char *word)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const char *rest = words_behind(word, parts[i].name);

		if (!rest)
			continue;
		if (!*rest)
			return parts[i].flags;
		if (parts[i].shared && strcmp(rest, SHARED) == 0)
			return parts[i].flags << ETH_RESET_SHARED_SHIFT;
	}
	return 0;
}

static uint32_t read_words(char **words)
{
	uint32_t all = 0;

	for (; *words; words++) {
		uint32_t flags = 0;
		int64_t number;

		if (strcmp(*words, "flags") != 0)
			flags = flags_of(*words);
		else if (*++words && num_any(*words, INT32_MIN, UINT32_MAX, &number) == NUM_OK)
			flags = (uint32_t)number;
		if (!flags)
			return 0;
		all |= flags;
	}
	return all;
}

static int reset(struct linkinfo *l, char **words)
{
	struct ethtool_value v = { .cmd = ETHTOOL_RESET };
	uint32_t asked = read_words(words);
	struct obuf *o = &l->out;

	if (!asked)
		return linkinfo_usage();
	v.data = asked;
	ob_str(o, "ETHTOOL_RESET 0x");
	ob_hex(o, asked, 0);
	ob_c(o, '\n');
	ob_flush(o);	/* it may take the way to whoever reads this with it */
	if (nic_ioctl(&l->nic, &v) < 0)
		return nic_refused(&l->nic, LINKINFO_FAIL, "Cannot issue ETHTOOL_RESET",
				   LINKINFO_FAIL);
	ob_str(o, "Components reset:     0x");
	ob_hex(o, asked & ~v.data, 0);
	ob_c(o, '\n');
	if (v.data) {
		ob_str(o, "Components not reset: 0x");
		ob_hex(o, v.data, 0);
		ob_c(o, '\n');
	}
	return 0;
}

const struct verb verb_reset = { .run = reset };
