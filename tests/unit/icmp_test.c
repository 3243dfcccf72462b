/* ICMP message headers: read, written, summed, and sorted into errors and others. */
#include "wire/icmp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

TEST(a_header_cut_everywhere)
{
	static const uint8_t bytes[12] = { 11, 1, 0xab, 0xcd, 0x12, 0x34, 0x56, 0x78, 9, 9, 9, 9 };
	struct guard g = guard_open();

	for (size_t cut = 0; cut <= 12; cut++) {
		struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
		struct icmp h;

		assert_int_equal(icmp_parse(&c, &h), cut >= 8);
		if (cut < 8)
			continue;
		assert_int_equal(h.type, 11);
		assert_int_equal(h.code, 1);
		assert_int_equal(h.sum, 0xabcd);
		assert_int_equal(h.rest, 0x12345678);
		assert_int_equal(h.id, 0x1234);
		assert_int_equal(h.seq, 0x5678);
		assert_int_equal(cur_left(&c), cut - 8);
	}
	guard_close(&g);
}

TEST(written_and_read_back)
{
	uint64_t seed = 17;

	for (int i = 0; i < 2000; i++) {
		uint8_t bytes[64];
		struct put w = put_to(bytes, sizeof(bytes));
		uint8_t type = (uint8_t)rnd(&seed), code = (uint8_t)rnd(&seed);
		uint16_t id = (uint16_t)rnd(&seed), seq = (uint16_t)rnd(&seed);
		struct icmp h;
		struct cur c;

		icmp_put(&w, type, code, id, seq);
		assert_int_equal(w.len, ICMP_HLEN);
		for (unsigned n = rnd_below(&seed, 56); n; n--)
			put_u8(&w, (uint8_t)rnd(&seed));
		icmp4_put_sum(&w);
		assert_int_equal(cksum(bytes, w.len), 0);
		icmp4_put_sum(&w);			/* again: the old sum does not count */
		assert_int_equal(cksum(bytes, w.len), 0);
		c = cur_of(bytes, w.len);
		assert_true(icmp_parse(&c, &h));
		assert_int_equal(h.type, type);
		assert_int_equal(h.code, code);
		assert_int_equal(h.id, id);
		assert_int_equal(h.seq, seq);
	}
}

TEST(echo_types)
{
	assert_int_equal(icmp_echo_type(ADDR_V4), 8);
	assert_int_equal(icmp_echo_reply_type(ADDR_V4), 0);
	assert_int_equal(icmp_echo_type(ADDR_V6), 128);
	assert_int_equal(icmp_echo_reply_type(ADDR_V6), 129);
}

TEST(which_types_quote)
{
	for (unsigned type = 0; type < 256; type++) {
		bool v4 = type == 3 || type == 4 || type == 5 || type == 11 || type == 12;

		assert_int_equal(icmp_quotes(ADDR_V4, (uint8_t)type), v4);
		/* RFC 4443, section 2.1: errors have a high bit of 0 */
		assert_int_equal(icmp_quotes(ADDR_V6, (uint8_t)type), type < 128);
	}
}

TEST(the_mtu_that_an_error_names)
{
	for (unsigned type = 0; type < 256; type++)
		for (unsigned code = 0; code < 16; code++) {
			struct icmp h = { .type = (uint8_t)type,
					  .code = (uint8_t)code,
					  .rest = 0x12345678 };

			assert_int_equal(icmp_mtu(ADDR_V4, &h),
					 type == 3 && code == 4 ? 0x5678 : 0);
			assert_int_equal(icmp_mtu(ADDR_V6, &h), type == 2 ? 0x12345678 : 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_cut_everywhere),
		cmocka_unit_test(written_and_read_back),
		cmocka_unit_test(echo_types),
		cmocka_unit_test(which_types_quote),
		cmocka_unit_test(the_mtu_that_an_error_names),
	};

	return cmocka_run_group_tests_name("icmp", tests, NULL, NULL);
}
