/* IPv6 headers and every chain of extension headers, cut at every byte. */
#include "wire/ip6.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

enum {
	HOPS = 0,
	TCP = 6,
	ROUTING = 43,
	FRAGMENT = 44,
	ESP = 50,
	AUTH = 51,
	ICMP6 = 58,
	NONE = 59,
	DEST = 60
};

/* One extension header; `len` is what its length field says. */
static void put_extension(struct put *w, uint8_t type, uint8_t next, uint8_t len)
{
	size_t size = type == AUTH ? (len + 2u) * 4 : type == FRAGMENT ? 8 : (len + 1u) * 8;

	put_u8(w, next);
	put_u8(w, type == FRAGMENT ? 0 : len);
	put_zero(w, size - 2);
}

TEST(a_header_field_by_field)
{
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));
	struct addr src = here(ADDR_V6), dst = there(ADDR_V6);
	struct cur c;
	struct ip6 h;

	put_ip6(&w, ICMP6, src, dst);
	put_be32(&w, 0xcafebabe);
	c = cur_of(bytes, w.len);
	assert_true(ip6_parse(&c, &h));
	assert_int_equal(h.tclass, 0xab);
	assert_int_equal(h.flow, 0x12345);
	assert_int_equal(h.payload, 0x0123);
	assert_int_equal(h.next, ICMP6);
	assert_int_equal(h.hops, 61);
	assert_int_equal(h.frag, 0);
	assert_true(addr_eq(&h.src, &src));
	assert_true(addr_eq(&h.dst, &dst));
	assert_int_equal(cur_be32(&c), 0xcafebabe);
	assert_true(cur_ok(&c));
}

TEST(every_version_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned version = 0; version < 16; version++)
		for (size_t cut = 0; cut <= 44; cut++) {
			uint8_t bytes[44];
			struct put w = put_to(bytes, sizeof(bytes));
			struct cur c;
			struct ip6 h;

			put_ip6(&w, TCP, here(ADDR_V6), there(ADDR_V6));
			put_be32(&w, 0);
			bytes[0] = (uint8_t)(version << 4 | (bytes[0] & 15));
			c = cur_of(guard_copy(&g, bytes, cut), cut);
			assert_int_equal(ip6_parse(&c, &h), version == 6 && cut >= 40);
		}
	guard_close(&g);
}

/* One extension header of each kind and length; only whole ones are stepped over. */
TEST(each_extension_of_each_length)
{
	static const uint8_t types[] = { HOPS, ROUTING, FRAGMENT, AUTH, DEST };
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(types); i++)
		for (unsigned len = 0; len < 256; len++) {
			uint8_t bytes[40 + 2056 + 4];
			struct put w = put_to(bytes, sizeof(bytes));
			struct cur c;
			struct ip6 h;
			size_t end;

			put_ip6(&w, types[i], here(ADDR_V6), there(ADDR_V6));
			put_extension(&w, types[i], TCP, (uint8_t)len);
			end = w.len;
			put_be32(&w, 0xcafebabe);
			assert_false(w.over);
			c = cur_of(guard_copy(&g, bytes, w.len), w.len);
			assert_true(ip6_parse(&c, &h));
			assert_int_equal(h.next, TCP);
			assert_int_equal(cur_be32(&c), 0xcafebabe);
			/* cut anywhere near its ends it is not taken for whole */
			for (size_t cut = 40; cut <= end;
			     cut += cut == 44 && end > 60 ? end - 52 : 1) {
				c = cur_of(guard_copy(&g, bytes, cut), cut);
				assert_int_equal(ip6_parse(&c, &h), cut == end);
			}
		}
	guard_close(&g);
}

TEST(random_chains_cut_everywhere)
{
	static const uint8_t types[] = { HOPS, ROUTING, FRAGMENT, AUTH, DEST };
	struct guard g = guard_open();
	uint64_t seed = 16;

	for (int i = 0; i < 400; i++) {
		uint8_t bytes[1024], chain[6], lengths[6];
		struct put w = put_to(bytes, sizeof(bytes));
		unsigned n = 1 + rnd_below(&seed, 5);

		for (unsigned k = 0; k < n; k++) {
			chain[k] = types[rnd_below(&seed, LENGTH(types))];
			lengths[k] = (uint8_t)rnd_below(&seed, 4);
		}
		chain[n] = ICMP6;
		put_ip6(&w, chain[0], here(ADDR_V6), there(ADDR_V6));
		for (unsigned k = 0; k < n; k++)
			put_extension(&w, chain[k], chain[k + 1], lengths[k]);
		for (size_t cut = 0; cut <= w.len; cut++) {
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
			struct ip6 h;

			assert_int_equal(ip6_parse(&c, &h), cut == w.len);
			if (cut == w.len)
				assert_int_equal(h.next, ICMP6);
		}
	}
	guard_close(&g);
}

/* Protocols that end a chain, known or not, are left to the caller. */
TEST(every_other_next_header_ends_the_chain)
{
	for (unsigned next = 0; next < 256; next++) {
		uint8_t bytes[48] = { 0 };
		struct put w = put_to(bytes, sizeof(bytes));
		struct cur c;
		struct ip6 h;

		if (next == HOPS || next == ROUTING || next == FRAGMENT || next == AUTH ||
		    next == DEST)
			continue;
		put_ip6(&w, (uint8_t)next, here(ADDR_V6), there(ADDR_V6));
		put_zero(&w, 8);
		c = cur_of(bytes, 48);
		assert_true(ip6_parse(&c, &h));
		assert_int_equal(h.next, next);
		assert_int_equal(cur_left(&c), 8);
	}
}

TEST(fragments)
{
	for (unsigned field = 0; field < 65536; field++) {
		uint8_t bytes[56] = { 0 };
		struct put w = put_to(bytes, sizeof(bytes));
		unsigned offset = field & 0xfff8;
		struct cur c;
		struct ip6 h;

		put_ip6(&w, FRAGMENT, here(ADDR_V6), there(ADDR_V6));
		put_extension(&w, FRAGMENT, DEST, 0);
		put_extension(&w, DEST, TCP, 0);
		put_set16(&w, 42, (uint16_t)field);
		c = cur_of(bytes, w.len);
		assert_true(ip6_parse(&c, &h));
		assert_int_equal(h.frag, offset);
		/* behind a later fragment stand no headers, though it may look like it */
		assert_int_equal(h.next, offset ? DEST : TCP);
		assert_int_equal(cur_left(&c), offset ? 8 : 0);
	}
}

/* As many extension headers as a packet holds: it ends, and the last one counts. */
TEST(the_longest_chain)
{
	static uint8_t bytes[65535];
	struct put w = put_to(bytes, sizeof(bytes));
	struct cur c;
	struct ip6 h;

	put_ip6(&w, DEST, here(ADDR_V6), there(ADDR_V6));
	while (w.cap - w.len >= 8)
		put_extension(&w, DEST, w.cap - w.len >= 16 ? DEST : NONE, 0);
	c = cur_of(bytes, w.len);
	assert_true(ip6_parse(&c, &h));
	assert_int_equal(h.next, NONE);
	assert_int_equal(cur_left(&c), 0);
	/* and one that promises yet another */
	bytes[w.len - 8] = DEST;
	c = cur_of(bytes, w.len);
	assert_false(ip6_parse(&c, &h));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_field_by_field),
		cmocka_unit_test(every_version_cut_everywhere),
		cmocka_unit_test(each_extension_of_each_length),
		cmocka_unit_test(random_chains_cut_everywhere),
		cmocka_unit_test(every_other_next_header_ends_the_chain),
		cmocka_unit_test(fragments),
		cmocka_unit_test(the_longest_chain),
	};

	return cmocka_run_group_tests_name("ip6", tests, NULL, NULL);
}
