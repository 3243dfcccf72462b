/* A small option table with a row of every kind, and a way to call its parser. */
#ifndef UNIT_OPT_TABLE_H
#define UNIT_OPT_TABLE_H

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/prog.h"
#include "capture.h"
#include "test.h"

struct cfg {
	bool flag, dashed;
	int count, pick;
	int64_t num, any;
	ns_t seconds, patience;
	const char *str, *device;
	const char *called;		/* argument of the last OPT_CALL */
	const void *verb;
	int calls;
	bool misfed;			/* an argument where there should be none, or none */
};

static int call_row(void *at, const struct opt *o, const char *arg)
{
	struct cfg *cfg = at;

	cfg->misfed |= (o->arg != NULL) != (arg != NULL);
	cfg->calls++;
	cfg->called = arg ? arg : o->name;
	if (arg && strcmp(arg, "refuse") == 0) {
		warn("refused: %s", arg);
		return -1;
	}
	return 0;
}

/* A field of a wrong type does not compile: OPT_AT() compares its address with a typed pointer. */
static const struct opt table_opts[] = {
	{ OPT_FLAG, 'f', "flag", .at = OPT_AT(cfg, bool, flag), .help = "sets a flag" },
	{ OPT_FLAG, 0, "with-dashes", .at = OPT_AT(cfg, bool, dashed),
	  .help = "it's [odd]: \"a\\b\"\nhere" },
	{ OPT_COUNT, 'v', "verbose", .at = OPT_AT(cfg, int, count), .help = "one more" },
	{ OPT_PICK, '4', "", .at = OPT_AT(cfg, int, pick), .min = 4, .help = "use IPv4" },
	{ OPT_PICK, '6', "", .at = OPT_AT(cfg, int, pick), .min = 6, .help = "use IPv6" },
	{ OPT_TITLE, .help = "Numbers" },
	{ OPT_INT, 'c', "count", "count", OPT_AT(cfg, int64_t, num), 1, 100,
	  .help = "stop after <count>", .more = "Stop after\n.Ar count\nreplies." },
	{ OPT_ANY, 'm', "", "mark", OPT_AT(cfg, int64_t, any), -16, 255, .help = "mark packets" },
	{ OPT_SECONDS, 'i', "interval", "seconds", OPT_AT(cfg, ns_t, seconds), 2 * NS_MS, 10 * NS_S,
	  .status = 1, .help = "between two" },
	{ OPT_SECONDS, 'W', "", "seconds", OPT_AT(cfg, ns_t, patience), NS_S / 2, NS_NEVER,
	  .help = ".5 or more" },
	{ OPT_TITLE, .help = "Texts" },
	{ OPT_STR, 'p', "pattern", "pattern", OPT_AT(cfg, const char *, str),
	  .help = "fills packets" },
	{ OPT_STR, 'I', "", "interface", OPT_AT(cfg, const char *, device),
	  .help = "name or address" },
	{ OPT_CALL, 'T', "when", "moment", .call = call_row, .status = 3,
	  .help = "reads it itself" },
	{ OPT_CALL, 'A', "act", .call = call_row, .help = "takes no argument" },
	{ OPT_FLAG, 'U', "", .at = OPT_AT(cfg, bool, flag) },		/* in no text: no help */
	{ OPT_HELP, 'h', "help", .help = "this text" },
	{ OPT_VERSION, 'V', "version", .help = "which one it is" },
	{ OPT_END },
};

static const struct persona table_persona = {
	.name = "tool", .title = "a tool", .operand = "<host>", .operand_help = "name or address",
	.opts = table_opts, .help_status = 2,
};

/* Tools whose options are whole words, one of them what to do. */
static const char look[] = "look", change[] = "change";

static const struct opt verb_opts[] = {
	{ OPT_TITLE, .help = "Flags" },
	{ OPT_FLAG, 0, "json", .at = OPT_AT(cfg, bool, flag), .help = "prints JSON" },
	{ OPT_COUNT, 'I', "include", .at = OPT_AT(cfg, int, count), .help = "one more" },
	{ OPT_ANY, 0, "debug", "mask", OPT_AT(cfg, int64_t, any), 0, 255, .help = "what is sent" },
	{ OPT_CALL, 0, "when", "moment", .call = call_row, .help = "reads it itself" },
	{ OPT_TITLE, .help = "Verbs" },
	{ OPT_VERB, 'l', "look", .at = OPT_AT(cfg, const void *, verb), .verb = look,
	  .help = "looks at it", .arg = "deep on|off\n.dots N\n" },
	{ OPT_VERB, 0, "see", .at = OPT_AT(cfg, const void *, verb), .verb = look },
	{ OPT_VERB, 'v', "", .at = OPT_AT(cfg, const void *, verb), .verb = look },
	{ OPT_VERB, 'c', "change", .at = OPT_AT(cfg, const void *, verb), .verb = change,
	  .help = "changes it\0" },
	{ OPT_HELP, 'h', "help", .help = "this text" },
	{ OPT_VERSION, 0, "version", .help = "which one it is" },
	{ OPT_END },
};

static const struct persona verb_persona = {
	.name = "tool", .title = "a tool", .operand = "interface", .operand_help = "which one",
	.opts = verb_opts, .usage_status = 1,
};

/* As the classic traceroute reads its command line. */
static const struct opt exact_opts[] = {
	{ OPT_FLAG, 'f', "flag", .at = OPT_AT(cfg, bool, flag), .help = "sets a flag" },
	{ OPT_FLAG, 'L', "", .at = OPT_AT(cfg, bool, flag), .help = "likewise" },
	{ OPT_COUNT, 'v', "verbose", .at = OPT_AT(cfg, int, count), .help = "one more" },
	{ OPT_FLAG, 0, "vL", .single = true, .at = OPT_AT(cfg, bool, dashed), .help = "a word" },
	{ OPT_ANY, 'm', "most", "number", OPT_AT(cfg, int64_t, any), -16, 255, .help = "mark" },
	{ OPT_CALL, 'T', "when", "moment", .call = call_row, .help = "reads it itself" },
	{ OPT_HELP, 0, "help", .help = "this text" },
	{ OPT_VERSION, 'V', "version", .help = "which one it is" },
	{ OPT_END },
};

static const struct persona exact_persona = {
	.name = "tool", .title = "a tool", .operand = "host", .operand_help = "name or address",
	.opts = exact_opts,
};

/* The result of a command line, and what was written on the way. */
struct parsed {
	enum opt_result result;
	int status, argc;
	struct cfg cfg;
	char *operands[20];
	char words[4096];		/* the strings that argv points at */
	struct capture out, err;
};

/* One of the parsers. */
typedef enum opt_result parse_fn(const struct persona *as, void *cfg, int *argc, char ***argv,
				 int *status);

/* Parses "tool" and the arguments, which end with NULL. */
static inline void parse_by(struct parsed *p, parse_fn *parse, const struct persona *as,
			    const char *const *args)
{
	char *argv[21], *word = p->words, **operands = argv;

	memset(&p->cfg, 0, sizeof(p->cfg));
	p->status = -1;
	p->argc = 0;
	argv[p->argc++] = strcpy(word, "/usr/bin/tool");
	for (; *args; args++) {
		word += strlen(word) + 1;
		argv[p->argc++] = strcpy(word, *args);
	}
	argv[p->argc] = NULL;
	optind = 0;			/* getopt starts anew */
	program_invocation_short_name = argv[0] + strlen("/usr/bin/");
	capture_begin(&p->out, STDOUT_FILENO);
	capture_begin(&p->err, STDERR_FILENO);
	p->result = parse(as, &p->cfg, &p->argc, &operands, &p->status);
	capture_end(&p->err);
	capture_end(&p->out);
	for (int i = 0; p->result == OPT_OK && i <= p->argc; i++)
		p->operands[i] = operands[i];
}

static inline void parse_as(struct parsed *p, const struct persona *as, const char *const *args)
{
	parse_by(p, as->opts == verb_opts ? opt_parse_verbs : opt_parse, as, args);
}

#define EXACT(p, ...)                                                                              \
	parse_by((p), opt_parse_exact, &exact_persona, (const char *const[]){ __VA_ARGS__, NULL })
#define VERB(p, ...) parse_as((p), &verb_persona, (const char *const[]){ __VA_ARGS__, NULL })
#define PARSE(p, ...) parse_as((p), &table_persona, (const char *const[]){ __VA_ARGS__, NULL })

#endif
