/* The command line of mtuprobe: its option table, and HOST[:PORT]. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "mtuprobe.h"

const struct mtu_cfg mtu_defaults = { .deadline = 20 * NS_S };

static int family_call(void *cfg, const struct opt *o, const char *arg)
{
	struct mtu_cfg *c = cfg;

	(void)arg;
	return opt_family(&c->family, o, "only one of -4 and -6 may be given");
}

#define AT(type, field) OPT_AT(mtu_cfg, type, field)
static const struct opt options[] = {
	{ .kind = OPT_CALL, .letter = '4', .call = family_call, .help = "use IPv4",
	  .more = "IPv4 only." },
	{ .kind = OPT_CALL, .letter = '6', .call = family_call, .help = "use IPv6",
	  .more = "IPv6 only." },
	{ .kind = OPT_STR, .letter = 'I', .arg = "interface", .at = AT(const char *, device),
	  .help = "leave by this interface", .more = "Packets leave by this interface." },
	{ .kind = OPT_FLAG, .letter = 'q', .name = "quiet", .at = AT(bool, quiet),
	  .help = "print the number alone",
	  .more = "Print the path MTU alone, in bytes; nothing where it is not known." },
	{ .kind = OPT_FLAG, .name = "set", .at = AT(bool, set),
	  .help = "set the interface's MTU, after asking",
	  .more = "Set the interface's MTU to what was found, if the answer to the question is\n"
		  "yes; how to undo it is printed before.\n"
		  "Needs the capability\n"
		  ".Dv CAP_NET_ADMIN ." },
	{ .kind = OPT_SECONDS, .letter = 'w', .arg = "deadline", .at = AT(ns_t, deadline),
	  .min = 10 * NS_MS, .max = 3600 * NS_S, .help = "stop after so many seconds",
	  .more = "Stop after so many seconds, whatever is known by then; default 20." },
	{ .kind = OPT_FLAG, .name = "json", .at = AT(bool, json),
	  .help = "print the result as JSON lines",
	  .more = "Print JSON lines instead of text; see\n"
		  ".Sx JSON OUTPUT ." },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit",
	  .more = "Print the version and exit." },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print help and exit",
	  .more = "Print the usage text and exit." },
	{ .kind = OPT_END },
};

const struct persona mtu_personas[] = {
	{ .name = "mtuprobe", .title = "find the path MTU, and what is wrong with it",
	  .operand = "HOST[:PORT]",
	  .operand_help = "dns name or ip address, [ipv6]:port; PORT of TCP that is open",
	  .opts = options },
	{ 0 },
};

static bool wrong(const char *text, const char *what)
{
	warn("%s: %s", text, what);
	return false;
}

/* An IPv6 address has colons of its own: with a port it stands in brackets. */
static bool split(struct mtuprobe *m, const char *text)
{
	char *name = prog_alloc(strlen(text) + 1, 1), *port = NULL, *end;
	int64_t v;

	strcpy(name, text);
	m->name = name;
	m->target = name;
	if (*name == '[') {
		m->target = name + 1;
		end = strchr(name, ']');
		if (!end || (end[1] && end[1] != ':'))
			return wrong(text, "not [ADDRESS]:PORT");
		*end = '\0';
		port = end[1] ? end + 2 : NULL;
	} else {
		end = strchr(name, ':');
		if (end && !strchr(end + 1, ':')) {
			*end = '\0';
			port = end + 1;
		}
	}
	if (!port)
		return true;
	if (num_int(port, 1, UINT16_MAX, &v) != NUM_OK)
		return wrong(text, "the port is not a number from 1 to 65535");
	m->port = (int)v;
	return true;
}

/* No address at all is this host, as everywhere on Linux. */
static void name_this_host(struct addr *a)
{
	if (!addr_is_any(a))
		return;
	a->b[addr_len(a) - 1] = 1;
	if (a->family == ADDR_V4)
		a->b[0] = 127;
}

bool mtu_check(struct mtuprobe *m, int argc, char **argv, int *status)
{
	const char *why;

	*status = PROG_USAGE;
	if (argc != 1) {
		opt_usage(mtu_personas, STDERR_FILENO);
		return false;
	}
	if (m->cfg.quiet && m->cfg.json) {
		warn("only one of -q and --json may be given");
		return false;
	}
	if (!split(m, argv[0]))
		return false;
	why = resolve_host(m->target, (enum addr_family)m->cfg.family, &m->host);
	if (why)
		return wrong(m->target, why);
	name_this_host(&m->host.addr);
	return true;
}
