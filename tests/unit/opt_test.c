/* The option parser: every kind of row, every way to write it, every way to get it wrong. */
#include <stdlib.h>

#include "opt_table.h"

static struct parsed p;

static void expect_ok(int operands)
{
	assert_string_equal(p.err.text, "");
	assert_string_equal(p.out.text, "");
	assert_int_equal(p.result, OPT_OK);
	assert_int_equal(p.argc, operands);
	assert_null(p.operands[operands]);
}

static void expect_bad(int status, const char *message)
{
	assert_string_equal(p.err.text, message);
	assert_string_equal(p.out.text, "");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, status);
}

/* getopt's own message, then the usage text. */
static void expect_usage(const char *message)
{
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, PROG_USAGE);
	assert_string_equal(p.out.text, "");
	assert_memory_equal(p.err.text, message, strlen(message));
	assert_memory_equal(p.err.text + strlen(message), "\nUsage\n  tool [options] <host>\n", 31);
}

TEST(flags_counts_and_picks)
{
	parse_as(&p, &table_persona, (const char *const[]){ NULL });
	expect_ok(0);
	assert_false(p.cfg.flag);
	PARSE(&p, "-f");
	expect_ok(0);
	assert_true(p.cfg.flag && !p.cfg.dashed);
	PARSE(&p, "--flag", "--with-dashes");
	assert_true(p.cfg.flag && p.cfg.dashed);
	PARSE(&p, "-fvv", "--verbose", "-v");
	assert_true(p.cfg.flag);
	assert_int_equal(p.cfg.count, 4);
	PARSE(&p, "-4", "-6");
	assert_int_equal(p.cfg.pick, 6);
	PARSE(&p, "-64");
	assert_int_equal(p.cfg.pick, 4);
	PARSE(&p, "-f", "-f");
	expect_ok(0);
	assert_true(p.cfg.flag);
	PARSE(&p, "-U");
	assert_true(p.cfg.flag);
}

TEST(integers)
{
	PARSE(&p, "-c", "1");
	expect_ok(0);
	assert_int_equal(p.cfg.num, 1);
	PARSE(&p, "-c100");
	assert_int_equal(p.cfg.num, 100);
	PARSE(&p, "--count=7");
	assert_int_equal(p.cfg.num, 7);
	PARSE(&p, "--count", "8");
	assert_int_equal(p.cfg.num, 8);
	PARSE(&p, "--cou", "9");		/* an abbreviation that is not ambiguous */
	assert_int_equal(p.cfg.num, 9);
	PARSE(&p, "-c", "1", "-c", "2");	/* the last one wins */
	assert_int_equal(p.cfg.num, 2);
	PARSE(&p, "-c010");
	assert_int_equal(p.cfg.num, 10);
	PARSE(&p, "-m", "010");
	assert_int_equal(p.cfg.any, 8);
	PARSE(&p, "-m0xff");
	assert_int_equal(p.cfg.any, 255);
	PARSE(&p, "-m", "-16");			/* an argument may begin with a dash */
	assert_int_equal(p.cfg.any, -16);
}

TEST(seconds)
{
	PARSE(&p, "-i", "0.2");
	expect_ok(0);
	assert_int_equal(p.cfg.seconds, 200 * NS_MS);
	PARSE(&p, "-i.002");
	assert_int_equal(p.cfg.seconds, 2 * NS_MS);
	PARSE(&p, "--interval=10");
	assert_int_equal(p.cfg.seconds, 10 * NS_S);
	PARSE(&p, "-W", "1000000000");
	assert_int_equal(p.cfg.patience, 1000000000 * NS_S);
}

TEST(texts_and_calls)
{
	PARSE(&p, "-p", "ff00", "-I", "eth0");
	expect_ok(0);
	assert_string_equal(p.cfg.str, "ff00");
	assert_string_equal(p.cfg.device, "eth0");
	PARSE(&p, "-p", "", "host");
	expect_ok(1);
	assert_string_equal(p.cfg.str, "");
	PARSE(&p, "-p", "--", "-f");
	assert_string_equal(p.cfg.str, "--");
	assert_true(p.cfg.flag);
	PARSE(&p, "--pattern=a=b");
	assert_string_equal(p.cfg.str, "a=b");
	PARSE(&p, "-T", "now");
	assert_int_equal(p.cfg.calls, 1);
	assert_string_equal(p.cfg.called, "now");
	PARSE(&p, "-A", "--act", "-Tthen");
	assert_int_equal(p.cfg.calls, 3);
	assert_string_equal(p.cfg.called, "then");
	assert_false(p.cfg.misfed);
	PARSE(&p, "-T", "refuse", "-f");
	expect_bad(3, "tool: refused: refuse\n");
	assert_false(p.cfg.flag);
}

TEST(operands_stand_anywhere)
{
	PARSE(&p, "a", "-f", "b", "-c", "3", "c");
	expect_ok(3);
	assert_true(p.cfg.flag);
	assert_int_equal(p.cfg.num, 3);
	assert_string_equal(p.operands[0], "a");
	assert_string_equal(p.operands[1], "b");
	assert_string_equal(p.operands[2], "c");
	PARSE(&p, "-f", "--", "-c", "-v");
	expect_ok(2);
	assert_string_equal(p.operands[0], "-c");
	assert_string_equal(p.operands[1], "-v");
	assert_int_equal(p.cfg.count, 0);
	PARSE(&p, "a", "--", "-f", "--");
	expect_ok(3);
	assert_false(p.cfg.flag);
	assert_string_equal(p.operands[1], "-f");
	assert_string_equal(p.operands[2], "--");
	PARSE(&p, "-", "-f", "");
	expect_ok(2);
	assert_true(p.cfg.flag);
	assert_string_equal(p.operands[0], "-");
	assert_string_equal(p.operands[1], "");
}

TEST(posix_order)
{
	setenv("POSIXLY_CORRECT", "1", 1);
	PARSE(&p, "-v", "a", "-f");
	unsetenv("POSIXLY_CORRECT");
	expect_ok(2);
	assert_int_equal(p.cfg.count, 1);
	assert_false(p.cfg.flag);
	assert_string_equal(p.operands[1], "-f");
}

TEST(bad_numbers)
{
	PARSE(&p, "-c", "abc");
	expect_bad(2, "tool: invalid argument: 'abc'\n");
	PARSE(&p, "-c", "");
	expect_bad(2, "tool: invalid argument: ''\n");
	PARSE(&p, "-c", "1x");
	expect_bad(2, "tool: invalid argument: '1x'\n");
	PARSE(&p, "-c", "0x10");
	expect_bad(2, "tool: invalid argument: '0x10'\n");
	PARSE(&p, "-c", "\x1b[2J\xff");
	expect_bad(2, "tool: invalid argument: '\\033[2J\\377'\n");
	PARSE(&p, "-c", "0");
	expect_bad(2, "tool: invalid argument: '0': out of range: 1 <= value <= 100\n");
	PARSE(&p, "-c", "101");
	expect_bad(2, "tool: invalid argument: '101': out of range: 1 <= value <= 100\n");
	PARSE(&p, "-c", "99999999999999999999");
	expect_bad(
		2,
		"tool: invalid argument: '99999999999999999999': Numerical result out of range\n");
	PARSE(&p, "-m", "-17");
	expect_bad(2, "tool: invalid argument: '-17': out of range: -16 <= value <= 255\n");
	/* the row decides the exit status */
	PARSE(&p, "-i", "0,2");
	expect_bad(1, "tool: invalid argument: '0,2'\n");
	PARSE(&p, "-i", "0.001");
	expect_bad(1, "tool: invalid argument: '0.001': out of range: 0.002 <= value <= 10\n");
	PARSE(&p, "-i", "1e1x");
	expect_bad(1, "tool: invalid argument: '1e1x'\n");
	PARSE(&p, "-W", "99999999999");
	expect_bad(2, "tool: invalid argument: '99999999999': Numerical result out of range\n");
	PARSE(&p, "-W", "-1");
	expect_bad(2, "tool: invalid argument: '-1': out of range: 0.5 <= value\n");
}

TEST(nothing_after_an_error_is_read)
{
	PARSE(&p, "-v", "-c", "0", "-v", "-T", "x");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.cfg.count, 1);
	assert_int_equal(p.cfg.calls, 0);
}

TEST(unknown_options)
{
	PARSE(&p, "-x", "host");
	expect_usage("tool: invalid option -- 'x'\n");
	PARSE(&p, "-fx");
	expect_usage("tool: invalid option -- 'x'\n");
	PARSE(&p, "--nonsense");
	expect_usage("tool: unrecognized option '--nonsense'\n");
	PARSE(&p, "-:");
	expect_usage("tool: invalid option -- ':'\n");
	PARSE(&p, "-?");
	expect_usage("tool: invalid option -- '?'\n");
	PARSE(&p, "-;");
	expect_usage("tool: invalid option -- ';'\n");
}

TEST(wrong_number_of_arguments)
{
	PARSE(&p, "-c");
	expect_usage("tool: option requires an argument -- 'c'\n");
	PARSE(&p, "host", "--count");
	expect_usage("tool: option '--count' requires an argument\n");
	PARSE(&p, "--flag=yes");
	expect_usage("tool: option '--flag' doesn't allow an argument\n");
	PARSE(&p, "--act=yes");
	expect_usage("tool: option '--act' doesn't allow an argument\n");
	assert_int_equal(p.cfg.calls, 0);
}

TEST(ambiguous_abbreviations)
{
	PARSE(&p, "--ve");
	assert_int_equal(p.result, OPT_BAD);
	assert_memory_equal(p.err.text, "tool: option '--ve' is ambiguous", 32);
}

/* As many rows as there may be, each with a letter or a name: all are found. */
/* Abbreviations that suit a classic name stay what they were before there were names of ours. */
TEST(names_of_ours_take_nothing_away)
{
	static const struct opt opts[] = {
		{ OPT_COUNT, 0, "nothing", .ours = true, .at = OPT_AT(cfg, int, count) },
		{ OPT_FLAG, 'n', "no-names", .at = OPT_AT(cfg, bool, flag) },
		{ OPT_FLAG, 0, "nodes", .ours = true, .at = OPT_AT(cfg, bool, dashed) },
		{ OPT_INT, 'c', "nice", "n", OPT_AT(cfg, int64_t, num), 0, 9 },
		{ OPT_END },
	};
	struct persona as = table_persona;

	as.opts = opts;
	parse_as(&p, &as, (const char *const[]){ "--no", "x", "--no-", "--nod", "y", NULL });
	assert_int_equal(p.result, OPT_OK);
	assert_true(p.cfg.flag && p.cfg.dashed && !p.cfg.count);
	assert_int_equal(p.argc, 2);
	parse_as(&p, &as, (const char *const[]){ "-nc", "3", "--not", "--nothing", "--no", NULL });
	assert_int_equal(p.result, OPT_OK);
	assert_true(p.cfg.flag && !p.cfg.dashed && p.cfg.num == 3 && p.cfg.count == 2);
	parse_as(&p, &as, (const char *const[]){ "--", "--nothing", NULL });
	assert_int_equal(p.argc, 1);
	assert_true(!p.cfg.count);
	parse_as(&p, &as, (const char *const[]){ "--n", NULL });
	assert_int_equal(p.result, OPT_BAD);
	assert_null(strstr(p.err.text, "nothing"));
	parse_as(&p, &as, (const char *const[]){ "--nothing=1", NULL });
	assert_int_equal(p.result, OPT_BAD);
}

TEST(the_longest_table)
{
	static const char letters[] =
		"abcdefgijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	static struct opt rows[129];
	static char names[128][8];
	struct persona as = table_persona;

	for (int i = 0; i < 128; i++) {
		snprintf(names[i], sizeof(names[i]), "row%03d", i);
		rows[i] = (struct opt){
			.kind = OPT_INT,
			.letter = i < (int)sizeof(letters) - 1 ? letters[i] : '\0',
			.arg = "n",
			.at = OPT_AT(cfg, int64_t, num),
			.min = i,
			.max = i,
		};
		memcpy(rows[i].name, names[i], sizeof(names[i]));
	}
	rows[128] = (struct opt){ OPT_END };
	as.opts = rows;
	for (int i = 0; i < 128; i++) {
		char name[16], arg[8];

		snprintf(name, sizeof(name), "--%s", names[i]);
		snprintf(arg, sizeof(arg), "%d", i);
		parse_as(&p, &as, (const char *const[]){ name, arg, NULL });
		expect_ok(0);
		assert_int_equal(p.cfg.num, i);
		if (!rows[i].letter)
			continue;
		snprintf(name, sizeof(name), "-%c", rows[i].letter);
		parse_as(&p, &as, (const char *const[]){ name, arg, NULL });
		expect_ok(0);
		assert_int_equal(p.cfg.num, i);
	}
}

TEST(a_verb_and_its_operands)
{
	static const char *const names[] = { "-l", "--look", "--see", "-v" };

	for (size_t i = 0; i < LENGTH(names); i++) {
		VERB(&p, names[i], "eth0", "rx", "5");
		expect_ok(3);
		assert_ptr_equal(p.cfg.verb, look);
		assert_string_equal(p.operands[0], "eth0");
		assert_string_equal(p.operands[2], "5");
	}
	VERB(&p, "-c", "eth0");
	expect_ok(1);
	assert_ptr_equal(p.cfg.verb, change);
	VERB(&p, "eth0", "x");
	expect_ok(2);
	assert_null(p.cfg.verb);
	parse_as(&p, &verb_persona, (const char *const[]){ NULL });
	expect_ok(0);
	VERB(&p, "");
	expect_ok(1);
}

/* Behind a verb, or a device without one, are words, whatever they look like. */
TEST(nothing_behind_a_verb_is_an_option)
{
	VERB(&p, "-l", "-c", "--json", "-Z", "--help");
	expect_ok(4);
	assert_ptr_equal(p.cfg.verb, look);
	assert_false(p.cfg.flag);
	assert_string_equal(p.operands[0], "-c");
	VERB(&p, "eth0", "--json", "-l");
	expect_ok(3);
	assert_false(p.cfg.flag);
	assert_null(p.cfg.verb);
	VERB(&p, "-l");
	expect_ok(0);
	assert_ptr_equal(p.cfg.verb, look);
}

TEST(flags_before_a_verb)
{
	VERB(&p, "--json", "-I", "--include", "-I", "--debug", "0x11", "-l", "eth0");
	expect_ok(1);
	assert_true(p.cfg.flag);
	assert_int_equal(p.cfg.count, 3);
	assert_int_equal(p.cfg.any, 17);
	assert_ptr_equal(p.cfg.verb, look);
	VERB(&p, "--debug", "1", "--json", "eth0");
	expect_ok(1);
	assert_true(p.cfg.flag);
	VERB(&p, "--when", "--json", "eth0");
	expect_ok(1);
	assert_false(p.cfg.flag);
	assert_string_equal(p.cfg.called, "--json");
}

TEST(an_option_is_a_whole_word)
{
	static const char *const bad[] = {
		"-", "--", "---", "-lc", "-lI", "-II", "-leth0", "--loo", "--lookx",
		"--look=eth0", "-look", "--l", "--c", "-json", "--jso", "--json=1", "--debug=1",
		"-Z", "--nonsense", "--see ", "--Look", "-L", "--helpx", "-h=man", "-V",
	};

	for (size_t i = 0; i < LENGTH(bad); i++) {
		VERB(&p, bad[i], "eth0");
		expect_bad(1, "tool: bad command line argument(s)\n"
			      "For more information run tool -h\n");
		assert_null(p.cfg.verb);
		VERB(&p, "--json", bad[i], "eth0");
		assert_int_equal(p.result, OPT_BAD);
	}
}

TEST(flags_without_their_argument)
{
	static const char bad[] = "tool: bad command line argument(s)\n"
				  "For more information run tool -h\n";

	VERB(&p, "--debug");
	expect_bad(1, bad);
	VERB(&p, "--json", "--when");
	expect_bad(1, bad);
	assert_int_equal(p.cfg.calls, 0);
	VERB(&p, "--debug", "256", "eth0");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, 1);
	VERB(&p, "--when", "refuse", "-l", "eth0");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, 1);
	assert_null(p.cfg.verb);
}

static const struct opt maybe_opts[] = {
	{ OPT_CALL, 0, "wait", "time", .maybe = true, .call = call_row, .help = "or no time" },
	{ OPT_FLAG, 'f', "flag", .at = OPT_AT(cfg, bool, flag), .help = "sets a flag" },
	{ OPT_END },
};

TEST(an_argument_that_may_be_left_out)
{
	struct persona as = table_persona;

	as.opts = maybe_opts;
	parse_as(&p, &as, (const char *const[]){ "--wait", "host", "-f", NULL });
	expect_ok(1);
	assert_true(p.cfg.calls == 1 && p.cfg.flag);
	assert_string_equal(p.cfg.called, "wait");
	assert_string_equal(p.operands[0], "host");
	parse_as(&p, &as, (const char *const[]){ "--wait=5", NULL });
	expect_ok(0);
	assert_string_equal(p.cfg.called, "5");
}

TEST(names_of_a_row)
{
	const struct opt *o = verb_opts;

	assert_false(opt_is(o, "-"));		/* a title */
	while (o->verb != look)
		o++;
	assert_true(opt_is(o, "-l") && opt_is(o, "--look"));
	assert_false(opt_is(o, "l") || opt_is(o, "look") || opt_is(o, "") || opt_is(o, "--see"));
	o++;
	assert_true(opt_is(o, "--see"));
	assert_false(opt_is(o, "-") || opt_is(o, "--"));
	o++;
	assert_true(opt_is(o, "-v"));
	assert_false(opt_is(o, "--v") || opt_is(o, "--") || opt_is(o, "-vv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_counts_and_picks),
		cmocka_unit_test(integers),
		cmocka_unit_test(seconds),
		cmocka_unit_test(texts_and_calls),
		cmocka_unit_test(operands_stand_anywhere),
		cmocka_unit_test(posix_order),
		cmocka_unit_test(bad_numbers),
		cmocka_unit_test(nothing_after_an_error_is_read),
		cmocka_unit_test(unknown_options),
		cmocka_unit_test(wrong_number_of_arguments),
		cmocka_unit_test(ambiguous_abbreviations),
		cmocka_unit_test(names_of_ours_take_nothing_away),
		cmocka_unit_test(the_longest_table),
		cmocka_unit_test(a_verb_and_its_operands),
		cmocka_unit_test(nothing_behind_a_verb_is_an_option),
		cmocka_unit_test(flags_before_a_verb),
		cmocka_unit_test(an_option_is_a_whole_word),
		cmocka_unit_test(flags_without_their_argument),
		cmocka_unit_test(an_argument_that_may_be_left_out),
		cmocka_unit_test(names_of_a_row),
	};

	return cmocka_run_group_tests_name("opt", tests, NULL, NULL);
}
