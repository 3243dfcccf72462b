/* Command lines as the classic traceroute reads them, and its messages about wrong ones. */
#include "opt_table.h"

static struct parsed p;

static void expect_ok(int operands)
{
	assert_string_equal(p.err.text, "");
	assert_int_equal(p.result, OPT_OK);
	assert_int_equal(p.argc, operands);
	assert_null(p.operands[operands]);
}

static void expect_bad(const char *message)
{
	assert_string_equal(p.err.text, message);
	assert_string_equal(p.out.text, "");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, PROG_USAGE);
}

TEST(letters)
{
	EXACT(&p, "-f");
	expect_ok(0);
	assert_true(p.cfg.flag);
	EXACT(&p, "-vfv", "-v");
	assert_true(p.cfg.flag);
	assert_int_equal(p.cfg.count, 3);
	EXACT(&p, "-x", "-f");
	expect_bad("Bad option `-x' (argc 1)\n");
	EXACT(&p, "host", "-fx");
	expect_bad("Bad option `-x' (argc 2)\n");
}

/* Behind the first letter, or in the next word; nowhere else. */
TEST(arguments_of_letters)
{
	EXACT(&p, "-m5");
	expect_ok(0);
	assert_int_equal(p.cfg.any, 5);
	EXACT(&p, "-m", "0x10", "host");
	expect_ok(1);
	assert_int_equal(p.cfg.any, 16);
	EXACT(&p, "-fm", "-3");
	expect_ok(0);
	assert_int_equal(p.cfg.any, -3);
	EXACT(&p, "-fm5");
	expect_bad("Option `-m' (argc 1) requires an argument: `-m number'\n");
	EXACT(&p, "host", "-m");
	expect_bad("Option `-m' (argc 2) requires an argument: `-m number'\n");
	EXACT(&p, "-m", "x");
	expect_bad("Cannot handle `-m' option with arg `x' (argc 2)\n");
	EXACT(&p, "-m=5");
	expect_bad("Cannot handle `-m' option with arg `=5' (argc 1)\n");
	EXACT(&p, "-m", "256");
	expect_bad("Cannot handle `-m' option with arg `256' (argc 2)\n");
}

TEST(long_names_are_whole)
{
	EXACT(&p, "--flag", "--most=7");
	expect_ok(0);
	assert_true(p.cfg.flag);
	assert_int_equal(p.cfg.any, 7);
	EXACT(&p, "--fla");
	expect_bad("Bad option `--fla' (argc 1)\n");
	EXACT(&p, "--flags");
	expect_bad("Bad option `--flags' (argc 1)\n");
	EXACT(&p, "--flag=1");
	expect_bad("Bad option `--flag=1' (with arg `1') (argc 1)\n");
	EXACT(&p, "--most", "7");
	expect_bad("Option `--most' (argc 1) requires an argument: `--most=number'\n");
	EXACT(&p, "--most=");
	expect_bad("Cannot handle `--most' option with arg `' (argc 1)\n");
}

/* With one dash, a word of its own, and never a part of a cluster. */
TEST(a_word_behind_one_dash)
{
	EXACT(&p, "-vL");
	expect_ok(0);
	assert_true(p.cfg.dashed && !p.cfg.flag);
	assert_int_equal(p.cfg.count, 0);
	EXACT(&p, "-fvL");
	expect_ok(0);
	assert_true(!p.cfg.dashed && p.cfg.flag);
	EXACT(&p, "--vL");
	expect_bad("Bad option `--vL' (argc 1)\n");
}

TEST(operands)
{
	EXACT(&p, "a", "-f", "b", "--", "-m", "--");
	expect_ok(4);
	assert_string_equal(p.operands[0], "a");
	assert_string_equal(p.operands[1], "b");
	assert_string_equal(p.operands[2], "-m");
	assert_string_equal(p.operands[3], "--");
	EXACT(&p, "-", "-f");
	expect_ok(1);
	assert_true(p.cfg.flag);
	parse_by(&p, opt_parse_exact, &exact_persona, (const char *const[]){ NULL });
	expect_ok(0);
}

/* What it says itself, and then the line about it. */
TEST(a_call_that_refuses)
{
	EXACT(&p, "-T", "now");
	expect_ok(0);
	assert_string_equal(p.cfg.called, "now");
	EXACT(&p, "--when=refuse");
	expect_bad("tool: refused: refuse\n"
		   "Cannot handle `--when' option with arg `refuse' (argc 1)\n");
	assert_false(p.cfg.misfed);
}

TEST(the_first_that_ends_it_counts)
{
	EXACT(&p, "-V", "-x");
	assert_int_equal(p.result, OPT_SHOWN);
	assert_string_equal(p.err.text, "");
	assert_memory_equal(p.out.text, "tool from rungs ", 16);
	EXACT(&p, "-x", "-V");
	expect_bad("Bad option `-x' (argc 1)\n");
	EXACT(&p, "--help");
	assert_int_equal(p.result, OPT_SHOWN);
	assert_non_null(strstr(p.out.text, "  -vL                a word\n"));
	EXACT(&p, "--help=man");
	assert_non_null(strstr(p.out.text, ".It Fl vL\n"));
	EXACT(&p, "--help=bash");
	assert_non_null(strstr(p.out.text, " -vL "));
	EXACT(&p, "--help=fish");
	assert_non_null(strstr(p.out.text, " -o vL "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters),
		cmocka_unit_test(arguments_of_letters),
		cmocka_unit_test(long_names_are_whole),
		cmocka_unit_test(a_word_behind_one_dash),
		cmocka_unit_test(operands),
		cmocka_unit_test(a_call_that_refuses),
		cmocka_unit_test(the_first_that_ends_it_counts),
	};

	return cmocka_run_group_tests_name("opt_exact", tests, NULL, NULL);
}
