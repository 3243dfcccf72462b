/* Slow protocols (IEEE 802.3 annex 57A): link aggregation (LACP), markers, link OAM. */
#include "hex.h"
#include "print.h"
#include "proto/slow.h"

enum { LACP = 1, MARKER, OAM };

#define INFORMATION 20		/* bytes of an actor's or partner's */
#define SHORT 16		/* of a collector's and of a marker's */

static const struct bind slow_on[] = { { BY_ETHER, 0x8809, 0 }, { 0 } };

static const struct word protocols[] = {
	{ LACP, "LACP" }, { MARKER, "MARKER" }, { OAM, "OAM" }, { 0, NULL },
};
static const struct word lacp_parts[] = {
	{ 0, "Terminator" }, { 1, "Actor Information" }, { 2, "Partner Information" },
	{ 3, "Collector Information" }, { 0, NULL },
};
static const struct word marker_parts[] = {
	{ 0, "Terminator" }, { 1, "Marker Information" }, { 0, NULL },
};
static const struct word states[] = {
	{ 0x01, "Activity" }, { 0x02, "Timeout" }, { 0x04, "Aggregation" },
	{ 0x08, "Synchronization" }, { 0x10, "Collecting" }, { 0x20, "Distributing" },
	{ 0x40, "Default" }, { 0x80, "Expired" }, { 0, NULL },
};

static bool wrong(struct obuf *o, unsigned right)
{
	ob_num(o, "\n\t    ERROR: illegal length - should be ", right, "");
	return true;
}

/* An actor's or partner's. */
static bool information(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;

	if (v->len != INFORMATION - 2)
		return wrong(o, INFORMATION);
	p = view_at(v, 0, INFORMATION - 2);
	ob_str(o, "\n\t  System ");
	names_mac(pk, o, p + 2);
	ob_num(o, ", System Priority ", be16(p), ", Key ");
	ob_num(o, "", be16(p + 8), ", Port ");
	ob_num(o, "", be16(p + 12), ", Port Priority ");
	ob_num(o, "", be16(p + 10), "\n\t  State Flags [");
	ob_bits(o, states, p[14], ", ", "none");
	ob_c(o, ']');
	return true;
}

/* False: nothing is known of it. */
static bool part_print(struct pkt *pk, struct view v, uint8_t protocol, uint8_t type,
		       struct obuf *o)
{
	const uint8_t *p;

	if (protocol == LACP && (type == 1 || type == 2))
		return information(pk, &v, o);
	if (protocol == LACP && type == 3) {
		if (v.len != SHORT - 2)
			return wrong(o, SHORT);
		ob_num(o, "\n\t  Max Delay ", be16(view_at(&v, 0, 2)), "");
		return true;
	}
	if (protocol != MARKER || type != 1)
		return false;
	if (v.len != SHORT - 2)
		return wrong(o, SHORT);
	p = view_at(&v, 0, SHORT - 2);
	ob_str(o, "\n\t  Request System ");
	names_mac(pk, o, p + 2);
	ob_num(o, ", Request Port ", be16(p), ", Request Transaction ID ");
	ob_0x(o, be32(p + 8), 8);
	return true;
}

static void parts_print(struct pkt *pk, struct view v, uint8_t protocol, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p;
		const char *name;
		struct view part;
		uint8_t type, len;

		if (v.len < 2) {
			ob_str(o, "\n\t\t packet is too short");
			return;
		}
		p = view_bytes(&v, 2);
		type = p[0];
		len = p[1];
		name = word_of(protocol == LACP ? lacp_parts : marker_parts, type);
		ob_str(o, "\n\t");
		ob_str(o, name ? name : "Unknown");
		ob_str(o, " TLV (");
		ob_0x(o, type, 2);
		ob_num(o, "), length ", len, "");
		if (!type)
			return;
		if (len < 2) {
			ob_str(o, "\n\t    ERROR: illegal length - should be >= 2");
			return;
		}
		if (v.len < len - 2u) {
			ob_str(o, "\n\t\t packet is too short");
			return;
		}
		part = view_take(&v, len - 2u);
		view_need(&part, part.len);
		if (pk->failed)
			return;
		if (!part_print(pk, part, protocol, type, o) || pk->show->v > 1)
			hex_dump(o, "\n\t  ", part.p, part.len, false);
	}
}

static void slow_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *name;
	uint8_t protocol, version = 0;

	if (v.len < 1) {
		ob_str(o, pk->show->v ? "\n\t\t packet is too short" : " (packet is too short)");
		return;
	}
	protocol = *view_at(&v, 0, 1);
	name = word_of(protocols, protocol);
	if (protocol == LACP || protocol == MARKER) {
		if (v.len < 2) {
			ob_str(o, pk->show->v ? "\n\t\t packet is too short" :
						" (packet is too short)");
			return;
		}
		version = *view_at(&v, 1, 1);
		if (version != 1) {
			ob_str(o, name);
			ob_num(o, " version ", version, " packet not supported");
			return;
		}
		ob_str(o, name);
		ob_num(o, "v1, length ", v.len, "");
	} else {
		if (name)
			ob_str(o, name);
		else
			ob_num(o, "unknown (", protocol, ")");
		ob_num(o, ", length ", v.len, "");
	}
	if (protocol == OAM && pk->show->v)
		oam_print(pk, view_behind(v, 1), o);
	else if (!name)
		hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
	else if (pk->show->v)
		parts_print(pk, view_behind(v, 2), protocol, o);
}

const struct printer printer_slow = { .name = "slow",
	.title = "Slow protocols (LACP, marker, link OAM)", .on = slow_on, .print = slow_print,
	.whole = true };
