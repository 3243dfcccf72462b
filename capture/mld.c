/* Multicast listener discovery (RFC 2710, 3810). */
#include "nd6.h"

#define QUERY 130
#define REPORT2 143
#define VERSION1 24		/* length of a query of version 1 */
#define VERSION2 28		/* at least */

static const struct word records[] = {
	{ 1, "is_in" }, { 2, "is_ex" }, { 3, "to_in" }, { 4, "to_ex" }, { 5, "allow" },
	{ 6, "block" }, { 0, NULL },
};

static void version1(struct pkt *pk, struct view v, struct obuf *o)
{
	/* the classic text says nothing of what is missing */
	if (!view_has(&v, 0, VERSION1))
		return;
	ob_num(o, "max resp delay: ", be16(view_at(&v, 4, 2)), " addr: ");
	names_ip6(pk, o, view_at(&v, 8, 16));
}

static void sources(struct pkt *pk, struct view *v, size_t at, unsigned n, struct obuf *o)
{
	ob_str(o, " {");
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		const uint8_t *p = view_at(v, at + 16u * i, 16);

		ob_c(o, ' ');
		names_ip6(pk, o, p);
	}
	ob_str(o, " }");
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
		else if (pk->show->v > 1)
			sources(pk, &v, VERSION2, n, o);
		else
			ob_num(o, ", ", n, " source(s)");
	}
	ob_c(o, ']');
}

static void report2(struct pkt *pk, struct view v, struct obuf *o)
{
	unsigned groups;
	size_t at = 8;

	if (v.len < 8) {
		ob_num(o, " [invalid len ", v.len, "]");
		return;
	}
	groups = be16(view_at(&v, 6, 2));
	ob_num(o, ", ", groups, " group record(s)");
	if (!pk->show->v)
		return;
	for (unsigned i = 0; i < groups && pkt_step(pk); i++) {
		const uint8_t *p;
		unsigned n;

		if (v.len < at + 20) {
			ob_str(o, " [invalid number of groups]");
			return;
		}
		p = view_at(&v, at, 20);
		n = be16(p + 2);
		ob_str(o, " [gaddr ");
		names_ip6(pk, o, p + 4);
		ob_c(o, ' ');
		ob_word(o, records, p[0], " [v2-report-#", "]");
		if (v.len < at + 20 + 16u * n) {
			ob_num(o, " [invalid number of sources ", n, "]");
			return;
		}
		if (pk->show->v > 1)
			sources(pk, &v, at + 20, n, o);
		else
			ob_num(o, ", ", n, " source(s)");
		at += 20 + 16u * n;
		ob_c(o, ']');
	}
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
