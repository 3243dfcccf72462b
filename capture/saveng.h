/* pcapng, as files are written with --pcapng. */
#ifndef CAPTURE_SAVENG_H
#define CAPTURE_SAVENG_H

#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/obuf.h"
#include "frame.h"

/* Times are written in nanoseconds. The length of a block, and so of the next one, stands here. */
#define SAVENG_LENGTH 4

/* How a file begins: the section, with a comment or NULL. */
void saveng_section(struct obuf *o, const char *comment);

/* An interface: link type as files number it; a name and a filter, or NULL. */
void saveng_interface(struct obuf *o, uint16_t type, uint32_t snaplen, const char *name,
		      const char *filter);

/* A packet. Returns how many bytes that took. */
size_t saveng_packet(struct obuf *o, const struct frame *f);

/* What became of an interface's packets since the capture began. */
struct saveng_counts {
	uint64_t accepted;	/* by the filter */
	uint64_t interface;	/* dropped by it */
	uint64_t ring;		/* dropped by the system for want of room */
	uint64_t delivered;	/* to this program */
};

/* From when on, and until when, on the wall clock. */
void saveng_statistics(struct obuf *o, uint32_t link, ns_t began, ns_t now,
		       const struct saveng_counts *n);

#endif
