/* What the two versions of Linux' cooked header have in common (LINKTYPE_LINUX_SLL, SLL2). */
#include "sll.h"

#include <linux/if_ether.h>
#include <string.h>

#define LENGTH_MAX 1500
#define TAG 4

const char *sll_direction(uint16_t type)
{
	static const char *const words[] = { "In", "B", "M", "P", "Out" };

	return type < 5 ? words[type] : "?";
}

static void protocol_text(const struct pkt *pk, uint16_t protocol, size_t whole, struct obuf *o)
{
	const char *name = protocol > LENGTH_MAX ? names_ether(protocol) : NULL;

	if (pk->show->quick)
		return;
	if (protocol == ETH_P_802_3) {
		ob_str(o, "802.3");
	} else if (protocol == ETH_P_802_2) {
		ob_str(o, "802.2");
	} else {
		ob_str(o, "ethertype ");
		ob_str(o, name ? name : "Unknown");
		ob_str(o, " (");
		ob_0x(o, protocol, 4);
		ob_c(o, ')');
	}
	ob_num(o, ", length ", whole, ": ");
}

static void head(const struct pkt *pk, const struct sll *s, struct obuf *o)
{
	if (s->direction) {
		ob_blanks(o, 3 - strlen(s->direction));
		ob_str(o, s->direction);
		ob_c(o, ' ');
	} else {
		ob_num(o, "ifindex ", s->index, " ");
	}
	if (s->mac) {
		names_mac(pk, o, s->mac);
		ob_c(o, ' ');
	}
	protocol_text(pk, s->protocol, s->whole, o);
}

/* Tags, and what they hold. False: nobody knows; v has moved behind them. */
static bool tagged(struct pkt *pk, uint16_t protocol, struct view *v, struct obuf *o)
{
	const uint16_t outer = protocol;

	while (protocol == ETH_P_8021Q) {
		const char *name;
		const uint8_t *p;

		pk->proto = "vlan";
		if (v->len < TAG || !view_more(v))
			view_failed(v);
		p = view_bytes(v, TAG);
		if (pk->failed)
			return true;
		protocol = be16(p + 2);
		if (pk->show->link) {
			ob_num(o, "vlan ", be16(p) & 0xfff, ", p ");
			ob_u(o, p[0] >> 5);
			ob_str(o, p[0] & 0x10 ? ", DEI, " : ", ");
		}
		name = protocol > LENGTH_MAX ? names_ether(protocol) : NULL;
		if (!pk->show->quick) {
			ob_str(o, "ethertype ");
			ob_str(o, name ? name : "Unknown");
			ob_str(o, ", ");
		}
	}
	pkt_link(pk, v);
	/* a length: within tags only */
	if (protocol <= LENGTH_MAX && protocol != outer) {
		pk->linked = true;
		pkt_call(pk, &printer_llc, *v, o);
		return true;
	}
	return pkt_next(pk, BY_ETHER, protocol, *v, o);
}

/* What is behind the header. False: nobody knows. */
static bool inside(struct pkt *pk, uint16_t protocol, struct view *v, struct obuf *o)
{
	if (protocol == ETH_P_802_3)
		return pkt_next(pk, BY_SAP, 0xe0, *v, o);
	if (protocol == ETH_P_802_2) {
		pkt_call(pk, &printer_llc, *v, o);
		return true;
	}
	return tagged(pk, protocol, v, o);
}

void sll_rest(struct pkt *pk, const struct sll *s, struct view v, struct obuf *o)
{
	struct sll untagged = *s;

	if (pk->show->link)
		head(pk, s, o);
	untagged.whole -= v.len;
	if (inside(pk, s->protocol, &v, o))
		return;
	untagged.whole += v.len;
	if (!pk->show->link && s->protocol > LENGTH_MAX)
		head(pk, &untagged, o);
	pkt_data(pk, v, o);
}
