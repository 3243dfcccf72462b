/* What a host answers: echoes, right or forged; UDP and TCP ports (RFC 792, 4443, 768, 9293). */
#include "pathsim.h"

#include <stdlib.h>
#include <string.h>

#include "wire/icmp.h"

static bool has(const struct list *l, uint16_t v)
{
	unsigned i;

	for (i = 0; i < l->n; i++) {
		if (l->v[i] == v)
			return true;
	}
	return false;
}

/* An answer to p with n bytes to fill in; the class of service is the sender's. */
static struct pkt *answer(struct sim *s, const struct pkt *p, const struct view *v,
			  const struct addr *src, const struct bytes *opts, size_t n,
			  uint8_t **body)
{
	const struct hop *h = &s->hop[p->node];
	struct pkt *a = ip_make(s, src, &v->src, v->proto, h->ttl - h->asym, opts, n, body);

	if (p->family == V4) {
		a->data[1] = p->data[1];
		ip4_sum(a->data);
	} else {
		a->data[0] = (uint8_t)(0x60 | (p->data[0] & 15));
		a->data[1] = p->data[1] & 0xf0;
	}
	return a;
}

/* Every reply that is forged still has a right checksum: nothing below ping notices. */
static void forge(const struct hop *h, uint8_t *b, size_t n, size_t data, struct sim *s)
{
	uint64_t state = s->seed;
	size_t i;

	if (n > 8)
		memcpy(b + 8, h->stamp.v, n - 8 < h->stamp.n ? n - 8 : h->stamp.n);
	if (h->bad >= 0 && 8 + (size_t)h->bad < n)
		b[8 + h->bad] ^= 0xff;
	for (i = data; i < n; i++)
		b[i] = (uint8_t)random_next(&state);
}

static void echo(struct sim *s, const struct pkt *p, const struct view *v)
{
	const struct hop *h = &s->hop[p->node], plain = { .bad = -1, .cut = -1, .copies = 1 };
	struct addr src = v->dst;
	struct pkt *a;
	uint8_t *b;
	unsigned i;
	size_t n, data;

	if (h->only >= 0 && be16(v->t + 6) != h->only)
		h = &plain;
	if (h->from[p->family].family)
		src = h->from[p->family];
	data = h->cut >= 0 && 8 + (size_t)h->cut < v->tlen ? 8 + (size_t)h->cut : v->tlen;
	n = data + h->junk;
	a = answer(s, p, v, &src, &h->opts, n, &b);
	memcpy(b, v->t, data);
	b[0] = p->family == V4 ? ICMP4_ECHO_REPLY : ICMP6_ECHO_REPLY;
	forge(h, b, n, data, s);
	set16(b + 2, 0);
	set16(b + 2, transport_sum(&src, &v->src, v->proto, b, n));
	for (i = 1; i < h->copies; i++)
		path_back(s, p->node, p->at, pkt_copy(a));
	path_back(s, p->node, p->at, a);
}

static void udp(struct sim *s, const struct pkt *p, const struct view *v)
{
	const struct hop *h = &s->hop[p->node];
	struct addr src = h->from[p->family].family ? h->from[p->family] : v->dst;
	struct pkt *a;
	uint8_t *b;
	uint16_t sum;

	if (!has(&h->udp, be16(v->t + 2))) {
		error_send(s, p, PORT_UNREACHABLE, 0, true);
		return;
	}
	a = answer(s, p, v, &src, NULL, v->tlen, &b);
	memcpy(b, v->t, v->tlen);
	memcpy(b, v->t + 2, 2);
	memcpy(b + 2, v->t, 2);
	set16(b + 6, 0);
	sum = transport_sum(&src, &v->src, PROTO_UDP, b, v->tlen);
	set16(b + 6, sum ? sum : 0xffff);
	path_back(s, p->node, p->at, a);
}

enum { FIN = 1, SYN = 2, RST = 4, ACK = 16 };

static void segment(struct sim *s, const struct pkt *p, const struct view *v, uint32_t seq,
		    uint32_t ack, unsigned flags)
{
	bool mss = flags & SYN;
	size_t n = mss ? 24 : 20;
	uint8_t *b;
	struct pkt *a = answer(s, p, v, &v->dst, NULL, n, &b);

	memcpy(b, v->t + 2, 2);
	memcpy(b + 2, v->t, 2);
	set32(b + 4, seq);
	set32(b + 8, ack);
	b[12] = (uint8_t)(n / 4 << 4);
	b[13] = (uint8_t)flags;
	set16(b + 14, flags & RST ? 0 : 65535);
	if (mss) {
		b[20] = 2;
		b[21] = 4;
		set16(b + 22, s->mtu - (p->family == V4 ? 40 : 60));
	}
	set16(b + 16, transport_sum(&v->dst, &v->src, PROTO_TCP, b, n));
	path_back(s, p->node, p->at, a);
}

/*
 * Without memory of connections: an open port takes a SYN, acknowledges data, and closes as soon
 * as the client does; a closed one resets (RFC 9293 3.5.2).
 */
static void tcp(struct sim *s, const struct pkt *p, const struct view *v)
{
	const struct hop *h = &s->hop[p->node];
	size_t head = (v->t[12] >> 4) * 4u;
	unsigned flags = v->t[13];
	uint32_t seq = be32(v->t + 4), ack = be32(v->t + 8), len;

	if (head < 20 || head > v->tlen || flags & RST)
		return;
	len = (uint32_t)(v->tlen - head) + !!(flags & SYN) + !!(flags & FIN);
	if (!has(&h->tcp, be16(v->t + 2))) {
		if (flags & ACK)
			segment(s, p, v, ack, 0, RST);
		else
			segment(s, p, v, 0, seq + len, RST | ACK);
	} else if (flags & SYN) {
		segment(s, p, v, (uint32_t)random_mix(s->seed, be32(v->t)), seq + 1, SYN | ACK);
	} else if (len) {
		segment(s, p, v, ack, seq + len, flags & FIN ? FIN | ACK : ACK);
	}
}

/* A wrong checksum is discarded in silence, as hosts do; a UDP checksum of 0 over IPv4 is none. */
static bool intact(const struct view *v)
{
	if (v->proto == PROTO_UDP && v->src.family == ADDR_V4 && be16(v->t + 6) == 0)
		return true;
	return transport_sum(&v->src, &v->dst, v->proto, v->t, v->tlen) == 0;
}

static void deliver(struct sim *s, const struct pkt *p, const struct view *v)
{
	static const uint8_t icmp[FAMILIES] = { PROTO_ICMP, PROTO_ICMP6 };
	static const uint8_t request[FAMILIES] = { ICMP4_ECHO, ICMP6_ECHO };
	bool known = v->proto == icmp[p->family] || v->proto == PROTO_UDP || v->proto == PROTO_TCP;

	if (known && (v->tlen < (v->proto == PROTO_TCP ? 20 : 8) || !intact(v))) {
		sim_log(s, "badsum", p);
		return;
	}
	sim_log(s, "host", p);
	if (v->proto == PROTO_UDP)
		udp(s, p, v);
	else if (v->proto == PROTO_TCP)
		tcp(s, p, v);
	else if (!known)	/* a parameter problem points at the next header */
		error_send(s, p, PROTO_UNREACHABLE, p->family == V4 ? 0 : 6, true);
	else if (v->t[0] == request[p->family])
		echo(s, p, v);
}

void host_input(struct sim *s, struct pkt *p)
{
	struct view v;

	if (s->hop[p->node].dark || !view_of(p, &v)) {
		sim_log(s, "dark", p);
		free(p);
		return;
	}
	if (v.more || v.frag_at) {
		p = fragment_join(s, p, &v);
		if (!p || !view_of(p, &v)) {
			free(p);
			return;
		}
	}
	deliver(s, p, &v);
	free(p);
}
