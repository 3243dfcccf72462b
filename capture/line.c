/* The line of a packet: number, time stamp, what the printers say, its data. */
#include "line.h"

#include <limits.h>
#include <time.h>

#include "hex.h"

#define QUARTER 900		/* no zone changes its clock within a quarter of an hour */
#define LENGTH_MAX 262144
#define DATE 11			/* "2026-11-22 " */
#define CLOCK 8			/* "21:39:22" */
#define TIME_TEXT (DATE + CLOCK + 2 + PEN_U)

/* The clock's text of the day, from the last one where that is near. */
static void second_text(struct line_second *s, uint32_t sec)
{
	int64_t quarter = sec / QUARTER;
	unsigned day;

	if (s->known && s->sec == sec)
		return;
	if (!s->known || s->quarter != quarter) {
		time_t start = quarter * QUARTER;
		struct tm tm;

		localtime_r(&start, &tm);
		strftime(s->text, sizeof(s->text), "%Y-%m-%d %H:%M:%S", &tm);
		s->quarter = quarter;
		s->quarter_second = (uint32_t)(tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec);
	}
	s->known = true;
	s->sec = sec;
	day = s->quarter_second + sec % QUARTER;
	/* where an offset has odd seconds, the quarter may end before the hour does */
	day %= 86400;
	pen_two(s->text + DATE, day / 3600);
	pen_two(s->text + DATE + 3, day / 60 % 60);
	pen_two(s->text + DATE + 6, day % 60);
}

/* The fraction of a second and a blank; a file may hold more than there are in one. */
static char *frac_text(char *to, const struct line *l, uint32_t frac)
{
	to = pen_c(to, '.');
	if (frac < (l->nano ? 1000000000 : 1000000)) {
		if (l->nano)
			to = pen_three(to, frac / 1000000);
		to = pen_three(to, frac / 1000 % 1000);
		to = pen_three(to, frac % 1000);
	} else {
		to = pen_u(to, frac);
	}
	return pen_c(to, ' ');
}

/* The time that passed since another packet's; one that stands still counts from the first on. */
static void delta_text(struct line *l, const struct frame *f, struct obuf *o)
{
	int64_t unit = l->nano ? 1000000000 : 1000000;
	int64_t from = (int64_t)l->base.sec * unit + l->base.frac;
	int64_t to = (int64_t)f->sec * unit + f->frac, d;

	if (!l->base.set)
		from = to;
	d = to - from;
	ob_c(o, d < 0 ? '-' : ' ');
	if (d < 0)
		d = -d;
	ob_dec(o, (uint64_t)(d / unit / 3600), 2);
	ob_c(o, ':');
	ob_dec(o, (uint64_t)(d / unit / 60 % 60), 2);
	ob_c(o, ':');
	ob_dec(o, (uint64_t)(d / unit % 60), 2);
	ob_upto(o, frac_text(ob_room(o, TIME_TEXT), l, (uint32_t)(d % unit)));
	if (!l->base.set || l->cfg.time == TIME_BEFORE) {
		l->base.sec = f->sec;
		l->base.frac = f->frac;
		l->base.set = true;
	}
}

static void time_text(struct line *l, const struct frame *f, struct obuf *o)
{
	char *to = ob_room(o, TIME_TEXT);

	switch (l->cfg.time) {
	case TIME_NONE:
		return;
	case TIME_BEFORE:
	case TIME_FIRST:
		delta_text(l, f, o);
		return;
	default:
		break;
	}
	if (f->sec > INT32_MAX) {
		ob_str(o, "[Error converting time] ");
		return;
	}
	if (l->cfg.time == TIME_EPOCH) {
		to = pen_u(to, f->sec);
	} else {
		second_text(&l->second, f->sec);
		if (l->cfg.time == TIME_DATE)
			to = pen_mem(to, l->second.text, DATE);
		to = pen_mem(to, l->second.text + DATE, CLOCK);
	}
	ob_upto(o, frac_text(to, l, f->frac));
}

/* What no printer should see. True: it was said. */
static bool invalid(const struct frame *f, struct obuf *o)
{
	if (f->caplen && f->len >= f->caplen && f->len <= LENGTH_MAX)
		return false;
	ob_str(o, "[Invalid header: ");
	if (!f->caplen && !f->len)
		ob_str(o, "caplen==0, len==0");
	else if (!f->caplen)
		ob_str(o, "caplen==0");
	else if (!f->len)
		ob_str(o, "len==0");
	else if (f->len < f->caplen) {
		ob_num(o, "len(", f->len, ") < caplen(");
		ob_num(o, "", f->caplen, ")");
	} else {
		ob_num(o, "len(", f->len, ") > ");
		ob_u(o, LENGTH_MAX);
	}
	ob_str(o, "]\n");
	return true;
}

static void dump(const struct line *l, const struct pkt *pk, struct obuf *o)
{
	enum line_dump kind = l->cfg.dump;
	bool whole = kind == DUMP_HEX_LINK || kind == DUMP_ASCII_LINK || kind == DUMP_BOTH_LINK;
	size_t skip = whole || pk->link_len > pk->caplen ? 0 : pk->link_len;
	const uint8_t *p = pk->data + skip;
	size_t n = pk->caplen - skip;

	if (!n)
		return;
	if (kind == DUMP_ASCII || kind == DUMP_ASCII_LINK)
		hex_characters(o, p, n);
	else
		hex_dump(o, "\n\t", p, n, kind == DUMP_BOTH || kind == DUMP_BOTH_LINK);
}

void line_print(struct line *l, struct pkt *pk, const struct frame *f, struct obuf *o)
{
	struct frame coarse;

	l->count++;
	if (l->cfg.number) {
		for (uint64_t v = 10000; v > l->count && v > 1; v /= 10)
			ob_c(o, ' ');
		ob_num(o, "", l->count, "  ");
	}
	if (l->cfg.lengths) {
		ob_num(o, "caplen ", f->caplen, ", len ");
		ob_num(o, "", f->len, ", ");
	}
	if (invalid(f, o))
		return;
	if (l->coarser) {
		coarse = *f;
		coarse.frac /= 1000;
		f = &coarse;
	}
	time_text(l, f, o);
	pk->data = f->data;
	pk->caplen = f->caplen;
	pk->len = f->len;
	pk->sec = f->sec;
	pk->nsec = f->frac;
	if (!pkt_print(pk, o)) {
		pk->link_len = 0;
		ob_str(o, "UNSUPPORTED");
		if (l->cfg.dump == DUMP_NONE)
			hex_dump(o, "\n\t", pk->data, pk->caplen, true);
	}
	if (l->cfg.dump != DUMP_NONE)
		dump(l, pk, o);
	ob_c(o, '\n');
}
