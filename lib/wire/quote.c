/* Quoted packets (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443 section 2.4). */
#include "wire/quote.h"

#include "wire/ip6.h"

/* TCP that is quoted whole is read whole, else as far as the sequence number. */
static bool read_tcp(struct cur *c, struct tcp *h)
{
	struct cur whole = *c;

	if (tcp_parse(&whole, h)) {
		*c = whole;
		return true;
	}
	return tcp_parse_start(c, h);
}

/* Likewise, else as far as the checksum or, if it is there, the sequence number. */
static bool read_dccp(struct cur *c, struct dccp *h)
{
	struct cur whole = *c;

	if (dccp_parse(&whole, h)) {
		*c = whole;
		return true;
	}
	return dccp_parse_start(c, h);
}

static bool read_transport(struct cur *c, struct quote *q)
{
	switch (q->proto) {
	case IP_ICMP:
		return q->family == ADDR_V4 && icmp_parse(c, &q->icmp);
	case IP_ICMP6:
		return q->family == ADDR_V6 && icmp_parse(c, &q->icmp);
	case IP_UDP:
		return udp_parse(c, &q->udp);
	case IP_TCP:
		return read_tcp(c, &q->tcp);
	case IP_DCCP:
		return read_dccp(c, &q->dccp);
	default:
		return false;
	}
}

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
	if (!read_transport(&c, q))
		return false;
	q->data = c;
	return true;
}
