/* TFTP (RFC 1350, 2347): code(2), then names and options that end with NUL, or a number(2). */
#include "print.h"

static const struct bind tftp_on[] = { { BY_UDP, 69, 12 }, { BY_UDP_AS, AS_TFTP, 0 }, { 0 } };

enum code { RRQ = 1, WRQ, DATA, ACK, ERROR, OACK };

static const struct word codes[] = {
	{ RRQ, "RRQ" }, { WRQ, "WRQ" }, { DATA, "DATA" }, { ACK, "ACK" }, { ERROR, "ERROR" },
	{ OACK, "OACK" }, { 0, NULL },
};

static const struct word errors[] = {
	{ 0, "EUNDEF" }, { 1, "ENOTFOUND" }, { 2, "EACCESS" }, { 3, "ENOSPACE" }, { 4, "EBADOP" },
	{ 5, "EBADID" }, { 6, "EEXISTS" }, { 7, "ENOUSER" }, { 0, NULL },
};

/* Up to its NUL, with that around it; a failed read if it has none. */
static void text(struct view *v, const char *around, struct obuf *o)
{
	size_t n = 0, most = v->len < view_left(v) ? v->len : view_left(v);

	v->pk->whole = false;
	if (!v->len)
		view_failed(v);
	while (n < most && v->p[n])
		n++;
	ob_str(o, around);
	ob_vis_text(o, v->p, n);
	ob_str(o, around);
	if (n == most)
		view_failed(v);
	view_pass(v, n + 1);
}

static void options(struct view *v, struct obuf *o)
{
	while (view_more(v)) {
		v->pk->whole = true;
		if (*view_at(v, 0, 1))
			ob_c(o, ' ');
		text(v, "", o);
	}
}

static uint16_t number(struct view *v)
{
	if (v->len < 2)
		view_failed(v);
	return view_be16(v);
}

static void tftp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t code, n;

	ob_num(o, "TFTP, length ", v.len, "");
	/* an end that the lengths say is not one of the capture */
	pk->whole = view_left(&v) < v.len;
	code = number(&v);
	if (pk->failed)
		return;
	ob_str(o, ", ");
	ob_word(o, codes, code, "tftp-#", "");
	switch (code) {
	case RRQ:
	case WRQ:
		if (!v.len)
			view_failed(&v);
		ob_c(o, ' ');
		text(&v, "\"", o);
		if (!v.len)
			view_failed(&v);
		ob_c(o, ' ');
		text(&v, "", o);
		options(&v, o);
		break;
	case OACK:
		options(&v, o);
		break;
	case DATA:
	case ACK:
		n = number(&v);
		ob_num(o, " block ", n, "");
		break;
	case ERROR:
		n = number(&v);
		ob_c(o, ' ');
		/* the classic text has an odd quotation mark behind a number */
		ob_word(o, errors, n, "tftp-err-#", " \"");
		if (!v.len)
			view_failed(&v);
		ob_c(o, ' ');
		text(&v, "\"", o);
		break;
	default:
		break;
	}
}

const struct printer printer_tftp = { .name = "tftp", .title = "TFTP", .on = tftp_on,
	.print = tftp_print, .whole = true };
