/* Deadlines of each probe's own, as a plan may give them to the engine. */
#include <stdlib.h>

#include "probe/engine.h"
#include "test.h"
#include "xport/sim.h"

#define PROBES 5

/* Sends all at once, at the start; what each is told to wait can change at any time. */
struct own {
	struct plan plan;
	ns_t wait[PROBES];
	unsigned sent, over;
	ns_t lost[PROBES];		/* when; 0: not */
	uint64_t order[PROBES];
	unsigned asked;
	uint64_t hastens;		/* the loss of this one makes all others due */
};

static struct own own;
static struct engine e;
static struct sim *sim;

static bool own_next(struct plan *plan, ns_t now, struct probe *p, ns_t *wake)
{
	(void)plan, (void)now, (void)p, (void)wake;
	return own.sent < PROBES;
}

static void own_saw(struct plan *plan, const struct event *ev)
{
	(void)plan;
	own.sent += ev->kind == EV_SENT;
	if (ev->kind == EV_LOST) {
		own.order[own.over] = ev->n;
		own.lost[ev->n] = ev->at;
		if (ev->n == own.hastens)
			for (unsigned i = 0; i < PROBES; i++)
				own.wait[i] = 1;
	}
	own.over += ev->settles;
}

static bool own_done(const struct plan *plan, ns_t now, ns_t *wake)
{
	(void)plan, (void)now, (void)wake;
	return own.over == PROBES;
}

static ns_t own_expires(const struct plan *plan, uint64_t n, ns_t sent)
{
	(void)plan;
	assert_true(n < own.sent);
	own.asked++;
	return ns_add(sent, own.wait[n]);
}

/* The probes that answer, and after how long; sent moves the start. */
static void script(struct sim *s, const struct probe *p, ns_t now)
{
	(void)now;
	if (p->n == 3)
		sim_reply(s, p, 30 * NS_MS, REPLY_ANSWER);
	if (p->n == 4)
		sim_reply(s, p, 10 * NS_MS, REPLY_SENT);
}

static void start(const ns_t wait[PROBES])
{
	own = (struct own){ .plan = { own_next, own_saw, own_done, 1, own_expires },
			    .hastens = UINT64_MAX };
	memcpy(own.wait, wait, sizeof(own.wait));
	sim = malloc(sizeof(*sim));
	assert_non_null(sim);
	sim_open(sim, script, NULL);
	engine_open(&e, &own.plan, &sim->x);
}

static void stop(void)
{
	engine_close(&e);
	free(sim);
}

TEST(each_in_its_own_time)
{
	static const ns_t wait[PROBES] = { 50 * NS_MS, 20 * NS_MS, 40 * NS_MS, 31 * NS_MS,
					   15 * NS_MS };
	static const uint64_t order[] = { 1, 4, 3, 2, 0 };

	start(wait);
	sim_run(sim, &e, NS_S);
	assert_true(e.done);
	assert_int_equal(own.lost[0], 50 * NS_MS);
	assert_int_equal(own.lost[1], 20 * NS_MS);
	assert_int_equal(own.lost[2], 40 * NS_MS);
	assert_int_equal(own.lost[3], 0);
	/* its time begins when the device had it */
	assert_int_equal(own.lost[4], 25 * NS_MS);
	for (unsigned i = 0; i < PROBES; i++)
		if (own.lost[order[i]])
			assert_int_equal(own.order[i], order[i]);
	stop();
}

/* Nobody is asked about what is settled, and the engine sleeps until the nearest. */
TEST(it_wakes_for_the_nearest)
{
	static const ns_t wait[PROBES] = { 500 * NS_MS, 200 * NS_MS, NS_NEVER, NS_S, 900 * NS_MS };

	start(wait);
	assert_int_equal(engine_step(&e, 0), 200 * NS_MS);
	assert_int_equal(engine_step(&e, 200 * NS_MS - 1), 200 * NS_MS);
	assert_int_equal(own.over, 1);	/* probe 3 was answered */
	sim->now = 200 * NS_MS;
	assert_int_equal(engine_step(&e, 200 * NS_MS), 500 * NS_MS);
	assert_int_equal(own.over, 2);
	own.asked = 0;
	engine_step(&e, 201 * NS_MS);
	assert_in_range(own.asked, 1, 2 * 3);
	/* one that waits for ever leaves nothing to wake up for */
	engine_step(&e, NS_S);
	assert_int_equal(engine_step(&e, 2 * NS_S), NS_NEVER);
	assert_int_equal(e.inflight, 1);
	stop();
}

/* An event, a loss too, may bring the others nearer; what is over then is so at once. */
TEST(deadlines_move)
{
	static const ns_t wait[PROBES] = { NS_S, 20 * NS_MS, NS_S, NS_S, NS_S };

	start(wait);
	own.hastens = 1;
	sim_run(sim, &e, 25 * NS_MS);
	assert_true(e.done);
	for (unsigned i = 0; i < PROBES; i++)
		assert_int_equal(own.lost[i], 20 * NS_MS);
	stop();

	start(wait);
	sim_run(sim, &e, 15 * NS_MS);
	own.wait[0] = 1;		/* it has passed */
	own.wait[2] = 16 * NS_MS;
	assert_int_equal(engine_step(&e, sim->now), 16 * NS_MS);
	assert_int_equal(own.lost[0], 15 * NS_MS);
	stop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_in_its_own_time),
		cmocka_unit_test(it_wakes_for_the_nearest),
		cmocka_unit_test(deadlines_move),
	};

	return cmocka_run_group_tests_name("engine_expires", tests, NULL, NULL);
}
