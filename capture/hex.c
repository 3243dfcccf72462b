/* Packet data as text, a row at a time into the buffer: the slowest part of -X elsewhere. */
#include "hex.h"

#include <string.h>

#define ROW 16
#define ROW_TEXT (8 + 5 * (ROW / 2) + 2 + ROW)	/* "0x0000:  ", groups, blanks, characters */

static const char digits[] = "0123456789abcdef";

static inline char *hex_byte(char *to, uint8_t v)
{
	*to++ = digits[v >> 4];
	*to++ = digits[v & 15];
	return to;
}

static inline char shown(uint8_t c)
{
	return c > 0x20 && c < 0x7f ? (char)c : '.';
}

/* "0x0010:  ", at least four digits */
static void row_offset(struct obuf *o, size_t at)
{
	ob_str(o, "0x");
	ob_hex(o, at, 4);
	ob_str(o, ": ");
}

static void row(struct obuf *o, const uint8_t *p, size_t n, bool characters)
{
	char *start = ob_room(o, ROW_TEXT + 8), *to = start;

	for (size_t i = 0; i < n; i++) {
		if (!(i & 1))
			*to++ = ' ';
		to = hex_byte(to, p[i]);
	}
	if (characters) {
		while (to < start + 5 * (ROW / 2))
			*to++ = ' ';
		*to++ = ' ';
		*to++ = ' ';
		for (size_t i = 0; i < n; i++)
			*to++ = shown(p[i]);
	}
	o->len += (size_t)(to - start);
}

void hex_dump(struct obuf *o, const char *begin, const uint8_t *p, size_t n, bool characters)
{
	for (size_t at = 0; at < n; at += ROW) {
		ob_str(o, begin);
		row_offset(o, at);
		row(o, p + at, n - at < ROW ? n - at : ROW, characters);
	}
}

void hex_characters(struct obuf *o, const uint8_t *p, size_t n)
{
	ob_c(o, '\n');
	for (size_t i = 0; i < n; i++) {
		bool plain = p[i] == '\t' || p[i] == '\n' || (p[i] >= 0x20 && p[i] < 0x7f);

		/* the classic text has none before a line feed, and none of the last two */
		if (p[i] == '\r' && (i + 2 >= n || p[i + 1] == '\n'))
			continue;
		ob_c(o, plain ? (char)p[i] : '.');
	}
}
