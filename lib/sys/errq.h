/* The socket error queue: ICMP errors, local errors and transmit times (IP_RECVERR, ip(7)). */
#ifndef SYS_ERRQ_H
#define SYS_ERRQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/clock.h"

enum errq_origin { ERRQ_NONE, ERRQ_LOCAL, ERRQ_ICMP, ERRQ_STAMP };

struct errq {
	enum errq_origin origin;
	int err;		/* errno that the kernel makes of it */
	uint8_t type, code;	/* ERRQ_ICMP */
	uint32_t info;		/* MTU of a message that was too long */
	uint32_t key;		/* ERRQ_STAMP: number of the packet */
	struct addr from;	/* ERRQ_ICMP: who sent the error */
	struct addr to;		/* where our packet was bound for */
	uint16_t port;		/* and which port; 0: none, or not known */
	int ttl;		/* hop limit that the error arrived with, or -1: not asked for */
	size_t stated;		/* the quote's length in the buffer, as RFC 4884 has it; or 0 */
	ns_t wall;		/* kernel time, 0: none */
	size_t len;		/* bytes of our packet that came back, in the caller's buffer */
};

/* Turns it on for the socket of that family (enum addr_family). -1 with errno. */
int errq_enable(int fd, uint8_t family);

/*
 * Asks for what tells the quote from extension objects behind it, too (Linux 5.9). The buffer holds
 * both in any case. -1 with errno: the kernel cannot tell.
 */
int errq_extensions(int fd, uint8_t family);

/* Takes the next entry; false: the queue is empty. */
bool errq_read(int fd, void *buf, size_t size, struct errq *e);

#endif
