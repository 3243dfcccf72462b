/* ICMP errors: what they quote, how often, MPLS labels (RFC 792, 1812, 4443, 4884, 4950). */
#include "pathsim.h"

#include <string.h>

#include "wire/cksum.h"
#include "wire/icmp.h"

static const struct { uint8_t type, code; } errors[][FAMILIES] = {
	[TIME_EXCEEDED] = { { ICMP4_TIME_EXCEEDED, 0 }, { ICMP6_TIME_EXCEEDED, 0 } },
	[TOO_BIG] = { { ICMP4_UNREACHABLE, 4 }, { ICMP6_TOO_BIG, 0 } },
	[HOST_UNREACHABLE] = { { ICMP4_UNREACHABLE, 1 }, { ICMP6_UNREACHABLE, 3 } },
	[PROTO_UNREACHABLE] = { { ICMP4_UNREACHABLE, 2 }, { ICMP6_PARAMETER, 1 } },
	[PORT_UNREACHABLE] = { { ICMP4_UNREACHABLE, 3 }, { ICMP6_UNREACHABLE, 4 } },
};

/* No error about an error, about a later fragment, or to or from what is no single host. */
static bool deserves_one(const struct view *v)
{
	return !view_is_icmp_error(v) && !v->frag_at && !addr_is_multicast(&v->dst) &&
	       !addr_is_any(&v->src) && !addr_is_multicast(&v->src);
}

/* A bucket of `burst` messages that gets a new one every 1/rate seconds, kept in nanoseconds. */
static bool allowed(struct hop *h, ns_t at)
{
	ns_t each;

	if (!h->rate)
		return true;
	each = NS_S / h->rate;
	if (at > h->limited_at) {
		h->allowance += at - h->limited_at;
		h->limited_at = at;
	}
	if (h->allowance > each * h->burst)
		h->allowance = each * h->burst;
	if (h->allowance < each)
		return false;
	h->allowance -= each;
	return true;
}

/* Behind 8 bytes of ICMP: how much of p, with how much room for it. */
struct plan {
	size_t quote, room, ext;
	unsigned unit;			/* the length field of RFC 4884 counts so many bytes */
};

static bool extensible(int family, uint8_t type)
{
	if (family == V6)
		return type == ICMP6_UNREACHABLE || type == ICMP6_TIME_EXCEEDED;
	return type == ICMP4_UNREACHABLE || type == ICMP4_TIME_EXCEEDED || type == ICMP4_PARAMETER;
}

static struct plan plan_of(const struct hop *h, const struct pkt *p, uint8_t type)
{
	bool v4 = p->family == V4;
	bool extends = h->labels && extensible(p->family, type);
	struct plan l = { .unit = v4 ? 4 : 8, .ext = extends ? 8 + 4 * h->labels : 0 };
	size_t most = v4 ? 576 - 28 : 1280 - 48;

	l.quote = p->len;
	if (h->quote && l.quote > h->quote)
		l.quote = h->quote;
	if (l.quote > most - l.ext)
		l.quote = most - l.ext;
	l.room = l.quote;
	if (extends) {
		/* Most routers do, and most tools look for extensions there only. */
		if (l.quote > 128 && (h->legacy || !h->quote))
			l.quote = 128;
		l.quote = l.quote > 128 ? l.quote / l.unit * l.unit : l.quote;
		l.room = l.quote > 128 ? l.quote : 128;
	}
	return l;
}

/* What a router that got the quoted packet wrong would show. */
static void bend_quote(const struct hop *h, const struct pkt *p, const struct view *v, uint8_t *q,
		       size_t n)
{
	uint8_t sent = p->sent_ttl;
	bool v4 = p->family == V4;

	if (h->qttl != QTTL_RECEIVED && n > 8)
		q[v4 ? 8 : 7] = h->qttl == QTTL_SENT ? sent : (uint8_t)h->qttl;
	if (h->qttl != QTTL_RECEIVED && v4 && n >= v->head)
		ip4_sum(q);
	if (h->qswap && n >= 8) {
		uint8_t *len = q + (v4 ? 2 : 4), first = len[0];

		len[0] = len[1];
		len[1] = first;
	}
	if (h->alien && n >= v->head + 8) {
		bool icmp = v->proto == PROTO_ICMP || v->proto == PROTO_ICMP6;
		uint8_t *id = q + v->head + (icmp ? 4 : 0);

		set16(id, be16(id) ^ 0x5555u);
	}
}

static void put_labels(const struct hop *h, uint8_t *e, size_t n)
{
	unsigned i;

	e[0] = 0x20;
	set16(e + 4, (unsigned)n - 4);
	e[6] = 1;
	e[7] = 1;
	for (i = 0; i < h->labels; i++)
		set32(e + 8 + 4 * i, h->label[i]);
	set16(e + 2, cksum(e, n));
}

static void send(struct sim *s, const struct pkt *p, uint8_t type, uint8_t code, uint32_t rest,
		 bool as_host)
{
	struct hop *h = &s->hop[p->node];
	struct plan l = plan_of(h, p, type);
	struct addr src = path_addr(p->family, p->node, p->way);
	uint8_t proto = p->family == V4 ? PROTO_ICMP : PROTO_ICMP6, *b;
	struct pkt *e;
	struct view v;

	if (!view_of(p, &v) || !deserves_one(&v))
		return;
	if (!allowed(h, p->at)) {
		sim_log(s, "limit", p);
		return;
	}
	if (as_host || h->dnat || p->node == s->hops)
		src = v.dst;
	if (h->from[p->family].family)
		src = h->from[p->family];
	e = ip_make(s, &src, &v.src, proto, h->ttl - h->asym, NULL, 8 + l.room + l.ext, &b);
	b[0] = type;
	b[1] = code;
	set32(b + 4, rest);
	if (l.ext && !h->legacy)
		b[p->family == V4 ? 5 : 4] = (uint8_t)(l.room / l.unit);
	memcpy(b + 8, p->data, l.quote);
	bend_quote(h, p, &v, b + 8, l.quote);
	if (l.ext)
		put_labels(h, b + 8 + l.room, l.ext);
	set16(b + 2, transport_sum(&src, &v.src, proto, b, 8 + l.room + l.ext));
	if (p->family == V4) {
		e->data[1] = 0xc0;	/* internetwork control, RFC 1812 4.3.2.5 */
		ip4_sum(e->data);
	}
	e->node = p->node;
	e->at = p->at;
	sim_log(s, "error", e);
	for (unsigned i = 1; i < h->times; i++)
		path_back(s, p->node, p->at, pkt_copy(e));
	path_back(s, p->node, p->at, e);
}

void error_send(struct sim *s, const struct pkt *p, enum error e, uint32_t rest, bool as_host)
{
	send(s, p, errors[e][p->family].type, errors[e][p->family].code, rest, as_host);
}

/* The gateway of a redirect, unless it was given, is the second router of the first hop. */
void error_message(struct sim *s, const struct pkt *p, const struct message *m)
{
	struct addr gateway = path_addr(V4, 1, 2);
	uint32_t rest = m->rest;

	if (p->family == V4 && m->type == ICMP4_REDIRECT && !m->has_rest)
		rest = be32(gateway.b);
	send(s, p, m->type, m->code, rest, false);
}
