/* ifconfig's words, read: each one, its arguments, what is refused and with which status. */
#include "change.h"

#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

#include "../capture.h"
#include "../test.h"

static struct changes c;
static struct capture err;
static int unknown;

/* Reads "IFACE WORD..." (blanks between; "''" is the empty word); messages are in err.text. */
static int read_line(const char *text)
{
	static char copy[4096];
	static char *words[256];
	int n = 0, rc;

	snprintf(copy, sizeof(copy), "%s", text);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = strcmp(w, "''") ? w : w + 2;
	unknown = -2;
	capture_begin(&err, STDERR_FILENO);
	rc = changes_read(&c, words, n, &unknown);
	capture_end(&err);
	return rc;
}

static void good(const char *text, unsigned n)
{
	if (read_line(text) != IFSTAT_OK)
		fail_msg("refused: %s: %s", text, err.text);
	assert_string_equal(err.text, "");
	assert_int_equal(c.n, n);
}

/* Refused with that status; the message begins with the line ("" for none, NULL for the usage). */
static void bad(const char *text, int status, const char *message)
{
	if (read_line(text) != status)
		fail_msg("%s: not %d", text, status);
	if (!message)
		assert_non_null(strstr(err.text, "Usage"));
	else if (strncmp(err.text, message, strlen(message)) != 0)
		fail_msg("%s: %s, not %s", text, err.text, message);
	else if (!*message)
		assert_string_equal(err.text, "");
}

TEST(no_words_are_no_change)
{
	good("eth0", 0);
	assert_string_equal(c.interface, "eth0");
	good("eth0 inet", 0);
	good("eth0 inet6", 0);
}

TEST(flags)
{
	static const struct {
		const char *word;
		uint32_t set, clear;
	} cases[] = {
		{ "up", IFF_UP, 0 },
		{ "down", 0, IFF_UP },
		{ "arp", 0, IFF_NOARP },
		{ "-arp", IFF_NOARP, 0 },
		{ "trailers", 0, IFF_NOTRAILERS },
		{ "-trailers", IFF_NOTRAILERS, 0 },
		{ "promisc", IFF_PROMISC, 0 },
		{ "-promisc", 0, IFF_PROMISC },
		{ "allmulti", IFF_ALLMULTI, 0 },
		{ "-allmulti", 0, IFF_ALLMULTI },
		{ "multicast", IFF_MULTICAST, 0 },
		{ "-multicast", 0, IFF_MULTICAST },
		{ "dynamic", IFF_DYNAMIC, 0 },
		{ "-dynamic", 0, IFF_DYNAMIC },
	};
	char text[64];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		snprintf(text, sizeof(text), "eth0 %s", cases[i].word);
		good(text, 1);
		assert_int_equal(c.list[0].kind, CHANGE_FLAG);
		assert_int_equal(c.list[0].set, cases[i].set);
		assert_int_equal(c.list[0].clear, cases[i].clear);
		assert_string_equal(c.list[0].word, cases[i].word);
	}
}

static void expect_addr(const struct change *ch, enum change_kind kind, const char *text)
{
	char number[ADDR_STR];

	assert_int_equal(ch->kind, kind);
	assert_string_equal(addr_str(&ch->addr, number), text);
}

TEST(addresses)
{
	static const struct {
		const char *text, *address;
		bool has_prefix;
		uint8_t prefix;
	} cases[] = {
		{ "10.1.2.3", "10.1.2.3", false, 0 },
		{ "10.1.2.3/24", "10.1.2.3", true, 24 },
		{ "10.1.2.3/0", "10.1.2.3", true, 0 },
		{ "10.1.2.3/32", "10.1.2.3", true, 32 },
		{ "10.7", "10.0.0.7", false, 0 },
		{ "0x0a000001", "10.0.0.1", false, 0 },
		{ "010.1.2.3", "8.1.2.3", false, 0 },
		{ "0", "0.0.0.0", false, 0 },
		{ "default", "0.0.0.0", false, 0 },
		{ "255.255.255.255", "255.255.255.255", false, 0 },
	};
	char text[64];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		for (int family = 0; family < 2; family++) {
			snprintf(text, sizeof(text), "eth0 %s%s", family ? "inet " : "",
				 cases[i].text);
			good(text, 1);
			expect_addr(&c.list[0], CHANGE_ADDRESS, cases[i].address);
			assert_int_equal(c.list[0].has_prefix, cases[i].has_prefix);
			if (cases[i].has_prefix)
				assert_int_equal(c.list[0].prefix, cases[i].prefix);
		}
	}
}

TEST(addresses_that_are_none)
{
	static const char *const unknown_words[] = {
		"foo", "10.1.2.300", "1.2.3.4.5", "1.2.3.", "10.1.2.3x", "''", "2001:db8::1", "-up",
		"-mtu", "-down", "UP", "metrics", "--", "-", "10.1.2.3.4/24", "/24", "-inet",
		"1111111111111111111111111111111111111111111111111111111111111111111111111111.1",
	};
	static const char *const prefixes[] = { "33", "-1", "300", "4294967320", "", "x", "24x",
						"0x18",
						"255.255.255.0", "24/24", "18446744073709551640" };
	char text[256];

	for (size_t i = 0; i < LENGTH(unknown_words); i++) {
		snprintf(text, sizeof(text), "eth0 up %s", unknown_words[i]);
		assert_int_equal(read_line(text), -1);
		assert_int_equal(unknown, 2);
	}
	for (size_t i = 0; i < LENGTH(prefixes); i++) {
		snprintf(text, sizeof(text), "eth0 10.1.2.3/%s", prefixes[i]);
		if (read_line(text) != IFSTAT_USAGE)
			fail_msg("taken: %s", text);
		snprintf(text, sizeof(text), "eth0 add 2001:db8::1/%s",
			 strcmp(prefixes[i], "33") ? prefixes[i] : "129");
		if (read_line(text) != IFSTAT_USAGE)
			fail_msg("taken: %s", text);
	}
}

TEST(words_with_an_ipv4_address)
{
	static const struct {
		const char *word;
		enum change_kind kind;
	} cases[] = { { "netmask", CHANGE_NETMASK },
		      { "broadcast", CHANGE_BROADCAST },
		      { "pointopoint", CHANGE_PEER },
		      { "dstaddr", CHANGE_PEER } };
	char text[64], message[64];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		snprintf(text, sizeof(text), "eth0 %s 255.255.0.0 up", cases[i].word);
		good(text, 2);
		expect_addr(&c.list[0], cases[i].kind, "255.255.0.0");
		for (int k = 0; k < 3; k++) {
			const char *none = k == 0 ? "up" : k == 1 ? "2001:db8::1" : "/16";

			snprintf(text, sizeof(text), "eth0 %s %s", cases[i].word, none);
			snprintf(message, sizeof(message), "%s: Unknown host\n", none);
			bad(text, IFSTAT_FAIL, message);
		}
	}
	/* as flags these two mean nothing on Linux */
	good("eth0 broadcast", 1);
	assert_int_equal(c.list[0].kind, CHANGE_NONE);
	good("eth0 pointopoint", 1);
	good("eth0 -broadcast up", 2);
	good("eth0 -pointopoint 10.1.2.3", 2);
	expect_addr(&c.list[1], CHANGE_ADDRESS, "10.1.2.3");
}

TEST(add_and_del)
{
	for (int del = 0; del < 2; del++) {
		enum change_kind kind = del ? CHANGE_DEL : CHANGE_ADD;
		char text[64];

		snprintf(text, sizeof(text), "eth0 %s 2001:db8::1/64", del ? "del" : "add");
		good(text, 1);
		expect_addr(&c.list[0], kind, "2001:db8::1");
		assert_int_equal(c.list[0].prefix, 64);
		snprintf(text, sizeof(text), "eth0 inet6 %s fe80::7", del ? "del" : "add");
		good(text, 1);
		expect_addr(&c.list[0], kind, "fe80::7");
		assert_int_equal(c.list[0].prefix, 128);
		snprintf(text, sizeof(text), "eth0 %s 10.1.2.3/30", del ? "del" : "add");
		good(text, 1);
		expect_addr(&c.list[0], kind, "10.1.2.3");
		assert_int_equal(c.list[0].prefix, 30);
		snprintf(text, sizeof(text), "eth0 %s 2001:db8::g/64", del ? "del" : "add");
		bad(text, IFSTAT_FAIL, "2001:db8::g/64: Unknown host\n");
	}
}

TEST(numbers)
{
	static const struct {
		const char *word;
		enum change_kind kind;
	} cases[] = { { "mtu", CHANGE_MTU },
		      { "txqueuelen", CHANGE_TXQUEUELEN },
		      { "metric", CHANGE_METRIC } };
	static const char *const none[] = { "x", "1400x", "''", "4294967296", "1e3", "1.5",
					    "99999999999999999999", "0x" };
	char text[64];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		snprintf(text, sizeof(text), "eth0 %s 1400 %s 0 %s -1", cases[i].word,
			 cases[i].word, cases[i].word);
		good(text, 3);
		assert_int_equal(c.list[0].kind, cases[i].kind);
		assert_int_equal(c.list[0].number, 1400);
		assert_int_equal(c.list[1].number, 0);
		assert_int_equal(c.list[2].number, -1);
		for (size_t k = 0; k < LENGTH(none); k++) {
			snprintf(text, sizeof(text), "eth0 up %s %s", cases[i].word, none[k]);
			bad(text, IFSTAT_USAGE, NULL);
		}
	}
}

static void expect_hw(const char *text, const void *bytes, size_t len)
{
	good(text, 1);
	assert_int_equal(c.list[0].kind, CHANGE_HW);
	assert_int_equal(c.list[0].hw->len, len);
	assert_memory_equal(c.list[0].bytes, bytes, len);
}

TEST(hardware_addresses)
{
	static const uint8_t nine[] = { 2, 0, 0, 0, 0, 9 },
			     abc[] = { 2, 0xaa, 0xbb, 0xcc, 0xdd, 0xee };
	static const uint8_t one[] = { 0x0f };
	static const char *const none[] = {
		"foo", "02:00:00:00:00", "02:00:00:00:00:09:01", "02:00:00:00:00:",
		"02:00:00:00:00:009",
		"02-00-00-00-00-09", "0200.0000.0009", "0200000000", "02000000000900", "''",
		"02:00:00:00:00:0g", ":00:00:00:00:00:09", "02::00:00:00:09", "020000:000009",
		"02:00:00:00:00:09:", "0x:00:00:00:00:09", "@2:00:00:00:00:09", "020:0:0:0:0:9",
		"02\001000000009", "02:00:00:00:00:0\021",
	};
	char text[128], message[128];

	expect_hw("eth0 hw ether 02:00:00:00:00:09", nine, 6);
	expect_hw("eth0 hw ether 2:0:0:0:0:9", nine, 6);
	expect_hw("eth0 hw ether 020000000009", nine, 6);
	expect_hw("eth0 hw ether 02:aA:Bb:CC:dd:Ee", abc, 6);
	expect_hw("eth0 hw ether 02AABBccddee", abc, 6);
	assert_int_equal(c.list[0].hw->type, ARPHRD_ETHER);
	expect_hw("eth0 hw arcnet 0f", one, sizeof(one));
	good("eth0 hw infiniband 0:1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:10:11:12:13", 1);
	assert_int_equal(c.list[0].bytes[19], 0x13);
	for (size_t i = 0; i < LENGTH(none); i++) {
		snprintf(text, sizeof(text), "eth0 hw ether %s", none[i]);
		if (strpbrk(none[i], "\001\021"))
			message[0] = '\0';
		else
			snprintf(message, sizeof(message), "%s: invalid ether address.\n",
				 strcmp(none[i], "''") ? none[i] : "");
		assert_int_equal(read_line(text), IFSTAT_FAIL);
		assert_memory_equal(err.text, message, strlen(message));
	}
	bad("eth0 hw loop 0", IFSTAT_FAIL,
	    "hw address type `loop' has no handler to set address. failed.\n");
	bad("eth0 hw ETHER 02:00:00:00:00:09", IFSTAT_USAGE, NULL);
	bad("eth0 hw unspec 02:00:00:00:00:09", IFSTAT_USAGE, NULL);
}

TEST(names)
{
	good("eth0 name abcdefghijklmno mtu 1400", 2);
	assert_int_equal(c.list[0].kind, CHANGE_NAME);
	assert_string_equal(c.list[0].text, "abcdefghijklmno");
	bad("eth0 name abcdefghijklmnop", IFSTAT_FAIL, "abcdefghijklmnop: ");
	assert_int_equal(read_line("abcdefghijklmnop up"), -1);
	assert_int_equal(unknown, 0);
}

TEST(a_missing_argument_is_usage)
{
	static const char *const words[] = { "netmask", "hw", "mtu", "txqueuelen", "metric", "add",
					     "del", "name", "dstaddr", "irq", "mem_start",
					     "io_addr", "media", "tunnel", "outfill", "keepalive",
					     "hw ether" };
	char text[64];

	for (size_t i = 0; i < LENGTH(words); i++) {
		snprintf(text, sizeof(text), "eth0 mtu 1400 %s", words[i]);
		bad(text, IFSTAT_USAGE, NULL);
		snprintf(text, sizeof(text), "eth0 inet %s", words[i]);
		bad(text, IFSTAT_USAGE, NULL);
	}
}

TEST(several_in_order)
{
	good("eth0 inet 10.1.2.3/24 netmask 255.255.0.0 broadcast 10.1.255.255 mtu 1400 "
	     "txqueuelen 5 "
	     "hw ether 02:00:00:00:00:09 -arp promisc add 2001:db8::1/64 name e9 up",
	     11);
	assert_int_equal(c.list[0].kind, CHANGE_ADDRESS);
	assert_int_equal(c.list[4].kind, CHANGE_TXQUEUELEN);
	assert_int_equal(c.list[5].kind, CHANGE_HW);
	assert_int_equal(c.list[9].kind, CHANGE_NAME);
	assert_int_equal(c.list[10].set, IFF_UP);
}

TEST(a_line_without_end)
{
	char text[1024] = "eth0";

	for (int i = 0; i < CHANGES_MAX; i++)
		strcat(text, " up");
	good(text, CHANGES_MAX);
	strcat(text, " up");
	bad(text, IFSTAT_USAGE, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_words_are_no_change),
		cmocka_unit_test(flags),
		cmocka_unit_test(addresses),
		cmocka_unit_test(addresses_that_are_none),
		cmocka_unit_test(words_with_an_ipv4_address),
		cmocka_unit_test(add_and_del),
		cmocka_unit_test(numbers),
		cmocka_unit_test(hardware_addresses),
		cmocka_unit_test(names),
		cmocka_unit_test(a_missing_argument_is_usage),
		cmocka_unit_test(several_in_order),
		cmocka_unit_test(a_line_without_end),
	};

	return cmocka_run_group_tests_name("ifstat_words", tests, NULL, NULL);
}
