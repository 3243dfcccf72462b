/* Records of the AS mapping: names to ask for, fields, which record counts, what is malformed. */
#include "wire/ipasn.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

#define UNKNOWN "AS???", "???", "???", "???", "???"

static struct ipasn info;

/* Takes records, each in memory of its own size. */
static void take(const char *record, size_t n)
{
	char *copy = malloc(n ? n : 1);

	assert_non_null(copy);
	memcpy(copy, record, n);
	ipasn_take(&info, copy, n);
	free(copy);
}

static void is(const char *number, const char *prefix, const char *country, const char *registry,
	       const char *date)
{
	assert_string_equal(info.text[IPASN_NUMBER], number);
	assert_string_equal(info.text[IPASN_PREFIX], prefix);
	assert_string_equal(info.text[IPASN_COUNTRY], country);
	assert_string_equal(info.text[IPASN_REGISTRY], registry);
	assert_string_equal(info.text[IPASN_DATE], date);
}

static void gives(const char *record, const char *number, const char *prefix, const char *country,
		  const char *registry, const char *date)
{
	ipasn_open(&info);
	take(record, strlen(record));
	is(number, prefix, country, registry, date);
}

/* Nothing comes of it. */
static void rejects(const char *record)
{
	gives(record, UNKNOWN);
	assert_int_equal(info.bits, -1);
}

static void name_is(const char *text, const char *want)
{
	char name[IPASN_NAME];
	struct addr a;

	assert_true(addr_parse4(&a, text) || addr_parse6(&a, text));
	ipasn_name(&a, name);
	assert_string_equal(name, want);
}

TEST(names)
{
	name_is("192.0.2.1", "1.2.0.192.origin.asn.cymru.com");
	name_is("255.254.253.252", "252.253.254.255.origin.asn.cymru.com");
	name_is("2001:db8:a:1::1", "1.0.0.0.a.0.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com");
	name_is("fedc:ba98:7654:3210:1:2:3:4",
		"0.1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.origin6.asn.cymru.com");
}

TEST(nothing)
{
	rejects("");
	rejects(".");
	rejects("|");
	rejects(" | | | | ");
	ipasn_open(&info);
	ipasn_take(&info, NULL, 0);
	is(UNKNOWN);
}

TEST(one_record)
{
	gives("64500 | 192.0.2.0/24 | DE | ripencc | 2001-02-03", "AS64500", "192.0.2.0/24", "DE",
	      "ripencc", "2001-02-03");
	gives("64500|192.0.2.0/24|DE|ripencc|2001-02-03", "AS64500", "192.0.2.0/24", "DE",
	      "ripencc", "2001-02-03");
	gives(" \t64500  |\t192.0.2.0/24\t|  DE|ripencc  |2001-02-03  ", "AS64500", "192.0.2.0/24",
	      "DE", "ripencc", "2001-02-03");
	gives("64500 | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128 | ZZ | apnic | 2020-12-31 | x",
	      "AS64500", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128", "ZZ", "apnic", "2020-12-31");
	gives("1 | 0.0.0.0/0 | DE | arin | 2001-02-03", "AS1", "0.0.0.0/0", "DE", "arin",
	      "2001-02-03");
}

/* What is empty is known to be empty; what is not there is not known. */
TEST(missing_fields)
{
	gives("1 | 192.0.2.0/24 | DE | arin | ", "AS1", "192.0.2.0/24", "DE", "arin", "");
	gives("1 | 192.0.2.0/24 | | |", "AS1", "192.0.2.0/24", "", "", "");
	gives("1 | 192.0.2.0/24 | DE | arin", "AS1", "192.0.2.0/24", "DE", "arin", "???");
	gives("1 | 192.0.2.0/24 |", "AS1", "192.0.2.0/24", "", "???", "???");
	gives("1 | 192.0.2.0/24", "AS1", "192.0.2.0/24", "???", "???", "???");
	rejects("1 | ");
	rejects("1 | | DE | arin | 2001-02-03");
	rejects("1");
	rejects(" | 192.0.2.0/24 | DE | arin | 2001-02-03");
}

TEST(several_numbers)
{
	gives("64500 64501 | 192.0.2.0/24", "AS64500 64501", "192.0.2.0/24", "???", "???", "???");
	gives("1  2\t3  |192.0.2.0/24", "AS1 2 3", "192.0.2.0/24", "???", "???", "???");
	gives("0 4294967295 | 192.0.2.0/24", "AS0 4294967295", "192.0.2.0/24", "???", "???", "???");
	/* 43 characters fit; a number is there as a whole or not at all */
	gives("1111111111 2222222222 3333333333 44444444 5 | 192.0.2.0/24",
	      "AS1111111111 2222222222 3333333333 44444444", "192.0.2.0/24", "???", "???", "???");
	gives("1111111111 2222222222 3333333333 444444444 5 | 192.0.2.0/24",
	      "AS1111111111 2222222222 3333333333", "192.0.2.0/24", "???", "???", "???");
}

TEST(malformed_numbers)
{
	rejects("4294967296 | 192.0.2.0/24");
	rejects("18446744073709551617 | 192.0.2.0/24");
	rejects("00000000001 | 192.0.2.0/24");
	rejects("AS1 | 192.0.2.0/24");
	rejects("1 x | 192.0.2.0/24");
	rejects("1, 2 | 192.0.2.0/24");
	rejects("1\x1b[31m | 192.0.2.0/24");
	rejects("-1 | 192.0.2.0/24");
	rejects("+1 | 192.0.2.0/24");
	rejects("NA | 192.0.2.0/24");
	ipasn_open(&info);
	take("1\0 | 192.0.2.0/24", 18);
	is(UNKNOWN);
}

TEST(malformed_prefixes)
{
	rejects("1 | 192.0.2.0");
	rejects("1 | 192.0.2.0/");
	rejects("1 | /24");
	rejects("1 | 192.0.2.0/33");
	rejects("1 | 192.0.2.0/-1");
	rejects("1 | 192.0.2.0/+1");
	rejects("1 | 192.0.2.0/ 1");
	rejects("1 | 192.0.2.0/24/24");
	rejects("1 | 192.0.2/24");
	rejects("1 | 2001:db8::/129");
	rejects("1 | 2001:db8::/99999999999999999999");
	rejects("1 | 192.0.2.0/24\n");
	rejects("1 | 2001:0db8:ffff:ffff:ffff:ffff:192.000.002.000/96");
	rejects("1 | 192.0.2.0/000000000000000000000000000000000000000000000000024");
}

TEST(malformed_fields)
{
	gives("1 | 192.0.2.0/24 | D\x1b | ri\x07pe | 2001\n02", "AS1", "192.0.2.0/24", "???", "???",
	      "???");
	gives("1 | 192.0.2.0/24 | D E | %s | 2001-02-03T00:00", "AS1", "192.0.2.0/24", "???", "???",
	      "???");
	gives("1 | 192.0.2.0/24 | \xc3\x84 | \xc2\x9b | \xff", "AS1", "192.0.2.0/24", "???", "???",
	      "???");
	ipasn_open(&info);
	take("1 | 192.0.2.0/24 | D\0 | arin | \0", 33);
	is("AS1", "192.0.2.0/24", "???", "arin", "???");
}

TEST(long_fields)
{
	char longest[] = "1 | 192.0.2.0/24 | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq";

	gives(longest, "AS1", "192.0.2.0/24", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq", "???",
	      "???");
	gives(strcat(strcpy((char[80]){ 0 }, longest), "r"), "AS1", "192.0.2.0/24", "???", "???",
	      "???");
}

TEST(most_specific_record)
{
	const char *wide = "1 | 192.0.0.0/16 | DE | ripencc | 2001-02-03";
	const char *narrow = "2 | 192.0.2.0/24 | US | arin | 1999-09-09";
	const char *same = "3 | 192.0.2.0/24 | FR | ripencc | 2002-02-02";

	ipasn_open(&info);
	take(wide, strlen(wide));
	take(narrow, strlen(narrow));
	take(same, strlen(same));
	is("AS2", "192.0.2.0/24", "US", "arin", "1999-09-09");
	assert_int_equal(info.bits, 24);
	ipasn_open(&info);
	take("", 0);
	take(same, strlen(same));
	take("9", 1);
	take(wide, strlen(wide));
	is("AS3", "192.0.2.0/24", "FR", "ripencc", "2002-02-02");
}

/* What is cut off is missing: no text is there that the whole record does not begin with. */
TEST(cut_anywhere)
{
	const char *record = "64500 64501 | 2001:db8::/32 | DE | ripencc | 2001-02-03";

	for (size_t n = 0; n <= strlen(record); n++) {
		ipasn_open(&info);
		take(record, n);
		for (int f = 0; f < IPASN_FIELDS; f++) {
			const char *text = info.text[f] + (f == IPASN_NUMBER ? 2 : 0);

			assert_true(strcmp(text, "???") == 0 || strstr(record, text));
		}
	}
	is("AS64500 64501", "2001:db8::/32", "DE", "ripencc", "2001-02-03");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(nothing),
		cmocka_unit_test(one_record),
		cmocka_unit_test(missing_fields),
		cmocka_unit_test(several_numbers),
		cmocka_unit_test(malformed_numbers),
		cmocka_unit_test(malformed_prefixes),
		cmocka_unit_test(malformed_fields),
		cmocka_unit_test(long_fields),
		cmocka_unit_test(most_specific_record),
		cmocka_unit_test(cut_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
