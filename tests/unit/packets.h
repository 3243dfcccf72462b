/* Well-formed packets for the tests of parsers: IPv4, IPv6, ICMP, errors that quote, extensions. */
#ifndef UNIT_PACKETS_H
#define UNIT_PACKETS_H

#include <assert.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/put.h"
#include "wire/cksum.h"
#include "wire/icmp.h"
#include "wire/ip4.h"

static inline struct addr here(uint8_t family)
{
	struct addr a;

	if (family == ADDR_V4)
		assert(addr_parse4(&a, "192.0.2.1"));
	else
		assert(addr_parse6(&a, "2001:db8::1"));
	return a;
}

static inline struct addr there(uint8_t family)
{
	struct addr a;

	if (family == ADDR_V4)
		assert(addr_parse4(&a, "198.51.100.7"));
	else
		assert(addr_parse6(&a, "2001:db8:7::7"));
	return a;
}

static inline struct addr router(uint8_t family)
{
	struct addr a;

	if (family == ADDR_V4)
		assert(addr_parse4(&a, "203.0.113.254"));
	else
		assert(addr_parse6(&a, "2001:db8:ffff::fe"));
	return a;
}

/* An IPv4 header that says it has `words` 32-bit words; the options are NOPs. */
static inline void put_ip4(struct put *w, unsigned words, uint8_t proto, struct addr src,
			   struct addr dst)
{
	put_u8(w, (uint8_t)(0x40 | words));
	put_u8(w, 0xb8);
	put_be16(w, 0x0123);
	put_be16(w, 0x4567);
	put_be16(w, 0x4000);
	put_u8(w, 61);
	put_u8(w, proto);
	put_be16(w, 0x89ab);
	put_mem(w, src.b, 4);
	put_mem(w, dst.b, 4);
	for (unsigned i = 5; i < words; i++)
		put_be32(w, 0x01010101);
}

static inline void put_ip6(struct put *w, uint8_t next, struct addr src, struct addr dst)
{
	put_be32(w, 0x6ab12345);
	put_be16(w, 0x0123);
	put_u8(w, next);
	put_u8(w, 61);
	put_mem(w, src.b, 16);
	put_mem(w, dst.b, 16);
}

/* The header of the family in front of an ICMP message. */
static inline void put_ip(struct put *w, uint8_t family, struct addr src, struct addr dst)
{
	if (family == ADDR_V4)
		put_ip4(w, 5, IP_ICMP, src, dst);
	else
		put_ip6(w, IP_ICMP6, src, dst);
}

/* Sets the checksum of an ICMP message from `at` to the end. */
static inline void put_icmp_sum(struct put *w, size_t at)
{
	put_set16(w, at + 2, 0);
	put_set16(w, at + 2, cksum(w->p + at, w->len - at));
}

/* The first 4 bytes of extensions of version 2, and later their checksum. */
static inline size_t put_ext(struct put *w)
{
	put_be32(w, 0x20000000);
	return w->len - 4;
}

static inline void put_ext_sum(struct put *w, size_t at)
{
	put_set16(w, at + 2, cksum(w->p + at, w->len - at));
}

/* MPLS labels: label 1000 + i, traffic class i % 8, TTL 255 - i; the last is the bottom. */
static inline void put_mpls(struct put *w, unsigned labels)
{
	put_be16(w, (uint16_t)(4 + 4 * labels));
	put_u8(w, 1);
	put_u8(w, 1);
	for (unsigned i = 0; i < labels; i++)
		put_be32(w, (1000 + i) << 12 | (i % 8) << 9 | (i + 1 == labels ? 0x100 : 0) |
				    (255 - i));
}

#endif
