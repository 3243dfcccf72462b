/* traceroute's command line: its option table, and the rules between options. */
#include <limits.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/service.h"
#include "tracepath.h"
#include "wire/ip4.h"

#define LENGTH_MAX 65000
#define PER_HOP_MAX 10
#define WAIT_MAX (300 * NS_S)
#define FACTOR_MAX 1000		/* of -w's HERE and NEAR */
#define WINDOW_MAX 32768

const struct trace_cfg route_defaults = {
	.bare = true, .no_route = "connect",
	.first = 1, .max = 30, .per_hop = 3, .window = -1, .tos = -1, .flow = -1, .mark = -1,
	.sport = -1, .port = -1, .length = -1, .wait = PATH_WAIT, .method = &method_default,
	.packet = { .mss = -1, .coverage = -1, .service = -1, .protocol = -1 },
};

static int method_call(void *cfg, const struct opt *o, const char *arg)
{
	struct trace_cfg *c = cfg;

	(void)arg;
	c->method = o->verb;
	c->module = NULL;
	return 0;
}

static int add_word(struct trace_cfg *c, const char *text, bool protocol)
{
	if (c->nwords == TRACE_WORDS) {
		warn("too many -O options");
		return -1;
	}
	c->words[c->nwords++] = (struct trace_word){ text, protocol };
	return 0;
}

static int protocol_call(void *cfg, const struct opt *o, const char *arg)
{
	struct trace_cfg *c = cfg;

	(void)o;
	c->method = &method_raw;
	c->module = NULL;
	return add_word(c, arg, true);
}

static int keywords_call(void *cfg, const struct opt *o, const char *arg)
{
	(void)o;
	return add_word(cfg, arg, false);
}

/* A number, or the name of a service. */
static int port_call(void *cfg, const struct opt *o, const char *arg)
{
	int64_t *port = (int64_t *)((char *)cfg + o->at);
	int known;

	if (num_any(arg, o->min, o->max, port) == NUM_OK)
		return 0;
	known = service_port(arg, NULL);
	if (known < 0)
		return -1;
	*port = known;
	return 0;
}

/* One part of MAX,HERE,NEAR, which ends at a comma, slash or blank; NULL: it is no number. */
static const char *wait_part(const char *p, ns_t *value)
{
	size_t n = strspn(p, " "), blanks = n;
	char part[32];

	n += strcspn(p + blanks, ",/ ");
	if (n >= sizeof(part))
		return NULL;
	memcpy(part, p, n);
	part[n] = '\0';
	/* what is beyond all bounds is refused later, in other words */
	if (num_seconds(part, NS_NEVER * -1, NS_NEVER, value) != NUM_OK)
		return NULL;
	return p + n;
}

static int wait_call(void *cfg, const struct opt *o, const char *arg)
{
	struct trace_cfg *c = cfg;
	ns_t part[3] = { 0 };
	const char *p = arg;

	(void)o;
	for (unsigned i = 0; i < 3; i++) {
		p = wait_part(p, &part[i]);
		if (!p)
			return -1;
		if (!*p)
			break;
		p++;
		if (i == 2)
			return -1;
	}
	c->waits = arg;
	c->wait.max = part[0];
	c->here = part[1];
	c->near = part[2];
	return 0;
}

/* Above 10 it is milliseconds. */
static int gap_call(void *cfg, const struct opt *o, const char *arg)
{
	struct trace_cfg *c = cfg;

	(void)o;
	if (num_seconds(arg, NS_NEVER * -1, NS_NEVER, &c->gap) != NUM_OK)
		return -1;
	c->gaps = arg;
	if (c->gap > 10 * NS_S)
		c->gap /= 1000;
	return 0;
}

#define AT(type, field) OPT_AT(trace_cfg, type, field)
#define FLAG(ch, long, field, text)                                                                \
	.kind = OPT_FLAG, .letter = ch, .name = long, .at = AT(bool, field), .help = text
#define NUMBER(ch, long, field, lo, hi, word)                                                      \
	.kind = OPT_ANY, .letter = ch, .name = long, .at = AT(int64_t, field), .min = lo,          \
	.max = hi, .arg = word
#define CALL(ch, long, which) .kind = OPT_CALL, .letter = ch, .name = long, .call = which##_call
#define METHOD(ch, long, which)                                                                    \
	.kind = OPT_CALL, .letter = ch, .name = long, .call = method_call, .verb = &method_##which
#define STRING(ch, long, field, word)                                                              \
	.kind = OPT_STR, .letter = ch, .name = long, .at = AT(const char *, field), .arg = word

const struct opt route_options[] = {
	{ .kind = OPT_PICK, .letter = '4', .at = AT(int, family), .min = 4, .help = "use IPv4" },
	{ .kind = OPT_PICK, .letter = '6', .at = AT(int, family), .min = 6, .help = "use IPv6" },
	{ FLAG('d', "debug", debug, "use SO_DEBUG socket option") },
	{ FLAG('F', "dont-fragment", whole, "never fragment packets"),
	  .more = "Packets are never fragmented, neither here nor (IPv4) by a router." },
	{ NUMBER('f', "first", first, INT_MIN, INT_MAX, "first_ttl"),
	  .help = "begin with hop <first_ttl>" },
	{ STRING('g', "gateway", gateways, "gate,..."),
	  .help = "go by these gateways, 8 at most, 127 with IPv6",
	  .more = "Loose source route (IPv4), or a routing header (IPv6:\n"
		  ".Ar type , Ns Ar address ,...\n"
		  "or addresses alone, for type 2); most routers drop both." },
	{ METHOD('I', "icmp", icmp), .help = "probe by ICMP echo requests" },
	{ METHOD('T', "tcp", tcp), .help = "probe by TCP SYNs, to port 80",
	  .more = "Probe by TCP SYNs, to port 80 unless\n"
		  ".Fl p\n"
		  "says another.\n"
		  "Without the right to raw sockets: by\n"
		  ".Xr connect 2 ." },
	{ STRING('i', "interface", device, "device"), .help = "leave by interface <device>" },
	{ NUMBER('m', "max-hops", max, INT_MIN, INT_MAX, "max_ttl"),
	  .help = "go no farther than hop <max_ttl>, default 30" },
	{ NUMBER('N', "sim-queries", window, 1, WINDOW_MAX, "squeries"),
	  .help = "have at most so many probes under way; default all",
	  .more = "Have at most so many probes under way at a time; default all." },
	{ FLAG('n', "", numeric, "do not turn addresses into names") },
	{ CALL('p', "port", port), .arg = "port", .max = UINT16_MAX, .at = AT(int64_t, port),
	  .help = "destination port; see the manual",
	  .more = "By UDP as by default: the first probe goes to this port, each further one\n"
		  "to the next.\n"
		  "Without\n"
		  ".Fl p\n"
		  "all go to port 33434, so that all take one way.\n"
		  "By ICMP: sequence number of the first probe.\n"
		  "Else: the port that all go to." },
	{ NUMBER('t', "tos", tos, 0, 255, "tos"),
	  .help = "type of service (IPv4), traffic class (IPv6)" },
	{ NUMBER('l', "flowlabel", flow, 0, 0xfffff, "flow_label"), .help = "IPv6 flow label" },
	{ CALL('w', "wait", wait), .arg = "MAX,HERE,NEAR",
	  .help = "wait MAX seconds at most, HERE times what the hop took,\n"
		  "NEAR times what one behind it took",
	  .more = "A probe is lost after\n"
		  ".Ar MAX\n"
		  "seconds; sooner, after\n"
		  ".Ar HERE\n"
		  "times the slowest answer of its own hop, or\n"
		  ".Ar NEAR\n"
		  "times that of the next hop behind it which answered, but not within 0.2 s.\n"
		  "Default 1.5,3,2.5; a factor that is not given does not count." },
	{ NUMBER('q', "queries", per_hop, INT_MIN, INT_MAX, "nqueries"),
	  .help = "send so many probes a hop; default 3, at most 10" },
	{ FLAG('r', "", dontroute, "only hosts on an attached network") },
	{ STRING('s', "source", source, "src_addr"), .help = "source address" },
	{ CALL('z', "sendwait", gap), .arg = "sendwait",
	  .help = "seconds between two probes; milliseconds if above 10" },
	{ FLAG('e', "extensions", extensions, "show ICMP extensions, as MPLS labels"),
	  .more = "Show ICMP extension objects (RFC 4884): MPLS labels\n"
		  ".Pq RFC 4950\n"
		  "as L=label, E=traffic class, S=bottom of the stack, T=time to live;\n"
		  "others as class/type and hexadecimal." },
	{ FLAG('A', "as-path-lookups", origins, "show the AS of each address"),
	  .more = "Ask the routing registry (whois.radb.net, or\n"
		  ".Ev RA_SERVER\n"
		  "and\n"
		  ".Ev RA_SERVICE )\n"
		  "which AS originates each address." },
	{ STRING('M', "module", module, "name"),
	  .help = "method: default, udp, udplite, icmp, tcp, tcpconn,\n"
		  "dccp or raw" },
	{ CALL('O', "options", keywords), .arg = "OPTS,...",
	  .help = "what the method is to do; <help> lists it; ignored by\n"
		  "methods without options" },
	{ CALL(0, "sport", port), .arg = "num", .max = UINT16_MAX, .at = AT(int64_t, sport),
	  .help = "source port" },
	{ NUMBER(0, "fwmark", mark, 0, UINT32_MAX, "num"), .help = "firewall mark" },
	{ METHOD('U', "udp", udp), .help = "probe by UDP to port 53" },
	{ METHOD(0, "UL", udplite), .single = true, .help = "probe by UDP-Lite to port 53" },
	{ METHOD('D', "dccp", dccp), .help = "probe by DCCP requests, to port 33434" },
	{ CALL('P', "protocol", protocol), .arg = "prot",
	  .help = "probe by bare packets of this protocol" },
	{ FLAG(0, "mtu", mtu, "find the MTU of each hop"),
	  .more = "Start with packets of 65000 bytes that are never fragmented; a hop that\n"
		  "takes less shows that as F=size." },
	{ FLAG(0, "back", back, "show the length of the way back, if it differs") },
	{ FLAG(0, "json", json, "print hops as JSON lines"),
	  .more = "Print one JSON object a line for each hop instead of text; see\n"
		  ".Sx JSON OUTPUT ." },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit" },
	{ .kind = OPT_HELP, .name = "help", .help = "print help and exit" },
	{ .kind = OPT_END },
};

/* Where in the command line a word stands, or an argument within a word. */
static int index_of(const struct trace *t, const char *word)
{
	int i = 0;

	while (t->words[i] && (word < t->words[i] || word > t->words[i] + strlen(t->words[i])))
		i++;
	return i;
}

static bool check_source(struct trace *t)
{
	struct resolve_host host;
	const char *wrong;

	if (!t->cfg.source)
		return true;
	wrong = resolve_only(t->cfg.source, (enum addr_family)t->cfg.family, &host);
	if (wrong) {
		int at = index_of(t, t->cfg.source);
		bool is_long = strncmp(t->words[at], "--", 2) == 0;

		warn_bare("%s: %s", t->cfg.source, wrong);
		warn_bare("Cannot handle `%s' option with arg `%s' (argc %d)",
			  is_long ? "--source" : "-s", t->cfg.source, at);
		return false;
	}
	t->cfg.from = host.addr;
	return true;
}

/* An IPv4 address in the form of IPv6 (RFC 4291, 2.5.5.2) is one of IPv4. */
static void unmap(struct addr *a)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };

	if (a->family == ADDR_V6 && memcmp(a->b, prefix, sizeof(prefix)) == 0)
		*a = addr_v4(a->b + 12);
}

static bool check_operands(struct trace *t, int argc, char **argv)
{
	const char *wrong;

	if (argc > 2) {
		warn_bare("Extra arg `%s' (position 3, argc %d)", argv[2], index_of(t, argv[2]));
		return false;
	}
	if (argc < 1) {
		warn_bare("Specify \"host\" missing argument.");
		return false;
	}
	t->target = argv[0];
	wrong = resolve_only(t->target, (enum addr_family)t->cfg.family, &t->host);
	if (wrong) {
		warn_bare("%s: %s", t->target, wrong);
		warn_bare("Cannot handle \"host\" cmdline arg `%s' on position 1 (argc %d)",
			  t->target, index_of(t, t->target));
		return false;
	}
	unmap(&t->host.addr);
	if (argc == 2 && num_any(argv[1], INT_MIN, INT_MAX, &t->cfg.length) != NUM_OK) {
		warn_bare("Cannot handle \"packetlen\" cmdline arg `%s' on position 2 (argc %d)",
			  argv[1], index_of(t, argv[1]));
		return false;
	}
	return true;
}

static bool check_wait(struct trace_cfg *c)
{
	if (!c->waits)
		return true;
	if (c->wait.max < 0 || c->wait.max > WAIT_MAX || c->here < 0 || c->near < 0 ||
	    c->here > FACTOR_MAX * NS_S || c->near > FACTOR_MAX * NS_S) {
		warn_bare("bad wait specifications `%g,%g,%g' used", (double)c->wait.max / NS_S,
			  (double)c->here / NS_S, (double)c->near / NS_S);
		return false;
	}
	c->wait.here = (uint32_t)(c->here / NS_MS);
	c->wait.near = (uint32_t)(c->near / NS_MS);
	return true;
}

static bool check_ranges(struct trace *t)
{
	struct trace_cfg *c = &t->cfg;

	if (c->first < 1 || (c->max >= 0 && c->first > c->max)) {
		warn_bare("first hop out of range");
		return false;
	}
	if (c->max < 0 || c->max > 255) {
		warn_bare("max hops cannot be more than 255");
		return false;
	}
	if (c->per_hop < 1 || c->per_hop > PER_HOP_MAX) {
		warn_bare("no more than %d probes per hop", PER_HOP_MAX);
		return false;
	}
	if (!check_wait(c))
		return false;
	if (c->length > LENGTH_MAX) {
		warn_bare("too big packetlen %lld specified", (long long)c->length);
		return false;
	}
	if (c->source && c->from.family != t->host.addr.family) {
		warn_bare("IP version mismatch in addresses specified");
		return false;
	}
	if (c->gaps && (c->gap < 0 || c->gap > WAIT_MAX)) {
		warn_bare("bad sendtime `%s' specified", c->gaps);
		return false;
	}
	return true;
}

bool route_check(struct trace *t, int argc, char **argv, int *status)
{
	struct trace_cfg *c = &t->cfg;
	const struct trace_method *m = c->module ? trace_method(c->module) : c->method;

	*status = PROG_USAGE;
	if (!t->words[0] || !t->words[1]) {
		opt_usage(persona_pick(trace_personas, prog_name()), STDERR_FILENO);
		return false;
	}
	if (m) {
		c->method = m;
		if (trace_keywords_help(c, status))
			return false;
	}
	if (!check_source(t) || !check_operands(t, argc, argv))
		return false;
	if (!m) {
		warn_bare("Unknown traceroute module %s", c->module);
		return false;
	}
	if (!check_ranges(t) || trace_gateways(t) < 0 || !trace_keywords(c))
		return false;
	c->whole |= c->mtu;
	trace_sizes(t);
	return true;
}
