/* IPv4 headers and their options (RFC 791). */
#ifndef WIRE_IP4_H
#define WIRE_IP4_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "wire/options.h"

enum ip_proto {
	IP_ICMP = 1,
	IP_TCP = 6,
	IP_UDP = 17,
	IP_DCCP = 33,
	IP_ICMP6 = 58,
};

struct ip4 {
	uint8_t tos, ttl, proto;
	uint16_t total;		/* as written in the header; the kernel may have changed it */
	uint16_t id;
	uint16_t frag;		/* flags and offset: 0x4000 DF, 0x2000 MF, low 13 bits in 8 bytes */
	uint16_t sum;
	unsigned hlen;		/* 20 to 60 bytes */
	struct addr src, dst;
	struct cur options;	/* hlen - 20 bytes */
};

/*
 * Reads a header and leaves the reader at what it carries. False: not IPv4, or cut short, or a
 * header length below 5 or beyond the bytes at hand. The total length is not enforced: in
 * quoted packets and on raw sockets it is not to be trusted.
 *
 * Inline, so that of all it reads only that is made which the caller looks at.
 */
static inline bool ip4_parse(struct cur *c, struct ip4 *h)
{
	const uint8_t *p = cur_bytes(c, 20);

	if (!p || p[0] >> 4 != 4 || (p[0] & 0x0f) < 5) {
		*h = (struct ip4){ 0 };
		return false;
	}
	*h = (struct ip4){
		.hlen = (p[0] & 0x0fu) * 4,
		.tos = p[1],
		.total = (uint16_t)(p[2] << 8 | p[3]),
		.id = (uint16_t)(p[4] << 8 | p[5]),
		.frag = (uint16_t)(p[6] << 8 | p[7]),
		.ttl = p[8],
		.proto = p[9],
		.sum = (uint16_t)(p[10] << 8 | p[11]),
		.src = addr_v4(p + 12),
		.dst = addr_v4(p + 16),
	};
	if (cur_left(c) < h->hlen - 20)
		return false;
	h->options = cur_take(c, h->hlen - 20);
	return true;
}

enum ip4_option_type {
	IP4_OPT_EOL = OPTIONS_END,
	IP4_OPT_NOP = OPTIONS_NOP,
	IP4_OPT_RR = 7,		/* record route */
	IP4_OPT_TS = 68,	/* timestamp */
	IP4_OPT_LSRR = 131,	/* loose source and record route */
	IP4_OPT_SSRR = 137,	/* strict source and record route */
};

#endif
