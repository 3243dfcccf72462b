/* What became of a port, from what was seen of an attempt to connect to it; pure. */
#ifndef PROBE_FATE_H
#define PROBE_FATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"

enum fate {
	FATE_OPEN,
	FATE_PROXY,		/* accepts, but so does every port, and none says a word */
	FATE_CLOSED,		/* refused by the host */
	FATE_MIDDLEBOX,		/* refused, but not by the host */
	FATE_FILTERED,		/* no answer */
	FATE_REJECTED,		/* somebody forbids it, by ICMP or on this host */
	FATE_UNREACHABLE,
	FATES,
};

/* How an attempt ended. */
struct fate_seen {
	int err;		/* errno of connect(2), 0: connected; unless ICMP says more */
	uint8_t family;		/* of the ICMP error, 0: none */
	uint8_t type, code;
	bool by_target;		/* the address itself sent it */
	bool alive;		/* the address has answered other ports */
};

/*
 * That "the network" or "the host is unreachable" is a router's word for a fault of its own, unless
 * it comes from the very host, or the host answers otherwise: then a filter borrows the words.
 */
enum fate fate_of(const struct fate_seen *s);

/* "open-silent-proxy" */
const char *fate_word(enum fate f);

/* Exit status of a run; bit `1 << fate` is set for each fate that was met. */
int fate_status(unsigned met);

/*
 * How far away a packet came from, by the hop limit that it arrived with: 0 for a neighbour.
 * Senders begin with 32, 64, 128 or 255.
 */
unsigned fate_hops(int ttl);

/* What tells two stacks apart in their segments. */
struct fate_mark {
	int ttl;		/* it arrived with; -1: not known */
	bool id;		/* IPv4: its identification is not 0 */
};

/* Were both made by the same stack at the same distance? True where either is not known. */
bool fate_same(struct fate_mark a, struct fate_mark b);

#endif
