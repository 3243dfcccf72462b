/* Netlink questions and what the kernel answers: refusals, its words, dumps (netlink(7)). */
#include "sys/nl.h"

#include <stdlib.h>

#include "nl_kernel.h"

static struct nl nl;
static struct nl_msg request;

struct heard {
	unsigned messages, again;
	uint16_t type;
	size_t len;
};

static void hear(void *arg, uint16_t type, struct cur body)
{
	struct heard *h = arg;

	if (type == NL_AGAIN) {
		h->again++;
		h->messages = 0;
		return;
	}
	h->messages++;
	h->type = type;
	h->len = cur_left(&body);
}

/* A request with one attribute of four bytes. */
static void begin(void)
{
	const uint32_t header = 7;

	kernel_reset();
	nl_begin(&request, 18, 0, &header, sizeof(header));
	nl_attr_u32(&request, 3, 4);
	strcpy(nl.why, "left over");
	nl.why_offset = 99;
}

static int asked(struct heard *h)
{
	*h = (struct heard){ 0 };
	return nl_one(&nl, &request, hear, h);
}

/* An error message: the number, the request as it was (or only its header), the kernel's words. */
static void acknowledge(int error, bool capped, const void *words, size_t n)
{
	uint8_t body[512];
	struct nlmsghdr echo = { .nlmsg_len = (uint32_t)request.len };
	size_t len = capped ? sizeof(echo) : request.len;

	error = -error;
	memcpy(body, &error, 4);
	memcpy(body + 4, request.buf, len);
	memcpy(body + 4, &echo, sizeof(echo));
	if (n)
		memcpy(body + 4 + len, words, n);
	kernel_datagram();
	kernel_message(NLMSG_ERROR,
		       (uint16_t)((capped ? NLM_F_CAPPED : 0) | (n ? NLM_F_ACK_TLVS : 0)), 0, body,
		       4 + len + n);
}

/* The words "bad attribute" about offset 20, as the kernel attaches them. */
static size_t words(uint8_t *p)
{
	struct nlattr msg = { .nla_type = NLMSGERR_ATTR_MSG, .nla_len = 4 + 14 };
	struct nlattr offs = { .nla_type = NLMSGERR_ATTR_OFFS, .nla_len = 8 };
	const uint32_t at = 20;

	memset(p, 0, 32);
	memcpy(p, &msg, 4);
	memcpy(p + 4, "bad attribute", 14);
	memcpy(p + 20, &offs, 4);
	memcpy(p + 24, &at, 4);
	return 28;
}

TEST(one_message_answers)
{
	struct heard h;

	begin();
	kernel_datagram();
	kernel_message(20, 0, 0, "abcd", 4);
	kernel.interrupts = 3;
	assert_int_equal(asked(&h), 0);
	assert_int_equal(h.messages, 1);
	assert_int_equal(h.type, 20);
	assert_int_equal(h.len, 4);
	assert_int_equal(kernel.requests, 1);
	assert_int_equal(kernel.request_len, request.len);
	assert_memory_equal(kernel.request, request.buf, request.len);
}

/* What answers another request is none of ours; each request has a number of its own. */
TEST(strangers_are_not_heard)
{
	uint32_t first;
	struct heard h;

	begin();
	kernel_datagram();
	kernel_message(20, 0, 0xdead, "abcd", 4);
	kernel_message(NLMSG_ERROR, 0, 0xdead, "\xff\xff\xff\xff", 4);
	kernel_datagram();
	kernel_message(NLMSG_DONE, 0, 0xdead, "", 0);
	kernel_message(21, 0, 0, "", 0);
	assert_int_equal(asked(&h), 0);
	assert_int_equal(h.messages, 1);
	assert_int_equal(h.type, 21);
	first = kernel_asked();
	begin();
	kernel_datagram();
	kernel_message(21, 0, 0, "", 0);
	assert_int_equal(asked(&h), 0);
	assert_int_not_equal(kernel_asked(), first);
}

TEST(an_acknowledgement)
{
	struct heard h;

	for (int capped = 0; capped < 2; capped++) {
		begin();
		acknowledge(0, capped, NULL, 0);
		assert_int_equal(asked(&h), 0);
		assert_int_equal(h.messages, 0);
		assert_string_equal(nl.why, "");
		assert_int_equal(nl.why_offset, 0);
	}
}

TEST(a_refusal_has_a_number)
{
	struct heard h;

	begin();
	acknowledge(EPERM, true, NULL, 0);
	assert_int_equal(asked(&h), -1);
	assert_int_equal(errno, EPERM);
	assert_string_equal(nl.why, "");
	assert_int_equal(nl.why_offset, 0);
}

TEST(a_refusal_has_words)
{
	uint8_t p[32];
	struct heard h;

	for (int capped = 0; capped < 2; capped++) {
		begin();
		acknowledge(EINVAL, capped, p, words(p));
		assert_int_equal(asked(&h), -1);
		assert_int_equal(errno, EINVAL);
		assert_string_equal(nl.why, "bad attribute");
		assert_int_equal(nl.why_offset, 20);
	}
	/* a warning comes with success */
	begin();
	acknowledge(0, true, p, words(p));
	assert_int_equal(asked(&h), 0);
	assert_string_equal(nl.why, "bad attribute");
}

/* Whatever is cut off or lies: the words are whole, shorter, or none. */
TEST(words_cut_at_every_byte)
{
	uint8_t p[32];
	struct heard h;
	size_t n = words(p);

	for (size_t cut = 0; cut < n; cut++) {
		begin();
		acknowledge(EINVAL, cut % 2, p, cut);
		assert_int_equal(asked(&h), -1);
		assert_int_equal(errno, EINVAL);
		assert_string_equal(nl.why, cut >= 18 ? "bad attribute" : "");
		assert_int_equal(nl.why_offset, 0);
	}
}

TEST(words_without_end_and_too_many)
{
	struct nlattr msg = { .nla_type = NLMSGERR_ATTR_MSG, .nla_len = 4 + 300 };
	uint8_t p[304];
	struct heard h;

	memcpy(p, &msg, 4);
	memset(p + 4, 'x', 300);
	begin();
	acknowledge(EINVAL, true, p, sizeof(p));
	assert_int_equal(asked(&h), -1);
	assert_int_equal(strlen(nl.why), sizeof(nl.why) - 1);
}

/* The repeated request may say any length of itself. */
TEST(a_repeated_request_that_lies)
{
	for (uint32_t len = 0; len < 128; len++) {
		uint8_t body[64] = { 0xea, 0xff, 0xff, 0xff };
		struct nlmsghdr echo = { .nlmsg_len = len == 127 ? UINT32_MAX : len };
		struct heard h;

		begin();
		memcpy(body + 4, &echo, sizeof(echo));
		words(body + 20);
		kernel_datagram();
		kernel_message(NLMSG_ERROR, NLM_F_ACK_TLVS, 0, body, 48);
		assert_int_equal(asked(&h), -1);
		assert_int_equal(errno, EINVAL);
		assert_true(memchr(nl.why, 0, sizeof(nl.why)) != NULL);
	}
}

TEST(an_error_message_that_is_too_short)
{
	struct heard h;

	for (unsigned n = 0; n < 4; n++) {
		begin();
		kernel_datagram();
		kernel_message(NLMSG_ERROR, NLM_F_ACK_TLVS, 0, "\xff\xff\xff", n);
		assert_int_equal(asked(&h), 0);
	}
}

TEST(lengths_that_lie)
{
	static const uint32_t lies[] = { 0, 1, 15, 21, 1000, UINT32_MAX - 3, UINT32_MAX };

	for (size_t i = 0; i < LENGTH(lies); i++) {
		struct nlmsghdr nlh = { .nlmsg_len = lies[i], .nlmsg_type = 20 };
		struct heard h;

		begin();
		kernel_datagram();
		kernel_bytes(&nlh, sizeof(nlh));
		kernel_bytes("abc", 4);
		assert_int_equal(asked(&h), -1);
		assert_int_equal(errno, EBADMSG);
		assert_int_equal(h.messages, 0);
	}
}

static int dumped(struct heard *h)
{
	*h = (struct heard){ 0 };
	return nl_dump(&nl, &request, hear, h);
}

TEST(a_dump_ends_with_done)
{
	struct nlmsghdr sent;
	struct heard h;

	begin();
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI, 0, "a", 1);
	kernel_message(20, NLM_F_MULTI, 0, "b", 1);
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI, 0, "c", 1);
	kernel_datagram();
	kernel_message(NLMSG_DONE, NLM_F_MULTI, 0, "\0\0\0\0", 4);
	assert_int_equal(dumped(&h), 0);
	assert_int_equal(h.messages, 3);
	assert_int_equal(h.again, 1);
	memcpy(&sent, kernel.request, sizeof(sent));
	assert_int_equal(sent.nlmsg_flags, NLM_F_REQUEST | NLM_F_DUMP);
}

TEST(a_dump_is_read_again_when_the_table_changed)
{
	struct heard h;

	begin();
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI | NLM_F_DUMP_INTR, 0, "a", 1);
	kernel_message(NLMSG_DONE, NLM_F_MULTI, 0, "\0\0\0\0", 4);
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI, 0, "a", 1);
	kernel_message(20, NLM_F_MULTI, 0, "b", 1);
	kernel_message(NLMSG_DONE, NLM_F_MULTI, 0, "\0\0\0\0", 4);
	assert_int_equal(dumped(&h), 0);
	assert_int_equal(h.again, 2);
	assert_int_equal(h.messages, 2);
	assert_int_equal(kernel.requests, 2);
}

TEST(a_dump_that_is_refused)
{
	struct heard h;

	begin();
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI, 0, "a", 1);
	acknowledge(EOPNOTSUPP, true, NULL, 0);
	assert_int_equal(dumped(&h), -1);
	assert_int_equal(errno, EOPNOTSUPP);
}

/* What is sent to a group: any sequence number, several in a datagram, no control messages. */
TEST(a_group_is_heard)
{
	struct heard h = { 0 };

	begin();
	kernel_datagram();
	kernel_message(21, 0, 77, "abcd", 4);
	kernel_message(NLMSG_DONE, 0, 78, "", 0);
	kernel_message(NLMSG_ERROR, 0, 78, "\xff\xff\xff\xff", 4);
	kernel_message(22, 0, 79, "ab", 2);
	assert_int_equal(nl_hear(&nl, hear, &h), 0);
	assert_int_equal(h.messages, 2);
	assert_int_equal(h.type, 22);
	assert_int_equal(h.len, 2);
	/* nothing more is there */
	assert_int_equal(nl_hear(&nl, hear, &h), -1);
	assert_int_equal(errno, EAGAIN);
	kernel.interrupts = 1;
	assert_int_equal(nl_hear(&nl, hear, &h), -1);
	assert_int_equal(errno, EINTR);
	assert_int_equal(h.messages, 2);
}

TEST(a_group_that_lies)
{
	static const uint32_t lies[] = { 0, 15, 21, 1000, UINT32_MAX - 3, UINT32_MAX };

	for (size_t i = 0; i < LENGTH(lies); i++) {
		struct nlmsghdr nlh = { .nlmsg_len = lies[i], .nlmsg_type = 20, .nlmsg_seq = 1 };
		struct heard h = { 0 };

		begin();
		kernel_datagram();
		kernel_message(21, 0, 77, "abcd", 4);
		kernel_bytes(&nlh, sizeof(nlh));
		kernel_bytes("abc", 4);
		assert_int_equal(nl_hear(&nl, hear, &h), 0);
		assert_int_equal(h.messages, 1);
		assert_int_equal(h.type, 21);
	}
}

struct traced {
	unsigned sent, received;
	size_t len;
};

static void watch(void *arg, bool sent, struct cur datagram)
{
	struct traced *t = arg;

	if (sent)
		t->sent++;
	else
		t->received++;
	t->len = cur_left(&datagram);
}

TEST(a_trace_sees_whole_datagrams)
{
	struct traced t = { 0 };
	struct heard h;

	begin();
	nl.trace = watch;
	nl.trace_arg = &t;
	kernel_datagram();
	kernel_message(20, 0, 0xdead, "abcd", 4);
	kernel_datagram();
	kernel_message(20, NLM_F_MULTI, 0, "abcd", 4);
	kernel_message(20, 0, 0, "abcd", 4);
	assert_int_equal(asked(&h), 0);
	nl.trace = NULL;
	assert_int_equal(t.sent, 1);
	assert_int_equal(t.received, 2);
	assert_int_equal(t.len, 40);
	assert_int_equal(h.messages, 2);
}

static int open_nl(void **state)
{
	(void)state;
	return nl_open(&nl, NETLINK_GENERIC);
}

static int close_nl(void **state)
{
	(void)state;
	nl_close(&nl);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_message_answers),
		cmocka_unit_test(strangers_are_not_heard),
		cmocka_unit_test(an_acknowledgement),
		cmocka_unit_test(a_refusal_has_a_number),
		cmocka_unit_test(a_refusal_has_words),
		cmocka_unit_test(words_cut_at_every_byte),
		cmocka_unit_test(words_without_end_and_too_many),
		cmocka_unit_test(a_repeated_request_that_lies),
		cmocka_unit_test(an_error_message_that_is_too_short),
		cmocka_unit_test(lengths_that_lie),
		cmocka_unit_test(a_dump_ends_with_done),
		cmocka_unit_test(a_dump_is_read_again_when_the_table_changed),
		cmocka_unit_test(a_dump_that_is_refused),
		cmocka_unit_test(a_group_is_heard),
		cmocka_unit_test(a_group_that_lies),
		cmocka_unit_test(a_trace_sees_whole_datagrams),
	};

	return cmocka_run_group_tests_name("nl_answer", tests, open_nl, close_nl);
}
