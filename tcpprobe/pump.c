/*
 * The session: bytes both ways between the connection and the terminal or pipes, in one loop. What
 * was read is never thrown away; a side that takes nothing makes the other wait.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

#define ROOM 65536		/* in a queue; the other side is not read while it is full */
#define READ 16384
#define PIPE_WRITE 4096		/* a pipe that polls as writable takes so much (PIPE_BUF) */
#define LINGER_QUIET NS_S	/* after the end of input: the server's last words */
#define LINGER_MAX (60 * NS_S)

/* Printable, or one of the format effectors of RFC 854 (BEL to CR). */
static bool is_harmless(uint8_t c)
{
	return (c >= ' ' && c < 0x7f) || (c >= '\a' && c <= '\r') || c == 0;
}

static void show_escaped(struct telnet *t, const uint8_t *p, size_t n)
{
	size_t i = 0, from;

	while (i < n) {
		for (from = i; i < n && is_harmless(p[i]); i++)
			continue;
		queue_add(&t->tty, p + from, i - from);
		for (from = i; i < n && !is_harmless(p[i]); i++)
			continue;
		ob_esc(&t->tty.b, p + from, i - from);
	}
}

/* How many bytes at the end are the beginning of a UTF-8 character? */
static size_t unfinished(const uint8_t *p, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		uint8_t c = p[n - back];

		if (c >= 0xc0)
			return back < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ? back : 0;
		if (c < 0x80)
			return 0;
	}
	return 0;
}

/*
 * A terminal obeys what a server prints. Until the server turns out to be one that is to rule the
 * terminal, only text passes, and controls are shown in octal. A pipe gets all as it is.
 */
void pump_show(struct telnet *t, const uint8_t *p, size_t n)
{
	uint8_t joined[sizeof(t->held) + READ];
	size_t len, keep;

	if (!t->shows || t->painted || t->on.rawdata || n > READ) {
		queue_add(&t->tty, t->held, t->nheld);
		t->nheld = 0;
		queue_add(&t->tty, p, n);
		return;
	}
	memcpy(joined, t->held, t->nheld);
	memcpy(joined + t->nheld, p, n);
	len = t->nheld + n;
	keep = unfinished(joined, len);
	show_escaped(t, joined, len - keep);
	memcpy(t->held, joined + len - keep, keep);
	t->nheld = (uint8_t)keep;
}

void pump_discard(struct telnet *t)
{
	queue_clear(&t->tty);
	t->nheld = 0;
}

/* 1: some was written; 0: not now; -1 with errno. */
static int write_some(struct telnet *t)
{
	size_t n = queue_len(&t->tty);
	ssize_t done;

	if (!n)
		return 0;
	/* without a descriptor of our own that does not block */
	if (t->tty_out == STDOUT_FILENO && n > PIPE_WRITE)
		n = PIPE_WRITE;
	done = write(t->tty_out, t->tty.b.p + t->tty.head, n);
	if (done < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	queue_drop(&t->tty, (size_t)done);
	return 1;
}

static void output_failed(struct telnet *t)
{
	warn_errno("write error");
	queue_clear(&t->tty);
	t->status = PROG_FAIL;
	t->ended = true;
	loop_stop(&t->loop);
}

static void on_output(void *arg, int fd, short revents)
{
	struct telnet *t = arg;

	(void)fd;
	(void)revents;
	if (write_some(t) < 0)
		output_failed(t);
}

/* Signals while nothing else is looked at. */
static void read_signal(struct telnet *t)
{
	struct signalfd_siginfo si;

	if (read(t->loop.signal_fd, &si, sizeof(si)) == sizeof(si))
		input_signal(t, (int)si.ssi_signo);
}

/* All of it, for what is printed next must stand behind it; a signal that ends us still does. */
void pump_drain(struct telnet *t)
{
	while (queue_len(&t->tty) && !t->signal) {
		struct pollfd p[] = {
			{ .fd = t->tty_out, .events = POLLOUT },
			{ .fd = t->loop.signal_fd, .events = POLLIN },
		};

		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return;
		if (p[1].revents)
			read_signal(t);
		if (p[0].revents && write_some(t) < 0) {
			output_failed(t);
			return;
		}
	}
}

/* The last byte of an urgent piece is sent as TCP's urgent data. */
static ssize_t send_net(struct telnet *t)
{
	const char *p = t->net.b.p + t->net.head;
	size_t n = queue_len(&t->net);
	int flags = MSG_NOSIGNAL | MSG_DONTWAIT;

	if (t->urgent && t->net.taken >= t->urgent_at) {
		ssize_t done = send(t->fd, p, 1, flags | MSG_OOB);

		t->urgent = done != 1;
		return done;
	}
	if (t->urgent)
		n = (size_t)(t->urgent_at - t->net.taken);
	return send(t->fd, p, n, flags);
}

static void net_closed(struct telnet *t)
{
	proto_end(&t->proto);
	t->on.rawdata = true;	/* what is held is no character, then */
	pump_show(t, NULL, 0);
	loop_stop(&t->loop);
}

void pump_send(struct telnet *t)
{
	ssize_t n;

	while (queue_len(&t->net)) {
		n = send_net(t);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0) {
			/* what it has said before is still to be read */
			queue_clear(&t->net);
			t->input_ended = true;
			return;
		}
		if (t->on.netdata)
			trace_data(t, '>', (uint8_t *)t->net.b.p + t->net.head, (size_t)n);
		queue_drop(&t->net, (size_t)n);
	}
}

/* `toggle termdata`: what was added for the terminal since so many bytes were. */
static void trace_shown(struct telnet *t, uint64_t before)
{
	uint64_t now = t->tty.taken + queue_len(&t->tty);
	size_t n = now > before ? (size_t)(now - before) : 0;
	uint8_t *copy;

	if (!t->on.termdata || !n || n > queue_len(&t->tty))
		return;
	copy = prog_alloc(n, 1);
	memcpy(copy, t->tty.b.p + t->tty.b.len - n, n);
	trace_data(t, '>', copy, n);
	free(copy);
}

/* The server has so much time for its next words. */
static void linger(struct telnet *t)
{
	t->linger = clock_now() + LINGER_QUIET;
	if (t->linger > t->linger_end)
		t->linger = t->linger_end;
}

static void read_net(struct telnet *t)
{
	uint8_t p[READ];
	ssize_t n = recv(t->fd, p, sizeof(p), MSG_DONTWAIT);
	uint64_t before;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		net_closed(t);
		return;
	}
	if (t->linger)
		linger(t);
	if (t->on.netdata)
		trace_data(t, '<', p, (size_t)n);
	before = t->tty.taken + queue_len(&t->tty);
	proto_receive(&t->proto, p, (size_t)n);
	trace_shown(t, before);
}

static void on_net(void *arg, int fd, short revents)
{
	struct telnet *t = arg;

	(void)fd;
	if (revents & POLLPRI && !t->proto.synch) {
		t->proto.synch = true;
		pump_discard(t);
	}
	if (revents & POLLOUT)
		pump_send(t);
	if (revents & (POLLIN | POLLPRI | POLLHUP | POLLERR))
		read_net(t);
}

/* A terminal's end of file is a character of its own; a pipe's is the end. */
static void on_input(void *arg, int fd, short revents)
{
	struct telnet *t = arg;
	ssize_t n = read(fd, t->typed, sizeof(t->typed));

	(void)revents;
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n > 0) {
		t->typed_at = 0;
		t->ntyped = (size_t)n;
		if (t->on.termdata)
			trace_data(t, '<', t->typed, t->ntyped);
		input_typed(t);
	} else if (n == 0 && t->interactive && t->mode & MODE_EDIT) {
		input_signal(t, 0);
	} else {
		input_end(t);
	}
}

/* Everything is sent; then the server may finish what it has to say. */
static void end_input(struct telnet *t)
{
	if (!t->input_ended || t->linger || queue_len(&t->net))
		return;
	shutdown(t->fd, SHUT_WR);
	t->linger_end = clock_now() + LINGER_MAX;
	linger(t);
}

/* Which descriptors are to be looked at, before each look. */
static void choose(void *arg)
{
	struct telnet *t = arg;
	bool shown = queue_len(&t->tty) < ROOM, sent = queue_len(&t->net) < ROOM;
	short net = 0;

	if (shown && sent)
		net = POLLIN | POLLPRI;
	if (queue_len(&t->net))
		net |= POLLOUT;
	loop_fd(&t->loop, t->fd, net, on_net, t);
	loop_fd(&t->loop, STDIN_FILENO, sent && !t->input_ended ? POLLIN : 0, on_input, t);
	loop_fd(&t->loop, t->tty_out, queue_len(&t->tty) ? POLLOUT : 0, on_output, t);
}

static ns_t step(void *arg, ns_t now)
{
	struct telnet *t = arg;

	if (t->signal || t->ended || t->fd < 0) {
		loop_stop(&t->loop);
		return NS_NEVER;
	}
	/* at once where it can be: no wait for a look at descriptors */
	pump_send(t);
	end_input(t);
	if (!t->linger)
		return NS_NEVER;
	if (now >= t->linger && !queue_len(&t->tty)) {
		net_closed(t);
		return NS_NEVER;
	}
	return queue_len(&t->tty) ? NS_NEVER : t->linger;
}

static void on_signal(void *arg, int signo)
{
	input_signal(arg, signo);
}

/*
 * Standard output, opened again, so that it can be told not to block; the flag on the old one would
 * be seen by all who share it. Only a terminal: a file's place would be lost.
 */
static int reopen(bool terminal)
{
	int fd = terminal ? open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) :
			    -1;

	return fd < 0 ? STDOUT_FILENO : fd;
}

void pump_run(struct telnet *t)
{
	static const int signals[] = { SIGINT,	SIGQUIT, SIGTSTP, SIGWINCH, SIGTERM, SIGHUP,
				       SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU,  0 };
	sigset_t before;

	sigprocmask(SIG_SETMASK, NULL, &before);
	t->tty_out = reopen(t->shows);
	loop_open(&t->loop);
	if (loop_signals(&t->loop, signals, on_signal, t) < 0) {
		warn_errno("signals");
		t->status = PROG_FAIL;
		return;
	}
	t->linger = 0;
	t->input_ended = false;
	loop_step(&t->loop, step, t);
	t->loop.idle = choose;
	t->loop.idle_arg = t;
	term_mode(t);
	options_ask(t);
	if (t->ntyped > t->typed_at)
		input_typed(t);
	loop_run(&t->loop);
	pump_drain(t);
	term_prompt(t);
	if (t->tty_out != STDOUT_FILENO)
		close(t->tty_out);
	loop_close(&t->loop);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

void pump_close(struct telnet *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	queue_clear(&t->net);
}
