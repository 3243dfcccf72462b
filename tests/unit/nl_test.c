/* Netlink attributes, read by bounds: lengths that lie, messages cut at every byte (netlink(7)). */
#include "sys/nl.h"

#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "test.h"

static uint8_t list[256];
static size_t list_len;

/* Appends an attribute whose header says len. */
static void add_lying(uint16_t type, const void *data, size_t n, uint16_t len)
{
	struct nlattr attr = { .nla_type = type, .nla_len = len };

	memcpy(list + list_len, &attr, sizeof(attr));
	if (n)
		memcpy(list + list_len + sizeof(attr), data, n);
	list_len += (sizeof(attr) + n + 3) & ~(size_t)3;
}

static void add(uint16_t type, const void *data, size_t n)
{
	add_lying(type, data, n, (uint16_t)(sizeof(struct nlattr) + n));
}

static void start(void)
{
	memset(list, 0xa5, sizeof(list));
	list_len = 0;
}

TEST(attributes_in_order)
{
	struct cur c, data;
	uint16_t type;

	start();
	add(1, "abc", 4);
	add(2, NULL, 0);
	add(NLA_F_NESTED | 3, "x", 1);
	add(NLA_F_NET_BYTEORDER | 4, "1234567", 7);
	c = cur_of(list, list_len);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 1);
	assert_int_equal(cur_left(&data), 4);
	assert_ptr_equal(data.p, list + 4);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 2);
	assert_int_equal(cur_left(&data), 0);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 3);
	assert_int_equal(cur_left(&data), 1);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 4);
	assert_memory_equal(data.p, "1234567", 7);
	assert_false(nl_attr_next(&c, &type, &data));
	assert_true(cur_ok(&c));
}

TEST(lengths_that_lie)
{
	for (unsigned len = 0; len <= 0xffff; len = len < 64 ? len + 1 : len * 2 + 1) {
		struct cur c, data;
		uint16_t type;
		bool fits;

		start();
		add_lying(7, "12345678", 8, (uint16_t)len);
		add(8, "9", 1);
		c = cur_of(list, list_len);
		fits = len >= sizeof(struct nlattr) && len <= list_len;
		assert_int_equal(nl_attr_next(&c, &type, &data), fits);
		if (!fits)
			continue;
		assert_int_equal(type, 7);
		assert_int_equal(cur_left(&data), len - sizeof(struct nlattr));
		while (nl_attr_next(&c, &type, &data))
			assert_true(data.p + cur_left(&data) <= list + list_len);
	}
}

/* A length of 0 would never come to an end. */
TEST(a_length_of_nothing_ends_the_list)
{
	struct cur c, data;
	uint16_t type;

	memset(list, 0, sizeof(list));
	c = cur_of(list, sizeof(list));
	assert_false(nl_attr_next(&c, &type, &data));
}

TEST(cut_at_every_byte)
{
	struct guard g = guard_open();
	size_t whole, n;

	start();
	add(1, "abcd", 4);
	add(2, "efghi", 5);
	add(3, "j", 1);
	whole = list_len;
	for (size_t cut = 0; cut <= whole; cut++) {
		struct cur c = cur_of(guard_copy(&g, list, cut), cut), data;
		/* the last one is whole without its padding */
		size_t want = (size_t)(cut >= 8) + (cut >= 17) + (cut >= 25);
		char text[8];
		uint16_t type;

		for (n = 0; nl_attr_next(&c, &type, &data); n++) {
			assert_int_equal(type, n + 1);
			nl_text(data, text, sizeof(text));
			assert_string_equal(text, n == 0 ? "abcd" : n == 1 ? "efghi" : "j");
		}
		assert_int_equal(n, want);
		/* padding that is missing is no fault */
		assert_true(cur_ok(&c));
	}
	guard_close(&g);
}

TEST(any_bytes)
{
	struct guard g = guard_open();
	uint64_t seed = 1;

	for (unsigned run = 0; run < 100000; run++) {
		size_t len = rnd_below(&seed, 64), steps = 0;
		uint8_t *p = guard_room(&g, len);
		struct cur c, data;
		uint16_t type;

		for (size_t i = 0; i < len; i++)
			p[i] = (uint8_t)(i % 4 < 2 ? rnd_below(&seed, 24) * (i % 2 == 0) :
						     rnd(&seed));
		c = cur_of(p, len);
		while (nl_attr_next(&c, &type, &data)) {
			char text[5];

			assert_true(data.p >= p && data.p + cur_left(&data) <= p + len);
			assert_false(type & (NLA_F_NESTED | NLA_F_NET_BYTEORDER));
			nl_u32(data);
			nl_text(data, text, sizeof(text));
			assert_true(memchr(text, 0, sizeof(text)) != NULL);
			assert_true(++steps <= len / 4);
		}
	}
	guard_close(&g);
}

TEST(numbers_and_texts)
{
	const uint32_t v = 0x12345678;
	char text[4];

	assert_int_equal(nl_u32(cur_of(&v, 4)), v);
	assert_int_equal(nl_u32(cur_of(&v, 3)), 0);
	assert_int_equal(nl_u32(cur_of(NULL, 0)), 0);
	memset(text, 'x', sizeof(text));
	nl_text(cur_of(NULL, 0), text, sizeof(text));
	assert_string_equal(text, "");
	nl_text(cur_of("abc", 3), text, sizeof(text));
	assert_string_equal(text, "abc");
	nl_text(cur_of("abcdef", 7), text, sizeof(text));
	assert_string_equal(text, "abc");
	nl_text(cur_of("a", 1), text, sizeof(text));
	assert_string_equal(text, "a");
}

TEST(requests)
{
	const uint32_t header = 0x01020304;
	struct nl_msg m;
	struct cur c, data;
	uint16_t type;

	nl_begin(&m, 18, NLM_F_ACK, &header, sizeof(header));
	assert_int_equal(m.len, 20);
	nl_attr(&m, 3, "eth0", 5);
	assert_int_equal(m.len, 32);
	nl_attr(&m, 4, "", 0);
	c = cur_of(m.buf + 20, m.len - 20);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 3);
	assert_int_equal(cur_left(&data), 5);
	/* its padding is no secret of the stack */
	assert_memory_equal(m.buf + 24, "eth0\0\0\0", 8);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, 4);
	assert_int_equal(cur_left(&data), 0);
	assert_false(nl_attr_next(&c, &type, &data));
}

TEST(numbers_of_all_sizes)
{
	const uint8_t p[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	uint16_t v16;
	uint64_t v64;

	memcpy(&v16, p, sizeof(v16));
	memcpy(&v64, p, sizeof(v64));
	assert_int_equal(nl_u8(cur_of(p, 8)), 1);
	assert_int_equal(nl_u8(cur_of(p, 0)), 0);
	assert_int_equal(nl_u16(cur_of(p, 8)), v16);
	assert_int_equal(nl_u16(cur_of(p, 1)), 0);
	assert_true(nl_u64(cur_of(p, 8)) == v64);
	assert_int_equal(nl_u64(cur_of(p, 7)), 0);
}

TEST(attributes_of_a_request)
{
	const uint32_t v = 0x12345678;
	struct nl_msg m;
	struct cur c, data;
	uint16_t type;

	nl_begin(&m, 18, 0, &v, sizeof(v));
	nl_attr_text(&m, 1, "eth0");
	nl_attr_u8(&m, 2, 0xfe);
	nl_attr_u32(&m, 3, v);
	nl_attr_flag(&m, 4);
	c = cur_of(m.buf + 20, m.len - 20);
	assert_true(nl_attr_next(&c, &type, &data) && type == 1);
	assert_int_equal(cur_left(&data), 5);
	assert_memory_equal(data.p, "eth0", 5);
	assert_true(nl_attr_next(&c, &type, &data) && type == 2);
	assert_int_equal(cur_left(&data), 1);
	assert_int_equal(nl_u8(data), 0xfe);
	assert_true(nl_attr_next(&c, &type, &data) && type == 3);
	assert_int_equal(cur_left(&data), 4);
	assert_int_equal(nl_u32(data), v);
	assert_true(nl_attr_next(&c, &type, &data) && type == 4);
	assert_int_equal(cur_left(&data), 0);
	assert_false(nl_attr_next(&c, &type, &data));
}

TEST(attributes_inside_attributes)
{
	struct nl_msg m;
	struct nlattr attr;
	struct cur c, outer = { 0 }, inner = { 0 }, data;
	uint16_t type;
	size_t a, b;

	nl_begin(&m, 18, 0, "", 0);
	a = nl_nest(&m, 5);
	nl_attr_u8(&m, 1, 9);
	b = nl_nest(&m, 6);
	nl_attr_u32(&m, 2, 10);
	nl_nest_end(&m, b);
	nl_nest_end(&m, a);
	nl_attr_flag(&m, 7);
	memcpy(&attr, m.buf + a, sizeof(attr));
	assert_int_equal(attr.nla_type, 5 | NLA_F_NESTED);
	assert_int_equal(attr.nla_len, 4 + 8 + 4 + 8);
	c = cur_of(m.buf + 16, m.len - 16);
	assert_true(nl_attr_next(&c, &type, &outer) && type == 5);
	assert_true(nl_attr_next(&outer, &type, &data) && type == 1 && nl_u8(data) == 9);
	assert_true(nl_attr_next(&outer, &type, &inner) && type == 6);
	assert_true(nl_attr_next(&inner, &type, &data) && type == 2 && nl_u32(data) == 10);
	assert_false(nl_attr_next(&inner, &type, &data));
	assert_false(nl_attr_next(&outer, &type, &data));
	assert_true(nl_attr_next(&c, &type, &data) && type == 7);
	assert_false(nl_attr_next(&c, &type, &data));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes_in_order),
		cmocka_unit_test(lengths_that_lie),
		cmocka_unit_test(a_length_of_nothing_ends_the_list),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(numbers_and_texts),
		cmocka_unit_test(requests),
		cmocka_unit_test(numbers_of_all_sizes),
		cmocka_unit_test(attributes_of_a_request),
		cmocka_unit_test(attributes_inside_attributes),
	};

	return cmocka_run_group_tests_name("nl", tests, NULL, NULL);
}
