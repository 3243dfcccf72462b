/* The terminal's modes: what a connection asks of it, and how it was before (termios(3)). */
#include "telnet.h"

#include <errno.h>
#include <unistd.h>

#include "base/prog.h"

/* Where a special character stands in c_cc, -1: it has no place there. */
static const int8_t places[CHARS] = {
	[CH_ECHO] = -1, [CH_ESCAPE] = -1, [CH_RLOGIN] = -1, [CH_FLUSH] = VDISCARD,
	[CH_INTERRUPT] = VINTR, [CH_QUIT] = VQUIT, [CH_EOF] = VEOF, [CH_ERASE] = VERASE,
	[CH_KILL] = VKILL, [CH_LNEXT] = VLNEXT, [CH_SUSP] = VSUSP, [CH_REPRINT] = VREPRINT,
	[CH_WERASE] = VWERASE, [CH_START] = VSTART, [CH_STOP] = VSTOP, [CH_FORW1] = VEOL,
	[CH_FORW2] = VEOL2, [CH_AYT] = -1,
};

void term_open(struct telnet *t)
{
	t->interactive = tcgetattr(STDIN_FILENO, &t->saved) == 0;
	t->shows = isatty(STDOUT_FILENO);
	for (int i = 0; i < CHARS; i++) {
		cc_t c = places[i] >= 0 && t->interactive ? t->saved.c_cc[places[i]] :
							    _POSIX_VDISABLE;

		t->chars[i] = c == _POSIX_VDISABLE ? CHAR_OFF : c;
	}
	t->chars[CH_ECHO] = 0x05;
	t->chars[CH_ESCAPE] = 0x1d;
	t->chars[CH_AYT] = 0x14;
	t->on.autoflush = !t->interactive || !(t->saved.c_lflag & NOFLSH);
}

/* The state of options as modes. */
static unsigned wanted(const struct telnet *t)
{
	const struct proto *p = &t->proto;
	unsigned mode = 0;

	if (!p->theirs[TO_ECHO].want)
		mode |= MODE_ECHO;
	if (p->ours[TO_LFLOW].want && t->local_flow)
		mode |= MODE_FLOW;
	if (p->theirs[TO_BINARY].want)
		mode |= MODE_INBIN;
	if (t->kludge && !p->theirs[TO_SGA].want) {
		mode |= MODE_EDIT | MODE_TRAPSIG;
		if (t->no_echo)
			mode &= ~(unsigned)MODE_ECHO;
	}
	if (p->ours[TO_LINEMODE].want)
		mode |= t->linemode & ~(unsigned)MODE_ACK;
	return mode;
}

static void set(tcflag_t *flags, tcflag_t which, bool on)
{
	*flags = on ? *flags | which : *flags & ~which;
}

static void set_chars(const struct telnet *t, struct termios *m)
{
	uint8_t escape = t->chars[t->chars[CH_RLOGIN] == CHAR_OFF ? CH_ESCAPE : CH_RLOGIN];

	for (int i = 0; i < CHARS; i++)
		if (places[i] >= 0)
			m->c_cc[places[i]] =
				t->chars[i] == CHAR_OFF ? _POSIX_VDISABLE : t->chars[i];
	/* it ends a line, so that it is read at once */
	if (escape != CHAR_OFF)
		m->c_cc[t->chars[CH_FORW1] == CHAR_OFF ? VEOL : VEOL2] = escape;
	if (!(t->mode & (MODE_EDIT | MODE_TRAPSIG)))
		m->c_cc[VLNEXT] = _POSIX_VDISABLE;
	if (!(t->mode & MODE_EDIT)) {
		m->c_cc[VMIN] = 1;
		m->c_cc[VTIME] = 0;
	}
}

/* At once, not after the output: a terminal that is stopped would stop us. */
static void apply(struct telnet *t, const struct termios *m)
{
	while (tcsetattr(STDIN_FILENO, TCSANOW, m) < 0 && errno == EINTR)
		continue;
	t->changed = m != &t->saved;
	t->applied = *m;
}

void term_mode(struct telnet *t)
{
	struct termios m = t->saved;

	t->mode = wanted(t);
	t->proto.echoing = t->proto.theirs[TO_ECHO].want;
	if (!t->line_done)
		t->on.localchars = t->mode & MODE_EDIT;
	if (!t->interactive)
		return;
	set(&m.c_lflag, ECHO, t->mode & MODE_ECHO);
	set(&m.c_oflag, ONLCR, t->mode & MODE_ECHO);
	set(&m.c_iflag, IXON | IXOFF, t->mode & MODE_FLOW);
	set(&m.c_lflag, ICANON, t->mode & MODE_EDIT);
	set(&m.c_iflag, ICRNL, t->mode & MODE_EDIT);
	set(&m.c_lflag, ISIG, t->mode & MODE_TRAPSIG);
	if (t->mode & MODE_SOFT_TAB)
		set(&m.c_oflag, XTABS, true);
	if (t->mode & MODE_LIT_ECHO)
		set(&m.c_lflag, ECHOCTL, false);
	/* what comes as 8 bits is shown as it is */
	if (t->mode & MODE_INBIN)
		set(&m.c_oflag, OPOST, false);
	set_chars(t, &m);
	if (t->changed && memcmp(&m, &t->applied, sizeof(m)) == 0)
		return;
	pump_drain(t);
	apply(t, &m);
}

void term_prompt(struct telnet *t)
{
	if (t->changed)
		apply(t, &t->saved);
}

static const struct {
	speed_t code;
	long baud;
} speeds[] = {
	{ B50, 50 },	       { B75, 75 },	      { B110, 110 },	   { B134, 134 },
	{ B150, 150 },	       { B200, 200 },	      { B300, 300 },	   { B600, 600 },
	{ B1200, 1200 },       { B1800, 1800 },	      { B2400, 2400 },	   { B4800, 4800 },
	{ B9600, 9600 },       { B19200, 19200 },     { B38400, 38400 },   { B57600, 57600 },
	{ B115200, 115200 },   { B230400, 230400 },   { B460800, 460800 }, { B921600, 921600 },
	{ B1000000, 1000000 }, { B4000000, 4000000 },
};

static long baud(speed_t code)
{
	for (size_t i = 0; i < sizeof(speeds) / sizeof(*speeds); i++)
		if (speeds[i].code == code)
			return speeds[i].baud;
	return 0;
}

void term_speed(const struct telnet *t, long *in, long *out)
{
	*in = t->interactive ? baud(cfgetispeed(&t->saved)) : 0;
	*out = t->interactive ? baud(cfgetospeed(&t->saved)) : 0;
}
