/*
 * Datagrams over one ordinary UDP socket, which needs no privilege: a transport for the engine.
 * Also UDP-Lite, and any other IP protocol over a raw socket.
 */
#ifndef XPORT_UDP_H
#define XPORT_UDP_H

#include "probe/probe.h"
#include "xport/xsock.h"

enum udp_form {
	UDP_PLAIN,
	UDP_LITE,		/* RFC 3828, whose header is as long */
	UDP_RAW,		/* a raw socket of some protocol: no header, no ports */
};

struct udp_cfg {
	int fd;			/* open, bound where it must be; not closed by the transport */
	int out;		/* what probes leave by, where it is another; 0: the same */
	enum udp_form form;
	struct addr to;
	uint16_t port;		/* of the destination: of flow 0; the others' are those behind it */
	bool ports;		/* each probe goes to a port of its own: probe n to port + n */
	uint32_t flow;		/* IPv6 flow label that the socket may send, or 0 */
	uint16_t size;		/* bytes of the whole IP packet; of a probe that asks for none */
	uint16_t longest;	/* that a probe asks for; 0: the same */
	uint8_t options;	/* bytes that the socket adds to the plain IP header */
	const uint8_t *pattern;	/* of the data, repeated; NULL: zeros. Our number stands on top */
	size_t pattern_len;
	bool tx_stamps;		/* times of departure */
};

/* How probes are known again; pure. */
struct udp_match {
	struct addr to;
	uint16_t port;
	bool ports;		/* as in struct udp_cfg */
	bool portless;		/* UDP_RAW */
	uint32_t cookie;	/* tells our data from others'; never 0 */
};

/* With a port for each probe: from the base upwards, and round to 1, as 0 is none. */
static inline uint16_t udp_port_at(uint16_t base, uint64_t n)
{
	return (uint16_t)((base + 65534 + n) % 65535 + 1);
}

/* Its reverse, for the first 65,535 probes. */
static inline uint16_t udp_port_index(uint16_t base, uint16_t port)
{
	return (uint16_t)((port + 65535 - base) % 65535);
}

/*
 * The data begins with a number in 16 bits and the cookie, as far as there is room. Where there are
 * no ports the cookie stands first: routers may take the first 4 bytes for ports, and choose ways
 * by them.
 */
#define UDP_MARK 6
void udp_mark(const struct udp_match *m, uint16_t seq, uint8_t *data, size_t n);

enum udp_known {
	UDP_FOREIGN,		/* not one of ours */
	UDP_SURE,
	UDP_UNSURE,		/* one of ours, but nothing in it tells which */
};

/*
 * Which probe has this data, or the start of it, and went to this port? Zeros do not count, since
 * some routers fill up what they cut.
 */
enum udp_known udp_number(const struct udp_match *m, struct cur data, uint16_t port, uint16_t *seq);

/*
 * What some answer was about when nothing in it tells: the probe, of those without an answer, whose
 * hop limit fits best to the way that the answer came; of equals the oldest. A guess.
 */
#define UDP_RECENT 1024

struct udp_recent {
	struct {
		uint8_t ttl;
		bool told;
	} probe[UDP_RECENT];		/* by ordinal, modulo */
	uint64_t sent;
};

void udp_sent(struct udp_recent *u, uint64_t n, uint8_t ttl);
void udp_told(struct udp_recent *u, uint16_t seq);

/* came: hop limit that the answer arrived with, or -1. False: there is no such probe. */
bool udp_guess(const struct udp_recent *u, int came, uint16_t *seq);

/*
 * An entry of the error queue, or a datagram, as a reply; data is what the kernel handed over: the
 * quote behind its UDP header, or the datagram's data, which is the reply's body. kind is
 * REPLY_OTHER unless it is one of ours. True: seq is the probe's; false: it is to be guessed.
 */
bool udp_error(const struct udp_match *m, const struct errq *e, struct cur data, size_t gone,
	       struct reply *r);
bool udp_answer(const struct udp_match *m, struct cur data, const struct addr *from, uint16_t port,
		struct reply *r);

struct udp_xport {
	struct xport x;
	struct xsock socket;
	struct udp_cfg cfg;
	struct udp_match match;
	struct udp_recent recent;
	struct sockaddr_storage to;
	socklen_t to_len;
	size_t gone;			/* headers in front of the data */
	uint8_t *data;
	size_t size;			/* of data */
};

/* -1 with errno. */
int udp_open(struct udp_xport *ux, const struct udp_cfg *cfg);
void udp_close(struct udp_xport *ux);

#endif
