/* A scripted network: the transport of unit tests; minutes of network time take milliseconds. */
#ifndef XPORT_SIM_H
#define XPORT_SIM_H

#include "probe/probe.h"

#define SIM_MAX 4096

/* What the script says about one probe: any number of calls of sim_reply(). */
struct sim;
typedef void sim_script_fn(struct sim *sim, const struct probe *p, ns_t now);

struct sim {
	struct xport x;
	sim_script_fn *script;
	void *arg;			/* the script's own */
	ns_t now;			/* set by sim_run() */
	struct {
		ns_t at;
		struct reply reply;
	} queue[SIM_MAX];		/* not ordered; the earliest is taken first */
	unsigned queued;
	uint64_t sent;
	int fail;			/* errno of the sends that fail; 0: none does */
	unsigned full;			/* so many sends find the queue full first */
	int (*refuse)(struct sim *sim, const struct probe *p);	/* or NULL; errno, 0: it goes out */
};

void sim_open(struct sim *sim, sim_script_fn *script, void *arg);

/* From within the script: this reply arrives after the delay. seq is the probe's unless kind is
 * REPLY_OTHER or the script changed it. */
void sim_reply(struct sim *sim, const struct probe *p, ns_t delay, enum reply_kind kind);
void sim_reply_as(struct sim *sim, ns_t delay, const struct reply *r);

/* Likewise, from this address: an answer, or an ICMP error with type, code and second word. */
void sim_answer(struct sim *sim, const struct probe *p, ns_t delay, struct addr from);
void sim_error(struct sim *sim, const struct probe *p, ns_t delay, struct addr from, uint8_t type,
	       uint8_t code, uint32_t info);

struct engine;

/* Steps the engine through simulated time until it is done or `until` has come; returns when. */
ns_t sim_run(struct sim *sim, struct engine *e, ns_t until);

#endif
