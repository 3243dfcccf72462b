/* From an entry of the socket's error queue (sys/errq.h) to a reply; pure. */
#ifndef XPORT_QUEUED_H
#define XPORT_QUEUED_H

#include "probe/probe.h"
#include "sys/errq.h"

/*
 * An entry of ERRQ_ICMP or ERRQ_LOCAL, whose quote is `data`, as a reply without number: quoted
 * begins behind `gone` bytes of headers that the kernel did not hand over, ext behind it.
 */
void queued_reply(const struct errq *e, struct cur data, size_t gone, struct reply *r);

/*
 * Probes that the kernel called too long: it queues their entries in the same order, without the
 * probe, and none at all for what no packet of the protocol may be.
 */
#define REFUSALS 64

struct refusals {
	uint64_t n[REFUSALS];
	unsigned first, count;
};

/* False: so many are not told yet, send nothing now. */
static inline bool refusals_room(const struct refusals *f)
{
	return f->count < REFUSALS;
}

static inline void refusals_add(struct refusals *f, uint64_t n)
{
	f->n[(f->first + f->count++) % REFUSALS] = n;
}

/* Takes the oldest; false: there is none. */
static inline bool refusals_take(struct refusals *f, uint64_t *n)
{
	if (!f->count)
		return false;
	*n = f->n[f->first];
	f->first = (f->first + 1) % REFUSALS;
	f->count--;
	return true;
}

/* The reply for one that has no entry in the queue: the errno, and the longest packet if known. */
void refusals_reply(uint64_t n, uint8_t family, struct reply *r);

#endif
