/* Generic netlink: a family's number by its name, its groups, frames (generic_netlink.rst). */
#include "sys/genl.h"

#include "nl_kernel.h"

static struct nl_msg answer;

static void begin(uint8_t command)
{
	const struct genlmsghdr header = { .cmd = command, .version = 2 };

	kernel_reset();
	nl_begin(&answer, 0, 0, &header, sizeof(header));
}

/* As the kernel of today answers for ethtool, cut down to what is read and what stands between. */
static void family(uint16_t number)
{
	static const struct {
		const char *name;
		uint32_t id;
	} groups[] = { { "events", 9 }, { "monitor", 12 }, { "more", 13 } };
	size_t all, one;

	nl_attr_text(&answer, CTRL_ATTR_FAMILY_NAME, "ethtool");
	nl_attr(&answer, CTRL_ATTR_FAMILY_ID, &number, sizeof(number));
	nl_attr_u32(&answer, CTRL_ATTR_VERSION, 1);
	all = nl_nest(&answer, CTRL_ATTR_MCAST_GROUPS);
	for (uint16_t i = 0; i < LENGTH(groups); i++) {
		one = nl_nest(&answer, (uint16_t)(i + 1));
		nl_attr_u32(&answer, CTRL_ATTR_MCAST_GRP_ID, groups[i].id);
		nl_attr_text(&answer, CTRL_ATTR_MCAST_GRP_NAME, groups[i].name);
		nl_nest_end(&answer, one);
	}
	nl_nest_end(&answer, all);
}

/* The body alone: kernel_message() writes the netlink header. */
static void send_as(uint16_t type)
{
	kernel_datagram();
	kernel_message(type, 0, 0, answer.buf + sizeof(struct nlmsghdr),
		       answer.len - sizeof(struct nlmsghdr));
}

TEST(a_family_and_its_group)
{
	struct cur c, data;
	struct genl g;
	uint16_t type;

	begin(CTRL_CMD_NEWFAMILY);
	family(21);
	send_as(GENL_ID_CTRL);
	assert_int_equal(genl_open(&g, "ethtool", "monitor"), 0);
	assert_int_equal(g.family, 21);
	assert_int_equal(g.group, 12);
	c = cur_of(kernel.request + sizeof(struct nlmsghdr),
		   kernel.request_len - sizeof(struct nlmsghdr));
	assert_int_equal(genl_command(&c), CTRL_CMD_GETFAMILY);
	assert_true(nl_attr_next(&c, &type, &data));
	assert_int_equal(type, CTRL_ATTR_FAMILY_NAME);
	assert_int_equal(cur_left(&data), 8);
	assert_memory_equal(data.p, "ethtool", 8);
	genl_close(&g);
	assert_int_equal(g.nl.fd, -1);
}

TEST(a_group_that_is_not_there_or_not_asked_for)
{
	static const char *const names[] = { "monitors", "monito", "", NULL };
	struct genl g;

	for (size_t i = 0; i < LENGTH(names); i++) {
		begin(CTRL_CMD_NEWFAMILY);
		family(21);
		send_as(GENL_ID_CTRL);
		assert_int_equal(genl_open(&g, "ethtool", names[i]), 0);
		assert_int_equal(g.family, 21);
		assert_int_equal(g.group, 0);
		genl_close(&g);
	}
}

TEST(no_such_family)
{
	const int32_t error = -ENOENT;
	struct genl g;

	begin(0);
	kernel_datagram();
	kernel_message(NLMSG_ERROR, NLM_F_CAPPED, 0, &error, sizeof(error));
	assert_int_equal(genl_open(&g, "ethtool", NULL), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(g.nl.fd, -1);
}

/* An answer without a number, or one that answers something else, names no family. */
TEST(answers_that_say_nothing)
{
	struct genl g;

	begin(CTRL_CMD_NEWFAMILY);
	nl_attr_text(&answer, CTRL_ATTR_FAMILY_NAME, "ethtool");
	send_as(GENL_ID_CTRL);
	assert_int_equal(genl_open(&g, "ethtool", NULL), -1);
	assert_int_equal(errno, ENOENT);
	begin(CTRL_CMD_DELFAMILY);
	family(21);
	send_as(GENL_ID_CTRL);
	assert_int_equal(genl_open(&g, "ethtool", NULL), -1);
	begin(CTRL_CMD_NEWFAMILY);
	family(21);
	send_as(GENL_ID_CTRL + 1);
	assert_int_equal(genl_open(&g, "ethtool", NULL), -1);
	assert_int_equal(errno, ENOENT);
}

TEST(cut_at_every_byte)
{
	size_t whole;

	begin(CTRL_CMD_NEWFAMILY);
	family(21);
	whole = answer.len - sizeof(struct nlmsghdr);
	for (size_t cut = 0; cut <= whole; cut++) {
		struct genl g;

		kernel_reset();
		kernel_datagram();
		kernel_message(GENL_ID_CTRL, 0, 0, answer.buf + sizeof(struct nlmsghdr), cut);
		if (genl_open(&g, "ethtool", "monitor") < 0)
			continue;
		assert_int_equal(g.family, 21);
		assert_true(g.group == 0 || g.group == 12);
		assert_true(cut >= 22);
		genl_close(&g);
	}
}

TEST(frames)
{
	static const uint8_t want[] = { 20, 0, 0, 0, 21, 0, 5, 0, 0, 0,
					0,  0, 0, 0, 0,	 0, 7, 1, 0, 0 };
	struct genl g = { .family = 21 };
	struct nlmsghdr nlh;
	struct nl_msg m;
	struct cur c;

	genl_begin(&g, &m, 7, NLM_F_ACK);
	memcpy(&nlh, m.buf, sizeof(nlh));
	nlh.nlmsg_len = (uint32_t)m.len;	/* it is known when it is sent */
	memcpy(m.buf, &nlh, sizeof(nlh));
	assert_int_equal(m.len, sizeof(want));
	assert_memory_equal(m.buf, want, sizeof(want));
	c = cur_of("\7\1\0\0abcd", 8);
	assert_int_equal(genl_command(&c), 7);
	assert_int_equal(cur_left(&c), 4);
	c = cur_of("\7\1", 2);
	genl_command(&c);
	assert_int_equal(cur_left(&c), 0);
	c = cur_of("", 0);
	assert_int_equal(genl_command(&c), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_family_and_its_group),
		cmocka_unit_test(a_group_that_is_not_there_or_not_asked_for),
		cmocka_unit_test(no_such_family),
		cmocka_unit_test(answers_that_say_nothing),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(frames),
	};

	return cmocka_run_group_tests_name("genl", tests, NULL, NULL);
}
