/* UDP headers (RFC 768; over IPv6 RFC 8200 section 8.1). */
#ifndef WIRE_UDP_H
#define WIRE_UDP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "base/put.h"

#define UDP_HLEN 8

struct udp {
	uint16_t sport, dport;
	uint16_t len;		/* as written: header and data, not to be trusted */
	uint16_t sum;		/* 0: none, IPv4 only */
};

/* Reads the header and leaves the reader at the data. False: cut short. */
bool udp_parse(struct cur *c, struct udp *h);

/* A header with a zero checksum for len bytes of data, which follow by put_*. */
void udp_put(struct put *w, uint16_t sport, uint16_t dport, uint16_t len);

/* Fills in the checksum of a finished datagram that begins at `at` and ends with w. */
void udp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst);

#endif
