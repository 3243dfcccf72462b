/*
 * Command lines as the classic traceroute reads them: options and operands in any order, letters in
 * clusters whose last one may take an argument from the next word, long names whole and with "=".
 */
#include <string.h>

#include "base/opt_rows.h"
#include "base/opt_text.h"
#include "base/prog.h"

struct words {
	const struct persona *as;
	void *cfg;
	char **at;		/* the word that is read, in argv */
	int index;		/* its number */
	enum opt_result result;
	int status;
};

static bool bad(struct words *w)
{
	w->result = OPT_BAD;
	w->status = PROG_USAGE;
	return false;
}

/* The row with that long name, which ends at "=". */
static const struct opt *by_name(const struct words *w, const char *name, bool single)
{
	size_t n = strcspn(name, "=");

	for (const struct opt *o = w->as->opts; o->kind != OPT_END; o++)
		if (opt_is_option(o) && o->name[0] && o->single == single && strlen(o->name) == n &&
		    memcmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

/* Value of an option that was called so in n characters: "-x", "--name". False: parsing ends. */
static bool take(struct words *w, const struct opt *o, const char *called, int n, const char *arg)
{
	enum num_result r;

	switch (o->kind) {
	case OPT_HELP:
		w->status = opt_text(w->as, arg);
		w->result = w->status ? OPT_BAD : OPT_SHOWN;
		return false;
	case OPT_VERSION:
		w->status = opt_version(w->as);
		w->result = w->status ? OPT_BAD : OPT_SHOWN;
		return false;
	default:
		break;
	}
	if (opt_store(o, w->cfg, arg, &r) == 0)
		return true;
	warn_bare("Cannot handle `%.*s' option with arg `%s' (argc %d)", n, called, arg ? arg : "",
		  w->index);
	return bad(w);
}

static bool no_argument(struct words *w, const struct opt *o, const char *called, int n,
			const char *between)
{
	warn_bare("Option `%.*s' (argc %d) requires an argument: `%.*s%s%s'", n, called, w->index,
		  n, called, between, o->arg);
	return bad(w);
}

static bool read_name(struct words *w)
{
	const char *word = *w->at, *value = strchr(word, '=');
	const struct opt *o = by_name(w, word + 2, false);
	int n = (int)strcspn(word, "=");

	if (!o || (value && !o->arg && o->kind != OPT_HELP)) {
		if (value)
			warn_bare("Bad option `%s' (with arg `%s') (argc %d)", word, value + 1,
				  w->index);
		else
			warn_bare("Bad option `%s' (argc %d)", word, w->index);
		return bad(w);
	}
	if (o->arg && !value)
		return no_argument(w, o, word, n, "=");
	return take(w, o, word, n, value ? value + 1 : NULL);
}

/* An argument follows the first letter at once; else the last letter's is the next word. */
static bool read_letters(struct words *w)
{
	const char *word = *w->at;

	for (const char *p = word + 1; *p; p++) {
		const struct opt *o = opt_by_letter(w->as->opts, *p);
		const char called[] = { '-', *p, '\0' };
		const char *arg = NULL;

		if (!o) {
			warn_bare("Bad option `%s' (argc %d)", called, w->index);
			return bad(w);
		}
		if (o->arg && p == word + 1 && p[1])
			return take(w, o, called, 2, p + 1);
		if (o->arg && (p[1] || !w->at[1]))
			return no_argument(w, o, called, 2, " ");
		if (o->arg) {
			arg = *++w->at;
			w->index++;
		}
		if (!take(w, o, called, 2, arg))
			return false;
	}
	return true;
}

static bool read_option(struct words *w)
{
	const struct opt *o;

	if ((*w->at)[1] == '-')
		return read_name(w);
	o = by_name(w, *w->at + 1, true);
	return o ? take(w, o, *w->at, (int)strlen(*w->at), NULL) : read_letters(w);
}

enum opt_result opt_parse_exact(const struct persona *as, void *cfg, int *argc, char ***argv,
				int *status)
{
	struct words w = { .as = as, .cfg = cfg, .at = *argv, .result = OPT_OK };
	char **operand = *argc > 0 ? *argv + 1 : *argv;
	bool options = true;

	*argv = operand;
	while (w.result == OPT_OK && *w.at && *++w.at) {
		w.index++;
		if (!options || (*w.at)[0] != '-' || !(*w.at)[1])
			*operand++ = *w.at;
		else if (strcmp(*w.at, "--") == 0)
			options = false;
		else if (!read_option(&w))
			break;
	}
	*status = w.status;
	*operand = NULL;
	*argc = (int)(operand - *argv);
	return w.result;
}
