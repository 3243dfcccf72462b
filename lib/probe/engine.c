/* The probe engine; pure but for the transport it is given. */
#include "probe/engine.h"

#include <errno.h>
#include <stdlib.h>

#include "base/prog.h"

/* Nothing takes a year; a bound keeps sums of round trips within 64 bits. */
#define RTT_MAX (365 * 86400 * NS_S)

/* Rounds of receive and send in one step, so that signals and other descriptors get their turn. */
#define ROUNDS 64

#define FEW 64		/* slots to begin with */

enum slot_state { SLOT_FREE, SLOT_OUT, SLOT_ANSWERED, SLOT_FAILED, SLOT_LOST };

struct slot {
	ns_t sent;
	enum slot_state state;
};

void engine_open(struct engine *e, struct plan *plan, struct xport *x)
{
	*e = (struct engine){ .plan = plan, .xport = x };
}

void engine_close(struct engine *e)
{
	free(e->slots);
	e->slots = NULL;
}

void engine_listen(struct engine *e, event_fn *fn, void *arg)
{
	if (e->nlisteners == ENGINE_LISTENERS)
		die(PROG_USAGE, "too many listeners");
	e->listeners[e->nlisteners].fn = fn;
	e->listeners[e->nlisteners].arg = arg;
	e->nlisteners++;
}

static struct slot *slot_of(const struct engine *e, uint64_t n)
{
	return &e->slots[n % ENGINE_SLOTS];
}

static void tell(struct engine *e, const struct event *ev)
{
	e->plan->saw(e->plan, ev);
	for (unsigned i = 0; i < e->nlisteners; i++)
		e->listeners[i].fn(e->listeners[i].arg, ev);
}

/* The probe's fate. True: it was in flight until now. */
static bool settle(struct engine *e, struct slot *s, enum slot_state state)
{
	bool was_out = s->state == SLOT_OUT;

	e->inflight -= was_out;
	s->state = state;
	while (e->oldest < e->sent && slot_of(e, e->oldest)->state != SLOT_OUT)
		e->oldest++;
	return was_out;
}

/* The latest probe with this number on the wire; false: none was ever sent. */
static bool find(const struct engine *e, uint16_t seq, uint64_t *n)
{
	uint64_t back = (uint16_t)(probe_seq(e->sent) - 1 - seq);

	if (e->sent == 0 || back >= e->sent)
		return false;
	*n = e->sent - 1 - back;
	return true;
}

static ns_t round_trip(const struct slot *s, ns_t at)
{
	ns_t rtt = at > s->sent ? at - s->sent : 0;

	return rtt < RTT_MAX ? rtt : RTT_MAX;
}

static void answered(struct engine *e, struct event *ev, struct slot *s)
{
	ev->rtt = round_trip(s, ev->at);
	if (ev->reply->bad_sum) {
		ev->kind = EV_CORRUPT;
		tell(e, ev);
		return;
	}
	ev->kind = s->state == SLOT_ANSWERED ? EV_DUP : s->state == SLOT_LOST ? EV_LATE : EV_REPLY;
	ev->settles = settle(e, s, SLOT_ANSWERED);
	tell(e, ev);
}

static void handle(struct engine *e, const struct reply *r, ns_t at)
{
	struct event ev = { .kind = EV_OTHER, .at = at, .reply = r };
	struct slot *s;

	if (r->kind == REPLY_OTHER || !find(e, r->seq, &ev.n)) {
		if (r->kind != REPLY_SENT)
			tell(e, &ev);
		return;
	}
	s = slot_of(e, ev.n);
	switch (r->kind) {
	case REPLY_SENT:
		/* Waiting for a neighbour or a queue is no part of the round trip. */
		if (s->state == SLOT_OUT && at > s->sent)
			s->sent = at;
		break;
	case REPLY_ANSWER:
		answered(e, &ev, s);
		break;
	case REPLY_ERROR:
		ev.rtt = round_trip(s, at);
		/* fall through */
	case REPLY_LOCAL:
		ev.kind = EV_ERROR;
		ev.settles = s->state == SLOT_OUT && settle(e, s, SLOT_FAILED);
		tell(e, &ev);
		break;
	default:
		ev.kind = EV_NOTICE;
		tell(e, &ev);
	}
}

/* Time goes on within a step; what the transport says of it is newer than what was handed in. */
static void advance(ns_t *now, ns_t at)
{
	if (at > *now)
		*now = at;
}

/* Everything that is here; false: nothing was. */
static bool receive(struct engine *e, ns_t *now)
{
	struct reply r;
	bool any = false;
	ns_t at;

	for (unsigned i = 0; i < ROUNDS && e->xport->recv(e->xport, *now, &r, &at); i++) {
		advance(now, at);
		handle(e, &r, at);
		any = true;
		if (!e->inflight)	/* a flood goes on at once */
			break;
	}
	return any;
}

static void lose(struct engine *e, uint64_t n, ns_t now)
{
	struct event ev = { .kind = EV_LOST, .n = n, .at = now };

	ev.settles = settle(e, slot_of(e, n), SLOT_LOST);
	tell(e, &ev);
}

/* With a deadline of its own for each probe; a loss may move the others. */
static void expire_each(struct engine *e, ns_t now)
{
	for (uint64_t n = e->oldest; n < e->sent; n++) {
		const struct slot *s = slot_of(e, n);

		if (s->state == SLOT_OUT && e->plan->expires(e->plan, n, s->sent) <= now)
			lose(e, n, now);
	}
}

/* Gives up what is too old; the oldest comes first, since all may wait equally long. */
static void expire(struct engine *e, ns_t now)
{
	if (e->plan->expires) {
		expire_each(e, now);
		return;
	}
	while (e->oldest < e->sent) {
		if (now - slot_of(e, e->oldest)->sent < e->plan->wait)
			break;
		lose(e, e->oldest, now);
	}
}

/* When the next probe in flight is lost; there is one. */
static ns_t next_loss(const struct engine *e)
{
	ns_t first = NS_NEVER;

	if (!e->plan->expires)
		return ns_add(slot_of(e, e->oldest)->sent, e->plan->wait);
	for (uint64_t n = e->oldest; n < e->sent; n++) {
		const struct slot *s = slot_of(e, n);

		if (s->state == SLOT_OUT) {
			ns_t at = e->plan->expires(e->plan, n, s->sent);

			first = at < first ? at : first;
		}
	}
	return first;
}

/* Doubles the table: most runs end before a whole one is used. */
static void grow(struct engine *e)
{
	size_t room = e->room ? 2 * e->room : FEW;

	e->slots = prog_realloc(e->slots, room * sizeof(*e->slots));
	memset(e->slots + e->room, 0, (room - e->room) * sizeof(*e->slots));
	e->room = room;
}

/* Takes the slot for the next probe; who held it 65,536 probes ago had time enough. */
static struct slot *claim(struct engine *e, ns_t now)
{
	struct slot *s;

	if (e->sent == e->room && e->room < ENGINE_SLOTS)
		grow(e);
	s = slot_of(e, e->sent);
	if (s->state == SLOT_OUT)
		lose(e, e->sent - ENGINE_SLOTS, now);
	return s;
}

/* By itself, so that no probe that leaves pays for the large reply. */
static __attribute__((noinline)) void refused(struct engine *e, uint64_t n, ns_t at, int err)
{
	struct reply r = { .kind = REPLY_LOCAL, .seq = probe_seq(n), .err = err, .ttl = -1 };

	handle(e, &r, at);
}

/* True: a probe went out, or at least had its turn. */
static bool send_next(struct engine *e, ns_t *now, ns_t *wake)
{
	struct probe p = { .n = e->sent };
	struct event ev;
	struct slot *s;
	ns_t at;
	int rc, err;

	if (*now < e->retry) {
		*wake = e->retry;
		return false;
	}
	if (!e->plan->next(e->plan, *now, &p, wake))
		return false;
	s = claim(e, *now);
	rc = e->xport->send(e->xport, &p, &at);
	err = rc < 0 ? errno : 0;
	if (rc > 0) {
		*wake = e->retry = at;
		return false;
	}
	advance(now, at);
	*s = (struct slot){ .sent = at, .state = SLOT_OUT };
	e->inflight++;
	e->sent++;
	ev = (struct event){ .kind = EV_SENT, .n = p.n, .at = at };
	tell(e, &ev);
	if (err)
		refused(e, p.n, at, err);
	return true;
}

ns_t engine_step(struct engine *e, ns_t now)
{
	ns_t wake = NS_NEVER, end = NS_NEVER;
	unsigned round;

	for (round = 0; round < ROUNDS; round++) {
		bool moved = e->sent && receive(e, &now);

		expire(e, now);
		end = NS_NEVER;
		if (e->plan->done(e->plan, now, &end)) {
			e->done = true;
			return NS_NEVER;
		}
		/* all that is due goes out before the first answer is looked for */
		for (unsigned i = 0; i < ROUNDS; i++) {
			wake = NS_NEVER;
			if (!send_next(e, &now, &wake))
				break;
			moved = true;
		}
		if (!moved)
			break;
	}
	if (round == ROUNDS)
		return now;
	if (e->inflight) {
		ns_t lost = next_loss(e);

		wake = lost < wake ? lost : wake;
	}
	return end < wake ? end : wake;
}

uint64_t engine_young(const struct engine *e, ns_t now, ns_t age)
{
	uint64_t n = e->sent, young = 0;

	while (n > e->oldest && now - slot_of(e, n - 1)->sent < age)
		if (slot_of(e, --n)->state == SLOT_OUT)
			young++;
	return young;
}
