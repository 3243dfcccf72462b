/* Bytes that wait to be written: appended at one end, taken from the other. */
#ifndef QUEUE_H
#define QUEUE_H

#include "base/obuf.h"

struct queue {
	struct obuf b;		/* stays in memory */
	size_t head;		/* up to here it was written */
	uint64_t taken;		/* how much was written in all */
};

static inline void queue_open(struct queue *q)
{
	ob_open(&q->b, -1);
	q->head = q->taken = 0;
}

static inline size_t queue_len(const struct queue *q)
{
	return q->b.len - q->head;
}

static inline void queue_clear(struct queue *q)
{
	q->taken += queue_len(q);
	q->b.len = q->head = 0;
}

static inline void queue_add(struct queue *q, const void *p, size_t n)
{
	/* what was written gives its room back before more is taken */
	if (q->head > OB_BLOCK && q->head > queue_len(q)) {
		q->b.len = queue_len(q);
		memmove(q->b.p, q->b.p + q->head, q->b.len);
		q->head = 0;
	}
	ob_mem(&q->b, p, n);
}

static inline void queue_drop(struct queue *q, size_t n)
{
	q->head += n;
	q->taken += n;
	if (q->head == q->b.len)
		q->b.len = q->head = 0;
}

#endif
