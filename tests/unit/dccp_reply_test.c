/* What a raw DCCP socket received, as a reply: ours, others', broken, cut at every byte. */
#include "xport/dccp.h"

#include <stdlib.h>

#include "guard.h"
#include "packets.h"
#include "test.h"

static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

#define BASE (DCCP_SEQ_MAX - 0x1234)	/* so that numbers wrap */
#define PORT 33434
#define SPORT 50000
#define SEQ 0x5678
#define SERVER 0xabcdef012345

static struct dccp_recent none;

static struct dccp_match match(uint8_t family)
{
	return (struct dccp_match){
		.to = there(family), .from = here(family), .port = PORT, .sport = SPORT,
		.base = BASE, .recent = &none,
	};
}

struct packet {
	uint8_t bytes[128];
	struct put w;
	size_t dccp;			/* where it begins */
};

/* A packet from the target, with the IPv4 header that a raw socket shows. */
static void make(struct packet *p, uint8_t family, unsigned words, const struct dccp *h)
{
	struct addr src = there(family), dst = here(family);

	p->w = put_to(p->bytes, sizeof(p->bytes));
	if (family == ADDR_V4)
		put_ip4(&p->w, words, IP_DCCP, src, dst);
	p->dccp = p->w.len;
	dccp_put(&p->w, h);
	put_be32(&p->w, 0xcafebabe);
	dccp_put_sum(&p->w, p->dccp, &src, &dst);
	assert_false(p->w.over);
}

static bool answer(const struct dccp_match *m, const void *bytes, size_t n, struct reply *r)
{
	reply_clear(r);
	r->from = m->to;		/* as recvmsg() says it for IPv6 */
	return dccp_answer(m, cur_of(bytes, n), r);
}

static struct dccp packet_of(const struct dccp_match *m, unsigned type)
{
	return (struct dccp){ .sport = PORT, .dport = SPORT, .type = (uint8_t)type, .seq = SERVER,
			      .ack = dccp_number(m, SEQ), .code = DCCP_RESET_NO_CONNECTION };
}

TEST(an_answer_field_by_field)
{
	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		struct dccp_match m = match(family);
		struct dccp h = packet_of(&m, DCCP_RESET);
		struct addr to = there(family), from = here(family);
		struct packet p;
		struct reply r;

		make(&p, family, 5, &h);
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_int_equal(r.kind, REPLY_ANSWER);
		assert_int_equal(r.seq, SEQ);
		assert_int_equal(r.info, 0x0307);
		assert_int_equal(r.len, 32);
		assert_int_equal(cur_left(&r.body), 32);
		assert_true(addr_eq(&r.from, &to));
		assert_true(addr_eq(&r.to, &from));
		assert_int_equal(r.ttl, family == ADDR_V4 ? 61 : -1);
		assert_false(r.bad_sum);
		p.bytes[p.w.len - 1] ^= 1;
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_true(r.bad_sum);
	}
}

/* All that acknowledges a probe answers it. */
TEST(every_type)
{
	struct dccp_match m = match(ADDR_V4);

	for (unsigned type = 0; type < DCCP_TYPES; type++) {
		struct dccp h = packet_of(&m, type);
		bool acks = type != DCCP_REQUEST && type != DCCP_DATA;
		struct packet p;
		struct reply r;

		make(&p, ADDR_V4, 5, &h);
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_int_equal(r.kind, acks ? REPLY_ANSWER : REPLY_OTHER);
		assert_int_equal(r.info & 0xff, type);
	}
}

/* 24 bits are not enough to tell ours. */
TEST(short_numbers_are_not_ours)
{
	struct dccp_match m = match(ADDR_V6);
	uint8_t bytes[16] = { PORT >> 8, PORT & 0xff, SPORT >> 8, SPORT & 0xff, 4,
			      [8] = DCCP_ACK << 1 };
	uint64_t number = dccp_number(&m, SEQ);
	struct reply r;

	bytes[13] = (uint8_t)(number >> 16);
	bytes[14] = (uint8_t)(number >> 8);
	bytes[15] = (uint8_t)number;
	assert_true(answer(&m, bytes, sizeof(bytes), &r));
	assert_int_equal(r.kind, REPLY_OTHER);
}

TEST(every_number)
{
	struct dccp_match m = match(ADDR_V6);
	struct dccp h = packet_of(&m, DCCP_RESPONSE);
	struct packet p;
	struct reply r;

	for (unsigned seq = 0; seq < 65536; seq += 13) {
		static const uint64_t off[] = { 0, 0x10000, 0x100000000, 0x800000000000 };

		for (size_t i = 0; i < LENGTH(off); i++) {
			h.ack = (dccp_number(&m, (uint16_t)seq) + off[i]) & DCCP_SEQ_MAX;
			make(&p, ADDR_V6, 5, &h);
			assert_true(answer(&m, p.bytes, p.w.len, &r));
			assert_int_equal(r.kind, off[i] ? REPLY_OTHER : REPLY_ANSWER);
			if (!off[i])
				assert_int_equal(r.seq, seq);
		}
	}
}

TEST(answers_to_others)
{
	struct dccp_match m = match(ADDR_V4);
	struct packet p;
	struct reply r;

	for (int wrong = 0; wrong < 4; wrong++) {
		struct dccp h = packet_of(&m, DCCP_RESPONSE);

		h.sport = (uint16_t)(h.sport + (wrong == 1));
		h.dport = (uint16_t)(h.dport + (wrong == 2));
		make(&p, ADDR_V4, 5, &h);
		p.bytes[12] ^= wrong == 3;		/* from elsewhere */
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_int_equal(r.kind, wrong ? REPLY_OTHER : REPLY_ANSWER);
	}
	for (unsigned proto = 0; proto < 256; proto++) {
		p.bytes[9] = (uint8_t)proto;
		assert_int_equal(answer(&m, p.bytes, p.w.len, &r), proto == IP_DCCP);
	}
}

TEST(every_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned outer = 0; outer < 16; outer++)
		for (unsigned inner = 0; inner < 16; inner++) {
			struct dccp_match m = match(ADDR_V4);
			struct dccp h = packet_of(&m, DCCP_RESPONSE);
			size_t head = outer < 5 ? 20 : outer * 4;
			struct packet p;

			make(&p, ADDR_V4, outer < 5 ? 5 : outer, &h);
			p.bytes[0] = (uint8_t)(0x40 | outer);
			p.bytes[head + 4] = (uint8_t)inner;
			for (size_t cut = 0; cut <= p.w.len; cut++) {
				bool ok = outer >= 5 && inner >= 7 && cut >= head + inner * 4;
				struct reply r;

				assert_int_equal(answer(&m, guard_copy(&g, p.bytes, cut), cut, &r),
						 ok);
			}
		}
	guard_close(&g);
}

/* What a server in RESPOND takes for valid (RFC 4340 section 7.5.3), for a sound Response only. */
TEST(a_response_is_aborted)
{
	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i], bytes[DCCP_HLEN_MAX];
		struct dccp_match m = match(family);
		struct dccp h = packet_of(&m, DCCP_RESPONSE), reset;
		struct put w = put_to(bytes, sizeof(bytes));
		struct packet p;
		struct reply r;
		struct cur c;

		h.ack = DCCP_SEQ_MAX;			/* seq 0x1234, and a number that wraps */
		make(&p, family, 5, &h);
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_true(dccp_abort(&m, &r, &w));
		c = cur_of(bytes, w.len);
		assert_true(dccp_sum_ok(c, &m.from, &m.to));
		assert_true(dccp_parse(&c, &reset));
		assert_int_equal(reset.type, DCCP_RESET);
		assert_int_equal(reset.code, DCCP_RESET_ABORTED);
		assert_int_equal(reset.sport, SPORT);
		assert_int_equal(reset.dport, PORT);
		assert_int_equal(reset.seq, 0);
		assert_int_equal(reset.ack, SERVER);
	}
}

TEST(nothing_else_is_aborted)
{
	struct dccp_match m = match(ADDR_V6);

	for (unsigned type = 0; type < DCCP_TYPES; type++)
		for (int wrong = 0; wrong < 3; wrong++) {
			struct dccp h = packet_of(&m, type);
			uint8_t bytes[DCCP_HLEN_MAX];
			struct put w = put_to(bytes, sizeof(bytes));
			struct packet p;
			struct reply r;

			h.dport = (uint16_t)(h.dport + (wrong == 1));
			make(&p, ADDR_V6, 5, &h);
			p.bytes[p.w.len - 1] ^= wrong == 2;
			assert_true(answer(&m, p.bytes, p.w.len, &r));
			assert_int_equal(dccp_abort(&m, &r, &w), type == DCCP_RESPONSE && !wrong);
		}
}

static struct errq entry(uint8_t family)
{
	return (struct errq){ .origin = ERRQ_ICMP,
			      .type = family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED,
			      .from = router(family), .to = there(family), .ttl = 250 };
}

/* The Request for probe n, as dccp_send() makes it; returns its length. */
static size_t probe(const struct dccp_match *m, uint64_t n, size_t data, uint8_t *bytes)
{
	struct dccp h = { .sport = m->sport, .dport = m->port, .type = DCCP_REQUEST,
			  .seq = dccp_number(m, probe_seq(n)), .service = DCCP_SERVICE };
	struct put w = put_to(bytes, 64);

	dccp_put(&w, &h);
	put_zero(&w, data);
	dccp_put_sum(&w, 0, &m->from, &m->to);
	return w.len;
}

/* Many probes of which all is remembered that there is room for. */
static struct dccp_recent *sent(struct dccp_match *m, uint64_t n, size_t data)
{
	struct dccp_recent *d = calloc(1, sizeof(*d));

	assert_non_null(d);
	m->recent = d;
	for (uint64_t i = 0; i < n; i++) {
		uint8_t bytes[64];

		probe(m, i, data, bytes);
		dccp_sent(d, i, (uint16_t)(bytes[6] << 8 | bytes[7]));
	}
	return d;
}

TEST(errors_cut_everywhere)
{
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(families); i++) {
		struct dccp_match m = match(families[i]);
		struct dccp_recent *d = sent(&m, 99, 12);
		struct errq e = entry(families[i]);
		uint8_t bytes[64];
		size_t n = probe(&m, 77, 12, bytes);

		for (size_t cut = 0; cut <= n; cut++) {
			struct reply r;

			dccp_error(&m, &e, cur_of(guard_copy(&g, bytes, cut), cut), 20, &r);
			assert_int_equal(r.kind, cut >= 8 ? REPLY_ERROR : REPLY_OTHER);
			if (cut >= 8)
				assert_int_equal(r.seq, 78);
		}
		free(d);
	}
	guard_close(&g);
}

/* Each of the recent probes by 8 bytes, also where zeros follow; none that was before. */
TEST(eight_bytes_tell_every_recent_probe)
{
	static const size_t sizes[] = { 0, 1, 40 };

	for (size_t s = 0; s < LENGTH(sizes); s++)
		for (uint64_t all = 1; all < 70000; all = all * 8 + 3) {
			struct dccp_match m = match(ADDR_V4);
			struct dccp_recent *d = sent(&m, all, sizes[s]);
			struct errq e = entry(ADDR_V4);
			uint64_t n = all > DCCP_RECENT + 9 ? all - DCCP_RECENT - 9 : 0;

			for (; n < all; n++) {
				uint8_t bytes[64] = { 0 };
				struct reply r;

				probe(&m, n, sizes[s], bytes);
				memset(bytes + 8, 0, sizeof(bytes) - 8);
				dccp_error(&m, &e, cur_of(bytes, n % 2 ? 8 : 64), 20, &r);
				assert_int_equal(r.kind,
						 n + DCCP_RECENT < all ? REPLY_OTHER : REPLY_ERROR);
				if (r.kind == REPLY_ERROR)
					assert_int_equal(r.seq, probe_seq(n));
			}
			free(d);
		}
}

/* Of two probes with one checksum, as different sizes may make them, the newest. */
TEST(the_newest_of_two_alike)
{
	struct dccp_recent *d = calloc(1, sizeof(*d));
	uint16_t seq;

	assert_false(dccp_find(d, 0, &seq));
	for (uint64_t n = 0; n < 5; n++)
		dccp_sent(d, n, n == 1 || n == 3 ? 7 : 1);
	assert_true(dccp_find(d, 7, &seq));
	assert_int_equal(seq, 4);
	assert_false(dccp_find(d, 2, &seq));
	free(d);
}

/* A translator of addresses changes it, and may not change it back in a quote. */
TEST(a_number_counts_more_than_a_checksum)
{
	struct dccp_match m = match(ADDR_V4);
	struct dccp_recent *d = sent(&m, 9, 0);
	struct errq e = entry(ADDR_V4);
	uint8_t bytes[64];
	struct reply r;
	size_t n = probe(&m, 3, 0, bytes);

	bytes[7]++;
	dccp_error(&m, &e, cur_of(bytes, n), 20, &r);
	assert_int_equal(r.kind, REPLY_ERROR);
	assert_int_equal(r.seq, 4);
	free(d);
}

TEST(errors_about_others)
{
	struct dccp_match m = match(ADDR_V6);
	struct dccp_recent *d = sent(&m, 9, 0);
	struct errq e = entry(ADDR_V6);

	for (size_t cut = 8; cut <= 20; cut += 12)
		for (int wrong = 0; wrong < 6; wrong++) {
			uint8_t bytes[64];
			struct reply r;
			bool known;

			probe(&m, 3, 0, bytes);
			bytes[1] ^= wrong == 1;			/* source port */
			bytes[3] ^= wrong == 2;
			bytes[7] ^= wrong == 3 ? 0x40 : 0;	/* checksum */
			bytes[10] ^= wrong == 4;		/* sequence number */
			bytes[8] |= wrong == 5 ? DCCP_RESET << 1 : 0;
			dccp_error(&m, &e, cur_of(bytes, cut), 40, &r);
			known = !wrong || (cut == 8 ? wrong >= 4 : wrong == 3);
			assert_int_equal(r.kind, known ? REPLY_ERROR : REPLY_OTHER);
		}
	free(d);
}

/* Labels behind a padded quote, as old routers and new ones send them. */
TEST(extensions)
{
	for (int stated = 0; stated < 2; stated++) {
		struct dccp_match m = match(ADDR_V6);
		struct errq e = entry(ADDR_V6);
		uint8_t bytes[256] = { 0 };
		struct put w = put_to(bytes, sizeof(bytes));
		struct reply r;
		size_t at;

		w.len = probe(&m, SEQ, 0, bytes);
		put_zero(&w, 88 - w.len);
		at = put_ext(&w);
		put_mpls(&w, 3);
		put_ext_sum(&w, at);
		e.stated = stated ? 88 : 0;
		dccp_error(&m, &e, cur_of(bytes, w.len), 40, &r);
		assert_int_equal(r.kind, REPLY_ERROR);
		assert_int_equal(r.seq, SEQ + 1);
		assert_int_equal(cur_left(&r.ext), 16);
		assert_int_equal(cur_left(&r.quoted), 88);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_field_by_field),
		cmocka_unit_test(every_type),
		cmocka_unit_test(short_numbers_are_not_ours),
		cmocka_unit_test(every_number),
		cmocka_unit_test(answers_to_others),
		cmocka_unit_test(every_header_length_cut_everywhere),
		cmocka_unit_test(a_response_is_aborted),
		cmocka_unit_test(nothing_else_is_aborted),
		cmocka_unit_test(errors_cut_everywhere),
		cmocka_unit_test(eight_bytes_tell_every_recent_probe),
		cmocka_unit_test(the_newest_of_two_alike),
		cmocka_unit_test(a_number_counts_more_than_a_checksum),
		cmocka_unit_test(errors_about_others),
		cmocka_unit_test(extensions),
	};

	return cmocka_run_group_tests_name("dccp_reply", tests, NULL, NULL);
}
