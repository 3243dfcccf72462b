/* The checked writer: network order, and nothing behind its buffer. */
#include "base/put.h"

#include "guard.h"
#include "test.h"

/* 16 bytes in every way there is. */
static void write_all(struct put *w)
{
	put_u8(w, 1);
	put_be16(w, 0x0203);
	put_be32(w, 0x04050607);
	put_mem(w, "abc", 3);
	put_mem(w, NULL, 0);
	put_zero(w, 0);
	put_zero(w, 6);
}

static const uint8_t written[16] = { 1, 2, 3, 4, 5, 6, 7, 'a', 'b', 'c' };

TEST(writes_in_network_order)
{
	uint8_t bytes[20];
	struct put w = put_to(bytes, sizeof(bytes));

	memset(bytes, 0xee, sizeof(bytes));
	write_all(&w);
	assert_false(w.over);
	assert_int_equal(w.len, 16);
	assert_memory_equal(bytes, written, 16);
	assert_int_equal(bytes[16], 0xee);
	put_set16(&w, 14, 0xbeef);
	assert_int_equal(bytes[14], 0xbe);
	assert_int_equal(bytes[15], 0xef);
	put_set16(&w, 0, 0x1122);
	assert_int_equal(bytes[0], 0x11);
	assert_int_equal(bytes[1], 0x22);
}

TEST(never_behind_the_buffer)
{
	struct guard g = guard_open();

	for (size_t cap = 0; cap <= 16; cap++) {
		uint8_t *p = guard_room(&g, cap);
		struct put w = put_to(p, cap);

		write_all(&w);
		assert_int_equal(w.over, cap < 16);
		assert_true(w.len <= cap);
		assert_memory_equal(p, written, w.len);
		if (w.over) {
			size_t len = w.len;

			/* nothing smaller slips in behind what did not fit */
			put_u8(&w, 9);
			put_zero(&w, 1);
			assert_null(put_room(&w, 1));
			assert_int_equal(w.len, len);
		}
	}
	guard_close(&g);
}

TEST(sizes_near_overflow)
{
	uint8_t bytes[8] = { 0 };
	struct put w = put_to(bytes, sizeof(bytes));

	put_be32(&w, 1);
	assert_null(put_room(&w, SIZE_MAX));
	assert_true(w.over);
	w = put_to(bytes, sizeof(bytes));
	put_be32(&w, 1);
	assert_null(put_room(&w, SIZE_MAX - 3));
	assert_true(w.over);
	assert_int_equal(w.len, 4);
}

TEST(only_what_was_put_is_overwritten)
{
	uint8_t bytes[8];
	struct put w = put_to(bytes, sizeof(bytes));

	memset(bytes, 0xee, sizeof(bytes));
	put_be32(&w, 0);
	put_set16(&w, 3, 0xffff);
	put_set16(&w, 4, 0xffff);
	put_set16(&w, 1000, 0xffff);
	assert_memory_equal(bytes, "\0\0\0\0\xee\xee\xee\xee", 8);
	put_set16(&w, 2, 0xabcd);
	assert_memory_equal(bytes, "\0\0\xab\xcd\xee\xee\xee\xee", 8);
}

TEST(a_place_near_overflow_is_not_overwritten)
{
	volatile size_t at = SIZE_MAX - 1;	/* unknown to the compiler, which would warn */
	uint8_t bytes[8] = { 0 };
	struct put w = put_to(bytes + 4, 4);

	put_be32(&w, 0);
	put_set16(&w, at, 0xffff);
	put_set16(&w, at + 1, 0xffff);
	assert_memory_equal(bytes, "\0\0\0\0\0\0\0\0", 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_in_network_order),
		cmocka_unit_test(never_behind_the_buffer),
		cmocka_unit_test(sizes_near_overflow),
		cmocka_unit_test(only_what_was_put_is_overwritten),
		cmocka_unit_test(a_place_near_overflow_is_not_overwritten),
	};

	return cmocka_run_group_tests_name("put", tests, NULL, NULL);
}
