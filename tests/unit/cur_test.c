/* The checked reader: every read at, before and behind both of its ends. */
#include "base/cur.h"

#include "guard.h"
#include "test.h"

TEST(reads_in_network_order)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0xff, 0xff, 0xff, 0xff };
	struct cur c = cur_of(bytes, sizeof(bytes));

	assert_int_equal(cur_left(&c), 14);
	assert_int_equal(cur_u8(&c), 1);
	assert_int_equal(cur_be16(&c), 0x0203);
	assert_int_equal(cur_be24(&c), 0x040506);
	assert_int_equal(cur_be32(&c), 0x0708090a);
	assert_int_equal(cur_be32(&c), 0xffffffff);
	assert_int_equal(cur_left(&c), 0);
	assert_true(cur_ok(&c));
	assert_int_equal(cur_u8(&c), 0);
	assert_int_equal(c.mark, CUR_BAD);
}

/* Reads n bytes in the way that `how` says; NULL or 0 when that fails. */
static void read_as(struct cur *c, unsigned how, size_t n)
{
	switch (how) {
	case 0:
		cur_bytes(c, n);
		break;
	case 1:
		cur_skip(c, n);
		break;
	default:
		if (n == 1)
			cur_u8(c);
		else if (n == 2)
			cur_be16(c);
		else if (n == 3)
			cur_be24(c);
		else if (n == 4)
			cur_be32(c);
		else
			cur_skip(c, n);
	}
}

/* A reader of `len` promised bytes, of which `cap` are there, is asked for n. */
static void expect_mark(struct guard *g, size_t cap, size_t len, size_t n, unsigned how)
{
	const uint8_t *p = guard_room(g, cap);
	struct cur c = { .p = p, .cap = cap, .len = len };
	size_t there = cap < len ? cap : len;

	read_as(&c, how, n);
	if (n > there) {
		assert_int_equal(c.mark, n > len ? CUR_BAD : CUR_TRUNC);
		assert_ptr_equal(c.p, p);
		assert_int_equal(cur_left(&c), 0);
	} else {
		assert_true(cur_ok(&c));
		assert_ptr_equal(c.p, p + n);
		assert_int_equal(cur_left(&c), there - n);
	}
}

TEST(marks_say_which_end_was_passed)
{
	struct guard g = guard_open();

	for (size_t cap = 0; cap < 8; cap++)
		for (size_t len = 0; len < 8; len++)
			for (size_t n = 0; n < 10; n++)
				for (unsigned how = 0; how < 3; how++)
					expect_mark(&g, cap, len, n, how);
	guard_close(&g);
}

TEST(the_first_failure_stays)
{
	static const uint8_t bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct cur c = { .p = bytes, .cap = 2, .len = 8 }, sub;

	assert_int_equal(cur_be32(&c), 0);
	assert_int_equal(c.mark, CUR_TRUNC);
	assert_int_equal(cur_u8(&c), 0);
	assert_null(cur_bytes(&c, 0));
	cur_skip(&c, 100);
	assert_int_equal(c.mark, CUR_TRUNC);
	assert_int_equal(cur_left(&c), 0);
	sub = cur_take(&c, 1);
	assert_int_equal(sub.mark, CUR_TRUNC);
	assert_int_equal(cur_u8(&sub), 0);
}

TEST(sizes_near_overflow)
{
	static const uint8_t bytes[4] = { 0 };
	struct cur c = cur_of(bytes, 4), sub;

	assert_null(cur_bytes(&c, SIZE_MAX));
	assert_int_equal(c.mark, CUR_BAD);
	c = cur_of(bytes, 4);
	cur_u8(&c);
	sub = cur_take(&c, SIZE_MAX);
	assert_int_equal(c.mark, CUR_BAD);
	assert_int_equal(sub.mark, CUR_BAD);
	assert_int_equal(cur_left(&sub), 0);
}

/* All of a part is either in the part or behind it. */
TEST(taking_a_part)
{
	struct guard g = guard_open();

	for (size_t cap = 0; cap < 8; cap++)
		for (size_t len = 0; len < 8; len++)
			for (size_t n = 0; n <= len; n++) {
				const uint8_t *p = guard_room(&g, cap);
				struct cur c = { .p = p, .cap = cap, .len = len },
					   sub = cur_take(&c, n);
				size_t here = n < cap ? n : cap;

				assert_true(cur_ok(&c) && cur_ok(&sub));
				assert_ptr_equal(sub.p, p);
				assert_int_equal(sub.len, n);
				assert_int_equal(sub.cap, here);
				assert_ptr_equal(c.p, p + here);
				assert_int_equal(c.len, len - n);
				assert_int_equal(c.cap, cap - here);
				cur_skip(&sub, here + 1);
				assert_int_equal(sub.mark, here + 1 > n ? CUR_BAD : CUR_TRUNC);
			}
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_in_network_order),
		cmocka_unit_test(marks_say_which_end_was_passed),
		cmocka_unit_test(the_first_failure_stays),
		cmocka_unit_test(sizes_near_overflow),
		cmocka_unit_test(taking_a_part),
	};

	return cmocka_run_group_tests_name("cur", tests, NULL, NULL);
}
