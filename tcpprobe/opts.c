/* Which half of the program a command line asks for, and the telnet client's option table. */
#include <string.h>
#include <unistd.h>

#include "base/addr.h"
#include "base/obuf.h"
#include "base/opt_text.h"
#include "base/prog.h"
#include "prober.h"
#include "tcpprobe.h"

#define ROWS 64		/* both tables together */

static int refused_call(void *cfg, const struct opt *o, const char *arg)
{
	(void)cfg;
	(void)arg;
	warn("-%c: Kerberos and encryption are not supported; use ssh(1)", o->letter);
	return -1;
}

static int output_call(void *cfg, const struct opt *o, const char *arg)
{
	struct telnet_cfg *c = cfg;

	(void)arg;
	c->binary_out = true;
	c->binary_in |= o->letter == '8';
	return 0;
}

static int login_call(void *cfg, const struct opt *o, const char *arg)
{
	struct telnet_cfg *c = cfg;

	c->login = o->letter != 'K';
	if (arg)
		c->user = arg;
	return 0;
}

#define FLAG(ch, word, field, text)                                                                \
	{                                                                                          \
		.kind = OPT_FLAG, .letter = ch, .name = word,                                      \
		.at = OPT_AT(telnet_cfg, bool, field), .help = text                                \
	}
#define TEXT(ch, word, what, field, text)                                                          \
	{                                                                                          \
		.kind = OPT_STR, .letter = ch, .name = word, .arg = what,                          \
		.at = OPT_AT(telnet_cfg, const char *, field), .help = text                        \
	}
#define CALL(ch, word, what, fn, text)                                                             \
	{                                                                                          \
		.kind = OPT_CALL, .letter = ch, .name = word, .arg = what, .call = fn,             \
		.help = text, .status = TELNET_USAGE                                               \
	}
#define FAMILY(ch, word, which, text)                                                              \
	{                                                                                          \
		.kind = OPT_PICK, .letter = ch, .name = word, .min = which,                        \
		.at = OPT_AT(telnet_cfg, int, family), .help = text                                \
	}

const struct opt telnet_options[] = {
	FAMILY('4', "ipv4", ADDR_V4, "IPv4 only"),
	FAMILY('6', "ipv6", ADDR_V6, "IPv6 only"),
	CALL('8', "binary", NULL, output_call, "ask for 8 bits both ways (BINARY)"),
	CALL('a', "login", NULL, login_call, "tell the server the user's name, if it asks"),
	TEXT('b', "bind", "address", bind, "local address to connect from"),
	FLAG('c', "no-rc", no_rc, "do not read ~/.telnetrc"),
	FLAG('d', "debug", debug, "debugging on the socket (SO_DEBUG)"),
	TEXT('e', "escape", "char", escape, "escape character; \"\": none"),
	FLAG('E', "no-escape", no_escape, "no escape character"),
	CALL('K', "no-login", NULL, login_call, "do not tell the user's name"),
	CALL('k', "realm", "realm", refused_call, "refused: no Kerberos"),
	CALL('l', "user", "name", login_call, "tell the server this user's name, if it asks"),
	CALL('L', "binary-output", NULL, output_call, "ask for 8 bits towards the server"),
	TEXT('n', "trace", "file", trace, "where traces are written"),
	FLAG('r', "rlogin", rlogin, "escape character ~, as in rlogin"),
	CALL('x', "encrypt", NULL, refused_call, "refused: no encryption"),
	CALL('X', "disable-auth", "type", refused_call, "refused: no authentication"),
	{ .kind = OPT_HELP, .letter = '?', .name = "help", .help = "print the usage and exit" },
	{ .kind = OPT_HELP, .name = "usage", .help = "likewise" },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit" },
	{ .kind = OPT_END },
};

#define PERSONA(called, what, words, text) \
	{ \
		.name = called, .title = what, .operand = words, \
		.operand_help = "name or address; number or service", .opts = telnet_options, \
		.usage_status = TELNET_USAGE, .hint = true, .help = text \
	}

const struct persona tcpprobe_personas[] = {
	PERSONA("tcpprobe", "talk to a TCP port, or see whether it is open", "[host [port]]",
		tcpprobe_help),
	PERSONA("telnet", "talk to a host over TELNET or bare TCP", "[host [port]]", NULL),
	{ 0 },
};

static const struct opt *by_letter(const struct opt *o, char letter)
{
	while (o->kind != OPT_END && (!o->letter || o->letter != letter))
		o++;
	return o->kind == OPT_END ? NULL : o;
}

/* Long names also cut short, as getopt_long(3) takes them. */
static const struct opt *by_name(const struct opt *o, const char *name)
{
	size_t n = strcspn(name, "=");

	while (o->kind != OPT_END && (!o->name[0] || strncmp(o->name, name, n) != 0))
		o++;
	return o->kind == OPT_END ? NULL : o;
}

/* A list of ports, or a range that is not telnet's "-PORT". */
static bool is_list(const char *s)
{
	const char *dash = ob_find(s, '-');

	if (ob_find(s, ','))
		return true;
	return dash && dash > s && dash[1] >= '0' && dash[1] <= '9' && *s >= '0' && *s <= '9';
}

/* An option: does it belong to the prober alone? *skip: its argument is the next word. */
static bool is_probers(const char *word, bool *skip)
{
	const struct opt *o;

	*skip = false;
	if (word[1] == '-') {
		o = by_name(telnet_options, word + 2);
		*skip = o && o->arg && !ob_find(word, '=');
		return !o && by_name(prober_options, word + 2);
	}
	for (const char *p = word + 1; *p; p++) {
		o = by_letter(telnet_options, *p);
		if (!o)
			return by_letter(prober_options, *p) != NULL;
		if (o->arg) {
			*skip = !p[1];
			break;
		}
	}
	return false;
}

bool tcpprobe_probes(int argc, char **argv)
{
	bool options = true, skip = false;
	int operands = 0;

	for (int i = 1; i < argc; i++) {
		if (skip) {
			skip = false;
		} else if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && argv[i][0] == '-' && argv[i][1]) {
			if (is_probers(argv[i], &skip))
				return true;
		} else if (++operands > 2 || (operands == 2 && is_list(argv[i]))) {
			return true;
		}
	}
	return false;
}

int tcpprobe_help(const char *form)
{
	struct opt both[ROWS];
	struct persona as = tcpprobe_personas[0];
	size_t n = 0;

	for (const struct opt *o = telnet_options; o->kind != OPT_END; o++)
		both[n++] = *o;
	both[n++] = (struct opt){ .kind = OPT_TITLE, .help = "Probing ports" };
	for (const struct opt *o = prober_options; o->kind != OPT_END && n < ROWS - 1; o++)
		if (!by_letter(telnet_options, o->letter) && !by_name(telnet_options, o->name))
			both[n++] = *o;
	both[n] = (struct opt){ .kind = OPT_END };
	as.opts = both;
	as.help = NULL;
	return opt_text(&as, form);
}
