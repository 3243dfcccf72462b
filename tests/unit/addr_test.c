/* Addresses against the C library: the same texts accepted, the same text printed. */
#include "base/addr.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "guard.h"
#include "test.h"

/* inet_pton(3) as the second opinion: the same answer, and the same bytes. */
static void expect_same(const char *s)
{
	struct addr a, untouched = { .family = 99, .zone = 7 };
	uint8_t b[16];
	int ok;

	a = untouched;
	ok = inet_pton(AF_INET, s, b) == 1;
	if (addr_parse4(&a, s) != ok)
		fail_msg("IPv4 '%s': inet_pton says %d", s, ok);
	if (ok) {
		assert_int_equal(a.family, ADDR_V4);
		assert_int_equal(a.zone, 0);
		assert_memory_equal(a.b, b, 4);
		assert_memory_equal(a.b + 4, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
	} else {
		assert_int_equal(a.family, 99);
	}
	a = untouched;
	ok = inet_pton(AF_INET6, s, b) == 1;
	if (addr_parse6(&a, s) != ok)
		fail_msg("IPv6 '%s': inet_pton says %d", s, ok);
	if (ok) {
		assert_int_equal(a.family, ADDR_V6);
		assert_int_equal(a.zone, 0);
		assert_memory_equal(a.b, b, 16);
	} else {
		assert_int_equal(a.family, 99);
	}
}

static const char *const texts[] = {
	"", " ", ".", "..", "...", "....", "1", "1.2", "1.2.3", "1.2.3.4", "1.2.3.4.", ".1.2.3.4",
	"1..3.4", "1.2.3.4.5", "0.0.0.0", "255.255.255.255", "256.1.1.1", "1.256.1.1",
	"1.1.1.256", "1.1.1.1000", "01.2.3.4", "1.2.3.04", "00.0.0.0", "0.0.0.00", "1.2.3.-4",
	"+1.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n", "1.2.3.4/8", "0x1.2.3.4", "1.2.3.a",
	"a.b.c.d", "1,2,3,4", "999.999.999.999", "4294967296.1.1.1", "1.2.3.4294967297",
	"16909060", "1.2.3.4x", "127.1", "1.2.3.\xb2", ":", "::", ":::", "::::", "1:", ":1",
	"1::", "::1", "1::1", "1::1::1", "::1::", "1:::1", ":::1", "1:::", "1:2:3:4:5:6:7:8",
	"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
	"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8", "1::3:4:5:6:7:8",
	"1:2:3:4:5:6::8", "1::2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:7:8",
	"1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7::8", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	"FFFF::ABCD", "fFfF::aBcD", "0:0:0:0:0:0:0:0", "00000::", "::00000", "12345::", "::12345",
	"g::", "::g", "::1g", "::-1", "::+1", "0001::", "::0001", "fe80::1%eth0", "fe80::1%1",
	"fe80::1%", "%eth0", "::1/64", "[::1]", "::1 ", " ::1", "::1\n", "::1.", "::1.2.3.4",
	"::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
	"1:2:3:4:5:6:7:8:1.2.3.4", "::1.2.3.4:5", "1.2.3.4::", "1.2.3.4:5", "::1.2.3",
	"::1.2.3.4.5", "::1.2.3.256", "::01.2.3.4", "::1.2.3.04", "::0001.2.3.4", "::a.2.3.4",
	"::1a.2.3.4", "::.1.2.3", "::1.2.3.", "::1.2..4", "1::2:3:4:5:6:1.2.3.4",
	"1::2:3:4:5:1.2.3.4", "::2:3:4:5:6:1.2.3.4", "1:2:3:4:5::1.2.3.4", "1:2:3:4:5:6::1.2.3.4",
	"::255.255.255.255", "::1000.1.1.1", "::ffff:0:1.2.3.4", "::1:1.2.3.4", ":1.2.3.4",
	"1:1.2.3.4", "::ffff:1.2.3.4%1", "::1.2.3.4 ", "::1.2.3.4x", "::\xb1", "2001:db8::1",
	"2001:db8:0:0:1:0:0:1", "2001:0db8:0000:0000:0000:ff00:0042:8329", "::192.168.0.1:",
	"1:2:3:4:5:6:7:g", "1 ::", "1: :1", "1:\t2::", "0::0", "0:0::0:0", "0::0::0",
	"::0:0:0:0:0:0:0",
};

TEST(edge_texts_as_inet_pton)
{
	for (size_t i = 0; i < LENGTH(texts); i++)
		expect_same(texts[i]);
}

/* Each text cut at its end, with each byte replaced, doubled and left out. */
TEST(near_the_edges_as_inet_pton)
{
	static const char others[] = "019af:.%g \x7f";

	for (size_t i = 0; i < LENGTH(texts); i++) {
		size_t n = strlen(texts[i]);
		char s[128];

		for (size_t at = 0; at < n; at++) {
			strcpy(s, texts[i]);
			s[at] = '\0';
			expect_same(s);
			strcpy(s + at, texts[i] + at + 1);
			expect_same(s);
			strcpy(s + at, texts[i] + at);
			for (const char *c = others; *c; c++) {
				s[at] = *c;
				expect_same(s);
			}
			strcpy(s + at + 1, texts[i] + at);
			expect_same(s);
		}
	}
}

/* Likely text: groups, dots and colons at random. */
static void random_text(uint64_t *seed, char *s)
{
	static const char *const parts[] = {
		"0", "1", "ff", "fe80", "abcd", "255", "256", "1.2.3.4", "::", ":", ".", "0000",
		"10.0.0.1", "00", "g", "12345", "::", "192.168.",
	};
	unsigned n = 1 + rnd_below(seed, 9);

	*s = '\0';
	for (unsigned i = 0; i < n; i++) {
		strcat(s, parts[rnd_below(seed, LENGTH(parts))]);
		if (i + 1 < n && rnd_below(seed, 10))
			strcat(s, rnd_below(seed, 4) ? ":" : ".");
	}
}

TEST(random_texts_as_inet_pton)
{
	uint64_t seed = 8;
	char s[128];

	for (int i = 0; i < 100000; i++) {
		random_text(&seed, s);
		expect_same(s);
	}
}

/* Many zero words, many ones, IPv4 in the last 32 bits: all that changes the text. */
static void random_bytes(uint64_t *seed, uint8_t b[16])
{
	unsigned zero = rnd_below(seed, 4), v4 = rnd_below(seed, 4);

	for (int i = 0; i < 16; i++)
		b[i] = (uint8_t)(rnd(seed) >> rnd_below(seed, 8));
	for (int i = 0; i < 16; i += 2)
		if (rnd_below(seed, 4) < zero)
			b[i] = b[i + 1] = 0;
	if (v4 == 0)
		memset(b, 0, 12);
	if (v4 == 1)
		memcpy(b, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
	if (v4 == 0 && rnd_below(seed, 2))
		b[12] = b[13] = 0;
}

TEST(random_addresses_there_and_back)
{
	struct guard g = guard_open();
	char *s = guard_room(&g, ADDR_STR), want[INET6_ADDRSTRLEN];
	uint64_t seed = 9;

	for (int i = 0; i < 200000; i++) {
		struct addr a, back;
		uint8_t b[16];

		random_bytes(&seed, b);
		a = addr_v6(b);
		assert_ptr_equal(addr_str(&a, s), s);
		inet_ntop(AF_INET6, b, want, sizeof(want));
		if (strcmp(s, want) != 0)
			fail_msg("%s, not %s", s, want);
		assert_true(addr_parse6(&back, s));
		assert_true(addr_eq(&a, &back));

		a = addr_v4(b + 12);
		addr_str(&a, s);
		inet_ntop(AF_INET, b + 12, want, sizeof(want));
		assert_string_equal(s, want);
		assert_true(addr_parse4(&back, s));
		assert_true(addr_eq(&a, &back));
	}
	guard_close(&g);
}

/* All patterns of zero and other words: where "::" stands. */
TEST(every_pattern_of_zero_words)
{
	char s[ADDR_STR], want[INET6_ADDRSTRLEN];

	for (unsigned pattern = 0; pattern < 6561; pattern++) {
		static const uint8_t words[3][2] = { { 0, 0 }, { 0, 1 }, { 0xff, 0xff } };
		unsigned p = pattern;
		uint8_t b[16];
		struct addr a;

		for (int i = 0; i < 16; i += 2, p /= 3)
			memcpy(b + i, words[p % 3], 2);
		a = addr_v6(b);
		inet_ntop(AF_INET6, b, want, sizeof(want));
		assert_string_equal(addr_str(&a, s), want);
	}
}

TEST(the_longest_texts_fit)
{
	struct guard g = guard_open();
	char *s = guard_room(&g, ADDR_STR);
	struct addr a;

	assert_true(addr_parse6(&a, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
	assert_string_equal(addr_str(&a, s), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
	assert_true(addr_parse6(&a, "::ffff:255.255.255.255"));
	assert_string_equal(addr_str(&a, s), "::ffff:255.255.255.255");
	a = (struct addr){ 0 };
	assert_string_equal(addr_str(&a, s), "?");
	guard_close(&g);
}

TEST(values)
{
	static const uint8_t b[16] = { 192, 0, 2, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
	struct addr none = { 0 }, v4 = addr_v4(b), v6 = addr_v6(b), other = v6;

	assert_int_equal(addr_len(&none), 0);
	assert_int_equal(addr_len(&v4), 4);
	assert_int_equal(addr_len(&v6), 16);
	assert_memory_equal(v4.b, "\300\0\2\1\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	assert_false(addr_eq(&v4, &v6));
	assert_true(addr_eq(&v6, &other));
	for (int i = 0; i < 128; i++) {
		other = v6;
		other.b[i / 8] ^= (uint8_t)(1 << i % 8);
		assert_false(addr_eq(&v6, &other));
	}
	/* the zone counts only where both have one */
	other = v6;
	other.zone = 3;
	assert_true(addr_eq(&v6, &other));
	assert_true(addr_eq(&other, &v6));
	v6.zone = 4;
	assert_false(addr_eq(&v6, &other));
	v6.zone = 3;
	assert_true(addr_eq(&v6, &other));
}

TEST(classes)
{
	uint64_t seed = 10;

	for (int i = 0; i < 100000; i++) {
		struct in6_addr in6;
		struct in_addr in;
		struct addr a;
		bool needs_zone;

		random_bytes(&seed, in6.s6_addr);
		if (i % 2)
			in6.s6_addr[0] = i % 4 == 1 ? 0xff : 0xfe;
		if (i % 32 == 8)
			memset(&in6, 0, sizeof(in6));
		a = addr_v6(in6.s6_addr);
		assert_int_equal(addr_is_any(&a), IN6_IS_ADDR_UNSPECIFIED(&in6));
		assert_int_equal(addr_is_multicast(&a), IN6_IS_ADDR_MULTICAST(&in6));
		assert_int_equal(addr_is_linklocal(&a), IN6_IS_ADDR_LINKLOCAL(&in6));
		needs_zone = IN6_IS_ADDR_LINKLOCAL(&in6) || IN6_IS_ADDR_MC_NODELOCAL(&in6) ||
			     IN6_IS_ADDR_MC_LINKLOCAL(&in6);
		assert_int_equal(addr_needs_zone(&a), needs_zone);

		memcpy(&in, in6.s6_addr, 4);
		a = addr_v4(in6.s6_addr);
		assert_int_equal(addr_is_any(&a), in.s_addr == 0);
		assert_int_equal(addr_is_multicast(&a), IN_MULTICAST(ntohl(in.s_addr)));
		assert_false(addr_is_linklocal(&a));
		assert_false(addr_needs_zone(&a));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edge_texts_as_inet_pton),
		cmocka_unit_test(near_the_edges_as_inet_pton),
		cmocka_unit_test(random_texts_as_inet_pton),
		cmocka_unit_test(random_addresses_there_and_back),
		cmocka_unit_test(every_pattern_of_zero_words),
		cmocka_unit_test(the_longest_texts_fit),
		cmocka_unit_test(values),
		cmocka_unit_test(classes),
	};

	return cmocka_run_group_tests_name("addr", tests, NULL, NULL);
}
