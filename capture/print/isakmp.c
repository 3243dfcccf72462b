/*
 * ISAKMP and IKE (RFC 2408, 2409, 7296): cookies(8, 8) next payload(1) version(1) exchange(1)
 * flags(1) message(4) length(4), then payloads.
 */
#include <string.h>

#include "proto/ike.h"

#define HEADER 28
#define ENCRYPTED 1
#define COOKIES 20

static const struct bind isakmp_on[] = {
	{ BY_UDP, 500, 20 }, { BY_UDP, 7500, 20 }, { BY_UDP, 8500, 20 }, { 0 },
};

/* Who began: seen when a first message had no answer's cookie yet. */
struct cookie {
	uint8_t cookie[8], src[16], dst[16], version;
};

struct isakmp {
	struct cookie cookies[COOKIES];
	unsigned next;
};

static const struct word exchanges[] = {
	{ 0, "none" }, { 1, "base" }, { 2, "ident" }, { 3, "auth" }, { 4, "agg" }, { 5, "inf" },
	{ 32, "oakley-quick" }, { 33, "oakley-newgroup" }, { 34, "ikev2_init" },
	{ 35, "ikev2_auth" }, { 36, "child_sa" }, { 37, "inf2" }, { 0, NULL },
};

/* A cookie of zeros finds a free place: the classic text knows no such one until all are used. */
static const struct cookie *cookie_find(const struct isakmp *s, const uint8_t *p)
{
	for (unsigned i = 0; i < COOKIES; i++)
		if (!memcmp(s->cookies[i].cookie, p, 8))
			return &s->cookies[i];
	return NULL;
}

static void cookie_note(struct pkt *pk, struct isakmp *s, const uint8_t *p)
{
	static const uint8_t none[8];
	size_t n = pk->ip.version == 4 ? 4 : 16;
	struct cookie *c;

	if (memcmp(p + 8, none, 8) != 0 || !pk->ip.version || cookie_find(s, p))
		return;
	c = &s->cookies[s->next];
	s->next = (s->next + 1) % COOKIES;
	memcpy(c->cookie, p, 8);
	memcpy(c->src, pk->ip.src, n);
	memcpy(c->dst, pk->ip.dst, n);
	c->version = pk->ip.version;
}

/* Is it from who began, or from whom that one asked? */
static char cookie_side(const struct pkt *pk, const struct isakmp *s, const uint8_t *p)
{
	size_t n = pk->ip.version == 4 ? 4 : 16;
	const struct cookie *c = cookie_find(s, p);

	if (!c || c->version != pk->ip.version)
		return '?';
	if (!memcmp(c->src, pk->ip.src, n))
		return 'I';
	return memcmp(c->dst, pk->ip.src, n) != 0 ? '?' : 'R';
}

static void exchange(const uint8_t *p, struct obuf *o)
{
	ob_word(o, exchanges, p[18], "#", "");
}

static void payloads(struct pkt *pk, const struct view *v, bool v2, struct obuf *o)
{
	struct ike k = { .pk = pk, .o = o, .v2 = v2 };
	struct view rest = view_behind(*v, HEADER);

	ob_c(o, ':');
	if (v->p[19] & ENCRYPTED) {
		ob_str(o, " [encrypted ");
		ike_payload_name(o, v->p[16]);
		ob_c(o, ']');
		return;
	}
	if (v->p[16])
		ike_payloads(&k, &rest, v->p[16]);
}

static void ike1(struct pkt *pk, const struct view *v, struct obuf *o)
{
	struct isakmp *s = PKT_STATE(pk, isakmp);
	const uint8_t *p = v->p;

	cookie_note(pk, s, p);
	ob_str(o, be32(p + 20) ? " phase 2/others " : " phase 1 ");
	ob_c(o, cookie_side(pk, s, p));
	ob_c(o, ' ');
	exchange(p, o);
	if (p[19]) {
		ob_c(o, '[');
		if (p[19] & ENCRYPTED)
			ob_c(o, 'E');
		if (p[19] & 2)
			ob_c(o, 'C');
		ob_c(o, ']');
	}
	if (pk->show->v)
		payloads(pk, v, false, o);
}

static void ike2(struct pkt *pk, const struct view *v, struct obuf *o)
{
	static const struct word flags[] = {
		{ 0x08, "I" }, { 0x10, "V" }, { 0x20, "R" }, { 0, NULL },
	};
	const uint8_t *p = v->p;

	ob_str(o, be32(p + 20) ? " child_sa  " : " parent_sa ");
	exchange(p, o);
	if (p[19]) {
		ob_c(o, '[');
		ob_bits(o, flags, p[19], "", "");
		ob_c(o, ']');
	}
	if (pk->show->v)
		payloads(pk, v, true, o);
}

static void isakmp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = v.p;
	unsigned major;

	if (!view_has(&v, 0, HEADER)) {
		pkt_mark(pk, o);
		return;
	}
	major = p[17] >> 4;
	ob_str(o, "isakmp");
	if (pk->show->v) {
		ob_num(o, " ", major, ".");
		ob_num(o, "", p[17] & 15, " msgid ");
		ob_hex(o, be32(p + 20), 8);
		if (pk->show->v > 1) {
			ob_str(o, " cookie ");
			ob_hex_bytes(o, p, 8);
			ob_str(o, "->");
			ob_hex_bytes(o, p + 8, 8);
		}
	}
	ob_c(o, ':');
	if (major == 1)
		ike1(pk, &v, o);
	else if (major == 2)
		ike2(pk, &v, o);
	else
		return;
	if (pk->show->v && be32(p + 24) != v.len) {
		ob_num(o, " (len mismatch: isakmp ", be32(p + 24), "/ip ");
		ob_num(o, "", v.len, ")");
	}
}

const struct printer printer_isakmp = { .name = "isakmp", .title = "ISAKMP and IKE",
	.on = isakmp_on, .print = isakmp_print, .state = sizeof(struct isakmp) };
