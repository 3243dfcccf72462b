/* ob_esc() and utf8_len(): whatever comes from outside, a terminal acts on none of it. */
#include "base/obuf.h"

#include <stdio.h>
#include <string.h>

#include "guard.h"
#include "test.h"
#include "utf8.h"

/* Invisible or line-breaking beyond the bidi controls: may be escaped, must not break the text. */
static bool may_be_escaped(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

/* What every byte becomes when it is escaped. */
static size_t octal(char *text, const unsigned char *p, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += (size_t)sprintf(text + len, "\\%03o", p[i]);
	return len;
}

static void expect(struct obuf *o, const void *text, size_t n)
{
	if (o->len != n || (n && memcmp(o->p, text, n) != 0))
		fail_msg("'%.*s', not '%.*s'", (int)o->len, o->p, (int)n, (const char *)text);
	o->len = 0;
}

static void expect_escaped(struct obuf *o, const unsigned char *p, size_t n)
{
	char text[64];

	ob_esc(o, p, n);
	expect(o, text, octal(text, p, n));
}

TEST(every_byte_alone)
{
	struct obuf o;

	ob_open(&o, -1);
	for (unsigned b = 0; b < 256; b++) {
		unsigned char c = (unsigned char)b;

		if (b >= 0x20 && b < 0x7f) {
			ob_esc(&o, &c, 1);
			expect(&o, &c, 1);
		} else {
			expect_escaped(&o, &c, 1);
		}
	}
	ob_esc(&o, "", 0);
	expect(&o, "", 0);
	ob_close(&o);
}

/* Each character of Unicode, and each surrogate, in its shortest form. */
TEST(every_character)
{
	struct obuf o;

	ob_open(&o, -1);
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		unsigned char p[4];
		size_t len = utf8_size(c);

		utf8_put(p, c, len);
		if (utf8_is_control(c) || utf8_is_bidi(c) || (c >= 0xd800 && c <= 0xdfff)) {
			expect_escaped(&o, p, len);
		} else if (!may_be_escaped(c)) {
			ob_esc(&o, p, len);
			expect(&o, p, len);
		}
	}
	ob_close(&o);
}

TEST(numbers_of_characters)
{
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		unsigned char p[4];
		size_t len = utf8_size(c);

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		utf8_put(p, c, len);
		assert_int_equal(utf8_len(p, len), len);
		assert_int_equal(utf8_code(p, len), c);
		/* C0 and DEL are one byte, which need no number to be known */
		if ((c >= 0x80 && utf8_is_control(c)) || utf8_is_bidi(c))
			assert_true(utf8_acts(p, len));
		else if (!may_be_escaped(c) && !utf8_is_control(c))
			assert_false(utf8_acts(p, len));
	}
}

TEST(overlong_forms_are_escaped)
{
	unsigned char p[4];
	struct obuf o;

	ob_open(&o, -1);
	for (size_t len = 2; len <= 4; len++) {
		uint32_t first_allowed = len == 2 ? 0x80 : len == 3 ? 0x800 : 0x10000;

		for (uint32_t c = 0; c < first_allowed; c++) {
			utf8_put(p, c, len);
			assert_int_equal(utf8_len(p, len), 0);
			expect_escaped(&o, p, len);
		}
	}
	ob_close(&o);
}

TEST(beyond_unicode_is_escaped)
{
	unsigned char p[4];
	struct obuf o;

	ob_open(&o, -1);
	for (uint32_t c = 0x110000; c < 0x200000; c += 61) {
		utf8_put(p, c, 4);
		assert_int_equal(utf8_len(p, 4), 0);
		expect_escaped(&o, p, 4);
	}
	expect_escaped(&o, (const unsigned char *)"\xf8\x88\x80\x80\x80", 5);
	expect_escaped(&o, (const unsigned char *)"\xfc\x84\x80\x80\x80\x80", 6);
	ob_close(&o);
}

TEST(truncated_characters_are_escaped)
{
	static const uint32_t some[] = { 0xe9,	 0x7ff,	  0x800,   0x20ac,
					 0xffff, 0x10000, 0x1f600, 0x10ffff };
	struct guard g = guard_open();
	struct obuf o;

	ob_open(&o, -1);
	for (size_t i = 0; i < LENGTH(some); i++) {
		unsigned char p[4], text[5];
		size_t len = utf8_size(some[i]);

		utf8_put(p, some[i], len);
		assert_int_equal(utf8_len(guard_copy(&g, p, len), len), len);
		for (size_t cut = 0; cut < len; cut++) {
			const unsigned char *q = guard_copy(&g, p, cut);

			assert_int_equal(utf8_len(q, cut), 0);
			expect_escaped(&o, q, cut);
			/* what breaks it off stands for itself */
			memcpy(text, p, cut);
			text[cut] = 'A';
			ob_esc(&o, text, cut + 1);
			assert_int_equal(o.len, 4 * cut + 1);
			assert_int_equal(o.p[o.len - 1], 'A');
			o.len = 0;
		}
	}
	ob_close(&o);
	guard_close(&g);
}

/* All pairs of bytes, and what four of them can be: clean output, and the lengths agree. */
TEST(any_bytes_come_out_clean)
{
	struct guard g = guard_open();
	uint64_t seed = 5;
	struct obuf o;

	ob_open(&o, -1);
	for (uint32_t i = 0; i < 65536 + 300000; i++) {
		uint64_t r = i < 65536 ? i : rnd(&seed);
		size_t n = i < 65536 ? 2 : 1 + r % 8;
		unsigned char p[8], *q;
		uint32_t c;

		for (size_t k = 0; k < n; k++) {
			p[k] = (unsigned char)(r >> 8 * k);
			if (i >= 65536 && rnd_below(&seed, 2))	/* near what is well-formed */
				p[k] |= 0x80;
		}
		q = guard_copy(&g, p, n);
		assert_int_equal(utf8_len(q, n), utf8_get(q, n, &c));
		ob_esc(&o, q, n);
		if (!utf8_is_clean((unsigned char *)o.p, o.len))
			fail_msg("not clean: '%.*s'", (int)o.len, o.p);
		o.len = 0;
	}
	ob_close(&o);
	guard_close(&g);
}

TEST(terminal_sequences)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "\x1b[2J", "\\033[2J" },
		{ "\x1b]0;title\x07", "\\033]0;title\\007" },
		{ "a\r\nb\tc", "a\\015\\012b\\011c" },
		{ "\302\233[31m", "\\302\\233[31m" },
		{ "\23331m", "\\23331m" },
		{ "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "\xe2\x80\xaegpj.exe", "\\342\\200\\256gpj.exe" },
		{ "back\\slash", "back\\slash" },
		{ "\xc0\x9b", "\\300\\233" },
	};
	struct obuf o;

	ob_open(&o, -1);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		ob_esc(&o, rows[i].in, strlen(rows[i].in));
		expect(&o, rows[i].out, strlen(rows[i].out));
	}
	ob_close(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_alone),
		cmocka_unit_test(every_character),
		cmocka_unit_test(numbers_of_characters),
		cmocka_unit_test(overlong_forms_are_escaped),
		cmocka_unit_test(beyond_unicode_is_escaped),
		cmocka_unit_test(truncated_characters_are_escaped),
		cmocka_unit_test(any_bytes_come_out_clean),
		cmocka_unit_test(terminal_sequences),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
