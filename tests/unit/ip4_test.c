/* IPv4 headers and options: well-formed, lying, and cut at every byte. */
#include "wire/ip4.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

TEST(a_header_field_by_field)
{
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));
	struct addr src = here(ADDR_V4), dst = there(ADDR_V4);
	struct cur c;
	struct ip4 h;

	put_ip4(&w, 7, 17, src, dst);
	put_be32(&w, 0xcafebabe);
	c = cur_of(bytes, w.len);
	assert_true(ip4_parse(&c, &h));
	assert_int_equal(h.tos, 0xb8);
	assert_int_equal(h.total, 0x0123);
	assert_int_equal(h.id, 0x4567);
	assert_int_equal(h.frag, 0x4000);
	assert_int_equal(h.ttl, 61);
	assert_int_equal(h.proto, IP_UDP);
	assert_int_equal(h.sum, 0x89ab);
	assert_int_equal(h.hlen, 28);
	assert_true(addr_eq(&h.src, &src));
	assert_true(addr_eq(&h.dst, &dst));
	assert_int_equal(cur_left(&h.options), 8);
	assert_int_equal(cur_be32(&h.options), 0x01010101);
	assert_true(cur_ok(&c));
	assert_int_equal(cur_be32(&c), 0xcafebabe);
	assert_int_equal(cur_left(&c), 0);
}

/* Every version and header length, cut at every byte, with nothing readable behind. */
TEST(every_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned first = 0; first < 256; first++) {
		uint8_t bytes[80];
		struct put w = put_to(bytes, sizeof(bytes));
		unsigned hlen = (first & 15) * 4;

		put_ip4(&w, 15, IP_ICMP, here(ADDR_V4), there(ADDR_V4));
		put_zero(&w, sizeof(bytes) - w.len);
		bytes[0] = (uint8_t)first;
		for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
			struct ip4 h;
			bool ok = first >> 4 == 4 && hlen >= 20 && hlen <= cut;

			assert_int_equal(ip4_parse(&c, &h), ok);
			if (!ok)
				continue;
			assert_int_equal(h.hlen, hlen);
			assert_int_equal(cur_left(&h.options), hlen - 20);
			assert_int_equal(cur_left(&c), cut - hlen);
			assert_true(cur_ok(&c));
		}
	}
	guard_close(&g);
}

/* What was received may be less than what was promised, and the other way round. */
TEST(captured_and_promised_lengths)
{
	struct guard g = guard_open();
	uint8_t bytes[60];
	struct put w = put_to(bytes, sizeof(bytes));

	put_ip4(&w, 15, IP_ICMP, here(ADDR_V4), there(ADDR_V4));
	for (size_t cap = 0; cap <= 60; cap++)
		for (size_t len = 0; len <= 60; len++) {
			struct cur c = { .p = guard_copy(&g, bytes, cap), .cap = cap, .len = len };
			struct ip4 h;

			assert_int_equal(ip4_parse(&c, &h), cap == 60 && len == 60);
		}
	guard_close(&g);
}

TEST(options_one_by_one)
{
	static const uint8_t bytes[] = { 1, 7, 7,   4, 10, 0,	0, 1, 1, 68, 4,
					 5, 0, 131, 3, 4,  148, 2, 0, 7, 3,  4 };
	static const struct {
		uint8_t type, len, first;
	} want[] = { { 1, 0, 0 },  { 7, 5, 4 },	  { 1, 0, 0 },
		     { 68, 2, 5 }, { 131, 1, 4 }, { 148, 0, 0 } };
	struct cur c = cur_of(bytes, sizeof(bytes));
	struct header_option opt;

	for (size_t i = 0; i < LENGTH(want); i++) {
		assert_true(options_next(&c, &opt));
		assert_int_equal(opt.type, want[i].type);
		assert_int_equal(cur_left(&opt.data), want[i].len);
		assert_int_equal(cur_u8(&opt.data), want[i].first);
	}
	/* the end of the list: what is behind does not count */
	assert_false(options_next(&c, &opt));
	assert_true(cur_ok(&c));
	assert_int_equal(opt.type, IP4_OPT_EOL);
}

/* Each type with each length, with each number of bytes behind it. */
TEST(every_type_and_length)
{
	struct guard g = guard_open();

	for (unsigned type = 0; type < 256; type++)
		for (unsigned len = 0; len < 256; len++)
			for (size_t n = 0; n <= 40; n += n < 4 ? 1 : 12) {
				uint8_t *p = guard_room(&g, n);
				struct cur c = cur_of(p, n);
				struct header_option opt;
				bool fits = n > 1 && len >= 2 && len <= n;
				bool end = n == 0 || type == 0;
				bool ok = !end && (type == 1 || fits);

				memset(p, 0xaa, n);
				if (n > 0)
					p[0] = (uint8_t)type;
				if (n > 1)
					p[1] = (uint8_t)len;
				assert_int_equal(options_next(&c, &opt), ok);
				assert_int_equal(cur_ok(&c), ok || end);
				if (!ok) {
					assert_int_equal(cur_left(&opt.data), 0);
					continue;
				}
				assert_int_equal(opt.type, type);
				assert_int_equal(cur_left(&opt.data), type == 1 ? 0 : len - 2);
				assert_int_equal(cur_left(&c), n - (type == 1 ? 1 : len));
			}
	guard_close(&g);
}

/* Whatever the bytes, the list ends, and what the options hold adds up. */
TEST(random_lists_end)
{
	struct guard g = guard_open();
	uint64_t seed = 15;

	for (int i = 0; i < 200000; i++) {
		size_t n = rnd_below(&seed, 41), used = 0;
		uint8_t *p = guard_room(&g, n);
		struct cur c = cur_of(p, n);
		struct header_option opt;
		unsigned steps = 0;

		for (size_t k = 0; k < n; k++)
			p[k] = (uint8_t)(rnd_below(&seed, 3) ? rnd_below(&seed, 9) : rnd(&seed));
		while (options_next(&c, &opt)) {
			assert_true(++steps <= n);
			used += opt.type == IP4_OPT_NOP ? 1 : 2 + cur_left(&opt.data);
			assert_int_equal(used + cur_left(&c), n);
			cur_bytes(&opt.data, cur_left(&opt.data));
			assert_true(opt.type == IP4_OPT_NOP || cur_ok(&opt.data));
		}
		/* once it lied, it stays at its end */
		if (!cur_ok(&c))
			assert_false(options_next(&c, &opt));
	}
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_field_by_field),
		cmocka_unit_test(every_header_length_cut_everywhere),
		cmocka_unit_test(captured_and_promised_lengths),
		cmocka_unit_test(options_one_by_one),
		cmocka_unit_test(every_type_and_length),
		cmocka_unit_test(random_lists_end),
	};

	return cmocka_run_group_tests_name("ip4", tests, NULL, NULL);
}
