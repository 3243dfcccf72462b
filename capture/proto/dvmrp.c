/* Distance vector multicast routing (RFC 1075, and version 3): type(1) code(1) checksum(2). */
#include "proto/lasting.h"
#include "proto/routers.h"

enum code { PROBE = 1, REPORT, ASK, NEIGHBORS, ASK2, NEIGHBORS2, PRUNE, GRAFT, GRAFT_ACK };

#define HEADER 8

static const struct word codes[] = {
	{ PROBE, "Probe" }, { REPORT, "Report" }, { ASK, "Ask-neighbors(old)" },
	{ NEIGHBORS, "Neighbors(old)" }, { ASK2, "Ask-neighbors2" },
	{ NEIGHBORS2, "Neighbors2" }, { PRUNE, "Prune" }, { GRAFT, "Graft" },
	{ GRAFT_ACK, "Graft-ACK" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x01, "/tunnel" }, { 0x02, "/srcrt" }, { 0x40, "/querier" }, { 0x20, "/disabled" },
	{ 0x10, "/down" }, { 0, NULL },
};

static bool too_short(struct obuf *o, const char *what, size_t len, unsigned least)
{
	ob_str(o, what);
	ob_num(o, " ", len, " < ");
	ob_num(o, "", least, "]");
	return false;
}

static bool probe(struct pkt *pk, struct view v, struct obuf *o)
{
	if (!pk->show->v)
		return true;
	if (v.len < 4)
		return too_short(o, " [full length", v.len, 4);
	ob_str(o, pk->show->v > 1 ? "\n\t" : " ");
	ob_num(o, "genid ", be32(view_bytes(&v, 4)), "");
	while (pk->show->v > 1 && view_more(&v)) {
		const uint8_t *p;

		if (v.len < 4)
			return too_short(o, "[remaining length", v.len, 4);
		p = view_bytes(&v, 4);
		ob_str(o, "\n\tneighbor ");
		names_ip4(pk, o, p);
	}
	return true;
}

/* A mask's last three bytes; the first of each origin is 0 bytes less as the mask is shorter. */
static bool report(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		uint8_t mask[4] = { 0xff }, metric;
		unsigned width = 1;

		if (v.len < 3)
			return too_short(o, " [length", v.len, 3);
		memcpy(mask + 1, view_bytes(&v, 3), 3);
		for (unsigned i = 1; i < 4; i++)
			if (mask[i])
				width = i + 1;
		ob_str(o, "\n\tMask ");
		ob_ip4(o, mask);
		do {
			uint8_t origin[4] = { 0 };

			if (v.len < width + 1) {
				ob_str(o, "\n\t  [Truncated Report]");
				return false;
			}
			memcpy(origin, view_bytes(&v, width), width);
			metric = view_u8(&v);
			ob_str(o, "\n\t  ");
			ob_ip4(o, origin);
			ob_num(o, " metric ", metric & 0x7f, "");
		} while (!(metric & 0x80) && pkt_step(pk));
	}
	return true;
}

static bool neighbors_old(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p, *to;

		if (v.len < 7)
			return too_short(o, " [length", v.len, 7);
		p = view_bytes(&v, 7);
		for (unsigned n = p[6]; n && pkt_step(pk); n--) {
			if (v.len < 4)
				return too_short(o, " [length", v.len, 4);
			ob_str(o, " [");
			names_ip4(pk, o, p);
			ob_str(o, " ->");
			to = view_bytes(&v, 4);
			ob_c(o, ' ');
			names_ip4(pk, o, to);
			ob_num(o, ", (", p[4], "/");
			ob_num(o, "", p[5], ")]");
		}
	}
	return true;
}

static bool neighbors2(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p, *to;
		unsigned n;

		if (v.len < 8)
			return too_short(o, " [length", v.len, 8);
		p = view_bytes(&v, 8);
		for (n = p[7]; n && v.len && pkt_step(pk); n--) {
			if (v.len < 4)
				return too_short(o, " [length", v.len, 4);
			ob_str(o, " [");
			names_ip4(pk, o, p);
			ob_str(o, " -> ");
			to = view_bytes(&v, 4);
			names_ip4(pk, o, to);
			ob_num(o, " (", p[4], "/");
			ob_u(o, p[5]);
			ob_bits(o, flags, p[6], "", "");
			ob_str(o, ")]");
		}
		if (n) {
			ob_str(o, " [invalid ncount]");
			return false;
		}
	}
	return true;
}

static void prune(struct pkt *pk, struct view v, uint8_t code, struct obuf *o)
{
	const uint8_t *p;

	if (v.len < 8)
		view_failed(&v);
	p = view_bytes(&v, 8);
	ob_str(o, " src ");
	names_ip4(pk, o, p);
	ob_str(o, " grp ");
	names_ip4(pk, o, p + 4);
	if (code != PRUNE)
		return;
	ob_str(o, " timer ");
	if (v.len < 4)
		view_failed(&v);
	ob_lasting(o, be32(view_bytes(&v, 4)));
}

void dvmrp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t code;
	const uint8_t *p;
	bool good = true;

	pk->proto = "dvmrp";
	code = *view_at(&v, 1, 1);
	if (!word_of(codes, code)) {
		ob_num(o, " [type ", code, "]");
		return;
	}
	ob_c(o, ' ');
	ob_str(o, word_of(codes, code));
	p = v.p;
	switch (code) {
	case PROBE:
		good = probe(pk, view_behind(v, HEADER), o);
		break;
	case REPORT:
		if (pk->show->v > 1)
			good = report(pk, view_behind(v, HEADER), o);
		break;
	case NEIGHBORS:
		good = neighbors_old(pk, view_behind(v, HEADER), o);
		break;
	case NEIGHBORS2:
		p = view_at(&v, 6, 2);
		ob_num(o, " (v ", p[1], ".");
		ob_num(o, "", p[0], "):");
		good = neighbors2(pk, view_behind(v, HEADER), o);
		break;
	case PRUNE:
	case GRAFT:
	case GRAFT_ACK:
		prune(pk, view_behind(v, HEADER), code, o);
		break;
	default:
		break;
	}
	if (!good)
		ob_str(o, " (invalid)");
}
