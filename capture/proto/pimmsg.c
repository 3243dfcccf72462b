/* Messages of PIM version 2, all but Hello and Register. */
#include "proto/lasting.h"
#include "proto/pim.h"

/* What is not promised is missed before the text that would tell of it, what is not there after. */
static void promised(struct view *v, size_t n)
{
	if (v->len < n)
		view_failed(v);
}

/* n bytes behind what was read. */
static const uint8_t *take(struct view *v, size_t n)
{
	promised(v, n);
	return view_bytes(v, n);
}

static void sources(struct pkt *pk, struct view *v, size_t plain, const char *what, unsigned n,
		    struct obuf *o)
{
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		ob_str(o, what);
		ob_num(o, " source #", i + 1, ": ");
		pim_source(pk, v, plain, o);
	}
}

static void join(struct pkt *pk, struct view v, uint8_t type, size_t plain, struct obuf *o)
{
	const uint8_t *p;
	unsigned n;

	if (type != PIM_GRAFT_ACK) {
		ob_str(o, ", upstream-neighbor: ");
		pim_unicast(pk, &v, plain, o);
	}
	p = take(&v, 4);
	n = p[1];
	ob_num(o, "\n\t  ", n, " group(s)");
	if (type != PIM_GRAFT_ACK) {
		ob_str(o, ", holdtime: ");
		if (be16(p + 2) == 0xffff)
			ob_str(o, "infinite");
		else
			ob_lasting(o, be16(p + 2));
	}
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		unsigned joined, pruned;

		ob_num(o, "\n\t    group #", i + 1, ": ");
		pim_group(pk, &v, plain, o);
		p = take(&v, 4);
		joined = be16(p);
		pruned = be16(p + 2);
		ob_num(o, ", joined sources: ", joined, ", pruned sources: ");
		ob_u(o, pruned);
		sources(pk, &v, plain, "\n\t      joined", joined, o);
		sources(pk, &v, plain, "\n\t      pruned", pruned, o);
	}
}

static void bootstrap(struct pkt *pk, struct view v, size_t plain, struct obuf *o)
{
	const uint8_t *p = take(&v, 2);

	ob_str(o, " tag=");
	ob_hex(o, be16(p), 0);
	p = take(&v, 1);
	ob_num(o, " hashmlen=", p[0], "");
	view_need(&v, 2);
	p = take(&v, 1);
	ob_num(o, " BSRprio=", p[0], " BSR=");
	pim_unicast(pk, &v, plain, o);
	for (unsigned i = 0; view_more(&v); i++) {
		unsigned n;

		ob_num(o, " (group", i, ": ");
		pim_group(pk, &v, plain, o);
		p = take(&v, 1);
		ob_num(o, " RPcnt=", p[0], "");
		p = take(&v, 1);
		n = p[0];
		ob_num(o, " FRPcnt=", n, "");
		promised(&v, 2);
		view_pass(&v, 2);
		for (unsigned k = 0; k < n && view_more(&v); k++) {
			ob_num(o, " RP", k, "=");
			pim_unicast(pk, &v, plain, o);
			promised(&v, 2);
			ob_str(o, ",holdtime=");
			ob_lasting(o, be16(take(&v, 2)));
			p = take(&v, 1);
			ob_num(o, ",prio=", p[0], "");
			promised(&v, 1);
			view_pass(&v, 1);
		}
		ob_c(o, ')');
	}
}

static void assert_print(struct pkt *pk, struct view v, size_t plain, struct obuf *o)
{
	const uint8_t *p;

	ob_str(o, " group=");
	pim_group(pk, &v, plain, o);
	ob_str(o, " src=");
	pim_unicast(pk, &v, plain, o);
	p = take(&v, 8);
	if (p[0] & 0x80)
		ob_str(o, " RPT");
	ob_num(o, " pref=", be32(p) & 0x7fffffff, " metric=");
	ob_u(o, be32(p + 4));
}

static void candidate(struct pkt *pk, struct view v, size_t plain, struct obuf *o)
{
	const uint8_t *p = take(&v, 1);
	unsigned n = p[0];

	ob_num(o, " prefix-cnt=", n, "");
	p = take(&v, 1);
	ob_num(o, " prio=", p[0], "");
	promised(&v, 2);
	ob_str(o, " holdtime=");
	ob_lasting(o, be16(take(&v, 2)));
	ob_str(o, " RP=");
	pim_unicast(pk, &v, plain, o);
	for (unsigned i = 0; i < n && view_more(&v); i++) {
		ob_num(o, " Group", i, "=");
		pim_group(pk, &v, plain, o);
	}
}

static void refresh(struct pkt *pk, struct view v, size_t plain, struct obuf *o)
{
	ob_str(o, " src=");
	pim_unicast(pk, &v, plain, o);
	ob_str(o, " grp=");
	pim_group(pk, &v, plain, o);
	ob_str(o, " forwarder=");
	pim_unicast(pk, &v, plain, o);
	promised(&v, 2);
	ob_str(o, " TUNR ");
	ob_lasting(o, be16(take(&v, 2)));
}

/* Of a designated forwarder (RFC 5015). */
static void election(struct pkt *pk, struct view v, uint8_t subtype, size_t plain, struct obuf *o)
{
	enum { BACKOFF = 3, PASS };
	static const struct word subtypes[] = {
		{ 1, "Offer" }, { 2, "Winner" }, { BACKOFF, "Backoff" }, { PASS, "Pass" },
		{ 0, NULL },
	};
	const char *name = word_of(subtypes, subtype);
	bool backoff = subtype == BACKOFF;

	ob_str(o, "\n\t  ");
	ob_str(o, name ? name : "Unknown");
	ob_str(o, ", rpa=");
	pim_unicast(pk, &v, plain, o);
	ob_num(o, " sender pref=", be32(take(&v, 4)), "");
	ob_num(o, " sender metric=", be32(take(&v, 4)), "");
	if (subtype != BACKOFF && subtype != PASS)
		return;
	ob_str(o, backoff ? "\n\t  offer addr=" : "\n\t  new winner addr=");
	pim_unicast(pk, &v, plain, o);
	ob_num(o, backoff ? " offer pref=" : " new winner pref=", be32(take(&v, 4)), "");
	ob_num(o, backoff ? " offer metric=" : " new winner metric=", be32(take(&v, 4)), "");
	if (backoff)
		ob_num(o, " interval ", be16(take(&v, 2)), "ms");
}

void pim_message(struct pkt *pk, struct view v, uint8_t type, uint8_t subtype, size_t plain,
		 struct obuf *o)
{
	switch (type) {
	case PIM_STOP:
		ob_str(o, " group=");
		pim_group(pk, &v, plain, o);
		ob_str(o, " source=");
		pim_unicast(pk, &v, plain, o);
		break;
	case PIM_JOIN:
	case PIM_GRAFT:
	case PIM_GRAFT_ACK:
		join(pk, v, type, plain, o);
		break;
	case PIM_BOOTSTRAP:
		bootstrap(pk, v, plain, o);
		break;
	case PIM_ASSERT:
		assert_print(pk, v, plain, o);
		break;
	case PIM_CANDIDATE:
		candidate(pk, v, plain, o);
		break;
	case PIM_REFRESH:
		refresh(pk, v, plain, o);
		break;
	case PIM_ELECTION:
		election(pk, v, subtype, plain, o);
		break;
	default:
		ob_num(o, " [type ", type, "]");
	}
}
