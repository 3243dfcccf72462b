/* Text at a pointer, in room that was asked for once: many short pieces in a row. */
#ifndef BASE_PEN_H
#define BASE_PEN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Each writes at `to` and returns where its text ends. Behind that it may have spoilt some bytes
 * more, which belong to the room, too, and which the next piece overwrites. So a line of many
 * pieces, whose longest form is known, is checked and counted once, and not a piece at a time:
 *
 *	char *to = ob_room(o, sizeof(", win ") + PEN_U);
 *
 *	to = pen_str(to, ", win ");
 *	ob_upto(o, pen_u(to, v));
 */
#define PEN_U 24		/* room for any number, and for what is spoilt behind it */

/* Three digits of each number below 1000, and how many of them are leading zeros. */
extern const char pen_threes[];

/* v, of 1000 or more. */
char *pen_large(char *to, uint64_t v);

static inline char *pen_c(char *to, char c)
{
	*to = c;
	return to + 1;
}

/* Most pieces are short: two copies that overlap cost less than memcpy(3) does. */
char *pen_copy(char *to, const void *p, size_t n);

__attribute__((always_inline)) static inline char *pen_mem(char *to, const void *p, size_t n)
{
	if (!__builtin_constant_p(n))
		return pen_copy(to, p, n);
	memcpy(to, p, n);
	return to + n;
}

/* Text of our own; a literal becomes a few stores. */
__attribute__((always_inline)) static inline char *pen_str(char *to, const char *s)
{
	return pen_mem(to, s, strlen(s));
}

/* v below 1000, with zeros in front. */
static inline char *pen_three(char *to, unsigned v)
{
	memcpy(to, pen_threes + (size_t)4 * v, 4);
	return to + 3;
}

/* v below 100, likewise. */
static inline char *pen_two(char *to, unsigned v)
{
	memcpy(to, pen_threes + (size_t)4 * v + 1, 2);
	return to + 2;
}

/* v in decimal. */
static inline char *pen_u(char *to, uint64_t v)
{
	const char *three;
	unsigned zeros;

	if (v > 999)
		return pen_large(to, v);
	three = pen_threes + 4 * v;
	zeros = (unsigned char)three[3];
	memcpy(to, three + zeros, 4);
	return to + 3 - zeros;
}

/* Two hexadecimal digits of each byte. */
extern const char pen_pairs[];

static inline char *pen_byte(char *to, uint8_t b)
{
	memcpy(to, pen_pairs + (size_t)2 * b, 2);
	return to + 2;
}

/* Four of v. */
static inline char *pen_hex4(char *to, uint16_t v)
{
	return pen_byte(pen_byte(to, (uint8_t)(v >> 8)), (uint8_t)v);
}

/* How many hexadecimal digits v has. */
static inline unsigned pen_hex_width(uint64_t v)
{
	return (67 - (unsigned)__builtin_clzll(v | 1)) / 4;
}

/* n digits, at most 16, of v in lower-case hexadecimal. */
char *pen_hex(char *to, uint64_t v, unsigned n);

#endif
