/* From operands to addresses and ports. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <linux/rtnetlink.h>

#include "base/prog.h"
#include "prober_ports.h"
#include "prober_run.h"
#include "sys/resolve.h"
#include "sys/rtnl.h"
#include "sys/sock.h"

#define ASK_AGAIN (500 * NS_MS)

/* One of this host's own: there is nobody on the way. */
static bool is_local(const struct addr *a)
{
	const struct addr any = { 0 };
	static const struct addr loopback6 = { .family = ADDR_V6, .b = { [15] = 1 } };
	struct rtnl_route way;

	if ((a->family == ADDR_V4 && a->b[0] == 127) || addr_eq(a, &loopback6))
		return true;
	return rtnl_route(a, &any, 0, 0, &way) == 0 && way.type == RTN_LOCAL;
}

static void add(struct prober *p, const char *host, const struct addr *a, bool named)
{
	struct target *t;

	for (size_t i = 0; i < p->ntargets; i++)
		if (addr_eq(&p->targets[i].addr, a))
			return;
	p->targets = prog_realloc(p->targets, (p->ntargets + 1) * sizeof(*p->targets));
	t = &p->targets[p->ntargets++];
	*t = (struct target){ .host = host, .addr = *a, .named = named, .local = is_local(a) };
	t->ss_len = sock_to(a, 0, &t->ss);
}

/* All addresses of a host; --wait-for: also those that its name does not have yet. */
static void add_host(struct prober *p, const char *host)
{
	const struct timespec pause = { .tv_nsec = ASK_AGAIN };
	const char *wrong;
	struct addr *all, numeric;
	size_t n;

	for (;;) {
		wrong = resolve_every(host, (enum addr_family)p->cfg.family, &all, &n);
		if (!wrong || clock_now() >= p->deadline || sock_parse(&numeric, host))
			break;
		nanosleep(&pause, NULL);
	}
	if (wrong) {
		warn("%s: %s", host, wrong);
		p->unknown = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		add(p, host, &all[i], !sock_parse(&numeric, host));
	free(all);
}

/* -b */
static bool is_ours(struct prober *p)
{
	struct sockaddr_storage ss;
	socklen_t len;
	int fd, rc = -1;

	errno = EINVAL;
	if (!sock_parse(&p->from, p->cfg.bind))
		return false;
	fd = socket(sock_family(&p->from), SOCK_STREAM | SOCK_CLOEXEC, 0);
	len = sock_to(&p->from, 0, &ss);
	if (fd >= 0) {
		rc = bind(fd, (struct sockaddr *)&ss, len);
		close(fd);
	}
	return rc == 0;
}

static void too_late(int signo)
{
	static const char text[] = "tcpprobe: the time is over, and names are not known yet\n";

	(void)signo;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) >= 0)
		_exit(PROG_USAGE);
	_exit(PROG_USAGE);
}

/* --wait-for: the resolver has a patience of its own. 0: not any more. */
static void limit(ns_t left)
{
	const struct itimerval t = {
		.it_value = { .tv_sec = left / NS_S, .tv_usec = left % NS_S / NS_US },
	};

	if (left)
		signal(SIGALRM, too_late);
	setitimer(ITIMER_REAL, &t, NULL);
}

bool prober_hosts(struct prober *p, int argc, char **argv, int *status)
{
	*status = PROG_USAGE;
	p->deadline = 0;
	if (p->cfg.wait_for >= 0)
		p->deadline = ns_add(clock_now(), p->cfg.wait_for);
	p->list = argv[argc - 1];
	p->nports = ports_parse(p->list, ports_service, &p->numbers);
	if (!p->nports)
		return false;
	if (p->cfg.bind && !is_ours(p)) {
		warn_errno("cannot connect from '%s'", p->cfg.bind);
		return false;
	}
	if (p->cfg.wait_for > 0 && p->cfg.wait_for != NS_NEVER)
		limit(p->cfg.wait_for + NS_S);
	for (int i = 0; i < argc - 1; i++)
		add_host(p, argv[i]);
	if (p->cfg.wait_for > 0)
		limit(0);
	if ((p->nports + PROBER_CONTROLS) * p->ntargets > PROBER_ALL) {
		warn("too many ports: %zu of %zu addresses", p->nports, p->ntargets);
		return false;
	}
	return p->ntargets != 0;
}

void prober_hosts_close(struct prober *p)
{
	free(p->targets);
	free(p->numbers);
}
