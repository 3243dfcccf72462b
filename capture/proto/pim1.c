/* Protocol independent multicast, version 1, inside IGMP: type(1) code(1) checksum(2) version. */
#include "proto/lasting.h"
#include "proto/routers.h"

enum code { QUERY, REGISTER, STOP, JOIN, REACHABLE, ASSERT, GRAFT, GRAFT_ACK };

static const struct word codes[] = {
	{ QUERY, "Query" }, { REGISTER, "Register" }, { STOP, "Register-Stop" },
	{ JOIN, "Join/Prune" }, { REACHABLE, "RP-reachable" }, { ASSERT, "Assert" },
	{ GRAFT, "Graft" }, { GRAFT_ACK, "Graft-ACK" }, { 0, NULL },
};
static const struct word modes[] = {
	{ 0, " Dense-mode" }, { 1, " Sparse-mode" }, { 2, " Sparse-Dense-mode" }, { 0, NULL },
};

#define HOLD 180		/* seconds: the usual time, which is not said */

static void ends(struct pkt *pk, const uint8_t *from, const uint8_t *to, struct obuf *o)
{
	ob_str(o, " for ");
	names_ip4(pk, o, from);
	ob_str(o, " > ");
	names_ip4(pk, o, to);
}

static void assert_print(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 8, 12);

	ends(pk, p + 8, p, o);
	if (be32(p + 4) != UINT32_MAX) {
		ob_c(o, '/');
		names_ip4(pk, o, p + 4);
	}
	p = view_at(v, 20, 8);
	ob_str(o, p[0] & 0x80 ? " RP-tree" : " SPT");
	ob_num(o, " pref ", be32(p) & 0x7fffffff, " metric ");
	ob_u(o, be32(p + 4));
}

static void reachable(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 8, 4);

	ob_str(o, " group ");
	names_ip4(pk, o, p);
	p = view_at(v, 12, 4);
	if (be32(p) != UINT32_MAX) {
		ob_c(o, '/');
		names_ip4(pk, o, p);
	}
	p = view_at(v, 16, 4);
	ob_str(o, " RP ");
	names_ip4(pk, o, p);
	ob_str(o, " hold ");
	ob_lasting(o, be16(view_at(v, 22, 2)));
}

static void flags_text(const uint8_t *p, struct obuf *o)
{
	ob_str(o, p[0] & 1 ? " Sparse" : " Dense");
	if (p[1] & 0x80)
		ob_str(o, " WC");
	ob_str(o, p[1] & 0x40 ? " RP" : " SPT");
}

/*
 * Flags(1) mask length and flags(1) address(4). False where the message ends before: then only
 * the list has a mark, and the printing goes on.
 */
static bool source(struct pkt *pk, struct view *v, const char *what, struct obuf *o)
{
	const uint8_t *p;

	if (v->len < 6)
		return false;
	p = view_bytes(v, 6);
	ob_str(o, what);
	flags_text(p, o);
	ob_c(o, ' ');
	names_ip4(pk, o, p + 2);
	ob_num(o, "/", p[1] & 0x3f, "");
	return true;
}

/* Group(4) mask(4) joined(2) pruned(2), then that many sources. */
static bool group(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	unsigned joined, pruned;

	if (v->len < 4)
		return false;
	p = view_bytes(v, 4);
	ob_str(o, "\n\tGroup: ");
	names_ip4(pk, o, p);
	if (v->len < 4)
		return false;
	p = view_bytes(v, 4);
	if (be32(p) != UINT32_MAX) {
		ob_c(o, '/');
		names_ip4(pk, o, p);
	}
	if (v->len < 4)
		return false;
	p = view_bytes(v, 4);
	joined = be16(p);
	pruned = be16(p + 2);
	ob_num(o, " joined: ", joined, " pruned: ");
	ob_u(o, pruned);
	for (; joined && pkt_step(pk); joined--)
		if (!source(pk, v, "\n\tJoin ", o))
			return false;
	for (; pruned && pkt_step(pk); pruned--)
		if (!source(pk, v, "\n\tPrune", o))
			return false;
	return true;
}

/* One source of one group: on one line. False: there are more. */
static bool single(struct pkt *pk, const struct view *v, struct obuf *o)
{
	const uint8_t *p = v->p;

	if (v->len < 30 || !view_has(v, 0, 30) || p[11] != 1 || be16(p + 20) + be16(p + 22) != 1)
		return false;
	ob_str(o, " RPF ");
	names_ip4(pk, o, p);
	ob_c(o, ' ');
	if (be16(p + 6) != HOLD) {
		ob_str(o, "Hold ");
		ob_lasting(o, be16(p + 6));
	}
	ob_str(o, p[21] ? "Join (" : "Prune (");
	names_ip4(pk, o, p + 26);
	ob_num(o, "/", p[25] & 0x3f, ", ");
	names_ip4(pk, o, p + 12);
	if (be32(p + 16) != UINT32_MAX) {
		ob_c(o, '/');
		names_ip4(pk, o, p + 16);
	}
	ob_c(o, ')');
	flags_text(p + 24, o);
	return true;
}

static bool join(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *begin = pk->show->v > 1 ? "\n" : "";
	const uint8_t *p;
	unsigned groups;

	view_pass(&v, 8);
	if (single(pk, &v, o))
		return true;
	if (v.len < 4)
		return false;
	ob_str(o, begin);
	p = view_bytes(&v, 4);
	ob_str(o, " Upstream Nbr: ");
	names_ip4(pk, o, p);
	if (v.len < 4)
		return false;
	ob_str(o, begin);
	ob_str(o, " Hold time: ");
	ob_lasting(o, be16(view_at(&v, 2, 2)));
	if (pk->show->v < 2)
		return true;
	view_skip(&v, 4);
	if (v.len < 4)
		return false;
	groups = *view_at(&v, 3, 1);
	view_skip(&v, 4);
	for (; groups && pkt_step(pk); groups--)
		if (!group(pk, &v, o))
			return false;
	return true;
}

void pim1_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint8_t code;

	pk->proto = "pimv1";
	code = *view_at(&v, 1, 1);
	if (word_of(codes, code)) {
		ob_c(o, ' ');
		ob_str(o, word_of(codes, code));
	} else {
		ob_num(o, " [type ", code, "]");
	}
	switch (code) {
	case QUERY:
		if (view_has(&v, 8, 1))
			ob_word(o, modes, v.p[8] >> 4, " mode-", "");
		if (pk->show->v) {
			ob_str(o, " (Hold-time ");
			ob_lasting(o, be16(view_at(&v, 10, 2)));
			ob_c(o, ')');
		}
		break;
	case REGISTER:
		if (!view_has(&v, 20, 8)) {
			pkt_mark(pk, o);
			return;
		}
		p = view_at(&v, 20, 8);
		ends(pk, p, p + 4, o);
		break;
	case STOP:
		p = view_at(&v, 8, 8);
		ends(pk, p, p + 4, o);
		break;
	case REACHABLE:
		if (pk->show->v)
			reachable(pk, &v, o);
		break;
	case ASSERT:
		assert_print(pk, &v, o);
		break;
	case JOIN:
	case GRAFT:
	case GRAFT_ACK:
		if (pk->show->v && !join(pk, v, o)) {
			pkt_mark(pk, o);
			if (!view_has(&v, 0, 8))
				return;
		}
		break;
	default:
		break;
	}
	p = view_at(&v, 4, 1);
	if (p[0] >> 4 != 1)
		ob_num(o, " [v", p[0] >> 4, "]");
}
