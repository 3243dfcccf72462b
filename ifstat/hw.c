/* Link types (ARPHRD_*) and their addresses, as both layouts of ifconfig name them. */
#include "ifstat.h"

#include <linux/if_arp.h>
#include <string.h>

#define UNSPEC_LEN 16

static const struct ifstat_hw types[] = {
	{ ARPHRD_LOOPBACK, "loop", "Local Loopback", HW_NONE, false, 0 },
	{ ARPHRD_SLIP, "slip", "Serial Line IP", HW_NONE, false, 0 },
	{ ARPHRD_CSLIP, "cslip", "VJ Serial Line IP", HW_NONE, false, 0 },
	{ ARPHRD_SLIP6, "slip6", "6-bit Serial Line IP", HW_NONE, false, 0 },
	{ ARPHRD_CSLIP6, "cslip6", "VJ 6-bit Serial Line IP", HW_NONE, false, 0 },
	{ ARPHRD_ADAPT, "adaptive", "Adaptive Serial Line IP", HW_NONE, false, 0 },
	{ ARPHRD_ASH, "ash", "Ash", HW_COLONS, false, 0 },
	{ ARPHRD_ETHER, "ether", "Ethernet", HW_COLONS, true, 6 },
	{ ARPHRD_AX25, "ax25", "AMPR AX.25", HW_COLONS, true, 7 },
	{ ARPHRD_NETROM, "netrom", "AMPR NET/ROM", HW_COLONS, true, 7 },
	{ ARPHRD_ROSE, "rose", "AMPR ROSE", HW_COLONS, true, 5 },
	{ ARPHRD_TUNNEL, "tunnel", "IPIP Tunnel", HW_EMPTY, false, 0 },
	{ ARPHRD_PPP, "ppp", "Point-to-Point Protocol", HW_NONE, false, 0 },
	{ ARPHRD_CISCO, "hdlc", "(Cisco)-HDLC", HW_NONE, false, 0 },
	{ ARPHRD_LAPB, "lapb", "LAPB", HW_NONE, false, 0 },
	{ ARPHRD_ARCNET, "arcnet", "ARCnet", HW_COLONS, true, 1 },
	{ ARPHRD_DLCI, "dlci", "Frame Relay DLCI", HW_NUMBER, false, 0 },
	{ ARPHRD_FRAD, "frad", "Frame Relay Access Device", HW_NONE, false, 0 },
	{ ARPHRD_SIT, "sit", "IPv6-in-IPv4", HW_NONE, false, 0 },
	{ ARPHRD_FDDI, "fddi", "Fiber Distributed Data Interface", HW_DASHES, true, 6 },
	{ ARPHRD_HIPPI, "hippi", "HIPPI", HW_COLONS, true, 6 },
	{ ARPHRD_IRDA, "irda", "IrLAP", HW_COLONS, false, 0 },
	{ ARPHRD_ECONET, "ec", "Econet", HW_NONE, false, 0 },
	{ ARPHRD_X25, "x25", "generic X.25", HW_COLONS, false, 0 },
	{ ARPHRD_EUI64, "eui64", "Generic EUI-64", HW_COLONS, true, 8 },
	{ ARPHRD_INFINIBAND, "infiniband", "InfiniBand", HW_COLONS, true, 20 },
};

static const struct ifstat_hw unspec = { 0, "unspec", "UNSPEC", HW_UNSPEC, false, 0 };

#define COUNT (sizeof(types) / sizeof(*types))

const struct ifstat_hw *ifstat_hw_of(uint16_t type)
{
	for (size_t i = 0; i < COUNT; i++)
		if (types[i].type == type)
			return &types[i];
	return &unspec;
}

const struct ifstat_hw *ifstat_hw_named(const char *name)
{
	for (size_t i = 0; i < COUNT; i++)
		if (strcmp(types[i].name, name) == 0)
			return &types[i];
	return NULL;
}

static void bytes(struct obuf *o, const uint8_t *b, size_t n, char between, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	char *to = ob_room(o, 3 * n + 1);

	for (size_t i = 0; i < n; i++) {
		if (i)
			to = pen_c(to, between);
		to = pen_c(to, digits[b[i] >> 4]);
		to = pen_c(to, digits[b[i] & 15]);
	}
	ob_upto(o, to);
}

void ifstat_hw_text(struct obuf *o, const struct link *l, bool upper)
{
	const struct ifstat_hw *hw = ifstat_hw_of(l->type);

	switch (hw->form) {
	case HW_COLONS:
		bytes(o, l->hw, l->hw_len, ':', upper || l->type != ARPHRD_ETHER);
		break;
	case HW_DASHES:
		bytes(o, l->hw, l->hw_len, '-', true);
		break;
	case HW_UNSPEC:		/* what is not there is zero */
		bytes(o, l->hw, UNSPEC_LEN, '-', true);
		break;
	case HW_NUMBER:
		ob_u(o, (uint64_t)l->hw[1] << 8 | l->hw[0]);
		break;
	default:
		break;
	}
}

void ifstat_hw_list(struct obuf *o)
{
	size_t shown = 0;

	for (size_t i = 0; i < COUNT; i++) {
		ob_str(o, shown % 3 ? "" : "    ");
		ob_str(o, types[i].name);
		ob_str(o, " (");
		ob_str(o, types[i].title);
		ob_str(o, ") ");
		if (++shown % 3 == 0 || i + 1 == COUNT)
			ob_c(o, '\n');
	}
}
