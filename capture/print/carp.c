/* CARP: version, type(1) vhid(1) advskew(1) authlen(1) pad(1) advbase(1) checksum(2) counter(8). */
#include "print.h"

#define VERSION 2
#define ADVERTISE 1

static const struct bind carp_on[] = { { BY_IP_AS, AS_CARP, 0 }, { 0 } };

static void carp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 1);
	uint8_t version = p[0] >> 4, type = p[0] & 15;

	ob_num(o, "CARPv", version, type == ADVERTISE ? "-advertise " : "-unknown ");
	ob_num(o, "", v.len, ": ");
	if (pk->ip.ttl != 255)
		ob_num(o, "[ttl=", pk->ip.ttl, "!] ");
	if (version != VERSION || type != ADVERTISE)
		return;
	p = view_at(&v, 1, 5);
	ob_num(o, "vhid=", p[0], " advbase=");
	ob_num(o, "", p[4], " advskew=");
	ob_num(o, "", p[1], " authlen=");
	ob_num(o, "", p[2], " ");
	if (pk->show->v && view_left(&v) >= v.len && pkt_cksum(&v, v.len)) {
		p = view_at(&v, 6, 2);
		ob_str(o, " (bad carp cksum ");
		ob_hex(o, be16(p), 0);
		ob_str(o, "!)");
	}
	p = view_at(&v, 8, 8);
	ob_num(o, "counter=", be64(p), "");
}

const struct printer printer_carp = { .name = "carp", .title = "CARP (with -T carp)", .on = carp_on,
	.print = carp_print, .whole = true };
