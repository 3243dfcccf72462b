/* The scripted network keeps its own promises; the tests of everything else stand on them. */
#include "xport/sim.h"

#include <errno.h>

#include "run.h"

static struct sim *sim;

static void delays(struct sim *s, const struct probe *p, ns_t now)
{
	assert_int_equal(now, s->now);
	sim_reply(s, p, 3 * NS_MS, REPLY_ANSWER);
	sim_reply(s, p, 1 * NS_MS, REPLY_ERROR);
	sim_reply(s, p, 3 * NS_MS, REPLY_NOTICE);
	sim_reply(s, p, 0, REPLY_OTHER);
}

static int setup(void **state)
{
	(void)state;
	sim = malloc(sizeof(*sim));
	sim_open(sim, delays, NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(sim);
	return 0;
}

TEST(replies_come_in_order_of_time)
{
	static const struct {
		enum reply_kind kind;
		ns_t at;
	} want[] = { { REPLY_OTHER, 0 },
		     { REPLY_ERROR, NS_MS },
		     { REPLY_ANSWER, 3 * NS_MS },
		     { REPLY_NOTICE, 3 * NS_MS } };
	struct reply r;
	ns_t when;

	sim->now = 100;
	assert_int_equal(sim->x.send(&sim->x, &(struct probe){ 65535 }, &when), 0);
	assert_int_equal(when, 100);
	for (size_t i = 0; i < LENGTH(want); i++) {
		assert_false(want[i].at && sim->x.recv(&sim->x, 100 + want[i].at - 1, &r, &when));
		assert_true(sim->x.recv(&sim->x, 100 + want[i].at, &r, &when));
		assert_int_equal(when, 100 + want[i].at);
		assert_int_equal(r.kind, want[i].kind);
		assert_int_equal(r.seq, 0);
	}
	assert_false(sim->x.recv(&sim->x, NS_NEVER, &r, &when));
}

TEST(sends_fail_and_wait)
{
	struct probe p = { 0 };
	ns_t when;

	sim->now = 5;
	sim->full = 2;
	sim->fail = EPERM;
	assert_int_equal(sim->x.send(&sim->x, &p, &when), 1);
	assert_true(when > 5);
	assert_int_equal(sim->x.send(&sim->x, &p, &when), 1);
	assert_int_equal(sim->sent, 0);
	errno = 0;
	assert_int_equal(sim->x.send(&sim->x, &p, &when), -1);
	assert_int_equal(errno, EPERM);
	assert_int_equal(when, 5);
	assert_int_equal(sim->queued, 0);
	sim->fail = 0;
	assert_int_equal(sim->x.send(&sim->x, &p, &when), 0);
	assert_int_equal(sim->queued, 4);
}

static int odd_ones(struct sim *s, const struct probe *p)
{
	(void)s;
	return p->ttl % 2 ? EMSGSIZE : 0;
}

/* A script says who answers what, and this host which probes it refuses. */
TEST(from_whom_and_what)
{
	const uint8_t b[4] = { 192, 0, 2, 1 };
	struct addr from = addr_v4(b);
	struct probe p = { .n = 4, .ttl = 3 };
	struct reply r;
	ns_t when;

	sim->refuse = odd_ones;
	assert_int_equal(sim->x.send(&sim->x, &p, &when), -1);
	assert_int_equal(errno, EMSGSIZE);
	assert_int_equal(sim->queued, 0);
	p.ttl = 2;
	assert_int_equal(sim->x.send(&sim->x, &p, &when), 0);
	sim->queued = 0;
	sim_error(sim, &p, 2, from, 3, 4, 1400);
	sim_answer(sim, &p, 1, from);
	assert_true(sim->x.recv(&sim->x, 1, &r, &when));
	assert_int_equal(r.kind, REPLY_ANSWER);
	assert_int_equal(r.seq, 5);
	assert_true(addr_eq(&r.from, &from));
	assert_false(sim->x.recv(&sim->x, 1, &r, &when));
	assert_true(sim->x.recv(&sim->x, 2, &r, &when));
	assert_int_equal(r.kind, REPLY_ERROR);
	assert_int_equal(r.seq, 5);
	assert_int_equal(r.type, 3);
	assert_int_equal(r.code, 4);
	assert_int_equal(r.info, 1400);
	assert_true(addr_eq(&r.from, &from));
}

/* Time stops where it was told to, and goes on from there as if it had not. */
TEST(running_in_parts_is_running_at_once)
{
	struct every_cfg cfg = { .interval = 7 * NS_MS, .wait = NS_S };
	struct run whole, parts;

	run_open(&whole, &cfg, script_answer, NULL);
	run_open(&parts, &cfg, script_answer, NULL);
	assert_int_equal(sim_run(whole.sim, &whole.e, NS_S), NS_S);
	for (ns_t t = 0; t <= NS_S; t += NS_MS / 2) {
		assert_int_equal(sim_run(parts.sim, &parts.e, t), t);
		assert_int_equal(parts.sim->now, t);
	}
	assert_int_equal(parts.nseen, whole.nseen);
	for (size_t i = 0; i < whole.nseen; i++) {
		assert_int_equal(parts.seen[i].kind, whole.seen[i].kind);
		assert_int_equal(parts.seen[i].n, whole.seen[i].n);
		assert_int_equal(parts.seen[i].at, whole.seen[i].at);
	}
	run_close(&whole);
	run_close(&parts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(replies_come_in_order_of_time, setup, teardown),
		cmocka_unit_test_setup_teardown(sends_fail_and_wait, setup, teardown),
		cmocka_unit_test_setup_teardown(from_whom_and_what, setup, teardown),
		cmocka_unit_test(running_in_parts_is_running_at_once),
	};

	return cmocka_run_group_tests_name("sim", tests, NULL, NULL);
}
