/* What a path looks like in the end, and when which part of it can be shown. */
#include "path_net.h"

static char want[4096];

static void hops(unsigned from, unsigned to, const char *probes)
{
	if (from == 1)
		*want = '\0';
	net_hops(want, from, to, probes);
}

/* 20 hops, 200 ms to the end and back: everything within 1.25 round trips. */
TEST(a_whole_path)
{
	struct net *net = net_new(20, 10 * NS_MS);

	assert_true(net_run(net) <= 250 * NS_MS);
	hops(1, 19, "...");
	hops(20, 20, "!!!");
	assert_string_equal(net->told, want);
	assert_int_equal(net->path.end, 20);
	for (unsigned ttl = 1; ttl <= 20; ttl++) {
		const struct hop_probe *p = net_probe(net, ttl, 2);
		struct addr from = net_addr(ttl, 0);

		assert_true(addr_eq(&p->from, &from));
		assert_int_equal(p->rtt, ttl * 10 * NS_MS);
		assert_int_equal(p->ttl, 64);
		/* shown as soon as it was there */
		assert_int_equal(net->first_told[ttl], ttl * 10 * NS_MS);
	}
	net_free(net);
}

/* Within the round trip and one wait, under 0.6 s. */
TEST(three_silent_hops)
{
	static const unsigned where[][3] = { { 4, 8, 12 }, { 1, 2, 3 }, { 17, 18, 19 } };

	for (size_t k = 0; k < LENGTH(where); k++) {
		struct net *net = net_new(20, 10 * NS_MS);

		*want = '\0';
		for (unsigned i = 0; i < 3; i++)
			net->hop[where[k][i]].silent = true;
		for (unsigned ttl = 1; ttl <= 20; ttl++)
			net_hops(want, ttl, ttl,
				 net->hop[ttl].silent ? "***" :
				 ttl == 20	      ? "!!!" :
							"...");
		assert_true(net_run(net) < 600 * NS_MS);
		assert_string_equal(net->told, want);
		net_free(net);
	}
}

/* A target that says nothing, behind routers that do, and with none: under 2 s. */
TEST(a_dark_host)
{
	for (unsigned routers = 0; routers <= 10; routers += 5) {
		struct net *net = net_new(0, 10 * NS_MS);

		for (unsigned ttl = routers + 1; ttl < NET_HOPS; ttl++)
			net->hop[ttl].silent = true;
		assert_true(net_run(net) < 2 * NS_S);
		*want = '\0';
		net_hops(want, 1, routers, "...");
		net_hops(want, routers + 1, 30, "***");
		assert_string_equal(net->told, want);
		assert_int_equal(net->path.end, 0);
		assert_int_equal(net->path.farthest, routers);
		net_free(net);
	}
}

TEST(only_the_target_answers)
{
	struct net *net = net_new(12, 5 * NS_MS);

	for (unsigned ttl = 1; ttl < 12; ttl++)
		net->hop[ttl].silent = true;
	assert_true(net_run(net) < NS_S);
	hops(1, 11, "***");
	hops(12, 12, "!!!");
	assert_string_equal(net->told, want);
	net_free(net);
}

TEST(routers_that_answer_only_once)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net->hop[2].most = 1;
	net->hop[5].most = 2;
	net_run(net);
	assert_string_equal(net->told, "1... 2.** 3... 4... 5..* 6!!!");
	assert_int_equal(net->path.hops[2].stats.lost, 2);
	net_free(net);
}

/* The target limits its answers: those to higher TTLs, sent later, are what is missing. */
TEST(a_target_that_answers_six_times)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net->hop[6].most = 6;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4... 5... 6!!!");
	net_free(net);
}

/* The first hops are the slowest: nothing is shown before them, and all of it then. */
TEST(answers_in_reverse_order)
{
	struct net *net = net_new(8, 0);

	for (unsigned ttl = 1; ttl <= 30; ttl++)
		net->hop[ttl].rtt = ttl < 8 ? (9 - (ns_t)ttl) * 10 * NS_MS : 5 * NS_MS;
	assert_int_equal(net_run(net), 80 * NS_MS);
	for (unsigned ttl = 1; ttl <= 8; ttl++)
		assert_int_equal(net->first_told[ttl], 80 * NS_MS);
	hops(1, 7, "...");
	hops(8, 8, "!!!");
	assert_string_equal(net->told, want);
	net_free(net);
}

/* The first probe of a hop comes back last. */
static ns_t backwards(struct net *net, const struct probe *p)
{
	(void)net;
	return (ns_t)(2 - p->n % 3) * NS_MS;
}

TEST(probes_of_a_hop_out_of_order)
{
	struct net *net = net_new(3, 10 * NS_MS);

	net->delay = backwards;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3!!!");
	assert_int_equal(net_probe(net, 2, 0)->rtt, 22 * NS_MS);
	assert_int_equal(net_probe(net, 2, 2)->rtt, 20 * NS_MS);
	assert_int_equal(net->first_told[2], 22 * NS_MS);
	net_free(net);
}

TEST(duplicates_change_counters_only)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net->hop[3].copies = 200;
	net->hop[6].copies = 5;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3... 4... 5... 6!!!");
	assert_int_equal(net_probe(net, 3, 0)->dups, 200);
	assert_int_equal(net->path.hops[3].stats.dups, 600);
	assert_int_equal(net->path.hops[3].stats.received, 3);
	assert_int_equal(net->path.hops[3].from[0].count, 3);
	net_free(net);
}

/* Hop 2 goes mad: it answers all probes but one, and those never sent, from ever new addresses. */
static void flood(struct net *net, const struct probe *p)
{
	uint64_t *seed = net->arg;

	if (p->ttl < 5)
		sim_error(net->sim, p, p->ttl * 10 * NS_MS, net_addr(p->ttl, 0),
			  ICMP4_TIME_EXCEEDED, 0, 0);
	if (p->n)
		return;
	for (unsigned i = 0; i < 4000; i++) {
		struct probe about = { .n = rnd_below(seed, 200) };

		about.n += about.n == 89;
		sim_error(net->sim, &about, 20 * NS_MS + i * 100 * NS_US,
			  net_addr(2, rnd_below(seed, 256)), ICMP4_TIME_EXCEEDED, 0,
			  rnd(seed) != 0);
	}
}

TEST(thousands_of_replies)
{
	struct net *net = net_new(5, 10 * NS_MS);
	uint64_t seed = 3;

	net->arg = &seed;
	net->script = flood;
	assert_true(net_run(net) < 2 * NS_S);
	assert_int_equal(net->sent, 90);
	hops(1, 29, "...");
	net_hops(want, 30, 30, "..*");
	assert_string_equal(net->told, want);
	assert_in_range(net->path.hops[20].nfrom, 2, 3);
	assert_true(net->path.foreign > 500 && net->path.hops[20].stats.dups > 20);
	net_free(net);
}

/* The first answer of hop 2 comes a second late; hop 4 keeps the run going until then. */
static ns_t second_late(struct net *net, const struct probe *p)
{
	(void)net;
	return p->ttl == 2 && p->n % 3 == 0 ? NS_S : p->ttl == 4 ? -1 : 0;
}

TEST(late_answers)
{
	struct net *net = net_new(6, 10 * NS_MS);
	const struct hop_probe *p;

	net->delay = second_late;
	net->hop[6].rtt = 700 * NS_MS;
	net->hop[5].silent = true;
	net_run(net);
	/* it was told as lost, and is known as late */
	assert_string_equal(net->told, "1... 2*.. 3... 4*** 5*** 6!!!");
	p = net_probe(net, 2, 0);
	assert_int_equal(p->state, HOP_ANSWERED);
	assert_true(p->late);
	assert_int_equal(p->rtt, NS_S + 20 * NS_MS);
	assert_int_equal(net->path.hops[2].stats.lost, 0);
	assert_int_equal(net->path.hops[2].stats.received, 3);
	net_free(net);
}

static ns_t somewhat_late(struct net *net, const struct probe *p)
{
	(void)net;
	return p->n == 1 ? 250 * NS_MS : p->n == 3 ? 300 * NS_MS : 0;
}

/* What is late, but not told yet since hop 1 is slow, is shown as an answer. */
TEST(late_but_in_time_to_be_told)
{
	struct net *net = net_new(3, 10 * NS_MS);

	net->delay = somewhat_late;
	net->hop[1].rtt = 150 * NS_MS;
	assert_int_equal(net_run(net), 400 * NS_MS);
	assert_string_equal(net->told, "1... 2... 3!!!");
	assert_true(net_probe(net, 2, 0)->late);
	assert_int_equal(net->events[EV_LOST], 1);
	net_free(net);
}

/* Four routers share the load at hops 3 and 4. */
static void four_ways(struct net *net, const struct probe *p)
{
	unsigned k = p->ttl == 3 || p->ttl == 4 ? (unsigned)(p->n % 4) : 0;

	if (p->ttl < 6)
		sim_error(net->sim, p, p->ttl * 10 * NS_MS, net_addr(p->ttl, k),
			  ICMP4_TIME_EXCEEDED, 0, 0);
	else
		sim_answer(net->sim, p, 60 * NS_MS, net_addr(6, 0));
}

TEST(several_addresses_in_a_hop)
{
	struct net *net = net_new(6, 0);
	const struct hop *h;

	net->cfg.per_hop = 10;
	net->script = four_ways;
	net_run(net);
	h = &net->path.hops[3];
	assert_int_equal(h->nfrom, 4);
	assert_int_equal(h->from[0].count + h->from[1].count + h->from[2].count + h->from[3].count,
			 10);
	for (unsigned i = 0; i < 10; i++) {
		const struct hop_probe *p = hop_probe(h, i);
		struct addr from = net_addr(3, (unsigned)(p->n % 4));

		assert_true(addr_eq(&p->from, &from));
	}
	assert_int_equal(net->path.hops[5].nfrom, 1);
	net_free(net);
}

/* One answer a hop will do: the others are waited for only as long as there is none. */
TEST(one_answer_is_enough)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net->cfg.enough = 1;
	net->hop[4].silent = true;
	net->delay = backwards;
	net_run(net);
	assert_string_equal(net->told, "1. 2. 3. 4*** 5. 6!");
	assert_int_equal(net->lasts, 6);
	assert_int_equal(net->first_told[3], 30 * NS_MS);
	net_free(net);

	/* one by one: no second probe where the first was answered */
	net = net_new(6, 10 * NS_MS);
	net->cfg.enough = 1;
	net->cfg.window = 1;
	net->hop[4].silent = true;
	net_run(net);
	assert_string_equal(net->told, "1. 2. 3. 4*** 5. 6!");
	assert_int_equal(net->sent, 8);
	net_free(net);
}

/* A full queue costs time, no probe. */
TEST(a_full_queue)
{
	struct net *net = net_new(6, 10 * NS_MS);

	net_start(net);
	net->sim->full = 20;
	assert_int_equal(net_run(net), 80 * NS_MS);
	assert_string_equal(net->told, "1... 2... 3... 4... 5... 6!!!");
	assert_int_equal(net_probe(net, 1, 0)->rtt, 10 * NS_MS);
	net_free(net);
}

/* Answers with a wrong checksum are none; redirects are none, and end no wait. */
static void broken(struct net *net, const struct probe *p)
{
	struct reply r = {
		.kind = REPLY_ANSWER, .seq = probe_seq(p->n), .ttl = 64, .bad_sum = true
	};

	if (p->ttl < 3)
		sim_error(net->sim, p, NS_MS, net_addr(p->ttl, 0), ICMP4_TIME_EXCEEDED, 0, 0);
	else if (p->n % 3 == 0)
		sim_reply_as(net->sim, NS_MS, &r);
	else if (p->n % 3 == 1)
		sim_answer(net->sim, p, NS_MS, net_addr(3, 0));
	else
		/* an answer is one whatever else it says */
		sim_reply_as(net->sim, NS_MS,
			     &(struct reply){ .kind = REPLY_ANSWER,
					      .seq = probe_seq(p->n),
					      .type = ICMP4_TIME_EXCEEDED });
	r.kind = REPLY_NOTICE;
	sim_reply_as(net->sim, 0, &r);
}

TEST(broken_answers)
{
	struct net *net = net_new(3, 0);

	net->script = broken;
	net_run(net);
	assert_string_equal(net->told, "1... 2... 3*!!");
	assert_true(net->path.corrupt > 0);
	net_free(net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_path),
		cmocka_unit_test(three_silent_hops),
		cmocka_unit_test(a_dark_host),
		cmocka_unit_test(only_the_target_answers),
		cmocka_unit_test(routers_that_answer_only_once),
		cmocka_unit_test(a_target_that_answers_six_times),
		cmocka_unit_test(answers_in_reverse_order),
		cmocka_unit_test(probes_of_a_hop_out_of_order),
		cmocka_unit_test(duplicates_change_counters_only),
		cmocka_unit_test(thousands_of_replies),
		cmocka_unit_test(late_answers),
		cmocka_unit_test(late_but_in_time_to_be_told),
		cmocka_unit_test(several_addresses_in_a_hop),
		cmocka_unit_test(one_answer_is_enough),
		cmocka_unit_test(a_full_queue),
		cmocka_unit_test(broken_answers),
	};

	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
