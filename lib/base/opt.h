/* Option tables: one table drives the parser, the usage text, the man page and the completions. */
#ifndef BASE_OPT_H
#define BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/persona.h"

enum opt_kind {
	OPT_END,		/* ends the table */
	OPT_TITLE,		/* a heading in the usage text: .help */
	OPT_FLAG,		/* bool: true */
	OPT_COUNT,		/* int: one more */
	OPT_PICK,		/* int: .min; the last of several wins */
	OPT_INT,		/* int64_t in [min, max], decimal */
	OPT_ANY,		/* int64_t in [min, max], decimal, 0x hexadecimal or 0 octal */
	OPT_SECONDS,		/* ns_t in [min, max] nanoseconds, from decimal seconds */
	OPT_STR,		/* const char *: the argument as it is */
	OPT_CALL,		/* .call reads the argument (NULL: it has none) */
	OPT_HELP,		/* usage */
	OPT_VERSION,
	OPT_VERB,		/* what to do, const void *: .verb; operands follow: "interface" */
};

struct opt {
	enum opt_kind kind;
	char letter;			/* or 0 */
	char name[35];			/* long name, or "" */
	/*
	 * Name of its argument, or NULL. OPT_VERB has none: the words that may follow its operand,
	 * a line each, or NULL.
	 */
	const char *arg;
	size_t at;			/* OPT_AT(): where in the cfg struct */
	int64_t min, max;
	int status;			/* exit status of a bad argument; 0 stands for 2 */
	bool ours;			/* no name of the classic tool: see opt_parse() */
	bool maybe;			/* opt_parse(): the argument may be left out */
	bool single;			/* one dash before the name: "-xy" */
	/* Returns 0, or -1 after warn(); opt_parse_exact() has a message of its own, too. */
	int (*call)(void *cfg, const struct opt *o, const char *arg);
	const void *verb;		/* of OPT_VERB; a row of it without help is another name */
	const char *help;		/* usage and completions: one line */
	const char *more;		/* man page: mdoc(7) text; NULL: the help line */
};

/* Offset of a field whose type is checked when it is compiled. */
#define OPT_AT(cfg, type, field) \
	(offsetof(struct cfg, field) + 0 * sizeof(&((struct cfg *)0)->field == (type *)0))

enum opt_result {
	OPT_OK,
	OPT_SHOWN,		/* --help, --version, --help=man...: it is on standard output */
	OPT_BAD,		/* a message is on standard error; *status is set */
};

/*
 * Reads the options, anywhere among the operands unless POSIXLY_CORRECT is set. Long names may be
 * abbreviated; where an abbreviation suits classic names, `ours` are not looked at. Afterwards
 * *argv and *argc are the operands. Opens nothing and asks nobody. *status is set to the exit
 * status where the result is not OPT_OK.
 */
enum opt_result opt_parse(const struct persona *as, void *cfg, int *argc, char ***argv,
			  int *status);

/*
 * Likewise for a table with verbs: an option is the whole text of one argument, never a part of
 * it, and stands before the operands. A call of its own, so that a program of verbs starts without
 * getopt.
 */
enum opt_result opt_parse_verbs(const struct persona *as, void *cfg, int *argc, char ***argv,
				int *status);

/*
 * Likewise as the classic traceroute: long names are not abbreviated; an argument stands behind
 * "=", or behind a letter that begins its word, or in the word behind a cluster of letters. Other
 * messages; all with status PROG_USAGE.
 */
enum opt_result opt_parse_exact(const struct persona *as, void *cfg, int *argc, char ***argv,
				int *status);

/*
 * Likewise as openssl's commands: single-dash names, whole, their argument behind "=" or in the
 * next word; two dashes do as well, but name a row that is not single first. Other messages, all
 * with the persona's usage_status; a hint at -help follows, unless .call returns OPT_NO_HINT.
 */
#define OPT_NO_HINT (-2)
enum opt_result opt_parse_dash(const struct persona *as, void *cfg, int *argc, char ***argv,
			       int *status);

/* A number in [min, max] for a call of such a table. 0, or -1 after its message. */
int opt_dash_number(const struct opt *o, const char *arg, int64_t min, int64_t max, int64_t *v);

/*
 * For the call of a row whose letter is 4 or 6: keeps which it is. -1 after the message where it
 * was the other before.
 */
int opt_family(int *family, const struct opt *o, const char *message);

/* Is the text a name of that row, "-x" or "--xyz", whole? */
bool opt_is(const struct opt *o, const char *text);

/* Reads an option's argument from elsewhere. 0, or -1 after a message. */
int opt_value(const struct opt *o, void *cfg, const char *arg);

/* The usage text on the descriptor. */
void opt_usage(const struct persona *as, int fd);

#endif
