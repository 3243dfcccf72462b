/* TCP (RFC 9293): ports(2, 2) sequence(4) acknowledgement(4) offset and flags(2) window(2)
 * checksum(2) urgent(2), options, data. */
#include <stdlib.h>
#include <string.h>

#include "flows.h"
#include "ip.h"
#include "print.h"
#include "tcpopts.h"

#define HEADER 20
#define HEADER_TEXT 128		/* the longest there is but for the numbers */
#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define ACK 0x10
#define URG 0x20
#define REASON_MAX 30

static const struct bind tcp_on[] = { { BY_IP, 6, 0 }, { 0 } };

static char *flags_text(char *to, unsigned flags)
{
	if (!flags)
		return pen_str(to, "none");
	for (; flags; flags &= flags - 1)
		to = pen_c(to, "FSRP.UEW"[__builtin_ctz(flags)]);
	return to;
}

/*
 * Numbers relative to the conversation's first ones. It is looked up by the side with the smaller
 * port, or address, so that both directions find one entry.
 */
static void relate(struct pkt *pk, const uint8_t *p, struct tcp_around *tcp)
{
	struct flows *flows = PKT_STATE(pk, tcp);
	struct flow key = { .version = pk->ip.version }, *f;
	size_t n = key.version == 4 ? 4 : 16;
	uint16_t from = be16(p), to = be16(p + 2);
	uint32_t seq = be32(p + 4), ack = be32(p + 8);
	bool back = from != to ? from > to : memcmp(pk->ip.src, pk->ip.dst, n) > 0;
	bool fresh;

	memcpy(key.src, back ? pk->ip.dst : pk->ip.src, n);
	memcpy(key.dst, back ? pk->ip.src : pk->ip.dst, n);
	key.from = back ? to : from;
	key.to = back ? from : to;
	f = flows_find(flows, &key, &fresh);
	if (fresh || tcp->flags & SYN) {
		f->seq = back ? ack - 1 : seq;
		f->ack = back ? seq : ack - 1;
		tcp->sack = back ? f->seq : f->ack;
		return;
	}
	tcp->sack = back ? f->seq : f->ack;
	tcp->seq = back ? f->ack : f->seq;
	tcp->ack = back ? f->seq : f->ack;
}

static char *checksum_text(char *to, struct pkt *pk, const struct view *v)
{
	uint16_t field = be16(v->p + 16), sum = pkt_pseudo_cksum(pk, v, v->len, 6);

	to = pen_hex4(pen_str(to, ", cksum 0x"), field);
	if (!sum)
		return pen_str(to, " (correct)");
	to = pen_hex4(pen_str(to, " (incorrect -> 0x"), pkt_cksum_right(field, sum));
	return pen_c(to, ')');
}

/* A reset may say why (RFC 9293, section 3.5.3). */
static void reason_text(struct view v, struct obuf *o)
{
	size_t all = v.len < REASON_MAX ? v.len : REASON_MAX;
	size_t n = all < view_left(&v) ? all : view_left(&v);

	ob_str(o, view_left(&v) < v.len ? " [!RST" : " [RST");
	ob_str(o, v.len > REASON_MAX ? "+ " : " ");
	ob_vis_bytes(o, v.p, n);
	ob_c(o, ']');
}

/* The head of a TLS record: a type, and the version 3.x that all of them have. */
static bool looks_like_tls(const struct view *v)
{
	return v->len >= 5 && view_has(v, 0, 5) && v->p[0] >= 20 && v->p[0] <= 23 && v->p[1] == 3 &&
	       v->p[2] <= 4;
}

static void data_print(struct pkt *pk, struct view v, uint16_t from, uint16_t to, uint8_t flags,
		       struct obuf *o)
{
	const struct printer *by = NULL;

	if (flags & RST && pk->show->v) {
		reason_text(v, o);
		return;
	}
	if (pk->show->tls && looks_like_tls(&v))
		by = pkt_find(pk, BY_TCP_AS, AS_TLS);
	else if (pk->show->as)
		by = pkt_find(pk, BY_TCP_AS, pk->show->as);
	if (!by)
		by = pkt_find_either(pk, BY_TCP, to, from);
	pk->ports[0] = from;
	pk->ports[1] = to;
	if (by)
		pkt_call(pk, by, v, o);
}

/* The fixed header, flags to window. False: its length is wrong. */
static bool header(struct pkt *pk, const struct view *v, struct tcp_around *tcp, struct obuf *o)
{
	const uint8_t *p = v->p;
	size_t data = v->len > tcp->hlen ? v->len - tcp->hlen : 0;
	char *to = ob_room(o, HEADER_TEXT + 5 * PEN_U);

	to = pen_c(flags_text(pen_str(to, "Flags ["), tcp->flags), ']');
	if (!pk->show->absolute && tcp->flags & ACK && pk->ip.version)
		relate(pk, p, tcp);
	if (tcp->hlen > v->len) {
		to = pen_u(pen_str(to, " [bad hdr length "), tcp->hlen);
		to = pen_u(pen_str(to, " - too long, > "), v->len);
		ob_upto(o, pen_c(to, ']'));
		return false;
	}
	if (pk->show->v && !pk->show->trust && !pk->ip.fragment && view_left(v) >= v->len)
		to = checksum_text(to, pk, v);
	if (pk->show->v > 1 || data || tcp->flags & (SYN | FIN | RST)) {
		uint32_t seq = be32(p + 4) - tcp->seq;

		to = pen_u(pen_str(to, ", seq "), seq);
		if (data)
			to = pen_u(pen_c(to, ':'), seq + (uint32_t)data);
	}
	if (tcp->flags & ACK)
		to = pen_u(pen_str(to, ", ack "), be32(p + 8) - tcp->ack);
	to = pen_u(pen_str(to, ", win "), be16(p + 14));
	if (tcp->flags & URG)
		to = pen_u(pen_str(to, ", urg "), be16(p + 18));
	ob_upto(o, to);
	return true;
}

static void tcp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	struct tcp_around tcp = { .head = v.p, .len = v.len, .all = v };
	const uint8_t *p = v.p;

	if (!view_has(&v, 0, 4)) {
		ip_ends(pk, o);
		o->len--;
		pkt_mark(pk, o);
		return;
	}
	ip_ports(pk, o, be16(p), be16(p + 2), names_tcp);
	view_at(&v, 0, HEADER);
	if (pk->failed)
		return;
	tcp.hlen = (size_t)(p[12] >> 4) * 4;
	tcp.flags = p[13];
	if (tcp.hlen < HEADER) {
		ob_num(o, " tcp ", v.len > tcp.hlen ? v.len - tcp.hlen : 0, "");
		ob_num(o, " [bad hdr length ", tcp.hlen, " - too short, < 20]");
		return;
	}
	if (pk->show->quick) {
		ob_num(o, "tcp ", v.len > tcp.hlen ? v.len - tcp.hlen : 0, "");
		if (tcp.hlen > v.len) {
			ob_num(o, " [bad hdr length ", tcp.hlen, " - too long, > ");
			ob_num(o, "", v.len, "]");
		}
		return;
	}
	if (!header(pk, &v, &tcp, o))
		return;
	if (tcp.hlen > HEADER) {
		struct view options = view_behind(v, HEADER);

		options.len = tcp.hlen - HEADER;
		if (!tcpopts_print(pk, options, &tcp, o))
			return;
	}
	ob_num(o, ", length ", v.len - tcp.hlen, "");
	if (v.len == tcp.hlen || pk->failed)
		return;
	if (view_left(&v) < tcp.hlen) {
		ob_num(o, " [remaining caplen(", view_left(&v), ") < header length(");
		ob_num(o, "", tcp.hlen, ")]");
		pk->whole = true;
		pkt_cut(pk);
		return;
	}
	view_skip(&v, tcp.hlen);
	data_print(pk, v, be16(p), be16(p + 2), tcp.flags, o);
}

static void forget(void *state)
{
	struct flows *flows = state;

	free(flows->all);
}

const struct printer printer_tcp = { .name = "tcp", .title = "TCP, Multipath TCP", .on = tcp_on,
	.print = tcp_print, .state = sizeof(struct flows), .close = forget };
