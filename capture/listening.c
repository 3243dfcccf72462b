/* Packets from interfaces as they come: one loop of descriptors, signals and the clock. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"

static void take(u_char *arg, const struct pcap_pkthdr *head, const u_char *data)
{
	struct capture *c = (struct capture *)(void *)arg;
	const struct frame f = { .sec = (uint32_t)head->ts.tv_sec,
		.frac = (uint32_t)head->ts.tv_usec, .caplen = head->caplen, .len = head->len,
		.link = (uint32_t)c->ready, .data = data };

	if (c->failed || (c->cfg.count && c->packets >= (uint64_t)c->cfg.count))
		return;
	c->bytes += head->caplen;
	if (!capture_packet(c, &f))
		c->failed = true;
	if (c->failed || (c->cfg.count && c->packets >= (uint64_t)c->cfg.count)) {
		for (int i = 0; i < c->live.n; i++)
			pcap_breakloop(c->live.links[i].pcap);
		loop_stop(&c->loop);
	}
}

static void ready(void *arg, int fd, short revents)
{
	struct capture *c = arg;

	(void)revents;
	for (int i = 0; i < c->live.n; i++) {
		pcap_t *p = c->live.links[i].pcap;
		int rc;

		if (pcap_get_selectable_fd(p) != fd)
			continue;
		c->ready = i;
		rc = pcap_dispatch(p, -1, take, (u_char *)c);
		if (rc == PCAP_ERROR) {
			capture_flush(c);
			warn("pcap_loop: %s", pcap_geterr(p));
			c->failed = true;
			loop_stop(&c->loop);
		}
	}
}

static const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void summary(struct capture *c, const char *between, const char *end)
{
	struct live_counts n;

	live_counts(&c->live, &n);
	fprintf(stderr,
		"%llu packet%s captured%s%llu packet%s received by filter%s"
		"%llu packet%s dropped by kernel",
		(unsigned long long)c->packets, plural(c->packets), between,
		(unsigned long long)n.received, plural(n.received), between,
		(unsigned long long)n.ring, plural(n.ring));
	if (n.interface)
		fprintf(stderr, "%s%llu packet%s dropped by interface", between,
			(unsigned long long)n.interface, plural(n.interface));
	fputs(end, stderr);
}

void listening_summary(struct capture *c)
{
	struct live_counts n;

	summary(c, "\n", "\n");
	live_counts(&c->live, &n);
	if (c->own && n.ring)
		fprintf(stderr,
			"the kernel's ring of %lld KiB was full: -B %lld would have held them\n",
			(long long)c->live.links[0].ring,
			(long long)live_ring_for(&c->live, &n, c->bytes));
	if (c->own && n.interface)
		fputs("what the interface dropped never reached the ring: see linkinfo -S\n",
		      stderr);
}

static void on_signal(void *arg, int signo)
{
	struct capture *c = arg;

	if (signo == SIGUSR1) {
		fprintf(stderr, "%s: ", prog_name());
		summary(c, ", ", "\n");
	} else if (signo == SIGUSR2) {
		capture_summary(c);
		if (save_flush(&c->save) < 0 || !capture_flush(c))
			c->failed = true;
	} else {
		/* a line may be under way on the terminal */
		if (c->prints && !c->cfg.save.file)
			ob_c(&c->out, '\n');
		loop_stop(&c->loop);
	}
}

/* What is due by the clock: the next file, the count that -v tells while it writes. */
static ns_t step(void *arg, ns_t now)
{
	struct capture *c = arg;
	ns_t due = NS_NEVER;
	bool done = false;

	if (c->save.open) {
		if (save_tick(&c->save, now, &done) < 0)
			c->failed = true;
		due = c->save.due;
	}
	if (c->cfg.save.file && c->cfg.show.v && !c->prints) {
		if (now >= c->told) {
			if (c->told)
				fprintf(stderr, "Got %llu\r", (unsigned long long)c->packets);
			c->told = now + NS_S;
		}
		due = c->told < due ? c->told : due;
	}
	if (done || c->failed)
		loop_stop(&c->loop);
	return due;
}

/* Nothing more to read for now: nobody waits for text that is known. */
static void idle(void *arg)
{
	struct capture *c = arg;

	if (!capture_flush(c)) {
		c->failed = true;
		loop_stop(&c->loop);
	}
}

int listening_run(struct capture *c)
{
	c->loop.idle = idle;
	c->loop.idle_arg = c;
	loop_step(&c->loop, step, c);
	for (int i = 0; i < c->live.n; i++) {
		int fd = pcap_get_selectable_fd(c->live.links[i].pcap);

		if (fd < 0 || !loop_fd(&c->loop, fd, POLLIN, ready, c)) {
			warn("%s: no descriptor to wait for", c->live.links[i].name);
			return -1;
		}
	}
	c->out.interrupt = -1;
	loop_run(&c->loop);
	return c->failed ? -1 : 0;
}

/* Before the system calls are restricted. */
int listening_prepare(struct capture *c)
{
	const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, 0 };

	if (loop_signals(&c->loop, signals, on_signal, c) < 0) {
		warn_errno("signals");
		return -1;
	}
	return 0;
}
