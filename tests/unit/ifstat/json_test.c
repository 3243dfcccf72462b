/* ifstat --json: valid whatever the names, and every address and counter in it. */
#include "rows.h"

#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "../validator.h"

static struct made m;
static struct validator v;

static void expect(const char *part)
{
	if (!strstr(m.text, part))
		fail_msg("no %s in %s", part, m.text);
}

static const char *json(void)
{
	made_text(&m, &ifstat_json, NULL);
	assert_int_equal(m.text[m.len - 1], '\n');
	assert_ptr_equal(strchr(m.text, '\n'), m.text + m.len - 1);
	if (!is_valid_json(&v, m.text, m.len))
		fail_msg("not JSON: %s", m.text);
	return m.text;
}

TEST(all_addresses)
{
	static const uint8_t mac[] = { 0, 0x11, 0x22, 0x33, 0x44, 0xff };
	struct link_addr *a;

	made_open(&m, "eth0", ARPHRD_ETHER);
	made_hw(&m, mac, sizeof(mac));
	made_inet(&m, 0x0a010101, 24, 0x0a0101ff, "eth0");
	a = made_inet(&m, 0x0a010102, 24, 0, "eth0:1");
	a->flags = IFA_F_SECONDARY;
	a->scope = RT_SCOPE_LINK;
	a = made_inet6(&m, "2001:db8::1", 64);
	a->valid_s = 86400;
	a->preferred_s = 0;
	a->flags = IFA_F_TENTATIVE | IFA_F_DEPRECATED;
	a = made_inet6(&m, "2001:db8::2", 128);
	assert_true(addr_parse6(&a->peer, "2001:db8::3"));
	json();
	expect("\"hw_address\":\"00:11:22:33:44:ff\"");
	expect("{\"family\":\"inet\",\"address\":\"10.1.1.1\",\"prefix\":24,"
	       "\"broadcast\":\"10.1.1.255\",\"scope\":\"global\",\"label\":\"eth0\","
	       "\"tentative\":false,\"deprecated\":false,\"secondary\":false}");
	expect("{\"family\":\"inet\",\"address\":\"10.1.1.2\",\"prefix\":24,\"scope\":\"link\","
	       "\"label\":\"eth0:1\",\"tentative\":false,\"deprecated\":false,\"secondary\":true}");
	expect("{\"family\":\"inet6\",\"address\":\"2001:db8::1\",\"prefix\":64,"
	       "\"scope\":\"global\",\"tentative\":true,\"deprecated\":true,\"secondary\":false,"
	       "\"valid_s\":86400,\"preferred_s\":0}");
	expect("\"address\":\"2001:db8::2\",\"prefix\":128,\"peer\":\"2001:db8::3\"");
	assert_null(strstr(m.text, "counters"));
}

TEST(every_counter_in_full)
{
	static const char *const names[] = {
		"rx_packets", "tx_packets", "rx_bytes", "tx_bytes", "rx_errors", "tx_errors",
		"rx_dropped", "tx_dropped", "multicast", "collisions", "rx_length_errors",
		"rx_over_errors", "rx_crc_errors", "rx_frame_errors", "rx_fifo_errors",
		"rx_missed_errors", "tx_aborted_errors", "tx_carrier_errors", "tx_fifo_errors",
		"tx_heartbeat_errors", "tx_window_errors", "rx_compressed", "tx_compressed",
		"rx_nohandler",
	};
	uint64_t value[LENGTH(names)];
	char part[128];

	made_open(&m, "eth0", ARPHRD_ETHER);
	m.link.has_stats = true;
	for (size_t i = 0; i < LENGTH(names); i++)
		value[i] = UINT64_MAX - i;
	/* the struct begins with them in this order: the kernel's */
	memcpy(&m.link.stats, value, sizeof(value));
	json();
	for (size_t i = 0; i < LENGTH(names); i++) {
		snprintf(part, sizeof(part), "\"%s\":%llu%s", names[i],
			 (unsigned long long)value[i], i + 1 < LENGTH(names) ? "," : "}");
		expect(part);
	}
}

TEST(hostile_names)
{
	static const char *const names[] = { "a\"b", "a\\b", "\033[31m", "\001\n\t", "\xff\xfe",
					     "\xe2\x80",
					     "\xe2\x80\xae", "\xc3\xa4" };

	for (size_t i = 0; i < LENGTH(names); i++) {
		made_open(&m, names[i], ARPHRD_NONE);
		snprintf(m.link.kind, sizeof(m.link.kind), "%s", names[i]);
		made_inet(&m, 0x0a010101, 24, 0, names[i]);
		json();
		assert_null(strchr(m.text, '\033'));
	}
}

TEST(any_interface)
{
	uint64_t seed = 1;

	for (unsigned run = 0; run < 20000; run++) {
		uint8_t bytes[sizeof(m.link)];

		made_open(&m, "eth0", (uint16_t)rnd_edge(&seed));
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (uint8_t)rnd_edge(&seed);
		memcpy(m.link.name, bytes, IF_NAMESIZE - 1);
		memcpy(&m.link.stats, bytes, sizeof(m.link.stats));
		memcpy(&m.link.map, bytes, sizeof(m.link.map));
		memcpy(m.link.kind, bytes + 3, sizeof(m.link.kind) - 1);
		m.link.flags = (uint32_t)rnd_edge(&seed);
		m.link.operstate = bytes[9];
		made_hw(&m, bytes, rnd_below(&seed, LINK_HW_MAX + 1));
		m.link.has_stats = bytes[11] & 1;
		made_inet(&m, (uint32_t)rnd(&seed), (uint8_t)rnd_below(&seed, 33),
			  (uint32_t)rnd_edge(&seed), "");
		memcpy(m.addrs[0].label, bytes + 5, IF_NAMESIZE - 1);
		m.addrs[0].scope = bytes[20];
		m.addrs[0].flags = (uint32_t)rnd(&seed);
		json();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_addresses),
		cmocka_unit_test(every_counter_in_full),
		cmocka_unit_test(hostile_names),
		cmocka_unit_test(any_interface),
	};

	return cmocka_run_group_tests_name("ifstat_json", tests, NULL, NULL);
}
