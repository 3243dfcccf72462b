/* The scripted transport. */
#include "xport/sim.h"

#include <errno.h>

#include "base/prog.h"
#include "probe/engine.h"

static int sim_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct sim *sim = (struct sim *)x;
	int err;

	*when = sim->now;
	if (sim->full) {
		sim->full--;
		*when += NS_MS;
		return 1;
	}
	sim->sent++;
	err = sim->refuse ? sim->refuse(sim, p) : sim->fail;
	if (err) {
		errno = err;
		return -1;
	}
	sim->script(sim, p, sim->now);
	return 0;
}

/* Index of the earliest, or of the first among equals; queued when there is none. */
static unsigned earliest(const struct sim *sim)
{
	unsigned best = sim->queued;

	for (unsigned i = 0; i < sim->queued; i++)
		if (best == sim->queued || sim->queue[i].at < sim->queue[best].at)
			best = i;
	return best;
}

static bool sim_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct sim *sim = (struct sim *)x;
	unsigned i = earliest(sim);

	if (i == sim->queued || sim->queue[i].at > now)
		return false;
	*r = sim->queue[i].reply;
	*when = sim->queue[i].at;
	sim->queued--;
	for (; i < sim->queued; i++)
		sim->queue[i] = sim->queue[i + 1];
	return true;
}

void sim_open(struct sim *sim, sim_script_fn *script, void *arg)
{
	*sim = (struct sim){ .x = { sim_send, sim_recv, -1 }, .script = script, .arg = arg };
}

void sim_reply_as(struct sim *sim, ns_t delay, const struct reply *r)
{
	if (sim->queued == SIM_MAX)
		die(PROG_USAGE, "sim: too many replies under way");
	sim->queue[sim->queued].at = sim->now + delay;
	sim->queue[sim->queued].reply = *r;
	sim->queued++;
}

void sim_reply(struct sim *sim, const struct probe *p, ns_t delay, enum reply_kind kind)
{
	struct reply r = { .kind = kind, .seq = probe_seq(p->n), .ttl = 64 };

	sim_reply_as(sim, delay, &r);
}

void sim_answer(struct sim *sim, const struct probe *p, ns_t delay, struct addr from)
{
	struct reply r = { .kind = REPLY_ANSWER, .seq = probe_seq(p->n), .from = from, .ttl = 64 };

	sim_reply_as(sim, delay, &r);
}

void sim_error(struct sim *sim, const struct probe *p, ns_t delay, struct addr from, uint8_t type,
	       uint8_t code, uint32_t info)
{
	struct reply r = {
		.kind = REPLY_ERROR,
		.seq = probe_seq(p->n),
		.from = from,
		.ttl = 64,
		.type = type,
		.code = code,
		.info = info,
	};

	sim_reply_as(sim, delay, &r);
}

ns_t sim_run(struct sim *sim, struct engine *e, ns_t until)
{
	while (sim->now <= until) {
		ns_t wake = engine_step(e, sim->now);
		unsigned i = earliest(sim);

		if (e->done)
			break;
		if (i < sim->queued && sim->queue[i].at < wake)
			wake = sim->queue[i].at;
		if (wake == NS_NEVER)
			break;
		if (wake > until) {
			sim->now = until;
			break;
		}
		sim->now = wake > sim->now ? wake : sim->now;
	}
	return sim->now;
}
