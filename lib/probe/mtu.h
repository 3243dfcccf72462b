/* Packets that do not fit: which replies say so, and what to believe of the MTU they name. */
#ifndef PROBE_MTU_H
#define PROBE_MTU_H

#include "probe/probe.h"

/* Does it say that the probe was too large? For a router or for this host. */
bool mtu_refusal(uint8_t family, const struct reply *r);

/*
 * The MTU of a refusal of a packet of `size` bytes: always below the size. Where it names none, or
 * a wrong one, the next of the common sizes (RFC 1191, section 7.1). Never below what each link
 * must carry (68 bytes, IPv6: 1280) or `min`; 0: the packet was no larger than that.
 */
uint16_t mtu_below(uint8_t family, const struct reply *r, uint16_t size, uint16_t min);

#endif
