/* Addresses: RFC 4291 text in, RFC 5952 text out. */
#include "base/addr.h"

#include <string.h>

#include "base/num.h"
#include "base/pen.h"

/* A decimal byte; returns what follows it, or NULL. */
static const char *parse_byte(const char *s, uint8_t *out)
{
	unsigned v = 0;
	const char *p = s;

	while (*p >= '0' && *p <= '9' && p - s < 4)
		v = v * 10 + (unsigned)(*p++ - '0');
	if (p == s || v > 255 || (p - s > 1 && *s == '0'))
		return NULL;
	*out = (uint8_t)v;
	return p;
}

static bool parse_quad(uint8_t b[4], const char *s)
{
	for (int i = 0; i < 4; i++) {
		s = parse_byte(s, &b[i]);
		if (!s || *s != (i < 3 ? '.' : '\0'))
			return false;
		s++;
	}
	return true;
}

bool addr_parse4(struct addr *a, const char *s)
{
	struct addr v = { .family = ADDR_V4 };

	if (!parse_quad(v.b, s))
		return false;
	*a = v;
	return true;
}

bool addr_parse6(struct addr *a, const char *s)
{
	struct addr v = { .family = ADDR_V6 };
	size_t n = 0, gap = 17;		/* bytes filled, where "::" stands */

	if (s[0] == ':' && s[1] != ':')
		return false;
	if (s[0] == ':')
		s++;
	while (*s) {
		const char *start = s;
		unsigned word = 0;

		if (*s == ':') {
			if (gap <= 16)
				return false;
			gap = n;
			s++;
			continue;
		}
		for (; num_hex(*s) >= 0 && s - start < 4; s++)
			word = word << 4 | (unsigned)num_hex(*s);
		if (*s == '.' && n <= 12 && parse_quad(v.b + n, start)) {
			n += 4;
			break;
		}
		if (s == start || n > 14 || (*s && *s != ':') || (*s == ':' && !s[1]))
			return false;
		v.b[n++] = (uint8_t)(word >> 8);
		v.b[n++] = (uint8_t)word;
		if (*s == ':')
			s++;
	}
	if (gap <= 16) {
		if (n > 14)
			return false;
		for (size_t i = n; i-- > gap;)
			v.b[16 - n + i] = v.b[i];
		memset(v.b + gap, 0, 16 - n);
	} else if (n != 16) {
		return false;
	}
	*a = v;
	return true;
}

struct addr addr_v6(const uint8_t b[16])
{
	struct addr a;

	addr_set_v6(&a, b);
	return a;
}

size_t addr_len(const struct addr *a)
{
	return a->family == ADDR_V4 ? 4 : a->family == ADDR_V6 ? 16 : 0;
}

/* The longest run of two or more zero words; the first one among equals (RFC 5952, 4.2.3). */
static void longest_gap(const unsigned w[8], int *at, int *len)
{
	*at = -1;
	*len = 1;
	for (int i = 0; i < 8; i++) {
		int n = 0;

		while (i + n < 8 && w[i + n] == 0)
			n++;
		if (n > *len) {
			*at = i;
			*len = n;
		}
		i += n;
	}
}

/* Four decimal bytes; returns the end. What the last one spoils is room for its longest form. */
static char *quad_str(const uint8_t b[4], char *p)
{
	for (int i = 0; i < 4; i++) {
		if (i)
			*p++ = '.';
		p = pen_u(p, b[i]);
	}
	return p;
}

static char *word_str(unsigned w, char *p)
{
	static const char digits[] = "0123456789abcdef";

	if (w >= 0x1000)
		*p++ = digits[w >> 12 & 15];
	if (w >= 0x100)
		*p++ = digits[w >> 8 & 15];
	if (w >= 0x10)
		*p++ = digits[w >> 4 & 15];
	*p++ = digits[w & 15];
	return p;
}

static void v6_str(const uint8_t b[16], char s[ADDR_STR])
{
	unsigned w[8];
	int gap, len;
	char *p = s;
	bool v4;

	for (int i = 0; i < 8; i++)
		w[i] = (unsigned)(b[2 * i] << 8 | b[2 * i + 1]);
	longest_gap(w, &gap, &len);
	/* ::a.b.c.d and ::ffff:a.b.c.d, as inet_ntop(3) prints them */
	v4 = gap == 0 && (len == 6 || (len == 5 && w[5] == 0xffff));
	for (int i = 0; i < 8; i++) {
		if (i == gap) {
			*p++ = ':';
			if (i == 0)
				*p++ = ':';
			i += len - 1;
			continue;
		}
		if (v4 && i == 6) {
			p = quad_str(b + 12, p);
			break;
		}
		p = word_str(w[i], p);
		if (i < 7)
			*p++ = ':';
	}
	*p = '\0';
}

char *addr_str(const struct addr *a, char s[ADDR_STR])
{
	if (a->family == ADDR_V4)
		*quad_str(a->b, s) = '\0';
	else if (a->family == ADDR_V6)
		v6_str(a->b, s);
	else
		strcpy(s, "?");
	return s;
}

bool addr_eq(const struct addr *a, const struct addr *b)
{
	return a->family == b->family && memcmp(a->b, b->b, sizeof(a->b)) == 0 &&
	       (a->zone == b->zone || !a->zone || !b->zone);
}

bool addr_is_any(const struct addr *a)
{
	static const uint8_t zero[16];

	return memcmp(a->b, zero, sizeof(zero)) == 0;
}

bool addr_is_multicast(const struct addr *a)
{
	return a->family == ADDR_V4 ? (a->b[0] & 0xf0) == 0xe0 :
				      a->family == ADDR_V6 && a->b[0] == 0xff;
}

bool addr_is_linklocal(const struct addr *a)
{
	return a->family == ADDR_V6 && a->b[0] == 0xfe && (a->b[1] & 0xc0) == 0x80;
}

bool addr_needs_zone(const struct addr *a)
{
	unsigned scope = a->b[1] & 0x0f;

	return addr_is_linklocal(a) ||
	       (a->family == ADDR_V6 && addr_is_multicast(a) && (scope == 1 || scope == 2));
}
