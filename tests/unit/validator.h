/* A JSON validator (RFC 8259): is this text one value, as strictly as the grammar has it? */
#ifndef UNIT_VALIDATOR_H
#define UNIT_VALIDATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "utf8.h"

struct validator {
	const unsigned char *p, *end;
	/* the last string's characters, as UTF-8 */
	unsigned char string[4096];
	size_t len;
};

static bool valid_value(struct validator *v);

static inline void valid_blank(struct validator *v)
{
	while (v->p < v->end && *v->p && strchr(" \t\r\n", *v->p))
		v->p++;
}

static inline bool valid_take(struct validator *v, char c)
{
	if (v->p == v->end || *v->p != (unsigned char)c)
		return false;
	v->p++;
	return true;
}

static inline bool valid_word(struct validator *v, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(v->end - v->p) < n || memcmp(v->p, word, n) != 0)
		return false;
	v->p += n;
	return true;
}

static inline bool valid_digits(struct validator *v)
{
	const unsigned char *start = v->p;

	while (v->p < v->end && *v->p >= '0' && *v->p <= '9')
		v->p++;
	return v->p > start;
}

static inline bool valid_number(struct validator *v)
{
	valid_take(v, '-');
	if (!valid_take(v, '0') && !valid_digits(v))
		return false;
	if (valid_take(v, '.') && !valid_digits(v))
		return false;
	if (valid_take(v, 'e') || valid_take(v, 'E')) {
		if (!valid_take(v, '+'))
			valid_take(v, '-');
		return valid_digits(v);
	}
	return true;
}

static inline bool valid_hex4(struct validator *v, uint32_t *c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";

	*c = 0;
	for (int i = 0; i < 4; i++) {
		const char *d = v->p < v->end && *v->p ? strchr(digits, *v->p) : NULL;

		if (!d)
			return false;
		*c = *c << 4 | ((unsigned)(d - digits) & 15);
		v->p++;
	}
	return true;
}

/* What stands behind a backslash. */
static inline bool valid_escape(struct validator *v, uint32_t *c)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *f = v->p < v->end && *v->p ? strchr(from, *v->p) : NULL;

	if (f) {
		v->p++;
		*c = (unsigned char)to[f - from];
		return true;
	}
	/* halves of surrogate pairs are grammatical, but we never have a reason to print them */
	return valid_take(v, 'u') && valid_hex4(v, c) && (*c < 0xd800 || *c > 0xdfff);
}

static inline bool valid_string(struct validator *v)
{
	v->len = 0;
	if (!valid_take(v, '"'))
		return false;
	while (v->p < v->end && *v->p != '"') {
		uint32_t c;
		size_t len = utf8_get(v->p, (size_t)(v->end - v->p), &c);

		if (!len || c < 0x20)
			return false;
		v->p += len;
		if (c == '\\' && !valid_escape(v, &c))
			return false;
		if (v->len + 4 > sizeof(v->string))
			return false;
		utf8_put(v->string + v->len, c, utf8_size(c));
		v->len += utf8_size(c);
	}
	return valid_take(v, '"');
}

/* The members of an object or an array, up to the closing bracket. */
static inline bool valid_members(struct validator *v, char close)
{
	valid_blank(v);
	if (valid_take(v, close))
		return true;
	do {
		valid_blank(v);
		if (close == '}') {
			if (!valid_string(v))
				return false;
			valid_blank(v);
			if (!valid_take(v, ':'))
				return false;
		}
		valid_blank(v);
		if (!valid_value(v))
			return false;
		valid_blank(v);
	} while (valid_take(v, ','));
	return valid_take(v, close);
}

static bool valid_value(struct validator *v)
{
	if (valid_take(v, '{'))
		return valid_members(v, '}');
	if (valid_take(v, '['))
		return valid_members(v, ']');
	if (v->p < v->end && *v->p == '"')
		return valid_string(v);
	return valid_word(v, "true") || valid_word(v, "false") || valid_word(v, "null") ||
	       valid_number(v);
}

/* Is it one value and nothing else? */
static inline bool is_valid_json(struct validator *v, const void *text, size_t n)
{
	v->p = text;
	v->end = v->p + n;
	valid_blank(v);
	if (!valid_value(v))
		return false;
	valid_blank(v);
	return v->p == v->end;
}

#endif
