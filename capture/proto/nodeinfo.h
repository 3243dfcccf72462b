/* Node information (RFC 4620), two messages of ICMPv6. */
#ifndef CAPTURE_PROTO_NODEINFO_H
#define CAPTURE_PROTO_NODEINFO_H

#include "print.h"

/* v begins with the ICMPv6 header. Where it ends early, it has its own mark. */
void nodeinfo_query(struct pkt *pk, struct view v, struct obuf *o);
void nodeinfo_reply(struct pkt *pk, struct view v, struct obuf *o);

#endif
