/* The path MTU, found on the way: no probe is lost by it, and nobody can make it loop. */
#include "path_net.h"

#include <errno.h>

static uint16_t device;		/* what this host's own link carries */

static int too_long(struct sim *sim, const struct probe *p)
{
	(void)sim;
	return p->size > device ? EMSGSIZE : 0;
}

/* A path of ten hops, probed with packets as large as they can be; the first link carries 1500. */
static struct net *mtu_net(void)
{
	struct net *net = net_new(10, 10 * NS_MS);

	net->cfg.mtu = true;
	net->cfg.size = 1500;
	return net;
}

#define TEN "1... 2... 3... 4... 5... 6... 7... 8... 9... 10!!!"

static void expect_ten(const struct net *net)
{
	assert_string_equal(net->told, TEN);
	for (unsigned ttl = 1; ttl <= 10; ttl++) {
		const struct stats *s = &net->path.hops[ttl].stats;

		assert_int_equal(s->sent, 3);
		assert_int_equal(s->received, 3);
		assert_int_equal(s->lost, 0);
		assert_int_equal(s->dups, 0);
	}
}

TEST(a_link_of_1400)
{
	struct net *net = mtu_net();

	net->hop[6].mtu = 1400;
	assert_int_equal(net_run(net), (50 + 100) * NS_MS);
	expect_ten(net);
	assert_int_equal(net->path.mtu, 1400);
	assert_int_equal(net->path.shrunk, 1);
	assert_int_equal(net->path.local_mtu, 0);
	/* told of each hop behind the link: hop 6 is where it was found */
	for (unsigned ttl = 1; ttl <= 30; ttl++) {
		const struct hop *h = &net->path.hops[ttl];
		struct addr from = net_addr(5, 0);

		assert_int_equal(h->mtu, ttl < 6 ? 0 : 1400);
		if (h->mtu) {
			assert_true(addr_eq(&h->mtu_from, &from));
			assert_int_equal(h->mtu_rtt, 50 * NS_MS);
			assert_int_equal(h->mtu_ttl, 64);
		}
	}
	/* the times are those of the tries that were answered */
	assert_int_equal(net_probe(net, 5, 1)->size, 1500);
	assert_int_equal(net_probe(net, 6, 1)->size, 1400);
	assert_int_equal(net_probe(net, 6, 1)->rtt, 60 * NS_MS);
	net_free(net);
}

TEST(ever_smaller_links)
{
	struct net *net = mtu_net();

	for (unsigned ttl = 2; ttl <= 10; ttl++)
		net->hop[ttl].mtu = (uint16_t)(1500 - 10 * ttl);
	net_run(net);
	expect_ten(net);
	for (unsigned ttl = 2; ttl <= 10; ttl++)
		assert_int_equal(net->path.hops[ttl].mtu, 1500 - 10 * ttl);
	assert_int_equal(net->path.shrunk, 9);
	net_free(net);
}

TEST(one_by_one)
{
	struct net *net = mtu_net();

	net->cfg.window = 1;
	net->hop[4].mtu = 1400;
	net->hop[8].mtu = 1300;
	net_run(net);
	expect_ten(net);
	/* one more try for each narrow link: what follows knows already */
	assert_int_equal(net->sent, 32);
	for (unsigned ttl = 1; ttl <= 10; ttl++)
		assert_int_equal(net->path.hops[ttl].mtu, ttl == 4 ? 1400 : ttl == 8 ? 1300 : 0);
	net_free(net);
}

TEST(ipv6)
{
	struct net *net = mtu_net();

	net->cfg.family = ADDR_V6;
	net->hop[4].mtu = 1280;
	net_run(net);
	expect_ten(net);
	assert_int_equal(net->path.mtu, 1280);
	net_free(net);

	/* each link must carry 1280 bytes: who asks for less is not believed */
	net = mtu_net();
	net->cfg.family = ADDR_V6;
	net->hop[4].mtu = 1000;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_int_equal(net->path.mtu, 1280);
	net_free(net);
}

/* This host knows its own link: it says so at once, and once. */
TEST(this_host_refuses)
{
	struct net *net = mtu_net();

	device = 1500;
	net->cfg.size = 65535;
	net_start(net);
	net->sim->refuse = too_long;
	net->hop[3].mtu = 1400;
	assert_int_equal(net_run(net), (20 + 100) * NS_MS);
	expect_ten(net);
	/* without its MTU: the next of the common sizes each time, 1492 the largest that goes */
	assert_int_equal(net->path.local_mtu, 1492);
	assert_int_equal(net->path.shrunk, 6 + 1);
	net_free(net);
}

/* The same by the error queue, which has the MTU, or does not. */
static uint32_t named;

static void queued(struct net *net, const struct probe *p)
{
	struct reply r = {
		.kind = REPLY_LOCAL,
		.seq = probe_seq(p->n),
		.err = EMSGSIZE,
		.info = named,
		.ttl = -1,
	};
	ns_t rtt = 10 * NS_MS * (p->ttl < 10 ? p->ttl : 10);

	if (p->size > device)
		sim_reply_as(net->sim, 0, &r);
	else if (p->ttl < 10)
		sim_error(net->sim, p, rtt, net_addr(p->ttl, 0), ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, rtt, net_addr(10, 0));
}

TEST(this_host_names_its_mtu)
{
	static const struct {
		uint32_t named;
		uint16_t mtu;
		unsigned refused;
	} cases[] = { { 1500, 1500, 1 }, { 65535, 1492, 6 }, { 0, 1492, 6 } };

	for (size_t k = 0; k < LENGTH(cases); k++) {
		struct net *net = mtu_net();

		device = 1500;
		named = cases[k].named;
		net->cfg.size = 65535;
		net->script = queued;
		assert_int_equal(net_run(net), 100 * NS_MS);
		expect_ten(net);
		assert_int_equal(net->path.local_mtu, cases[k].mtu);
		/* what was said of one is heard before the next of that size goes out */
		assert_int_equal(net->sent, 90 + cases[k].refused);
		for (unsigned ttl = 1; ttl <= 30; ttl++)
			assert_int_equal(net->path.hops[ttl].mtu, 0);
		net_free(net);
	}
}

/*
 * This host's own link shrinks while large probes are on their way, never to arrive. They go out
 * again at once, and those that are gone take no room in the window.
 */
static int shrinks(struct sim *sim, const struct probe *p)
{
	(void)sim;
	return p->n >= 5 && p->size > 1495 ? EMSGSIZE : 0;
}

static ns_t large_are_lost(struct net *net, const struct probe *p)
{
	(void)net;
	return p->ttl > 1 && p->size > 1495 ? -1 : 0;
}

TEST(the_own_link_shrinks)
{
	struct net *net = mtu_net();

	net->cfg.window = 4;
	net_start(net);
	net->sim->refuse = shrinks;
	net->delay = large_are_lost;
	assert_int_equal(net_run(net), 450 * NS_MS);
	expect_ten(net);
	net_free(net);
}

/* Nobody may make it loop: not with 0, not with what is no less, nor with what no link has. */
TEST(wrong_mtus)
{
	static const struct {
		uint16_t link, lie, want;
	} cases[] = {
		{ 1400, 1, 1006 },	/* names 0: the next of the common sizes that fits */
		{ 1400, 65535, 1006 }, { 1400, 1500, 1006 }, { 1400, 1501, 1006 },
		{ 1400, 68, 68 },      { 1400, 2, 68 },	     { 1400, 67, 68 },
		{ 500, 1, 296 },       { 100, 65535, 68 },
	};

	for (size_t k = 0; k < LENGTH(cases); k++) {
		for (unsigned window = 0; window < 3; window++) {
			struct net *net = mtu_net();

			net->cfg.window = window;
			net->hop[4].mtu = cases[k].link;
			net->hop[3].lie = cases[k].lie;
			net_run(net);
			expect_ten(net);
			assert_int_equal(net->path.mtu, cases[k].want);
			net_free(net);
		}
	}
}

/* Below what every link carries: it cannot go on, and the path ends there. */
TEST(a_link_that_carries_nothing)
{
	struct net *net = mtu_net();

	net->hop[4].mtu = 60;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_true(net->sent < 400);
	net_free(net);

	/* or below what this probe can be made of */
	net = mtu_net();
	net->cfg.min_size = 600;
	net->hop[4].mtu = 576;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_int_equal(net->path.mtu, 600);
	net_free(net);
}

/* A router that wants ever one byte less, and one whose MTU grows. */
static void greedy(struct net *net, const struct probe *p)
{
	uint16_t *next = net->arg;

	if (p->ttl < 3) {
		sim_error(net->sim, p, NS_MS, net_addr(p->ttl, 0), ICMP4_TIME_EXCEEDED, 0, 0);
		return;
	}
	if (*next > 2000)
		(*next)++;
	sim_error(net->sim, p, NS_MS, net_addr(2, 0), ICMP4_UNREACHABLE, 4,
		  *next > 2000 ? *next : p->size - 1u);
}

TEST(ever_less_and_ever_more)
{
	for (unsigned k = 0; k < 4; k++) {
		uint16_t next = k % 2 ? 2001 : 0;
		struct net *net = mtu_net();

		net->arg = &next;
		net->script = greedy;
		net->cfg.window = k / 2;
		assert_true(net_run(net) < NS_S);
		assert_string_equal(net->told, "1... 2... 3!!!");
		assert_in_range(net->path.shrunk, 3, PATH_MTUS);
		assert_true(net->sent <= 90 * (PATH_MTUS + 1));
		net_free(net);
	}
}

/* A thousand messages about one probe, each with another MTU. */
static void storm(struct net *net, const struct probe *p)
{
	if (p->ttl < 10)
		sim_error(net->sim, p, 10 * NS_MS * p->ttl, net_addr(p->ttl, 0),
			  ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, 100 * NS_MS, net_addr(10, 0));
	for (unsigned i = 0; !p->n && i < 1000; i++)
		sim_error(net->sim, p, 20 * NS_MS, net_addr(2, i % 256), ICMP4_UNREACHABLE, 4,
			  1490 - i);
}

TEST(a_storm_of_mtus)
{
	struct net *net = mtu_net();

	net->script = storm;
	net_run(net);
	assert_string_equal(net->told, TEN);
	assert_int_equal(net->path.shrunk, PATH_MTUS);
	/* those that are believed no more are answers too many */
	assert_int_equal(net->path.hops[1].stats.dups, 1000 - PATH_MTUS);
	assert_int_equal(net_probe(net, 1, 0)->rtt, 10 * NS_MS);
	net_free(net);
}

/*
 * The router says it only twice (it limits what it says). All to that hop and farther meet the same
 * link: they go out again when the first of them is known not to have fitted.
 */
TEST(a_router_that_limits_its_messages)
{
	struct net *net = mtu_net();

	net->hop[5].most = 3 + 2;
	net->hop[6].mtu = 1400;
	assert_int_equal(net_run(net), (50 + 100) * NS_MS);
	expect_ten(net);
	net_free(net);
}

/* So it does where the window is small: those that are known to be gone take no room in it. */
TEST(gone_and_out_of_the_window)
{
	struct net *net = mtu_net();

	net->cfg.window = 9;
	net->hop[5].most = 3 + 1;
	net->hop[6].mtu = 1400;
	assert_int_equal(net_run(net), 250 * NS_MS);
	expect_ten(net);
	net_free(net);
}

/* The lowest that was named counts, whoever names another one later. */
static void two_mtus(struct net *net, const struct probe *p)
{
	if (p->size > 1400 && p->ttl == 5) {
		sim_error(net->sim, p, 10 * NS_MS, net_addr(3, 0), ICMP4_UNREACHABLE, 4, 1300);
		sim_error(net->sim, p, 20 * NS_MS, net_addr(4, 0), ICMP4_UNREACHABLE, 4, 1400);
	} else if (p->ttl < 10) {
		sim_error(net->sim, p, 10 * NS_MS * p->ttl, net_addr(p->ttl, 0),
			  ICMP4_TIME_EXCEEDED, 0, 0);
	} else {
		sim_answer(net->sim, p, 100 * NS_MS, net_addr(10, 0));
	}
}

TEST(the_lowest_counts)
{
	struct net *net = mtu_net();
	struct addr from = net_addr(3, 0);

	net->script = two_mtus;
	net_run(net);
	expect_ten(net);
	assert_int_equal(net->path.hops[5].mtu, 1300);
	assert_true(addr_eq(&net->path.hops[5].mtu_from, &from));
	net_free(net);
}

/* When it may shrink no more, what is larger than the MTU by now is sent again all the same. */
static void shrunk_out(struct net *net, const struct probe *p)
{
	if (p->size > 1490 && p->ttl == 5)
		sim_error(net->sim, p, 30 * NS_MS, net_addr(4, 0), ICMP4_UNREACHABLE, 4, 1490);
	else if (p->ttl < 10)
		sim_error(net->sim, p, 10 * NS_MS * p->ttl, net_addr(p->ttl, 0),
			  ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, 100 * NS_MS, net_addr(10, 0));
	for (unsigned i = 0; p->n == 18 && i < PATH_MTUS; i++)
		sim_error(net->sim, p, 20 * NS_MS, net_addr(2, 0), ICMP4_UNREACHABLE, 4, 1480 - i);
}

TEST(shrunk_as_often_as_it_may)
{
	struct net *net = mtu_net();

	net->script = shrunk_out;
	net_run(net);
	expect_ten(net);
	assert_int_equal(net->path.shrunk, PATH_MTUS);
	assert_int_equal(net_probe(net, 5, 0)->size, 1480 - PATH_MTUS + 1);
	net_free(net);
}

/* What is lost because it was too large goes out again, also if only others were told why. */
static ns_t first_notice_lost(struct net *net, const struct probe *p)
{
	(void)net;
	return p->size > 1400 && p->ttl >= 6 && p->ttl < 8 ? -1 : 0;
}

TEST(a_lost_message_is_no_loss)
{
	struct net *net = mtu_net();

	net->hop[6].mtu = 1400;
	net->delay = first_notice_lost;
	net_run(net);
	expect_ten(net);
	assert_int_equal(net->path.hops[6].mtu, 0);
	assert_int_equal(net->path.hops[8].mtu, 1400);
	net_free(net);
}

/* The messages come back after the answers of the second try; they are no duplicates of these. */
static ns_t slow_notices(struct net *net, const struct probe *p)
{
	(void)net;
	return p->size > 1400 && p->ttl > 6 ? 90 * NS_MS : 0;
}

TEST(messages_behind_time)
{
	struct net *net = mtu_net();

	net->hop[6].mtu = 1400;
	net->delay = slow_notices;
	assert_int_equal(net_run(net), 150 * NS_MS);
	expect_ten(net);
	net_free(net);
}

/* What was thought too large arrives after all: another path, another answer, and no duplicate. */
static void two_ways(struct net *net, const struct probe *p)
{
	ns_t rtt = p->ttl * 10 * NS_MS;

	if (p->size > 1400 && p->n == 18)
		sim_error(net->sim, p, 10 * NS_MS, net_addr(1, 0), ICMP4_UNREACHABLE, 4, 1400);
	else if (p->ttl < 10)
		sim_error(net->sim, p, rtt, net_addr(p->ttl, 0), ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, 100 * NS_MS, net_addr(10, 0));
}

TEST(not_too_large_after_all)
{
	struct net *net = mtu_net();

	net->script = two_ways;
	net_run(net);
	expect_ten(net);
	assert_int_equal(net_probe(net, 9, 0)->size, 1500);
	assert_int_equal(net_probe(net, 9, 0)->rtt, 90 * NS_MS);
	/* and what goes less far was not sent again */
	for (unsigned ttl = 1; ttl <= 10; ttl++)
		assert_int_equal(net->by_ttl[ttl], ttl < 7 ? 3 : 6);
	net_free(net);
}

/* With a silent router, large packets vanish: nothing says why, and they count as lost. */
TEST(a_black_hole)
{
	struct net *net = mtu_net();

	net->hop[6].mtu = 1400;
	net->hop[5].blind = true;
	net->cfg.max = 8;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4... 5... 6*** 7*** 8***");
	net_free(net);
}

/* What waits to go out again beyond the end is not waited for. */
TEST(too_large_beyond_the_end)
{
	struct net *net = mtu_net();

	net->cfg.gap = 20 * NS_MS;
	net->target = 3;
	net->hop[3].mtu = 1400;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3!!!");
	net_free(net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_of_1400),
		cmocka_unit_test(ever_smaller_links),
		cmocka_unit_test(one_by_one),
		cmocka_unit_test(ipv6),
		cmocka_unit_test(this_host_refuses),
		cmocka_unit_test(this_host_names_its_mtu),
		cmocka_unit_test(the_own_link_shrinks),
		cmocka_unit_test(wrong_mtus),
		cmocka_unit_test(a_link_that_carries_nothing),
		cmocka_unit_test(ever_less_and_ever_more),
		cmocka_unit_test(a_storm_of_mtus),
		cmocka_unit_test(a_router_that_limits_its_messages),
		cmocka_unit_test(gone_and_out_of_the_window),
		cmocka_unit_test(the_lowest_counts),
		cmocka_unit_test(shrunk_as_often_as_it_may),
		cmocka_unit_test(a_lost_message_is_no_loss),
		cmocka_unit_test(messages_behind_time),
		cmocka_unit_test(not_too_large_after_all),
		cmocka_unit_test(a_black_hole),
		cmocka_unit_test(too_large_beyond_the_end),
	};

	return cmocka_run_group_tests_name("path_mtu", tests, NULL, NULL);
}
