/* Unidirectional link detection (RFC 5171): version, opcode(1) flags(1) checksum(2), elements. */
#include "print.h"

#define HEADER 4

static const struct bind udld_on[] = { { BY_SNAP, SNAP_KEY(0x00000c, 0x0111), 0 }, { 0 } };

static const struct word codes[] = {
	{ 1, "Probe message" }, { 2, "Echo message" }, { 3, "Flush message" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x01, "RT" }, { 0x02, "RSY" }, { 0x04, "MBZ-2" }, { 0x08, "MBZ-3" }, { 0x10, "MBZ-4" },
	{ 0x20, "MBZ-5" }, { 0x40, "MBZ-6" }, { 0x80, "MBZ-7" }, { 0, NULL },
};
static const struct word elements[] = {
	{ 1, "Device-ID TLV" }, { 2, "Port-ID TLV" }, { 3, "Echo TLV" },
	{ 4, "Message Interval TLV" }, { 5, "Timeout Interval TLV" }, { 6, "Device Name TLV" },
	{ 7, "Sequence Number TLV" }, { 0, NULL },
};

/* False: it is wrong. */
static bool value(struct view v, uint16_t type, struct obuf *o)
{
	switch (type) {
	case 1:
	case 2:
	case 3:
	case 6:
		ob_str(o, ", ");
		for (size_t i = 0; i < v.len; i++) {
			uint8_t c = *view_at(&v, i, 1);

			/* an echo is no text, but a list */
			if (!c && type != 3)
				break;
			ob_vis(o, c);
		}
		return true;
	case 4:
	case 5:
		if (v.len != 1)
			return false;
		ob_num(o, ", ", *view_at(&v, 0, 1), "s");
		return true;
	case 7:
		if (v.len != 4)
			return false;
		ob_num(o, ", ", be32(view_at(&v, 0, 4)), "");
		return true;
	default:
		view_need(&v, v.len);
		return true;
	}
}

static bool body(struct view *v, struct obuf *o)
{
	while (view_more(v)) {
		const uint8_t *p;
		const char *name;
		uint16_t type, len;

		if (v->len < 4)
			return false;
		p = view_at(v, 0, 4);
		type = be16(p);
		len = be16(p + 2);
		name = word_of(elements, type);
		ob_str(o, "\n\t");
		ob_str(o, name ? name : "Unknown");
		ob_str(o, " (");
		ob_0x(o, type, 4);
		ob_num(o, ") TLV, length ", len, "");
		view_pass(v, 4);
		/* no element is empty */
		if (len <= 4 || len - 4u > v->len || !value(view_limit(*v, len - 4u), type, o))
			return v->pk->failed;
		view_skip(v, len - 4u);
	}
	return true;
}

static void udld_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	const char *name;
	bool good = v.len >= HEADER;

	if (good) {
		p = view_at(&v, 0, 2);
		name = word_of(codes, p[0] & 31);
		ob_num(o, "UDLDv", p[0] >> 5, ", Code ");
		ob_str(o, name ? name : "Reserved");
		ob_str(o, " (");
		ob_hex(o, p[0] & 31, 0);
		ob_str(o, "), Flags [");
		ob_bits(o, flags, p[1], ", ", "none");
		ob_str(o, "] (");
		ob_0x(o, p[1], 2);
		ob_num(o, "), length ", v.len, "");
		if (!pk->show->v) {
			view_need(&v, v.len);
			return;
		}
		p = view_at(&v, 2, 2);
		ob_str(o, "\n\tChecksum ");
		ob_0x(o, be16(p), 4);
		ob_str(o, " (unverified)");
		view_skip(&v, HEADER);
		good = body(&v, o);
	}
	if (!good) {
		ob_str(o, " (invalid)");
		view_need(&v, v.len);
	}
}

const struct printer printer_udld = { .name = "udld",
	.title = "Unidirectional link detection (UDLD)", .on = udld_on, .print = udld_print,
	.whole = true };
