/* mtr's live screen on ncursesw: its frame, and display mode 0, the table of hops. */
#include "mtr_screen.h"

#include <curses.h>
#include <poll.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "sys/sock.h"
#include "tracepath.h"
#include "wire/icmpext.h"

#define DATE_WIDTH 25
#define APART (100 * NS_MS)		/* between two pictures */
#define NAME_LEAST 12			/* columns of a name that values do not take away */

static const char title[] = " My traceroute  [v0.95]";	/* whose screen it is */

int screen_str(int y, int x, int limit, const char *s)
{
	int n = (int)strlen(s);

	limit = limit < COLS ? limit : COLS;
	n = n < limit - x ? n : limit - x;
	if (n <= 0 || y >= LINES)
		return x;
	mvaddnstr(y, x, s, n);
	return x + n;
}

/* Columns that the character takes; -1: it is none to show. */
static int width_of(const struct trace *t, const char *p, size_t n)
{
	if (n == 1)
		return *p >= ' ' && *p < 0x7f ? 1 : -1;
	return t->screen.utf8 ? wcwidth((wchar_t)utf8_code((const unsigned char *)p, n)) : 1;
}

int screen_put(const struct trace *t, int y, int x, int limit, const struct obuf *text)
{
	const char *end = text->p + text->len;
	size_t n;

	limit = limit < COLS ? limit : COLS;
	if (y >= LINES || x >= limit)
		return x;
	move(y, x);
	for (const char *p = text->p; p < end; p += n) {
		int width;

		n = utf8_len((const unsigned char *)p, (size_t)(end - p));
		n = n ? n : 1;
		width = width_of(t, p, n);
		if (width < 0)
			continue;
		if (width > limit - x)
			break;
		if (n == 1 || !t->screen.utf8)
			addch(n == 1 ? (chtype)(unsigned char)*p : '?');
		else
			addnstr(p, (int)n);
		x += width;
	}
	return x;
}

unsigned screen_first(const struct trace *t)
{
	return t->path.cfg.first + t->screen.skip;
}

int screen_info_width(const struct trace *t)
{
	static const int widths[IPASN_FIELDS] = { 9, 19, 4, 8, 11 };

	return t->mtr.info >= 0 && t->mtr.info < IPASN_FIELDS ? widths[t->mtr.info] : 0;
}

/* The newest probe whose fate is known; NULL: none is kept. */
static const struct hop_probe *newest(const struct hop *h)
{
	for (uint64_t i = h->count; i--;) {
		const struct hop_probe *p = hop_probe(h, i);

		if (!p || hop_settled(p))
			return p;
	}
	return NULL;
}

/* Why nothing goes beyond this hop, as the newest probe has it; NULL: that is not so. */
static const char *obstacle(const struct trace *t, const struct hop_probe *p)
{
	bool v4 = t->host.addr.family == ADDR_V4;

	if (p && p->state == HOP_REFUSED)
		return strerror(p->err);
	if (!p || p->state != HOP_ANSWERED || !p->final || trace_reached(t, p))
		return NULL;
	if (p->type != (v4 ? ICMP4_UNREACHABLE : ICMP6_UNREACHABLE))
		return "rejected";
	if (v4 ? p->code == 9 || p->code == 10 || p->code == 13 :
		 p->code == 1 || p->code == 5 || p->code == 6)
		return "prohibited";
	return "no route to host";
}

/* The line of one address: what -y says of it, and its name. */
static void address(struct trace *t, int y, int limit, const struct addr *a)
{
	struct obuf *text = &t->screen.text;
	int width = screen_info_width(t), x = SCREEN_HOST;

	text->len = 0;
	if (width) {
		/* nothing of a number may be missing */
		mtr_info(t, text, a);
		x = screen_put(t, y, x, limit, text) + 1;
		x = x > SCREEN_HOST + width ? x : SCREEN_HOST + width;
		text->len = 0;
	}
	mtr_host(t, text, a);
	screen_put(t, y, x, limit, text);
}

static void stopped_by(struct trace *t, int y, const char *why)
{
	struct obuf *text = &t->screen.text;

	text->len = 0;
	ob_c(text, '(');
	ob_str(text, why);
	ob_c(text, ')');
	screen_put(t, y, SCREEN_HOST, COLS, text);
}

void screen_host(struct trace *t, int y, int limit, unsigned ttl)
{
	const struct hop *h = &t->path.hops[ttl];
	const struct hop_probe *last = newest(h), *of[HOP_ADDRS];
	const char *why = obstacle(t, last);
	struct obuf *text = &t->screen.text;

	text->len = 0;
	if (ttl < 10)
		ob_c(text, ' ');
	ob_num(text, "", ttl, ". ");
	screen_put(t, y, 0, limit, text);
	if (!last || last->state != HOP_ANSWERED)
		attron(A_BOLD);
	if (h->nfrom)
		address(t, y, limit, &h->from[mtr_answers(h, of)].addr);
	else if (why)
		stopped_by(t, y, why);
	else
		screen_str(y, SCREEN_HOST, COLS, "(waiting for reply)");
	attroff(A_BOLD);
}

/* Its labels (RFC 4950), as the answer had them; returns the row below. */
static int labels(struct trace *t, int y, const struct hop_probe *p)
{
	struct obuf *text = &t->screen.text;
	struct icmpext_object obj;
	struct icmpext_label l;
	struct cur ext;

	if (!t->mtr.mpls || !p)
		return y;
	ext = cur_of(p->ext, p->ext_len);
	while (y < LINES && icmpext_next(&ext, &obj)) {
		if (obj.class != ICMPEXT_MPLS || obj.ctype != 1)
			continue;
		while (y < LINES && icmpext_label_next(&obj.data, &l)) {
			text->len = 0;
			ob_num(text, "[MPLS: Lbl ", l.label, " TC ");
			ob_num(text, "", l.exp, " S ");
			ob_num(text, "", l.bottom, " TTL ");
			ob_num(text, "", l.ttl, "]");
			screen_put(t, y++, SCREEN_HOST, COLS, text);
		}
	}
	return y;
}

/*
 * A value in its column, behind a blank. What is too long loses digits behind the point; where
 * that will not do, thousands are counted.
 */
static void value(struct trace *t, int y, int x, const struct mtr_field *f, const struct hop *h)
{
	struct obuf *text = &t->screen.text;
	size_t room = f->width - 1, whole;
	double v;

	if (!f->value)
		return;
	text->len = 0;
	mtr_value(text, f, h);
	for (whole = 0; whole < text->len && text->p[whole] != '.'; whole++)
		;
	if (whole > room) {
		text->len = 0;
		v = f->value(h) / 1000;
		ob_u(text, v < 1e9 ? (uint64_t)v : (uint64_t)1e9);
		ob_c(text, f->count ? 'k' : 's');	/* thousands of ms are seconds */
		if (text->len > room) {
			text->len = 0;
			ob_c(text, '>');
		}
	}
	text->len = text->len < room ? text->len : room;
	screen_put(t, y, x + (int)(f->width - text->len), COLS, text);
}

/* The columns that fit, from x on. */
static void values(struct trace *t, int y, int x, const struct hop *h)
{
	for (const char *p = t->mtr.fields; *p; p++) {
		const struct mtr_field *f = mtr_field(*p);

		if (x + (int)f->width > COLS)
			break;
		value(t, y, x, f, h);
		x += (int)f->width;
	}
}

static void headings(struct trace *t, int x)
{
	struct obuf *text = &t->screen.text;

	if (t->screen.view == SCREEN_HOPS)
		screen_str(3, x, COLS, "   Packets               Pings");
	screen_str(4, 0, x, " Host");
	text->len = 0;
	for (const char *p = t->mtr.fields; *p; p++) {
		const struct mtr_field *f = mtr_field(*p);

		if (x + (int)(text->len + f->width) > COLS)
			break;
		for (size_t n = strlen(f->title); n < f->width; n++)
			ob_c(text, ' ');
		ob_str(text, f->title);
	}
	screen_put(t, 4, x, COLS, text);
}

/* Where the values begin: as far to the right as all of them fit, but names have some room. */
static int values_at(const struct trace *t)
{
	int width = 0, x;

	for (const char *p = t->mtr.fields; *p; p++)
		width += (int)mtr_field(*p)->width;
	x = COLS - 1 - width;
	return x > SCREEN_HOST + NAME_LEAST ? x : SCREEN_HOST + NAME_LEAST;
}

/* What else is known of a hop that answered; returns the row below. */
static int details(struct trace *t, int y, const struct hop *h)
{
	const struct hop_probe *of[HOP_ADDRS], *last = newest(h);
	unsigned first = mtr_answers(h, of);
	const char *why = obstacle(t, last);

	y = labels(t, y, of[first]);
	if (why) {
		attron(A_BOLD);
		stopped_by(t, y++, why);
		attroff(A_BOLD);
	}
	for (unsigned i = 0; i < h->nfrom && y < LINES; i++) {
		if (i == first)
			continue;
		if (last && last->state != HOP_ANSWERED)
			attron(A_BOLD);
		address(t, y++, COLS, &h->from[i].addr);
		attroff(A_BOLD);
		y = labels(t, y, of[i]);
	}
	return y;
}

static void notes(struct trace *t, int y)
{
	struct obuf *text = &t->screen.text;
	size_t end;

	if (!t->mtr.notes)
		return;
	text->len = 0;
	mtr_notes(t, text, "");
	for (size_t at = 0; at < text->len; at = end + 1) {
		struct obuf line = { .p = text->p + at };

		for (end = at; end < text->len && text->p[end] != '\n'; end++)
			;
		line.len = end - at;
		screen_put(t, y++, 0, COLS, &line);
	}
}

static void table(struct trace *t)
{
	int x = values_at(t), y = SCREEN_TOP;
	int limit = x < COLS ? x : COLS;

	attron(A_BOLD);
	headings(t, x);
	attroff(A_BOLD);
	for (unsigned ttl = screen_first(t); ttl <= mtr_last(t) && y < LINES; ttl++) {
		const struct hop *h = &t->path.hops[ttl];

		screen_host(t, y++, limit, ttl);
		if (!h->nfrom)
			continue;
		values(t, y - 1, x, h);
		y = details(t, y, h);
	}
	notes(t, y + 1);
}

/* Who traces to whom, and the date where there is room for it. */
static void ends(struct trace *t)
{
	struct obuf *text = &t->screen.text;
	struct utsname host;
	char number[SOCK_STR], date[40];
	time_t now = (time_t)(clock_wall() / NS_S);
	struct tm tm;
	int x;

	text->len = 0;
	if (uname(&host) == 0)
		ob_esc(text, host.nodename, strlen(host.nodename));
	ob_str(text, " (");
	ob_str(text, sock_str(&t->source, number));
	ob_str(text, ") -> ");
	ob_esc(text, t->target, strlen(t->target));
	ob_str(text, " (");
	ob_str(text, sock_str(&t->host.addr, number));
	ob_c(text, ')');
	x = screen_put(t, 1, 0, COLS, text);
	if (x < COLS - DATE_WIDTH && localtime_r(&now, &tm) &&
	    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S%z", &tm))
		screen_str(1, COLS - DATE_WIDTH, COLS, date);
}

/* Does the terminal take anything? One that is stopped would stop us. */
static bool takes(void)
{
	struct pollfd p = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&p, 1, 0) > 0 && p.revents & POLLOUT;
}

void screen_draw(struct trace *t, ns_t now)
{
	struct screen *s = &t->screen;
	int x = (COLS - (int)sizeof(title)) / 2;

	if (!s->terminal || !takes())
		return;
	s->due = now + APART;
	s->stale = false;
	erase();
	attron(A_BOLD);
	screen_str(0, x > 0 ? x : 0, COLS, title);
	attroff(A_BOLD);
	ends(t);
	if (s->view == SCREEN_HELP) {
		screen_help();
	} else if (screen_asks_fields(t)) {
		screen_fields(t);
	} else {
		if (t->mtr.display)
			screen_chart(t);
		else
			table(t);
		screen_keys(t);
	}
	if (s->dirty)
		clearok(curscr, TRUE);
	s->dirty = false;
	refresh();
}

ns_t screen_step(struct trace *t, ns_t now)
{
	struct screen *s = &t->screen;

	if (!s->terminal)
		return NS_NEVER;
	if (now < s->due)
		return s->stale ? s->due : s->due - APART + NS_S;
	if (s->stale || now >= s->due - APART + NS_S)
		screen_draw(t, now);
	/* where nothing was drawn, since nothing is taken, later */
	if (s->due <= now)
		s->due = now + APART;
	return s->stale ? s->due : s->due - APART + NS_S;
}

static void on_event(void *arg, const struct event *ev)
{
	struct trace *t = arg;

	(void)ev;
	t->screen.stale = true;
}

const struct trace_renderer mtr_screen = { .event = on_event, .finish = screen_close };
