/* The text buffer: its numbers as snprintf(3) prints them, and how it writes to descriptors. */
#include "base/obuf.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

/* What is in the buffer must be the text; the buffer is empty afterwards. */
static void expect(struct obuf *o, const char *text)
{
	ob_c(o, '\0');
	assert_string_equal(o->p, text);
	assert_int_equal(o->len, strlen(text) + 1);
	o->len = 0;
}

TEST(integers)
{
	uint64_t seed = 2;
	char text[64];
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 100000; i++) {
		uint64_t v = rnd_edge(&seed);
		int width = (int)rnd_below(&seed, 21);

		snprintf(text, sizeof(text), "%" PRIu64, v);
		ob_u(&o, v);
		expect(&o, text);
		snprintf(text, sizeof(text), "%" PRId64, (int64_t)v);
		ob_i(&o, (int64_t)v);
		expect(&o, text);
		snprintf(text, sizeof(text), "%0*" PRIu64, width, v);
		ob_dec(&o, v, (unsigned)width);
		expect(&o, text);
		snprintf(text, sizeof(text), "%0*" PRIx64, width % 17, v);
		ob_hex(&o, v, (unsigned)width % 17);
		expect(&o, text);
	}
	/* where a number gets a digit more */
	for (uint64_t ten = 10;; ten *= 10) {
		for (uint64_t v = ten - 1; v <= ten; v++) {
			snprintf(text, sizeof(text), "%" PRIu64, v);
			ob_u(&o, v);
			expect(&o, text);
		}
		if (ten > UINT64_MAX / 10)
			break;
	}
	ob_i(&o, INT64_MIN);
	expect(&o, "-9223372036854775808");
	ob_num(&o, "a", 7, "b");
	ob_num(&o, "", UINT64_MAX, "");
	expect(&o, "a7b18446744073709551615");
	ob_u(&o, UINT64_MAX);
	expect(&o, "18446744073709551615");
	ob_hex(&o, 0, 0);
	expect(&o, "0");
	ob_close(&o);
}

TEST(fixed_point)
{
	uint64_t seed = 3;
	char text[64];
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 100000; i++) {
		uint64_t v = rnd_edge(&seed), unit = 1;
		unsigned digits = rnd_below(&seed, 20);

		for (unsigned k = 0; k < digits; k++)
			unit *= 10;
		if (digits)
			snprintf(text, sizeof(text), "%" PRIu64 ".%0*" PRIu64, v / unit,
				 (int)digits, v % unit);
		else
			snprintf(text, sizeof(text), "%" PRIu64, v);
		ob_fix(&o, v, digits);
		expect(&o, text);
	}
	ob_fix(&o, 1234, 3);
	expect(&o, "1.234");
	ob_fix(&o, 5, 3);
	expect(&o, "0.005");
	ob_close(&o);
}

TEST(milliseconds_are_rounded)
{
	static const struct {
		ns_t t;
		const char *text;
	} rows[] = {
		{ 0, "0.000" },
		{ 1, "0.000" },
		{ 499, "0.000" },
		{ 500, "0.001" },
		{ 1499, "0.001" },
		{ 1500, "0.002" },
		{ 999499, "0.999" },
		{ 999500, "1.000" },
		{ NS_S, "1000.000" },
		{ 1025 * NS_MS + 7 * NS_US, "1025.007" },
		{ -1, "0.000" },
		{ -499, "0.000" },
		{ -500, "-0.001" },
		{ -NS_MS, "-1.000" },
		{ INT64_MAX, "9223372036854.776" },
		{ INT64_MIN, "-9223372036854.776" },
	};
	struct obuf o;

	ob_open(&o, -1);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		ob_ms(&o, rows[i].t);
		expect(&o, rows[i].text);
	}
	ob_close(&o);
}

TEST(bytes_and_formats_append)
{
	char want[4096] = "";
	struct obuf o;

	ob_open(&o, -1);
	ob_mem(&o, NULL, 0);
	ob_str(&o, "");
	expect(&o, "");
	ob_mem(&o, "a\0b", 3);
	assert_memory_equal(o.p, "a\0b", 3);
	assert_int_equal(o.len, 3);
	o.len = 0;
	for (int i = 0; i < 300; i++) {
		ob_fmt(&o, "%d%%%s,", i, "");
		sprintf(want + strlen(want), "%d%%,", i);
	}
	expect(&o, want);
	ob_fmt(&o, "%s", "");
	expect(&o, "");
	/* exactly what is free, and one more */
	for (int width = 1; width < 600; width++) {
		ob_fmt(&o, "%*d", width, 7);
		assert_int_equal(o.len, width);
		assert_int_equal(o.p[width - 1], '7');
		o.len = 0;
	}
	ob_close(&o);
	assert_null(o.p);
}

TEST(memory_keeps_its_text)
{
	struct obuf o;

	ob_open(&o, -1);
	for (int i = 0; i < 3 * OB_BLOCK; i++)
		ob_c(&o, (char)('a' + i % 26));
	assert_int_equal(ob_flush(&o), 0);
	assert_int_equal(o.len, 3 * OB_BLOCK);
	for (int i = 0; i < 3 * OB_BLOCK; i++)
		assert_int_equal(o.p[i], 'a' + i % 26);
	assert_int_equal(ob_close(&o), 0);
}

static off_t size_of(int fd)
{
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	return st.st_size;
}

TEST(writes_in_large_blocks)
{
	int fd = memfd_create("out", 0);
	struct obuf o;

	assert_true(fd >= 0);
	ob_open(&o, fd);
	for (int i = 0; i < OB_BLOCK - 1; i++)
		ob_c(&o, 'x');
	assert_int_equal(size_of(fd), 0);
	ob_c(&o, 'x');
	ob_c(&o, 'x');
	assert_in_range(size_of(fd), OB_BLOCK, OB_BLOCK + 1);
	assert_int_equal(ob_flush(&o), 0);
	assert_int_equal(size_of(fd), OB_BLOCK + 1);
	assert_int_equal(ob_close(&o), 0);
	assert_int_equal(size_of(fd), OB_BLOCK + 1);
	close(fd);
}

/* One long text must not make what follows wait for as long a buffer to fill. */
TEST(a_long_text_does_not_delay_the_next)
{
	int fd = memfd_create("out", 0);
	size_t n = 600000;
	char *text = calloc(1, n);
	struct obuf o;

	ob_open(&o, fd);
	ob_mem(&o, text, n);
	ob_c(&o, 'x');
	assert_true(size_of(fd) >= (off_t)n);
	assert_int_equal(ob_flush(&o), 0);
	for (int i = 0; i <= OB_BLOCK; i++)
		ob_c(&o, 'x');
	assert_true(size_of(fd) > (off_t)n + OB_BLOCK);
	ob_close(&o);
	free(text);
	close(fd);
}

TEST(large_texts_arrive_whole)
{
	static const size_t sizes[] = { 1,	  255,		256,	 257, OB_BLOCK - 1,
					OB_BLOCK, OB_BLOCK + 1, 1000000, 3 };
	int fd = memfd_create("out", 0);
	size_t total = 0, max = 4000000;
	char *sent = malloc(max), *got = malloc(max);
	uint64_t seed = 4;
	struct obuf o;

	ob_open(&o, fd);
	for (size_t i = 0; i < 2 * LENGTH(sizes); i++) {
		size_t n = sizes[i / 2];

		for (size_t k = 0; k < n; k++)
			sent[total + k] = (char)rnd(&seed);
		if (i % 2)
			ob_mem(&o, sent + total, n);
		else
			for (size_t k = 0; k < n; k++)
				ob_c(&o, sent[total + k]);
		total += n;
	}
	assert_int_equal(ob_close(&o), 0);
	assert_int_equal(pread(fd, got, max, 0), total);
	assert_memory_equal(got, sent, total);
	free(sent);
	free(got);
	close(fd);
}

TEST(a_full_disk_is_remembered)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct obuf o;

	assert_true(fd >= 0);
	ob_open(&o, fd);
	ob_str(&o, "text");
	errno = 0;
	assert_int_equal(ob_flush(&o), -1);
	assert_int_equal(errno, ENOSPC);
	for (int i = 0; i < 20 * OB_BLOCK; i++)		/* thrown away, not piled up */
		ob_c(&o, 'x');
	assert_true(o.cap <= 4 * OB_BLOCK);
	o.fd = open("/dev/null", O_WRONLY | O_CLOEXEC);	/* later success forgets nothing */
	errno = 0;
	assert_int_equal(ob_flush(&o), -1);
	assert_int_equal(errno, ENOSPC);
	close(o.fd);
	errno = 0;
	assert_int_equal(ob_close(&o), -1);
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

TEST(a_closed_pipe_is_an_error)
{
	struct obuf o;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	close(fds[0]);
	ob_open(&o, fds[1]);
	ob_str(&o, "text");
	assert_int_equal(ob_close(&o), -1);
	assert_int_equal(errno, EPIPE);
	close(fds[1]);
}

static volatile sig_atomic_t alarms;

static void count_alarm(int signo)
{
	(void)signo;
	alarms++;
}

/* Reads slowly and counts what is not as sent; its exit status says whether all was right. */
static _Noreturn void slow_reader(int fd, size_t expected)
{
	unsigned char buf[5000];
	size_t total = 0;
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		for (ssize_t i = 0; i < n; i++, total++)
			if (buf[i] != (unsigned char)(total % 251))
				_exit(1);
		usleep(500);
	}
	_exit(n < 0 || total != expected);
}

/* Writes to a slow reader; all of it must arrive, once. */
static void expect_arrival(int flags, int interrupt)
{
	size_t n = 400000;
	struct obuf o;
	int fds[2], status;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(fds[1]);
		slow_reader(fds[0], n);
	}
	close(fds[0]);
	fcntl(fds[1], F_SETFL, flags);
	ob_open(&o, fds[1]);
	o.interrupt = interrupt;
	for (size_t i = 0; i < n; i++)
		ob_c(&o, (char)(i % 251));
	assert_int_equal(ob_close(&o), 0);
	close(fds[1]);
	while (waitpid(pid, &status, 0) != pid)
		assert_int_equal(errno, EINTR);
	assert_int_equal(status, 0);
}

/* Signals break writes off, and pipes take only a part. */
TEST(interrupted_and_partial_writes_go_on)
{
	const struct sigaction act = { .sa_handler = count_alarm },
			       none = { .sa_handler = SIG_DFL };
	const struct itimerval fast = { { 0, 700 }, { 0, 700 } };
	int quiet[2];

	assert_int_equal(pipe(quiet), 0);
	alarms = 0;
	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &fast, NULL);
	expect_arrival(0, -1);
	expect_arrival(O_NONBLOCK, -1);
	expect_arrival(0, quiet[0]);
	expect_arrival(O_NONBLOCK, quiet[0]);
	limit_time();			/* the same timer */
	sigaction(SIGALRM, &none, NULL);
	assert_true(alarms > 0);
	close(quiet[0]);
	close(quiet[1]);
}

/* A reader that is only slow gets all of it. */
TEST(a_write_that_goes_on_is_not_interrupted)
{
	int stop[2];

	assert_int_equal(pipe(stop), 0);
	assert_int_equal(write(stop[1], "x", 1), 1);
	expect_arrival(0, stop[0]);
	expect_arrival(O_NONBLOCK, stop[0]);
	close(stop[0]);
	close(stop[1]);
}

/* A reader that takes nothing: the write waits until it is interrupted. */
TEST(a_write_that_waits_can_be_interrupted)
{
	for (int flags = 0; flags <= O_NONBLOCK; flags += O_NONBLOCK) {
		int out[2], stop[2];
		struct obuf o;

		assert_int_equal(pipe(out), 0);
		assert_int_equal(pipe(stop), 0);
		fcntl(out[1], F_SETFL, flags);
		/* so that no block ends where the pipe does */
		assert_int_equal(write(out[1], "0123456789", 10), 10);
		ob_open(&o, out[1]);
		o.interrupt = stop[0];
		if (fork() == 0) {
			usleep(20000);
			_exit(write(stop[1], "x", 1) != 1);
		}
		for (int i = 0; i < 400000; i++)
			ob_c(&o, 'x');
		errno = 0;
		assert_int_equal(ob_close(&o), -1);
		assert_int_equal(errno, EINTR);
		assert_true(wait(NULL) > 0);
		close(out[0]);
		close(out[1]);

		/* one that need not wait is not */
		assert_int_equal(pipe(out), 0);
		ob_open(&o, out[1]);
		o.interrupt = stop[0];
		ob_str(&o, "text");
		assert_int_equal(ob_close(&o), 0);
		close(out[0]);
		close(out[1]);
		close(stop[0]);
		close(stop[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers),
		cmocka_unit_test(fixed_point),
		cmocka_unit_test(milliseconds_are_rounded),
		cmocka_unit_test(bytes_and_formats_append),
		cmocka_unit_test(memory_keeps_its_text),
		cmocka_unit_test(writes_in_large_blocks),
		cmocka_unit_test(a_long_text_does_not_delay_the_next),
		cmocka_unit_test(large_texts_arrive_whole),
		cmocka_unit_test(a_full_disk_is_remembered),
		cmocka_unit_test(a_closed_pipe_is_an_error),
		cmocka_unit_test(interrupted_and_partial_writes_go_on),
		cmocka_unit_test(a_write_that_goes_on_is_not_interrupted),
		cmocka_unit_test(a_write_that_waits_can_be_interrupted),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("obuf", tests, NULL, NULL);
}
