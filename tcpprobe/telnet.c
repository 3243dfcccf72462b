/* The telnet client from its command line to its exit status; see telnet(8). */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

/* "^X" or a character; it is told, for what follows depends on it. */
static void set_escape(struct telnet *t, const char *text, bool rlogin)
{
	uint8_t *c = &t->chars[rlogin ? CH_RLOGIN : CH_ESCAPE];

	*c = !*text			? CHAR_OFF :
	     text[0] == '^' && text[1] ? (text[1] == '?' ? 0x7f : text[1] & 0x1f) :
					 (uint8_t)*text;
	say(t, "Telnet %s character is '", rlogin ? "rlogin escape" : "escape");
	char_text(&t->out, *c);
	say(t, "'.\n");
}

static void apply(struct telnet *t)
{
	const struct telnet_cfg *c = &t->cfg;

	t->on.autologin = c->login;
	t->on.skiprc = c->no_rc;
	t->on.debug = c->debug;
	if (c->rlogin)
		t->chars[CH_RLOGIN] = '~';
	if (c->no_escape)
		t->chars[CH_ESCAPE] = t->chars[CH_RLOGIN] = CHAR_OFF;
	if (c->escape)
		set_escape(t, c->escape, c->rlogin);
	if (c->trace && !trace_open(t, c->trace))
		warn_bare("Cannot open %s.", c->trace);
}

/* One connection: until the server, the user or a signal ends it. */
static void session(struct telnet *t)
{
	bool foreign;

	if (t->fd < 0)
		return;
	pump_run(t);
	ob_flush(&t->out);
	foreign = t->fd >= 0 && !t->signal;
	pump_close(t);
	if (foreign)
		warn_bare("Connection closed by foreign host.");
	if (foreign || t->from_host)
		t->ended = true;
}

static void run(struct telnet *t, int argc, char **argv)
{
	char *words[] = { NULL, argc > 0 ? argv[0] : NULL, argc > 1 ? argv[1] : NULL };

	t->from_host = argc > 0;
	if (t->from_host && connect_host(t, words, argc + 1, "telnet") < 0) {
		t->status = PROG_FAIL;
		return;
	}
	do {
		session(t);
		if (!t->ended && !t->signal)
			command_loop(t);
	} while (!t->ended && !t->signal);
}

/* What was asked from outside ends as it would without us: the shell sees the signal. */
static void die_by_signal(int signo)
{
	sigset_t set;

	signal(signo, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, signo);
	raise(signo);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void open_all(struct telnet *t)
{
	t->fd = t->trace_fd = -1;
	t->tty_out = STDOUT_FILENO;
	t->loop.signal_fd = -1;
	ob_open(&t->out, STDOUT_FILENO);
	queue_open(&t->net);
	queue_open(&t->tty);
	signal(SIGPIPE, SIG_IGN);
	environ_open(t);
	term_open(t);
	options_open(t);
	t->on.localchars = true;
}

static void close_all(struct telnet *t)
{
	pump_close(t);
	trace_close(t);
	environ_close(t);
	ob_close(&t->net.b);
	ob_close(&t->tty.b);
	if (ob_close(&t->out) < 0 && !t->status) {
		warn_errno("write error");
		t->status = PROG_FAIL;
	}
}

int telnet_main(const struct persona *as, int argc, char **argv)
{
	struct telnet t = { 0 };
	int status = PROG_FAIL;

	if (opt_parse(as, &t.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (argc > 2) {
		warn("too many arguments");
		return PROG_FAIL;
	}
	open_all(&t);
	apply(&t);
	run(&t, argc, argv);
	close_all(&t);
	if (t.signal)
		die_by_signal(t.signal);
	return t.status;
}
