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
#include <stdint.h>
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

/* Users that stand elsewhere. The modules that know them crash a program linked statically. */
static const struct passwd *from_libc(const char *name)
{
#ifdef RUNGS_STATIC
	(void)name;
	return NULL;
#else
	return getpwnam(name);
#endif
}

int sandbox_user(struct sandbox_user *u, const char *name)
{
	const struct passwd *pw;

	*u = (struct sandbox_user){ .name = name, .named = name };
	if (geteuid() != 0)
		return 0;
	u->change = true;
	if (!name) {
		u->name = DEFAULT_USER;
		if (in_passwd(DEFAULT_USER, u))
			return 0;
		*u = (struct sandbox_user){ .change = true, .uid = NOBODY, .gid = NOBODY,
			.name = "nobody" };
		return 0;
	}
	if (in_passwd(name, u))
		return 0;
	pw = from_libc(name);
	if (!pw) {
		warn("Couldn't find user '%s'", name);
		return -1;
	}
	u->uid = pw->pw_uid;
	u->gid = pw->pw_gid;
	return 0;
}

static int become(const struct sandbox_user *u)
{
	return setgroups(0, NULL) < 0 || setresgid(u->gid, u->gid, u->gid) < 0 ||
			       setresuid(u->uid, u->uid, u->uid) < 0 ?
		       -1 :
		       0;
}

int sandbox_drop(const struct sandbox_user *u)
{
	if (u->change && become(u) < 0) {
		/* the root of a user namespace that has nobody else is no root at all */
		if (u->named || (errno != EINVAL && errno != EPERM)) {
			warn_errno("Couldn't change to '%s' uid=%lu gid=%lu", u->name,
				   (unsigned long)u->uid, (unsigned long)u->gid);
			return -1;
		}
	}
	priv_drop();
	return 0;
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#endif

#if defined(ARCH) && !defined(SANITIZED)
#define FILTERED 1
/* All that reading, printing and writing packets takes; see the manual. */
static const unsigned short allowed[] = {
	SYS_read, SYS_write, SYS_writev, SYS_close, SYS_lseek, SYS_ppoll, SYS_recvfrom, SYS_recvmsg,
	SYS_sendto, SYS_sendmsg, SYS_getsockopt, SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap,
	SYS_madvise, SYS_futex, SYS_clock_gettime, SYS_gettimeofday, SYS_rt_sigprocmask,
	SYS_rt_sigreturn, SYS_restart_syscall, SYS_ftruncate, SYS_fstat, SYS_newfstatat,
	SYS_getrandom, SYS_wait4, SYS_exit, SYS_exit_group,
#ifdef SYS_poll
	SYS_poll,
#endif
};

#define CALLS (sizeof(allowed) / sizeof(allowed[0]))

static int filter_calls(void)
{
	struct sock_filter code[5 + 2 * CALLS + 1];
	struct sock_fprog program = { .filter = code };
	unsigned short n = 0;

	code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						 offsetof(struct seccomp_data, arch));
	code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						 offsetof(struct seccomp_data, nr));
	for (unsigned i = 0; i < CALLS; i++) {
		code[n++] =
			(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
		code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	}
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	program.len = n;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	/* kernels without seccomp say EINVAL */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0 && errno != EINVAL ? -1 : 0;
}
#endif

/* No file by its name, whatever the file: landlock(7), where the kernel has it. */
static void forbid_files(void)
{
#if defined(SYS_landlock_create_ruleset) && defined(SYS_landlock_restrict_self)
	/* every right of the first version: execute to make_sym */
	struct {
		uint64_t handled;
	} rules = { .handled = (1u << 13) - 1 };
	long fd = syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);

	if (fd < 0)
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		syscall(SYS_landlock_restrict_self, fd, 0);
	close((int)fd);
#endif
}

int sandbox_close(void)
{
	forbid_files();
#ifdef FILTERED
	return filter_calls();
#else
	return 0;
#endif
}
