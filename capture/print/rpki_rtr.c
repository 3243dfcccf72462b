/* RPKI to router (RFC 6810): version(1) type(1) session or code(2) length(4), then by type. */
#include "proto/rest.h"
#include "text.h"

#define HEADER 8

static const struct bind rpki_on[] = { { BY_TCP, 323, 70 }, { 0 } };

enum type { NOTIFY, QUERY, RESET_QUERY, RESPONSE, IPV4, IPV6 = 6, END, CACHE_RESET, ERROR = 10 };

static const struct word types[] = {
	{ NOTIFY, "Serial Notify" }, { QUERY, "Serial Query" }, { RESET_QUERY, "Reset Query" },
	{ RESPONSE, "Cache Response" }, { IPV4, "IPV4 Prefix" }, { IPV6, "IPV6 Prefix" },
	{ END, "End of Data" }, { CACHE_RESET, "Cache Reset" }, { ERROR, "Error Report" },
	{ 0, NULL },
};

static const struct word codes[] = {
	{ 0, "Corrupt Data" }, { 1, "Internal Error" }, { 2, "No Data Available" },
	{ 3, "Invalid Request" }, { 4, "Unsupported Protocol Version" },
	{ 5, "Unsupported PDU Type" }, { 6, "Withdrawal of Unknown Record" },
	{ 7, "Duplicate Announcement Received" }, { 0, NULL },
};

static size_t pdu(struct pkt *pk, struct view v, bool inside, struct obuf *o);

/* One in another is indented. */
static const char *line(bool inside)
{
	return inside ? "\n\t    " : "\n\t  ";
}

static void prefix(struct pkt *pk, const uint8_t *p, bool six, struct obuf *o)
{
	ob_str(o, six ? "IPv6 Prefix " : "IPv4 Prefix ");
	if (six)
		names_ip6(pk, o, p + 12);
	else
		names_ip4(pk, o, p + 12);
	ob_num(o, "/", p[9], "-");
	ob_num(o, "", p[10], ", origin-as ");
	ob_num(o, "", be32(p + (six ? 28 : 16)), ", flags ");
	ob_0x(o, p[8], 2);
}

/* RFC 6810, section 5.10. False: a length is wrong. */
static bool error(struct pkt *pk, struct view v, bool inside, struct obuf *o)
{
	uint16_t code = be16(view_at(&v, 2, 2));
	uint32_t n = be32(view_at(&v, 8, 4)), text;
	const char *s = word_of(codes, code);

	ob_str(o, line(inside));
	ob_str(o, "Error code: ");
	ob_str(o, s ? s : "Unknown");
	ob_num(o, " (", code, "), Encapsulated PDU length: ");
	ob_u(o, n);
	view_pass(&v, 12);
	if (v.len < 4 || n > v.len - 4)
		return false;
	if (n && !inside) {
		struct view one = v;

		one.len = n;
		ob_str(o, "\n\t    -----encapsulated PDU-----");
		pdu(pk, one, true, o);
	}
	view_pass(&v, n);
	text = be32(view_at(&v, 0, 4));
	view_pass(&v, 4);
	if (text > v.len)
		return false;
	if (text) {
		ob_str(o, line(inside));
		ob_str(o, "Error text: ");
		v.len = text;
		ob_vis_view(o, v);
	}
	return true;
}

/* The length that it must have; 0: any. */
static size_t right_size(uint8_t type)
{
	switch (type) {
	case NOTIFY:
	case QUERY:
	case END:
		return 12;
	case RESET_QUERY:
	case RESPONSE:
	case CACHE_RESET:
		return 8;
	case IPV4:
		return 20;
	case IPV6:
		return 32;
	default:
		return 0;
	}
}

/* False: it contradicts itself. */
static bool body(struct pkt *pk, struct view v, uint8_t type, bool inside, struct obuf *o)
{
	size_t right = right_size(type);

	if ((right && v.len != right) || (type == ERROR && v.len < 12))
		return false;
	view_need(&v, type == ERROR ? HEADER : v.len);
	if (pk->failed)
		return true;
	if (right > HEADER || type == RESPONSE)
		ob_str(o, line(inside));
	if (type == RESPONSE || right == 12) {
		ob_str(o, "Session ID: ");
		ob_0x(o, be16(view_at(&v, 2, 2)), 4);
	}
	if (right == 12)
		ob_num(o, ", Serial: ", be32(view_at(&v, 8, 4)), "");
	if (type == IPV4 || type == IPV6)
		prefix(pk, view_at(&v, 0, right), type == IPV6, o);
	return type != ERROR || error(pk, v, inside, o);
}

/* The rest is not looked at, but should be there. */
static size_t invalid(struct view v, struct obuf *o)
{
	ob_str(o, " (invalid)");
	view_need(&v, v.len);
	return 0;
}

/* One of them. Its length; 0: what is behind cannot be told. */
static size_t pdu(struct pkt *pk, struct view v, bool inside, struct obuf *o)
{
	const uint8_t *p;
	struct view all;
	uint8_t type;
	uint32_t len;
	const char *s;

	p = view_at(&v, 0, 1);
	if (pk->failed)
		return 0;
	if (p[0]) {
		ob_num(o, "\n\tRPKI-RTRv", p[0], " (unknown)");
		return 0;
	}
	if (v.len < HEADER) {
		ob_num(o, "(", v.len, " bytes is too few to decode) (invalid)");
		return 0;
	}
	p = view_at(&v, 0, HEADER);
	if (pk->failed)
		return 0;
	ob_str(o, "\n\tRPKI-RTRv0, ");
	type = p[1];
	len = be32(p + 4);
	s = word_of(types, type);
	ob_str(o, s ? s : "Unknown");
	ob_num(o, " PDU (", type, "), length: ");
	ob_u(o, len);
	if (len < HEADER || len > v.len)
		return invalid(v, o);
	all = v;
	v.len = len;
	if (!body(pk, v, type, inside, o))
		return invalid(all, o);
	if ((pk->show->v > 1 || !s) && !pk->failed)
		hex_view(o, "\n\t  ", v);
	return len;
}

static void rpki_print(struct pkt *pk, struct view v, struct obuf *o)
{
	if (!pk->show->v) {
		ob_str(o, ", RPKI-RTR");
		return;
	}
	while (view_more(&v)) {
		size_t n = pdu(pk, v, false, o);

		if (!n)
			return;
		view_pass(&v, n);
	}
}

const struct printer printer_rpki_rtr = { .name = "rpki_rtr", .title = "RPKI to router",
	.on = rpki_on, .print = rpki_print };
