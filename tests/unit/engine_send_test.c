/* The engine when a probe cannot be sent, or not now; and what it tells of those in flight. */
#include <errno.h>

#include "run.h"

TEST(refused_by_this_host)
{
	struct run r;

	run_silent(&r, 1, 10 * NS_S);
	r.sim->fail = EMSGSIZE;
	run_until(&r, 2 * NS_S);
	run_expect(&r, 1, (struct seen){ EV_SENT, 1, NS_S });
	run_expect(&r, 2, (struct seen){ EV_ERROR, 1, NS_S, 0, true, EMSGSIZE });
	run_expect(&r, 3, (struct seen){ EV_SENT, 2, 2 * NS_S });
	run_expect(&r, 4, (struct seen){ EV_ERROR, 2, 2 * NS_S, 0, true, EMSGSIZE });
	r.sim->fail = 0;
	run_until(&r, 3 * NS_S);
	run_expect(&r, 5, (struct seen){ EV_SENT, 3, 3 * NS_S });
	assert_int_equal(r.nseen, 6);
	run_close(&r);
}

TEST(a_full_queue_is_tried_again)
{
	struct run r;

	run_silent(&r, 2, 10 * NS_S);
	r.sim->full = 3;
	run_until(&r, 5 * NS_S);
	assert_int_equal(run_seen(&r, EV_SENT, 2)->at, 2 * NS_S + 3 * NS_MS);
	/* and the next is not late because of it */
	assert_int_equal(run_seen(&r, EV_SENT, 3)->at, 3 * NS_S);
	assert_int_equal(r.sent, 6);
	assert_int_equal(r.nseen, 6);
	run_close(&r);
}

/* What wakes the engine meanwhile is no reason to try again before the time. */
TEST(a_full_queue_is_left_alone)
{
	struct run r;

	run_silent(&r, 2, 10 * NS_S);
	r.sim->full = 2;
	for (int i = 1; i < 20; i++)
		run_inject(&r, NS_S + i * 100 * NS_US, REPLY_NOTICE, 0);
	run_until(&r, 3 * NS_S);
	assert_int_equal(run_seen(&r, EV_SENT, 2)->at, 2 * NS_S + 2 * NS_MS);
	assert_int_equal(r.events[EV_NOTICE], 19);
	run_close(&r);
}

TEST(a_full_queue_at_the_start)
{
	struct every_cfg cfg = { .interval = NS_S, .wait = 10 * NS_S };
	struct run r;

	run_open(&r, &cfg, script_silent, NULL);
	r.sim->full = 5;
	run_until(&r, 3 * NS_S);
	assert_int_equal(run_seen(&r, EV_SENT, 0)->at, 5 * NS_MS);
	assert_int_equal(run_seen(&r, EV_SENT, 1)->at, NS_S);
	run_close(&r);
}

TEST(young_probes)
{
	struct run r;

	run_silent(&r, 6, 100 * NS_S);			/* sent at 0 to 5 s */
	run_inject(&r, 1, REPLY_ANSWER, 0);
	run_inject(&r, 1, REPLY_ERROR, 3);
	run_until(&r, 5 * NS_S + 10);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 0), 0);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 1), 1);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, NS_S), 1);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, NS_S + 1), 2);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 2 * NS_S + 1), 2);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 3 * NS_S), 2);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 3 * NS_S + 1), 3);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, 5 * NS_S + 1), 4);
	assert_int_equal(engine_young(&r.e, 5 * NS_S, NS_NEVER), 4);
	run_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused_by_this_host),
		cmocka_unit_test(a_full_queue_is_tried_again),
		cmocka_unit_test(a_full_queue_is_left_alone),
		cmocka_unit_test(a_full_queue_at_the_start),
		cmocka_unit_test(young_probes),
	};

	return cmocka_run_group_tests_name("engine_send", tests, NULL, NULL);
}
