/* The prompt's set, unset, toggle and display: characters, switches, the trace file. */
#include <sys/socket.h>

#include "base/prog.h"
#include "telnet.h"

/* Before the special characters, and between them: what help says. */
static const struct {
	const char *name, *help;
	enum special which;		/* CHARS: the trace file, or only help */
} values[] = {
	{ "echo", "switches local echo on and off", CH_ECHO },
	{ "escape", "leads from a session to this prompt", CH_ESCAPE },
	{ "rlogin", "escape as rlogin has it, at the beginning of a line", CH_RLOGIN },
	{ "tracefile", "file for what is traced; - is standard output", CHARS },
	{ "", "", CHARS },
	{ "", "These count while 'localchars' is true:", CHARS },
	{ "flushoutput", "sends Abort Output", CH_FLUSH },
	{ "interrupt", "sends Interrupt Process", CH_INTERRUPT },
	{ "quit", "sends Break, with LINEMODE Abort", CH_QUIT },
	{ "eof", "sends End of File", CH_EOF },
	{ "", "", CHARS },
	{ "", "These edit a line here before it is sent:", CHARS },
	{ "erase", "erases a character", CH_ERASE },
	{ "kill", "erases the line", CH_KILL },
	{ "lnext", "takes the next character as it is", CH_LNEXT },
	{ "susp", "sends Suspend Process", CH_SUSP },
	{ "reprint", "shows the line again", CH_REPRINT },
	{ "worderase", "erases a word", CH_WERASE },
	{ "start", "lets output go on", CH_START },
	{ "stop", "stops output", CH_STOP },
	{ "forw1", "ends a line, too", CH_FORW1 },
	{ "forw2", "ends a line, too", CH_FORW2 },
	{ "ayt", "sends Are You There", CH_AYT },
};
#define VALUES (sizeof(values) / sizeof(*values))

#define AT(field) offsetof(struct toggles, field)
#define NOWHERE SIZE_MAX		/* of a switch that is none, or binary mode's */

enum act { PLAIN, LOCALCHARS, CRMOD, DEBUG, BINARY_IN = 16, BINARY_OUT = 32 };

static const struct {
	const char *name, *help;
	const char *says;		/* behind Will and Won't; NULL: it has words of its own */
	size_t at;
	unsigned act;
} switches[] = {
	{ "autoflush", "discard output when an interrupt is sent",
	  "flush output when sending interrupt characters", AT(autoflush), PLAIN },
	{ "autosynch", "send interrupts as urgent data", "send interrupt characters in urgent mode",
	  AT(autosynch), PLAIN },
	{ "autologin", "tell the server the user's name",
	  "send login name and/or authentication information", AT(autologin), PLAIN },
	{ "skiprc", "leave ~/.telnetrc unread", "skip reading of ~/.telnetrc file", AT(skiprc),
	  PLAIN },
	{ "binary", "8 bits both ways", NULL, NOWHERE, BINARY_IN | BINARY_OUT },
	{ "inbinary", "8 bits from the server", NULL, NOWHERE, BINARY_IN },
	{ "outbinary", "8 bits towards the server", NULL, NOWHERE, BINARY_OUT },
	{ "crlf", "a CR typed is sent as CR LF, else as CR NUL",
	  "send carriage returns as telnet <CR><LF>", AT(crlf), PLAIN },
	{ "crmod", "a CR that comes is shown as CR LF", "map carriage return on output", AT(crmod),
	  CRMOD },
	{ "localchars", "characters that mean a command are known here",
	  "recognize certain control characters", AT(localchars), LOCALCHARS },
	{ "rawdata", "controls that a server prints act on the terminal",
	  "let the server's control characters act on the terminal", AT(rawdata), PLAIN },
	{ "", "", NULL, NOWHERE, PLAIN },
	{ "debug", "debugging on the socket", "turn on socket level debugging", AT(debug), DEBUG },
	{ "netdata", "bytes of the connection, in hexadecimal",
	  "print hexadecimal representation of network traffic", AT(netdata), PLAIN },
	{ "prettydump", "netdata easier to read", "print user readable output for \"netdata\"",
	  AT(prettydump), PLAIN },
	{ "options", "negotiation of options, in words", "show option processing", AT(options),
	  PLAIN },
	{ "termdata", "bytes of the terminal, in hexadecimal",
	  "print hexadecimal representation of terminal traffic", AT(termdata), PLAIN },
};
#define SWITCHES (sizeof(switches) / sizeof(*switches))

static const char *either_at(size_t i)
{
	if (i < VALUES)
		return *values[i].name ? values[i].name : "\n";
	i -= VALUES;
	return i < SWITCHES ? *switches[i].name ? switches[i].name : "\n" : NULL;
}

static const char *switch_at(size_t i)
{
	return either_at(i + VALUES);
}

static void bad_name(struct telnet *t, const char *word, const char *command, int found)
{
	ob_c(&t->out, '\'');
	ob_esc(&t->out, word, strlen(word));
	say(t, "': %s argument ('%s ?' for help).\n", found == -2 ? "ambiguous" : "unknown",
	    command);
}

static void show_trace(struct telnet *t)
{
	const char *name = t->trace_name ? t->trace_name : "(standard output)";

	ob_c(&t->out, '"');
	ob_esc(&t->out, name, strlen(name));
	ob_c(&t->out, '"');
}

static void debug_socket(const struct telnet *t)
{
	const int on = t->on.debug;

	if (t->fd >= 0 && setsockopt(t->fd, SOL_SOCKET, SO_DEBUG, &on, sizeof(on)) < 0)
		warn_errno("setsockopt (SO_DEBUG)");
}

/* What follows from a switch that was set. */
static void act(struct telnet *t, unsigned what)
{
	if (what == LOCALCHARS)
		t->line_done = true;
	else if (what == CRMOD)
		t->proto.crmod = t->on.crmod;
	else if (what == DEBUG)
		debug_socket(t);
}

static void binary(struct telnet *t, unsigned ways, bool on)
{
	const char *which = ways == BINARY_IN ? "on input" :
			    ways == BINARY_OUT ? "on output" :
						 "with remote host";

	say(t, "Negotiating %s mode %s.\n", on ? "binary" : "network ascii", which);
	if (t->fd < 0) {
		if (ways & BINARY_IN)
			t->cfg.binary_in = on;
		if (ways & BINARY_OUT)
			t->cfg.binary_out = on;
		return;
	}
	if (ways & BINARY_IN)
		proto_ask(&t->proto, on ? TC_DO : TC_DONT, TO_BINARY);
	if (ways & BINARY_OUT)
		proto_ask(&t->proto, on ? TC_WILL : TC_WONT, TO_BINARY);
}

static bool is_binary(const struct telnet *t, unsigned ways)
{
	if (t->fd < 0)
		return ways & BINARY_IN ? t->cfg.binary_in : t->cfg.binary_out;
	return ways & BINARY_IN ? t->proto.theirs[TO_BINARY].want : t->proto.ours[TO_BINARY].want;
}

enum how { ON, OFF, OVER };

static void turn(struct telnet *t, size_t i, enum how how)
{
	bool *at = (bool *)((char *)&t->on + switches[i].at);
	unsigned ways = switches[i].act & (BINARY_IN | BINARY_OUT);

	if (ways) {
		bool is = is_binary(t, ways);

		binary(t, ways, how == OVER ? !is : how == ON);
		return;
	}
	*at = how == OVER ? !*at : how == ON;
	act(t, switches[i].act);
	say(t, "%s %s.\n", *at ? "Will" : "Won't", switches[i].says);
}

static void switch_help(struct telnet *t, const char *verb)
{
	for (size_t i = 0; i < SWITCHES; i++) {
		if (*switches[i].name)
			say(t, "%-15s %s %s\n", switches[i].name, verb, switches[i].help);
		else
			ob_c(&t->out, '\n');
	}
}

static void set_help(struct telnet *t, const char *verb)
{
	for (size_t i = 0; i < VALUES; i++)
		say(t, "%-15s %s\n", values[i].name, values[i].help);
	ob_c(&t->out, '\n');
	switch_help(t, verb);
	say(t, "%-15s %s\n", "?", "this help");
}

/* "^X", or the first character; "" is none, "off" likewise. */
static uint8_t parse_char(const char *s)
{
	if (!*s || strcmp(s, "off") == 0)
		return CHAR_OFF;
	if (*s == '^' && s[1])
		return s[1] == '?' ? 0x7f : s[1] & 0x1f;
	return (uint8_t)*s;
}

static void set_char(struct telnet *t, size_t i, uint8_t c)
{
	t->chars[values[i].which] = c;
	say(t, "%s character is '", values[i].name);
	char_text(&t->out, c);
	say(t, "'.\n");
	slc_changed(t, values[i].which);
}

static void set_trace(struct telnet *t, const char *name)
{
	if (!trace_open(t, name)) {
		ob_str(&t->out, "Cannot open ");
		ob_esc(&t->out, name, strlen(name));
		ob_str(&t->out, ".\n");
	}
	say(t, "tracefile set to ");
	show_trace(t);
	say(t, ".\n");
}

static bool set_usage(struct telnet *t, const char *form)
{
	say(t, "Format is 'set %s'\n'set ?' for help.\n", form);
	return false;
}

bool command_set(struct telnet *t, char **words, int n)
{
	int i;

	if (n == 2 && (strcmp(words[1], "?") == 0 || strcmp(words[1], "help") == 0)) {
		set_help(t, "enable:");
		return false;
	}
	if (n < 2 || n > 3)
		return set_usage(t, "Name Value");
	i = name_find(words[1], either_at);
	if (i < 0) {
		bad_name(t, words[1], "set", i);
		return false;
	}
	if ((size_t)i >= VALUES) {
		if (n == 3 && strcmp(words[2], "on") != 0 && strcmp(words[2], "off") != 0)
			return set_usage(t, "togglename [on|off]");
		turn(t, (size_t)i - VALUES, n == 3 && strcmp(words[2], "off") == 0 ? OFF : ON);
	} else if (n != 3) {
		return set_usage(t, "Name Value");
	} else if (values[i].which == CHARS) {
		set_trace(t, words[2]);
	} else {
		set_char(t, (size_t)i, parse_char(words[2]));
	}
	return true;
}

static bool unset_one(struct telnet *t, const char *word)
{
	int i = name_find(word, either_at);

	if (strcmp(word, "?") == 0 || strcmp(word, "help") == 0) {
		set_help(t, "disable:");
		return false;
	}
	if (i < 0) {
		bad_name(t, word, "unset", i);
		return false;
	}
	if ((size_t)i >= VALUES) {
		turn(t, (size_t)i - VALUES, OFF);
	} else if (values[i].which == CHARS) {
		trace_close(t);
		say(t, "tracefile reset to \"(standard output)\".\n");
	} else {
		set_char(t, (size_t)i, CHAR_OFF);
	}
	return true;
}

bool command_unset(struct telnet *t, char **words, int n)
{
	bool good = true;

	if (n < 2) {
		say(t, "Need an argument to 'unset' command.  'unset ?' for help.\n");
		return false;
	}
	for (int i = 1; i < n; i++)
		good = unset_one(t, words[i]) && good;
	return good;
}

static bool toggle_one(struct telnet *t, const char *word)
{
	int i = name_find(word, switch_at);

	if (strcmp(word, "?") == 0 || strcmp(word, "help") == 0) {
		switch_help(t, "toggle:");
		say(t, "\n%-15s %s\n", "?", "this help");
		return false;
	}
	if (i < 0) {
		bad_name(t, word, "toggle", i);
		return false;
	}
	turn(t, (size_t)i, OVER);
	return true;
}

bool command_toggle(struct telnet *t, char **words, int n)
{
	bool good = true;

	if (n < 2) {
		say(t, "Need an argument to 'toggle' command.  'toggle ?' for help.\n");
		return false;
	}
	for (int i = 1; i < n; i++)
		good = toggle_one(t, words[i]) && good;
	return good;
}

static void show_value(struct telnet *t, size_t i)
{
	say(t, "%-15s ", values[i].name);
	if (values[i].which == CHARS) {
		show_trace(t);
	} else {
		ob_c(&t->out, '[');
		char_text(&t->out, t->chars[values[i].which]);
		ob_c(&t->out, ']');
	}
	ob_c(&t->out, '\n');
}

static void show_switch(struct telnet *t, size_t i)
{
	const bool *at = (const bool *)((const char *)&t->on + switches[i].at);

	if (switches[i].says)
		say(t, "%s %s.\n", *at ? "will" : "won't", switches[i].says);
}

bool command_display(struct telnet *t, char **words, int n)
{
	for (size_t i = 0; n == 1 && i < SWITCHES; i++)
		if (switches[i].says && switches[i].at != AT(crlf) && switches[i].at != AT(rawdata))
			show_switch(t, i);
	if (n == 1)
		ob_c(&t->out, '\n');
	for (size_t i = 0; n == 1 && i < VALUES; i++)
		if (*values[i].name)
			show_value(t, i);
	for (int w = 1; w < n; w++) {
		int i = name_find(words[w], either_at);

		if (i < 0) {
			say(t, "?%s argument '", i == -2 ? "Ambiguous" : "Unknown");
			ob_esc(&t->out, words[w], strlen(words[w]));
			say(t, "'.\n");
		} else if ((size_t)i < VALUES) {
			show_value(t, (size_t)i);
		} else {
			show_switch(t, (size_t)i - VALUES);
		}
	}
	options_status(t);
	return true;
}
