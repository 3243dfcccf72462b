/* What protects QUIC's Initial packets (RFC 9001, RFC 9369): keys that anyone can derive. */
#ifndef CAPTURE_PROTO_QUICKEYS_H
#define CAPTURE_PROTO_QUICKEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUIC_V1 1
#define QUIC_V2 0x6b3343cf
#define QUIC_ID_MAX 20		/* bytes of a connection ID, of these versions */
#define QUIC_PACKET_MAX 65536

struct quic;

/* What one side protects its packets with. */
struct quic_side {
	uint8_t key[16], iv[12], hp[16];
};

struct quic_keys {
	struct quic_side client, server;
};

struct quic_opened {
	const uint8_t *p;		/* frames, good until the next packet is decrypted */
	size_t len;
	uint32_t number;
};

/*
 * Loads libcrypto and tries it out, before files and system calls are given up. NULL: there is
 * none. Free with quic_close().
 */
struct quic *quic_open(void);
void quic_close(struct quic *q);

/* Derives both sides' keys from the connection ID that the client's first packet was sent to. */
bool quic_keys(struct quic *q, uint32_t version, const uint8_t *id, size_t n, struct quic_keys *k);

/*
 * Decrypts the Initial packet of n bytes at p, its packet number at that place of it. False: that
 * is none that these keys protect.
 */
bool quic_decrypt(struct quic *q, const struct quic_side *keys, const uint8_t *p, size_t at,
		  size_t n, struct quic_opened *to);

#endif
