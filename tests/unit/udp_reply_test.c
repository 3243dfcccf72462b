/* What a UDP socket received, as a reply: by number, port or guess; cut, forged, foreign. */
#include "xport/udp.h"

#include <stdlib.h>

#include "guard.h"
#include "packets.h"
#include "test.h"

static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

#define COOKIE 0x00c00c1e
#define PORT 33434
#define SEQ 0x1234

static struct udp_match match(uint8_t family)
{
	return (struct udp_match){ .to = there(family), .port = PORT, .cookie = COOKIE };
}

TEST(a_mark_as_long_as_there_is_room)
{
	struct udp_match m = match(ADDR_V4);

	for (size_t n = 0; n <= 8; n++) {
		uint8_t data[8] = { 9, 9, 9, 9, 9, 9, 9, 9 };
		static const uint8_t want[] = { 0x12, 0x34, 0x00, 0xc0, 0x0c, 0x1e };
		size_t marked = n < 2 ? 0 : n < UDP_MARK ? n : UDP_MARK;

		udp_mark(&m, SEQ, data, n);
		assert_memory_equal(data, want, marked);
		for (size_t i = marked; i < 8; i++)
			assert_int_equal(data[i], 9);
	}
}

/* What may be taken for ports is the same in all. */
TEST(a_mark_without_ports)
{
	static const uint8_t want[] = { 0x00, 0xc0, 0x0c, 0x1e, 0x12, 0x34 };
	struct udp_match m = match(ADDR_V4);
	uint8_t data[8] = { 0 };

	m.portless = true;
	udp_mark(&m, SEQ, data, 5);
	assert_int_equal(data[1], 0);
	udp_mark(&m, SEQ, data, 6);
	assert_memory_equal(data, want, sizeof(want));
}

TEST(a_number_cut_everywhere)
{
	struct guard g = guard_open();

	for (int ports = 0; ports < 2; ports++)
		for (int portless = 0; portless < 2; portless++) {
			struct udp_match m = match(ADDR_V4);
			uint8_t data[32] = { 0 };

			m.ports = ports;
			m.portless = portless;
			udp_mark(&m, SEQ, data, sizeof(data));
			for (size_t cut = 0; cut <= sizeof(data); cut++) {
				struct cur c = cur_of(guard_copy(&g, data, cut), cut);
				uint16_t seq = 0;
				enum udp_known known = udp_number(&m, c, PORT + 6, &seq);
				bool whole = cut >= (portless ? UDP_MARK : 2);

				assert_int_equal(known, whole || ports ? UDP_SURE : UDP_UNSURE);
				if (known == UDP_SURE)
					assert_int_equal(seq, whole ? SEQ : 7);
			}
		}
	guard_close(&g);
}

TEST(a_wrong_cookie_is_not_ours)
{
	struct udp_match m = match(ADDR_V4);
	uint16_t seq;

	for (size_t at = 2; at < UDP_MARK; at++)
		for (size_t cut = at + 1; cut <= UDP_MARK; cut++) {
			uint8_t data[UDP_MARK];

			udp_mark(&m, SEQ, data, sizeof(data));
			data[at] ^= 0x40;
			assert_int_equal(udp_number(&m, cur_of(data, cut), PORT, &seq),
					 UDP_FOREIGN);
		}
}

/* Routers that quote 8 bytes of it and extensions fill up with zeros. */
TEST(padding_is_no_number)
{
	static const uint8_t zeros[100];
	struct udp_match m = match(ADDR_V4);
	uint16_t seq;

	assert_int_equal(udp_number(&m, cur_of(zeros, 100), PORT, &seq), UDP_UNSURE);
	m.ports = true;
	assert_int_equal(udp_number(&m, cur_of(zeros, 100), PORT + 9, &seq), UDP_SURE);
	assert_int_equal(seq, 10);
}

TEST(ports_below_the_base_are_foreign)
{
	struct udp_match m = match(ADDR_V4);
	uint16_t seq;

	assert_int_equal(udp_number(&m, cur_of(NULL, 0), PORT, &seq), UDP_UNSURE);
	assert_int_equal(udp_number(&m, cur_of(NULL, 0), PORT + 40, &seq), UDP_UNSURE);
	assert_int_equal(udp_number(&m, cur_of(NULL, 0), PORT - 1, &seq), UDP_FOREIGN);
	m.portless = true;
	assert_int_equal(udp_number(&m, cur_of(NULL, 0), 0, &seq), UDP_UNSURE);
}

TEST(ports_wrap_round_zero)
{
	static const uint16_t bases[] = { 1, 2, 33434, 65534, 65535 };

	for (size_t b = 0; b < LENGTH(bases); b++)
		for (uint64_t n = 0; n < 65535; n++) {
			uint16_t port = udp_port_at(bases[b], n);

			assert_int_not_equal(port, 0);
			assert_int_equal(udp_port_index(bases[b], port), n);
		}
	assert_int_equal(udp_port_at(33434, 0), 33434);
	assert_int_equal(udp_port_at(65535, 1), 1);
	assert_int_equal(udp_port_at(33434, 65535), 33434);
}

/* Three hops of two probes each, the second of which says nothing. */
TEST(a_guess_by_the_way_it_came)
{
	struct udp_recent *u = calloc(1, sizeof(*u));
	uint16_t seq;

	assert_false(udp_guess(u, 255, &seq));
	for (unsigned n = 0; n < 6; n++)
		udp_sent(u, n, (uint8_t)(n / 2 + 1));
	assert_true(udp_guess(u, 255, &seq));
	assert_int_equal(seq, 1);
	udp_told(u, seq);
	assert_true(udp_guess(u, 253, &seq));		/* hop 3 */
	assert_int_equal(seq, 5);
	udp_told(u, seq);
	assert_true(udp_guess(u, 62, &seq));		/* also that of a host */
	assert_int_equal(seq, 6);
	udp_told(u, seq);
	assert_true(udp_guess(u, 255, &seq));
	assert_int_equal(seq, 2);
	udp_told(u, seq);
	assert_true(udp_guess(u, -1, &seq));		/* nothing known: the oldest */
	assert_int_equal(seq, 3);
	udp_told(u, seq);
	assert_true(udp_guess(u, 0, &seq));
	assert_int_equal(seq, 4);
	udp_told(u, seq);
	assert_false(udp_guess(u, 255, &seq));
	free(u);
}

TEST(a_guess_among_the_recent_only)
{
	struct udp_recent *u = calloc(1, sizeof(*u));
	uint16_t seq;

	for (uint64_t n = 0; n < 70000; n++)
		udp_sent(u, n, 0);
	assert_true(udp_guess(u, 255, &seq));
	assert_int_equal(seq, probe_seq(70000 - UDP_RECENT));
	udp_told(u, probe_seq(1));			/* long ago: nothing happens */
	udp_told(u, probe_seq(70000));			/* not sent yet */
	udp_told(u, seq);
	assert_true(udp_guess(u, 255, &seq));
	assert_int_equal(seq, probe_seq(70001 - UDP_RECENT));
	free(u);
}

static struct errq entry(uint8_t family, uint16_t port)
{
	return (struct errq){ .origin = ERRQ_ICMP,
			      .type = family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED,
			      .err = 113, .info = 7, .from = router(family), .to = there(family),
			      .port = port, .ttl = 250 };
}

TEST(an_error_field_by_field)
{
	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		struct udp_match m = match(family);
		struct errq e = entry(family, PORT);
		struct addr from = router(family);
		uint8_t data[32] = { 0 };
		struct reply r;

		udp_mark(&m, SEQ, data, sizeof(data));
		assert_true(udp_error(&m, &e, cur_of(data, sizeof(data)), 28, &r));
		assert_int_equal(r.kind, REPLY_ERROR);
		assert_int_equal(r.seq, SEQ);
		assert_int_equal(r.type, e.type);
		assert_int_equal(r.ttl, 250);
		assert_int_equal(r.info, 7);
		assert_true(addr_eq(&r.from, &from));
		assert_false(r.has_quote);
		assert_int_equal(cur_left(&r.quoted), sizeof(data));
		assert_int_equal(cur_left(&r.ext), 0);
		assert_false(udp_error(&m, &e, cur_of(data, 1), 28, &r));
		assert_int_equal(r.kind, REPLY_ERROR);
		e.port = PORT - 1;
		assert_true(udp_error(&m, &e, cur_of(data, sizeof(data)), 28, &r));
		assert_int_equal(r.kind, REPLY_OTHER);
	}
}

TEST(kinds_of_errors)
{
	struct udp_match m = match(ADDR_V4);
	struct errq e = entry(ADDR_V4, PORT);
	struct reply r;

	e.type = ICMP4_REDIRECT;
	assert_false(udp_error(&m, &e, cur_of(NULL, 0), 28, &r));
	assert_int_equal(r.kind, REPLY_NOTICE);
	e.type = ICMP4_PARAMETER;
	e.info = 20;
	assert_false(udp_error(&m, &e, cur_of(NULL, 0), 28, &r));
	assert_int_equal(r.info, 20u << 24);
	e = (struct errq){ .origin = ERRQ_LOCAL, .err = 90, .info = 1400, .ttl = -1 };
	queued_reply(&e, cur_of(NULL, 0), 0, &r);
	assert_int_equal(r.kind, REPLY_LOCAL);
	assert_int_equal(r.info, 1400);
}

/* Labels behind the quote, whose length the error states or not; then cut at every byte. */
TEST(extensions)
{
	struct guard g = guard_open();

	for (int stated = 0; stated < 2; stated++) {
		struct udp_match m = match(ADDR_V4);
		struct errq e = entry(ADDR_V4, PORT);
		uint8_t bytes[256];
		struct put w = put_to(bytes, sizeof(bytes));
		struct reply r;
		size_t at;

		put_zero(&w, 100);
		udp_mark(&m, SEQ, bytes, 100);
		at = put_ext(&w);
		put_mpls(&w, 2);
		put_ext_sum(&w, at);
		e.stated = stated ? 100 : 0;
		for (size_t cut = 2; cut <= w.len; cut++) {
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);

			assert_true(udp_error(&m, &e, c, 28, &r));
			assert_int_equal(r.seq, SEQ);
			assert_int_equal(cur_left(&r.ext), cut == w.len ? 12 : 0);
			assert_int_equal(cur_left(&r.quoted), cut == w.len ? 100 : cut);
		}
	}
	guard_close(&g);
}

TEST(lengths_that_lie)
{
	struct guard g = guard_open();
	struct udp_match m = match(ADDR_V6);
	uint8_t bytes[64] = { 0 };

	udp_mark(&m, SEQ, bytes, sizeof(bytes));
	for (size_t lie = 0; lie < 70000; lie += lie < 200 ? 1 : 997) {
		struct errq e = entry(ADDR_V6, PORT);
		struct reply r;

		e.stated = lie;
		assert_true(udp_error(&m, &e, cur_of(guard_copy(&g, bytes, 64), 64), 48, &r));
		assert_int_equal(cur_left(&r.quoted) + cur_left(&r.ext), 64);
	}
	guard_close(&g);
}

TEST(answers)
{
	struct udp_match m = match(ADDR_V4);
	struct addr to = there(ADDR_V4), other = router(ADDR_V4);
	uint8_t data[32] = { 0 };
	struct reply r;

	udp_mark(&m, SEQ, data, sizeof(data));
	assert_true(udp_answer(&m, cur_of(data, 32), &to, PORT, &r));
	assert_int_equal(r.kind, REPLY_ANSWER);
	assert_int_equal(r.seq, SEQ);
	assert_int_equal(r.len, 32);
	assert_int_equal(cur_left(&r.body), 32);
	assert_true(udp_answer(&m, cur_of(data, 32), &other, PORT, &r));
	assert_int_equal(r.kind, REPLY_OTHER);
	assert_true(udp_answer(&m, cur_of(data, 32), &to, PORT - 1, &r));
	assert_int_equal(r.kind, REPLY_OTHER);
	/* no echo: the server's own words */
	memset(data, 'x', sizeof(data));
	assert_false(udp_answer(&m, cur_of(data, 32), &to, PORT, &r));
	assert_int_equal(r.kind, REPLY_ANSWER);
	m.ports = true;
	assert_true(udp_answer(&m, cur_of(data, 32), &to, PORT + 3, &r));
	assert_int_equal(r.kind, REPLY_ANSWER);
	assert_int_equal(r.seq, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_as_long_as_there_is_room),
		cmocka_unit_test(a_mark_without_ports),
		cmocka_unit_test(a_number_cut_everywhere),
		cmocka_unit_test(a_wrong_cookie_is_not_ours),
		cmocka_unit_test(padding_is_no_number),
		cmocka_unit_test(ports_below_the_base_are_foreign),
		cmocka_unit_test(ports_wrap_round_zero),
		cmocka_unit_test(a_guess_by_the_way_it_came),
		cmocka_unit_test(a_guess_among_the_recent_only),
		cmocka_unit_test(an_error_field_by_field),
		cmocka_unit_test(kinds_of_errors),
		cmocka_unit_test(extensions),
		cmocka_unit_test(lengths_that_lie),
		cmocka_unit_test(answers),
	};

	return cmocka_run_group_tests_name("udp_reply", tests, NULL, NULL);
}
