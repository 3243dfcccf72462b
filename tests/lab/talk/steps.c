/*
 * The steps of a script, a line each; TEXT is as words.c reads it.
 *
 *	listen PORT [ADDRESS]	a server; before the program starts
 *	accept			the next connection to one of them
 *	say TEXT		the server sends
 *	urgent TEXT		likewise, the last byte as urgent data
 *	pour FILE		likewise, the bytes of a file
 *	close			the server closes, once all is sent
 *	shut			likewise, but still reads
 *	reset			it resets the connection
 *	type TEXT		somebody types, or the pipe to standard input gets it
 *	feed FILE		likewise, the bytes of a file
 *	eof			the pipe to standard input is closed, once all is written
 *	save WAY FILE		from now on what comes by net, tty, out or err goes into the file
 *	see TEXT		waits until the program has printed that
 *	hear TEXT		waits until the server has got that
 *	settle			waits until the program sleeps
 *	saved WAY BYTES		waits until so many were saved
 *	size ROWS COLUMNS	the terminal's size changes
 *	stty [SETTING...]	prints the terminal's modes, or changes them
 *	signal NUMBER		to the program and those it runs
 *	slow MS			reads nothing for so long
 *	pause MS		likewise, but reads
 *	do COMMAND		for the shell
 *	wait			waits for the program's end, prints its status
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "talk.h"

static void do_listen(struct talk *t, const char *rest)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_addr = in6addr_any };
	struct sockaddr_in a4 = { .sin_family = AF_INET };
	char where[64] = "";
	int port = 0, on = 1, fd;
	struct sockaddr *sa = (struct sockaddr *)&a;
	socklen_t len = sizeof(a);

	sscanf(rest, "%d %63s", &port, where);
	a.sin6_port = a4.sin_port = htons((uint16_t)port);
	if (inet_pton(AF_INET, where, &a4.sin_addr) == 1) {
		sa = (struct sockaddr *)&a4;
		len = sizeof(a4);
	} else if (where[0]) {
		inet_pton(AF_INET6, where, &a.sin6_addr);
	}
	fd = socket(sa->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, sa, len) < 0 || listen(fd, 8) < 0 || t->nlisteners == LISTENERS)
		err(2, "listen %s", rest);
	t->listener[t->nlisteners++] = fd;
}

static void do_accept(struct talk *t, const char *rest)
{
	long long until = talk_now() + t->patience;
	struct pollfd p[LISTENERS];
	int on = 1;

	(void)rest;
	while (talk_now() < until) {
		for (int i = 0; i < t->nlisteners; i++)
			p[i] = (struct pollfd){ .fd = t->listener[i], .events = POLLIN };
		if (poll(p, (nfds_t)t->nlisteners, 0) <= 0) {
			talk_turn(t, 2);
			continue;
		}
		for (int i = 0; i < t->nlisteners; i++) {
			struct way *net = &t->way[NET];

			if (!p[i].revents)
				continue;
			if (net->fd >= 0)
				close(net->fd);
			net->deaf = false;
			net->fd = accept4(p[i].fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
			setsockopt(net->fd, SOL_SOCKET, SO_OOBINLINE, &on, sizeof(on));
			setsockopt(net->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
			return;
		}
	}
	talk_die(t, "accept");
}

static void do_say(struct talk *t, const char *rest)
{
	words_read(&t->way[NET].out, rest);
}

static void do_urgent(struct talk *t, const char *rest)
{
	struct bytes b = { 0 };

	while (t->way[NET].out.len)
		talk_turn(t, 10);
	words_read(&b, rest);
	if (send(t->way[NET].fd, b.p, b.len, MSG_OOB | MSG_NOSIGNAL) < 0)
		warn("urgent");
	free(b.p);
}

static void add_file(struct bytes *to, const char *name)
{
	char p[65536];
	FILE *f = fopen(name, "re");
	size_t n;

	if (!f)
		err(2, "%s", name);
	while ((n = fread(p, 1, sizeof(p), f)) > 0)
		bytes_add(to, p, n);
	fclose(f);
}

static void do_pour(struct talk *t, const char *rest)
{
	add_file(&t->way[NET].out, rest);
}

static void do_feed(struct talk *t, const char *rest)
{
	add_file(&t->way[TTY].out, rest);
}

static void do_type(struct talk *t, const char *rest)
{
	words_read(&t->way[TTY].out, rest);
}

static void flush(struct talk *t, int way)
{
	long long until = talk_now() + t->patience;

	while (t->way[way].fd >= 0 && t->way[way].out.len && talk_now() < until)
		talk_turn(t, 10);
}

static void do_close(struct talk *t, const char *rest)
{
	(void)rest;
	flush(t, NET);
	if (t->way[NET].fd >= 0)
		close(t->way[NET].fd);
	t->way[NET].fd = -1;
}

static void do_shut(struct talk *t, const char *rest)
{
	(void)rest;
	flush(t, NET);
	shutdown(t->way[NET].fd, SHUT_WR);
}

static void do_reset(struct talk *t, const char *rest)
{
	const struct linger at_once = { .l_onoff = 1 };

	flush(t, NET);
	setsockopt(t->way[NET].fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	do_close(t, rest);
}

static void do_eof(struct talk *t, const char *rest)
{
	(void)rest;
	flush(t, TTY);
	close(t->way[TTY].fd);
	t->way[TTY].fd = -1;
}

static struct way *find_way(struct talk *t, const char *name, size_t n)
{
	for (int i = 0; i < WAYS; i++)
		if (strlen(t->way[i].name) == n && strncmp(t->way[i].name, name, n) == 0)
			return &t->way[i];
	errx(2, "no way called %s", name);
}

static void do_save(struct talk *t, const char *rest)
{
	size_t n = strcspn(rest, " ");
	struct way *w = find_way(t, rest, n);

	talk_tell(t);
	w->save = open(rest + n + 1, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (w->save < 0)
		err(2, "%s", rest);
}

static void do_saved(struct talk *t, const char *rest)
{
	size_t n = strcspn(rest, " "), want = strtoul(rest + n, NULL, 10);
	struct way *w = find_way(t, rest, n);
	long long until = talk_now() + t->patience;

	while (w->saved < want) {
		if (talk_now() > until) {
			printf("%zu of %zu bytes\n", w->saved, want);
			talk_die(t, rest);
		}
		talk_turn(t, 50);
	}
}

/* Does the text stand in what came, behind what was seen before? */
static bool shows(struct way *w, const struct bytes *text)
{
	unsigned char *at;

	if (w->in.len < w->seen)
		return false;
	at = w->in.len ? memmem(w->in.p + w->seen, w->in.len - w->seen, text->p, text->len) : NULL;
	if (at)
		w->seen = (size_t)(at - w->in.p) + text->len;
	return at != NULL;
}

static void wait_for(struct talk *t, const char *rest, bool net)
{
	long long until = talk_now() + t->patience;
	struct bytes text = { 0 };

	words_read(&text, rest);
	for (;;) {
		if (net ? shows(&t->way[NET], &text) :
			  shows(&t->way[TTY], &text) || shows(&t->way[OUT], &text) ||
				    shows(&t->way[ERR], &text))
			break;
		if (talk_now() > until)
			talk_die(t, rest);
		talk_turn(t, 20);
	}
	free(text.p);
}

static void do_see(struct talk *t, const char *rest)
{
	wait_for(t, rest, false);
}

static void do_hear(struct talk *t, const char *rest)
{
	wait_for(t, rest, true);
}

static void do_settle(struct talk *t, const char *rest)
{
	long long until = talk_now() + t->patience;

	(void)rest;
	while (!talk_settled(t))
		if (talk_now() > until)
			talk_die(t, "settle");
	talk_tell(t);
}

static void do_size(struct talk *t, const char *rest)
{
	struct winsize size = { 0 };

	sscanf(rest, "%hu %hu", &size.ws_row, &size.ws_col);
	ioctl(t->way[TTY].fd, TIOCSWINSZ, &size);
}

static void stty_print(const struct termios *m)
{
	printf("stty i=%x o=%x c=%x l=%x", m->c_iflag, m->c_oflag, m->c_cflag, m->c_lflag);
	for (int i = 0; i < NCCS; i++)
		printf(" %d", m->c_cc[i]);
	printf("\n");
}

static void do_stty(struct talk *t, const char *rest)
{
	char command[512];
	struct termios m;
	int fd = t->way[TTY].fd;

	if (*rest) {
		snprintf(command, sizeof(command), "stty %s <%s", rest, ptsname(fd));
		if (system(command) != 0)
			warnx("stty");
		return;
	}
	talk_tell(t);
	if (tcgetattr(fd, &m) < 0)
		printf("stty: no terminal\n");
	else
		stty_print(&m);
}

static void do_signal(struct talk *t, const char *rest)
{
	kill(-t->child, atoi(rest));
}

static void do_slow(struct talk *t, const char *rest)
{
	(void)t;
	poll(NULL, 0, atoi(rest));
}

static void do_pause(struct talk *t, const char *rest)
{
	long long until = talk_now() + atoi(rest);

	while (talk_now() < until)
		talk_turn(t, (int)(until - talk_now()));
	talk_tell(t);
}

static void do_shell(struct talk *t, const char *rest)
{
	(void)t;
	fflush(stdout);
	if (system(rest) != 0)
		warnx("failed: %s", rest);
}

static void do_wait(struct talk *t, const char *rest)
{
	long long until = talk_now() + t->patience;

	(void)rest;
	if (t->status == -1)
		return;
	while (!t->gone || talk_turn(t, 5)) {
		if (talk_now() > until)
			talk_die(t, "wait");
		talk_turn(t, 5);
	}
	talk_tell(t);
	if (WIFSIGNALED(t->status))
		printf("= signal %d\n", WTERMSIG(t->status));
	else
		printf("= %d\n", WEXITSTATUS(t->status));
	t->status = -1;
}

static const struct {
	const char *name;
	void (*run)(struct talk *t, const char *rest);
} steps[] = {
	{ "listen", do_listen }, { "accept", do_accept }, { "say", do_say },
	{ "urgent", do_urgent }, { "pour", do_pour },	  { "close", do_close },
	{ "shut", do_shut },	 { "reset", do_reset },	  { "type", do_type },
	{ "feed", do_feed },	 { "eof", do_eof },	  { "save", do_save },
	{ "see", do_see },	 { "hear", do_hear },	  { "settle", do_settle },
	{ "saved", do_saved },	 { "size", do_size },	  { "stty", do_stty },
	{ "signal", do_signal }, { "slow", do_slow },	  { "do", do_shell },
	{ "wait", do_wait },	 { "pause", do_pause },
};

void step_do(struct talk *t, char *line)
{
	size_t n = strcspn(line, " ");
	const char *rest = line + n + (line[n] ? 1 : 0);

	if (!*line || *line == '#')
		return;
	printf("-- %s\n", line);
	if (strncmp(line, "se", 2) != 0)
		talk_disturb(t);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (strlen(steps[i].name) == n && strncmp(line, steps[i].name, n) == 0) {
			steps[i].run(t, rest);
			return;
		}
	}
	errx(2, "no such step: %s", line);
}
