/* Dynamic trunking of Cisco's: version(1), then type(2) length(2) value, over and over. */
#include "print.h"

static const struct bind dtp_on[] = { { BY_SNAP, SNAP_KEY(0x00000c, 0x2004), 0 }, { 0 } };

enum element { DOMAIN = 1, STATUS, TYPE, NEIGHBOR };

static const struct word elements[] = {
	{ DOMAIN, "Domain" }, { STATUS, "Status" }, { TYPE, "DTP type" },
	{ NEIGHBOR, "Neighbor" }, { 0, NULL },
};

/* False: it is wrong. */
static bool value(const struct pkt *pk, struct view v, uint16_t type, struct obuf *o)
{
	switch (type) {
	case DOMAIN:
		ob_str(o, ", ");
		for (size_t i = 0; i < v.len; i++) {
			uint8_t c = *view_at(&v, i, 1);

			if (!c)
				break;
			ob_vis(o, c);
		}
		return true;
	case STATUS:
	case TYPE:
		if (v.len != 1)
			return false;
		view_need(&v, 1);
		ob_str(o, ", ");
		ob_0x(o, *view_at(&v, 0, 1), 0);
		return true;
	case NEIGHBOR:
		if (v.len != 6)
			return false;
		view_need(&v, 6);
		ob_str(o, ", ");
		names_mac(pk, o, view_at(&v, 0, 6));
		return true;
	default:
		view_need(&v, v.len);
		return true;
	}
}

/* False: it is wrong. */
static bool body(struct pkt *pk, struct view *v, struct obuf *o)
{
	while (view_more(v)) {
		const uint8_t *p;
		const char *name;
		uint16_t type, len;

		if (v->len < 4) {
			ob_num(o, "[", v->len, " bytes remaining]");
			return false;
		}
		p = view_at(v, 0, 4);
		type = be16(p);
		len = be16(p + 2);
		/* what follows fills the frame up */
		if (!type || pk->failed)
			return true;
		name = word_of(elements, type);
		ob_str(o, "\n\t");
		ob_str(o, name ? name : "Unknown");
		ob_str(o, " (");
		ob_0x(o, type, 4);
		ob_num(o, ") TLV, length ", len, "");
		if (len < 4 || len > v->len) {
			ob_num(o, "[invalid TLV length ", len, "]");
			return false;
		}
		view_pass(v, 4);
		if (!value(pk, view_limit(*v, len - 4u), type, o))
			return false;
		view_skip(v, len - 4u);
	}
	return true;
}

static void dtp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	bool good = false;

	if (v.len) {
		ob_num(o, "DTPv", *view_at(&v, 0, 1), ", length ");
		ob_u(o, v.len);
		if (!pk->show->v)
			return;
		view_skip(&v, 1);
		good = body(pk, &v, o);
	} else {
		ob_str(o, "[zero packet length]");
	}
	if (!good) {
		ob_str(o, " (invalid)");
		view_need(&v, v.len);
	}
}

const struct printer printer_dtp = { .name = "dtp", .title = "Dynamic trunking (DTP)",
	.on = dtp_on, .print = dtp_print, .whole = true };
