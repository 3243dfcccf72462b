/* When the plan of ping sends, how long it waits, and when it is done. */
#include "probe/every.h"

#include <errno.h>

#include "run.h"

/* How a network answers: after rtt each probe from `from` up to before `to` (0: all). */
struct answers {
	ns_t rtt;
	uint64_t from, to;
	enum reply_kind kind;
};

static void script(struct sim *sim, const struct probe *p, ns_t now)
{
	const struct answers *a = ((struct run *)sim->arg)->arg;

	(void)now;
	if (a->rtt && p->n >= a->from && (!a->to || p->n < a->to))
		sim_reply(sim, p, a->rtt, a->kind);
}

static struct run run;

/* A run of the plan over the network, until it is done or simulated time is up. */
static struct run *play(struct every_cfg cfg, struct answers a, ns_t until)
{
	run_open(&run, &cfg, script, &a);
	run_until(&run, until);
	run.arg = NULL;
	return &run;
}

static void expect_sent(const struct run *r, const ns_t *at, size_t n)
{
	assert_int_equal(r->sent, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(r->sent_at[i], at[i]);
}

/* Each probe went out so long after the one before, the first at 0. */
static void expect_every(const struct run *r, ns_t gap, uint64_t n)
{
	assert_int_equal(r->sent, n);
	for (uint64_t i = 0; i < n; i++)
		assert_int_equal(r->sent_at[i], (ns_t)i * gap);
}

static void expect_done(const struct run *r, ns_t at)
{
	assert_true(r->e.done);
	assert_int_equal(r->sim->now, at);
}

TEST(one_an_interval)
{
	struct every_cfg cfg = { .interval = 200 * NS_MS, .wait = 10 * NS_S };

	expect_every(play(cfg, (struct answers){ 0 }, 20 * NS_S), 200 * NS_MS, 101);
	run_close(&run);
	expect_every(play(cfg, (struct answers){ 50 * NS_MS }, 20 * NS_S), 200 * NS_MS, 101);
	run_close(&run);
	expect_every(play(cfg, (struct answers){ 5 * NS_S }, 20 * NS_S), 200 * NS_MS, 101);
	run_close(&run);
}

/* The first probe may come at any time of a machine's life. */
TEST(the_start_is_now)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = NS_S };
	struct answers a = { 0 };

	run_open(&run, &cfg, script, &a);
	run.sim->now = 1000000 * NS_S + 7;
	run_until(&run, 1000003 * NS_S);
	expect_sent(&run,
		    (const ns_t[]){ 1000000 * NS_S + 7, 1000001 * NS_S + 7, 1000002 * NS_S + 7 },
		    3);
	run_close(&run);
}

/* Like run_until(), but every step comes late, by up to `most`. */
static void run_late(struct run *r, uint64_t probes, uint64_t *seed, ns_t most)
{
	while (r->sent < probes) {
		ns_t wake = engine_step(&r->e, r->sim->now);

		for (unsigned i = 0; i < r->sim->queued; i++)
			if (r->sim->queue[i].at < wake)
				wake = r->sim->queue[i].at;
		assert_true(wake < NS_NEVER);
		if (wake > r->sim->now)
			r->sim->now = wake;
		r->sim->now += (ns_t)(rnd(seed) % (uint64_t)most);
	}
}

TEST(late_steps_do_not_add_up)
{
	struct every_cfg cfg = { .interval = 10 * NS_MS, .wait = NS_S };
	struct answers a = { .rtt = 3 * NS_MS };
	uint64_t seed = 20;

	run_open(&run, &cfg, script, &a);
	run_late(&run, 10000, &seed, 4 * NS_MS);
	for (uint64_t i = 0; i < 10000; i++)
		assert_in_range(run.sent_at[i], (ns_t)i * 10 * NS_MS,
				(ns_t)i * 10 * NS_MS + 8 * NS_MS);
	run_close(&run);
}

/* A laptop that slept sends one probe when it wakes, not all that it missed. */
TEST(no_burst_after_a_pause)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S };
	ns_t woke = 30 * NS_S + 300 * NS_MS;
	struct answers a = { 0 };

	run_open(&run, &cfg, script, &a);
	run_until(&run, 2 * NS_S);
	run.sim->now = woke;
	run_until(&run, 33 * NS_S);
	expect_sent(&run, (const ns_t[]){ 0, NS_S, 2 * NS_S, woke, woke + NS_S, woke + 2 * NS_S },
		    6);
	run_close(&run);
}

/* One that is a little late does not shift those that follow. */
TEST(a_short_delay_is_made_up_for)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S };
	ns_t late = 3 * NS_S + 900 * NS_MS;
	struct answers a = { 0 };

	run_open(&run, &cfg, script, &a);
	run_until(&run, 2 * NS_S);
	run.sim->now = late;
	run_until(&run, 5 * NS_S);
	expect_sent(&run, (const ns_t[]){ 0, NS_S, 2 * NS_S, late, 4 * NS_S, 5 * NS_S }, 6);
	run_close(&run);

	/* but not faster than allowed */
	cfg.min_interval = 200 * NS_MS;
	run_open(&run, &cfg, script, &a);
	run_until(&run, 2 * NS_S);
	run.sim->now = late;
	run_until(&run, 5 * NS_S + 500 * NS_MS);
	assert_int_equal(run.sent_at[4], 4 * NS_S + 100 * NS_MS);
	run_close(&run);
}

TEST(preload)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .preload = 4 };

	expect_sent(play(cfg, (struct answers){ 0 }, 2 * NS_S),
		    (const ns_t[]){ 0, 0, 0, 0, NS_S, 2 * NS_S }, 6);
	run_close(&run);
	expect_sent(play(cfg, (struct answers){ NS_MS }, 2 * NS_S),
		    (const ns_t[]){ 0, 0, 0, 0, NS_S, 2 * NS_S }, 6);
	run_close(&run);
	/* a count is a count */
	cfg.count = 3;
	expect_sent(play(cfg, (struct answers){ NS_MS }, 9 * NS_S), (const ns_t[]){ 0, 0, 0 }, 3);
	expect_done(&run, NS_MS);
	run_close(&run);
	/* the same into a full queue */
	cfg.count = 0;
	run_open(&run, &cfg, script, &(struct answers){ 0 });
	run.sim->full = 2;
	run_until(&run, NS_S);
	expect_sent(&run, (const ns_t[]){ 2 * NS_MS, 2 * NS_MS, 2 * NS_MS, 2 * NS_MS, NS_S }, 5);
	run_close(&run);
}

TEST(flood_sends_when_one_comes_back)
{
	struct every_cfg cfg = { .interval = 10 * NS_MS, .wait = NS_S, .flood = true };

	expect_every(play(cfg, (struct answers){ 50 * NS_US }, 100 * NS_MS), 50 * NS_US, 2001);
	run_close(&run);
	/* nothing comes back: an interval; comes back later than that: the same */
	expect_every(play(cfg, (struct answers){ 0 }, NS_S), 10 * NS_MS, 101);
	run_close(&run);
	expect_every(play(cfg, (struct answers){ 25 * NS_MS }, NS_S), 10 * NS_MS, 101);
	run_close(&run);
	cfg.min_interval = 200 * NS_US;
	expect_every(play(cfg, (struct answers){ 50 * NS_US }, 100 * NS_MS), 200 * NS_US, 501);
	run_close(&run);
}

static void script_each_tenth_lost(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	if (p->n % 10)
		sim_reply(sim, p, NS_MS, REPLY_ANSWER);
}

/* The next goes out as soon as one comes back, whatever became of those before it. */
TEST(a_loss_in_a_flood_costs_an_interval)
{
	struct every_cfg cfg = { .interval = 10 * NS_MS, .wait = NS_S, .flood = true };

	run_open(&run, &cfg, script_each_tenth_lost, NULL);
	run_until(&run, 1900 * NS_MS);
	assert_int_equal(run.sent, 1001);
	for (unsigned i = 0; i < 1001; i++)
		assert_int_equal(run.sent_at[i], (i / 10 * 19 + (i % 10 ? 9 + i % 10 : 0)) * NS_MS);
	run_close(&run);
}

TEST(flood_keeps_its_preload_in_flight)
{
	struct every_cfg cfg = {
		.interval = 10 * NS_MS, .wait = NS_S, .flood = true, .preload = 3
	};

	play(cfg, (struct answers){ NS_MS }, 5 * NS_MS);
	assert_int_equal(run.sent, 18);
	for (unsigned i = 0; i < 18; i++)
		assert_int_equal(run.sent_at[i], i / 3 * NS_MS);
	run_close(&run);
}

TEST(adaptive_follows_the_round_trip)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .adaptive = true };

	/* each answer lets the next one go */
	expect_every(play(cfg, (struct answers){ 30 * NS_MS }, 300 * NS_MS), 30 * NS_MS, 11);
	run_close(&run);
	cfg.min_interval = 2 * NS_MS;
	expect_every(play(cfg, (struct answers){ NS_US }, 20 * NS_MS), 2 * NS_MS, 11);
	run_close(&run);
	cfg.min_interval = 200 * NS_MS;
	expect_every(play(cfg, (struct answers){ 30 * NS_MS }, NS_S), 200 * NS_MS, 6);
	run_close(&run);
	/* before the first answer: the interval */
	expect_every(play(cfg, (struct answers){ 0 }, 5 * NS_S), NS_S, 6);
	run_close(&run);
	/* answers stop: what was the round trip is now the interval */
	cfg.min_interval = 0;
	play(cfg, (struct answers){ .rtt = 40 * NS_MS, .to = 10 }, NS_S);
	for (unsigned i = 0; i < 25; i++)
		assert_int_equal(run.sent_at[i], i * 40 * NS_MS);
	run_close(&run);
}

/* "... not more than one (or more, if preload is set) unanswered probe is present", ping(8). */
TEST(adaptive_keeps_its_preload_in_flight)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = NS_S, .adaptive = true, .preload = 3 };

	play(cfg, (struct answers){ 40 * NS_MS }, 200 * NS_MS);
	assert_int_equal(run.sent, 18);
	for (unsigned i = 0; i < 18; i++)
		assert_int_equal(run.sent_at[i], i / 3 * 40 * NS_MS);
	run_close(&run);
}

TEST(a_count_of_answers)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .count = 3 };

	expect_every(play(cfg, (struct answers){ 10 * NS_MS }, 99 * NS_S), NS_S, 3);
	expect_done(&run, 2 * NS_S + 10 * NS_MS);
	run_close(&run);
	/* all in flight at once: the last answer ends it */
	expect_every(play(cfg, (struct answers){ 5 * NS_S }, 99 * NS_S), NS_S, 3);
	expect_done(&run, 7 * NS_S);
	run_close(&run);
}

TEST(a_count_with_losses)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .count = 3 };

	/* nothing ever comes: the wait that was asked for, after the last */
	expect_every(play(cfg, (struct answers){ 0 }, 99 * NS_S), NS_S, 3);
	expect_done(&run, 12 * NS_S);
	assert_int_equal(run.stats.lost, 3);
	run_close(&run);
	/* some came: twice the longest round trip, or an interval */
	play(cfg, (struct answers){ .rtt = 900 * NS_MS, .to = 2 }, 99 * NS_S);
	expect_done(&run, 2 * NS_S + 1800 * NS_MS);
	assert_int_equal(run.stats.lost, 1);
	run_close(&run);
	play(cfg, (struct answers){ .rtt = 100 * NS_MS, .to = 2 }, 99 * NS_S);
	expect_done(&run, 3 * NS_S);
	run_close(&run);
	/* never less than a moment */
	cfg.interval = 20 * NS_MS;
	play(cfg, (struct answers){ .rtt = NS_MS, .to = 2 }, 99 * NS_S);
	expect_done(&run, 40 * NS_MS + EVERY_WAIT_MIN);
	run_close(&run);
}

TEST(the_wait_follows_the_longest_round_trip)
{
	struct every_cfg cfg = { .interval = 10 * NS_MS, .wait = 7 * NS_S };

	play(cfg, (struct answers){ 0 }, NS_S);
	assert_int_equal(run.every.plan.wait, 7 * NS_S);
	run_close(&run);
	play(cfg, (struct answers){ NS_MS }, NS_S);
	assert_int_equal(run.every.plan.wait, EVERY_WAIT_MIN);
	run_close(&run);
	play(cfg, (struct answers){ 150 * NS_MS }, NS_S);
	assert_int_equal(run.every.plan.wait, 300 * NS_MS);
	run_close(&run);
	cfg.interval = 2 * NS_S;
	play(cfg, (struct answers){ 150 * NS_MS }, 9 * NS_S);
	assert_int_equal(run.every.plan.wait, 2 * NS_S);
	/* it does not shrink again */
	run.sim->script = script_answer;
	run_until(&run, 20 * NS_S);
	assert_int_equal(run.every.max_rtt, 150 * NS_MS);
	run_close(&run);
}

TEST(a_count_of_errors)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .count = 3 };

	expect_every(play(cfg, (struct answers){ .rtt = NS_MS, .kind = REPLY_ERROR }, 99 * NS_S),
		     NS_S, 3);
	expect_done(&run, 2 * NS_S + NS_MS);
	assert_int_equal(run.stats.errors, 3);
	run_close(&run);
	/* notices are no answers */
	play(cfg, (struct answers){ .rtt = NS_MS, .kind = REPLY_NOTICE }, 99 * NS_S);
	expect_done(&run, 12 * NS_S);
	run_close(&run);
}

static void script_error_then_answer(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	sim_reply(sim, p, 1 * NS_MS, REPLY_ERROR);
	sim_reply(sim, p, 2 * NS_MS, REPLY_ERROR);
	sim_reply(sim, p, 3 * NS_MS, REPLY_ANSWER);
}

/* A probe that failed and was answered after all counts once. */
TEST(failed_and_answered_counts_once)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .count = 3 };

	run_open(&run, &cfg, script_error_then_answer, NULL);
	run_until(&run, 99 * NS_S);
	assert_int_equal(run.sent, 3);
	expect_done(&run, 2 * NS_S + NS_MS);
	run_close(&run);
}

/* The first answer comes when its probe was given up already, the second one in time. */
static void script_first_late(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	sim_reply(sim, p, p->n == 0 ? 1200 * NS_MS : 300 * NS_MS, REPLY_ANSWER);
}

TEST(late_answers_count)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = NS_S / 2, .count = 2 };

	run_open(&run, &cfg, script_first_late, NULL);
	run_until(&run, 99 * NS_S);
	assert_int_equal(run.events[EV_LATE], 1);
	assert_int_equal(run.stats.received, 2);
	assert_int_equal(run.stats.lost, 0);
	assert_int_equal(run.every.plan.wait, 2400 * NS_MS);
	expect_done(&run, 1300 * NS_MS);
	run_close(&run);
}

TEST(the_deadline_holds)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S, .deadline = 5 * NS_S };

	expect_every(play(cfg, (struct answers){ 10 * NS_MS }, 99 * NS_S), NS_S, 5);
	expect_done(&run, 5 * NS_S);
	run_close(&run);
	/* between two probes, too; what was sent just now is not lost */
	cfg.deadline = 4 * NS_S + 500 * NS_MS;
	expect_every(play(cfg, (struct answers){ 0 }, 99 * NS_S), NS_S, 5);
	expect_done(&run, 4 * NS_S + 500 * NS_MS);
	assert_int_equal(engine_young(&run.e, run.sim->now, NS_S), 1);
	assert_int_equal(run.fates[FATE_OUT], 5);
	run_close(&run);
	cfg.interval = 3600 * NS_S;
	play(cfg, (struct answers){ 0 }, 99 * NS_S);
	expect_done(&run, 4 * NS_S + 500 * NS_MS);
	run_close(&run);
	/* one that never comes */
	cfg.interval = NS_S;
	cfg.deadline = NS_NEVER;
	run_open(&run, &cfg, script, &(struct answers){ 0 });
	run.sim->now = NS_S;
	run_until(&run, 10 * NS_S);
	assert_int_equal(run.sent, 10);
	assert_false(run.e.done);
	run_close(&run);
}

/* With a deadline the count is one of answers: more is sent until they are there. */
TEST(deadline_and_count)
{
	struct every_cfg cfg = {
		.interval = NS_S, .wait = 2 * NS_S, .deadline = 20 * NS_S, .count = 2
	};

	expect_every(play(cfg, (struct answers){ .rtt = 10 * NS_MS, .from = 3 }, 99 * NS_S), NS_S,
		     5);
	expect_done(&run, 4 * NS_S + 10 * NS_MS);
	run_close(&run);
	expect_every(play(cfg, (struct answers){ 0 }, 99 * NS_S), NS_S, 20);
	expect_done(&run, 20 * NS_S);
	run_close(&run);
}

/* "... or for some error notification from network", ping(8). */
TEST(deadline_and_error)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 2 * NS_S, .deadline = 20 * NS_S };

	play(cfg, (struct answers){ .rtt = 10 * NS_MS, .from = 2, .kind = REPLY_ERROR }, 99 * NS_S);
	expect_done(&run, 2 * NS_S + 10 * NS_MS);
	run_close(&run);
	run_open(&run, &cfg, script, &(struct answers){ 0 });
	run.sim->fail = ENETUNREACH;
	run_until(&run, 99 * NS_S);
	expect_done(&run, 0);
	assert_int_equal(run.sent, 1);
	run_close(&run);
}

/* Without an interval it sends as fast as it can, and yet everything else gets its turn. */
TEST(no_interval_at_all)
{
	struct every_cfg cfg = { .interval = 0, .wait = NS_S, .count = 10000 };
	struct answers a = { 0 };

	run_open(&run, &cfg, script, &a);
	engine_step(&run.e, 0);
	assert_in_range(run.sent, 1, 9999);
	run_until(&run, 99 * NS_S);
	assert_int_equal(run.sent, 10000);
	expect_done(&run, NS_S);
	run_close(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_an_interval),
		cmocka_unit_test(the_start_is_now),
		cmocka_unit_test(late_steps_do_not_add_up),
		cmocka_unit_test(no_burst_after_a_pause),
		cmocka_unit_test(a_short_delay_is_made_up_for),
		cmocka_unit_test(preload),
		cmocka_unit_test(flood_sends_when_one_comes_back),
		cmocka_unit_test(a_loss_in_a_flood_costs_an_interval),
		cmocka_unit_test(flood_keeps_its_preload_in_flight),
		cmocka_unit_test(adaptive_follows_the_round_trip),
		cmocka_unit_test(adaptive_keeps_its_preload_in_flight),
		cmocka_unit_test(a_count_of_answers),
		cmocka_unit_test(a_count_with_losses),
		cmocka_unit_test(the_wait_follows_the_longest_round_trip),
		cmocka_unit_test(a_count_of_errors),
		cmocka_unit_test(failed_and_answered_counts_once),
		cmocka_unit_test(late_answers_count),
		cmocka_unit_test(the_deadline_holds),
		cmocka_unit_test(deadline_and_count),
		cmocka_unit_test(deadline_and_error),
		cmocka_unit_test(no_interval_at_all),
	};

	return cmocka_run_group_tests_name("every", tests, NULL, NULL);
}
