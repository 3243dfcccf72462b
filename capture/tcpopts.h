/* TCP's options, as text in a list. */
#ifndef CAPTURE_TCPOPTS_H
#define CAPTURE_TCPOPTS_H

#include "print.h"

struct tcp_around {
	const uint8_t *head;	/* the header, options included, as far as it is there */
	size_t hlen, len;	/* of the header, of the whole segment */
	uint8_t flags;
	uint32_t seq, ack;	/* what sequence numbers are relative to */
	uint32_t sack;		/* and those of the other side that it has */
	struct view all;	/* from the header on */
};

/* ", options [...]"; false: one is wrong, and nothing follows. */
bool tcpopts_print(struct pkt *pk, struct view v, const struct tcp_around *tcp, struct obuf *o);

/* Multipath TCP's (RFC 8684): n bytes from the kind on. False: it is wrong. */
bool mptcp_print(struct pkt *pk, struct view v, size_t n, uint8_t flags, struct obuf *o);

/* RFC 2385: does the digest fit the secret? */
void tcpmd5_print(struct pkt *pk, const uint8_t *digest, const struct tcp_around *tcp,
		  struct obuf *o);

#endif
