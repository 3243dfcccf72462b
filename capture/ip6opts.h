/* The options that hop-by-hop and destination headers of IPv6 carry. */
#ifndef CAPTURE_IP6OPTS_H
#define CAPTURE_IP6OPTS_H

#include "print.h"

/*
 * Reads them all, shows them with -v. False: they end early, by a mark. *jumbo: RFC 2675, or 0;
 * NULL where there may be none.
 */
bool ip6opts_print(struct pkt *pk, struct view v, struct obuf *o, uint32_t *jumbo);

#endif
