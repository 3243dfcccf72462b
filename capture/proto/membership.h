/* What IGMP version 3 (RFC 3376) and MLD version 2 (RFC 3810) say in the same words. */
#ifndef CAPTURE_PROTO_MEMBERSHIP_H
#define CAPTURE_PROTO_MEMBERSHIP_H

#include "print.h"

/* One of the two. */
struct membership {
	size_t size;		/* of an address */
	void (*name)(const struct pkt *pk, struct obuf *o, const uint8_t *p);
	const char *other;	/* before the number of a record that has no name */
};

/* n sources at that place, all promised: with -vv each, else how many. */
void membership_sources(struct pkt *pk, struct view *v, size_t at, unsigned n,
			const struct membership *m, struct obuf *o);

/* A report: header(6) number of groups(2), then a record for each of them. */
void membership_report(struct pkt *pk, struct view v, const struct membership *m, struct obuf *o);

#endif
