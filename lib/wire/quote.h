/* Our own probe inside the packet that an ICMP error quotes. */
#ifndef WIRE_QUOTE_H
#define WIRE_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "wire/dccp.h"
#include "wire/icmp.h"
#include "wire/ip4.h"
#include "wire/tcp.h"
#include "wire/udp.h"

struct quote {
	uint8_t family, proto;
	uint8_t ttl;		/* when the router took it */
	struct addr src, dst;
	struct ip4 ip4;		/* family 4: the whole header */
	struct icmp icmp;	/* proto IP_ICMP or IP_ICMP6: its first 8 bytes */
	struct udp udp;		/* IP_UDP */
	struct tcp tcp;		/* IP_TCP: ports and sequence number; all of it where hlen is set */
	struct dccp dccp;	/* IP_DCCP: as far as it is there; all of it where hlen is set */
	struct cur data;	/* what the router quoted behind that */
};

/*
 * Reads a quoted packet as far as 8 bytes of its transport header, which is all that RFC 792
 * promises. False: less than that, a later fragment, not an IP packet of the family, or neither
 * its ICMP nor UDP, TCP or DCCP.
 */
bool quote_parse(uint8_t family, struct cur c, struct quote *q);

#endif
