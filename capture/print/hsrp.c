/*
 * Hot standby routers (RFC 2281): version op state hello hold priority group pad (1 each),
 * authentication(8) address(4).
 */
#include "print.h"
#include "proto/lasting.h"

#define PORT 1985
#define LEN 20
#define AUTH_LEN 8

static const struct bind hsrp_on[] = { { BY_UDP_TO, PORT, 46 }, { 0 } };

static const struct word ops[] = { { 0, "hello" }, { 1, "coup" }, { 2, "resign" }, { 0, NULL } };
static const struct word states[] = {
	{ 0, "initial" }, { 1, "learn" }, { 2, "listen" }, { 4, "speak" }, { 8, "standby" },
	{ 16, "active" }, { 0, NULL },
};

static void hsrp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p;

	p = view_at(&v, 0, 1);
	ob_num(o, "HSRPv", p[0], "");
	if (p[0])
		return;
	ob_c(o, '-');
	ob_word(o, ops, *view_at(&v, 1, 1), "unknown (", ")");
	ob_num(o, " ", whole, ": ");
	p = view_at(&v, 2, 1);
	ob_str(o, "state=");
	ob_word(o, states, p[0], "Unknown (", ")");
	ob_c(o, ' ');
	p = view_at(&v, 6, 1);
	ob_num(o, "group=", p[0], " ");
	p = view_at(&v, 7, 1);
	if (p[0])
		ob_num(o, "[reserved=", p[0], "!] ");
	p = view_at(&v, 0, LEN);
	ob_str(o, "addr=");
	names_ip4(pk, o, p + 16);
	if (!pk->show->v)
		return;
	ob_str(o, " hellotime=");
	ob_lasting(o, p[3]);
	ob_str(o, " holdtime=");
	ob_lasting(o, p[4]);
	ob_num(o, " priority=", p[5], " auth=\"");
	ob_vis_text(o, p + 8, AUTH_LEN);
	ob_c(o, '"');
}

const struct printer printer_hsrp = { .name = "hsrp", .title = "HSRP", .on = hsrp_on,
	.print = hsrp_print, .whole = true };
