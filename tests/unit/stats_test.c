/* Statistics against the textbook formulas in long double. */
#include "probe/stats.h"

#include <stdlib.h>

#include "test.h"

#define YEAR (365 * 86400 * NS_S)	/* the longest round trip that the engine tells of */

static struct stats s;

static void saw(enum event_kind kind, uint64_t n, ns_t at, ns_t rtt, bool settles)
{
	static const struct reply reply;
	const struct event ev = {
		kind, n, at, rtt, settles, kind == EV_SENT || kind == EV_LOST ? NULL : &reply
	};

	stats_saw(&s, &ev);
}

/* So many answered probes with these round trips. */
static void answered(const ns_t *rtts, size_t n)
{
	s = (struct stats){ 0 };
	for (size_t i = 0; i < n; i++) {
		saw(EV_SENT, i, (ns_t)i, 0, false);
		saw(EV_REPLY, i, (ns_t)i, rtts[i], true);
	}
}

static void expect_close(ns_t got, long double want, long double error)
{
	long double d = (long double)got - want;

	if (d > error || d < -error)
		fail_msg("%lld, not %.3Lf", (long long)got, want);
}

/* Newton's method; the C library's own would need another library. */
static long double root(long double v)
{
	long double r = v > 1 ? v : 1, next = r;

	do {
		r = next;
		next = (r + v / r) / 2;
	} while (next < r);
	return r;
}

/* Straightforward: the mean first, then the squares of the differences. */
static void expect_exact(const ns_t *rtts, size_t n)
{
	long double sum = 0, squares = 0, ewma = (long double)rtts[0];
	ns_t min = rtts[0], max = rtts[0];

	for (size_t i = 0; i < n; i++) {
		sum += (long double)rtts[i];
		ewma += i ? ((long double)rtts[i] - ewma) / 8 : 0;
		min = rtts[i] < min ? rtts[i] : min;
		max = rtts[i] > max ? rtts[i] : max;
	}
	for (size_t i = 0; i < n; i++) {
		long double d = (long double)rtts[i] - sum / (long double)n;

		squares += d * d;
	}
	answered(rtts, n);
	assert_int_equal(s.samples, n);
	assert_int_equal(s.min, min);
	assert_int_equal(s.max, max);
	/* cut off, not rounded */
	expect_close(stats_avg(&s), sum / (long double)n - 0.5L, 0.5L + 1e-15L * (long double)max);
	expect_close(stats_mdev(&s), root(squares / (long double)n),
		     1.5L + 1e-15L * (long double)max);
	expect_close(stats_ewma(&s), ewma, 2);
}

TEST(nothing_at_all)
{
	s = (struct stats){ 0 };
	assert_int_equal(stats_avg(&s), 0);
	assert_int_equal(stats_ewma(&s), 0);
	assert_int_equal(stats_mdev(&s), 0);
}

TEST(known_values)
{
	static const ns_t rtts[] = {
		2 * NS_MS, 4 * NS_MS, 4 * NS_MS, 4 * NS_MS,
		5 * NS_MS, 5 * NS_MS, 7 * NS_MS, 9 * NS_MS,
	};

	answered(rtts, LENGTH(rtts));
	assert_int_equal(s.min, 2 * NS_MS);
	assert_int_equal(s.max, 9 * NS_MS);
	assert_int_equal(stats_avg(&s), 5 * NS_MS);
	assert_int_equal(stats_mdev(&s), 2 * NS_MS);
	expect_exact(rtts, LENGTH(rtts));
	expect_exact(rtts, 1);
	assert_int_equal(stats_mdev(&s), 0);
	assert_int_equal(stats_ewma(&s), 2 * NS_MS);
	expect_exact((const ns_t[]){ 0 }, 1);
	expect_exact((const ns_t[]){ 0, 0, 1 }, 3);
	expect_exact((const ns_t[]){ 0, YEAR }, 2);
	assert_int_equal(stats_mdev(&s), YEAR / 2);
}

TEST(equal_round_trips_do_not_deviate)
{
	static const ns_t values[] = { 0, 1, 3, 999, NS_MS, 123456789, NS_S, YEAR - 1, YEAR };
	ns_t rtts[333];

	for (size_t i = 0; i < LENGTH(values); i++) {
		for (size_t k = 0; k < LENGTH(rtts); k++)
			rtts[k] = values[i];
		for (size_t n = 1; n <= LENGTH(rtts); n += 83) {
			answered(rtts, n);
			assert_int_equal(stats_mdev(&s), 0);
			assert_int_equal(stats_avg(&s), values[i]);
			assert_int_equal(stats_ewma(&s), values[i]);
		}
	}
}

TEST(random_round_trips)
{
	static ns_t rtts[3000];
	uint64_t seed = 21;

	for (unsigned round = 0; round < 300; round++) {
		size_t n = 1 + rnd_below(&seed, round % 10 ? 40 : LENGTH(rtts));
		unsigned bits = 1 + rnd_below(&seed, 55);

		for (size_t i = 0; i < n; i++) {
			rtts[i] = (ns_t)(rnd(&seed) & (((uint64_t)1 << bits) - 1));
			if (round % 3 == 0)	/* close together, far from 0 */
				rtts[i] = rtts[i] % 1000 + (NS_S << rnd_below(&seed, 3));
			rtts[i] = rtts[i] > YEAR ? YEAR : rtts[i];
		}
		expect_exact(rtts, n);
	}
}

/* CVE-2025-48964: a hundred thousand of the longest round trips, and shorter ones between. */
TEST(huge_round_trips_do_not_overflow)
{
	size_t n = 100000;
	ns_t *rtts = calloc(n, sizeof(*rtts));

	for (size_t i = 0; i < n; i++)
		rtts[i] = i % 2 ? YEAR : YEAR - 1;
	expect_exact(rtts, n);
	for (size_t i = 0; i < n; i++)
		rtts[i] = i % 2 ? YEAR : 0;
	expect_exact(rtts, n);
	assert_int_equal(stats_mdev(&s), YEAR / 2);
	free(rtts);
}

TEST(counts)
{
	s = (struct stats){ 0 };
	for (unsigned n = 0; n < 8; n++)
		saw(EV_SENT, n, 100 + n, 0, false);
	assert_int_equal(s.sent, 8);
	assert_int_equal(s.first, 100);
	assert_int_equal(s.last, 107);
	saw(EV_REPLY, 5, 110, 5, true);
	assert_int_equal(s.pipe, 3);
	saw(EV_REPLY, 1, 110, 9, true);
	assert_int_equal(s.pipe, 7);
	saw(EV_REPLY, 7, 110, 3, true);
	assert_int_equal(s.pipe, 7);
	saw(EV_DUP, 1, 111, 10, false);
	saw(EV_CORRUPT, 2, 111, 0, false);
	saw(EV_LOST, 2, 112, 0, true);
	saw(EV_LOST, 3, 112, 0, true);
	assert_int_equal(s.lost, 2);
	saw(EV_ERROR, 4, 113, 0, true);
	saw(EV_ERROR, 4, 114, 0, false);
	saw(EV_ERROR, 2, 114, 0, false);
	saw(EV_NOTICE, 6, 114, 0, false);
	saw(EV_OTHER, 0, 114, 0, false);
	saw(EV_LATE, 3, 115, 12, false);
	assert_int_equal(s.sent, 8);
	assert_int_equal(s.received, 4);
	assert_int_equal(s.dups, 1);
	assert_int_equal(s.errors, 1);
	assert_int_equal(s.corrupt, 1);
	assert_int_equal(s.lost, 1);
	assert_int_equal(s.samples, 5);
	assert_int_equal(s.min, 3);
	assert_int_equal(s.max, 12);
	assert_int_equal(stats_avg(&s), 39 / 5);
	assert_int_equal(s.last, 107);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_at_all),
		cmocka_unit_test(known_values),
		cmocka_unit_test(equal_round_trips_do_not_deviate),
		cmocka_unit_test(random_round_trips),
		cmocka_unit_test(huge_round_trips_do_not_overflow),
		cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
