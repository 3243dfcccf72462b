/* Router renumbering (RFC 2894), a message of ICMPv6. */
#ifndef CAPTURE_PROTO_RENUMBER_H
#define CAPTURE_PROTO_RENUMBER_H

#include "print.h"

/* v begins with the ICMPv6 header. Where it ends early, it has its own mark. */
void renumber_print(struct pkt *pk, struct view v, struct obuf *o);

#endif
