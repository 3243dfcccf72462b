/* The dialogues before TLS: cut at every byte, refused, and not their protocol at all. */
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#include "dialogue.h"

static struct starttls st;
static struct obuf say;

/* Feeds the text in parts of so many bytes; behind the last, *rest bytes were not taken. */
static enum starttls_state feed(const char *text, size_t n, size_t part, size_t *rest)
{
	enum starttls_state state = STARTTLS_MORE;
	size_t done = 0, used;

	while (done < n && state == STARTTLS_MORE) {
		size_t some = part < n - done ? part : n - done;

		state = starttls_feed(&st, text + done, some, &used, &say);
		assert_true(used <= some);
		done += used;
		if (state == STARTTLS_MORE)
			assert_int_equal(used, some);
	}
	*rest = n - done;
	return state;
}

/* The whole of what a server says ends so, however it is cut; what we say is the same each time. */
static void dialogue_of(const char *proto, const char *text, size_t n, enum starttls_state end,
			const char *said, size_t extra)
{
	const struct starttls_proto *p =
		strcmp(proto, "proxy") ? starttls_find(proto) : &dialogue_proxy;

	assert_non_null(p);
	for (size_t part = 1; part <= n; part++) {
		size_t rest;

		ob_open(&say, -1);
		starttls_begin(&st, p, p == &dialogue_proxy ? "a:1" : NULL, "host.test", &say);
		assert_int_equal(feed(text, n, part, &rest), end);
		assert_int_equal(rest, extra);
		ob_c(&say, '\0');
		if (said)
			assert_non_null(strstr(say.p, said));
		ob_close(&say);
	}
}
#define DIALOGUE(proto, text, end, said, extra) \
	dialogue_of(proto, text, sizeof(text) - 1, end, said, extra)

TEST(lines)
{
	DIALOGUE("smtp", "220-a\r\n220 b\r\n250-x\r\n250 STARTTLS\r\n220 go\r\nrest", STARTTLS_GO,
		 "EHLO mail.example.com\r\nSTARTTLS\r\n", 4);
	assert_true(st.found);
	DIALOGUE("smtp", "220 b\r\n250 x\r\n454 no\r\n", STARTTLS_FAILED, "STARTTLS", 0);
	assert_false(st.found);
	assert_string_equal(st.why, "STARTTLS failed: 454 no");
	DIALOGUE("lmtp", "220 b\n250 STARTTLS\n220 go\n", STARTTLS_GO, "LHLO ", 0);
	DIALOGUE("smtp", "554 no\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("imap", "* OK hi\r\n* CAPABILITY starttls\r\n. OK\r\n* x\r\n. OK\r\n!",
		 STARTTLS_GO, ". CAPABILITY\r\n. STARTTLS\r\n", 1);
	assert_true(st.found);
	DIALOGUE("imap", "* OK\r\n. OK\r\n. NO\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("pop3", "+OK a\r\n+OK b\r\n", STARTTLS_GO, "STLS\r\n", 0);
	DIALOGUE("pop3", "+OK a\r\n-ERR b\r\n", STARTTLS_FAILED, "STLS\r\n", 0);
	DIALOGUE("ftp", "220-a\r\n b\r\n220 c\r\n234 go\r\n", STARTTLS_GO, "AUTH TLS\r\n", 0);
	DIALOGUE("ftp", "120 wait\r\n220 c\r\n500 no\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("nntp", "200 a\r\n101 b\r\nSTARTTLS\r\n.\r\n382 go\r\n", STARTTLS_GO,
		 "CAPABILITIES\r\nSTARTTLS\r\n", 0);
	DIALOGUE("nntp", "200 a\r\n500 b\r\n580 no\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("sieve", "\"STARTTLS\"\r\nOK\r\nOK\r\n", STARTTLS_GO, "STARTTLS\r\n", 0);
	DIALOGUE("sieve", "OK\r\nNO\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("irc", ":a NOTICE b\r\n:a 670 b\r\n", STARTTLS_GO, "STARTTLS\r\n", 0);
	DIALOGUE("irc", ":a 691 b\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("irc", ":a 6701 b\r\n", STARTTLS_MORE, NULL, 0);
}

TEST(packets)
{
	DIALOGUE("xmpp", "<a><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></a><proceed/>",
		 STARTTLS_GO, "to='host.test'", 0);
	DIALOGUE("xmpp", "<a></stream:features>", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("telnet", "\xff\xfd\x2e\xff\xfa\x2e\x01\xff\xf0", STARTTLS_GO, NULL, 0);
	DIALOGUE("telnet", "\xff\xfc\x2e", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("postgres", "S\x16", STARTTLS_GO, NULL, 1);
	DIALOGUE("postgres", "N", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("postgres", "E", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("ldap", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00", STARTTLS_GO,
		 NULL, 0);
	DIALOGUE("ldap", "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x35\x04\x00\x04\x00",
		 STARTTLS_FAILED, NULL, 0);
	assert_string_equal(st.why, "STARTTLS failed, LDAP Result Code: 53");
	DIALOGUE("ldap", "\x30\x84\x7f\xff\xff\xff", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("mysql",
		 "\x15\0\0\0\x0a"
		 "5.7\0\1\2\3\4abcdefgh\0\xff\xff\0",
		 STARTTLS_GO, NULL, 0);
	DIALOGUE("mysql",
		 "\x15\0\0\0\x0a"
		 "5.7\0\1\2\3\4abcdefgh\0\xff\xf7\0",
		 STARTTLS_FAILED, NULL, 0);
	DIALOGUE("mysql", "\x01\0\0\0\x09", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("mysql", "\x03\0\0\0\xff\1\2", STARTTLS_FAILED, NULL, 0);
}

TEST(proxies)
{
	DIALOGUE("proxy", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbanner", STARTTLS_GO, "CONNECT ", 6);
	DIALOGUE("proxy", "HTTP/1.1 407 no\r\n", STARTTLS_FAILED, NULL, 0);
	assert_string_equal(st.why, "HTTP CONNECT failed, reason= 407 no");
	DIALOGUE("proxy", "HTTP/2 200\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("proxy", "SSH-2.0\r\n", STARTTLS_FAILED, NULL, 0);
	DIALOGUE("proxy", "HTTP/1.1 2x\r\n", STARTTLS_FAILED, NULL, 0);
}

/* A line, or a packet, longer than there is room for. */
TEST(too_long)
{
	for (unsigned i = 0; starttls_protos[i]; i++) {
		enum starttls_state now = STARTTLS_MORE;
		size_t used;

		ob_open(&say, -1);
		starttls_begin(&st, starttls_protos[i], NULL, NULL, &say);
		for (size_t k = 0; k < 2 * STARTTLS_LINE && now == STARTTLS_MORE; k++)
			now = starttls_feed(&st, "x", 1, &used, &say);
		assert_int_equal(now, STARTTLS_FAILED);
		ob_close(&say);
	}
}

/* Lines, and packets, that are short enough, but do not end. */
TEST(endless)
{
	static const char *const words[][2] = {
		{ "smtp", "220-x\r\n" }, { "lmtp", "220-x\r\n" }, { "imap", "* x\r\n" },
		{ "ftp", "220-x\r\n" }, { "irc", ":s 020 x\r\n" }, { "sieve", "\"x\"\r\n" },
	};

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		enum starttls_state now = STARTTLS_MORE;
		size_t used, all = 0, n = strlen(words[i][1]);

		ob_open(&say, -1);
		starttls_begin(&st, starttls_find(words[i][0]), NULL, NULL, &say);
		while (now == STARTTLS_MORE && all < 2 * STARTTLS_ALL) {
			now = starttls_feed(&st, words[i][1], n, &used, &say);
			all += used;
		}
		assert_int_equal(now, STARTTLS_FAILED);
		assert_int_equal(all, STARTTLS_ALL + 1);
		assert_string_equal(st.why, "The server's answer is too long.");
		ob_close(&say);
	}
}

TEST(ends)
{
	for (unsigned i = 0; starttls_protos[i]; i++) {
		ob_open(&say, -1);
		starttls_begin(&st, starttls_protos[i], NULL, NULL, &say);
		assert_int_equal(starttls_end(&st), STARTTLS_FAILED);
		assert_true(st.why[0]);
		ob_close(&say);
	}
}

/* A name of ours is text in XML, whatever it is. */
TEST(quoted)
{
	ob_open(&say, -1);
	starttls_begin(&st, starttls_find("xmpp"), "a'><b&", NULL, &say);
	ob_c(&say, '\0');
	assert_non_null(strstr(say.p, "to='a&apos;>&lt;b&amp;'"));
	ob_close(&say);
}

TEST(services)
{
	assert_ptr_equal(starttls_service("SMTP"), starttls_find("smtp"));
	assert_ptr_equal(starttls_service("submission"), starttls_find("smtp"));
	assert_ptr_equal(starttls_service("postgresql"), starttls_find("postgres"));
	assert_null(starttls_service("imaps"));
	assert_null(starttls_find("SMTP"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines), cmocka_unit_test(packets), cmocka_unit_test(proxies),
		cmocka_unit_test(too_long), cmocka_unit_test(endless), cmocka_unit_test(ends),
		cmocka_unit_test(quoted),
		cmocka_unit_test(services),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
