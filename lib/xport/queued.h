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

#define REFUSALS_HEADERS 80	/* bytes in front of a call's, where nobody knows */

/*
 * Probes that the kernel called too long: it queues their entries in the same order, without the
 * probe; for one that had several tries, several. There is none at all for what no packet of the
 * protocol may be, and where the call's error was another packet's.
 */
#define REFUSALS 64

struct refusals {
	struct {
		uint64_t n;
		size_t size;		/* bytes of the packet, about */
	} probe[REFUSALS];
	unsigned first, count;
};

/* False: so many are not told yet, send nothing now. */
static inline bool refusals_room(const struct refusals *f)
{
	return f->count < REFUSALS;
}

static inline void refusals_add(struct refusals *f, uint64_t n, size_t size)
{
	unsigned at = (f->first + f->count++) % REFUSALS;

	f->probe[at].n = n;
	f->probe[at].size = size;
}

/* Takes the oldest; false: there is none. */
static inline bool refusals_take(struct refusals *f, uint64_t *n, size_t *size)
{
	if (!f->count)
		return false;
	*n = f->probe[f->first].n;
	*size = f->probe[f->first].size;
	f->first = (f->first + 1) % REFUSALS;
	f->count--;
	return true;
}

/* Likewise for an entry that names this MTU; false: it is not about the oldest, which would fit. */
static inline bool refusals_match(struct refusals *f, uint32_t mtu, uint64_t *n)
{
	size_t size;

	return f->count && (!mtu || f->probe[f->first].size > mtu) && refusals_take(f, n, &size);
}

/*
 * The reply for one that has no entry in the queue. More than any packet may hold: EMSGSIZE, and
 * the longest packet if known. Else it was not this one that was too long, and it did not leave:
 * EAGAIN.
 */
void refusals_reply(uint64_t n, size_t size, uint8_t family, struct reply *r);

#endif
