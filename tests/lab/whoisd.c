/* A whois server for tests that answers as told: late, in pieces, without end, not at all. */
#include <arpa/inet.h>
#include <err.h>
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
#include "sys/sock.h"

#define QUESTION 256

static void usage(void)
{
	puts("usage: whoisd [-a ADDRESS] [-p PORT] RULE...\n"
	     "Listens on port 43 of 127.0.0.1. Tells on standard output \"? QUESTION\" when it\n"
	     "was asked, and \". QUESTION\" when the connection has ended.\n"
	     "A rule is QUESTION=ACTION,ACTION,...; the question \"any\" stands for all that have\n"
	     "no rule before it. Behind the last action the server ends the connection.\n"
	     "  PREFIX:ASn    a route and its origin, as registries write them\n"
	     "  text:TEXT     TEXT; \\n and \\HH (hexadecimal) are bytes\n"
	     "  wait:SECONDS\n"
	     "  fill:N        N bytes of remarks, in lines\n"
	     "  endless       remarks until the other side ends the connection\n"
	     "  stay          nothing until the other side ends the connection\n"
	     "  reset         the connection ends with RST\n"
	     "The rule \"unread=ACTION,...\" goes without reading any question.");
}

/* False: the other side has gone. */
static bool tell(int fd, const void *p, size_t n)
{
	return send(fd, p, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static bool tell_text(int fd, const char *text)
{
	bool good = true;

	while (*text && good) {
		char c = *text++;

		if (c == '\\' && *text == 'n') {
			c = '\n';
			text++;
		} else if (c == '\\' && num_hex(text[0]) >= 0 && num_hex(text[1]) >= 0) {
			c = (char)(num_hex(text[0]) << 4 | num_hex(text[1]));
			text += 2;
		}
		good = tell(fd, &c, 1);
	}
	return good;
}

static bool tell_route(int fd, const char *route)
{
	const char *as = strrchr(route, ':');
	char text[512];
	int n;

	if (!as)
		errx(2, "'%s' is no action", route);
	n = snprintf(text, sizeof(text),
		     "%-16s%.*s\ndescr:          for tests\norigin:         %s\n"
		     "mnt-by:         MAINT-TEST\nsource:         TEST\n\n",
		     memchr(route, ':', (size_t)(as - route)) ? "route6:" : "route:",
		     (int)(as - route), route, as + 1);
	return tell(fd, text, (size_t)n);
}

static bool fill(int fd, uint64_t n)
{
	const char line[] = "remarks:        0123456789012345678901234567890123456789012345\n";
	bool good = true;

	for (; n && good; n -= n < 63 ? n : 63)
		good = tell(fd, line, n < 63 ? (size_t)n : 63);
	return good;
}

static void rest(ns_t t)
{
	struct timespec ts = { .tv_sec = t / NS_S, .tv_nsec = t % NS_S };

	nanosleep(&ts, NULL);
}

static void act(int fd, const char *action)
{
	struct linger none = { .l_onoff = 1 };
	char rubbish[QUESTION];
	int64_t n;
	ns_t t;

	if (strncmp(action, "text:", 5) == 0) {
		tell_text(fd, action + 5);
	} else if (strncmp(action, "wait:", 5) == 0) {
		if (num_seconds(action + 5, 0, 3600 * NS_S, &t) == NUM_OK)
			rest(t);
	} else if (strncmp(action, "fill:", 5) == 0) {
		if (num_int(action + 5, 0, INT64_MAX, &n) == NUM_OK)
			fill(fd, (uint64_t)n);
	} else if (strcmp(action, "endless") == 0) {
		fill(fd, UINT64_MAX);
	} else if (strcmp(action, "stay") == 0) {
		while (recv(fd, rubbish, sizeof(rubbish), 0) > 0)
			;
	} else if (strcmp(action, "reset") == 0) {
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	} else {
		tell_route(fd, action);
	}
}

/* The actions of the rule for that question, NULL: none. */
static char *find(char **rules, const char *question)
{
	size_t n = strlen(question);

	for (; *rules; rules++) {
		if (strncmp(*rules, question, n) == 0 && (*rules)[n] == '=')
			return *rules + n + 1;
		if (strncmp(*rules, "any=", 4) == 0 && strcmp(question, "unread") != 0)
			return *rules + 4;
	}
	return NULL;
}

/* A line that must end in CRLF; whatever else comes is kept, too, as it is wrong. */
static void read_question(int fd, char question[QUESTION])
{
	size_t len = 0;
	ssize_t n;

	while (len < QUESTION - 1 && !memchr(question, '\n', len)) {
		n = recv(fd, question + len, QUESTION - 1 - len, 0);
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	question[len] = '\0';
	if (len >= 2 && strcmp(question + len - 2, "\r\n") == 0)
		question[len - 2] = '\0';
	else
		memcpy(question, "malformed", 10);
}

static void say(const char *mark, const char *question)
{
	char line[QUESTION + 8];
	int n = snprintf(line, sizeof(line), "%s %s\n", mark, question);

	/* In one piece: others write there, too. */
	if (write(STDOUT_FILENO, line, (size_t)n) < 0)
		err(1, "standard output");
}

static void serve(int fd, char **rules)
{
	char question[QUESTION] = "unread", *actions = find(rules, question);

	if (!actions) {
		read_question(fd, question);
		actions = find(rules, question);
	}
	say("?", question);
	if (actions)
		for (char *a = strtok(actions, ","); a; a = strtok(NULL, ","))
			act(fd, a);
	say(".", question);
	close(fd);
}

int main(int argc, char **argv)
{
	struct sockaddr_storage ss;
	struct addr here;
	int64_t port = 43;
	socklen_t len;
	int c, fd;

	addr_parse4(&here, "127.0.0.1");
	while ((c = getopt(argc, argv, "+a:p:")) >= 0) {
		if ((c == 'a' && sock_parse(&here, optarg)) ||
		    (c == 'p' && num_int(optarg, 1, 65535, &port) == NUM_OK))
			continue;
		usage();
		return 2;
	}
	len = sock_to(&here, (uint16_t)port, &ss);
	fd = socket(ss.ss_family, SOCK_STREAM, 0);
	if (fd < 0 || sock_int(fd, SOL_SOCKET, SO_REUSEADDR, 1) < 0 ||
	    bind(fd, (struct sockaddr *)&ss, len) < 0 || listen(fd, 64) < 0)
		err(2, "port %d", (int)port);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int one = accept(fd, NULL, NULL);

		if (one < 0)
			continue;
		switch (fork()) {
		case 0:
			serve(one, argv + optind);
			_exit(0);
		case -1:
			err(1, "fork");
		}
		close(one);
	}
}
