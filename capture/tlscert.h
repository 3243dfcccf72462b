/* The names in a certificate (RFC 5280), without a library of TLS. */
#ifndef CAPTURE_TLSCERT_H
#define CAPTURE_TLSCERT_H

#include "base/cur.h"
#include "base/obuf.h"

/* Its subject's common name and its DNS names, each behind a blank; nothing if there is none. */
void tlscert_names(struct cur cert, struct obuf *o);

#endif
