/*
 * One socket that probes leave by and answers come back to: a hop limit for each packet, the error
 * queue, kernel times. What the UDP, the raw TCP and the DCCP transport have in common.
 */
#ifndef XPORT_XSOCK_H
#define XPORT_XSOCK_H

#include <sys/socket.h>

#include "probe/probe.h"
#include "sys/errq.h"
#include "sys/tstamp.h"
#include "xport/queued.h"

struct xsock {
	int fd;
	int out;			/* what probes leave by: the same, unless it is set */
	uint8_t family;
	uint8_t *in;			/* what is received */
	struct tstamp clock;
	bool tx_stamps;
	uint64_t stamp_base;		/* the probe that transmit time 0 belongs to */
	uint64_t last;			/* ordinal of the newest probe */
	ns_t began;			/* when it was opened */
	ns_t seen;			/* the newest reading of the clock, for a probe */
	ns_t emptied;			/* when the socket was last seen empty */
	bool recent;			/* seen was just now */
	struct refusals refused;
	uint64_t told;			/* the newest of them that has its entry */
};

/* What came: a packet, or an entry of the error queue. */
struct xmsg {
	bool queued;
	struct errq e;			/* where queued is true */
	struct addr from;		/* else: who sent it */
	uint16_t port;
	int ttl;
	struct cur data;		/* valid until the next call */
	ns_t when;
};

/*
 * Over an open socket: errors, extensions, hop limits, times of arrival, and of departure if asked
 * for. -1 with errno. xsock_close() leaves the descriptor open.
 */
int xsock_open(struct xsock *xs, int fd, uint8_t family, bool tx_stamps);
void xsock_close(struct xsock *xs);

/*
 * Connects a raw socket: of those of its protocol the kernel then hands over that host's packets
 * only. Fills in what to send to, flow label and all, and the address that packets leave from.
 * Where that is known, the socket stays unconnected: with a source route errors quote packets to
 * the first hop of it, which the kernel does not take for a connected one's. -1 with errno.
 */
int xsock_connect(int fd, const struct addr *to, uint32_t flow, struct sockaddr_storage *ss,
		  socklen_t *len, struct addr *from);

/* As xport.send, for n bytes to an address. */
int xsock_send(struct xsock *xs, const struct probe *p, const struct sockaddr *to, socklen_t to_len,
	       const void *bytes, size_t n, ns_t *when);

/*
 * Sends n bytes that are no probe, over a connected socket, with its own hop limit and no time of
 * departure. What becomes of them is not told.
 */
void xsock_aside(struct xsock *xs, const void *bytes, size_t n);

/* The next thing that is here; false: nothing. */
bool xsock_next(struct xsock *xs, ns_t now, struct xmsg *m);

/*
 * What concerns no particular protocol: a time of departure, a packet that was too long. True: *r
 * is whole. False: *r is not touched, look at the message.
 */
bool xsock_common(struct xsock *xs, const struct xmsg *m, struct reply *r);

/* When xsock_next() has nothing more: a refusal that no entry came for. */
bool xsock_refused(struct xsock *xs, struct reply *r, ns_t *when);

#endif
