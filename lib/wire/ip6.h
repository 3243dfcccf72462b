/* IPv6 headers and extension headers (RFC 8200). */
#ifndef WIRE_IP6_H
#define WIRE_IP6_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"

struct ip6 {
	uint8_t tclass, hops;
	uint32_t flow;		/* 20 bits */
	uint16_t payload;	/* length as written in the header */
	uint8_t next;		/* protocol behind the last extension header */
	uint16_t frag;		/* offset of a fragment in bytes; 0: none or the first */
	struct addr src, dst;
};

/*
 * Reads the header and walks the extension headers (hop-by-hop, routing, fragment, destination,
 * authentication), leaving the reader at what they carry. False: not IPv6 or cut short.
 */
bool ip6_parse(struct cur *c, struct ip6 *h);

#endif
