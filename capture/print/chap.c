/* PPP's challenge handshake (RFC 1994): code(1) id(1) length(2), then value and name, or text. */
#include "proto/ppp.h"

enum code { CHALLENGE = 1, RESPONSE, SUCCESS, FAILURE };

static const struct bind chap_on[] = { { BY_PPP, 0xc223, 0 }, { 0 } };

static const struct word codes[] = {
	{ CHALLENGE, "Challenge" }, { RESPONSE, "Response" }, { SUCCESS, "Success" },
	{ FAILURE, "Fail" }, { 0, NULL },
};

/* Text up to where the message's own length ends; one that lies leads to the packet's end. */
static void rest(struct view v, size_t len, size_t at, struct obuf *o)
{
	v.len = len < at ? SIZE_MAX : len - at;
	ob_vis_view(o, v);
}

static void chap_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len, len;
	uint8_t code, n;

	pk->proto = pk->around;
	if (!ppp_login(v, "CHAP", "chap", codes, o))
		return;
	code = *view_at(&v, 0, 1);
	len = be16(view_at(&v, 2, 2));
	view_skip(&v, PPP_HEADER);
	if (code == SUCCESS || code == FAILURE) {
		ob_str(o, ", Msg ");
		rest(v, len, PPP_HEADER, o);
	}
	if ((code != CHALLENGE && code != RESPONSE) || !v.len)
		return;
	n = view_u8(&v);
	if (v.len < n)
		return;
	ob_str(o, ", Value ");
	ob_hex_bytes(o, v.p, n < view_left(&v) ? n : view_left(&v));
	view_skip(&v, n);
	if (pk->failed)
		return;
	ob_str(o, ", Name ");
	rest(v, len, whole - v.len, o);
}

const struct printer printer_chap = { .name = "ppp", .title = "CHAP", .on = chap_on,
	.print = chap_print, .whole = true };
