/* tracepath, traceroute: everything that one run knows. */
#ifndef TRACEPATH_H
#define TRACEPATH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/loop.h"
#include "base/obuf.h"
#include "base/opt.h"
#include "probe/engine.h"
#include "probe/path.h"
#include "mtr.h"
#include "mtr_screen.h"
#include "mtr_ways.h"
#include "sys/ipinfo.h"
#include "sys/resolve.h"
#include "sys/whois.h"
#include "xport/dccp.h"
#include "xport/icmp.h"
#include "xport/tcp.h"
#include "xport/udp.h"

#define TRACE_WORDS 32		/* -O options at most */
#define TRACE_GATEWAYS 127		/* in a routing header; 8 fit into an IPv4 option */
#define TRACE_IP_OPTIONS (8 + 16 * TRACE_GATEWAYS)

/* What the names alone decide: the command line, and by the last digit the family. */
enum trace_variant { TRACE_PATH = 0x10, TRACE_ROUTE = 0x20, TRACE_MTR = 0x40 };

struct trace_method;

/* -O: what it says about packets. */
struct trace_packet {
	bool flagged;			/* flags were given */
	uint16_t flags;			/* of TCP; enum tcp_flag */
	bool ecn, sack, timestamps, wscale, sysctl, reuse, info;
	bool raw, dgram;		/* ICMP: only that socket */
	bool filled;			/* the data consists of this byte */
	uint8_t byte;
	int64_t mss, coverage, service, protocol;
};

/* A list of words that -O has, or the protocol of -P, which is one of them: "protocol=". */
struct trace_word {
	const char *text;
	bool protocol;
};

/* What the command line says. */
struct trace_cfg {
	int family;			/* 4, 6, or 0 */
	bool debug, dontroute, numeric, whole, mtu, back, extensions, origins, json, both;
	bool sweep;			/* one answer a hop will do */
	bool number_first;		/* with -b */
	bool bare;			/* messages have no name in front */
	const char *no_route;		/* a call that fails so; NULL: the first packet shows it */
	int64_t first, max, per_hop, window, tos, flow, mark, sport, port;	/* -1: not given */
	int64_t length;			/* bytes of the whole packet; -1: not given */
	ns_t gap;
	struct path_wait wait;
	ns_t here, near;		/* -w's factors, in seconds */
	const char *waits, *gaps;	/* as they were typed */
	const char *source, *device, *gateways, *module;
	struct addr from;		/* of source */
	const struct trace_method *method;
	struct trace_packet packet;
	struct trace_word words[TRACE_WORDS];
	unsigned nwords;
};

struct trace_renderer;

struct trace {
	struct trace_cfg cfg;
	struct mtr_cfg mtr;
	const struct trace_renderer *as;
	char *environment;		/* the words of MTR_OPTIONS; options point at them */
	struct resolve_host host;
	char **words;			/* the command line, for messages that say where */
	char *target;			/* as it was typed */
	struct addr source;		/* of our packets */
	uint32_t jumbo;			/* MTU of an IPv6 route if above 65535, or 0 */
	ns_t jumbo_took;		/* how long the kernel took to say so */
	struct addr gateway[TRACE_GATEWAYS];
	unsigned ngateways;
	uint8_t routing_type;		/* of an IPv6 source route */
	uint8_t ip_options[TRACE_IP_OPTIONS];
	unsigned ip_options_len;
	uint16_t size;			/* bytes of a packet */
	uint16_t least;			/* a packet needs so many */
	bool plain_syn;			/* nothing is asked of SYNs that connect() does not do */
	uint16_t icmp_first;		/* sequence number of the first probe */
	struct icmp_form form;

	const char *failed;		/* the call that errno is of */
	int fd;
	int buffer;			/* bytes of answers that it holds unread; 0: not known */
	struct icmp_xport icmp;
	struct udp_xport udp;
	struct tcp_xport tcp;
	struct tcp_connect connect;
	struct dccp_xport dccp;
	struct xport *xport;
	void (*xport_close)(struct trace *t);
	struct mtr_ways ways;		/* mtr live: xport is theirs */
	bool quiet;			/* what fails now is told later, if it is asked for */

	struct loop loop;
	struct engine engine;
	struct path path;
	struct resolve_names names;
	struct whois whois;
	struct ipinfo info;
	struct screen screen;
	struct obuf out;
	int signal;			/* that ended the run, or 0 */
	ns_t began;			/* by the wall clock */
	ns_t mind;			/* when to look whether a neighbour is there; 0: never */
	int send_error;			/* errno of a probe that this host refused */

	/* what is shown next, while it waits for a name */
	bool holds, holds_last;
	struct path_place place;
	/* the line that is open */
	unsigned line;			/* its TTL; 0: none is */
	struct addr shown;		/* the last address on it */
	struct json hop;		/* or the object */
	uint32_t mtu_shown;		/* 0: none yet */
	unsigned reached;		/* the hop that the target answered at, or 0 */
	int back;			/* hops that this answer came by, or -1 */
	uint16_t named[256];		/* by TTL, a bit an address: its name was told */
	struct obuf split[256];		/* by TTL: the line that was told last */
};

/* How a path is told: as one of the classic texts, or as JSON lines. */
struct trace_renderer {
	void (*start)(struct trace *t);		/* before anything is opened; or NULL */
	event_fn *event;			/* arg is the struct trace; or NULL */
	/* The next probe in order; last: its hop has no more. Or NULL: no order is wanted. */
	void (*probe)(struct trace *t, const struct path_place *at, const struct hop_probe *p,
		      bool last);
	void (*finish)(struct trace *t);
};

extern const struct trace_renderer trace_text, route_text, trace_json;
extern const struct trace_renderer mtr_report, mtr_csv, mtr_xml, mtr_json, mtr_raw, mtr_split;
extern const struct trace_renderer mtr_screen;

extern const struct persona trace_personas[];
extern const struct trace_cfg trace_defaults, route_defaults, mtr_defaults;
extern const struct opt trace_options[], route_options[], mtr_options[];

/*
 * Rules between options and operands; resolves the target. False: it was said what is wrong;
 * *status is set.
 */
bool trace_check(struct trace *t, int argc, char **argv, int *status);
bool route_check(struct trace *t, int argc, char **argv, int *status);
bool mtr_check(struct trace *t, int argc, char **argv, int *status);

/* opt_parse(), of MTR_OPTIONS as well. */
enum opt_result mtr_parse(const struct persona *as, struct trace *t, int *argc, char ***argv,
			  int *status);

/* One trace: opens, runs, finishes, closes. last: no other follows, privileges go. */
int trace_run(struct trace *t, bool last);

/* Does it show the live screen? */
static inline bool mtr_is_live(const struct trace *t)
{
	return t->mtr.interval && t->mtr.output == MTR_SCREEN;
}

/* Connects screen and keys to the run. */
void mtr_live(struct trace *t);

/* One host after the other. Returns the exit status; t->signal is set where one ended it. */
int mtr_run(struct trace *t);

/* Is all known that a report says of addresses? *wake: when to do without. */
bool mtr_complete(struct trace *t, ns_t now, ns_t *wake);

/* Ways to probe: -M, and what else chooses one. */
struct trace_method {
	const char *name;
	uint16_t port;
	uint8_t header;			/* bytes of it behind the IP header, at least */
	uint8_t module;			/* whose keywords: enum trace_module */
	/* Opens t->xport, with privileges raised. -1 after a message. */
	int (*open)(struct trace *t);
};

enum trace_module { MODULE_NONE, MODULE_ICMP, MODULE_TCP, MODULE_UDPLITE, MODULE_DCCP, MODULE_RAW };

extern const struct trace_method method_tracepath, method_mtr_udp, method_default, method_udp,
	method_udplite, method_icmp, method_tcp, method_tcpconn, method_dccp, method_raw;

/* By the name of -M; NULL: there is none. */
const struct trace_method *trace_method(const char *name);

/* Reads cfg.words for cfg.method. False after a message. */
bool trace_keywords(struct trace_cfg *c);

/* If help is asked for, prints it, sets *status and returns true. */
bool trace_keywords_help(const struct trace_cfg *c, int *status);

/* A protocol's name or number; -1: neither. */
int64_t trace_protocol(const char *text);

/* Finds the way, opens the transport. -1 after a message. */
int trace_open(struct trace *t);
void trace_close(struct trace *t);

/* t->size, t->least, and what -O leaves to defaults. */
void trace_sizes(struct trace *t);

/*
 * A socket for probes, with all that the command line says of them: device, mark, source route,
 * type of service, fragments. -1 with errno; t->failed says which call.
 */
int trace_socket(struct trace *t, int type, int protocol);

/* Binds it to -s and a port, if there is something to bind to. Likewise. */
int trace_bind(struct trace *t, int fd, uint16_t port);

/* A message about errno: with the program's name, or as the classic traceroute without. */
void trace_warn(const struct trace *t, const char *what);

/* Likewise; where a permission is missing, which one. Returns -1. */
int trace_fail(const struct trace *t, const char *what);

/* Bytes of the IP header, with its options. */
uint16_t trace_ip_header(const struct trace *t);

/* Bytes of the TCP header that -O asks for; settles what it leaves to defaults. */
uint16_t trace_tcp_header(struct trace *t);

/* The same on a socket that is there already; -1 with errno, *what says which call failed. */
int trace_socket_setup(struct trace *t, int fd, const char **what);

/* -g: addresses into t->gateway, options into t->ip_options. -1 after a message. */
int trace_gateways(struct trace *t);

/*
 * Shows all that can be shown now; returns when to be called again at the latest. What waits for a
 * name is given up after a while, or at once where `now` is NS_NEVER.
 */
ns_t trace_tell(struct trace *t, ns_t now);

/* Did the probe reach its target? An unreachable port is what the target itself says. */
bool trace_reached(const struct trace *t, const struct hop_probe *p);

/* The address' name, if it is known by now; else the address. */
void trace_name(struct trace *t, struct obuf *o, const struct addr *a);

#endif
