/* The prompt's send: commands of the protocol, by name. */
#include <string.h>

#include "base/num.h"
#include "telnet.h"

enum { ESCAPE = 1, SYNCH, STATUS, OPTION, HELP };	/* below TC_EOF */

/* In the order that help lists them; those that take an option come behind. */
static const struct choice sends[] = {
	{ "ao", "Abort Output", .what = TC_AO },
	{ "ayt", "Are You There", .what = TC_AYT },
	{ "brk", "Break", .what = TC_BRK },
	{ "ec", "Erase Character", .what = TC_EC },
	{ "el", "Erase Line", .what = TC_EL },
	{ "escape", "the escape character itself", .what = ESCAPE },
	{ "ga", "Go Ahead", .what = TC_GA },
	{ "ip", "Interrupt Process", .what = TC_IP },
	{ "nop", "No Operation", .what = TC_NOP },
	{ "eor", "End of Record", .what = TC_EOR },
	{ "abort", "Abort Process", .what = TC_ABORT },
	{ "susp", "Suspend Process", .what = TC_SUSP },
	{ "eof", "End of File", .what = TC_EOF },
	{ "synch", "a data mark, as urgent data", .what = SYNCH },
	{ "getstatus", "a question for the server's options", .what = STATUS },
	{ "?", "this help", .what = HELP },
	{ "help", NULL, .what = HELP },
	{ "will", NULL, .what = TC_WILL, .max = 1 },
	{ "wont", NULL, .what = TC_WONT, .max = 1 },
	{ "do", NULL, .what = TC_DO, .max = 1 },
	{ "dont", NULL, .what = TC_DONT, .max = 1 },
	{ NULL, NULL },
};

static void option_help(struct telnet *t, const char *verb)
{
	size_t column = 80;

	say(t,
	    "Usage: send %s <value|option>\n\"value\" must be from 0 to 255\n"
	    "Valid options are:",
	    verb);
	for (unsigned i = 0; option_name((uint8_t)i); i++) {
		const char *name = option_name((uint8_t)i);

		column += strlen(name) + 3;
		if (column > 65) {
			say(t, "\n\t");
			column = 8 + strlen(name) + 3;
		}
		say(t, " \"%s\"", name);
	}
	ob_c(&t->out, '\n');
}

/* The option that a word names, by name or number; -1 after a message. */
static int option_of(struct telnet *t, const char *verb, const char *word)
{
	int64_t number;
	int found = option_find(word);

	if (found >= 0)
		return found;
	if (found == -1 && *word >= '0' && *word <= '9' &&
	    num_int(word, 0, INT64_MAX, &number) == NUM_OK) {
		if (number <= 255)
			return (int)number;
		ob_c(&t->out, '\'');
		ob_esc(&t->out, word, strlen(word));
		say(t, "': bad value ('send %s ?' for help).\n", verb);
		return -1;
	}
	ob_c(&t->out, '\'');
	ob_esc(&t->out, word, strlen(word));
	say(t, "': %s argument ('send %s ?' for help).\n", found == -2 ? "ambiguous" : "unknown",
	    verb);
	return -1;
}

static bool is_help(const char *word)
{
	return strcmp(word, "?") == 0 || strcmp(word, "help") == 0;
}

/* Nothing is sent unless all words are good. -1 after a message: this one is not. */
static int check(struct telnet *t, const struct choice *c, const char *option)
{
	if (c->what == HELP) {
		choice_help(t, sends);
		return -1;
	}
	if (c->max && !option) {
		say(t, "Need 1 argument to 'send %s' command.  'send %s ?' for help.\n", c->name,
		    c->name);
		return -1;
	}
	if (c->max && is_help(option)) {
		option_help(t, c->name);
		return -1;
	}
	if (c->max && option_of(t, c->name, option) < 0)
		return -1;
	if (c->max && t->fd < 0) {
		say(t, "?Need to be connected first.\n");
		return -1;
	}
	return 0;
}

static bool send_one(struct telnet *t, const struct choice *c, const char *option)
{
	static const uint8_t question[] = { TO_STATUS, 1 };
	uint8_t escape = t->chars[CH_ESCAPE];

	switch (c->what) {
	case ESCAPE:
		if (escape != CHAR_OFF)
			proto_text(&t->proto, &escape, 1);
		return true;
	case SYNCH:
		input_synch(t);
		return true;
	case STATUS:
		if (!t->proto.theirs[TO_STATUS].want) {
			say(t, "Remote side does not support STATUS option\n");
			return false;
		}
		proto_send_sub(&t->proto, question, sizeof(question));
		trace_sub(t, true, question, sizeof(question));
		return true;
	default:
		if (c->max)
			proto_ask(&t->proto, (uint8_t)c->what,
				  (uint8_t)option_of(t, c->name, option));
		else
			proto_command(&t->proto, (uint8_t)c->what);
		return true;
	}
}

bool command_send(struct telnet *t, char **words, int n)
{
	bool good = true;

	if (n < 2) {
		say(t, "need at least one argument for 'send' command\n'send ?' for help\n");
		return false;
	}
	for (int i = 1; i < n; i++) {
		int found = choice_find(sends, words[i]);

		if (found < 0) {
			say(t, "%s send argument '", found == -2 ? "Ambiguous" : "Unknown");
			ob_esc(&t->out, words[i], strlen(words[i]));
			say(t, "'\n'send ?' for help.\n");
			return false;
		}
		if (check(t, &sends[found], words[i + 1]) < 0)
			return false;
		i += sends[found].max;
	}
	if (t->fd < 0) {
		say(t, "?Need to be connected first.\n'send ?' for help\n");
		return false;
	}
	for (int i = 1; i < n; i++) {
		const struct choice *c = &sends[choice_find(sends, words[i])];

		good = send_one(t, c, words[i + 1]) && good;
		i += c->max;
	}
	return good;
}
