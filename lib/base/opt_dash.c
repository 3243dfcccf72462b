/*
 * Command lines as the commands of openssl read them: names of several characters behind one dash,
 * or two; their argument stands behind "=" or in the next word.
 */
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/opt_rows.h"
#include "base/opt_text.h"
#include "base/prog.h"

static enum opt_result bad(const struct persona *as, int *status, bool hint)
{
	if (hint)
		warn("Use -help for summary.");
	*status = as->usage_status ? as->usage_status : PROG_USAGE;
	return OPT_BAD;
}

/* The row whose name the first n characters are. */
static const struct opt *row(const struct opt *opts, const char *name, size_t n, bool single)
{
	for (const struct opt *o = opts; o->kind != OPT_END; o++) {
		if (!opt_is_option(o) || o->single != single)
			continue;
		if (n && strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
		if (!o->name[0] && n == 1 && o->letter == *name)
			return o;
	}
	return NULL;
}

static void bad_number(const struct opt *o, const char *arg, int64_t min, enum num_result r)
{
	int64_t v;

	if (r == NUM_SYNTAX || r == NUM_OVERFLOW)
		warn("Can't parse \"%s\" as a number", arg);
	else if (min > 0 && num_any(arg, INT_MIN, INT_MAX, &v) == NUM_OK)
		warn("Non-positive number \"%s\" for option -%s", arg, o->name);
	else
		warn("Value \"%s\" outside integer range", arg);
}

int opt_dash_number(const struct opt *o, const char *arg, int64_t min, int64_t max, int64_t *v)
{
	enum num_result r = num_any(arg, min, max, v);

	if (r == NUM_OK)
		return 0;
	bad_number(o, arg, min, r);
	return -1;
}

/* False after a message; *hint: another one is to follow. */
static bool store(const struct opt *o, void *cfg, const char *arg, bool *hint)
{
	enum num_result r;
	int status = opt_store(o, cfg, arg, &r);

	*hint = status != OPT_NO_HINT;
	if (status != 0 && r != NUM_OK)
		bad_number(o, arg, o->min, r);
	return status == 0;
}

/* What -help and its kin ask for. */
static enum opt_result shown(const struct persona *as, const struct opt *o, const char *form,
			     int *status)
{
	if (o->kind == OPT_VERSION) {
		*status = opt_version(as);
	} else if (o->single) {
		opt_usage(as, STDERR_FILENO);
		*status = as->help_status;
	} else {
		*status = opt_text(as, form);
	}
	return OPT_SHOWN;
}

/* Reads the option at **word, and moves *word to its last one. */
static enum opt_result read_option(const struct persona *as, void *cfg, char ***word, int *status)
{
	const char *name = **word + 1, *value;
	const struct opt *o = NULL;
	size_t n;
	bool hint;

	if (*name == '-') {
		n = strcspn(++name, "=");
		o = row(as->opts, name, n, false);
	}
	n = strcspn(name, "=");
	value = name[n] ? name + n + 1 : NULL;
	if (!o)
		o = row(as->opts, name, n, true);
	if (!o) {
		warn("Unknown option: -%.*s", (int)n, name);
		return bad(as, status, true);
	}
	if (!o->arg && value && (o->kind != OPT_HELP || o->single)) {
		warn("Option -%.*s does not take a value", (int)n, name);
		return bad(as, status, true);
	}
	if (o->kind == OPT_HELP || o->kind == OPT_VERSION)
		return shown(as, o, value, status);
	if (o->arg && !value) {
		value = (*word)[1];
		if (!value) {
			warn("Option -%.*s needs a value", (int)n, name);
			return bad(as, status, true);
		}
		++*word;
	}
	return store(o, cfg, value, &hint) ? OPT_OK : bad(as, status, hint);
}

enum opt_result opt_parse_dash(const struct persona *as, void *cfg, int *argc, char ***argv,
			       int *status)
{
	char **word = *argc > 0 ? *argv + 1 : *argv, **operand = word;
	bool options = true;

	*argv = operand;
	for (; *word; word++) {
		if (!options || **word != '-') {
			options = options && !as->words;
			*operand++ = *word;
		} else if (strcmp(*word, "--") == 0) {
			options = false;
		} else {
			enum opt_result r = read_option(as, cfg, &word, status);

			if (r != OPT_OK)
				return r;
		}
	}
	*operand = NULL;
	*argc = (int)(operand - *argv);
	return OPT_OK;
}
