/* What the process that parses packets cannot do any more. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sandbox.h"

/* In a process of its own, the sandbox closed: is the call refused? */
static bool refused(int what)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		char *const none[] = { NULL };
		long rc = -1;

		errno = 0;
		if (sandbox_close() < 0)
			_exit(2);
		switch (what) {
		case 0:
			rc = open("/etc/passwd", O_RDONLY);
			break;
		case 1:
			rc = socket(AF_INET, SOCK_DGRAM, 0);
			break;
		case 2:
			rc = fork();
			break;
		case 3:
			rc = execve("/bin/true", none, none);
			break;
		case 4:
			rc = open("/tmp/rungs-sandbox-test", O_WRONLY | O_CREAT, 0600);
			break;
		case 5:
			rc = syscall(SYS_ptrace, 0, 0, 0, 0);
			break;
		case 6:
			rc = syscall(SYS_kill, getppid(), 0);
			break;
		default:
			/* what it may */
			rc = write(STDERR_FILENO, "", 0) == 0 && malloc(1 << 20) ? -1 : 0;
			errno = EPERM;
		}
		_exit(rc < 0 && (errno == EPERM || errno == EACCES) ? 0 : 1);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void it_opens_no_file(void **state)
{
	(void)state;
	assert_true(refused(0));
	assert_true(refused(4));
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* A sanitizer has system calls of its own: the filter is left out. */
#ifndef SANITIZED
static void it_makes_no_socket_and_starts_nothing(void **state)
{
	(void)state;
	for (int what = 1; what < 7; what++)
		assert_true(refused(what));
}
#endif

static void it_writes_and_has_memory(void **state)
{
	(void)state;
	assert_true(refused(7));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_no_file),
#ifndef SANITIZED
		cmocka_unit_test(it_makes_no_socket_and_starts_nothing),
#endif
		cmocka_unit_test(it_writes_and_has_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
