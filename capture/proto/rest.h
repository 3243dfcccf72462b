/* Bytes in hexadecimal that a printer has no better words for: what there is of them. */
#ifndef CAPTURE_PROTO_REST_H
#define CAPTURE_PROTO_REST_H

#include "hex.h"
#include "print.h"

/* All that is promised, as far as it can be read; each line begins with that text. */
static inline void hex_view(struct obuf *o, const char *begin, struct view v)
{
	hex_dump(o, begin, v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
}

#endif
