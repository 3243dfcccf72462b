/* Packet data as text, a row at a time into the buffer: the slowest part of -X elsewhere. */
#include "hex.h"

#include <string.h>

#define ROW 16
#define GROUPS (ROW / 2)
#define ROW_TEXT (5 * GROUPS + 2 + ROW)		/* groups, blanks, characters */
#define OFFSET_TEXT 24				/* "0x0000: ", more digits in large packets */

/* What 16 bytes look like. Loops of 16 that the compiler turns into a few vector operations. */
struct row {
	char digits[2 * ROW];
	char characters[ROW];
};

static void row_make(struct row *r, const uint8_t *p)
{
	uint8_t high[ROW], low[ROW];

	for (int i = 0; i < ROW; i++) {
		uint8_t h = p[i] >> 4, l = p[i] & 15;

		high[i] = (uint8_t)(h + '0' + (h > 9 ? 'a' - '0' - 10 : 0));
		low[i] = (uint8_t)(l + '0' + (l > 9 ? 'a' - '0' - 10 : 0));
	}
	for (int i = 0; i < ROW; i++) {
		r->digits[2 * i] = (char)high[i];
		r->digits[2 * i + 1] = (char)low[i];
	}
	for (int i = 0; i < ROW; i++)
		r->characters[i] = (char)((uint8_t)(p[i] - 0x21) < 0x7f - 0x21 ? p[i] : '.');
}

/* "0x0010: ", at least four digits */
static char *offset_text(char *to, size_t at)
{
	unsigned shift = 12;

	*to++ = '0';
	*to++ = 'x';
	while (at >> shift > 15)
		shift += 4;
	for (;; shift -= 4) {
		*to++ = "0123456789abcdef"[at >> shift & 15];
		if (!shift)
			break;
	}
	*to++ = ':';
	*to++ = ' ';
	return to;
}

/* A row of n bytes, 1 to 16. */
static char *row_text(char *to, const uint8_t *p, size_t n, bool characters)
{
	uint8_t padded[ROW] = { 0 };
	char *start = to;
	struct row r;

	if (n < ROW)
		p = memcpy(padded, p, n);
	row_make(&r, p);
	/* the last group may have one byte only */
	for (size_t i = 0; i < n; i += 2) {
		*to = ' ';
		memcpy(to + 1, r.digits + 2 * i, 4);
		to += n - i > 1 ? 5 : 3;
	}
	if (!characters)
		return to;
	while (to < start + 5 * GROUPS)
		*to++ = ' ';
	memcpy(to, "  ", 2);
	memcpy(to + 2, r.characters, ROW);
	return to + 2 + n;
}

void hex_dump(struct obuf *o, const char *begin, const uint8_t *p, size_t n, bool characters)
{
	size_t nbegin = strlen(begin);

	for (size_t at = 0; at < n; at += ROW) {
		char *start = ob_room(o, nbegin + OFFSET_TEXT + ROW_TEXT + 2), *to = start;

		for (size_t i = 0; i < nbegin; i++)
			*to++ = begin[i];
		to = offset_text(to, at);
		to = row_text(to, p + at, n - at < ROW ? n - at : ROW, characters);
		o->len += (size_t)(to - start);
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
