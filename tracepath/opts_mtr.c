/* mtr's command line: its option table, hosts from files, and the rules between options. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "tracepath.h"

#define ROUNDS 10		/* of a report */
#define SIZE 64
#define SIZE_MAX_IP 65535
#define NUMBER_MAX (INT32_MAX - 1)	/* as far as the classic one goes */
#define GAP (5 * NS_MS)		/* between two packets of a round, so that they are no burst */
#define WORDS_MAX 128		/* of MTR_OPTIONS */
#define LINE_MAX_HOST 1024
#define USER_INTERVAL NS_S

const struct trace_cfg mtr_defaults = {
	.no_route = "udp socket connect failed",
	.first = 1, .max = 30, .per_hop = 1, .gap = GAP, .window = -1, .tos = -1, .flow = -1,
	.mark = -1, .sport = -1, .port = -1, .length = SIZE, .wait = PATH_WAIT,
	.method = &method_icmp,
	.packet = { .mss = -1, .coverage = -1, .service = -1, .protocol = -1 },
};

const struct mtr_cfg mtr_cfg_defaults = {
	.info = MTR_NO_INFO, .fields = MTR_DEFAULT, .cycles = ROUNDS, .size = SIZE, .unknown = -1,
	.interval = NS_S, .grace = -1, .timeout = -1,
};

/* The table's offsets are those of both. */
struct both {
	struct trace_cfg cfg;
	struct mtr_cfg mtr;
};

static struct both *both_of(void *cfg)
{
	return cfg;
}

static void add_host(struct mtr_cfg *m, const char *host, size_t n)
{
	char *copy = prog_alloc(1, n + 1);

	memcpy(copy, host, n);
	m->hosts = prog_realloc(m->hosts, (m->nhosts + 1) * sizeof(*m->hosts));
	m->hosts[m->nhosts++] = copy;
}

/* A host a line, without the blanks around it. Read at once: what is wrong is said in its turn. */
static int file_call(void *cfg, const struct opt *o, const char *name)
{
	FILE *f = strcmp(name, "-") ? fopen(name, "re") : stdin;
	char line[LINE_MAX_HOST];
	int rc = 0;

	(void)o;
	if (!f) {
		warn_errno("open %s", name);
		return -1;
	}
	errno = 0;
	while (fgets(line, sizeof(line), f)) {
		size_t from = strspn(line, " \t\r\n"), n = strlen(line);

		while (n > from && strchr(" \t\r\n", line[n - 1]))
			n--;
		add_host(&both_of(cfg)->mtr, line + from, n - from);
	}
	if (ferror(f)) {
		warn_errno("ferror %s", name);
		rc = -1;
	}
	if (f != stdin)
		fclose(f);
	return rc;
}

static int protocol_call(void *cfg, const struct opt *o, const char *arg)
{
	struct both *b = both_of(cfg);

	(void)arg;
	if (b->cfg.method != &method_icmp || b->mtr.sctp) {
		warn("-u , -T and -S are mutually exclusive");
		return -1;
	}
	if (o->verb)
		b->cfg.method = o->verb;
	else
		b->mtr.sctp = true;
	return 0;
}

/* Numbers in the words of the classic one, which names no range. */
static int bad_number(const char *arg)
{
	uint64_t v;

	if (num_u64(arg, UINT64_MAX, &v) == NUM_OVERFLOW)
		warn("invalid argument: '%s': %s", arg, strerror(ERANGE));
	else
		warn("invalid argument: '%s'", arg);
	return -1;
}

static int number_call(void *cfg, const struct opt *o, const char *arg)
{
	int64_t *to = (int64_t *)((char *)cfg + o->at);

	return num_int(arg, 0, o->max, to) == NUM_OK ? 0 : bad_number(arg);
}

static int size_call(void *cfg, const struct opt *o, const char *arg)
{
	int64_t *size = &both_of(cfg)->mtr.size;

	(void)o;
	return num_int(arg, -SIZE_MAX_IP, SIZE_MAX_IP, size) == NUM_OK ? 0 : bad_number(arg);
}

static int port_call(void *cfg, const struct opt *o, const char *arg)
{
	int64_t *port = (int64_t *)((char *)cfg + o->at);

	if (num_int(arg, 0, NUMBER_MAX, port) != NUM_OK)
		return bad_number(arg);
	if (*port >= o->min && *port <= o->max)
		return 0;
	warn("Illegal port number: %lld", (long long)*port);
	return -1;
}

static int seconds_call(void *cfg, const struct opt *o, const char *arg)
{
	ns_t *t = (ns_t *)((char *)cfg + o->at);

	if (num_seconds(arg, NS_NEVER * -1, NS_NEVER, t) != NUM_OK) {
		warn("invalid argument: '%s'", arg);
		return -1;
	}
	if (*t > 0 && *t <= o->max)
		return 0;
	warn(*t > 0 ? "wait time is too long" : "wait time must be positive");
	return -1;
}

static int cycles_call(void *cfg, const struct opt *o, const char *arg)
{
	struct mtr_cfg *m = &both_of(cfg)->mtr;

	(void)o;
	m->cycled = true;
	return num_int(arg, 0, NUMBER_MAX, &m->cycles) == NUM_OK ? 0 : bad_number(arg);
}

static int range_call(void *cfg, const struct opt *o, const char *arg)
{
	int *to = (int *)((char *)cfg + o->at);
	int64_t v;

	if (num_int(arg, 0, NUMBER_MAX, &v) != NUM_OK)
		return bad_number(arg);
	*to = (int)v;
	if (v <= o->max)
		return 0;
	if (o->letter)
		warn("value %lld out of range (0 - %lld)", (long long)v, (long long)o->max);
	else
		warn("value out of range (0 - %lld): %lld", (long long)o->max, (long long)v);
	return -1;
}

static int aslookup_call(void *cfg, const struct opt *o, const char *arg)
{
	(void)o, (void)arg;
	both_of(cfg)->mtr.info = 0;
	return 0;
}

static int order_call(void *cfg, const struct opt *o, const char *arg)
{
	struct mtr_cfg *m = &both_of(cfg)->mtr;
	size_t n = 0;

	(void)o;
	if (strlen(arg) > MTR_FIELDS) {
		warn("Too many fields: %s", arg);
		return -1;
	}
	for (const char *p = arg; *p; p++) {
		if (*p == '_')		/* stands for nothing */
			continue;
		if (!mtr_field(*p)) {
			warn("Unknown field identifier: %c", *p);
			return -1;
		}
		m->fields[n++] = *p;
	}
	m->fields[n] = '\0';
	return 0;
}

#define CFG(type, field) OPT_AT(both, type, cfg.field)
#define MTR(type, field) OPT_AT(both, type, mtr.field)
#define NUMBER(ch, long, where, hi, word) \
	.kind = OPT_CALL, .letter = ch, .name = long, .call = number_call, .at = where, .max = hi, \
	.arg = word, .status = 1
#define CALL(ch, long, which) \
	.kind = OPT_CALL, .letter = ch, .name = long, .call = which##_call, .status = 1
#define OUTPUT(ch, long, which) \
	.kind = OPT_PICK, .letter = ch, .name = long, .at = MTR(int, output), .min = MTR_##which

static int wide_call(void *cfg, const struct opt *o, const char *arg)
{
	struct mtr_cfg *m = &both_of(cfg)->mtr;

	(void)o, (void)arg;
	m->output = MTR_REPORT;
	m->wide = true;
	return 0;
}

/* In the order in which ambiguous names are listed. */
const struct opt mtr_options[] = {
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "display this help and exit" },
	{ .kind = OPT_VERSION, .letter = 'v', .name = "version",
	  .help = "output version information and exit" },
	{ .kind = OPT_PICK, .letter = '4', .name = "inet", .at = CFG(int, family), .min = 4,
	  .help = "use IPv4 only" },
	{ .kind = OPT_PICK, .letter = '6', .name = "inet6", .at = CFG(int, family), .min = 6,
	  .help = "use IPv6 only" },
	{ CALL('F', "filename", file), .arg = "FILE", .help = "read hostname(s) from a file",
	  .more = "Read hosts from a file, one a line; - is standard input." },
	{ OUTPUT('r', "report", REPORT), .help = "output using report mode",
	  .more = "Print a report after so many rounds as\n"
		  ".Fl c\n"
		  "says, or 10." },
	{ CALL('w', "report-wide", wide), .help = "output wide report",
	  .more = "Likewise, and no name is cut." },
	{ OUTPUT('x', "xml", XML), .help = "output xml" },
	{ OUTPUT('t', "curses", SCREEN), .help = "use curses terminal interface" },
	{ OUTPUT('C', "csv", CSV), .help = "output comma separated values" },
	{ OUTPUT('j', "json", JSON), .help = "output json" },
	{ OUTPUT('l', "raw", RAW), .help = "output raw format",
	  .more = "Print a line for each event: x\n"
		  ".Pq sent ,\n"
		  "h\n"
		  ".Pq address ,\n"
		  "d\n"
		  ".Pq name ,\n"
		  "m\n"
		  ".Pq label ,\n"
		  "p\n"
		  ".Pq round trip in microseconds ,\n"
		  "then the hop, from 0." },
	{ OUTPUT('p', "split", SPLIT), .help = "split output" },
	{ CALL(0, "displaymode", range), .at = MTR(int, display), .max = 2, .arg = "MODE",
	  .help = "select initial display mode" },
	{ .kind = OPT_FLAG, .letter = 'n', .name = "no-dns", .at = CFG(bool, numeric),
	  .help = "do not resolve host names" },
	{ .kind = OPT_FLAG, .letter = 'b', .name = "show-ips", .at = MTR(bool, show_ips),
	  .help = "show IP numbers and host names" },
	{ CALL('o', "order", order), .arg = "FIELDS", .help = "select output fields",
	  .more = "Which columns are shown: L loss, D drop, R received, S sent, N newest, B best,\n"
		  "A average, W worst, V standard deviation, G geometric mean, J jitter, M its\n"
		  "average, X its worst, I smoothed jitter (RFC 3550), a blank an empty one." },
	{ CALL('y', "ipinfo", range), .at = MTR(int, info), .max = 4, .arg = "NUMBER",
	  .help = "select IP information in output",
	  .more = "Show of each address: 0 its AS, 1 prefix, 2 country, 3 registry, 4 date of\n"
		  "allocation, as origin.asn.cymru.com has them." },
	{ CALL('z', "aslookup", aslookup), .help = "display AS number" },
	{ CALL('i', "interval", seconds), .at = MTR(ns_t, interval), .max = 86400 * NS_S,
	  .arg = "SECONDS", .help = "ICMP echo request interval",
	  .more = "From the start of one round to the next; below 1 second for root only." },
	{ CALL('c', "report-cycles", cycles), .arg = "COUNT",
	  .help = "set the number of pings sent" },
	{ CALL('s', "psize", size), .arg = "PACKETSIZE",
	  .help = "set the packet size used for probing",
	  .more = "Bytes of a packet with its IP header; below 0: of each by chance, up to that." },
	{ NUMBER('B', "bitpattern", MTR(int64_t, fill), NUMBER_MAX, "NUMBER"),
	  .help = "set bit pattern to use in payload",
	  .more = "Byte that the data consists of; above 255: one by chance." },
	{ CALL('G', "gracetime", seconds), .at = MTR(ns_t, grace), .max = 86400 * NS_S,
	  .arg = "SECONDS", .help = "number of seconds to wait for responses",
	  .more = "Wait no longer than that for an answer to the last probes; the run ends\n"
		  "when nothing is outstanding." },
	{ NUMBER('Q', "tos", CFG(int64_t, tos), NUMBER_MAX, "NUMBER"),
	  .help = "type of service field in IP header" },
	{ .kind = OPT_FLAG, .letter = 'e', .name = "mpls", .at = MTR(bool, mpls),
	  .help = "display information from ICMP extensions" },
	{ NUMBER('f', "first-ttl", CFG(int64_t, first), NUMBER_MAX, "NUMBER"),
	  .help = "set what TTL to start" },
	{ NUMBER('m', "max-ttl", CFG(int64_t, max), NUMBER_MAX, "NUMBER"),
	  .help = "maximum number of hops" },
	{ NUMBER('U', "max-unknown", MTR(int64_t, unknown), NUMBER_MAX, "NUMBER"),
	  .help = "maximum unknown host",
	  .more = "Pass so many hops that do not answer, at least 1; by default any number." },
	{ CALL('u', "udp", protocol), .verb = &method_mtr_udp,
	  .help = "use UDP instead of ICMP echo" },
	{ CALL('T', "tcp", protocol), .verb = &method_tcp,
	  .help = "use TCP instead of ICMP echo" },
	{ CALL('S', "sctp", protocol) },
	{ CALL('P', "port", port), .at = CFG(int64_t, port), .min = 1, .max = UINT16_MAX,
	  .arg = "PORT", .help = "target port number for TCP, SCTP, or UDP" },
	{ CALL('L', "localport", port), .at = CFG(int64_t, sport), .min = 1024, .max = UINT16_MAX,
	  .arg = "LOCALPORT", .help = "source port number for UDP" },
	{ .kind = OPT_STR, .letter = 'a', .name = "address", .at = CFG(const char *, source),
	  .arg = "ADDRESS", .help = "bind the outgoing socket to ADDRESS" },
	{ NUMBER('Z', "timeout", MTR(int64_t, timeout), NUMBER_MAX, "SECONDS"),
	  .help = "seconds to keep probe sockets open" },
	{ NUMBER('M', "mark", CFG(int64_t, mark), UINT32_MAX - 1, "MARK"),
	  .help = "mark each sent packet" },
	{ .kind = OPT_STR, .letter = 'I', .name = "interface", .at = CFG(const char *, device),
	  .arg = "interface", .help = "use named network interface" },
	{ .kind = OPT_FLAG, .name = "notes", .ours = true, .at = MTR(bool, notes),
	  .help = "say what loss on the way means",
	  .more = "Say under the report what loss on the way means that does not reach the end." },
	{ .kind = OPT_END },
};

/* MTR_OPTIONS, as if its words stood before the others; what is no option there does not count. */
static enum opt_result parse_environment(const struct persona *as, struct both *b, char *name,
					 char **copy, int *status)
{
	const char *text = getenv("MTR_OPTIONS");
	char *words[WORDS_MAX + 2] = { name }, **argv = words;
	int argc = 1;
	enum opt_result result;

	if (!text)
		return OPT_OK;
	*copy = prog_alloc(1, strlen(text) + 1);
	strcpy(*copy, text);
	for (char *word = strtok(*copy, " "); word && argc <= WORDS_MAX; word = strtok(NULL, " "))
		words[argc++] = word;
	result = opt_parse(as, b, &argc, &argv, status);
	optind = 0;			/* getopt begins anew */
	return result;
}

enum opt_result mtr_parse(const struct persona *as, struct trace *t, int *argc, char ***argv,
			  int *status)
{
	struct both b = { t->cfg, mtr_cfg_defaults };
	enum opt_result result = parse_environment(as, &b, **argv, &t->environment, status);

	if (result == OPT_OK)
		result = opt_parse(as, &b, argc, argv, status);
	t->cfg = b.cfg;
	t->mtr = b.mtr;
	return result;
}

static int64_t clamped(int64_t v, int64_t lo, int64_t hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

int64_t mtr_length(const struct trace *t)
{
	return t->mtr.size < 0 ? -t->mtr.size : t->mtr.size;
}

unsigned mtr_silent(const struct trace *t)
{
	return t->mtr.unknown < 0 ? 0 : t->mtr.unknown ? (unsigned)t->mtr.unknown : 1;
}

bool mtr_check(struct trace *t, int argc, char **argv, int *status)
{
	struct trace_cfg *c = &t->cfg;
	struct mtr_cfg *m = &t->mtr;

	*status = PROG_FAIL;
	if (getuid() != 0 && m->interval < USER_INTERVAL) {
		warn("non-root users cannot request an interval < 1.0 seconds");
		return false;
	}
	if (m->sctp) {
		warn("Packet type unsupported: %s", strerror(EOPNOTSUPP));
		return false;
	}
	for (int i = 0; i < argc; i++)
		add_host(m, argv[i], strlen(argv[i]));
	if (!m->nhosts)
		add_host(m, "localhost", strlen("localhost"));
	c->max = clamped(c->max, 1, 255);
	c->first = clamped(c->first, 1, c->max);
	c->length = mtr_length(t);
	c->packet.filled = true;
	c->packet.byte = (uint8_t)(m->fill > 255 ? clock_now() / NS_US : m->fill);
	c->tos = c->tos > 255 ? 0 : c->tos;
	if (m->grace >= 0)
		c->wait.max = m->grace;
	if (m->timeout >= 0 && m->timeout * NS_S < c->wait.max)
		c->wait.max = m->timeout * NS_S;
	return true;
}
