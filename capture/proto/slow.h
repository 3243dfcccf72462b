/* The largest of the slow protocols: OAM of a link (IEEE 802.3 clause 57). */
#ifndef CAPTURE_PROTO_SLOW_H
#define CAPTURE_PROTO_SLOW_H

#include "print.h"

/* v begins with the flags. */
void oam_print(struct pkt *pk, struct view v, struct obuf *o);

#endif
