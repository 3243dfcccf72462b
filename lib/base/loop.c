/*
 * The event loop over ppoll(2) and signalfd(2). Signals are blocked and turned into a descriptor by
 * the system calls themselves: libc has four functions for it, and each name that a program imports
 * costs every start some 550 instructions.
 */
#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/prog.h"

/* How long steps that are always due (a flood) go on without a look at signals, descriptors. */
#define BUSY_MAX (10 * NS_MS)

void loop_open(struct loop *l)
{
	*l = (struct loop){ .signal_fd = -1 };
}

void loop_close(struct loop *l)
{
	if (l->signal_fd >= 0)
		close(l->signal_fd);
	l->signal_fd = -1;
}

bool loop_fd(struct loop *l, int fd, short events, loop_ready_fn *ready, void *arg)
{
	unsigned i = 0;

	while (i < l->nfds && l->fds[i].fd != fd)
		i++;
	if (!events) {
		if (i < l->nfds)
			l->fds[i] = l->fds[--l->nfds];
		return true;
	}
	if (i == LOOP_FDS)
		return false;
	l->fds[i] = (struct loop_fd){ .fd = fd, .events = events, .ready = ready, .arg = arg };
	if (i == l->nfds)
		l->nfds++;
	return true;
}

void loop_step(struct loop *l, loop_step_fn *step, void *arg)
{
	if (l->nsteps == LOOP_STEPS)
		die(PROG_USAGE, "too many loop steps");
	l->steps[l->nsteps].step = step;
	l->steps[l->nsteps].arg = arg;
	l->nsteps++;
}

int loop_signals(struct loop *l, const int *signos, loop_signal_fn *fn, void *arg)
{
	l->signal = fn;
	l->signal_arg = arg;
	for (; *signos; signos++)
		l->signals[(unsigned)(*signos - 1) / LOOP_BITS] |=
			1UL << (unsigned)(*signos - 1) % LOOP_BITS;
	if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, l->signals, NULL, sizeof(l->signals)) < 0)
		return -1;
	l->signal_fd = (int)syscall(SYS_signalfd4, l->signal_fd, l->signals, sizeof(l->signals),
				    SFD_NONBLOCK | SFD_CLOEXEC);
	return l->signal_fd < 0 ? -1 : 0;
}

static void read_signals(struct loop *l)
{
	struct signalfd_siginfo si;

	while (!l->stop && read(l->signal_fd, &si, sizeof(si)) == sizeof(si))
		l->signal(l->signal_arg, (int)si.ssi_signo);
}

/* Was it not removed by another's callback in the same round? */
static bool is_there(const struct loop *l, const struct loop_fd *f)
{
	for (unsigned i = 0; i < l->nfds; i++)
		if (l->fds[i].fd == f->fd)
			return l->fds[i].ready == f->ready && l->fds[i].arg == f->arg;
	return false;
}

/* Sleeps until something is ready, at most for `wait`; hands out what is. */
static void wait_for(struct loop *l, ns_t wait)
{
	struct pollfd p[LOOP_FDS + 1];
	struct loop_fd now[LOOP_FDS];	/* a callback may change the table */
	struct timespec ts = { .tv_sec = wait / NS_S, .tv_nsec = wait % NS_S };
	unsigned n = l->nfds;

	for (unsigned i = 0; i < n; i++) {
		now[i] = l->fds[i];
		p[i] = (struct pollfd){ .fd = now[i].fd, .events = now[i].events };
	}
	p[n] = (struct pollfd){ .fd = l->signal_fd, .events = POLLIN };
	if (ppoll(p, n + 1, wait == NS_NEVER ? NULL : &ts, NULL) <= 0)
		return;
	if (p[n].revents)
		read_signals(l);
	for (unsigned i = 0; i < n && !l->stop; i++)
		if (p[i].revents && now[i].ready && is_there(l, &now[i]))
			now[i].ready(now[i].arg, now[i].fd, p[i].revents);
}

void loop_run(struct loop *l)
{
	ns_t polled = clock_now();

	while (!l->stop) {
		ns_t now = clock_now(), wake = NS_NEVER;

		for (unsigned i = 0; i < l->nsteps && !l->stop; i++) {
			ns_t t = l->steps[i].step(l->steps[i].arg, now);

			wake = t < wake ? t : wake;
		}
		if (l->stop)
			break;
		if (wake <= now && now - polled < BUSY_MAX)
			continue;
		if (l->idle)
			l->idle(l->idle_arg);
		wait_for(l, wake == NS_NEVER ? NS_NEVER : wake > now ? wake - now : 0);
		polled = clock_now();
	}
}

void loop_stop(struct loop *l)
{
	l->stop = true;
}
