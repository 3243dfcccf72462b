/* Command lines as openssl's commands read them, and its messages about wrong ones. */
#include "opt_table.h"

static const struct opt dash_opts[] = {
	{ OPT_FLAG, 0, "json", .at = OPT_AT(cfg, bool, flag), .help = "ours" },
	{ OPT_STR, 0, "when", "time", OPT_AT(cfg, const char *, str), .help = "ours, with a twin" },
	{ OPT_FLAG, 0, "when", .single = true, .at = OPT_AT(cfg, bool, dashed), .help = "theirs" },
	{ OPT_ANY, 0, "port", "n", OPT_AT(cfg, int64_t, any), 1, 2147483647, .single = true,
	  .help = "a number" },
	{ OPT_STR, 0, "device", "name", OPT_AT(cfg, const char *, device), .single = true,
	  .help = "a text" },
	{ OPT_PICK, '4', "", .at = OPT_AT(cfg, int, pick), .min = 4, .single = true,
	  .help = "a letter" },
	{ OPT_END },
};

static const struct persona anywhere = { .name = "tool", .opts = dash_opts, .usage_status = 1 };
static const struct persona before = { .name = "tool", .opts = dash_opts, .usage_status = 1,
				       .words = true };
static struct parsed p;

#define DASH(...) \
	parse_by(&p, opt_parse_dash, &anywhere, (const char *const[]){ __VA_ARGS__, NULL })

static void expect_ok(int operands)
{
	assert_string_equal(p.err.text, "");
	assert_int_equal(p.result, OPT_OK);
	assert_int_equal(p.argc, operands);
	assert_null(p.operands[operands]);
}

static void expect_bad(const char *message)
{
	char text[200];

	snprintf(text, sizeof(text), "tool: %s\ntool: Use -help for summary.\n", message);
	assert_string_equal(p.err.text, text);
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, 1);
}

TEST(names)
{
	DASH("-device", "eth0", "-port=7", "host", "-4");
	expect_ok(1);
	assert_string_equal(p.cfg.device, "eth0");
	assert_int_equal(p.cfg.any, 7);
	assert_int_equal(p.cfg.pick, 4);
	DASH("--device", "-4", "--port", "0x10");
	expect_ok(0);
	assert_string_equal(p.cfg.device, "-4");
	assert_int_equal(p.cfg.any, 16);
	assert_int_equal(p.cfg.pick, 0);
	DASH("-device=");
	expect_ok(0);
	assert_string_equal(p.cfg.device, "");
	DASH("--", "-4", "-x");
	expect_ok(2);
}

/* Two dashes name a row of two dashes first; one dash never does. */
TEST(twins)
{
	DASH("-when", "--when", "noon");
	expect_ok(0);
	assert_true(p.cfg.dashed);
	assert_string_equal(p.cfg.str, "noon");
	DASH("--json");
	expect_ok(0);
	assert_true(p.cfg.flag);
	DASH("-json");
	expect_bad("Unknown option: -json");
}

TEST(bad)
{
	DASH("-x");
	expect_bad("Unknown option: -x");
	DASH("--x=y");
	expect_bad("Unknown option: -x");
	DASH("-");
	expect_bad("Unknown option: -");
	DASH("-dev", "x");
	expect_bad("Unknown option: -dev");
	DASH("-device");
	expect_bad("Option -device needs a value");
	DASH("-when=x");
	expect_bad("Option -when does not take a value");
	DASH("-port", "x");
	expect_bad("Can't parse \"x\" as a number");
	DASH("-port", "0");
	expect_bad("Non-positive number \"0\" for option -port");
	DASH("-port", "2147483648");
	expect_bad("Value \"2147483648\" outside integer range");
	DASH("-port", "99999999999999999999");
	expect_bad("Can't parse \"99999999999999999999\" as a number");
}

TEST(before_operands_only)
{
	parse_by(&p, opt_parse_dash, &before,
		 (const char *const[]){ "-4", "host", "-port", "7", NULL });
	expect_ok(3);
	assert_int_equal(p.cfg.any, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names), cmocka_unit_test(twins), cmocka_unit_test(bad),
		cmocka_unit_test(before_operands_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
