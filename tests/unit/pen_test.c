/* Text at a pointer: each piece as snprintf(3) prints it, and what it spoils stays in its room. */
#include "base/pen.h"

#include <inttypes.h>
#include <stdio.h>

#include "test.h"

#define ROOM 40

struct paper {
	char text[ROOM + 1];
};

/* Those are the characters up to `end`, and nothing was written from `room` on. */
static void expect(struct paper *p, const char *end, const char *text, size_t room)
{
	assert_int_equal(end - p->text, strlen(text));
	assert_memory_equal(p->text, text, strlen(text));
	for (size_t i = room; i < ROOM; i++)
		assert_int_equal(p->text[i], '#');
	memset(p->text, '#', ROOM);
}

TEST(decimal)
{
	uint64_t seed = 5;
	struct paper p;
	char text[64];

	memset(p.text, '#', ROOM);
	for (unsigned v = 0; v < 1100000; v += v < 11000 ? 1 : 977) {
		snprintf(text, sizeof(text), "%u", v);
		expect(&p, pen_u(p.text, v), text, PEN_U);
	}
	for (int i = 0; i < 100000; i++) {
		uint64_t v = rnd_edge(&seed);

		snprintf(text, sizeof(text), "%" PRIu64, v);
		expect(&p, pen_u(p.text, v), text, PEN_U);
	}
	expect(&p, pen_u(p.text, UINT64_MAX), "18446744073709551615", PEN_U);
	for (unsigned v = 0; v < 1000; v++) {
		snprintf(text, sizeof(text), "%03u", v);
		expect(&p, pen_three(p.text, v), text, 4);
		if (v < 100)
			expect(&p, pen_two(p.text, v), text + 1, 2);
	}
}

TEST(hexadecimal)
{
	uint64_t seed = 6;
	struct paper p;
	char text[64];

	memset(p.text, '#', ROOM);
	for (unsigned v = 0; v < 256; v++) {
		snprintf(text, sizeof(text), "%02x", v);
		expect(&p, pen_byte(p.text, (uint8_t)v), text, 2);
	}
	for (int i = 0; i < 100000; i++) {
		uint64_t v = rnd_edge(&seed);
		unsigned n = 1 + rnd_below(&seed, 16);

		snprintf(text, sizeof(text), "%016" PRIx64, v);
		expect(&p, pen_hex(p.text, v, n), text + 16 - n, n);
	}
}

TEST(pieces_follow_each_other)
{
	struct paper p;

	memset(p.text, '#', ROOM);
	expect(&p, pen_c(pen_str(pen_mem(p.text, "abc", 2), "cd"), 'e'), "abcde", 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimal),
		cmocka_unit_test(hexadecimal),
		cmocka_unit_test(pieces_follow_each_other),
	};

	return cmocka_run_group_tests_name("pen", tests, NULL, NULL);
}
