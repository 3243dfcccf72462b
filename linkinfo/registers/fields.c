/* Fields of register texts, filled from the dump; the language is described in registers.h. */
#include <string.h>

#include "registers/registers.h"

struct filler {
	const struct regs *r;
	struct obuf *o;
	size_t shift;		/* what the loops around add to an offset */
	uint64_t turn;		/* of the innermost loop */
	bool mute;		/* this part is only read, to find its end */
	bool bad;
};

static const char *fill(struct filler *f, const char *p, bool choice);

static const char *wrong(struct filler *f, const char *p)
{
	f->bad = true;
	return p + strlen(p);
}

static const char *digits(const char *p, unsigned int base, uint64_t *to)
{
	uint64_t v = 0;

	for (;; p++) {
		unsigned int d = 99;

		if (*p >= '0' && *p <= '9')
			d = (unsigned int)(*p - '0');
		else if (*p >= 'a' && *p <= 'f')
			d = (unsigned int)(*p - 'a' + 10);
		if (d >= base)
			break;
		v = v * base + d;
	}
	*to = v;
	return p;
}

/* So many bytes of the dump, 0 where they are not there. */
static uint64_t bytes(struct filler *f, uint64_t at, unsigned int n, bool big)
{
	uint64_t v = 0;

	if (f->mute)
		return 0;
	at += f->shift;
	if (at > f->r->len || f->r->len - at < n) {
		f->bad = true;
		return 0;
	}
	for (unsigned int i = 0; i < n; i++)
		v = v << 8 | f->r->p[at + (big ? i : n - 1 - i)];
	return v;
}

/* One register or a part of it: its value and how many bits that has. */
static const char *term(struct filler *f, const char *p, uint64_t *value, unsigned int *width)
{
	static const char letters[] = "bhwqHW", sizes[] = { 1, 2, 4, 8, 2, 4 };
	const char *letter = *p ? ob_find(letters, *p) : NULL;
	uint64_t at, low = 0, high, v;
	unsigned int n = 4;

	if (letter) {
		n = (unsigned int)sizes[letter - letters];
		p = digits(p + 1, 16, &at);
		v = bytes(f, at, n, *letter < 'a');
	} else if (*p == 'v' || *p == 'n') {
		v = *p++ == 'v' ? f->r->version : f->r->len;
	} else {
		return wrong(f, p);
	}
	high = 8 * n - 1;
	if (*p == '.') {
		p = digits(p + 1, 10, &low);
		high = low;
		if (*p == '-')
			p = digits(p + 1, 10, &high);
		if (low > high || high >= 8 * n)
			return wrong(f, p);
	}
	*width = (unsigned int)(high - low + 1);
	v >>= low;
	*value = *width < 64 ? v & ((UINT64_C(1) << *width) - 1) : v;
	return p;
}

static const char *terms(struct filler *f, const char *p, uint64_t *value)
{
	unsigned int at = 0, width = 0;
	uint64_t v = 0;

	*value = 0;
	for (;;) {
		p = term(f, p, &v, &width);
		if (f->bad)
			return p;
		if (at < 64)
			*value |= v << at;
		at += width;
		if (*p != ',')
			return p;
		p++;
	}
}

static void decimal(struct obuf *o, uint64_t v, uint64_t width, bool left)
{
	unsigned int n = 1;

	for (uint64_t rest = v; rest >= 10; rest /= 10)
		n++;
	if (left)
		ob_u(o, v);
	for (; n < width; n++)
		ob_c(o, ' ');
	if (!left)
		ob_u(o, v);
}

static void upper(struct obuf *o, uint64_t v, unsigned int width)
{
	size_t from = o->len;

	ob_hex(o, v, width);
	for (; from < o->len; from++)
		if (o->p[from] >= 'a')
			o->p[from] = (char)(o->p[from] - 'a' + 'A');
}

/* A number in the form that p names, up to the closing brace. */
static const char *form(struct filler *f, const char *p, uint64_t v)
{
	char kind = *p;
	uint64_t n;

	if (!kind || !ob_find("xXdiDlmc", kind))
		return wrong(f, p);
	p = digits(p + 1, 10, &n);
	if (*p != '}' || n > 4096 || (n > 16 && ob_find("xXD", kind)))
		return wrong(f, p);
	if (f->mute)
		return p + 1;
	if (kind == 'x')
		ob_hex(f->o, v, (unsigned int)n);
	else if (kind == 'X')
		upper(f->o, v, (unsigned int)n);
	else if (kind == 'D')
		ob_dec(f->o, v, (unsigned int)n);
	else if (kind == 'i')
		ob_i(f->o, (int32_t)v);
	else if (kind == 'c')
		ob_esc(f->o, &(char){ (char)v }, 1);
	else if (kind == 'm')
		ob_u(f->o, v * n);
	else
		decimal(f->o, v, n, kind == 'l');
	return p + 1;
}

/* The texts of a choice, of which only number v is told; the last one for all beyond. */
static const char *choose(struct filler *f, const char *p, uint64_t v)
{
	bool mute = f->mute;

	for (uint64_t i = 0;; i++) {
		const char *from = p;

		f->mute = true;
		p = fill(f, p, true);
		if (f->bad)
			return p;
		f->mute = mute;
		if (!mute && (i == v || (*p == '}' && i < v)))
			fill(f, from, true);
		if (*p++ == '}')
			return p;
	}
}

static const char *loop(struct filler *f, const char *p)
{
	size_t shift = f->shift;
	uint64_t turn = f->turn, count = 0, step, from = 0;
	bool mute = f->mute, rest = *p == '~';
	const char *end, *body;

	p = rest ? digits(p + 1, 16, &from) : digits(p, 10, &count);
	if (*p != '@')
		return wrong(f, p);
	p = digits(p + 1, 16, &step);
	if (*p != ' ' || (rest && !step))
		return wrong(f, p);
	body = p + 1;
	if (rest) {
		from += shift;
		count = from > f->r->len ? 0 : (f->r->len - from) / step;
	}
	f->mute = true;
	end = fill(f, body, false);
	f->mute = mute;
	for (uint64_t i = 0; i < count && !mute && !f->bad; i++) {
		f->turn = i;
		f->shift = shift + (size_t)(i * step);
		fill(f, body, false);
	}
	f->shift = shift;
	f->turn = turn;
	return *end == '}' ? end + 1 : wrong(f, end);
}

/* p is behind the opening brace. */
static const char *field(struct filler *f, const char *p)
{
	uint64_t v, step;

	if (*p == '*')
		return loop(f, p + 1);
	if (*p == '#') {
		p = digits(p + 1, 16, &v);
		if (*p != '+')
			return wrong(f, p);
		p = digits(p + 1, 16, &step);
		v += f->turn * step;
	} else {
		p = terms(f, p, &v);
	}
	if (f->bad)
		return p;
	if (*p == '=') {
		p = digits(p + 1, 10, &step);
		v = v != step;
	}
	if (*p == '?')
		return choose(f, p + 1, v);
	return *p == ':' ? form(f, p + 1, v) : wrong(f, p);
}

/* Text up to its end, a closing brace, or, in a choice, the bar before the next one. */
static const char *fill(struct filler *f, const char *p, bool choice)
{
	while (*p && *p != '}' && (*p != '|' || !choice) && !f->bad) {
		const char *from = p;

		if (*p == '{') {
			p = field(f, p + 1);
			continue;
		}
		while (*p && *p != '{' && *p != '}' && (*p != '|' || !choice))
			p++;
		if (!f->mute)
			ob_mem(f->o, from, (size_t)(p - from));
	}
	return *p || !choice ? p : wrong(f, p);
}

bool regs_text(const struct regs *r, struct obuf *o, const char *text)
{
	struct filler f = { .r = r, .o = o };
	size_t len = o->len;
	const char *end = fill(&f, text, false);

	if (!f.bad && !*end)
		return true;
	o->len = len;
	return false;
}
