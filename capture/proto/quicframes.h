/* Frames of QUIC's Initial packets (RFC 9000, section 19), decrypted. */
#ifndef CAPTURE_PROTO_QUICFRAMES_H
#define CAPTURE_PROTO_QUICFRAMES_H

#include "base/cur.h"
#include "print.h"
#include "proto/quicconn.h"

/* QUIC's numbers of 1, 2, 4 or 8 bytes (RFC 9000, section 16). */
uint64_t quic_varint(struct cur *c);

/*
 * How many frames of each kind there are, why a connection is closed, and what TLS says: with what
 * earlier packets brought of it, in `said`. Each behind a comma.
 */
void quic_frames(struct pkt *pk, struct cur c, struct quic_hello *said, struct obuf *o);

#endif
