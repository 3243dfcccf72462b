/* Number parsing without strtol's leniency: no blanks, no rest, no wrap, no locale. */
#include "base/num.h"

#include <stdbool.h>

int num_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Is it a digit of that base? */
static bool is_digit(char c, int base)
{
	return num_hex(c) >= 0 && num_hex(c) < base;
}

static const char *skip_blanks(const char *s)
{
	while (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		s++;
	return s;
}

/* An absurd number is out of range, not bad syntax: it is read to its end all the same. */
static enum num_result parse(const char *s, int base, bool any, bool *minus, uint64_t *out)
{
	bool over = false;
	uint64_t v = 0;

	s = skip_blanks(s);
	*minus = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if (any && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		base = 16;
		s += 2;
	} else if (any && s[0] == '0') {
		base = 8;
	}
	if (!is_digit(*s, base))
		return NUM_SYNTAX;
	for (; is_digit(*s, base); s++)
		over |= __builtin_mul_overflow(v, base, &v) ||
			__builtin_add_overflow(v, num_hex(*s), &v);
	if (*s)
		return NUM_SYNTAX;
	*out = v;
	return over ? NUM_OVERFLOW : NUM_OK;
}

static enum num_result parse_signed(const char *s, bool any, int64_t min, int64_t max, int64_t *out)
{
	bool minus;
	uint64_t size;
	enum num_result r = parse(s, 10, any, &minus, &size);
	int64_t v;

	if (r != NUM_OK)
		return r;
	if (size > (uint64_t)INT64_MAX + minus)
		return NUM_OVERFLOW;
	v = (int64_t)(minus ? -size : size);
	if (v < min || v > max)
		return NUM_RANGE;
	*out = v;
	return NUM_OK;
}

enum num_result num_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	return parse_signed(s, false, min, max, out);
}

enum num_result num_any(const char *s, int64_t min, int64_t max, int64_t *out)
{
	return parse_signed(s, true, min, max, out);
}

enum num_result num_u64(const char *s, uint64_t max, uint64_t *out)
{
	bool minus;
	uint64_t v;
	enum num_result r = parse(s, 10, true, &minus, &v);

	if (r != NUM_OK)
		return r;
	if (v > max || (minus && v))
		return NUM_RANGE;
	*out = v;
	return NUM_OK;
}

enum num_result num_seconds(const char *s, ns_t min, ns_t max, ns_t *out)
{
	bool minus, digits = false, over = false;
	ns_t v = 0, unit = NS_S / 10;

	s = skip_blanks(s);
	minus = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	for (; *s >= '0' && *s <= '9'; s++, digits = true)
		over |= __builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, (*s - '0') * NS_S, &v);
	if (*s == '.') {
		for (s++; *s >= '0' && *s <= '9'; s++, unit /= 10, digits = true)
			over |= __builtin_add_overflow(v, (*s - '0') * unit, &v);
	}
	if (!digits || *s)
		return NUM_SYNTAX;
	if (over)
		return NUM_OVERFLOW;
	if (minus)
		v = -v;
	if (v < min || v > max)
		return NUM_RANGE;
	*out = v;
	return NUM_OK;
}
