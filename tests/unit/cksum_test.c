/* The Internet checksum against one that adds byte by byte. */
#include "wire/cksum.h"

#include <string.h>

#include "guard.h"
#include "test.h"

/* RFC 1071, section 4.1, in network order, with carries folded at each step. */
static uint32_t naive_add(uint32_t sum, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		sum += i % 2 ? p[i] : (uint32_t)p[i] << 8;
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return sum;
}

static uint16_t naive(const uint8_t *p, size_t n)
{
	return (uint16_t)~naive_add(0, p, n);
}

static uint8_t bytes[65600];

static void fill(uint64_t seed)
{
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)rnd(&seed);
}

TEST(the_example_of_rfc_1071)
{
	assert_int_equal(cksum("\x00\x01\xf2\x03\xf4\xf5\xf6\xf7", 8), 0x220d);
	assert_int_equal(cksum("", 0), 0xffff);
	assert_int_equal(cksum("\x12", 1), 0xedff);
	assert_int_equal(cksum("\xff\xff", 2), 0);
	assert_int_equal(cksum("\0\0", 2), 0xffff);
}

TEST(every_length_and_alignment)
{
	struct guard g = guard_open();

	fill(11);
	for (size_t n = 0; n <= 300; n++) {
		for (size_t at = 0; at < 16; at++)
			assert_int_equal(cksum(bytes + at, n), naive(bytes + at, n));
		assert_int_equal(cksum(guard_copy(&g, bytes, n), n), naive(bytes, n));
	}
	guard_close(&g);
}

TEST(split_at_every_even_place)
{
	fill(12);
	for (size_t n = 0; n <= 120; n++)
		for (size_t a = 0; a <= n; a += 2)
			for (size_t b = a; b <= n; b += 2) {
				uint32_t sum = cksum_add(0, bytes, a);

				sum = cksum_add(sum, bytes + a, b - a);
				sum = cksum_add(sum, bytes + b, n - b);
				assert_int_equal(cksum_end(sum), naive(bytes, n));
			}
}

TEST(many_parts)
{
	for (unsigned round = 0; round < 3; round++) {
		uint32_t sum = 0, want;

		if (round)
			memset(bytes, round == 1 ? 0xff : 0xfe, sizeof(bytes));
		else
			fill(13);
		for (size_t at = 0; at < 65536; at += 2)
			sum = cksum_add(sum, bytes + at, 2);
		assert_int_equal(cksum_end(sum), naive(bytes, 65536));
		/* a running sum never overflows, however long it runs */
		want = naive_add(0, bytes, 65536);
		for (int i = 0; i < 100; i++) {
			sum = cksum_add(sum, bytes, 65534);
			want = naive_add(want, bytes, 65534);
		}
		assert_int_equal(cksum_end(sum), (uint16_t)~want);
		assert_int_equal(cksum_end(cksum_add(0xffffffff, bytes, 0)), 0);
	}
}

TEST(whole_packets)
{
	static const uint8_t patterns[] = { 0x00, 0xff, 0x01, 0x80, 0xfe };

	for (size_t i = 0; i < LENGTH(patterns); i++) {
		memset(bytes, patterns[i], sizeof(bytes));
		for (size_t n = 65500; n <= 65536; n++)
			assert_int_equal(cksum(bytes, n), naive(bytes, n));
	}
	for (uint64_t seed = 14; seed < 34; seed++) {
		fill(seed);
		assert_int_equal(cksum(bytes, 65535), naive(bytes, 65535));
	}
}

/* With its checksum in it, a message sums up to nothing; any other bit in it is noticed. */
TEST(a_right_checksum_gives_zero)
{
	uint64_t seed = 35;

	for (int i = 0; i < 300; i++) {
		size_t n = 4 + rnd_below(&seed, 200);
		uint16_t sum;

		fill(rnd(&seed));
		bytes[2] = bytes[3] = 0;
		sum = cksum(bytes, n);
		bytes[2] = (uint8_t)(sum >> 8);
		bytes[3] = (uint8_t)sum;
		assert_int_equal(cksum(bytes, n), 0);
		for (size_t bit = 0; bit < 8 * n; bit++) {
			bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
			assert_int_not_equal(cksum(bytes, n), 0);
			bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_of_rfc_1071),
		cmocka_unit_test(every_length_and_alignment),
		cmocka_unit_test(split_at_every_even_place),
		cmocka_unit_test(many_parts),
		cmocka_unit_test(whole_packets),
		cmocka_unit_test(a_right_checksum_gives_zero),
	};

	return cmocka_run_group_tests_name("cksum", tests, NULL, NULL);
}
