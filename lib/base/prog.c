/* Messages and exits, in the form the classic tools give them. */
#include "base/prog.h"

#include "base/obuf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void prog_descriptors(void)
{
	struct pollfd p[] = { { .fd = 0 }, { .fd = 1 }, { .fd = 2 } };
	const struct timespec now = { 0 };

	ppoll(p, 3, &now, NULL);
	for (int fd = 0; fd <= 2; fd++)
		if (p[fd].revents & POLLNVAL && open("/", O_RDONLY | O_DIRECTORY) < 0)
			exit(PROG_USAGE);
}

const char *prog_name(void)
{
	return program_invocation_short_name;
}

/* One write, so that lines of several processes do not mix. */
__attribute__((format(printf, 3, 0))) static void say(bool named, int err, const char *fmt,
						      va_list ap)
{
	struct obuf line, text;

	ob_open(&line, STDERR_FILENO);
	ob_open(&text, -1);
	ob_vfmt(&text, fmt, ap);
	if (named) {
		ob_esc(&line, prog_name(), strlen(prog_name()));
		ob_str(&line, ": ");
	}
	ob_esc(&line, text.p, text.len);
	if (err) {
		ob_str(&line, ": ");
		ob_str(&line, strerror(err));
	}
	ob_c(&line, '\n');
	ob_close(&line);
	ob_close(&text);
}

void warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(true, 0, fmt, ap);
	va_end(ap);
}

void warn_errno(const char *fmt, ...)
{
	int err = errno;
	va_list ap;

	va_start(ap, fmt);
	say(true, err, fmt, ap);
	va_end(ap);
}

void warn_bare(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(false, 0, fmt, ap);
	va_end(ap);
}

void die(int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(true, 0, fmt, ap);
	va_end(ap);
	exit(status);
}

/* Not through say(): an obuf allocates. */
static _Noreturn void no_memory(void)
{
	static const char text[] = ": out of memory\n";
	const char *name = prog_name();

	if (write(STDERR_FILENO, name, strlen(name)) < 0 ||
	    write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		exit(PROG_USAGE);
	exit(PROG_USAGE);
}

void prog_leave(int status)
{
	_exit(status);
}

void *prog_alloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		no_memory();
	return p;
}

void *prog_realloc(void *p, size_t size)
{
	p = realloc(p, size);
	if (!p)
		no_memory();
	return p;
}
