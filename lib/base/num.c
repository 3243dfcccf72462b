/* Number parsing without strtol's leniency: no blanks, no rest, no wrap, no locale. */
#include "base/num.h"

#include <stdbool.h>
#include <stddef.h>

#define POWER_MAX 1000000	/* of ten: more than there are digits in any argument */

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

/* The rest of a number, "e-3": its power of ten, clamped far beyond what matters. */
static bool parse_power(const char *s, int *power)
{
	bool minus = false;
	int v = 0;

	*power = 0;
	if (!*s)
		return true;
	if (*s != 'e' && *s != 'E')
		return false;
	s++;
	if (*s == '-' || *s == '+')
		minus = *s++ == '-';
	if (!is_digit(*s, 10))
		return false;
	for (; is_digit(*s, 10); s++)
		v = v < POWER_MAX ? v * 10 + (*s - '0') : POWER_MAX;
	*power = minus ? -v : v;
	return !*s;
}

/* Adds digit times 10^power; what is finer than 1 is cut off. False: beyond 64 bits. */
static bool add_digit(ns_t *v, char digit, int power)
{
	ns_t part = digit - '0';

	if (power < 0 || part == 0)
		return true;
	for (; power > 0; power--)
		if (__builtin_mul_overflow(part, 10, &part))
			return false;
	return !__builtin_add_overflow(*v, part, v);
}

enum num_result num_seconds(const char *s, ns_t min, ns_t max, ns_t *out)
{
	const char *first, *point = NULL, *end;
	bool minus, digits = false, over = false;
	int power;
	ns_t v = 0;

	s = skip_blanks(s);
	minus = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	for (first = s; is_digit(*s, 10) || (*s == '.' && !point); s++) {
		if (*s == '.')
			point = s;
		else
			digits = true;
	}
	end = s;
	if (!digits || !parse_power(end, &power))
		return NUM_SYNTAX;
	/* of the first digit, in nanoseconds */
	power += (int)((point ? point : end) - first) - 1 + 9;
	for (s = first; s < end; s++)
		if (*s != '.')
			over |= !add_digit(&v, *s, power--);
	if (over)
		return NUM_OVERFLOW;
	if (minus)
		v = -v;
	if (v < min || v > max)
		return NUM_RANGE;
	*out = v;
	return NUM_OK;
}
