/* Texts with fields of register dumps, and the decoders of all drivers over simple dumps. */
#include "registers/registers.h"

#include <stdlib.h>
#include <string.h>

#include "../test.h"

static const uint8_t bytes[] = { 0x78, 0x56, 0x34, 0x92, 0xef, 0xcd, 0xab, 0x89, 'A', 27 };

static void fills(const char *text, const char *want)
{
	const struct regs r = { .version = 0x01020304, .p = bytes, .len = sizeof(bytes) };
	struct obuf o;

	ob_open(&o, -1);
	ob_str(&o, "before ");
	assert_int_equal(regs_text(&r, &o, text), want != NULL);
	ob_c(&o, '\0');
	if (want)
		assert_string_equal(o.p + 7, want);
	else
		assert_string_equal(o.p, "before ");
	ob_close(&o);
}

TEST(numbers)
{
	fills("", "");
	fills("no field | at all", "no field | at all");
	fills("{b0:x2} {h0:x4} {w0:x8} {q0:x16}", "78 5678 92345678 89abcdef92345678");
	fills("{H0:x4} {W0:X8} {w4:X1}", "7856 78563492 89ABCDEF");
	fills("{w0.31:d}{w0.30:d} {w0.0-3:d} {w0.28-31,w4.0-3:x2} {q0.63:d}", "10 8 f9 1");
	fills("{b0:d} {b0:d5} {b0:D5} {b0:l5}| {b0:m64}", "120   120 00120 120  | 7680");
	fills("{w0:i} {b0:i} {w0:d}", "-1842063752 120 2452903544");
	fills("{v:x8} {v.24-31:d} {n:d} {b8:c}{b9:c}", "01020304 1 10 A\\033");
}

TEST(choices)
{
	fills("{b0.3?off|on}, {b0.0?off|on}", "on, off");
	fills("{b0.0-3?a|b|c}", "c");
	fills("{b0.4-6?0|1|2|3|4|5|6|7}{b0.7?|x}", "7");
	fills("{b0=120?yes|no} {b0=121?yes|no}", "yes no");
	fills("<{b0.3?a|{b0.4?b|{b0.0?c|d} {b1:x2}}e}>", "<c 56e>");
}

TEST(loops)
{
	fills("{*3@1 {b0:x2},}", "78,56,34,");
	fills("{*2@4 {#10+4:x4}={w0:x8} }", "0010=92345678 0014=89abcdef ");
	fills("{*0@4 {w100:x8}}none", "none");
	fills("{*~0@4 {w0:x8} }", "92345678 89abcdef ");
	fills("{*~2@4 {w2:x8} }{*~8@1 .}{*~a@1 .}{*~b@1 .}", "cdef9234 1b4189ab ..");
	fills("{*2@4 {*2@1 {b0:x2}{#0+1:d}}|}", "780561|ef0cd1|");
	fills("{*~0@4 {w0.31?|{#0+4:x4} }}", "0000 0004 ");
}

/* What lies behind the end fails as a whole; only where it is told. */
TEST(ends)
{
	fills("x{ba:x2}", NULL);
	fills("x{h9:x2}", NULL);
	fills("x{q3:x2}", NULL);
	fills("{wffffffffffffffff:x8}", NULL);
	fills("{*4@4 {w0:x8}}", NULL);
	fills("{b0.3?{ba:x2}|on}", "on");
}

TEST(malformed)
{
	static const char *const bad[] = {
		"{", "}", "{b}", "{b0", "{b0:", "{b0:}", "{b0:z2}", "{b0:x17}",
		"{b0:d5000}", "{b0.8:d}", "{b0.3-2:d}", "{b0?a", "{b0?a|b", "{b0=:d",
		"{x0:d}", "{b0,:d}", "{*2 a}", "{*2@1}", "{*2@1 a", "{*~0@0 a}", "{#0:d}",
		"{#0+1}", "{b0.3?a|{b0}}", "{b0.0?a|{b0}}",
	};

	for (size_t i = 0; i < LENGTH(bad); i++)
		fills(bad[i], NULL);
}

/* Whether it tells something of a dump of such bytes. */
static bool tells(const char *driver, uint32_t version, size_t len, int fill)
{
	struct regs r = {
		.driver = driver, .driver_version = "", .version = version, .len = len,
	};
	uint8_t *p = malloc(r.len + !r.len);
	struct obuf o;
	bool told;

	assert_non_null(p);
	memset(p, fill, r.len);
	r.p = p;
	ob_open(&o, -1);
	told = regs_print(&r, &o);
	assert_true(!told || !o.len || o.p[o.len - 1] == '\n');
	told = told && o.len;
	ob_close(&o);
	free(p);
	return told;
}

static const uint32_t versions[] = {
	0, 1, 2, 3, 0x3520, 0x1000000, 0x2000000, 0x3000000, 0x6000000,
};

TEST(drivers)
{
	const char *before = "";

	for (size_t i = 0; regs_driver(i); i++) {
		unsigned told = 0;

		assert_true(strcmp(before, regs_driver(i)) < 0);
		before = regs_driver(i);
		for (size_t k = 0; k < LENGTH(versions); k++)
			told += tells(before, versions[k], 16400, 0) +
				tells(before, versions[k], 16400, 0xff);
		if (!told)
			fail_msg("%s tells nothing", before);
		assert_non_null(regs_find(before));
	}
	assert_null(regs_find(""));
	assert_null(regs_find("e1000x"));
	assert_null(regs_find("zzz"));
	assert_false(tells("sim", 0, 16, 0));
}

/* Nothing is read behind the end, which a sanitizer watches. */
TEST(short_dumps)
{
	for (size_t i = 0; regs_driver(i); i++) {
		for (size_t len = 0; len < 800; len += len < 150 ? 1 : 13) {
			for (size_t k = 0; k < LENGTH(versions); k++)
				tells(regs_driver(i), versions[k], len, (int)(len + k) % 3 - 1);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(choices), cmocka_unit_test(loops),
		cmocka_unit_test(ends), cmocka_unit_test(malformed), cmocka_unit_test(drivers),
		cmocka_unit_test(short_dumps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
