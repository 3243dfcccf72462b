/* Flags, scopes, sums and sizes in ifconfig's terms; pure. */
#include "ifstat.h"

#include <net/if.h>

static const struct {
	uint32_t bit;
	const char *name;
} flag_names[] = {
	{ IFF_UP, "UP" },
	{ IFF_BROADCAST, "BROADCAST" },
	{ IFF_DEBUG, "DEBUG" },
	{ IFF_LOOPBACK, "LOOPBACK" },
	{ IFF_POINTOPOINT, "POINTOPOINT" },
	{ IFF_NOTRAILERS, "NOTRAILERS" },
	{ IFF_RUNNING, "RUNNING" },
	{ IFF_NOARP, "NOARP" },
	{ IFF_PROMISC, "PROMISC" },
	{ IFF_ALLMULTI, "ALLMULTI" },
	{ IFF_SLAVE, "SLAVE" },
	{ IFF_MASTER, "MASTER" },
	{ IFF_MULTICAST, "MULTICAST" },
	{ IFF_DYNAMIC, "DYNAMIC" },
};

unsigned ifstat_flag_names(struct obuf *o, uint32_t flags, char between, bool dynamic)
{
	unsigned n = 0;

	if (!dynamic)
		flags &= ~(uint32_t)IFF_DYNAMIC;
	for (size_t i = 0; i < sizeof(flag_names) / sizeof(*flag_names); i++) {
		if (!(flags & flag_names[i].bit))
			continue;
		if (n++)
			ob_c(o, between);
		ob_str(o, flag_names[i].name);
	}
	return n;
}

unsigned ifstat_scope(const struct addr *a)
{
	static const uint8_t zero[12];
	bool high_zero = true;

	for (size_t i = 0; i < sizeof(zero); i++)
		high_zero &= a->b[i] == 0;
	if (high_zero && a->b[12] == 0 && a->b[13] == 0 && a->b[14] == 0 && a->b[15] == 1)
		return 0x10;
	if (high_zero)
		return 0x80;
	if (addr_is_linklocal(a))
		return 0x20;
	if (a->b[0] == 0xfe && (a->b[1] & 0xc0) == 0xc0)
		return 0x40;
	return 0;
}

struct ifstat_counts ifstat_counts(const struct rtnl_link_stats64 *s)
{
	return (struct ifstat_counts){
		.rx_dropped = s->rx_dropped + s->rx_missed_errors,
		.rx_frame = s->rx_length_errors + s->rx_over_errors + s->rx_crc_errors +
			    s->rx_frame_errors,
		.tx_carrier = s->tx_carrier_errors + s->tx_aborted_errors +
			      s->tx_window_errors + s->tx_heartbeat_errors,
	};
}

void ifstat_human(struct obuf *o, uint64_t n, bool exceed)
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
	unsigned u = 0;

	while (u < 6) {
		uint64_t next = (uint64_t)1 << (10 * (u + 1));

		if (exceed ? n <= next : n < next)
			break;
		u++;
	}
	ob_u(o, n >> (10 * u));
	ob_c(o, '.');
	/* the tenth, cut off: the ten bits below the point, times ten */
	ob_u(o, u ? (n >> (10 * u - 10) & 1023) * 10 >> 10 : 0);
	ob_c(o, ' ');
	ob_str(o, units[u]);
}

struct addr ifstat_mask(uint8_t prefix)
{
	uint32_t bits = prefix ? UINT32_MAX << (32 - (prefix < 32 ? prefix : 32)) : 0;
	const uint8_t b[4] = { (uint8_t)(bits >> 24), (uint8_t)(bits >> 16), (uint8_t)(bits >> 8),
			       (uint8_t)bits };

	return addr_v4(b);
}
