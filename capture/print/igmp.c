/* IGMP (RFC 1112, 2236, 3376), and the multicast routers' protocols inside of it. */
#include "ip.h"
#include "print.h"
#include "proto/lasting.h"
#include "proto/membership.h"
#include "proto/routers.h"

enum type {
	QUERY = 0x11,
	REPORT1,
	DVMRP,
	PIM1,
	REPORT2 = 0x16,
	LEAVE,
	TRACE_ANSWER = 0x1e,
	TRACE,
	REPORT3 = 0x22,
};

#define TRACE_LEN 24

static const struct bind igmp_on[] = { { BY_IP4, 2, 0 }, { 0 } };

static const struct membership version3 = { 4, names_ip4, " [v3-report-#" };

/* In tenths of a second; the larger ones are a mantissa and an exponent. */
static void delay_text(uint8_t code, struct obuf *o)
{
	unsigned tenths = code;

	if (code >= 128)
		tenths = (16u | (code & 15u)) << ((code >> 4 & 7) + 3);
	if (tenths == 100)
		return;
	ob_str(o, " [max resp time ");
	if (tenths < 600) {
		ob_fix(o, tenths, 1);
		ob_c(o, 's');
	} else {
		ob_lasting(o, tenths / 10);
	}
	ob_c(o, ']');
}

static void query3(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	unsigned n;

	ob_str(o, " v3");
	/* all its parts have four bytes */
	if (v.len & 3) {
		ob_num(o, " [invalid len ", v.len, "]");
		return;
	}
	delay_text(*view_at(&v, 1, 1), o);
	p = view_at(&v, 4, 4);
	if (!be32(p))
		return;
	ob_str(o, " [gaddr ");
	names_ip4(pk, o, p);
	n = be16(view_at(&v, 10, 2));
	if (n) {
		if (v.len < 12 + 4u * n)
			ob_str(o, " [invalid number of sources]");
		else
			membership_sources(pk, &v, 12, n, &version3, o);
	}
	ob_c(o, ']');
}

static void report3(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len < 16 || v.len & 3)
		ob_num(o, " [invalid len ", v.len, "]");
	else
		membership_report(pk, v, &version3, o);
}

static void query(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	ob_str(o, "igmp query");
	if (v.len >= 12) {
		query3(pk, v, o);
		return;
	}
	p = view_at(&v, 1, 1);
	ob_str(o, *p ? " v2" : " v1");
	if (*p && *p != 100)
		ob_num(o, " [max resp time ", *p, "]");
	p = view_at(&v, 4, 4);
	if (be32(p)) {
		ob_str(o, " [gaddr ");
		names_ip4(pk, o, p);
		ob_c(o, ']');
	}
	if (v.len != 8)
		ob_num(o, " [len ", v.len, "]");
}

static void member(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 4, 4);

	ob_str(o, type == REPORT1 ? "igmp v1 report " :
		  type == REPORT2 ? "igmp v2 report " :
				    "igmp leave ");
	names_ip4(pk, o, p);
	if (type == REPORT1 && v.len != 8)
		ob_num(o, " [len ", v.len, "]");
}

/* Of a path of multicast, from its receiver on. */
static void trace(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	const uint8_t *p;

	if (v.len < TRACE_LEN) {
		ob_num(o, " [invalid len ", v.len, "]");
		return;
	}
	p = view_at(&v, 0, TRACE_LEN);
	ob_num(o, type == TRACE ? "mtrace " : "mresp ", be24(p + 21), ": ");
	names_ip4(pk, o, p + 8);
	ob_str(o, " to ");
	names_ip4(pk, o, p + 12);
	ob_str(o, " reply-to ");
	names_ip4(pk, o, p + 16);
	if (p[16] >> 4 == 0xe)
		ob_num(o, " with-ttl ", p[20], "");
}

static void body(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case QUERY:
		query(pk, v, o);
		break;
	case REPORT1:
	case REPORT2:
	case LEAVE:
		member(pk, v, type, o);
		break;
	case REPORT3:
		ob_str(o, "igmp v3 report");
		report3(pk, v, o);
		break;
	case DVMRP:
		ob_str(o, "igmp dvmrp");
		if (v.len < 8)
			ob_num(o, " [len ", v.len, "]");
		else
			dvmrp_print(pk, v, o);
		break;
	case PIM1:
		ob_str(o, "igmp pimv1");
		pim1_print(pk, v, o);
		break;
	case TRACE:
	case TRACE_ANSWER:
		trace(pk, v, type, o);
		break;
	default:
		ob_num(o, "igmp-", type, "");
	}
}

static void igmp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type;

	if (pk->show->quick) {
		ob_str(o, "igmp");
		return;
	}
	type = *view_at(&v, 0, 1);
	if (pk->failed)
		return;
	body(pk, v, type, o);
	if (pk->show->v && v.len >= 4 && view_left(&v) >= v.len && pkt_cksum(&v, v.len)) {
		ob_str(o, " bad igmp cksum ");
		ob_hex(o, be16(view_at(&v, 2, 2)), 0);
		ob_c(o, '!');
	}
}

const struct printer printer_igmp = { .name = "igmp", .title = "IGMP, with DVMRP and PIMv1",
	.on = igmp_on, .print = igmp_print, .whole = true };
