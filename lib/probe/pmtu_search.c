/* From one volley of sizes to the next, until the largest packet is known to the byte. */
#include "probe/pmtu.h"

#define FLOWS 24			/* that are looked at where some are narrow */
#define VERIFY 1000		/* these are their numbers, and those above */
#define ROUNDS 200
#define LEAST4 576		/* what every host of IPv4 takes */
#define SPREAD 12		/* sizes between two that are known, at once */
#define BURST 6			/* copies of one size at once */
#define COPIES 3		/* likewise of a size among larger ones that get through */
#define AGAIN 16		/* sizes that go out again where packets are lost */

/*
 * MTUs that exist. Ethernet with jumbo frames, FDDI, Wi-Fi; then 1500 less what is put in front:
 * PPPoE 8, SIT and IPIP 20, GRE 24, with key 28, PPPoA and PPTP 40, NAT64 and L2TP 46, VXLAN 50,
 * WireGuard 60 and 80, IPsec and their sums; what IPv6 demands; slow lines.
 */
static const uint16_t table[] = { 9216, 9000, 8950, 8166, 4470, 4352, 2304, 2002, 1500, 1492, 1480,
				  1476, 1472, 1460, 1454, 1450, 1442, 1440, 1432, 1428, 1420, 1412,
				  1400, 1392, 1380, 1372, 1340, 1300, 1280, 1006, 576,	0 };

/* What is known after a round. */
struct sight {
	uint16_t lo;		/* answered, and all below it */
	uint16_t top;		/* the largest that was answered; 0: none */
	struct pmtu_try *hole;	/* the smallest below top that is not answered */
	bool lossy;
};

static bool counts(const struct pmtu_try *t)
{
	return t->use == PMTU_SIZE && !t->skip;
}

static struct sight look(struct pmtu *p)
{
	struct sight s = { 0 };

	for (unsigned i = p->first; i < p->ntries; i++)
		if (counts(&p->tries[i]) && p->tries[i].answered && p->tries[i].size > s.top)
			s.top = p->tries[i].size;
	for (unsigned i = p->first; i < p->ntries; i++) {
		struct pmtu_try *t = &p->tries[i];

		if (counts(t) && !t->answered && t->size < s.top &&
		    (!s.hole || t->size < s.hole->size))
			s.hole = t;
	}
	for (unsigned i = p->first; i < p->ntries; i++) {
		const struct pmtu_try *t = &p->tries[i];

		if (counts(t) && t->answered && t->size > s.lo &&
		    (!s.hole || t->size < s.hole->size))
			s.lo = t->size;
	}
	s.lossy = p->loss || pmtu_loss(p).lost;
	return s;
}

/* With what may be loss: of sizes that are not answered, but larger ones are. */
static struct pmtu_loss known_loss(const struct pmtu *p)
{
	struct pmtu_loss l = pmtu_loss(p);
	uint16_t top = 0;

	for (unsigned i = p->first; i < p->ntries; i++)
		if (counts(&p->tries[i]) && p->tries[i].answered && p->tries[i].size > top)
			top = p->tries[i].size;
	for (unsigned i = p->first; i < p->ntries; i++) {
		const struct pmtu_try *t = &p->tries[i];

		/* once each: all the others are what is to be judged */
		if (!counts(t) || t->answered || !t->lost || t->size > top)
			continue;
		l.judged++;
		l.lost++;
	}
	return l;
}

/* A chance of one in 100,000 that so many in a row are lost; without any loss seen, two will do. */
unsigned pmtu_need(const struct pmtu *p)
{
	struct pmtu_loss l = known_loss(p);
	uint64_t chance = 1000 * (l.lost + 1) / (l.judged + 2), left = 1000000;
	unsigned n = 0;

	if (!l.lost && !p->loss)
		return 2;
	if (chance < p->loss)
		chance = p->loss;
	for (; left > 10 && n < 40; n++)
		left = left * chance / 1000;
	return n < 4 ? 4 : n;
}

static unsigned failures(const struct pmtu_try *t)
{
	return t->lost + t->refused;
}

/* Have packets of that size to the hops on the way shown that they get no further? */
static bool is_traced(const struct pmtu *p, unsigned size)
{
	const struct pmtu_trace *tr = &p->trace;

	return tr->on && tr->done && tr->fail && tr->bad == size && tr->flow == p->flow;
}

/* So often a size must fail that is just above what gets through. */
static unsigned need_above(const struct pmtu *p, unsigned size)
{
	/* the others have found the same */
	if (p->hint && !p->loss && p->lo == p->hint && size == p->hint + 1u)
		return 1;
	return is_traced(p, size) && pmtu_need(p) == 2 ? 1 : pmtu_need(p);
}

/* Is it known not to get through? */
static bool is_dead(const struct pmtu *p, const struct pmtu_try *t)
{
	return !t->answered &&
	       (failures(t) >= need_above(p, t->size) || (t->refused && failures(t) >= 2));
}

static struct pmtu_try *find(struct pmtu *p, uint16_t size)
{
	for (unsigned i = p->first; i < p->ntries; i++)
		if (p->tries[i].use == PMTU_SIZE && p->tries[i].size == size)
			return &p->tries[i];
	return NULL;
}

static uint16_t flow_for(const struct pmtu *p)
{
	return p->fixed ? p->flow : (uint16_t)(p->ntries - p->first);
}

static struct pmtu_try *get(struct pmtu *p, uint16_t size)
{
	struct pmtu_try *t = find(p, size);

	return t ? t : pmtu_kind(p, PMTU_SIZE, size, flow_for(p), p->cfg.ttl, false);
}

static void send(struct pmtu *p, uint16_t size)
{
	struct pmtu_try *t = get(p, size);

	if (t)
		pmtu_again(p, t);
}

/* Has that size been left to the trace, which is under way or due? */
static bool awaits_trace(const struct pmtu *p, const struct pmtu_try *t)
{
	return p->cfg.traced && p->sure && pmtu_need(p) == 2 && !t->answered && failures(t) &&
	       !(p->trace.on && p->trace.done && p->trace.bad == t->size);
}

bool pmtu_awaits_trace(struct pmtu *p)
{
	struct pmtu_try *t = find(p, (uint16_t)(p->lo + 1));

	return t && awaits_trace(p, t);
}

/* The rest of what it takes to believe that it is lost. */
static void insist(struct pmtu *p, uint16_t size)
{
	struct pmtu_try *t = get(p, size);
	unsigned need = need_above(p, size), failed = t ? failures(t) : 0;
	unsigned n = need > failed ? need - failed : 1;

	if (p->cfg.traced && need == 2 && !failed)
		n = 1;
	for (unsigned i = 0; i < n && i < BURST && t; i++)
		pmtu_again(p, t);
}

/* All that exist between the two, both excluded; but `to` where that is where packets end. */
static void volley(struct pmtu *p, unsigned above, unsigned below)
{
	p->volleyed = true;
	if (below > p->cfg.max)
		send(p, p->cfg.max);
	for (const uint16_t *size = table; *size; size++)
		if (*size > above && *size < below && *size < p->cfg.max)
			send(p, *size);
}

/* What lines of our days carry, and something that gets through if anything does. */
static void first_volley(struct pmtu *p)
{
	volley(p, PMTU_MIN6 - 1, p->cfg.max + 1u);
	if (p->cfg.to.family == ADDR_V4 && p->cfg.max > LEAST4)
		send(p, LEAST4);
}

/* Of the rest of them, those between lo and the next size that failed. */
static void second_volley(struct pmtu *p, uint16_t next)
{
	for (const uint16_t *size = table; *size; size++) {
		if (*size >= PMTU_MIN6 || *size >= next || *size <= p->lo)
			continue;
		if (!find(p, *size))
			send(p, *size);
	}
}

static void end(struct pmtu *p, enum pmtu_state state)
{
	p->state = state;
	p->sure = state == PMTU_FOUND;
	p->mtu = state == PMTU_FOUND ? p->lo : 0;
}

/* Small ones get through everything, if somebody is there at all. */
static void nothing_yet(struct pmtu *p)
{
	unsigned rounds = p->loss ? 6 : p->hint ? 2 : 1;

	if (p->unheard++ >= rounds) {
		end(p, PMTU_NONE);
		return;
	}
	if (p->cfg.max > 296)
		send(p, 296);
	send(p, p->cfg.to.family == ADDR_V4 ? PMTU_LEAST : PMTU_LEAST6);
}

/* A size is lost for good where a larger one gets through elsewhere: this is the narrow way. */
static void fix_flow(struct pmtu *p, const struct pmtu_try *hole, uint16_t top)
{
	struct pmtu_try copy = *hole;

	p->wide = top > p->wide ? top : p->wide;
	p->fixed = true;
	p->flow = copy.flow;
	p->first = p->ntries;
	p->confirm = 0;
	if (p->ntries < PMTU_TRIES)
		p->tries[p->ntries++] = copy;
	volley(p, 0, copy.size);
}

/* A hole that stays one. */
static void take_hole(struct pmtu *p, const struct sight *s)
{
	if (p->fixed || p->cfg.fresh) {
		s->hole->skip = true;
		pmtu_search_step(p);
	} else {
		fix_flow(p, s->hole, s->top);
	}
}

static void fill_holes(struct pmtu *p, const struct sight *s)
{
	bool more = false;

	for (unsigned i = p->first; i < p->ntries; i++) {
		struct pmtu_try *t = &p->tries[i];

		if (!counts(t) || t->answered || t->size > s->top || is_dead(p, t))
			continue;
		more = true;
		for (unsigned k = 0; k < COPIES && k <= t->lost / 2; k++)
			pmtu_again(p, t);
	}
	/* of several, the smallest is that of the narrowest way */
	if (!more)
		take_hole(p, s);
}

/*
 * One way is known; is another narrower still? False: all others that were tried take as much. A
 * size of this kind is none of the search's own: it has a use of its own, but a flow as any.
 */
static bool verify(struct pmtu *p)
{
	struct pmtu_try *t = NULL;

	for (unsigned i = 1; i <= FLOWS; i++) {
		t = pmtu_kind(p, PMTU_ASIDE, p->lo, (uint16_t)(VERIFY + i), p->cfg.ttl, false);
		if (!t || t->answered)
			continue;
		if (is_dead(p, t)) {
			struct pmtu_try hole = *t;

			hole.use = PMTU_SIZE;
			fix_flow(p, &hole, p->lo);
			return true;
		}
		pmtu_again(p, t);
	}
	return p->open[PMTU_ASIDE];
}

/* The smallest size above that was tried without success; or one above all. */
static uint16_t next_tried(struct pmtu *p, uint16_t lo)
{
	unsigned next = p->cfg.max + 1u;

	for (unsigned i = p->first; i < p->ntries; i++)
		if (counts(&p->tries[i]) && p->tries[i].size > lo && p->tries[i].size < next)
			next = p->tries[i].size;
	return (uint16_t)next;
}

/* What routers name, and nothing is known of. True: something was sent. */
static bool try_names(struct pmtu *p)
{
	unsigned before = p->nqueue;

	for (unsigned i = 0; i < p->nwords; i++) {
		uint32_t mtu = p->words[i].mtu;

		if (mtu <= p->lo || mtu > p->cfg.max || find(p, (uint16_t)mtu))
			continue;
		send(p, (uint16_t)mtu);
		if (mtu < p->cfg.max && !find(p, (uint16_t)(mtu + 1)))
			insist(p, (uint16_t)(mtu + 1));
	}
	return p->nqueue > before;
}

/* After the first of another method's result. True: something was sent. */
static bool follow_hint(struct pmtu *p)
{
	struct pmtu_try *t = p->hint ? find(p, p->hint) : NULL;

	if (!t || p->volleyed || p->lo == p->hint)
		return false;
	if (p->lo < p->hint && !is_dead(p, t))
		insist(p, t->size);
	else if (p->lo < p->hint)
		volley(p, p->lo, p->hint);
	else
		volley(p, p->lo, p->cfg.max + 1u);
	return p->open[PMTU_SIZE];
}

/* Between lo and the next size that failed. */
static void spread(struct pmtu *p, uint16_t next)
{
	unsigned gap = next - p->lo - 1u, n = gap < SPREAD ? gap : SPREAD;

	for (unsigned i = 1; i <= n; i++)
		send(p, (uint16_t)(p->lo + i * gap / n));
}

static void go_up(struct pmtu *p, const struct sight *s)
{
	uint16_t above = (uint16_t)(p->lo + 1), next = next_tried(p, p->lo);
	struct pmtu_try *t = find(p, above);
	unsigned again = 0;

	if (try_names(p) || follow_hint(p))
		return;
	if (t && is_dead(p, t)) {
		if (!p->fixed || !verify(p))
			end(p, PMTU_FOUND);
		return;
	}
	/* what should have been lost was not: the limit is none of the table */
	p->sure = !p->confirm || p->lo < p->confirm || next <= above;
	if (!p->sure)
		spread(p, next);
	else
		second_volley(p, next);
	if (p->sure && (!t || !awaits_trace(p, t)))
		insist(p, above);
	p->confirm = above;
	for (unsigned i = p->first; i < p->ntries && s->lossy && again < AGAIN; i++) {
		t = &p->tries[i];
		if (!counts(t) || t->size <= above || t->open || is_dead(p, t))
			continue;
		pmtu_again(p, t);
		again++;
	}
}

void pmtu_search_step(struct pmtu *p)
{
	struct sight s = look(p);

	p->sure = false;
	if (p->rounds++ == ROUNDS) {
		p->lo = s.lo;
		end(p, PMTU_LIMIT);
	} else if (!s.top && p->rounds == 1 && !p->hint) {
		first_volley(p);
	} else if (!s.top && p->rounds == 1) {
		send(p, p->hint);
		if (p->hint < p->cfg.max)
			send(p, (uint16_t)(p->hint + 1));
	} else if (!s.top) {
		nothing_yet(p);
	} else if (s.hole) {
		p->lo = s.lo;
		fill_holes(p, &s);
	} else {
		p->lo = s.lo;
		if (p->lo >= p->cfg.max)
			end(p, PMTU_FOUND);
		else
			go_up(p, &s);
	}
}

void pmtu_search(struct pmtu *p, uint16_t hint)
{
	/* what was asked before the first search counts */
	if (p->state != PMTU_IDLE || !hint)
		p->first = p->ntries;
	p->state = PMTU_SEARCH;
	p->hint = hint;
	p->rounds = p->unheard = 0;
	p->lo = p->mtu = p->confirm = 0;
	p->volleyed = p->sure = false;
}

void pmtu_doubt(struct pmtu *p, uint32_t loss)
{
	if (loss <= p->loss)
		return;
	p->loss = loss;
	if (p->state == PMTU_FOUND || p->state == PMTU_NONE)
		p->state = PMTU_SEARCH;
	p->trace.done = false;
}
