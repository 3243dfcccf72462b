/* The engine's matching: which probe a reply is about, and what becomes of it. */
#include "run.h"

static const struct every_cfg each_second = { .interval = NS_S, .wait = 10 * NS_S };

TEST(probes_and_answers_in_order)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = NS_S, .count = 10 };
	struct run r;

	run_open(&r, &cfg, script_answer, NULL);
	run_until(&r, 100 * NS_S);
	assert_true(r.e.done);
	assert_int_equal(r.nseen, 20);
	for (unsigned i = 0; i < 10; i++) {
		run_expect(&r, 2 * i, (struct seen){ EV_SENT, i, i * NS_S });
		run_expect(&r, 2 * i + 1,
			   (struct seen){ EV_REPLY, i, i * NS_S + 10 * NS_MS, 10 * NS_MS, true });
	}
	run_close(&r);
}

TEST(what_is_not_answered_is_lost_in_time)
{
	struct run r;

	run_silent(&r, 1, 3 * NS_S);
	run_until(&r, 20 * NS_S);
	for (unsigned i = 0; i < 10; i++)
		assert_int_equal(run_seen(&r, EV_LOST, i)->at, i * NS_S + 3 * NS_S);
	assert_int_equal(r.fates[FATE_OUT], 3);
	run_close(&r);
}

TEST(answers_out_of_order)
{
	static const uint64_t order[] = { 3, 0, 4, 1, 2 };
	struct run r;

	run_silent(&r, 5, 10 * NS_S);
	for (unsigned i = 0; i < 5; i++)
		run_inject(&r, NS_MS, REPLY_ANSWER, order[i]);
	run_until(&r, 4 * NS_S + 100 * NS_MS);
	for (unsigned i = 0; i < 5; i++) {
		const struct seen *s = run_seen(&r, EV_REPLY, i);

		assert_int_equal(s->n, order[i]);
		assert_int_equal(s->rtt, (4 - (ns_t)order[i]) * NS_S + NS_MS);
	}
	assert_int_equal(r.e.oldest, 5);
	/* probe 0 was answered when five had been sent */
	assert_int_equal(r.stats.pipe, 5);
	run_close(&r);
}

TEST(duplicates)
{
	struct run r;

	run_silent(&r, 1, 10 * NS_S);
	run_inject(&r, 1 * NS_MS, REPLY_ANSWER, 0);
	run_inject(&r, 2 * NS_MS, REPLY_ANSWER, 0);
	run_inject(&r, 500 * NS_MS, REPLY_ANSWER, 0);
	run_until(&r, NS_S + NS_S / 2);
	assert_int_equal(r.events[EV_REPLY], 1);
	assert_int_equal(r.events[EV_DUP], 2);
	assert_int_equal(run_seen(&r, EV_DUP, 0)->rtt, 2 * NS_MS);
	assert_int_equal(run_seen(&r, EV_DUP, 1)->rtt, 500 * NS_MS);
	assert_int_equal(r.fates[FATE_OUT], 1);
	run_close(&r);
}

TEST(late_answers)
{
	struct run r;

	run_silent(&r, 1, 3 * NS_S);
	run_until(&r, 3 * NS_S);
	assert_int_equal(r.stats.lost, 1);
	run_inject(&r, 100 * NS_MS, REPLY_ANSWER, 0);
	run_inject(&r, 200 * NS_MS, REPLY_ANSWER, 0);
	run_until(&r, 3 * NS_S + 500 * NS_MS);
	assert_int_equal(run_seen(&r, EV_LATE, 0)->rtt, 3 * NS_S + 100 * NS_MS);
	assert_int_equal(run_seen(&r, EV_DUP, 0)->rtt, 3 * NS_S + 200 * NS_MS);
	assert_int_equal(r.stats.lost, 0);
	assert_int_equal(r.stats.received, 1);
	run_close(&r);
}

TEST(numbers_that_were_never_sent)
{
	struct run r;
	struct reply other = { .kind = REPLY_OTHER };
	uint64_t before;

	run_silent(&r, 3, 100 * NS_S);
	for (unsigned n = 3; n < 65536; n += n < 10 || n > 65530 ? 1 : 1009)
		run_inject(&r, 1, REPLY_ANSWER, n);
	before = r.sim->queued;
	run_inject(&r, 2, REPLY_ERROR, 3);
	run_inject(&r, 2, REPLY_NOTICE, 65535);
	run_inject(&r, 2, REPLY_LOCAL, 1000);
	run_inject(&r, 2, REPLY_SENT, 5);		/* no packet, no event */
	sim_reply_as(r.sim, 3, &other);
	run_until(&r, 2 * NS_S + 10);
	assert_int_equal(r.events[EV_OTHER], before + 4);
	assert_int_equal(r.fates[FATE_OUT], 3);
	assert_int_equal(r.nseen, 3 + before + 4);
	run_close(&r);
}

TEST(corrupt_answers_change_nothing)
{
	struct reply broken = run_reply(REPLY_ANSWER, 0);
	struct run r;

	run_silent(&r, 1, 10 * NS_S);
	broken.bad_sum = true;
	sim_reply_as(r.sim, 1 * NS_MS, &broken);
	sim_reply_as(r.sim, 2 * NS_MS, &broken);
	run_inject(&r, 3 * NS_MS, REPLY_ANSWER, 0);
	sim_reply_as(r.sim, 4 * NS_MS, &broken);
	run_until(&r, 500 * NS_MS);
	run_expect(&r, 1, (struct seen){ EV_CORRUPT, 0, 1 * NS_MS, 1 * NS_MS });
	run_expect(&r, 2, (struct seen){ EV_CORRUPT, 0, 2 * NS_MS, 2 * NS_MS });
	run_expect(&r, 3, (struct seen){ EV_REPLY, 0, 3 * NS_MS, 3 * NS_MS, true });
	run_expect(&r, 4, (struct seen){ EV_CORRUPT, 0, 4 * NS_MS, 4 * NS_MS });
	assert_int_equal(r.stats.samples, 1);
	run_close(&r);
}

TEST(errors_and_answers_in_every_order)
{
	struct run r;

	run_silent(&r, 5, 10 * NS_S);
	/* 0: an error, then the answer; 1: the answer first; 2: two errors; 3: notices only */
	run_inject(&r, 1, REPLY_ERROR, 0);
	run_inject(&r, 2, REPLY_ANSWER, 0);
	run_inject(&r, 3, REPLY_ANSWER, 1);
	run_inject(&r, 4, REPLY_ERROR, 1);
	run_inject(&r, 5, REPLY_ERROR, 2);
	run_inject(&r, 6, REPLY_ERROR, 2);
	run_inject(&r, 7, REPLY_NOTICE, 3);
	run_inject(&r, 8, REPLY_ANSWER, 3);
	run_inject(&r, 9, REPLY_NOTICE, 3);
	run_inject(&r, 10, REPLY_ERROR, 0);
	run_until(&r, 4 * NS_S + 100);
	run_expect(&r, 5, (struct seen){ EV_ERROR, 0, 4 * NS_S + 1, 4 * NS_S + 1, true });
	run_expect(&r, 6, (struct seen){ EV_REPLY, 0, 4 * NS_S + 2, 4 * NS_S + 2, false });
	run_expect(&r, 7, (struct seen){ EV_REPLY, 1, 4 * NS_S + 3, 3 * NS_S + 3, true });
	run_expect(&r, 8, (struct seen){ EV_ERROR, 1, 4 * NS_S + 4, 3 * NS_S + 4 });
	run_expect(&r, 9, (struct seen){ EV_ERROR, 2, 4 * NS_S + 5, 2 * NS_S + 5, true });
	run_expect(&r, 10, (struct seen){ EV_ERROR, 2, 4 * NS_S + 6, 2 * NS_S + 6 });
	run_expect(&r, 11, (struct seen){ EV_NOTICE, 3, 4 * NS_S + 7 });
	run_expect(&r, 12, (struct seen){ EV_REPLY, 3, 4 * NS_S + 8, NS_S + 8, true });
	run_expect(&r, 13, (struct seen){ EV_NOTICE, 3, 4 * NS_S + 9 });
	run_expect(&r, 14, (struct seen){ EV_ERROR, 0, 4 * NS_S + 10, 4 * NS_S + 10 });
	assert_int_equal(r.stats.errors, 2);
	assert_int_equal(r.stats.received, 3);
	run_close(&r);
}

TEST(errors_after_a_loss)
{
	struct run r;

	run_silent(&r, 1, 2 * NS_S);
	run_inject(&r, 2500 * NS_MS, REPLY_ERROR, 0);
	run_inject(&r, 2600 * NS_MS, REPLY_ANSWER, 0);
	run_until(&r, 2700 * NS_MS);
	assert_false(run_seen(&r, EV_ERROR, 0)->settles);
	assert_int_equal(run_seen(&r, EV_LATE, 0)->rtt, 2600 * NS_MS);
	assert_int_equal(r.stats.lost, 0);
	run_close(&r);
}

/* A probe that failed is not lost, too. */
TEST(a_failure_is_final_without_an_answer)
{
	struct run r;

	run_silent(&r, 1, 2 * NS_S);
	run_inject(&r, NS_S / 2, REPLY_ERROR, 0);
	run_until(&r, 10 * NS_S);
	assert_int_equal(run_seen(&r, EV_LOST, 0)->n, 1);
	run_close(&r);
}

TEST(transmit_times_move_the_start)
{
	struct run r;

	run_silent(&r, 1, 3 * NS_S);
	/* resolving a neighbour took a second: no part of the round trip (iputils#623) */
	run_inject(&r, NS_S, REPLY_SENT, 0);
	run_inject(&r, NS_S + NS_MS, REPLY_ANSWER, 0);
	run_inject(&r, NS_S + 2 * NS_MS, REPLY_SENT, 0);	/* too late to mean anything */
	run_inject(&r, NS_S + 3 * NS_MS, REPLY_ANSWER, 0);
	run_until(&r, NS_S + 10 * NS_MS);
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->rtt, NS_MS);
	assert_int_equal(run_seen(&r, EV_DUP, 0)->rtt, 3 * NS_MS);
	/* the time that it may take begins anew as well */
	run_inject(&r, NS_S / 2, REPLY_SENT, 1);
	run_until(&r, 20 * NS_S);
	assert_int_equal(run_seen(&r, EV_LOST, 0)->n, 1);
	assert_true(run_seen(&r, EV_LOST, 0)->at >= NS_S + NS_S / 2 + EVERY_WAIT_MIN);
	run_close(&r);
}

/* A transport of its own: what recv gives is what a field says, whatever the time. */
struct odd {
	struct xport x;
	ns_t now, at;			/* of a send; of a reply */
	struct reply reply;
	uint64_t replies, taken;	/* so many of it; so many were taken */
};

static int odd_send(struct xport *x, const struct probe *p, ns_t *when)
{
	(void)p;
	*when = ((struct odd *)x)->now;
	return 0;
}

static bool odd_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct odd *odd = (struct odd *)x;

	(void)now;
	if (!odd->replies)
		return false;
	odd->replies--;
	odd->taken++;
	*r = odd->reply;
	*when = odd->at;
	return true;
}

static void odd_open(struct odd *odd, struct run *r, const struct every_cfg *cfg)
{
	run_open(r, cfg, script_silent, NULL);
	*odd = (struct odd){ .x = { odd_send, odd_recv, -1 } };
	r->e.xport = &odd->x;
}

/* Kernel times may be a little off: before the probe was sent is at once, never negative. */
TEST(a_round_trip_is_never_negative)
{
	struct odd odd;
	struct run r;

	odd_open(&odd, &r, &each_second);
	odd.now = 5 * NS_S;
	engine_step(&r.e, odd.now);
	odd.reply = run_reply(REPLY_SENT, 0);
	odd.at = 5 * NS_S - 1000;		/* earlier than we thought: does not count */
	odd.replies = 1;
	engine_step(&r.e, odd.now);
	odd.reply = run_reply(REPLY_ANSWER, 0);
	odd.replies = 1;
	engine_step(&r.e, odd.now);
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->rtt, 0);
	odd.at = 5 * NS_S + 1000;
	odd.replies = 1;
	engine_step(&r.e, odd.now);
	assert_int_equal(run_seen(&r, EV_DUP, 0)->rtt, 1000);
	run_close(&r);
}

/* The first probe goes out before anybody looks what there is to receive. */
TEST(nothing_comes_before_the_first_probe)
{
	struct odd odd;
	struct run r;

	odd_open(&odd, &r, &each_second);
	odd.reply.kind = REPLY_OTHER;
	odd.replies = 3;
	engine_step(&r.e, 0);
	assert_int_equal(r.seen[0].kind, EV_SENT);
	assert_int_equal(r.seen[1].kind, EV_OTHER);
	assert_int_equal(r.nseen, 4);
	run_close(&r);
}

/* A peer that never stops sending answers: each step ends, and so does the run. */
TEST(a_storm_of_duplicates_ends)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 2 * NS_S, .count = 3 };
	unsigned steps = 0;
	struct odd odd;
	struct run r;

	odd_open(&odd, &r, &cfg);
	odd.reply = run_reply(REPLY_ANSWER, 0);
	for (odd.now = 0; !r.e.done; odd.now += 10 * NS_MS) {
		odd.at = odd.now;
		odd.replies = 1000000;
		odd.taken = 0;
		engine_step(&r.e, odd.now);
		assert_true(odd.taken <= 64 * 65);
		assert_true(++steps < 1000);
	}
	assert_int_equal(r.stats.sent, 3);
	assert_int_equal(r.stats.received, 1);
	assert_int_equal(r.stats.lost, 2);
	assert_true(r.stats.dups > 1000);
	run_close(&r);
}

static void script_fifty(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	for (int i = 0; i < 50; i++)
		sim_reply(sim, p, 10 * NS_MS, REPLY_ANSWER);
}

/* iputils#480: duplicates are no answers to other probes. */
TEST(duplicates_do_not_count)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = NS_S, .count = 4 };
	struct run r;

	run_open(&r, &cfg, script_fifty, NULL);
	run_until(&r, 100 * NS_S);
	assert_true(r.e.done);
	assert_int_equal(r.stats.sent, 4);
	assert_int_equal(r.stats.received, 4);
	assert_int_equal(r.stats.dups, 3 * 49);		/* those after the end are not waited for */
	run_close(&r);
}

TEST(waiting_for_ever)
{
	struct run r;

	run_silent(&r, 2, NS_NEVER);
	run_until(&r, 1000 * NS_S);
	assert_int_equal(r.events[EV_LOST], 0);
	assert_int_equal(r.fates[FATE_OUT], 1001);
	run_close(&r);
}

/* A wrong clock cannot make sums overflow: no round trip is longer than a year. */
TEST(absurd_round_trips_are_bounded)
{
	struct every_cfg cfg = { .interval = NS_NEVER / 4, .wait = NS_NEVER };
	struct odd odd;
	struct run r;

	odd_open(&odd, &r, &cfg);
	engine_step(&r.e, 0);
	odd.reply = run_reply(REPLY_ANSWER, 0);
	odd.at = NS_S * 86400 * 365 * 100;
	odd.replies = 5;
	engine_step(&r.e, odd.at);
	assert_int_equal(r.stats.samples, 5);
	assert_in_range(r.stats.max, 1, 366 * 86400 * NS_S);
	assert_int_equal(stats_avg(&r.stats), r.stats.max);
	assert_int_equal(stats_ewma(&r.stats), r.stats.max);
	assert_int_equal(stats_mdev(&r.stats), 0);
	run_close(&r);
}

static void order_first(void *arg, const struct event *ev)
{
	struct run *r = arg;

	/* the model, which listens earlier, has it already; so has the plan */
	assert_int_equal(r->seen[r->nseen - 1].kind, ev->kind);
	assert_int_equal(r->every.sent, r->sent);
	++*(unsigned *)r->arg;
}

TEST(listeners_are_told_in_order)
{
	unsigned calls = 0;
	struct run r;

	run_open(&r, &each_second, script_answer, &calls);
	engine_listen(&r.e, order_first, &r);
	run_until(&r, 9 * NS_S + NS_S / 2);
	assert_int_equal(calls, 20);
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(probes_and_answers_in_order),
		cmocka_unit_test(what_is_not_answered_is_lost_in_time),
		cmocka_unit_test(answers_out_of_order),
		cmocka_unit_test(duplicates),
		cmocka_unit_test(late_answers),
		cmocka_unit_test(numbers_that_were_never_sent),
		cmocka_unit_test(corrupt_answers_change_nothing),
		cmocka_unit_test(errors_and_answers_in_every_order),
		cmocka_unit_test(errors_after_a_loss),
		cmocka_unit_test(a_failure_is_final_without_an_answer),
		cmocka_unit_test(transmit_times_move_the_start),
		cmocka_unit_test(a_round_trip_is_never_negative),
		cmocka_unit_test(nothing_comes_before_the_first_probe),
		cmocka_unit_test(a_storm_of_duplicates_ends),
		cmocka_unit_test(duplicates_do_not_count),
		cmocka_unit_test(waiting_for_ever),
		cmocka_unit_test(absurd_round_trips_are_bounded),
		cmocka_unit_test(listeners_are_told_in_order),
	};

	return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
