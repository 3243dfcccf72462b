/* Packets from interfaces, by libpcap. */
#ifndef CAPTURE_LIVE_H
#define CAPTURE_LIVE_H

#include <pcap/pcap.h>

#include "frame.h"

struct live {
	pcap_t *pcap;
};

#endif
