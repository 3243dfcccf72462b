/* ping: is a host there, and how far away; see ping(8). Start-up only. */
#include "ping.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/priv.h"

#define FLOOD_INTERVAL (10 * NS_MS)	/* when nothing comes back */

static ns_t step(void *arg, ns_t now)
{
	struct ping *p = arg;
	ns_t wake = engine_step(&p->engine, now);

	if (p->engine.done || p->out.err)
		loop_stop(&p->loop);
	return wake;
}

static void on_signal(void *arg, int signo)
{
	struct ping *p = arg;

	if (signo == SIGQUIT)
		(p->cfg.json ? &ping_json : &ping_text)->status(p);
	else
		loop_stop(&p->loop);
}

static void flush(void *arg)
{
	struct ping *p = arg;

	ob_flush(&p->out);
}

/* Plan, transport and renderer around the engine. -1 after a message. */
static int connect_parts(struct ping *p, const struct ping_renderer *as)
{
	const struct every_cfg plan = {
		.count = (uint64_t)p->cfg.count,
		.interval = p->cfg.interval ? p->cfg.interval : FLOOD_INTERVAL,
		.min_interval = p->cfg.adaptive && p->user ? PING_USER_INTERVAL : 0,
		.preload = (uint64_t)p->cfg.preload,
		.deadline = p->cfg.deadline * NS_S,
		.wait = p->cfg.wait,
		.adaptive = p->cfg.adaptive,
		.flood = p->cfg.interval == 0,
	};
	const struct icmp_cfg xport = {
		.fd = p->fd,
		.raw = p->raw,
		.to = p->dest,
		.connected = p->cfg.connect,
		.plain = !ping_shows_lines(p),
		.routed = p->nhops > 1,
		.flow = p->cfg.flow > 0 ? (uint32_t)p->cfg.flow : 0,
		.id = p->id,
		.payload = p->payload,
		.len = p->node ? ping_query_size(p) : (size_t)p->cfg.size,
		.clock = !p->node,
		.stamps = !p->cfg.user_time,
		/* not where speed is what counts */
		.tx_stamps = !p->cfg.user_time && !p->cfg.flood && !p->cfg.adaptive &&
			     p->cfg.interval >= NS_MS,
		.form = ping_query_form(p),
	};
	const int signals[] = { SIGINT, SIGALRM, SIGQUIT, 0 };

	every_open(&p->plan, &plan);
	engine_open(&p->engine, &p->plan.plan, &p->xport.x);
	engine_listen(&p->engine, stats_saw, &p->stats);
	/* -q says nothing of an event, but for -O */
	if (!p->cfg.quiet || p->cfg.outstanding)
		engine_listen(&p->engine, as->event, p);
	loop_step(&p->loop, step, p);
	p->loop.idle = flush;
	p->loop.idle_arg = p;
	if (icmp_open(&p->xport, &xport) < 0 || loop_signals(&p->loop, signals, on_signal, p) < 0 ||
	    !loop_fd(&p->loop, p->fd, 1, NULL, NULL)) {
		warn_errno("cannot set up the socket");
		return -1;
	}
	return 0;
}

static int exit_status(const struct ping *p)
{
	if (p->out.err) {
		errno = p->out.err;
		warn_errno("write error");
		return PROG_FAIL;
	}
	if (!p->stats.received)
		return PROG_FAIL;
	/* -w with -c promises so many answers */
	return p->cfg.deadline && p->stats.received < (uint64_t)p->cfg.count ? PROG_FAIL : PROG_OK;
}

static int run(struct ping *p)
{
	const struct ping_renderer *as = p->cfg.json ? &ping_json : &ping_text;

	if (connect_parts(p, as) < 0)
		return PROG_USAGE;
	p->out.interrupt = p->loop.signal_fd;
	as->start(p);
	ob_flush(&p->out);
	loop_run(&p->loop);
	as->finish(p);
	ob_flush(&p->out);
	return exit_status(p);
}

int main(int argc, char **argv)
{
	struct ping p = { .cfg = ping_defaults, .fd = -1 };
	const struct persona *as = persona_pick(ping_personas, argv[0]);
	int status = PROG_USAGE;

	prog_descriptors();
	priv_lower();
	p.cfg.family = as->variant;
	if (opt_parse(as, &p.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (!ping_check(&p, argc, argv, &status)) {
		ping_query_close(&p);
		return status;
	}
	loop_open(&p.loop);
	ob_open(&p.out, STDOUT_FILENO);
	status = ping_open(&p) < 0 ? PROG_USAGE : PROG_OK;
	priv_drop();
	if (status == PROG_OK)
		status = run(&p);
	engine_close(&p.engine);
	icmp_close(&p.xport);
	resolve_close(&p.names);
	loop_close(&p.loop);
	ping_query_close(&p);
	free(p.payload);
	ob_close(&p.out);
	return status;
}
