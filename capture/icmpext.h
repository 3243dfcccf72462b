/* Extensions behind the packet that an ICMP error quotes (RFC 4884). */
#ifndef CAPTURE_ICMPEXT_H
#define CAPTURE_ICMPEXT_H

#include "print.h"

/* v is the ICMP message; `quote` how long its quote says to be, 0: not told. */
bool icmpext_follows(const struct view *v, size_t quote);
void icmpext_print(struct pkt *pk, struct view v, size_t quote, struct obuf *o);

#endif
