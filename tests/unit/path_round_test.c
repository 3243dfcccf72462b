/* Paths probed round after round, as mtr does. */
#include "path_net.h"

#include <errno.h>

static struct net *rounds_net(unsigned hops, uint64_t rounds, ns_t interval)
{
	struct net *net = net_new(hops, 10 * NS_MS);

	net->cfg.per_hop = 1;
	net->cfg.rounds = rounds;
	net->cfg.interval = interval;
	net->cfg.keep = 100;
	return net;
}

/* Ten rounds a tenth of a second apart: the last one's round trip is all that is added. */
TEST(rounds_overlap)
{
	struct net *net = rounds_net(20, 10, NS_S / 10);

	assert_int_equal(net_run(net), 900 * NS_MS + 200 * NS_MS);
	for (unsigned ttl = 1; ttl <= 20; ttl++) {
		const struct hop *h = &net->path.hops[ttl];

		assert_int_equal(h->stats.sent, 10);
		assert_int_equal(h->stats.received, 10);
		assert_int_equal(h->stats.min, ttl * 10 * NS_MS);
		for (unsigned i = 0; i < 10; i++) {
			assert_int_equal(hop_probe(h, i)->round, i);
			assert_int_equal(hop_probe(h, i)->sent, i * NS_S / 10);
		}
	}
	/* the end is known in the third */
	assert_int_equal(net->sent, 2 * 30 + 8 * 20);
	net_free(net);
}

TEST(three_rounds_a_second_apart)
{
	struct net *net = rounds_net(20, 3, NS_S);

	assert_int_equal(net_run(net), 2200 * NS_MS);
	net_free(net);
}

static void run_to(struct net *net, ns_t until)
{
	sim_run(net->sim, &net->e, until);
	net_check(net);
}

/* A probe counts as lost when its time is up, and not any more when its answer comes after all. */
TEST(loss_counts_in_time)
{
	struct net *net = rounds_net(6, 3, NS_S);
	const struct stats *s;

	net->hop[3].silent = true;
	net_start(net);
	s = &net->path.hops[3].stats;
	run_to(net, 199 * NS_MS);
	assert_int_equal(s->lost, 0);
	run_to(net, 200 * NS_MS);
	assert_int_equal(s->lost, 1);
	run_to(net, 1100 * NS_MS);
	assert_int_equal(s->sent, 2);
	assert_int_equal(s->lost, 1);
	sim_error(net->sim, &(struct probe){ .n = net_probe(net, 3, 0)->n }, NS_MS, net_addr(3, 0),
		  ICMP4_TIME_EXCEEDED, 0, 0);
	run_to(net, 1101 * NS_MS);
	assert_int_equal(s->lost, 0);
	assert_int_equal(s->received, 1);
	/* it was slow: the next one may take as long */
	run_to(net, 2400 * NS_MS);
	assert_int_equal(s->lost, 0);
	assert_int_equal(net_run(net), 3500 * NS_MS);
	assert_int_equal(s->lost, 2);
	net_free(net);
}

/* It is over when nothing that matters is under way, not when a grace period is. */
TEST(the_end_comes_at_once)
{
	struct net *net = rounds_net(4, 2, NS_S);

	net->target = 4;
	/* beyond the target nothing ever answers: nobody waits for that */
	for (unsigned ttl = 5; ttl <= 30; ttl++)
		net->hop[ttl].silent = true;
	assert_int_equal(net_run(net), 1040 * NS_MS);
	net_free(net);
}

/* Windows and gaps may hold the last probes back; the end is seen nevertheless. */
TEST(slow_sending)
{
	for (unsigned k = 0; k < 4; k++) {
		struct net *net = rounds_net(4, 5, 50 * NS_MS);

		net->cfg.window = k % 2;
		net->cfg.gap = k / 2 * 15 * NS_MS;
		net->cfg.per_hop = 2;
		net->cfg.keep = k;
		net_run(net);
		for (unsigned ttl = 1; ttl <= 4; ttl++)
			assert_int_equal(net->path.hops[ttl].stats.received, 10);
		net_free(net);
	}
}

/* Without end, and yet no more is kept than was asked for. */
TEST(without_end)
{
	struct net *net = rounds_net(5, 0, 20 * NS_MS);
	const struct hop *h;

	net->cfg.keep = 7;
	net_start(net);
	run_to(net, 100 * NS_S);
	assert_false(net->e.done);
	h = &net->path.hops[5];
	assert_int_equal(h->count, 5001);
	assert_int_equal(h->stats.received, 5000 - 2);
	assert_null(hop_probe(h, 5001 - 8));
	assert_non_null(hop_probe(h, 5001 - 7));
	assert_int_equal(net->inflight, 1 + 1 + 2 + 2 + 3);
	net_free(net);
}

/* More under way than are kept: the next waits for room, and nothing is given up too early. */
TEST(no_room)
{
	struct net *net = rounds_net(3, 20, NS_MS);

	net->cfg.keep = 2;
	net->hop[2].silent = true;
	/* two in each 200 ms, when the first are lost */
	assert_int_equal(net_run(net), (10 * 200 + 1) * NS_MS);
	assert_int_equal(net->path.hops[2].stats.lost, 20);
	assert_int_equal(net->path.hops[1].stats.received, 20);
	net_free(net);
}

/* The route changes: the target is farther away now, or nearer. */
TEST(a_path_that_grows)
{
	struct net *net = rounds_net(5, 20, NS_S);

	net_start(net);
	run_to(net, 4500 * NS_MS);
	assert_int_equal(path_last(&net->path), 5);
	net->target = 8;
	run_to(net, 10500 * NS_MS);
	assert_int_equal(path_last(&net->path), 8);
	assert_int_equal(net->path.hops[7].stats.received, net->path.hops[7].stats.sent);
	net->target = 3;
	run_to(net, 12500 * NS_MS);
	assert_int_equal(path_last(&net->path), 3);
	net_free(net);
}

/* Hop 2 is the target, but for one round; what it said in the first comes last: nothing new. */
static void comes_and_goes(struct net *net, const struct probe *p)
{
	struct addr from = net_addr(p->ttl, 0);

	if (p->ttl == 1 || (p->ttl == 2 && net->path.round == 1))
		sim_error(net->sim, p, NS_MS, from, ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, net->path.round ? NS_MS : 2500 * NS_MS, from);
}

TEST(an_old_answer_about_the_end)
{
	struct net *net = rounds_net(2, 4, NS_S);

	net->script = comes_and_goes;
	net_start(net);
	run_to(net, 2400 * NS_MS);
	assert_int_equal(path_last(&net->path), 2);
	run_to(net, 2600 * NS_MS);
	assert_int_equal(net->path.hops[2].stats.received, 3);
	assert_int_equal(path_last(&net->path), 2);
	net_free(net);
}

/* The target falls silent: that is loss, and no reason to look behind it. */
TEST(a_target_that_falls_silent)
{
	struct net *net = rounds_net(5, 10, NS_S);

	net_start(net);
	run_to(net, 1500 * NS_MS);
	net->hop[5].silent = true;
	net_run(net);
	assert_int_equal(path_last(&net->path), 5);
	assert_int_equal(net->path.hops[5].stats.lost, 8);
	assert_int_equal(net->path.hops[6].stats.sent, 1);
	net_free(net);
}

/* Nobody answers behind hop 4: later rounds go a few hops farther, not to the last TTL. */
TEST(unknown_hops)
{
	struct net *net = rounds_net(0, 4, NS_S);

	net->cfg.unknown = 5;
	net->hop[2].rtt = 100 * NS_MS;
	for (unsigned ttl = 5; ttl <= 30; ttl++)
		net->hop[ttl].silent = true;
	net_run(net);
	for (unsigned ttl = 1; ttl <= 30; ttl++)
		assert_int_equal(net->path.hops[ttl].stats.sent, ttl <= 9 ? 4 : 1);
	assert_int_equal(path_last(&net->path), 9);
	net_free(net);

	net = rounds_net(0, 3, NS_S);
	net->cfg.unknown = 5;
	net->cfg.first = 3;
	for (unsigned ttl = 1; ttl <= 30; ttl++)
		net->hop[ttl].silent = true;
	net_run(net);
	assert_int_equal(path_last(&net->path), 7);
	net_free(net);
}

/* A laptop that slept does not catch up on the rounds that it missed. */
TEST(no_burst_after_a_pause)
{
	struct net *net = rounds_net(5, 0, NS_S);
	const struct hop *h;

	net_start(net);
	run_to(net, 2500 * NS_MS);
	h = &net->path.hops[1];
	assert_int_equal(h->count, 3);
	net->sim->now = 30 * NS_S + 300 * NS_MS;
	run_to(net, 30 * NS_S + 400 * NS_MS);
	assert_int_equal(h->count, 4);
	run_to(net, 31 * NS_S + 299 * NS_MS);
	assert_int_equal(h->count, 4);
	run_to(net, 31 * NS_S + 300 * NS_MS);
	assert_int_equal(h->count, 5);
	net_free(net);
}

/* Late steps do not add up. */
TEST(the_pace_is_kept)
{
	struct net *net = rounds_net(3, 0, 100 * NS_MS);
	uint64_t seed = 1;

	net_start(net);
	while (net->path.round < 100) {
		run_to(net, net->sim->now + (ns_t)(rnd(&seed) % (40 * NS_MS)));
		net->sim->now += (ns_t)(rnd(&seed) % (30 * NS_MS));
	}
	assert_in_range(net_probe(net, 1, 100)->sent, 100 * 100 * NS_MS,
			100 * 100 * NS_MS + 30 * NS_MS);
	net_free(net);
}

static int down(struct sim *sim, const struct probe *p)
{
	(void)p;
	return sim->now > 1500 * NS_MS && sim->now < 3500 * NS_MS ? ENETDOWN : 0;
}

/* An interface that is down for a while ends nothing. */
TEST(refused_for_a_while)
{
	struct net *net = rounds_net(4, 6, NS_S);

	net_start(net);
	net->sim->refuse = down;
	net_run(net);
	for (unsigned ttl = 1; ttl <= 4; ttl++) {
		assert_int_equal(net->path.hops[ttl].stats.sent, 6);
		assert_int_equal(net->path.hops[ttl].stats.errors, 2);
		assert_int_equal(net->path.hops[ttl].stats.received, 4);
	}
	assert_int_equal(path_last(&net->path), 4);
	net_free(net);
}

static ns_t growing(struct net *net, const struct probe *p)
{
	(void)p;
	return (ns_t)net->path.round * NS_MS;
}

TEST(statistics_of_a_hop)
{
	struct net *net = rounds_net(3, 5, NS_S);
	const struct hop *h;

	net->delay = growing;
	net_run(net);
	h = &net->path.hops[2];
	assert_int_equal(h->newest_rtt, 24 * NS_MS);
	assert_int_equal(h->stats.min, 20 * NS_MS);
	assert_int_equal(h->stats.max, 24 * NS_MS);
	assert_int_equal(stats_avg(&h->stats), 22 * NS_MS);
	assert_int_equal(hop_jitter_avg(h), NS_MS);
	assert_int_equal(h->jitter.worst, NS_MS);
	net_free(net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounds_overlap),
		cmocka_unit_test(three_rounds_a_second_apart),
		cmocka_unit_test(loss_counts_in_time),
		cmocka_unit_test(the_end_comes_at_once),
		cmocka_unit_test(slow_sending),
		cmocka_unit_test(without_end),
		cmocka_unit_test(no_room),
		cmocka_unit_test(a_path_that_grows),
		cmocka_unit_test(an_old_answer_about_the_end),
		cmocka_unit_test(a_target_that_falls_silent),
		cmocka_unit_test(unknown_hops),
		cmocka_unit_test(no_burst_after_a_pause),
		cmocka_unit_test(the_pace_is_kept),
		cmocka_unit_test(refused_for_a_while),
		cmocka_unit_test(statistics_of_a_hop),
	};

	return cmocka_run_group_tests_name("path_round", tests, NULL, NULL);
}
