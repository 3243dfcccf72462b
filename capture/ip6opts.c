/* The options that hop-by-hop and destination headers of IPv6 carry (RFC 8200, section 4.2). */
#include "ip6opts.h"

#define PAD1 0x00
#define PADN 0x01
#define ALERT 0x05	/* RFC 2711 */
#define JUMBO 0xc2	/* RFC 2675 */
#define HOME 0xc9	/* RFC 6275 */

#define JUMBO_MIN 65536

/* n bytes of data, of all that are left; some others should be. */
static bool wrong_length(struct pkt *pk, struct obuf *o, const char *what, size_t n, size_t left,
			 size_t should)
{
	ob_c(o, '(');
	ob_str(o, what);
	if (left < should)
		ob_str(o, ": trunc)");
	else
		ob_num(o, ": invalid len ", n, ")");
	pkt_mark(pk, o);
	return false;
}

/* Behind a home address there may be options of its own. False: they end early. */
static bool home_options(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		uint8_t type = *view_at(&v, 0, 1);
		size_t n = 0;

		if (type) {
			if (v.len < 2 || v.len < 2u + *view_at(&v, 1, 1)) {
				pkt_mark(pk, o);
				return false;
			}
			n = *view_at(&v, 1, 1);
		}
		if (type == PAD1)
			ob_str(o, ", pad1");
		else if (type == PADN)
			ob_str(o, ", padn");
		else {
			ob_str(o, ", sopt_type ");
			ob_0x(o, type, 2);
			ob_num(o, ": len=", n, "");
		}
		view_pass(&v, type ? 2 + n : 1);
	}
	return true;
}

static void jumbo_text(const struct pkt *pk, struct obuf *o, uint32_t size, bool hop, bool seen)
{
	if (!pk->show->v)
		return;
	ob_num(o, "(jumbo: ", size, "");
	if (!hop)
		ob_str(o, " - not a hop-by-hop option");
	else if (!pk->ip.jumbo)
		ob_str(o, " - payload len != 0");
	else if (seen)
		ob_str(o, " - already seen");
	else if (size < JUMBO_MIN)
		ob_str(o, " - < 65536");
	ob_str(o, ") ");
}

/* One that has a length, n bytes behind it. False: it is wrong. */
static bool option(struct pkt *pk, struct view *v, struct obuf *o, uint8_t type, size_t n,
		   uint32_t *jumbo)
{
	bool shown = pk->show->v;

	switch (type) {
	case PADN:
		if (shown)
			ob_str(o, "(padn)");
		return true;
	case ALERT:
		if (n != 2)
			return wrong_length(pk, o, "rtalert", n, v->len - 2, 2);
		if (shown) {
			ob_str(o, "(rtalert: ");
			ob_0x(o, be16(view_at(v, 2, 2)), 4);
			ob_str(o, ") ");
		}
		return true;
	case JUMBO: {
		uint32_t size;

		if (n != 4)
			return wrong_length(pk, o, "jumbo", n, v->len - 2, 4);
		size = be32(view_at(v, 2, 4));
		jumbo_text(pk, o, size, jumbo, jumbo && *jumbo);
		if (jumbo && !*jumbo && size >= JUMBO_MIN)
			*jumbo = size;
		return true;
	}
	case HOME:
		if (n < 16)
			return wrong_length(pk, o, "homeaddr", n, v->len - 2, 16);
		if (!shown)
			return true;
		ob_str(o, "(homeaddr: ");
		names_ip6(pk, o, view_at(v, 2, 16));
		if (!home_options(pk, view_limit(view_behind(*v, 18), n - 16), o))
			return false;
		ob_c(o, ')');
		return true;
	default:
		if (shown) {
			ob_str(o, "(opt_type ");
			ob_0x(o, type, 2);
			ob_num(o, ": len=", n, ")");
		}
		return true;
	}
}

bool ip6opts_print(struct pkt *pk, struct view v, struct obuf *o, uint32_t *jumbo)
{
	if (jumbo)
		*jumbo = 0;
	while (view_more(&v)) {
		uint8_t type = *view_at(&v, 0, 1);
		size_t n;

		if (type == PAD1) {
			if (pk->show->v)
				ob_str(o, "(pad1)");
			view_skip(&v, 1);
			continue;
		}
		n = v.len > 1 ? *view_at(&v, 1, 1) : 0;
		if (v.len < 2 || v.len < 2 + n) {
			pkt_mark(pk, o);
			return false;
		}
		if (!option(pk, &v, o, type, n, jumbo))
			return false;
		view_skip(&v, 2 + n);
	}
	if (pk->show->v)
		ob_c(o, ' ');
	return !pk->failed;
}
