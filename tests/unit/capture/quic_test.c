/* QUIC's Initial packets decrypted: RFC 9001, appendix A; and what was cut or changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "proto/quickeys.h"
#include "stack.h"

#define ETHERNET 1
#define HEADERS 42
#define CLIENT 50000
#define PACKET_MAX 1500

static size_t from_hex(const char *hex, uint8_t *to)
{
	size_t n = 0;
	unsigned v;

	for (; sscanf(hex, "%2x", &v) == 1; hex += 2)
		to[n++] = (uint8_t)v;
	return n;
}

static void assert_hex(const uint8_t *got, const char *hex)
{
	uint8_t want[16];

	assert_memory_equal(got, want, from_hex(hex, want));
}

/* The connection ID of all the samples. */
static const uint8_t id[8] = { 0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08 };

/* A.2 */
static const char client_initial[] =
	"c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9bd8bab936b47d"
	"92ec356c0bab7df5976d27cd449f63300099f3991c260ec4c60d17b31f8429157bb35a1282a643a8d2262cad"
	"67500cadb8e7378c8eb7539ec4d4905fed1bee1fc8aafba17c750e2c7ace01e6005f80fcb7df621230c83711"
	"b39343fa028cea7f7fb5ff89eac2308249a02252155e2347b63d58c5457afd84d05dfffdb20392844ae81215"
	"4682e9cf012f9021a6f0be17ddd0c2084dce25ff9b06cde535d0f920a2db1bf362c23e596d11a4f5a6cf3948"
	"838a3aec4e15daf8500a6ef69ec4e3feb6b1d98e610ac8b7ec3faf6ad760b7bad1db4ba3485e8a94dc250ae3"
	"fdb41ed15fb6a8e5eba0fc3dd60bc8e30c5c4287e53805db059ae0648db2f64264ed5e39be2e20d82df566da"
	"8dd5998ccabdae053060ae6c7b4378e846d29f37ed7b4ea9ec5d82e7961b7f25a9323851f681d582363aa5f8"
	"9937f5a67258bf63ad6f1a0b1d96dbd4faddfcefc5266ba6611722395c906556be52afe3f565636ad1b17d50"
	"8b73d8743eeb524be22b3dcbc2c7468d54119c7468449a13d8e3b95811a198f3491de3e7fe942b330407abf8"
	"2a4ed7c1b311663ac69890f4157015853d91e923037c227a33cdd5ec281ca3f79c44546b9d90ca00f064c99e"
	"3dd97911d39fe9c5d0b23a229a234cb36186c4819e8b9c5927726632291d6a418211cc2962e20fe47feb3edf"
	"330f2c603a9d48c0fcb5699dbfe5896425c5bac4aee82e57a85aaf4e2513e4f05796b07ba2ee47d80506f8d2"
	"c25e50fd14de71e6c418559302f939b0e1abd576f279c4b2e0feb85c1f28ff18f58891ffef132eef2fa09346"
	"aee33c28eb130ff28f5b766953334113211996d20011a198e3fc433f9f2541010ae17c1bf202580f6047472f"
	"b36857fe843b19f5984009ddc324044e847a4f4a0ab34f719595de37252d6235365e9b84392b061085349d73"
	"203a4a13e96f5432ec0fd4a1ee65accdd5e3904df54c1da510b0ff20dcc0c77fcb2c0e0eb605cb0504db8763"
	"2cf3d8b4dae6e705769d1de354270123cb11450efc60ac47683d7b8d0f811365565fd98c4c8eb936bcab8d06"
	"9fc33bd801b03adea2e1fbc5aa463d08ca19896d2bf59a071b851e6c239052172f296bfb5e72404790a21810"
	"14f3b94a4e97d117b438130368cc39dbb2d198065ae3986547926cd2162f40a29f0c3c8745c0f50fba3852e5"
	"66d44575c29d39a03f0cda721984b6f440591f355e12d439ff150aab7613499dbd49adabc8676eef023b15b6"
	"5bfc5ca06948109f23f350db82123535eb8a7433bdabcb909271a6ecbcb58b936a88cd4e8f2e6ff5800175f1"
	"13253d8fa9ca8885c2f552e657dc603f252e1a8e308f76f0be79e2fb8f5d5fbbe2e30ecadd220723c8c0aea8"
	"078cdfcb3868263ff8f0940054da48781893a7e49ad5aff4af300cd804a6b6279ab3ff3afb64491c85194aab"
	"760d58a606654f9f4400e8b38591356fbf6425aca26dc85244259ff2b19c41b9f96f3ca9ec1dde434da7d2d3"
	"92b905ddf3d1f9af93d1af5950bd493f5aa731b4056df31bd267b6b90a079831aaf579be0a39013137aac6d4"
	"04f518cfd46840647e78bfe706ca4cf5e9c5453e9f7cfd2b8b4c8d169a44e55c88d4a9a7f9474241e221af44"
	"860018ab0856972e194cd934";
/* A.3 */
static const char server_initial[] =
	"cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c697975"
	"54780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bde"
	"d74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407d"
	"d074ee";
/* A.4 */
static const char retry[] =
	"ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba";

/* IPv4 and UDP around it, between the client's port and 443. Returns the length of the frame. */
static size_t frame(uint8_t *to, const char *hex, bool server)
{
	size_t n = from_hex(hex, to + HEADERS);

	memset(to, 0, HEADERS);
	from_hex("0800450000000000000040110000c0000201c0000202", to + 12);
	to[16] = (uint8_t)((n + 28) >> 8);
	to[17] = (uint8_t)(n + 28);
	if (server) {
		to[29] = 2;
		to[33] = 1;
	}
	to[server ? 36 : 34] = CLIENT >> 8;
	to[server ? 37 : 35] = CLIENT & 0xff;
	to[server ? 34 : 36] = 443 >> 8;
	to[server ? 35 : 37] = 443 & 0xff;
	to[38] = (uint8_t)((n + 8) >> 8);
	to[39] = (uint8_t)(n + 8);
	return HEADERS + n;
}

/* The text of that packet, behind the addresses. */
static const char *text(struct stack *s, const char *hex, bool server)
{
	static uint8_t packet[PACKET_MAX];
	size_t n = frame(packet, hex, server);
	const char *all = stack_print(s, packet, n, n), *at = strstr(all, ": ");

	return at ? at + 2 : all;
}

static void keys_are_derived_as_in_the_appendix(void **state)
{
	struct quic *q = quic_open();
	struct quic_keys k;

	(void)state;
	assert_non_null(q);
	assert_true(quic_keys(q, QUIC_V1, id, sizeof(id), &k));
	assert_hex(k.client.key, "1f369613dd76d5467730efcbe3b1a22d");
	assert_hex(k.client.iv, "fa044b2f42a3fd3b46fb255c");
	assert_hex(k.client.hp, "9f50449e04a0e810283a1e9933adedd2");
	assert_hex(k.server.key, "cf3a5331653c364c88f0f379b6067e37");
	assert_hex(k.server.iv, "0ac1493ca1905853b0bba03e");
	assert_hex(k.server.hp, "c206b8d9b9f0f37644430b490eeaa314");
	/* RFC 9369, appendix A.1 */
	assert_true(quic_keys(q, QUIC_V2, id, sizeof(id), &k));
	assert_hex(k.client.key, "8b1a0bc121284290a29e0971b5cd045d");
	assert_hex(k.client.iv, "91f73e2351d8fa91660e909f");
	assert_hex(k.client.hp, "45b95e15235d6f45a6b19cbcb0294ba9");
	quic_close(q);
}

static void the_sample_packets_say_what_the_appendix_has(void **state)
{
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	assert_string_equal(text(&s, client_initial, false),
			    "QUIC, Initial v1, dcid 8394c8f03e515708, length 1182: pn 2, CRYPTO, "
			    "917 PADDING, TLS ClientHello TLS 1.3, SNI example.com, ALPN alpn\n");
	assert_string_equal(text(&s, server_initial, true),
			    "QUIC, Initial v1, scid f067a5502a4262b5, length 117: pn 1, ACK, "
			    "CRYPTO, TLS ServerHello TLS 1.3, cipher 0x1301\n");
	assert_string_equal(text(&s, retry, true),
			    "QUIC, Retry v1, scid f067a5502a4262b5, token 5\n");
	s.show.tls = false;
	assert_string_equal(text(&s, client_initial, false), "UDP, length 1200\n");
	stack_close(&s);
}

static void the_servers_packets_need_the_clients_first(void **state)
{
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	assert_string_equal(text(&s, server_initial, true),
			    "QUIC, Initial v1, scid f067a5502a4262b5, length 117, cannot be "
			    "decrypted without the client's first\n");
	/* nor does one from elsewhere help */
	text(&s, client_initial, true);
	assert_non_null(strstr(text(&s, server_initial, true), "cannot be decrypted\n"));
	text(&s, client_initial, false);
	assert_non_null(strstr(text(&s, server_initial, true), "ServerHello"));
	stack_close(&s);
}

static void a_changed_bit_is_noticed_wherever_it_is(void **state)
{
	static uint8_t packet[PACKET_MAX];
	size_t n = frame(packet, client_initial, false);
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	for (size_t at = HEADERS; at < n; at++) {
		packet[at] ^= 4;
		if (strstr(stack_print(&s, packet, n, n), "TLS"))
			fail_msg("byte %zu: %s", at, s.text.p);
		packet[at] ^= 4;
	}
	assert_non_null(strstr(stack_print(&s, packet, n, n), "example.com"));
	stack_close(&s);
}

static void without_libcrypto_there_is_the_header(void **state)
{
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	s.pkt.quic = NULL;
	assert_string_equal(text(&s, client_initial, false),
			    "QUIC, Initial v1, dcid 8394c8f03e515708, length 1182\n");
	stack_close(&s);
}

static void a_cut_packet_is_a_prefix_and_a_mark(void **state)
{
	static uint8_t packet[PACKET_MAX];
	size_t n = frame(packet, server_initial, true);
	struct stack s;
	char *whole;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	text(&s, client_initial, false);
	whole = strdup(stack_print(&s, packet, n, n));
	for (size_t cut = HEADERS + 6; cut < n; cut++) {
		uint8_t *part = malloc(cut);	/* a sanitizer sees a read behind it */
		const char *got, *mark;

		memcpy(part, packet, cut);
		got = stack_print(&s, part, cut, n);
		mark = strstr(got, " [|quic]\n");
		if (!mark || strncmp(got, whole, (size_t)(mark - got)) != 0)
			fail_msg("cut at %zu: %s", cut, got);
		free(part);
	}
	free(whole);
	stack_close(&s);
}

static void what_does_not_look_like_it_is_none(void **state)
{
	static const char *const others[] = {
		/* DTLS, one too short, a connection ID too long */
		"16feff0000000000000000001001000004000000000000000400000000",
		"40000102030405060708090a0b0c0d0e0f101112",
		"c000000001158394c8f03e5157088394c8f03e5157088394c8f03e5157080000",
	};
	static uint8_t packet[PACKET_MAX];
	size_t n = frame(packet, client_initial, false);
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	for (unsigned i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_non_null(strstr(text(&s, others[i], false), "UDP, length "));
	assert_string_equal(text(&s, "40000102030405060708090a0b0c0d0e0f10111213", false),
			    "QUIC, short header, 21 bytes\n");
	/* a length of one byte more than there is */
	packet[HEADERS + 17]++;
	assert_non_null(strstr(stack_print(&s, packet, n, n), ", length 1183 (invalid)\n"));
	packet[HEADERS + 17]--;
	/* what a connection was seen of may have any first byte */
	assert_non_null(strstr(stack_print(&s, packet, n, n), "example.com"));
	assert_string_equal(text(&s, others[0], false), "QUIC, short header, 29 bytes\n");
	stack_close(&s);
}

/* More connections than are remembered: the oldest is forgotten, the newest is not. */
static void the_table_of_connections_is_bounded(void **state)
{
	static uint8_t first[PACKET_MAX], answer[PACKET_MAX];
	size_t n = frame(first, client_initial, false), m = frame(answer, server_initial, true);
	struct stack s;

	(void)state;
	stack_open(&s, ETHERNET);
	s.show.tls = true;
	for (unsigned port = 0; port < 300; port++) {
		first[34] = (uint8_t)((20000 + port) >> 8);
		first[35] = (uint8_t)(20000 + port);
		assert_non_null(strstr(stack_print(&s, first, n, n), "example.com"));
		answer[36] = first[34];
		answer[37] = first[35];
		assert_non_null(strstr(stack_print(&s, answer, m, m), "ServerHello"));
	}
	/* 256 of 300 */
	answer[36] = 20043 >> 8;
	answer[37] = 20043 & 0xff;
	assert_non_null(strstr(stack_print(&s, answer, m, m), "without the client's first"));
	answer[37] = 20044 & 0xff;
	assert_non_null(strstr(stack_print(&s, answer, m, m), "ServerHello"));
	stack_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_derived_as_in_the_appendix),
		cmocka_unit_test(the_sample_packets_say_what_the_appendix_has),
		cmocka_unit_test(the_servers_packets_need_the_clients_first),
		cmocka_unit_test(a_changed_bit_is_noticed_wherever_it_is),
		cmocka_unit_test(without_libcrypto_there_is_the_header),
		cmocka_unit_test(a_cut_packet_is_a_prefix_and_a_mark),
		cmocka_unit_test(what_does_not_look_like_it_is_none),
		cmocka_unit_test(the_table_of_connections_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
