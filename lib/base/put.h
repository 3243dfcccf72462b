/* A checked writer of packets: network byte order, never past its buffer. */
#ifndef BASE_PUT_H
#define BASE_PUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What does not fit is left out and remembered in `over`; a packet is good when over is false. */
struct put {
	uint8_t *p;
	size_t len, cap;
	bool over;
};

static inline struct put put_to(void *p, size_t cap)
{
	return (struct put){ .p = p, .cap = cap };
}

/* Room for n bytes to be filled in by the caller, or NULL. */
static inline uint8_t *put_room(struct put *w, size_t n)
{
	uint8_t *p = w->p + w->len;

	if (w->over || n > w->cap - w->len) {
		w->over = true;
		return NULL;
	}
	w->len += n;
	return p;
}

static inline void put_mem(struct put *w, const void *from, size_t n)
{
	uint8_t *p = n ? put_room(w, n) : NULL;

	if (p)
		memcpy(p, from, n);
}

static inline void put_zero(struct put *w, size_t n)
{
	uint8_t *p = n ? put_room(w, n) : NULL;

	if (p)
		memset(p, 0, n);
}

static inline void put_u8(struct put *w, uint8_t v)
{
	put_mem(w, &v, 1);
}

static inline void put_be16(struct put *w, uint16_t v)
{
	put_mem(w, (uint8_t[]){ (uint8_t)(v >> 8), (uint8_t)v }, 2);
}

static inline void put_be32(struct put *w, uint32_t v)
{
	put_be16(w, (uint16_t)(v >> 16));
	put_be16(w, (uint16_t)v);
}

/* Overwrites two bytes that were put before, such as a checksum or a length. */
static inline void put_set16(struct put *w, size_t at, uint16_t v)
{
	if (w->over || w->len < 2 || at > w->len - 2)
		return;
	w->p[at] = (uint8_t)(v >> 8);
	w->p[at + 1] = (uint8_t)v;
}

#endif
