/* Names of addresses, asked of a process of our own over a pair of sockets. */
#include "ask.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/ether.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/prog.h"
#include "sandbox.h"

struct question {
	uint8_t family;
	uint8_t addr[16];
};

static void answer(const struct question *q, char name[ASK_NAME])
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct ether_addr station;

	name[0] = '\0';
	if (q->family == 4) {
		memcpy(&in.sin_addr, q->addr, 4);
		if (getnameinfo((struct sockaddr *)&in, sizeof(in), name, ASK_NAME, NULL, 0,
				NI_NAMEREQD))
			name[0] = '\0';
	} else if (q->family == 6) {
		memcpy(&in6.sin6_addr, q->addr, 16);
		if (getnameinfo((struct sockaddr *)&in6, sizeof(in6), name, ASK_NAME, NULL, 0,
				NI_NAMEREQD))
			name[0] = '\0';
	} else {
		char host[1024];	/* ether_ntohost(3) knows no length */

		memcpy(&station, q->addr, 6);
		if (ether_ntohost(host, &station) == 0)
			memccpy(name, host, '\0', ASK_NAME - 1);
		name[ASK_NAME - 1] = '\0';
	}
}

/* Until the other end is closed. */
static void serve(int fd)
{
	struct question q;
	char name[ASK_NAME];

	while (recv(fd, &q, sizeof(q), 0) == sizeof(q)) {
		memset(name, 0, sizeof(name));
		answer(&q, name);
		if (send(fd, name, strlen(name) + 1, MSG_NOSIGNAL) < 0)
			break;
	}
}

int ask_open(struct ask *a, const struct sandbox_user *who)
{
	int pair[2];

	a->fd = -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	a->pid = fork();
	if (a->pid == 0) {
		close(pair[0]);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* control-C is the parent's to handle */
		signal(SIGINT, SIG_IGN);
		if (sandbox_drop(who) == 0)
			serve(pair[1]);
		prog_leave(PROG_OK);
	}
	close(pair[1]);
	if (a->pid < 0) {
		int err = errno;

		close(pair[0]);
		errno = err;
		return -1;
	}
	a->fd = pair[0];
	return 0;
}

void ask_close(struct ask *a)
{
	if (a->fd < 0)
		return;
	close(a->fd);
	a->fd = -1;
}

void ask_name(struct ask *a, uint8_t family, const uint8_t *p, size_t n, char name[ASK_NAME])
{
	struct question q = { .family = family };
	ssize_t got;

	name[0] = '\0';
	if (a->fd < 0)
		return;
	memcpy(q.addr, p, n);
	if (write(a->fd, &q, sizeof(q)) != sizeof(q)) {
		ask_close(a);
		return;
	}
	do
		got = read(a->fd, name, ASK_NAME - 1);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		ask_close(a);
	name[got > 0 ? got : 0] = '\0';
}
