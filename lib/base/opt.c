/* Option tables: the parser, over getopt_long(3). The texts made of a table are in opt_text.c. */
#include "base/opt.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/opt_rows.h"
#include "base/opt_text.h"
#include "base/prog.h"

#define HELP "--help="
#define HELP_LEN (sizeof(HELP) - 1)
#define OPT_MAX 128		/* rows in a table */
#define OPT_LONG 256		/* getopt's value of row i without a letter is OPT_LONG + i */

/* getopt's two descriptions of the table. */
struct getopt_table {
	char letters[2 * OPT_MAX + 2];
	struct option longs[OPT_MAX + 1];
	bool all;
};

/* all: with the names that are ours. */
static void getopt_table(struct getopt_table *t, const struct persona *as, bool all)
{
	const struct opt *opts = as->opts;
	char *p = t->letters;
	struct option *l = t->longs;

	if (as->words)
		*p++ = '+';
	for (const struct opt *o = opts; o->kind != OPT_END; o++) {
		int has = o->kind == OPT_HELP || o->maybe ? optional_argument :
			  o->arg			  ? required_argument :
							    no_argument;

		if (!opt_is_option(o))
			continue;
		if (o->letter) {
			*p++ = o->letter;
			if (has == required_argument)
				*p++ = ':';
		}
		if (o->name[0] && (all || !o->ours))
			*l++ = (struct option){ o->name, has, NULL, OPT_LONG + (int)(o - opts) };
	}
	*p = '\0';
	*l = (struct option){ 0 };
	t->all = all;
}

const struct opt *opt_by_letter(const struct opt *opts, int letter)
{
	for (const struct opt *o = opts; o->kind != OPT_END; o++)
		if (opt_is_option(o) && o->letter == letter)
			return o;
	return NULL;
}

static const struct opt *find(const struct opt *opts, int c)
{
	return c >= OPT_LONG ? &opts[c - OPT_LONG] : opt_by_letter(opts, c);
}

static void bad_number(const struct opt *o, const char *arg, enum num_result r)
{
	if (r == NUM_SYNTAX)
		warn("invalid argument: '%s'", arg);
	else if (r == NUM_OVERFLOW)
		warn("invalid argument: '%s': %s", arg, strerror(ERANGE));
	else if (o->kind != OPT_SECONDS)
		warn("invalid argument: '%s': out of range: %lld <= value <= %lld", arg,
		     (long long)o->min, (long long)o->max);
	else if (o->max == NS_NEVER)
		warn("invalid argument: '%s': out of range: %g <= value", arg,
		     (double)o->min / NS_S);
	else
		warn("invalid argument: '%s': out of range: %g <= value <= %g", arg,
		     (double)o->min / NS_S, (double)o->max / NS_S);
}

int opt_store(const struct opt *o, void *cfg, const char *arg, enum num_result *r)
{
	void *at = (char *)cfg + o->at;

	*r = NUM_OK;
	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)at = true;
		break;
	case OPT_COUNT:
		if (*(int *)at < INT_MAX)
			++*(int *)at;
		break;
	case OPT_PICK:
		*(int *)at = (int)o->min;
		break;
	case OPT_INT:
		*r = num_int(arg, o->min, o->max, at);
		break;
	case OPT_ANY:
		*r = num_any(arg, o->min, o->max, at);
		break;
	case OPT_SECONDS:
		*r = num_seconds(arg, o->min, o->max, at);
		break;
	case OPT_STR:
		*(const char **)at = arg;
		break;
	case OPT_CALL:
		return o->call(cfg, o, arg);
	default:
		break;
	}
	return *r == NUM_OK ? 0 : -1;
}

int opt_value(const struct opt *o, void *cfg, const char *arg)
{
	enum num_result r;

	if (opt_store(o, cfg, arg, &r) == 0)
		return 0;
	if (r != NUM_OK)
		bad_number(o, arg, r);
	return -1;
}

int opt_family(int *family, const struct opt *o, const char *message)
{
	int given = o->letter - '0';

	if (*family && *family != given) {
		warn("%s", message);
		return -1;
	}
	*family = given;
	return 0;
}

bool opt_is(const struct opt *o, const char *text)
{
	if (!opt_is_option(o) || text[0] != '-')
		return false;
	if (o->letter && text[1] == o->letter && !text[2])
		return true;
	return o->name[0] && text[1] == '-' && strcmp(text + 2, o->name) == 0;
}

static const struct opt *find_whole(const struct opt *opts, const char *text)
{
	for (const struct opt *o = opts; o->kind != OPT_END; o++)
		if (opt_is(o, text))
			return o;
	return NULL;
}

static enum opt_result bad_verb(const struct persona *as, int *status)
{
	warn("bad command line argument(s)");
	warn_bare("For more information run %s -h", prog_name());
	*status = as->usage_status ? as->usage_status : PROG_USAGE;
	return OPT_BAD;
}

enum opt_result opt_parse_verbs(const struct persona *as, void *cfg, int *argc, char ***argv,
				int *status)
{
	const struct opt *o = NULL;
	char **arg = *argc > 0 ? *argv + 1 : *argv;

	for (; *arg && **arg == '-'; arg++) {
		const char *form = NULL;

		if (strlen(*arg) >= HELP_LEN && memcmp(*arg, HELP, HELP_LEN) == 0)
			form = *arg + HELP_LEN;
		o = find_whole(as->opts, form ? "--help" : *arg);
		if (!o)
			return bad_verb(as, status);
		if (o->kind == OPT_HELP || o->kind == OPT_VERSION) {
			*status = o->kind == OPT_HELP ? opt_text(as, form) : opt_version(as);
			return *status ? OPT_BAD : OPT_SHOWN;
		}
		if (o->kind == OPT_VERB) {
			*(const void **)((char *)cfg + o->at) = o->verb;
			arg++;
			break;
		}
		if (o->arg && !arg[1])
			return bad_verb(as, status);
		if (o->arg)
			arg++;
		if (opt_value(o, cfg, *arg) < 0)
			return bad_verb(as, status);
	}
	*argc -= (int)(arg - *argv);
	*argv = arg;
	return OPT_OK;
}

/* Does a name begin so? Of the classic ones, or of ours. */
static bool suits(const struct opt *o, const char *text, size_t n, bool ours)
{
	for (; o->kind != OPT_END; o++)
		if (opt_is_option(o) && o->ours == ours && strncmp(o->name, text, n) == 0)
			return true;
	return false;
}

/*
 * Is the option that getopt comes to next a long name of ours? Whole, or as no classic one begins.
 * Within a cluster of letters the answer does not matter.
 */
static bool is_ours(const struct opt *opts, char **argv)
{
	const char *text;
	size_t n;

	while (*argv && ((*argv)[0] != '-' || !(*argv)[1]))
		argv++;
	if (!*argv || (*argv)[1] != '-')
		return false;
	text = *argv + 2;
	n = strcspn(text, "=");
	for (const struct opt *o = opts; o->kind != OPT_END; o++)
		if (o->ours && strlen(o->name) == n && memcmp(o->name, text, n) == 0)
			return true;
	return n && suits(opts, text, n, true) && !suits(opts, text, n, false);
}

/* getopt_long(), with the names that the next option may have. */
static int next_option(struct getopt_table *t, const struct persona *as, int argc, char **argv)
{
	bool all = argc > 0 && is_ours(as->opts, argv + (optind ? optind : 1));

	if (all != t->all)
		getopt_table(t, as, all);
	return getopt_long(argc, argv, t->letters, t->longs, NULL);
}

enum opt_result opt_parse(const struct persona *as, void *cfg, int *argc, char ***argv, int *status)
{
	struct getopt_table t;
	int c;

	getopt_table(&t, as, false);
	/* getopt's own messages begin with argv[0]: without folders, as in warn() */
	if (*argc > 0 && strrchr((*argv)[0], '/'))
		(*argv)[0] = strrchr((*argv)[0], '/') + 1;
	/* "-?" may be an option; what is wrong says so by another optopt */
	while (optopt = '?', (c = next_option(&t, as, *argc, *argv)) != -1) {
		const struct opt *o = c == '?' && optopt != '?' ? NULL : find(as->opts, c);

		if (!o) {
			if (as->words)
				warn("`--help' gives usage information.");
			else if (as->hint)
				warn_bare("Try '%s --help' or '%s --usage' for more information.",
					  prog_name(), prog_name());
			else
				opt_usage(as, STDERR_FILENO);
			*status = as->usage_status ? as->usage_status : PROG_USAGE;
			return OPT_BAD;
		}
		if (o->kind == OPT_HELP) {
			if (c < OPT_LONG) {
				*status = as->help_status;
				opt_usage(as, as->help_status ? STDERR_FILENO : STDOUT_FILENO);
				return OPT_SHOWN;
			}
			*status = opt_text(as, optarg);
			return *status ? OPT_BAD : OPT_SHOWN;
		}
		if (o->kind == OPT_VERSION) {
			*status = opt_version(as);
			return OPT_SHOWN;
		}
		if (opt_value(o, cfg, optarg) < 0) {
			*status = o->status ? o->status : PROG_USAGE;
			return OPT_BAD;
		}
	}
	*argc -= optind;
	*argv += optind;
	return OPT_OK;
}
