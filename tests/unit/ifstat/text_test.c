/* ifstat's layouts, byte for byte: the guide's interface, link types, hardware, flags, sizes. */
#include "rows.h"

static struct made m;

static const uint8_t mac[] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55 };

/* The interface of the guide: 10.1.1.1 on interrupt 16, with the counters of a busy server. */
static void make_guide(void)
{
	made_open(&m, "eth0", ARPHRD_ETHER);
	made_hw(&m, mac, sizeof(mac));
	made_inet(&m, 0x0a010101, 24, 0x0a0101ff, "eth0");
	m.link.has_stats = true;
	m.link.stats.rx_packets = 16015427;
	m.link.stats.tx_packets = 25563269;
	m.link.stats.rx_bytes = 1668374532;
	m.link.stats.tx_bytes = 34073500057;
	m.link.map.irq = 16;
}

TEST(classic_is_what_the_guide_shows)
{
	make_guide();
	assert_string_equal(
		made_text(&m, &ifstat_classic, NULL),
		"eth0      Link encap:Ethernet  HWaddr 00:11:22:33:44:55  \n"
		"          inet addr:10.1.1.1  Bcast:10.1.1.255  Mask:255.255.255.0\n"
		"          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n"
		"          RX packets:16015427 errors:0 dropped:0 overruns:0 frame:0\n"
		"          TX packets:25563269 errors:0 dropped:0 overruns:0 carrier:0\n"
		"          collisions:0 txqueuelen:1000 \n"
		"          RX bytes:1668374532 (1.5 GiB)  TX bytes:34073500057 (31.7 GiB)\n"
		"          Interrupt:16 \n"
		"\n");
}

TEST(flags_layout_of_the_same)
{
	make_guide();
	assert_string_equal(made_text(&m, &ifstat_flags, NULL),
			    "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n"
			    "        inet 10.1.1.1  netmask 255.255.255.0  broadcast 10.1.1.255\n"
			    "        ether 00:11:22:33:44:55  txqueuelen 1000  (Ethernet)\n"
			    "        RX packets 16015427  bytes 1668374532 (1.5 GiB)\n"
			    "        RX errors 0  dropped 0  overruns 0  frame 0\n"
			    "        TX packets 25563269  bytes 34073500057 (31.7 GiB)\n"
			    "        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n"
			    "        device interrupt 16  \n"
			    "\n");
}

/* Each counter has a value of its own, so that each sum shows its parts. */
static void make_counters(void)
{
	struct rtnl_link_stats64 *s = &m.link.stats;

	made_open(&m, "eth0", ARPHRD_ETHER);
	made_hw(&m, mac, sizeof(mac));
	m.link.has_stats = true;
	*s = (struct rtnl_link_stats64){
		.rx_packets = 0x100000001, .tx_packets = 0x100000002, .rx_bytes = 1023,
		.tx_bytes = 1024, .rx_errors = 0x100000005, .tx_errors = 0x100000006,
		.rx_dropped = 1, .rx_missed_errors = 20, .tx_dropped = 0x100000007,
		.rx_fifo_errors = 31, .tx_fifo_errors = 32, .collisions = 0x100000008,
		.rx_length_errors = 1000, .rx_over_errors = 200, .rx_crc_errors = 30,
		.rx_frame_errors = 4, .tx_carrier_errors = 5000, .tx_aborted_errors = 600,
		.tx_window_errors = 70, .tx_heartbeat_errors = 8, .multicast = 77777,
		.rx_nohandler = 99999,
	};
}

TEST(counters_and_their_sums)
{
	make_counters();
	assert_string_equal(
		made_text(&m, &ifstat_classic, NULL),
		"eth0      Link encap:Ethernet  HWaddr 00:11:22:33:44:55  \n"
		"          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n"
		"          RX packets:4294967297 errors:4294967301 dropped:21 overruns:31 "
		"frame:1234\n"
		"          TX packets:4294967298 errors:4294967302 dropped:4294967303 overruns:32 "
		"carrier:5678\n"
		"          collisions:4294967304 txqueuelen:1000 \n"
		"          RX bytes:1023 (1023.0 B)  TX bytes:1024 (1.0 KiB)\n"
		"\n");
	assert_string_equal(
		made_text(&m, &ifstat_flags, NULL),
		"eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n"
		"        ether 00:11:22:33:44:55  txqueuelen 1000  (Ethernet)\n"
		"        RX packets 4294967297  bytes 1023 (1023.0 B)\n"
		"        RX errors 4294967301  dropped 21  overruns 31  frame 1234\n"
		"        TX packets 4294967298  bytes 1024 (1024.0 B)\n"
		"        TX errors 4294967302  dropped 4294967303 overruns 32  carrier 5678  "
		"collisions 4294967304\n"
		"\n");
	assert_string_equal(made_text(&m, &ifstat_brief, NULL),
			    "eth0             1500 4294967297 4294967301     21 31     "
			    "4294967298 4294967302 4294967303     32 BMRU\n");
}

static const char *line(const char *text, unsigned n)
{
	static char copy[256];

	while (n--) {
		text = strchr(text, '\n');
		assert_non_null(text++);
	}
	snprintf(copy, sizeof(copy), "%.*s", (int)strcspn(text, "\n"), text);
	return copy;
}

TEST(an_alias_has_no_counters_but_its_hardware)
{
	make_guide();
	made_inet6(&m, "fe80::1", 64);
	assert_string_equal(made_text(&m, &ifstat_classic, "eth0:1"),
			    "eth0:1    Link encap:Ethernet  HWaddr 00:11:22:33:44:55  \n"
			    "          inet addr:10.1.1.1  Bcast:10.1.1.255  Mask:255.255.255.0\n"
			    "          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n"
			    "          Interrupt:16 \n"
			    "\n");
	assert_string_equal(made_text(&m, &ifstat_brief, "eth0:1"),
			    "eth0:1           1500      - no statistics available -"
			    "                        BMRU\n");
}

TEST(long_and_short_names)
{
	make_guide();
	assert_string_equal(line(made_text(&m, &ifstat_classic, "abcdefghijklmno"), 0),
			    "abcdefghijklmno Link encap:Ethernet  HWaddr 00:11:22:33:44:55  ");
	assert_string_equal(line(made_text(&m, &ifstat_classic, "abcdefghi"), 0),
			    "abcdefghi Link encap:Ethernet  HWaddr 00:11:22:33:44:55  ");
	assert_string_equal(
		line(made_text(&m, &ifstat_flags, "a\033[31m\n"), 0),
		"a\\033[31m\\012: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500");
	assert_string_equal(line(made_text(&m, &ifstat_classic, "a\033b"), 0),
			    "a\\033b    Link encap:Ethernet  HWaddr 00:11:22:33:44:55  ");
}

TEST(link_types)
{
	static const uint8_t long_address[20] = { 0x80, 0, 0, 0x48, 0xfe, 0x80, 0, 0, 0, 0, 0,
						  1, 2, 3, 4, 5, 6, 7, 8, 0xef };
	static const struct {
		uint16_t type;
		size_t len;
		const char *classic, *flags;
	} cases[] = {
		{ ARPHRD_LOOPBACK, 6, "Local Loopback  ",
		  "loop  txqueuelen 1000  (Local Loopback)" },
		{ ARPHRD_PPP, 0, "Point-to-Point Protocol  ",
		  "ppp  txqueuelen 1000  (Point-to-Point Protocol)" },
		{ ARPHRD_SIT, 4, "IPv6-in-IPv4  ", "sit  txqueuelen 1000  (IPv6-in-IPv4)" },
		{ ARPHRD_TUNNEL, 4, "IPIP Tunnel  HWaddr   ",
		  "tunnel   txqueuelen 1000  (IPIP Tunnel)" },
		{ ARPHRD_ETHER, 6, "Ethernet  HWaddr 80:00:00:48:FE:80  ",
		  "ether 80:00:00:48:fe:80  txqueuelen 1000  (Ethernet)" },
		{ ARPHRD_FDDI, 6, "Fiber Distributed Data Interface  HWaddr 80-00-00-48-FE-80  ",
		  "fddi 80-00-00-48-FE-80  txqueuelen 1000  (Fiber Distributed Data Interface)" },
		{ ARPHRD_HIPPI, 6, "HIPPI  HWaddr 80:00:00:48:FE:80  ",
		  "hippi 80:00:00:48:FE:80  txqueuelen 1000  (HIPPI)" },
		{ ARPHRD_EUI64, 8, "Generic EUI-64  HWaddr 80:00:00:48:FE:80:00:00  ",
		  "eui64 80:00:00:48:FE:80:00:00  txqueuelen 1000  (Generic EUI-64)" },
		{ ARPHRD_ARCNET, 1, "ARCnet  HWaddr 80  ", "arcnet 80  txqueuelen 1000  (ARCnet)" },
		{ ARPHRD_INFINIBAND, 20,
		  "InfiniBand  HWaddr 80:00:00:48:FE:80:00:00:00:00:00:01:02:03:04:05:06:07:08:"
		  "EF  ",
		  "infiniband 80:00:00:48:FE:80:00:00:00:00:00:01:02:03:04:05:06:07:08:EF  "
		  "txqueuelen 1000  (InfiniBand)" },
		{ ARPHRD_IPGRE, 4,
		  "UNSPEC  HWaddr 80-00-00-48-00-00-00-00-00-00-00-00-00-00-00-00  ",
		  "unspec 80-00-00-48-00-00-00-00-00-00-00-00-00-00-00-00  txqueuelen 1000  "
		  "(UNSPEC)" },
		{ ARPHRD_TUNNEL6, 16,
		  "UNSPEC  HWaddr 80-00-00-48-FE-80-00-00-00-00-00-01-02-03-04-05  ",
		  "unspec 80-00-00-48-FE-80-00-00-00-00-00-01-02-03-04-05  txqueuelen 1000  "
		  "(UNSPEC)" },
		{ ARPHRD_NONE, 0,
		  "UNSPEC  HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  ",
		  "unspec 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  txqueuelen 1000  "
		  "(UNSPEC)" },
	};
	char want[256];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		made_open(&m, "if0", cases[i].type);
		made_hw(&m, long_address, cases[i].len);
		snprintf(want, sizeof(want), "if0       Link encap:%s", cases[i].classic);
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 0), want);
		snprintf(want, sizeof(want), "        %s", cases[i].flags);
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 1), want);
	}
}

TEST(hardware_that_the_driver_tells_of)
{
	static const struct {
		struct rtnl_link_ifmap map;
		const char *classic, *flags;
	} cases[] = {
		{ { .irq = 16,
		    .base_addr = 0x4000,
		    .mem_start = 0xf7c00000,
		    .mem_end = 0xf7c20000 },
		  "Interrupt:16 Base address:0x4000 Memory:f7c00000-f7c20000 ",
		  "device interrupt 16  base 0x4000  memory 0xf7c00000-f7c20000  " },
		{ { .irq = 5, .base_addr = 0x300, .dma = 1 },
		  "Interrupt:5 Base address:0x300 DMA chan:1 ",
		  "device interrupt 5  base 0x300    dma 0x1" },
		{ { .dma = 1 }, "DMA chan:1 ", "device   dma 0x1" },
		{ { .base_addr = 0x100 }, "Base address:0x100 ", "device base 0x100  " },
		{ { .mem_start = 0xd0000 }, "Memory:d0000-0 ", "device memory 0xd0000-0  " },
	};
	static const struct rtnl_link_ifmap none[] = { { 0 }, { .base_addr = 0xff },
						       { .mem_end = 0xd0000 }, { .port = 3 } };
	char want[256];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		made_open(&m, "if0", ARPHRD_LOOPBACK)->link.map = cases[i].map;
		snprintf(want, sizeof(want), "          %s", cases[i].classic);
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 2), want);
		snprintf(want, sizeof(want), "        %s", cases[i].flags);
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 2), want);
	}
	for (size_t i = 0; i < LENGTH(none); i++) {
		made_open(&m, "if0", ARPHRD_LOOPBACK)->link.map = none[i];
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 2), "");
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 2), "");
	}
}

TEST(flags)
{
	static const struct {
		uint32_t flags;
		const char *classic, *number, *brief;
	} cases[] = {
		{ 0, "[NO FLAGS]  MTU:1500  Metric:1", "0<>", "[NO FLAGS]" },
		{ IFF_UP, "UP  MTU:1500  Metric:1", "1<UP>", "U" },
		{ IFF_LOOPBACK, "LOOPBACK  MTU:1500  Metric:1", "8<LOOPBACK>", "L" },
		{ IFF_PORTSEL, " MTU:1500  Metric:1", "8192<>", "" },
		/* the upper half is the kernel's own */
		{ 0x10000 | IFF_UP, "UP  MTU:1500  Metric:1", "1<UP>", "U" },
		{ IFF_DYNAMIC, "DYNAMIC  MTU:1500  Metric:1", "-32768<DYNAMIC>", "d" },
		{ 0xffff,
		  "UP BROADCAST DEBUG LOOPBACK POINTOPOINT NOTRAILERS RUNNING NOARP PROMISC "
		  "ALLMULTI SLAVE MASTER MULTICAST DYNAMIC  MTU:1500  Metric:1",
		  "-1<UP,BROADCAST,DEBUG,LOOPBACK,POINTOPOINT,NOTRAILERS,RUNNING,NOARP,PROMISC,"
		  "ALLMULTI,SLAVE,MASTER,MULTICAST,DYNAMIC>",
		  "ABDLMdPNOPsmRU" },
	};
	char want[512];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		made_open(&m, "if0", ARPHRD_LOOPBACK)->link.flags = cases[i].flags;
		snprintf(want, sizeof(want), "          %s", cases[i].classic);
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 1), want);
		snprintf(want, sizeof(want), "if0: flags=%s  mtu 1500", cases[i].number);
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 0), want);
		snprintf(want, sizeof(want),
			 "if0              1500      - no statistics available -"
			 "                        %s",
			 cases[i].brief);
		assert_string_equal(line(made_text(&m, &ifstat_brief, NULL), 0), want);
	}
}

TEST(inet_lines)
{
	static const struct {
		uint32_t flags, peer, broadcast;
		uint8_t prefix;
		const char *classic, *flags_layout;
	} cases[] = {
		{ IFF_BROADCAST, 0, 0x0a0101ff, 24,
		  "10.1.1.1  Bcast:10.1.1.255  Mask:255.255.255.0",
		  "10.1.1.1  netmask 255.255.255.0  broadcast 10.1.1.255" },
		{ IFF_BROADCAST, 0, 0, 31, "10.1.1.1  Bcast:0.0.0.0  Mask:255.255.255.254",
		  "10.1.1.1  netmask 255.255.255.254  broadcast 0.0.0.0" },
		{ 0, 0x0a010102, 0x0a0101ff, 0, "10.1.1.1  Mask:0.0.0.0",
		  "10.1.1.1  netmask 0.0.0.0" },
		{ IFF_POINTOPOINT, 0x0a010102, 0, 32,
		  "10.1.1.1  P-t-P:10.1.1.2  Mask:255.255.255.255",
		  "10.1.1.1  netmask 255.255.255.255  destination 10.1.1.2" },
		{ IFF_POINTOPOINT | IFF_BROADCAST, 0, 0x0a0101ff, 9,
		  "10.1.1.1  P-t-P:10.1.1.1  Bcast:10.1.1.255  Mask:255.128.0.0",
		  "10.1.1.1  netmask 255.128.0.0  broadcast 10.1.1.255  destination 10.1.1.1" },
	};
	char want[256];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct link_addr *a;
		const uint32_t p = cases[i].peer;
		const uint8_t peer[4] = { (uint8_t)(p >> 24), (uint8_t)(p >> 16), (uint8_t)(p >> 8),
					  (uint8_t)p };

		made_open(&m, "if0", ARPHRD_LOOPBACK)->link.flags = cases[i].flags;
		a = made_inet(&m, 0x0a010101, cases[i].prefix, cases[i].broadcast, "if0");
		if (p)
			a->peer = addr_v4(peer);
		snprintf(want, sizeof(want), "          inet addr:%s", cases[i].classic);
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 1), want);
		snprintf(want, sizeof(want), "        inet %s", cases[i].flags_layout);
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 1), want);
	}
}

TEST(scopes_of_ipv6)
{
	static const struct {
		const char *text, *classic, *flags;
	} cases[] = {
		{ "2001:db8::1", "Global", "0x0<global>" },
		{ "::1", "Host", "0x10<host>" },
		{ "fe80::1", "Link", "0x20<link>" },
		{ "febf::1", "Link", "0x20<link>" },
		{ "fec0::1", "Site", "0x40<site>" },
		{ "feff::1", "Site", "0x40<site>" },
		{ "fd00::1", "Global", "0x0<global>" },
		{ "::10.0.0.1", "Compat", "0x80<compat,global>" },
		{ "::ffff:1.2.3.4", "Global", "0x0<global>" },
		{ "64:ff9b::1", "Global", "0x0<global>" },
	};
	char want[256];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		made_open(&m, "if0", ARPHRD_LOOPBACK);
		made_inet6(&m, cases[i].text, 64);
		snprintf(want, sizeof(want), "          inet6 addr: %s/64 Scope:%s", cases[i].text,
			 cases[i].classic);
		assert_string_equal(line(made_text(&m, &ifstat_classic, NULL), 1), want);
		snprintf(want, sizeof(want), "        inet6 %s  prefixlen 64  scopeid %s",
			 cases[i].text, cases[i].flags);
		assert_string_equal(line(made_text(&m, &ifstat_flags, NULL), 1), want);
	}
}

static void expect_human(uint64_t n, const char *classic, const char *flags)
{
	const char *want[] = { classic, flags };

	for (int exceed = 0; exceed < 2; exceed++) {
		struct obuf o;

		ob_open(&o, -1);
		ifstat_human(&o, n, exceed);
		ob_c(&o, '\0');
		if (strcmp(o.p, want[exceed]) != 0)
			fail_msg("%llu: %s, not %s", (unsigned long long)n, o.p, want[exceed]);
		ob_close(&o);
	}
}

TEST(sizes_at_every_threshold)
{
	expect_human(0, "0.0 B", "0.0 B");
	expect_human(1023, "1023.0 B", "1023.0 B");
	expect_human(1024, "1.0 KiB", "1024.0 B");
	expect_human(1025, "1.0 KiB", "1.0 KiB");
	expect_human(1126, "1.0 KiB", "1.0 KiB");
	expect_human(1127, "1.1 KiB", "1.1 KiB");
	expect_human(1535, "1.4 KiB", "1.4 KiB");
	expect_human(((uint64_t)1 << 20) - 1, "1023.9 KiB", "1023.9 KiB");
	expect_human((uint64_t)1 << 20, "1.0 MiB", "1024.0 KiB");
	expect_human(((uint64_t)1 << 20) + 1, "1.0 MiB", "1.0 MiB");
	expect_human((uint64_t)1 << 30, "1.0 GiB", "1024.0 MiB");
	expect_human(((uint64_t)1 << 30) + 1, "1.0 GiB", "1.0 GiB");
	expect_human(1668374532, "1.5 GiB", "1.5 GiB");
	expect_human(34073500057, "31.7 GiB", "31.7 GiB");
	expect_human((uint64_t)1 << 40, "1.0 TiB", "1024.0 GiB");
	expect_human((uint64_t)1 << 50, "1.0 PiB", "1024.0 TiB");
	expect_human((uint64_t)1 << 60, "1.0 EiB", "1024.0 PiB");
	expect_human(((uint64_t)1 << 63) - 1, "7.9 EiB", "7.9 EiB");
	expect_human((uint64_t)1 << 63, "8.0 EiB", "8.0 EiB");
	expect_human(UINT64_MAX, "15.9 EiB", "15.9 EiB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classic_is_what_the_guide_shows),
		cmocka_unit_test(flags_layout_of_the_same),
		cmocka_unit_test(counters_and_their_sums),
		cmocka_unit_test(an_alias_has_no_counters_but_its_hardware),
		cmocka_unit_test(long_and_short_names),
		cmocka_unit_test(link_types),
		cmocka_unit_test(hardware_that_the_driver_tells_of),
		cmocka_unit_test(flags),
		cmocka_unit_test(inet_lines),
		cmocka_unit_test(scopes_of_ipv6),
		cmocka_unit_test(sizes_at_every_threshold),
	};

	return cmocka_run_group_tests_name("ifstat_text", tests, NULL, NULL);
}
