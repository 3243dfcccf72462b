/* From hop to hop: links with their faults, and what a router does with a packet that passes. */
#include "pathsim.h"

#include <stdlib.h>

/* Decimal digits as hexadecimal ones: hop 20 is 20 in both families. */
static uint8_t digits(unsigned n)
{
	return (uint8_t)(n / 10 % 10 << 4 | n % 10);
}

static unsigned undigits(const uint8_t *p)
{
	return (p[0] & 15u) * 100 + (p[1] >> 4) * 10u + (p[1] & 15u);
}

struct addr path_addr(int family, unsigned hop, unsigned way)
{
	uint8_t six[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 0x0a, (uint8_t)(hop / 100), digits(hop) };

	if (family == V4)
		return addr_v4((uint8_t[]){ 198, 19, (uint8_t)hop, (uint8_t)way });
	six[14] = (uint8_t)(way / 100);
	six[15] = digits(way);
	return addr_v6(six);
}

/* Is it from the hops' own prefix? Then *hop and *way are what it says. */
static bool hop_of(const struct addr *a, unsigned *hop, unsigned *way)
{
	struct addr net = path_addr(a->family == ADDR_V4 ? V4 : V6, 0, 0);
	unsigned i;

	for (i = 0; i < (a->family == ADDR_V4 ? 2u : 6u); i++) {
		if (a->b[i] != net.b[i])
			return false;
	}
	*hop = a->family == ADDR_V4 ? a->b[2] : undigits(a->b + 6);
	*way = a->family == ADDR_V4 ? a->b[3] : undigits(a->b + 14);
	return true;
}

/*
 * What routers tell flows apart by: addresses, protocol, the IPv6 flow label, ports; of ICMP the
 * type, code, checksum and identifier. Only the first fragment has ports, so none are looked at.
 */
static uint64_t flow_hash(const struct sim *s, const struct pkt *p, unsigned salt)
{
	struct view v;
	uint64_t h = random_mix(s->seed, salt);
	unsigned i;

	if (!view_of(p, &v))
		return h;
	for (i = 0; i < 16; i += 4)
		h = random_mix(h, (uint64_t)be32(v.src.b + i) << 32 | be32(v.dst.b + i));
	h = random_mix(h, v.proto);
	if (p->family == V6)
		h = random_mix(h, be32(p->data) & 0xfffff);
	if (v.more || v.frag_at || v.tlen < 8)
		return h;
	h = random_mix(h, be32(v.t));
	return v.proto == PROTO_ICMP || v.proto == PROTO_ICMP6 ? random_mix(h, be16(v.t + 4)) : h;
}

static unsigned choose_way(struct sim *s, const struct pkt *p, struct hop *h)
{
	if (h->ways == 1)
		return 1;
	if (h->spray)
		return 1 + (unsigned)dice_below(&h->sprays, h->ways);
	return 1 + (unsigned)(flow_hash(s, p, h->salt) % h->ways);
}

/* An echo request whose sequence number is in the list. */
static bool listed(const struct pkt *p, const struct list *l)
{
	struct view v;
	unsigned i;

	if (!l->n || !view_of(p, &v) || v.tlen < 8 || v.frag_at || (v.t[0] != 8 && v.t[0] != 128))
		return false;
	for (i = 0; i < l->n; i++) {
		if (l->v[i] == be16(v.t + 6))
			return true;
	}
	return false;
}

/* One bit behind the IP header, which routers would check. */
static void corrupt(struct pkt *p, struct dice *d)
{
	size_t head = p->family == V4 ? (p->data[0] & 15u) * 4u : 40;
	uint64_t bit;

	if (head >= p->len)
		return;
	bit = dice_below(d, (p->len - head) * 8);
	p->data[head + bit / 8] ^= (uint8_t)(1 << bit % 8);
}

/* False: it is not there yet, but in the queue. */
static bool travel(struct sim *s, struct pkt *p, struct link *l, unsigned hop)
{
	const struct hop *h = &s->hop[hop];

	p->at += l->delay;
	if (!p->back)
		p->at += h->spread * (p->way - 1);
	if (l->jitter) {
		p->at += (ns_t)dice_below(&l->jitters, (uint64_t)l->jitter);
		if (p->at < l->last)
			p->at = l->last;
		l->last = p->at;
	}
	if (dice_roll(&l->reorder)) {
		sim_log(s, "hold", p);
		p->at += h->gap;
	}
	if (p->at <= s->now)
		return true;
	queue_push(&s->queue, p);
	return false;
}

/* Over the link between hop-1 and hop, either way. True: p is at the other end now. */
static bool cross(struct sim *s, struct pkt *p, unsigned hop)
{
	struct hop *h = &s->hop[hop];
	struct link *l = p->back ? &h->back : &h->out;
	struct pkt *copy;

	p->node = (uint8_t)(p->back ? hop - 1 : hop);
	if (!p->back)
		p->way = (uint8_t)choose_way(s, p, h);
	if (dice_roll(&l->loss) || (!p->back && listed(p, &h->lose))) {
		sim_log(s, "lose", p);
		free(p);
		return false;
	}
	if (dice_roll(&l->corrupt)) {
		corrupt(p, &l->corrupt);
		sim_log(s, "corrupt", p);
	}
	if (dice_roll(&l->dup)) {
		sim_log(s, "dup", p);
		copy = pkt_copy(p);
		if (travel(s, copy, l, hop))
			queue_push(&s->queue, copy);
	}
	return travel(s, p, l, hop);
}

static bool leave(struct sim *s, struct pkt *p)
{
	const struct hop *h = &s->hop[p->node];

	if (p->back)
		return cross(s, p, p->node);
	return cross(s, p, p->node > 0 && h->loop ? h->loop : p->node + 1u);
}

static void leave_and_run(struct sim *s, struct pkt *p)
{
	if (leave(s, p))
		path_run(s, p);
}

static void discard(struct sim *s, struct pkt *p, const char *event)
{
	sim_log(s, event, p);
	free(p);
}

static void expire(struct sim *s, struct pkt *p)
{
	const struct hop *h = &s->hop[p->node];

	if (h->silent) {
		discard(s, p, "silent");
		return;
	}
	sim_log(s, "expire", p);
	error_send(s, p, TIME_EXCEEDED, 0, false);
	free(p);
}

static unsigned mtu_of(const struct hop *h, const struct pkt *p)
{
	return p->way && p->way <= h->way_mtu.n ? h->way_mtu.v[p->way - 1] : h->mtu;
}

static void too_big(struct sim *s, struct pkt *p)
{
	const struct hop *h = &s->hop[p->node];
	unsigned mtu = mtu_of(h, p);

	if (p->family == V4 && fragment_split(s, p, mtu, leave_and_run))
		return;
	if (h->blackhole) {
		discard(s, p, "blackhole");
		return;
	}
	sim_log(s, "toobig", p);
	error_send(s, p, TOO_BIG, h->tell == UINT32_MAX ? mtu : h->tell, false);
	free(p);
}

/* Is it for this node itself? *nowhere: it looks like a hop's address, but there is none. */
static bool at_home(struct sim *s, const struct pkt *p, bool *nowhere)
{
	struct addr dst = p->family == V4 ? addr_v4(p->data + 16) : addr_v6(p->data + 24);
	unsigned hop, way;

	if (p->node == s->hops)
		return s->far < 0;
	if (!hop_of(&dst, &hop, &way))
		return false;
	*nowhere = hop < 1 || hop >= s->hops || way < 1 || way > s->hop[hop].ways;
	return !*nowhere && hop == p->node;
}

/* A filter that looks at lengths and fragments. */
static bool is_filtered(const struct hop *h, const struct pkt *p)
{
	unsigned most;
	struct view v;

	if ((!h->most_icmp && !h->most_udp && !h->most_tcp && !h->whole) || !view_of(p, &v))
		return false;
	if (h->whole && (v.more || v.frag_at))
		return true;
	most = v.proto == PROTO_UDP ? h->most_udp :
	       v.proto == PROTO_TCP ? h->most_tcp :
				      h->most_icmp;
	return most && p->len > most;
}

/* The maximum segment size of a SYN, as a gateway rewrites it (RFC 9293, section 3.7.1). */
static void clamp(const struct hop *h, struct pkt *p)
{
	struct view v;
	size_t at, head;
	uint8_t *t;

	if (!h->mss || !view_of(p, &v) || v.proto != PROTO_TCP || v.frag_at || v.tlen < 20 ||
	    !(v.t[13] & 2))
		return;
	t = p->data + v.head;
	head = (t[12] >> 4) * 4u;
	for (at = 20; at + 4 <= head && head <= v.tlen && t[at];) {
		if (t[at] == 2 && be16(t + at + 2) > h->mss) {
			set16(t + at + 2, h->mss);
			set16(t + 16, 0);
			set16(t + 16, transport_sum(&v.src, &v.dst, PROTO_TCP, t, v.tlen));
		}
		at += t[at] == 1 || t[at + 1] < 2 ? 1 : t[at + 1];
	}
}

/*
 * A packet on its way out is at a node. True: it goes on. Filters come before the hop limit, as in
 * the access lists of hardware routers (Linux does it the other way round; namespaces show that).
 */
static bool pass_out(struct sim *s, struct pkt *p)
{
	struct hop *h = &s->hop[p->node];
	bool nowhere = false;

	if (h->also[p->family].on)
		error_message(s, p, &h->also[p->family]);
	if (h->reject[p->family].on) {
		sim_log(s, "reject", p);
		error_message(s, p, &h->reject[p->family]);
		free(p);
		return false;
	}
	if (h->drop || is_filtered(h, p)) {
		discard(s, p, "drop");
		return false;
	}
	clamp(h, p);
	if (at_home(s, p, &nowhere)) {
		host_input(s, p);
		return false;
	}
	if (p->node == s->hops) {
		sim_write(s, s->far, p);
		return false;
	}
	if (ip_ttl(p) <= 1) {
		expire(s, p);
		return false;
	}
	if (nowhere) {
		error_send(s, p, HOST_UNREACHABLE, 0, false);
		discard(s, p, "nowhere");
		return false;
	}
	ip_set_ttl(p, ip_ttl(p) - 1u);
	if (mtu_of(h, p) && p->len > mtu_of(h, p)) {
		too_big(s, p);
		return false;
	}
	return true;
}

static bool pass_back(struct sim *s, struct pkt *p)
{
	struct view v;

	clamp(&s->hop[p->node], p);

	if (s->hop[p->node].mute && view_of(p, &v) && view_is_icmp_error(&v)) {
		discard(s, p, "mute");
		return false;
	}
	if (ip_ttl(p) <= 1) {
		discard(s, p, "expire");
		return false;
	}
	ip_set_ttl(p, ip_ttl(p) - 1u);
	return true;
}

void path_run(struct sim *s, struct pkt *p)
{
	for (;;) {
		if (p->back && p->node == 0) {
			sim_write(s, s->tun, p);
			return;
		}
		if (p->node > 0 && !(p->back ? pass_back(s, p) : pass_out(s, p)))
			return;
		if (!leave(s, p))
			return;
	}
}

void path_back(struct sim *s, unsigned hop, ns_t at, struct pkt *p)
{
	p->back = true;
	p->node = (uint8_t)hop;
	p->at = at;
	if (p->len > s->path_mtu && fragment_split(s, p, s->path_mtu, leave_and_run))
		return;
	leave_and_run(s, p);
}
