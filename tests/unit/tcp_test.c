/* TCP headers and options: read and written, every header length, cut at every byte, checksums. */
#include "wire/tcp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

/* A header that says it has `words` 32-bit words, with as many options, and 4 bytes of data. */
static size_t segment(uint8_t *bytes, size_t size, unsigned words)
{
	struct tcp h = { .sport = 0x1234, .dport = 443, .seq = 0x01020304, .ack = 0x05060708,
			 .flags = 0x1ff, .window = 64240, .urgent = 0x4321 };
	struct put w = put_to(bytes, size);

	tcp_put(&w, &h, 0);
	for (unsigned i = 5; i < words; i++)
		put_be32(&w, 0x01010101);
	put_be32(&w, 0xcafebabe);
	bytes[12] = (uint8_t)(words << 4 | (bytes[12] & 15));
	assert_false(w.over);
	return w.len;
}

TEST(every_header_length_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned words = 0; words < 16; words++) {
		uint8_t bytes[64];
		size_t n = segment(bytes, sizeof(bytes), words);

		for (size_t cut = 0; cut <= n; cut++) {
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut), start = c;
			bool ok = words >= 5 && cut >= TCP_HLEN && cut >= words * 4;
			struct tcp h;

			assert_int_equal(tcp_parse(&c, &h), ok);
			if (ok) {
				assert_int_equal(h.sport, 0x1234);
				assert_int_equal(h.dport, 443);
				assert_int_equal(h.seq, 0x01020304);
				assert_int_equal(h.ack, 0x05060708);
				assert_int_equal(h.flags, 0x1ff);
				assert_int_equal(h.window, 64240);
				assert_int_equal(h.urgent, 0x4321);
				assert_int_equal(h.hlen, words * 4);
				assert_int_equal(cur_left(&h.options), words * 4 - TCP_HLEN);
				assert_int_equal(cur_left(&c), cut - words * 4);
			}
			assert_int_equal(tcp_parse_start(&start, &h), cut >= TCP_START);
			if (cut >= TCP_START) {
				assert_int_equal(h.seq, 0x01020304);
				assert_int_equal(h.hlen, 0);
			}
		}
	}
	guard_close(&g);
}

TEST(flags_have_names)
{
	static const struct {
		unsigned flag;
		const char *name;
	} flags[] = {
		{ TCP_FIN, "fin" }, { TCP_SYN, "syn" }, { TCP_RST, "rst" },
		{ TCP_PSH, "psh" }, { TCP_ACK, "ack" }, { TCP_URG, "urg" },
		{ TCP_ECE, "ece" }, { TCP_CWR, "cwr" }, { TCP_AE, "ae" },
	};

	for (size_t i = 0; i < LENGTH(flags); i++)
		assert_string_equal(tcp_flag_name(flags[i].flag), flags[i].name);
	assert_null(tcp_flag_name(0));
	assert_null(tcp_flag_name(TCP_SYN | TCP_ACK));
	assert_null(tcp_flag_name(0x200));
}

/* Every set of options comes back as it went, in whole words, within the room there is. */
TEST(options_there_and_back)
{
	for (unsigned set = 0; set < 16; set++) {
		struct tcp_options in = { 0 }, out;
		uint8_t bytes[TCP_OPTIONS_MAX];
		struct put w = put_to(bytes, sizeof(bytes));

		if (set & 1)
			in.mss = 1460;
		in.sack = set & 2;
		if (set & 4) {
			in.timestamps = true;
			in.tsval = 0x11223344;
			in.tsecr = 0x55667788;
		}
		if (set & 8) {
			in.wscale = true;
			in.shift = 7;
		}
		tcp_options_put(&w, &in);
		assert_false(w.over);
		assert_int_equal(w.len % 4, 0);
		tcp_options_parse(cur_of(bytes, w.len), &out);
		assert_int_equal(out.mss, in.mss);
		assert_int_equal(out.sack, in.sack);
		assert_int_equal(out.timestamps, in.timestamps);
		assert_int_equal(out.tsval, in.tsval);
		assert_int_equal(out.tsecr, in.tsecr);
		assert_int_equal(out.wscale, in.wscale);
		assert_int_equal(out.shift, in.shift);
	}
}

TEST(options_with_wrong_lengths)
{
	static const uint8_t kinds[] = { TCP_OPT_MSS, TCP_OPT_WSCALE, TCP_OPT_SACK_OK,
					 TCP_OPT_TIMESTAMPS };
	static const uint8_t right[] = { 4, 3, 2, 10 };
	struct guard g = guard_open();

	for (size_t k = 0; k < LENGTH(kinds); k++)
		for (unsigned len = 0; len < 256; len++) {
			uint8_t bytes[40] = { kinds[k], (uint8_t)len };
			struct header_option opt;
			struct tcp_options o;
			struct cur c;

			bytes[2] = 1;
			c = cur_of(guard_copy(&g, bytes, 40), 40);
			assert_int_equal(options_next(&c, &opt), len >= 2 && len <= 40);
			if (len < 2 || len > 40)
				assert_false(cur_ok(&c));
			tcp_options_parse(cur_of(guard_copy(&g, bytes, 40), 40), &o);
			assert_int_equal(o.mss || o.wscale || o.sack || o.timestamps,
					 len == right[k]);
		}
	guard_close(&g);
}

TEST(the_end_of_options_ends_them)
{
	static const uint8_t bytes[] = { 1, 1, 0, 0, 2, 4, 5, 0xb4 };
	struct tcp_options o;

	tcp_options_parse(cur_of(bytes, sizeof(bytes)), &o);
	assert_int_equal(o.mss, 0);
	tcp_options_parse(cur_of(bytes + 4, 4), &o);
	assert_int_equal(o.mss, 1460);
	for (size_t cut = 0; cut < 4; cut++) {
		tcp_options_parse(cur_of(bytes + 4, cut), &o);
		assert_int_equal(o.mss, 0);
	}
}

static size_t syn_ack(uint8_t *bytes, size_t size, uint8_t family)
{
	struct tcp h = { .sport = 0x1234, .dport = 443, .seq = 0x01020304, .ack = 0x05060708,
			 .flags = TCP_SYN | TCP_ACK, .window = 64240 };
	struct tcp_options o = { .mss = 1460 };
	struct addr src = here(family), dst = there(family);
	struct put w = put_to(bytes, size);

	tcp_put(&w, &h, 4);
	tcp_options_put(&w, &o);
	tcp_put_sum(&w, 0, &src, &dst);
	return w.len;
}

TEST(checksums)
{
	static const uint8_t families[] = { ADDR_V4, ADDR_V6 };
	static const uint16_t sums[] = { 0x8ce6, 0x1da2 };

	for (int i = 0; i < 2; i++) {
		struct addr src = here(families[i]), dst = there(families[i]);
		uint8_t bytes[64];
		size_t n = syn_ack(bytes, sizeof(bytes), families[i]);
		uint16_t pseudo = (uint16_t)~cksum_end(cksum_pseudo(&src, &dst, 6, (uint32_t)n));

		assert_int_equal(bytes[16] << 8 | bytes[17], sums[i]);
		assert_true(tcp_sum_ok(cur_of(bytes, n), &src, &dst));
		for (size_t at = 0; at < n; at++) {
			bytes[at] ^= 0x10;
			assert_false(tcp_sum_ok(cur_of(bytes, n), &src, &dst));
			bytes[at] ^= 0x10;
		}
		for (size_t cut = 0; cut < n; cut++)
			assert_false(tcp_sum_ok(cur_of(bytes, cut), &src, &dst));
		/* what a device was to finish */
		bytes[16] = (uint8_t)(pseudo >> 8);
		bytes[17] = (uint8_t)pseudo;
		assert_true(tcp_sum_ok(cur_of(bytes, n), &src, &dst));
		assert_false(tcp_sum_ok(cur_of(bytes, n), &src, &src));
	}
}

TEST(random_options)
{
	struct guard g = guard_open();
	uint64_t seed = 21;

	for (int i = 0; i < 200000; i++) {
		size_t n = rnd_below(&seed, TCP_OPTIONS_MAX + 1), used = 0;
		uint8_t *p = guard_room(&g, n);
		struct header_option opt;
		struct tcp_options o;
		struct cur c = cur_of(p, n);

		for (size_t k = 0; k < n; k++)
			p[k] = (uint8_t)rnd_below(&seed, rnd_below(&seed, 8) ? 12 : 256);
		while (options_next(&c, &opt)) {
			used += opt.type == TCP_OPT_NOP ? 1 : 2 + cur_left(&opt.data);
			assert_true(used <= n);
		}
		tcp_options_parse(cur_of(p, n), &o);
	}
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_header_length_cut_everywhere),
		cmocka_unit_test(flags_have_names),
		cmocka_unit_test(options_there_and_back),
		cmocka_unit_test(options_with_wrong_lengths),
		cmocka_unit_test(the_end_of_options_ends_them),
		cmocka_unit_test(checksums),
		cmocka_unit_test(random_options),
	};

	return cmocka_run_group_tests_name("tcp", tests, NULL, NULL);
}
