/* JSON lines: valid whatever is put into them, and saying what was put. */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "test.h"
#include "validator.h"

/* The line is one valid value and one line feed; the buffer is empty afterwards. */
static void expect_valid(struct obuf *o)
{
	struct validator v;

	assert_true(o->len > 1);
	assert_int_equal(o->p[o->len - 1], '\n');
	assert_null(memchr(o->p, '\n', o->len - 1));
	if (!is_valid_json(&v, o->p, o->len - 1))
		fail_msg("not valid: %.*s", (int)o->len, o->p);
	if (!utf8_is_clean((unsigned char *)o->p, o->len - 1))
		fail_msg("control characters: %.*s", (int)o->len, o->p);
	o->len = 0;
}

static void expect(struct obuf *o, const char *text)
{
	if (o->len != strlen(text) || memcmp(o->p, text, o->len) != 0)
		fail_msg("%.*s, not %s", (int)o->len, o->p, text);
	expect_valid(o);
}

/* Well-formed characters as they are, each byte of anything else as U+FFFD. */
static size_t repaired(unsigned char *out, const unsigned char *p, size_t n)
{
	size_t done = 0;
	uint32_t c;

	for (size_t len; n; p += len, n -= len) {
		len = utf8_get(p, n, &c);
		if (!len) {
			len = 1;
			c = 0xfffd;
		}
		utf8_put(out + done, c, utf8_size(c));
		done += utf8_size(c);
	}
	return done;
}

/* The bytes as a value must be read back as the same text. */
static void expect_read_back(struct obuf *o, const unsigned char *p, size_t n)
{
	struct json j = json_line(o);
	unsigned char want[64];
	struct validator v;
	size_t len = repaired(want, p, n);

	json_mem(&j, "k", p, n);
	json_end(&j);
	v.p = (unsigned char *)o->p + 5;
	v.end = (unsigned char *)o->p + o->len;
	assert_memory_equal(o->p, "{\"k\":", 5);
	assert_true(valid_string(&v));
	assert_int_equal(v.len, len);
	assert_memory_equal(v.string, want, len);
	assert_int_equal(v.end - v.p, 2);
	expect_valid(o);
}

TEST(the_validator_knows_valid_from_invalid)
{
	static const char *const valid[] = {
		"{}", "[]", "0", "-0", "10", "1.5", "-1.5e+3", "1E9", "true", "false", "null",
		"\"\"", "\"\\u0000\\n\\\"\"", "[1,2]", "{\"a\":{\"b\":[]},\"c\":1}",
		" [ 1 , 2 ] ", "\"\xc3\xa9\"",
	};
	static const char *const invalid[] = {
		"", "{", "}", "[", "{]", "[}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
		"{\"a\":1,}", "{a:1}", "{1:1}", "{'a':1}", "01", "+1", ".5", "1.", "1.e3", "1e",
		"-", "0x1", "nan", "inf", "True", "nul", "\"", "\"\\x\"", "\"\\u12\"",
		"\"\\u12g4\"", "\"\n\"", "\"\x01\"", "\"\x80\"", "\"\xc0\x80\"",
		"\"\xed\xa0\x80\"", "\"\\ud800\"", "1 1", "{}{}", "{\"a\":1 \"b\":2}",
		"{\"a\":1,,\"b\":2}", "[-]", "--1",
	};
	struct validator v;

	for (size_t i = 0; i < LENGTH(valid); i++)
		if (!is_valid_json(&v, valid[i], strlen(valid[i])))
			fail_msg("valid: %s", valid[i]);
	for (size_t i = 0; i < LENGTH(invalid); i++)
		if (is_valid_json(&v, invalid[i], strlen(invalid[i])))
			fail_msg("invalid: %s", invalid[i]);
}

TEST(every_pair_of_bytes_is_a_value)
{
	struct guard g = guard_open();
	struct obuf o;

	ob_open(&o, -1);
	expect_read_back(&o, guard_room(&g, 0), 0);
	for (unsigned i = 0; i < 65536; i++) {
		unsigned char p[2] = { (unsigned char)(i >> 8), (unsigned char)i };

		if (i < 256)
			expect_read_back(&o, guard_copy(&g, p + 1, 1), 1);
		expect_read_back(&o, guard_copy(&g, p, 2), 2);
	}
	ob_close(&o);
	guard_close(&g);
}

TEST(random_bytes_and_every_truncated_character_are_values)
{
	struct guard g = guard_open();
	uint64_t seed = 6;
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 100000; i++) {
		size_t n = rnd_below(&seed, 9);
		unsigned char p[8];

		for (size_t k = 0; k < n; k++)
			p[k] = (unsigned char)(rnd(&seed) | (i & 1 ? 0x80 : 0));
		expect_read_back(&o, guard_copy(&g, p, n), n);
	}
	for (uint32_t c = 0x80; c < 0x110000; c += c < 0x800 ? 1 : 97) {
		unsigned char p[4];

		utf8_put(p, c, utf8_size(c));
		for (size_t cut = 1; cut <= utf8_size(c); cut++)
			expect_read_back(&o, guard_copy(&g, p, cut), cut);
	}
	ob_close(&o);
	guard_close(&g);
}

TEST(every_character_is_a_value)
{
	struct obuf o;

	ob_open(&o, -1);
	for (uint32_t c = 0; c < 0x110000; c += c < 0x10000 ? 1 : 61) {
		unsigned char p[4];

		utf8_put(p, c, utf8_size(c));
		expect_read_back(&o, p, utf8_size(c));
	}
	ob_close(&o);
}

TEST(lines_of_all_kinds)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_line(&o);
	json_end(&j);
	expect(&o, "{}\n");

	j = json_line(&o);
	json_str(&j, "event", "reply");
	json_int(&j, "seq", 65535);
	json_bool(&j, "dup", false);
	json_bool(&j, "late", true);
	json_fix(&j, "loss_pct", 12345, 3);
	json_fix(&j, "whole", 7, 0);
	json_ms(&j, "rtt_ms", 1234567);
	json_end(&j);
	expect(&o,
	       "{\"event\":\"reply\",\"seq\":65535,\"dup\":false,\"late\":true,\"loss_pct\":12.345,"
	       "\"whole\":7,\"rtt_ms\":1.234567}\n");

	j = json_line(&o);
	json_str(&j, "a\"b\\c\n", "\"\\/\n\t\x7f");
	json_end(&j);
	expect(&o, "{\"a\\\"b\\\\c\\u000a\":\"\\\"\\\\/\\u000a\\u0009\\u007f\"}\n");

	j = json_line(&o);
	json_str(&j, "k", "\xc2\x9b\xff");
	json_end(&j);
	expect(&o, "{\"k\":\"\\u009b\\ufffd\"}\n");
	ob_close(&o);
}

TEST(commas_around_nested_values)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_line(&o);
	json_array(&j, "empty");
	json_array_end(&j);
	json_object(&j, "none");
	json_object_end(&j);
	json_array(&j, "list");
	json_int(&j, NULL, 1);
	json_str(&j, NULL, "x");
	json_array(&j, NULL);
	json_array_end(&j);
	json_object(&j, NULL);
	json_bool(&j, "y", true);
	json_object_end(&j);
	json_object(&j, NULL);
	json_object_end(&j);
	json_array_end(&j);
	json_int(&j, "z", -1);
	json_end(&j);
	expect(&o, "{\"empty\":[],\"none\":{},\"list\":[1,\"x\",[],{\"y\":true},{}],\"z\":-1}\n");
	ob_close(&o);
}

/* As expect(), of a list, which has many lines. */
static void expect_list(struct obuf *o, const char *text)
{
	struct validator v;

	if (o->len != strlen(text) || memcmp(o->p, text, o->len) != 0)
		fail_msg("%.*s, not %s", (int)o->len, o->p, text);
	assert_true(is_valid_json(&v, o->p, o->len - 1));
	o->len = 0;
}

/* Layout as ethtool and ip(8) print it. */
TEST(lists)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_list(&o);
	json_list_end(&j);
	expect_list(&o, "[ ]\n");

	j = json_list(&o);
	json_object(&j, NULL);
	json_object_end(&j);
	json_list_end(&j);
	expect_list(&o, "[ {} ]\n");

	j = json_list(&o);
	for (int i = 0; i < 2; i++) {
		json_object(&j, NULL);
		json_str(&j, "ifname", i ? "eth1" : "eth0");
		json_object(&j, "rx");
		json_uint(&j, "frames", UINT64_MAX);
		json_null(&j, "bytes");
		json_object_end(&j);
		json_array(&j, "modes");
		json_array_end(&j);
		json_array(&j, "links");
		json_str(&j, NULL, "a");
		json_null(&j, NULL);
		json_object(&j, NULL);
		json_bool(&j, "up", true);
		json_object_end(&j);
		json_array_end(&j);
		json_object_end(&j);
	}
	json_list_end(&j);
	expect_list(&o, "[ {\n"
			"        \"ifname\": \"eth0\",\n"
			"        \"rx\": {\n"
			"            \"frames\": 18446744073709551615,\n"
			"            \"bytes\": null\n"
			"        },\n"
			"        \"modes\": [ ],\n"
			"        \"links\": [ \"a\",null,{\n"
			"                \"up\": true\n"
			"            } ]\n"
			"    },{\n"
			"        \"ifname\": \"eth1\",\n"
			"        \"rx\": {\n"
			"            \"frames\": 18446744073709551615,\n"
			"            \"bytes\": null\n"
			"        },\n"
			"        \"modes\": [ ],\n"
			"        \"links\": [ \"a\",null,{\n"
			"                \"up\": true\n"
			"            } ]\n"
			"    } ]\n");
	ob_close(&o);
}

TEST(nothing_is_null)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_line(&o);
	json_null(&j, "a");
	json_uint(&j, "b", 0);
	json_array(&j, "c");
	json_null(&j, NULL);
	json_array_end(&j);
	json_null(&j, "d");
	json_end(&j);
	expect(&o, "{\"a\":null,\"b\":0,\"c\":[null],\"d\":null}\n");
	ob_close(&o);
}

/* One value of a random kind, or a bracket that opens or closes; `open` is what stands open. */
static void random_step(struct json *j, uint64_t *seed, char *open, int *depth)
{
	const char *key = open[*depth] == '{' ? "k" : NULL;
	unsigned what = rnd_below(seed, 9);

	if (what == 0 && *depth < 60) {
		json_object(j, key);
		open[++*depth] = '{';
	} else if (what == 1 && *depth < 60) {
		json_array(j, key);
		open[++*depth] = '[';
	} else if (what <= 3 && *depth) {
		open[(*depth)--] == '{' ? json_object_end(j) : json_array_end(j);
	} else if (what == 4) {
		json_int(j, key, (int64_t)rnd_edge(seed));
	} else if (what == 5) {
		json_ms(j, key, (ns_t)rnd_edge(seed));
	} else if (what == 6) {
		json_fix(j, key, rnd_edge(seed), rnd_below(seed, 20));
	} else if (what == 7) {
		json_null(j, key);
	} else {
		json_str(j, key, "s");
	}
}

TEST(random_lists)
{
	uint64_t seed = 8;
	struct validator v;
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 5000; i++) {
		struct json j = json_list(&o);
		char open[64] = { '[' };
		int depth = 0;

		for (unsigned steps = rnd_below(&seed, 60); steps; steps--)
			random_step(&j, &seed, open, &depth);
		while (depth)
			open[depth--] == '{' ? json_object_end(&j) : json_array_end(&j);
		json_list_end(&j);
		if (!is_valid_json(&v, o.p, o.len - 1))
			fail_msg("not valid: %.*s", (int)o.len, o.p);
		o.len = 0;
	}
	ob_close(&o);
}

TEST(random_trees)
{
	uint64_t seed = 7;
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 5000; i++) {
		struct json j = json_line(&o);
		char open[64] = { '{' };
		int depth = 0;

		for (unsigned steps = rnd_below(&seed, 60); steps; steps--)
			random_step(&j, &seed, open, &depth);
		while (depth)
			open[depth--] == '{' ? json_object_end(&j) : json_array_end(&j);
		json_end(&j);
		expect_valid(&o);
	}
	ob_close(&o);
}

TEST(extreme_numbers)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_line(&o);
	json_int(&j, "a", INT64_MIN);
	json_int(&j, "b", INT64_MAX);
	json_ms(&j, "c", INT64_MIN);
	json_ms(&j, "d", INT64_MAX);
	json_ms(&j, "e", -1);
	json_ms(&j, "f", 0);
	json_fix(&j, "g", UINT64_MAX, 19);
	json_end(&j);
	expect(&o,
	       "{\"a\":-9223372036854775808,\"b\":9223372036854775807,\"c\":-9223372036854.775808,"
	       "\"d\":9223372036854.775807,\"e\":-0.000001,\"f\":0.000000,"
	       "\"g\":1.8446744073709551615}\n");
	ob_close(&o);
}

TEST(tall_objects)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_tall(&o);
	json_object(&j, "a");
	json_int(&j, "b", 1);
	json_object_end(&j);
	json_array(&j, "empty");
	json_array_end(&j);
	json_array(&j, "list");
	json_object(&j, NULL);
	json_int(&j, "c", 2);
	json_object_end(&j);
	json_object(&j, NULL);
	json_object_end(&j);
	json_array_end(&j);
	json_end(&j);
	static const char want[] = "{\n    \"a\": {\n        \"b\": 1\n    },\n    \"empty\": [],\n"
				   "    \"list\": [\n        {\n            \"c\": 2\n        },\n"
				   "        {}\n    ]\n}\n";
	assert_int_equal(o.len, strlen(want));
	assert_memory_equal(o.p, want, o.len);
	ob_close(&o);
}

TEST(significant_digits)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	j = json_line(&o);
	json_significant(&j, "a", 0, 5);
	json_significant(&j, "b", 12345.678, 5);
	json_significant(&j, "c", 33.33333, 5);
	json_significant(&j, "d", 0.03, 5);
	json_significant(&j, "e", 0.0 / 0.0, 5);
	json_significant(&j, "f", -2909.12, 5);
	json_end(&j);
	expect(&o, "{\"a\":0.0,\"b\":12346.0,\"c\":33.333,\"d\":0.03,\"e\":null,"
		   "\"f\":-2909.1}\n");
	ob_close(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_validator_knows_valid_from_invalid),
		cmocka_unit_test(every_pair_of_bytes_is_a_value),
		cmocka_unit_test(random_bytes_and_every_truncated_character_are_values),
		cmocka_unit_test(every_character_is_a_value),
		cmocka_unit_test(lines_of_all_kinds),
		cmocka_unit_test(commas_around_nested_values),
		cmocka_unit_test(lists),
		cmocka_unit_test(nothing_is_null),
		cmocka_unit_test(random_lists),
		cmocka_unit_test(random_trees),
		cmocka_unit_test(extreme_numbers),
		cmocka_unit_test(tall_objects),
		cmocka_unit_test(significant_digits),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
