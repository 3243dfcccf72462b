/* Random paths, all counts checked after each event; the same ones in every run. */
#include <errno.h>

#include "path_net.h"

/* What one world does, in per cent of the probes. */
struct world {
	uint64_t seed;
	unsigned lost, late, odd, stamped;
	ns_t delay;			/* at most */
	uint64_t newest;
	bool has_stamps;
};

static bool chance(struct world *w, unsigned percent)
{
	return rnd_below(&w->seed, 100) < percent;
}

static ns_t some_time(struct world *w, ns_t most)
{
	return (ns_t)(rnd(&w->seed) % (uint64_t)(most + 1)) / (1 + rnd_below(&w->seed, 20));
}

/* Anything that can come in, about any probe. */
static void odd_reply(struct net *net, struct world *w)
{
	static const uint8_t types[] = { ICMP4_UNREACHABLE, ICMP4_TIME_EXCEEDED,
					 ICMP4_TIME_EXCEEDED, ICMP4_PARAMETER,
					 ICMP6_TOO_BIG,	      ICMP6_TIME_EXCEEDED };
	struct reply r = {
		.kind = (enum reply_kind)rnd_below(&w->seed, REPLY_OTHER + 1),
		.seq = probe_seq(w->newest - rnd_below(&w->seed, 40)),
		.type = types[rnd_below(&w->seed, LENGTH(types))],
		.code = (uint8_t)rnd_below(&w->seed, 6),
		.info = (uint32_t)rnd_edge(&w->seed),
		.err = chance(w, 50) ? EMSGSIZE : EHOSTUNREACH,
		.bad_sum = chance(w, 10),
		.ttl = -1,
		.from = net_addr(rnd_below(&w->seed, 256), rnd_below(&w->seed, 4)),
	};

	if (r.kind == REPLY_SENT && !w->has_stamps)
		r.kind = REPLY_NOTICE;
	sim_reply_as(net->sim, some_time(w, 2 * w->delay), &r);
}

static ns_t delay(struct net *net, const struct probe *p)
{
	struct world *w = net->arg;

	w->newest = p->n;
	if (net->sim->queued > SIM_MAX - 100)
		return -1;
	while (chance(w, w->odd))
		odd_reply(net, w);
	if (chance(w, w->lost))
		return -1;
	return chance(w, w->late) ? some_time(w, 5 * NS_S) : some_time(w, w->delay);
}

static int refuse(struct sim *sim, const struct probe *p)
{
	struct net *net = sim->arg;
	struct world *w = net->arg;

	if (p->size > 1500)
		return EMSGSIZE;
	return w->odd && chance(w, 1) ? EPERM : 0;
}

static void random_hop(struct world *w, struct net_hop *h, bool calm)
{
	h->silent = chance(w, 15);
	if (calm)
		return;
	if (chance(w, 5))
		h->most = 1 + rnd_below(&w->seed, 5);
	if (chance(w, 2)) {
		h->rejects = true;
		h->code = (uint8_t)rnd_below(&w->seed, 16);
	}
	if (chance(w, 20))
		h->mtu = (uint16_t)(40 + rnd_below(&w->seed, 1500));
	if (chance(w, 5))
		h->lie = (uint16_t)rnd_edge(&w->seed);
	h->blind = chance(w, 5);
	if (chance(w, 5))
		h->copies = rnd_below(&w->seed, 20);
	if (chance(w, 10))
		h->from = net_addr(rnd_below(&w->seed, 20), 7);
}

static struct net *random_net(struct world *w)
{
	bool calm = chance(w, 20);
	ns_t per_hop = some_time(w, 50 * NS_MS);
	struct net *net = net_new(chance(w, 10) ? 0 : 1 + rnd_below(&w->seed, 25), per_hop);
	struct path_cfg *cfg = &net->cfg;

	w->lost = calm || chance(w, 30) ? 0 : rnd_below(&w->seed, 60);
	w->late = calm || chance(w, 30) ? 0 : rnd_below(&w->seed, 30);
	w->odd = calm || chance(w, 50) ? 0 : rnd_below(&w->seed, 60);
	w->has_stamps = !calm && chance(w, 20);
	w->delay = some_time(w, 300 * NS_MS);
	for (unsigned ttl = 1; ttl < NET_HOPS; ttl++)
		random_hop(w, &net->hop[ttl], calm);
	cfg->family = chance(w, 70) ? ADDR_V4 : ADDR_V6;
	cfg->max = (uint8_t)(1 + rnd_below(&w->seed, 30));
	cfg->first = (uint8_t)(1 + (chance(w, 20) ? rnd_below(&w->seed, cfg->max) : 0));
	cfg->per_hop = 1 + rnd_below(&w->seed, 5);
	if (chance(w, 20))
		cfg->enough = 1 + rnd_below(&w->seed, cfg->per_hop);
	if (chance(w, 50))
		cfg->window = 1 + rnd_below(&w->seed, 100);
	if (chance(w, 20))
		cfg->gap = some_time(w, 50 * NS_MS);
	if (chance(w, 50)) {
		cfg->mtu = true;
		cfg->size = chance(w, 50) ? 65535 : 1500;
	}
	if (chance(w, 20))
		cfg->wait.max = some_time(w, 5 * NS_S);
	if (chance(w, 20))
		cfg->wait.floor = some_time(w, NS_S);
	if (chance(w, 20))
		cfg->wait.here = (uint32_t)rnd_below(&w->seed, 5000);
	if (chance(w, 20))
		cfg->wait.near = (uint32_t)rnd_below(&w->seed, 20000);
	if (chance(w, 30)) {
		cfg->rounds = 2 + rnd_below(&w->seed, 10);
		cfg->interval = some_time(w, 2 * NS_S);
		cfg->keep = 1 + rnd_below(&w->seed, 20);
		cfg->unknown = rnd_below(&w->seed, 6);
		cfg->enough = 0;
	}
	net->arg = w;
	net->delay = delay;
	return net;
}

/* All that was asked for was told, hop after hop. */
static void expect_told(const struct net *net)
{
	unsigned ttl = net->cfg.first, last = path_last(&net->path);
	const char *s = net->told;

	for (; *s; ttl++) {
		size_t probes;

		assert_int_equal(strtoul(s, (char **)(uintptr_t)&s, 10), ttl);
		probes = strspn(s, ".!x*");
		s += probes;
		s += *s == ' ';
		assert_true(probes >= 1 && probes <= net->cfg.per_hop);
		if (!net->cfg.enough && *s)
			assert_int_equal(probes, net->cfg.per_hop);
	}
	/* a late answer may have moved the end to before what was told */
	assert_true(ttl - 1 >= last);
}

/* A probe is sent once, and once more each time the MTU shrank; so long it may take, too. */
static void expect_bounds(const struct net *net)
{
	const struct path_cfg *cfg = &net->cfg;
	uint64_t probes = (uint64_t)cfg->per_hop * cfg->max * cfg->rounds;

	assert_true(net->path.shrunk <= PATH_MTUS);
	assert_true(net->sent <= probes * (net->path.shrunk + 1));
	for (unsigned ttl = cfg->first; ttl <= cfg->max; ttl++)
		assert_true(net->path.hops[ttl].count <= cfg->per_hop * cfg->rounds);
}

TEST(three_thousand_paths)
{
	uint64_t events[EV_OTHER + 1] = { 0 }, ended = 0, shrunk = 0;

	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct world w = { .seed = seed };
		struct net *net = random_net(&w);

		net_start(net);
		net->sim->refuse = refuse;
		net_run(net);
		if (net->cfg.rounds == 1)
			expect_told(net);
		expect_bounds(net);
		ended += net->path.end > 0;
		shrunk += net->path.shrunk > 0;
		for (int i = 0; i <= EV_OTHER; i++)
			events[i] += net->events[i];
		net_free(net);
	}
	/* all that can happen did happen, often */
	for (int i = 0; i <= EV_OTHER; i++)
		assert_true(events[i] > 300);
	assert_in_range(ended, 1000, 2800);
	assert_in_range(shrunk, 300, 2500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_thousand_paths),
	};

	return cmocka_run_group_tests_name("path_random", tests, NULL, NULL);
}
