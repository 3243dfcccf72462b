/* Rules of receive flow classification: from words to bytes, from bytes to text and JSON. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

#include "../test.h"

static struct flow_rule rule;
static struct flow_trouble trouble;

static bool read_line(const char *text)
{
	static char copy[1024];
	char *words[64];
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", text);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[n++] = strcmp(w, "''") ? w : w + 2;
	words[n] = NULL;
	return flow_read(words, &rule, &trouble);
}

static void good(const char *text)
{
	if (!read_line(text))
		fail_msg("refused: %s (%d at %s)", text, trouble.fault, trouble.name);
}

static void bad(const char *text, enum flow_fault fault, const char *name)
{
	if (read_line(text))
		fail_msg("taken: %s", text);
	if (trouble.fault != fault)
		fail_msg("%s: fault %d, not %d", text, trouble.fault, fault);
	assert_string_equal(trouble.name ? trouble.name : "", name);
}

static void put_text(char to[2048], bool json)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	if (json) {
		j = json_line(&o);
		flow_json(&rule, &j);
		json_end(&j);
	} else {
		flow_text(&rule, &o);
	}
	assert_true(o.len < 2048);
	if (o.len)
		memcpy(to, o.p, o.len);
	to[o.len] = '\0';
	ob_close(&o);
}

static void shows(const char *want)
{
	char text[2048];

	put_text(text, false);
	assert_string_equal(text, want);
}

static void tells(const char *want)
{
	char text[2048];

	put_text(text, true);
	assert_string_equal(text, want);
}

TEST(words_and_text_agree)
{
	good("tcp4 src-ip 1.2.3.4 m 0.0.0.255 tos 0x10 dst-port 443 m 0xff"
	     " vlan 5 queue 2 vf 7 loc 9");
	assert_int_equal(rule.spec.flow_type, TCP_V4_FLOW | FLOW_EXT);
	shows("Filter: 9\n"
	      "\tRule Type: TCP over IPv4\n"
	      "\tSrc IP addr: 1.2.3.4 mask: 0.0.0.255\n"
	      "\tDest IP addr: 0.0.0.0 mask: 255.255.255.255\n"
	      "\tTOS: 0x10 mask: 0x0\n"
	      "\tSrc port: 0 mask: 0xffff\n"
	      "\tDest port: 443 mask: 0xff\n"
	      "\tVLAN EtherType: 0x0 mask: 0xffff\n"
	      "\tVLAN: 0x5 mask: 0x0\n"
	      "\tUser-defined: 0x0 mask: 0xffffffffffffffff\n"
	      "\tAction: Direct to VF 7 queue 2\n\n");
	tells("{\"rule\":9,\"flow-type\":\"tcp4\","
	      "\"src-ip\":\"1.2.3.4\",\"src-ip-mask\":\"0.0.0.255\","
	      "\"dst-ip\":\"0.0.0.0\",\"dst-ip-mask\":\"255.255.255.255\","
	      "\"tos\":16,\"tos-mask\":0,"
	      "\"src-port\":0,\"src-port-mask\":65535,\"dst-port\":443,\"dst-port-mask\":255,"
	      "\"vlan-etype\":0,\"vlan-etype-mask\":65535,\"vlan\":5,\"vlan-mask\":0,"
	      "\"user-def\":0,\"user-def-mask\":18446744073709551615,"
	      "\"action\":\"direct\",\"vf\":7,\"queue\":2}\n");
}

TEST(ethernet)
{
	good("ether src 0:1:2:3:4:AB proto 0xabcd m 0xf action -1 context 3");
	assert_int_equal(rule.spec.flow_type, ETHER_FLOW | FLOW_RSS);
	assert_int_equal(rule.spec.location, RX_CLS_LOC_ANY);
	rule.spec.location = 1;
	shows("Filter: 1\n"
	      "\tFlow Type: Raw Ethernet\n"
	      "\tSrc MAC addr: 00:01:02:03:04:AB mask: 00:00:00:00:00:00\n"
	      "\tDest MAC addr: 00:00:00:00:00:00 mask: FF:FF:FF:FF:FF:FF\n"
	      "\tEthertype: 0xABCD mask: 0xF\n"
	      "\tRSS Context ID: 3\n"
	      "\tAction: Drop\n\n");
	good("ether action -2 loc 1");
	tells("{\"rule\":1,\"flow-type\":\"ether\",\"src\":\"00:00:00:00:00:00\","
	      "\"src-mask\":\"ff:ff:ff:ff:ff:ff\",\"dst\":\"00:00:00:00:00:00\","
	      "\"dst-mask\":\"ff:ff:ff:ff:ff:ff\",\"proto\":0,\"proto-mask\":65535,"
	      "\"action\":\"wake-on-lan\"}\n");
}

/* The mask of dst-mac is shown as it is, alone of all; JSON has it like the others. */
TEST(a_mask_that_is_not_turned)
{
	char text[2048];

	good("esp6 dst-mac 0:1:2:3:4:5 m ff:0:0:0:0:0 spi 0xffffffff loc 0");
	put_text(text, false);
	assert_non_null(strstr(text, "Dest MAC addr: 00:01:02:03:04:05 mask: 00:FF:FF:FF:FF:FF\n"));
	assert_non_null(strstr(text, "SPI: 4294967295 mask: 0x0\n"));
	put_text(text, true);
	assert_non_null(strstr(text, "\"dst-mac-mask\":\"ff:00:00:00:00:00\""));
}

TEST(the_same_bytes_once)
{
	good("ip4 src-port 1 dst-port 2");
	assert_int_equal(rule.spec.h_u.usr_ip4_spec.ip_ver, ETH_RX_NFC_IP4);
	assert_memory_equal(&rule.spec.h_u.usr_ip4_spec.l4_4_bytes, "\0\1\0\2", 4);
	bad("ip4 src-port 1 l4data 2", FLOW_VALUE, "l4data");
	bad("ip4 l4data 1 dst-port 2", FLOW_VALUE, "dst-port");
	bad("ip6 spi 1 spi 2", FLOW_VALUE, "spi");
	bad("tcp4 action 1 action 1", FLOW_VALUE, "action");
	good("tcp4 context 1 context 2");
	assert_int_equal(rule.context, 2);
}

TEST(what_is_refused)
{
	bad("", FLOW_SYNTAX, "");
	bad("TCP4", FLOW_SYNTAX, "TCP4");
	bad("tcp4 foo", FLOW_OPTION, "foo");
	bad("tcp4 m 1", FLOW_OPTION, "m");
	bad("tcp4 src-port-mask 1", FLOW_OPTION, "src-port-mask");
	bad("tcp4 spi 1", FLOW_OPTION, "spi");
	bad("ether dst-mac 0:0:0:0:0:0", FLOW_OPTION, "dst-mac");
	bad("tcp4 src-port", FLOW_SYNTAX, "src-port");
	bad("tcp4 loc", FLOW_SYNTAX, "loc");
	bad("tcp4 src-port 1 m", FLOW_SYNTAX, "src-port");
	bad("tcp4 src-port 1 m x", FLOW_BAD_MASK, "src-port");
	bad("tcp4 queue 1 m 1", FLOW_BAD_MASK, "queue");
	bad("tcp4 src-port 65536", FLOW_VALUE, "src-port");
	bad("tcp4 src-port ''", FLOW_VALUE, "src-port");
	bad("tcp4 src-ip ''", FLOW_VALUE, "src-ip");
	bad("tcp4 user-def 18446744073709551616", FLOW_VALUE, "user-def");
	bad("tcp4 user-def -9223372036854775809", FLOW_VALUE, "user-def");
	bad("tcp4 action -3", FLOW_VALUE, "action");
	bad("tcp4 vf 255", FLOW_VALUE, "vf");
	bad("tcp4 context", FLOW_NO_CONTEXT, "context");
	bad("tcp4 context 4294967295", FLOW_CONTEXT_NEW, "context");
	bad("tcp4 vf 1 action 1", FLOW_ACTION_VF, "action");
	bad("tcp4 vf 1 action 1 queue 1", FLOW_ACTION_QUEUE, "action");
	bad("ether src 0:1:2:3:4:5:6", FLOW_VALUE, "src");
	bad("ether src 0:1:2:3:4:", FLOW_VALUE, "src");
}

TEST(numbers)
{
	uint64_t v = 7;

	assert_true(flow_number("18446744073709551615", 0, UINT64_MAX, &v) && v == UINT64_MAX);
	assert_true(flow_number("0x8000000000000000", 0, UINT64_MAX, &v) && v == (uint64_t)1 << 63);
	assert_false(flow_number("0x8000000000000000", 0, INT64_MAX, &v));
	assert_false(flow_number("18446744073709551616", 0, UINT64_MAX, &v));
	assert_true(flow_number("-1", -2, UINT64_MAX, &v) && v == UINT64_MAX);
	assert_false(flow_number("-1", 0, UINT64_MAX, &v));
	assert_false(flow_number("-18446744073709551615", INT64_MIN, UINT64_MAX, &v));
	assert_true(flow_number("0777", 0, 511, &v) && v == 511);
	assert_false(flow_number("0777", 0, 510, &v));
}

/* A type that is not known, or only for hashes, has no text. */
TEST(unknown_types)
{
	rule = (struct flow_rule){ .spec.flow_type = AH_ESP_V4_FLOW };
	assert_null(flow_type_of(&rule.spec));
	shows("");
	tells("{\"rule\":0,\"flow-type\":null}\n");
	rule.spec.flow_type = TCP_V6_FLOW | FLOW_EXT | FLOW_MAC_EXT | FLOW_RSS;
	assert_string_equal(flow_type_of(&rule.spec)->word, "tcp6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_text_agree),
		cmocka_unit_test(ethernet),
		cmocka_unit_test(a_mask_that_is_not_turned),
		cmocka_unit_test(the_same_bytes_once),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(numbers),
		cmocka_unit_test(unknown_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
