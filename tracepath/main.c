/* tracepath, traceroute: the path to a host; see tracepath(8), traceroute(8). Start-up only. */
#include "tracepath.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/priv.h"
#include "sys/rtnl.h"

#define NEIGHBOUR_WAIT (3300 * NS_MS)	/* outlasts the 3 s until the kernel gives up on one */
#define UNKNOWN 12			/* hops that mtr looks behind the last that answered */
#define MOMENT (50 * NS_MS)

/*
 * While the kernel still looks for its neighbour on the way, nothing has left this host, and that
 * is no loss: it says how that ends. Returns when to look again.
 */
static ns_t mind_neighbour(struct trace *t, ns_t now)
{
	struct rtnl_route route;
	struct addr to;

	if (!t->mind || t->path.farthest >= t->path.cfg.first)
		return NS_NEVER;
	if (now < t->mind)
		return t->mind;
	t->mind = 0;
	to = t->ngateways ? t->gateway[0] : t->host.addr;
	if (rtnl_route(&to, &t->source, 0, 0, &route) < 0)
		return NS_NEVER;
	if (rtnl_is_sought(route.gateway.family ? &route.gateway : &to, route.oif))
		path_patience(&t->path, NEIGHBOUR_WAIT);
	return NS_NEVER;
}

static ns_t step(void *arg, ns_t now)
{
	struct trace *t = arg;
	ns_t mind = mind_neighbour(t, now);
	ns_t wake = engine_step(&t->engine, now), again = NS_NEVER;
	bool told = true;

	if (t->as->probe) {
		again = trace_tell(t, now);
		told = !t->holds;
	} else if (t->engine.done) {
		told = mtr_complete(t, now, &again);
	}
	wake = mind < wake ? mind : wake;
	if ((t->engine.done && told) || t->out.err)
		loop_stop(&t->loop);
	return again < wake ? again : wake;
}

static void on_signal(void *arg, int signo)
{
	struct trace *t = arg;

	if (signo == SIGWINCH) {
		screen_resize(t);
		return;
	}
	t->signal = signo;
	loop_stop(&t->loop);
}

static void flush(void *arg)
{
	struct trace *t = arg;

	ob_flush(&t->out);
}

/* Names are asked for as soon as somebody answers, not when the line's turn has come. */
static void ask_name(void *arg, const struct event *ev)
{
	struct trace *t = arg;
	bool pending;

	if (ev->kind != EV_REPLY && ev->kind != EV_ERROR)
		return;
	if (!ev->reply->from.family)
		return;
	resolve_name(&t->names, &ev->reply->from);
	if (t->cfg.origins)
		whois_origin(&t->whois, &ev->reply->from, &pending);
}

/* mtr's rounds: the same probes again and again. */
static void add_rounds(const struct trace *t, struct path_cfg *plan)
{
	const struct mtr_cfg *m = &t->mtr;
	bool endless = m->output == MTR_SCREEN || m->output == MTR_SPLIT;

	plan->rounds = endless && !m->cycled ? 0 : (uint64_t)m->cycles;
	plan->interval = m->interval;
	plan->keep = MTR_KEEP;
	plan->unknown = UNKNOWN;
	plan->silent = mtr_silent(t);
	plan->room = m->output == MTR_SCREEN ? UINT8_MAX : 0;
	plan->any_size = m->size < 0;
	plan->dice = (uint64_t)clock_now();
}

static void connect_parts(struct trace *t)
{
	struct path_cfg plan = {
		.family = t->host.addr.family,
		.first = (uint8_t)t->cfg.first,
		.max = (uint8_t)t->cfg.max,
		.per_hop = (unsigned)t->cfg.per_hop,
		.enough = t->cfg.sweep ? 1 : 0,
		.sweep = t->cfg.sweep,
		.window = t->cfg.window > 0 ? (uint64_t)t->cfg.window : 0,
		.buffer = (size_t)t->buffer,
		.gap = t->cfg.gap,
		.rounds = 1,
		.wait = t->cfg.wait,
		.mtu = t->cfg.mtu,
		.size = t->size,
		.min_size = t->least,
	};

	if (t->mtr.interval)
		add_rounds(t, &plan);
	else if (!t->cfg.waits)
		t->mind = clock_now() + t->cfg.wait.max - MOMENT;
	path_open(&t->path, &plan);
	engine_open(&t->engine, &t->path.plan, t->xport);
	engine_listen(&t->engine, ask_name, t);
	if (t->as->event)
		engine_listen(&t->engine, t->as->event, t);
	loop_step(&t->loop, step, t);
	loop_fd(&t->loop, t->xport->fd, 1, NULL, NULL);
	if (t->screen.terminal)
		mtr_live(t);
	t->loop.idle = flush;
	t->loop.idle_arg = t;
}

static int exit_status(const struct trace *t)
{
	if (t->out.err) {
		errno = t->out.err;
		warn_errno("write error");
		return PROG_FAIL;
	}
	if (t->send_error) {
		errno = t->send_error;
		warn_errno("send");
		return PROG_FAIL;
	}
	return PROG_OK;
}

static int run(struct trace *t)
{
	const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGWINCH, 0 };

	if (mtr_is_live(t) && screen_open(t) < 0)
		return PROG_FAIL;
	if (loop_signals(&t->loop, signals, on_signal, t) < 0) {
		warn_errno("signals");
		return PROG_FAIL;
	}
	connect_parts(t);
	t->out.interrupt = t->loop.signal_fd;
	if (!t->mtr.interval || !t->mtr.cycled || t->mtr.cycles)
		loop_run(&t->loop);
	if (t->as->probe)
		trace_tell(t, NS_NEVER);
	screen_close(t);
	t->as->finish(t);
	ob_flush(&t->out);
	engine_close(&t->engine);
	path_close(&t->path);
	return exit_status(t);
}

/* What was asked from outside ends as it would without us: the shell sees the signal. */
static void die_by_signal(int signo)
{
	sigset_t set;

	signal(signo, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, signo);
	raise(signo);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static char **copy_of(int argc, char **argv)
{
	char **copy = prog_alloc((size_t)argc + 1, sizeof(*copy));

	memcpy(copy, argv, (size_t)argc * sizeof(*copy));
	return copy;
}

int trace_run(struct trace *t, bool last)
{
	int status;

	t->began = clock_wall();
	loop_open(&t->loop);
	ob_open(&t->out, STDOUT_FILENO);
	if (t->as->start && !t->mtr.interval)
		t->as->start(t);
	ob_flush(&t->out);
	status = trace_open(t) < 0 ? PROG_FAIL : PROG_OK;
	if (last)
		priv_drop();
	if (t->as->start && t->mtr.interval && status == PROG_OK)
		t->as->start(t);
	if (status == PROG_OK)
		status = run(t);
	trace_close(t);
	loop_close(&t->loop);
	ob_close(&t->out);
	return status;
}

/* Parses and runs as the name says. */
static int trace_as(struct trace *t, const struct persona *as, int argc, char **argv)
{
	bool route = as->variant & TRACE_ROUTE;
	int status = PROG_USAGE;

	if (as->variant & TRACE_MTR) {
		if (mtr_parse(as, t, &argc, &argv, &status) != OPT_OK ||
		    !mtr_check(t, argc, argv, &status))
			return status;
		return mtr_run(t);
	}
	if ((route ? opt_parse_exact : opt_parse)(as, &t->cfg, &argc, &argv, &status) != OPT_OK ||
	    !(route ? route_check : trace_check)(t, argc, argv, &status))
		return status;
	t->as = t->cfg.json ? &trace_json : route ? &route_text : &trace_text;
	return trace_run(t, true);
}

static const struct trace_cfg *defaults_of(const struct persona *as)
{
	return as->variant & TRACE_MTR	 ? &mtr_defaults :
	       as->variant & TRACE_ROUTE ? &route_defaults :
					   &trace_defaults;
}

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(trace_personas, argv[0]);
	struct trace t = { .cfg = *defaults_of(as), .fd = -1 };
	int status;

	prog_descriptors();
	priv_lower();
	t.cfg.family = as->variant & 0xf;
	t.words = copy_of(argc, argv);
	status = trace_as(&t, as, argc, argv);
	for (unsigned i = 0; i < t.mtr.nhosts; i++)
		free(t.mtr.hosts[i]);
	free(t.mtr.hosts);
	free(t.environment);
	free(t.words);
	if (t.signal)
		die_by_signal(t.signal);
	return status;
}
