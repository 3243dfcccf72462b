/* The frame of the printers: no two claim one key, every snap length gives a prefix and a mark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "stack.h"

#define ETHERNET 1

static void no_two_printers_claim_one_key(void **state)
{
	struct registry r = { 0 };
	const struct printer *a, *b;

	(void)state;
	assert_true(registry_open(&r, &a, &b));
	assert_true(r.used > 40);
	for (unsigned n = 0; n < PRINTERS; n++) {
		const struct printer *p = registry_printer(n);

		assert_non_null(p->name);
		assert_non_null(p->title);
		assert_non_null(p->print);
		assert_true(strlen(p->name) < 16);
	}
	assert_null(registry_printer(PRINTERS));
}

static size_t from_hex(const char *hex, uint8_t *to)
{
	size_t n = 0;
	unsigned v;

	for (; sscanf(hex, "%2x", &v) == 1; hex += 2)
		to[n++] = (uint8_t)v;
	return n;
}

/* Ethernet frames: ARP, TCP with options, DNS answer, ICMP error, IPv6 options, discovery. */
static const char *const frames[] = {
	"020000000002020000000001080600010800060400010200000000010a0a00010000000000000a0a0002",
	"02000000000202000000000108004500003c00010000400678b0c0000201c00002029c4001bb000003e8"
	"00000000a00201f41a2b0000020405b40402080a000000010000000001030307",
	"0200000000020200000000010800450000590001000040110000c0000235c0000201003513880045000000"
	"07818000010002000000000377777707657861706d6503636f6d0000010001c00c000500010000003c0002"
	"c010c01000010001000151800004c0000263",
	"0200000000020200000000010800450000380001000040010000c0000209c0000201030300000000000045"
	"00001c0001000040110000c0000201c000020200070009000800",
	"02000000000202000000000186dd60000000002000402001"
	"0db800000000000000000000000120010db80000000000000000000000023c000502000001002c00010400"
	"000000110000010000000700070009000812340000",
	"02000000000202000000000186dd6000000000183aff"
	"fe800000000000000000000000000001ff0200000000000000000001ff000002870000000000"
	"0000fe8000000000000000000000000000020101020000000001",
};

/*
 * How often a mark stands in the text; the classic text has one more where an IPv4 header's
 * options, or what an error quotes, end early, and goes on.
 */
static unsigned marks(const char *text)
{
	unsigned n = 0;

	while ((text = strstr(text, " [|"))) {
		text++;
		n++;
	}
	return n;
}

/* Is the text, up to its mark, what the whole packet begins with? */
static bool is_prefix(const char *text, const char *whole)
{
	const char *mark = strstr(text, " [|");
	size_t n = (size_t)(mark - text);

	/* addresses alone stand for addresses with ports that are not there */
	return !strncmp(text, whole, n) || (n && (text[n - 1] == ':' || text[n - 2] == ':'));
}

static void every_snap_length_gives_a_prefix_and_a_mark(void **state)
{
	(void)state;
	for (unsigned i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		static uint8_t packet[512];
		size_t len = from_hex(frames[i], packet);
		unsigned marked = 0;
		struct stack s;
		char *whole;

		stack_open(&s, ETHERNET);
		whole = strdup(stack_print(&s, packet, len, len));
		for (size_t n = 1; n < len; n++) {
			uint8_t *cut = malloc(n);	/* a sanitizer sees a read behind it */
			const char *text;

			memcpy(cut, packet, n);
			stack_forget(&s);
			text = stack_print(&s, cut, n, len);
			marked += marks(text);
			if (marks(text) > 1 || text[strlen(text) - 1] != '\n' ||
			    (marks(text) && !is_prefix(text, whole)))
				fail_msg("frame %u cut at %zu: %s", i, n, text);
			for (s.show.v = 1; s.show.v < 4; s.show.v++)
				if (marks(stack_print(&s, cut, n, len)) > 2)
					fail_msg("frame %u cut at %zu: %s", i, n, s.text.p);
			s.show.v = 0;
			free(cut);
		}
		assert_true(marked > 20);
		free(whole);
		stack_close(&s);
	}
}

static void nothing_acts_on_a_terminal(void **state)
{
	struct stack s;
	uint8_t packet[300];
	uint32_t seed = 7;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.v = 3;
	for (int round = 0; round < 20000; round++) {
		size_t len = from_hex(frames[(unsigned)round % 6], packet);
		const char *text;

		for (int i = 0; i < 6; i++) {
			seed = seed * 1103515245 + 12345;
			packet[12 + (seed >> 16) % (len - 12)] = (uint8_t)(seed >> 8);
		}
		text = stack_print(&s, packet, len, len);
		for (const char *p = text; *p; p++)
			if ((*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7f)
				fail_msg("round %d: 0x%02x", round, (unsigned char)*p);
	}
	stack_close(&s);
}

/* Names that point at each other, over and over, in a message as long as they get. */
static void a_packet_has_its_budget(void **state)
{
	struct stack s;
	static uint8_t packet[65535];
	size_t at = 14 + 20 + 8 + 12;

	(void)state;
	from_hex("0200000000020200000000010800450000000001000040110000c0000235c0000201003513880000"
		 "00000007000083ff0000000000000000",
		 packet);
	packet[16] = (sizeof(packet) - 14) >> 8;
	packet[17] = (uint8_t)(sizeof(packet) - 14);
	packet[38] = (sizeof(packet) - 34) >> 8;
	packet[39] = (uint8_t)(sizeof(packet) - 34);
	packet[46] = 0xff;
	packet[47] = 0xff;
	memset(packet + 14 + 20 + 8 + 4, 0xff, 8);
	memset(packet + at, 1, sizeof(packet) - at);
	stack_open(&s, ETHERNET);
	s.show.v = 3;
	stack_print(&s, packet, sizeof(packet), sizeof(packet));
	assert_true(s.text.len < 8u << 20);
	stack_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_printers_claim_one_key),
		cmocka_unit_test(every_snap_length_gives_a_prefix_and_a_mark),
		cmocka_unit_test(nothing_acts_on_a_terminal),
		cmocka_unit_test(a_packet_has_its_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
