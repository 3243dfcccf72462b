/*
 * IPv6 routing headers: next(1) length(1) type(1) segments left(1), then by type: source routes
 * (RFC 5095, 6275), segment routing (RFC 8754).
 */
#include "ip.h"
#include "print.h"

#define SOURCE_ROUTE 0
#define HOME 2
#define SEGMENTS 4

static const struct bind rt6_on[] = { { BY_IP6, 43, 0 }, { 0 } };

static void addresses(struct pkt *pk, struct view *v, unsigned n, struct obuf *o)
{
	for (unsigned i = 0; i < n && !pk->failed; i++) {
		const uint8_t *p = view_bytes(v, 16);

		ob_num(o, ", [", i, "]");
		names_ip6(pk, o, p);
	}
}

/*
 * The last of the addresses is the destination, if any are still to be visited; the first such
 * header decides.
 */
static void leads_to(struct pkt *pk, const struct view *v, size_t at, const uint8_t *head)
{
	if (head[1] >= 2 && head[3] && pk->ip.last == pk->ip.dst && view_has(v, at, 16))
		pk->ip.last = v->p + at;
}

/* False: it is wrong. */
static bool source_route(struct pkt *pk, struct view v, unsigned units, struct obuf *o)
{
	uint32_t reserved = view_be32(&v);

	if (reserved || pk->show->v) {
		ob_str(o, ", rsv=");
		ob_0x(o, reserved, 0);
	}
	if (units % 2) {
		ob_num(o, " (invalid length ", units, ")");
		return false;
	}
	addresses(pk, &v, units / 2, o);
	ob_c(o, ')');
	return true;
}

static bool segments(struct pkt *pk, struct view v, unsigned units, struct obuf *o)
{
	uint8_t last = view_u8(&v), flags;
	uint16_t tag;

	if (pk->failed)
		return true;
	ob_num(o, ", last-entry=", last, "");
	flags = view_u8(&v);
	if (pk->failed)
		return true;
	if (flags || pk->show->v) {
		ob_str(o, ", flags=");
		ob_0x(o, flags, 0);
	}
	tag = view_be16(&v);
	ob_str(o, ", tag=");
	ob_hex(o, tag, 0);
	if (units % 2) {
		ob_num(o, " (invalid length ", units, ")");
		return false;
	}
	addresses(pk, &v, units / 2, o);
	ob_c(o, ')');
	return true;
}

static void rt6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	struct view rest;
	bool good;
	size_t n;

	pk->proto = "ip6";
	p = view_at(&v, 0, 1);
	if (pk->failed)
		return;
	ob_str(o, "RT6");
	pk->proto = "rt6";
	/* each field shows, as far as there are any */
	for (unsigned i = 1; i < 4 && !pk->failed; i++) {
		static const char *const fields[] = { "", " (len=", ", type=", ", segleft=" };
		uint8_t field = *view_at(&v, i, 1);

		if (pk->failed)
			return;
		ob_str(o, fields[i]);
		ob_u(o, field);
		if (i == 2 && field == SOURCE_ROUTE)
			ob_str(o, " [Deprecated]");
	}
	p = view_at(&v, 0, 4);
	n = (p[1] + 1u) * 8;
	rest = view_behind(v, 4);
	switch (p[2]) {
	case SOURCE_ROUTE:
	case HOME:
		good = source_route(pk, rest, p[1], o);
		leads_to(pk, &rest, p[1] / 2 * 16u - 12, p);
		break;
	case SEGMENTS:
		good = segments(pk, rest, p[1], o);
		leads_to(pk, &rest, 4, p);
		break;
	default:
		ob_str(o, " (unknown type)");
		good = false;
	}
	if (!good) {
		ob_str(o, " (invalid)");
		return;
	}
	ob_c(o, ' ');
	view_skip(&v, n);
	pk->ip.proto = p[0];
	ip_payload(pk, v, o);
}

const struct printer printer_rt6 = { .name = "rt6", .title = "IPv6 routing headers", .on = rt6_on,
	.print = rt6_print, .whole = true };
