/* The Internet checksum (RFC 1071). */
#ifndef WIRE_CKSUM_H
#define WIRE_CKSUM_H

#include <stddef.h>
#include <stdint.h>

#include "base/addr.h"

/* Adds n bytes to a running sum that began with 0; all parts but the last have an even length. */
uint32_t cksum_add(uint32_t sum, const void *p, size_t n);

/* The complement of the folded sum, as a number: written to a packet in network byte order. */
uint16_t cksum_end(uint32_t sum);

/* Both at once; 0 over bytes that hold a right checksum. */
uint16_t cksum(const void *p, size_t n);

/*
 * The sum of the pseudo-header that TCP, UDP and ICMPv6 checksums cover, too (RFC 9293 section 3.1,
 * RFC 8200 section 8.1); len is of the message behind the IP header.
 */
uint32_t cksum_pseudo(const struct addr *src, const struct addr *dst, uint8_t proto, uint32_t len);

/* Likewise for addresses of n bytes, 4 or 16, as they stand in a header. */
uint32_t cksum_ends(const uint8_t *src, const uint8_t *dst, size_t n, uint8_t proto, uint32_t len);

#endif
