/* ICMP (RFC 792, RFC 950, RFC 1812) and ICMPv6 (RFC 4443) messages. */
#ifndef WIRE_ICMP_H
#define WIRE_ICMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "base/put.h"

enum icmp4_type {
	ICMP4_ECHO_REPLY = 0,
	ICMP4_UNREACHABLE = 3,
	ICMP4_QUENCH = 4,
	ICMP4_REDIRECT = 5,
	ICMP4_ECHO = 8,
	ICMP4_TIME_EXCEEDED = 11,
	ICMP4_PARAMETER = 12,
	ICMP4_TIMESTAMP = 13,
	ICMP4_TIMESTAMP_REPLY = 14,
	ICMP4_INFO = 15,
	ICMP4_INFO_REPLY = 16,
	ICMP4_MASK = 17,
	ICMP4_MASK_REPLY = 18,
};

enum icmp6_type {
	ICMP6_UNREACHABLE = 1,
	ICMP6_TOO_BIG = 2,
	ICMP6_TIME_EXCEEDED = 3,
	ICMP6_PARAMETER = 4,
	ICMP6_ECHO = 128,
	ICMP6_ECHO_REPLY = 129,
	ICMP6_REDIRECT = 137,
	ICMP6_NI_QUERY = 139,	/* node information, RFC 4620 */
	ICMP6_NI_REPLY = 140,
};

/* Codes of ICMP4_UNREACHABLE and ICMP6_UNREACHABLE. */
enum icmp_code {
	ICMP4_CODE_PORT = 3,
	ICMP4_CODE_TOO_LONG = 4,
	ICMP6_CODE_PORT = 4,
};

#define ICMP_HLEN 8

struct icmp {
	uint8_t type, code;
	uint16_t sum;
	uint32_t rest;		/* the second word */
	/* the second word in its usual halves: identifier and sequence of an echo */
	uint16_t id, seq;
};

/*
 * Reads the first 8 bytes and leaves the reader at what follows. False: cut short. Inline, as
 * ip4_parse() is.
 */
static inline bool icmp_parse(struct cur *c, struct icmp *h)
{
	const uint8_t *p = cur_bytes(c, ICMP_HLEN);

	if (!p) {
		*h = (struct icmp){ 0 };
		return false;
	}
	h->type = p[0];
	h->code = p[1];
	h->sum = (uint16_t)(p[2] << 8 | p[3]);
	h->id = (uint16_t)(p[4] << 8 | p[5]);
	h->seq = (uint16_t)(p[6] << 8 | p[7]);
	h->rest = (uint32_t)h->id << 16 | h->seq;
	return true;
}

/* Starts a message: type, code, a zero checksum, id, seq. The body follows by put_*. */
void icmp_put(struct put *w, uint8_t type, uint8_t code, uint16_t id, uint16_t seq);

/* Fills in the checksum of a finished IPv4 message that begins at the start of w. */
void icmp4_put_sum(struct put *w);

uint8_t icmp_echo_type(uint8_t family);
uint8_t icmp_echo_reply_type(uint8_t family);

/* Is it an error, which quotes a packet? Redirects of IPv4 count as such; they quote, too. */
bool icmp_quotes(uint8_t family, uint8_t type);

/* The MTU that a "fragmentation needed" or "packet too big" names, or 0. */
uint32_t icmp_mtu(uint8_t family, const struct icmp *h);

#endif
