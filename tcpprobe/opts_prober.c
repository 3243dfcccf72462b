/* The prober's option table (tcpprobe -z), and the rules between its options. */
#include "base/num.h"
#include "base/persona.h"
#include "base/prog.h"
#include "prober.h"
#include "prober_run.h"
#include "tcpprobe.h"

const struct prober_cfg prober_defaults = { .interval = -1, .wait_for = -1 };

static int wait_for_call(void *cfg, const struct opt *o, const char *arg)
{
	struct prober_cfg *c = cfg;

	if (!arg) {
		c->wait_for = NS_NEVER;
		return 0;
	}
	if (num_seconds(arg, o->min, o->max, &c->wait_for) == NUM_OK)
		return 0;
	warn("invalid argument: '%s'", arg);
	return -1;
}

#define AT(type, field) OPT_AT(prober_cfg, type, field)
#define FLAG(word, field, text) .kind = OPT_FLAG, .name = word, .at = AT(bool, field), .help = text
#define SECONDS(word, field, lo, hi)                                                               \
	.kind = OPT_SECONDS, .name = word, .arg = "seconds", .at = AT(ns_t, field), .min = lo,     \
	.max = hi

const struct opt prober_options[] = {
	{ FLAG("probe", probe, "probe ports instead of talking to one"), .letter = 'z',
	  .more = "Probe ports instead of talking to one.\n"
		  "Every option below implies it, and so do several hosts and a list of ports." },
	{ .kind = OPT_PICK, .letter = '4', .name = "ipv4", .min = ADDR_V4, .at = AT(int, family),
	  .help = "IPv4 only" },
	{ .kind = OPT_PICK, .letter = '6', .name = "ipv6", .min = ADDR_V6, .at = AT(int, family),
	  .help = "IPv6 only" },
	{ .kind = OPT_STR, .letter = 'b', .name = "bind", .arg = "address",
	  .at = AT(const char *, bind), .help = "local address to connect from" },
	{ FLAG("banner", banner, "print the first bytes that a server sends"),
	  .more = "Print the first line that an open port sends by itself, escaped; wait up to 2\n"
		  "seconds for it." },
	{ .kind = OPT_INT, .name = "count", .arg = "number", .at = AT(int64_t, count), .min = 1,
	  .max = INT64_MAX, .help = "connect so many times, as ping does",
	  .more = "Connect to one port again and again, in\n"
		  ".Xr ping 8 Ns 's\n"
		  "form and with its statistics and exit status, and stop after so many." },
	{ SECONDS("interval", interval, 2 * NS_MS, 86400 * NS_S),
	  .help = "time between two of them (1)",
	  .more = "Seconds between two connections; default 1.\n"
		  "Without\n"
		  ".Fl -count\n"
		  "it goes on until interrupted.\n"
		  "With\n"
		  ".Fl -wait-for :\n"
		  "between two attempts on a port that is not open yet; default 0.5." },
	{ FLAG("json", json, "print events as JSON lines"),
	  .more = "Print one JSON object a line instead of text; see\n"
		  ".Sx JSON OUTPUT ." },
	{ FLAG("only-open", only_open, "say nothing of ports that are not open") },
	{ FLAG("plain", plain, "ask no port but those named"),
	  .more = "Send nothing to ports that were not named; see\n"
		  ".Sx WHO ANSWERS ." },
	{ SECONDS("wait", wait, 10 * NS_MS, 3600 * NS_S), .letter = 'w',
	  .help = "time for a port to answer",
	  .more = "Seconds after which a port of a host that has answered nothing is\n"
		  ".Cm filtered .\n"
		  "By default 3.3 for up to 16 ports, which lets a router tell that a host is\n"
		  "missing, and less than 1 for more.\n"
		  "As soon as the host answers anything, its round trip decides." },
	{ .kind = OPT_CALL, .name = "wait-for", .arg = "seconds", .maybe = true,
	  .call = wait_for_call, .min = 0, .max = 86400 * 365 * NS_S,
	  .help = "wait until the ports are open, at most so long",
	  .more = "Wait until every port is open, or so many seconds are over; without a number\n"
		  "as long as it takes.\n"
		  "Of a host with several addresses one is enough.\n"
		  "The number may also be the next word.\n"
		  "A name that is not known yet is asked for again." },
	{ .kind = OPT_HELP, .letter = '?', .name = "help", .help = "print the usage and exit" },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit" },
	{ .kind = OPT_END },
};

const struct persona prober_persona = {
	.name = "tcpprobe", .title = "see whether TCP ports are open",
	.operand = "<host>... <port[,port|range|service]>",
	.operand_help = "names or addresses; ports", .opts = prober_options,
	.help = tcpprobe_help,
};
