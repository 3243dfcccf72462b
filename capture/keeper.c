/* The process that opens files for one that may not, over a pair of sockets. */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/prog.h"

#define PATH 4096

enum order { CREATE, READ, DONE };

struct message {
	uint32_t order;
	char path[PATH];
};

struct office {
	int fd, folder;
	const struct sandbox_user *user;
	const char *command;
};

/* What was opened, or errno. */
static void answer(int fd, int file)
{
	int err = file < 0 ? errno : 0;
	char room[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec io = { &err, sizeof(err) };
	struct msghdr m = { .msg_iov = &io, .msg_iovlen = 1 };

	if (file >= 0) {
		struct cmsghdr *c;

		m.msg_control = room;
		m.msg_controllen = sizeof(room);
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &file, sizeof(file));
	}
	while (sendmsg(fd, &m, MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
	if (file >= 0)
		close(file);
}

static int create(const struct office *k, const char *name)
{
	int fd = openat(k->folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
			0644);

	/* a link is followed only where it is nobody's trap: without privileges */
	if (fd < 0 && errno == ELOOP && !k->user->change)
		fd = openat(k->folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd >= 0 && k->user->change && fchown(fd, k->user->uid, k->user->gid) < 0) {
		int err = errno;

		close(fd);
		errno = err;
		return -1;
	}
	return fd;
}

/* The command and the file's name, no shell; with the lowest priority, as nobody in particular. */
static void run(const struct office *k, const char *path)
{
	char dotted[PATH + 2] = "./";
	pid_t pid = fork();

	if (pid != 0)
		return;
	close(k->fd);
	setpriority(PRIO_PROCESS, 0, 19);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	/* a name that begins with a dash is no option */
	if (path[0] == '-') {
		memccpy(dotted + 2, path, '\0', PATH);
		path = dotted;
	}
	if (sandbox_drop(k->user) == 0) {
		execlp(k->command, k->command, path, (char *)NULL);
		warn_errno("after_rotate: %s", k->command);
	}
	prog_leave(PROG_FAIL);
}

static void serve(const struct office *k)
{
	struct message m;

	for (;;) {
		ssize_t n = recv(k->fd, &m, sizeof(m), 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= (ssize_t)sizeof(m.order))
			return;
		m.path[PATH - 1] = '\0';
		if (m.order == CREATE)
			answer(k->fd, create(k, m.path));
		else if (m.order == READ)
			answer(k->fd, open(m.path, O_RDONLY | O_CLOEXEC));
		else if (k->command)
			run(k, m.path);
	}
}

/* Of root's rights: to write into the folder, to give files away, to become another. */
static void confine(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct caps[2] = { { 0 }, { 0 } };
	uint32_t keep = 1u << CAP_DAC_OVERRIDE | 1u << CAP_CHOWN | 1u << CAP_SETUID |
			1u << CAP_SETGID | 1u << CAP_DAC_READ_SEARCH;

	if (syscall(SYS_capget, &head, caps) < 0)
		return;
	caps[0].permitted &= keep;
	caps[0].effective &= keep;
	caps[0].inheritable = 0;
	caps[1] = (struct __user_cap_data_struct){ 0 };
	syscall(SYS_capset, &head, caps);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int keeper_open(struct keeper *k, const char *path, const struct sandbox_user *user,
		const char *command)
{
	struct office office = { .user = user, .command = command, .folder = AT_FDCWD };
	const char *slash = path ? strrchr(path, '/') : NULL;
	char folder[PATH];
	int pair[2];

	k->fd = -1;
	if (slash) {
		size_t n = slash == path ? 1 : (size_t)(slash - path);

		if (n >= sizeof(folder)) {
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(folder, path, n);
		folder[n] = '\0';
		office.folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (office.folder < 0)
			return -1;
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	k->pid = fork();
	if (k->pid == 0) {
		close(pair[0]);
		office.fd = pair[1];
		/* it ends when nobody asks any more, not by control-C */
		signal(SIGINT, SIG_IGN);
		signal(SIGHUP, SIG_IGN);
		signal(SIGCHLD, SIG_IGN);
		confine();
		serve(&office);
		prog_leave(PROG_OK);
	}
	close(pair[1]);
	if (office.folder >= 0)
		close(office.folder);
	if (k->pid < 0) {
		close(pair[0]);
		return -1;
	}
	k->fd = pair[0];
	return 0;
}

static int order(const struct keeper *k, enum order what, const char *path)
{
	struct message m = { .order = (uint32_t)what };
	size_t n = strlen(path) + 1;

	if (n > sizeof(m.path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(m.path, path, n);
	return send(k->fd, &m, sizeof(m.order) + n, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

static int receive(const struct keeper *k)
{
	int err = 0, fd = -1;
	char room[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec io = { &err, sizeof(err) };
	struct msghdr m = { .msg_iov = &io, .msg_iovlen = 1, .msg_control = room,
			    .msg_controllen = sizeof(room) };
	struct cmsghdr *c;
	ssize_t n;

	do
		n = recvmsg(k->fd, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n != sizeof(err)) {
		errno = n < 0 ? errno : EPIPE;
		return -1;
	}
	c = CMSG_FIRSTHDR(&m);
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	if (fd < 0)
		errno = err;
	return fd;
}

int keeper_create(struct keeper *k, const char *name)
{
	return order(k, CREATE, name) < 0 ? -1 : receive(k);
}

int keeper_read(struct keeper *k, const char *path)
{
	return order(k, READ, path) < 0 ? -1 : receive(k);
}

void keeper_done(struct keeper *k, const char *path)
{
	order(k, DONE, path);
}

void keeper_close(struct keeper *k)
{
	if (k->fd < 0)
		return;
	close(k->fd);
	k->fd = -1;
	/* it starts the last command yet */
	while (waitpid(k->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
