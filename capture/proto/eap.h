/* EAP, in whatever carries it. */
#ifndef CAPTURE_PROTO_EAP_H
#define CAPTURE_PROTO_EAP_H

#include "print.h"

/* A packet, of that length as what is around it says. */
void eap_packet(struct pkt *pk, struct view v, size_t promised, struct obuf *o);

/* A word and its number; "unknown". */
void eap_numbered(struct obuf *o, const struct word *words, uint8_t v);

#endif
