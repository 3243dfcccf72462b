/* tracepath's command line: its option table, and the rules between options. */
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "tracepath.h"

#define LENGTH4 65535
#define LENGTH6 128000		/* longer than any packet: only this host can say so */
#define LEAST4 28
#define LEAST6 48		/* headers alone */

/* The gap keeps packets of full size from filling the first queue on their way. */
const struct trace_cfg trace_defaults = {
	.first = 1, .max = 30, .per_hop = 3, .sweep = true, .gap = NS_MS, .mtu = true,
	.whole = true, .window = -1, .tos = -1, .flow = -1, .mark = -1, .sport = -1, .port = -1,
	.wait = PATH_WAIT, .method = &method_tracepath,
};

static int family_call(void *cfg, const struct opt *o, const char *arg)
{
	struct trace_cfg *c = cfg;

	(void)arg;
	return opt_family(&c->family, o, "Only one -4 or -6 option may be specified");
}

#define AT(type, field) OPT_AT(trace_cfg, type, field)
#define FLAG(ch, field, text) .kind = OPT_FLAG, .letter = ch, .at = AT(bool, field), .help = text
#define NUMBER(ch, field, hi) \
	.kind = OPT_INT, .letter = ch, .at = AT(int64_t, field), .max = hi, .status = 1

const struct opt trace_options[] = {
	{ .kind = OPT_CALL, .letter = '4', .call = family_call, .help = "use IPv4",
	  .more = "IPv4 only." },
	{ .kind = OPT_CALL, .letter = '6', .call = family_call, .help = "use IPv6",
	  .more = "IPv6 only." },
	{ FLAG('b', both, "print both name and ip"),
	  .more = "Show the name and the address of each host." },
	{ NUMBER('l', length, INT32_MAX), .arg = "length", .help = "use packet <length>",
	  .more = "Start with packets of so many bytes, headers included;\n"
		  "default 65535, for IPv6 128000: what the first link carries." },
	{ NUMBER('m', max, 255), .arg = "hops", .help = "use maximum <hops>",
	  .more = "Go no farther than so many hops; default 30." },
	{ FLAG('n', numeric, "no dns name resolution"),
	  .more = "Show addresses only, and ask for no names." },
	{ NUMBER('p', port, UINT16_MAX), .arg = "port", .help = "use destination <port>",
	  .more = "The first probe goes to this port, each further one to the next.\n"
		  "Default: all go to port 44444, so that all take one way." },
	{ .kind = OPT_FLAG, .name = "json", .ours = true, .at = AT(bool, json),
	  .help = "print hops as JSON lines",
	  .more = "Print one JSON object a line for each hop instead of text; see\n"
		  ".Sx JSON OUTPUT ." },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit",
	  .more = "Print the version and exit." },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print help and exit",
	  .more = "Print the usage text and exit." },
	{ .kind = OPT_END },
};

/* "host/port" */
static bool read_port(struct trace *t)
{
	char *slash = strchr(t->target, '/');
	const struct opt *o = trace_options;

	if (!slash)
		return true;
	while (o->letter != 'p')
		o++;
	*slash = '\0';
	return opt_value(o, &t->cfg, slash + 1) == 0;
}

bool trace_check(struct trace *t, int argc, char **argv, int *status)
{
	struct trace_cfg *c = &t->cfg;
	const char *wrong;
	int least;

	*status = PROG_USAGE;
	if (argc != 1) {
		opt_usage(trace_personas, STDERR_FILENO);
		*status = trace_personas->usage_status;
		return false;
	}
	*status = PROG_FAIL;
	t->target = argv[0];
	if (!read_port(t))
		return false;
	wrong = c->family ? resolve_only(t->target, (enum addr_family)c->family, &t->host) :
			    resolve_host(t->target, ADDR_NONE, &t->host);
	if (wrong) {
		warn("%s: %s", t->target, wrong);
		return false;
	}
	least = t->host.addr.family == ADDR_V4 ? LEAST4 : LEAST6;
	if (c->length && c->length <= least) {
		warn("pktlen must be within: %d < value <= %d", least, INT32_MAX);
		return false;
	}
	if (!c->length)
		c->length = t->host.addr.family == ADDR_V4 ? LENGTH4 : LENGTH6;
	c->number_first = c->both && c->numeric;
	c->numeric &= !c->both;
	trace_sizes(t);
	return true;
}
