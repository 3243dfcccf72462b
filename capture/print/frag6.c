/* IPv6 fragments (RFC 8200, section 4.5): next(1) reserved(1) offset and more(2) identifier(4). */
#include "ip.h"
#include "print.h"

#define HEADER 8

static const struct bind frag6_on[] = { { BY_IP6, 44, 0 }, { 0 } };

static void frag6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 4);
	unsigned off = be16(p + 2) & 0xfff8u;

	if (pk->show->v)
		view_at(&v, 0, HEADER);
	if (pk->failed)
		return;
	ob_str(o, "frag (");
	if (pk->show->v) {
		ob_0x(o, be32(p + 4), 8);
		ob_c(o, ':');
	}
	ob_num(o, "", off, "|");
	ob_u(o, v.len > HEADER ? v.len - HEADER : 0);
	ob_c(o, ')');
	if (off)
		return;
	ob_c(o, ' ');
	pk->ip.fragment = true;
	pk->ip.proto = p[0];
	if (view_left(&v) > HEADER)
		ip_payload(pk, view_behind(v, HEADER), o);
}

const struct printer printer_frag6 = { .name = "frag6", .title = "IPv6 fragments",
	.on = frag6_on, .print = frag6_print, .whole = true };
