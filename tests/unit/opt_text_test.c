/* The texts made of an option table: usage to the letter, the others as their readers see them. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "opt_table.h"

static struct parsed p;

static const char usage_text[] = "\nUsage\n"
				 "  tool [options] <host>\n"
				 "\n"
				 "Options:\n"
				 "  <host>             name or address\n"
				 "  -f, --flag         sets a flag\n"
				 "  --with-dashes      it's [odd]: \"a\\b\"\n"
				 "                     here\n"
				 "  -v, --verbose      one more\n"
				 "  -4                 use IPv4\n"
				 "  -6                 use IPv6\n"
				 "\n"
				 "Numbers:\n"
				 "  -c, --count=<count>\n"
				 "                     stop after <count>\n"
				 "  -m <mark>          mark packets\n"
				 "  -i, --interval=<seconds>\n"
				 "                     between two\n"
				 "  -W <seconds>       .5 or more\n"
				 "\n"
				 "Texts:\n"
				 "  -p, --pattern=<pattern>\n"
				 "                     fills packets\n"
				 "  -I <interface>     name or address\n"
				 "  -T, --when=<moment>\n"
				 "                     reads it itself\n"
				 "  -A, --act          takes no argument\n"
				 "  -h, --help         this text\n"
				 "  -V, --version      which one it is\n"
				 "\n"
				 "For more details see tool(8).\n";

static void expect_shown(int status)
{
	assert_int_equal(p.result, OPT_SHOWN);
	assert_int_equal(p.status, status);
	assert_string_equal(p.err.text, "");
}

TEST(usage)
{
	struct persona as = table_persona;

	PARSE(&p, "--help");
	expect_shown(0);
	assert_string_equal(p.out.text, usage_text);
	PARSE(&p, "-f", "--help=usage", "-c", "wrong");
	expect_shown(0);
	assert_string_equal(p.out.text, usage_text);
	PARSE(&p, "-x");
	assert_int_equal(p.result, OPT_BAD);
	assert_string_equal(strchr(p.err.text, '\n') + 1, usage_text);
	/* classic tools answer -h on either stream */
	PARSE(&p, "-h");
	assert_int_equal(p.result, OPT_SHOWN);
	assert_int_equal(p.status, 2);
	assert_string_equal(p.out.text, "");
	assert_string_equal(p.err.text, usage_text);
	as.help_status = 0;
	parse_as(&p, &as, (const char *const[]){ "-h", NULL });
	expect_shown(0);
	assert_string_equal(p.out.text, usage_text);
}

TEST(version)
{
	PARSE(&p, "-V");
	expect_shown(0);
	assert_string_equal(p.out.text, "tool from rungs " RUNGS_VERSION "\n");
	PARSE(&p, "--version", "-x");
	expect_shown(0);
	assert_string_equal(p.out.text, "tool from rungs " RUNGS_VERSION "\n");
}

TEST(unknown_forms)
{
	PARSE(&p, "--help=pdf");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, 2);
	assert_string_equal(p.out.text, "");
	assert_memory_equal(p.err.text, "tool: --help: no such form: 'pdf'", 33);
	PARSE(&p, "--help=");
	assert_int_equal(p.result, OPT_BAD);
}

/* A full disk is an error, with its reason. */
TEST(a_write_error)
{
	static const char *const forms[] = {
		"--help", "--help=man", "--help=bash", "--help=zsh", "--help=fish", "--version",
	};
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC), saved = dup(STDOUT_FILENO);

	assert_true(full >= 0);
	for (size_t i = 0; i < LENGTH(forms); i++) {
		char tool[] = "tool", form[16], *argv[] = { tool, strcpy(form, forms[i]), NULL };
		char **operands = argv;
		enum opt_result result;
		int argc = 2, status = -1;
		struct cfg cfg;

		optind = 0;
		capture_begin(&p.err, STDERR_FILENO);
		dup2(full, STDOUT_FILENO);
		result = opt_parse(&table_persona, &cfg, &argc, &operands, &status);
		dup2(saved, STDOUT_FILENO);
		capture_end(&p.err);
		assert_int_not_equal(result, OPT_OK);
		assert_int_equal(status, PROG_FAIL);
		assert_string_equal(p.err.text, "tool: write error: No space left on device\n");
	}
	close(full);
	close(saved);
}

/* Where a tool is missing, what it would say is taken for granted. */
static bool has(const char *tool)
{
	char line[64];

	snprintf(line, sizeof(line), "command -v %s >/dev/null", tool);
	if (system(line) == 0)
		return true;
	print_message("# no %s here\n", tool);
	return false;
}

/*
 * What a shell command prints that has this on its standard input: the text for the form, with
 * something before and behind it.
 */
static const char *fed_as(const struct persona *as, const char *command, const char *before,
			  const char *form, const char *behind)
{
	char line[256];
	int status;
	FILE *f;

	parse_as(&p, as, (const char *const[]){ form, NULL });
	expect_shown(0);
	snprintf(line, sizeof(line), "exec 2>&1; %s", command);
	capture_begin(&p.err, STDOUT_FILENO);
	f = popen(line, "w");
	fprintf(f, "%s%s%s", before, p.out.text, behind);
	status = pclose(f);
	capture_end(&p.err);
	if (status)
		fail_msg("%s: %s", command, p.err.text);
	return p.err.text;
}

static const char *fed(const char *command, const char *before, const char *form,
		       const char *behind)
{
	return fed_as(&table_persona, command, before, form, behind);
}

static const char page[] = ".Dd January 1, 2026\n.Dt TOOL 8\n.Os\n.Sh NAME\n.Nm tool\n.Nd a tool\n"
			   ".Sh OPTIONS\n";

TEST(mandoc_accepts_the_list)
{
	if (!has("mandoc"))
		return;
	assert_string_equal(fed("mandoc -T lint -W warning", page, "--help=man", ""), "");
}

TEST(mandoc_shows_the_list)
{
	const char *text;

	if (!has("mandoc"))
		return;
	text = fed("mandoc -T ascii | sed \"s/.$(printf '\\b')//g\"", page, "--help=man", "");
	assert_non_null(strstr(text, "-f, --flag"));
	assert_non_null(strstr(text, "--with-dashes"));
	assert_non_null(strstr(text, "-c, --count=count"));
	assert_non_null(strstr(text, "Stop after count replies."));
	assert_non_null(strstr(text, "-m mark"));
	assert_non_null(strstr(text, "it's [odd]: \"a\\b\""));
	assert_non_null(strstr(text, ".5 or more"));
	assert_non_null(strstr(text, "\n\n     Numbers:\n"));
	assert_null(strstr(text, "-U"));
}

TEST(shells_accept_their_completions)
{
	static const struct {
		const char *name, *command, *form;
	} shells[] = {
		{ "bash", "bash -n", "--help=bash" },
		{ "zsh", "zsh -f -n", "--help=zsh" },
		{ "fish", "fish --no-config -n", "--help=fish" },
	};

	for (size_t i = 0; i < LENGTH(shells); i++)
		if (has(shells[i].name))
			assert_string_equal(fed(shells[i].command, "", shells[i].form, ""), "");
}

/* What bash offers for the words of a command line, the last one being typed. */
static void expect_offered(const char *words, const char *offered)
{
	char call[256];

	snprintf(call, sizeof(call),
		 "COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_rungs_tool\n"
		 "echo \"${COMPREPLY[@]}\"\n",
		 words);
	assert_string_equal(fed("bash --norc", "", "--help=bash", call), offered);
}

TEST(bash_completes)
{
	if (!has("bash"))
		return;
	expect_offered(
		"tool --",
		"--flag --with-dashes --verbose --count= --interval= --pattern= --when= --act "
		"--help --version\n");
	expect_offered("tool --co", "--count=\n");
	expect_offered("tool -f --ver", "--verbose --version\n");
	expect_offered(
		"tool -",
		"-f --flag --with-dashes -v --verbose -4 -6 -c --count= -m -i --interval= -W -p "
		"--pattern= -I -T --when= -A --act -h --help -V --version\n");
	/* an argument that nobody can guess, and interfaces, of which this one is always there */
	expect_offered("tool -c ''", "\n");
	expect_offered("tool -I lo", "lo\n");
}

TEST(fish_completes)
{
	if (!has("fish"))
		return;
	assert_string_equal(fed("fish --no-config", "", "--help=fish",
				"complete -C 'tool --co'\ncomplete -C 'tool --with'\n"),
			    "--count\tstop after <count>\n--with-dashes\tit s  odd    a b  here\n");
	/* operands are hosts, an argument is none */
	assert_string_equal(fed("fish --no-config", "", "--help=fish",
				"function __fish_print_hostnames; echo here; end\n"
				"complete -C 'tool -f '\ncomplete -C 'tool -p '\n"),
			    "here\n");
}

/* Each row with a help text is in each form, the one without in none. */
TEST(no_row_is_forgotten)
{
	static const struct {
		const char *form, *before;	/* what stands before a letter */
	} forms[] = {
		{ "--help=usage", "-" }, { "--help=man", "Fl " },  { "--help=bash", "-" },
		{ "--help=zsh", "*-" },	 { "--help=fish", "-s '" },
	};
	char letter[8];

	for (size_t i = 0; i < LENGTH(forms); i++) {
		PARSE(&p, forms[i].form);
		for (const struct opt *o = table_opts; o->kind != OPT_END; o++) {
			if (o->name[0])
				assert_non_null(strstr(p.out.text, o->name));
			if (!o->letter)
				continue;
			snprintf(letter, sizeof(letter), "%s%c", forms[i].before, o->letter);
			assert_int_equal(strstr(p.out.text, letter) != NULL, o->help != NULL);
		}
	}
}

static const char verbs_text[] = "\nUsage\n"
				 "  tool [options] interface\n"
				 "\n"
				 "Options:\n"
				 "  interface          which one\n"
				 "\n"
				 "Flags:\n"
				 "  --json             prints JSON\n"
				 "  -I, --include      one more\n"
				 "  --debug=<mask>     what is sent\n"
				 "  --when=<moment>    reads it itself\n"
				 "\n"
				 "Verbs:\n"
				 "  -l, --look <interface>\n"
				 "                     looks at it\n"
				 "                         deep on|off\n"
				 "                         .dots N\n"
				 "  -c, --change <interface>\n"
				 "                     changes it\n"
				 "  -h, --help         this text\n"
				 "  --version          which one it is\n"
				 "\n"
				 "For more details see tool(8).\n";

TEST(usage_of_verbs)
{
	static const char *const forms[] = { "--help", "-h", "--help=usage" };

	for (size_t i = 0; i < LENGTH(forms); i++) {
		VERB(&p, "--json", forms[i], "-Z");
		expect_shown(0);
		assert_string_equal(p.out.text, verbs_text);
	}
	VERB(&p, "--version", "-Z");
	expect_shown(0);
	assert_string_equal(p.out.text, "tool from rungs " RUNGS_VERSION "\n");
	VERB(&p, "--help=pdf");
	assert_int_equal(p.result, OPT_BAD);
	assert_int_equal(p.status, 2);
	assert_memory_equal(p.err.text, "tool: --help: no such form: 'pdf'", 33);
}

/* mdoc(7): the words behind a verb as they are, a dot at the front of a line protected. */
TEST(manual_of_verbs)
{
	VERB(&p, "--help=man");
	expect_shown(0);
	assert_non_null(strstr(p.out.text,
			       ".It Fl l , Fl -look Ar interface\nlooks at it\n"
			       ".Bd -literal -compact\ndeep on|off\n\\&.dots N\n.Ed\n"));
	assert_non_null(strstr(p.out.text, ".It Fl c , Fl -change Ar interface\nchanges it\n.It"));
	assert_non_null(strstr(p.out.text, ".It Fl -debug Ns = Ns Ar mask\n"));
	assert_null(strstr(p.out.text, "see"));
	if (!has("mandoc"))
		return;
	assert_string_equal(
		fed_as(&verb_persona, "mandoc -T lint -W warning", page, "--help=man", ""), "");
}

TEST(bash_completes_verbs)
{
	static const char ask[] = "COMP_WORDS=(tool -l l) COMP_CWORD=2\n_rungs_tool\n"
				  "echo \"${COMPREPLY[@]}\"\n"
				  "COMP_WORDS=(tool --change l) COMP_CWORD=2\n_rungs_tool\n"
				  "echo \"${COMPREPLY[@]}\"\n"
				  "COMP_WORDS=(tool --) COMP_CWORD=1\n_rungs_tool\n"
				  "echo \"${COMPREPLY[@]}\"\n";

	if (!has("bash"))
		return;
	assert_string_equal(fed_as(&verb_persona, "bash --norc", "", "--help=bash", ask),
			    "lo\nlo\n--json --include --debug= --when= --look --change --help "
			    "--version\n");
}

/* Shells leave things in their home: it gets one that is removed. */
static char home[] = "/tmp/rungs-home.XXXXXX";

static int make_home(void **state)
{
	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CACHE_HOME");
	return mkdtemp(home) && setenv("HOME", home, 1) == 0 ? 0 : -1;
}

static int remove_home(void **state)
{
	char line[64];

	(void)state;
	snprintf(line, sizeof(line), "rm -rf %s", home);
	return system(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usage),
		cmocka_unit_test(version),
		cmocka_unit_test(unknown_forms),
		cmocka_unit_test(a_write_error),
		cmocka_unit_test(mandoc_accepts_the_list),
		cmocka_unit_test(mandoc_shows_the_list),
		cmocka_unit_test(shells_accept_their_completions),
		cmocka_unit_test(bash_completes),
		cmocka_unit_test(fish_completes),
		cmocka_unit_test(no_row_is_forgotten),
		cmocka_unit_test(usage_of_verbs),
		cmocka_unit_test(manual_of_verbs),
		cmocka_unit_test(bash_completes_verbs),
	};

	return cmocka_run_group_tests_name("opt_text", tests, make_home, remove_home);
}
