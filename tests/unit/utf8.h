/* UTF-8 by the book (RFC 3629, section 3), slowly: the second opinion on lib/base/obuf.c. */
#ifndef UNIT_UTF8_H
#define UNIT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes the number c as if it were a character, in len bytes, whether that is allowed or not. */
static inline void utf8_put(unsigned char *p, uint32_t c, size_t len)
{
	static const unsigned char first[] = { 0, 0x00, 0xc0, 0xe0, 0xf0 };

	for (size_t i = len; i-- > 1; c >>= 6)
		p[i] = (unsigned char)(0x80 | (c & 0x3f));
	p[0] = (unsigned char)(first[len] | c);
}

static inline size_t utf8_size(uint32_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* The character at p and its length; 0: there is no well-formed one. */
static inline size_t utf8_get(const unsigned char *p, size_t n, uint32_t *c)
{
	size_t len = n && p[0] < 0x80	  ? 1 :
		     n && p[0] >> 5 == 6  ? 2 :
		     n && p[0] >> 4 == 14 ? 3 :
		     n && p[0] >> 3 == 30 ? 4 :
					    0;
	unsigned char again[4];

	if (!len || len > n)
		return 0;
	*c = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++)
		*c = *c << 6 | (p[i] & 0x3f);
	if (*c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff) || utf8_size(*c) != len)
		return 0;
	utf8_put(again, *c, len);
	for (size_t i = 0; i < len; i++)
		if (again[i] != p[i])
			return 0;
	return len;
}

/* C0, DEL and C1. */
static inline bool utf8_is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* The characters of Unicode's property Bidi_Control (UAX #9). */
static inline bool utf8_is_bidi(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Is it all well-formed, without control characters, C0, C1 or bidi? */
static inline bool utf8_is_clean(const unsigned char *p, size_t n)
{
	uint32_t c;

	for (size_t len; n; p += len, n -= len) {
		len = utf8_get(p, n, &c);
		if (!len || utf8_is_control(c) || utf8_is_bidi(c))
			return false;
	}
	return true;
}

#endif
