/* One ppoll loop for all that happens: descriptors, signals, and what is due by the clock. */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdbool.h>

#include "base/clock.h"

#define LOOP_FDS 16
#define LOOP_STEPS 6
#define LOOP_BITS (8 * sizeof(unsigned long))

/* A descriptor can be read from or written to (poll(2)'s revents). */
typedef void loop_ready_fn(void *arg, int fd, short revents);

/* A signal came; it is an event like any other, no handler runs in between. */
typedef void loop_signal_fn(void *arg, int signo);

/*
 * Does what is due at `now`; returns when it wants to be called again (NS_NEVER: only after
 * some descriptor was ready). A time that has passed means: at once, after a look at signals.
 */
typedef ns_t loop_step_fn(void *arg, ns_t now);

struct loop_fd {
	int fd;
	short events;
	loop_ready_fn *ready;	/* NULL: being ready only wakes the steps */
	void *arg;
};

struct loop {
	struct loop_fd fds[LOOP_FDS];
	unsigned nfds;
	struct {
		loop_step_fn *step;
		void *arg;
	} steps[LOOP_STEPS];
	unsigned nsteps;
	void (*idle)(void *arg);	/* called before each look at descriptors: flush here */
	void *idle_arg;
	loop_signal_fn *signal;
	void *signal_arg;
	/* as the kernel has them: bit n - 1 is signal n */
	unsigned long signals[64 / LOOP_BITS];
	int signal_fd;			/* -1: none */
	bool stop;
};

/* Nothing to free but loop_close(). */
void loop_open(struct loop *l);
void loop_close(struct loop *l);

/* Adds the descriptor, or changes its events; events 0 removes it. False: the table is full. */
bool loop_fd(struct loop *l, int fd, short events, loop_ready_fn *ready, void *arg);

/* Adds a step; steps are called in the order they were added. */
void loop_step(struct loop *l, loop_step_fn *step, void *arg);

/* Blocks the signals (a list that ends with 0) and makes them events. -1 with errno: impossible. */
int loop_signals(struct loop *l, const int *signos, loop_signal_fn *fn, void *arg);

/* Until loop_stop(). */
void loop_run(struct loop *l);
void loop_stop(struct loop *l);

#endif
