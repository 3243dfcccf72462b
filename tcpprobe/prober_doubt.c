/*
 * Is it the host who answers? Two ports that nobody asked for are tried beside those that were: a
 * host accepts or refuses them itself, a proxy accepts them all, a filter says what it says of one
 * port only. What an answer may mean is held back until they were answered, too, or could have
 * been.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/prog.h"
#include "prober_run.h"

#define CONTROL_FIRST 20000
#define CONTROL_LAST 59999
#define SETTLE_MIN (30 * NS_MS)
#define LISTEN_MIN (200 * NS_MS)	/* for a proxy's second thoughts */
#define BANNER_WAIT (2 * NS_S)
#define LOCATE_MIN (300 * NS_MS)

static ns_t max(ns_t a, ns_t b)
{
	return a > b ? a : b;
}

static uint32_t chance(void)
{
	uint32_t r;

	return getrandom(&r, sizeof(r), GRND_NONBLOCK) == sizeof(r) ? r : (uint32_t)clock_now();
}

/* A port that is not on the list, 0: there seems to be none. */
static uint16_t unasked(const struct prober *p, const struct target *t)
{
	for (unsigned spare = 64; spare; spare--) {
		uint16_t number =
			(uint16_t)(CONTROL_FIRST + chance() % (CONTROL_LAST - CONTROL_FIRST + 1));

		if (scan_find(p, t, number) < 0)
			return number;
	}
	return 0;
}

void doubt_open(struct prober *p, struct target *t)
{
	size_t base = (size_t)(t - p->targets) * (p->nports + PROBER_CONTROLS) + p->nports;
	bool none = t->local || p->cfg.plain || p->cfg.wait_for >= 0;

	t->held = -1;
	t->left = t->unheard = p->nports;
	t->patience.ports = (uint32_t)p->nports;
	t->patience.limit = p->cfg.wait;
	t->host_mark.ttl = t->far_mark.ttl = -1;
	for (size_t i = 0; i < PROBER_CONTROLS; i++) {
		t->control[i] = none ? 0 : unasked(p, t);
		t->controls += t->control[i] != 0;
		t->unheard += t->control[i] != 0;
		if (!t->control[i])
			p->ports[base + i].state = PORT_DONE;
	}
}

/* When the controls, and the first of the others, would have been answered. */
static ns_t heard_at(const struct target *t)
{
	return t->unheard ? t->answered + max(2 * t->patience.srtt, SETTLE_MIN) : 0;
}

static ns_t settled_at(const struct target *t)
{
	return t->controls ? heard_at(t) : 0;
}

static ns_t listened_at(const struct target *t, const struct port *q)
{
	return q->watched + max(3 * t->patience.srtt, LISTEN_MIN);
}

/* Verdicts: the time when it may be known better, or 0: a->fate is the last word. */

static ns_t decide_open(const struct prober *p, const struct target *t, const struct port *q,
			struct answer *a, ns_t now)
{
	if (p->cfg.banner && !a->banner_len && !q->ended) {
		if (now < q->watched + BANNER_WAIT)
			return q->watched + BANNER_WAIT;
		a->silent = true;
	}
	if (now < settled_at(t))
		return settled_at(t);
	if (!t->all_open || a->banner_len)
		return 0;
	if (q->ended) {
		a->fate = FATE_CLOSED;
		a->why = "accepted by a proxy, then reset";
		return 0;
	}
	if (now < listened_at(t, q))
		return listened_at(t, q);
	/* the proxy hands on what the host refuses: what stays open is open there, too */
	if (!t->all_reset) {
		a->fate = FATE_PROXY;
		a->why = "so is any port, and none says a word";
	}
	return 0;
}

/* Which router is so many hops away? */
static struct hop *find_hop(struct target *t, unsigned hop)
{
	for (size_t i = 0; i < PROBER_HOPS; i++)
		if (!t->hops[i].hop || t->hops[i].hop == hop)
			return &t->hops[i];
	return NULL;
}

static ns_t locate(struct prober *p, struct target *t, uint32_t port, struct answer *a, ns_t now)
{
	struct hop *h;

	a->fate = FATE_MIDDLEBOX;
	a->hop = fate_hops(a->mark.ttl) + 1;
	h = find_hop(t, a->hop);
	if (!h)
		return 0;
	if (!h->hop) {
		*h = (struct hop){ .hop = a->hop, .began = now };
		if (try_apart(p, port, a->hop, 0) < 0)
			h->known = true;
	}
	if (h->known) {
		a->who = h->who;
		return 0;
	}
	h->known = now >= h->began + max(3 * t->patience.srtt, LOCATE_MIN);
	return h->known ? 0 : h->began + max(3 * t->patience.srtt, LOCATE_MIN);
}

static void learn_far(struct target *t, const struct fate_mark *mark)
{
	if (t->far_mark.ttl < 0 || fate_hops(mark->ttl) > fate_hops(t->far_mark.ttl))
		t->far_mark = *mark;
}

/* Where no raw socket saw it: when it is known better, or 0. */
static ns_t measure_mark(struct prober *p, struct target *t, uint32_t port, struct answer *a,
			 ns_t now)
{
	struct port *q = &p->ports[port];
	ns_t when = 0;

	if (!q->measured && (when = measure(p, port, now)) == 0 && q->ttl >= 0) {
		a->mark = (struct fate_mark){ .ttl = q->ttl };
		learn_far(t, &a->mark);
	}
	return when;
}

static ns_t decide_closed(struct prober *p, struct target *t, uint32_t port, struct answer *a,
			  ns_t now)
{
	struct fate_mark host = t->host_mark;
	ns_t when = 0;

	if (measure_wanted(p, t)) {
		when = measure_mark(p, t, port, a, now);
		if (when)
			return when;
		if (t->measuring)	/* it has an end, and all are looked at again then */
			return now + SETTLE_MIN;
	}
	if (t->local || a->mark.ttl < 0)
		return 0;
	if (host.ttl < 0) {
		if (now < heard_at(t))
			return heard_at(t);
		host = t->far_mark;
	}
	if (fate_same(host, a->mark))
		return 0;
	return locate(p, t, port, a, now);
}

static ns_t decide(struct prober *p, uint32_t port, struct answer *a, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	switch (a->fate) {
	case FATE_OPEN:
		return decide_open(p, t, q, a, now);
	case FATE_CLOSED:
	case FATE_MIDDLEBOX:
		return decide_closed(p, t, port, a, now);
	case FATE_UNREACHABLE:
		if (!a->from.family || a->why)
			return 0;
		if (t->alive)
			a->fate = FATE_REJECTED;
		return t->alive || now >= settled_at(t) ? 0 : settled_at(t);
	default:
		return 0;
	}
}

static void hold(struct prober *p, uint32_t port, const struct answer *a)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	if (!q->answer)
		q->answer = prog_alloc(1, sizeof(*q->answer));
	if (q->answer != a) {
		free(q->answer->banner);
		*q->answer = *a;
	}
	q->state = PORT_HELD;
	q->next_held = t->held;
	t->held = (int32_t)port;
}

static void unhold(struct prober *p, uint32_t port)
{
	int32_t *at = &scan_target(p, port)->held;

	while (*at >= 0 && *at != (int32_t)port)
		at = &p->ports[*at].next_held;
	if (*at >= 0)
		*at = p->ports[port].next_held;
}

/* A control stays connected for a while, for what the proxy may think better of. */
static void control_due(struct prober *p, uint32_t port, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	if (q->ended)
		t->all_reset = true;
	if (!q->ended && now < listened_at(t, q)) {
		scan_due(p, port, listened_at(t, q));
		return;
	}
	unhold(p, port);
	scan_verdict(p, port, q->answer, now);
}

static void look_again(struct prober *p, struct target *t, ns_t now);

/* One that was refused: only its mark matters. */
static void control_closed(struct prober *p, uint32_t port, ns_t now)
{
	struct port *q = &p->ports[port];
	struct target *t = scan_target(p, port);
	ns_t when = measure_mark(p, t, port, q->answer, now);

	if (when) {
		scan_due(p, port, when);
		return;
	}
	unhold(p, port);
	scan_verdict(p, port, q->answer, now);
	look_again(p, t, now);
}

void doubt_due(struct prober *p, uint32_t port, ns_t now)
{
	struct port *q = &p->ports[port];
	ns_t when;

	if (scan_is_control(p, port)) {
		(q->answer->fate == FATE_CLOSED ? control_closed : control_due)(p, port, now);
		return;
	}
	when = decide(p, port, q->answer, now);
	if (when) {
		if (when != q->due)
			scan_due(p, port, when);
		return;
	}
	unhold(p, port);
	scan_verdict(p, port, q->answer, now);
}

/* Something is known that may settle the others. */
static void look_again(struct prober *p, struct target *t, ns_t now)
{
	int32_t next;

	for (int32_t i = t->held; i >= 0; i = next) {
		next = p->ports[i].next_held;
		doubt_due(p, (uint32_t)i, now);
	}
}

static void learn(struct prober *p, uint32_t port, struct answer *a, ns_t now)
{
	struct target *t = scan_target(p, port);
	const struct port *q = &p->ports[port];
	struct fate_seen seen = {
		.err = a->err,
		.family = a->from.family ? t->addr.family : ADDR_NONE,
		.type = a->type,
		.code = a->code,
		.by_target = a->from.family && addr_eq(&a->from, &t->addr),
	};

	if (!t->answered && (a->rtt >= 0 || a->from.family))
		t->answered = now;
	if (!t->local)
		cause_error(t, a);
	t->alive |= !a->why && (seen.by_target || (!seen.family && a->rtt >= 0));
	seen.alive = t->alive;
	a->fate = a->why ? a->fate : fate_of(&seen);
	if (a->fate == FATE_UNREACHABLE && a->from.family)
		t->lost = *a;
	a->mark = (struct fate_mark){ .ttl = q->ttl, .id = q->id };
	if (a->mark.ttl < 0)
		return;
	if (a->fate == FATE_CLOSED)
		learn_far(t, &a->mark);
}

/* What the peer has sent by now; it may have come with the connection. */
static void listen_to(struct prober *p, uint32_t port)
{
	struct port *q = &p->ports[port];
	struct answer *a = q->answer;
	char in[PROBER_BANNER];
	int n;

	/* who never stops talking is not listened to for ever */
	for (unsigned spare = 4; spare && q->tries >= 0 && !q->ended; spare--) {
		n = try_read(p, &p->tries[q->tries], in, sizeof(in));
		if (n == -2)
			return;
		if (n <= 0) {
			q->ended = true;
		} else if (!a->banner) {
			a->banner = prog_alloc(1, (size_t)n);
			memcpy(a->banner, in, (size_t)n);
			a->banner_len = (size_t)n;
		}
	}
}

void doubt_event(struct prober *p, uint32_t port, struct try *t, ns_t now)
{
	(void)t;
	listen_to(p, port);
	doubt_due(p, port, now);
}

void doubt_saw(struct prober *p, uint32_t port, struct answer *a, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];
	bool control = scan_is_control(p, port), alive = t->alive;
	const struct fate_mark host = t->host_mark, far = t->far_mark;
	ns_t when;

	learn(p, port, a, now);
	q->watched = now;
	q->ended = a->err == ECONNRESET;	/* behind the handshake */
	t->unheard -= t->unheard > 0;
	if (control) {
		t->controls--;
		t->all_open |= a->fate == FATE_OPEN;
		t->all_reset |= q->ended;
	}
	if (control && a->fate == FATE_CLOSED && measure_wanted(p, t)) {
		hold(p, port, a);
		scan_due(p, port, measure(p, port, now));
	} else if (control && a->fate != FATE_OPEN) {
		scan_verdict(p, port, a, now);
	} else {
		when = control ? listened_at(t, q) : decide(p, port, a, now);
		if (when) {
			hold(p, port, a);
			scan_due(p, port, when);
			if (a->fate == FATE_OPEN) {
				if (q->tries >= 0)
					try_watch(p, &p->tries[q->tries]);
				listen_to(p, port);
				if (q->answer->banner_len || q->ended)
					doubt_due(p, port, now);
			}
		} else {
			scan_verdict(p, port, a, now);
		}
	}
	if (control || alive != t->alive || !t->unheard || host.ttl != t->host_mark.ttl ||
	    far.ttl != t->far_mark.ttl)
		look_again(p, t, now);
}

void doubt_apart(struct prober *p, struct try *y, const struct answer *a, ns_t now)
{
	struct target *t = scan_target(p, y->port);
	struct hop *h = find_hop(t, y->hop);

	if (y->above) {
		if (a->err == ECONNREFUSED && p->ports[y->port].state == PORT_HELD) {
			measure_heard(p, y);
			doubt_due(p, y->port, now);
		}
		return;
	}
	if (!h || h->hop != y->hop || h->known)
		return;
	h->known = true;
	if (a->from.family && !addr_eq(&a->from, &t->addr))
		h->who = a->from;
	look_again(p, t, now);
}
