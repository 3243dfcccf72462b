/* What a packet is, as far as conversations go: addresses, ports, what TCP, ICMP and ARP say. */
#ifndef CAPTURE_SUMMARY_PEEL_H
#define CAPTURE_SUMMARY_PEEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "frame.h"
#include "wire/icmp.h"
#include "wire/quote.h"
#include "wire/tcp.h"

struct arp {
	uint16_t op;			/* 1 request, 2 reply (RFC 826) */
	uint8_t mac[6];			/* of the sender */
};

struct peeled {
	uint16_t ethertype;		/* or 0: the link has none */
	struct addr src, dst;		/* family 0: not IP; of ARP: sender's and target's */
	uint8_t proto;			/* IP's; IP_ICMP and IP_ICMP6 as they come */
	bool is_arp, has_ports;		/* UDP, TCP */
	uint16_t sport, dport;
	struct arp arp;
	struct tcp tcp;
	struct icmp icmp;
	bool has_icmp, has_quote;
	struct quote quote;		/* what an ICMP error is about */
	size_t payload;			/* bytes behind TCP's or UDP's header, as promised */
	struct cur data;		/* those of them that were captured */
};

/* False: a link type that is not looked into, or neither IP nor ARP. */
bool peel(int dlt, const struct frame *f, struct peeled *p);

#endif
