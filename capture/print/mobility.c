/*
 * IPv6 mobility (RFC 6275): next header(1) length(1) type(1) reserved(1) checksum(2), then by type,
 * then options.
 */
#include "ip.h"
#include "print.h"

#define HEADER 6

enum type { REFRESH, HOME_INIT, CARE_INIT, HOME, CARE, UPDATE, ACK, ERROR };

static const struct bind mobility_on[] = { { BY_IP6, 135, 0 }, { BY_IP6, 62, 0 }, { 0 } };

/* What comes before the options. */
static const uint8_t fixed[] = {
	[REFRESH] = 8, [HOME_INIT] = 16, [CARE_INIT] = 16, [HOME] = 24, [CARE] = 24, [UPDATE] = 12,
	[ACK] = 12, [ERROR] = 24,
};
#define TYPES sizeof(fixed)

enum option { PAD1, PADN, ADVICE, ALTERNATE, NONCE, AUTH };

/* So many bytes must be left, whatever the option's own length is. */
static bool sized(const struct view *v, size_t n, const char *name, struct obuf *o)
{
	if (v->len >= n)
		return true;
	ob_c(o, '(');
	ob_str(o, name);
	ob_str(o, ": trunc)");
	return false;
}

/* One option. False: nothing follows. */
static bool option(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t type = *view_at(v, 0, 1), len;
	size_t size;

	if (pk->failed)
		return false;
	if (type != PAD1 && v->len < 2)
		return false;
	len = type == PAD1 ? 0 : *view_at(v, 1, 1);
	size = type == PAD1 ? 1 : len + 2u;
	/* something has to follow, or the classic tool takes it for cut off */
	if (pk->failed || v->len < size || !view_has(v, size, 1))
		return false;
	switch (type) {
	case PAD1:
		ob_str(o, "(pad1)");
		break;
	case PADN:
		ob_str(o, "(padn)");
		break;
	case ADVICE:
		if (!sized(v, 4, "refresh", o))
			return false;
		/* in units of four seconds */
		ob_num(o, "(refresh: ", be16(view_at(v, 2, 2)) * 4u, ")");
		break;
	case ALTERNATE:
		if (!sized(v, 18, "altcoa", o))
			return false;
		view_at(v, 2, 16);
		ob_str(o, "(alt-CoA: ");
		names_ip6(pk, o, view_at(v, 2, 16));
		ob_c(o, ')');
		break;
	case NONCE:
		if (!sized(v, 6, "ni", o))
			return false;
		view_at(v, 2, 4);
		ob_str(o, "(ni: ho=");
		ob_0x(o, be16(view_at(v, 2, 2)), 4);
		ob_str(o, " co=");
		ob_0x(o, be16(view_at(v, 4, 2)), 4);
		ob_c(o, ')');
		break;
	case AUTH:
		if (!sized(v, 12, "auth", o))
			return false;
		ob_str(o, "(auth)");
		break;
	default:
		ob_str(o, "(type-");
		ob_0x(o, type, 2);
		ob_num(o, ": len=", len, ")");
	}
	view_skip(v, size);
	return true;
}

/* Two halves of eight bytes. */
static void token(struct view *v, size_t at, const char *title, struct obuf *o)
{
	uint32_t high = be32(view_at(v, at, 4)), low = be32(view_at(v, at + 4, 4));

	ob_str(o, title);
	ob_hex(o, high, 8);
	ob_c(o, ':');
	ob_hex(o, low, 8);
}

static void update_flags(uint16_t flags, struct obuf *o)
{
	static const struct word letters[] = {
		{ 0x8000, "A" }, { 0x4000, "H" }, { 0x2000, "L" }, { 0x1000, "K" }, { 0, NULL },
	};

	if (flags & 0xf000) {
		ob_c(o, ' ');
		ob_bits(o, letters, flags, "", "");
	}
}

static void body(struct pkt *pk, struct view *v, uint8_t type, struct obuf *o)
{
	bool more = pk->show->v > 0;
	uint16_t number;

	switch (type) {
	case REFRESH:
		ob_str(o, "mobility: BRR");
		break;
	case HOME_INIT:
	case CARE_INIT:
		ob_str(o, type == HOME_INIT ? "mobility: HoTI" : "mobility: CoTI");
		if (more)
			token(v, 8,
			      type == HOME_INIT ? " Home Init Cookie=" : " Care-of Init Cookie=",
			      o);
		break;
	case HOME:
	case CARE:
		ob_str(o, type == HOME ? "mobility: HoT" : "mobility: CoT");
		number = be16(view_at(v, 6, 2));
		ob_str(o, " nonce id=");
		ob_0x(o, number, 0);
		if (more) {
			token(v, 8,
			      type == HOME ? " Home Init Cookie=" : " Care-of Init Cookie=", o);
			token(v, 16,
			      type == HOME ? " Home Keygen Token=" : " Care-of Keygen Token=", o);
		}
		break;
	case UPDATE:
		ob_str(o, "mobility: BU");
		ob_num(o, " seq#=", be16(view_at(v, 6, 2)), "");
		update_flags(be16(view_at(v, 8, 2)), o);
		/* in units of four seconds */
		ob_num(o, " lifetime=", be16(view_at(v, 10, 2)) * 4u, "");
		break;
	case ACK:
		ob_str(o, "mobility: BA");
		ob_num(o, " status=", *view_at(v, 6, 1), "");
		if (*view_at(v, 7, 1) & 0x80)
			ob_str(o, " K");
		ob_num(o, " seq#=", be16(view_at(v, 8, 2)), "");
		ob_num(o, " lifetime=", be16(view_at(v, 10, 2)) * 4u, "");
		break;
	case ERROR:
		ob_str(o, "mobility: BE");
		ob_num(o, " status=", *view_at(v, 6, 1), "");
		view_at(v, 8, 16);
		ob_str(o, " homeaddr ");
		names_ip6(pk, o, view_at(v, 8, 16));
		break;
	}
}

static void mobility_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 3);
	uint8_t type = p[2];
	struct view rest;
	size_t len;

	if (pk->failed)
		return;
	len = (p[1] + 1u) * 8;
	if (type >= TYPES) {
		ob_num(o, "mobility: type-#", type, " len=");
		ob_u(o, p[1]);
		return;
	}
	if (len < fixed[type]) {
		ob_num(o, "(header length ", len, " is too small for type ");
		ob_num(o, "", type, ")");
		pkt_mark(pk, o);
		return;
	}
	body(pk, &v, type, o);
	if (!pk->show->v || pk->failed)
		return;
	rest = view_behind(v, fixed[type]);
	rest.len = len - fixed[type];
	while (view_more(&rest)) {
		if (!option(pk, &rest, o)) {
			if (!pk->failed)
				pkt_mark(pk, o);
			return;
		}
	}
}

const struct printer printer_mobility = { .name = "mobility", .title = "IPv6 mobility",
	.on = mobility_on, .print = mobility_print, .whole = true };
