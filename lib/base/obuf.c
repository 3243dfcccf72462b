/* Append-only text buffer; UTF-8 as in RFC 3629, section 4. */
#include "base/obuf.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"

#define HEX_MAX 16

void ob_open(struct obuf *o, int fd)
{
	*o = (struct obuf){ .fd = fd, .interrupt = -1 };
}

/*
 * Waits until the descriptor takes PIPE_BUF bytes; false: it was interrupted, and its reader has
 * not moved for a moment since: one who is only slow loses nothing.
 */
static bool ob_writable(const struct obuf *o)
{
	const struct timespec moment = { .tv_nsec = 500000000 };
	struct pollfd p[] = {
		{ .fd = o->fd, .events = POLLOUT }, { .fd = o->interrupt, .events = POLLIN },
	};

	while (ppoll(p, 2, NULL, NULL) < 0 && errno == EINTR)
		;
	return p[0].revents || !p[1].revents || ppoll(p, 1, &moment, NULL) > 0;
}

int ob_flush(struct obuf *o)
{
	size_t done = 0;

	while (o->fd >= 0 && !o->err && done < o->len) {
		size_t part = o->len - done;
		ssize_t n;

		if (o->interrupt >= 0 && !ob_writable(o)) {
			o->err = EINTR;
			break;
		}
		if (o->interrupt >= 0 && part > PIPE_BUF)
			part = PIPE_BUF;
		n = write(o->fd, o->p + done, part);
		if (n >= 0)
			done += (size_t)n;
		else if (errno == EAGAIN)	/* whoever shares it set O_NONBLOCK */
			o->err = ob_writable(o) ? 0 : EINTR;
		else if (errno != EINTR)
			o->err = errno;
	}
	if (o->fd >= 0)
		o->len = 0;
	errno = o->err;
	return o->err ? -1 : 0;
}

int ob_close(struct obuf *o)
{
	int rc = ob_flush(o);

	free(o->p);
	o->p = NULL;
	o->len = o->cap = o->full = 0;
	return rc;
}

/* Writes a full block, grows. */
char *ob_more_room(struct obuf *o, size_t n)
{
	if (o->fd >= 0 && o->len + n > OB_BLOCK)
		ob_flush(o);
	if (o->cap - o->len < n) {
		size_t cap = o->cap ? o->cap : o->fd >= 0 ? 1024 : 256;

		while (cap - o->len < n)
			cap *= 2;
		o->p = prog_realloc(o->p, cap);
		o->cap = cap;
	}
	o->full = o->fd >= 0 && o->cap > OB_BLOCK ? OB_BLOCK : o->cap;
	return o->p + o->len;
}

void ob_mem(struct obuf *o, const void *p, size_t n)
{
	if (!n)
		return;
	ob_upto(o, pen_copy(ob_room(o, n), p, n));
}

void ob_dec(struct obuf *o, uint64_t v, unsigned width)
{
	char *start = ob_room(o, 2 * PEN_U), *end = pen_u(start, v);
	size_t n = (size_t)(end - start);

	if (n < width) {
		memmove(start + width - n, start, n);
		memset(start, '0', width - n);
		end = start + width;
	}
	ob_upto(o, end);
}

void ob_i(struct obuf *o, int64_t v)
{
	if (v < 0)
		ob_c(o, '-');
	ob_dec(o, v < 0 ? -(uint64_t)v : (uint64_t)v, 0);
}

void ob_hex(struct obuf *o, uint64_t v, unsigned width)
{
	unsigned n = pen_hex_width(v);

	if (n < width)
		n = width < HEX_MAX ? width : HEX_MAX;
	ob_upto(o, pen_hex(ob_room(o, HEX_MAX), v, n));
}

void ob_fix(struct obuf *o, uint64_t v, unsigned digits)
{
	uint64_t unit = 1;

	for (unsigned i = 0; i < digits; i++)
		unit *= 10;
	ob_u(o, v / unit);
	if (digits) {
		ob_c(o, '.');
		ob_dec(o, v % unit, digits);
	}
}

void ob_ms(struct obuf *o, ns_t t)
{
	uint64_t us = t < 0 ? (-(uint64_t)t + 500) / 1000 : ((uint64_t)t + 500) / 1000;

	if (t < 0 && us)
		ob_c(o, '-');
	ob_fix(o, us, 3);
}

size_t utf8_len(const unsigned char *p, size_t n)
{
	size_t len;
	uint32_t c;

	if (n == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		len = 2, c = p[0] & 0x1fu;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		len = 3, c = p[0] & 0x0fu;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		len = 4, c = p[0] & 0x07u;
	else
		return 0;
	if (n < len)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if ((len == 3 && c < 0x800) || (len == 4 && c < 0x10000) || c > 0x10ffff ||
	    (c >= 0xd800 && c <= 0xdfff))
		return 0;
	return len;
}

uint32_t utf8_code(const unsigned char *p, size_t len)
{
	static const uint8_t first[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = p[0] & first[len];

	for (size_t i = 1; i < len; i++)
		c = c << 6 | (p[i] & 0x3fu);
	return c;
}

bool utf8_acts(const unsigned char *p, size_t len)
{
	uint32_t c = utf8_code(p, len);

	return (c >= 0x80 && c <= 0x9f) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

void ob_esc(struct obuf *o, const void *from, size_t n)
{
	const unsigned char *p = from, *end = p + n;

	while (p < end) {
		size_t len = utf8_len(p, (size_t)(end - p));

		if (len > 1 && !utf8_acts(p, len)) {
			ob_mem(o, p, len);
		} else if (len == 1 && *p >= 0x20 && *p != 0x7f) {
			ob_c(o, (char)*p);
		} else {
			if (len == 0)
				len = 1;
			for (size_t i = 0; i < len; i++) {
				ob_c(o, '\\');
				ob_c(o, (char)('0' + (p[i] >> 6)));
				ob_c(o, (char)('0' + (p[i] >> 3 & 7)));
				ob_c(o, (char)('0' + (p[i] & 7)));
			}
		}
		p += len;
	}
}

void ob_vfmt(struct obuf *o, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	vsnprintf(ob_room(o, (size_t)n + 1), (size_t)n + 1, fmt, ap);
	o->len += (size_t)n;
}

void ob_fmt(struct obuf *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ob_vfmt(o, fmt, ap);
	va_end(ap);
}
