/*
 * RESP, which Redis speaks: a byte for the type, then a line, or a line that is the length of what
 * follows; a line with no type is a command as it is.
 */
#include <limits.h>
#include <string.h>

#include "print.h"

static const struct bind resp_on[] = {
	{ BY_TCP, 6379, 44 }, { BY_TCP_AS, AS_RESP, 0 }, { 0 },
};

/* One byte; what is not promised is not there. */
static uint8_t byte(struct view *v)
{
	if (!v->len)
		view_failed(v);
	return view_u8(v);
}

static void quoted(struct obuf *o, const uint8_t *p, size_t n)
{
	ob_str(o, " \"");
	for (size_t i = 0; i < n; i++)
		ob_vis(o, p[i]);
	ob_c(o, '"');
}

/* Up to a line's end and behind that; how long it was without. */
static size_t line(struct view *v)
{
	const uint8_t *begin = v->p, *p = begin;
	size_t n = v->len < view_left(v) ? v->len : view_left(v);

	while ((p = memchr(p, '\r', n - (size_t)(p - begin)))) {
		if ((size_t)(p - begin) + 1 < n && p[1] == '\n') {
			view_pass(v, (size_t)(p - begin) + 2);
			return (size_t)(p - begin);
		}
		if ((size_t)(++p - begin) == n)
			break;
	}
	view_failed(v);
	return 0;
}

/* A command as it is: one line end, of whatever kind, is as good as many. */
static void command(struct view *v, struct obuf *o)
{
	const uint8_t *begin;
	size_t n = 0;

	while (v->len && view_left(v) && (*v->p == '\r' || *v->p == '\n'))
		view_pass(v, 1);
	begin = v->p;
	while (n < v->len && n < view_left(v) && begin[n] != '\r' && begin[n] != '\n')
		n++;
	if (n == v->len || n >= view_left(v)) {
		view_failed(v);
		return;
	}
	quoted(o, begin, n);
	view_pass(v, n);
	while (v->len && view_left(v) && (*v->p == '\r' || *v->p == '\n'))
		view_pass(v, 1);
}

/* A length with its line end; 0 for none that counts, which is said. */
static uint32_t length(struct view *v, bool *empty, struct obuf *o)
{
	uint64_t value = 0;
	unsigned digits = 0;
	uint8_t c = byte(v);
	bool negative = c == '-';

	*empty = false;
	for (c = negative ? byte(v) : c; c >= '0' && c <= '9' && !v->pk->failed; c = byte(v)) {
		value = value * 10 + (c - '0');
		if (value > INT_MAX)
			value = (uint64_t)INT_MAX + 1;
		digits++;
	}
	if (v->pk->failed)
		return 0;
	if (!digits || c != '\r' || byte(v) != '\n') {
		if (!v->pk->failed)
			ob_str(o, " invalid");
	} else if (negative) {
		ob_str(o, value == 1 ? " null" : " length negative and not -1");
	} else if (value > INT_MAX) {
		ob_str(o, " length too large");
	} else if (!value) {
		*empty = true;
		ob_str(o, " empty");
	} else {
		return (uint32_t)value;
	}
	return 0;
}

static void bulk(struct view *v, struct obuf *o)
{
	bool empty;
	uint32_t n = length(v, &empty, o);

	if (!n && !empty)
		return;
	if (n > v->len || n > view_left(v)) {
		view_failed(v);
		return;
	}
	if (n)
		quoted(o, v->p, n);
	view_pass(v, n);
	line(v);
}

static void resp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint64_t owed = 0;	/* elements of arrays that are to come */

	ob_str(o, ": RESP");
	while (!pk->failed && (owed || v.len)) {
		const uint8_t *p;
		size_t n;
		bool empty;
		uint8_t type = v.len ? *view_at(&v, 0, 1) : byte(&v);

		if (!view_more(&v))
			break;
		if (owed)
			owed--;
		switch (type) {
		case '+':
		case '-':
		case ':':
			view_pass(&v, 1);
			p = v.p;
			n = line(&v);
			if (!pk->failed)
				quoted(o, p, n);
			break;
		case '$':
			view_pass(&v, 1);
			bulk(&v, o);
			break;
		case '*':
			view_pass(&v, 1);
			owed += length(&v, &empty, o);
			break;
		default:
			command(&v, o);
		}
	}
}

const struct printer printer_resp = { .name = "resp", .title = "RESP (Redis)", .on = resp_on,
	.print = resp_print };
