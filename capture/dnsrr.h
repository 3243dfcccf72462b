/* What resource records of DNS hold. */
#ifndef CAPTURE_DNSRR_H
#define CAPTURE_DNSRR_H

#include "print.h"

/* The name of a type; NULL. */
const char *dnsrr_type(uint16_t type);

/* A record's data: size bytes at that place of the message. False: it is cut short. */
bool dnsrr_data(struct pkt *pk, const struct view *message, size_t at, size_t size, uint16_t type,
		struct obuf *o);

/* The options of OPT (RFC 6891), likewise. */
void dnsopt_data(struct pkt *pk, const struct view *message, size_t at, size_t size,
		 struct obuf *o);

#endif
