/* Standard counters: what STATS_GET answers, well formed and not; and dumps in hexadecimal. */
#include "stdstats.h"

#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "../test.h"
#include "base/prog.h"
#include "hexdump.h"
#include "sys/nl.h"

static size_t group(struct nl_msg *m, uint32_t id)
{
	size_t nest = nl_nest(m, ETHTOOL_A_STATS_GRP);

	nl_attr_u32(m, ETHTOOL_A_STATS_GRP_ID, id);
	nl_attr_u32(m, ETHTOOL_A_STATS_GRP_SS_ID, ETH_SS_STATS_RMON);
	return nest;
}

static void counter(struct nl_msg *m, uint16_t id, uint64_t value)
{
	size_t nest = nl_nest(m, ETHTOOL_A_STATS_GRP_STAT);

	nl_attr(m, id, &value, sizeof(value));
	nl_nest_end(m, nest);
}

static void frames(struct nl_msg *m, uint16_t type, uint32_t low, uint32_t high, uint64_t value)
{
	size_t nest = nl_nest(m, type);

	nl_attr_u32(m, ETHTOOL_A_STATS_GRP_HIST_BKT_LOW, low);
	nl_attr_u32(m, ETHTOOL_A_STATS_GRP_HIST_BKT_HI, high);
	nl_attr(m, ETHTOOL_A_STATS_GRP_HIST_VAL, &value, sizeof(value));
	nl_nest_end(m, nest);
}

/* Hands a message's attributes over, cut to n bytes. */
static struct stdstats of(const struct nl_msg *m, size_t n)
{
	struct stdstats s = { 0 };
	struct cur list = cur_of(m->buf, n), data;
	uint16_t type;

	while (nl_attr_next(&list, &type, &data))
		stdstats_attr(&s, type, data);
	return s;
}

static void name(struct stringset *s, const char *first, const char *second)
{
	s->n = 2;
	s->names = prog_alloc(2, ETH_GSTRING_LEN);
	strcpy(s->names[0], first);
	strcpy(s->names[1], second);
}

TEST(text_and_json)
{
	struct nl_msg m = { .len = 0 };
	size_t nest = group(&m, 1);
	struct stdstats s;
	struct json j;
	struct obuf o;

	counter(&m, 0, 5);
	counter(&m, 7, 6);
	frames(&m, ETHTOOL_A_STATS_GRP_HIST_TX, 0, 64, 1);
	frames(&m, ETHTOOL_A_STATS_GRP_HIST_RX, 65, 127, 2);
	frames(&m, ETHTOOL_A_STATS_GRP_HIST_RX, 1024, 0, UINT64_MAX);
	nl_nest_end(&m, nest);
	s = of(&m, m.len);
	assert_false(s.bad);
	name(&s.names, "eth-x", "rm\033");
	name(&s.groups[0].names, "one", "two");
	ob_open(&o, -1);
	stdstats_text(&s, &o);
	ob_c(&o, '\0');
	assert_string_equal(o.p,
			    "rm\\033-one: 5\n"
			    "tx-rm\\033-etherStatsPkts64Octets: 1\n"
			    "rx-rm\\033-etherStatsPkts65to127Octets: 2\n"
			    "rx-rm\\033-etherStatsPkts1024toMaxOctets: 18446744073709551615\n");
	o.len = 0;
	j = json_line(&o);
	stdstats_json(&s, &j);
	json_end(&j);
	ob_c(&o, '\0');
	assert_string_equal(o.p, "{\"rm\\u001b\":{\"one\":5,\"rx-pktsNtoM\":["
				 "{\"low\":65,\"high\":127,\"val\":2},"
				 "{\"low\":1024,\"high\":0,\"val\":18446744073709551615}],"
				 "\"tx-pktsNtoM\":[{\"low\":0,\"high\":64,\"val\":1}]}}\n");
	ob_close(&o);
	stdstats_free(&s);
}

TEST(nonsense)
{
	struct nl_msg m = { .len = 0 };
	size_t nest = group(&m, 0);
	struct stdstats s;

	frames(&m, ETHTOOL_A_STATS_GRP_HIST_RX, 0, 0, 1);
	counter(&m, 3, 4);
	nl_nest_end(&m, nest);
	s = of(&m, m.len);
	assert_true(s.bad);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.groups[0].n, 1);
	assert_int_equal(s.groups[0].stats[0].id, 3);
	stdstats_free(&s);
	for (size_t n = 0; n < m.len; n++) {
		s = of(&m, n);
		stdstats_free(&s);
	}
}

TEST(hexadecimal)
{
	static const uint8_t bytes[17] = { 0, 1, 0xfe, 0x20 };
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	hexdump(&o, bytes, 17, 0xfff0);
	hexdump(&o, bytes, 0, 5);
	ob_c(&o, '\0');
	assert_string_equal(o.p, "Offset\t\tValues\n------\t\t------\n"
				 "0xfff0:\t\t00 01 fe 20 00 00 00 00 00 00 00 00 00 00 00 00 \n"
				 "0x10000:\t\t00 \n"
				 "Offset\t\tValues\n------\t\t------\n");
	o.len = 0;
	j = json_line(&o);
	hexdump_json(&j, "data", bytes, 4);
	hexdump_json(&j, "none", bytes, 0);
	json_end(&j);
	ob_c(&o, '\0');
	assert_string_equal(o.p, "{\"data\":\"0001fe20\",\"none\":\"\"}\n");
	ob_close(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_json),
		cmocka_unit_test(nonsense),
		cmocka_unit_test(hexadecimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
