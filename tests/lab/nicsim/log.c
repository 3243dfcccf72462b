/* The log of changes: a line for each, in a form that does not depend on who asked. */
#include "nicsim.h"

#include <fcntl.h>
#include <linux/ethtool_netlink.h>
#include <linux/netlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void log_line(const char *format, ...)
{
	const char *name = getenv("NICSIM_LOG");
	va_list args;
	int fd;

	if (!name)
		return;
	fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		nic_bad(NULL, "not written", name);
	va_start(args, format);
	vdprintf(fd, format, args);
	va_end(args);
	close(fd);
}

void log_hex(struct bytes *text, const uint8_t *data, size_t len)
{
	char two[3];

	for (size_t i = 0; i < len; i++) {
		snprintf(two, sizeof(two), "%02x", data[i]);
		put(text, two, 2);
	}
}

static void log_text(struct bytes *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void log_text(struct bytes *text, const char *format, ...)
{
	char one[128];
	va_list args;

	va_start(args, format);
	vsnprintf(one, sizeof(one), format, args);
	va_end(args);
	put(text, one, strlen(one));
}

/* The string set whose bits an attribute of a request holds; -1 if it is no bitset. */
static int bitset_of(uint8_t cmd, uint16_t type)
{
	static const struct {
		uint8_t cmd, type;
		int set;
	} sets[] = {
		{ ETHTOOL_MSG_LINKMODES_SET, ETHTOOL_A_LINKMODES_OURS, ETH_SS_LINK_MODES },
		{ ETHTOOL_MSG_DEBUG_SET, ETHTOOL_A_DEBUG_MSGMASK, ETH_SS_MSG_CLASSES },
		{ ETHTOOL_MSG_WOL_SET, ETHTOOL_A_WOL_MODES, ETH_SS_WOL_MODES },
		{ ETHTOOL_MSG_FEATURES_SET, ETHTOOL_A_FEATURES_WANTED, ETH_SS_FEATURES },
		{ ETHTOOL_MSG_PRIVFLAGS_SET, ETHTOOL_A_PRIVFLAGS_FLAGS, ETH_SS_PRIV_FLAGS },
		{ ETHTOOL_MSG_EEE_SET, ETHTOOL_A_EEE_MODES_OURS, ETH_SS_LINK_MODES },
		{ ETHTOOL_MSG_FEC_SET, ETHTOOL_A_FEC_MODES, ETH_SS_LINK_MODES },
	};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++)
		if (sets[i].cmd == cmd && sets[i].type == type)
			return sets[i].set;
	return -1;
}

static void log_words(struct bytes *text, const uint32_t words[MASK_WORDS])
{
	size_t n = MASK_WORDS;

	while (n > 1 && !words[n - 1])
		n--;
	log_text(text, "0x%x", words[--n]);
	while (n--)
		log_text(text, "%08x", words[n]);
}

static void log_bitset(struct bytes *text, struct attrs data, int set)
{
	struct bitset s = bitset_read(data, set);

	put(text, "value:", 6);
	log_words(text, s.value);
	if (s.nomask) {
		put(text, ",nomask", 7);
	} else {
		put(text, ",mask:", 6);
		log_words(text, s.mask);
	}
}

static void log_value(struct bytes *text, struct attrs data)
{
	size_t len = data.len;
	uint64_t v = 0;

	if (!len) {
		put(text, "flag", 4);
	} else if (len == 1 || len == 2 || len == 4 || len == 8) {
		memcpy(&v, data.at, len);
		log_text(text, "u%zu:%llu", 8 * len, (unsigned long long)v);
	} else {
		put(text, "hex:", 4);
		log_hex(text, data.at, len);
	}
}

static void log_nest(struct bytes *text, struct attrs list)
{
	struct attr a;

	while (attr_next(&list, &a)) {
		log_text(text, " %u=", a.type);
		log_value(text, a.data);
	}
	put(text, " }", 2);
}

/* The attributes of one type after another, whatever their order; not the header, which is 1. */
void log_attrs(struct bytes *text, uint8_t cmd, struct attrs list)
{
	for (uint16_t type = 2; type < 64; type++) {
		int set = bitset_of(cmd, type);
		struct attrs rest = list;
		struct attr a;

		while (attr_next(&rest, &a)) {
			if (a.type != type)
				continue;
			log_text(text, set < 0 && a.nested ? " %u{" : " %u=", type);
			if (set >= 0) {
				log_bitset(text, a.data, set);
			} else if (a.nested) {
				log_nest(text, a.data);
			} else {
				log_value(text, a.data);
			}
		}
	}
}
