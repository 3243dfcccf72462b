/* Numbers as text: three decimal digits a division, two hexadecimal ones a look-up. */
#include "base/pen.h"

/* The numbers that begin with those digits; z says how many zeros that are. */
#define TEN(ab, z) \
	ab "0" z ab "1" z ab "2" z ab "3" z ab "4" z ab "5" z ab "6" z ab "7" z ab "8" z ab "9" z
#define TENS(a, b, c, z) TEN(a b, z) TEN(a c, z)
#define HUNDRED(a, z) \
	TEN(a "1", z)                                                                              \
	TENS(a, "2", "3", z) TENS(a, "4", "5", z) TENS(a, "6", "7", z) TENS(a, "8", "9", z)
#define FULL(a) TEN(a "0", "\0") HUNDRED(a, "\0")

const char pen_threes[] = TEN("00", "\2") HUNDRED("0", "\1") FULL("1") FULL("2") FULL("3") FULL("4")
	FULL("5") FULL("6") FULL("7") FULL("8") FULL("9");

char *pen_large(char *to, uint64_t v)
{
	to = pen_u(to, v / 1000);
	return pen_three(to, (unsigned)(v % 1000));
}

char *pen_copy(char *to, const void *from, size_t n)
{
	const char *p = from;

	if (n > 16) {
		memcpy(to, p, n);
	} else if (n >= 8) {
		char first[8], last[8];

		memcpy(first, p, 8);
		memcpy(last, p + n - 8, 8);
		memcpy(to, first, 8);
		memcpy(to + n - 8, last, 8);
	} else if (n >= 4) {
		char first[4], last[4];

		memcpy(first, p, 4);
		memcpy(last, p + n - 4, 4);
		memcpy(to, first, 4);
		memcpy(to + n - 4, last, 4);
	} else if (n) {
		to[n / 2] = p[n / 2];
		to[0] = p[0];
		to[n - 1] = p[n - 1];
	}
	return to + n;
}

#define ROW(a) \
	a "0" a "1" a "2" a "3" a "4" a "5" a "6" a "7" a "8" a "9" a "a" a "b" a "c" a "d" a      \
	  "e" a "f"

const char pen_pairs[] = ROW("0") ROW("1") ROW("2") ROW("3") ROW("4") ROW("5") ROW("6") ROW("7")
	ROW("8") ROW("9") ROW("a") ROW("b") ROW("c") ROW("d") ROW("e") ROW("f");

char *pen_hex(char *to, uint64_t v, unsigned n)
{
	if (n & 1)
		*to++ = pen_pairs[2 * (v >> 4 * --n & 15) + 1];
	while (n) {
		n -= 2;
		to = pen_byte(to, v >> 4 * n & 255);
	}
	return to;
}
