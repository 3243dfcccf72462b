/* Packets from raw sockets. */
#include "xport/raw.h"

#include "wire/ip4.h"

bool raw_packet(struct cur *packet, uint8_t proto, const struct addr *own, struct reply *r)
{
	struct ip4 ip;

	if (own->family == ADDR_V4) {
		if (!ip4_parse(packet, &ip) || ip.proto != proto)
			return false;
		r->from = ip.src;
		r->to = ip.dst;
		r->ttl = ip.ttl;
		r->options = ip.options;
	} else {
		r->to = *own;
	}
	r->len = cur_left(packet);
	r->body = *packet;
	return true;
}
