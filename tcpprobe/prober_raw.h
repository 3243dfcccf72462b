/* A segment that answers a SYN, as a raw socket receives it; pure. */
#ifndef PROBER_RAW_H
#define PROBER_RAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "probe/fate.h"

struct raw_segment {
	struct addr from;
	struct fate_mark mark;
	uint16_t port;		/* it came from */
	bool accepts;		/* SYN|ACK; else RST */
};

/*
 * Reads a packet: of IPv4 with its header; of IPv6 the segment alone, where from and mark are the
 * caller's to fill in. False: cut short, or something else.
 */
bool raw_parse(uint8_t family, struct cur packet, struct raw_segment *s);

#endif
