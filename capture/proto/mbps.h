/* A bandwidth of traffic engineering: an IEEE 754 single of bytes a second, told as Mbps. */
#ifndef CAPTURE_PROTO_MBPS_H
#define CAPTURE_PROTO_MBPS_H

#include <stdint.h>

#include "base/obuf.h"

/* "100.000 Mbps", of the four bytes at p. */
void ob_mbps(struct obuf *o, const uint8_t *p);

/* The number there with three decimals. */
void ob_single(struct obuf *o, const uint8_t *p);

#endif
