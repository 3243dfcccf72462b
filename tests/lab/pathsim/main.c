/* The path simulator: N routers behind a tun device do to packets what networks do, at will. */
#include "pathsim.h"

#include <err.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/num.h"

#define BATCH 64			/* packets read before those that are due are sent */

struct options {
	const char *device, *far, *log;
	int64_t seconds;
	bool background;
};

static const char usage_text[] =
	"usage: pathsim [-b] [-i DEVICE] [-x DEVICE] [-n HOPS] [-d DELAY] [-M MTU] [-s SEED]\n"
	"               [-T SECONDS] [-l LOG] [WHICH,SETTING[=VALUE],...]...\n"
	"  -b          into the background once the device is up; prints the process id\n"
	"  -i DEVICE   tun device to make (sim0)\n"
	"  -x DEVICE   the target is whatever is behind this second device\n"
	"  -n HOPS     length of the path; the last hop is the target (10)\n"
	"  -d DELAY    of every link, one way (0)\n"
	"  -M MTU      of the device (1500)\n"
	"  -s SEED     of all chance (1)\n"
	"  -T SECONDS  ends itself after so long (600)\n"
	"  -l LOG      a line for each event: seconds, event, hop, packet\n"
	"\n"
	"Hop N is 198.19.N.1 and 2001:db8:a:N::1, of parallel routers way W is 198.19.N.W and\n"
	"2001:db8:a:N::W. The target answers for every other address.\n"
	"\n"
	"WHICH is hop=N, hop=N-M, all or target; a later clause overrides an earlier one.\n"
	"The settings:\n";

static int usage(void)
{
	fputs(usage_text, stdout);
	spec_help(stdout);
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}

/* A device that is down or a full queue loses packets, as a wire does: the log tells. */
void sim_write(struct sim *s, int fd, struct pkt *p)
{
	ssize_t n = write(fd, p->data, p->len);

	s->count_out += n > 0;
	sim_log(s, n > 0 ? fd == s->far ? "far" : "out" : "unwritten", p);
	free(p);
}

/* Multicast, such as IPv6 router solicitations, ends at the first link. */
static void take(struct sim *s, const uint8_t *data, size_t len, bool back)
{
	struct pkt *p = pkt_new(len);
	struct view v;

	memcpy(p->data, data, len);
	p->family = data[0] >> 4 == 6 ? V6 : V4;
	p->at = s->now;
	p->back = back;
	p->node = (uint8_t)(back ? s->hops : 0);
	if (!view_of(p, &v) || addr_is_multicast(&v.dst) || addr_is_linklocal(&v.src)) {
		sim_log(s, "ignore", p);
		free(p);
		return;
	}
	p->sent_ttl = v.ttl;
	s->count_in++;
	sim_log(s, back ? "far-in" : "in", p);
	path_run(s, p);
}

/* Returns how many packets there were. */
static int take_batch(struct sim *s, int fd, bool back)
{
	uint8_t data[65536];
	ssize_t n;
	int i;

	for (i = 0; i < BATCH && (n = read(fd, data, sizeof data)) > 0; i++) {
		s->now = clock_now();
		take(s, data, (size_t)n, back);
	}
	return i;
}

static void run_due(struct sim *s)
{
	s->now = clock_now();
	while (queue_next(&s->queue) <= s->now)
		path_run(s, queue_pop(&s->queue));
}

static void run(struct sim *s, int signals, ns_t end)
{
	struct pollfd fds[3] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = s->tun, .events = POLLIN },
		{ .fd = s->far, .events = POLLIN },
	};

	for (;;) {
		ns_t wake = queue_next(&s->queue), left = (wake < end ? wake : end) - clock_now();
		struct timespec ts = { 0 };

		if (left > 0)
			ts = (struct timespec){ left / NS_S, left % NS_S };
		/* Before a pause, so that a reader of the log sees all that has happened. */
		if (s->log && left > 0)
			fflush(s->log);
		if (ppoll(fds, 3, &ts, NULL) < 0)
			err(2, "ppoll");
		if (fds[0].revents || clock_now() >= end)
			return;
		run_due(s);
		if (fds[1].revents)
			take_batch(s, s->tun, false);
		if (fds[2].revents)
			take_batch(s, s->far, true);
	}
}

/* Its queue holds a burst of many packets, so that losses are those that were asked for. */
static int tun_open(const char *name, unsigned mtu)
{
	struct ifreq r = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (strlen(name) >= sizeof r.ifr_name)
		errx(2, "%s: the name is too long", name);
	strcpy(r.ifr_name, name);
	if (fd < 0 || ioctl(fd, TUNSETIFF, &r) < 0)
		err(2, "tun device %s", name);
	r.ifr_mtu = (int)mtu;
	if (ioctl(sock, SIOCSIFMTU, &r) < 0)
		err(2, "%s: MTU %u", name, mtu);
	r.ifr_qlen = 16384;
	if (ioctl(sock, SIOCSIFTXQLEN, &r) < 0)
		err(2, "%s: queue length", name);
	r.ifr_flags = IFF_UP | IFF_RUNNING;
	if (ioctl(sock, SIOCSIFFLAGS, &r) < 0)
		err(2, "%s: up", name);
	close(sock);
	return fd;
}

static int64_t number(const char *text, int64_t min, int64_t max, char option)
{
	int64_t v;

	if (num_int(text, min, max, &v) != NUM_OK)
		errx(2, "-%c %s: must be a number from %lld to %lld", option, text, (long long)min,
		     (long long)max);
	return v;
}

static int options_parse(int argc, char **argv, struct sim *s, struct options *o)
{
	const char *delay = NULL;
	char clause[64];
	int c;

	while ((c = getopt(argc, argv, "bd:hi:l:M:n:s:T:x:")) != -1) {
		switch (c) {
		case 'b':
			o->background = true;
			break;
		case 'd':
			delay = optarg;
			break;
		case 'h':
			exit(usage());
		case 'i':
			o->device = optarg;
			break;
		case 'l':
			o->log = optarg;
			break;
		case 'M':
			s->mtu = (unsigned)number(optarg, 68, 65535, 'M');
			break;
		case 'n':
			s->hops = (unsigned)number(optarg, 1, HOPS_MAX, 'n');
			break;
		case 's':
			s->seed = (uint64_t)number(optarg, 0, INT64_MAX, 's');
			break;
		case 'T':
			o->seconds = number(optarg, 1, 86400, 'T');
			break;
		case 'x':
			o->far = optarg;
			break;
		default:
			return -1;
		}
	}
	if (delay) {
		snprintf(clause, sizeof clause, "all,delay=%s", delay);
		if (spec_clause(s, clause) < 0)
			return -1;
	}
	for (; optind < argc; optind++) {
		if (spec_clause(s, argv[optind]) < 0)
			return -1;
	}
	spec_finish(s);
	return 0;
}

/* Once all is done that can fail: the caller sees what failed, and finds the device up. */
static void background(void)
{
	pid_t pid = fork();
	int null;

	if (pid < 0)
		err(2, "fork");
	if (pid > 0) {
		printf("%d\n", (int)pid);
		exit(fflush(stdout) ? 2 : 0);
	}
	setsid();
	null = open("/dev/null", O_RDWR);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(2);
}

/* From here on SIGTERM and SIGINT are something to read. */
static int signals_open(void)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC);
	if (fd < 0)
		err(2, "signalfd");
	return fd;
}

static int finish(struct sim *s)
{
	while (s->queue.n)
		free(queue_pop(&s->queue));
	free(s->queue.v);
	fragment_end(s);
	if (!s->log)
		return 0;
	fprintf(s->log, "# packets in %llu, out %llu\n", (unsigned long long)s->count_in,
		(unsigned long long)s->count_out);
	return fclose(s->log) ? 2 : 0;
}

int main(int argc, char **argv)
{
	struct options o = { .device = "sim0", .seconds = 600 };
	struct sim s;
	int signals;

	spec_defaults(&s);
	if (options_parse(argc, argv, &s, &o) < 0)
		return 2;
	if (o.log && !(s.log = fopen(o.log, "we")))
		err(2, "%s", o.log);
	s.tun = tun_open(o.device, s.mtu);
	if (o.far)
		s.far = tun_open(o.far, s.mtu);
	signals = signals_open();
	if (o.background)
		background();
	prctl(PR_SET_TIMERSLACK, 1);
	s.start = clock_now();
	run(&s, signals, s.start + o.seconds * NS_S);
	return finish(&s);
}
