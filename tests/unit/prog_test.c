/* Messages on standard error: one line, the name before it, nothing a terminal would act on. */
#include "base/prog.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture.h"
#include "test.h"

static struct capture out;

TEST(warn_says_the_name)
{
	capture_begin(&out, STDERR_FILENO);
	warn("%s: no such host %d", "example", 7);
	assert_string_equal(capture_end(&out), "prog_test: example: no such host 7\n");
}

TEST(warn_errno_says_the_reason)
{
	capture_begin(&out, STDERR_FILENO);
	errno = ENOENT;
	warn_errno("open %s", "x");
	assert_string_equal(capture_end(&out), "prog_test: open x: No such file or directory\n");
}

TEST(control_characters_are_escaped)
{
	capture_begin(&out, STDERR_FILENO);
	warn("name '%s'", "\x1b[2J\n\xc2\x9b\xff caf\xc3\xa9");
	assert_string_equal(capture_end(&out),
			    "prog_test: name '\\033[2J\\012\\302\\233\\377 caf\xc3\xa9'\n");
}

TEST(a_long_message_is_one_line)
{
	static char text[60001];

	memset(text, 'x', sizeof(text) - 1);
	capture_begin(&out, STDERR_FILENO);
	warn("%s", text);
	capture_end(&out);
	assert_int_equal(out.len, strlen("prog_test: ") + sizeof(text));
	assert_memory_equal(out.text, "prog_test: xxx", 14);
	assert_ptr_equal(strchr(out.text, '\n'), out.text + out.len - 1);
}

/* Runs fn in a process of its own; what it wrote is in `out`. Returns its exit status, or -1. */
static int status_of(void (*fn)(void))
{
	int status;
	pid_t pid;

	capture_begin(&out, STDERR_FILENO);
	pid = fork();
	if (pid == 0) {
		fn();
		_exit(99);
	}
	waitpid(pid, &status, 0);
	capture_end(&out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void dies(void)
{
	die(PROG_USAGE, "%s", "bad\x07");
}

static void allocates_too_much(void)
{
	prog_alloc(SIZE_MAX / 2, 4);
}

static void reallocates_too_much(void)
{
	free(prog_realloc(NULL, PTRDIFF_MAX));
}

TEST(die_leaves_with_its_status)
{
	assert_int_equal(status_of(dies), PROG_USAGE);
	assert_string_equal(out.text, "prog_test: bad\\007\n");
}

/* The sanitizer's allocator shall give up like others; it says so, too. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

TEST(no_memory_is_a_message)
{
	assert_int_equal(status_of(allocates_too_much), PROG_USAGE);
	assert_non_null(strstr(out.text, "prog_test: out of memory\n"));
	assert_int_equal(status_of(reallocates_too_much), PROG_USAGE);
	assert_non_null(strstr(out.text, "prog_test: out of memory\n"));
}

/* With standard input and output closed: what is opened next must not take their place. */
static void closes_descriptors(void)
{
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	prog_descriptors();
	if (write(STDOUT_FILENO, "x", 1) >= 0 || errno != EBADF)
		_exit(1);
	_exit(dup(STDERR_FILENO) > STDERR_FILENO ? 0 : 2);
}

TEST(closed_descriptors_are_not_used_again)
{
	assert_int_equal(status_of(closes_descriptors), 0);
	assert_string_equal(out.text, "");
}

TEST(memory_is_zeroed)
{
	unsigned char *p;

	free(prog_alloc(0, 0));
	for (int i = 0; i < 100; i++) {
		p = prog_alloc(7, 11);
		for (int k = 0; k < 77; k++) {
			assert_int_equal(p[k], 0);
			p[k] = 0xff;
		}
		p = prog_realloc(p, 1000);
		assert_int_equal(p[76], 0xff);
		free(p);
	}
}

int main(void)
{
	char name[] = "prog_test";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(warn_says_the_name),
		cmocka_unit_test(warn_errno_says_the_reason),
		cmocka_unit_test(control_characters_are_escaped),
		cmocka_unit_test(a_long_message_is_one_line),
		cmocka_unit_test(die_leaves_with_its_status),
		cmocka_unit_test(no_memory_is_a_message),
		cmocka_unit_test(closed_descriptors_are_not_used_again),
		cmocka_unit_test(memory_is_zeroed),
	};

	program_invocation_short_name = name;
	return cmocka_run_group_tests_name("prog", tests, NULL, NULL);
}
