/* The prompt: lines of words, the commands they name, and help. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

#define LINE 1024

static command_fn run_close, run_logout, run_open, run_quit, run_status, run_z, run_shell_words,
	run_help, run_refuse;

/* In the order that help lists them. */
static const struct {
	const char *name, *help;
	command_fn *run;
	bool connected;			/* it takes a connection */
} commands[] = {
	{ "close", "close the connection", run_close, true },
	{ "logout", "ask the server to log you out and close", run_logout, true },
	{ "display", "show settings", command_display, false },
	{ "mode", "by characters or by lines ('mode ?' tells more)", command_mode, false },
	{ "open", "connect to a host", run_open, false },
	{ "quit", "leave telnet", run_quit, false },
	{ "send", "send special sequences ('send ?' tells more)", command_send, false },
	{ "set", "change a setting ('set ?' tells more)", command_set, false },
	{ "unset", "switch a setting off ('unset ?' tells more)", command_unset, false },
	{ "status", "show the state of the connection", run_status, false },
	{ "toggle", "switch a setting over ('toggle ?' tells more)", command_toggle, false },
	{ "slc", "whose special characters hold ('slc ?' tells more)", command_slc, false },
	{ "auth", "refused: there is no authentication", run_refuse, false },
	{ "encrypt", "refused: there is no encryption", run_refuse, false },
	{ "z", "suspend telnet", run_z, false },
	{ "!", "run a command in a shell", run_shell_words, false },
	{ "environ", "variables for the server ('environ ?' tells more)", command_environ, false },
	{ "?", "this help", run_help, false },
	{ "help", NULL, run_help, false },
};
#define COMMANDS (sizeof(commands) / sizeof(*commands))

static const char *name_at(size_t i)
{
	return i < COMMANDS ? commands[i].name : NULL;
}

static bool closed(struct telnet *t)
{
	pump_close(t);
	say(t, "Connection closed.\n");
	if (t->from_host)
		t->ended = true;
	return true;
}

static bool run_close(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	return closed(t);
}

static bool run_logout(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	proto_ask(&t->proto, TC_DO, TO_LOGOUT);
	return true;
}

static bool run_quit(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	if (t->fd >= 0)
		closed(t);
	t->ended = true;
	return true;
}

static bool run_z(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	ob_flush(&t->out);
	shell_suspend(t);
	return true;
}

static bool run_shell(struct telnet *t, const char *command)
{
	ob_flush(&t->out);
	shell_run(t, command);
	return true;
}

static bool run_shell_words(struct telnet *t, char **words, int n)
{
	return run_shell(t, n > 1 ? words[1] : "");
}

static bool run_refuse(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	say(t, "Kerberos and encryption are not supported; use ssh(1).\n");
	return false;
}

/* In a session signals are events; without one they do what they always do. */
static bool wait_for_input(struct telnet *t)
{
	while (!t->signal) {
		struct pollfd p[] = {
			{ .fd = STDIN_FILENO, .events = POLLIN },
			{ .fd = t->loop.signal_fd, .events = POLLIN },
		};
		struct signalfd_siginfo si;

		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return false;
		if (p[1].revents && read(t->loop.signal_fd, &si, sizeof(si)) == sizeof(si)) {
			int signo = (int)si.ssi_signo;

			if (signo == SIGTSTP)
				shell_suspend(t);
			else if (signo != SIGINT && signo != SIGQUIT && signo != SIGWINCH)
				t->signal = signo;
		} else if (p[0].revents) {
			return true;
		}
	}
	return false;
}

/* The next line, without its end. False: there is no more. */
static bool read_line(struct telnet *t, char *line, size_t size)
{
	size_t n = 0;

	for (;;) {
		ssize_t got;

		while (t->typed_at < t->ntyped) {
			char c = (char)t->typed[t->typed_at++];

			if (c == '\n') {
				line[n] = '\0';
				return true;
			}
			if (n < size - 1 && c)
				line[n++] = c;
		}
		t->typed_at = t->ntyped = 0;
		if (!wait_for_input(t))
			return false;
		got = read(STDIN_FILENO, t->typed, sizeof(t->typed));
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got <= 0) {
			line[n] = '\0';
			return n > 0;
		}
		t->ntyped = (size_t)got;
	}
}

static bool run_open(struct telnet *t, char **words, int n)
{
	char line[LINE], *asked[COMMAND_WORDS + 1] = { words[0] };

	if (t->fd >= 0) {
		say(t, "?Already connected to ");
		ob_esc(&t->out, t->host, strlen(t->host));
		ob_c(&t->out, '\n');
		return false;
	}
	if (n == 1) {
		say(t, "(to) ");
		ob_flush(&t->out);
		if (!read_line(t, line, sizeof(line)))
			*line = '\0';
		n = 1 + command_split(line, asked + 1);
		words = asked;
	}
	return connect_host(t, words, n, "open") == 0;
}

static const char *yes(bool on, const char *a, const char *b)
{
	return on ? a : b;
}

static void status_mode(struct telnet *t)
{
	const struct proto *p = &t->proto;
	unsigned m = t->linemode;

	if (p->ours[TO_LINEMODE].want) {
		say(t, "Operating with LINEMODE option\n%s line editing\n%s catching of signals\n",
		    yes(m & MODE_EDIT, "Local", "No"), yes(m & MODE_TRAPSIG, "Local", "No"));
		say(t, "Special characters are %s values\n",
		    t->slc_source == SLC_LOCAL	? "local" :
		    t->slc_source == SLC_REMOTE ? "remote" :
						  "remote default");
	} else if (t->kludge && !p->theirs[TO_SGA].want) {
		say(t, "Operating in obsolete linemode\n");
	} else {
		say(t, "Operating in single character mode\n");
		if (t->on.localchars)
			say(t, "Catching signals locally\n");
	}
	say(t, "%s character echo\n", yes(p->theirs[TO_ECHO].want, "Remote", "Local"));
	if (p->ours[TO_LFLOW].want)
		say(t, "%s flow control\n", yes(t->local_flow, "Local", "No"));
}

static bool run_status(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	if (t->fd >= 0) {
		ob_str(&t->out, "Connected to ");
		ob_esc(&t->out, t->host, strlen(t->host));
		ob_str(&t->out, ".\n");
		status_mode(t);
	} else {
		say(t, "No connection.\n");
	}
	say(t, "Escape character is '");
	char_text(&t->out, t->chars[CH_ESCAPE]);
	say(t, "'.\n");
	return true;
}

static bool run_help(struct telnet *t, char **words, int n)
{
	if (n == 1) {
		say(t, "Commands may be abbreviated.  Commands are:\n\n");
		for (size_t i = 0; i < COMMANDS; i++)
			if (commands[i].help)
				say(t, "%-8s\t%s\n", commands[i].name, commands[i].help);
		return false;
	}
	for (int i = 1; i < n; i++) {
		int found = name_find(words[i], name_at);

		if (found < 0) {
			say(t, found == -1 ? "?Invalid help command " : "?Ambiguous help command ");
			ob_esc(&t->out, words[i], strlen(words[i]));
			ob_c(&t->out, '\n');
		} else {
			say(t, "%s\n", commands[found].help ? commands[found].help : "this help");
		}
	}
	return false;
}

int choice_find(const struct choice *table, const char *text)
{
	size_t n = strlen(text);
	int found = -1;

	for (int i = 0; table[i].name || table[i].help; i++) {
		if (!table[i].name || strncasecmp(table[i].name, text, n) != 0)
			continue;
		if (!table[i].name[n])
			return i;
		found = found == -1 ? i : -2;
	}
	return found;
}

void choice_help(struct telnet *t, const struct choice *table)
{
	for (int i = 0; table[i].name || table[i].help; i++)
		if (table[i].help)
			say(t, table[i].name ? "%-15s %s\n" : "%s%s\n",
			    table[i].name ? table[i].name : "", table[i].help);
}

/* Words in their place; quotes hold blanks together, a backslash takes what follows as it is. */
int command_split(char *line, char **words)
{
	int n = 0;
	char *from = line, *to = line;

	while (n < COMMAND_WORDS - 1) {
		char quote = '\0';

		while (*from == ' ' || *from == '\t' || *from == '\n' || *from == '\r')
			from++;
		if (!*from)
			break;
		words[n++] = to;
		for (; *from &&
		       (quote || (*from != ' ' && *from != '\t' && *from != '\n' && *from != '\r'));
		     from++) {
			if (*from == '\\' && from[1])
				*to++ = *++from;
			else if (quote ? *from == quote : *from == '"' || *from == '\'')
				quote = quote ? '\0' : *from;
			else
				*to++ = *from;
		}
		if (*from)
			from++;
		*to++ = '\0';
	}
	words[n] = NULL;
	return n;
}

/* Returns false where the prompt comes again even in a session. */
bool command_line(struct telnet *t, char *line, bool rc)
{
	char *words[COMMAND_WORDS] = { NULL };
	int n, found;

	/* what is behind it is the shell's own to read */
	if (*line == '!')
		return run_shell(t, line + 1 + strspn(line + 1, " \t"));
	n = command_split(line, words);
	if (!n)
		return true;
	found = name_find(words[0], name_at);
	if (found < 0) {
		say(t, found == -1 ? "?Invalid command" : "?Ambiguous command");
		if (rc) {
			ob_str(&t->out, ": ");
			ob_esc(&t->out, words[0], strlen(words[0]));
		}
		ob_c(&t->out, '\n');
		return false;
	}
	if (commands[found].connected && t->fd < 0) {
		say(t, "?Need to be connected first.\n");
		return false;
	}
	return commands[found].run(t, words, n);
}

void command_loop(struct telnet *t)
{
	char line[LINE];

	while (!t->ended && !t->signal) {
		bool was = t->fd >= 0, good;

		say(t, "telnet> ");
		if (ob_flush(&t->out) < 0) {
			t->ended = true;
			break;
		}
		if (!read_line(t, line, sizeof(line))) {
			say(t, "\n");
			run_quit(t, NULL, 0);
			break;
		}
		good = command_line(t, line, false);
		if (t->ended || (was && t->fd < 0) || (t->fd >= 0 && good))
			break;
	}
	ob_flush(&t->out);
}
