/* Changes of receive side scaling: words, tables of equal parts and of weights, keys. */
#include "rss.h"

#include <linux/ethtool.h>
#include <stdio.h>
#include <string.h>

#include "../test.h"

static struct rss_change c;
static char copy[1024];
static char *words[64];

static const char *read_line(const char *text)
{
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", text);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = w;
	words[n] = NULL;
	return rss_read(words, &c);
}

static void fills(const char *text, uint32_t size, const char *want)
{
	uint32_t table[64];
	char got[256] = "";

	assert_null(read_line(text));
	assert_null(rss_fill(&c, table, size));
	for (uint32_t i = 0; i < size; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%u ", table[i]);
	assert_string_equal(got, want);
}

TEST(tables)
{
	fills("equal 3", 8, "0 1 2 0 1 2 0 1 ");
	fills("start 2 equal 9", 8, "2 3 4 5 6 7 8 9 ");
	fills("start 2147483647 equal 2", 2, "2147483647 2147483648 ");
	fills("weight 1 1 1", 8, "0 0 1 1 1 2 2 2 ");
	fills("weight 0 1 0 1 start 4", 4, "5 5 7 7 ");
	fills("weight 1", 3, "0 0 0 ");
}

TEST(weights_that_do_not_fit)
{
	uint32_t table[8];

	assert_null(read_line("weight 0 0"));
	assert_string_equal(rss_fill(&c, table, 8), "At least one weight must be non-zero");
	assert_null(read_line("weight 5 4"));
	assert_non_null(strstr(rss_fill(&c, table, 8), "exceeds"));
	assert_null(read_line("weight 2147483648 2147483648 1"));
	assert_non_null(strstr(rss_fill(&c, table, 8), "exceeds"));
	assert_null(read_line("weight 1"));
	assert_non_null(strstr(rss_fill(&c, table, 0), "exceeds"));
}

TEST(words_of_the_command_line)
{
	static const char *const usage[] = { "", "foo", "equal", "equal 0", "equal 2147483648",
					     "start x", "weight", "weight x", "weight 1x", "hkey",
					     "hfunc", "context", "context 0", "context 4294967295",
					     "weight 1 weight 2", "equal 2 3" };

	for (size_t i = 0; i < LENGTH(usage); i++)
		assert_string_equal(read_line(usage[i]), RSS_USAGE);
	assert_non_null(strstr(read_line("equal 2 weight 1 default"), "Equal and weight"));
	assert_non_null(strstr(read_line("context 1 default delete"), "Default and context"));
	assert_non_null(strstr(read_line("start 1 delete context 1"), "Start must"));
	assert_non_null(strstr(read_line("delete equal 2"), "requires context"));
	assert_non_null(strstr(read_line("hkey 0 context 1 delete"), "Delete and hkey"));
	assert_null(read_line("context new hkey 00 hfunc xor start 0"));
	assert_int_equal(c.context, ETH_RXFH_CONTEXT_ALLOC);
	assert_string_equal(c.key, "00");
	assert_string_equal(c.function, "xor");
}

static void key(const char *text, enum rss_key result, size_t want)
{
	uint8_t room[4] = { 0, 0, 0, 0xee };
	size_t got;

	if (rss_key_read(text, room, 3, &got) != result)
		fail_msg("key %s", text);
	if (result != RSS_KEY_SYNTAX)
		assert_int_equal(got, want);
	assert_int_equal(room[3], 0xee);
}

TEST(keys)
{
	key("00:aB:ff", RSS_KEY_OK, 3);
	key("00:aB:ff:", RSS_KEY_OK, 3);
	key("00:aB", RSS_KEY_SHORT, 2);
	key("00:aB:", RSS_KEY_SHORT, 2);
	key("00:aB:ff:0", RSS_KEY_LONG, 4);
	key("", RSS_KEY_SYNTAX, 0);
	key("0", RSS_KEY_SYNTAX, 0);
	key("000", RSS_KEY_SYNTAX, 0);
	key(":", RSS_KEY_SYNTAX, 0);
	key("00::", RSS_KEY_SYNTAX, 0);
	key("+0:aB:ff", RSS_KEY_SYNTAX, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables),
		cmocka_unit_test(weights_that_do_not_fit),
		cmocka_unit_test(words_of_the_command_line),
		cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
