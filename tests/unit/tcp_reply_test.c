/* What a raw TCP socket received, as a reply: ours, others', broken, cut at every byte. */
#include "xport/tcp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

#define BASE 0xfff01234		/* so that numbers wrap */
#define PORT 443
#define SEQ 0x5678

static const uint16_t ports[] = { 40000, 40007 };

static struct tcp_match match(uint8_t family, uint16_t flags)
{
	return (struct tcp_match){
		.to = there(family), .from = here(family), .port = PORT, .sports = ports,
		.nsports = LENGTH(ports), .flags = flags, .base = BASE, .room = 60,
	};
}

struct packet {
	uint8_t bytes[128];
	struct put w;
	size_t tcp;			/* where the segment begins */
};

/* A segment from the target, with the IPv4 header that a raw socket shows. */
static void make(struct packet *p, uint8_t family, unsigned words, const struct tcp *h)
{
	struct addr src = there(family), dst = here(family);

	p->w = put_to(p->bytes, sizeof(p->bytes));
	if (family == ADDR_V4)
		put_ip4(&p->w, words, IP_TCP, src, dst);
	p->tcp = p->w.len;
	tcp_put(&p->w, h, 4);
	put_be32(&p->w, 0x020405b4);
	tcp_put_sum(&p->w, p->tcp, &src, &dst);
	assert_false(p->w.over);
}

static bool answer(const struct tcp_match *m, const void *bytes, size_t n, struct reply *r)
{
	reply_clear(r);
	r->from = m->to;		/* as recvmsg() says it for IPv6 */
	return tcp_answer(m, cur_of(bytes, n), r);
}

static struct tcp syn_ack(const struct tcp_match *m)
{
	return (struct tcp){ .sport = PORT, .dport = ports[1], .seq = 99,
			     .ack = tcp_number(m, SEQ) + 1, .flags = TCP_SYN | TCP_ACK };
}

TEST(an_answer_field_by_field)
{
	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		struct tcp_match m = match(family, TCP_SYN);
		struct tcp h = syn_ack(&m);
		struct addr to = there(family);
		struct packet p;
		struct reply r;

		make(&p, family, 5, &h);
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_int_equal(r.kind, REPLY_ANSWER);
		assert_int_equal(r.seq, SEQ);
		assert_int_equal(r.info, TCP_SYN | TCP_ACK);
		assert_int_equal(r.len, 24);
		assert_int_equal(cur_left(&r.body), 24);
		assert_true(addr_eq(&r.from, &to));
		assert_int_equal(r.ttl, family == ADDR_V4 ? 61 : -1);
		assert_false(r.bad_sum);
		p.bytes[p.w.len - 1] ^= 1;
		assert_true(answer(&m, p.bytes, p.w.len, &r));
		assert_true(r.bad_sum);
	}
}

/* Every flag alone and together, in answer to a SYN and to an ACK. */
TEST(every_flag)
{
	for (unsigned flags = 0; flags < 64; flags++)
		for (int ack = 0; ack < 2; ack++) {
			struct tcp_match m = match(ADDR_V4, ack ? TCP_ACK : TCP_SYN);
			struct tcp h = syn_ack(&m);
			bool acks = flags & TCP_ACK, resets = flags & TCP_RST;
			struct packet p;
			struct reply r;

			h.flags = (uint16_t)flags;
			h.seq = acks ? 0 : tcp_number(&m, SEQ);
			make(&p, ADDR_V4, 5, &h);
			assert_true(answer(&m, p.bytes, p.w.len, &r));
			if (acks ? ack || resets || flags & TCP_SYN : resets)
				assert_int_equal(r.kind, REPLY_ANSWER);
			else
				assert_int_equal(r.kind, REPLY_OTHER);
		}
}

TEST(every_number_and_what_it_may_acknowledge)
{
	struct tcp_match m = match(ADDR_V6, TCP_SYN);
	struct tcp h = syn_ack(&m);
	struct packet p;
	struct reply r;

	for (unsigned seq = 0; seq < 65536; seq += 13) {
		static const uint32_t beyond[] = { 0, 1, 60, 61, 0x8000, 0xffff };

		for (size_t i = 0; i < LENGTH(beyond); i++) {
			h.ack = tcp_number(&m, (uint16_t)seq) + beyond[i];
			make(&p, ADDR_V6, 5, &h);
			assert_true(answer(&m, p.bytes, p.w.len, &r));
			assert_int_equal(r.kind, beyond[i] <= 60 ? REPLY_ANSWER : REPLY_OTHER);
			if (beyond[i] <= 60)
				assert_int_equal(r.seq, seq);
		}
	}
}

TEST(answers_to_others)
{
	struct tcp_match m = match(ADDR_V4, TCP_SYN);
	struct tcp h = syn_ack(&m);
	struct packet p;
	struct reply r;

	h.dport = 40001;
	make(&p, ADDR_V4, 5, &h);
	assert_true(answer(&m, p.bytes, p.w.len, &r));
	assert_int_equal(r.kind, REPLY_OTHER);
	h = syn_ack(&m);
	h.sport = 80;
	make(&p, ADDR_V4, 5, &h);
	assert_true(answer(&m, p.bytes, p.w.len, &r));
	assert_int_equal(r.kind, REPLY_OTHER);
	h = syn_ack(&m);
	make(&p, ADDR_V4, 5, &h);
	p.bytes[12] ^= 1;		/* from elsewhere */
	assert_true(answer(&m, p.bytes, p.w.len, &r));
	assert_int_equal(r.kind, REPLY_OTHER);
	for (unsigned proto = 0; proto < 256; proto++) {
		p.bytes[9] = (uint8_t)proto;
		assert_int_equal(answer(&m, p.bytes, p.w.len, &r), proto == IP_TCP);
	}
}

TEST(every_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned outer = 0; outer < 16; outer++)
		for (unsigned inner = 0; inner < 16; inner++) {
			struct tcp_match m = match(ADDR_V4, TCP_SYN);
			struct tcp h = syn_ack(&m);
			size_t head = outer < 5 ? 20 : outer * 4;
			struct packet p;

			make(&p, ADDR_V4, outer < 5 ? 5 : outer, &h);
			p.bytes[0] = (uint8_t)(0x40 | outer);
			p.bytes[head + 12] = (uint8_t)(inner << 4);
			for (size_t cut = 0; cut <= p.w.len; cut++) {
				size_t whole = head + (inner < 5 ? 20 : inner * 4);
				bool ok = outer >= 5 && inner >= 5 && cut >= whole;
				struct reply r;

				assert_int_equal(answer(&m, guard_copy(&g, p.bytes, cut), cut, &r),
						 ok);
			}
		}
	guard_close(&g);
}

static struct errq entry(uint8_t family)
{
	return (struct errq){ .origin = ERRQ_ICMP,
			      .type = family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED,
			      .from = router(family), .to = there(family), .ttl = 250 };
}

static size_t probe(uint8_t *bytes, size_t size, const struct tcp *h)
{
	struct put w = put_to(bytes, size);

	tcp_put(&w, h, 0);
	return w.len;
}

TEST(errors_cut_everywhere)
{
	struct guard g = guard_open();
	struct tcp_match m = match(ADDR_V4, TCP_SYN);
	struct errq e = entry(ADDR_V4);
	struct tcp h = { .sport = ports[0], .dport = PORT, .seq = tcp_number(&m, SEQ) };
	uint8_t bytes[64];
	size_t n = probe(bytes, sizeof(bytes), &h);
	struct reply r;

	for (size_t cut = 0; cut <= n; cut++) {
		tcp_error(&m, &e, cur_of(guard_copy(&g, bytes, cut), cut), 20, &r);
		assert_int_equal(r.kind, cut >= 8 ? REPLY_ERROR : REPLY_OTHER);
		if (cut >= 8)
			assert_int_equal(r.seq, SEQ);
	}
	guard_close(&g);
}

TEST(errors_about_others)
{
	struct tcp_match m = match(ADDR_V6, TCP_SYN);
	struct errq e = entry(ADDR_V6);
	struct tcp right = { .sport = ports[1], .dport = PORT, .seq = tcp_number(&m, 0) }, h;
	uint8_t bytes[64];
	struct reply r;

	for (int wrong = 0; wrong < 4; wrong++) {
		h = right;
		h.sport = (uint16_t)(h.sport + (wrong == 1));
		h.dport = (uint16_t)(h.dport + (wrong == 2));
		h.seq += wrong == 3;
		tcp_error(&m, &e, cur_of(bytes, probe(bytes, sizeof(bytes), &h)), 40, &r);
		assert_int_equal(r.kind, wrong ? REPLY_OTHER : REPLY_ERROR);
	}
}

/* Labels behind a padded quote, as old routers and new ones send them. */
TEST(extensions)
{
	for (int stated = 0; stated < 2; stated++) {
		struct tcp_match m = match(ADDR_V6, TCP_SYN);
		struct errq e = entry(ADDR_V6);
		struct tcp h = { .sport = ports[0], .dport = PORT, .seq = tcp_number(&m, SEQ) };
		uint8_t bytes[256] = { 0 };
		struct put w = put_to(bytes, sizeof(bytes));
		struct reply r;
		size_t at;

		tcp_put(&w, &h, 0);
		put_zero(&w, 88 - w.len);
		at = put_ext(&w);
		put_mpls(&w, 3);
		put_ext_sum(&w, at);
		e.stated = stated ? 88 : 0;
		tcp_error(&m, &e, cur_of(bytes, w.len), 40, &r);
		assert_int_equal(r.kind, REPLY_ERROR);
		assert_int_equal(cur_left(&r.ext), 16);
		assert_int_equal(cur_left(&r.quoted), 88);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_field_by_field),
		cmocka_unit_test(every_flag),
		cmocka_unit_test(every_number_and_what_it_may_acknowledge),
		cmocka_unit_test(answers_to_others),
		cmocka_unit_test(every_header_length_cut_everywhere),
		cmocka_unit_test(errors_cut_everywhere),
		cmocka_unit_test(errors_about_others),
		cmocka_unit_test(extensions),
	};

	return cmocka_run_group_tests_name("tcp_reply", tests, NULL, NULL);
}
