/* What is typed, on its way to the server: special characters, line ends (RFC 854, 1123). */
#include <signal.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

uint8_t input_quit(const struct telnet *t)
{
	return t->linemode_ever ? TC_ABORT : TC_BRK;
}

/* The data mark is sent as urgent data, so that the server sees it before what it has not read. */
void input_synch(struct telnet *t)
{
	t->urgent_at = t->net.taken + queue_len(&t->net);
	t->urgent = true;
	proto_command(&t->proto, TC_DM);
}

/* Until the server answers to the timing mark, what it had sent before is not shown. */
static void flush_output(struct telnet *t)
{
	proto_ask(&t->proto, TC_DO, TO_TM);
	t->flushing = true;
	pump_discard(t);
}

void input_interrupt(struct telnet *t, uint8_t command)
{
	proto_command(&t->proto, command);
	if (t->on.autoflush)
		flush_output(t);
	if (t->on.autosynch && (command == TC_IP || command == input_quit(t)))
		input_synch(t);
}

/* With the terminal as it was before; then again as now. */
void input_suspend(struct telnet *t)
{
	pump_drain(t);
	term_prompt(t);
	shell_suspend(t);
	if (t->fd >= 0) {
		term_mode(t);
		options_size(t, false);
	}
}

static void end_of_file(struct telnet *t)
{
	uint8_t c = t->chars[CH_EOF];

	if (t->proto.ours[TO_LINEMODE].want)
		proto_command(&t->proto, TC_EOF);
	else if (c != CHAR_OFF)
		proto_text(&t->proto, &c, 1);
}

/* 0: the terminal's end of file. */
void input_signal(struct telnet *t, int signo)
{
	switch (signo) {
	case 0:
		end_of_file(t);
		break;
	case SIGINT:
		input_interrupt(t, TC_IP);
		break;
	case SIGQUIT:
		input_interrupt(t, input_quit(t));
		break;
	case SIGTSTP:
		input_interrupt(t, TC_SUSP);
		break;
	case SIGWINCH:
		options_size(t, false);
		break;
	case SIGCONT:
	case SIGPIPE:
		break;
	default:
		t->signal = signo;
		loop_stop(&t->loop);
		break;
	}
}

/* A character that means a command here. False: it is text. */
static bool is_special(struct telnet *t, uint8_t c)
{
	static const struct {
		enum special which;
		uint8_t command;
		unsigned unless;	/* in that mode the terminal sees to it */
	} table[] = {
		{ CH_INTERRUPT, TC_IP, MODE_TRAPSIG },
		{ CH_QUIT, TC_BRK, MODE_TRAPSIG },
		{ CH_SUSP, TC_SUSP, MODE_TRAPSIG },
		{ CH_FLUSH, TC_AO, 0 },
		{ CH_ERASE, TC_EC, MODE_EDIT },
		{ CH_KILL, TC_EL, MODE_EDIT },
		{ CH_AYT, TC_AYT, 0 },
	};
	bool linemode = t->proto.ours[TO_LINEMODE].want && t->linemode & MODE_TRAPSIG;

	if (!t->on.localchars && !linemode)
		return false;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		uint8_t command = table[i].command;

		if (c != t->chars[table[i].which] || t->mode & table[i].unless)
			continue;
		if (command == TC_BRK)
			command = input_quit(t);
		if (command == TC_EC || command == TC_EL || command == TC_AYT)
			proto_command(&t->proto, command);
		else
			input_interrupt(t, command);
		return true;
	}
	return false;
}

static void line_end(struct telnet *t)
{
	queue_add(&t->net, "\r\n", 2);
	t->line_start = true;
}

/* One byte of text, as NVT: a line end is CR LF, a CR alone CR NUL. */
static void send_text(struct telnet *t, uint8_t c)
{
	bool binary = t->proto.ours[TO_BINARY].want;

	t->line_start = false;
	if (c == '\n' && !binary && (!t->interactive || t->mode & MODE_EDIT))
		line_end(t);
	else if (c == '\r' && !binary && t->on.crlf)
		line_end(t);
	else if (c == '\r' && !binary)
		queue_add(&t->net, "\r\0", 2);
	else
		proto_text(&t->proto, &c, 1);
	if (c == '\r' || c == '\n')
		t->line_start = true;
}

static void prompt(struct telnet *t)
{
	pump_send(t);
	pump_drain(t);
	term_prompt(t);
	say(t, "\n");
	command_loop(t);
	t->line_start = true;
	if (t->fd < 0 || t->ended || t->signal)
		return;
	term_mode(t);
	options_size(t, false);
}

/* At the beginning of a line, after rlogin's character. True: c is used up. */
static bool after_tilde(struct telnet *t, uint8_t c)
{
	uint8_t tilde = t->chars[CH_RLOGIN];

	t->tilde = false;
	if (c == '.') {
		pump_drain(t);
		term_prompt(t);
		say(t, "\nConnection closed.\n");
		ob_flush(&t->out);
		pump_close(t);
		t->ended = t->from_host;
		return true;
	}
	if (c == t->chars[CH_SUSP] && c != CHAR_OFF) {
		input_suspend(t);
		return true;
	}
	if (c == t->chars[CH_ESCAPE] && c != CHAR_OFF) {
		prompt(t);
		return true;
	}
	send_text(t, tilde);
	return c == tilde;
}

/* A byte typed on a terminal. */
static void typed(struct telnet *t, uint8_t c)
{
	uint8_t tilde = t->chars[CH_RLOGIN], escape = t->chars[CH_ESCAPE];

	if (t->tilde && after_tilde(t, c))
		return;
	if (tilde != CHAR_OFF) {
		t->tilde = c == tilde && t->line_start;
		if (t->tilde)
			return;
	} else if (c == escape && escape != CHAR_OFF) {
		/* twice: it is text */
		if (t->typed_at < t->ntyped && t->typed[t->typed_at] == escape) {
			t->typed_at++;
			proto_text(&t->proto, &c, 1);
		} else {
			prompt(t);
		}
		return;
	}
	if (c == t->chars[CH_ECHO] && t->kludge && t->mode & MODE_EDIT) {
		t->no_echo = !t->no_echo;
		term_mode(t);
	} else if (!is_special(t, c)) {
		send_text(t, c);
	}
}

/* Without a terminal nothing is special but line ends; CR LF is one. */
static void piped(struct telnet *t, uint8_t c)
{
	bool cr = t->tilde;	/* here: a CR that waits for what follows */

	t->tilde = false;
	if (t->proto.ours[TO_BINARY].want) {
		proto_text(&t->proto, &c, 1);
		return;
	}
	if (cr && c != '\n')
		send_text(t, '\r');
	if (c == '\r')
		t->tilde = true;
	else
		send_text(t, c);
}

void input_typed(struct telnet *t)
{
	while (t->typed_at < t->ntyped && t->fd >= 0 && !t->ended && !t->signal) {
		uint8_t c = t->typed[t->typed_at++];

		if (t->interactive)
			typed(t, c);
		else
			piped(t, c);
	}
}

void input_end(struct telnet *t)
{
	if (!t->interactive && t->tilde)
		send_text(t, '\r');
	t->tilde = false;
	t->input_ended = true;
}
