/*
 * Which options the client takes part in, and what it answers to their subnegotiations: terminal
 * type (RFC 1091), speed (1079), window size (1073), flow control (1372), X display (1096), status
 * (859), timing mark (860).
 */
#include <ctype.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/put.h"
#include "telnet.h"

enum { IS = 0, SEND = 1 };

#define NAME_MAX_SENT 255	/* of a terminal type and the like */

static const char *display(const struct telnet *t)
{
	const struct environ_var *v = environ_find(t, "DISPLAY");

	return v && v->exported ? v->value : NULL;
}

static bool allows(void *arg, bool ours, uint8_t option)
{
	const struct telnet *t = arg;

	switch (option) {
	case TO_BINARY:
	case TO_SGA:
		return true;
	case TO_ECHO:
	case TO_STATUS:
		return !ours;
	case TO_TTYPE:
	case TO_NAWS:
	case TO_TSPEED:
	case TO_LFLOW:
	case TO_LINEMODE:
	case TO_NEW_ENVIRON:
		return ours;
	case TO_XDISPLOC:
		return ours && display(t);
	default:
		return false;
	}
}

static void sub(struct telnet *t, const void *p, size_t n)
{
	proto_send_sub(&t->proto, p, n);
	trace_sub(t, true, p, n);
}

void options_size(struct telnet *t, bool asked)
{
	struct winsize size;
	uint8_t bytes[5];
	struct put w = put_to(bytes, sizeof(bytes));

	if (!t->proto.ours[TO_NAWS].want || !t->proto.ours[TO_NAWS].is || t->fd < 0 ||
	    ioctl(STDIN_FILENO, TIOCGWINSZ, &size) < 0 || (!size.ws_row && !size.ws_col))
		return;
	if (!asked && t->columns == size.ws_col && t->rows == size.ws_row)
		return;
	t->columns = size.ws_col;
	t->rows = size.ws_row;
	put_u8(&w, TO_NAWS);
	put_be16(&w, size.ws_col);
	put_be16(&w, size.ws_row);
	sub(t, bytes, w.len);
}

static void spoken(void *arg, bool ours, uint8_t option, bool on, bool changed)
{
	struct telnet *t = arg;

	switch (option) {
	case TO_TM:
		if (!ours)
			t->flushing = false;
		break;
	case TO_ECHO:
		if (!ours && on && changed)
			t->painted = true;
		/* fall through */
	case TO_SGA:
	case TO_BINARY:
		if (changed)
			term_mode(t);
		break;
	case TO_NAWS:
		if (ours && on)
			options_size(t, true);
		break;
	case TO_LFLOW:
		if (ours) {
			t->local_flow = on;
			term_mode(t);
		}
		break;
	case TO_LINEMODE:
		if (ours)
			(on ? linemode_begin : linemode_end)(t);
		break;
	default:
		break;
	}
}

/* The option, IS and a text. */
static void answer(struct telnet *t, uint8_t option, const char *text)
{
	size_t n = strnlen(text, NAME_MAX_SENT);
	uint8_t bytes[2 + NAME_MAX_SENT] = { option, IS };

	memcpy(bytes + 2, text, n);
	sub(t, bytes, 2 + n);
}

static void answer_type(struct telnet *t)
{
	const char *term = getenv("TERM");
	char name[NAME_MAX_SENT + 1];
	size_t n = 0;

	/* RFC 1091: upper case, no blanks */
	for (; term && term[n] && n < NAME_MAX_SENT; n++) {
		unsigned char c = (unsigned char)term[n];

		name[n] = c > ' ' && c < 0x7f ? (char)toupper(c) : '-';
	}
	name[n] = '\0';
	t->painted = true;
	answer(t, TO_TTYPE, n ? name : "UNKNOWN");
}

static void answer_speed(struct telnet *t)
{
	struct obuf o;
	long in, out;

	term_speed(t, &in, &out);
	ob_open(&o, -1);
	ob_fmt(&o, "%ld,%ld%c", out, in, 0);
	answer(t, TO_TSPEED, o.p);
	ob_close(&o);
}

static void flow(struct telnet *t, uint8_t what)
{
	if (what > 1)
		return;		/* what starts output again is the terminal's own affair */
	t->local_flow = what;
	term_mode(t);
}

static void subnegotiation(void *arg, const uint8_t *p, size_t n)
{
	struct telnet *t = arg;
	const struct proto_side *ours;

	trace_sub(t, false, p, n);
	if (n < 2)
		return;
	ours = &t->proto.ours[p[0]];
	if (!ours->want)
		return;
	switch (p[0]) {
	case TO_TTYPE:
		if (p[1] == SEND)
			answer_type(t);
		break;
	case TO_TSPEED:
		if (p[1] == SEND)
			answer_speed(t);
		break;
	case TO_LFLOW:
		flow(t, p[1]);
		break;
	case TO_LINEMODE:
		linemode_sub(t, p + 1, n - 1);
		break;
	case TO_NEW_ENVIRON:
		environ_sub(t, p + 1, n - 1);
		break;
	case TO_XDISPLOC:
		if (p[1] == SEND && display(t))
			answer(t, TO_XDISPLOC, display(t));
		break;
	default:
		break;
	}
}

static void text(void *arg, const uint8_t *p, size_t n)
{
	struct telnet *t = arg;

	if (!t->flushing)
		pump_show(t, p, n);
}

/* After the data mark no more is thrown away, unless there is another. */
static bool urgent(void *arg)
{
	const struct telnet *t = arg;
	struct pollfd p = { .fd = t->fd, .events = POLLPRI };

	return t->fd >= 0 && poll(&p, 1, 0) > 0 && p.revents & POLLPRI;
}

void options_open(struct telnet *t)
{
	t->user = (struct proto_user){
		.text = text,
		.allows = allows,
		.spoken = spoken,
		.sub = subnegotiation,
		.urgent = urgent,
		.trace = trace_option,
		.arg = t,
	};
	proto_open(&t->proto, &t->user, &t->net);
	t->proto.crmod = t->on.crmod;
	t->kludge = true;
	t->linemode_on = t->linemode_ever = t->no_echo = t->local_flow = t->painted = false;
	t->columns = t->rows = 0;
	t->flushing = t->urgent = false;
	t->linemode = 0;
	t->line_start = true;
	t->tilde = false;
	slc_open(t);
}

static void ask_all(struct telnet *t)
{
	static const struct {
		uint8_t verb, option;
	} asked[] = {
		{ TC_DO, TO_SGA },	  { TC_WILL, TO_TTYPE },    { TC_WILL, TO_NAWS },
		{ TC_WILL, TO_TSPEED },	  { TC_WILL, TO_LFLOW },    { TC_WILL, TO_LINEMODE },
		{ TC_WILL, TO_NEW_ENVIRON }, { TC_DO, TO_STATUS },
	};

	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		proto_ask(&t->proto, asked[i].verb, asked[i].option);
	if (display(t))
		proto_ask(&t->proto, TC_WILL, TO_XDISPLOC);
}

void options_ask(struct telnet *t)
{
	if (!t->negotiate)
		return;
	ask_all(t);
	if (t->cfg.binary_in)
		proto_ask(&t->proto, TC_DO, TO_BINARY);
	if (t->cfg.binary_out)
		proto_ask(&t->proto, TC_WILL, TO_BINARY);
}

static void status_name(struct telnet *t, uint8_t option)
{
	if (option_name(option))
		ob_str(&t->out, option_name(option));
	else
		ob_u(&t->out, option);
}

static void status_side(struct telnet *t, const struct proto_side *s, const char *kind,
			const char *verb, uint8_t option)
{
	if (s->open) {
		say(t, "resp %s ", kind);
		status_name(t, option);
		say(t, ": %u\nwant %s ", s->open, verb);
	} else if (s->is && s->want) {
		say(t, "     %s ", verb);
	} else {
		return;
	}
	status_name(t, option);
	ob_c(&t->out, '\n');
}

void options_status(struct telnet *t)
{
	for (int i = 0; i < 256; i++) {
		const struct proto_side *theirs = &t->proto.theirs[i], *ours = &t->proto.ours[i];

		status_side(t, theirs, "DO_DONT", theirs->want ? "DO  " : "DONT", (uint8_t)i);
		status_side(t, ours, "WILL_WONT", ours->want ? "WILL" : "WONT", (uint8_t)i);
	}
}
