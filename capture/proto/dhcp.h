/* Options of DHCP. */
#ifndef CAPTURE_PROTO_DHCP_H
#define CAPTURE_PROTO_DHCP_H

#include "print.h"

/* The vendor's area, from its cookie on. */
void dhcp_print(struct pkt *pk, struct view v, struct obuf *o);

#endif
