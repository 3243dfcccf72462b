/* Options of PIM's Hello: type(2) length(2) value, over and over. */
#include "hex.h"
#include "proto/lasting.h"
#include "proto/pim.h"

enum option {
	HOLD = 1,
	DELAY,
	PRIORITY_OLD = 18,
	PRIORITY,
	GENERATION,
	REFRESH,
	BIDIRECTIONAL,
	ADDRESSES = 24,
	ADDRESSES_OLD = 65001,
};

static const struct word options[] = {
	{ HOLD, "Hold Time" }, { DELAY, "LAN Prune Delay" }, { PRIORITY_OLD, "DR Priority (Old)" },
	{ PRIORITY, "DR Priority" }, { GENERATION, "Generation ID" },
	{ REFRESH, "State Refresh Capability" }, { BIDIRECTIONAL, "Bi-Directional Capability" },
	{ ADDRESSES, "Address List" }, { ADDRESSES_OLD, "Address List (Old)" }, { 0, NULL },
};

static bool has_length(const struct view *v, size_t len, struct obuf *o)
{
	if (v->len == len)
		return true;
	ob_num(o, "[option length ", v->len, " != ");
	ob_num(o, "", len, "] (invalid)");
	return false;
}

static void number(struct view *v, enum option type, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 4);

	switch (type) {
	case DELAY:
		ob_num(o, "\n\t    T-bit=", p[0] >> 7, ", LAN delay ");
		ob_num(o, "", be16(p) & 0x7fff, "ms, Override interval ");
		ob_num(o, "", be16(p + 2), "ms");
		break;
	case GENERATION:
		ob_0x(o, be32(p), 8);
		break;
	case REFRESH:
		ob_num(o, "v", p[0], "");
		if (p[1]) {
			ob_str(o, ", interval ");
			ob_lasting(o, p[1]);
		}
		if (be16(p + 2)) {
			ob_str(o, " ?");
			ob_0x(o, be16(p + 2), 4);
			ob_c(o, '?');
		}
		break;
	default:
		ob_u(o, be32(p));
	}
}

/* False: the message is wrong, and that was said. */
static bool value(struct pkt *pk, struct view v, enum option type, size_t plain, struct obuf *o)
{
	struct view list = v;

	switch (type) {
	case HOLD:
		if (!has_length(&v, 2, o))
			return false;
		ob_lasting(o, be16(view_at(&v, 0, 2)));
		break;
	case PRIORITY:
	case PRIORITY_OLD:
		if (!v.len) {
			ob_str(o, "Bi-Directional Capability (Old)");
			break;
		}
		if (!has_length(&v, 4, o))
			return false;
		number(&v, type, o);
		break;
	case DELAY:
	case GENERATION:
	case REFRESH:
		if (!has_length(&v, 4, o))
			return false;
		number(&v, type, o);
		break;
	case BIDIRECTIONAL:
		break;
	case ADDRESSES:
	case ADDRESSES_OLD:
		while (pk->show->v > 1 && view_more(&list)) {
			ob_str(o, "\n\t    ");
			pim_unicast(pk, &list, plain, o);
		}
		break;
	default:
		if (pk->show->v < 2)
			hex_dump(o, "\n\t    ", v.p, v.len, false);
	}
	if (pk->show->v > 1)
		hex_dump(o, "\n\t    ", v.p, v.len, false);
	return true;
}

void pim_hello(struct pkt *pk, struct view v, size_t plain, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p;
		const char *name;
		uint16_t type, len;
		struct view part;

		if (v.len < 4)
			view_failed(&v);
		p = view_bytes(&v, 4);
		type = be16(p);
		len = be16(p + 2);
		name = word_of(options, type);
		ob_str(o, "\n\t  ");
		ob_str(o, name ? name : "Unknown");
		ob_num(o, " Option (", type, "), length ");
		ob_num(o, "", len, ", Value: ");
		if (v.len < len)
			view_failed(&v);
		view_need(&v, len);
		part = v;
		part.len = len;		/* addresses may go on behind it */
		view_pass(&v, len);
		if (pk->failed || !value(pk, part, type, plain, o))
			return;
	}
}
