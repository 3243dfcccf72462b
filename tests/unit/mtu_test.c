/* Which MTU is believed. */
#include "probe/mtu.h"

#include <errno.h>

#include "test.h"

static struct reply needs_frag(uint32_t rest)
{
	return (struct reply){
		.kind = REPLY_ERROR, .type = ICMP4_UNREACHABLE, .code = 4, .info = rest
	};
}

static struct reply too_big(uint32_t rest)
{
	return (struct reply){ .kind = REPLY_ERROR, .type = ICMP6_TOO_BIG, .info = rest };
}

TEST(what_is_a_refusal)
{
	struct reply r = needs_frag(0), big = too_big(0);
	struct reply local = { .kind = REPLY_LOCAL, .err = EMSGSIZE };

	assert_true(mtu_refusal(ADDR_V4, &r));
	assert_false(mtu_refusal(ADDR_V6, &r));
	assert_true(mtu_refusal(ADDR_V6, &big));
	assert_false(mtu_refusal(ADDR_V4, &big));
	assert_true(mtu_refusal(ADDR_V4, &local));
	assert_true(mtu_refusal(ADDR_V6, &local));
	local.err = EPERM;
	assert_false(mtu_refusal(ADDR_V4, &local));
	r.code = 3;
	assert_false(mtu_refusal(ADDR_V4, &r));
	r.code = 4;
	r.kind = REPLY_NOTICE;
	assert_false(mtu_refusal(ADDR_V4, &r));
}

TEST(what_is_believed)
{
	static const struct {
		uint32_t named;
		uint16_t size, min, v4, v6;
	} cases[] = {
		{ 1400, 1500, 0, 1400, 1400 },
		{ 1499, 1500, 0, 1499, 1499 },
		{ 1500, 1500, 0, 1492, 1492 },
		{ 0, 1500, 0, 1492, 1492 },
		{ 0, 65535, 0, 32000, 32000 },
		{ 0, 1492, 0, 1006, 1280 },
		{ 65535, 1400, 0, 1006, 1280 },
		{ 1, 1500, 0, 68, 1280 },
		{ 1, 1500, 600, 600, 1280 },
		{ 1, 1500, 1400, 1400, 1400 },
		{ 1, 69, 0, 68, 0 },
		{ 1, 68, 0, 0, 0 },
		{ 0, 68, 0, 0, 0 },
		{ 0, 69, 0, 68, 0 },
		{ 1000, 1280, 0, 1000, 0 },
		{ 1000, 1281, 0, 1000, 1280 },
		{ 100, 600, 600, 0, 0 },
		{ 40, 0, 0, 0, 0 },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct reply r4 = needs_frag(cases[i].named), r6 = too_big(cases[i].named);
		struct reply local = {
			.kind = REPLY_LOCAL, .err = EMSGSIZE, .info = cases[i].named
		};

		assert_int_equal(mtu_below(ADDR_V4, &r4, cases[i].size, cases[i].min), cases[i].v4);
		assert_int_equal(mtu_below(ADDR_V4, &local, cases[i].size, cases[i].min),
				 cases[i].v4);
		assert_int_equal(mtu_below(ADDR_V6, &r6, cases[i].size, cases[i].min), cases[i].v6);
	}
}

/* What stands beside the MTU in an IPv4 message is not part of it; IPv6 has 32 bits. */
TEST(of_how_many_bits)
{
	struct reply r4 = needs_frag(0xdead0000 | 1400), r6 = too_big(0x10000 | 1400);

	assert_int_equal(mtu_below(ADDR_V4, &r4, 1500, 0), 1400);
	assert_int_equal(mtu_below(ADDR_V6, &r6, 1500, 0), 1492);
}

/* Always less, so that nobody can make a sender loop. */
TEST(always_less)
{
	uint64_t seed = 4;

	for (unsigned i = 0; i < 200000; i++) {
		uint16_t size = (uint16_t)rnd_edge(&seed), min = (uint16_t)rnd_edge(&seed), mtu;
		struct reply r = needs_frag((uint32_t)rnd_edge(&seed));

		mtu = mtu_below(ADDR_V4, &r, size, min);
		assert_true(mtu < size || !size);
		assert_true(!mtu || (mtu >= min && mtu >= 68));
		r = too_big((uint32_t)rnd_edge(&seed));
		mtu = mtu_below(ADDR_V6, &r, size, min);
		assert_true(mtu < size || !size);
		assert_true(!mtu || (mtu >= min && mtu >= 1280));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_a_refusal),
		cmocka_unit_test(what_is_believed),
		cmocka_unit_test(of_how_many_bits),
		cmocka_unit_test(always_less),
	};

	return cmocka_run_group_tests_name("mtu", tests, NULL, NULL);
}
