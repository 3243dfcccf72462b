/* LDP: what its printers share. */
#ifndef CAPTURE_PROTO_LDP_H
#define CAPTURE_PROTO_LDP_H

#include "print.h"

/* " [tlv length 2 < 4] (invalid)" */
void ldp_short(struct obuf *o, size_t n, size_t least);

/* A forwarding equivalence class (RFC 5036, RFC 4447): v.len bytes are its own. */
void ldp_fec(struct pkt *pk, struct view v, struct obuf *o);

#endif
