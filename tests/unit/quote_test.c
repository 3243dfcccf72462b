/* Our probe inside an error: every header length, protocol and fragment, cut at every byte. */
#include "wire/quote.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

/* An echo request as a router would quote it. */
static size_t quoted(uint8_t *bytes, size_t size, uint8_t family, unsigned words)
{
	struct put w = put_to(bytes, size);

	if (family == ADDR_V4)
		put_ip4(&w, words, IP_ICMP, here(family), there(family));
	else
		put_ip6(&w, IP_ICMP6, here(family), there(family));
	icmp_put(&w, icmp_echo_type(family), 0, 0x1234, 0x5678);
	put_be32(&w, 0xcafebabe);
	assert_false(w.over);
	return w.len;
}

static void expect_ours(const struct quote *q, uint8_t family)
{
	struct addr src = here(family), dst = there(family);

	assert_int_equal(q->family, family);
	assert_int_equal(q->proto, family == ADDR_V4 ? IP_ICMP : IP_ICMP6);
	assert_int_equal(q->ttl, 61);
	assert_true(addr_eq(&q->src, &src));
	assert_true(addr_eq(&q->dst, &dst));
	assert_int_equal(q->icmp.type, icmp_echo_type(family));
	assert_int_equal(q->icmp.id, 0x1234);
	assert_int_equal(q->icmp.seq, 0x5678);
}

TEST(every_ipv4_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned words = 0; words < 16; words++) {
		uint8_t bytes[72];
		size_t n = quoted(bytes, sizeof(bytes), ADDR_V4, words), hlen = words * 4;

		for (size_t cut = 0; cut <= n; cut++) {
			struct quote q;
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
			bool ok = words >= 5 && cut >= hlen + 8;

			assert_int_equal(quote_parse(ADDR_V4, c, &q), ok);
			if (!ok)
				continue;
			expect_ours(&q, ADDR_V4);
			assert_int_equal(q.ip4.hlen, hlen);
			assert_int_equal(q.ip4.tos, 0xb8);
			assert_int_equal(cur_left(&q.ip4.options), hlen - 20);
			assert_int_equal(cur_left(&q.data), cut - hlen - 8);
		}
	}
	guard_close(&g);
}

TEST(ipv6_cut_everywhere)
{
	struct guard g = guard_open();
	uint8_t bytes[52];
	size_t n = quoted(bytes, sizeof(bytes), ADDR_V6, 0);

	for (size_t cut = 0; cut <= n; cut++) {
		struct quote q;

		assert_int_equal(quote_parse(ADDR_V6, cur_of(guard_copy(&g, bytes, cut), cut), &q),
				 cut >= 48);
		if (cut < 48)
			continue;
		expect_ours(&q, ADDR_V6);
		assert_int_equal(cur_left(&q.data), cut - 48);
	}
	guard_close(&g);
}

TEST(ipv6_behind_extension_headers)
{
	uint8_t bytes[128];
	struct put w = put_to(bytes, sizeof(bytes));
	struct quote q;

	put_ip6(&w, 0, here(ADDR_V6), there(ADDR_V6));
	put_be32(&w, 43u << 24);			/* hop-by-hop, then routing of 16 bytes */
	put_be32(&w, 0);
	put_be32(&w, 44u << 24 | 1u << 16);
	put_zero(&w, 12);
	put_be32(&w, 58u << 24 | 1);			/* the first fragment, more follow */
	put_be32(&w, 0x11112222);
	icmp_put(&w, ICMP6_ECHO, 0, 0x1234, 0x5678);
	assert_true(quote_parse(ADDR_V6, cur_of(bytes, w.len), &q));
	expect_ours(&q, ADDR_V6);
	bytes[66] = 0x01;				/* a later fragment */
	assert_false(quote_parse(ADDR_V6, cur_of(bytes, w.len), &q));
}

TEST(every_fragment_field)
{
	uint8_t bytes[72];
	size_t n = quoted(bytes, sizeof(bytes), ADDR_V4, 5);

	for (unsigned frag = 0; frag < 65536; frag++) {
		struct quote q;

		bytes[6] = (uint8_t)(frag >> 8);
		bytes[7] = (uint8_t)frag;
		assert_int_equal(quote_parse(ADDR_V4, cur_of(bytes, n), &q), (frag & 0x1fff) == 0);
	}
}

TEST(every_protocol)
{
	for (unsigned proto = 0; proto < 256; proto++) {
		uint8_t bytes[72] = { 0 };
		bool common = proto == IP_UDP || proto == IP_TCP || proto == IP_DCCP;
		struct quote q;
		size_t n = quoted(bytes, sizeof(bytes), ADDR_V4, 5);

		bytes[9] = (uint8_t)proto;
		assert_int_equal(quote_parse(ADDR_V4, cur_of(bytes, n), &q), common || proto == 1);
		n = quoted(bytes, sizeof(bytes), ADDR_V6, 0);
		bytes[6] = (uint8_t)proto;
		/* 0, 43, 60 and 51 are extension headers; as such they are cut short here */
		assert_int_equal(quote_parse(ADDR_V6, cur_of(bytes, n), &q), common || proto == 58);
	}
}

/* The header of a quote of that protocol. */
static struct put begin(uint8_t *bytes, size_t size, uint8_t family, uint8_t proto)
{
	struct put w = put_to(bytes, size);

	if (family == ADDR_V4)
		put_ip4(&w, 5, proto, here(family), there(family));
	else
		put_ip6(&w, proto, here(family), there(family));
	return w;
}

TEST(udp_cut_everywhere)
{
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		uint8_t bytes[72];
		struct put w = begin(bytes, sizeof(bytes), family, IP_UDP);
		size_t head = w.len;

		udp_put(&w, 40000, 33434, 4);
		put_set16(&w, head + 6, 0xabcd);
		put_be32(&w, 0xcafebabe);
		for (size_t cut = 0; cut <= w.len; cut++) {
			struct quote q;
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);

			assert_int_equal(quote_parse(family, c, &q), cut >= head + 8);
			if (cut < head + 8)
				continue;
			assert_int_equal(q.proto, IP_UDP);
			assert_int_equal(q.udp.sport, 40000);
			assert_int_equal(q.udp.dport, 33434);
			assert_int_equal(q.udp.len, 12);
			assert_int_equal(q.udp.sum, 0xabcd);
			assert_int_equal(q.icmp.type, 0);
			assert_int_equal(cur_left(&q.data), cut - head - 8);
		}
	}
	guard_close(&g);
}

/* As far as the sequence number, or the whole header where it is whole. */
TEST(tcp_cut_everywhere)
{
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		struct tcp h = {
			.sport = 40000, .dport = 443, .seq = 0x01020304, .flags = TCP_SYN
		};
		uint8_t bytes[128];
		struct put w = begin(bytes, sizeof(bytes), family, IP_TCP);
		size_t head = w.len;

		tcp_put(&w, &h, 4);
		put_be32(&w, 0x020405b4);
		put_be32(&w, 0xcafebabe);
		for (size_t cut = 0; cut <= w.len; cut++) {
			bool whole = cut >= head + 24;
			struct quote q;
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);

			assert_int_equal(quote_parse(family, c, &q), cut >= head + 8);
			if (cut < head + 8)
				continue;
			assert_int_equal(q.proto, IP_TCP);
			assert_int_equal(q.tcp.sport, 40000);
			assert_int_equal(q.tcp.dport, 443);
			assert_int_equal(q.tcp.seq, 0x01020304);
			assert_int_equal(q.tcp.hlen, whole ? 24 : 0);
			assert_int_equal(q.tcp.flags, whole ? TCP_SYN : 0);
			assert_int_equal(cur_left(&q.data), cut - head - (whole ? 24 : 8));
		}
	}
	guard_close(&g);
}

/* As far as the checksum, the sequence number or the whole header. */
TEST(dccp_cut_everywhere)
{
	struct guard g = guard_open();

	for (size_t i = 0; i < LENGTH(families); i++) {
		uint8_t family = families[i];
		struct dccp h = {
			.sport = 40000, .dport = 33434, .seq = 0x010203040506, .service = 7
		};
		uint8_t bytes[128];
		struct put w = begin(bytes, sizeof(bytes), family, IP_DCCP);
		size_t head = w.len;

		dccp_put(&w, &h);
		put_set16(&w, head + 6, 0xabcd);
		put_be32(&w, 0xcafebabe);
		for (size_t cut = 0; cut <= w.len; cut++) {
			bool whole = cut >= head + 20, numbered = cut >= head + 16;
			size_t read = whole ? 20 : numbered ? 16 : 8;
			struct quote q;
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);

			assert_int_equal(quote_parse(family, c, &q), cut >= head + 8);
			if (cut < head + 8)
				continue;
			assert_int_equal(q.proto, IP_DCCP);
			assert_int_equal(q.dccp.sport, 40000);
			assert_int_equal(q.dccp.dport, 33434);
			assert_int_equal(q.dccp.sum, 0xabcd);
			assert_int_equal(q.dccp.extended, numbered);
			assert_int_equal(q.dccp.seq, numbered ? 0x010203040506 : 0);
			assert_int_equal(q.dccp.hlen, whole ? 20 : 0);
			assert_int_equal(q.dccp.service, whole ? 7 : 0);
			assert_int_equal(cur_left(&q.data), cut - head - read);
		}
	}
	guard_close(&g);
}

TEST(the_other_family_is_no_quote)
{
	uint8_t bytes[72];
	struct quote q;
	size_t n = quoted(bytes, sizeof(bytes), ADDR_V4, 5);

	assert_false(quote_parse(ADDR_V6, cur_of(bytes, n), &q));
	bytes[9] = IP_ICMP6;
	assert_false(quote_parse(ADDR_V6, cur_of(bytes, n), &q));
	n = quoted(bytes, sizeof(bytes), ADDR_V6, 0);
	assert_false(quote_parse(ADDR_V4, cur_of(bytes, n), &q));
	bytes[6] = IP_ICMP;
	assert_false(quote_parse(ADDR_V4, cur_of(bytes, n), &q));
	assert_false(quote_parse(ADDR_V4, cur_of(NULL, 0), &q));
	assert_false(quote_parse(ADDR_V6, cur_of(NULL, 0), &q));
}

TEST(random_bytes)
{
	struct guard g = guard_open();
	uint64_t seed = 18;
	unsigned ok = 0;

	for (int i = 0; i < 300000; i++) {
		uint8_t family = i % 2 ? ADDR_V4 : ADDR_V6, bytes[72];
		size_t n = quoted(bytes, sizeof(bytes), family, 5 + rnd_below(&seed, 11)), cut;
		struct quote q;

		for (unsigned k = rnd_below(&seed, 4); k; k--)
			bytes[rnd_below(&seed, (unsigned)n)] = (uint8_t)rnd(&seed);
		cut = rnd_below(&seed, (unsigned)n + 1);
		if (quote_parse(family, cur_of(guard_copy(&g, bytes, cut), cut), &q)) {
			ok++;
			assert_true(cur_left(&q.data) <= cut - 28);
			cur_bytes(&q.data, cur_left(&q.data));
			cur_bytes(&q.ip4.options, cur_left(&q.ip4.options));
			assert_true(cur_ok(&q.data) && cur_ok(&q.ip4.options));
		}
	}
	assert_in_range(ok, 10000, 200000);
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_ipv4_header_length_cut_everywhere),
		cmocka_unit_test(ipv6_cut_everywhere),
		cmocka_unit_test(ipv6_behind_extension_headers),
		cmocka_unit_test(every_fragment_field),
		cmocka_unit_test(every_protocol),
		cmocka_unit_test(udp_cut_everywhere),
		cmocka_unit_test(tcp_cut_everywhere),
		cmocka_unit_test(dccp_cut_everywhere),
		cmocka_unit_test(the_other_family_is_no_quote),
		cmocka_unit_test(random_bytes),
	};

	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
