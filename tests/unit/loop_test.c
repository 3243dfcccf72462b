/* The event loop: descriptors that come and go, times, signals as events, steps always due. */
#include "base/loop.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

/* A pipe under watch, and what its callback shall do. */
struct watch {
	struct loop *l;
	struct watch *remove;		/* this one */
	struct watch *add;
	struct watch *renew;		/* give this one's descriptor to itself */
	int fds[2];
	unsigned calls;
	short revents;
	bool drain, stop;
};

static void on_ready(void *arg, int fd, short revents)
{
	struct watch *w = arg;
	char buf[64];

	w->calls++;
	w->revents = revents;
	if (w->drain && read(fd, buf, sizeof(buf)) < 0)
		w->drain = false;
	if (w->remove)
		loop_fd(w->l, w->remove->fds[0], 0, NULL, NULL);
	if (w->add)
		loop_fd(w->l, w->add->fds[0], POLLIN, on_ready, w->add);
	if (w->renew)
		loop_fd(w->l, w->renew->fds[0], POLLIN, on_ready, w);
	if (w->stop)
		loop_stop(w->l);
}

static void watch_open(struct watch *w, struct loop *l)
{
	*w = (struct watch){ .l = l };
	assert_int_equal(pipe2(w->fds, O_NONBLOCK | O_CLOEXEC), 0);
}

static void watch_ready(struct watch *w)
{
	assert_int_equal(write(w->fds[1], "x", 1), 1);
}

static void watch_close(struct watch *w)
{
	close(w->fds[0]);
	close(w->fds[1]);
}

/* A step that counts, and wants to be called again after a while. */
struct beat {
	struct loop *l;
	ns_t gap;			/* NS_NEVER: only with others */
	unsigned calls, stop_at;	/* stops the loop at that call */
	ns_t at[64];
	unsigned *order;		/* shared counter */
	unsigned place;			/* its value at our last call */
};

static ns_t on_step(void *arg, ns_t now)
{
	struct beat *b = arg;

	if (b->calls < LENGTH(b->at))
		b->at[b->calls] = now;
	if (b->order)
		b->place = ++*b->order;
	if (++b->calls == b->stop_at)
		loop_stop(b->l);
	return b->gap == NS_NEVER ? NS_NEVER : now + b->gap;
}

/* Ends a loop that would otherwise sleep for ever. */
static void beat_limit(struct beat *b, struct loop *l, ns_t gap, unsigned stop_at)
{
	*b = (struct beat){ .l = l, .gap = gap, .stop_at = stop_at };
	loop_step(l, on_step, b);
}

TEST(steps_run_when_they_are_due)
{
	struct beat b;
	struct loop l;

	loop_open(&l);
	beat_limit(&b, &l, 20 * NS_MS, 5);
	loop_run(&l);
	loop_close(&l);
	assert_int_equal(b.calls, 5);
	for (int i = 1; i < 5; i++)
		assert_in_range(b.at[i] - b.at[i - 1], 20 * NS_MS, 500 * NS_MS);
}

TEST(the_earliest_step_decides)
{
	struct beat fast, slow, never;
	unsigned order = 0;
	struct loop l;

	loop_open(&l);
	beat_limit(&slow, &l, 10 * NS_S, 0);
	beat_limit(&fast, &l, 5 * NS_MS, 10);
	beat_limit(&never, &l, NS_NEVER, 0);
	slow.order = fast.order = never.order = &order;
	loop_run(&l);
	loop_close(&l);
	assert_int_equal(fast.calls, 10);
	assert_true(fast.at[9] - fast.at[0] < 2 * NS_S);
	/* all are called each time, in the order they were added */
	assert_int_equal(slow.calls, 10);
	assert_int_equal(never.calls, 9);
	assert_int_equal(slow.place + 1, fast.place);
}

TEST(descriptors_come_and_go)
{
	struct watch w[LOOP_FDS + 1];
	struct loop l;

	loop_open(&l);
	for (int i = 0; i <= LOOP_FDS; i++)
		watch_open(&w[i], &l);
	for (int i = LOOP_FDS - 1; i >= 0; i--)
		assert_true(loop_fd(&l, w[i].fds[0], POLLIN, on_ready, &w[i]));
	assert_false(loop_fd(&l, w[LOOP_FDS].fds[0], POLLIN, on_ready, &w[LOOP_FDS]));
	/* who is there may still change, who is not may still be removed */
	assert_true(loop_fd(&l, w[3].fds[0], POLLOUT, on_ready, &w[3]));
	assert_true(loop_fd(&l, w[LOOP_FDS].fds[0], 0, NULL, NULL));
	assert_int_equal(l.nfds, LOOP_FDS);
	assert_true(loop_fd(&l, w[5].fds[0], 0, NULL, NULL));
	assert_true(loop_fd(&l, w[LOOP_FDS].fds[0], POLLIN, on_ready, &w[LOOP_FDS]));
	for (int i = 0; i <= LOOP_FDS; i++)
		watch_ready(&w[i]);
	w[LOOP_FDS].stop = true;
	loop_run(&l);
	loop_close(&l);
	for (int i = 0; i <= LOOP_FDS; i++) {
		/* 3 waits for what a pipe's end for reading never becomes */
		if (i != LOOP_FDS)
			assert_int_equal(w[i].calls, i == 3 || i == 5 ? 0 : 1);
		watch_close(&w[i]);
	}
	assert_int_equal(w[LOOP_FDS].calls, 1);
}

/* Four ready descriptors; the first one's callback does something to the table. */
static void four(struct watch w[5], struct loop *l)
{
	loop_open(l);
	for (int i = 0; i < 5; i++) {
		watch_open(&w[i], l);
		watch_ready(&w[i]);
		if (i < 4)
			loop_fd(l, w[i].fds[0], POLLIN, on_ready, &w[i]);
	}
	w[3].stop = true;
}

static void four_end(struct watch w[5], struct loop *l)
{
	loop_run(l);
	loop_close(l);
	for (int i = 0; i < 5; i++)
		watch_close(&w[i]);
}

TEST(a_callback_removes_itself)
{
	struct watch w[5];
	struct loop l;

	four(w, &l);
	w[0].remove = &w[0];
	four_end(w, &l);
	for (int i = 0; i < 4; i++)
		assert_int_equal(w[i].calls, 1);
	assert_int_equal(l.nfds, 3);
}

/* Whoever removes a descriptor may free what its callback needs. */
TEST(a_callback_removes_another)
{
	struct watch w[5];
	struct loop l;

	four(w, &l);
	w[0].remove = &w[2];
	four_end(w, &l);
	assert_int_equal(w[0].calls, 1);
	assert_int_equal(w[1].calls, 1);
	assert_int_equal(w[2].calls, 0);
	assert_int_equal(w[3].calls, 1);
}

TEST(a_callback_adds_another)
{
	struct watch w[5];
	struct loop l;

	four(w, &l);
	w[0].add = &w[4];
	w[3].stop = false;
	w[4].stop = true;
	four_end(w, &l);
	/* not in the same round, but in the next one */
	for (int i = 0; i < 4; i++)
		assert_int_equal(w[i].calls, 2);
	assert_int_equal(w[4].calls, 1);
}

/* A descriptor given to somebody else is not reported to its former owner. */
TEST(a_callback_gives_a_descriptor_away)
{
	struct watch w[5];
	struct loop l;

	four(w, &l);
	w[0].renew = &w[1];
	four_end(w, &l);
	assert_int_equal(w[1].calls, 0);
	assert_int_equal(w[3].calls, 1);
}

TEST(a_callback_stops_the_loop)
{
	struct watch w[5];
	struct beat b;
	struct loop l;

	four(w, &l);
	w[1].stop = true;
	beat_limit(&b, &l, 0, 0);
	four_end(w, &l);
	assert_int_equal(w[0].calls, 1);
	assert_int_equal(w[1].calls, 1);
	assert_int_equal(w[2].calls, 0);
	assert_int_equal(w[3].calls, 0);
}

TEST(a_hang_up_is_reported)
{
	struct watch w;
	struct loop l;

	loop_open(&l);
	watch_open(&w, &l);
	close(w.fds[1]);
	w.stop = true;
	loop_fd(&l, w.fds[0], POLLIN, on_ready, &w);
	loop_run(&l);
	loop_close(&l);
	close(w.fds[0]);
	assert_int_equal(w.calls, 1);
	assert_true(w.revents & POLLHUP);
}

/* Stops once there is something to read. */
static ns_t drain_step(void *arg, ns_t now)
{
	struct watch *w = arg;
	char buf[8];

	(void)now;
	w->calls++;
	if (read(w->fds[0], buf, sizeof(buf)) > 0)
		loop_stop(w->l);
	return NS_NEVER;
}

/* Without a callback a descriptor wakes the steps. */
TEST(a_descriptor_wakes_the_steps)
{
	struct watch w;
	struct loop l;

	loop_open(&l);
	watch_open(&w, &l);
	loop_fd(&l, w.fds[0], POLLIN, NULL, NULL);
	loop_step(&l, drain_step, &w);
	if (fork() == 0) {
		usleep(20000);
		_exit(write(w.fds[1], "x", 1) != 1);
	}
	loop_run(&l);
	loop_close(&l);
	assert_true(wait(NULL) > 0);
	assert_int_equal(w.calls, 2);
	watch_close(&w);
}

struct signals {
	struct loop *l;
	int seen[8];
	unsigned n, stop_at;
};

static void on_signal(void *arg, int signo)
{
	struct signals *s = arg;

	if (s->n < LENGTH(s->seen))
		s->seen[s->n] = signo;
	if (++s->n == s->stop_at)
		loop_stop(s->l);
}

static volatile sig_atomic_t handled;

static void handler(int signo)
{
	handled = signo;
}

static void unblock(int signo)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signo);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

TEST(signals_are_events)
{
	struct loop l;
	struct signals s = { .l = &l, .stop_at = 2 };

	loop_open(&l);
	assert_int_equal(l.signal_fd, -1);
	handled = 0;
	signal(SIGUSR1, handler);
	signal(SIGUSR2, handler);
	assert_int_equal(loop_signals(&l, (const int[]){ SIGUSR1, 0 }, on_signal, &s), 0);
	/* more of them later */
	assert_int_equal(loop_signals(&l, (const int[]){ SIGUSR2, 0 }, on_signal, &s), 0);
	raise(SIGUSR2);
	raise(SIGUSR1);
	loop_run(&l);
	assert_int_equal(s.n, 2);
	assert_int_equal(s.seen[0] + s.seen[1], SIGUSR1 + SIGUSR2);
	assert_int_equal(handled, 0);
	loop_close(&l);
	assert_int_equal(l.signal_fd, -1);
	unblock(SIGUSR1);
	unblock(SIGUSR2);
	signal(SIGUSR1, SIG_DFL);
	signal(SIGUSR2, SIG_DFL);
}

TEST(a_signal_that_stops_comes_before_descriptors)
{
	struct watch w;
	struct loop l;
	struct signals s = { .l = &l, .stop_at = 1 };

	loop_open(&l);
	watch_open(&w, &l);
	watch_ready(&w);
	loop_fd(&l, w.fds[0], POLLIN, on_ready, &w);
	loop_signals(&l, (const int[]){ SIGUSR1, 0 }, on_signal, &s);
	raise(SIGUSR1);
	loop_run(&l);
	loop_close(&l);
	assert_int_equal(s.n, 1);
	assert_int_equal(w.calls, 0);
	watch_close(&w);
	unblock(SIGUSR1);
}

/* Sends the process a signal after a while. */
static timer_t send_later(int signo, long ms)
{
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = signo };
	struct itimerspec when = { .it_value = { 0, ms * 1000000 } };
	timer_t t;

	assert_int_equal(timer_create(CLOCK_MONOTONIC, &ev, &t), 0);
	assert_int_equal(timer_settime(t, 0, &when, NULL), 0);
	return t;
}

static void count_idle(void *arg)
{
	++*(unsigned *)arg;
}

TEST(always_due_steps_starve_nobody)
{
	struct watch w;
	struct beat busy;
	struct loop l;
	struct signals s = { .l = &l, .stop_at = 1 };
	unsigned idle = 0;
	ns_t start;
	timer_t t;

	loop_open(&l);
	watch_open(&w, &l);
	watch_ready(&w);
	w.drain = true;
	loop_fd(&l, w.fds[0], POLLIN, on_ready, &w);
	beat_limit(&busy, &l, 0, 0);
	l.idle = count_idle;
	l.idle_arg = &idle;
	loop_signals(&l, (const int[]){ SIGUSR1, 0 }, on_signal, &s);
	t = send_later(SIGUSR1, 60);
	start = clock_now();
	loop_run(&l);
	assert_in_range(clock_now() - start, 60 * NS_MS, 5 * NS_S);
	timer_delete(t);
	loop_close(&l);
	assert_int_equal(s.n, 1);
	assert_int_equal(w.calls, 1);
	assert_true(idle >= 2);			/* output is seen in a flood, too */
	assert_true(busy.calls > 100 * idle);	/* but nobody polls for each packet */
	watch_close(&w);
	unblock(SIGUSR1);
}

TEST(idle_comes_before_sleep)
{
	struct beat b;
	struct loop l;
	unsigned idle = 0;

	loop_open(&l);
	l.idle = count_idle;
	l.idle_arg = &idle;
	beat_limit(&b, &l, 2 * NS_MS, 4);
	loop_run(&l);
	loop_close(&l);
	assert_true(idle >= 3);
	assert_int_equal(b.calls, 4);
}

TEST(stopping_from_a_step_skips_the_rest)
{
	struct beat first, second;
	struct loop l;

	loop_open(&l);
	beat_limit(&first, &l, 0, 1);
	beat_limit(&second, &l, 0, 0);
	loop_run(&l);
	loop_close(&l);
	assert_int_equal(first.calls, 1);
	assert_int_equal(second.calls, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_run_when_they_are_due),
		cmocka_unit_test(the_earliest_step_decides),
		cmocka_unit_test(descriptors_come_and_go),
		cmocka_unit_test(a_callback_removes_itself),
		cmocka_unit_test(a_callback_removes_another),
		cmocka_unit_test(a_callback_adds_another),
		cmocka_unit_test(a_callback_gives_a_descriptor_away),
		cmocka_unit_test(a_callback_stops_the_loop),
		cmocka_unit_test(a_hang_up_is_reported),
		cmocka_unit_test(a_descriptor_wakes_the_steps),
		cmocka_unit_test(signals_are_events),
		cmocka_unit_test(a_signal_that_stops_comes_before_descriptors),
		cmocka_unit_test(always_due_steps_starve_nobody),
		cmocka_unit_test(idle_comes_before_sleep),
		cmocka_unit_test(stopping_from_a_step_skips_the_rest),
	};

	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
