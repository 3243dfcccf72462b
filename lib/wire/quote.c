/* Quoted packets (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443 section 2.4). */
#include "wire/quote.h"

#include "wire/ip6.h"

bool quote_parse(uint8_t family, struct cur c, struct quote *q)
{
	struct ip6 ip6;

	*q = (struct quote){ .family = family };
	if (family == ADDR_V4) {
		if (!ip4_parse(&c, &q->ip4) || (q->ip4.frag & 0x1fff))
			return false;
		q->proto = q->ip4.proto;
		q->ttl = q->ip4.ttl;
		q->src = q->ip4.src;
		q->dst = q->ip4.dst;
	} else {
		if (!ip6_parse(&c, &ip6) || ip6.frag)
			return false;
		q->proto = ip6.next;
		q->ttl = ip6.hops;
		q->src = ip6.src;
		q->dst = ip6.dst;
	}
	if (q->proto != (family == ADDR_V4 ? IP_ICMP : IP_ICMP6) || !icmp_parse(&c, &q->icmp))
		return false;
	q->data = c;
	return true;
}
