/* A hop's record of its probes, and its statistics. */
#include "probe/hops.h"

#include <stdlib.h>

#include "test.h"

static struct hop hop;

/* The i-th probe of the hop was answered after so long. */
static struct hop_probe *heard(ns_t rtt, const struct reply *r)
{
	struct hop_probe *p = hop_begin(&hop);
	struct event ev = { .kind = EV_REPLY, .n = 100 + p->i, .at = NS_S + rtt, .rtt = rtt,
			    .settles = true, .reply = r };

	p->state = HOP_OUT;
	p->n = ev.n;
	hop_heard(&hop, p, &ev);
	return p;
}

static struct reply from(uint8_t last)
{
	const uint8_t b[4] = { 192, 0, 2, last };

	return (struct reply){ .kind = REPLY_ERROR, .from = addr_v4(b), .ttl = 60, .type = 11,
			       .info = 7 };
}

static void rtts(const ns_t *rtt, size_t n)
{
	struct reply r = from(1);

	hop_init(&hop, 1000);
	for (size_t i = 0; i < n; i++)
		heard(rtt[i], &r);
}

TEST(an_answer_is_kept)
{
	struct reply r = from(9);
	struct hop_probe *p;

	hop_init(&hop, 3);
	r.has_quote = true;
	r.quote.ttl = 2;
	r.code = 1;
	p = heard(20 * NS_MS, &r);
	assert_ptr_equal(p, hop_probe(&hop, 0));
	assert_int_equal(p->state, HOP_ANSWERED);
	assert_int_equal(p->n, 100);
	assert_int_equal(p->rtt, 20 * NS_MS);
	assert_int_equal(p->sent, NS_S);
	assert_true(addr_eq(&p->from, &r.from));
	assert_int_equal(p->kind, REPLY_ERROR);
	assert_int_equal(p->type, 11);
	assert_int_equal(p->code, 1);
	assert_int_equal(p->info, 7);
	assert_int_equal(p->ttl, 60);
	assert_int_equal(p->quoted_ttl, 2);
	assert_null(p->ext);
	r.has_quote = false;
	assert_int_equal(heard(1, &r)->quoted_ttl, -1);
	hop_clear(&hop);
}

/* As many as it keeps; older ones are known to be gone, newer ones not to be there. */
TEST(the_newest_are_kept)
{
	struct reply r = from(1);

	hop_init(&hop, 4);
	assert_null(hop_probe(&hop, 0));
	for (unsigned i = 0; i < 10; i++) {
		assert_true(hop_has_room(&hop));
		heard((ns_t)i, &r);
		assert_null(hop_probe(&hop, i + 1));
		for (unsigned k = 0; k <= i; k++) {
			if (k + 4 <= i)
				assert_null(hop_probe(&hop, k));
			else
				assert_int_equal(hop_probe(&hop, k)->rtt, k);
		}
	}
	/* one under way is not written over */
	hop_begin(&hop)->state = HOP_OUT;
	for (unsigned i = 0; i < 3; i++) {
		assert_true(hop_has_room(&hop));
		heard(1, &r);
	}
	assert_false(hop_has_room(&hop));
	hop_lost(&hop, hop_probe(&hop, 10));
	assert_true(hop_has_room(&hop));
	hop_clear(&hop);
}

TEST(how_probes_end)
{
	struct reply r = from(1), local = { .kind = REPLY_LOCAL, .err = 101, .info = 1400 };
	struct event ev = { .kind = EV_ERROR, .reply = &local };
	struct hop_probe *p;

	hop_init(&hop, 10);
	heard(NS_MS, &r);
	p = hop_begin(&hop);
	assert_false(hop_settled(p));
	hop_lost(&hop, p);
	assert_true(hop_settled(p));
	p = hop_begin(&hop);
	hop_refused(&hop, p, &ev);
	assert_int_equal(p->state, HOP_REFUSED);
	assert_int_equal(p->err, 101);
	assert_int_equal(p->info, 1400);
	hop_begin(&hop);
	assert_int_equal(hop.stats.sent, 4);
	assert_int_equal(hop.stats.received, 1);
	assert_int_equal(hop.stats.lost, 1);
	assert_int_equal(hop.stats.errors, 1);
	assert_int_equal(hop.open, 1);
	/* late, it is no loss any more */
	p = hop_probe(&hop, 1);
	ev = (struct event){ .kind = EV_LATE, .n = 5, .at = NS_S, .rtt = 9, .reply = &r };
	hop_heard(&hop, p, &ev);
	assert_true(p->late);
	assert_false(hop_probe(&hop, 0)->late);
	assert_int_equal(hop.stats.lost, 0);
	assert_int_equal(hop.stats.received, 2);
	assert_int_equal(hop.open, 1);
	hop_clear(&hop);
}

TEST(addresses)
{
	struct reply r;

	hop_init(&hop, 5);
	for (unsigned i = 0; i < 100; i++) {
		r = from((uint8_t)(i % 20));
		heard(1, &r);
	}
	assert_int_equal(hop.nfrom, HOP_ADDRS);
	for (unsigned k = 0; k < HOP_ADDRS; k++) {
		assert_int_equal(hop.from[k].addr.b[3], k);
		assert_int_equal(hop.from[k].count, 5);
	}
	assert_int_equal(hop.others, 100 - 5 * HOP_ADDRS);
	hop_clear(&hop);
}

TEST(extensions)
{
	static uint8_t bytes[HOP_EXT_MAX + 10];
	struct reply r = from(1);
	struct hop_probe *p;
	uint64_t seed = 1;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)rnd(&seed);
	hop_init(&hop, 2);
	for (size_t n = 0; n <= sizeof(bytes); n++) {
		uint8_t *copy = malloc(n + 1);

		assert_non_null(copy);
		memcpy(copy, bytes, n);
		r.ext = cur_of(copy, n);
		p = heard(1, &r);
		free(copy);
		assert_int_equal(p->ext_len, n < HOP_EXT_MAX ? n : HOP_EXT_MAX);
		assert_int_equal(p->ext_cut, n > HOP_EXT_MAX);
		assert_true(n ? p->ext != NULL : !p->ext);
		if (n)
			assert_memory_equal(p->ext, bytes, p->ext_len);
	}
	/* promised, but not received: only what is there */
	r.ext = (struct cur){ .p = bytes, .cap = 12, .len = 500 };
	assert_int_equal(heard(1, &r)->ext_len, 12);
	r.ext = (struct cur){ 0 };
	assert_null(heard(1, &r)->ext);
	hop_clear(&hop);
}

TEST(jitter)
{
	static const ns_t rtt[] = { 100, 130, 90, 90, 200 };

	rtts(rtt, 1);
	assert_int_equal(hop.jitter.last, 0);
	assert_int_equal(hop_jitter_avg(&hop), 0);
	hop_clear(&hop);
	rtts(rtt, 5);
	assert_int_equal(hop.jitter.last, 110);
	assert_int_equal(hop.jitter.worst, 110);
	assert_int_equal(hop_jitter_avg(&hop), (30 + 40 + 0 + 110) / 4);
	/* 30; 30 + 40 - 1; 69 - 4; 65 + 110 - 4 */
	assert_int_equal(hop.jitter.mean16, 171);
	hop_clear(&hop);
}

TEST(geometric_mean)
{
	static const ns_t equal[] = { 123456789, 123456789, 123456789 };
	static const ns_t two[] = { 1 * NS_MS, 100 * NS_MS };
	static const ns_t many[] = { 1 * NS_MS, 10 * NS_MS, 100 * NS_MS, 1000 * NS_MS };
	static const ns_t zero[] = { 0, 0 };
	static const ns_t year[] = { 365 * 86400 * NS_S, 365 * 86400 * NS_S };

	hop_init(&hop, 1);
	assert_int_equal(hop_gmean(&hop), 0);
	rtts(equal, 3);
	assert_in_range(hop_gmean(&hop), 123456788, 123456790);
	hop_clear(&hop);
	rtts(two, 2);
	assert_in_range(hop_gmean(&hop), 10 * NS_MS - 20, 10 * NS_MS + 20);
	hop_clear(&hop);
	rtts(many, 4);
	assert_in_range(hop_gmean(&hop), 31622777 - 50, 31622777 + 50);
	hop_clear(&hop);
	rtts(zero, 2);
	assert_in_range(hop_gmean(&hop), 0, 1);
	hop_clear(&hop);
	rtts(year, 2);
	assert_in_range(hop_gmean(&hop), year[0] - year[0] / 1000000, year[0] + year[0] / 1000000);
	hop_clear(&hop);
}

TEST(deviation)
{
	static const ns_t rtt[] = { 2000, 4000, 4000, 4000, 5000, 5000, 7000, 9000 };

	rtts(rtt, 1);
	assert_int_equal(stats_sdev(&hop.stats), 0);
	hop_clear(&hop);
	rtts(rtt, 8);
	assert_int_equal(stats_avg(&hop.stats), 5000);
	assert_int_equal(stats_mdev(&hop.stats), 2000);
	assert_int_equal(stats_sdev(&hop.stats), 2138);	/* the root of 32 / 7 */
	hop_clear(&hop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_kept),
		cmocka_unit_test(the_newest_are_kept),
		cmocka_unit_test(how_probes_end),
		cmocka_unit_test(addresses),
		cmocka_unit_test(extensions),
		cmocka_unit_test(jitter),
		cmocka_unit_test(geometric_mean),
		cmocka_unit_test(deviation),
	};

	return cmocka_run_group_tests_name("hops", tests, NULL, NULL);
}
