/* Numbers of the command line: every edge of their syntax, and strtoll(3) as a second opinion. */
#include "base/num.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

struct row {
	const char *text;
	enum num_result result;
	int64_t value;
};

#define UNTOUCHED ((int64_t)0x0123456789abcdef)

typedef enum num_result parse_fn(const char *s, int64_t min, int64_t max, int64_t *out);

static void expect(parse_fn *parse, const struct row *row, int64_t min, int64_t max)
{
	int64_t v = UNTOUCHED;
	enum num_result r = parse(row->text, min, max, &v);

	if (r != row->result)
		fail_msg("'%s': result %d, not %d", row->text, r, row->result);
	if (v != (r == NUM_OK ? row->value : UNTOUCHED))
		fail_msg("'%s': value %lld", row->text, (long long)v);
}

static void expect_all(parse_fn *parse, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect(parse, &rows[i], INT64_MIN, INT64_MAX);
}

/* What no parser here takes for a number. */
static const char *const nonsense[] = {
	"", " ", "+", "-", "+-1", "-+1", "--1", "++1", "- 1", "+\t1", "1 ", "1\n", "\n", "1 2",
	"a", "1a", "\b1", "\0161", "\2401", " -", " 1 ", "x", "1x", "1,5", ",5", "5,",
	"1'000", "1_000", "e3", "inf", "-inf", "INF", "nan", "infinity",
	"NaN", "0x", "0X", "-0x", "0xg", "0x1.8p3", "0x-1", "0b1", "1h", "2s", "10ms", "1.2.3",
	".", "+.", "-.", "..1", "1..", "\xef\xbc\x91", "\xd9\xa1", "1\xff", "\xff", "$1", "(1)",
	"1/2", "/", ":", "1:", "@1", "`1", "G", "\x7f",
};

TEST(nonsense_is_no_number)
{
	static parse_fn *const parsers[] = { num_int, num_any, num_seconds };

	for (size_t i = 0; i < LENGTH(nonsense); i++)
		for (size_t k = 0; k < LENGTH(parsers); k++)
			expect(parsers[k], &(struct row){ nonsense[i], NUM_SYNTAX }, INT64_MIN,
			       INT64_MAX);
}

TEST(decimal)
{
	static const struct row rows[] = {
		{ "0", NUM_OK, 0 },
		{ "-0", NUM_OK, 0 },
		{ "+0", NUM_OK, 0 },
		{ "7", NUM_OK, 7 },
		{ "+7", NUM_OK, 7 },
		{ "-7", NUM_OK, -7 },
		{ "010", NUM_OK, 10 },
		{ "-0009", NUM_OK, -9 },
		{ "0000000000000000000000000000000000000000000001", NUM_OK, 1 },
		{ "9223372036854775807", NUM_OK, INT64_MAX },
		{ "-9223372036854775808", NUM_OK, INT64_MIN },
		{ "0x10", NUM_SYNTAX },
		{ "1.0", NUM_SYNTAX },
		{ "1.", NUM_SYNTAX },
		{ ".5", NUM_SYNTAX },
	};

	expect_all(num_int, rows, LENGTH(rows));
}

TEST(any_base)
{
	static const struct row rows[] = {
		{ "0", NUM_OK, 0 },
		{ "00", NUM_OK, 0 },
		{ "010", NUM_OK, 8 },
		{ "-010", NUM_OK, -8 },
		{ "08", NUM_SYNTAX },
		{ "09", NUM_SYNTAX },
		{ "018", NUM_SYNTAX },
		{ "10", NUM_OK, 10 },
		{ "0x10", NUM_OK, 16 },
		{ "0X1f", NUM_OK, 31 },
		{ "0xFf", NUM_OK, 255 },
		{ "+0xa", NUM_OK, 10 },
		{ "-0xa", NUM_OK, -10 },
		{ "0x0x1", NUM_SYNTAX },
		{ "00x1", NUM_SYNTAX },
		{ "0x7fffffffffffffff", NUM_OK, INT64_MAX },
		{ "-0x8000000000000000", NUM_OK, INT64_MIN },
		{ "0777777777777777777777", NUM_OK, INT64_MAX },
		{ "0xdeadbeef", NUM_OK, 0xdeadbeef },
		{ "deadbeef", NUM_SYNTAX },
	};

	expect_all(num_any, rows, LENGTH(rows));
}

/* As strtol(3), and so the classic tools, have it. */
TEST(white_space_before_a_number)
{
	static const char *const texts[] = { " 7", "\t7", "\n\v\f\r 7", "   +7", " \t 7" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		expect(num_int, &(struct row){ texts[i], NUM_OK, 7 }, 0, 9);
		expect(num_any, &(struct row){ texts[i], NUM_OK, 7 }, 0, 9);
		expect(num_seconds, &(struct row){ texts[i], NUM_OK, 7 * NS_S }, 0, 9 * NS_S);
	}
	expect(num_any, &(struct row){ " -0x10", NUM_OK, -16 }, -16, 9);
	expect(num_seconds, &(struct row){ "\t-.5", NUM_OK, -NS_S / 2 }, -NS_S, 0);
}

TEST(beyond_64_bits)
{
	static const char *const huge[] = {
		"9223372036854775808", "-9223372036854775809", "18446744073709551615",
		"18446744073709551616", "18446744073709551617", "99999999999999999999999999",
		"-99999999999999999999999999",
	};
	char digits[401];

	for (size_t i = 0; i < LENGTH(huge); i++) {
		struct row row = { huge[i], NUM_OVERFLOW };

		expect(num_int, &row, -1000, 1000);
		expect(num_any, &row, -1000, 1000);
		expect(num_int, &row, INT64_MIN, INT64_MAX);
		expect(num_any, &row, INT64_MIN, INT64_MAX);
	}
	expect(num_any, &(struct row){ "0x8000000000000000", NUM_OVERFLOW }, INT64_MIN, INT64_MAX);
	expect(num_any, &(struct row){ "01000000000000000000000", NUM_OVERFLOW }, INT64_MIN,
	       INT64_MAX);
	memset(digits, '9', 400);
	digits[400] = '\0';
	expect(num_int, &(struct row){ digits, NUM_OVERFLOW }, INT64_MIN, INT64_MAX);
	expect(num_seconds, &(struct row){ digits, NUM_OVERFLOW }, 0, 1000 * NS_S);
}

/* Overflow must not hide what stands behind it. */
TEST(the_upper_half_of_64_bits)
{
	static const struct {
		const char *text;
		enum num_result result;
		uint64_t value;
	} rows[] = {
		{ "0", NUM_OK, 0 },
		{ "-0", NUM_OK, 0 },
		{ " +0x10", NUM_OK, 16 },
		{ "010", NUM_OK, 8 },
		{ "9223372036854775808", NUM_OK, (uint64_t)INT64_MAX + 1 },
		{ "18446744073709551615", NUM_OK, UINT64_MAX },
		{ "0xffffffffffffffff", NUM_OK, UINT64_MAX },
		{ "18446744073709551616", NUM_OVERFLOW, 0 },
		{ "0x10000000000000000", NUM_OVERFLOW, 0 },
		{ "-18446744073709551616", NUM_OVERFLOW, 0 },
		{ "-1", NUM_RANGE, 0 },
		{ "-18446744073709551615", NUM_RANGE, 0 },
		{ "", NUM_SYNTAX, 0 },
		{ "1 ", NUM_SYNTAX, 0 },
		{ "18446744073709551616x", NUM_SYNTAX, 0 },
	};
	uint64_t v;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		v = 7;
		if (num_u64(rows[i].text, UINT64_MAX, &v) != rows[i].result)
			fail_msg("'%s'", rows[i].text);
		assert_int_equal(v, rows[i].result == NUM_OK ? rows[i].value : 7);
	}
	assert_int_equal(num_u64("9", 9, &v), NUM_OK);
	assert_int_equal(num_u64("10", 9, &v), NUM_RANGE);
}

TEST(too_large_with_a_rest_is_no_number)
{
	static const char *const texts[] = { "99999999999999999999999x", "99999999999999999999999 ",
					     "-99999999999999999999999e" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct row row = { texts[i], NUM_SYNTAX };

		expect(num_int, &row, 0, 1);
		expect(num_any, &row, 0, 1);
		expect(num_seconds, &row, 0, 1);
	}
}

TEST(ranges_are_inclusive)
{
	static const struct row rows[] = {
		{ "4", NUM_RANGE }, { "5", NUM_OK, 5 }, { "9", NUM_OK, 9 }, { "10", NUM_RANGE },
		{ "-5", NUM_RANGE }, { "0", NUM_RANGE },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		expect(num_int, &rows[i], 5, 9);
		expect(num_any, &rows[i], 5, 9);
	}
	expect(num_int, &(struct row){ "-3", NUM_OK, -3 }, -3, -3);
	expect(num_int, &(struct row){ "-4", NUM_RANGE }, -3, -3);
	expect(num_int, &(struct row){ "-2", NUM_RANGE }, -3, -3);
	expect(num_seconds, &(struct row){ "0.2", NUM_OK, NS_S / 5 }, NS_S / 5, NS_S);
	expect(num_seconds, &(struct row){ "0.199999999", NUM_RANGE }, NS_S / 5, NS_S);
	expect(num_seconds, &(struct row){ "1.000000000", NUM_OK, NS_S }, NS_S / 5, NS_S);
	expect(num_seconds, &(struct row){ "1.000000001", NUM_RANGE }, NS_S / 5, NS_S);
	expect(num_seconds, &(struct row){ "-1", NUM_RANGE }, 0, NS_S);
}

TEST(seconds)
{
	static const struct row rows[] = {
		{ "0", NUM_OK, 0 },
		{ "1", NUM_OK, NS_S },
		{ "+1", NUM_OK, NS_S },
		{ "-1", NUM_OK, -NS_S },
		{ "1.", NUM_OK, NS_S },
		{ ".5", NUM_OK, NS_S / 2 },
		{ "-.5", NUM_OK, -NS_S / 2 },
		{ "00.25", NUM_OK, NS_S / 4 },
		{ "0.2", NUM_OK, NS_S / 5 },
		{ "0.000000001", NUM_OK, 1 },
		{ "-0.000000001", NUM_OK, -1 },
		{ "0.123456789", NUM_OK, 123456789 },
		{ "3600.5", NUM_OK, 3600 * NS_S + NS_S / 2 },
		/* cut off, not rounded */
		{ "0.0000000009", NUM_OK, 0 },
		{ "-0.0000000009", NUM_OK, 0 },
		{ "1.9999999999999999", NUM_OK, 2 * NS_S - 1 },
		{ "9223372036.854775807", NUM_OK, INT64_MAX },
		{ "-9223372036.854775807", NUM_OK, -INT64_MAX },
		{ "0x1", NUM_SYNTAX },
		{ "1.5.", NUM_SYNTAX },
		{ "1.-5", NUM_SYNTAX },
		{ "1. 5", NUM_SYNTAX },
		{ "1.5s", NUM_SYNTAX },
		{ "1.5e1", NUM_OK, 15 * NS_S },
		{ "1e-05", NUM_OK, 10000 },
		{ "-2.5E-3", NUM_OK, -2500000 },
		{ "1e+0", NUM_OK, NS_S },
		{ "120e-1", NUM_OK, 12 * NS_S },
		{ "0.00012e5", NUM_OK, 12 * NS_S },
		{ "9223372036854775807e-9", NUM_OK, INT64_MAX },
		{ "1.9e-9", NUM_OK, 1 },
		{ "9e-10", NUM_OK, 0 },
		{ "7e-400", NUM_OK, 0 },
		{ "0e400", NUM_OK, 0 },
		{ "7e99999999999", NUM_OVERFLOW },
		{ "1e10", NUM_OVERFLOW },
		{ "1e", NUM_SYNTAX },
		{ "1e+", NUM_SYNTAX },
		{ "e1", NUM_SYNTAX },
		{ ".e1", NUM_SYNTAX },
		{ "1e1.", NUM_SYNTAX },
		{ "1e1e1", NUM_SYNTAX },
		{ "1 e1", NUM_SYNTAX },
	};

	expect_all(num_seconds, rows, LENGTH(rows));
}

TEST(seconds_beyond_64_bits)
{
	static const char *const huge[] = { "9223372036.854775808", "9223372037", "99999999999",
					    "99999999999999999999.5", "18446744073.709551616" };
	char power[128] = "-1";

	for (size_t i = 0; i < LENGTH(huge); i++) {
		expect(num_seconds, &(struct row){ huge[i], NUM_OVERFLOW }, 0, INT64_MAX - 1);
		expect(num_seconds, &(struct row){ huge[i], NUM_OVERFLOW }, INT64_MIN, INT64_MAX);
	}
	/* powers of ten, one of which is just 2^63 nanoseconds modulo 2^64 */
	for (int zeros = 10; zeros < 100; zeros++) {
		memset(power + 2, '0', (size_t)zeros);
		expect(num_seconds, &(struct row){ power, NUM_OVERFLOW }, INT64_MIN, INT64_MAX);
		expect(num_seconds, &(struct row){ power + 1, NUM_OVERFLOW }, INT64_MIN, INT64_MAX);
	}
}

TEST(four_hundred_decimals_are_seconds)
{
	char text[420] = "2.";

	memset(text + 2, '0', 400);
	strcpy(text + 402, "1");
	expect(num_seconds, &(struct row){ text, NUM_OK, 2 * NS_S }, 0, INT64_MAX);
	memset(text + 2, '9', 400);
	expect(num_seconds, &(struct row){ text, NUM_OK, 3 * NS_S - 1 }, 0, INT64_MAX);
}

/* strtoll(3) with its leniency taken away. */
static struct row second_opinion(const char *text, int base)
{
	struct row row = { text, NUM_SYNTAX };
	char *end;

	errno = 0;
	row.value = strtoll(text, &end, base);
	if (end == text || *end)
		return row;
	row.result = errno ? NUM_OVERFLOW : NUM_OK;
	return row;
}

TEST(as_strtoll_reads_random_texts)
{
	static const char letters[] = "0001234567789--++xXaF. ,";
	uint64_t seed = 1;
	unsigned ok = 0;

	for (int i = 0; i < 200000; i++) {
		char text[24] = "";
		size_t len = rnd_below(&seed, sizeof(text));
		struct row row;

		for (size_t k = 0; k < len; k++)
			text[k] = letters[rnd_below(&seed, k ? 13 + rnd_below(&seed, 12) : 24)];
		row = second_opinion(text, 10);
		ok += row.result == NUM_OK;
		expect(num_int, &row, INT64_MIN, INT64_MAX);
		row = second_opinion(text, 0);
		expect(num_any, &row, INT64_MIN, INT64_MAX);
	}
	assert_in_range(ok, 10000, 190000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nonsense_is_no_number),
		cmocka_unit_test(decimal),
		cmocka_unit_test(any_base),
		cmocka_unit_test(white_space_before_a_number),
		cmocka_unit_test(beyond_64_bits),
		cmocka_unit_test(the_upper_half_of_64_bits),
		cmocka_unit_test(too_large_with_a_rest_is_no_number),
		cmocka_unit_test(ranges_are_inclusive),
		cmocka_unit_test(seconds),
		cmocka_unit_test(seconds_beyond_64_bits),
		cmocka_unit_test(four_hundred_decimals_are_seconds),
		cmocka_unit_test(as_strtoll_reads_random_texts),
	};

	return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
