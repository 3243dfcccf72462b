/* PPP's password authentication (RFC 1334): code(1) id(1) length(2), then strings by length(1). */
#include "proto/ppp.h"

enum code { REQUEST = 1, ACK, NAK };

static const struct bind pap_on[] = { { BY_PPP, 0xc023, 0 }, { 0 } };

static const struct word codes[] = {
	{ REQUEST, "Auth-Req" }, { ACK, "Auth-ACK" }, { NAK, "Auth-NACK" }, { 0, NULL },
};

/* A string, if it is as long as it says. False: nothing more is told. */
static bool string(struct view *v, const char *title, struct obuf *o)
{
	uint8_t n;

	if (!v->len)
		return false;
	n = view_u8(v);
	if (v->len < n)
		return false;
	ob_str(o, title);
	ob_vis_view(o, view_take(v, n));
	return !v->pk->failed;
}

static void pap_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t len;
	uint8_t code;

	if (!ppp_login(v, "PAP", "pap", codes, o))
		return;
	code = *view_at(&v, 0, 1);
	len = be16(view_at(&v, 2, 2));
	if (len > v.len) {
		ob_num(o, ", length ", len, " > packet size");
		return;
	}
	if (len < PPP_HEADER) {
		ob_num(o, ", length ", len, " < PAP header length");
		return;
	}
	view_skip(&v, PPP_HEADER);
	v.len = len - PPP_HEADER;
	if (pk->failed)
		return;
	if (code < REQUEST || code > NAK)
		return;
	if (v.len < (code == REQUEST ? 2 : 1)) {
		ob_str(o, "[|pap]");
		return;
	}
	if (code != REQUEST)
		string(&v, ", Msg ", o);
	else if (string(&v, ", Peer ", o))
		string(&v, ", Name ", o);
}

const struct printer printer_pap = { .name = "ppp", .title = "PAP", .on = pap_on,
	.print = pap_print, .whole = true };
