/* A printer's reader over captured bytes: never past them, silent after the first failure. */
#ifndef CAPTURE_VIEW_H
#define CAPTURE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pkt;

/*
 * Two ends, as a capture has them: `end` is where the bytes end that may be read, `len` how many
 * the headers around promise. Either may come first: a packet cut short promises more, one whose
 * headers lie less. (base/cur.h joins the two into one verdict; a printer judges them apart, and
 * says which one it was.)
 *
 * A read past `end` fails. A failed read gives zeros, and so does every later one of this reader;
 * what is printed from then on is dropped when the packet ends, and one mark, " [|proto]", stands
 * for it. So a printer has no check of its own. What it loops over, it asks view_more() for, which
 * also spends the packet's step budget: every loop ends.
 */
struct view {
	const uint8_t *p, *end;
	size_t len;
	struct pkt *pk;
};

/* What one read may ask for at most; longer things are taken as views of their own. */
#define VIEW_READ 256

/* The packet ends here, by its mark. Returns VIEW_READ zeros. */
const uint8_t *view_failed(struct view *v) __attribute__((cold));

/* Is there another round? Bytes are promised, nothing has failed, and the budget lasts. */
bool view_more(struct view *v);

/* Bytes that can be read. */
static inline size_t view_left(const struct view *v)
{
	return (size_t)(v->end - v->p);
}

/* Can so many be read, from that place on? */
static inline bool view_has(const struct view *v, size_t at, size_t n)
{
	size_t left = view_left(v);

	return at <= left && n <= left - at;
}

/* n bytes (at most VIEW_READ) at that place, the reader stays. */
static inline const uint8_t *view_at(struct view *v, size_t at, size_t n)
{
	return view_has(v, at, n) ? v->p + at : view_failed(v);
}

/* So many must be there, however many. */
static inline void view_need(struct view *v, size_t n)
{
	if (n > view_left(v))
		view_failed(v);
}

/* The reader moves on, at most to its end; what is promised shrinks, at most to nothing. */
static inline void view_pass(struct view *v, size_t n)
{
	v->p += n < view_left(v) ? n : view_left(v);
	v->len -= n < v->len ? n : v->len;
}

/* The next n bytes, at most VIEW_READ. */
static inline const uint8_t *view_bytes(struct view *v, size_t n)
{
	const uint8_t *p = view_at(v, 0, n);

	view_pass(v, n);
	return p;
}

/* Moves behind n bytes that must be there. */
static inline void view_skip(struct view *v, size_t n)
{
	if (n > view_left(v))
		view_failed(v);
	view_pass(v, n);
}

/* The same place, with n bytes promised, and no more to be read. */
static inline struct view view_limit(struct view v, size_t n)
{
	if (n < view_left(&v))
		v.end = v.p + n;
	v.len = n;
	return v;
}

/* A reader of its own for the next n bytes, there or not; this one moves behind them. */
static inline struct view view_take(struct view *v, size_t n)
{
	struct view part = view_limit(*v, n);

	view_pass(v, n);
	return part;
}

/* The rest behind n bytes. */
static inline struct view view_behind(struct view v, size_t n)
{
	view_pass(&v, n);
	return v;
}

static inline uint16_t be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t be24(const uint8_t *p)
{
	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static inline uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint64_t be64(const uint8_t *p)
{
	return (uint64_t)be32(p) << 32 | be32(p + 4);
}

static inline uint16_t le16(const uint8_t *p)
{
	return (uint16_t)(p[1] << 8 | p[0]);
}

static inline uint32_t le32(const uint8_t *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static inline uint8_t view_u8(struct view *v)
{
	return *view_bytes(v, 1);
}

static inline uint16_t view_be16(struct view *v)
{
	return be16(view_bytes(v, 2));
}

static inline uint32_t view_be24(struct view *v)
{
	return be24(view_bytes(v, 3));
}

static inline uint32_t view_be32(struct view *v)
{
	return be32(view_bytes(v, 4));
}

static inline uint64_t view_be64(struct view *v)
{
	return be64(view_bytes(v, 8));
}

#endif
