/* UDP headers: read and written, cut at every byte, checksums of both families. */
#include "wire/udp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

TEST(a_header_cut_everywhere)
{
	static const uint8_t bytes[12] = { 0x12, 0x34, 0x82, 0x9a, 0, 12, 0xab, 0xcd, 9, 9, 9, 9 };
	struct guard g = guard_open();

	for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
		struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
		struct udp h;

		assert_int_equal(udp_parse(&c, &h), cut >= UDP_HLEN);
		if (cut < UDP_HLEN)
			continue;
		assert_int_equal(h.sport, 0x1234);
		assert_int_equal(h.dport, 33434);
		assert_int_equal(h.len, 12);
		assert_int_equal(h.sum, 0xabcd);
		assert_int_equal(cur_left(&c), cut - UDP_HLEN);
	}
	guard_close(&g);
}

/* A datagram behind `before` other bytes; returns its checksum. */
static uint16_t sum_of(uint8_t family, size_t before, const void *data, uint16_t n)
{
	struct addr src = here(family), dst = there(family);
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));
	struct udp h;
	struct cur c;

	for (size_t i = 0; i < before; i++)
		put_u8(&w, 0x55);
	udp_put(&w, 0x1234, 33434, n);
	put_mem(&w, data, n);
	udp_put_sum(&w, before, &src, &dst);
	udp_put_sum(&w, before, &src, &dst);		/* what was there before does not matter */
	c = cur_of(bytes + before, w.len - before);
	assert_true(udp_parse(&c, &h));
	assert_int_equal(h.len, UDP_HLEN + n);
	return h.sum;
}

TEST(checksums)
{
	assert_int_equal(sum_of(ADDR_V4, 0, "hello", 5), 0x3af7);
	assert_int_equal(sum_of(ADDR_V4, 20, "hello", 5), 0x3af7);
	assert_int_equal(sum_of(ADDR_V6, 0, "hello", 5), 0xcbb2);
}

TEST(a_checksum_of_zero_is_written_as_ones)
{
	static const uint8_t data[2] = { 0x7e, 0xcf };

	assert_int_equal(sum_of(ADDR_V4, 0, data, 2), 0xffff);
}

TEST(no_room)
{
	struct addr src = here(ADDR_V4), dst = there(ADDR_V4);
	uint8_t bytes[UDP_HLEN];

	for (size_t room = 0; room < UDP_HLEN; room++) {
		struct put w = put_to(bytes, room);

		udp_put(&w, 1, 2, 0);
		assert_true(w.over);
		udp_put_sum(&w, 0, &src, &dst);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_cut_everywhere),
		cmocka_unit_test(checksums),
		cmocka_unit_test(a_checksum_of_zero_is_written_as_ones),
		cmocka_unit_test(no_room),
	};

	return cmocka_run_group_tests_name("udp", tests, NULL, NULL);
}
