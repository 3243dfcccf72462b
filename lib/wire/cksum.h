/* The Internet checksum (RFC 1071). */
#ifndef WIRE_CKSUM_H
#define WIRE_CKSUM_H

#include <stddef.h>
#include <stdint.h>

/* Adds n bytes to a running sum that began with 0; all parts but the last have an even length. */
uint32_t cksum_add(uint32_t sum, const void *p, size_t n);

/* The complement of the folded sum, as a number: written to a packet in network byte order. */
uint16_t cksum_end(uint32_t sum);

/* Both at once; 0 over bytes that hold a right checksum. */
uint16_t cksum(const void *p, size_t n);

#endif
