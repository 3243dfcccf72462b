/* PPPoE (RFC 2516): version and type(1) code(1) session(2) length(2), then PPP or tags. */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 6
#define PADI 0x09
#define LENGTH_MAX 1478		/* RFC 2516: of a PADI */
#define SHOWN 79		/* of a tag's text */

static const struct bind pppoe_on[] = {
	{ BY_ETHER, 0x8863, 0 }, { BY_ETHER, 0x8864, 0 }, { BY_DLT, DLT_PPP_ETHER, 0 },
	{ BY_ETHER, 0x3c12, 0 }, { BY_ETHER, 0x3c13, 0 }, /* 3Com's */
	{ 0 },
};

static const struct word codes[] = {
	{ PADI, "PADI" }, { 0x07, "PADO" }, { 0x19, "PADR" }, { 0x65, "PADS" }, { 0xa7, "PADT" },
	{ 0, "" }, { 0, NULL },
};

static const struct word tags[] = {
	{ 0, "EOL" }, { 0x0101, "Service-Name" }, { 0x0102, "AC-Name" }, { 0x0103, "Host-Uniq" },
	{ 0x0104, "AC-Cookie" }, { 0x0105, "Vendor-Specific" }, { 0x0110, "Relay-Session-ID" },
	{ 0x0120, "PPP-Max-Payload" }, { 0x0201, "Service-Name-Error" },
	{ 0x0202, "AC-System-Error" }, { 0x0203, "Generic-Error" }, { 0, NULL },
};

static bool printable(uint8_t c)
{
	return c >= 0x20 && c < 0x7f;
}

/* As text where most of its beginning is text. */
static void tag_text(const uint8_t *p, size_t n, struct obuf *o)
{
	unsigned good = 0, bad = 0;

	ob_c(o, ' ');
	for (size_t i = 0; i < n && i < SHOWN; i++)
		printable(p[i]) ? good++ : bad++;
	if (good <= bad) {
		ob_str(o, "0x");
		for (size_t i = 0; i < n; i++) {
			ob_c(o, "0123456789ABCDEF"[p[i] >> 4]);
			ob_c(o, "0123456789ABCDEF"[p[i] & 15]);
		}
		return;
	}
	ob_c(o, '"');
	for (size_t i = 0; i < n && i < SHOWN; i++)
		ob_c(o, printable(p[i]) ? (char)p[i] : '.');
	ob_c(o, '"');
}

static void tags_print(struct view v, struct obuf *o)
{
	uint16_t type = 1;

	while (type && view_more(&v)) {
		uint16_t len;

		type = be16(view_at(&v, 0, 2));
		len = be16(view_at(&v, 2, 2));
		view_skip(&v, 4);
		view_need(&v, len);
		if (v.pk->failed)
			return;
		ob_str(o, " [");
		ob_word_hex(o, tags, type, "TAG-0x", "");
		if (len)
			tag_text(v.p, len, o);
		ob_c(o, ']');
		view_pass(&v, len);
	}
}

static void pppoe_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t session;
	size_t len;

	if (v.len < HEADER) {
		ob_num(o, " (length ", v.len, " < 6) (invalid)");
		return;
	}
	p = view_at(&v, 0, HEADER);
	if (pk->failed)
		return;
	if (p[0] >> 4 != 1)
		ob_num(o, " [ver ", p[0] >> 4, "]");
	if ((p[0] & 15) != 1)
		ob_num(o, " [type ", p[0] & 15, "]");
	ob_str(o, "PPPoE ");
	ob_word_hex(o, codes, p[1], "PAD-", "");
	session = be16(p + 2);
	len = be16(p + 4);
	view_skip(&v, HEADER);
	if (p[1] == PADI && len > LENGTH_MAX)
		ob_num(o, " [len ", len, "!]");
	if (len > v.len) {
		ob_num(o, " [len ", len, " > ");
		ob_u(o, v.len);
		ob_str(o, "!]");
		len = v.len;
	}
	if (session) {
		ob_str(o, " [ses ");
		ob_0x(o, session, 0);
		ob_c(o, ']');
	}
	v.len = len;
	if (p[1]) {
		tags_print(v, o);
		return;
	}
	ob_c(o, ' ');
	pkt_call(pk, &printer_ppp, v, o);
}

const struct printer printer_pppoe = { .name = "pppoe", .title = "PPPoE", .on = pppoe_on,
	.print = pppoe_print, .whole = true };
