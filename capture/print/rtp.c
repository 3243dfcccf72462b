/* RTP (RFC 3550; version 1 as vat's successor had it): where -T asks for it. */
#include "print.h"

#define HEADER 12
#define HEADER_V1 8
#define H261 31	/* payload */

static const struct bind rtp_on[] = { { BY_UDP_AS, AS_RTP, 0 }, { 0 } };

static void short_text(struct obuf *o, size_t len, size_t least)
{
	ob_num(o, "udp/rtp, length ", len, " < ");
	ob_u(o, least);
}

/* Moves behind version 1's options, each with its length in words; false: one is wrong. */
static bool options(struct view *v)
{
	const uint8_t *p;

	do {
		size_t n;

		p = view_at(v, 0, 4);
		n = (size_t)p[1] * 4;
		if (!pkt_step(v->pk))
			return true;
		if (!n || n > v->len)
			return false;
		view_pass(v, n);
	} while (!(p[0] & 0x80));
	return true;
}

/* Moves behind version 2's extension; false: it is wrong. */
static bool extension(struct view *v)
{
	size_t n = ((size_t)be16(view_at(v, 0, 4) + 2) + 1) * 4;

	if (v->pk->failed)
		return true;
	if (n > v->len)
		return false;
	view_pass(v, n);
	return true;
}

static void rtp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	bool old, marker, extended;
	size_t header;
	uint32_t ssrc;

	if (v.len < HEADER_V1) {
		short_text(o, v.len, HEADER_V1);
		return;
	}
	p = view_at(&v, 0, HEADER_V1);
	old = p[0] >> 6 == 1;
	header = old ? HEADER_V1 : HEADER;
	if (v.len < header) {
		short_text(o, v.len, header);
		return;
	}
	marker = p[1] & (old ? 0x40 : 0x80);
	extended = old ? p[1] & 0x80 : p[0] & 0x10;
	ob_str(o, old ? "udp/rtpv1" : "udp/rtp");
	ob_num(o, " ", v.len - header, " c");
	ob_u(o, p[1] & (old ? 0x3f : 0x7f));
	ob_c(o, ' ');
	if (extended)
		ob_c(o, '+');
	if (marker)
		ob_c(o, '*');
	ob_num(o, " ", be16(p + 2), " ");
	ob_u(o, be32(p + 4));
	if (!pk->show->v)
		return;
	ssrc = be32(view_at(&v, HEADER_V1, 4));
	ob_num(o, " ", ssrc, "");
	view_pass(&v, header);
	if (extended && !(old ? options(&v) : extension(&v))) {
		ob_str(o, old ? " !opt" : " !ext");
		return;
	}
	if ((p[1] & (old ? 0x3f : 0x7f)) == H261) {
		p = view_at(&v, 0, 4);
		ob_c(o, ' ');
		ob_0x(o, be16(p), 4);
	}
}

const struct printer printer_rtp = { .name = "rtp", .title = "RTP (with -T rtp)", .on = rtp_on,
	.print = rtp_print, .whole = true };
