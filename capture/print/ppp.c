/*
 * PPP (RFC 1661, 1662): address and control(2) or not, protocol(1 or 2). Where the protocol begins
 * with a flag, a frame follows as it is on an asynchronous line: with bytes escaped.
 */
#include <pcap/dlt.h>
#include <stdlib.h>

#include "base/prog.h"
#include "hex.h"
#include "proto/ppp.h"

#define COMPRESSED 0x00fd
#define BAP 0xc02d
#define HEADER 4
#define ADDRESS_CONTROL 0xff03
#define IN 0x0003		/* a direction in place of the address */
#define OUT 0x0103
#define FLAG 0x7e
#define ESCAPE 0x7d
#define ESCAPED 0x20		/* is changed in a byte behind an ESCAPE */
#define SHORT_IP4 0x21
#define SHORT_IP6 0x57
#define ROOM 262144		/* of unescaped frames in unescaped frames, all at a time */

struct frames {
	uint8_t *bytes;
	size_t used;
};

static const struct bind ppp_on[] = { { BY_DLT, DLT_PPP, 0 }, { 0 } };

static void unknown_print(struct view v, uint16_t protocol, struct obuf *o)
{
	const char *name = word_of(ppp_protocols, protocol);

	if (name) {
		ob_str(o, name);
		ob_c(o, ' ');
	} else {
		ob_str(o, "unknown PPP protocol (");
		ob_0x(o, protocol, 4);
		ob_str(o, ") ");
	}
	hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
}

/* The bytes that v has behind the first one, without escapes. Promised are those that are there. */
static struct view unescape(struct frames *f, uint8_t first, struct view v)
{
	uint8_t *to, *begin;

	if (!f->bytes)
		f->bytes = prog_alloc(ROOM, 1);
	begin = to = f->bytes + f->used;
	if (view_left(&v) >= ROOM - f->used) {
		view_failed(&v);
		return v;
	}
	for (uint8_t c = first;; c = *v.p++) {
		if (c == ESCAPE && v.p < v.end)
			*to++ = *v.p++ ^ ESCAPED;
		else if (c != ESCAPE)
			*to++ = c;
		if (v.p == v.end)
			break;
	}
	f->used += (size_t)(to - begin);
	return (struct view){ begin, to, (size_t)(to - begin), v.pk };
}

static void frame_contents(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t protocol;

	if (view_has(&v, 0, 2) && be16(v.p) == ADDRESS_CONTROL) {
		view_skip(&v, 2);
	} else if (view_has(&v, 0, 1) && (*v.p == SHORT_IP4 || *v.p == SHORT_IP6)) {
		protocol = view_u8(&v);
		ppp_contents(pk, protocol, v, o);
		return;
	}
	if (!view_has(&v, 0, 2)) {
		pkt_mark(pk, o);
		return;
	}
	protocol = view_be16(&v);
	if (protocol >> 8 != FLAG) {
		ppp_contents(pk, protocol, v, o);
		return;
	}
	ob_str(o, "(protocol ");
	ob_0x(o, protocol, 4);
	ob_str(o, " invalid)");
}

static void frame_print(struct pkt *pk, uint8_t first, struct view v, struct obuf *o)
{
	struct frames *f = PKT_STATE(pk, ppp);
	const size_t used = f->used;

	if (!v.len)
		return;
	v = unescape(f, first, v);
	if (!pk->failed)
		frame_contents(pk, v, o);
	f->used = used;
}

static void forget(void *state)
{
	struct frames *f = state;

	free(f->bytes);
}

void ppp_contents(struct pkt *pk, uint16_t protocol, struct view v, struct obuf *o)
{
	pk->ppp = protocol;
	if (protocol >> 8 == FLAG)
		frame_print(pk, (uint8_t)protocol, v, o);
	else if (protocol == COMPRESSED)
		ob_str(o, "compressed PPP data");
	else if (protocol != BAP && !pkt_next(pk, BY_PPP, protocol, v, o))
		unknown_print(v, protocol, o);
}

/* The protocol. False: fewer bytes are promised than it has. */
static bool header(struct view *v, uint16_t *protocol, const char **direction)
{
	uint16_t first;

	if (v->len < 2)
		return false;
	first = be16(view_at(v, 0, 2));
	if (first == IN || first == OUT)
		*direction = first == IN ? "In  " : "Out ";
	if (first == IN || first == OUT || first == ADDRESS_CONTROL)
		view_skip(v, 2);
	if (v->len < 2 && !v->pk->failed)
		return false;
	*protocol = *view_at(v, 0, 1);
	if (*protocol & 1)
		view_skip(v, 1);
	else
		*protocol = view_be16(v);
	return true;
}

static void ppp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *name, *direction = "";
	size_t whole = v.len;
	uint16_t protocol;

	/* the classic tool takes four bytes for the header, whichever form it has */
	if (!pk->linked)
		pk->link_len = HEADER < pk->caplen ? HEADER : pk->caplen;
	if ((!pk->linked && view_left(&v) < HEADER) || !header(&v, &protocol, &direction)) {
		pkt_mark(pk, o);
		return;
	}
	if (pk->failed)
		return;
	name = word_of(ppp_protocols, protocol);
	if (pk->show->link) {
		ob_str(o, direction);
		ob_str(o, name ? name : "unknown");
		ob_str(o, " (");
		ob_0x(o, protocol, 4);
		ob_num(o, "), length ", whole, name ? ": " : "");
		if (!name)
			return;
	}
	pk->linked = true;
	ppp_contents(pk, protocol, v, o);
}

const struct printer printer_ppp = { .name = "ppp", .title = "PPP", .on = ppp_on,
	.print = ppp_print, .state = sizeof(struct frames), .close = forget, .whole = true };
