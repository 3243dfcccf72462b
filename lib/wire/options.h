/* Options behind a header of IPv4 (RFC 791, section 3.1) or TCP (RFC 9293, section 3.1). */
#ifndef WIRE_OPTIONS_H
#define WIRE_OPTIONS_H

#include "base/cur.h"

/* These two are a single byte. */
#define OPTIONS_END 0
#define OPTIONS_NOP 1

struct header_option {
	uint8_t type;
	struct cur data;	/* behind type and length; empty for the single bytes */
};

/*
 * The next option, bounded by its own length and by what is left. False at the end of the list
 * or at an option whose length lies (then cur_ok(c) is false).
 */
bool options_next(struct cur *c, struct header_option *opt);

#endif
