/*
 * TLS (RFC 8446, RFC 5246), which the classic tool does not print: records of type(1) version(2)
 * length(2). Only what passes in the clear.
 */
#include "print.h"
#include "proto/tls.h"

#define HANDSHAKE 22
#define ALERT 21
#define APPLICATION_DATA 23

static const struct bind tls_on[] = { { BY_TCP_AS, AS_TLS, 0 }, { 0 } };

static const struct word records[] = {
	{ 20, "ChangeCipherSpec" }, { ALERT, "Alert" }, { HANDSHAKE, "Handshake" },
	{ APPLICATION_DATA, "data" }, { 0 },
};

static void record(struct pkt *pk, struct cur *c, struct obuf *o)
{
	uint8_t type = cur_u8(c);
	struct cur body;
	size_t whole;

	cur_skip(c, 2);
	whole = cur_be16(c);
	/* promised is all of it, here is what this segment has */
	body = (struct cur){ .p = c->p, .cap = cur_left(c), .len = whole, .mark = c->mark };
	if (whole > c->len)
		c->mark = CUR_TRUNC;
	else
		cur_skip(c, whole);
	if (type == HANDSHAKE && tls_in_the_clear(&body)) {
		if (!tls_messages(pk, body, o) && cur_ok(c))
			ob_str(o, " ...");
	} else if (type == ALERT && whole == 2) {
		ob_str(o, " Alert");
		ob_str(o, cur_u8(&body) == 2 ? " fatal " : " warning ");
		tls_alert(o, cur_u8(&body));
	} else {
		ob_c(o, ' ');
		ob_word(o, records, type, "record ", "");
		ob_num(o, " ", whole, "");
	}
}

static void tls_print(struct pkt *pk, struct view v, struct obuf *o)
{
	struct cur c = { .p = v.p, .cap = view_left(&v), .len = v.len };

	ob_str(o, ": TLS");
	while (c.len >= 5 && cur_ok(&c) && pkt_step(pk)) {
		record(pk, &c, o);
		if (c.len && cur_ok(&c))
			ob_c(o, ';');
	}
	/* the record goes on in the next segment */
	if (!cur_ok(&c) || c.len)
		ob_str(o, " ...");
}

const struct printer printer_tls = { .name = "tls", .title = "TLS in the clear (with --tls)",
	.on = tls_on, .print = tls_print };
