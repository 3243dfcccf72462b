/*
 * TCP segments that ask a port for an answer, two ways: SYNs of our own over a raw socket, which
 * needs a privilege, and connect(2), which needs none. Two transports for the engine.
 *
 * Replies: an answer's info is its flags (enum tcp_flag), its body the segment, header and all, or
 * empty where connect() has it. An open port answers SYN and ACK, a closed one RST.
 */
#ifndef XPORT_TCP_H
#define XPORT_TCP_H

#include "probe/probe.h"
#include "wire/tcp.h"
#include "xport/xsock.h"

/*
 * Raw. Each flow has one source port. An open port takes one SYN of a flow at a time: others that
 * arrive before the first is reset get no answer, or one that acknowledges the first. Its answer
 * is marked as busy: what else has reached it meanwhile needs another try, in a flow of its own.
 *
 * The kernel, which knows of no connection, resets what an open port offers.
 */
#define TCP_FLOWS 64

struct tcp_cfg {
	int fd;				/* raw socket of IPPROTO_TCP, bound where it must be */
	int out;			/* what probes leave by, where it is another; 0: the same */
	struct addr to;
	uint16_t port;
	uint16_t sport;			/* of flow 0, others have the next ones; 0: free ones */
	uint16_t flags;			/* of enum tcp_flag */
	uint16_t window;
	uint32_t flow;			/* IPv6 flow label that the socket may send, or 0 */
	struct tcp_options syn;		/* options; tsval is ours */
	uint16_t size;			/* bytes of the whole IP packet; 0: no data */
	uint16_t longest;		/* that a probe asks for; 0: the same */
	uint8_t options;		/* bytes that the socket adds to the plain IP header */
	struct addr from;		/* with a source route: where packets leave from */
	bool tx_stamps;			/* times of departure */
};

/*
 * How segments are known again; pure. The sequence number is base + (number << 16), and so is the
 * acknowledgement where the probe has one: what acknowledges or resets it says which it is.
 */
struct tcp_match {
	struct addr to, from;
	uint16_t port;
	const uint16_t *sports;
	unsigned nsports;
	uint16_t flags;			/* of the probes */
	uint32_t base;
	uint16_t room;			/* bytes of sequence space that a probe may take */
};

static inline uint32_t tcp_number(const struct tcp_match *m, uint16_t seq)
{
	return m->base + ((uint32_t)seq << 16);
}

/*
 * An entry of the error queue, whose data begins with the TCP header; a packet of a raw socket,
 * which begins with the IPv4 header or the IPv6 socket's TCP header. kind is REPLY_OTHER unless it
 * is about us. False: not a segment that can be read.
 */
void tcp_error(const struct tcp_match *m, const struct errq *e, struct cur data, size_t gone,
	       struct reply *r);
bool tcp_answer(const struct tcp_match *m, struct cur packet, struct reply *r);

struct tcp_xport {
	struct xport x;
	struct xsock socket;
	struct tcp_cfg cfg;
	struct tcp_match match;
	uint16_t sports[TCP_FLOWS];
	int reserved[TCP_FLOWS];	/* sockets that keep the ports ours */
	struct sockaddr_storage to;
	socklen_t to_len;
	size_t gone;			/* bytes of the IP header */
	uint8_t *segment;
	size_t room;			/* in segment */
};

/* Connects the socket. -1 with errno: EADDRINUSE where a source port is taken. */
int tcp_open(struct tcp_xport *tx, const struct tcp_cfg *cfg);
void tcp_close(struct tcp_xport *tx);

/*
 * By connect(), one socket a probe. An answer later than TCP_PATIENCE is not seen: the kernel
 * would send again, and nobody could tell which of the two was answered. Every probe is a flow of
 * its own, unless there is a source port: then they go out one after the other. A connection that
 * comes about is reset at once, with the hop limit of its probe.
 *
 * Sizes are the kernel's, unless `longest` is set. Then SYNs have data enough for what a probe asks
 * for (MSG_FASTOPEN, without a cookie), and no connection comes about, else the kernel would send
 * that data to whoever serves the port: answers are dropped and counted (IP_MINTTL), which they are
 * unless they arrive with a hop limit of 255, from a host on the link: where it may be there, a SYN
 * without data tries that first. Their info is 0: nobody knows what they said.
 */
#define TCP_PATIENCE (980 * NS_MS)
#define TCP_CONNECTS 256	/* at a time */

struct tcp_connect_cfg {
	struct addr to;
	uint16_t port;
	uint16_t sport;			/* 0: the kernel's choice */
	struct addr from;		/* ADDR_NONE: likewise; for a source port, too */
	uint32_t flow;			/* IPv6 flow label that the socket may send, or 0 */
	uint16_t longest;		/* that a probe asks for: tcp_connect_most(); 0: no data */
	bool near;			/* no router is known to be on the way */
	/* Sets up each new socket before it is connected, -1 with errno; or NULL. */
	int (*setup)(void *arg, int fd);
	void *arg;
};

struct tcp_connect {
	struct xport x;
	struct tcp_connect_cfg cfg;
	struct sockaddr_storage to;
	socklen_t to_len;
	struct tcp_try *tries;		/* TCP_CONNECTS */
	unsigned open;			/* of them */
	int timer;			/* wakes for the oldest */
	uint8_t *in;			/* what errors quote, valid until the next recv */
	struct tstamp clock;
	uint8_t *data;			/* zeros; NULL: SYNs have none */
	size_t head;			/* bytes in front of it */
	enum { TCP_SAFE, TCP_TRYING, TCP_UNSAFE } safe;	/* to send data */
	struct tcp_try {
		int fd;			/* -1: free */
		uint64_t n;		/* the probe */
		ns_t sent;
		bool data;		/* it has some: no connection comes about */
	} first;			/* the one that tries it */
	bool cut;			/* the kernel has sent smaller ones than were asked for */
};

/* The largest packet with data where a route takes so much; 0: the kernel makes none. */
uint16_t tcp_connect_most(uint8_t family, uint32_t mtu);

/* -1 with errno. */
int tcp_connect_open(struct tcp_connect *tc, const struct tcp_connect_cfg *cfg);
void tcp_connect_close(struct tcp_connect *tc);

#endif
