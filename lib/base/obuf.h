/* Append-only text for output: numbers without printf, bytes from outside only escaped. */
#ifndef BASE_OBUF_H
#define BASE_OBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

/*
 * Text grows in memory and is written in large blocks: when OB_BLOCK bytes are there and at
 * ob_flush(). The first write that fails is remembered; what follows is thrown away. A reader that
 * takes nothing makes a write wait, until `interrupt` becomes readable: that fails with EINTR.
 */
#define OB_BLOCK 32768

struct obuf {
	char *p;
	size_t len, cap;
	int fd;			/* -1: stays in memory */
	int interrupt;		/* a descriptor that ends a write that waits, or -1 */
	int err;		/* errno of the first write that failed, or 0 */
};

void ob_open(struct obuf *o, int fd);

/* Writes all of it. Returns 0, or -1 with errno of the first write that failed. */
int ob_flush(struct obuf *o);

/* ob_flush(), then frees the memory. */
int ob_close(struct obuf *o);

void ob_c(struct obuf *o, char c);
void ob_mem(struct obuf *o, const void *p, size_t n);

/* Text of our own; from outside only ob_esc(). */
void ob_str(struct obuf *o, const char *s);

void ob_u(struct obuf *o, uint64_t v);
void ob_i(struct obuf *o, int64_t v);

/* v in decimal between two texts of our own. */
void ob_num(struct obuf *o, const char *before, uint64_t v, const char *behind);

/* v in lower-case hexadecimal, padded with zeros to the width (0 to 16). */
void ob_hex(struct obuf *o, uint64_t v, unsigned width);

/* v in decimal, padded with zeros to the width (0 to 20). */
void ob_dec(struct obuf *o, uint64_t v, unsigned width);

/* v shifted down by 10 to the power of `digits`: ob_fix(o, 1234, 3) is "1.234". */
void ob_fix(struct obuf *o, uint64_t v, unsigned digits);

/* t as milliseconds with three decimals, rounded; a negative t has a "-". */
void ob_ms(struct obuf *o, ns_t t);

/*
 * Bytes from outside. Printable ASCII and well-formed UTF-8 pass; control characters (C0, DEL,
 * C1), bidirectional marks and broken UTF-8 become \ooo a byte, so that no terminal acts on them.
 */
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
