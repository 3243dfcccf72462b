/* MPLS (RFC 3032): label(20 bits) class(3) bottom of stack(1) ttl(8), over and over; a packet. */
#include "print.h"

enum label { LABEL_IP4 = 0, LABEL_IP6 = 2, LABEL_NONE = 3 };

#define BOTTOM 0x100
#define RESERVED 16

static const struct bind mpls_on[] = { { BY_ETHER, 0x8847, 0 }, { BY_ETHER, 0x8848, 0 },
	{ BY_PPP, 0x0281, 0 }, { BY_PPP, 0x0283, 0 }, { BY_UDP, 6635, 90 }, { 0 } };

static const struct word labels[] = {
	{ LABEL_IP4, " (IPv4 explicit NULL)" }, { 1, " (router alert)" },
	{ LABEL_IP6, " (IPv6 explicit NULL)" }, { LABEL_NONE, " (implicit NULL)" }, { 0, NULL },
};

/* Nothing but the label, or the first byte, says what is in it. 0: unknown. */
static uint16_t guess(uint32_t label, uint8_t first)
{
	if (label == LABEL_IP4 || label == LABEL_NONE)
		return 0x0800;
	if (label == LABEL_IP6)
		return 0x86dd;
	if (first >= 0x45 && first <= 0x4f)
		return 0x0800;
	return first >> 4 == 6 ? 0x86dd : 0;
}

static void mpls_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *begin = pk->show->v ? "\n\t" : " ";
	const struct ip_around around = pk->ip;
	uint32_t entry;
	uint16_t type;
	bool first = true;

	ob_str(o, "MPLS");
	do {
		if (v.len < 4) {
			ob_str(o, " (invalid)");
			view_need(&v, v.len);
			return;
		}
		entry = be32(view_bytes(&v, 4));
		ob_str(o, first ? " " : begin);
		first = false;
		ob_num(o, "(label ", entry >> 12, "");
		if (pk->show->v && entry >> 12 < RESERVED)
			ob_str(o, word_of(labels, entry >> 12) ? word_of(labels, entry >> 12) :
								 " (rsvd)");
		ob_str(o, ", tc ");
		ob_u(o, entry >> 9 & 7);
		ob_str(o, entry & BOTTOM ? ", [S], ttl " : ", ttl ");
		ob_num(o, "", entry & 0xff, ")");
	} while (!(entry & BOTTOM) && !pk->failed && pkt_step(pk));
	if (!v.len)
		return;
	type = guess(entry >> 12, 0);
	if (!type)
		type = guess(entry >> 12, *view_at(&v, 0, 1));
	if (pk->failed)
		return;
	if (!type) {
		pkt_data(pk, v, o);
		view_need(&v, v.len);
		return;
	}
	ob_str(o, begin);
	pkt_next(pk, BY_ETHER, type, v, o);
	pk->ip = around;
}

const struct printer printer_mpls = { .name = "mpls", .title = "MPLS", .on = mpls_on,
	.print = mpls_print, .whole = true };
