/* IPv4 and IPv6 packets as bytes: taken apart, made, summed (RFC 791, RFC 8200, RFC 1071). */
#include "pathsim.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "wire/cksum.h"

struct pkt *pkt_new(size_t len)
{
	struct pkt *p = calloc(1, sizeof *p + len);

	if (!p)
		err(2, "packet");
	p->len = len;
	return p;
}

struct pkt *pkt_copy(const struct pkt *p)
{
	struct pkt *copy = pkt_new(p->len);

	memcpy(copy, p, sizeof *p + p->len);
	return copy;
}

uint16_t be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

uint32_t be32(const uint8_t *p)
{
	return (uint32_t)be16(p) << 16 | be16(p + 2);
}

void set16(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

void set32(uint8_t *p, uint32_t v)
{
	set16(p, v >> 16);
	set16(p + 2, v & 0xffff);
}

static bool view4(const struct pkt *p, struct view *v)
{
	const uint8_t *d = p->data;

	if (p->len < 20 || (d[0] & 15) < 5 || (d[0] & 15) * 4u > p->len || be16(d + 2) != p->len)
		return false;
	v->src = addr_v4(d + 12);
	v->dst = addr_v4(d + 16);
	v->proto = d[9];
	v->ttl = d[8];
	v->df = d[6] & 0x40;
	v->more = d[6] & 0x20;
	v->frag_at = (be16(d + 6) & 0x1fffu) * 8;
	v->frag_id = be16(d + 4);
	v->head = v->unfragmented = (d[0] & 15) * 4u;
	return true;
}

/* Steps over hop-by-hop, routing and destination options, but not into a later fragment. */
static bool view6(const struct pkt *p, struct view *v)
{
	const uint8_t *d = p->data;
	uint8_t next = d[6];
	size_t at = 40, size;

	if (p->len < 40 || be16(d + 4) + 40u != p->len)
		return false;
	v->src = addr_v6(d + 8);
	v->dst = addr_v6(d + 24);
	v->ttl = d[7];
	v->df = true;
	v->unfragmented = 40;
	while (next == 0 || next == 43 || next == 60 || next == PROTO_FRAGMENT) {
		if (at + 8 > p->len)
			return false;
		size = next == PROTO_FRAGMENT ? 8 : (d[at + 1] + 1u) * 8;
		if (size > p->len - at)
			return false;
		if (next == PROTO_FRAGMENT) {
			v->frag_at = be16(d + at + 2) & 0xfff8u;
			v->more = d[at + 3] & 1;
			v->frag_id = be32(d + at + 4);
			v->unfragmented = at;
		}
		next = d[at];
		at += size;
		if (v->frag_at)
			break;
	}
	v->proto = next;
	v->head = at;
	return true;
}

bool view_of(const struct pkt *p, struct view *v)
{
	memset(v, 0, sizeof *v);
	if (!(p->family == V4 ? view4(p, v) : view6(p, v)))
		return false;
	v->t = p->data + v->head;
	v->tlen = p->len - v->head;
	return true;
}

/* Also what is too short to tell: no error is sent about either (RFC 1122 3.2.2, RFC 4443 2.4). */
bool view_is_icmp_error(const struct view *v)
{
	if (v->proto == PROTO_ICMP)
		return !v->tlen || (v->t[0] >= 3 && v->t[0] <= 5) || v->t[0] == 11 || v->t[0] == 12;
	if (v->proto == PROTO_ICMP6)
		return !v->tlen || v->t[0] < 128 || v->t[0] == 137;
	return false;
}

void ip4_sum(uint8_t *ip)
{
	set16(ip + 10, 0);
	set16(ip + 10, cksum(ip, (ip[0] & 15) * 4u));
}

uint8_t ip_ttl(const struct pkt *p)
{
	return p->data[p->family == V4 ? 8 : 7];
}

void ip_set_ttl(struct pkt *p, unsigned ttl)
{
	p->data[p->family == V4 ? 8 : 7] = (uint8_t)ttl;
	if (p->family == V4)
		ip4_sum(p->data);
}

uint16_t transport_sum(const struct addr *src, const struct addr *dst, uint8_t proto,
		       const uint8_t *t, size_t n)
{
	uint8_t pseudo[8];
	uint32_t sum = 0;

	if (proto != PROTO_ICMP) {
		set32(pseudo, (uint32_t)n);
		set32(pseudo + 4, proto);
		sum = cksum_add(sum, src->b, addr_len(src));
		sum = cksum_add(sum, dst->b, addr_len(dst));
		sum = cksum_add(sum, pseudo, sizeof pseudo);
	}
	return cksum_end(cksum_add(sum, t, n));
}

struct pkt *ip_make(struct sim *s, const struct addr *src, const struct addr *dst, uint8_t proto,
		    unsigned ttl, const struct bytes *opts, size_t n, uint8_t **body)
{
	size_t head = src->family == ADDR_V6 ? 40 : 20 + (opts ? opts->n : 0);
	struct pkt *p = pkt_new(head + n);
	uint8_t *d = p->data;

	p->family = src->family == ADDR_V6 ? V6 : V4;
	*body = d + head;
	if (p->family == V6) {
		d[0] = 0x60;
		set16(d + 4, (unsigned)n);
		d[6] = proto;
		d[7] = (uint8_t)ttl;
		memcpy(d + 8, src->b, 16);
		memcpy(d + 24, dst->b, 16);
		return p;
	}
	d[0] = (uint8_t)(0x40 | head / 4);
	set16(d + 2, (unsigned)p->len);
	set16(d + 4, s->ip_id++);
	d[8] = (uint8_t)ttl;
	d[9] = proto;
	memcpy(d + 12, src->b, 4);
	memcpy(d + 16, dst->b, 4);
	if (opts && opts->n)
		memcpy(d + 20, opts->v, opts->n);
	ip4_sum(d);
	return p;
}
