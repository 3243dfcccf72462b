/* Answers of routing registries (RPSL, RFC 2622 and 4012): which AS numbers a route comes from. */
#ifndef WIRE_ORIGIN_H
#define WIRE_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>

#define ORIGIN_STR 512		/* the longest text and its NUL */
#define ORIGIN_LINE 1024	/* a longer line counts as absent */

/* An answer that comes in pieces. */
struct origin {
	char line[ORIGIN_LINE];
	size_t line_len;	/* may be larger than the line that is kept */
	int prefix;		/* length of the last route's prefix, -1 where it made no sense */
	int best;		/* length of those whose numbers are in the text */
	char text[ORIGIN_STR];
	size_t len;
};

void origin_open(struct origin *o);

/* The next n bytes of the answer. */
void origin_feed(struct origin *o, const void *bytes, size_t n);

/*
 * Ends the answer. The origins of the most specific routes, each once, in the answer's order,
 * joined by "/": "AS64500/AS64501"; "*" where there is none. Whatever the answer was, nothing else
 * comes out: what is no AS number counts as absent, and so does what has no room.
 */
const char *origin_text(struct origin *o);

#endif
