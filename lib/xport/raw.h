/* What a raw socket hands over in front of the protocol's own header; pure. See raw(7). */
#ifndef XPORT_RAW_H
#define XPORT_RAW_H

#include "probe/probe.h"

/*
 * A packet as it was received: over IPv4 with its header, which is taken off and becomes r->from,
 * r->to, r->ttl and r->options; over IPv6 without, and r->to is `own`. r->len and r->body are the
 * rest. False: it is broken, or of another protocol than `proto`.
 */
bool raw_packet(struct cur *packet, uint8_t proto, const struct addr *own, struct reply *r);

#endif
