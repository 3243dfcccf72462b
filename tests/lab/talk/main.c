/*
 * Runs a program on a terminal of its own (or on pipes) and plays both sides around it, the servers
 * it connects to and the person who types, by one script; prints all that the two got to see.
 *
 *	talk [-p | -i | -o] [-s ROWSxCOLUMNS] [-w SECONDS] SCRIPT COMMAND...
 *
 * -p: standard input, output and error are pipes; -i: only input is; -o: only output is. The
 * script's steps are explained in steps.c. What came is told at each step that waits.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
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

#define MOMENT 4	/* milliseconds between two looks at whether it sleeps */
#define LOOKS 3
#define NOTICE 100	/* until then it should have noticed */
#define STUCK 500	/* what it has not read by then, it does not want to read */

long long talk_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

void bytes_add(struct bytes *b, const void *p, size_t n)
{
	if (b->len + n > b->cap) {
		b->cap = 2 * (b->len + n);
		b->p = realloc(b->p, b->cap);
		if (!b->p)
			err(2, "memory");
	}
	memcpy(b->p + b->len, p, n);
	b->len += n;
}

void bytes_drop(struct bytes *b, size_t n)
{
	memmove(b->p, b->p + n, b->len - n);
	b->len -= n;
}

static bool write_some(struct way *w)
{
	ssize_t n = write(w->fd, w->out.p, w->out.len);

	if (n < 0 && errno != EAGAIN)
		bytes_drop(&w->out, w->out.len);
	if (n > 0)
		bytes_drop(&w->out, (size_t)n);
	return n > 0;
}

static void came(struct way *w, const unsigned char *p, size_t n)
{
	if (w->save < 0) {
		bytes_add(&w->in, p, n);
		return;
	}
	w->saved += n;
	if (write(w->save, p, n) != (ssize_t)n)
		err(2, "save");
}

/* At a mark of urgent data it stops, once. */
static bool read_some(struct way *w)
{
	unsigned char p[65536];
	int mark = 0;
	ssize_t n;

	if (w->telnet && ioctl(w->fd, SIOCATMARK, &mark) == 0 && mark)
		bytes_add(&w->in, "{mark}", 6);
	n = read(w->fd, p, sizeof(p));
	if (n > 0) {
		came(w, p, (size_t)n);
		return true;
	}
	if (n < 0 && errno == EAGAIN)
		return false;
	if (w->telnet && n < 0)
		bytes_add(&w->in, "{reset}", 7);
	if (w->telnet && n == 0) {
		w->deaf = true;
	} else {
		close(w->fd);
		w->fd = -1;
	}
	w->ended = true;
	return true;
}

bool talk_turn(struct talk *t, int ms)
{
	struct pollfd p[WAYS];
	bool some = false;
	int status;

	for (int i = 0; i < WAYS; i++) {
		struct way *w = &t->way[i];

		p[i] = (struct pollfd){ .fd = w->fd, .events = w->deaf ? 0 : POLLIN };
		if (w->deaf && !w->out.len)
			p[i].fd = -1;
		if (w->out.len)
			p[i].events |= POLLOUT;
	}
	if (poll(p, WAYS, ms) > 0) {
		for (int i = 0; i < WAYS; i++) {
			struct way *w = &t->way[i];

			if (w->fd >= 0 && p[i].revents & POLLOUT)
				some |= write_some(w);
			if (w->fd >= 0 && !w->deaf && p[i].revents & (POLLIN | POLLHUP | POLLERR))
				some |= read_some(w);
		}
	}
	if (!t->gone && waitpid(t->child, &status, WNOHANG) == t->child) {
		t->gone = true;
		t->status = status;
		some = true;
	}
	return some;
}

void talk_tell(struct talk *t)
{
	for (int i = 0; i < WAYS; i++) {
		struct way *w = &t->way[i];

		words_print(w->name, w->in.p, w->in.len, w->telnet);
		w->in.len = w->seen = 0;
		if (w->ended)
			printf("%s end\n", w->name);
		w->ended = false;
	}
	fflush(stdout);
}

_Noreturn void talk_die(struct talk *t, const char *why)
{
	talk_tell(t);
	printf("LATE: %s\n", why);
	fflush(stdout);
	if (!t->gone)
		kill(t->child, SIGKILL);
	_exit(3);
}

/* Bytes under way, or not read yet, on the connections of this network. */
static bool under_way(void)
{
	static const char *const names[] = { "/proc/net/tcp", "/proc/net/tcp6" };
	unsigned long sent, unread, sum = 0;
	char line[512];

	for (int i = 0; i < 2; i++) {
		FILE *f = fopen(names[i], "r");

		while (f && fgets(line, sizeof(line), f))
			if (sscanf(line, "%*s %*s %*s 01 %lx:%lx", &sent, &unread) == 2)
				sum += sent + unread;
		if (f)
			fclose(f);
	}
	return sum > 0;
}

/* How much the child has run so far, and whether it sleeps. */
static bool look(const struct talk *t, char *what, size_t size)
{
	char name[64], line[512] = "", *p;
	bool sleeps;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/%d/stat", (int)t->child);
	f = fopen(name, "r");
	if (!f)
		return false;
	if (!fgets(line, sizeof(line), f))
		line[0] = '\0';
	fclose(f);
	p = strrchr(line, ')');
	snprintf(what, size, "%.*s", (int)(size - 1), p ? p : "");
	sleeps = p && (p[2] == 'S' || p[2] == 'T');
	snprintf(name, sizeof(name), "/proc/%d/status", (int)t->child);
	f = fopen(name, "r");
	while (f && fgets(line, sizeof(line), f))
		if (strstr(line, "ctxt_switches"))
			strncat(what, line, size - strlen(what) - 1);
	if (f)
		fclose(f);
	return sleeps;
}

void talk_disturb(struct talk *t)
{
	look(t, t->before, sizeof(t->before));
	t->disturbed = talk_now();
}

/* Whatever was done to it last should have woken it, or never will. */
static bool has_noticed(struct talk *t)
{
	char now[LOOK];

	if (!t->disturbed || talk_now() - t->disturbed > NOTICE)
		return true;
	look(t, now, sizeof(now));
	return strcmp(now, t->before) != 0;
}

bool talk_settled(struct talk *t)
{
	char before[LOOK] = "", now[LOOK];
	bool patient = talk_now() - t->disturbed < STUCK;

	for (int i = 0; i < LOOKS; i++) {
		if (talk_turn(t, MOMENT))
			return false;
		for (int j = 0; j < WAYS; j++)
			if (t->way[j].fd >= 0 && t->way[j].out.len)
				return false;
		if (t->gone)
			return true;
		if (!has_noticed(t) || (patient && under_way()))
			return false;
		if (!look(t, now, sizeof(now)) || (i && strcmp(before, now) != 0))
			return false;
		memcpy(before, now, sizeof(before));
	}
	return true;
}

/* Pipes where asked for, else the terminal. */
static void start(struct talk *t, const char *kind, const struct winsize *size, char **command)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, errors[2] = { -1, -1 }, tty;
	bool all = strchr(kind, 'p');

	if (((all || strchr(kind, 'i')) && pipe2(in, O_CLOEXEC) < 0) ||
	    ((all || strchr(kind, 'o')) && pipe2(out, O_CLOEXEC) < 0) ||
	    (all && pipe2(errors, O_CLOEXEC) < 0))
		err(2, "pipe");
	t->child = forkpty(&tty, NULL, NULL, size);
	if (t->child < 0)
		err(2, "forkpty");
	if (t->child == 0) {
		if ((in[0] >= 0 && dup2(in[0], 0) < 0) || (out[1] >= 0 && dup2(out[1], 1) < 0) ||
		    (errors[1] >= 0 && dup2(errors[1], 2) < 0))
			err(2, "dup2");
		/* a shell's background jobs ignore it, and so would this */
		signal(SIGINT, SIG_DFL);
		signal(SIGQUIT, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		execvp(command[0], command);
		err(127, "%s", command[0]);
	}
	close(in[0]);
	close(out[1]);
	close(errors[1]);
	t->way[TTY] = (struct way){ .name = "tty", .fd = tty };
	t->way[OUT] = (struct way){ .name = "out", .fd = out[0] };
	t->way[ERR] = (struct way){ .name = "err", .fd = errors[0] };
	t->way[NET] = (struct way){ .name = "net", .fd = -1, .telnet = true };
	if (in[1] >= 0) {
		/* standard input; what is still a terminal shows by stderr */
		t->way[TTY].fd = in[1];
		if (!all)
			t->way[ERR].fd = tty;
		else
			fcntl(tty, F_SETFD, FD_CLOEXEC);
		if (!all)
			t->way[ERR].name = "tty";
		t->way[TTY].name = "in";
	}
	for (int i = 0; i < WAYS; i++) {
		t->way[i].save = -1;
		if (t->way[i].fd >= 0)
			fcntl(t->way[i].fd, F_SETFL, O_NONBLOCK);
	}
}

static void usage(void)
{
	errx(2, "usage: talk [-p | -i | -o] [-s ROWSxCOLUMNS] [-w SECONDS] SCRIPT COMMAND...");
}

int main(int argc, char **argv)
{
	struct talk t = { .patience = 10000 };
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	const char *kind = "";
	char *line = NULL, *rows;
	size_t room = 0;
	FILE *script;
	int c;

	while ((c = getopt(argc, argv, "+pios:w:")) != -1) {
		if (c == 's') {
			size.ws_row = (unsigned short)strtoul(optarg, &rows, 10);
			size.ws_col = (unsigned short)(*rows ? strtoul(rows + 1, NULL, 10) : 0);
		} else if (c == 'w') {
			t.patience = 1000 * atoi(optarg);
		} else if (c == 'p' || c == 'i' || c == 'o') {
			kind = c == 'p' ? "p" : c == 'i' ? "i" : "o";
		} else {
			usage();
		}
	}
	if (argc - optind < 2)
		usage();
	signal(SIGPIPE, SIG_IGN);
	script = strcmp(argv[optind], "-") == 0 ? stdin : fopen(argv[optind], "re");
	if (!script)
		err(2, "%s", argv[optind]);
	/* servers listen before the program starts */
	while (getline(&line, &room, script) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!t.child && strncmp(line, "listen", 6) != 0 && line[0] && line[0] != '#')
			start(&t, kind, &size, argv + optind + 1);
		step_do(&t, line);
	}
	free(line);
	if (!t.child)
		start(&t, kind, &size, argv + optind + 1);
	step_do(&t, (char[]){ "wait" });
	for (int i = 0; i < WAYS; i++) {
		free(t.way[i].in.p);
		free(t.way[i].out.p);
	}
	if (script != stdin)
		fclose(script);
	return 0;
}
