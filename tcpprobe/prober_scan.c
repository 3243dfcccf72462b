/* The run over all ports: what is begun when, tried again, given up; see lib/probe/patience.h. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/prog.h"
#include "prober_ports.h"
#include "prober_run.h"

#define IN_SIZE 65536
#define SPARE 16		/* descriptors that are no attempts */
#define TRIES_MAX 16384
#define EVENTS 256
#define BATCH 512		/* ports begun between two looks at what happened */
#define LATER (5 * NS_MS)	/* when there was no room */
#define AGAIN (500 * NS_MS)	/* --wait-for */

static size_t stride(const struct prober *p)
{
	return p->nports + PROBER_CONTROLS;
}

struct target *scan_target(const struct prober *p, uint32_t port)
{
	return &p->targets[port / stride(p)];
}

uint16_t scan_number(const struct prober *p, uint32_t port)
{
	size_t i = port % stride(p);

	return i < p->nports ? p->numbers[i] : p->targets[port / stride(p)].control[i - p->nports];
}

bool scan_is_control(const struct prober *p, uint32_t port)
{
	return port % stride(p) >= p->nports;
}

int64_t scan_find(const struct prober *p, const struct target *t, uint16_t number)
{
	size_t base = (size_t)(t - p->targets) * stride(p), low = 0, high = p->nports;

	for (size_t i = 0; i < PROBER_CONTROLS; i++)
		if (t->control[i] == number)
			return (int64_t)(base + p->nports + i);
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (p->numbers[mid] < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->nports && p->numbers[low] == number ? (int64_t)(base + low) : -1;
}

/* A heap by time; what is in it twice is looked at when the port's own time is the same. */
void scan_due(struct prober *p, uint32_t port, ns_t at)
{
	size_t i = p->nheap++;

	p->ports[port].due = at;
	if (i == p->heap_room) {
		p->heap_room = p->heap_room ? 2 * p->heap_room : 256;
		p->heap = prog_realloc(p->heap, p->heap_room * sizeof(*p->heap));
	}
	for (; i && p->heap[(i - 1) / 2].at > at; i = (i - 1) / 2)
		p->heap[i] = p->heap[(i - 1) / 2];
	p->heap[i] = (struct due){ at, port };
}

static struct due heap_pop(struct prober *p)
{
	struct due first = p->heap[0], last = p->heap[--p->nheap];
	size_t i = 0;

	for (;;) {
		size_t child = 2 * i + 1;

		if (child + 1 < p->nheap && p->heap[child + 1].at < p->heap[child].at)
			child++;
		if (child >= p->nheap || p->heap[child].at >= last.at)
			break;
		p->heap[i] = p->heap[child];
		i = child;
	}
	p->heap[i] = last;
	return first;
}

static void forget(struct port *q)
{
	if (q->answer)
		free(q->answer->banner);
	free(q->answer);
	q->answer = NULL;
}

/* --wait-for: it is asked again, and its last answer kept for the end. */
static bool again(struct prober *p, uint32_t port, const struct answer *a, ns_t now)
{
	struct port *q = &p->ports[port];
	ns_t gap = p->cfg.interval >= 0 ? p->cfg.interval : AGAIN;

	if (p->cfg.wait_for < 0 || a->fate == FATE_OPEN || p->loop.stop || now >= p->deadline)
		return false;
	if (!q->answer)
		q->answer = prog_alloc(1, sizeof(*q->answer));
	if (q->answer != a)
		*q->answer = *a;
	q->state = PORT_TRYING;
	q->sent = 0;
	scan_due(p, port, now + gap);
	return true;
}

/* --wait-for: of a host with several addresses one is enough. */
static void spare_others(struct prober *p, uint32_t port, const struct target *t)
{
	size_t i = port % stride(p);

	for (size_t k = 0; k < p->ntargets; k++) {
		struct target *u = &p->targets[k];
		uint32_t other = (uint32_t)(k * stride(p) + i);

		if (u == t || u->host != t->host || p->ports[other].state == PORT_DONE)
			continue;
		if (p->ports[other].state != PORT_NEW)
			try_end_others(p, other, false);
		p->ports[other].state = PORT_DONE;
		forget(&p->ports[other]);
		u->left--;
		p->left--;
	}
}

void scan_verdict(struct prober *p, uint32_t port, struct answer *a, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];

	a->tries = q->sent;
	try_end_others(p, port, false);
	if (scan_is_control(p, port)) {
		q->state = PORT_DONE;
		forget(q);
		return;
	}
	if (again(p, port, a, now))
		return;
	q->state = PORT_DONE;
	p->met |= 1u << a->fate;
	p->counts[a->fate]++;
	p->left--;
	t->left--;
	if (p->cfg.wait_for >= 0 && a->fate == FATE_OPEN)
		spare_others(p, port, t);
	if (!p->cfg.only_open || a->fate == FATE_OPEN || a->fate == FATE_PROXY)
		(p->cfg.json ? &prober_json : &prober_text)->port(p, t, scan_number(p, port), a);
	forget(q);
}

/* How the attempt on a port ended, and what the rest of its attempts came to. */
static void ended(struct prober *p, uint32_t port, struct answer *a, ns_t sent, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];
	unsigned lost = 0;

	if (a->err == ETIMEDOUT && !a->from.family)
		return;		/* one attempt, given up by the kernel */
	for (int32_t i = q->tries; i >= 0; i = p->tries[i].next)
		lost += p->tries[i].sent < sent;
	if (a->rtt >= 0) {
		patience_answer(&t->patience, a->rtt, lost);
		pace_answer(&p->pace, lost);
	}
	try_end_others(p, port, a->err == 0);
	doubt_saw(p, port, a, now);
}

/* One more attempt. False: there was no room for it. */
static bool attempt(struct prober *p, uint32_t port, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct port *q = &p->ports[port];
	struct answer a;
	enum try_result r = try_begin(p, port, &a);

	if (r == TRY_LATER && q->tries >= 0) {
		try_end_oldest(p, port);	/* its time is over sooner than that of others */
		r = try_begin(p, port, &a);
	}
	switch (r) {
	case TRY_LATER:
		p->room = now + LATER;
		return false;
	case TRY_ENDED:
		q->sent++;
		ended(p, port, &a, now, now);
		return true;
	default:
		q->sent++;
		scan_due(p, port,
			 now + (q->sent < patience_tries(&t->patience) ?
					patience_interval(&t->patience) :
					patience_last(&t->patience)));
		return true;
	}
}

static void silent(struct prober *p, uint32_t port, ns_t now)
{
	struct target *t = scan_target(p, port);
	struct answer a = { .fate = FATE_FILTERED, .rtt = -1, .mark.ttl = -1 };

	t->unheard -= t->unheard > 0;
	if (scan_is_control(p, port)) {
		p->ports[port].state = PORT_DONE;
		try_end_others(p, port, false);
		t->controls--;
		return;
	}
	if (!t->alive && t->lost.from.family) {
		/* routers say it of a few packets only; it is true of the whole host */
		a = t->lost;
		a.rtt = -1;
		a.why = "said of another port";
	} else if (!t->answered && !t->local) {
		cause_silence(t);
		if (t->why) {
			a.fate = FATE_UNREACHABLE;
			a.why = t->why;
			a.who = t->who;
			memcpy(a.device, t->device, sizeof(a.device));
		}
	}
	scan_verdict(p, port, &a, now);
}

static void due(struct prober *p, uint32_t port, ns_t now)
{
	struct port *q = &p->ports[port];
	struct target *t = scan_target(p, port);

	if (q->state == PORT_HELD) {
		doubt_due(p, port, now);
	} else if (q->state == PORT_TRYING) {
		if (q->sent >= patience_tries(&t->patience))
			silent(p, port, now);
		else if (!attempt(p, port, now))
			scan_due(p, port, now + LATER);
	}
}

static void happened(struct prober *p, struct try *t, ns_t now)
{
	uint32_t port = t->port;
	ns_t sent = t->sent;
	struct answer a;

	if (!t->busy)
		return;			/* an idle socket's last word */
	if (t->apart) {
		struct try copy = *t;

		if (try_look(p, t, &a))
			doubt_apart(p, &copy, &a, now);
	} else if (p->ports[port].state == PORT_HELD) {
		doubt_event(p, port, t, now);
	} else if (try_look(p, t, &a)) {
		ended(p, port, &a, sent, now);
	}
}

/* The port that is begun as the i-th: the controls first, then each address in turn. */
static uint32_t nth(const struct prober *p, size_t i)
{
	size_t controls = PROBER_CONTROLS * p->ntargets;
	size_t t = i % p->ntargets, k = i / p->ntargets;

	if (i < controls)
		return (uint32_t)(t * stride(p) + p->nports + k);
	return (uint32_t)(t * stride(p) + ports_spread(k - PROBER_CONTROLS, p->nports));
}

static void begin_more(struct prober *p, ns_t now)
{
	size_t all = stride(p) * p->ntargets;

	for (unsigned n = 0; n < BATCH && p->begun < all && now >= p->room; n++) {
		uint32_t port = nth(p, p->begun);
		struct port *q = &p->ports[port];
		struct target *t = scan_target(p, port);

		if (q->state == PORT_DONE) {
			p->begun++;
			continue;
		}
		if (!t->local && !pace_take(&p->pace, now))
			break;
		q->tries = q->next_held = -1;
		q->ttl = -1;
		q->state = PORT_TRYING;
		q->began = now;
		if (!attempt(p, port, now))
			break;
		p->begun++;
	}
}

static ns_t next_wake(const struct prober *p, ns_t now)
{
	ns_t wake = p->nheap ? p->heap[0].at : NS_NEVER;

	if (p->deadline < wake)
		wake = p->deadline;
	if (p->begun < stride(p) * p->ntargets) {
		const struct target *t = scan_target(p, nth(p, p->begun));
		/* several at a time: to wake for each takes longer than to send it */
		ns_t more = t->local ? now : p->pace.next + PACE_BURST / 2;

		more = more < p->room ? p->room : more;
		wake = more < wake ? more : wake;
	}
	return wake;
}

/* The time of --wait-for is over: what was seen last is said. */
static void give_up(struct prober *p, ns_t now)
{
	size_t all = stride(p) * p->ntargets;
	struct answer none = { .fate = FATE_FILTERED, .rtt = -1, .mark.ttl = -1 };

	loop_stop(&p->loop);
	for (size_t i = 0; i < all; i++) {
		struct port *q = &p->ports[i];

		if (q->state == PORT_NEW)
			q->tries = -1;
		if (q->state != PORT_DONE && !scan_is_control(p, (uint32_t)i))
			scan_verdict(p, (uint32_t)i, q->answer ? q->answer : &none, now);
	}
}

static ns_t step(void *arg, ns_t now)
{
	struct prober *p = arg;
	struct epoll_event events[EVENTS];
	int n = 0;

	if (p->nheap)
		n = epoll_wait(p->epoll, events, EVENTS, 0);
	if (n > 0)
		raw_read(p);
	for (int i = 0; i < n; i++)
		happened(p, &p->tries[events[i].data.u32], now);
	while (p->nheap && p->heap[0].at <= now) {
		struct due d = heap_pop(p);

		if (p->ports[d.port].due == d.at && p->ports[d.port].state != PORT_DONE)
			due(p, d.port, now);
	}
	begin_more(p, now);
	if (p->left && now >= p->deadline)
		give_up(p, now);
	if (!p->left || p->out.err)
		loop_stop(&p->loop);
	return n == EVENTS ? now : next_wake(p, now);
}

static void on_signal(void *arg, int signo)
{
	struct prober *p = arg;

	(void)signo;
	p->interrupted = true;
	loop_stop(&p->loop);
}

static void flush(void *arg)
{
	struct prober *p = arg;

	ob_flush(&p->out);
}

/* As many descriptors as the system lets us have. */
static size_t descriptors(void)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) < 0)
		return 64;
	if (r.rlim_cur < r.rlim_max && r.rlim_cur < TRIES_MAX + SPARE) {
		r.rlim_cur = r.rlim_max < TRIES_MAX + SPARE ? r.rlim_max : TRIES_MAX + SPARE;
		setrlimit(RLIMIT_NOFILE, &r);
	}
	if (r.rlim_cur <= 2 * SPARE)
		return 8;
	return r.rlim_cur - SPARE < TRIES_MAX ? r.rlim_cur - SPARE : TRIES_MAX;
}

int scan_open(struct prober *p)
{
	const int signals[] = { SIGINT, SIGTERM, 0 };
	size_t all = stride(p) * p->ntargets;
	ns_t now = clock_now();

	p->left = p->nports * p->ntargets;
	p->tries_max = descriptors();
	if (p->tries_max > PATIENCE_TRIES * all + SPARE)
		p->tries_max = PATIENCE_TRIES * all + SPARE;
	p->idle4 = p->idle6 = p->unused = -1;
	p->ports = prog_alloc(all, sizeof(*p->ports));
	p->tries = prog_alloc(p->tries_max, sizeof(*p->tries));
	p->in = prog_realloc(NULL, IN_SIZE);	/* not touched before it is needed */
	for (size_t i = 0; i < p->ntargets; i++)
		doubt_open(p, &p->targets[i]);
	pace_open(&p->pace, now);
	p->start = now;
	if (p->cfg.wait_for < 0)
		p->deadline = NS_NEVER;
	p->epoll = epoll_create1(EPOLL_CLOEXEC);
	loop_step(&p->loop, step, p);
	p->loop.idle = flush;
	p->loop.idle_arg = p;
	if (p->epoll >= 0 && loop_signals(&p->loop, signals, on_signal, p) == 0 &&
	    loop_fd(&p->loop, p->epoll, POLLIN, NULL, NULL))
		return 0;
	warn_errno("cannot set up the run");
	return -1;
}

void scan_close(struct prober *p)
{
	if (p->ports)
		for (size_t i = 0; i < stride(p) * p->ntargets; i++)
			forget(&p->ports[i]);
	for (size_t i = 0; i < p->ntries; i++)
		if (p->tries[i].fd >= 0)
			close(p->tries[i].fd);
	if (p->epoll >= 0)
		close(p->epoll);
	free(p->ports);
	free(p->tries);
	free(p->heap);
	free(p->in);
}
