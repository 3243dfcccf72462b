/* What went wrong in a run of packets, worst first. */
#ifndef CAPTURE_SUMMARY_FINDINGS_H
#define CAPTURE_SUMMARY_FINDINGS_H

#include "summary/summary.h"

/* Worst last, as they are told. */
enum what {
	ZERO_WINDOW,
	NEIGHBOUR_UNANSWERED,
	ECHO_UNANSWERED,
	DNS_UNANSWERED,
	REFUSED,
	REJECTED,
	SYN_UNANSWERED,
	DISPUTED,
};

struct finding {
	enum what what;
	struct addr addr;		/* whose port, who was asked */
	uint16_t port;
	uint64_t count;
	const struct talk *talk;
	const struct owner *owner;
};

/* Of the caller, who frees `all`. */
struct findings {
	struct finding *all;
	size_t n, size;
};

/* Of all of the same about the same host and port, one. */
struct findings findings_of(const struct summary *s);

struct addr talk_addr(const struct key *k, int end);

#endif
