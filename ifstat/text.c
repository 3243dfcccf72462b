/* The layouts: classic (net-tools 1.60), flags (net-tools 2.x), and the short list. */
#include "ifstat.h"

#include <net/if.h>
#include <string.h>

#define INDENT_CLASSIC "          "
#define INDENT_FLAGS "        "
#define BASE_ADDR_MIN 0x100	/* smaller ones are no I/O addresses */

static void name_text(struct obuf *o, const char *name, size_t width)
{
	size_t n = strlen(name), from;

	ob_room(o, OB_ESC_MAX * n + width + 1);	/* so that its beginning stays here */
	from = o->len;
	ob_esc(o, name, n);
	while (o->len - from < width)
		ob_c(o, ' ');
}

static void addr_text(struct obuf *o, const char *before, const struct addr *a)
{
	char *to;

	ob_str(o, before);
	to = ob_room(o, ADDR_STR);
	if (a->family)
		addr_str(a, to);
	else
		strcpy(to, "0.0.0.0");
	ob_upto(o, to + strlen(to));
}

static bool has_map(const struct link *l)
{
	return l->map.irq || l->map.mem_start || l->map.dma || l->map.base_addr >= BASE_ADDR_MIN;
}

/* An interface that has an address of its own shows it; loopback and tunnels have none. */
static bool has_hw(const struct link *l)
{
	return ifstat_hw_of(l->type)->form != HW_NONE;
}

static void hex_text(struct obuf *o, const char *before, uint64_t v)
{
	ob_str(o, before);
	ob_hex(o, v, 0);
}

static void classic_inet(struct obuf *o, const struct ifstat_row *r)
{
	struct addr mask = ifstat_mask(r->inet->prefix);

	addr_text(o, INDENT_CLASSIC "inet addr:", &r->inet->local);
	ob_c(o, ' ');
	if (r->link->flags & IFF_POINTOPOINT) {
		addr_text(o, " P-t-P:", r->inet->peer.family ? &r->inet->peer : &r->inet->local);
		ob_c(o, ' ');
	}
	if (r->link->flags & IFF_BROADCAST) {
		addr_text(o, " Bcast:", &r->inet->broadcast);
		ob_c(o, ' ');
	}
	addr_text(o, " Mask:", &mask);
	ob_c(o, '\n');
}

static void classic_inet6(struct obuf *o, const struct link_addr *a)
{
	const char *scope;

	switch (ifstat_scope(&a->local)) {
	case 0:
		scope = "Global";
		break;
	case 0x10:
		scope = "Host";
		break;
	case 0x20:
		scope = "Link";
		break;
	case 0x40:
		scope = "Site";
		break;
	default:
		scope = "Compat";
		break;
	}
	addr_text(o, INDENT_CLASSIC "inet6 addr: ", &a->local);
	ob_num(o, "/", a->prefix, " Scope:");
	ob_str(o, scope);
	ob_c(o, '\n');
}

static void classic_counters(struct obuf *o, const struct link *l)
{
	const struct rtnl_link_stats64 *s = &l->stats;
	struct ifstat_counts sum = ifstat_counts(s);

	ob_num(o, INDENT_CLASSIC "RX packets:", s->rx_packets, "");
	ob_num(o, " errors:", s->rx_errors, "");
	ob_num(o, " dropped:", sum.rx_dropped, "");
	ob_num(o, " overruns:", s->rx_fifo_errors, "");
	ob_num(o, " frame:", sum.rx_frame, "\n");
	ob_num(o, INDENT_CLASSIC "TX packets:", s->tx_packets, "");
	ob_num(o, " errors:", s->tx_errors, "");
	ob_num(o, " dropped:", s->tx_dropped, "");
	ob_num(o, " overruns:", s->tx_fifo_errors, "");
	ob_num(o, " carrier:", sum.tx_carrier, "\n");
	ob_num(o, INDENT_CLASSIC "collisions:", s->collisions, " ");
	ob_num(o, "txqueuelen:", l->txqlen, " \n");
	ob_num(o, INDENT_CLASSIC "RX bytes:", s->rx_bytes, " (");
	ifstat_human(o, s->rx_bytes, false);
	ob_num(o, ")  TX bytes:", s->tx_bytes, " (");
	ifstat_human(o, s->tx_bytes, false);
	ob_str(o, ")\n");
}

static void classic_map(struct obuf *o, const struct link *l)
{
	if (!has_map(l))
		return;
	ob_str(o, INDENT_CLASSIC);
	if (l->map.irq)
		ob_num(o, "Interrupt:", l->map.irq, " ");
	if (l->map.base_addr >= BASE_ADDR_MIN) {
		hex_text(o, "Base address:0x", l->map.base_addr);
		ob_c(o, ' ');
	}
	if (l->map.mem_start) {
		hex_text(o, "Memory:", l->map.mem_start);
		hex_text(o, "-", l->map.mem_end);
		ob_c(o, ' ');
	}
	if (l->map.dma) {
		hex_text(o, "DMA chan:", l->map.dma);
		ob_c(o, ' ');
	}
	ob_c(o, '\n');
}

static void classic_row(struct ifstat *s, const struct ifstat_row *r)
{
	const struct link *l = r->link;
	struct obuf *o = &s->out;

	name_text(o, r->name, 9);
	ob_str(o, " Link encap:");
	ob_str(o, ifstat_hw_of(l->type)->title);
	ob_str(o, "  ");
	if (has_hw(l)) {
		ob_str(o, "HWaddr ");
		ifstat_hw_text(o, l, true);
		ob_str(o, "  ");
	}
	ob_c(o, '\n');
	if (r->inet)
		classic_inet(o, r);
	for (size_t i = 0; !r->alias && i < l->naddrs; i++)
		if (l->addrs[i].local.family == ADDR_V6)
			classic_inet6(o, &l->addrs[i]);
	ob_str(o, INDENT_CLASSIC);
	if (!(l->flags & 0xffff))
		ob_str(o, "[NO FLAGS] ");
	if (ifstat_flag_names(o, l->flags, ' ', true))
		ob_c(o, ' ');
	ob_num(o, " MTU:", l->mtu, "  Metric:1\n");
	if (!r->alias && l->has_stats)
		classic_counters(o, l);
	classic_map(o, l);
	ob_c(o, '\n');
}

const struct ifstat_renderer ifstat_classic = { NULL, classic_row };

static void flags_inet(struct obuf *o, const struct ifstat_row *r)
{
	struct addr mask = ifstat_mask(r->inet->prefix);

	addr_text(o, INDENT_FLAGS "inet ", &r->inet->local);
	addr_text(o, "  netmask ", &mask);
	if (r->link->flags & IFF_BROADCAST)
		addr_text(o, "  broadcast ", &r->inet->broadcast);
	if (r->link->flags & IFF_POINTOPOINT)
		addr_text(o, "  destination ",
			  r->inet->peer.family ? &r->inet->peer : &r->inet->local);
	ob_c(o, '\n');
}

static void flags_inet6(struct obuf *o, const struct link_addr *a)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ 0, "global" },  { 0x80, "compat" }, { 0x20, "link" },
		{ 0x40, "site" }, { 0x10, "host" },
	};
	unsigned scope = ifstat_scope(&a->local), shown = 0;

	addr_text(o, INDENT_FLAGS "inet6 ", &a->local);
	ob_num(o, "  prefixlen ", a->prefix, "  scopeid 0x");
	ob_hex(o, scope, 0);
	ob_c(o, '<');
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (scope & names[i].bit || (!scope && !names[i].bit)) {
			ob_str(o, shown++ ? "," : "");
			ob_str(o, names[i].name);
		}
	}
	/* the kernel's class 0x80 alone counts as global, too */
	ob_str(o, scope == 0x80 ? ",global>\n" : ">\n");
}

static void flags_counters(struct obuf *o, const struct rtnl_link_stats64 *s)
{
	struct ifstat_counts sum = ifstat_counts(s);

	ob_num(o, INDENT_FLAGS "RX packets ", s->rx_packets, "");
	ob_num(o, "  bytes ", s->rx_bytes, " (");
	ifstat_human(o, s->rx_bytes, true);
	ob_num(o, ")\n" INDENT_FLAGS "RX errors ", s->rx_errors, "");
	ob_num(o, "  dropped ", sum.rx_dropped, "");
	ob_num(o, "  overruns ", s->rx_fifo_errors, "");
	ob_num(o, "  frame ", sum.rx_frame, "\n");
	ob_num(o, INDENT_FLAGS "TX packets ", s->tx_packets, "");
	ob_num(o, "  bytes ", s->tx_bytes, " (");
	ifstat_human(o, s->tx_bytes, true);
	ob_num(o, ")\n" INDENT_FLAGS "TX errors ", s->tx_errors, "");
	ob_num(o, "  dropped ", s->tx_dropped, "");
	ob_num(o, " overruns ", s->tx_fifo_errors, "");
	ob_num(o, "  carrier ", sum.tx_carrier, "");
	ob_num(o, "  collisions ", s->collisions, "\n");
}

static void flags_map(struct obuf *o, const struct link *l)
{
	if (!has_map(l))
		return;
	ob_str(o, INDENT_FLAGS "device ");
	if (l->map.irq)
		ob_num(o, "interrupt ", l->map.irq, "  ");
	if (l->map.base_addr >= BASE_ADDR_MIN) {
		hex_text(o, "base 0x", l->map.base_addr);
		ob_str(o, "  ");
	}
	if (l->map.mem_start) {
		hex_text(o, "memory 0x", l->map.mem_start);
		hex_text(o, "-", l->map.mem_end);
		ob_str(o, "  ");
	}
	if (l->map.dma)
		hex_text(o, "  dma 0x", l->map.dma);
	ob_c(o, '\n');
}

static void flags_row(struct ifstat *s, const struct ifstat_row *r)
{
	const struct link *l = r->link;
	const struct ifstat_hw *hw = ifstat_hw_of(l->type);
	struct obuf *o = &s->out;

	name_text(o, r->name, 0);
	ob_str(o, ": flags=");
	ob_i(o, (int16_t)l->flags);
	ob_c(o, '<');
	ifstat_flag_names(o, l->flags, ',', true);
	ob_num(o, ">  mtu ", l->mtu, "\n");
	if (r->inet)
		flags_inet(o, r);
	for (size_t i = 0; !r->alias && i < l->naddrs; i++)
		if (l->addrs[i].local.family == ADDR_V6)
			flags_inet6(o, &l->addrs[i]);
	ob_str(o, INDENT_FLAGS);
	ob_str(o, hw->name);
	if (has_hw(l)) {
		ob_c(o, ' ');
		ifstat_hw_text(o, l, false);
	}
	ob_num(o, "  txqueuelen ", l->txqlen, "  (");
	ob_str(o, hw->title);
	ob_str(o, ")\n");
	if (!r->alias && l->has_stats)
		flags_counters(o, &l->stats);
	flags_map(o, l);
	ob_c(o, '\n');
}

const struct ifstat_renderer ifstat_flags = { NULL, flags_row };

static void brief_first(struct ifstat *s)
{
	ob_str(&s->out,
	       "Iface      MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR "
	       "Flg\n");
}

static void brief_flags(struct obuf *o, uint32_t flags)
{
	static const struct {
		uint32_t bit;
		char letter;
	} letters[] = {
		{ IFF_ALLMULTI, 'A' }, { IFF_BROADCAST, 'B' }, { IFF_DEBUG, 'D' },
		{ IFF_LOOPBACK, 'L' }, { IFF_MULTICAST, 'M' }, { IFF_DYNAMIC, 'd' },
		{ IFF_PROMISC, 'P' }, { IFF_NOTRAILERS, 'N' }, { IFF_NOARP, 'O' },
		{ IFF_POINTOPOINT, 'P' }, { IFF_SLAVE, 's' }, { IFF_MASTER, 'm' },
		{ IFF_RUNNING, 'R' }, { IFF_UP, 'U' },
	};

	if (!(flags & 0xffff))
		ob_str(o, "[NO FLAGS]");
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (flags & letters[i].bit)
			ob_c(o, letters[i].letter);
}

static void brief_row(struct ifstat *s, const struct ifstat_row *r)
{
	const struct rtnl_link_stats64 *c = &r->link->stats;
	struct obuf *o = &s->out;

	name_text(o, r->name, 15);
	ob_fmt(o, " %5u ", r->link->mtu);
	if (r->alias || !r->link->has_stats)
		ob_str(o, "     - no statistics available -                        ");
	else
		ob_fmt(o, "%8llu %6llu %6llu %-6llu %8llu %6llu %6llu %6llu ",
		       (unsigned long long)c->rx_packets, (unsigned long long)c->rx_errors,
		       (unsigned long long)ifstat_counts(c).rx_dropped,
		       (unsigned long long)c->rx_fifo_errors, (unsigned long long)c->tx_packets,
		       (unsigned long long)c->tx_errors, (unsigned long long)c->tx_dropped,
		       (unsigned long long)c->tx_fifo_errors);
	brief_flags(o, r->link->flags);
	ob_c(o, '\n');
}

const struct ifstat_renderer ifstat_brief = { brief_first, brief_row };
