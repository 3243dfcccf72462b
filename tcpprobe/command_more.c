/* The prompt's mode, slc and environ. */
#include <string.h>

#include "telnet.h"

/* Finds the sub-command, checks how many words follow it, and runs it. */
static bool choose(struct telnet *t, const char *command, const struct choice *table, char **words,
		   int n)
{
	int i;

	if (n < 2) {
		say(t, "Need an argument to '%s' command.  '%s ?' for help.\n", command, command);
		return false;
	}
	i = choice_find(table, words[1]);
	if (i < 0) {
		ob_c(&t->out, '\'');
		ob_esc(&t->out, words[1], strlen(words[1]));
		say(t, "': %s argument ('%s ?' for help).\n", i == -2 ? "ambiguous" : "unknown",
		    command);
		return false;
	}
	if (n - 2 < table[i].min || n - 2 > table[i].max) {
		say(t, "Need only %d argument%s to '%s %s' command.  '%s ?' for help.\n",
		    table[i].max, table[i].max == 1 ? "" : "s", command, table[i].name, command);
		return false;
	}
	return table[i].run(t, words, n);
}

static bool slc_run_export(struct telnet *t, char **words, int n);
static bool slc_run_import(struct telnet *t, char **words, int n);
static bool slc_run_check(struct telnet *t, char **words, int n);
static bool slc_run_help(struct telnet *t, char **words, int n);

static const struct choice slcs[] = {
	{ "export", "the terminal's characters hold", 0, 0, slc_run_export },
	{ "import", "the server's own characters hold", 0, 0, slc_run_import },
	{ "check", "ask the server for the characters it has now", 0, 0, slc_run_check },
	{ "help", NULL, 0, 0, slc_run_help },
	{ "?", "this help", 0, 0, slc_run_help },
	{ NULL, NULL },
};

static bool slc_told(struct telnet *t)
{
	say(t, "Special characters are %s values\n",
	    t->slc_source == SLC_LOCAL	? "local" :
	    t->slc_source == SLC_REMOTE ? "remote" :
					  "remote default");
	return true;
}

static bool slc_run_export(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	slc_export(t);
	return slc_told(t);
}

static bool slc_run_import(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	slc_import(t, true);
	return slc_told(t);
}

static bool slc_run_check(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	slc_check(t);
	return slc_told(t);
}

static bool slc_run_help(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	choice_help(t, slcs);
	slc_told(t);
	return false;
}

bool command_slc(struct telnet *t, char **words, int n)
{
	return choose(t, "slc", slcs, words, n > 2 ? 1 : n);
}

static bool environ_run_define(struct telnet *t, char **words, int n)
{
	(void)n;
	environ_define(t, words[2], words[3], true);
	return true;
}

static bool environ_run_undefine(struct telnet *t, char **words, int n)
{
	(void)n;
	environ_undefine(t, words[2]);
	return true;
}

static bool environ_mark(struct telnet *t, const char *name, bool exported)
{
	struct environ_var *v = environ_find(t, name);

	if (v)
		v->exported = exported;
	return true;
}

static bool environ_run_export(struct telnet *t, char **words, int n)
{
	(void)n;
	return environ_mark(t, words[2], true);
}

static bool environ_run_unexport(struct telnet *t, char **words, int n)
{
	(void)n;
	return environ_mark(t, words[2], false);
}

static bool environ_run_send(struct telnet *t, char **words, int n)
{
	const struct environ_var *v = environ_find(t, words[2]);

	(void)n;
	if (v && t->proto.ours[TO_NEW_ENVIRON].is && t->fd >= 0) {
		environ_send(t, v);
		return true;
	}
	say(t, "Cannot send '");
	ob_esc(&t->out, words[2], strlen(words[2]));
	say(t, t->fd >= 0 && t->proto.ours[TO_NEW_ENVIRON].is ?
		       "': variable not defined\n" :
		       "': Telnet ENVIRON option not enabled\n");
	return true;
}

static bool environ_run_list(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	for (const struct environ_var *v = t->environ; v; v = v->next) {
		size_t width = strlen(v->name);

		say(t, "%c ", v->exported ? '*' : ' ');
		ob_esc(&t->out, v->name, width);
		say(t, "%*s", width < 20 ? (int)(21 - width) : 1, "");
		ob_esc(&t->out, v->value, strlen(v->value));
		ob_c(&t->out, '\n');
	}
	return true;
}

static bool environ_run_help(struct telnet *t, char **words, int n);

static const struct choice environs[] = {
	{ "define", "give a variable a value, and export it", 2, 2, environ_run_define },
	{ "undefine", "forget a variable", 1, 1, environ_run_undefine },
	{ "export", "the server may have this variable", 1, 1, environ_run_export },
	{ "unexport", "the server may not have it", 1, 1, environ_run_unexport },
	{ "send", "send a variable now", 1, 1, environ_run_send },
	{ "list", "show all variables; * are exported", 0, 0, environ_run_list },
	{ "help", NULL, 0, 0, environ_run_help },
	{ "?", "this help", 0, 0, environ_run_help },
	{ NULL, NULL },
};

static bool environ_run_help(struct telnet *t, char **words, int n)
{
	(void)words;
	(void)n;
	choice_help(t, environs);
	return false;
}

bool command_environ(struct telnet *t, char **words, int n)
{
	return choose(t, "environ", environs, words, n);
}

enum { OFF_FLAG = 256, CHARACTER = 512, LINE, HELP };

static const struct choice modes[] = {
	{ "character", "a character at a time: no LINEMODE,", .what = CHARACTER },
	{ NULL, "                nor old line by line" },
	{ "line", "a line at a time: LINEMODE,", .what = LINE },
	{ NULL, "                or old line by line" },
	{ NULL, "" },
	{ NULL, "                These need LINEMODE:" },
	{ "isig", "signals are caught here", .what = MODE_TRAPSIG },
	{ "-isig", "signals are not caught here", .what = MODE_TRAPSIG | OFF_FLAG },
	{ "edit", "lines are edited here", .what = MODE_EDIT },
	{ "-edit", "lines are not edited here", .what = MODE_EDIT | OFF_FLAG },
	{ "softtabs", "tabs are shown as blanks", .what = MODE_SOFT_TAB },
	{ "-softtabs", "tabs are shown as they are", .what = MODE_SOFT_TAB | OFF_FLAG },
	{ "litecho", "controls are echoed as they are", .what = MODE_LIT_ECHO },
	{ "-litecho", "controls are echoed as ^X", .what = MODE_LIT_ECHO | OFF_FLAG },
	{ NULL, "" },
	{ "?", "this help", .what = HELP },
	{ "help", NULL, .what = HELP },
	{ NULL, NULL },
};

static bool mode_bad(struct telnet *t, const char *text)
{
	say(t, "%s\n'mode ?' for help.\n", text);
	return false;
}

static void by_lines(struct telnet *t)
{
	if (t->kludge)
		proto_ask(&t->proto, TC_DONT, TO_SGA);
	proto_ask(&t->proto, TC_WILL, TO_LINEMODE);
	proto_ask(&t->proto, TC_DONT, TO_ECHO);
	t->line_done = false;
	term_mode(t);
}

static void by_characters(struct telnet *t)
{
	if (t->kludge)
		proto_ask(&t->proto, TC_DO, TO_SGA);
	else
		proto_ask(&t->proto, TC_WONT, TO_LINEMODE);
	proto_ask(&t->proto, TC_DO, TO_ECHO);
	t->line_done = false;
	term_mode(t);
}

bool command_mode(struct telnet *t, char **words, int n)
{
	int i;
	unsigned what;

	if (n != 2)
		return mode_bad(t, "'mode' command requires an argument");
	i = choice_find(modes, words[1]);
	if (i < 0) {
		say(t, "%s mode '", i == -2 ? "Ambiguous" : "Unknown");
		ob_esc(&t->out, words[1], strlen(words[1]));
		say(t, "' ('mode ?' for help).\n");
		return false;
	}
	what = modes[i].what;
	if (what == HELP) {
		say(t, "format is:  'mode Mode', where 'Mode' is one of:\n\n");
		choice_help(t, modes);
		return false;
	}
	if (t->fd < 0)
		return mode_bad(t, "?Need to be connected first.");
	if (what == CHARACTER || what == LINE) {
		(what == LINE ? by_lines : by_characters)(t);
		return true;
	}
	if (!t->proto.ours[TO_LINEMODE].want)
		return mode_bad(t, "?Need to have LINEMODE option enabled first.");
	linemode_ask(t, what & ~(unsigned)OFF_FLAG, !(what & OFF_FLAG));
	return true;
}
