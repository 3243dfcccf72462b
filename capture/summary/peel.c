/* Link headers of Ethernet (IEEE 802.3, 802.1Q), raw IP, BSD loopback, Linux cooked; then IP. */
#include "summary/peel.h"

#include <pcap/dlt.h>
#include <string.h>

#include "wire/ip4.h"
#include "wire/ip6.h"
#include "wire/udp.h"

#define TYPE_IP4 0x0800
#define TYPE_ARP 0x0806
#define TYPE_IP6 0x86dd
#define TAGS_MAX 4

static bool is_tag(uint16_t type)
{
	return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
}

static uint16_t ethertype(struct cur *c)
{
	uint16_t type = cur_be16(c);

	for (int i = 0; i < TAGS_MAX && is_tag(type); i++) {
		cur_skip(c, 2);
		type = cur_be16(c);
	}
	return type;
}

static uint16_t type_of_version(const struct cur *c)
{
	uint8_t version = cur_left(c) ? *c->p >> 4 : 0;

	return version == 4 ? TYPE_IP4 : version == 6 ? TYPE_IP6 : 0;
}

/* Leaves the reader behind the link header. The type of what follows, or 0. */
static uint16_t link_header(int dlt, struct cur *c)
{
	switch (dlt) {
	case DLT_EN10MB:
		cur_skip(c, 12);
		return ethertype(c);
	case DLT_LINUX_SLL:
		cur_skip(c, 14);
		return ethertype(c);
	case DLT_LINUX_SLL2: {
		uint16_t type = cur_be16(c);

		cur_skip(c, 18);
		return type;
	}
	case DLT_NULL:
	case DLT_LOOP:
		cur_skip(c, 4);
		return type_of_version(c);
	case DLT_RAW:
		return type_of_version(c);
	default:
		return 0;
	}
}

/* Ethernet and IPv4 only, as all that is met. */
static bool peel_arp(struct cur *c, struct peeled *p)
{
	uint16_t hardware = cur_be16(c), type = cur_be16(c), lengths = cur_be16(c);
	const uint8_t *b;

	p->arp.op = cur_be16(c);
	b = cur_bytes(c, 20);
	if (!b || hardware != 1 || type != TYPE_IP4 || lengths != 0x0604)
		return false;
	memcpy(p->arp.mac, b, 6);
	p->src = addr_v4(b + 6);
	p->dst = addr_v4(b + 16);
	p->is_arp = true;
	return true;
}

static void peel_icmp(struct cur *c, struct peeled *p)
{
	p->has_icmp = icmp_parse(c, &p->icmp);
	p->has_quote = p->has_icmp && icmp_quotes(p->src.family, p->icmp.type) &&
		       quote_parse(p->src.family, *c, &p->quote);
}

static void peel_transport(struct cur *c, struct peeled *p)
{
	struct udp udp;

	if (p->proto == IP_TCP && tcp_parse(c, &p->tcp)) {
		p->sport = p->tcp.sport;
		p->dport = p->tcp.dport;
		p->has_ports = true;
	} else if (p->proto == IP_UDP && udp_parse(c, &udp)) {
		p->sport = udp.sport;
		p->dport = udp.dport;
		p->has_ports = true;
	} else if (p->proto == (p->src.family == ADDR_V4 ? IP_ICMP : IP_ICMP6)) {
		peel_icmp(c, p);
	}
	p->payload = c->len;
	p->data = *c;
}

/* What is promised ends where IP says; a length of 0 is a segment that the card cuts later. */
static void shorten(struct cur *c, size_t promised)
{
	if (promised && promised < c->len)
		c->len = promised;
}

static bool peel_ip4(struct cur *c, struct peeled *p)
{
	struct ip4 h;

	if (!ip4_parse(c, &h))
		return false;
	shorten(c, h.total > h.hlen ? h.total - h.hlen : 0);
	p->src = h.src;
	p->dst = h.dst;
	p->proto = h.proto;
	if (!(h.frag & 0x1fff))
		peel_transport(c, p);
	return true;
}

static bool peel_ip6(struct cur *c, struct peeled *p)
{
	const uint8_t *start = c->p;
	struct ip6 h;

	if (!ip6_parse(c, &h))
		return false;
	if (h.payload && 40u + h.payload > (size_t)(c->p - start))
		shorten(c, 40u + h.payload - (size_t)(c->p - start));
	p->src = h.src;
	p->dst = h.dst;
	p->proto = h.next;
	if (!h.frag)
		peel_transport(c, p);
	return true;
}

bool peel(int dlt, const struct frame *f, struct peeled *p)
{
	struct cur c = { .p = f->data, .cap = f->caplen, .len = f->len };

	*p = (struct peeled){ .ethertype = link_header(dlt, &c) };
	if (!cur_ok(&c))
		return false;
	switch (p->ethertype) {
	case TYPE_IP4:
		return peel_ip4(&c, p);
	case TYPE_IP6:
		return peel_ip6(&c, p);
	case TYPE_ARP:
		return peel_arp(&c, p);
	default:
		return false;
	}
}
