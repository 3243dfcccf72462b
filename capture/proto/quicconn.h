/* Connections of QUIC whose first packet was seen: the keys, and what TLS has said so far. */
#ifndef CAPTURE_PROTO_QUICCONN_H
#define CAPTURE_PROTO_QUICCONN_H

#include "base/cur.h"
#include "print.h"
#include "proto/quickeys.h"

#define QUIC_CONNS 256		/* a new one takes the place of the one idle longest */
#define QUIC_HELLO 4096		/* bytes of a side's hello that are put together */

/* The bytes of CRYPTO frames, in whatever order they come. */
struct quic_hello {
	uint8_t data[QUIC_HELLO];
	uint8_t have[QUIC_HELLO / 8];
};

/* Without a gap, as its bytes are compared. */
struct quic_ends {
	uint16_t from, to;		/* the client's port, the server's */
	uint16_t version;		/* 4, 6; 0: no IP around */
	uint8_t client[16], server[16];
};

struct quic_conn {
	struct quic_ends ends;
	uint64_t used;			/* 0: free */
	uint8_t id[QUIC_ID_MAX];	/* that the keys are made of */
	size_t id_len;
	uint32_t derived[2];		/* versions that there are keys for, 0: not yet */
	struct quic_keys keys[2];
	struct quic_hello client, server;
};

/* Zeroed at first; the table is made when it is needed. */
struct quic_conns {
	struct quic_conn *all;
	uint64_t clock;
};

/* Which connection the packet at hand belongs to, or NULL; does the server send it? */
struct quic_conn *quic_conn_find(struct quic_conns *t, const struct pkt *pk, bool *server);

/* A new one, which the sender of the packet at hand begins, with its keys. */
struct quic_conn *quic_conn_new(struct quic_conns *t, const struct pkt *pk, const uint8_t *id,
				size_t n, uint32_t version, const struct quic_keys *keys);

/* The keys for that version, derived if need be. NULL: they cannot be. */
const struct quic_keys *quic_conn_keys(struct quic_conn *c, struct quic *q, uint32_t version);

/* What a CRYPTO frame holds, beginning at that place of all. */
void quic_hello_add(struct quic_hello *h, uint64_t at, const uint8_t *p, size_t n);

/* What is there without a gap, from the beginning on. */
struct cur quic_hello_cur(const struct quic_hello *h);

#endif
