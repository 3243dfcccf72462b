/* How long the plan of a path waits for each probe. */
#include "path_net.h"

/* When the probe was given up. */
struct when {
	struct net *net;
	ns_t lost[NET_HOPS][16];
};

static void when_saw(void *arg, const struct event *ev)
{
	struct when *w = arg;
	const struct path_try *try = path_where(&w->net->path, ev->n);

	if (ev->kind == EV_LOST && try->i < 16)
		w->lost[try->ttl][try->i] = ev->at;
}

static struct when when;

/* All sent at 0, so that times are those of giving up. */
static ns_t run(struct net *net)
{
	net_start(net);
	when = (struct when){ .net = net };
	engine_listen(&net->e, when_saw, &when);
	return net_run(net);
}

static ns_t first_only(struct net *net, const struct probe *p)
{
	(void)net;
	return p->ttl == 4 && p->n % 3 ? -1 : 0;
}

/* Three times the slowest answer of the same hop. */
TEST(same_hop)
{
	struct net *net = net_new(6, 100 * NS_MS);

	net->delay = first_only;
	net->cfg.wait.max = 5 * NS_S;
	assert_int_equal(run(net), 1200 * NS_MS);
	assert_int_equal(when.lost[4][1], 1200 * NS_MS);
	assert_int_equal(when.lost[4][2], 1200 * NS_MS);
	assert_string_equal(net->told, "1... 2... 3... 4.** 5... 6!!!");
	net_free(net);
}

static ns_t uneven(struct net *net, const struct probe *p)
{
	(void)net;
	if (p->ttl == 4)
		return p->n % 3 == 2 ? -1 : (ns_t)(p->n % 3) * 100 * NS_MS;
	return p->ttl == 5 ? -1 : p->ttl == 6 ? (ns_t)(p->n % 3) * 20 * NS_MS : 0;
}

/* It is the slowest that counts, in the same hop and in the nearest behind it that answered. */
TEST(the_slowest)
{
	struct net *net = net_new(8, 50 * NS_MS);

	net->delay = uneven;
	run(net);
	assert_int_equal(when.lost[4][2], 3 * 300 * NS_MS);
	assert_int_equal(when.lost[5][0], 340 * NS_MS / 2 * 5);
	net_free(net);
}

static ns_t one_hop(struct net *net, const struct probe *p)
{
	(void)net;
	return p->n == 2 ? -1 : (ns_t)p->n * 150 * NS_MS;
}

/* Also when nothing but the same hop answers, and at once. */
TEST(one_hop_alone)
{
	struct net *net = net_new(1, 100 * NS_MS);

	net->cfg.max = 1;
	net->delay = one_hop;
	assert_int_equal(run(net), 750 * NS_MS);
	net_free(net);

	net = net_new(3, 0);
	net->hop[2].silent = true;
	assert_int_equal(run(net), 200 * NS_MS);
	net_free(net);
}

/* Not hop 6, which is nearer and faster, nor hop 9, which is slower. */
TEST(the_nearest_hop_behind)
{
	struct net *net = net_new(9, 50 * NS_MS);

	net->hop[7].silent = true;
	net->cfg.wait.near = 2000;
	run(net);
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(when.lost[7][i], 800 * NS_MS);
	net_free(net);
}

/*
 * While nothing behind it has answered, a hop may be an ocean away: hops of 1 ms say nothing of
 * those of 600 ms. And `max` is when it ends.
 */
TEST(an_ocean_between)
{
	struct net *net = net_new(8, NS_MS);

	for (unsigned ttl = 5; ttl <= 30; ttl++)
		net->hop[ttl].rtt = 600 * NS_MS;
	assert_int_equal(run(net), 600 * NS_MS);
	assert_string_equal(net->told, "1... 2... 3... 4... 5... 6... 7... 8!!!");
	assert_int_equal(net->events[EV_LOST], 0);
	net_free(net);

	net = net_new(0, NS_MS);
	for (unsigned ttl = 5; ttl <= 30; ttl++)
		net->hop[ttl].silent = true;
	assert_int_equal(run(net), 1500 * NS_MS);
	net_free(net);
}

static ns_t one_delayed(struct net *net, const struct probe *p)
{
	return p->n == *(const uint64_t *)net->arg ? 190 * NS_MS : 0;
}

/* Round trips of microseconds, one answer held up by a busy host: each such is waited for. */
TEST(microseconds)
{
	for (uint64_t n = 0; n < 5 * 3; n++) {
		struct net *net = net_new(5, 20 * NS_US);

		net->arg = &n;
		net->delay = one_delayed;
		assert_true(run(net) < 191 * NS_MS);
		assert_string_equal(net->told, "1... 2... 3... 4... 5!!!");
		assert_int_equal(net->events[EV_LOST], 0);
		net_free(net);
	}
}

TEST(never_sooner_than_the_floor_nor_later_than_max)
{
	struct net *net = net_new(5, 20 * NS_US);

	net->hop[3].silent = true;
	assert_int_equal(run(net), 200 * NS_MS);
	net_free(net);

	net = net_new(5, 300 * NS_MS);
	net->hop[3].silent = true;
	net->cfg.wait.max = 2 * NS_S;
	assert_int_equal(run(net), 2 * NS_S);
	net_free(net);

	/* max is what was asked for: it is less than the floor */
	net = net_new(5, 20 * NS_US);
	net->hop[3].silent = true;
	net->cfg.wait.max = 10 * NS_MS;
	assert_int_equal(run(net), 10 * NS_MS);
	net_free(net);
}

/* Either factor can be switched off, as with traceroute's -w. */
TEST(without_factors)
{
	struct net *net = net_new(8, 50 * NS_MS);

	net->delay = first_only;
	net->hop[6].silent = true;
	net->cfg.wait.here = net->cfg.wait.near = 0;
	run(net);
	assert_int_equal(when.lost[4][1], 1500 * NS_MS);
	assert_int_equal(when.lost[6][1], 1500 * NS_MS);
	net_free(net);

	net = net_new(8, 50 * NS_MS);
	net->delay = first_only;
	net->cfg.wait.here = 0;
	run(net);
	assert_int_equal(when.lost[4][1], 625 * NS_MS);
	net_free(net);
}

/* A long round trip times a large factor is no small number. */
TEST(no_overflow)
{
	struct net *net = net_new(3, 1000 * NS_S);

	net->hop[2].silent = true;
	net->cfg.wait = (struct path_wait){ 30000 * NS_S, 0, UINT32_MAX, UINT32_MAX };
	assert_int_equal(run(net), 30000 * NS_S);
	net_free(net);
}

/* The time runs from when the packet left: resolving a neighbour is no part of it. */
static void resolves(struct net *net, const struct probe *p)
{
	sim_reply(net->sim, p, NS_S, REPLY_SENT);
	if (p->ttl == 1)
		sim_error(net->sim, p, NS_S + NS_MS, net_addr(1, 0), ICMP4_TIME_EXCEEDED, 0, 0);
	else if (p->ttl == 3)
		sim_answer(net->sim, p, NS_S + 2 * NS_MS, net_addr(3, 0));
}

TEST(a_slow_start)
{
	struct net *net = net_new(3, 0);

	net->script = resolves;
	assert_int_equal(run(net), 1200 * NS_MS);
	assert_string_equal(net->told, "1... 2*** 3!!!");
	assert_int_equal(net_probe(net, 1, 0)->rtt, NS_MS);
	assert_int_equal(net_probe(net, 1, 0)->sent, NS_S);
	net_free(net);
}

/* One probe at a time, silent hops: as long as it takes, and no longer. */
TEST(one_after_the_other)
{
	struct net *net = net_new(4, 10 * NS_MS);

	net->cfg.window = 1;
	net->hop[2].silent = true;
	assert_int_equal(run(net), 3 * (10 + 1500 + 30 + 40) * NS_MS);
	assert_string_equal(net->told, "1... 2*** 3... 4!!!");
	net_free(net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_hop),
		cmocka_unit_test(the_slowest),
		cmocka_unit_test(one_hop_alone),
		cmocka_unit_test(the_nearest_hop_behind),
		cmocka_unit_test(an_ocean_between),
		cmocka_unit_test(microseconds),
		cmocka_unit_test(never_sooner_than_the_floor_nor_later_than_max),
		cmocka_unit_test(without_factors),
		cmocka_unit_test(no_overflow),
		cmocka_unit_test(a_slow_start),
		cmocka_unit_test(one_after_the_other),
	};

	return cmocka_run_group_tests_name("path_wait", tests, NULL, NULL);
}
