/* Echo requests over an ICMP socket, datagram or raw, IPv4 or IPv6: a transport for the engine. */
#ifndef XPORT_ICMP_H
#define XPORT_ICMP_H

#include <sys/socket.h>

#include "probe/probe.h"
#include "sys/tstamp.h"
#include "xport/queued.h"

/* How messages are made and known again; the default is an echo request. */
struct icmp_form {
	uint8_t type;			/* of what is sent */
	uint8_t answer;			/* of what answers it */
	/*
	 * Reads the sequence number of an answer whose identifier is not the echo's; NULL: the
	 * echo's own fields. False: it is not for us.
	 */
	bool (*seq)(const void *arg, const struct icmp *h, struct cur body, uint16_t *seq);
	/* Puts the number of a probe into the message that is about to be sent. */
	void (*number)(const void *arg, uint8_t *message, uint16_t seq);
	const void *arg;
};

struct icmp_cfg {
	int fd;				/* open and set up; the transport does not close it */
	int out;			/* what probes leave by, where it is another; 0: the same */
	int loose;			/* likewise those that may be split; 0: none are */
	bool raw;			/* SOCK_RAW, else an ICMP datagram socket */
	struct addr to;
	bool connected;
	bool plain;			/* nobody asks who answered, for times to live or options */
	bool routed;			/* by source route: packets are bound for its first hop */
	uint32_t flow;			/* IPv6 flow label, 0: none */
	uint16_t id;			/* raw sockets; the kernel gives datagram sockets theirs */
	const uint8_t *payload;		/* behind the 8 bytes of the header; copied */
	size_t len;
	bool clock;			/* its first 16 bytes carry the time of sending */
	bool stamps;			/* times of arrival from the kernel */
	bool tx_stamps;			/* times of departure, too: a system call a packet */
	/*
	 * A path is traced: two bytes of the payload make up for the number, so that all probes
	 * have one identifier and checksum, which routers choose ways by (probe.flow: another
	 * one); errors come with hop limit and extension objects over any socket; times of arrival
	 * from the start.
	 */
	bool path;
	uint16_t longest;		/* bytes of the longest IP packet a probe asks for, or 0 */
	uint8_t options;		/* bytes that the socket adds to the plain IP header */
	const struct icmp_form *form;	/* or NULL */
};

/* What tells whether a message is for us. */
struct icmp_match {
	uint8_t family;
	bool raw;
	uint16_t id;
	struct addr to;
	const struct icmp_form *form;
};

struct icmp_xport {
	struct xport x;
	struct icmp_cfg cfg;
	struct icmp_form form;
	struct icmp_match match;
	struct sockaddr_storage to;	/* where to; empty when connected */
	socklen_t to_len;
	uint8_t *message;		/* what is sent: header and payload */
	size_t size;			/* of a probe that asks for none */
	size_t room;			/* in message; zeros behind the payload */
	size_t moving;			/* bytes at its start that change with each packet */
	uint32_t fixed;			/* checksum of the rest */
	uint8_t *in;			/* what is received, and its control messages */
	_Alignas(struct cmsghdr) char control[256];
	bool rx_stamps, tx_stamps;	/* asked for */
	uint64_t stamp_base;		/* the probe that transmit time 0 belongs to */
	struct tstamp clock;
	ns_t began;			/* when it was opened */
	ns_t seen;			/* the newest reading of the clock, for a probe */
	bool recent;			/* that was just now */
	bool filtered;			/* the kernel drops answers to others */
	ns_t emptied;			/* when the socket was last seen empty */
	bool stamped;			/* the newest probe's transmit time is still to come */
	struct refusals refused;	/* their MTU is in the queue */
	uint64_t last;			/* ordinal of the newest probe */
};

/* -1 with errno. */
int icmp_open(struct icmp_xport *ix, const struct icmp_cfg *cfg);
void icmp_close(struct icmp_xport *ix);

/*
 * What a raw or datagram socket received, as a reply; pure. The n bytes begin with the IPv4 header
 * on raw IPv4 sockets only. False: not a message that can be read. kind is REPLY_OTHER unless it
 * concerns id (raw sockets) and, for errors, the destination `to`.
 */
bool icmp_reply(const struct icmp_match *m, const uint8_t *p, size_t n, struct reply *r);

/*
 * A raw socket gets a copy of every ICMP message of the host. types: drop in the kernel what is
 * neither an answer nor an error. id: drop answers with another identifier, too; that costs each
 * packet more than it saves, unless somebody else pings. -1 with errno.
 */
int icmp_filter_types(int fd, uint8_t family, uint8_t answer);
int icmp_filter_id(int fd, uint8_t family, uint16_t id);

extern const struct icmp_form icmp_echo4, icmp_echo6;

#endif
