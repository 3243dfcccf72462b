/*
 * A run of the plan "every" over the scripted network, with a model that follows the events on its
 * own: whatever the test looks at, each event is checked against all counts that there are.
 */
#ifndef UNIT_RUN_H
#define UNIT_RUN_H

#include <stdlib.h>

#include "probe/engine.h"
#include "probe/every.h"
#include "probe/stats.h"
#include "test.h"
#include "xport/sim.h"

/* What an event said. */
struct seen {
	enum event_kind kind;
	uint64_t n;
	ns_t at, rtt;
	bool settles;
	int err;
};

enum fate { FATE_OUT, FATE_ANSWERED, FATE_FAILED, FATE_LOST };

struct run {
	struct sim *sim;
	struct engine e;
	struct every every;
	struct stats stats;
	void *arg;			/* the script's own */
	struct seen *seen;
	size_t nseen, cap;
	/* the model: each probe's fate, and how many have it */
	unsigned char *fate;
	ns_t *sent_at;
	uint64_t sent, fates[4], events[EV_OTHER + 1], failures;
};

static inline void run_check(const struct run *r)
{
	const uint64_t *fates = r->fates;

	assert_int_equal(r->sent, fates[FATE_OUT] + fates[FATE_ANSWERED] + fates[FATE_FAILED] +
					  fates[FATE_LOST]);
	assert_int_equal(r->e.sent, r->sent);
	assert_int_equal(r->e.inflight, fates[FATE_OUT]);
	assert_int_equal(r->every.sent, r->sent);
	assert_int_equal(r->every.inflight, fates[FATE_OUT]);
	assert_int_equal(r->every.answered, fates[FATE_ANSWERED]);
	assert_int_equal(r->every.failed, fates[FATE_FAILED]);
	assert_int_equal(r->stats.sent, r->sent);
	assert_int_equal(r->stats.received, fates[FATE_ANSWERED]);
	assert_int_equal(r->stats.lost, fates[FATE_LOST]);
	assert_int_equal(r->stats.dups, r->events[EV_DUP]);
	assert_int_equal(r->stats.corrupt, r->events[EV_CORRUPT]);
	assert_int_equal(r->stats.errors, r->failures);
	assert_int_equal(r->stats.samples,
			 r->events[EV_REPLY] + r->events[EV_LATE] + r->events[EV_DUP]);
}

/* Is the event possible for a probe with this fate? Its new fate. */
static inline enum fate run_fate(const struct event *ev, enum fate was)
{
	switch (ev->kind) {
	case EV_REPLY:
		assert_true(was == FATE_OUT || was == FATE_FAILED);
		return FATE_ANSWERED;
	case EV_LATE:
		assert_int_equal(was, FATE_LOST);
		return FATE_ANSWERED;
	case EV_DUP:
		assert_int_equal(was, FATE_ANSWERED);
		return was;
	case EV_LOST:
		assert_int_equal(was, FATE_OUT);
		return FATE_LOST;
	case EV_ERROR:
		return was == FATE_OUT ? FATE_FAILED : was;
	default:
		assert_true(ev->kind == EV_CORRUPT || ev->kind == EV_NOTICE);
		return was;
	}
}

static inline void run_grow(struct run *r)
{
	if (r->nseen < r->cap && r->sent < r->cap)
		return;
	r->cap = r->cap ? 4 * r->cap : 256;
	r->seen = realloc(r->seen, r->cap * sizeof(*r->seen));
	r->fate = realloc(r->fate, r->cap);
	r->sent_at = realloc(r->sent_at, r->cap * sizeof(*r->sent_at));
	assert_true(r->seen && r->fate && r->sent_at);
}

static inline void run_saw(void *arg, const struct event *ev)
{
	struct run *r = arg;
	enum fate was, is;

	run_grow(r);
	r->seen[r->nseen++] = (struct seen){ ev->kind, ev->n, ev->at, ev->rtt, ev->settles,
					     ev->reply ? ev->reply->err : 0 };
	r->events[ev->kind]++;
	assert_int_equal(ev->reply == NULL, ev->kind == EV_SENT || ev->kind == EV_LOST);
	if (ev->kind == EV_SENT) {
		assert_int_equal(ev->n, r->sent);
		assert_false(ev->settles);
		r->fate[r->sent] = FATE_OUT;
		r->sent_at[r->sent++] = ev->at;
		r->fates[FATE_OUT]++;
	} else if (ev->kind != EV_OTHER) {
		assert_true(ev->n < r->sent);
		was = r->fate[ev->n];
		is = run_fate(ev, was);
		assert_int_equal(ev->settles, was == FATE_OUT && is != FATE_OUT);
		r->failures += ev->kind == EV_ERROR && ev->settles;
		r->fates[was]--;
		r->fates[is]++;
		r->fate[ev->n] = (unsigned char)is;
		assert_true(ev->rtt >= 0);
	} else {
		assert_false(ev->settles);
	}
	run_check(r);
}

static inline void run_open(struct run *r, const struct every_cfg *cfg, sim_script_fn *script,
			    void *arg)
{
	*r = (struct run){ .sim = malloc(sizeof(*r->sim)), .arg = arg };
	assert_non_null(r->sim);
	sim_open(r->sim, script, r);
	every_open(&r->every, cfg);
	engine_open(&r->e, &r->every.plan, &r->sim->x);
	engine_listen(&r->e, stats_saw, &r->stats);
	engine_listen(&r->e, run_saw, r);
}

static inline void run_close(struct run *r)
{
	run_check(r);
	engine_close(&r->e);
	free(r->sim);
	free(r->seen);
	free(r->fate);
	free(r->sent_at);
}

/* Until simulated time `until`, or the end of the run. */
static inline void run_until(struct run *r, ns_t until)
{
	sim_run(r->sim, &r->e, until);
	run_check(r);
}

/* The i-th event of the kind, from 0. */
static inline const struct seen *run_seen(const struct run *r, enum event_kind kind, uint64_t i)
{
	for (size_t k = 0; k < r->nseen; k++)
		if (r->seen[k].kind == kind && i-- == 0)
			return &r->seen[k];
	fail_msg("no such event");
	return NULL;
}

/* A reply to a probe that the script does not see any more. */
static inline struct reply run_reply(enum reply_kind kind, uint64_t n)
{
	return (struct reply){ .kind = kind, .seq = probe_seq(n), .ttl = 64 };
}

/* Now, for the network: this reply comes after the delay. */
static inline void run_inject(struct run *r, ns_t delay, enum reply_kind kind, uint64_t n)
{
	struct reply reply = run_reply(kind, n);

	sim_reply_as(r->sim, delay, &reply);
}

/* Scripts. */
static inline void script_silent(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)sim, (void)p, (void)now;
}

/* Answers after 10 ms. */
static inline void script_answer(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	sim_reply(sim, p, 10 * NS_MS, REPLY_ANSWER);
}

/* Sends `probes` a second apart to a silent network; the last one was sent at now. */
static inline void run_silent(struct run *r, uint64_t probes, ns_t wait)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = wait };

	run_open(r, &cfg, script_silent, NULL);
	run_until(r, (ns_t)(probes - 1) * NS_S);
	assert_int_equal(r->sent, probes);
}

/* The i-th event of all. */
static inline void run_expect(const struct run *r, size_t i, struct seen want)
{
	const struct seen *s = &r->seen[i];

	assert_true(i < r->nseen);
	assert_int_equal(s->kind, want.kind);
	assert_int_equal(s->n, want.n);
	assert_int_equal(s->at, want.at);
	assert_int_equal(s->rtt, want.rtt);
	assert_int_equal(s->settles, want.settles);
	assert_int_equal(s->err, want.err);
}

#endif
