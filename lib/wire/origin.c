/* Reads the attributes route, route6 and origin of an answer; all others are skipped. */
#include "wire/origin.h"

#include <stdint.h>
#include <string.h>

/* The first word of an attribute's value. */
struct word {
	const char *p;
	size_t n;
};

void origin_open(struct origin *o)
{
	*o = (struct origin){ 0 };
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Does the line begin with that name? A comment ends the word, too (RFC 2622, section 2). */
static bool value_of(const struct origin *o, const char *name, struct word *w)
{
	const char *end = o->line + o->line_len;
	size_t n = strlen(name);

	if (o->line_len < n || memcmp(o->line, name, n) != 0)
		return false;
	w->p = o->line + n;
	while (w->p < end && is_blank(*w->p))
		w->p++;
	for (w->n = 0; w->p + w->n < end; w->n++)
		if (is_blank(w->p[w->n]) || w->p[w->n] == '#')
			break;
	return true;
}

/* Takes one decimal number of at most `max` off the word. */
static bool number(struct word *w, uint64_t max, uint64_t *v)
{
	size_t digits = 0;

	for (*v = 0; w->n && *w->p >= '0' && *w->p <= '9'; w->p++, w->n--) {
		if (++digits > 10)
			return false;
		*v = *v * 10 + (uint64_t)(*w->p - '0');
	}
	return digits && *v <= max;
}

/* A prefix without a length is the least specific of all. */
static int prefix_length(struct word w, uint64_t max)
{
	const char *slash = memchr(w.p, '/', w.n);
	uint64_t v;

	if (!slash)
		return 0;
	w.n -= (size_t)(slash + 1 - w.p);
	w.p = slash + 1;
	return number(&w, max, &v) && !w.n ? (int)v : -1;
}

/* AS and a number of 32 bits, or two of 16 with a dot between them (RFC 5396). */
static bool is_as(struct word w)
{
	uint64_t high, low;

	if (w.n < 3 || (w.p[0] | 0x20) != 'a' || (w.p[1] | 0x20) != 's')
		return false;
	w.p += 2;
	w.n -= 2;
	if (!number(&w, UINT32_MAX, &high))
		return false;
	if (!w.n)
		return true;
	if (*w.p != '.' || high > UINT16_MAX)
		return false;
	w.p++;
	w.n--;
	return number(&w, UINT16_MAX, &low) && !w.n;
}

static bool is_listed(const struct origin *o, const struct word *w)
{
	for (const char *p = o->text; *p;) {
		size_t n = strcspn(p, "/");

		if (n == w->n && memcmp(p, w->p, n) == 0)
			return true;
		p += n + (p[n] == '/');
	}
	return false;
}

static void add(struct origin *o, const struct word *w)
{
	if (o->prefix < o->best)
		return;
	if (o->prefix > o->best) {
		o->best = o->prefix;
		o->len = 0;
		o->text[0] = '\0';
	}
	if (is_listed(o, w) || o->len + !!o->len + w->n >= sizeof(o->text))
		return;
	if (o->len)
		o->text[o->len++] = '/';
	memcpy(o->text + o->len, w->p, w->n);
	o->len += w->n;
	o->text[o->len] = '\0';
}

static void end_line(struct origin *o)
{
	struct word w;

	if (o->line_len > sizeof(o->line))
		o->line_len = 0;
	if (value_of(o, "route:", &w))
		o->prefix = prefix_length(w, 32);
	else if (value_of(o, "route6:", &w))
		o->prefix = prefix_length(w, 128);
	else if (value_of(o, "origin:", &w) && is_as(w))
		add(o, &w);
	o->line_len = 0;
}

void origin_feed(struct origin *o, const void *bytes, size_t n)
{
	for (const char *p = bytes; n; n--, p++) {
		if (*p == '\n') {
			end_line(o);
		} else {
			if (o->line_len < sizeof(o->line))
				o->line[o->line_len] = *p;
			if (o->line_len <= sizeof(o->line))
				o->line_len++;
		}
	}
}

const char *origin_text(struct origin *o)
{
	end_line(o);
	return o->len ? o->text : "*";
}
