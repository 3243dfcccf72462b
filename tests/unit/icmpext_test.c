/* Extensions of ICMP errors: RFC 4884 lengths right, wrong and absent, checksums, MPLS stacks. */
#include "wire/icmpext.h"

#include "guard.h"
#include "packets.h"
#include "test.h"

/* An error's body: so many bytes of quote, then extensions with the labels. */
struct body {
	uint8_t bytes[2048];
	size_t len, at;			/* all of it; where the extensions begin */
};

enum sum { SUM_RIGHT, SUM_WRONG, SUM_NONE };

static void body_make(struct body *b, size_t quote, unsigned labels, enum sum sum)
{
	struct put w = put_to(b->bytes, sizeof(b->bytes));

	for (size_t i = 0; i < quote; i++)
		put_u8(&w, (uint8_t)(0x80 | i));
	b->at = put_ext(&w);
	put_mpls(&w, labels);
	if (sum != SUM_NONE)
		put_ext_sum(&w, b->at);
	if (sum == SUM_WRONG)
		b->bytes[b->at + 3] ^= 1;
	assert_false(w.over);
	b->len = w.len;
}

/* The header of an error that states the quote's length, in the units of its family. */
static struct icmp header(uint8_t family, uint8_t type, unsigned length)
{
	return (struct icmp){ .type = type,
			      .rest = family == ADDR_V4 ? length << 16 : length << 24 };
}

static bool split(uint8_t family, const struct icmp *h, const struct body *b, struct cur *quote,
		  struct cur *ext)
{
	static struct guard g;

	if (!g.map)
		g = guard_open();
	return icmpext_split(family, h, cur_of(guard_copy(&g, b->bytes, b->len), b->len), quote,
			     ext);
}

/* Types that have a length field (RFC 4884, section 4). */
static const struct {
	uint8_t family, type;
	bool has_length;
} types[] = {
	{ ADDR_V4, 3, true },  { ADDR_V4, 4, false }, { ADDR_V4, 5, false },
	{ ADDR_V4, 11, true }, { ADDR_V4, 12, true }, { ADDR_V6, 1, true },
	{ ADDR_V6, 2, false }, { ADDR_V6, 3, true },  { ADDR_V6, 4, false },
};

static size_t unit(uint8_t family)
{
	return family == ADDR_V4 ? 4 : 8;
}

TEST(stated_lengths)
{
	struct cur quote, ext;
	struct body b;

	for (size_t i = 0; i < LENGTH(types); i++)
		for (unsigned length = 1; length <= 64; length++) {
			struct icmp h = header(types[i].family, types[i].type, length);
			size_t bytes = length * unit(types[i].family);

			body_make(&b, bytes, 2, SUM_RIGHT);
			assert_int_equal(split(types[i].family, &h, &b, &quote, &ext),
					 types[i].has_length);
			assert_int_equal(cur_left(&quote), types[i].has_length ? bytes : b.len);
			assert_int_equal(cur_left(&ext), types[i].has_length ? 12 : 0);
			assert_int_equal(cur_u8(&quote), 0x80);
		}
}

TEST(the_checksum_of_stated_extensions)
{
	struct icmp h = header(ADDR_V4, 11, 32);
	struct cur quote, ext;
	struct body b;

	for (enum sum sum = SUM_RIGHT; sum <= SUM_NONE; sum++) {
		body_make(&b, 128, 3, sum);
		assert_int_equal(split(ADDR_V4, &h, &b, &quote, &ext), sum != SUM_WRONG);
		assert_int_equal(cur_left(&quote), sum == SUM_WRONG ? b.len : 128);
		assert_int_equal(cur_left(&ext), sum == SUM_WRONG ? 0 : 16);
	}
}

/* Without a length, only behind 128 bytes, only with a right checksum (RFC 4884, section 5.5). */
TEST(old_routers_state_no_length)
{
	struct cur quote, ext;
	struct body b;

	for (size_t i = 0; i < LENGTH(types); i++)
		for (size_t n = 100; n <= 200; n += 4)
			for (enum sum sum = SUM_RIGHT; sum <= SUM_NONE; sum++) {
				struct icmp h = header(types[i].family, types[i].type, 0);
				bool ok = types[i].has_length && n == 128 && sum == SUM_RIGHT;

				body_make(&b, n, 1, sum);
				assert_int_equal(split(types[i].family, &h, &b, &quote, &ext), ok);
				assert_int_equal(cur_left(&quote), ok ? 128 : b.len);
				assert_int_equal(cur_left(&ext), ok ? 8 : 0);
			}
}

TEST(every_version)
{
	struct icmp stated = header(ADDR_V4, 3, 32), old = header(ADDR_V4, 3, 0);
	struct cur quote, ext;
	struct body b;

	for (unsigned version = 0; version < 16; version++) {
		struct put w;

		body_make(&b, 128, 1, SUM_NONE);
		b.bytes[128] = (uint8_t)(version << 4);
		assert_int_equal(split(ADDR_V4, &stated, &b, &quote, &ext), version == 2);
		w = put_to(b.bytes, b.len);
		w.len = b.len;
		put_ext_sum(&w, 128);
		assert_int_equal(split(ADDR_V4, &stated, &b, &quote, &ext), version == 2);
		assert_int_equal(split(ADDR_V4, &old, &b, &quote, &ext), version == 2);
	}
}

/* Cut after so many bytes, the body must be split within its bounds. */
static void expect_split(struct guard *g, uint8_t family, unsigned length, const struct body *b,
			 size_t cut)
{
	struct icmp h = header(family, family == ADDR_V4 ? 11 : 3, length);
	const uint8_t *p = guard_copy(g, b->bytes, cut);
	struct cur quote, ext;
	bool ok = icmpext_split(family, &h, cur_of(p, cut), &quote, &ext);

	/* the checksum is 0, that is none: what is cut is not noticed */
	assert_int_equal(ok, length * unit(family) == 128 && cut >= 132);
	assert_ptr_equal(quote.p, p);
	assert_int_equal(cur_left(&quote), ok ? 128 : cut);
	assert_int_equal(cur_left(&ext), ok ? cut - 132 : 0);
	cur_bytes(&quote, cur_left(&quote));
	cur_bytes(&ext, cur_left(&ext));
	assert_true(cur_ok(&quote) && cur_ok(&ext));
}

TEST(every_stated_length_cut_everywhere)
{
	struct guard g = guard_open();
	struct body b;

	body_make(&b, 128, 2, SUM_NONE);
	for (unsigned length = 0; length < 256; length++)
		for (size_t cut = 0; cut <= b.len; cut++) {
			expect_split(&g, ADDR_V4, length, &b, cut);
			expect_split(&g, ADDR_V6, length, &b, cut);
		}
	guard_close(&g);
}

TEST(mpls_stacks)
{
	struct icmp h = header(ADDR_V4, 11, 32);
	struct icmpext_object obj;
	struct icmpext_label l;
	struct cur quote, ext;
	struct body b;

	for (unsigned labels = 0; labels <= 20; labels++) {
		body_make(&b, 128, labels, SUM_RIGHT);
		assert_true(split(ADDR_V4, &h, &b, &quote, &ext));
		assert_true(icmpext_next(&ext, &obj));
		assert_int_equal(obj.class, ICMPEXT_MPLS);
		assert_int_equal(obj.ctype, 1);
		for (unsigned i = 0; i < labels; i++) {
			assert_true(icmpext_label_next(&obj.data, &l));
			assert_int_equal(l.label, 1000 + i);
			assert_int_equal(l.exp, i % 8);
			assert_int_equal(l.bottom, i + 1 == labels);
			assert_int_equal(l.ttl, 255 - i);
		}
		assert_false(icmpext_label_next(&obj.data, &l));
		assert_false(icmpext_next(&ext, &obj));
		assert_true(cur_ok(&ext));
	}
}

TEST(extreme_labels)
{
	static const uint8_t bytes[] = { 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0x10, 0 };
	struct cur c = cur_of(bytes, sizeof(bytes));
	struct icmpext_label l;

	assert_true(icmpext_label_next(&c, &l));
	assert_int_equal(l.label, 0xfffff);
	assert_int_equal(l.exp, 7);
	assert_true(l.bottom);
	assert_int_equal(l.ttl, 255);
	assert_true(icmpext_label_next(&c, &l));
	assert_int_equal(l.label, 0);
	assert_int_equal(l.exp, 0);
	assert_false(l.bottom);
	assert_int_equal(l.ttl, 0);
	assert_true(icmpext_label_next(&c, &l));
	assert_int_equal(l.label, 1);
	assert_int_equal(l.exp, 0);
	assert_false(l.bottom);
}

TEST(labels_cut_short)
{
	struct guard g = guard_open();
	uint8_t bytes[80] = { 0 };

	for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
		struct cur c = cur_of(guard_copy(&g, bytes, cut), cut);
		struct icmpext_label l;
		size_t n = 0;

		while (icmpext_label_next(&c, &l))
			n++;
		assert_int_equal(n, cut / 4);
	}
	guard_close(&g);
}

TEST(several_objects)
{
	uint8_t bytes[64];
	struct put w = put_to(bytes, sizeof(bytes));
	struct icmpext_object obj;
	struct cur ext;

	put_mpls(&w, 2);
	put_be32(&w, 0x00060207);		/* 6 bytes long: 2 of data, not a multiple of 4 */
	put_be16(&w, 0xabcd);
	put_be32(&w, 0x00040301);		/* nothing but its header */
	put_be32(&w, 0x0008ff00);
	put_be32(&w, 0xcafebabe);
	ext = cur_of(bytes, w.len);
	assert_true(icmpext_next(&ext, &obj));
	assert_int_equal(obj.class, 1);
	assert_int_equal(cur_left(&obj.data), 8);
	assert_true(icmpext_next(&ext, &obj));
	assert_int_equal(obj.class, ICMPEXT_INTERFACE);
	assert_int_equal(obj.ctype, 7);
	assert_int_equal(cur_be16(&obj.data), 0xabcd);
	assert_int_equal(cur_left(&obj.data), 0);
	assert_true(icmpext_next(&ext, &obj));
	assert_int_equal(obj.class, ICMPEXT_INTERFACE_ID);
	assert_int_equal(cur_left(&obj.data), 0);
	assert_true(icmpext_next(&ext, &obj));
	assert_int_equal(obj.class, 255);
	assert_int_equal(cur_be32(&obj.data), 0xcafebabe);
	assert_false(icmpext_next(&ext, &obj));
	assert_true(cur_ok(&ext));
}

/* Each length an object may state, with each number of bytes that are there. */
TEST(object_lengths_that_lie)
{
	struct guard g = guard_open();

	for (unsigned len = 0; len < 65536; len += len < 40 || len > 65530 ? 1 : 613)
		for (size_t n = 0; n <= 32; n++) {
			uint8_t bytes[32] = { (uint8_t)(len >> 8), (uint8_t)len, 1, 1 };
			struct cur ext = cur_of(guard_copy(&g, bytes, n), n);
			struct icmpext_object obj;
			bool ok = n >= 4 && len >= 4 && len <= n;

			assert_int_equal(icmpext_next(&ext, &obj), ok);
			if (ok) {
				assert_int_equal(cur_left(&obj.data), len - 4);
				assert_int_equal(cur_left(&ext), n - len);
			} else {
				assert_int_equal(cur_ok(&ext), n < 4);
				assert_false(icmpext_next(&ext, &obj));
			}
		}
	guard_close(&g);
}

/* As the error queue hands it over: what the quote begins with is gone. */
TEST(without_the_first_headers)
{
	static const size_t gone[] = { 0, 20, 28, 40, 48, 127, 128, 200 };
	struct cur quote, ext;
	struct body b;

	for (size_t i = 0; i < LENGTH(types); i++)
		for (size_t k = 0; k < LENGTH(gone); k++)
			for (int stated = 0; stated < 2; stated++)
				for (enum sum sum = SUM_RIGHT; sum <= SUM_NONE; sum++) {
					size_t left = gone[k] < 128 ? 128 - gone[k] : 60;
					bool can = stated ? sum != SUM_WRONG :
							    sum == SUM_RIGHT && gone[k] < 128;

					body_make(&b, left, 2, sum);
					assert_int_equal(icmpext_split_rest(types[i].family,
									    types[i].type,
									    cur_of(b.bytes, b.len),
									    stated ? left : 0,
									    gone[k], &quote, &ext),
							 can && types[i].has_length);
					assert_int_equal(cur_left(&quote),
							 can && types[i].has_length ? left : b.len);
				}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_the_first_headers),
		cmocka_unit_test(stated_lengths),
		cmocka_unit_test(the_checksum_of_stated_extensions),
		cmocka_unit_test(old_routers_state_no_length),
		cmocka_unit_test(every_version),
		cmocka_unit_test(every_stated_length_cut_everywhere),
		cmocka_unit_test(mpls_stacks),
		cmocka_unit_test(extreme_labels),
		cmocka_unit_test(labels_cut_short),
		cmocka_unit_test(several_objects),
		cmocka_unit_test(object_lengths_that_lie),
	};

	return cmocka_run_group_tests_name("icmpext", tests, NULL, NULL);
}
