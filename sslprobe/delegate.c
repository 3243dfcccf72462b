/* Commands of openssl that are not ours go to the next openssl on PATH. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/prog.h"
#include "sslprobe.h"

#define NAME "openssl"
enum { NOT_FOUND = 127, NOT_RUN = 126 };

/* The n-th folder of PATH, with the name behind it; false: there is no such folder. */
static bool candidate(const char *path, unsigned n, char *file, size_t size)
{
	size_t len;

	for (; n; n--) {
		path = strchr(path, ':');
		if (!path)
			return false;
		path++;
	}
	len = strcspn(path, ":");
	if (len + sizeof("/" NAME) + 1 > size) {
		*file = '\0';
		return true;
	}
	/* an empty one is the current folder */
	snprintf(file, size, "%.*s/" NAME, len ? (int)len : 1, len ? path : ".");
	return true;
}

static bool executable(const char *file, struct stat *st)
{
	return *file && stat(file, st) == 0 && S_ISREG(st->st_mode) && access(file, X_OK) == 0;
}

static bool same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/*
 * Whoever is on PATH itself looks behind its place there: two of us never hand a command to each
 * other for ever.
 */
int delegate(char **argv)
{
	const char *path = getenv("PATH");
	struct stat self, st;
	char file[PATH_MAX];
	unsigned from = 0;

	if (!path)
		path = "/usr/local/bin:/usr/bin:/bin";
	if (stat("/proc/self/exe", &self) < 0) {
		warn_errno("/proc/self/exe");
		return NOT_RUN;
	}
	for (unsigned i = 0; candidate(path, i, file, sizeof(file)); i++) {
		if (executable(file, &st) && same(&st, &self)) {
			from = i + 1;
			break;
		}
	}
	for (unsigned i = from; candidate(path, i, file, sizeof(file)); i++) {
		if (!executable(file, &st) || same(&st, &self))
			continue;
		execv(file, argv);
		warn_errno("%s", file);
		return NOT_RUN;
	}
	warn("'%s' is no command of this program, and there is no other openssl on PATH",
	     argv[1] ? argv[1] : "");
	return NOT_FOUND;
}
