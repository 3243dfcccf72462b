/* Domain names in messages. */
#ifndef CAPTURE_DNSNAME_H
#define CAPTURE_DNSNAME_H

#include "print.h"

/*
 * The name at that place of the message, as text; what is compressed must lie before. Returns how
 * many bytes it takes where it stands, 0 after a mark: it is wrong, or not all there.
 */
size_t dnsname_print(struct pkt *pk, const struct view *message, size_t at, struct obuf *o);

/* One that may not be compressed: without a remark it ends where it is. */
size_t dnsname_plain(struct pkt *pk, const struct view *message, size_t at, struct obuf *o);

/* The same without the text. 0: it is not all there. */
size_t dnsname_skip(const struct view *message, size_t at);

#endif
