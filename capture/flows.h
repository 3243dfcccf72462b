/* Conversations of TCP: what the sequence numbers of each are relative to. */
#ifndef CAPTURE_FLOWS_H
#define CAPTURE_FLOWS_H

#include <stdbool.h>
#include <stdint.h>

#define FLOWS_MAX 65536		/* beyond so many, a new one takes an old one's place */

struct flow {
	uint8_t version;		/* 4, 6; 0: free */
	uint8_t src[16], dst[16];	/* of the side that `seq` belongs to */
	uint16_t from, to;
	uint32_t seq, ack;
};

/* Zeroed at first; grows with use, at most to a few megabytes. */
struct flows {
	struct flow *all;
	unsigned used, size;
};

/*
 * The one of that key, which the caller fills in: addresses zeroed beyond their length. *fresh: it
 * was not there before.
 */
struct flow *flows_find(struct flows *f, const struct flow *key, bool *fresh);

#endif
