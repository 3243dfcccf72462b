/* The search for the largest packet, over scripted paths. */
#include "pmtu_net.h"

#include <stdio.h>

static struct net net;

/* The search alone; returns what it found, 0: nothing. */
static uint16_t found(void)
{
	net_search(&net);
	return net.p->state == PMTU_FOUND ? net.p->mtu : 0;
}

TEST(a_wide_path_takes_one_round_trip)
{
	net_open(&net, 1500, 20);
	assert_int_equal(found(), 1500);
	assert_true(net.took < 230 * NS_MS);
	assert_true(net.p->sent < 25);
	assert_int_equal(net.p->hops, 20);
	net_close(&net);
}

TEST(a_reported_limit_takes_two_round_trips)
{
	net_open(&net, 1500, 20);
	net.hop[10].mtu = 1380;
	assert_int_equal(found(), 1380);
	assert_true(net.took < 400 * NS_MS);
	assert_true(net.p->sent < 27);
	assert_int_equal(net.p->nwords, 1);
	assert_int_equal(net.p->words[0].mtu, 1380);
	assert_int_equal(net.p->words[0].least, 1381);
	net_close(&net);
}

TEST(a_hole_takes_two_round_trips_and_a_time_out)
{
	net_open(&net, 1500, 20);
	net.hop[10] = (struct net_hop){ .mtu = 1380, .blind = true };
	assert_int_equal(found(), 1380);
	assert_true(net.took < 600 * NS_MS);
	assert_true(net.p->sent < 27);
	assert_int_equal(net.p->nwords, 0);
	net_close(&net);
}

TEST(every_limit_is_found_to_the_byte)
{
	for (unsigned mtu = 68; mtu <= 9000;
	     mtu += mtu < 100 || (mtu > 1270 && mtu < 1510) ? 1 : 7) {
		for (int blind = 0; blind < 2; blind++) {
			net_open(&net, mtu % 2 ? 9000 : 9216, 8);
			net.hop[3] = (struct net_hop){ .mtu = (uint16_t)mtu, .blind = blind };
			if (found() != mtu)
				fail_msg("%u, %d: %u", mtu, blind, net.p->mtu);
			net_close(&net);
		}
	}
}

TEST(those_of_old_lines_too)
{
	static const uint16_t mtus[] = { 575, 576, 577, 1005, 1006, 1007, 1279, 1280, 1281 };

	for (size_t i = 0; i < LENGTH(mtus); i++)
		for (int blind = 0; blind < 2; blind++)
			for (int v6 = 0; v6 < 2; v6++) {
				net_open(&net, 1500, 8);
				net.cfg.traced = true;
				if (v6)
					net.cfg.to = (struct addr){ .family = ADDR_V6 };
				net.hop[3] = (struct net_hop){ .mtu = mtus[i], .blind = blind };
				if (found() != mtus[i])
					fail_msg("%u, %d: %u", mtus[i], blind, net.p->mtu);
				net_close(&net);
			}
}

/* Just above the largest: how often, and by how many packets in all? */
static unsigned traced(bool silent)
{
	unsigned refused;

	net_open(&net, 1500, 20);
	net.cfg.traced = true;
	for (unsigned hop = 11; hop <= 20 && silent; hop++)
		net.hop[hop].silent = true;
	net.shut = silent;
	net.hop[10] = (struct net_hop){ .mtu = 1380, .blind = true };
	assert_int_equal(found(), 1380);
	assert_int_equal(net.p->trace.pass, 10);
	return pmtu_failed(net.p, 1381, &refused);
}

TEST(the_trace_confirms_what_is_lost)
{
	assert_int_equal(traced(false), 1);
	assert_int_equal(net.p->trace.fail, 11);
	assert_true(net.p->sent < 33);
	assert_true(net.took < 900 * NS_MS);
	net_close(&net);
}

TEST(where_it_says_nothing_the_search_does)
{
	assert_int_equal(traced(true), 2);
	assert_int_equal(net.p->trace.fail, 0);
	net_close(&net);
}

TEST(the_smaller_of_two_limits_is_found)
{
	for (int blind = 0; blind < 4; blind++) {
		net_open(&net, 1500, 12);
		net.hop[3] = (struct net_hop){ .mtu = 1400, .blind = blind & 1 };
		net.hop[7] = (struct net_hop){ .mtu = 1337, .blind = blind & 2 };
		assert_int_equal(found(), 1337);
		net_close(&net);
	}
}

TEST(a_lie_is_not_believed)
{
	static const int32_t lies[] = { -1, 1, 67, 576, 1379, 1381, 1450, 1500, 9000, 65535 };

	for (size_t i = 0; i < LENGTH(lies); i++) {
		net_open(&net, 1500, 12);
		net.hop[3] = (struct net_hop){ .mtu = 1380, .lie = lies[i] };
		assert_int_equal(found(), 1380);
		net_close(&net);
	}
}

TEST(rate_limits_do_not_matter)
{
	net_open(&net, 1500, 12);
	net.hop[3] = (struct net_hop){ .mtu = 1333, .most = 1 };
	assert_int_equal(found(), 1333);
	assert_int_equal(net.p->words[0].mtu, 1333);
	net_close(&net);
}

/* At this loss, which is known from elsewhere. */
static uint16_t found_at(unsigned loss, uint64_t seed)
{
	net.loss = loss;
	net.seed = seed;
	net_search(&net);
	pmtu_doubt(net.p, loss);
	net_run(&net);
	return net.p->state == PMTU_FOUND ? net.p->mtu : 0;
}

TEST(losses_are_told_from_limits)
{
	static const unsigned loss[] = { 100, 300, 510 };

	for (uint64_t seed = 1; seed <= 200; seed++)
		for (size_t i = 0; i < LENGTH(loss); i++)
			for (unsigned mtu = 1500; mtu >= 1357; mtu -= 143) {
				net_open(&net, 1500, 12);
				net.hop[3] =
					(struct net_hop){ .mtu = (uint16_t)mtu, .blind = true };
				if (found_at(loss[i], seed) != mtu)
					fail_msg("%u at %u, seed %u: %u", mtu, loss[i],
						 (unsigned)seed, net.p->mtu);
				net_close(&net);
			}
}

TEST(the_narrow_way_of_two_counts)
{
	for (int blind = 0; blind < 2; blind++)
		for (unsigned loss = 0; loss <= 100; loss += 100) {
			net_open(&net, 1500, 12);
			net.hop[3] = (struct net_hop){ .mtu = 1500, .blind = blind };
			net.ways[0] = 1500;
			net.ways[1] = 1411;
			net.loss = loss;
			assert_int_equal(found(), 1411);
			assert_true(net.p->fixed);
			assert_int_equal(net.p->wide, 1500);
			net_close(&net);
		}
}

TEST(nobody_there)
{
	net_open(&net, 1500, 12);
	net.dark = true;
	assert_int_equal(found(), 0);
	assert_int_equal(net.p->state, PMTU_NONE);
	assert_true(net.took < 2100 * NS_MS);
	net_close(&net);
}

TEST(the_farthest_hop_serves_where_nobody_is_there)
{
	net_open(&net, 1500, 12);
	net.dark = true;
	net.hop[5] = (struct net_hop){ .mtu = 1410, .blind = true };
	net.hop[11].silent = true;
	net_start(&net);
	pmtu_sweep(net.p);
	net_run(&net);
	assert_int_equal(pmtu_farthest(net.p), 10);
	net_close(&net);
	net.p = malloc(sizeof(*net.p));
	net.cfg.ttl = 10;
	assert_int_equal(found(), 1410);
	net_close(&net);
}

TEST(a_hint_is_checked_with_two_packets)
{
	net_open(&net, 1500, 12);
	net.hop[5] = (struct net_hop){ .mtu = 1410, .blind = true };
	net_start(&net);
	pmtu_search(net.p, 1410);
	net_run(&net);
	assert_int_equal(net.p->mtu, 1410);
	assert_int_equal(net.p->sent, 2);
	net_close(&net);
}

TEST(a_hint_may_be_wrong)
{
	for (unsigned hint = 500; hint < 1500; hint += 33) {
		net_open(&net, 1500, 12);
		net.hop[5] = (struct net_hop){ .mtu = 1410, .blind = true };
		net_start(&net);
		pmtu_search(net.p, (uint16_t)hint);
		net_run(&net);
		assert_int_equal(net.p->state, PMTU_FOUND);
		assert_int_equal(net.p->mtu, 1410);
		net_close(&net);
	}
}

static void locate(int guess)
{
	net_search(&net);
	pmtu_locate(net.p, net.p->mtu, (uint16_t)(net.p->mtu + 1), guess);
	net_run(&net);
}

TEST(the_hop_is_named)
{
	for (unsigned at = 1; at < 20; at++)
		for (int blind = 0; blind < 2; blind++)
			for (int guess = -1; guess < 22; guess += 3) {
				const struct pmtu_trace *tr;

				net_open(&net, 1500, 20);
				net.hop[at] = (struct net_hop){ .mtu = 1380, .blind = blind };
				locate(guess);
				tr = &net.p->trace;
				if (tr->pass != at || tr->fail != at + 1)
					fail_msg("hop %u, %d, guess %d: %u to %u", at, blind, guess,
						 tr->pass, tr->fail);
				assert_int_equal(tr->told, !blind);
				assert_true(net.p->sent < (guess < 0 ? 42 : 48));
				net_close(&net);
			}
}

TEST(the_hop_is_named_among_silent_ones)
{
	for (unsigned at = 1; at < 20; at++)
		for (unsigned silent = 1; silent < 20; silent++) {
			const struct pmtu_trace *tr;

			net_open(&net, 1500, 20);
			net.hop[silent].silent = true;
			net.hop[at].mtu = 1380;
			net.hop[at].blind = true;
			locate(-1);
			tr = &net.p->trace;
			if (tr->pass != (silent == at ? at - 1 : at) ||
			    tr->fail != (silent == at + 1 ? at + 2 : at + 1))
				fail_msg("hop %u, silent %u: %u to %u", at, silent, tr->pass,
					 tr->fail);
			net_close(&net);
		}
}

TEST(the_hop_is_named_although_a_neighbour_s_answer_is_lost)
{
	for (unsigned at = 1; at < 19; at++)
		for (unsigned hop = at + 1; hop < 20; hop++) {
			net_open(&net, 1500, 20);
			net.hop[at] = (struct net_hop){ .mtu = 1380, .blind = true };
			net.hop[hop].untold = 1;
			locate(-1);
			if (net.p->trace.pass != at || net.p->trace.fail != at + 1)
				fail_msg("hop %u, %u lost: %u to %u", at, hop, net.p->trace.pass,
					 net.p->trace.fail);
			net_close(&net);
		}
}

TEST(the_hop_is_named_at_a_loss)
{
	for (uint64_t seed = 1; seed <= 100; seed++) {
		net_open(&net, 1500, 20);
		net.hop[9] = (struct net_hop){ .mtu = 1380, .blind = true };
		assert_int_equal(found_at(300, seed), 1380);
		pmtu_locate(net.p, 1380, 1381, -1);
		net_run(&net);
		if (net.p->trace.pass != 9 || net.p->trace.fail < 10 || net.p->trace.fail > 11)
			fail_msg("seed %u: %u to %u", (unsigned)seed, net.p->trace.pass,
				 net.p->trace.fail);
		net_close(&net);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wide_path_takes_one_round_trip),
		cmocka_unit_test(a_reported_limit_takes_two_round_trips),
		cmocka_unit_test(a_hole_takes_two_round_trips_and_a_time_out),
		cmocka_unit_test(every_limit_is_found_to_the_byte),
		cmocka_unit_test(those_of_old_lines_too),
		cmocka_unit_test(the_trace_confirms_what_is_lost),
		cmocka_unit_test(where_it_says_nothing_the_search_does),
		cmocka_unit_test(the_smaller_of_two_limits_is_found),
		cmocka_unit_test(a_lie_is_not_believed),
		cmocka_unit_test(rate_limits_do_not_matter),
		cmocka_unit_test(losses_are_told_from_limits),
		cmocka_unit_test(the_narrow_way_of_two_counts),
		cmocka_unit_test(nobody_there),
		cmocka_unit_test(the_farthest_hop_serves_where_nobody_is_there),
		cmocka_unit_test(a_hint_is_checked_with_two_packets),
		cmocka_unit_test(a_hint_may_be_wrong),
		cmocka_unit_test(the_hop_is_named),
		cmocka_unit_test(the_hop_is_named_among_silent_ones),
		cmocka_unit_test(the_hop_is_named_although_a_neighbour_s_answer_is_lost),
		cmocka_unit_test(the_hop_is_named_at_a_loss),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
