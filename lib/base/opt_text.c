/* Usage, mdoc(7) and shell completions out of one option table. */
#include "base/opt_text.h"

#include <string.h>
#include <unistd.h>

#include "base/obuf.h"
#include "base/opt.h"
#include "base/prog.h"

#define USAGE_COLUMN 21		/* where the help begins; a longer left side gets its own line */

static bool shown(const struct opt *o)
{
	return o->kind > OPT_TITLE && o->help;
}

static void usage_row(struct obuf *o, const char *left, const char *help)
{
	size_t n = strlen(left) + 2;

	ob_fmt(o, "  %s", left);
	if (n >= USAGE_COLUMN) {
		ob_c(o, '\n');
		n = 0;
	}
	ob_fmt(o, "%*s", (int)(USAGE_COLUMN - n), "");
	for (const char *p = help; *p; p++) {
		ob_c(o, *p);
		if (*p == '\n')
			ob_fmt(o, "%*s", USAGE_COLUMN, "");
	}
	ob_c(o, '\n');
}

static void usage_words(struct obuf *o, const char *p)
{
	bool fresh = true;

	for (; *p; p++) {
		if (fresh)
			ob_fmt(o, "%*s", USAGE_COLUMN + 4, "");
		fresh = *p == '\n';
		ob_c(o, *p);
	}
}

/* The name of its argument, or NULL; what a verb acts on, the next word, is shown as one. */
static const char *argument(const struct opt *row)
{
	return row->kind == OPT_VERB ? "interface" : row->arg;
}

/* Has it an argument that may stand in the same word, and is shown there? */
static bool joined(const struct opt *row)
{
	return row->kind != OPT_VERB && row->arg && !row->single;
}

/* Is an argument to be completed? One that may be left out is not. */
static bool needs(const struct opt *row)
{
	return argument(row) && !row->maybe;
}

/* What may follow a verb's operand, a line each. */
static const char *words(const struct opt *row)
{
	return row->kind == OPT_VERB && row->arg ? row->arg : "";
}

/* What stands before its name. */
static const char *dashes(const struct opt *row)
{
	return row->single ? "-" : "--";
}

static void usage_option(struct obuf *o, const struct opt *row)
{
	const char *arg = argument(row);
	struct obuf left;

	ob_open(&left, -1);
	if (row->letter)
		ob_fmt(&left, "-%c", row->letter);
	if (row->letter && row->name[0])
		ob_str(&left, ", ");
	if (row->name[0])
		ob_fmt(&left, "%s%s", dashes(row), row->name);
	if (arg && row->maybe)
		ob_fmt(&left, "[=<%s>]", arg);
	else if (arg)
		ob_fmt(&left, "%s<%s>", row->name[0] && joined(row) ? "=" : " ", arg);
	ob_c(&left, '\0');
	usage_row(o, left.p, row->help);
	ob_close(&left);
	usage_words(o, words(row));
}

static void usage(struct obuf *o, const struct persona *as)
{
	ob_fmt(o, "\nUsage\n  %s [options] %s\n\nOptions:\n", prog_name(), as->operand);
	usage_row(o, as->operand, as->operand_help);
	for (const struct opt *row = as->opts; row->kind != OPT_END; row++)
		if (row->kind == OPT_TITLE)
			ob_fmt(o, "\n%s:\n", row->help);
		else if (shown(row))
			usage_option(o, row);
	if (as->words_text)
		as->words_text(o);
	ob_fmt(o, "\nFor more details see %s(8).\n", as->name);
}

void opt_usage(const struct persona *as, int fd)
{
	struct obuf o;

	ob_open(&o, fd);
	usage(&o, as);
	ob_close(&o);
}

/* Plain text as mdoc(7): no escape, no macro. */
static void mdoc(struct obuf *o, const char *text)
{
	for (const char *p = text; *p; p++) {
		if ((p == text || p[-1] == '\n') && ob_find(".'", *p))
			ob_str(o, "\\&");
		if (*p == '\\')
			ob_str(o, "\\e");
		else
			ob_c(o, *p);
	}
}

static void man_row(struct obuf *o, const struct opt *row)
{
	const char *arg = argument(row);

	ob_str(o, ".It");
	if (row->letter && row->name[0])
		ob_fmt(o, " Fl %c , Fl -%s", row->letter, row->name);
	else if (row->letter)
		ob_fmt(o, " Fl %c", row->letter);
	else
		ob_fmt(o, " Fl %s%s", dashes(row) + 1, row->name);
	if (arg && row->maybe)
		ob_fmt(o, " Ns Op Ns = Ns Ar %s", arg);
	else if (arg)
		ob_fmt(o, row->name[0] && joined(row) ? " Ns = Ns Ar %s" : " Ar %s", arg);
	ob_c(o, '\n');
	if (row->more)
		ob_str(o, row->more);
	else
		mdoc(o, row->help);
	ob_c(o, '\n');
	if (!*words(row))
		return;
	ob_str(o, ".Bd -literal -compact\n");
	mdoc(o, words(row));
	ob_str(o, ".Ed\n");
}

/* One list, or one behind each title. */
static void man(struct obuf *o, const struct persona *as)
{
	bool in_list = false;

	for (const struct opt *row = as->opts; row->kind != OPT_END; row++) {
		bool title = row->kind == OPT_TITLE;

		if (title && in_list)
			ob_str(o, ".El\n.Pp\n");
		if (title)
			ob_fmt(o, "%s:\n", row->help);
		if (title || (!in_list && shown(row)))
			ob_str(o, ".Bl -tag -width Ds\n");
		in_list |= title || shown(row);
		if (shown(row))
			man_row(o, row);
	}
	if (in_list)
		ob_str(o, ".El\n");
}

/* The help line on one line, without the characters that mean something to a shell's quotes. */
static void plain(struct obuf *o, const char *help)
{
	for (; *help; help++)
		ob_c(o, ob_find("\n'[]:\\\"", *help) ? ' ' : *help);
}

static const char bash_interfaces[] =
	"COMPREPLY=($(compgen -W \"$(command ls /sys/class/net)\" -- \"$word\")); ";

/* What completes the argument of a letter, or of a verb by any of its names. */
static void bash_argument(struct obuf *o, const struct opt *row)
{
	ob_c(o, '\t');
	if (row->letter)
		ob_fmt(o, "-%c", row->letter);
	if (row->kind == OPT_VERB && row->name[0])
		ob_fmt(o, "%s--%s", row->letter ? "|" : "", row->name);
	ob_fmt(o, ") %sreturn ;;\n", strcmp(argument(row), "interface") ? "" : bash_interfaces);
}

static void bash(struct obuf *o, const struct persona *as)
{
	ob_fmt(o, "# bash completion for %s\n_rungs_%s()\n{\n", as->name, as->name);
	ob_str(o, "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n");
	ob_str(o, "\tcase $before in\n");
	for (const struct opt *row = as->opts; row->kind != OPT_END; row++)
		if (shown(row) && argument(row) && (row->letter || row->kind == OPT_VERB))
			bash_argument(o, row);
	ob_str(o, "\tesac\n\tif [[ $word == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (const struct opt *row = as->opts; row->kind != OPT_END; row++) {
		if (shown(row) && row->letter)
			ob_fmt(o, "-%c ", row->letter);
		if (shown(row) && row->name[0])
			ob_fmt(o, "%s%s%s ", dashes(row), row->name,
			       joined(row) && needs(row) ? "=" : "");
	}
	ob_str(o,
	       "' -- \"$word\"))\n\telse\n\t\tCOMPREPLY=($(compgen -A hostname -- \"$word\"))\n");
	ob_fmt(o, "\tfi\n}\ncomplete -F _rungs_%s %s\n", as->name, as->name);
}

/* join: what may stand between the name and its argument. */
static void zsh_spec(struct obuf *o, const struct opt *row, const char *dash, const char *name,
		     const char *join)
{
	ob_fmt(o, "\t'*%s%s%s[", dash, name, joined(row) && needs(row) ? join : "");
	plain(o, row->help);
	ob_c(o, ']');
	if (needs(row)) {
		ob_c(o, ':');
		plain(o, argument(row));
		ob_c(o, ':');
	}
	ob_str(o, "' \\\n");
}

static void zsh(struct obuf *o, const struct persona *as)
{
	ob_fmt(o, "#compdef %s\n_arguments -s \\\n", as->name);
	for (const struct opt *row = as->opts; row->kind != OPT_END; row++) {
		if (shown(row) && row->letter)
			zsh_spec(o, row, "-", (char[]){ row->letter, '\0' }, "+");
		if (shown(row) && row->name[0])
			zsh_spec(o, row, dashes(row), row->name, "=");
	}
	ob_str(o, "\t'*:host:_hosts'\n");
}

static void fish(struct obuf *o, const struct persona *as)
{
	ob_fmt(o, "# fish completion for %s\ncomplete -c %s -f -a '(__fish_print_hostnames)'\n",
	       as->name, as->name);
	for (const struct opt *row = as->opts; row->kind != OPT_END; row++) {
		if (!shown(row))
			continue;
		ob_fmt(o, "complete -c %s", as->name);
		if (row->letter)
			ob_fmt(o, " -s '%c'", row->letter);
		if (row->name[0])
			ob_fmt(o, row->single ? " -o %s" : " -l %s", row->name);
		if (needs(row))
			ob_str(o, " -x");
		ob_str(o, " -d '");
		plain(o, row->help);
		ob_str(o, "'\n");
	}
}

static const struct {
	char form[6];
	void (*write)(struct obuf *o, const struct persona *as);
} forms[] = {
	{ "usage", usage }, { "man", man }, { "bash", bash }, { "zsh", zsh }, { "fish", fish },
};

static int finish(struct obuf *o)
{
	if (ob_close(o) == 0)
		return PROG_OK;
	warn_errno("write error");
	return PROG_FAIL;
}

int opt_text(const struct persona *as, const char *form)
{
	struct obuf o;

	if (as->help)
		return as->help(form);
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (strcmp(forms[i].form, form ? form : "usage"))
			continue;
		ob_open(&o, STDOUT_FILENO);
		forms[i].write(&o, as);
		return finish(&o);
	}
	warn("--help: no such form: '%s' (usage, man, bash, zsh, fish)", form);
	return PROG_USAGE;
}

int opt_version(const struct persona *as)
{
	struct obuf o;

	ob_open(&o, STDOUT_FILENO);
	ob_fmt(&o, "%s from rungs " RUNGS_VERSION "\n", as->name);
	return finish(&o);
}
