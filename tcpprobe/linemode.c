/* LINEMODE (RFC 1184): who edits the line, who catches signals. Special characters: slc.c. */
#include "telnet.h"

enum { LM_MODE = 1, LM_FORWARDMASK = 2, LM_SLC = 3 };

#define MODES (MODE_EDIT | MODE_TRAPSIG | MODE_SOFT_TAB | MODE_LIT_ECHO)

void linemode_begin(struct telnet *t)
{
	if (t->linemode_on)
		return;
	t->linemode_on = t->linemode_ever = true;
	t->kludge = false;
	proto_ask(&t->proto, TC_DO, TO_SGA);
	slc_begin(t);
	proto_send(&t->proto, TC_DO, TO_SGA);
	term_mode(t);
}

void linemode_end(struct telnet *t)
{
	t->linemode = 0;
	t->linemode_on = false;
	term_mode(t);
}

static void send_mode(struct telnet *t, unsigned mode)
{
	const uint8_t bytes[] = { TO_LINEMODE, LM_MODE, (uint8_t)mode };

	proto_send_sub(&t->proto, bytes, sizeof(bytes));
	trace_sub(t, true, bytes, sizeof(bytes));
}

void linemode_ask(struct telnet *t, unsigned mode, bool on)
{
	unsigned now = on ? t->linemode | mode : t->linemode & ~mode;

	if (now == t->linemode)
		return;
	t->linemode = now;
	send_mode(t, now);
	term_mode(t);
}

/* The server sets the mode; an acknowledgement of what we have asked for changes nothing. */
static void set_mode(struct telnet *t, unsigned mode)
{
	if (mode & MODE_ACK || (mode & MODES) == t->linemode)
		return;
	t->linemode = mode & MODES;
	send_mode(t, t->linemode | MODE_ACK);
	term_mode(t);
}

/* We send each line whole, whatever is in it. */
static void refuse_mask(struct telnet *t)
{
	static const uint8_t bytes[] = { TO_LINEMODE, TC_WONT, LM_FORWARDMASK };

	proto_send_sub(&t->proto, bytes, sizeof(bytes));
	trace_sub(t, true, bytes, sizeof(bytes));
}

void linemode_sub(struct telnet *t, const uint8_t *p, size_t n)
{
	if (n < 2)
		return;
	if (p[0] == LM_MODE)
		set_mode(t, p[1]);
	else if (p[0] == LM_SLC)
		slc_sub(t, p + 1, n - 1);
	else if (p[0] == TC_DO && p[1] == LM_FORWARDMASK)
		refuse_mask(t);
}
