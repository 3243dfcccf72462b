/* Reports of who listens to which multicast groups, and to whom in them. */
#include "proto/membership.h"

#define HEADER 8
#define RECORD 4		/* before the group's address */

static const struct word records[] = {
	{ 1, "is_in" }, { 2, "is_ex" }, { 3, "to_in" }, { 4, "to_ex" }, { 5, "allow" },
	{ 6, "block" }, { 0, NULL },
};

void membership_sources(struct pkt *pk, struct view *v, size_t at, unsigned n,
			const struct membership *m, struct obuf *o)
{
	if (pk->show->v < 2) {
		ob_num(o, ", ", n, " source(s)");
		return;
	}
	ob_str(o, " {");
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		const uint8_t *p = view_at(v, at + m->size * i, m->size);

		ob_c(o, ' ');
		m->name(pk, o, p);
	}
	ob_str(o, " }");
}

void membership_report(struct pkt *pk, struct view v, const struct membership *m, struct obuf *o)
{
	const size_t record = RECORD + m->size;
	unsigned groups = be16(view_at(&v, 6, 2));
	size_t at = HEADER;

	ob_num(o, ", ", groups, " group record(s)");
	for (unsigned i = 0; pk->show->v && i < groups && pkt_step(pk); i++) {
		const uint8_t *p;
		unsigned n;

		if (v.len < at + record) {
			ob_str(o, " [invalid number of groups]");
			return;
		}
		p = view_at(&v, at, record);
		n = be16(p + 2);
		ob_str(o, " [gaddr ");
		m->name(pk, o, p + RECORD);
		ob_c(o, ' ');
		ob_word(o, records, p[0], m->other, "]");
		at += record;
		if (v.len < at + m->size * n) {
			ob_num(o, " [invalid number of sources ", n, "]");
			return;
		}
		membership_sources(pk, &v, at, n, m, o);
		ob_c(o, ']');
		at += m->size * n;
	}
}
