/* ping: everything that one run knows. */
#ifndef PING_H
#define PING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "base/obuf.h"
#include "base/opt.h"
#include "probe/engine.h"
#include "probe/every.h"
#include "probe/stats.h"
#include "probe/stats_text.h"
#include "sys/resolve.h"
#include "xport/icmp.h"

#define PING_PATTERN 16		/* bytes that -p can give */
#define PING_CLOCK 16		/* bytes of the payload that carry the time of sending */
#define PING_HOPS 9		/* addresses that fit into the options of an IPv4 header */
#define PING_IP_OPTIONS 40
#define PING_QUERIES 8
#define PING_SIZE_MAX (1 << 20)

/* Limits for those who are not root: they must not be able to flood. */
#define PING_USER_INTERVAL (2 * NS_MS)
#define PING_USER_PRELOAD 3

enum ping_stamp {		/* -T; the flags of the IPv4 timestamp option, RFC 791 */
		  PING_STAMP_NONE = -1,
		  PING_STAMP_ONLY = 0,
		  PING_STAMP_ADDR = 1,
		  PING_STAMP_PRESPEC = 3,
};

/* What the command line says. */
struct ping_cfg {
	int family;		/* 4, 6, or 0 */
	bool adaptive, bell, broadcast, connect, dates, debug, dontroute, flood, force_names, json;
	bool noloop, numeric, outstanding, quiet, record, sticky, user_time, verbose;
	int64_t count, deadline, id, mark, preload, size, sndbuf, ttl;
	ns_t interval, wait;	/* interval -1: not given */
	int tos;		/* -1: not given */
	int pmtud;		/* IP_PMTUDISC_*, -1: not given */
	int64_t flow;		/* IPv6 flow label; 0: the kernel chooses one; -1: not given */
	int stamp;		/* enum ping_stamp */
	uint8_t pattern[PING_PATTERN];
	unsigned pattern_len;	/* 0: bytes count up */
	const char *device;	/* -I */
	struct addr source;	/* -I; family ADDR_NONE: not given */
	const char *queries[PING_QUERIES];	/* -N */
	unsigned nqueries;
};

struct ping_query;

struct ping {
	struct ping_cfg cfg;
	char **hops;			/* operands: the destination is the last */
	int nhops;
	bool user;			/* not root: limits hold */

	struct resolve_host host;	/* the destination, or what -N made of it */
	struct addr hop_addr[PING_HOPS];
	struct addr dest;		/* the host's address, on the link that -I names */
	struct addr from;		/* -I with an address of that family, or ADDR_NONE */
	struct addr source;		/* of our packets */
	bool is_broadcast, is_multicast;
	bool to_many;			/* either: several may answer one probe */
	uint8_t ip_options[PING_IP_OPTIONS];
	unsigned ip_options_len;
	uint8_t *payload;
	struct ping_query *node;	/* -N, or NULL */
	int fd;
	bool raw;
	uint16_t id;

	struct loop loop;
	struct engine engine;
	struct every plan;
	struct icmp_xport xport;
	struct stats stats;
	struct resolve_names names;
	struct obuf out;
	uint64_t answered_n;		/* ordinal + 1 of the newest answered probe, for -O */
	uint8_t route[PING_IP_OPTIONS];	/* the last record route shown */
	size_t route_len;
};

/* How events are told: as the classic text, or as JSON lines. */
struct ping_renderer {
	void (*start)(struct ping *p);
	event_fn *event;		/* arg is the struct ping */
	void (*status)(struct ping *p);	/* SIGQUIT */
	void (*finish)(struct ping *p);
};

extern const struct persona ping_personas[];
extern const struct ping_cfg ping_defaults;
extern const struct ping_renderer ping_text, ping_json;

/* Rules between options and operands. False: it was said what is wrong; *status is set. */
bool ping_check(struct ping *p, int argc, char **argv, int *status);

/* Resolves, opens and sets up the socket. -1 after a message. */
int ping_open(struct ping *p);

/*
 * The steps of ping_open() that want privileges: which way packets leave and who may answer
 * (p->source, p->to_many); then the socket (p->fd, p->raw, p->id).
 */
int ping_route(struct ping *p);
int ping_socket(struct ping *p);

/* Is there a line an answer, with its time to live? Control messages cost a flood time. */
bool ping_shows_lines(const struct ping *p);

/* Sets on a socket what decides the way of its packets: device, mark, type of service. */
int ping_route_set(const struct ping *p, int fd);

/* Binds p->fd to the source address where one is asked for, and to the identifier. */
int ping_route_bind(struct ping *p);

/* Payload of p->cfg.size bytes. */
void ping_payload_make(struct ping *p);

/*
 * Index of the first byte of an answer's data that is not as it was sent, or -1. The clock's bytes
 * are not compared.
 */
int64_t ping_payload_check(const struct ping *p, struct cur data);

/* Did somebody answer who was not asked? */
bool ping_is_other(const struct ping *p, const struct reply *r);

/* The byte at that index. */
uint8_t ping_payload_byte(const struct ping *p, size_t at);

/* IPv4 options of the request (-R, -T, hops) into p->ip_options. */
void ping_options_make(struct ping *p);

/* The options of a reply, as text behind its line. */
void ping_options_text(struct ping *p, struct cur options);

/* "name (address)", or the address. */
void ping_who(struct ping *p, struct obuf *o, const struct addr *a);

/* What an ICMP error says, in ping's words; at most for reply->type and code. */
void ping_error_text(struct ping *p, struct obuf *o, const struct reply *r);

/* Loss so far: probes judged, and how many of them were not answered. */
struct stats_loss ping_loss(const struct ping *p, ns_t now);

/*
 * -N. parse: false after a message or the help text; *status is set then. open: makes the query for
 * the destination; p->node is NULL where there is nothing to ask after all.
 */
bool ping_query_parse(struct ping *p, int *status);
int ping_query_open(struct ping *p);
void ping_query_close(struct ping *p);
const struct icmp_form *ping_query_form(const struct ping *p);
size_t ping_query_size(const struct ping *p);
void ping_query_text(struct obuf *o, const struct reply *r);

#endif
