/* A TCP server for tests that plays a script, and hands a connection on to a TLS server. */
#include <arpa/inet.h>
#include <err.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"
#include "base/obuf.h"
#include "sys/sock.h"

#define HEARD 8192

static void usage(void)
{
	puts("usage: talkd [-p PORT] ACTION...\n"
	     "Listens on that port, or on any of 127.0.0.1, and prints its number; plays the\n"
	     "script for each connection, and prints what it reads, escaped, a line each.\n"
	     "Behind the last action it ends the connection.\n"
	     "  say:TEXT         TEXT; \\r, \\n and \\HH (hexadecimal) are bytes\n"
	     "  line             reads up to a line feed\n"
	     "  until:TEXT       reads until TEXT came\n"
	     "  bytes:N          reads N bytes\n"
	     "  hello            reads one TLS record\n"
	     "  relay:PORT       from now on what 127.0.0.1:PORT says, both ways, to the end\n"
	     "  drip:MS:PORT     likewise; what that one says comes in single bytes, MS between\n"
	     "  cut:N:PORT       likewise, but ends after N bytes of what that one says\n"
	     "  wait:SECONDS\n"
	     "  fill:N           N bytes of rubbish\n"
	     "  endless:HEX      these bytes without end\n"
	     "  stay             nothing until the other side ends the connection\n"
	     "  reset            the connection ends with RST");
}

/* False: the other side has gone. */
static bool tell(int fd, const void *p, size_t n)
{
	return send(fd, p, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static size_t unescape(const char *text, uint8_t *bytes, size_t cap)
{
	size_t n = 0;

	while (*text && n < cap) {
		char c = *text++;

		if (c == '\\' && (*text == 'n' || *text == 'r')) {
			c = *text++ == 'n' ? '\n' : '\r';
		} else if (c == '\\' && num_hex(text[0]) >= 0 && num_hex(text[1]) >= 0) {
			c = (char)(num_hex(text[0]) << 4 | num_hex(text[1]));
			text += 2;
		}
		bytes[n++] = (uint8_t)c;
	}
	return n;
}

static void log_heard(const char *heard, size_t n)
{
	struct obuf o;

	ob_open(&o, STDOUT_FILENO);
	ob_esc(&o, heard, n);
	ob_c(&o, '\n');
	ob_close(&o);
}

/* Reads byte by byte, so that nothing of what follows is taken. Of much only the end is told. */
static bool hear(int fd, const char *end, size_t max)
{
	char heard[HEARD];
	size_t len = 0, n = end ? strlen(end) : 0;

	for (; max > 0 && recv(fd, heard + len, 1, 0) == 1; max--) {
		len++;
		if (n && len >= n && memcmp(heard + len - n, end, n) == 0)
			break;
		if (len == sizeof(heard)) {
			len /= 2;
			memcpy(heard, heard + len, len);
		}
	}
	log_heard(heard, len);
	return len > 0;
}

static void hear_record(int fd)
{
	uint8_t head[5];
	char rest[1 << 16];

	if (recv(fd, head, sizeof(head), MSG_WAITALL) == (ssize_t)sizeof(head))
		recv(fd, rest, (size_t)(head[3] << 8 | head[4]), MSG_WAITALL);
}

static void rest(ns_t t)
{
	struct timespec ts = { .tv_sec = t / NS_S, .tv_nsec = t % NS_S };

	nanosleep(&ts, NULL);
}

/* As much at once as goes: in packets as large as may be. */
static void fill(int fd, size_t n)
{
	char rubbish[HEARD];

	memset(rubbish, 'x', sizeof(rubbish));
	for (size_t part; n > 0; n -= part) {
		part = n < sizeof(rubbish) ? n : sizeof(rubbish);
		if (!tell(fd, rubbish, part))
			return;
	}
}

static int dial(uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		err(1, "port %d", port);
	return fd;
}

/* Moves what there is; at most `left` bytes. 0: the end. */
static ssize_t move(int from, int to, size_t left, int64_t drip_ms)
{
	char bytes[HEARD];
	size_t most = drip_ms ? 1 : sizeof(bytes);
	ssize_t n = recv(from, bytes, most < left ? most : left, 0);

	if (n <= 0 || !tell(to, bytes, (size_t)n))
		return 0;
	if (drip_ms)
		rest(drip_ms * NS_MS);
	return n;
}

static void relay(int fd, uint16_t port, int64_t drip_ms, size_t cut)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .events = POLLIN } };

	p[1].fd = dial(port);
	while (cut && poll(p, 2, -1) > 0) {
		ssize_t n;

		if (p[0].revents && move(fd, p[1].fd, HEARD, 0) == 0)
			return;
		if (!p[1].revents)
			continue;
		n = move(p[1].fd, fd, cut, drip_ms);
		if (n == 0)
			return;
		cut -= (size_t)n;
	}
}

/* "A:B" behind the name; one number is B. */
static void act_relay(int fd, const char *action)
{
	const char *colon = strchr(action, ':') + 1, *second = strchr(colon, ':');
	int64_t first = strtol(colon, NULL, 10), port = second ? strtol(second + 1, NULL, 10) : 0;

	if (*action == 'r')
		relay(fd, (uint16_t)first, 0, SIZE_MAX);
	else if (*action == 'd')
		relay(fd, (uint16_t)port, first, SIZE_MAX);
	else
		relay(fd, (uint16_t)port, 0, (size_t)first);
}

static bool starts(const char *action, const char *name)
{
	return strncmp(action, name, strlen(name)) == 0;
}

static bool act(int fd, const char *action)
{
	struct linger none = { .l_onoff = 1 };
	const char *arg = strchr(action, ':');
	uint8_t bytes[HEARD];
	size_t n;
	ns_t t;

	arg = arg ? arg + 1 : "";
	if (starts(action, "say:")) {
		return tell(fd, bytes, unescape(arg, bytes, sizeof(bytes)));
	} else if (strcmp(action, "line") == 0) {
		return hear(fd, "\n", SIZE_MAX);
	} else if (starts(action, "until:")) {
		return hear(fd, arg, SIZE_MAX);
	} else if (starts(action, "bytes:")) {
		return hear(fd, NULL, (size_t)strtoul(arg, NULL, 10));
	} else if (strcmp(action, "hello") == 0) {
		hear_record(fd);
	} else if (starts(action, "relay:") || starts(action, "drip:") || starts(action, "cut:")) {
		act_relay(fd, action);
	} else if (starts(action, "wait:")) {
		if (num_seconds(arg, 0, 3600 * NS_S, &t) == NUM_OK)
			rest(t);
	} else if (starts(action, "fill:")) {
		fill(fd, (size_t)strtoul(arg, NULL, 10));
	} else if (starts(action, "endless:")) {
		n = unescape(arg, bytes, sizeof(bytes));
		while (n && tell(fd, bytes, n))
			;
	} else if (strcmp(action, "stay") == 0) {
		while (recv(fd, bytes, sizeof(bytes), 0) > 0)
			;
	} else if (strcmp(action, "reset") == 0) {
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	} else {
		errx(2, "'%s' is no action", action);
	}
	return true;
}

int main(int argc, char **argv)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	socklen_t len = sizeof(here);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (argc < 2) {
		usage();
		return 2;
	}
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (strcmp(argv[1], "-p") == 0 && argc > 3) {
		here.sin_addr.s_addr = htonl(INADDR_ANY);
		here.sin_port = htons((uint16_t)strtoul(argv[2], NULL, 10));
		argv += 2;
	}
	if (fd < 0 || bind(fd, (struct sockaddr *)&here, len) < 0 || listen(fd, 64) < 0 ||
	    getsockname(fd, (struct sockaddr *)&here, &len) < 0)
		err(2, "socket");
	printf("%d\n", ntohs(here.sin_port));
	fflush(stdout);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int one = accept(fd, NULL, NULL);

		if (one < 0)
			continue;
		switch (fork()) {
		case 0:
			close(fd);
			for (argv++; *argv && act(one, *argv); argv++)
				;
			_exit(0);
		case -1:
			err(1, "fork");
		}
		close(one);
	}
}
