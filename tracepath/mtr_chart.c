/* mtr's live screen, display modes 1 and 2: a character for each of a hop's newest probes. */
#include <curses.h>
#include <string.h>

#include "mtr_screen.h"
#include "tracepath.h"

#define CHART 29			/* the column where it begins */
#define STEPS 8				/* the last has no bound */

struct chart {
	ns_t low, high;			/* round trips in it; high is -1 without any */
	ns_t bound[STEPS - 1];
	int x, width;
};

struct step {
	char mark;
	short colour;			/* 0: the terminal's own */
	bool bold;
};

static const struct step steps[STEPS] = {
	{ '.', 0, false },
	{ '1', COLOR_GREEN, false },
	{ '2', COLOR_GREEN, true },
	{ '3', COLOR_YELLOW, true },
	{ 'a', COLOR_MAGENTA, true },
	{ 'b', COLOR_MAGENTA, false },
	{ 'c', COLOR_RED, false },
	{ '>', COLOR_RED, true },
};

static void mark(char c, short colour, bool bold)
{
	addch((chtype)(unsigned char)c | (bold ? A_BOLD : 0) |
	      (colour && has_colors() ? (chtype)COLOR_PAIR(colour) : 0));
}

/* The oldest probe of the hop that has a column. */
static uint64_t oldest(const struct chart *c, const struct hop *h)
{
	uint64_t width = (uint64_t)c->width;

	width = width < h->keep ? width : h->keep;
	return h->count > width ? h->count - width : 0;
}

static void measure(struct chart *c, const struct hop *h)
{
	for (uint64_t i = oldest(c, h); i < h->count; i++) {
		const struct hop_probe *p = hop_probe(h, i);

		if (!p || p->state != HOP_ANSWERED)
			continue;
		if (c->high < 0 || p->rtt < c->low)
			c->low = p->rtt;
		if (p->rtt > c->high)
			c->high = p->rtt;
	}
}

/* Steps grow with the square of their number: small round trips are told apart more finely. */
static void scale(struct chart *c)
{
	for (int i = 0; i < STEPS - 1; i++)
		c->bound[i] = c->low + (c->high - c->low) / (STEPS * STEPS) * (i + 1) * (i + 1);
}

static int step_of(const struct chart *c, ns_t rtt)
{
	int i = 0;

	while (i < STEPS - 1 && rtt > c->bound[i])
		i++;
	return i;
}

/* The newest probe is in the last column; those under way leave theirs empty. */
static void row(const struct chart *c, int y, const struct hop *h, bool latency)
{
	uint64_t from = oldest(c, h);
	int x = c->x + c->width - (int)(h->count - from);

	for (uint64_t i = from; i < h->count; i++, x++) {
		const struct hop_probe *p = hop_probe(h, i);
		int step;

		if (!p || !hop_settled(p))
			continue;
		move(y, x);
		if (p->state != HOP_ANSWERED) {
			mark('?', COLOR_RED, true);
			continue;
		}
		step = step_of(c, p->rtt);
		if (latency)
			mark(steps[step].mark, steps[step].colour, steps[step].bold);
		else
			mark(step == STEPS - 1 ? '>' : '.', 0, false);
	}
}

static void legend(struct trace *t, const struct chart *c, int y)
{
	struct obuf *text = &t->screen.text;
	int x;

	attron(A_BOLD);
	x = screen_str(y, 0, COLS, "Scale:");
	attroff(A_BOLD);
	for (int i = 0; i < STEPS && c->high >= 0 && x + 3 <= COLS && y < LINES; i++) {
		move(y, x + 2);
		mark(steps[i].mark, steps[i].colour, steps[i].bold);
		x += 3;
		if (i == STEPS - 1)
			break;
		text->len = 0;
		ob_num(text, ":", (uint64_t)(c->bound[i] / NS_MS), " ms");
		x = screen_put(t, y, x, COLS, text);
	}
}

void screen_chart(struct trace *t)
{
	/* the letters "AS" stand in what are two blanks elsewhere */
	int info = t->mtr.info ? screen_info_width(t) : screen_info_width(t) - 2;
	struct chart c = { .high = -1, .x = CHART + info };
	unsigned first = screen_first(t), last = mtr_last(t), ttl;
	int y = SCREEN_TOP;

	c.width = COLS - 1 - c.x;
	c.width = c.width < MTR_KEEP ? c.width : MTR_KEEP;
	if (c.width > 0) {
		t->screen.text.len = 0;
		ob_str(&t->screen.text, "Last ");
		for (int most = 100; c.width < most && most > 1; most /= 10)
			ob_c(&t->screen.text, ' ');
		ob_num(&t->screen.text, "", (uint64_t)c.width, " pings");
		screen_put(t, 4, c.x, COLS, &t->screen.text);
	}
	for (ttl = first; ttl <= last && c.width > 0; ttl++)
		measure(&c, &t->path.hops[ttl]);
	scale(&c);
	for (ttl = first; ttl <= last && y < LINES - 1; ttl++, y++) {
		screen_host(t, y, c.x - 1 < COLS ? c.x - 1 : COLS, ttl);
		if (c.width > 0)
			row(&c, y, &t->path.hops[ttl], t->mtr.display == 2);
	}
	legend(t, &c, y + 1 < LINES ? y + 1 : y);
}
