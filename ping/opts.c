/* ping's command line: its option table, and the rules between options. */
#include "ping.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"

#define WAIT_DEFAULT (4 * NS_S) /* outlasts the 3 s until the kernel gives up on a neighbour */
#define WAIT_MAX (2147483 * NS_S)

const struct ping_cfg ping_defaults = {
	.interval = -1, .wait = WAIT_DEFAULT, .preload = 1, .size = 56, .ttl = -1, .mark = -1,
	.id = -1, .tos = -1, .pmtud = -1, .flow = -1, .stamp = PING_STAMP_NONE,
};

static int family_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	(void)arg;
	return opt_family(&c->family, o, "only one -4 or -6 option may be specified");
}

/* An address is a source, ADDRESS%DEVICE both, everything without a colon else a device. */
static int interface_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;
	char number[ADDR_STR] = "";
	size_t n = strcspn(arg, "%");

	(void)o;
	if (addr_parse4(&c->source, arg))
		return 0;
	if (!strchr(arg, ':')) {
		c->device = arg;
		return 0;
	}
	if (n < sizeof(number))
		memcpy(number, arg, n);
	if (!addr_parse6(&c->source, number)) {
		warn("invalid source address: %s", arg);
		return -1;
	}
	if (arg[n])
		c->device = arg + n + 1;
	return 0;
}

static int interval_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	if (num_seconds(arg, o->min, o->max, &c->interval) == NUM_OK)
		return 0;
	warn("bad timing interval: %s", arg);
	return -1;
}

static int wait_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	if (num_seconds(arg, o->min, o->max, &c->wait) != NUM_OK) {
		warn("bad linger time: %s", arg);
		return -1;
	}
	if (c->wait == 0)		/* as long as it takes */
		c->wait = WAIT_MAX;
	return 0;
}

static int pmtud_call(void *cfg, const struct opt *o, const char *arg)
{
	static const struct {
		const char *name;
		int value;
	} modes[] = {
		{ "do", IP_PMTUDISC_DO },
		{ "dont", IP_PMTUDISC_DONT },
		{ "want", IP_PMTUDISC_WANT },
		{ "probe", IP_PMTUDISC_PROBE },
	};
	struct ping_cfg *c = cfg;

	(void)o;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		if (strcmp(arg, modes[i].name) == 0) {
			c->pmtud = modes[i].value;
			return 0;
		}
	}
	warn("invalid -M argument: %s", arg);
	return -1;
}

static int pattern_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;
	const char *p = arg;

	(void)o;
	for (; *p; p++)
		if (num_hex(*p) < 0) {
			warn("patterns must be specified as hex digits: %s", p);
			return -1;
		}
	c->pattern_len = 0;
	for (p = arg; *p && c->pattern_len < PING_PATTERN; p += p[1] ? 2 : 1) {
		unsigned v = (unsigned)num_hex(*p);

		if (p[1])
			v = v << 4 | (unsigned)num_hex(p[1]);
		c->pattern[c->pattern_len++] = (uint8_t)v;
	}
	return 0;
}

static int tos_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;
	int64_t v;

	switch (num_any(arg, o->min, o->max, &v)) {
	case NUM_OK:
		c->tos = (int)v;
		return 0;
	case NUM_RANGE:
	case NUM_OVERFLOW:
		warn("the decimal value of TOS bits must be in range 0-255: %s", arg);
		return -1;
	default:
		warn("bad TOS value: %s", arg);
		return -1;
	}
}

static int flow_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	switch (num_any(arg, o->min, o->max, &c->flow)) {
	case NUM_OK:
		return 0;
	case NUM_RANGE:
	case NUM_OVERFLOW:
		warn("flow value is greater than 20 bits: %s", arg);
		return -1;
	default:
		warn("bad value for flowinfo: %s", arg);
		return -1;
	}
}

static int stamp_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	(void)o;
	if (strcmp(arg, "tsonly") == 0)
		c->stamp = PING_STAMP_ONLY;
	else if (strcmp(arg, "tsandaddr") == 0)
		c->stamp = PING_STAMP_ADDR;
	else if (strcmp(arg, "tsprespec") == 0)
		c->stamp = PING_STAMP_PRESPEC;
	else {
		warn("invalid timestamp type: %s", arg);
		return -1;
	}
	return 0;
}

static int query_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ping_cfg *c = cfg;

	(void)o;
	if (c->nqueries == PING_QUERIES) {
		warn("too many -N options");
		return -1;
	}
	c->queries[c->nqueries++] = arg;
	return 0;
}

#define AT(type, field) OPT_AT(ping_cfg, type, field)
#define FLAG(ch, field, text) .kind = OPT_FLAG, .letter = ch, .at = AT(bool, field), .help = text
#define NUMBER(ch, field, lo, hi) \
	.kind = OPT_INT, .letter = ch, .at = AT(int64_t, field), .min = lo, .max = hi, .status = 1
#define CALL(ch, name) .kind = OPT_CALL, .letter = ch, .call = name##_call

static const struct opt options[] = {
	{ FLAG('a', bell, "use audible ping"),
	  .more = "Audible ping: ring the bell at each answer." },
	{ FLAG('A', adaptive, "use adaptive ping"),
	  .more = "Adaptive ping: the interval follows the round trip, so that about one probe\n"
		  "(with\n"
		  ".Fl l :\n"
		  "so many) is in flight.\n"
		  "Ordinary users get an interval of at least 2 ms." },
	{ FLAG('B', sticky, "sticky source address"),
	  .more = "Keep the source address that was chosen at the start." },
	{ NUMBER('c', count, 1, INT64_MAX), .arg = "count", .help = "stop after <count> replies",
	  .more = "Stop after so many probes were answered or given up.\n"
		  "With\n"
		  ".Fl w :\n"
		  "stop when so many were answered, or at the deadline." },
	{ FLAG('C', connect, "call connect() syscall on socket creation"),
	  .more = "Connect the socket: the kernel then hands over answers from the\n"
		  "destination only." },
	{ FLAG('D', dates, "print timestamps"),
	  .more = "Print the time, in seconds since 1970, before each line." },
	{ FLAG('d', debug, "use SO_DEBUG socket option"),
	  .more = "Set the\n"
		  ".Dv SO_DEBUG\n"
		  "option on the socket; Linux does nothing with it." },
	{ NUMBER('e', id, 0, 65535), .arg = "identifier",
	  .help = "define identifier for ping session, default is random for\n"
		  "SOCK_RAW and kernel defined for SOCK_DGRAM\n"
		  "Imply using SOCK_RAW (for IPv4 only for identifier 0)",
	  .more = "Use this identifier, 0 to 65535, in the echo requests.\n"
		  "On datagram sockets 0 asks for the kernel's choice; here it forces a raw\n"
		  "socket." },
	{ FLAG('f', flood, "flood ping"),
	  .more = "Flood: send the next probe as soon as one comes back, or after 10 ms\n"
		  "(with\n"
		  ".Fl i :\n"
		  "the interval).\n"
		  "A dot is printed for each request, a backspace for each reply, an\n"
		  ".Sq E\n"
		  "for each error.\n"
		  "Ordinary users must give an interval of 2 ms or more." },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print help and exit",
	  .more = "Print the usage and exit.\n"
		  ".Fl -help Ns = Ns Ar form\n"
		  "writes the option table as\n"
		  ".Cm man , bash , zsh\n"
		  "or\n"
		  ".Cm fish ." },
	{ FLAG('H', force_names, "force DNS name resolution"),
	  .more = "Show names also where the destination was given in numbers." },
	{ CALL('I', interface), .arg = "interface", .help = "either interface name or address",
	  .more = "Send from this interface (or VRF), or from this source address.\n"
		  "May be given twice, once for each; an IPv6 address with %interface is both." },
	{ CALL('i', interval), .arg = "interval", .min = 0, .max = WAIT_MAX,
	  .help = "seconds between sending each packet",
	  .more = "Seconds between two probes, with a decimal point in every locale; default 1.\n"
		  "Ordinary users may go down to 0.002." },
	{ FLAG('L', noloop, "suppress loopback of multicast packets"),
	  .more = "Do not hand our own multicast packets back to this host." },
	{ NUMBER('l', preload, 1, 65536), .arg = "preload",
	  .help = "send <preload> number of packages while waiting replies",
	  .more = "Send so many probes at once at the start.\n"
		  "Ordinary users: at most 3." },
	{ NUMBER('m', mark, 0, UINT32_MAX), .arg = "mark", .help = "tag the packets going out",
	  .more = "Set the firewall mark of our packets, for policy routing.\n"
		  "Needs\n"
		  ".Dv CAP_NET_ADMIN ." },
	{ CALL('M', pmtud), .arg = "pmtud opt",
	  .help = "define mtu discovery, can be one of <do|dont|want|probe>",
	  .more = "Path MTU discovery:\n"
		  ".Cm do\n"
		  "sets DF and never fragments here,\n"
		  ".Cm want\n"
		  "fragments here where needed,\n"
		  ".Cm dont\n"
		  "does not set DF,\n"
		  ".Cm probe\n"
		  "sets DF and ignores the path MTU that the kernel has learnt." },
	{ FLAG('n', numeric, "no dns name resolution"),
	  .more = "Numbers only; no names are looked up for addresses." },
	{ FLAG('O', outstanding, "report outstanding replies"),
	  .more = "Before a probe is sent, report if the previous one is not answered yet." },
	{ CALL('p', pattern), .arg = "pattern", .help = "contents of padding byte",
	  .more = "Fill the payload with these bytes, up to 16 in hexadecimal." },
	{ FLAG('q', quiet, "quiet output"),
	  .more = "Print only the first line and the statistics." },
	{ CALL('Q', tos), .arg = "tclass", .min = 0, .max = 255,
	  .help = "use quality of service <tclass> bits",
	  .more = "Type of service (IPv4) or traffic class (IPv6) of our packets, decimal or\n"
		  "hexadecimal." },
	{ NUMBER('s', size, 0, INT32_MAX), .arg = "size",
	  .help = "use <size> as number of data bytes to be sent",
	  .more = "Bytes of payload behind the 8 bytes of the ICMP header; default 56, at most\n"
		  "65507 over IPv4, 65527 over IPv6." },
	{ NUMBER('S', sndbuf, 1, INT32_MAX), .arg = "size",
	  .help = "use <size> as SO_SNDBUF socket option value",
	  .more = "Size of the socket's send buffer in bytes." },
	{ NUMBER('t', ttl, 0, 255), .arg = "ttl", .help = "define time to live",
	  .more = "Time to live (hop limit) of our packets, up to 255." },
	{ FLAG('U', user_time, "print user-to-user latency"),
	  .more = "Full user-to-user time: this program's own clock before sending and after\n"
		  "receiving, instead of the kernel's times." },
	{ FLAG('v', verbose, "verbose output"),
	  .more = "Verbose: also the identifier, the quoted headers of redirects, and each\n"
		  "copy of a\n"
		  "broadcast answer as duplicate." },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit",
	  .more = "Print the version and exit." },
	{ NUMBER('w', deadline, 0, INT32_MAX), .arg = "deadline",
	  .help = "reply wait <deadline> in seconds",
	  .more = "Stop after so many seconds, whatever was sent or received." },
	{ CALL('W', wait), .arg = "timeout", .min = 0, .max = WAIT_MAX,
	  .help = "time to wait for response",
	  .more = "Seconds after which a probe is lost while nothing at all was answered;\n"
		  "default 4.\n"
		  "Once there are answers: twice the longest round trip, and at least the\n"
		  "interval\n"
		  "and 0.2 s.\n"
		  "0: wait as long as it takes." },
	{ .kind = OPT_FLAG, .name = "json", .ours = true, .at = AT(bool, json),
	  .help = "print events as JSON lines",
	  .more = "Print one JSON object a line for each event instead of text; see\n"
		  ".Sx JSON OUTPUT ." },
	{ .kind = OPT_TITLE, .help = "IPv4 options" },
	{ CALL('4', family), .help = "use IPv4", .more = "IPv4 only." },
	{ FLAG('b', broadcast, "allow pinging broadcast"), .more = "Allow a broadcast address." },
	{ FLAG('R', record, "record route"),
	  .more = "Record route: routers enter their addresses into the packet (RFC 791), 9\n"
		  "at most." },
	{ FLAG('r', dontroute, "bypass routing tables"),
	  .more = "Do not use a gateway: only hosts on an attached network." },
	{ CALL('T', stamp), .arg = "timestamp",
	  .help = "define timestamp, can be one of <tsonly|tsandaddr|tsprespec>",
	  .more = "Routers enter their time into the packet (RFC 791):\n"
		  ".Cm tsonly ,\n"
		  "with their addresses\n"
		  ".Cm tsandaddr ,\n"
		  "or only those of up to 4 hosts named before the\n"
		  "destination\n"
		  ".Cm tsprespec ." },
	{ .kind = OPT_TITLE, .help = "IPv6 options" },
	{ CALL('6', family), .help = "use IPv6", .more = "IPv6 only." },
	{ CALL('F', flow), .arg = "flowlabel", .min = 0, .max = 0xfffff,
	  .help = "define flow label, default is random",
	  .more = "Flow label of our packets, 20 bits; 0 lets the kernel choose one." },
	{ CALL('N', query), .arg = "nodeinfo opt",
	  .help = "use icmp6 node info query, try <help> as argument",
	  .more = "Send node information queries (RFC 4620) instead of echo requests;\n"
		  ".Fl N Cm help\n"
		  "lists what can be asked." },
	{ .kind = OPT_END },
};

#define PERSONA(called, family) \
	{                                                                                          \
		.name = called, .title = "send ICMP echo requests to network hosts",               \
		.operand = "<destination>", .operand_help = "dns name or ip address",              \
		.opts = options, .help_status = 2, .variant = family                               \
	}

const struct persona ping_personas[] = {
	PERSONA("ping", ADDR_NONE),
	PERSONA("ping4", ADDR_V4),
	PERSONA("ping6", ADDR_V6),
	{ 0 },
};

/* What needs a socket or an address to be judged is judged in open.c. */
static int check_limits(struct ping *p)
{
	struct ping_cfg *c = &p->cfg;

	if (c->interval < 0)
		c->interval = c->flood ? 0 : NS_S;
	if (p->user && c->interval < PING_USER_INTERVAL) {
		warn("cannot flood; minimal interval allowed for user is 2ms");
		return -1;
	}
	if (p->user && c->preload > PING_USER_PRELOAD) {
		warn("cannot set preload to value greater than 3: %lld", (long long)c->preload);
		return -1;
	}
	if (c->record && c->stamp != PING_STAMP_NONE) {
		warn("only one of -T or -R may be used");
		return -1;
	}
	if (c->size >
	    PING_SIZE_MAX) { /* too long ones are the kernel's to refuse, absurd ones ours */
		warn("packet size %lld is too large", (long long)c->size);
		return -1;
	}
	return 0;
}

bool ping_check(struct ping *p, int argc, char **argv, int *status)
{
	int max = p->cfg.stamp == PING_STAMP_PRESPEC ? 5 :
		  p->cfg.record || p->cfg.stamp != PING_STAMP_NONE ? 1 :
								     PING_HOPS + 1;

	p->user = getuid() != 0;
	p->hops = argv;
	p->nhops = argc;
	*status = PROG_USAGE;
	if (p->cfg.nqueries && !ping_query_parse(p, status))
		return false;
	if (argc < 1) {
		warn("usage error: Destination address required");
		*status = PROG_FAIL;
		return false;
	}
	if (argc > max) {
		opt_usage(ping_personas, STDERR_FILENO);
		return false;
	}
	return check_limits(p) == 0;
}
