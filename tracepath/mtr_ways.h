/* mtr live: the ways to probe that its keys choose from, and the one that is taken now. */
#ifndef MTR_WAYS_H
#define MTR_WAYS_H

#include <stdbool.h>

#include "probe/probe.h"

#define MTR_WAYS 3

struct trace;
struct trace_method;

struct mtr_way {
	const struct trace_method *method;
	int fd;				/* or -1 */
	struct xport *xport;		/* NULL: it could not be opened */
	void (*close)(struct trace *t);
	const char *failed;		/* the call that did, and its errno */
	int err;
	bool used;			/* since then its answers are read */
};

/* A transport over the one taken; answers to what went by the others are heard all the same. */
struct mtr_ways {
	struct xport x;
	struct mtr_way way[MTR_WAYS];
	unsigned now;
};

/*
 * Opens the others beside that of cfg.method, which is open, with privileges raised: there are none
 * later. One that cannot be opened is no error until it is asked for.
 */
void mtr_ways_open(struct trace *t);

/* Takes the way of wanted, from the next probe on. False: it is not open; errno, *what says why. */
bool mtr_ways_take(struct trace *t, const struct trace_method *wanted, const char **what);

#endif
