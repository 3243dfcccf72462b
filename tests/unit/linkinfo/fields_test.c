/*
 * Settings in a row: netlink's answers and those of ioctls into one text and JSON, answers that
 * lie, changes as requests; linkinfo/fields.h.
 */
#include "fields.h"

#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../nl_kernel.h"
#include "base/prog.h"
#include "bitset_words.h"
#include "verbs.h"

static struct obuf out;

static const char *said(void)
{
	ob_c(&out, '\0');
	return out.p;
}

static struct linkinfo device(void)
{
	struct linkinfo l = { .cfg = { .json = false } };

	ob_close(&out);
	ob_open(&out, -1);
	ob_open(&l.out, -1);
	nic_open(&l.nic, "eth0");
	l.nic.asked = l.nic.netlink = true;
	l.nic.genl.family = 21;
	assert_int_equal(nl_open(&l.nic.genl.nl, NETLINK_GENERIC), 0);
	kernel_reset();
	return l;
}

static void end(struct linkinfo *l)
{
	nic_close(&l->nic);
	ob_close(&l->out);
}

/* The answer of a kernel, as it came: genetlink's header, attributes. */
static void recorded(const void *p, size_t n)
{
	kernel_datagram();
	kernel_message(21, 0, 0, p, n);
}

/* RINGS_GET_REPLY, recorded of a virtio card on Linux 6.18: four sizes of 256, and two switches. */
static const uint8_t rings[] = {
	0x10, 0x01, 0x00, 0x00, 0x18, 0x00, 0x01, 0x80, 0x08, 0x00, 0x01, 0x00,
	0x04, 0x00, 0x00, 0x00, 0x09, 0x00, 0x02, 0x00, 0x65, 0x74, 0x68, 0x30,
	0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x02, 0x00, 0x00, 0x01, 0x00, 0x00,
	0x08, 0x00, 0x06, 0x00, 0x00, 0x01, 0x00, 0x00, 0x08, 0x00, 0x05, 0x00,
	0x00, 0x01, 0x00, 0x00, 0x08, 0x00, 0x09, 0x00, 0x00, 0x01, 0x00, 0x00,
	0x05, 0x00, 0x0d, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x00, 0x0e, 0x00,
	0x00, 0x00, 0x00, 0x00,
};

TEST(recorded_rings_as_text_and_json)
{
	struct linkinfo l = device();
	struct fields f = { .known = 0 };
	struct json j;
	char *none[] = { NULL };

	recorded(rings, sizeof(rings));
	assert_int_equal(verb_ring.read(&l, none, &f), 0);
	verb_ring.text(&l, &f, &out);
	assert_string_equal(said(), "Ring parameters for eth0:\n"
				    "Pre-set maximums:\n"
				    "RX:\t\t256\nRX Mini:\t0\nRX Jumbo:\t0\nTX:\t\t256\n"
				    "Current hardware settings:\n"
				    "RX:\t\t256\nRX Mini:\t0\nRX Jumbo:\t0\nTX:\t\t256\n"
				    "TX Push:\toff\n\n");
	out.len = 0;
	j = json_line(&out);
	verb_ring.json(&l, &f, &j);
	json_end(&j);
	assert_string_equal(said(), "{\"rx-max\":256,\"rx-mini-max\":0,\"rx-jumbo-max\":0,"
				    "\"tx-max\":256,\"rx\":256,\"rx-mini\":0,\"rx-jumbo\":0,"
				    "\"tx\":256,\"tx-push\":false,\"rx-push\":false}\n");
	end(&l);
}

/* Cut anywhere, an answer tells what came before the cut, and ends. */
TEST(recorded_rings_cut_at_every_byte)
{
	for (size_t n = 0; n < sizeof(rings); n++) {
		struct linkinfo l = device();
		struct fields f = { .known = 0 };
		char *none[] = { NULL };

		recorded(rings, n);
		assert_int_equal(verb_ring.read(&l, none, &f), 0);
		verb_ring.text(&l, &f, &out);
		assert_non_null(strstr(said(), "\nTX:\t\t"));
		/* of the last size the number, too, must be there */
		assert_int_equal(f.value[7], n >= 60 ? 256 : 0);
		end(&l);
	}
}

static void attr(const struct field_table *t, struct fields *f, uint16_t type, const void *p,
		 size_t n)
{
	fields_attr(t, f, type, cur_of(p, n));
}

TEST(an_ioctl_and_netlink_tell_the_same)
{
	const struct field_table *t = &coalesce_fields;
	struct ethtool_coalesce old = { .cmd = ETHTOOL_GCOALESCE };
	struct fields netlink = { .known = 0 }, ioctl = { .known = 0 };
	uint32_t raw[FIELDS_RAW] = { 0 };
	char *first;

	memcpy(raw, &old, sizeof(old));
	for (size_t i = 0; i < t->n; i++) {
		const struct field *r = &t->rows[i];
		uint32_t v = r->kind == FIELD_SWITCH ? i & 1 : (uint32_t)i + 100;
		uint8_t byte = (uint8_t)v;

		if (!r->at || (r->word[0] && !r->key[0]))
			continue;
		raw[r->at / sizeof(*raw)] = v;
		if (r->kind == FIELD_SWITCH)
			attr(t, &netlink, r->attr, &byte, 1);
		else
			attr(t, &netlink, r->attr, &v, 4);
	}
	fields_raw(t, &ioctl, raw);
	out.len = 0;
	fields_text(t, &netlink, &out);
	first = strdup(said());
	out.len = 0;
	fields_text(t, &ioctl, &out);
	assert_string_equal(said(), first);
	assert_non_null(strstr(first, "sample-interval: "));
	assert_null(strstr(first, "CQE"));
	free(first);
}

TEST(one_of_two_on_a_line)
{
	struct fields f = { .known = 0 };
	uint8_t on = 1;

	out.len = 0;
	attr(&coalesce_fields, &f, ETHTOOL_A_COALESCE_USE_CQE_MODE_TX, &on, 1);
	fields_text(&coalesce_fields, &f, &out);
	assert_non_null(strstr(said(), "\n\nCQE mode RX: n/a  TX: on\n\n"));
}

/* Attributes of every number and length: each is bounded, none is told that is too short. */
TEST(lengths_that_lie)
{
	uint8_t bytes[16];
	struct cur data;

	memset(bytes, 0xff, sizeof(bytes));
	for (uint16_t type = 0; type < 70; type++)
		for (size_t n = 0; n <= sizeof(bytes); n++) {
			struct fields f = { .known = 0 };

			data = cur_of(bytes + sizeof(bytes) - n, n);
			fields_attr(&coalesce_fields, &f, type, data);
			for (size_t i = 0; i < coalesce_fields.n; i++) {
				size_t want = coalesce_fields.rows[i].kind == FIELD_NUMBER ? 4 : 1;

				if (n < want || coalesce_fields.rows[i].attr != type)
					assert_int_equal(f.value[i], 0);
				else
					assert_int_equal(f.value[i], want == 4 ? 0xffffffff : 255);
			}
			out.len = 0;
			fields_text(&coalesce_fields, &f, &out);
		}
}

TEST(apply_counts_what_differs)
{
	const struct field_table *t = &coalesce_fields;
	uint32_t raw[FIELDS_RAW] = { ETHTOOL_GCOALESCE, 3 }, value[FIELDS_MAX] = { 0 };
	bool given[FIELDS_MAX] = { false };

	assert_int_equal(fields_apply(t, given, value, raw), 0);
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].word[0] && t->rows[i].at) {
			given[i] = true;
			value[i] = (uint32_t)i + 1;
		}
	assert_int_equal(fields_apply(t, given, value, raw), 22);
	assert_int_equal(raw[0], ETHTOOL_GCOALESCE);
	for (size_t i = 1; i < sizeof(struct ethtool_coalesce) / sizeof(*raw); i++)
		assert_int_not_equal(raw[i], 0);
}

/* The attributes of a request, in order: "TYPE " each, up to the end. */
static const char *asked(char *to)
{
	struct cur c = cur_of(kernel.request + sizeof(struct nlmsghdr),
			      kernel.request_len - sizeof(struct nlmsghdr));
	struct cur data;
	uint16_t type;
	char *p = to;

	genl_command(&c);
	while (nl_attr_next(&c, &type, &data)) {
		if (type >= 10)
			*p++ = (char)('0' + type / 10);
		*p++ = (char)('0' + type % 10);
		*p++ = ' ';
	}
	*p = '\0';
	return to;
}

/* The words of a line, cut at blanks. */
static char **words_of(const char *line)
{
	static char copy[128], *words[16];
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = w;
	words[n] = NULL;
	return words;
}

TEST(a_request_keeps_the_order_of_the_words)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{ "tx 9 rx-buf-len 0x10 rx 4294967295 tx-push on", "1 9 10 6 13 " },
		{ "tx-push off cqe-size 010", "1 13 12 " },
		{ "", "1 " },
	};
	const int32_t done = 0;
	char got[64];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct linkinfo l = device();

		kernel_datagram();
		kernel_message(NLMSG_ERROR, 0, 0, &done, sizeof(done));
		assert_int_equal(verb_set_ring.run(&l, words_of(cases[i].line)), 0);
		assert_string_equal(asked(got), cases[i].want);
		end(&l);
	}
}

TEST(nothing_is_asked_after_a_bad_word)
{
	static const char *const lines[] = {
		"rx 4294967296", "rx", "rx 1 rx 1", "tx-push 1", "rx-max 1", "rx 1 zz",
	};

	for (size_t i = 0; i < LENGTH(lines); i++) {
		struct linkinfo l = device();

		assert_int_equal(verb_set_ring.run(&l, words_of(lines[i])), LINKINFO_FAIL);
		assert_int_equal(kernel.requests, 0);
		end(&l);
	}
}

static enum bitset_words bits(struct nl_msg *m, uint32_t *plain, char **words)
{
	nl_begin(m, 0, 0, NULL, 0);
	return bitset_words_put("-x", "bits", &words, m, 2, plain);
}

TEST(sets_of_bits_that_do_not_fit)
{
	char digits[2000], on[] = "on", *words[600] = { digits, NULL };
	struct nl_msg m;
	uint32_t plain = 0;

	memset(digits, 'f', sizeof(digits));
	digits[1024] = '\0';
	assert_int_equal(bits(&m, &plain, words), BITSET_WORDS_LONG);
	digits[1024] = 'f';
	digits[1025] = '\0';
	assert_int_equal(bits(&m, &plain, words), BITSET_WORDS_BAD);
	memset(digits, 'z', sizeof(digits));
	digits[sizeof(digits) - 1] = '\0';
	for (size_t i = 0; i < 598; i += 2) {
		words[i] = digits;
		words[i + 1] = on;
	}
	words[598] = NULL;
	assert_int_equal(bits(&m, &plain, words), BITSET_WORDS_BAD);
	digits[60] = '\0';
	assert_int_equal(bits(&m, &plain, words), BITSET_WORDS_BAD);
	digits[3] = '\0';
	assert_int_equal(bits(&m, &plain, words), BITSET_WORDS_LONG);
}

TEST(counters_of_a_hostile_length)
{
	static uint8_t lanes[65528];
	struct nl_msg m;
	void *facts = prog_alloc(1, verb_fec.size);
	struct linkinfo l = device();
	uint16_t head[4] = { 8, ETHTOOL_A_FEC_STAT_CORRECTED, 0, 0 };

	nl_begin(&m, 0, 0, NULL, 0);
	memset(lanes, 0xee, sizeof(lanes));
	head[0] = sizeof(lanes);
	memcpy(lanes, head, 4);
	verb_fec.messages[0].attr(facts, ETHTOOL_A_FEC_STATS, cur_of(lanes, sizeof(lanes)));
	verb_fec.messages[0].attr(facts, ETHTOOL_A_FEC_STATS, cur_of(lanes, 0));
	verb_fec.text(&l, facts, &out);
	/* four bytes of head leave a length that is no multiple of eight: none is told */
	assert_null(strstr(said(), "Lane"));
	head[0] = sizeof(lanes) - 4;
	memcpy(lanes, head, 4);
	verb_fec.messages[0].attr(facts, ETHTOOL_A_FEC_STATS, cur_of(lanes, sizeof(lanes)));
	out.len = 0;
	verb_fec.text(&l, facts, &out);
	assert_non_null(strstr(said(), "    Lane 8188: 17216961135462248174\n"));
	verb_fec.free(facts);
	free(facts);
	end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recorded_rings_as_text_and_json),
		cmocka_unit_test(recorded_rings_cut_at_every_byte),
		cmocka_unit_test(an_ioctl_and_netlink_tell_the_same),
		cmocka_unit_test(one_of_two_on_a_line),
		cmocka_unit_test(lengths_that_lie),
		cmocka_unit_test(apply_counts_what_differs),
		cmocka_unit_test(a_request_keeps_the_order_of_the_words),
		cmocka_unit_test(nothing_is_asked_after_a_bad_word),
		cmocka_unit_test(sets_of_bits_that_do_not_fit),
		cmocka_unit_test(counters_of_a_hostile_length),
	};

	ob_open(&out, -1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
