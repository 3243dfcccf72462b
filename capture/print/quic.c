/*
 * QUIC (RFC 8999, 9000, 9369), with --tls: flags(1), in long headers version(4) and two connection
 * IDs behind their lengths(1). Of Initial packets, which anyone can decrypt (RFC 9001), what is in
 * them.
 */
#include <stdlib.h>

#include "print.h"
#include "proto/quicconn.h"
#include "proto/quicframes.h"
#include "proto/quickeys.h"

#define LONG 0x80
#define FIXED 0x40
#define INVARIANT 7		/* a long header with IDs of no length */
#define SHORT_LEAST 21		/* flags, number, and a sample for the header's protection */
#define TAG 16			/* a Retry's, at its end */
#define PORT 443
#define DECRYPTED_MAX 4		/* of the packets in one datagram: a client sends one, or two */

enum type { INITIAL, ZERO_RTT, HANDSHAKE, RETRY };

static const struct bind quic_on[] = { { BY_UDP_AS, AS_QUIC, 0 }, { 0 } };

static const struct word types[] = {
	{ INITIAL, "Initial" }, { ZERO_RTT, "0-RTT" }, { HANDSHAKE, "Handshake" },
	{ RETRY, "Retry" }, { 0 },
};

static const struct word versions[] = { { QUIC_V1, "v1" }, { QUIC_V2, "v2" }, { 0 } };

/* A packet of a datagram while it is read. */
struct packet {
	const uint8_t *start;
	uint32_t version;
	enum type type;
	const uint8_t *id;
	uint8_t id_len;
};

static bool known(const struct pkt *pk)
{
	bool server;

	return quic_conn_find(PKT_STATE(pk, quic), pk, &server);
}

/*
 * Does it look like QUIC? Versions that are known on any port, else what is on its own port or
 * belongs to a connection: only there the fixed bit may be something else (RFC 9287).
 */
static bool quic_mine(const struct pkt *pk, const struct view *v)
{
	bool begun = known(pk), own = begun || pk->ports[0] == PORT || pk->ports[1] == PORT;
	const uint8_t *p = v->p;
	uint32_t version;

	if (!view_has(v, 0, 1))
		return false;
	if (!(*p & LONG))
		return own && (begun || *p & FIXED) && v->len >= SHORT_LEAST;
	if (!view_has(v, 0, INVARIANT - 1) || v->len < INVARIANT + (size_t)p[5])
		return false;
	version = be32(p + 1);
	if (word_of(versions, version))
		return (own || *p & FIXED) && p[5] <= QUIC_ID_MAX;
	return own;
}

/* Are so many bytes promised? If not, that is said, and nothing more. */
static bool fits(struct view *v, uint64_t n, struct obuf *o)
{
	if (n <= v->len)
		return true;
	/* the rest may be in another fragment */
	if (v->pk->ip.fragment)
		pkt_cut(v->pk);
	ob_str(o, " (invalid)");
	v->len = 0;
	return false;
}

static bool varint(struct view *v, uint64_t *to, struct obuf *o)
{
	size_t n;
	struct cur c;

	if (!fits(v, 1, o))
		return false;
	n = (size_t)1 << (*view_at(v, 0, 1) >> 6);
	if (!fits(v, n, o))
		return false;
	c = cur_of(view_bytes(v, n), n);
	*to = quic_varint(&c);
	return !v->pk->failed;
}

/* A connection ID of 0 to 255 bytes, if it has any. */
static bool id_text(struct view *v, const char *name, const uint8_t **id, uint8_t *n,
		    struct obuf *o)
{
	if (!fits(v, 1, o))
		return false;
	*n = view_u8(v);
	if (!fits(v, *n, o))
		return false;
	*id = view_bytes(v, *n);
	if (*n) {
		ob_str(o, name);
		ob_hex_bytes(o, *id, *n);
	}
	return !v->pk->failed;
}

static void version_text(struct obuf *o, uint32_t version)
{
	ob_c(o, ' ');
	ob_word_hex(o, versions, version, "0x", "");
}

static void negotiation(struct view *v, struct obuf *o)
{
	ob_str(o, ", versions");
	while (view_more(v) && fits(v, 4, o))
		version_text(o, view_be32(v));
}

static void frames(struct pkt *pk, const struct quic_opened *opened, struct quic_hello *said,
		   struct obuf *o)
{
	ob_num(o, ": pn ", opened->number, ",");
	quic_frames(pk, cur_of(opened->p, opened->len), said, o);
}

/* With the keys of the connection that it belongs to, or as the first packet of another one. */
static void initial(struct pkt *pk, const struct packet *p, size_t at, size_t n, struct obuf *o)
{
	struct quic_conns *conns = PKT_STATE(pk, quic);
	bool server = false;
	struct quic_conn *c = quic_conn_find(conns, pk, &server);
	const struct quic_keys *all = c ? quic_conn_keys(c, pk->quic, p->version) : NULL;
	struct quic_opened opened;
	struct quic_keys keys;

	if (all && quic_decrypt(pk->quic, server ? &all->server : &all->client, p->start, at, n,
				&opened)) {
		frames(pk, &opened, server ? &c->server : &c->client, o);
		return;
	}
	if (p->id_len <= QUIC_ID_MAX && quic_keys(pk->quic, p->version, p->id, p->id_len, &keys) &&
	    quic_decrypt(pk->quic, &keys.client, p->start, at, n, &opened)) {
		c = quic_conn_new(conns, pk, p->id, p->id_len, p->version, &keys);
		frames(pk, &opened, &c->client, o);
		return;
	}
	ob_str(o, ", cannot be decrypted");
	if (!c)
		ob_str(o, " without the client's first");
}

/* What has a length, and is protected. */
static void sealed(struct pkt *pk, const struct packet *p, struct view *v, unsigned *tries,
		   struct obuf *o)
{
	uint64_t n;
	size_t at;

	if (p->type == INITIAL) {
		if (!varint(v, &n, o) || !fits(v, n, o))
			return;
		if (n)
			ob_num(o, ", token ", n, "");
		view_skip(v, (size_t)n);
	}
	if (!varint(v, &n, o))
		return;
	ob_num(o, ", length ", n, "");
	if (!fits(v, n, o))
		return;
	at = (size_t)(v->p - p->start);
	view_skip(v, (size_t)n);
	if (p->type == INITIAL && pk->quic && !pk->failed && (*tries)++ < DECRYPTED_MAX)
		initial(pk, p, at, at + (size_t)n, o);
}

static void long_header(struct pkt *pk, struct view *v, unsigned *tries, struct obuf *o)
{
	struct packet p = { .start = v->p };
	const uint8_t *other;
	uint8_t flags, other_len;

	if (!fits(v, INVARIANT, o))
		return;
	flags = view_u8(v);
	p.version = view_be32(v);
	p.type = flags >> 4 & 3;
	if (p.version == QUIC_V2)
		p.type = (p.type - 1u) & 3;
	if (word_of(versions, p.version)) {
		ob_str(o, word_of(types, p.type));
		version_text(o, p.version);
	} else if (p.version) {
		ob_str(o, "version");
		version_text(o, p.version);
	} else {
		ob_str(o, "version negotiation");
	}
	if (!id_text(v, ", dcid ", &p.id, &p.id_len, o) ||
	    !id_text(v, ", scid ", &other, &other_len, o))
		return;
	if (!p.version) {
		negotiation(v, o);
	} else if (word_of(versions, p.version) && p.type != RETRY) {
		sealed(pk, &p, v, tries, o);
	} else {
		if (!word_of(versions, p.version))
			ob_num(o, ", length ", v->len, "");
		else if (fits(v, TAG, o))
			ob_num(o, ", token ", v->len - TAG, "");
		view_pass(v, v->len);
	}
}

static void quic_print(struct pkt *pk, struct view v, struct obuf *o)
{
	unsigned tries = 0;
	bool first = true;

	/* what fills an Ethernet frame up is no part of it */
	v = view_limit(v, v.len);
	ob_str(o, "QUIC, ");
	for (; view_more(&v); first = false) {
		uint8_t flags = *view_at(&v, 0, 1);

		if (!first)
			ob_str(o, "; ");
		if (flags & LONG) {
			long_header(pk, &v, &tries, o);
			continue;
		}
		/* what a datagram is filled up with is no header, either */
		if (first || (v.len >= SHORT_LEAST && (flags & FIXED || known(pk))))
			ob_str(o, "short header, ");
		ob_num(o, "", v.len, " bytes");
		return;
	}
}

static void forget(void *state)
{
	struct quic_conns *conns = state;

	free(conns->all);
}

const struct printer printer_quic = { .name = "quic", .title = "QUIC (with --tls)", .on = quic_on,
	.print = quic_print, .mine = quic_mine, .state = sizeof(struct quic_conns),
	.close = forget };
