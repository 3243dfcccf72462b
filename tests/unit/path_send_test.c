/* What the plan of a path sends: in which order, how many at a time, how fast, how far. */
#include "path_net.h"

/* TTL and time of each try. */
struct sends {
	struct net *net;
	unsigned n, most;
	unsigned char ttl[4096];
	ns_t at[4096];
};

static struct sends sends;

static void sends_saw(void *arg, const struct event *ev)
{
	struct sends *s = arg;

	if (ev->kind == EV_SENT && s->n < LENGTH(s->ttl)) {
		s->ttl[s->n] = path_where(&s->net->path, ev->n)->ttl;
		s->at[s->n++] = ev->at;
	}
	if (s->net->inflight > s->most)
		s->most = (unsigned)s->net->inflight;
}

static ns_t run(struct net *net)
{
	net_start(net);
	sends = (struct sends){ .net = net };
	engine_listen(&net->e, sends_saw, &sends);
	return net_run(net);
}

TEST(hop_by_hop_all_at_once)
{
	struct net *net = net_new(6, 10 * NS_MS);

	run(net);
	assert_int_equal(sends.n, 90);
	assert_int_equal(sends.most, 90);
	for (unsigned i = 0; i < 90; i++) {
		assert_int_equal(sends.ttl[i], 1 + i / 3);
		assert_int_equal(sends.at[i], 0);
	}
	net_free(net);
}

TEST(windows_of_all_sizes)
{
	static const unsigned sizes[] = { 1, 2, 3, 7, 16, 90, 1000 };

	for (size_t k = 0; k < LENGTH(sizes); k++) {
		struct net *net = net_new(6, 10 * NS_MS);

		net->cfg.window = sizes[k];
		run(net);
		assert_string_equal(net->told, "1... 2... 3... 4... 5... 6!!!");
		assert_int_equal(sends.most, sizes[k] < 90 ? sizes[k] : 90);
		/* none of the others has a probe that could be shown */
		if (sizes[k] == 1)
			assert_int_equal(sends.n, 18);
		net_free(net);
	}
}

/* All answers may come before anybody reads, each of them twice; a large one takes more room. */
TEST(no_more_than_the_socket_holds)
{
	static const struct {
		size_t buffer;
		uint16_t size;
		unsigned most;
	} cases[] = {
		{ 0, 1500, 90 },	/* not known */
		{ 425984, 60, 90 },  { 212992, 1500, 46 }, { 212992, 60, 46 },
		{ 425984, 9000, 21 }, { 1000, 60, 1 },
	};

	for (size_t k = 0; k < LENGTH(cases); k++) {
		struct net *net = net_new(6, 10 * NS_MS);

		net->cfg.buffer = cases[k].buffer;
		net->cfg.size = cases[k].size;
		run(net);
		assert_string_equal(net->told, "1... 2... 3... 4... 5... 6!!!");
		assert_int_equal(sends.most, cases[k].most);
		net_free(net);
	}
}

/* One by one takes the sum of all round trips, no more. */
TEST(one_by_one)
{
	struct net *net = net_new(4, 10 * NS_MS);

	net->cfg.window = 1;
	assert_int_equal(run(net), 3 * (10 + 20 + 30 + 40) * NS_MS);
	for (unsigned i = 0; i < 12; i++)
		assert_int_equal(sends.ttl[i], 1 + i / 3);
	net_free(net);
}

TEST(a_gap_between_two)
{
	struct net *net = net_new(4, 10 * NS_MS);

	net->cfg.gap = 7 * NS_MS;
	/* the last of hop 4 leaves after 11 gaps */
	assert_int_equal(run(net), (77 + 40) * NS_MS);
	for (unsigned i = 0; i < sends.n; i++)
		assert_int_equal(sends.at[i], i * 7 * NS_MS);
	net_free(net);
}

/* The target answers while the gap holds others back: nothing goes beyond it any more. */
TEST(nothing_beyond_the_end)
{
	struct net *net = net_new(4, 10 * NS_MS);

	net->cfg.gap = 20 * NS_MS;
	run(net);
	/* the first probe to hop 4 ends it, after two more to hop 5 at most */
	for (unsigned i = 0; i < sends.n; i++)
		assert_in_range(sends.ttl[i], 1, sends.at[i] >= 220 * NS_MS ? 4 : 5);
	assert_int_equal(sends.n, 12);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	net_free(net);

	/* what is beyond, and under way already, answers too, and changes nothing */
	net = net_new(4, 10 * NS_MS);
	net->cfg.window = 16;
	run(net);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_true(net->path.hops[5].count > 0);
	assert_int_equal(net->path.hops[10].count, 0);
	net_free(net);
}

/* What answers at once is heard before the next hop's turn. */
TEST(a_near_target)
{
	struct net *net = net_new(2, 0);

	run(net);
	assert_string_equal(net->told, "1... 2!!!");
	assert_int_equal(sends.n, 6);
	net_free(net);
}

/* One to every hop first; what has answered by then needs no second. */
TEST(a_sweep)
{
	struct net *net = net_new(4, 10 * NS_MS);

	net->cfg.sweep = true;
	net->cfg.enough = 1;
	net->cfg.max = 6;
	net->hop[2].silent = true;
	net->cfg.gap = 4 * NS_MS;
	run(net);
	assert_string_equal(net->told, "1. 2*** 3. 4!");
	/* hop 1 has answered at 10 ms, hop 3 at 38, the target at 52 */
	static const unsigned char ttls[] = { 1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 2, 4 };

	assert_int_equal(sends.n, LENGTH(ttls));
	for (unsigned i = 0; i < sends.n; i++)
		assert_int_equal(sends.ttl[i], ttls[i]);
	net_free(net);
}

/* A target that answers the first SYN of a flow, and no other until that one is reset. */
static void busy_script(struct net *net, const struct probe *p)
{
	bool *flows = net->arg;
	struct reply r = { .kind = REPLY_ANSWER, .seq = probe_seq(p->n), .ttl = -1, .busy = true };

	if (p->ttl < net->target) {
		sim_error(net->sim, p, net->hop[p->ttl].rtt, net_addr(p->ttl, 0),
			  ICMP4_TIME_EXCEEDED, 0, 0);
		return;
	}
	if (flows[p->flow])
		return;
	flows[p->flow] = true;
	r.from = net_addr(net->target, 0);
	sim_reply_as(net->sim, net->hop[net->target].rtt, &r);
}

TEST(a_busy_target_is_asked_again_by_other_flows)
{
	bool flows[64] = { false };
	struct net *net = net_new(4, 10 * NS_MS);

	net->script = busy_script;
	net->arg = flows;
	assert_int_equal(run(net), 80 * NS_MS);
	assert_string_equal(net->told, "1... 2... 3... 4!!!");
	assert_int_equal(sends.n, 92);		/* two more, once each */
	assert_true(flows[1] && flows[2] && !flows[3]);
	net_free(net);
}

/* What a wait frees in the window is used at once. */
TEST(a_window_and_silence)
{
	struct net *net = net_new(12, 10 * NS_MS);

	net->cfg.window = 6;
	net->hop[1].silent = net->hop[2].silent = true;
	assert_int_equal(run(net), (1500 + 40 + 60 + 80 + 100 + 120) * NS_MS);
	net_free(net);
}

/* However many probes each of 255 hops is to get. */
TEST(no_more_than_the_engine_can_tell_apart)
{
	static const uint64_t windows[] = { 0, 32769, 65536, UINT64_MAX };

	for (size_t k = 0; k < LENGTH(windows); k++) {
		struct net *net = net_new(0, 10 * NS_MS);
		uint64_t most = 32768;
		struct path_cfg *cfg = &net->cfg;

		for (unsigned ttl = 1; ttl <= 255; ttl++)
			net->hop[ttl].silent = true;
		cfg->max = 255;
		cfg->per_hop = 129;
		cfg->window = windows[k];
		net->sim = malloc(sizeof(*net->sim));
		sim_open(net->sim, net_script, net);
		path_open(&net->path, cfg);
		engine_open(&net->e, &net->path.plan, &net->sim->x);
		while (net->e.inflight < most)
			engine_step(&net->e, 0);
		for (unsigned i = 0; i < 4; i++)
			engine_step(&net->e, 0);
		assert_int_equal(net->e.inflight, most);
		net_free(net);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hop_by_hop_all_at_once),
		cmocka_unit_test(windows_of_all_sizes),
		cmocka_unit_test(no_more_than_the_socket_holds),
		cmocka_unit_test(one_by_one),
		cmocka_unit_test(a_gap_between_two),
		cmocka_unit_test(a_near_target),
		cmocka_unit_test(a_sweep),
		cmocka_unit_test(a_busy_target_is_asked_again_by_other_flows),
		cmocka_unit_test(nothing_beyond_the_end),
		cmocka_unit_test(a_window_and_silence),
		cmocka_unit_test(no_more_than_the_engine_can_tell_apart),
	};

	return cmocka_run_group_tests_name("path_send", tests, NULL, NULL);
}
