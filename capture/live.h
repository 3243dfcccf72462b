/* Packets from interfaces, by libpcap. */
#ifndef CAPTURE_LIVE_H
#define CAPTURE_LIVE_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"

#define LIVE_MAX 16
#define LIVE_DROPS 2

struct capture_cfg;

struct live_link {
	pcap_t *pcap;
	char name[64];
	int64_t ring;			/* KiB */
	int drops[LIVE_DROPS];		/* what the interface says it lost, or -1 */
	uint64_t dropped;		/* before the capture */
	uint32_t net, mask;
};

struct live {
	struct live_link links[LIVE_MAX];
	int n;
};

/* Opens the interfaces, not yet the filter. -1 after a message. */
int live_open(struct live *l, const struct capture_cfg *c);
void live_close(struct live *l);

/* "listening on ..." for each. */
void live_banner(const struct live *l, const struct capture_cfg *c);

/* What passed the filter, what the ring or the interface lost; of one, and of all. */
struct live_counts {
	uint64_t received, ring, interface;
};
void live_count(const struct live_link *l, struct live_counts *to);
void live_counts(const struct live *l, struct live_counts *to);

/* How large a ring, in KiB, would have held what was lost; packets have so many bytes. */
int64_t live_ring_for(const struct live *l, const struct live_counts *counts, uint64_t bytes);

#endif
