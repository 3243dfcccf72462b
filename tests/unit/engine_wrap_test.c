/* Sequence numbers have 16 bits: probes in flight over the wrap, and numbers used again. */
#include "run.h"

/* A probe a millisecond, nothing is lost by itself. */
static const struct every_cfg each_ms = { .interval = NS_MS, .wait = NS_NEVER };

static ns_t ms(uint64_t n)
{
	return (ns_t)n * NS_MS;
}

/* So many probes to a silent network; the last one was sent at now. */
static void silent(struct run *r, uint64_t probes)
{
	run_open(r, &each_ms, script_silent, NULL);
	run_until(r, ms(probes - 1));
	assert_int_equal(r->sent, probes);
}

static void script_half_ms(struct sim *sim, const struct probe *p, ns_t now)
{
	(void)now;
	sim_reply(sim, p, NS_MS / 2, REPLY_ANSWER);
}

TEST(numbers_on_the_wire)
{
	assert_int_equal(probe_seq(0), 1);
	assert_int_equal(probe_seq(65533), 65534);
	assert_int_equal(probe_seq(65534), 65535);
	assert_int_equal(probe_seq(65535), 0);
	assert_int_equal(probe_seq(65536), 1);
}

TEST(twice_around)
{
	struct every_cfg cfg = { .interval = NS_MS, .wait = NS_S, .count = 140000 };
	struct run r;

	run_open(&r, &cfg, script_half_ms, NULL);
	run_until(&r, NS_NEVER - 1);
	assert_true(r.e.done);
	assert_int_equal(r.events[EV_REPLY], 140000);
	assert_int_equal(r.nseen, 280000);
	for (size_t i = 0; i < r.nseen; i++)
		assert_int_equal(r.seen[i].n, i / 2);
	assert_int_equal(r.stats.min, NS_MS / 2);
	assert_int_equal(r.stats.max, NS_MS / 2);
	run_close(&r);
}

TEST(in_flight_over_the_wrap)
{
	struct run r;

	silent(&r, 65600);
	assert_int_equal(r.fates[FATE_OUT], 65536);
	/* the oldest first, so that the time to wait for the others does not shrink */
	run_inject(&r, 0, REPLY_ANSWER, 100);
	for (uint64_t n = 65599; n >= 65500; n--)
		run_inject(&r, 0, REPLY_ANSWER, n);
	run_inject(&r, 0, REPLY_ERROR, 64);
	run_until(&r, ms(65599));
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->n, 100);
	for (uint64_t i = 1; i <= 100; i++) {
		const struct seen *s = run_seen(&r, EV_REPLY, i);

		assert_int_equal(s->n, 65600 - i);
		assert_int_equal(s->rtt, ms(i - 1));
		assert_true(s->settles);
	}
	assert_int_equal(run_seen(&r, EV_ERROR, 0)->n, 64);
	run_close(&r);
}

TEST(zero_is_unknown_before_the_wrap)
{
	struct run r;

	silent(&r, 65535);
	run_inject(&r, 0, REPLY_ANSWER, 65535);
	run_until(&r, ms(65534));
	assert_int_equal(r.events[EV_OTHER], 1);
	run_until(&r, ms(65535));
	run_inject(&r, 0, REPLY_ANSWER, 65535);
	run_until(&r, ms(65535));
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->n, 65535);
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->rtt, 0);
	run_close(&r);
}

TEST(who_holds_a_number_too_long_is_lost)
{
	struct run r;

	silent(&r, 65536);
	assert_int_equal(r.events[EV_LOST], 0);
	run_until(&r, ms(65536));
	assert_int_equal(r.events[EV_LOST], 1);
	assert_int_equal(run_seen(&r, EV_LOST, 0)->n, 0);
	assert_int_equal(run_seen(&r, EV_LOST, 0)->at, ms(65536));
	/* the number is the new probe's now */
	run_inject(&r, 0, REPLY_ANSWER, 65536);
	run_until(&r, ms(65536));
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->n, 65536);
	assert_int_equal(run_seen(&r, EV_REPLY, 0)->rtt, 0);
	run_until(&r, ms(65536));
	assert_int_equal(r.fates[FATE_OUT] + r.fates[FATE_LOST], 65536);
	run_close(&r);
}

TEST(young_probes_over_the_wrap)
{
	struct run r;

	silent(&r, 65600);
	assert_int_equal(engine_young(&r.e, ms(65599), ms(100)), 100);
	assert_int_equal(engine_young(&r.e, ms(65599), NS_NEVER), 65536);
	run_close(&r);
}

/* A full queue where a number is about to be used again: lost once, sent once. */
TEST(a_full_queue_at_the_wrap)
{
	struct run r;

	silent(&r, 65536);
	r.sim->full = 3;
	run_until(&r, ms(65545));
	assert_int_equal(run_seen(&r, EV_LOST, 0)->n, 0);
	assert_int_equal(r.events[EV_LOST], r.sent - 65536);
	assert_int_equal(r.fates[FATE_OUT], 65536);
	run_close(&r);
}

/* Losses before, in and after the wrap are told in order, each once. */
TEST(losses_over_the_wrap)
{
	struct every_cfg cfg = { .interval = NS_MS, .wait = ms(50) };
	struct run r;

	run_open(&r, &cfg, script_silent, NULL);
	run_until(&r, ms(66000));
	assert_int_equal(r.events[EV_LOST], 66000 - 50 + 1);
	for (size_t i = 0, lost = 0; i < r.nseen; i++)
		if (r.seen[i].kind == EV_LOST) {
			assert_int_equal(r.seen[i].n, lost++);
			assert_int_equal(r.seen[i].at, ms(r.seen[i].n) + ms(50));
		}
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_on_the_wire),
		cmocka_unit_test(twice_around),
		cmocka_unit_test(in_flight_over_the_wrap),
		cmocka_unit_test(zero_is_unknown_before_the_wrap),
		cmocka_unit_test(who_holds_a_number_too_long_is_lost),
		cmocka_unit_test(young_probes_over_the_wrap),
		cmocka_unit_test(a_full_queue_at_the_wrap),
		cmocka_unit_test(losses_over_the_wrap),
	};

	return cmocka_run_group_tests_name("engine_wrap", tests, NULL, NULL);
}
