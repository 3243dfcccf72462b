/* Patience: how often a silent port is asked and for how long; the pace of asking. */
#include "probe/patience.h"

#include <string.h>

#include "test.h"

/* From the first attempt on a silent port to its verdict. */
static ns_t total(const struct patience *p)
{
	return (patience_tries(p) - 1) * patience_interval(p) + patience_last(p);
}

TEST(nothing_answers)
{
	struct patience one = { .ports = 1 }, some = { .ports = 100 }, many = { .ports = 1000 };

	/* a router says after 3 seconds that a host is missing */
	assert_true(total(&one) > 3 * NS_S && total(&one) < 4 * NS_S);
	assert_true(total(&some) < 1200 * NS_MS);
	assert_true(total(&many) < 900 * NS_MS);
	assert_true(patience_tries(&many) >= 4);
}

TEST(a_limit_holds)
{
	for (uint32_t ports = 1; ports < 100000; ports *= 10) {
		struct patience p = { .ports = ports, .limit = 500 * NS_MS };

		assert_true(total(&p) <= 501 * NS_MS && total(&p) >= 400 * NS_MS);
	}
}

TEST(a_round_trip_decides)
{
	struct patience p = { .ports = 10 };

	for (int i = 0; i < 50; i++)
		patience_answer(&p, 100 * NS_MS, 0);
	assert_true(patience_interval(&p) > 100 * NS_MS && patience_interval(&p) < 200 * NS_MS);
	for (int i = 0; i < 50; i++)
		patience_answer(&p, 1 * NS_MS, 0);
	assert_true(patience_interval(&p) < 60 * NS_MS);
	assert_true(total(&p) < NS_S);
	patience_answer(&p, 0, 0);
	patience_answer(&p, 3600 * NS_S, 0);
	assert_true(patience_interval(&p) <= NS_S && patience_last(&p) <= 2 * NS_S);
}

/* The chance that one of all ports is wrongly called silent, where so many of 100 are lost. */
static double wrong(unsigned ports, unsigned percent)
{
	struct patience p = { .ports = ports };
	double round = 1 - (1 - percent / 100.0) * (1 - percent / 100.0), chance = 1;
	uint64_t seed = 1;

	for (unsigned i = 0; i < 400; i++) {
		unsigned lost = 0;

		while (rnd_below(&seed, 1000000) < round * 1000000)
			lost++;
		patience_answer(&p, NS_MS, lost);
	}
	for (unsigned i = patience_tries(&p); i; i--)
		chance *= round;
	return chance * ports;
}

TEST(loss_asks_for_more)
{
	assert_true(wrong(1000, 1) < 0.002);
	assert_true(wrong(1000, 10) < 0.002);
	assert_true(wrong(100, 30) < 0.002);
	assert_true(wrong(1, 30) < 0.002);
	assert_true(wrong(65535, 1) < 0.002);
}

TEST(tries_end)
{
	struct patience p = { .ports = 65535 };

	for (int i = 0; i < 1000; i++)
		patience_answer(&p, NS_MS, 1000);
	assert_int_equal(patience_tries(&p), PATIENCE_TRIES);
}

/* How many may go in so much time, asked every 100 microseconds. */
static unsigned sent(struct pace *p, ns_t *now, ns_t span)
{
	unsigned n = 0;

	for (ns_t end = *now + span; *now < end; *now += 100 * NS_US)
		while (pace_take(p, *now))
			n++;
	return n;
}

TEST(pace_is_even)
{
	ns_t now = NS_S;
	struct pace p;
	unsigned first, n;

	pace_open(&p, now);
	assert_true(pace_take(&p, now) && pace_take(&p, now) && pace_take(&p, now));
	first = sent(&p, &now, 100 * NS_MS);
	assert_true(first > 1500 && first < 1800);
	/* a pause is not made up for */
	now += 10 * NS_S;
	n = sent(&p, &now, 100 * NS_MS);
	assert_true(n > first - 50 && n < first + 50);
}

TEST(pace_follows_loss)
{
	ns_t now = NS_S;
	struct pace p;
	unsigned first;

	pace_open(&p, now);
	first = sent(&p, &now, 100 * NS_MS);
	for (int i = 0; i < 500; i++)
		pace_answer(&p, 0);
	assert_true(sent(&p, &now, 100 * NS_MS) > first * 3 / 2);
	for (int i = 0; i < 1000; i++)
		pace_answer(&p, 1);
	assert_true(sent(&p, &now, 100 * NS_MS) < first);
	for (int i = 0; i < 100000; i++)
		pace_answer(&p, 9);
	assert_true(sent(&p, &now, 100 * NS_MS) >= 190);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_answers), cmocka_unit_test(a_limit_holds),
		cmocka_unit_test(a_round_trip_decides), cmocka_unit_test(loss_asks_for_more),
		cmocka_unit_test(tries_end), cmocka_unit_test(pace_is_even),
		cmocka_unit_test(pace_follows_loss),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
