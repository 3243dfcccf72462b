/* What is there to paste, for each kind of interface; and never a name that a shell would read. */
#include <string.h>

#include "../test.h"
#include "mtuprobe.h"

static struct mtuprobe probe_of(const char *device, const char *kind)
{
	struct mtuprobe m = { .mtu = 1500, .max = 1500 };

	m.host.addr = addr_v4((const uint8_t[]){ 203, 0, 113, 1 });
	strcpy(m.device, device);
	strcpy(m.kind, kind);
	return m;
}

static struct mtu_result hole(void)
{
	return (struct mtu_result){ .verdict = VERDICT_HOLE, .mtu = 1380 };
}

/* All that is to be pasted, a line each. */
static char *pasted(const struct mtuprobe *m, const struct mtu_result *r, char *to)
{
	struct mtu_fix f[MTU_FIXES];
	unsigned n = mtu_fixes(m, r, f);

	*to = '\0';
	for (unsigned i = 0; i < n; i++) {
		strncat(to, f[i].paste.p, f[i].paste.len);
		strcat(to, "\n");
	}
	mtu_fixes_free(f, n);
	return to;
}

#define CLAMP(tool, dev)                                                                           \
	tool " -t mangle -A POSTROUTING -p tcp --tcp-flags SYN,RST SYN -o " dev                    \
	     " -j TCPMSS --clamp-mss-to-pmtu\n"                                                    \
	     "nft 'table inet clamp { chain out { type filter hook postrouting priority mangle; "  \
	     "oifname \"" dev "\" tcp flags & (syn | rst) == syn tcp option maxseg size set rt "   \
	     "mtu; }; }'\n"

TEST(the_guide_s_lines)
{
	struct mtuprobe m = probe_of("eth0", "");
	struct mtu_result r = hole();
	char text[4096];

	assert_string_equal(
		pasted(&m, &r, text),
		"ip link set dev eth0 mtu 1380\nMTU=\"1380\"\n" CLAMP("iptables", "eth0"));
	m.host.addr = addr_v6((const uint8_t[16]){ 0x20, 1 });
	assert_non_null(strstr(pasted(&m, &r, text), "\nip6tables -t mangle "));
}

TEST(tunnels_keep_it_elsewhere)
{
	static const struct {
		const char *device, *kind, *line;
	} cases[] = {
		{ "wg0", "wireguard", "\nMTU = 1380\n" },
		{ "ppp0", "ppp", "\nmtu 1380\nmru 1380\n" },
		{ "ppp7", "", "\nmtu 1380\nmru 1380\n" },
		{ "vx0", "vxlan", "\nMTUBytes=1380\n" },
		{ "eth0.7", "vlan", "\nMTU=\"1380\"\n" },
	};
	char text[4096];

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct mtuprobe m = probe_of(cases[i].device, cases[i].kind);
		struct mtu_result r = hole();

		assert_non_null(strstr(pasted(&m, &r, text), cases[i].line));
	}
}

TEST(no_name_reaches_a_shell_unless_it_is_plain)
{
	static const char *const names[] = { "a;reboot", "$(id)", "a b", "'", "\"", "`x`", "a\nb",
					     "\33[2J", "*", "a&b", "\303\244" };
	char text[4096];

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct mtuprobe m = probe_of(names[i], "");
		struct mtu_result r = hole();
		struct obuf next;

		assert_string_equal(pasted(&m, &r, text), "");
		ob_open(&next, -1);
		assert_false(mtu_next(&m, &r, &next));
		ob_close(&next);
	}
}

TEST(only_what_helps)
{
	struct mtuprobe m = probe_of("eth0", "");
	char text[4096];

	for (int v = 0; v <= VERDICT_UNFINISHED; v++) {
		struct mtu_result r = hole();
		bool helps = v == VERDICT_SIGNALLED || v == VERDICT_REFUSED || v == VERDICT_HOLE ||
			     v == VERDICT_LYING || v == VERDICT_CLAMPED || v == VERDICT_DIFFERS;

		r.verdict = (enum mtu_verdict)v;
		assert_int_equal(*pasted(&m, &r, text) != '\0', helps);
		r.mtu = 1500;
		assert_string_equal(pasted(&m, &r, text), "");
	}
}

TEST(statuses)
{
	for (int v = 0; v <= VERDICT_UNFINISHED; v++) {
		int status = mtu_verdict_status((enum mtu_verdict)v);
		const char *layer = mtu_verdict_layer((enum mtu_verdict)v);

		assert_int_equal(status == 0, strcmp(layer, "healthy") == 0);
		assert_int_equal(status == 13, strcmp(layer, "network") == 0);
		assert_int_equal(status == 1, strcmp(layer, "unknown") == 0);
		assert_non_null(mtu_verdict_name((enum mtu_verdict)v));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_guide_s_lines),
		cmocka_unit_test(tunnels_keep_it_elsewhere),
		cmocka_unit_test(no_name_reaches_a_shell_unless_it_is_plain),
		cmocka_unit_test(only_what_helps),
		cmocka_unit_test(statuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
