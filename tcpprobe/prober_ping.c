/* TCP ping (--count, --interval): connects to one port again and again, and tells it as ping(8). */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/json.h"
#include "base/prog.h"
#include "probe/engine.h"
#include "probe/every.h"
#include "probe/stats_text.h"
#include "prober_run.h"
#include "sys/sock.h"
#include "wire/icmp_name.h"
#include "xport/tcp.h"

struct tcp_ping {
	struct prober *p;
	const struct target *to;
	struct every plan;
	struct engine engine;
	struct stats stats;
	struct tcp_connect xport;
	bool (*recv)(struct xport *x, ns_t now, struct reply *r, ns_t *when);
	const struct ping_form *as;
};

struct ping_form {
	void (*start)(struct tcp_ping *tp);
	event_fn *event;
	void (*finish)(struct tcp_ping *tp);
};

/* A port that is refused answers, but not as it should: an error without ICMP. */
static bool receive(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct tcp_connect *tc = (struct tcp_connect *)x;
	struct tcp_ping *tp = (struct tcp_ping *)((char *)tc - offsetof(struct tcp_ping, xport));

	if (!tp->recv(x, now, r, when))
		return false;
	if (r->kind == REPLY_ANSWER && r->info & TCP_RST) {
		r->kind = REPLY_ERROR;
		r->err = ECONNREFUSED;
	}
	return true;
}

static void who_text(const struct tcp_ping *tp, struct obuf *o, const struct addr *a)
{
	bool named = tp->to->named && addr_eq(a, &tp->to->addr);
	char number[SOCK_STR];

	if (named) {
		ob_esc(o, tp->to->host, strlen(tp->to->host));
		ob_str(o, " (");
	}
	ob_str(o, sock_str(a, number));
	if (named)
		ob_c(o, ')');
}

static void text_start(struct tcp_ping *tp)
{
	struct obuf *o = &tp->p->out;
	char number[SOCK_STR];

	ob_str(o, "PING ");
	ob_esc(o, tp->to->host, strlen(tp->to->host));
	ob_str(o, " (");
	ob_str(o, sock_str(&tp->to->addr, number));
	ob_num(o, ") port ", tp->p->numbers[0], ": TCP connections.\n");
}

static void error_words(const struct tcp_ping *tp, struct obuf *o, const struct reply *r)
{
	const char *name = icmp_error_name(tp->to->addr.family, r->type, r->code);

	if (r->err == ECONNREFUSED && !r->type) {
		ob_str(o, "port closed");
		return;
	}
	ob_str(o, name ? name : "icmp");
	ob_num(o, " (", r->type, "/");
	ob_num(o, "", r->code, ")");
}

static void text_event(void *arg, const struct event *ev)
{
	struct tcp_ping *tp = arg;
	struct obuf *o = &tp->p->out;
	const struct reply *r = ev->reply;

	switch (ev->kind) {
	case EV_REPLY:
	case EV_LATE:
		ob_str(o, "open from ");
		who_text(tp, o, &tp->to->addr);
		ob_num(o, ": tcp_seq=", r->seq, "");
		ob_num(o, " port=", tp->p->numbers[0], "");
		stats_time_text(o, ev->rtt);
		ob_c(o, '\n');
		break;
	case EV_ERROR:
		if (r->kind == REPLY_LOCAL) {
			ob_flush(o);
			warn("connect: %s", strerror(r->err));
			break;
		}
		ob_str(o, "From ");
		who_text(tp, o, &r->from);
		ob_num(o, " tcp_seq=", r->seq, " ");
		error_words(tp, o, r);
		ob_c(o, '\n');
		break;
	default:
		break;
	}
}

static struct stats_loss loss(const struct tcp_ping *tp)
{
	return stats_loss(&tp->stats, &tp->engine, clock_now(), tp->plan.plan.wait);
}

static void text_finish(struct tcp_ping *tp)
{
	struct stats_loss l = loss(tp);

	stats_text(&tp->p->out, tp->to->host, &tp->stats, &l);
	ob_c(&tp->p->out, '\n');
}

static const struct ping_form text = { text_start, text_event, text_finish };

static struct json begin(const struct tcp_ping *tp, const char *event)
{
	struct json j = json_line(&tp->p->out);
	ns_t wall = clock_wall();

	json_str(&j, "event", event);
	json_fix(&j, "time_s", wall > 0 ? (uint64_t)(wall / NS_US) : 0, 6);
	return j;
}

static void json_start(struct tcp_ping *tp)
{
	struct json j = begin(tp, "start");
	char number[SOCK_STR];

	json_str(&j, "host", tp->to->host);
	json_str(&j, "address", sock_str(&tp->to->addr, number));
	json_int(&j, "port", tp->p->numbers[0]);
	json_end(&j);
}

static void json_error(const struct tcp_ping *tp, struct json *j, const struct reply *r)
{
	struct obuf words;

	if (r->kind == REPLY_LOCAL) {
		json_str(j, "error", strerror(r->err));
		return;
	}
	ob_open(&words, -1);
	error_words(tp, &words, r);
	json_mem(j, "error", words.p, words.len);
	ob_close(&words);
	if (r->err == ECONNREFUSED && !r->type)
		return;
	json_int(j, "icmp_type", r->type);
	json_int(j, "icmp_code", r->code);
}

static void json_event(void *arg, const struct event *ev)
{
	static const char *const names[] = {
		[EV_SENT] = NULL, [EV_REPLY] = "reply", [EV_LATE] = "late", [EV_DUP] = NULL,
		[EV_CORRUPT] = NULL, [EV_ERROR] = "error", [EV_NOTICE] = NULL,
		[EV_LOST] = "lost", [EV_OTHER] = NULL,
	};
	struct tcp_ping *tp = arg;
	char number[SOCK_STR];
	struct json j;

	if (!names[ev->kind])
		return;
	j = begin(tp, names[ev->kind]);
	json_int(&j, "tcp_seq", probe_seq(ev->n));
	if (ev->reply && ev->reply->from.family)
		json_str(&j, "from", sock_str(&ev->reply->from, number));
	if (ev->kind == EV_ERROR && ev->reply)
		json_error(tp, &j, ev->reply);
	else if (ev->reply)
		json_ms(&j, "rtt_ms", ev->rtt);
	json_end(&j);
}

static void json_finish(struct tcp_ping *tp)
{
	struct json j = begin(tp, "end");
	struct stats_loss l = loss(tp);

	stats_json(&j, &tp->stats, &l);
	json_end(&j);
}

static const struct ping_form json = { json_start, json_event, json_finish };

static ns_t step(void *arg, ns_t now)
{
	struct tcp_ping *tp = arg;
	ns_t wake = engine_step(&tp->engine, now);

	if (tp->engine.done || tp->p->out.err)
		loop_stop(&tp->p->loop);
	return wake;
}

static void on_signal(void *arg, int signo)
{
	struct tcp_ping *tp = arg;
	struct stats_loss l = loss(tp);

	if (signo == SIGQUIT)
		stats_status_text(&tp->stats, &l);
	else
		loop_stop(&tp->p->loop);
}

static void flush(void *arg)
{
	struct tcp_ping *tp = arg;

	ob_flush(&tp->p->out);
}

static int connect_parts(struct tcp_ping *tp)
{
	const int signals[] = { SIGINT, SIGTERM, SIGQUIT, 0 };
	struct prober *p = tp->p;
	const struct every_cfg plan = {
		.count = (uint64_t)p->cfg.count,
		.interval = p->cfg.interval >= 0 ? p->cfg.interval : NS_S,
		.wait = p->cfg.wait ? p->cfg.wait : NS_S,
	};
	const struct tcp_connect_cfg xport = {
		.to = tp->to->addr,
		.port = p->numbers[0],
		.from = p->from.family == tp->to->addr.family ? p->from : (struct addr){ 0 },
	};

	every_open(&tp->plan, &plan);
	engine_open(&tp->engine, &tp->plan.plan, &tp->xport.x);
	engine_listen(&tp->engine, stats_saw, &tp->stats);
	engine_listen(&tp->engine, tp->as->event, tp);
	loop_step(&p->loop, step, tp);
	p->loop.idle = flush;
	p->loop.idle_arg = tp;
	if (tcp_connect_open(&tp->xport, &xport) < 0 ||
	    loop_signals(&p->loop, signals, on_signal, tp) < 0 ||
	    !loop_fd(&p->loop, tp->xport.x.fd, POLLIN, NULL, NULL)) {
		warn_errno("cannot set up the run");
		return -1;
	}
	tp->recv = tp->xport.x.recv;
	tp->xport.x.recv = receive;
	return 0;
}

static int exit_status(const struct tcp_ping *tp)
{
	if (tp->p->out.err) {
		errno = tp->p->out.err;
		warn_errno("write error");
		return PROG_FAIL;
	}
	return tp->stats.received ? PROG_OK : PROG_FAIL;
}

int prober_ping(struct prober *p)
{
	struct tcp_ping tp = {
		.p = p, .to = p->targets, .as = p->cfg.json ? &json : &text,
	};
	int status = PROG_USAGE;

	if (connect_parts(&tp) == 0) {
		p->out.interrupt = p->loop.signal_fd;
		tp.as->start(&tp);
		ob_flush(&p->out);
		loop_run(&p->loop);
		tp.as->finish(&tp);
		ob_flush(&p->out);
		status = exit_status(&tp);
	}
	engine_close(&tp.engine);
	tcp_connect_close(&tp.xport);
	return status;
}
