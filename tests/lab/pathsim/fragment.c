/* Fragments: IPv4 split by a narrow hop, both families by a host, and joined (RFC 791, 8200). */
#include "pathsim.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_MAX 65535

struct partial {
	struct addr src, dst;
	uint32_t id;
	uint8_t proto;
	size_t total;			/* 0: the last one is still to come */
	uint8_t seen[WHOLE_MAX / 64 + 1];	/* a bit for every 8 bytes */
	uint8_t data[WHOLE_MAX + 8];
};

static struct pkt *piece4(const struct pkt *p, const struct view *v, size_t at, size_t n, bool more)
{
	struct pkt *f = pkt_new(v->head + n);
	size_t len = f->len;

	memcpy(f, p, sizeof *f);
	f->len = len;
	memcpy(f->data, p->data, v->head);
	memcpy(f->data + v->head, v->t + at, n);
	set16(f->data + 2, (unsigned)len);
	set16(f->data + 6, (unsigned)((v->frag_at + at) / 8) | (more || v->more ? 0x2000u : 0));
	ip4_sum(f->data);
	return f;
}

static struct pkt *piece6(const struct pkt *p, const struct view *v, size_t at, size_t n, bool more,
			  uint32_t id)
{
	struct pkt *f = pkt_new(v->head + 8 + n);
	size_t len = f->len;
	uint8_t *h = f->data + v->head;

	memcpy(f, p, sizeof *f);
	f->len = len;
	memcpy(f->data, p->data, v->head);
	set16(f->data + 4, (unsigned)(len - 40));
	f->data[6] = PROTO_FRAGMENT;
	h[0] = v->proto;
	set16(h + 2, (unsigned)at | more);
	set32(h + 4, id);
	memcpy(h + 8, v->t + at, n);
	return f;
}

/* IPv4 without DF by anyone; IPv6 only what a host here sends, which has no extension header. */
bool fragment_split(struct sim *s, struct pkt *p, unsigned mtu,
		    void (*emit)(struct sim *, struct pkt *))
{
	struct view v;
	size_t at, n, room;
	uint32_t id = s->frag_id++;

	if (!view_of(p, &v) || (p->family == V4 ? v.df : v.head != 40))
		return false;
	room = (mtu - v.head - (p->family == V6 ? 8 : 0)) & ~(size_t)7;
	for (at = 0; at < v.tlen; at += n) {
		n = v.tlen - at < room ? v.tlen - at : room;
		emit(s, p->family == V4 ? piece4(p, &v, at, n, at + n < v.tlen) :
					  piece6(p, &v, at, n, at + n < v.tlen, id));
	}
	free(p);
	return true;
}

static struct partial **find(struct sim *s, const struct view *v)
{
	struct partial **slot;
	unsigned i;

	for (i = 0; i < PARTIALS_MAX; i++) {
		struct partial *q = s->partial[i];

		if (q && q->id == v->frag_id && q->proto == v->proto && addr_eq(&q->src, &v->src) &&
		    addr_eq(&q->dst, &v->dst))
			return &s->partial[i];
	}
	/* Fragments that were lost leave theirs behind: the oldest makes room. */
	slot = &s->partial[s->partial_next++ % PARTIALS_MAX];
	free(*slot);
	*slot = calloc(1, sizeof **slot);
	if (!*slot)
		err(2, "reassembly");
	(*slot)->src = v->src;
	(*slot)->dst = v->dst;
	(*slot)->id = v->frag_id;
	(*slot)->proto = v->proto;
	return slot;
}

static bool complete(const struct partial *q)
{
	size_t unit;

	if (!q->total)
		return false;
	for (unit = 0; unit * 8 < q->total; unit++) {
		if (!(q->seen[unit / 8] & 1 << unit % 8))
			return false;
	}
	return true;
}

/* Any fragment's header will do: they differ in the fragment's place only. */
static struct pkt *whole(const struct pkt *p, const struct view *v, const struct partial *q)
{
	struct pkt *w = pkt_new(v->unfragmented + q->total);
	size_t len = w->len;

	memcpy(w, p, sizeof *w);
	w->len = len;
	memcpy(w->data, p->data, v->unfragmented);
	memcpy(w->data + v->unfragmented, q->data, q->total);
	if (p->family == V4) {
		set16(w->data + 2, (unsigned)len);
		set16(w->data + 6, 0);
		ip4_sum(w->data);
	} else {
		set16(w->data + 4, (unsigned)(len - 40));
		w->data[6] = q->proto;
	}
	return w;
}

struct pkt *fragment_join(struct sim *s, struct pkt *p, const struct view *v)
{
	struct partial **slot, *q;
	struct pkt *done = NULL;
	size_t i;

	/* Behind extension headers the next header to restore would not be the fixed header's. */
	if (v->frag_at + v->tlen + v->unfragmented > WHOLE_MAX || (v->more && v->tlen % 8) ||
	    (p->family == V6 && v->unfragmented != 40)) {
		sim_log(s, "malformed", p);
		free(p);
		return NULL;
	}
	slot = find(s, v);
	q = *slot;
	memcpy(q->data + v->frag_at, v->t, v->tlen);
	for (i = v->frag_at / 8; i * 8 < v->frag_at + v->tlen; i++)
		q->seen[i / 8] |= (uint8_t)(1 << i % 8);
	if (!v->more)
		q->total = v->frag_at + v->tlen;
	if (complete(q)) {
		done = whole(p, v, q);
		free(q);
		*slot = NULL;
	}
	free(p);
	return done;
}

void fragment_end(struct sim *s)
{
	unsigned i;

	for (i = 0; i < PARTIALS_MAX; i++)
		free(s->partial[i]);
}
