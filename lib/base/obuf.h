/* Append-only text for output: numbers without printf, bytes from outside only escaped. */
#ifndef BASE_OBUF_H
#define BASE_OBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "base/pen.h"

/*
 * Text grows in memory and is written in large blocks: when OB_BLOCK bytes do not hold the next
 * piece, and at ob_flush(). The first write that fails is remembered; what follows is thrown away.
 * A reader that takes nothing makes a write wait, until `interrupt` becomes readable: when nothing
 * moves for half a second from then on, it fails with EINTR.
 */
#define OB_BLOCK 32768

struct obuf {
	char *p;
	size_t len, cap;
	size_t full;		/* up to here there is room; beyond, ob_more_room() decides */
	int fd;			/* -1: stays in memory */
	int interrupt;		/* a descriptor that ends a write that waits, or -1 */
	int err;		/* errno of the first write that failed, or 0 */
};

void ob_open(struct obuf *o, int fd);

/* Writes all of it. Returns 0, or -1 with errno of the first write that failed. */
int ob_flush(struct obuf *o);

/* ob_flush(), then frees the memory. */
int ob_close(struct obuf *o);

/* Room for n (above 0) more bytes in one piece; nearly always it is there. Returns where. */
char *ob_more_room(struct obuf *o, size_t n) __attribute__((cold));
static inline char *ob_room(struct obuf *o, size_t n)
{
	return o->len + n > o->full ? ob_more_room(o, n) : o->p + o->len;
}

/* What was written there counts, up to `end`. */
static inline void ob_upto(struct obuf *o, const char *end)
{
	o->len = (size_t)(end - o->p);
}

static inline void ob_c(struct obuf *o, char c)
{
	*ob_room(o, 1) = c;
	o->len++;
}

void ob_mem(struct obuf *o, const void *p, size_t n);

/* Text of our own; from outside only ob_esc(). */
static inline void ob_str(struct obuf *o, const char *s)
{
	size_t n = strlen(s);

	/* a short literal becomes a few stores */
	if (__builtin_constant_p(n) && n && n <= 32) {
		memcpy(ob_room(o, n), s, n);
		o->len += n;
	} else {
		ob_mem(o, s, n);
	}
}

/* strchr(3) for short texts: an imported name costs every start more than it saves there. */
static inline const char *ob_find(const char *s, char c)
{
	while (*s && *s != c)
		s++;
	return *s == c ? s : NULL;
}

/* v in decimal, padded with zeros to the width (0 to 20). */
void ob_dec(struct obuf *o, uint64_t v, unsigned width);

static inline void ob_u(struct obuf *o, uint64_t v)
{
	ob_upto(o, pen_u(ob_room(o, PEN_U), v));
}

void ob_i(struct obuf *o, int64_t v);

/* v in decimal between two short texts of our own; inline, so that literals become stores. */
__attribute__((always_inline)) static inline void ob_num(struct obuf *o, const char *before,
							 uint64_t v, const char *behind)
{
	char *to = ob_room(o, strlen(before) + PEN_U + strlen(behind));

	to = pen_u(pen_str(to, before), v);
	ob_upto(o, pen_str(to, behind));
}

/* v in lower-case hexadecimal, padded with zeros to the width (0 to 16). */
void ob_hex(struct obuf *o, uint64_t v, unsigned width);

/* v shifted down by 10 to the power of `digits`: ob_fix(o, 1234, 3) is "1.234". */
void ob_fix(struct obuf *o, uint64_t v, unsigned digits);

/* t as milliseconds with three decimals, rounded; a negative t has a "-". */
void ob_ms(struct obuf *o, ns_t t);

/*
 * Bytes from outside. Printable ASCII and well-formed UTF-8 pass; control characters (C0, DEL,
 * C1), bidirectional marks and broken UTF-8 become \ooo a byte, so that no terminal acts on them.
 */
#define OB_ESC_MAX 4	/* what a byte becomes at most */
void ob_esc(struct obuf *o, const void *p, size_t n);

/* printf, for lines that are not on the way of a packet; its first use costs a start 10 us. */
void ob_fmt(struct obuf *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void ob_vfmt(struct obuf *o, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

/* Unicode number of a well-formed character of so many bytes, 1 to 4. */
uint32_t utf8_code(const unsigned char *p, size_t len);

/* Does that character (of so many bytes) change how others are shown? C1, bidi and the like. */
bool utf8_acts(const unsigned char *p, size_t len);

/* Length in bytes of the well-formed UTF-8 character at p (at most n bytes), 0 if there is none. */
size_t utf8_len(const unsigned char *p, size_t n);

#endif
