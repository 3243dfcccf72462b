/* mtr's reports: as text, narrow or wide, and what all outputs say alike. */
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "sys/sock.h"
#include "tracepath.h"
#include "wire/icmpext.h"

#define NAME_WIDTH 25		/* of -r: what is longer is cut */
#define INDENT 8		/* of what stands below a hop's first line */

unsigned mtr_last(const struct trace *t)
{
	const struct path *p = &t->path;
	unsigned limit = path_limit(p), last = p->farthest < limit ? p->farthest : limit;

	if (p->end && p->end <= limit)
		return p->end;
	while (last >= p->cfg.first && !p->hops[last].nfrom)
		last--;
	if (last < p->cfg.first)
		return 0;
	return last < p->cfg.max ? last + 1 : p->cfg.max;
}

void mtr_host(struct trace *t, struct obuf *o, const struct addr *a)
{
	char number[SOCK_STR];

	if (!a->family) {
		ob_str(o, "???");
		return;
	}
	trace_name(t, o, a);
	if (!t->mtr.show_ips || !resolve_name(&t->names, a))
		return;
	ob_str(o, " (");
	ob_str(o, sock_str(a, number));
	ob_c(o, ')');
}

/* Text in a column: padded to its width, or cut to it where `cut` says so. */
static void column(struct obuf *o, const struct obuf *text, size_t width, bool cut)
{
	size_t n = cut && text->len > width ? width : text->len;

	ob_mem(o, text->p, n);
	for (; n < width; n++)
		ob_c(o, ' ');
}

/* The columns of -y, each with the blank behind it. */
static const size_t info_width[IPASN_FIELDS] = { 9, 19, 4, 8, 11 };

/* The name, behind what -y tells; in a column of that width, or 0: as long as it is. */
static void host_column(struct trace *t, const struct addr *a, size_t width)
{
	struct obuf text;

	ob_open(&text, -1);
	if (t->mtr.info != MTR_NO_INFO) {
		mtr_info(t, &text, a);
		while (text.len + 1 < info_width[t->mtr.info])
			ob_c(&text, ' ');
		ob_c(&text, ' ');
	}
	mtr_host(t, &text, a);
	column(&t->out, &text, width, width && !t->mtr.wide);
	ob_close(&text);
}

/*
 * Right-aligned; a value that is too long loses its end, but in the last column. It keeps what
 * stands before the point: it would be another number.
 */
static void value_column(struct obuf *o, const struct mtr_field *f, const struct hop *h, bool last)
{
	struct obuf text;
	size_t room = f->width - 1, whole = 0;

	ob_open(&text, -1);
	mtr_value(&text, f, h);
	while (whole < text.len && text.p[whole] != '.')
		whole++;
	room = whole > room ? whole : room;
	/* a blank is kept between two columns */
	ob_c(o, ' ');
	for (size_t n = text.len + 1; n < f->width; n++)
		ob_c(o, ' ');
	ob_mem(o, text.p, last || text.len < room ? text.len : room);
	ob_close(&text);
}

/* This host's name counts, too. */
static size_t longest_name(struct trace *t)
{
	struct utsname host;
	size_t longest = uname(&host) == 0 ? strlen(host.nodename) : 0;

	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++) {
		struct addr a = mtr_address(&t->path.hops[ttl]);
		struct obuf text;

		ob_open(&text, -1);
		mtr_host(t, &text, &a);
		if (text.len > longest)
			longest = text.len;
		ob_close(&text);
	}
	return longest;
}

static void header(struct trace *t, size_t width)
{
	struct obuf *o = &t->out, text;
	struct utsname host;

	ob_open(&text, -1);
	ob_str(&text, "HOST: ");
	if (uname(&host) == 0)
		ob_esc(&text, host.nodename, strlen(host.nodename));
	/* of wide ones it begins too far left, as parsers of columns know it */
	if (t->mtr.wide && t->mtr.info == MTR_NO_INFO)
		width -= 2;
	column(o, &text, width, !t->mtr.wide);
	ob_close(&text);
	for (const char *p = t->mtr.fields; *p; p++) {
		const struct mtr_field *f = mtr_field(*p);

		for (size_t n = strlen(f->title); n < f->width; n++)
			ob_c(o, ' ');
		ob_str(o, f->title);
	}
	ob_c(o, '\n');
}

/* Of one address, as its newest answer has them. */
static void labels(struct obuf *o, const struct hop_probe *p)
{
	struct icmpext_object obj;
	struct icmpext_label l;
	struct cur ext;

	if (!p)
		return;
	ext = cur_of(p->ext, p->ext_len);
	while (icmpext_next(&ext, &obj)) {
		if (obj.class != ICMPEXT_MPLS || obj.ctype != 1)
			continue;
		while (icmpext_label_next(&obj.data, &l)) {
			ob_num(o, "       [MPLS: Lbl ", l.label, " TC ");
			ob_num(o, "", l.exp, " S ");
			ob_num(o, "", l.bottom, " TTL ");
			ob_num(o, "", l.ttl, "]\n");
		}
	}
}

static void blanks(struct obuf *o, unsigned n)
{
	while (n--)
		ob_c(o, ' ');
}

/* The addresses beside the one in the hop's row. */
static void others(struct trace *t, const struct hop *h, const struct hop_probe *of[],
		   unsigned first, size_t width)
{
	bool plain = t->mtr.info == MTR_NO_INFO;

	for (unsigned i = 0; i < h->nfrom; i++) {
		if (i == first)
			continue;
		blanks(&t->out, plain ? INDENT : INDENT - 3);
		host_column(t, &h->from[i].addr,
			    !plain	  ? 0 :
			    t->mtr.wide ? width - INDENT :
					  INDENT + NAME_WIDTH);
		ob_c(&t->out, '\n');
		if (t->mtr.mpls)
			labels(&t->out, of[i]);
	}
}

static void hop_rows(struct trace *t, unsigned ttl, size_t width)
{
	const struct hop *h = &t->path.hops[ttl];
	const struct hop_probe *of[HOP_ADDRS];
	unsigned first = mtr_answers(h, of);
	struct addr none = { 0 };
	bool plain = t->mtr.info == MTR_NO_INFO;
	struct obuf *o = &t->out;

	blanks(o, ttl < 10 ? 2 : ttl < 100);
	ob_num(o, "", ttl, plain ? ".|-- " : ". ");
	host_column(t, h->nfrom ? &h->from[first].addr : &none, width - (plain ? INDENT : 5));
	for (const char *p = t->mtr.fields; *p; p++)
		value_column(o, mtr_field(*p), h, !p[1]);
	ob_c(o, '\n');
	if (t->mtr.mpls && h->nfrom)
		labels(o, of[first]);
	others(t, h, of, first, width);
}

static void report_start(struct trace *t)
{
	char text[64];
	time_t now = (time_t)(clock_wall() / NS_S);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(text, sizeof(text), "Start: %Y-%m-%dT%H:%M:%S%z\n", &tm);
	ob_str(&t->out, text);
}

/* Without a column, names of -r have the room of those that there are always. */
static void report_finish(struct trace *t)
{
	bool plain = t->mtr.info == MTR_NO_INFO, bare = !t->mtr.wide && !t->mtr.fields[0];
	size_t width = INDENT + (t->mtr.wide ? longest_name(t) : NAME_WIDTH);

	if (t->mtr.wide && !plain)
		width = 6 + info_width[t->mtr.info] + longest_name(t);
	header(t, bare ? width + 6 : width);
	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++)
		hop_rows(t, ttl, bare ? width + INDENT : width);
	if (t->mtr.notes)
		mtr_notes(t, &t->out, "");
}

#define CHANCE 0.05		/* what may be luck is not said */

static double share_lost(const struct hop *h)
{
	return mtr_field('L')->value(h) / 100;
}

/* How likely so many probes all arrive over a path that loses that share. */
static double luck(double share, uint64_t probes)
{
	double all = 1;

	for (; probes && all >= CHANCE; probes--)
		all *= 1 - share;
	return all;
}

/* Loss on the way that does not reach the end is not the path's: packets went on from there. */
void mtr_notes(struct trace *t, struct obuf *o, const char *indent)
{
	unsigned end = t->path.end;
	uint64_t arrived;

	if (!end || share_lost(&t->path.hops[end]) > 0)
		return;
	arrived = t->path.hops[end].stats.received;
	for (unsigned ttl = t->path.cfg.first; ttl < end; ttl++) {
		const struct hop *h = &t->path.hops[ttl];

		if (!h->stats.received || luck(share_lost(h), arrived) >= CHANCE)
			continue;
		ob_str(o, indent);
		ob_num(o, "loss at hop ", ttl,
		       " only, none at the end: that router limits its ICMP\n");
	}
}

const struct trace_renderer mtr_report = { .start = report_start, .finish = report_finish };
