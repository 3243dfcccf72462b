/*
 * DCCP Requests of our own over a raw socket, which needs a privilege: a transport for the engine,
 * on kernels that know DCCP and those that do not. See RFC 4340.
 *
 * Replies: an answer's info is its type (enum dccp_type), a Reset's with its code above: 0x0307
 * is "no connection". Its body is the packet, header and all. An open port answers with a Response,
 * a closed one with a Reset; any other packet that acknowledges a probe is an answer, too.
 *
 * A Response leaves a connection half open at the server until it gives up. RFC 4340 has clients
 * that give up say so (section 8.1.1): each Response gets a Reset of code "aborted", which
 * acknowledges it, and whose number is next to that of the Request that it acknowledges, as the
 * server takes nothing less (section 7.5.3). Kernels that know DCCP, but of no connection, send a
 * Reset of the same numbers, and the server needs but one; others say nothing as long as
 * there is a raw socket.
 */
#ifndef XPORT_DCCP_H
#define XPORT_DCCP_H

#include "probe/probe.h"
#include "wire/dccp.h"
#include "xport/xsock.h"

#define DCCP_SERVICE 1885957735		/* the service code of traceroute */

/* All probes are of one flow: what tells routers the way never changes. */
struct dccp_cfg {
	int fd;				/* raw socket of IP_DCCP, bound where it must be */
	struct addr to;
	uint16_t port;
	uint16_t sport;			/* 0: one by chance, since not every kernel keeps any */
	uint32_t service;
	uint32_t flow;			/* IPv6 flow label that the socket may send, or 0 */
	uint16_t size;			/* bytes of the whole IP packet; 0: no data */
	uint16_t longest;		/* that a probe asks for; 0: the same */
	uint8_t options;		/* bytes that the socket adds to the plain IP header */
	struct addr from;		/* with a source route: where packets leave from */
	bool tx_stamps;			/* times of departure */
};

/*
 * The checksums of the newest probes, which are all that tells one from another where a router
 * quotes 8 bytes. Those of probes of one size differ: they hold consecutive numbers.
 */
#define DCCP_RECENT 1024

struct dccp_recent {
	uint16_t sum[DCCP_RECENT];	/* by ordinal, modulo */
	uint64_t sent;
};

void dccp_sent(struct dccp_recent *d, uint64_t n, uint16_t sum);

/* The newest probe that has it; false: none. */
bool dccp_find(const struct dccp_recent *d, uint16_t sum, uint16_t *seq);

/*
 * How packets are known again; pure. Sequence numbers count up one by one, as a server that has
 * seen one takes only those shortly behind it for valid.
 */
struct dccp_match {
	struct addr to, from;
	uint16_t port, sport;
	uint64_t base;			/* the number of seq 0 */
	const struct dccp_recent *recent;
};

static inline uint64_t dccp_number(const struct dccp_match *m, uint16_t seq)
{
	return (m->base + seq) & DCCP_SEQ_MAX;
}

/*
 * An entry of the error queue, whose data begins with the DCCP header; a packet of a raw socket,
 * which begins with the IPv4 header or the IPv6 socket's DCCP header. kind is REPLY_OTHER unless it
 * is about us. False: not a packet that can be read.
 */
void dccp_error(const struct dccp_match *m, const struct errq *e, struct cur data, size_t gone,
		struct reply *r);
bool dccp_answer(const struct dccp_match *m, struct cur packet, struct reply *r);

/* The Reset for an answer that is a Response and sound; false: it needs none. */
bool dccp_abort(const struct dccp_match *m, const struct reply *r, struct put *w);

struct dccp_xport {
	struct xport x;
	struct xsock socket;
	struct dccp_cfg cfg;
	struct dccp_match match;
	struct dccp_recent recent;
	struct sockaddr_storage to;
	socklen_t to_len;
	size_t gone;			/* bytes of the IP header */
	uint8_t *packet;
	size_t room;			/* in packet */
};

/* Connects the socket, which stays open. -1 with errno. */
int dccp_open(struct dccp_xport *dx, const struct dccp_cfg *cfg);
void dccp_close(struct dccp_xport *dx);

#endif
