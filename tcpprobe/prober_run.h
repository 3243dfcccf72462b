/* The prober: everything that one run knows. */
#ifndef PROBER_RUN_H
#define PROBER_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/loop.h"
#include "base/obuf.h"
#include "base/opt.h"
#include "probe/fate.h"
#include "probe/patience.h"

#define PROBER_BANNER 256	/* bytes that are kept of it */
#define PROBER_ALL (1u << 22)	/* ports of all addresses together */
#define PROBER_CONTROLS 2	/* ports that nobody asked for, to compare with */
#define CAUSE_NAME 17
#define PROBER_HOPS 4		/* middleboxes of an address that are looked for */

/* What the command line says. */
struct prober_cfg {
	bool probe, json, banner, only_open, plain;
	int family;		/* enum addr_family */
	const char *bind;
	ns_t wait;		/* for one port; 0: as it seems right */
	int64_t count;		/* 0: not given */
	ns_t interval;		/* -1: not given */
	ns_t wait_for;		/* -1: not given; NS_NEVER: without end */
};

/* What is known of a port. */
struct answer {
	enum fate fate;
	int err;		/* errno that this host has for it, or 0 */
	struct addr from;	/* who sent the ICMP error, or ADDR_NONE */
	uint8_t type, code;
	ns_t rtt;		/* -1: nothing came back */
	unsigned tries;
	struct fate_mark mark;	/* of the segment that answered */
	const char *why;	/* more to say, or NULL */
	struct addr who;	/* the neighbour that why is about, or ADDR_NONE */
	char device[CAUSE_NAME];	/* and the interface, or "" */
	unsigned hop;		/* of the middlebox; 0: none */
	bool silent;		/* it accepted, and sent nothing while we listened */
	char *banner;
	size_t banner_len;
};

enum port_state { PORT_NEW, PORT_TRYING, PORT_HELD, PORT_DONE };

struct port {
	struct answer *answer;	/* while it is held; in a wait also the last one */
	ns_t began;		/* the first attempt */
	ns_t due;		/* when something is to be done about it */
	ns_t watched;		/* held: it was connected then */
	int32_t tries;		/* attempts under way, or -1 */
	int32_t next_held;	/* of its address, or -1 */
	uint8_t state, sent;
	bool ended;		/* watched: the peer has closed or reset it */
	int16_t ttl;		/* of the newest segment that answered, or -1 */
	bool id;
	bool accepted;		/* that was a SYN|ACK */
	bool measured;		/* prober_measure.c has found ttl, or that it cannot */
	bool passed;		/* an answer was heard in this round */
	uint8_t confirmed;	/* rounds that heard nothing just above what was found */
	uint16_t low, high, mid;	/* ttl lies in [low, high); mid is what is asked now */
};

struct hop {
	unsigned hop;		/* 0: free */
	ns_t began;
	bool known;
	struct addr who;
};

/* One address. */
struct target {
	const char *host;	/* as it was typed */
	struct addr addr;
	bool named;		/* the host is no number */
	bool local;		/* an address of this host */
	struct sockaddr_storage ss;
	socklen_t ss_len;
	struct patience patience;
	size_t left;		/* ports without a verdict */
	int32_t held;		/* the first that is held, or -1 */
	bool alive;		/* it has answered by itself */
	ns_t answered;		/* when it first did, or somebody for it; 0: not yet */
	uint16_t control[PROBER_CONTROLS];
	unsigned controls;	/* that were not answered yet */
	size_t unheard;		/* ports, controls too, likewise */
	struct answer lost;	/* a router's word that there is no way to it; from: ADDR_NONE */
	bool all_open;		/* a control was accepted */
	bool all_reset;		/* and reset again */
	unsigned measuring;	/* ports whose ttl is looked for */
	struct fate_mark host_mark;	/* of its SYN|ACK */
	struct fate_mark far_mark;	/* of the RST from farthest away */
	struct hop hops[PROBER_HOPS];
	bool searched;		/* why it is silent has been looked for */
	const char *why;
	struct addr who;
	char device[CAUSE_NAME];
};

/* One attempt: a socket. */
struct
try {
	int fd;			/* -1: free */
	uint32_t port;
	ns_t sent;
	int32_t next;		/* of the same port, or of the idle ones; or -1 */
	uint8_t family;
	bool apart;		/* to find out more; not one of the port's own attempts */
	uint8_t hop;		/* apart: its hop limit, to find a middlebox with */
	uint8_t above;		/* or the least that an answer must have to be heard */
	bool polled, busy;
};

struct due {
	ns_t at;
	uint32_t port;
};

struct prober {
	struct prober_cfg cfg;
	const char *list;		/* of ports, as it was typed */
	uint16_t *numbers;
	size_t nports;
	struct target *targets;
	size_t ntargets;
	struct addr from;		/* -b */

	struct port *ports;		/* (nports + PROBER_CONTROLS) of each target */
	size_t begun, left;		/* ports that were begun, and that have no verdict */
	struct try *tries;
	size_t ntries, tries_max;
	int32_t idle4, idle6, unused;
	struct due *heap;
	size_t nheap, heap_room;
	struct pace pace;
	ns_t start, deadline;
	ns_t room;			/* no descriptors: not before this */

	int epoll;
	int raw4, raw6;			/* or -1 */
	struct loop loop;
	struct obuf out;
	uint8_t *in;
	unsigned met;			/* 1 << fate of what was met */
	uint64_t counts[FATES];
	bool unknown;			/* a host has no address */
	bool interrupted;
};

extern const struct persona prober_persona;
extern const struct prober_cfg prober_defaults;

/* prober_hosts.c: operands to targets. False after a message; *status is set. */
bool prober_hosts(struct prober *p, int argc, char **argv, int *status);
void prober_hosts_close(struct prober *p);

/* prober_scan.c: the run. -1 after a message. */
int scan_open(struct prober *p);
void scan_close(struct prober *p);

/* Index of a port in p->ports, its address, its number; is it one of the controls? */
struct target *scan_target(const struct prober *p, uint32_t port);
uint16_t scan_number(const struct prober *p, uint32_t port);
bool scan_is_control(const struct prober *p, uint32_t port);

/* The port of that number, or -1. */
int64_t scan_find(const struct prober *p, const struct target *t, uint16_t number);

/* Has something be done about the port at `at`. */
void scan_due(struct prober *p, uint32_t port, ns_t at);

/* The last word on a port. */
void scan_verdict(struct prober *p, uint32_t port, struct answer *a, ns_t now);

/* prober_try.c: sockets. */
enum try_result { TRY_UNDER_WAY, TRY_ENDED, TRY_LATER };

enum try_result try_begin(struct prober *p, uint32_t port, struct answer *a);

/*
 * One apart from the others: with a hop limit of its own, or one that hears only answers that
 * arrive with so much at least; 0: as usual. -1: there is no room.
 */
int try_apart(struct prober *p, uint32_t port, unsigned hop, unsigned above);

/* Ends those of a port that hear only some answers. */
void try_end_apart(struct prober *p, uint32_t port);

/*
 * Something happened to a try: true: it ended, *a says how (an ICMP error, errno, 0: connected).
 * The socket of one that connected is kept.
 */
bool try_look(struct prober *p, struct try *t, struct answer *a);

/* Has events of a connected one come in, too, where it connected at once. */
void try_watch(struct prober *p, struct try *t);

/* What the peer of a connected one sent. n, 0: it has closed, -1: it reset, -2: nothing yet. */
int try_read(struct prober *p, struct try *t, void *buf, size_t size);

/* Ends all of a port's; keep: but for the one that has just connected. */
void try_end_others(struct prober *p, uint32_t port, bool keep);
/* Of a port that has one. */
void try_end_oldest(struct prober *p, uint32_t port);
void try_free(struct prober *p, struct try *t);

/* prober_doubt.c: is it the host who answers? */
void doubt_open(struct prober *p, struct target *t);
void doubt_saw(struct prober *p, uint32_t port, struct answer *a, ns_t now);
void doubt_event(struct prober *p, uint32_t port, struct try *t, ns_t now);
void doubt_due(struct prober *p, uint32_t port, ns_t now);
void doubt_apart(struct prober *p, struct try *t, const struct answer *a, ns_t now);

/* prober_measure.c: what segments look like, where raw_open() was not let. */
bool measure_wanted(const struct prober *p, const struct target *t);

/* Looks for the port's ttl. When to look again; 0: it is known now, or will not be. */
ns_t measure(struct prober *p, uint32_t port, ns_t now);

/* A try of it was refused. */
void measure_heard(struct prober *p, const struct try *t);

/* prober_raw.c: what segments look like, where the system lets us see them. */
void raw_open(struct prober *p);
void raw_close(struct prober *p);
void raw_read(struct prober *p);

/* prober_cause.c: why this host cannot reach an address. */
void cause_error(const struct target *t, struct answer *a);
void cause_silence(struct target *t);

/* How things are told. */
struct prober_renderer {
	void (*start)(struct prober *p);
	void (*port)(struct prober *p, const struct target *t, uint16_t number,
		     const struct answer *a);
	void (*finish)(struct prober *p);
};

extern const struct prober_renderer prober_text, prober_json;

/* prober_ping.c: --count, --interval. Returns the exit status. */
int prober_ping(struct prober *p);

#endif
