/* Connections of QUIC by their addresses and ports, and the hellos that CRYPTO frames make up. */
#include "proto/quicconn.h"

#include <string.h>

#include "base/prog.h"

/* All bytes are set: addresses have zeros behind them. */
static void ends_of(struct quic_ends *e, const struct pkt *pk, bool back)
{
	size_t n = pk->ip.version == 6 ? 16 : pk->ip.version == 4 ? 4 : 0;

	memset(e, 0, sizeof(*e));
	e->version = pk->ip.version;
	if (n) {
		memcpy(e->client, back ? pk->ip.dst : pk->ip.src, n);
		memcpy(e->server, back ? pk->ip.src : pk->ip.dst, n);
	}
	e->from = pk->ports[back];
	e->to = pk->ports[!back];
}

static struct quic_conn *find(struct quic_conns *t, const struct quic_ends *e)
{
	for (unsigned i = 0; i < QUIC_CONNS; i++)
		if (t->all[i].ends.from == e->from && t->all[i].ends.to == e->to &&
		    t->all[i].used && !memcmp(&t->all[i].ends, e, sizeof(*e)))
			return &t->all[i];
	return NULL;
}

struct quic_conn *quic_conn_find(struct quic_conns *t, const struct pkt *pk, bool *server)
{
	struct quic_conn *c = NULL;
	struct quic_ends e;

	for (int back = 0; t->all && !c && back < 2; back++) {
		ends_of(&e, pk, back);
		*server = back;
		c = find(t, &e);
	}
	if (c)
		c->used = ++t->clock;
	return c;
}

struct quic_conn *quic_conn_new(struct quic_conns *t, const struct pkt *pk, const uint8_t *id,
				size_t n, uint32_t version, const struct quic_keys *keys)
{
	struct quic_conn *c;
	bool server;

	if (!t->all)
		t->all = prog_alloc(QUIC_CONNS, sizeof(*t->all));
	c = quic_conn_find(t, pk, &server);
	if (!c) {
		c = t->all;
		for (unsigned i = 1; i < QUIC_CONNS; i++)
			if (t->all[i].used < c->used)
				c = &t->all[i];
	}
	memset(c, 0, sizeof(*c));
	ends_of(&c->ends, pk, false);
	c->used = ++t->clock;
	memcpy(c->id, id, n);
	c->id_len = n;
	c->derived[0] = version;
	c->keys[0] = *keys;
	return c;
}

const struct quic_keys *quic_conn_keys(struct quic_conn *c, struct quic *q, uint32_t version)
{
	unsigned i = c->derived[0] != version;

	if (c->derived[i] != version && !quic_keys(q, version, c->id, c->id_len, &c->keys[i]))
		return NULL;
	c->derived[i] = version;
	return &c->keys[i];
}

void quic_hello_add(struct quic_hello *h, uint64_t at, const uint8_t *p, size_t n)
{
	if (at >= QUIC_HELLO)
		return;
	if (n > QUIC_HELLO - at)
		n = QUIC_HELLO - (size_t)at;
	memcpy(h->data + at, p, n);
	for (size_t i = (size_t)at; i < at + n; i++)
		h->have[i / 8] |= (uint8_t)(1 << i % 8);
}

struct cur quic_hello_cur(const struct quic_hello *h)
{
	size_t n = 0;

	while (n < QUIC_HELLO && h->have[n / 8] >> n % 8 & 1)
		n++;
	return cur_of(h->data, n);
}
