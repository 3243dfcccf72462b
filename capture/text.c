/* Pieces of text that printers share. */
#include "text.h"

#include <string.h>

#include "base/addr.h"

const char *word_of(const struct word *words, uint32_t value)
{
	for (; words->text; words++)
		if (words->value == value)
			return words->text;
	return NULL;
}

void ob_word(struct obuf *o, const struct word *words, uint32_t value, const char *before,
	     const char *behind)
{
	const char *s = word_of(words, value);

	if (s)
		ob_str(o, s);
	else
		ob_num(o, before, value, behind);
}

void ob_word_hex(struct obuf *o, const struct word *words, uint32_t value, const char *before,
		 const char *behind)
{
	const char *s = word_of(words, value);

	if (s) {
		ob_str(o, s);
		return;
	}
	ob_str(o, before);
	ob_hex(o, value, 0);
	ob_str(o, behind);
}

void ob_bits(struct obuf *o, const struct word *bits, uint32_t value, const char *between,
	     const char *none)
{
	bool first = true;

	for (; bits->text; bits++) {
		if (!(value & bits->value))
			continue;
		if (!first)
			ob_str(o, between);
		ob_str(o, bits->text);
		first = false;
	}
	if (first)
		ob_str(o, none);
}

#define VIS_MAX 4		/* characters of a byte, "M-^X" */

static inline char *pen_vis(char *to, uint8_t c)
{
	if (c & 0x80) {
		to = pen_str(to, "M-");
		c &= 0x7f;
	}
	if (c < 0x20 || c == 0x7f) {
		to = pen_c(to, '^');
		c ^= 0x40;
	}
	return pen_c(to, (char)c);
}

void ob_vis(struct obuf *o, uint8_t c)
{
	ob_upto(o, pen_vis(ob_room(o, VIS_MAX), c));
}

void ob_vis_bytes(struct obuf *o, const uint8_t *p, size_t n)
{
	char *to = ob_room(o, VIS_MAX * n + 1);

	for (size_t i = 0; i < n; i++)
		to = pen_vis(to, p[i]);
	ob_upto(o, to);
}

void ob_vis_view(struct obuf *o, struct view v)
{
	size_t n = v.len < view_left(&v) ? v.len : view_left(&v);

	ob_vis_bytes(o, v.p, n);
	if (n < v.len)
		view_failed(&v);
}

void ob_vis_text(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n && p[i]; i++)
		ob_vis(o, p[i]);
}

static const char digits[] = "0123456789abcdef";

void ob_hex_bytes(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *to = ob_room(o, 2);

		to[0] = digits[p[i] >> 4];
		to[1] = digits[p[i] & 15];
		o->len += 2;
	}
}

void ob_0x(struct obuf *o, uint64_t v, unsigned width)
{
	ob_str(o, "0x");
	ob_hex(o, v, width);
}

void ob_blanks(struct obuf *o, size_t n)
{
	while (n--)
		ob_c(o, ' ');
}

void ob_left(struct obuf *o, const char *s, size_t width)
{
	size_t n = strlen(s);

	ob_str(o, s);
	if (n < width)
		ob_blanks(o, width - n);
}

char *pen_ip4(char *to, const uint8_t *p)
{
	for (int i = 0; i < 3; i++)
		to = pen_c(pen_u(to, p[i]), '.');
	return pen_u(to, p[3]);
}

void ob_ip4(struct obuf *o, const uint8_t *p)
{
	ob_upto(o, pen_ip4(ob_room(o, PEN_IP4), p));
}

/* RFC 5952: the longest run of two or more zero groups, the first of equal ones, becomes "::". */
static unsigned longest_gap(const uint8_t *p, unsigned *len)
{
	unsigned runs = 0, at = 0;

	for (unsigned i = 0; i < 8; i++)
		runs |= (unsigned)!(p[2 * i] | p[2 * i + 1]) << i;
	/* where a run of one more begins, until there is none as long */
	for (*len = 0; runs; runs &= runs >> 1, ++*len)
		at = (unsigned)__builtin_ctz(runs);
	return *len > 1 ? at : 8;
}

static char *group(char *to, unsigned v)
{
	return pen_hex(to, v, pen_hex_width(v));
}

/* ::a.b.c.d and ::ffff:a.b.c.d, where the gap is all that stands before, or all but ffff. */
static bool holds_ip4(const uint8_t *p, unsigned at, unsigned len)
{
	return at == 0 && (len == 6 || (len == 5 && p[10] == 0xff && p[11] == 0xff));
}

char *pen_ip6(char *to, const uint8_t *p)
{
	unsigned len, gap = longest_gap(p, &len);
	bool dotted = holds_ip4(p, gap, len);

	for (unsigned i = 0; i < (dotted ? 6 : 8); i++) {
		if (i == gap) {
			to = pen_str(to, i + len == 8 ? "::" : ":");
			i += len - 1;
		} else {
			if (i)
				to = pen_c(to, ':');
			to = group(to, be16(p + 2 * i));
		}
	}
	return dotted ? pen_ip4(pen_c(to, ':'), p + 12) : to;
}

void ob_ip6(struct obuf *o, const uint8_t *p)
{
	ob_upto(o, pen_ip6(ob_room(o, PEN_IP6), p));
}

void ob_mac(struct obuf *o, const uint8_t *p)
{
	ob_upto(o, pen_mac(ob_room(o, PEN_MAC), p));
}
