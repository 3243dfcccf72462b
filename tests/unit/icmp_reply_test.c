/* What an ICMP socket received, as a reply: ours, another's, forged, broken, cut at every byte. */
#include "xport/icmp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"
#include "wire/icmpext.h"

#define ID 0x1234
#define SEQ 0x5678

struct socket {
	uint8_t family;
	bool raw;
};

static const struct socket sockets[] = {
	{ ADDR_V4, true },
	{ ADDR_V4, false },
	{ ADDR_V6, true },
	{ ADDR_V6, false },
};

/* A message being made, and what it says; the checksum is right on the sockets that check it. */
struct message {
	struct socket on;
	uint8_t bytes[512];
	struct put w;
	size_t icmp;			/* where the ICMP message begins */
};

static void begin(struct message *m, struct socket on, unsigned words, uint8_t type, uint8_t code,
		  uint32_t rest)
{
	m->on = on;
	m->w = put_to(m->bytes, sizeof(m->bytes));
	if (on.raw && on.family == ADDR_V4)
		put_ip4(&m->w, words, IP_ICMP, router(ADDR_V4), here(ADDR_V4));
	m->icmp = m->w.len;
	icmp_put(&m->w, type, code, (uint16_t)(rest >> 16), (uint16_t)rest);
}

static void end(struct message *m)
{
	assert_false(m->w.over);
	put_icmp_sum(&m->w, m->icmp);
}

static void quote_probe(struct message *m, unsigned words, uint16_t id, struct addr dst)
{
	uint8_t family = m->on.family;

	if (family == ADDR_V4)
		put_ip4(&m->w, words, IP_ICMP, here(family), dst);
	else
		put_ip6(&m->w, IP_ICMP6, here(family), dst);
	icmp_put(&m->w, icmp_echo_type(family), 0, id, SEQ);
}

static bool reply(const struct message *m, const uint8_t *p, size_t n, struct reply *r)
{
	struct icmp_match match = {
		.family = m->on.family,
		.raw = m->on.raw,
		.id = ID,
		.to = there(m->on.family),
		.form = m->on.family == ADDR_V4 ? &icmp_echo4 : &icmp_echo6,
	};

	*r = (struct reply){ .ttl = -1 };
	return icmp_reply(&match, p, n, r);
}

static enum reply_kind kind_of(const struct message *m)
{
	struct reply r;

	assert_true(reply(m, m->bytes, m->w.len, &r));
	return r.kind;
}

static uint8_t time_exceeded(uint8_t family)
{
	return family == ADDR_V4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED;
}

TEST(an_answer_field_by_field)
{
	for (size_t i = 0; i < LENGTH(sockets); i++) {
		struct socket on = sockets[i];
		struct addr from = router(ADDR_V4), to = here(ADDR_V4);
		struct message m;
		struct reply r;

		begin(&m, on, 7, icmp_echo_reply_type(on.family), 9, (uint32_t)ID << 16 | SEQ);
		put_be32(&m.w, 0xcafebabe);
		end(&m);
		assert_true(reply(&m, m.bytes, m.w.len, &r));
		assert_int_equal(r.kind, REPLY_ANSWER);
		assert_int_equal(r.seq, SEQ);
		assert_int_equal(r.type, icmp_echo_reply_type(on.family));
		assert_int_equal(r.code, 9);
		assert_int_equal(r.info, (uint32_t)ID << 16 | SEQ);
		assert_int_equal(r.len, 12);
		assert_int_equal(cur_left(&r.body), 4);
		assert_int_equal(cur_be32(&r.body), 0xcafebabe);
		assert_false(r.bad_sum);
		assert_false(r.has_quote);
		assert_int_equal(cur_left(&r.ext), 0);
		if (!m.icmp)
			continue;
		assert_true(addr_eq(&r.from, &from));
		assert_true(addr_eq(&r.to, &to));
		assert_int_equal(r.ttl, 61);
		assert_int_equal(cur_left(&r.options), 8);
	}
}

TEST(an_error_field_by_field)
{
	for (size_t i = 0; i < LENGTH(sockets); i++) {
		struct socket on = sockets[i];
		struct addr src = here(on.family), dst = there(on.family);
		struct message m;
		struct reply r;

		begin(&m, on, 5, time_exceeded(on.family), 1, 0x00000042);
		quote_probe(&m, 5, ID, dst);
		put_be32(&m.w, 0xcafebabe);
		end(&m);
		assert_true(reply(&m, m.bytes, m.w.len, &r));
		assert_int_equal(r.kind, REPLY_ERROR);
		assert_int_equal(r.seq, SEQ);
		assert_int_equal(r.code, 1);
		assert_int_equal(r.info, 0x42);
		assert_true(r.has_quote);
		assert_true(addr_eq(&r.quote.src, &src));
		assert_true(addr_eq(&r.quote.dst, &dst));
		assert_int_equal(r.quote.ttl, 61);
		assert_int_equal(cur_left(&r.quoted), m.w.len - m.icmp - 8);
		assert_int_equal(cur_be32(&r.quote.data), 0xcafebabe);
		assert_int_equal(cur_left(&r.ext), 0);
	}
}

TEST(answers_to_others)
{
	for (size_t i = 0; i < LENGTH(sockets); i++)
		for (unsigned id = 0; id < 65536; id += id == ID - 1 || id == ID ? 1 : 37) {
			struct message m;

			begin(&m, sockets[i], 5, icmp_echo_reply_type(sockets[i].family), 0,
			      (uint32_t)id << 16 | SEQ);
			end(&m);
			/* datagram sockets: the kernel has compared it */
			assert_int_equal(kind_of(&m),
					 !sockets[i].raw || id == ID ? REPLY_ANSWER : REPLY_OTHER);
		}
}

TEST(errors_about_others)
{
	for (size_t i = 0; i < LENGTH(sockets); i++) {
		struct socket on = sockets[i];
		struct message m;
		struct addr other = there(on.family);

		begin(&m, on, 5, time_exceeded(on.family), 0, 0);
		quote_probe(&m, 5, ID + 1, there(on.family));
		end(&m);
		assert_int_equal(kind_of(&m), on.raw ? REPLY_OTHER : REPLY_ERROR);

		/* the same identifier by chance, another destination */
		for (unsigned bit = 0; bit < 8 * addr_len(&other); bit++) {
			other = there(on.family);
			other.b[bit / 8] ^= (uint8_t)(1 << bit % 8);
			begin(&m, on, 5, time_exceeded(on.family), 0, 0);
			quote_probe(&m, 5, ID, other);
			end(&m);
			assert_int_equal(kind_of(&m), REPLY_OTHER);
		}
	}
}

/* On a source route the quoted destination is the next hop of it, not ours. */
TEST(errors_on_a_source_route)
{
	for (unsigned words = 5; words < 16; words++) {
		struct message m;

		begin(&m, sockets[0], 5, ICMP4_UNREACHABLE, 5, 0);
		quote_probe(&m, words, ID, router(ADDR_V4));
		end(&m);
		assert_int_equal(kind_of(&m), words > 5 ? REPLY_ERROR : REPLY_OTHER);
	}
}

/* An error about anything but our echo request: another type, protocol, or a later fragment. */
TEST(errors_about_other_packets)
{
	for (size_t i = 0; i < LENGTH(sockets); i++) {
		struct socket on = sockets[i];
		uint8_t echo = icmp_echo_type(on.family);
		uint8_t icmp = on.family == ADDR_V4 ? IP_ICMP : IP_ICMP6;
		size_t ip = on.family == ADDR_V4 ? 20 : 40, proto = on.family == ADDR_V4 ? 9 : 6;

		for (unsigned v = 0; v < 256; v++) {
			struct message m;

			begin(&m, on, 5, time_exceeded(on.family), 0, 0);
			quote_probe(&m, 5, ID, there(on.family));
			m.bytes[m.icmp + 8 + ip] = (uint8_t)v;
			end(&m);
			assert_int_equal(kind_of(&m), v == echo ? REPLY_ERROR : REPLY_OTHER);

			m.bytes[m.icmp + 8 + ip] = echo;
			m.bytes[m.icmp + 8 + proto] = (uint8_t)v;
			end(&m);
			assert_int_equal(kind_of(&m), v == icmp ? REPLY_ERROR : REPLY_OTHER);
		}
		if (on.family == ADDR_V4) {
			struct message m;

			begin(&m, on, 5, time_exceeded(on.family), 0, 0);
			quote_probe(&m, 5, ID, there(on.family));
			m.bytes[m.icmp + 8 + 7] = 1;
			end(&m);
			assert_int_equal(kind_of(&m), REPLY_OTHER);
		}
	}
}

TEST(every_type)
{
	for (size_t i = 0; i < LENGTH(sockets); i++)
		for (unsigned type = 0; type < 256; type++) {
			struct socket on = sockets[i];
			bool v4 = on.family == ADDR_V4;
			enum reply_kind kind = REPLY_OTHER;
			struct message m;
			struct reply r;

			begin(&m, on, 5, (uint8_t)type, 3, (uint32_t)ID << 16 | SEQ);
			quote_probe(&m, 5, ID, there(on.family));
			end(&m);
			if (type == icmp_echo_reply_type(on.family))
				kind = REPLY_ANSWER;
			else if (v4 && (type == 4 || type == 5))
				kind = REPLY_NOTICE;
			else if (icmp_quotes(on.family, (uint8_t)type))
				kind = REPLY_ERROR;
			assert_true(reply(&m, m.bytes, m.w.len, &r));
			assert_int_equal(r.kind, kind);
			assert_int_equal(r.type, type);
			assert_int_equal(r.code, 3);
			if (kind != REPLY_OTHER)
				assert_int_equal(r.seq, SEQ);
			assert_int_equal(r.has_quote, icmp_quotes(on.family, (uint8_t)type));
		}
}

/* Only raw IPv4 sockets hand out messages that the kernel has not summed up. */
TEST(wrong_checksums)
{
	static const uint8_t types[] = {
		ICMP4_ECHO_REPLY, ICMP4_UNREACHABLE, ICMP4_QUENCH, ICMP4_REDIRECT,
		ICMP4_TIME_EXCEEDED, ICMP4_PARAMETER, ICMP4_ECHO,
	};

	for (size_t i = 0; i < LENGTH(types); i++)
		for (unsigned bit = 0; bit < 16; bit++) {
			struct message m;
			struct reply r;

			begin(&m, sockets[0], 5, types[i], 0, (uint32_t)ID << 16 | SEQ);
			quote_probe(&m, 5, ID, there(ADDR_V4));
			end(&m);
			assert_true(reply(&m, m.bytes, m.w.len, &r));
			assert_false(r.bad_sum);
			m.bytes[m.icmp + 2 + bit / 8] ^= (uint8_t)(1 << bit % 8);
			assert_true(reply(&m, m.bytes, m.w.len, &r));
			assert_true(r.bad_sum);
			assert_int_equal(r.kind,
					 types[i] == ICMP4_ECHO_REPLY ? REPLY_ANSWER : REPLY_OTHER);
			if (r.kind == REPLY_ANSWER)
				assert_int_equal(r.seq, SEQ);
			/* elsewhere the kernel did it */
			m.on.raw = false;
			assert_true(reply(&m, m.bytes + m.icmp, m.w.len - m.icmp, &r));
			assert_false(r.bad_sum);
		}
}

TEST(not_icmp_at_all)
{
	struct message m;
	struct reply r;

	begin(&m, sockets[0], 5, ICMP4_ECHO_REPLY, 0, (uint32_t)ID << 16 | SEQ);
	end(&m);
	for (unsigned v = 0; v < 256; v++) {
		m.bytes[9] = (uint8_t)v;
		assert_int_equal(reply(&m, m.bytes, m.w.len, &r), v == IP_ICMP);
	}
	m.bytes[9] = IP_ICMP;
	for (unsigned version = 0; version < 16; version++) {
		m.bytes[0] = (uint8_t)(version << 4 | 5);
		assert_int_equal(reply(&m, m.bytes, m.w.len, &r), version == 4);
	}
}

/* An error whose headers say these lengths, cut at every byte, nothing readable behind. */
static void expect_bounds(struct guard *g, struct socket on, unsigned outer, unsigned inner)
{
	size_t hlen = on.raw && on.family == ADDR_V4 ? outer * 4 : 0;
	size_t quoted = on.family == ADDR_V4 ? inner * 4 : 40;
	struct message m;
	struct reply r;

	begin(&m, on, outer, time_exceeded(on.family), 0, 0);
	quote_probe(&m, inner, ID, there(on.family));
	put_be32(&m.w, 0);
	for (size_t cut = 0; cut <= m.w.len; cut++) {
		bool ok = (!m.icmp || outer >= 5) && cut >= hlen + 8;
		bool whole = quoted >= 20 && cut >= hlen + 8 + quoted + 8;
		uint8_t *p = guard_copy(g, m.bytes, cut);
		struct put w = { .p = p, .len = cut, .cap = cut };

		if (ok)			/* of what is there the checksum is right */
			put_icmp_sum(&w, hlen);
		assert_int_equal(reply(&m, p, cut, &r), ok);
		if (ok)
			assert_int_equal(r.kind, whole ? REPLY_ERROR : REPLY_OTHER);
	}
}

/* CVE-2022-23093 */
TEST(every_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned outer = 0; outer < 16; outer++)
		for (unsigned inner = 0; inner < 16; inner++)
			expect_bounds(&g, sockets[0], outer, inner);
	for (unsigned inner = 0; inner < 16; inner++)
		expect_bounds(&g, sockets[1], 5, inner);
	expect_bounds(&g, sockets[2], 5, 5);
	expect_bounds(&g, sockets[3], 5, 5);
	guard_close(&g);
}

TEST(answers_cut_everywhere)
{
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(sockets); i++) {
		struct message m;
		struct reply r;

		begin(&m, sockets[i], 15, icmp_echo_reply_type(sockets[i].family), 0,
		      (uint32_t)ID << 16 | SEQ);
		put_zero(&m.w, 56);
		end(&m);
		for (size_t cut = 0; cut <= m.w.len; cut++) {
			bool ok = reply(&m, guard_copy(&g, m.bytes, cut), cut, &r);

			assert_int_equal(ok, cut >= m.icmp + 8);
			if (!ok)
				continue;
			assert_int_equal(r.kind, REPLY_ANSWER);
			assert_int_equal(r.len, cut - m.icmp);
			assert_int_equal(cur_left(&r.body), cut - m.icmp - 8);
		}
	}
	guard_close(&g);
}

/* An error with a label stack behind a padded quote, as routers with MPLS send it. */
TEST(extensions)
{
	for (size_t i = 0; i < LENGTH(sockets); i++)
		for (int stated = 0; stated < 2; stated++) {
			struct socket on = sockets[i];
			uint32_t length = on.family == ADDR_V4 ? 32u << 16 : 16u << 24;
			struct icmpext_object obj;
			struct icmpext_label l;
			struct message m;
			struct reply r;
			size_t at;

			begin(&m, on, 5, time_exceeded(on.family), 0, stated ? length : 0);
			quote_probe(&m, 5, ID, there(on.family));
			put_zero(&m.w, m.icmp + 8 + 128 - m.w.len);
			at = put_ext(&m.w);
			put_mpls(&m.w, 2);
			put_ext_sum(&m.w, at);
			end(&m);
			assert_true(reply(&m, m.bytes, m.w.len, &r));
			assert_int_equal(r.kind, REPLY_ERROR);
			assert_int_equal(cur_left(&r.quoted), 128);
			assert_int_equal(cur_left(&r.quote.data),
					 128 - 8 - (on.family == ADDR_V4 ? 20 : 40));
			assert_true(icmpext_next(&r.ext, &obj));
			assert_true(icmpext_label_next(&obj.data, &l));
			assert_int_equal(l.label, 1000);
			assert_true(icmpext_label_next(&obj.data, &l));
			assert_int_equal(l.label, 1001);
			assert_true(l.bottom);
			assert_false(icmpext_label_next(&obj.data, &l));
			assert_false(icmpext_next(&r.ext, &obj));
		}
}

/* Numbers in the body instead of the header, as node information queries have theirs (RFC 4620). */
static bool body_seq(const void *arg, const struct icmp *h, struct cur body, uint16_t *seq)
{
	const uint16_t *nonce = arg;

	(void)h;
	if (cur_be16(&body) != *nonce)
		return false;
	*seq = cur_be16(&body);
	return cur_ok(&body);
}

TEST(another_form_of_message)
{
	static const uint16_t nonce = 0xabcd;
	const struct icmp_form form = {
		.type = ICMP6_NI_QUERY,
		.answer = ICMP6_NI_REPLY,
		.seq = body_seq,
		.arg = &nonce,
	};
	struct icmp_match match = { ADDR_V6, true, ID, there(ADDR_V6), &form };

	for (unsigned wrong = 0; wrong < 2; wrong++) {
		struct reply r = { 0 };
		struct message m;

		/* the identifier is not looked at */
		begin(&m, sockets[2], 5, ICMP6_NI_REPLY, 0, 0);
		put_be16(&m.w, (uint16_t)(nonce + wrong));
		put_be16(&m.w, SEQ);
		assert_true(icmp_reply(&match, m.bytes, m.w.len, &r));
		assert_int_equal(r.kind, wrong ? REPLY_OTHER : REPLY_ANSWER);
		if (!wrong)
			assert_int_equal(r.seq, SEQ);
		assert_true(icmp_reply(&match, m.bytes, m.w.len - 1, &r));
		assert_int_equal(r.kind, REPLY_OTHER);

		begin(&m, sockets[2], 5, ICMP6_UNREACHABLE, 0, 0);
		put_ip6(&m.w, IP_ICMP6, here(ADDR_V6), there(ADDR_V6));
		icmp_put(&m.w, ICMP6_NI_QUERY, 0, 0, 0);
		put_be16(&m.w, (uint16_t)(nonce + wrong));
		put_be16(&m.w, SEQ);
		assert_true(icmp_reply(&match, m.bytes, m.w.len, &r));
		assert_int_equal(r.kind, wrong ? REPLY_OTHER : REPLY_ERROR);
		assert_true(icmp_reply(&match, m.bytes, m.w.len - 1, &r));
		assert_int_equal(r.kind, REPLY_OTHER);
	}
}

TEST(random_damage_stays_within_bounds)
{
	struct guard g = guard_open();
	unsigned kinds[REPLY_OTHER + 1] = { 0 };
	uint64_t seed = 19;

	for (int i = 0; i < 300000; i++) {
		struct socket on = sockets[i % 4];
		struct icmpext_object obj;
		struct message m;
		struct reply r;
		size_t cut;

		begin(&m, on, 5 + (unsigned)(i % 11), time_exceeded(on.family), 0,
		      on.family == ADDR_V4 ? 18u << 16 : 8u << 24);
		quote_probe(&m, 5 + rnd_below(&seed, 11), ID, there(on.family));
		put_zero(&m.w, rnd_below(&seed, 20));
		put_ext(&m.w);
		put_mpls(&m.w, rnd_below(&seed, 4));
		for (unsigned k = rnd_below(&seed, 4); k; k--)
			m.bytes[m.icmp + rnd_below(&seed, (unsigned)(m.w.len - m.icmp))] =
				(uint8_t)rnd(&seed);
		if (rnd_below(&seed, 4))
			end(&m);
		cut = rnd_below(&seed, 4) ? m.w.len : rnd_below(&seed, (unsigned)m.w.len);
		if (!reply(&m, guard_copy(&g, m.bytes, cut), cut, &r))
			continue;
		kinds[r.kind]++;
		assert_true(cur_left(&r.body) <= cut && cur_left(&r.quoted) <= cut);
		while (icmpext_next(&r.ext, &obj))
			cur_bytes(&obj.data, cur_left(&obj.data));
		cur_bytes(&r.quoted, cur_left(&r.quoted));
		cur_bytes(&r.options, cur_left(&r.options));
		assert_true(cur_ok(&r.quoted) && cur_ok(&r.options));
	}
	assert_true(kinds[REPLY_ERROR] > 50000 && kinds[REPLY_OTHER] > 10000);
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_field_by_field),
		cmocka_unit_test(an_error_field_by_field),
		cmocka_unit_test(answers_to_others),
		cmocka_unit_test(errors_about_others),
		cmocka_unit_test(errors_on_a_source_route),
		cmocka_unit_test(errors_about_other_packets),
		cmocka_unit_test(every_type),
		cmocka_unit_test(wrong_checksums),
		cmocka_unit_test(not_icmp_at_all),
		cmocka_unit_test(every_header_length_cut_everywhere),
		cmocka_unit_test(answers_cut_everywhere),
		cmocka_unit_test(extensions),
		cmocka_unit_test(another_form_of_message),
		cmocka_unit_test(random_damage_stays_within_bounds),
	};

	return cmocka_run_group_tests_name("icmp_reply", tests, NULL, NULL);
}
