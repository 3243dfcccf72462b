/* Multicast listener discovery (RFC 2710, 3810). */
#include "nd6.h"
#include "proto/membership.h"

#define QUERY 130
#define REPORT2 143
#define VERSION1 24		/* length of a query of version 1 */
#define VERSION2 28		/* at least */

static const struct membership version2 = { 16, names_ip6, " [v2-report-#" };

static void version1(struct pkt *pk, struct view v, struct obuf *o)
{
	/* the classic text says nothing of what is missing */
	if (!view_has(&v, 0, VERSION1))
		return;
	ob_num(o, "max resp delay: ", be16(view_at(&v, 4, 2)), " addr: ");
	names_ip6(pk, o, view_at(&v, 8, 16));
}

static void query2(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	unsigned delay, n, qqi;

	if (v.len < VERSION2) {
		ob_str(o, " (invalid)");
		return;
	}
	if (pk->show->v) {
		delay = be16(view_at(&v, 4, 2));
		if (delay >= 32768)
			delay = ((delay & 0xfff) | 0x1000) << ((delay >> 12 & 7) + 3);
		ob_num(o, " [max resp delay=", delay, "]");
	}
	p = view_at(&v, 8, 16);
	ob_str(o, " [gaddr ");
	names_ip6(pk, o, p);
	if (pk->show->v) {
		p = view_at(&v, 24, 1);
		if (*p & 8)
			ob_str(o, " sflag");
		if (*p & 7)
			ob_num(o, " robustness=", *p & 7, "");
		qqi = *view_at(&v, 25, 1);
		if (qqi >= 128)
			qqi = ((qqi & 15u) | 16u) << ((qqi >> 4 & 7) + 3);
		ob_num(o, " qqi=", qqi, "");
	}
	n = be16(view_at(&v, 26, 2));
	if (n) {
		if (v.len < VERSION2 + 16u * n)
			ob_str(o, " [invalid number of sources]");
		else
			membership_sources(pk, &v, VERSION2, n, &version2, o);
	}
	ob_c(o, ']');
}

static void report2(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len < 8)
		ob_num(o, " [invalid len ", v.len, "]");
	else
		membership_report(pk, v, &version2, o);
}

void mld_print(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	if (type == REPORT2) {
		report2(pk, v, o);
	} else if (type != QUERY || v.len == VERSION1) {
		version1(pk, v, o);
	} else if (v.len >= VERSION2) {
		ob_str(o, " v2");
		query2(pk, v, o);
	} else {
		ob_num(o, " unknown-version (len ", v.len, ") ");
	}
}
