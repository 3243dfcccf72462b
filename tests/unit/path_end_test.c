/* Where a path ends: at the target, at who says that nothing goes on, or at the last TTL. */
#include <errno.h>
#include <limits.h>

#include "path_net.h"

#include <errno.h>

static char want[4096];

static void hops(unsigned from, unsigned to, const char *probes)
{
	if (from == 1)
		*want = '\0';
	net_hops(want, from, to, probes);
}

TEST(a_loop_runs_to_the_last_ttl)
{
	struct net *net = net_new(0, 10 * NS_MS);

	for (unsigned ttl = 5; ttl < NET_HOPS; ttl++)
		net->hop[ttl].from = net_addr(5 + ttl % 2, 0);
	assert_int_equal(net_run(net), 300 * NS_MS);
	hops(1, 30, "...");
	assert_string_equal(net->told, want);
	assert_int_equal(net->path.end, 0);
	net_free(net);
}

/* A Time Exceeded with the address of the target ends nothing: the target may be behind it. */
TEST(address_translation_does_not_end_the_path)
{
	struct net *net = net_new(8, 10 * NS_MS);

	net->hop[5].from = net->hop[6].from = net->hop[8].from = net_addr(8, 9);
	net_run(net);
	hops(1, 7, "...");
	hops(8, 8, "!!!");
	assert_string_equal(net->told, want);
	net_free(net);
}

/* Whatever its code, and though it comes from a router. */
TEST(an_unreachable_ends_the_path)
{
	static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

	for (unsigned k = 0; k < 32; k++) {
		struct net *net = net_new(12, 10 * NS_MS);

		net->cfg.family = families[k % 2];
		net->hop[4].rejects = true;
		net->hop[4].code = (uint8_t)(k / 2);
		assert_true(net_run(net) < 100 * NS_MS);
		assert_string_equal(net->told, "1... 2... 3... 4... 5!!!");
		assert_int_equal(net_probe(net, 5, 0)->code, k / 2);
		net_free(net);
	}
}

/* Too large a packet, with nobody asking for the path's MTU, is one. */
TEST(what_does_not_fit_ends_the_path)
{
	struct net *net = net_new(8, 10 * NS_MS);

	net->cfg.size = 1500;
	net->hop[4].mtu = 1400;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_int_equal(net_probe(net, 4, 1)->info, 1400);
	net_free(net);
}

/* The target is at hop 2, but its answer to that TTL comes when hop 3 was told already. */
static void late_end(struct net *net, const struct probe *p)
{
	if (p->ttl == 2)
		sim_answer(net->sim, p, 900 * NS_MS, net_addr(2, 0));
	else if (p->ttl != 5)
		sim_error(net->sim, p, 10 * NS_MS, net_addr(p->ttl, 0), ICMP4_TIME_EXCEEDED, 0, 0);
}

TEST(an_end_behind_what_was_told)
{
	struct net *net = net_new(2, 10 * NS_MS);

	net->script = late_end;
	net->cfg.wait.floor = 300 * NS_MS;
	net->cfg.wait.near = 1000;
	net->hop[30].silent = true;
	net->cfg.max = 5;
	net_run(net);
	assert_int_equal(net->path.end, 2);
	assert_int_equal(net->sim->now, 900 * NS_MS);
	assert_string_equal(net->told, "1... 2*** 3... 4...");
	net_free(net);

	/* who asks only now hears what is known now, and nothing of what is beyond */
	net = net_new(2, 10 * NS_MS);
	net->script = late_end;
	net->cfg.wait.floor = 300 * NS_MS;
	net->cfg.wait.near = 1000;
	net->cfg.max = 5;
	net->mute = true;
	net_run(net);
	net_tell(net, net->sim->now);
	assert_string_equal(net->told, "1... 2!!!");
	net_free(net);
}

/* Paths of several lengths: the shortest ends it. */
static ns_t shorter(struct net *net, const struct probe *p)
{
	net->target = p->n % 3 == 1 ? 6 : 7;
	return 0;
}

TEST(the_shortest_path_ends_it)
{
	struct net *net = net_new(7, 10 * NS_MS);

	net->delay = shorter;
	net_run(net);
	assert_int_equal(net->path.end, 6);
	net_free(net);
}

TEST(from_the_fifth_hop)
{
	struct net *net = net_new(7, 10 * NS_MS);

	net->cfg.first = 5;
	net_run(net);
	assert_string_equal(net->told, "5... 6... 7!!!");
	net_free(net);

	net = net_new(3, 10 * NS_MS);
	net->cfg.first = 5;
	net_run(net);
	assert_string_equal(net->told, "5!!!");
	net_free(net);
}

TEST(up_to_the_third_hop)
{
	struct net *net = net_new(7, 10 * NS_MS);

	net->cfg.max = 3;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3...");
	assert_int_equal(net->path.end, 0);
	net_free(net);
}

TEST(as_far_as_a_ttl_goes)
{
	struct net *net = net_new(255, NS_MS);

	net->cfg.max = 255;
	assert_int_equal(net_run(net), 255 * NS_MS);
	assert_int_equal(net->path.end, 255);
	assert_int_equal(net->sent, 3 * 255);
	net_free(net);
}

static int no_route(struct sim *sim, const struct probe *p)
{
	(void)sim, (void)p;
	return ENETUNREACH;
}

static int gone_midway(struct sim *sim, const struct probe *p)
{
	(void)sim;
	return p->n >= 10 ? ENETDOWN : 0;
}

/* What this host cannot send ends the path there, with the reason. */
TEST(no_way_out)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net_start(net);
	net->sim->refuse = no_route;
	assert_int_equal(net_run(net), 0);
	assert_string_equal(net->told, "1xxx");
	assert_int_equal(net_probe(net, 1, 0)->err, ENETUNREACH);
	assert_int_equal(net->sent, 3);
	net_free(net);

	net = net_new(6, 10 * NS_MS);
	net_start(net);
	net->sim->refuse = gone_midway;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4.xx");
	assert_int_equal(net_probe(net, 4, 1)->err, ENETDOWN);
	net_free(net);
}

/* The same, told by the error queue a little later: no neighbour at this address. */
static void no_neighbour(struct net *net, const struct probe *p)
{
	struct reply r = {
		.kind = REPLY_LOCAL, .seq = probe_seq(p->n), .err = EHOSTUNREACH, .ttl = -1
	};

	sim_reply_as(net->sim, NS_S, &r);
}

TEST(a_neighbour_that_is_not_there)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net->script = no_neighbour;
	assert_int_equal(net_run(net), NS_S);
	assert_string_equal(net->told, "1xxx");
	assert_int_equal(net_probe(net, 1, 2)->err, EHOSTUNREACH);
	net_free(net);
}

/* A call that failed by somebody else's error: what did not leave goes out once more. */
static unsigned mistakes;

static int mistaken(struct sim *sim, const struct probe *p)
{
	(void)sim, (void)p;
	return mistakes && mistakes-- ? EAGAIN : 0;
}

TEST(what_did_not_leave)
{
	struct net *net = net_new(4, 10 * NS_MS);

	mistakes = 7;
	net_start(net);
	net->sim->refuse = mistaken;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_int_equal(net->path.stays, 7);
	net_free(net);

	/* not for ever */
	mistakes = UINT_MAX;
	net = net_new(4, 10 * NS_MS);
	net_start(net);
	net->sim->refuse = mistaken;
	net_run(net);
	assert_int_equal(net->path.stays, PATH_STAYS);
	assert_string_equal(net->told, "1xxx");
	net_free(net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loop_runs_to_the_last_ttl),
		cmocka_unit_test(address_translation_does_not_end_the_path),
		cmocka_unit_test(an_unreachable_ends_the_path),
		cmocka_unit_test(what_does_not_fit_ends_the_path),
		cmocka_unit_test(an_end_behind_what_was_told),
		cmocka_unit_test(the_shortest_path_ends_it),
		cmocka_unit_test(from_the_fifth_hop),
		cmocka_unit_test(up_to_the_third_hop),
		cmocka_unit_test(as_far_as_a_ttl_goes),
		cmocka_unit_test(no_way_out),
		cmocka_unit_test(what_did_not_leave),
		cmocka_unit_test(a_neighbour_that_is_not_there),
	};

	return cmocka_run_group_tests_name("path_end", tests, NULL, NULL);
}
