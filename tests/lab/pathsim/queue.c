/* Packets that wait for their time: a binary heap, earliest first. */
#include "pathsim.h"

#include <err.h>
#include <stdlib.h>

static bool before(const struct pkt *a, const struct pkt *b)
{
	return a->at < b->at || (a->at == b->at && a->order < b->order);
}

void queue_push(struct queue *q, struct pkt *p)
{
	size_t i = q->n++;

	if (q->n > q->cap) {
		q->cap = q->cap ? q->cap * 2 : 256;
		q->v = realloc(q->v, q->cap * sizeof *q->v);
		if (!q->v)
			err(2, "queue");
	}
	p->order = q->order++;
	for (; i && before(p, q->v[(i - 1) / 2]); i = (i - 1) / 2)
		q->v[i] = q->v[(i - 1) / 2];
	q->v[i] = p;
}

struct pkt *queue_pop(struct queue *q)
{
	struct pkt *first = q->v[0], *last = q->v[--q->n];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < q->n) {
		if (child + 1 < q->n && before(q->v[child + 1], q->v[child]))
			child++;
		if (!before(q->v[child], last))
			break;
		q->v[i] = q->v[child];
		i = child;
	}
	q->v[i] = last;
	return first;
}

ns_t queue_next(const struct queue *q)
{
	return q->n ? q->v[0]->at : NS_NEVER;
}
