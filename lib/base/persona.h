/* One program, several names: what it answers as is chosen by the name it is called by. */
#ifndef BASE_PERSONA_H
#define BASE_PERSONA_H

#include <stdbool.h>

struct obuf;
struct opt;

/*
 * A tool's personas stand in one array that ends with name NULL; the first is the tool's own
 * name and serves for unknown names, too.
 */
struct persona {
	const char *name;
	const char *title;		/* one line: what it does (man page, completions) */
	const char *operand;		/* the usage line behind [options], as "<destination>" */
	const char *operand_help;	/* its line in the usage text */
	const struct opt *opts;		/* option table, ends with OPT_END */
	int help_status;		/* exit status of -h: classic tools differ */
	int usage_status;		/* exit status of an unknown option; 0 stands for 2 */
	int (*help)(const char *form);	/* instead of opt_text(), where it has more to tell */
	void (*words_text)(struct obuf *o);	/* usage text of the words behind the options */
	bool hint;			/* a wrong option: where help is, no usage text */
	bool words;			/* options end at the first operand; words follow */
	int variant;			/* what the name alone decides; the tool's own meaning */
};

/* The persona for argv[0]: folders before the name do not count. */
const struct persona *persona_pick(const struct persona *all, const char *argv0);

#endif
