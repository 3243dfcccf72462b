/* Ethernet loopback (the configuration test protocol of DEC): skip count(2), little-endian. */
#include "print.h"

static const struct bind loopback_on[] = { { BY_ETHER, 0x9000, 0 }, { 0 } };

static const struct word functions[] = { { 1, "Reply" }, { 2, "Forward Data" }, { 0, NULL } };

/* The message at the count. False: it is too short. */
static bool message(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t function;

	if (v->len < 2)
		return false;
	function = le16(view_bytes(v, 2));
	ob_str(o, ", ");
	ob_word(o, functions, function, " invalid (", ")");
	if (function == 1) {
		if (v->len < 2)
			return false;
		p = view_bytes(v, 2);
		ob_num(o, ", receipt number ", le16(p), "");
	} else if (function == 2) {
		if (v->len < 6)
			return false;
		p = view_bytes(v, 6);
		ob_str(o, ", forwarding address ");
		names_mac(pk, o, p);
	} else {
		return true;
	}
	ob_num(o, ", data (", v->len, " octets)");
	return true;
}

/* False: it is too short. */
static bool body(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint16_t skip;

	if (v->len < 2)
		return false;
	skip = le16(view_bytes(v, 2));
	ob_num(o, ", skipCount ", skip, "");
	if (skip % 8)
		ob_str(o, " (bogus)");
	if (skip > v->len)
		return false;
	view_skip(v, skip);
	return message(pk, v, o);
}

static void loopback_print(struct pkt *pk, struct view v, struct obuf *o)
{
	ob_str(o, "Loopback");
	if (!body(pk, &v, o))
		ob_str(o, " (invalid)");
	view_need(&v, v.len);
}

const struct printer printer_loopback = { .name = "loopback", .title = "Ethernet loopback",
	.on = loopback_on, .print = loopback_print, .whole = true };
