/* Features in their groups: the text of all, and of what changed. */
#include "featureset.h"

#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "../test.h"

#define A FEATURE_AVAILABLE
#define W FEATURE_WANTED
#define X FEATURE_ACTIVE
#define N FEATURE_NEVER

static char names[16][ETH_GSTRING_LEN];
static uint8_t flags[16];

static struct features made(void)
{
	memset(names, 0, sizeof(names));
	memset(flags, 0, sizeof(flags));
	return (struct features){ .names = { .names = names }, .flags = flags };
}

static void add(struct features *f, const char *name, unsigned bits)
{
	memcpy(names[f->names.n], name, strlen(name) < 32 ? strlen(name) : 32);
	flags[f->names.n++] = (uint8_t)bits;
}

static void puts_as(const struct features *f, const struct features *before, const char *want)
{
	struct obuf o;

	ob_open(&o, -1);
	features_put(f, before, &o);
	ob_c(&o, '\0');
	assert_string_equal(o.p, want);
	ob_close(&o);
}

TEST(groups_then_the_rest)
{
	struct features f = made();

	add(&f, "odd\033", A | W);
	add(&f, "tx-checksum-ipv6", X);
	add(&f, "", A | X);
	add(&f, "rx-checksum", A | W | X);
	add(&f, "tx-checksum-ipv4", A | X);
	add(&f, "tx-tcp-segmentation", A | W | X | N);
	add(&f, "tx-udp-fragmentation", A);
	add(&f, "rx-grow", A | W | X);
	f.group_on[5] = true;
	puts_as(&f, NULL,
		"rx-checksumming: on\n"
		"tx-checksumming: on\n"
		"\ttx-checksum-ipv6: on [fixed]\n"
		"\ttx-checksum-ipv4: on [requested off]\n"
		"scatter-gather: off\n"
		"tcp-segmentation-offload: on [fixed]\n"
		"udp-fragmentation-offload: off\n"
		"generic-segmentation-offload: on\n"
		"generic-receive-offload: off\n"
		"large-receive-offload: off\n"
		"rx-vlan-offload: off\n"
		"tx-vlan-offload: off\n"
		"ntuple-filters: off\n"
		"receive-hashing: off\n"
		"odd\\033: off [requested on]\n"
		"rx-grow: on\n");
}

/* A group's line stands only where the group changed; its features are indented below it. */
TEST(what_changed)
{
	struct features now = made(), old;
	uint8_t before[16];

	add(&now, "tx-scatter-gather", A | W | X);
	add(&now, "tx-scatter-gather-fraglist", A | W | X);
	add(&now, "tx-checksum-ipv4", A | W | X);
	add(&now, "tx-checksum-ipv6", A | W | X);
	add(&now, "rx-gro", A | W | X);
	add(&now, "odd", A);
	memcpy(before, flags, sizeof(before));
	old = now;
	old.flags = before;
	puts_as(&now, &old, "");
	flags[0] = flags[1] = A | W;
	flags[2] = A;
	flags[3] = A | X;
	flags[4] = A;
	flags[5] = A | X;
	puts_as(&now, &old,
		"tx-checksum-ipv4: off\n"
		"scatter-gather: off\n"
		"\ttx-scatter-gather: off [requested on]\n"
		"\ttx-scatter-gather-fraglist: off [requested on]\n"
		"generic-receive-offload: off\n"
		"odd: on [requested off]\n");
}

TEST(patterns)
{
	static const struct {
		const char *name, *word;
	} in[] = {
		{ "tx-tcp-segmentation", "tso" },
		{ "tx-tcp6-segmentation", "tso" },
		{ "tx-tcp-x-segmentation", "tso" },
		{ "tx-tcp-segmentation2", NULL },
		{ "tx-tc-segmentation", NULL },
		{ "tx-scatter-gather", "sg" },
		{ "tx-scatter-gatherers", "sg" },
		{ "tx-scatter", NULL },
		{ "tx-tcp", NULL },
		{ "tx-checksum-", "tx" },
		{ "tx-checksum", NULL },
		{ "rx-checksum", "rx" },
		{ "rx-checksum-", NULL },
		{ "rx-hashing", "rxhash" },
	};

	for (size_t i = 0; i < LENGTH(in); i++) {
		struct features f = made();
		const struct feature_group *want =
			in[i].word ? feature_group_find(in[i].word) : NULL;

		add(&f, in[i].name, A);
		for (size_t k = 0; k < FEATURE_GROUPS; k++)
			assert_int_equal(features_in(&f, 0, &feature_groups[k]),
					 &feature_groups[k] == want);
		assert_int_equal(features_grouped(&f, 0), want != NULL);
	}
	assert_ptr_equal(feature_group_find("tcp-segmentation-offload"), feature_group_find("tso"));
	assert_null(feature_group_find("tx-tcp-segmentation"));
}

/* FEATURES_GET's answer: what it says of bits without a name is nothing. */
TEST(netlink_answer)
{
	const uint32_t bits[] = { 0xffffffff, 0xffffffff };
	struct features f = made();
	struct nl_msg m = { .len = 0 };
	size_t nest = nl_nest(&m, ETHTOOL_A_FEATURES_ACTIVE);
	struct cur list, data;
	uint16_t type;

	add(&f, "one", 0);
	add(&f, "two", A);
	nl_attr_u32(&m, ETHTOOL_A_BITSET_SIZE, 64);
	nl_attr(&m, ETHTOOL_A_BITSET_VALUE, bits, sizeof(bits));
	nl_nest_end(&m, nest);
	list = cur_of(m.buf, m.len);
	assert_true(nl_attr_next(&list, &type, &data));
	features_attr(&f, type, data);
	features_attr(&f, 99, data);
	features_attr(&f, 0, data);
	assert_int_equal(flags[0], X);
	assert_int_equal(flags[1], A | X);
	assert_int_equal(flags[2], 0);
	features_attr(&f, ETHTOOL_A_FEATURES_NOCHANGE, cur_of(m.buf, 3));
	assert_int_equal(flags[0], X);
	f.flags = NULL;
	features_attr(&f, type, data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_then_the_rest),
		cmocka_unit_test(what_changed),
		cmocka_unit_test(patterns),
		cmocka_unit_test(netlink_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
