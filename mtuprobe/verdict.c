/* What it all comes to: the number, the verdict, and its evidence in one line. */
#include <string.h>

#include "mtuprobe.h"

#include "sys/sock.h"

#define LOSS_PERCENT 3		/* less is no finding */
#define QUOTE_HEAD 48		/* of ICMPv6, in front of what it quotes */

static uint16_t headers(const struct mtuprobe *m)
{
	return m->host.addr.family == ADDR_V4 ? 40 : 60;
}

static uint16_t smaller(uint16_t a, uint16_t b)
{
	return !a || (b && b < a) ? b : a;
}

/* The kernel has sent other sizes than it was asked for. */
static bool is_cut(const struct mtuprobe *m, unsigned i)
{
	return i >= WAY_TCP && m->connect[i - WAY_TCP].cut;
}

static void collect(struct mtuprobe *m, struct mtu_result *r)
{
	struct pmtu_loss all = { 0 };

	for (unsigned i = 0; i < WAYS; i++) {
		const struct pmtu *p = m->ways[i].plan;
		unsigned kind = i < WAY_TCP ? i : WAY_TCP;
		struct pmtu_loss l;

		if (!p)
			continue;
		l = pmtu_loss(p);
		all.judged += l.judged;
		all.lost += l.lost;
		r->sent += (unsigned)p->sent;
		if (p->state == PMTU_FOUND && !r->found[kind] && !is_cut(m, i)) {
			r->found[kind] = p->mtu;
			r->least[kind] = p->mtu >= p->cfg.max && p->cfg.max < m->max;
		}
		r->wide = p->wide > r->wide ? p->wide : r->wide;
		if (kind != WAY_TCP || !p->rtt || (r->port && !mtu_is_open(m, i)))
			continue;
		if (!m->port && !mtu_is_open(m, i))
			continue;
		r->port = m->ways[i].port;
		r->port_open = mtu_is_open(m, i);
		r->mss = p->mss;
		r->mss_least = p->mss_late;
	}
	r->judged = all.judged;
	if (all.lost > 1)
		r->loss = (200 * all.lost + all.judged) / (2 * all.judged);
	if (m->knock_port && (!r->port || r->port == m->knock_port) && !r->mss) {
		r->port = m->knock_port;
		r->port_open = true;
		r->mss = m->knock_mss;
		r->mss_least = m->knock_least;
	}
}

/* Who says something of packets that are just too large; of several the nearest to the truth. */
static const struct pmtu_word *find_word(const struct pmtu *p, uint16_t mtu)
{
	const struct pmtu_word *best = NULL;

	for (unsigned i = 0; i < p->nwords; i++) {
		const struct pmtu_word *w = &p->words[i];

		if (w->most <= mtu)
			continue;
		if (w->mtu == mtu)
			return w;
		if (!best || w->least < best->least)
			best = w;
	}
	return best;
}

/* A word that is right as far as it goes: something else is narrower still, and says nothing. */
static bool is_beside(const struct pmtu *p, const struct pmtu_word *w, uint16_t mtu)
{
	unsigned refused;

	return w->mtu > mtu && w->least > w->mtu && pmtu_failed(p, (uint16_t)(mtu + 1), &refused) &&
	       !refused;
}

static bool differ(const struct mtu_result *r)
{
	for (unsigned i = 0; i < 3; i++)
		for (unsigned k = 0; k < 3; k++)
			if (r->found[i] && !r->least[i] && r->found[k] > r->found[i])
				return true;
	return false;
}

static void locate(const struct pmtu *p, struct mtu_result *r)
{
	const struct pmtu_trace *tr = &p->trace;

	if (!tr->on || !tr->done)
		return;
	r->trace = tr;
	r->hop = tr->pass;
	r->hop_from = tr->pass_from;
	if (!r->word || addr_eq(&tr->pass_from, &r->word->from))
		return;
	/* it speaks of lengths, but not of hop limits, or not each time */
	if (addr_eq(&tr->fail_from, &r->word->from))
		r->hop = tr->fail;
	else if (tr->told)
		r->hop = tr->fail - 1;
	else if (r->word->hops - 1 > (int)tr->pass && r->word->hops - 1 < (int)tr->fail)
		r->hop = (unsigned)r->word->hops - 1;
	else if (tr->fail > tr->pass + 1)
		r->hop = tr->pass + 1;
	r->hop_from = r->word->from;
}

static enum mtu_verdict verdict_of(const struct mtuprobe *m, const struct pmtu *p,
				   struct mtu_result *r)
{
	bool clamped = r->mss && !r->mss_least && r->port_open && r->mss + headers(m) <= r->mtu;

	if (r->at_least)
		return VERDICT_UNFINISHED;
	if (!r->wide && differ(r))
		return VERDICT_DIFFERS;
	if (r->mtu >= m->max)
		return r->loss >= LOSS_PERCENT ? VERDICT_LOSS : VERDICT_CLEAN;
	r->word = find_word(p, r->mtu);
	if (r->word && is_beside(p, r->word, r->mtu))
		r->word = NULL;
	locate(p, r);
	if (m->host.addr.family == ADDR_V6 && r->mtu < PMTU_MIN6)
		return VERDICT_SMALL;
	if (r->word && r->word->mtu == r->mtu)
		return VERDICT_SIGNALLED;
	if (m->refusals.some)
		return VERDICT_REFUSED;
	if (clamped)
		return VERDICT_CLAMPED;
	return r->word ? VERDICT_LYING : VERDICT_HOLE;
}

static void judge_fragments(const struct mtuprobe *m, struct mtu_result *r)
{
	const struct pmtu *p = m->ways[WAY_ICMP].plan;
	const struct pmtu_try *t =
		p && m->loose_size ? pmtu_find(p, m->loose_size, p->flow, 0, true) : NULL;

	/* what says nothing of fragments: echoes do not come through as such */
	if (r->found[WAY_ICMP] < r->mtu)
		return;
	if (t && t->answered)
		r->fragments = FRAGMENTS_PASS;
	else if (t && t->lost + t->refused > 1)
		r->fragments = FRAGMENTS_LOST;
}

/* The target was silent: what is known of the way up to the last hop that was not. */
static void judge_silent(struct mtuprobe *m, struct mtu_result *r)
{
	struct mtu_way *ref = m->stage == RUN_DARK && m->far ? mtu_reference(m) : NULL;
	const struct pmtu *p = ref ? ref->plan : NULL;

	r->verdict = VERDICT_SILENT;
	for (unsigned i = 0; i < 3; i++)
		r->found[i] = 0;
	if (!p || !p->lo)
		return;
	r->bound = p->lo;
	r->far = m->far;
	r->rtt = p->rtt;
	for (unsigned i = 0; i < p->ntries; i++)
		if (p->tries[i].ttl == m->far && p->tries[i].answered)
			r->far_from = p->tries[i].from;
	if (p->lo >= m->max)
		return;
	r->word = find_word(p, p->lo);
	locate(p, r);
}

static uint16_t exact(const struct mtu_result *r, enum mtu_way_kind kind)
{
	return r->least[kind] ? 0 : r->found[kind];
}

/* Of several ways the narrow one counts, of echoes only where nothing else does. */
static void find_mtu(struct mtu_result *r)
{
	r->mtu = smaller(exact(r, WAY_UDP), exact(r, WAY_TCP));
	if (!r->mtu || r->wide)
		r->mtu = smaller(r->mtu, exact(r, WAY_ICMP));
	if (r->mtu)
		return;
	for (unsigned i = 0; i < 3; i++)
		r->mtu = r->found[i] > r->mtu ? r->found[i] : r->mtu;
	r->at_least = r->mtu;
}

/*
 * With IPv6 "port unreachable" quotes as much as goes into 1280 bytes: where less gets through, it
 * is the answers that are too large to come back, not the packets.
 */
static void mind_answers(const struct mtuprobe *m, struct mtu_result *r)
{
	unsigned answer = r->found[WAY_UDP] + QUOTE_HEAD;

	for (unsigned i = 0; i < 3 && m->host.addr.family == ADDR_V6 && r->found[WAY_UDP]; i++)
		if (answer < PMTU_MIN6 && r->found[i] == answer)
			r->least[WAY_UDP] = true;
}

struct mtu_result mtu_judge(struct mtuprobe *m)
{
	struct mtu_result r = { .hops = -1 };
	struct mtu_way *ref = mtu_reference(m);
	const struct pmtu *p = ref ? ref->plan : NULL;

	collect(m, &r);
	if (m->stage != RUN_SEARCH || !p) {
		judge_silent(m, &r);
		return r;
	}
	r.hops = p->hops;
	r.rtt = p->rtt;
	mind_answers(m, &r);
	find_mtu(&r);
	if (!r.mtu) {
		r.mtu = p->lo;
		r.verdict = VERDICT_UNFINISHED;
		return r;
	}
	judge_fragments(m, &r);
	r.verdict = verdict_of(m, mtu_tracer(m, ref), &r);
	return r;
}

static const struct {
	const char *name, *layer;
	int status;
} verdicts[] = {
	[VERDICT_CLEAN] = { "clean", "healthy", 0 },
	[VERDICT_SIGNALLED] = { "signalled", "healthy", 0 },
	[VERDICT_REFUSED] = { "refused", "healthy", 0 },
	[VERDICT_HOLE] = { "black-hole", "network", 13 },
	[VERDICT_LYING] = { "lying", "network", 13 },
	[VERDICT_CLAMPED] = { "clamped", "network", 13 },
	[VERDICT_DIFFERS] = { "differs", "network", 13 },
	[VERDICT_SMALL] = { "too-small-for-ipv6", "network", 13 },
	[VERDICT_LOSS] = { "loss", "network", 13 },
	[VERDICT_SILENT] = { "no-answer", "unknown", 1 },
	[VERDICT_UNFINISHED] = { "unfinished", "unknown", 1 },
};

const char *mtu_verdict_name(enum mtu_verdict v)
{
	return verdicts[v].name;
}

const char *mtu_verdict_layer(enum mtu_verdict v)
{
	return verdicts[v].layer;
}

int mtu_verdict_status(enum mtu_verdict v)
{
	return verdicts[v].status;
}

static void who(struct obuf *o, const struct addr *a)
{
	char text[SOCK_STR];

	ob_str(o, sock_str(a, text));
}

static void at_hop(const struct mtu_result *r, struct obuf *o)
{
	if (!r->trace)
		return;
	if (!r->hop && !r->trace->fail)
		return;
	if (!r->hop && r->trace->fail == 1) {
		ob_str(o, " on the first link");
		return;
	}
	if (!r->hop) {
		ob_num(o, " somewhere before hop ", r->trace->fail, "");
		return;
	}
	/* what is behind it may be silent to all that was sent */
	if (!r->trace->fail && !r->word)
		ob_str(o, " somewhere");
	ob_num(o, " after hop ", r->hop, "");
	if (r->hop_from.family) {
		ob_str(o, " (");
		who(o, &r->hop_from);
		ob_c(o, ')');
	}
	if (r->trace->fail > r->hop + 1)
		ob_num(o, " and before hop ", r->trace->fail, "");
}

static void hole_text(const struct mtu_result *r, struct obuf *o)
{
	ob_num(o, "packets above ", r->mtu, " bytes are dropped without a word");
	at_hop(r, o);
}

static void lying_text(const struct mtu_result *r, struct obuf *o)
{
	who(o, &r->word->from);
	if (r->word->mtu)
		ob_num(o, " names an MTU of ", r->word->mtu, "");
	else
		ob_str(o, " names no MTU");
	ob_num(o, ", but the path takes ", r->mtu, " bytes");
	at_hop(r, o);
}

static void signalled_text(const struct mtu_result *r, struct obuf *o)
{
	ob_num(o, "the path takes ", r->mtu, " bytes, and ");
	who(o, &r->word->from);
	if (r->hop)
		ob_num(o, " at hop ", r->hop, "");
	ob_str(o, " says so");
}

static void refused_text(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o)
{
	ob_num(o, "the path takes ", r->mtu, " bytes, and larger ones are refused");
	at_hop(r, o);
	ob_str(o, "; by whom, and what is named, is not heard without ");
	ob_str(o, m->shy ? "CAP_NET_ADMIN" : "CAP_NET_RAW");
}

static void unfinished_text(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o)
{
	if (!r->at_least)
		ob_str(o, "the time was up; ");
	ob_num(o, "packets of ", r->mtu, " bytes get through");
	if (r->at_least)
		ob_str(o, m->shy ? "; larger ones are not asked without CAP_NET_ADMIN" :
				   "; larger ones are not asked without CAP_NET_RAW");
}

static void differs_text(const struct mtu_result *r, struct obuf *o)
{
	static const char *const names[] = { "ICMP", "UDP", "TCP" };
	const char *before = "";

	for (unsigned i = 0; i < 3; i++) {
		if (!r->found[i])
			continue;
		ob_str(o, before);
		ob_str(o, names[i]);
		ob_num(o, " gets ", r->found[i], " bytes through");
		before = ", ";
	}
}

static void silent_text(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o)
{
	ob_str(o, "the host answers neither ICMP nor UDP nor TCP");
	if (!r->bound)
		return;
	ob_num(o, "; packets of ", r->bound, " bytes come as far as ");
	ob_num(o, "hop ", r->far, "");
	if (r->far_from.family) {
		ob_str(o, " (");
		who(o, &r->far_from);
		ob_c(o, ')');
	}
	if (r->bound >= m->max)
		return;
	ob_str(o, ", larger ones end");
	at_hop(r, o);
}

void mtu_verdict_text(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o)
{
	switch (r->verdict) {
	case VERDICT_CLEAN:
		ob_num(o, "packets of ", r->mtu, " bytes get through, as large as ");
		ob_esc(o, m->device, strlen(m->device));
		ob_str(o, " sends them");
		break;
	case VERDICT_SIGNALLED:
		signalled_text(r, o);
		break;
	case VERDICT_REFUSED:
		refused_text(m, r, o);
		break;
	case VERDICT_HOLE:
		hole_text(r, o);
		break;
	case VERDICT_LYING:
		lying_text(r, o);
		break;
	case VERDICT_CLAMPED:
		ob_num(o, "TCP keeps below, by an MSS of ", r->mss, "; of all else ");
		hole_text(r, o);
		break;
	case VERDICT_DIFFERS:
		differs_text(r, o);
		break;
	case VERDICT_SMALL:
		ob_num(o, "the path takes ", r->mtu, " bytes, and IPv6 needs 1280");
		at_hop(r, o);
		break;
	case VERDICT_LOSS:
		ob_num(o, "", r->loss, " percent of the packets are lost, however small they are");
		break;
	case VERDICT_SILENT:
		silent_text(m, r, o);
		break;
	case VERDICT_UNFINISHED:
		unfinished_text(m, r, o);
		break;
	}
}
