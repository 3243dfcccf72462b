/* Settings of a link out of messages and structs: as a kernel gave them, and ones that lie. */
#include "settings.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../guard.h"
#include "../test.h"
#include "../validator.h"
#include "settings_change.h"
#include "verbs.h"

/* Linux 6.18 about a veth device, from behind the header on: LINKMODES_GET_REPLY ... */
static const uint8_t veth_linkmodes[] =
	"\x05\x00\x02\x00\x00\x00\x00\x00\x34\x00\x03\x80\x08\x00\x02\x00\x79\x00\x00\x00\x14\x00"
	"\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x14\x00\x05\x00"
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x05\x00\x10\x27"
	"\x00\x00\x05\x00\x06\x00\x01\x00\x00\x00\x05\x00\x0a\x00\x00\x00\x00";
/* ... LINKINFO_GET_REPLY ... */
static const uint8_t veth_linkinfo[] =
	"\x05\x00\x02\x00\x00\x00\x00\x00\x05\x00\x03\x00\x00\x00\x00\x00\x05\x00\x04\x00\x00\x00"
	"\x00\x00\x05\x00\x05\x00\x00\x00\x00\x00\x05\x00\x06\x00\x00\x00\x00";
/* ... and LINKSTATE_GET_REPLY. */
static const uint8_t veth_linkstate[] = "\x05\x00\x02\x00\x00\x00\x00";

static struct settings s;

static void read_message(nic_attr_fn *fn, const void *p, size_t n)
{
	struct cur list = cur_of(p, n), data;
	uint16_t type;

	while (nl_attr_next(&list, &type, &data))
		fn(&s, type, data);
}

TEST(a_kernels_messages)
{
	memset(&s, 0, sizeof(s));
	read_message(settings_linkmodes, veth_linkmodes, sizeof(veth_linkmodes));
	assert_int_equal(s.has,
			 HAS_AUTONEG | HAS_MODES | HAS_SPEED | HAS_DUPLEX | HAS_RATE_MATCHING);
	assert_int_equal(s.speed, 10000);
	assert_int_equal(s.duplex, DUPLEX_FULL);
	assert_int_equal(s.advertised.bits, 121);
	assert_int_equal(s.supported.words, 4);
	assert_false(modes_any(&s.advertised));
	read_message(settings_linkinfo, veth_linkinfo, sizeof(veth_linkinfo));
	read_message(settings_linkstate, veth_linkstate, sizeof(veth_linkstate));
	assert_int_equal(s.port, PORT_TP);
	assert_true(s.has & HAS_LINK);
	assert_false(s.link);
}

static struct nl_msg m;

static size_t put_set(uint16_t attr, uint32_t bits, const void *value, size_t n, const void *mask,
		      size_t n_mask)
{
	size_t nest = nl_nest(&m, attr);

	nl_attr_u32(&m, ETHTOOL_A_BITSET_SIZE, bits);
	nl_attr(&m, ETHTOOL_A_BITSET_VALUE, value, n);
	if (mask)
		nl_attr(&m, ETHTOOL_A_BITSET_MASK, mask, n_mask);
	else
		nl_attr_flag(&m, ETHTOOL_A_BITSET_NOMASK);
	nl_nest_end(&m, nest);
	return m.len;
}

static void start(void)
{
	memset(&s, 0, sizeof(s));
	m.len = 0;
}

TEST(sets_that_lie_about_their_size)
{
	uint32_t ones[200];

	memset(ones, 0xff, sizeof(ones));
	/* 33 bits: of the second word only the first is true */
	start();
	put_set(ETHTOOL_A_LINKMODES_OURS, 33, ones, 8, ones, 8);
	read_message(settings_linkmodes, m.buf, m.len);
	assert_int_equal(s.advertised.word[1], 1);
	assert_int_equal(s.supported.bits, 33);
	/* less than promised, and a part of a word: what is there */
	start();
	put_set(ETHTOOL_A_LINKMODES_OURS, 4000000000, ones, 7, ones, 4);
	read_message(settings_linkmodes, m.buf, m.len);
	assert_int_equal(s.advertised.words, 1);
	assert_int_equal(s.advertised.word[0], UINT32_MAX);
	assert_int_equal(s.advertised.word[1], 0);
	/* more than there is room for */
	start();
	put_set(ETHTOOL_A_LINKMODES_PEER, sizeof(ones) * 8, ones, sizeof(ones), NULL, 0);
	read_message(settings_linkmodes, m.buf, m.len);
	assert_int_equal(s.partner.words, MODES_WORDS);
	assert_true(modes_unknown(&s.partner));
	/* no words at all, and no size */
	start();
	put_set(ETHTOOL_A_LINKMODES_OURS, 93, NULL, 0, NULL, 0);
	nl_nest_end(&m, nl_nest(&m, ETHTOOL_A_LINKMODES_PEER));
	read_message(settings_linkmodes, m.buf, m.len);
	assert_int_equal(s.has, HAS_MODES);
	assert_false(modes_any(&s.advertised));
	assert_false(modes_any(&s.supported));
}

TEST(wake_on_lan_is_what_the_mask_knows)
{
	static const uint32_t value = 0x60, mask = 0x3f;

	start();
	put_set(ETHTOOL_A_WOL_MODES, 8, &value, 4, &mask, 4);
	nl_attr(&m, ETHTOOL_A_WOL_SOPASS, "\1\2\3", 3);
	read_message(settings_wol, m.buf, m.len);
	assert_int_equal(s.wol_supported, 0x3f);
	assert_int_equal(s.wol, 0x20);
	assert_int_equal(s.has, HAS_WOL);
}

/* The device behind the ioctls. */
static struct {
	int new_error, old_error, wol_error;
	int8_t words, words_again;	/* as the two steps of the handshake tell them */
	uint8_t autoneg;
	uint32_t asked;
	uint32_t request[12 + 3 * MODES_WORDS];
} device;

static int link_ioctl(struct ethtool_link_settings *l)
{
	int words = l->link_mode_masks_nwords;

	if (device.new_error) {
		errno = device.new_error;
		return -1;
	}
	l->link_mode_masks_nwords = words ? device.words_again : device.words;
	l->speed = 1000;
	l->autoneg = device.autoneg;
	if (words > 0)
		memset(l + 1, 0x11, (size_t)words * 12);
	return 0;
}

/* Stands before that of the C library. */
int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	struct ifreq *ifr;

	(void)fd;
	assert_int_equal(request, SIOCETHTOOL);
	va_start(args, request);
	ifr = va_arg(args, struct ifreq *);
	va_end(args);
	memcpy(&device.asked, ifr->ifr_data, sizeof(device.asked));
	switch (device.asked) {
	case ETHTOOL_GLINKSETTINGS:
		return link_ioctl((void *)ifr->ifr_data);
	case ETHTOOL_SLINKSETTINGS:
		memcpy(device.request, ifr->ifr_data, sizeof(device.request));
		return 0;
	case ETHTOOL_GSET:
		((struct ethtool_cmd *)(void *)ifr->ifr_data)->speed = 100;
		errno = device.old_error;
		return errno ? -1 : 0;
	default:
		errno = EOPNOTSUPP;
		return -1;
	}
}

static struct nic nic;

static struct settings_link link_get(int8_t words, int8_t words_again)
{
	struct settings_link l;

	nic_open(&nic, "eth0");
	nic.asked = true;	/* and no netlink found */
	memset(&device, 0, sizeof(device));
	device.words = words;
	device.words_again = words_again;
	assert_int_equal(settings_link_get(&nic, &l), 0);
	nic_close(&nic);
	return l;
}

TEST(the_handshake)
{
	struct settings_link l = link_get(-3, 3);

	assert_false(l.old);
	assert_int_equal(l.link.speed, 1000);
	assert_int_equal(l.supported.words, 3);
	assert_int_equal(l.partner.word[2], 0x11111111);
	assert_int_equal(l.partner.word[3], 0);
	l = link_get(-127, 127);
	assert_int_equal(l.partner.words, MODES_WORDS);
	assert_int_equal(l.partner.word[126], 0x11111111);
}

TEST(a_handshake_that_lies)
{
	static const int8_t lies[][2] = {
		{ 0, 0 }, { 3, 3 }, { -3, 4 }, { -3, -3 }, { -3, 0 }, { INT8_MIN, 1 }, { 127, 127 },
	};

	for (size_t i = 0; i < LENGTH(lies); i++) {
		struct settings_link l = link_get(lies[i][0], lies[i][1]);

		assert_true(l.old);
		assert_int_equal(l.link.speed, 100);
	}
}

TEST(no_settings_at_all)
{
	struct settings_link l;

	nic_open(&nic, "eth0");
	memset(&device, 0, sizeof(device));
	device.new_error = EPERM;
	device.old_error = EIO;
	assert_int_equal(settings_link_get(&nic, &l), -1);
	assert_int_equal(errno, EIO);
	nic_close(&nic);
}

/* What goes back to the device: its own words, whatever number it has of them. */
TEST(a_change_keeps_what_was_not_asked_for)
{
	struct settings_change c = { .has_speed = true, .speed = 25000 };
	struct ethtool_link_settings l;

	nic_open(&nic, "eth0");
	memset(&device, 0, sizeof(device));
	device.words = -5;
	device.words_again = 5;
	assert_int_equal(settings_change_ioctl(&nic, &c), 0);
	assert_int_equal(device.asked, ETHTOOL_SLINKSETTINGS);
	memcpy(&l, device.request, sizeof(l));
	assert_int_equal(l.speed, 25000);
	assert_int_equal(l.link_mode_masks_nwords, 5);
	for (size_t i = 0; i < 15; i++)
		assert_int_equal(device.request[12 + i], 0x11111111);
	nic_close(&nic);
}

TEST(bits_by_value_by_mask_and_by_list)
{
	static const uint32_t value[] = { 0x5, 1 }, mask[] = { 0xf, 0 };
	uint32_t word = 0xf0;
	char unknown[32];
	size_t nest, bit;

	start();
	put_set(1, 32, value, 4, mask, 4);
	assert_int_equal(settings_bits(cur_of(m.buf + 4, m.len - 4), mode_find, &word, 1, unknown),
			 0);
	assert_int_equal(word, 0xf5);
	start();
	put_set(1, 32, value, 4, NULL, 0);
	assert_int_equal(settings_bits(cur_of(m.buf + 4, m.len - 4), mode_find, &word, 1, unknown),
			 0);
	assert_int_equal(word, 5);
	start();
	put_set(1, 64, value, 8, NULL, 0);
	assert_int_equal(settings_bits(cur_of(m.buf + 4, m.len - 4), mode_find, &word, 1, unknown),
			 -1);
	start();
	nest = nl_nest(&m, ETHTOOL_A_BITSET_BITS);
	bit = nl_nest(&m, ETHTOOL_A_BITSET_BITS_BIT);
	nl_attr_text(&m, ETHTOOL_A_BITSET_BIT_NAME, "no such mode, and a name that is too long");
	nl_nest_end(&m, bit);
	nl_nest_end(&m, nest);
	assert_int_equal(settings_bits(cur_of(m.buf, m.len), mode_find, &word, 1, unknown), -1);
	assert_string_equal(unknown, "no such mode, and a name that i");
}

static struct linkinfo li;
static struct validator valid;

/* Told without a fault whatever it is: no control character in the text, and valid JSON. */
static void tell_all(void)
{
	struct obuf text;

	ob_open(&text, -1);
	verb_display.text(&li, &s, &text);
	for (size_t i = 0; i < text.len; i++)
		assert_true((unsigned char)text.p[i] >= ' ' || text.p[i] == '\n' ||
			    text.p[i] == '\t');
	ob_close(&text);
	ob_open(&text, -1);
	li.json = json_list(&text);
	json_object(&li.json, NULL);
	verb_display.json(&li, &s, &li.json);
	json_object_end(&li.json);
	json_list_end(&li.json);
	if (!is_valid_json(&valid, text.p, text.len))
		fail_msg("not JSON: %.*s", (int)text.len, text.p);
	ob_close(&text);
}

TEST(messages_of_noise)
{
	struct guard g = guard_open();
	uint64_t seed = 4;

	li.nic.name = "eth\033[2J";
	for (unsigned round = 0; round < 3000; round++) {
		const struct verb_message *v = verb_display.messages;
		uint8_t noise[200];
		size_t n = rnd_below(&seed, sizeof(noise));
		uint16_t type = (uint16_t)rnd_below(&seed, 12);

		for (size_t i = 0; i < n; i++)
			noise[i] = (uint8_t)rnd_edge(&seed);
		memset(&s, 0, sizeof(s));
		for (; v->get; v++)
			v->attr(&s, type, cur_of(guard_copy(&g, noise, n), n));
		tell_all();
		settings_free(&s);
	}
	guard_close(&g);
}

/* A message cut at every byte. */
TEST(messages_cut_short)
{
	struct guard g = guard_open();

	for (size_t n = 0; n <= sizeof(veth_linkmodes); n++) {
		memset(&s, 0, sizeof(s));
		read_message(settings_linkmodes, guard_copy(&g, veth_linkmodes, n), n);
		tell_all();
	}
	guard_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kernels_messages),
		cmocka_unit_test(sets_that_lie_about_their_size),
		cmocka_unit_test(wake_on_lan_is_what_the_mask_knows),
		cmocka_unit_test(the_handshake),
		cmocka_unit_test(a_handshake_that_lies),
		cmocka_unit_test(no_settings_at_all),
		cmocka_unit_test(a_change_keeps_what_was_not_asked_for),
		cmocka_unit_test(bits_by_value_by_mask_and_by_list),
		cmocka_unit_test(messages_of_noise),
		cmocka_unit_test(messages_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
