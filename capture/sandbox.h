/* Less and less may: another user, no capabilities, a short list of system calls, no files. */
#ifndef CAPTURE_SANDBOX_H
#define CAPTURE_SANDBOX_H

#include <stdbool.h>
#include <sys/types.h>

struct sandbox_user {
	bool change;		/* false: stay who we are */
	bool named;		/* asked for, by -Z */
	uid_t uid;
	gid_t gid;
	const char *name;
};

/*
 * Who to become: the user of -Z, by name; NULL: where we are root, "tcpdump" if there is such a
 * user, else "nobody". -1 after a message: there is none of that name.
 */
int sandbox_user(struct sandbox_user *u, const char *name);

/* Becomes that user, for good, without capabilities. -1 after a message. */
int sandbox_drop(const struct sandbox_user *u);

/*
 * From now on this process can open nothing, connect to nothing, start nothing: what it holds is
 * what it has. -1 with errno where the kernel does not obey; kernels without Landlock or seccomp do
 * what they can.
 */
int sandbox_close(void);

#endif
