/* pcapng, as files are written with --pcapng. */
#ifndef CAPTURE_SAVENG_H
#define CAPTURE_SAVENG_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"
#include "frame.h"

/* What a file begins with: section and interface. Bytes written, at most n. */
size_t saveng_head(uint8_t *to, size_t n, pcap_t *pcap, bool nano);

/* A packet. Returns how many bytes that took. */
size_t saveng_packet(struct obuf *o, const struct frame *f, bool nano);

#endif
