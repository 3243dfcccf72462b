/* mtr's live screen: its keys, what they ask for, and what they change. */
#include <curses.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "mtr_screen.h"
#include "tracepath.h"

#define SCROLL 5		/* hops that + and - go by */
#define CONTROL(letter) ((letter)&0x1f)
#define ESCAPE 0x1b
#define DELETE 0x7f
#define ROW 2			/* of the keys */

#define SIZE_LEAST 28
#define FILL_RANDOM 256
#define INTERVAL_MOST (86400 * NS_S)

struct screen_question {
	char key;
	const char *label, *hint;
	void (*show)(const struct trace *t, struct obuf *o);
	/* Takes the answer; one that is no answer changes nothing. */
	void (*take)(struct trace *t, const char *typed);
};

static void show_interval(const struct trace *t, struct obuf *o)
{
	ns_t ms = t->mtr.interval / NS_MS;
	unsigned digits = 3;

	while (digits && ms % 10 == 0) {
		ms /= 10;
		digits--;
	}
	ob_fix(o, (uint64_t)ms, digits);
}

/* Who may not trace faster by the command line may not here. */
static void take_interval(struct trace *t, const char *typed)
{
	ns_t interval;

	if (num_seconds(typed, getuid() ? NS_S : NS_MS, INTERVAL_MOST, &interval) != NUM_OK)
		return;
	t->mtr.interval = interval;
	t->screen.changed |= SCREEN_PACE;
}

static void show_size(const struct trace *t, struct obuf *o)
{
	ob_i(o, t->mtr.size);
}

static void take_size(struct trace *t, const char *typed)
{
	int64_t size;

	if (num_any(typed, -MTR_SIZE_MOST, MTR_SIZE_MOST, &size) != NUM_OK)
		return;
	if (size > -SIZE_LEAST && size < SIZE_LEAST)
		return;
	t->mtr.size = size;
	t->screen.changed |= SCREEN_PACKET;
}

static void show_fill(const struct trace *t, struct obuf *o)
{
	ob_i(o, t->mtr.fill < FILL_RANDOM ? t->mtr.fill : -1);
}

static void take_fill(struct trace *t, const char *typed)
{
	int64_t fill;

	if (num_any(typed, INT32_MIN, UINT8_MAX, &fill) != NUM_OK)
		return;
	t->mtr.fill = fill < 0 ? FILL_RANDOM : fill;
	t->screen.changed |= SCREEN_PACKET;
}

static void show_tos(const struct trace *t, struct obuf *o)
{
	ob_i(o, t->cfg.tos < 0 ? 0 : t->cfg.tos);
}

static void take_tos(struct trace *t, const char *typed)
{
	if (num_any(typed, 0, UINT8_MAX, &t->cfg.tos) == NUM_OK)
		t->screen.changed |= SCREEN_PACKET;
}

static void show_first(const struct trace *t, struct obuf *o)
{
	ob_i(o, t->cfg.first);
}

static void take_first(struct trace *t, const char *typed)
{
	if (num_int(typed, 1, t->cfg.max, &t->cfg.first) == NUM_OK)
		t->screen.changed |= SCREEN_RANGE;
}

static void show_max(const struct trace *t, struct obuf *o)
{
	ob_i(o, t->cfg.max);
}

static void take_max(struct trace *t, const char *typed)
{
	if (num_int(typed, t->cfg.first, UINT8_MAX, &t->cfg.max) == NUM_OK)
		t->screen.changed |= SCREEN_RANGE;
}

static void show_fields(const struct trace *t, struct obuf *o)
{
	ob_str(o, t->mtr.fields);
}

static void take_fields(struct trace *t, const char *typed)
{
	strcpy(t->mtr.fields, typed);
}

static const struct screen_question questions[] = {
	{ 'o', "Fields: ", "", show_fields, take_fields },
	{ 'i', "Interval : ", "", show_interval, take_interval },
	{ 's', "Change Packet Size: ", "28 to 4470 bytes; below 0: random up to that",
	  show_size, take_size },
	{ 'b', "Ping Bit Pattern: ", "0 (0x00) to 255 (0xff); below 0: random",
	  show_fill, take_fill },
	{ 'Q', "Type of Service(tos): ",
	  "0 to 255; cost 0x02, reliability 0x04, throughput 0x08, low delay 0x10",
	  show_tos, take_tos },
	{ 'f', "First TTL: ", "", show_first, take_first },
	{ 'm', "Max TTL: ", "", show_max, take_max },
};

static const struct screen_question *question_of(char key)
{
	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++)
		if (questions[i].key == key)
			return &questions[i];
	return NULL;
}

bool screen_asks_fields(const struct trace *t)
{
	return t->screen.view == SCREEN_ASKS && t->screen.question->take == take_fields;
}

/* Until something is typed, what holds now. */
static void ask(struct trace *t)
{
	const struct screen_question *q = t->screen.question;
	struct obuf *text = &t->screen.text;
	int x = screen_str(ROW, 0, COLS, q->label), end;

	text->len = 0;
	if (t->screen.ntyped)
		ob_mem(text, t->screen.typed, t->screen.ntyped);
	else
		q->show(t, text);
	end = screen_put(t, ROW, x, COLS, text);
	screen_str(ROW + 1, 0, COLS, q->hint);
	x = t->screen.ntyped ? end : x;
	move(ROW, x < COLS ? x : COLS - 1);
}

void screen_keys(struct trace *t)
{
	static const char *const words[] = {
		"Help   ", "Display mode   ", "Restart statistics   ", "Order of fields   ", "quit",
	};
	int x;

	if (t->screen.view == SCREEN_ASKS) {
		ask(t);
		return;
	}
	x = screen_str(ROW, 0, COLS, "Keys:  ");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		int at = x;

		x = screen_str(ROW, x, COLS, words[i]);
		if (x > at)
			mvchgat(ROW, at, 1, A_BOLD, 0, NULL);
	}
	attron(A_BOLD);
	if (t->mtr.paused)
		screen_str(ROW, x + 1, COLS, "paused");
	if (t->screen.says.len)
		screen_put(t, ROW + 1, 0, COLS, &t->screen.says);
	attroff(A_BOLD);
	move(ROW, 0);
}

void screen_help(void)
{
	static const char *const lines[] = {
		"Command:",
		"  ?|h     this help",
		"  p       pause; space goes on",
		"  d       next display mode: values, marks, marks by round trip",
		"  e       labels of MPLS, or none",
		"  n       names, or addresses only",
		"  r       begin the statistics anew",
		"  o str   columns and their order",
		"  j       jitter (" MTR_JITTER "), or round trips (" MTR_DEFAULT ")",
		"  i <n>   seconds from one round to the next",
		"  f <n>   first time to live",
		"  m <n>   last time to live",
		"  s <n>   bytes of a packet; below 0: random up to that",
		"  b <c>   byte that packets are filled with; below 0: random",
		"  Q <t>   type of service",
		"  u       UDP, or ICMP again",
		"  t       TCP, or ICMP again",
		"  y       next information about addresses, or none",
		"  z       AS numbers, or none",
		"  + -     scroll",
		"  q       end",
		" any other key goes back",
	};

	for (int i = 0; i < (int)(sizeof(lines) / sizeof(*lines)); i++)
		screen_str(ROW + i, 0, COLS, lines[i]);
	move(ROW, 0);
}

struct letter {
	const char *letter, *what;
};

void screen_fields(struct trace *t)
{
	static const struct letter lines[] = {
		{ "<sp>", "Space between fields" }, { "L", "Loss Ratio" },
		{ "D", "Dropped Packets" }, { "R", "Received Packets" },
		{ "S", "Sent Packets" }, { "N", "Newest RTT(ms)" },
		{ "B", "Min/Best RTT(ms)" }, { "A", "Average RTT(ms)" },
		{ "W", "Max/Worst RTT(ms)" }, { "V", "Standard Deviation" },
		{ "G", "Geometric Mean" }, { "J", "Current Jitter" },
		{ "M", "Jitter Mean/Avg." }, { "X", "Worst Jitter" },
		{ "I", "Interarrival Jitter" },
	};

	for (int i = 0; i < (int)(sizeof(lines) / sizeof(*lines)); i++) {
		int y = ROW + 2 + i, x = screen_str(y, 2, COLS, lines[i].letter);

		x = screen_str(y, x, COLS, ": ");
		screen_str(y, x, COLS, lines[i].what);
	}
	ask(t);
}

static void begin_asking(struct trace *t, char key)
{
	t->screen.question = question_of(key);
	t->screen.view = SCREEN_ASKS;
	t->screen.typed[0] = '\0';
	t->screen.ntyped = 0;
}

static void answer(struct trace *t, char c)
{
	struct screen *s = &t->screen;

	if (c == '\r' || c == '\n') {
		s->view = SCREEN_HOPS;
		if (s->ntyped)
			s->question->take(t, s->typed);
		return;
	}
	if ((c == '\b' || c == DELETE) && s->ntyped) {
		s->typed[--s->ntyped] = '\0';
		return;
	}
	if (screen_asks_fields(t)) {
		c = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c == '_' ? ' ' : c);
		if (!mtr_field(c))
			return;
	}
	if (c < ' ' || c >= DELETE || s->ntyped == MTR_FIELDS)
		return;
	s->typed[s->ntyped++] = c;
	s->typed[s->ntyped] = '\0';
}

static void quit(struct trace *t)
{
	t->screen.quit = true;
	loop_stop(&t->loop);
}

static void pause_or_go_on(struct trace *t, bool paused)
{
	if (t->mtr.paused == paused)
		return;
	t->mtr.paused = paused;
	t->screen.changed |= SCREEN_PACE;
}

/* A key that is pressed once more goes back. */
static void choose(struct trace *t, const struct trace_method *m)
{
	const struct trace_method *wanted = m == t->cfg.method ? &method_icmp : m;
	struct obuf *says = &t->screen.says;
	const char *what;

	if (mtr_ways_take(t, wanted, &what)) {
		t->screen.changed |= SCREEN_METHOD;
		return;
	}
	ob_str(says, what);
	ob_str(says, ": ");
	ob_str(says, strerror(errno));
}

static void scroll_by(struct trace *t, int hops)
{
	int last = (int)mtr_last(t) - (int)t->path.cfg.first;
	int skip = (int)t->screen.skip + hops;

	skip = skip < last ? skip : last;
	t->screen.skip = skip > 0 ? (unsigned)skip : 0;
}

/* What only changes how the picture looks. False: the key is no such. */
static bool view_key(struct trace *t, char c)
{
	struct mtr_cfg *m = &t->mtr;

	switch (c) {
	case 'h':
	case '?':
		t->screen.view = SCREEN_HELP;
		return true;
	case 'd':
		m->display = (m->display + 1) % 3;
		return true;
	case 'e':
		m->mpls = !m->mpls;
		return true;
	case 'n':
		t->names.off = !t->names.off;
		return true;
	case 'j':
		strcpy(m->fields, strchr(m->fields, 'N') ? MTR_JITTER : MTR_DEFAULT);
		return true;
	case 'y':
		m->info = m->info + 1 < IPASN_FIELDS ? m->info + 1 : MTR_NO_INFO;
		return true;
	case 'z':
		m->info = m->info == IPASN_NUMBER ? MTR_NO_INFO : IPASN_NUMBER;
		return true;
	case '+':
	case '-':
		scroll_by(t, c == '+' ? SCROLL : -SCROLL);
		return true;
	case CONTROL('L'):
		t->screen.dirty = true;
		return true;
	default:
		return false;
	}
}

static void key(struct trace *t, char c)
{
	if (t->screen.view == SCREEN_HELP) {
		t->screen.view = SCREEN_HOPS;
		return;
	}
	if (t->screen.view == SCREEN_ASKS) {
		answer(t, c);
		return;
	}
	if (c != 'Q' && c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (view_key(t, c))
		return;
	switch (c) {
	case 'q':
	case CONTROL('C'):
	case CONTROL('D'):
		quit(t);
		break;
	case 'r':
		t->screen.changed |= SCREEN_RESTART;
		break;
	case 'p':
		pause_or_go_on(t, true);
		break;
	case ' ':
		pause_or_go_on(t, false);
		break;
	case 'u':
		choose(t, &method_mtr_udp);
		break;
	case 't':
		choose(t, &method_tcp);
		break;
	default:
		if (question_of(c))
			begin_asking(t, c);
	}
}

/* Keys that send more than a character act on nothing, but for the arrows and those of pages. */
static void sequence(struct trace *t, char c, char before)
{
	if (c < 0x40 || t->screen.view != SCREEN_HOPS)
		return;
	if (c == 'A' || (c == '~' && before == '5'))
		scroll_by(t, -SCROLL);
	else if (c == 'B' || (c == '~' && before == '6'))
		scroll_by(t, SCROLL);
}

static void byte(struct trace *t, char c, char before, bool apart)
{
	struct screen *s = &t->screen;

	switch (s->escape) {
	case ESCAPE_BEGUN:
		s->escape = ESCAPE_NONE;
		if (c == '[' || (c == 'O' && !apart)) {
			s->escape = ESCAPE_SEQUENCE;
			return;
		}
		break;
	case ESCAPE_SEQUENCE:
		if (c >= 0x40)
			s->escape = ESCAPE_NONE;
		sequence(t, c, before);
		return;
	default:
		break;
	}
	if (c == ESCAPE)
		s->escape = ESCAPE_BEGUN;
	else
		key(t, c);
}

void screen_key(void *arg, int fd, short revents)
{
	struct trace *t = arg;
	struct screen *s = &t->screen;
	char bytes[64];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	(void)revents;
	if (n <= 0) {
		if (n == 0 || (errno != EINTR && errno != EAGAIN))
			quit(t);
		return;
	}
	s->stale = true;
	s->due = 0;
	s->says.len = 0;
	for (ssize_t i = 0; i < n && !s->quit; i++)
		byte(t, bytes[i], i ? bytes[i - 1] : '\0', i == 0);
	/* the key Escape by itself */
	if (s->escape == ESCAPE_BEGUN)
		s->view = SCREEN_HOPS;
}
