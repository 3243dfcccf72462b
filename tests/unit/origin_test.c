/* Registry answers: which routes count, which numbers, what is malformed, cut anywhere. */
#include "wire/origin.h"

#include <string.h>

#include "test.h"

/* The text for an answer that comes in pieces of so many bytes. */
static const char *text_of(const char *answer, size_t n, size_t piece)
{
	static struct origin o;

	origin_open(&o);
	for (size_t at = 0; at < n; at += piece)
		origin_feed(&o, answer + at, n - at < piece ? n - at : piece);
	return origin_text(&o);
}

static void gives(const char *answer, const char *want)
{
	size_t n = strlen(answer);

	for (size_t piece = 1; piece <= n + 1; piece++)
		assert_string_equal(text_of(answer, n, piece), want);
}

TEST(nothing)
{
	gives("", "*");
	gives("\n\n\n", "*");
	gives("%  No entries found for the selected source(s).\n", "*");
	gives("route: 192.0.2.0/24\ndescr: AS64500\n", "*");
	gives("x origin: AS64500\n", "*");
}

TEST(one_route)
{
	gives("route:      192.0.2.0/24\ndescr:      x\norigin:     AS64500\nmnt-by:     M\n\n",
	      "AS64500");
	gives("route6:     2001:db8::/32\norigin:     AS64500\n", "AS64500");
	gives("route:192.0.2.0/24\r\norigin:AS64500\r\n", "AS64500");
	gives("route:\t192.0.2.0/24\norigin:\t\t AS64500 \t\n", "AS64500");
	gives("route: 192.0.2.0/24\norigin: AS64500", "AS64500");
	gives("origin: AS64500\nroute: 192.0.2.0/24\n", "AS64500");
}

TEST(most_specific_route)
{
	const char *wide = "route: 192.0.0.0/16\norigin: AS1\n\n";
	const char *narrow = "route: 192.0.2.0/24\norigin: AS2\n\n";
	char answer[256];

	gives(strcat(strcpy(answer, wide), narrow), "AS2");
	gives(strcat(strcpy(answer, narrow), wide), "AS2");
	gives("route: 0.0.0.0/0\norigin: AS1\n\nroute: 128.0.0.0/1\norigin: AS2\n", "AS2");
	gives("route6: 2001:db8::/32\norigin: AS1\n\nroute6: 2001:db8::1/128\norigin: AS2\n",
	      "AS2");
	/* without a length: the least specific */
	gives("route: 192.0.2.0\norigin: AS1\n", "AS1");
	gives("route: 192.0.2.0\norigin: AS1\n\nroute: 0.0.0.0/1\norigin: AS2\n", "AS2");
	gives("origin: AS1\nroute: 192.0.2.0/24\norigin: AS2\n", "AS2");
	gives("route: 192.0.0.0/16\norigin: AS1\n\nroute: 192.0.2.0/24\norigin: AS1\n", "AS1");
	/* an empty line between does not matter */
	gives("route: 192.0.2.0/24\n\norigin: AS1\n\nroute: 192.0.0.0/16\norigin: AS2\n", "AS1");
}

TEST(several_origins)
{
	gives("route: 192.0.2.0/24\norigin: AS2\n\nroute: 192.0.2.0/24\norigin: AS1\n", "AS2/AS1");
	gives("route: 192.0.2.0/24\norigin: AS2\norigin: AS3\n", "AS2/AS3");
	gives("route: 192.0.2.0/24\norigin: AS2\n\nroute: 192.0.0.0/16\norigin: AS1\n\n"
	      "route: 192.0.2.0/24\norigin: AS3\n",
	      "AS2/AS3");
	gives("origin: AS2\norigin: AS1\norigin: AS2\n", "AS2/AS1");
	gives("origin: AS22\norigin: AS2\norigin: AS222\norigin: AS2\n", "AS22/AS2/AS222");
	gives("origin: AS1\norigin: AS2\norigin: as2\norigin: AS2\n", "AS1/AS2/as2");
}

TEST(well_formed_numbers)
{
	static const char *const good[] = { "AS0", "AS1", "AS4294967295", "as64500", "As1",
					    "AS1.2", "AS65535.65535", "AS0.0" };
	char answer[64];

	for (size_t i = 0; i < LENGTH(good); i++) {
		gives(strcat(strcpy(answer, "origin: "), good[i]), good[i]);
		gives(strcat(answer, " AS77"), good[i]);
		gives(strcat(strcat(strcpy(answer, "origin: "), good[i]), "#x"), good[i]);
	}
}

TEST(malformed_numbers)
{
	static const char *const bad[] = {
		"", "A", "AS", "AS-1", "AS+1", "ASx", "AS1x", "AS1,AS2", "1", "SA1", "AS 1",
		"AT1", "BS1", "AS4294967296", "AS99999999999", "AS00000000001", "AS1.", "AS.1",
		"AS1.65536",
		"AS65536.1", "AS1.2.3", "AS1/AS2", "hello", "AS2\033[31m", "AS2\007", "AS-SET",
		"\"AS1\"", "#AS1", "\302\240AS1",
	};
	char answer[128];

	for (size_t i = 0; i < LENGTH(bad); i++) {
		gives(strcat(strcpy(answer, "origin: "), bad[i]), "*");
		/* as if it were absent, also where it would be more specific */
		strcpy(answer, "route: 192.0.2.0/24\norigin: AS5\nroute: 192.0.2.0/28\norigin: ");
		gives(strcat(answer, bad[i]), "AS5");
	}
	assert_string_equal(text_of("origin: AS2\0x\norigin: AS3", 25, 7), "AS3");
}

TEST(malformed_lengths)
{
	static const char *const bad[] = { "/", "/x", "/24x", "/-1", "/33", "/0x18", "/4294967320",
					   "/99999999999999999999", "/24/25" };
	char answer[128];

	for (size_t i = 0; i < LENGTH(bad); i++) {
		strcat(strcpy(answer, "route: 192.0.2.0"), bad[i]);
		gives(strcat(answer, "\norigin: AS1\n"), "*");
		gives(strcat(answer, "route: 192.0.2.0/24\norigin: AS2\n"), "AS2");
	}
	gives("route6: 2001:db8::/129\norigin: AS1\n", "*");
	gives("route: 192.0.2.0/32\norigin: AS1\nroute: 192.0.2.0/33\norigin: AS2\n", "AS1");
}

TEST(names_are_exact)
{
	gives("ORIGIN: AS1\n", "*");
	gives(" origin: AS1\n", "*");
	gives("origin : AS1\n", "*");
	gives("origin AS1\n", "*");
	gives("route: 192.0.2.0/24\rorigin: AS1\r", "*");
}

/* A line of so many bytes that ends in an AS number. */
static const char *line_of(size_t n)
{
	static char line[4096];

	memset(line, ' ', n);
	memcpy(line, "origin:", 7);
	memcpy(line + n - 5, "AS123", 5);
	memcpy(line + n, "\norigin: AS9", 13);
	return text_of(line, n + 12, 100);
}

TEST(long_lines)
{
	char answer[ORIGIN_LINE + 1];

	assert_string_equal(line_of(ORIGIN_LINE - 1), "AS123/AS9");
	assert_string_equal(line_of(ORIGIN_LINE), "AS123/AS9");
	for (size_t n = ORIGIN_LINE + 1; n < ORIGIN_LINE + 8; n++)
		assert_string_equal(line_of(n), "AS9");
	assert_string_equal(line_of(3 * ORIGIN_LINE), "AS9");
	/* also where the number stands at its beginning */
	memset(answer, ' ', sizeof(answer));
	memcpy(answer, "origin: AS123", 13);
	assert_string_equal(text_of(answer, ORIGIN_LINE, 100), "AS123");
	assert_string_equal(text_of(answer, ORIGIN_LINE + 1, 100), "*");
}

/* n lines with the numbers 10000, 10001, ... behind what is in the answer. */
static void add_origins(char *answer, unsigned n)
{
	char *p = answer + strlen(answer);

	for (unsigned i = 0; i < n; i++, p += 16) {
		memcpy(p, "origin: AS10000\n", 17);
		p[13] = (char)('0' + i / 10);
		p[14] = (char)('0' + i % 10);
	}
}

/* 64 numbers of 7 characters, with slashes between them, are the longest text. */
TEST(many_origins)
{
	char answer[4096] = "";
	const char *text;

	add_origins(answer, 64);
	text = text_of(answer, strlen(answer), 77);
	assert_int_equal(strlen(text), ORIGIN_STR - 1);
	assert_memory_equal(text, "AS10000/AS10001/", 16);
	assert_string_equal(text + ORIGIN_STR - 9, "/AS10063");

	*answer = '\0';
	add_origins(answer, 63);
	strcat(answer, "origin: AS123456\norigin: AS7\n");
	text = text_of(answer, strlen(answer), 77);
	assert_string_equal(text + strlen(text) - 12, "/AS10062/AS7");

	/* the room is there again for a more specific route */
	strcat(answer, "route: 192.0.2.0/24\norigin: AS123456\n");
	assert_string_equal(text_of(answer, strlen(answer), 77), "AS123456");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing),
		cmocka_unit_test(one_route),
		cmocka_unit_test(most_specific_route),
		cmocka_unit_test(several_origins),
		cmocka_unit_test(well_formed_numbers),
		cmocka_unit_test(malformed_numbers),
		cmocka_unit_test(malformed_lengths),
		cmocka_unit_test(names_are_exact),
		cmocka_unit_test(long_lines),
		cmocka_unit_test(many_origins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
