/* mtuprobe: the path MTU, and what is wrong with it; see mtuprobe(8). Start-up only. */
#include "mtuprobe.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/priv.h"

static ns_t step(void *arg, ns_t now)
{
	struct mtuprobe *m = arg;
	ns_t wake = m->began + m->cfg.deadline;
	bool over = now >= wake;

	m->now = now;
	for (unsigned i = 0; i < WAYS; i++) {
		ns_t at = m->ways[i].plan ? engine_step(&m->ways[i].engine, now) : NS_NEVER;

		wake = at < wake ? at : wake;
	}
	if (!over && mtu_conduct(m, &over))
		return now;
	if (m->refusals.pause > now && m->refusals.pause < wake)
		wake = m->refusals.pause;
	if (m->knock_look > now && m->knock_look < wake)
		wake = m->knock_look;
	m->took = now - m->began;
	if (over)
		loop_stop(&m->loop);
	return wake;
}

static void on_signal(void *arg, int signo)
{
	struct mtuprobe *m = arg;

	m->signal = signo;
	loop_stop(&m->loop);
}

static int write_out(struct mtuprobe *m)
{
	if (ob_flush(&m->out) == 0)
		return PROG_OK;
	errno = m->out.err;
	warn_errno("write error");
	return PROG_FAIL;
}

static void show(struct mtuprobe *m, const struct mtu_result *r)
{
	if (m->cfg.json) {
		mtu_json(m, r);
	} else if (!m->cfg.quiet) {
		mtu_text(m, r);
	} else if (r->mtu && r->verdict != VERDICT_UNFINISHED) {
		ob_num(&m->out, "", r->mtu, "\n");
	}
}

static int run(struct mtuprobe *m)
{
	const int signals[] = { SIGINT, SIGTERM, SIGHUP, 0 };
	struct mtu_result r;
	int status, written;

	if (loop_signals(&m->loop, signals, on_signal, m) < 0) {
		warn_errno("signals");
		return PROG_USAGE;
	}
	m->began = clock_now();
	loop_step(&m->loop, step, m);
	m->out.interrupt = m->loop.signal_fd;
	loop_run(&m->loop);
	mtu_forget(m);
	if (!m->cfg.set)
		priv_drop();
	r = mtu_judge(m);
	show(m, &r);
	written = write_out(m);
	status = mtu_verdict_status(r.verdict);
	if (m->cfg.set && !m->signal && written == PROG_OK)
		status = mtu_set(m, &r);
	priv_drop();
	return written == PROG_OK ? status : written;
}

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(mtu_personas, argv[0]);
	struct mtuprobe m = { .cfg = mtu_defaults };
	int status = PROG_USAGE;

	prog_descriptors();
	priv_lower();
	if (opt_parse(as, &m.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	loop_open(&m.loop);
	ob_open(&m.out, STDOUT_FILENO);
	if (mtu_check(&m, argc, argv, &status))
		status = mtu_open(&m) < 0 ? PROG_USAGE : PROG_OK;
	/* what is asked of the kernel at the end wants a privilege then */
	if (!m.cfg.set && (m.host.addr.family != ADDR_V6 || m.shy))
		priv_drop();
	if (status == PROG_OK)
		status = run(&m);
	mtu_close(&m);
	loop_close(&m.loop);
	ob_close(&m.out);
	return status;
}
