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
	p = view_at(&v, 0, 8);
	delay = be16(p + 4);
	if (delay >= 32768)
		delay = ((delay & 0xfff) | 0x1000) << ((delay >> 12 & 7) + 3);
	if (pk->show->v)
		ob_num(o, " [max resp delay=", delay, "]");
	ob_str(o, " [gaddr ");
	names_ip6(pk, o, view_at(&v, 8, 16));
	p = view_at(&v, 0, VERSION2);
	if (pk->show->v) {
		if (p[24] & 8)
			ob_str(o, " sflag");
		if (p[24] & 7)
			ob_num(o, " robustness=", p[24] & 7, "");
		qqi = p[25] < 128 ? p[25] : ((p[25] & 15u) | 16u) << ((p[25] >> 4 & 7) + 3);
		ob_num(o, " qqi=", qqi, "");
	}
	n = be16(p + 26);
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
