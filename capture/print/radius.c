/* RADIUS (RFC 2865, 2866, 5176): code(1) identifier(1) length(2) authenticator(16), attributes:
 * type(1) length(1) value. */
#include "hex.h"
#include "print.h"
#include "proto/radius.h"

#define HEADER 20
#define AUTHENTICATOR 4
#define EAP_MESSAGE 79

static const struct bind radius_on[] = {
	{ BY_UDP, 1645, 45 }, { BY_UDP, 1646, 45 }, { BY_UDP, 1700, 45 }, { BY_UDP, 1812, 45 },
	{ BY_UDP, 1813, 45 }, { BY_UDP, 3799, 45 }, { BY_UDP_AS, AS_RADIUS, 0 }, { 0 },
};

static const struct word codes[] = {
	{ 1, "Access-Request" }, { 2, "Access-Accept" }, { 3, "Access-Reject" },
	{ 4, "Accounting-Request" }, { 5, "Accounting-Response" }, { 11, "Access-Challenge" },
	{ 12, "Status-Server" }, { 13, "Status-Client" }, { 40, "Disconnect-Request" },
	{ 41, "Disconnect-ACK" }, { 42, "Disconnect-NAK" }, { 43, "CoA-Request" },
	{ 44, "CoA-ACK" }, { 45, "CoA-NAK" }, { 255, "Reserved" }, { 0, NULL },
};

/* A value that ends early ends all, or has its mark, and the next attribute is tried. */
static void value_text(struct pkt *pk, uint8_t type, struct view v, const uint8_t *end,
		       struct obuf *o)
{
	if (pk->failed)
		return;
	/* a header of EAP is read even where its attribute is shorter */
	if (type == EAP_MESSAGE && view_left(&v) == v.len)
		v.end = end;
	pk->whole = !radius_goes_on(type);
	radius_value(pk, type, v, o);
	pk->whole = false;
	if (pk->failed && radius_goes_on(type)) {
		o->len = pk->cut;
		pk->failed = false;
		pkt_mark(pk, o);
	}
}

/* What can be read of the packet goes up to `end`. */
static void attributes(struct pkt *pk, struct view v, const uint8_t *end, struct obuf *o)
{
	while (view_more(&v)) {
		uint8_t type, n;
		const char *name;
		struct view value;

		if (v.len < 2)
			view_failed(&v);
		type = view_u8(&v);
		n = view_u8(&v);
		name = type < RADIUS_ATTRS ? radius_attrs[type].name : NULL;
		ob_str(o, "\n\t  ");
		ob_str(o, name ? name : "Unknown");
		ob_num(o, " Attribute (", type, "), length: ");
		ob_u(o, n);
		if (n < 2 || n - 2u > v.len) {
			ob_str(o, n < 2 ? " (bogus, must be >= 2)" :
					  " (bogus, goes past end of packet)");
			return;
		}
		ob_str(o, ", Value: ");
		value = view_take(&v, n - 2u);
		if (value.len)
			value_text(pk, type, value, end, o);
		if (pk->show->v > 1)
			hex_dump(o, "\n\t    ", value.p, view_left(&value), false);
	}
}

static void radius_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEADER);
	const char *name = word_of(codes, p[0]);
	size_t len = be16(p + 2);
	const uint8_t *end;

	if (len < HEADER)
		view_failed(&v);
	if (len > v.len)
		len = v.len;
	if (pk->show->v)
		ob_num(o, "RADIUS, length: ", len, "\n\t");
	else
		ob_str(o, "RADIUS, ");
	ob_str(o, name ? name : "Unknown Command");
	ob_num(o, " (", p[0], "), id: 0x");
	ob_hex(o, p[1], 2);
	if (!pk->show->v) {
		ob_num(o, " length: ", len, "");
		return;
	}
	ob_str(o, ", Authenticator: ");
	ob_hex_bytes(o, p + AUTHENTICATOR, HEADER - AUTHENTICATOR);
	end = v.end;
	v = view_limit(v, len);
	view_pass(&v, HEADER);
	attributes(pk, v, end, o);
}

const struct printer printer_radius = { .name = "radius", .title = "RADIUS", .on = radius_on,
	.print = radius_print };
