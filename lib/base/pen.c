/* Numbers as text: three decimal digits a division, two hexadecimal ones a look-up. */
#include "base/pen.h"

#define TEN(two, zeros) \
	two "0" zeros two "1" zeros two "2" zeros two "3" zeros two "4" zeros two "5" zeros two    \
	    "6" zeros two "7" zeros two "8" zeros two "9" zeros
#define HUNDRED(one, zeros) \
	TEN(one "1", zeros)                                                                        \
	TEN(one "2", zeros)                                                                        \
	TEN(one "3", zeros) TEN(one "4", zeros) TEN(one "5", zeros) TEN(one "6", zeros)            \
		TEN(one "7", zeros) TEN(one "8", zeros) TEN(one "9", zeros)
#define FULL(one) TEN(one "0", "\0") HUNDRED(one, "\0")

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

#define ROW(high) \
	high "0" high "1" high "2" high "3" high "4" high "5" high "6" high "7" high "8" high      \
	     "9" high "a" high "b" high "c" high "d" high "e" high "f"

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
