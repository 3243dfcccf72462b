/* The MSS that a peer named, out of the kernel's memory of TCP's peers (linux/tcp_metrics.h). */
#include "sys/metrics.h"

#include <linux/tcp_metrics.h>

#include "nl_kernel.h"
#include "sys/genl.h"

static struct addr peer, self;
static struct nl_msg answer;

static void say(uint16_t type, uint16_t flags)
{
	kernel_datagram();
	kernel_message(type, flags, 0, answer.buf + sizeof(struct nlmsghdr),
		       answer.len - sizeof(struct nlmsghdr));
}

static void begin(uint8_t command)
{
	const struct genlmsghdr header = { .cmd = command, .version = 1 };

	nl_begin(&answer, 0, 0, &header, sizeof(header));
}

/* The family has a number; what comes after is the answer about the peer. */
static void known(void)
{
	const uint16_t number = 23;

	kernel_reset();
	peer = addr_v4((const uint8_t[]){ 203, 0, 113, 7 });
	self = addr_v4((const uint8_t[]){ 198, 51, 100, 1 });
	begin(CTRL_CMD_NEWFAMILY);
	nl_attr(&answer, CTRL_ATTR_FAMILY_ID, &number, sizeof(number));
	say(GENL_ID_CTRL, 0);
	begin(TCP_METRICS_CMD_GET);
}

static void mss(uint16_t v)
{
	nl_attr_u32(&answer, TCP_METRICS_ATTR_AGE, 1000);
	nl_attr(&answer, TCP_METRICS_ATTR_FOPEN_MSS, &v, sizeof(v));
	say(23, 0);
}

static void asked(uint16_t to, uint16_t from, size_t len)
{
	struct cur c = cur_of(kernel.request + sizeof(struct nlmsghdr),
			      kernel.request_len - sizeof(struct nlmsghdr));
	struct cur data;
	uint16_t type;

	assert_int_equal(genl_command(&c), TCP_METRICS_CMD_GET);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, to);
	assert_int_equal(cur_left(&data), len);
	assert_memory_equal(data.p, peer.b, len);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, from);
	assert_int_equal(cur_left(&data), len);
	assert_memory_equal(data.p, self.b, len);
	assert_false(nl_attr_next(&c, &type, &data));
}

TEST(as_it_was_named)
{
	known();
	mss(1460);
	assert_int_equal(metrics_mss(&peer, &self), 1460);
	asked(TCP_METRICS_ATTR_ADDR_IPV4, TCP_METRICS_ATTR_SADDR_IPV4, 4);
	known();
	peer = addr_v6((const uint8_t[16]){ 0x20, 1, 0xd, 0xb8, 7 });
	self = addr_v6((const uint8_t[16]){ 0x20, 1, 0xd, 0xb8, 1 });
	mss(1440);
	assert_int_equal(metrics_mss(&peer, &self), 1440);
	asked(TCP_METRICS_ATTR_ADDR_IPV6, TCP_METRICS_ATTR_SADDR_IPV6, 16);
}

TEST(nothing_is_known)
{
	const int32_t no = -ESRCH;

	/* no such family; no such peer; a peer without that attribute; another command; silence */
	kernel_reset();
	assert_int_equal(metrics_mss(&peer, &self), 0);
	known();
	kernel_datagram();
	kernel_message(NLMSG_ERROR, 0, 0, &no, sizeof(no));
	assert_int_equal(metrics_mss(&peer, &self), 0);
	known();
	nl_attr_u32(&answer, TCP_METRICS_ATTR_AGE, 1000);
	say(23, 0);
	assert_int_equal(metrics_mss(&peer, &self), 0);
	known();
	begin(TCP_METRICS_CMD_DEL);
	mss(1460);
	assert_int_equal(metrics_mss(&peer, &self), 0);
	known();
	assert_int_equal(metrics_mss(&peer, &self), 0);
}

TEST(cut_at_every_byte)
{
	for (size_t n = 0; n < 4 + 8 + 6; n++) {
		known();
		nl_attr_u32(&answer, TCP_METRICS_ATTR_AGE, 1000);
		nl_attr(&answer, TCP_METRICS_ATTR_FOPEN_MSS, "\1\2", 2);
		answer.len = sizeof(struct nlmsghdr) + n;
		say(23, 0);
		assert_int_equal(metrics_mss(&peer, &self), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_it_was_named),
		cmocka_unit_test(nothing_is_known),
		cmocka_unit_test(cut_at_every_byte),
	};

	return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
