/*
 * Less and less may: another user (setresuid(2)), no capabilities, seccomp(2), landlock(7). The
 * filter is written by hand: a library that writes it would cost every start more than it does.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/priv.h"

#define DEFAULT_USER "tcpdump"
#define NOBODY 65534
#define LINE 512

/* /etc/passwd by itself: the resolver of users costs more than all the rest of a start. */
static bool in_passwd(const char *name, struct sandbox_user *u)
{
	FILE *f = fopen("/etc/passwd", "re");
	size_t n = strlen(name);
	bool found = false;
	char line[LINE];

	while (f && !found && fgets(line, sizeof(line), f)) {
		unsigned long uid, gid;
		char *p = line, *end;

		if (strncmp(p, name, n) || p[n] != ':')
			continue;
		p = strchr(p + n + 1, ':');
		if (!p)
			continue;
		uid = strtoul(p + 1, &end, 10);
		if (*end != ':')
			continue;
		gid = strtoul(end + 1, &end, 10);
		found = *end == ':';
		u->uid = (uid_t)uid;
		u->gid = (gid_t)gid;
	}
	if (f)
		fclose(f);
	return found;
}

int sandbox_user(struct sandbox_user *u, const char *name)
{
	const struct passwd *pw;

	*u = (struct sandbox_user){ .name = name };
	if (geteuid() != 0)
		return 0;
	u->change = true;
	if (!name) {
		u->name = DEFAULT_USER;
		if (in_passwd(DEFAULT_USER, u))
			return 0;
		*u = (struct sandbox_user){ true, NOBODY, NOBODY, "nobody" };
		return 0;
	}
	if (in_passwd(name, u))
		return 0;
	pw = getpwnam(name);
	if (!pw) {
		warn("Couldn't find user '%s'", name);
		return -1;
	}
	u->uid = pw->pw_uid;
	u->gid = pw->pw_gid;
	return 0;
}

int sandbox_drop(const struct sandbox_user *u)
{
	if (u->change) {
		if (setgroups(0, NULL) < 0 || setresgid(u->gid, u->gid, u->gid) < 0 ||
		    setresuid(u->uid, u->uid, u->uid) < 0) {
			warn_errno("Couldn't change to '%s' uid=%lu gid=%lu", u->name,
				   (unsigned long)u->uid, (unsigned long)u->gid);
			return -1;
		}
	}
	priv_drop();
	return 0;
}
