/* A checked reader over bytes from outside: no read past what is there, the first failure stays. */
#ifndef BASE_CUR_H
#define BASE_CUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * cap is how many bytes were received, len how many the sender promised (cap <= len or
 * cap >= len: either may be the shorter). A read past len marks CUR_BAD, one past cap CUR_TRUNC;
 * a failed read returns 0, and so does every later one: a parser checks the mark once, at its end.
 */
enum cur_mark { CUR_OK, CUR_BAD, CUR_TRUNC };

struct cur {
	const uint8_t *p;
	size_t cap, len;
	enum cur_mark mark;
};

/* A reader of n bytes that are all there. */
static inline struct cur cur_of(const void *p, size_t n)
{
	return (struct cur){ .p = p, .cap = n, .len = n };
}

/* The same in place: a copy of several words would wait until each of them is stored. */
static inline void cur_set(struct cur *c, const void *p, size_t n)
{
	c->p = p;
	c->cap = c->len = n;
	c->mark = CUR_OK;
}

static inline bool cur_ok(const struct cur *c)
{
	return c->mark == CUR_OK;
}

/* Bytes that can still be read. */
static inline size_t cur_left(const struct cur *c)
{
	if (c->mark != CUR_OK)
		return 0;
	return c->cap < c->len ? c->cap : c->len;
}

/* The next n bytes, or NULL; the reader moves behind them. */
static inline const uint8_t *cur_bytes(struct cur *c, size_t n)
{
	static const uint8_t nothing[1];
	const uint8_t *p = c->p;

	if (c->mark != CUR_OK)
		return NULL;
	if (!n)
		return p ? p : nothing;
	if (n > c->len || n > c->cap) {
		c->mark = n > c->len ? CUR_BAD : CUR_TRUNC;
		return NULL;
	}
	c->p += n;
	c->len -= n;
	c->cap -= n;
	return p;
}

static inline void cur_skip(struct cur *c, size_t n)
{
	cur_bytes(c, n);
}

/*
 * A reader of its own for the next n promised bytes; this one moves behind them. Of bytes that
 * were not received the new reader knows: it says CUR_TRUNC when it comes to them.
 */
static inline struct cur cur_take(struct cur *c, size_t n)
{
	struct cur sub = { .p = c->p, .cap = c->cap, .len = n, .mark = c->mark };

	if (c->mark != CUR_OK)
		return sub;
	if (n > c->len) {
		sub.mark = c->mark = CUR_BAD;
		return sub;
	}
	if (sub.cap > n)
		sub.cap = n;
	if (sub.cap)
		c->p += sub.cap;
	c->cap -= sub.cap;
	c->len -= n;
	return sub;
}

static inline uint8_t cur_u8(struct cur *c)
{
	const uint8_t *p = cur_bytes(c, 1);

	return p ? *p : 0;
}

static inline uint16_t cur_be16(struct cur *c)
{
	const uint8_t *p = cur_bytes(c, 2);

	return p ? (uint16_t)(p[0] << 8 | p[1]) : 0;
}

static inline uint32_t cur_be24(struct cur *c)
{
	const uint8_t *p = cur_bytes(c, 3);

	return p ? (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2] : 0;
}

static inline uint32_t cur_be32(struct cur *c)
{
	const uint8_t *p = cur_bytes(c, 4);

	return p ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3] : 0;
}

#endif
