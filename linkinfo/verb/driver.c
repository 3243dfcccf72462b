/* The driver and its firmware, -i: linux/ethtool.h, ETHTOOL_GDRVINFO, which netlink has not. */
#include <linux/ethtool.h>
#include <string.h>

#include "verbs.h"

static int driver_read(struct linkinfo *l, char **words, void *facts)
{
	struct ethtool_drvinfo *d = facts;

	if (*words)
		return linkinfo_usage();
	*d = (struct ethtool_drvinfo){ .cmd = ETHTOOL_GDRVINFO };
	if (nic_ioctl(&l->nic, d) < 0)
		return nic_fault(&l->nic, "Cannot get driver information", 71);
	return 0;
}

/* Each of the fields may lack its end. */
static const struct {
	char title[28];
	size_t at, size;
} texts[] = {
#define TEXT(title, field) \
	{                                                                                          \
		title, offsetof(struct ethtool_drvinfo, field),                                    \
			sizeof(((struct ethtool_drvinfo *)0)->field)                               \
	}
	TEXT("driver", driver),
	TEXT("version", version),
	TEXT("firmware-version", fw_version),
	TEXT("expansion-rom-version", erom_version),
	TEXT("bus-info", bus_info),
};

/* What a length above zero stands for. */
static const struct {
	char title[28];
	size_t at;
} abilities[] = {
#define ABILITY(title, field)                                                                      \
	{                                                                                          \
		title, offsetof(struct ethtool_drvinfo, field)                                     \
	}
	ABILITY("supports-statistics", n_stats),
	ABILITY("supports-test", testinfo_len),
	ABILITY("supports-eeprom-access", eedump_len),
	ABILITY("supports-register-dump", regdump_len),
	ABILITY("supports-priv-flags", n_priv_flags),
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool able(const void *facts, size_t i)
{
	uint32_t n;

	memcpy(&n, (const char *)facts + abilities[i].at, sizeof(n));
	return n > 0;
}

static void driver_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	(void)l;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *s = (const char *)facts + texts[i].at;

		ob_str(o, texts[i].title);
		ob_str(o, ": ");
		ob_esc(o, s, strnlen(s, texts[i].size));
		ob_c(o, '\n');
	}
	for (size_t i = 0; i < COUNT(abilities); i++) {
		ob_str(o, abilities[i].title);
		ob_str(o, able(facts, i) ? ": yes\n" : ": no\n");
	}
}

static void driver_json(struct linkinfo *l, const void *facts, struct json *j)
{
	(void)l;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *s = (const char *)facts + texts[i].at;

		json_mem(j, texts[i].title, s, strnlen(s, texts[i].size));
	}
	for (size_t i = 0; i < COUNT(abilities); i++)
		json_bool(j, abilities[i].title, able(facts, i));
}

const struct verb verb_driver = {
	.size = sizeof(struct ethtool_drvinfo),
	.read = driver_read,
	.text = driver_text,
	.json = driver_json,
};
