/* String sets and bit sets out of netlink messages: what a device says, and how it can lie. */
#include "stringset.h"

#include <linux/ethtool_netlink.h>
#include <stdio.h>
#include <string.h>

#include "../guard.h"
#include "../test.h"
#include "bitset.h"

static struct nl_msg m;

/* The attributes that follow are one list. */
static void start(void)
{
	uint32_t nothing = 0;

	nl_begin(&m, 0, 0, &nothing, 0);
	m.len = 0;
}

static struct cur message(void)
{
	return cur_of(m.buf, m.len);
}

static void add_string(uint32_t index, const char *name, size_t len)
{
	size_t nest = nl_nest(&m, ETHTOOL_A_STRINGS_STRING);

	nl_attr_u32(&m, ETHTOOL_A_STRING_INDEX, index);
	nl_attr(&m, ETHTOOL_A_STRING_VALUE, name, len);
	nl_nest_end(&m, nest);
}

/* A set that says it has so many strings. */
static void add_set(uint32_t id, uint32_t count, uint32_t n)
{
	size_t set = nl_nest(&m, ETHTOOL_A_STRINGSETS_STRINGSET), strings;
	char name[16];

	nl_attr_u32(&m, ETHTOOL_A_STRINGSET_ID, id);
	nl_attr_u32(&m, ETHTOOL_A_STRINGSET_COUNT, count);
	strings = nl_nest(&m, ETHTOOL_A_STRINGSET_STRINGS);
	for (uint32_t i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "name %u", i);
		add_string(i, name, strlen(name) + 1);
	}
	nl_nest_end(&m, strings);
	nl_nest_end(&m, set);
}

static void read_set(struct stringset *s, uint32_t id)
{
	*s = (struct stringset){ .id = id };
	stringset_attr(s, ETHTOOL_A_STRSET_STRINGSETS, message());
}

TEST(the_set_that_was_asked_for)
{
	struct stringset s;
	char text[ETH_GSTRING_LEN + 1];

	start();
	add_set(1, 2, 2);
	add_set(4, 3, 3);
	add_set(2, 1, 1);
	read_set(&s, 4);
	assert_int_equal(s.n, 3);
	assert_string_equal(stringset_text(&s, 2, text), "name 2");
	assert_string_equal(stringset_text(&s, 3, text), "");
	assert_int_equal(stringset_find(&s, "name 1"), 1);
	assert_int_equal(stringset_find(&s, "name"), -1);
	assert_int_equal(stringset_find(&s, "name 11"), -1);
	assert_false(stringset_is(&s, 3, ""));
	stringset_free(&s);
	assert_int_equal(s.n, 0);
	read_set(&s, 7);
	assert_int_equal(s.n, 0);
	assert_null(s.names);
}

TEST(counts_that_lie)
{
	struct stringset s;

	start();
	add_set(4, 2, 5);
	read_set(&s, 4);
	assert_int_equal(s.n, 2);
	assert_int_equal(stringset_len(&s, 4), 0);
	stringset_free(&s);

	start();
	add_set(4, 7, 2);
	read_set(&s, 4);
	assert_int_equal(s.n, 7);
	assert_int_equal(stringset_len(&s, 1), 6);
	assert_int_equal(stringset_len(&s, 6), 0);
	stringset_free(&s);

	/* too many: no memory is taken for them */
	start();
	add_set(4, UINT32_MAX, 2);
	read_set(&s, 4);
	assert_true(s.n > STRINGSET_MAX);
	assert_null(s.names);

	/* the same set twice */
	start();
	add_set(4, 3, 3);
	add_set(4, 1, 1);
	read_set(&s, 4);
	assert_int_equal(s.n, 1);
	stringset_free(&s);
}

TEST(names_that_do_not_end)
{
	static const char name[] = "0123456789abcdef0123456789abcdef0123456789";
	struct stringset s;
	struct obuf o;
	size_t set;

	start();
	set = nl_nest(&m, ETHTOOL_A_STRINGSETS_STRINGSET);
	nl_attr_u32(&m, ETHTOOL_A_STRINGSET_ID, 1);
	nl_attr_u32(&m, ETHTOOL_A_STRINGSET_COUNT, 3);
	{
		size_t strings = nl_nest(&m, ETHTOOL_A_STRINGSET_STRINGS);

		add_string(1, NULL, 0);
		add_string(0, name, sizeof(name) - 1);
		add_string(2, "a\033b\0c", 5);
		nl_nest_end(&m, strings);
	}
	nl_nest_end(&m, set);
	read_set(&s, 1);
	assert_int_equal(stringset_len(&s, 0), ETH_GSTRING_LEN);
	assert_int_equal(stringset_len(&s, 1), 0);
	ob_open(&o, -1);
	assert_int_equal(stringset_put(&s, 2, &o), 6);
	ob_c(&o, ' ');
	assert_int_equal(stringset_put(&s, 0, &o), 32);
	assert_memory_equal(o.p, "a\\033b 0123456789abcdef0123456789abcdef", o.len);
	assert_int_equal(o.len, 39);
	ob_close(&o);
	stringset_free(&s);
}

/* Cut at every byte, in memory that ends there. */
TEST(cut_anywhere)
{
	struct guard g = guard_open();

	start();
	add_set(1, 2, 2);
	add_set(4, 3, 3);
	for (size_t len = 0; len <= m.len; len++) {
		struct stringset s = { .id = 4 };

		stringset_attr(&s, ETHTOOL_A_STRSET_STRINGSETS,
			       cur_of(guard_copy(&g, m.buf, len), len));
		assert_true(s.n == 0 || s.n == 3);
		for (uint32_t i = 0; i < s.n; i++)
			assert_in_range(stringset_len(&s, i), 0, 6);
		stringset_free(&s);
	}
	guard_close(&g);
}

/* And with any byte changed. */
TEST(changed_anywhere)
{
	struct guard g = guard_open();
	uint64_t seed = 7;

	start();
	add_set(4, 3, 3);
	for (int i = 0; i < 20000; i++) {
		struct stringset s = { .id = 4 };
		uint8_t *p = guard_copy(&g, m.buf, m.len);

		for (unsigned n = rnd_below(&seed, 4) + 1; n; n--)
			p[rnd_below(&seed, (unsigned)m.len)] = (uint8_t)rnd_edge(&seed);
		stringset_attr(&s, ETHTOOL_A_STRSET_STRINGSETS, cur_of(p, m.len));
		assert_true(s.n <= STRINGSET_MAX || !s.names);
		stringset_free(&s);
	}
	guard_close(&g);
}

static void add_bits(uint32_t size, const uint32_t *value, size_t value_len, const uint32_t *mask,
		     size_t mask_len)
{
	start();
	nl_attr_u32(&m, ETHTOOL_A_BITSET_SIZE, size);
	nl_attr(&m, ETHTOOL_A_BITSET_VALUE, value, value_len);
	if (mask)
		nl_attr(&m, ETHTOOL_A_BITSET_MASK, mask, mask_len);
	else
		nl_attr_flag(&m, ETHTOOL_A_BITSET_NOMASK);
}

TEST(bits)
{
	const uint32_t value[] = { 0x80000001, 0x2 }, mask[] = { 0x80000003, 0x6 };
	struct bitset b;

	add_bits(35, value, sizeof(value), mask, sizeof(mask));
	b = bitset_of(message());
	assert_int_equal(b.size, 35);
	assert_true(bitset_has(&b, 0) && bitset_has(&b, 31) && bitset_has(&b, 33));
	assert_false(bitset_has(&b, 1) || bitset_has(&b, 32) || bitset_has(&b, 34));
	assert_true(bitset_knows(&b, 1) && bitset_knows(&b, 34));
	assert_false(bitset_knows(&b, 2) || bitset_knows(&b, 32));

	add_bits(35, value, sizeof(value), NULL, 0);
	b = bitset_of(message());
	assert_true(bitset_knows(&b, 33) && !bitset_knows(&b, 1));
}

TEST(bits_that_lie)
{
	const uint32_t value[] = { UINT32_MAX, UINT32_MAX };
	struct bitset b;

	/* more bits than words, more words than bits, half a word, no word at all */
	add_bits(UINT32_MAX, value, sizeof(value), value, sizeof(value));
	b = bitset_of(message());
	assert_true(bitset_has(&b, 63) && !bitset_has(&b, 64) && !bitset_has(&b, UINT32_MAX - 1));
	assert_true(bitset_knows(&b, 63) && !bitset_knows(&b, 64));
	add_bits(3, value, sizeof(value), value, 4);
	b = bitset_of(message());
	assert_true(bitset_has(&b, 2) && !bitset_has(&b, 3) && !bitset_knows(&b, 3));
	add_bits(64, value, 7, value, 3);
	b = bitset_of(message());
	assert_true(bitset_has(&b, 31) && !bitset_has(&b, 32) && !bitset_knows(&b, 0));
	add_bits(64, NULL, 0, NULL, 0);
	b = bitset_of(message());
	assert_false(bitset_has(&b, 0) || bitset_knows(&b, 0));
	b = bitset_of(cur_of(NULL, 0));
	assert_false(bitset_has(&b, 0) || bitset_knows(&b, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_set_that_was_asked_for),
		cmocka_unit_test(counts_that_lie),
		cmocka_unit_test(names_that_do_not_end),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(changed_anywhere),
		cmocka_unit_test(bits),
		cmocka_unit_test(bits_that_lie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
