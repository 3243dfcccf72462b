/* The probe engine: sends what a plan asks for, matches replies, judges what is lost. */
#ifndef PROBE_ENGINE_H
#define PROBE_ENGINE_H

#include "probe/probe.h"

#define ENGINE_SLOTS 65536	/* as many as there are 16-bit sequence numbers */
#define ENGINE_LISTENERS 4

struct slot;

struct engine {
	struct plan *plan;
	struct xport *xport;
	struct slot *slots;		/* by sequence number */
	size_t room;			/* in slots */
	uint64_t sent;			/* probes so far; ordinal of the next */
	uint64_t oldest;		/* no probe before it is in flight */
	uint64_t inflight;
	struct {
		event_fn *fn;
		void *arg;
	} listeners[ENGINE_LISTENERS];
	unsigned nlisteners;
	ns_t retry;			/* the transport was full: not before this */
	bool done;
};

/* The engine keeps the pointers; engine_close() frees only its own memory. */
void engine_open(struct engine *e, struct plan *plan, struct xport *x);
void engine_close(struct engine *e);

void engine_listen(struct engine *e, event_fn *fn, void *arg);

/*
 * Receives, expires, sends; returns when it wants to be called again (a time that has passed:
 * at once). When the plan is done, sets `done` and returns NS_NEVER.
 */
ns_t engine_step(struct engine *e, ns_t now);

/*
 * Probes in flight that are younger than the age, at `now`: those of which nobody can tell yet
 * whether they are lost.
 */
uint64_t engine_young(const struct engine *e, ns_t now, ns_t age);

#endif
