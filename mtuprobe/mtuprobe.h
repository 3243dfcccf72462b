/* mtuprobe: everything that one run knows. */
#ifndef MTUPROBE_H
#define MTUPROBE_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "base/obuf.h"
#include "base/opt.h"
#include "probe/engine.h"
#include "probe/pmtu.h"
#include "sys/resolve.h"
#include "sys/rtnl.h"
#include "wire/tcp.h"
#include "xport/icmp.h"
#include "xport/tcp.h"
#include "xport/udp.h"

#define MTU_PORTS 2		/* of TCP that are tried where none is named */

/* What the command line says. */
struct mtu_cfg {
	int family;		/* 4, 6, or 0 */
	bool quiet, json, set;
	ns_t deadline;
	const char *device;
};

/* The ways of probing; each has its plan. TCP has one a port. */
enum mtu_way_kind { WAY_ICMP, WAY_UDP, WAY_TCP, WAYS = WAY_TCP + MTU_PORTS };

struct mtu_way {
	const char *name;	/* "icmp", "udp", "tcp" */
	struct xport *xport;	/* NULL: it could not be opened */
	int err;		/* errno of that; 0: it was not asked for */
	struct pmtu *plan;
	struct engine engine;
	uint16_t port;		/* TCP */
	uint16_t asked;		/* the size that all others were asked about, or 0 */
	uint16_t most;		/* the largest packet that it can send; 0: as the interface */
	bool wary;		/* asks for no more than others get through: see open.c */
};

/* A connection that the kernel makes, where raw sockets are not permitted: for its MSS. */
struct mtu_knock {
	int fd;			/* -1: none */
	bool open;		/* the port is */
	uint16_t port;
};

/* Of "packet too big" nothing but how many came is known: are they about what is too large? */
struct mtu_refusals {
	uint64_t start;		/* of the count */
	unsigned answers;	/* to the first packets */
	uint64_t then;		/* when the last of these came */
	uint64_t before;	/* the last round of packets */
	struct mtu_way *syns;	/* that it went by; NULL: as all else */
	unsigned rounds;
	ns_t pause;		/* until then, routers may say no more */
	bool heard;		/* once, among all that this host is told */
	bool done, some;
};

enum mtu_verdict {
	VERDICT_CLEAN,		/* as large as the interface sends them */
	VERDICT_SIGNALLED,	/* a router names the MTU */
	VERDICT_REFUSED,	/* somebody refuses larger ones; what is named was not heard */
	VERDICT_HOLE,		/* larger ones vanish */
	VERDICT_LYING,		/* a router names another MTU */
	VERDICT_CLAMPED,	/* vanish they do, but TCP keeps below */
	VERDICT_DIFFERS,	/* not all ways of probing find the same */
	VERDICT_SMALL,		/* IPv6 demands more */
	VERDICT_LOSS,		/* no matter how large */
	VERDICT_SILENT,		/* nobody answered */
	VERDICT_UNFINISHED,	/* the time was up */
};

enum mtu_fragments { FRAGMENTS_UNKNOWN, FRAGMENTS_PASS, FRAGMENTS_LOST };

/* What the run comes to. */
struct mtu_result {
	enum mtu_verdict verdict;
	uint16_t mtu;			/* 0: not known */
	uint16_t bound;			/* silent: so much reaches the hop `far` */
	unsigned far;
	struct addr far_from;
	uint16_t wide;			/* other ways to the target take so much; 0: none does */
	uint16_t found[3];		/* by enum mtu_way_kind; 0: no answer */
	bool least[3];			/* that much at least: no larger ones were asked */
	bool at_least;			/* likewise of mtu */
	const struct pmtu_word *word;	/* about packets above the MTU, or NULL */
	const struct pmtu_trace *trace;	/* where it narrows, or NULL */
	unsigned hop;			/* the hop that takes no more; 0: not known */
	struct addr hop_from;		/* ADDR_NONE: it does not answer */
	int hops;			/* of the path, or -1 */
	int port;			/* of TCP, or 0 */
	bool port_open;
	uint16_t mss;			/* that the target sent, or 0 */
	bool mss_least;			/* that much at least */
	enum mtu_fragments fragments;
	unsigned loss;			/* percent; 0 where hardly any */
	unsigned judged;		/* packets that this is a share of */
	unsigned sent;
	ns_t rtt;
};

struct mtuprobe {
	struct mtu_cfg cfg;
	const char *target;		/* as it was typed, without the port */
	char *name;			/* owns that text */
	int port;			/* 0: none named */
	struct resolve_host host;
	struct addr source;
	char device[IF_NAMESIZE];	/* that packets leave by */
	char kind[16];			/* of it: "wireguard"; "" for hardware */
	uint32_t ifindex;
	uint32_t mtu;			/* of it */
	uint16_t max;			/* the largest packet of ours */
	uint32_t cached;		/* path MTU that the kernel has had before, or 0 */
	bool beside;			/* the target may be on the link */
	bool shy;			/* hears no "packet too big", so that none is noted */

	int fds[24];
	unsigned nfds;
	int loose;			/* the socket for fragments; 0: none */
	uint16_t loose_size;		/* of what was sent by it */
	struct icmp_xport icmp;
	struct udp_xport udp;
	struct tcp_xport tcp[MTU_PORTS];
	struct tcp_connect connect[MTU_PORTS];	/* instead, where raw sockets are not permitted */
	struct mtu_way ways[WAYS];
	struct mtu_knock knock[MTU_PORTS];

	struct loop loop;
	struct obuf out;
	ns_t began, now, took;
	int signal;
	/* the course of the run */
	enum { RUN_SEARCH, RUN_DARK } stage;
	bool swept;			/* packets went to every hop */
	unsigned far;			/* the hop that serves for a target that is silent */
	uint32_t doubt;			/* thousandths of loss that are reckoned with */
	bool loose_due;			/* fragments are to be sent, later */
	bool counted;			/* small ones were sent to count losses */
	struct mtu_refusals refusals;
	uint16_t knock_mss;
	bool knock_least;		/* that much at least */
	uint16_t knock_port;		/* that is open; 0: none is yet */
	int knock_ask;			/* the connection that asks for its MSS, or -1 */
	ns_t knock_look;		/* when to look at them next */
};

extern const struct persona mtu_personas[];
extern const struct mtu_cfg mtu_defaults;

/* Rules between options and operands; resolves. False: it was said what is wrong. */
bool mtu_check(struct mtuprobe *m, int argc, char **argv, int *status);

/* Finds the way out, opens what can be opened. -1 after a message. */
int mtu_open(struct mtuprobe *m);
void mtu_close(struct mtuprobe *m);

/* What the kernel has learnt from our packets it had better not have; see open.c. */
void mtu_forget(struct mtuprobe *m);

/* A socket as the ways have them, closed at the end if not before. -1 with errno. */
int mtu_socket(struct mtuprobe *m, int type, int protocol);
void mtu_socket_close(struct mtuprobe *m, int fd);

/* Knocks: see knock.c. Begins that of a port; looks at all; true: one is to be waited for. */
void mtu_knock(struct mtuprobe *m, unsigned i);
void mtu_knocks_look(struct mtuprobe *m);
bool mtu_knocks_wait(struct mtuprobe *m);

/* Is it known what that port says? If it is open it may be knock_port. */
bool mtu_knock_is_over(const struct mtuprobe *m, unsigned i);

/* Does that port of TCP take connections? */
bool mtu_is_open(const struct mtuprobe *m, unsigned way);

/* The way whose result the others are compared with; NULL: none has one. */
struct mtu_way *mtu_reference(struct mtuprobe *m);

/* Some are on the way to look whether they are refused, or will be. *news: some more. */
bool mtu_refusals(struct mtuprobe *m, bool *news);
void mtu_refusals_open(struct mtuprobe *m);

/*
 * Of the first packets, which are all of that plan: called while answers come, and when none is
 * under way any more. Were as many refused as are lost?
 */
void mtu_refusals_watch(struct mtuprobe *m, const struct pmtu *p);
void mtu_refusals_first(struct mtuprobe *m, const struct pmtu *p);

/* The plan that looks for the hop and hears routers for that way: not all can. */
struct pmtu *mtu_tracer(struct mtuprobe *m, struct mtu_way *ref);

/* What is to be done next, after every step. True: something new is. *over: nothing is left. */
bool mtu_conduct(struct mtuprobe *m, bool *over);

/* What is known now. */
struct mtu_result mtu_judge(struct mtuprobe *m);

/* A word for programs, and the layer of the guide where it breaks. */
const char *mtu_verdict_name(enum mtu_verdict v);
const char *mtu_verdict_layer(enum mtu_verdict v);
int mtu_verdict_status(enum mtu_verdict v);

/* One line: what was found, without the layer. */
void mtu_verdict_text(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o);

/* Does a smaller MTU of this host mend it? */
bool mtu_helps(const struct mtuprobe *m, const struct mtu_result *r);

/* What mends it: so many steps, each where it belongs and what to paste. */
#define MTU_FIXES 5
struct mtu_fix {
	const char *where;
	struct obuf paste;
};
unsigned mtu_fixes(const struct mtuprobe *m, const struct mtu_result *r, struct mtu_fix *f);
void mtu_fixes_free(struct mtu_fix *f, unsigned n);

/* The command that goes on from here. False: there is none. */
bool mtu_next(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o);

void mtu_text(struct mtuprobe *m, const struct mtu_result *r);
void mtu_json(struct mtuprobe *m, const struct mtu_result *r);

/* --set: asks, and sets. Exit status. */
int mtu_set(struct mtuprobe *m, const struct mtu_result *r);

#endif
