/* Lists of ports: what is read, what is refused, and the order that spreads them. */
#include "prober_ports.h"

#include <stdlib.h>
#include <string.h>

#include "../capture.h"
#include "../test.h"

static uint16_t service(const char *name)
{
	return strcmp(name, "smtp") == 0 ? 25 : strcmp(name, "ldap-admin") == 0 ? 3407 : 0;
}

static void good(const char *text, size_t n, const uint16_t *want)
{
	uint16_t *ports;

	assert_int_equal(ports_parse(text, service, &ports), n);
	for (size_t i = 0; want && i < n; i++)
		assert_int_equal(ports[i], want[i]);
	free(ports);
}

static void bad(const char *text, const char *message)
{
	struct capture err;
	uint16_t *ports;
	size_t n;

	capture_begin(&err, STDERR_FILENO);
	n = ports_parse(text, service, &ports);
	capture_end(&err);
	assert_int_equal(n, 0);
	assert_null(ports);
	assert_non_null(strstr(err.text, message));
}

TEST(lists)
{
	good("25", 1, (const uint16_t[]){ 25 });
	good("80,25,80", 2, (const uint16_t[]){ 25, 80 });
	good("5-7,6-8", 4, (const uint16_t[]){ 5, 6, 7, 8 });
	good("smtp,1", 2, (const uint16_t[]){ 1, 25 });
	good("ldap-admin", 1, (const uint16_t[]){ 3407 });
	good("65534-", 2, (const uint16_t[]){ 65534, 65535 });
	good("007", 1, (const uint16_t[]){ 7 });
	good("1-65535", 65535, NULL);
}

TEST(what_is_no_list)
{
	static const char *const texts[] = {
		"", ",", "1,", ",1", "0", "65536", "-5", "7-5", "1-65536", "1-2-3", "+5", " 5",
		"5 ", "0x10", "nosuch", "1-smtp", "99999999999999999999", "-",
	};
	char *longest = malloc(100001);

	assert_non_null(longest);
	for (size_t i = 0; i < LENGTH(texts); i++)
		bad(texts[i], "no such port or service: '");
	memset(longest, '9', 100000);
	longest[100000] = '\0';
	bad(longest, "no such port");
	free(longest);
	bad("a\033[31m", "a\\033[31m");
}

TEST(spread)
{
	static const size_t sizes[] = { 1, 2, 16, 17, 18, 100, 1000, 1024, 65535 };

	for (size_t k = 0; k < LENGTH(sizes); k++) {
		size_t n = sizes[k], near = 0;
		bool *seen = calloc(n, sizeof(*seen));

		assert_non_null(seen);
		for (size_t i = 0; i < n; i++) {
			size_t at = ports_spread(i, n), next = ports_spread((i + 1) % n, n);

			assert_true(at < n && !seen[at]);
			seen[at] = true;
			near += next == at + 1 || at == next + 1;
		}
		assert_true(n <= 16 || near <= 2);
		free(seen);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists), cmocka_unit_test(what_is_no_list),
		cmocka_unit_test(spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
