/* Fates: every errno and ICMP error, exit statuses, and whose segment it was. */
#include "probe/fate.h"

#include <errno.h>
#include <string.h>

#include "test.h"
#include "wire/icmp_name.h"

static const char *word(struct fate_seen s)
{
	return fate_word(fate_of(&s));
}

TEST(errno_alone)
{
	assert_string_equal(word((struct fate_seen){ .err = 0 }), "open");
	assert_string_equal(word((struct fate_seen){ .err = ECONNRESET }), "open");
	assert_string_equal(word((struct fate_seen){ .err = ECONNREFUSED }), "closed");
	assert_string_equal(word((struct fate_seen){ .err = ETIMEDOUT }), "filtered");
	assert_string_equal(word((struct fate_seen){ .err = EACCES }), "rejected");
	assert_string_equal(word((struct fate_seen){ .err = EPERM }), "rejected");
	assert_string_equal(word((struct fate_seen){ .err = ENETUNREACH }), "unreachable");
	assert_string_equal(word((struct fate_seen){ .err = EHOSTUNREACH }), "unreachable");
	assert_string_equal(word((struct fate_seen){ .err = ENETDOWN }), "unreachable");
}

/* Codes for which the letter is 'u' are of a way that is missing, 'r' of a rule. */
static void codes(uint8_t family, uint8_t type, const char *letters)
{
	for (uint8_t code = 0; letters[code]; code++) {
		/* the kernel makes ECONNREFUSED of some: what ICMP says goes before it */
		struct fate_seen s = {
			.err = ECONNREFUSED, .family = family, .type = type, .code = code,
		};

		assert_string_equal(word(s), letters[code] == 'u' ? "unreachable" : "rejected");
		s.alive = true;
		assert_string_equal(word(s), "rejected");
		s.alive = false;
		s.by_target = true;
		assert_string_equal(word(s), "rejected");
	}
}

TEST(icmp_errors)
{
	codes(ADDR_V4, 3, "uurrruuuurruurrrr");
	codes(ADDR_V4, 11, "uu");
	codes(ADDR_V4, 12, "rr");
	codes(ADDR_V6, 1, "uruurrrr");
	codes(ADDR_V6, 3, "uu");
	codes(ADDR_V6, 4, "rrr");
}

TEST(icmp_names)
{
	assert_string_equal(icmp_error_name(ADDR_V4, 3, 0), "net-unreachable");
	assert_string_equal(icmp_error_name(ADDR_V4, 3, 13), "admin-prohibited");
	assert_string_equal(icmp_error_name(ADDR_V4, 3, 15), "precedence-cutoff");
	assert_null(icmp_error_name(ADDR_V4, 3, 16));
	assert_string_equal(icmp_error_name(ADDR_V4, 11, 0), "ttl-exceeded");
	assert_null(icmp_error_name(ADDR_V4, 11, 2));
	assert_null(icmp_error_name(ADDR_V4, 200, 0));
	assert_string_equal(icmp_error_name(ADDR_V6, 1, 6), "reject-route");
	assert_null(icmp_error_name(ADDR_V6, 1, 7));
	assert_null(icmp_error_name(ADDR_V6, 255, 255));
}

static unsigned bit(enum fate f)
{
	return 1u << f;
}

TEST(exit_statuses)
{
	assert_int_equal(fate_status(0), 0);
	assert_int_equal(fate_status(bit(FATE_OPEN)), 0);
	assert_int_equal(fate_status(bit(FATE_OPEN) | bit(FATE_CLOSED)), 1);
	assert_int_equal(fate_status(bit(FATE_CLOSED) | bit(FATE_FILTERED)), 3);
	assert_int_equal(fate_status(bit(FATE_PROXY)), 3);
	assert_int_equal(fate_status(bit(FATE_FILTERED) | bit(FATE_REJECTED)), 4);
	assert_int_equal(fate_status(bit(FATE_MIDDLEBOX)), 4);
	assert_int_equal(fate_status(bit(FATE_UNREACHABLE) | bit(FATE_OPEN)), 4);
}

TEST(distances)
{
	assert_int_equal(fate_hops(64), 0);
	assert_int_equal(fate_hops(62), 2);
	assert_int_equal(fate_hops(128), 0);
	assert_int_equal(fate_hops(65), 63);
	assert_int_equal(fate_hops(255), 0);
	assert_int_equal(fate_hops(129), 126);
	assert_int_equal(fate_hops(32), 0);
	assert_int_equal(fate_hops(1), 31);
	assert_int_equal(fate_hops(0), 32);
	assert_int_equal(fate_hops(-1), 0);
	assert_int_equal(fate_hops(999), 0);
}

TEST(same_stack)
{
	struct fate_mark a = { 62, false }, b = { 63, false }, c = { 62, true }, none = { -1 };

	assert_true(fate_same(a, a));
	assert_false(fate_same(a, b));
	assert_false(fate_same(a, c));
	assert_true(fate_same(a, none));
	assert_true(fate_same(none, c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errno_alone), cmocka_unit_test(icmp_errors),
		cmocka_unit_test(icmp_names), cmocka_unit_test(exit_statuses),
		cmocka_unit_test(distances), cmocka_unit_test(same_stack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
