/* What the kernel remembers of TCP's peers: tcp_metrics of generic netlink (ip-tcp_metrics(8)). */
#ifndef SYS_METRICS_H
#define SYS_METRICS_H

#include <stdint.h>

#include "base/addr.h"

/*
 * The MSS that the peer named last when a SYN asked it for a cookie of TCP Fast Open (RFC 7413):
 * the only place where the kernel tells it as it came, not as the path MTU and windows bound it.
 * 0: not known. Where the peer named none, it is what this host named.
 */
uint16_t metrics_mss(const struct addr *peer, const struct addr *self);

#endif
