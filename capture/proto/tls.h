/* What TLS says in the clear (RFC 8446, RFC 5246), whoever carries it. */
#ifndef CAPTURE_PROTO_TLS_H
#define CAPTURE_PROTO_TLS_H

#include "base/cur.h"
#include "print.h"

/*
 * Handshake messages of type(1) length(3), each behind a blank, with commas between. False: the
 * last one goes on behind what is there; of it stands what could be read.
 */
bool tls_messages(struct pkt *pk, struct cur c, struct obuf *o);

/* What is encrypted looks like no message: its first bytes are no type, or no length that fits. */
bool tls_in_the_clear(const struct cur *messages);

/* An alert's name, or its number. */
void tls_alert(struct obuf *o, uint8_t alert);

#endif
