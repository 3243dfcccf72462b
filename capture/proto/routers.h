/* What multicast routers say to each other inside IGMP. */
#ifndef CAPTURE_PROTO_ROUTERS_H
#define CAPTURE_PROTO_ROUTERS_H

#include "print.h"

/* v begins with the IGMP header, its type and code; at least 8 bytes are promised for DVMRP. */
void dvmrp_print(struct pkt *pk, struct view v, struct obuf *o);
void pim1_print(struct pkt *pk, struct view v, struct obuf *o);

#endif
