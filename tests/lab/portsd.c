/*
 * Holds TCP ports open, in both families, for tests of what connects to them.
 *
 *	portsd [-g GREETING] [-c] PORT|FIRST-LAST...
 *
 * Who connects is accepted, is told the greeting and CR LF if there is one, and is listened to;
 * -c: closed at once instead. Prints "ready" when all are open. Ends when killed.
 */
#include <err.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define FDS_MAX 16384

static struct pollfd fds[FDS_MAX];
static nfds_t nlisten, nfds;

static void add(int fd)
{
	if (nfds == FDS_MAX)
		errx(1, "too many");
	fds[nfds++] = (struct pollfd){ .fd = fd, .events = POLLIN };
}

/* Both families on one socket. */
static void open_port(long port)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int yes = 1, no = 0;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no)) < 0 ||
	    bind(fd, (struct sockaddr *)&any, sizeof(any)) < 0 || listen(fd, 1024) < 0)
		err(1, "port %ld", port);
	add(fd);
	nlisten = nfds;
}

static void open_ports(const char *text)
{
	char *end;
	long first = strtol(text, &end, 10), last = first;

	if (*end == '-')
		last = strtol(end + 1, &end, 10);
	if (*end || first < 1 || last > 65535 || first > last)
		errx(2, "no ports: %s", text);
	for (; first <= last; first++)
		open_port(first);
}

static void serve(int fd, const char *greeting, bool closes)
{
	int c = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (c < 0)
		return;
	if (greeting)
		dprintf(c, "%s\r\n", greeting);
	if (closes || nfds == FDS_MAX)
		close(c);
	else
		add(c);
}

static void hear(nfds_t i)
{
	char in[512];

	if (read(fds[i].fd, in, sizeof(in)) > 0)
		return;
	close(fds[i].fd);
	fds[i] = fds[--nfds];
}

int main(int argc, char **argv)
{
	struct rlimit r;
	const char *greeting = NULL;
	bool closes = false;
	int c;

	signal(SIGPIPE, SIG_IGN);
	if (getrlimit(RLIMIT_NOFILE, &r) == 0) {
		r.rlim_cur = r.rlim_max;
		setrlimit(RLIMIT_NOFILE, &r);
	}
	while ((c = getopt(argc, argv, "g:c")) != -1) {
		if (c == 'g')
			greeting = optarg;
		else if (c == 'c')
			closes = true;
		else
			return 2;
	}
	for (; optind < argc; optind++)
		open_ports(argv[optind]);
	puts("ready");
	fflush(stdout);
	for (;;) {
		if (poll(fds, nfds, -1) < 0)
			err(1, "poll");
		for (nfds_t i = nfds; i-- > 0;) {
			if (!fds[i].revents)
				continue;
			if (i < nlisten)
				serve(fds[i].fd, greeting, closes);
			else
				hear(i);
		}
	}
}
