/* A thousand random networks, all counts checked after each event; the same ones in every run. */
#include <errno.h>

#include "run.h"

/* What one network does, in per cent of the probes. */
struct world {
	struct run *r;
	uint64_t seed;
	unsigned answered, doubled, refused, full, wrong, foreign, stamped, broken;
	ns_t delay;			/* at most */
	bool grows;			/* and ever more */
	bool has_stamps, was_full;
	ns_t last;			/* time of the last event */
};

static bool chance(struct world *w, unsigned percent)
{
	return rnd_below(&w->seed, 100) < percent;
}

static ns_t some_time(struct world *w)
{
	/* often the same as another's, at once, or much later than most */
	ns_t t = (ns_t)(rnd(&w->seed) % (uint64_t)w->delay) / (1 + rnd_below(&w->seed, 20));

	if (chance(w, 5))
		return 0;
	if (chance(w, 5))
		return 10 * w->delay;
	return chance(w, 20) ? t / NS_MS * NS_MS : t;
}

static void reply_to(struct world *w, uint64_t n, enum reply_kind kind)
{
	struct reply reply = run_reply(kind, n);

	reply.bad_sum = chance(w, w->broken);
	sim_reply_as(w->r->sim, some_time(w), &reply);
}

static void script(struct sim *sim, const struct probe *p, ns_t now)
{
	static const enum reply_kind wrong[] = { REPLY_ERROR, REPLY_ERROR, REPLY_NOTICE,
						 REPLY_LOCAL };
	struct world *w = ((struct run *)sim->arg)->arg;

	(void)now;
	if (sim->queued > SIM_MAX - 64)
		return;
	if (w->grows && w->delay < 100 * NS_S)
		w->delay += w->delay / 4;
	if (w->has_stamps && chance(w, w->stamped))
		reply_to(w, p->n, REPLY_SENT);
	while (chance(w, w->wrong))
		reply_to(w, p->n, wrong[rnd_below(&w->seed, LENGTH(wrong))]);
	if (chance(w, w->answered))
		reply_to(w, p->n, REPLY_ANSWER);
	while (chance(w, w->doubled))
		reply_to(w, p->n, REPLY_ANSWER);
	while (chance(w, w->foreign))
		reply_to(w, rnd(&w->seed),
			 chance(w, 80) ? REPLY_ANSWER : (enum reply_kind)rnd_below(&w->seed, 6));
	sim->fail = chance(w, w->refused) ? (chance(w, 50) ? EMSGSIZE : EPERM) : 0;
	sim->full = chance(w, w->full) ? 1 + rnd_below(&w->seed, 5) : 0;
	w->was_full |= sim->full > 0;
}

static void watch(void *arg, const struct event *ev)
{
	struct world *w = arg;
	struct run *r = w->r;
	ns_t age = ev->kind == EV_OTHER ? 0 : ev->at - r->sent_at[ev->n];

	assert_true(ev->at >= w->last);
	w->last = ev->at;
	if (ev->kind != EV_OTHER && ev->reply)
		assert_int_equal(probe_seq(ev->n), ev->reply->seq);
	if (ev->reply && ev->reply->kind == REPLY_ANSWER && ev->kind != EV_OTHER) {
		assert_true(ev->rtt <= age);
		assert_true(w->has_stamps || ev->rtt == age);
	}
	if (ev->kind == EV_LOST)
		assert_true(age >= r->every.plan.wait);
	/* a host that refuses once refuses a few times */
	if (ev->kind == EV_ERROR && chance(w, 60))
		r->sim->fail = 0;
}

static struct world random_world(uint64_t seed)
{
	struct world w = { .seed = seed };
	bool calm = chance(&w, 30);

	w.answered = chance(&w, 20) ? 0 : 100 - (calm ? 0 : rnd_below(&w.seed, 100));
	w.doubled = calm ? 0 : rnd_below(&w.seed, 60);
	w.refused = calm ? 0 : rnd_below(&w.seed, 20);
	w.full = calm ? 0 : rnd_below(&w.seed, 20);
	w.wrong = calm ? 0 : rnd_below(&w.seed, 50);
	w.foreign = calm ? 0 : rnd_below(&w.seed, 50);
	w.broken = calm ? 0 : rnd_below(&w.seed, 20);
	w.has_stamps = chance(&w, 30);
	w.stamped = rnd_below(&w.seed, 100);
	w.grows = chance(&w, 20);
	w.delay = 1 + (ns_t)(rnd(&w.seed) % (3 * NS_S)) / (1 + rnd_below(&w.seed, 1000));
	return w;
}

static struct every_cfg random_cfg(struct world *w)
{
	struct every_cfg cfg = {
		.interval = NS_MS + (ns_t)(rnd(&w->seed) % NS_S),
		.wait = 1 + (ns_t)(rnd(&w->seed) % (5 * NS_S)),
		.flood = chance(w, 20),
		.adaptive = chance(w, 20),
	};

	if (chance(w, 50))
		cfg.count = 1 + rnd_below(&w->seed, 200);
	if (chance(w, 30))
		cfg.preload = 1 + rnd_below(&w->seed, 20);
	if (chance(w, 30))
		cfg.deadline = 1 + (ns_t)(rnd(&w->seed) % (60 * NS_S));
	if (cfg.flood || cfg.adaptive || chance(w, 50))
		cfg.min_interval = cfg.interval / (1 + rnd_below(&w->seed, 5));
	return cfg;
}

/* Probes are as far apart as they may be, and no farther than they must. */
static void expect_pace(const struct run *r, const struct every_cfg *cfg, const struct world *w)
{
	for (uint64_t i = cfg->preload ? cfg->preload : 1; i < r->sent; i++) {
		ns_t gap = r->sent_at[i] - r->sent_at[i - 1];

		assert_true(gap >= cfg->min_interval);
		if (!w->was_full && !cfg->adaptive)
			assert_true(gap <= cfg->interval);
	}
}

static void expect_end(const struct run *r, const struct every_cfg *cfg, ns_t until)
{
	bool counted = cfg->count && r->fates[FATE_ANSWERED] + r->fates[FATE_FAILED] >= cfg->count;

	if (cfg->count && !cfg->deadline)
		assert_true(r->sent <= cfg->count);
	if (cfg->deadline)
		assert_true(r->sim->now <= cfg->deadline);
	if (!r->e.done)
		assert_int_equal(r->sim->now, until);
	else
		assert_true(counted || (cfg->deadline && r->sim->now == cfg->deadline) ||
			    (cfg->deadline && r->fates[FATE_FAILED]) ||
			    (cfg->count && !cfg->deadline && r->sent == cfg->count &&
			     !r->fates[FATE_OUT]));
}

static void expect_no_one_forgotten(const struct run *r, const struct world *w)
{
	for (uint64_t n = 0; n < r->sent; n++)
		if (r->fate[n] == FATE_OUT && !w->has_stamps)
			assert_true(r->sim->now - r->sent_at[n] < r->every.plan.wait);
}

TEST(a_thousand_networks)
{
	uint64_t events[EV_OTHER + 1] = { 0 }, done = 0;

	for (uint64_t seed = 1; seed <= 1000; seed++) {
		struct world w = random_world(seed);
		struct every_cfg cfg = random_cfg(&w);
		ns_t until = 200 * cfg.interval;
		struct run r;

		run_open(&r, &cfg, script, &w);
		w.r = &r;
		engine_listen(&r.e, watch, &w);
		if (chance(&w, 20))
			r.sim->full = 3;
		/* in parts, as the loop does it when others have their turn */
		for (ns_t t = 0; !r.e.done && t < until; t += until / 7)
			run_until(&r, t);
		if (!r.e.done)
			run_until(&r, until);
		expect_pace(&r, &cfg, &w);
		expect_end(&r, &cfg, until);
		expect_no_one_forgotten(&r, &w);
		done += r.e.done;
		for (int i = 0; i <= EV_OTHER; i++)
			events[i] += r.events[i];
		run_close(&r);
	}
	/* all that can happen did happen, often */
	for (int i = 0; i <= EV_OTHER; i++)
		assert_true(events[i] > 300);
	assert_in_range(done, 300, 900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_networks),
	};

	return cmocka_run_group_tests_name("engine_random", tests, NULL, NULL);
}
