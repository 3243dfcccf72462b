/* The prober: whether ports are open, and who says so if not (tcpprobe -z). Start-up only. */
#include "prober.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "prober_run.h"
#include "sys/priv.h"
#include "tcpprobe.h"

static bool is_seconds(const char *s)
{
	const char *p = s;

	while ((*p >= '0' && *p <= '9') || *p == '.')
		p++;
	return p > s && !*p && !strchr(s, ',');
}

/*
 * "--wait-for 30 host port": the number is the option's where host and port are left without it.
 * Takes such a word out of the operands.
 */
static const char *loose_seconds(int argc, char **argv)
{
	int operands = 0, at = 0;

	for (int i = 1; i < argc; i++) {
		operands += argv[i][0] != '-';
		if (strcmp(argv[i], "--wait-for") == 0)
			at = i;
	}
	return at && at + 1 < argc && operands > 2 && is_seconds(argv[at + 1]) ? argv[at + 1] :
										 NULL;
}

static int drop_operand(int argc, char **argv, const char *word)
{
	int n = 0;

	for (int i = 0; i < argc; i++)
		if (argv[i] != word)
			argv[n++] = argv[i];
	return n;
}

static int exit_status(const struct prober *p)
{
	int status = fate_status(p->met);

	if (p->out.err) {
		errno = p->out.err;
		warn_errno("write error");
		return PROG_USAGE;
	}
	if (p->unknown)
		return PROG_USAGE;
	/* of a port that nothing is known of */
	return p->left && status < 3 ? 3 : status;
}

static int run(struct prober *p)
{
	const struct prober_renderer *as = p->cfg.json ? &prober_json : &prober_text;
	int status = PROG_USAGE;

	p->epoll = -1;
	raw_open(p);
	priv_drop();
	if (scan_open(p) == 0) {
		p->out.interrupt = p->loop.signal_fd;
		as->start(p);
		loop_run(&p->loop);
		as->finish(p);
		ob_flush(&p->out);
		status = exit_status(p);
	}
	scan_close(p);
	raw_close(p);
	return status;
}

static int start(struct prober *p, int argc, char **argv)
{
	bool ping = p->cfg.count || (p->cfg.interval >= 0 && p->cfg.wait_for < 0);
	int status;

	if (p->cfg.count && p->cfg.wait_for >= 0) {
		warn("only one of --count and --wait-for may be used");
		return PROG_USAGE;
	}
	if (!prober_hosts(p, argc, argv, &status))
		return status;
	if (!ping)
		return run(p);
	if (p->nports != 1 || argc != 2) {
		warn("--count and --interval: one host and one port");
		return PROG_USAGE;
	}
	priv_drop();
	return prober_ping(p);
}

int prober_main(int argc, char **argv)
{
	struct prober p = { .cfg = prober_defaults };
	const char *loose = loose_seconds(argc, argv);
	int status = PROG_USAGE;

	priv_lower();
	if (opt_parse(&prober_persona, &p.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (loose) {
		argc = drop_operand(argc, argv, loose);
		p.cfg.wait_for = NS_NEVER;
		for (const struct opt *o = prober_options; o->kind != OPT_END; o++)
			if (strcmp(o->name, "wait-for") == 0 && o->call(&p.cfg, o, loose) < 0)
				return PROG_USAGE;
	}
	if (argc < 2) {
		warn("usage error: host and port required");
		return PROG_USAGE;
	}
	loop_open(&p.loop);
	ob_open(&p.out, STDOUT_FILENO);
	status = start(&p, argc, argv);
	loop_close(&p.loop);
	ob_close(&p.out);
	prober_hosts_close(&p);
	return status;
}
