/* DCCP headers: each type read and written, every length, cut at every byte, checksums. */
#include "wire/dccp.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

static const uint8_t families[] = { ADDR_V4, ADDR_V6 };

/* Bytes of a header without options, as the figures of RFC 4340 section 5 have it. */
static const unsigned long_header[DCCP_TYPES] = { 20, 28, 16, 24, 24, 24, 24, 28, 24, 24 };
static const unsigned short_header[DCCP_TYPES] = { [DCCP_DATA] = 12, [DCCP_ACK] = 16,
						   [DCCP_DATAACK] = 16 };

static struct dccp header(unsigned type)
{
	return (struct dccp){
		.sport = 0x1234, .dport = 33434, .type = (uint8_t)type, .seq = 0x010203040506,
		.ack = 0xfffefdfcfbfa, .service = 0x70696e67, .code = 3, .data = { 7, 8, 9 },
	};
}

TEST(a_request_byte_by_byte)
{
	static const uint8_t want[] = {
		0x12, 0x34, 0x82, 0x9a, 5, 0, 0, 0,
		0x01, 0, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06,
		0x70, 0x69, 0x6e, 0x67,
	};
	struct dccp h = header(DCCP_REQUEST);
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));

	dccp_put(&w, &h);
	assert_int_equal(w.len, DCCP_REQUEST_HLEN);
	assert_memory_equal(bytes, want, sizeof(want));
}

TEST(a_reset_byte_by_byte)
{
	static const uint8_t want[] = {
		0x12, 0x34, 0x82, 0x9a, 7, 0, 0, 0,
		0x0f, 0, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06,
		0, 0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa,
		3, 7, 8, 9,
	};
	struct dccp h = header(DCCP_RESET);
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));

	dccp_put(&w, &h);
	assert_int_equal(w.len, DCCP_HLEN_MAX);
	assert_memory_equal(bytes, want, sizeof(want));
}

TEST(every_type_there_and_back_cut_everywhere)
{
	struct guard g = guard_open();

	for (unsigned type = 0; type < DCCP_TYPES; type++) {
		struct dccp in = header(type), h;
		uint8_t bytes[64];
		struct put w = put_to(bytes, sizeof(bytes));
		unsigned n = long_header[type];

		dccp_put(&w, &in);
		assert_int_equal(w.len, n);
		bytes[5] = 0x97;
		put_be32(&w, 0xcafebabe);
		for (size_t cut = 0; cut <= w.len; cut++) {
			struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);

			assert_int_equal(dccp_parse(&c, &h), cut >= n);
			if (cut < n)
				continue;
			assert_int_equal(h.sport, in.sport);
			assert_int_equal(h.dport, in.dport);
			assert_int_equal(h.type, type);
			assert_int_equal(h.hlen, n);
			assert_int_equal(h.ccval, 9);
			assert_int_equal(h.cscov, 7);
			assert_true(h.extended);
			assert_int_equal(h.seq, in.seq);
			assert_int_equal(h.acks, type != DCCP_REQUEST && type != DCCP_DATA);
			assert_int_equal(h.ack, h.acks ? in.ack : 0);
			assert_int_equal(h.service, type <= DCCP_RESPONSE ? in.service : 0);
			assert_int_equal(h.code, type == DCCP_RESET ? 3 : 0);
			assert_int_equal(h.data[2], type == DCCP_RESET ? 9 : 0);
			assert_int_equal(cur_left(&h.options), 0);
			assert_int_equal(cur_left(&c), cut - n);
		}
	}
	guard_close(&g);
}

TEST(short_numbers)
{
	static const uint8_t ack[] = {
		0x12, 0x34, 0x82, 0x9a, 4, 0, 0, 0,
		0x06, 0x01, 0x02, 0x03,
		9, 0xf1, 0xf2, 0xf3,
		0xaa, 0xbb,
	};

	for (unsigned type = 0; type < 16; type++) {
		uint8_t bytes[sizeof(ack)];
		struct cur c = cur_of(bytes, sizeof(bytes));
		unsigned n = type < DCCP_TYPES ? short_header[type] : 0;
		struct dccp h;

		memcpy(bytes, ack, sizeof(ack));
		bytes[8] = (uint8_t)(type << 1);
		assert_int_equal(dccp_parse(&c, &h), n != 0);
		if (!n)
			continue;
		assert_false(h.extended);
		assert_int_equal(h.seq, 0x010203);
		assert_int_equal(h.ack, n == 16 ? 0xf1f2f3 : 0);
		assert_int_equal(cur_left(&h.options), 16 - n);
		assert_int_equal(cur_left(&c), 2);
	}
}

/* Each length that a header may state, of each type, reserved ones too, with all bytes or fewer. */
TEST(every_length_of_every_type)
{
	struct guard g = guard_open();

	for (unsigned type = 0; type < 16; type++)
		for (unsigned words = 0; words < 256; words++) {
			static const unsigned rooms[] = { 8, 27, 28, 64, 1019, 1020, 1030 };
			unsigned least = type < DCCP_TYPES ? long_header[type] : UINT32_MAX;

			for (size_t i = 0; i < LENGTH(rooms); i++) {
				uint8_t *p = guard_room(&g, rooms[i]);
				struct cur c = cur_of(p, rooms[i]);
				bool ok = words * 4 >= least && words * 4 <= rooms[i];
				struct dccp h;

				memset(p, 0, rooms[i]);
				p[4] = (uint8_t)words;
				if (rooms[i] > 8)
					p[8] = (uint8_t)(type << 1 | 1);
				assert_int_equal(dccp_parse(&c, &h), ok);
				if (!ok)
					continue;
				assert_int_equal(cur_left(&h.options), words * 4 - least);
				assert_int_equal(cur_left(&c), rooms[i] - words * 4);
			}
		}
	guard_close(&g);
}

TEST(a_start_cut_everywhere)
{
	struct guard g = guard_open();
	struct dccp in = header(DCCP_REQUEST), h;
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));

	dccp_put(&w, &in);
	put_set16(&w, 6, 0xabcd);
	for (int is_long = 0; is_long < 2; is_long++)
		for (size_t cut = 0; cut <= w.len; cut++) {
			bool numbered = is_long && cut >= DCCP_NUMBERED;
			struct cur c;

			bytes[8] = (uint8_t)is_long;
			c = cur_of(guard_copy(&g, bytes, cut), cut);
			assert_int_equal(dccp_parse_start(&c, &h), cut >= DCCP_START);
			if (cut < DCCP_START)
				continue;
			assert_int_equal(h.sport, 0x1234);
			assert_int_equal(h.dport, 33434);
			assert_int_equal(h.sum, 0xabcd);
			assert_int_equal(h.hlen, 0);
			assert_int_equal(h.extended, numbered);
			assert_int_equal(h.seq, numbered ? in.seq : 0);
			assert_int_equal(cur_left(&c),
					 cut - (numbered ? DCCP_NUMBERED : DCCP_START));
		}
	guard_close(&g);
}

TEST(types_have_names)
{
	assert_string_equal(dccp_type_name(DCCP_REQUEST), "request");
	assert_string_equal(dccp_type_name(DCCP_RESET), "reset");
	for (unsigned type = 0; type < 300; type++)
		assert_int_equal(dccp_type_name(type) != NULL, type < DCCP_TYPES);
}

static size_t response(uint8_t *bytes, size_t size, uint8_t family, size_t data)
{
	struct dccp h = header(DCCP_RESPONSE);
	struct addr src = here(family), dst = there(family);
	struct put w = put_to(bytes, size);
	uint16_t sum;

	dccp_put(&w, &h);
	for (size_t i = 0; i < data; i++)
		put_u8(&w, (uint8_t)(i + 1));
	sum = dccp_put_sum(&w, 0, &src, &dst);
	assert_int_equal(dccp_put_sum(&w, 0, &src, &dst), sum);
	assert_int_equal(bytes[6] << 8 | bytes[7], sum);
	return w.len;
}

TEST(checksums)
{
	static const uint16_t sums[][2] = { { 0x82c7, 0x79c6 }, { 0x1383, 0x0a82 } };

	for (int i = 0; i < 2; i++)
		for (size_t odd = 0; odd < 2; odd++) {
			struct addr src = here(families[i]), dst = there(families[i]);
			uint8_t bytes[64];
			size_t n = response(bytes, sizeof(bytes), families[i], 8 + odd);

			assert_int_equal(bytes[6] << 8 | bytes[7], sums[i][odd]);
			assert_true(dccp_sum_ok(cur_of(bytes, n), &src, &dst));
			assert_false(dccp_sum_ok(cur_of(bytes, n), &src, &src));
			for (size_t at = 0; at < n; at++) {
				bytes[at] ^= 0x10;
				assert_false(dccp_sum_ok(cur_of(bytes, n), &src, &dst));
				bytes[at] ^= 0x10;
			}
			for (size_t cut = 0; cut < n; cut++)
				assert_false(dccp_sum_ok(cur_of(bytes, cut), &src, &dst));
		}
}

/* Coverage 1 is the header only, 2 one word of the data more, and so on (section 9.2). */
TEST(partial_coverage)
{
	struct addr src = here(ADDR_V4), dst = there(ADDR_V4);

	for (unsigned cover = 1; cover < 16; cover++)
		for (size_t data = 0; data < 64; data += 2) {
			uint8_t bytes[128];
			size_t n = response(bytes, sizeof(bytes), ADDR_V4, data);
			size_t end = 28 + (cover - 1) * 4;
			uint32_t sum = cksum_pseudo(&src, &dst, IP_DCCP, (uint32_t)n);
			struct put w = put_to(bytes, n);

			w.len = n;
			bytes[5] = (uint8_t)cover;
			put_set16(&w, 6, 0);
			put_set16(&w, 6, cksum_end(cksum_add(sum, bytes, end < n ? end : n)));
			assert_int_equal(dccp_sum_ok(cur_of(bytes, n), &src, &dst), end <= n);
			if (end >= n)
				continue;
			bytes[end] ^= 1;		/* not covered */
			assert_true(dccp_sum_ok(cur_of(bytes, n), &src, &dst));
			bytes[end - 1] ^= 1;
			assert_false(dccp_sum_ok(cur_of(bytes, n), &src, &dst));
		}
}

TEST(a_sum_of_any_bytes)
{
	struct addr src = here(ADDR_V6), dst = there(ADDR_V6);
	struct guard g = guard_open();
	uint64_t seed = 33;

	for (int i = 0; i < 100000; i++) {
		size_t n = rnd_below(&seed, 64);
		uint8_t *p = guard_room(&g, n);
		struct cur c = cur_of(p, n);
		struct dccp h;

		for (size_t k = 0; k < n; k++)
			p[k] = (uint8_t)rnd_below(&seed, k == 4 ? 12 : 256);
		dccp_sum_ok(c, &src, &dst);
		if (dccp_parse(&c, &h))
			assert_true(h.hlen >= 12 && h.hlen <= n && h.hlen + cur_left(&c) == n);
	}
	guard_close(&g);
}

TEST(no_room)
{
	struct addr src = here(ADDR_V4), dst = there(ADDR_V4);
	struct dccp h = header(DCCP_RESET);
	uint8_t bytes[DCCP_HLEN_MAX];

	for (size_t room = 0; room < DCCP_HLEN_MAX; room++) {
		struct put w = put_to(bytes, room);

		dccp_put(&w, &h);
		assert_true(w.over);
		assert_int_equal(dccp_put_sum(&w, 0, &src, &dst), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_byte_by_byte),
		cmocka_unit_test(a_reset_byte_by_byte),
		cmocka_unit_test(every_type_there_and_back_cut_everywhere),
		cmocka_unit_test(short_numbers),
		cmocka_unit_test(every_length_of_every_type),
		cmocka_unit_test(a_start_cut_everywhere),
		cmocka_unit_test(types_have_names),
		cmocka_unit_test(checksums),
		cmocka_unit_test(partial_coverage),
		cmocka_unit_test(a_sum_of_any_bytes),
		cmocka_unit_test(no_room),
	};

	return cmocka_run_group_tests_name("dccp", tests, NULL, NULL);
}
