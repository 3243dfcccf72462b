/* mtr live: the ways to probe that its keys choose from. */
#include <errno.h>
#include <unistd.h>

#include "tracepath.h"

static const struct trace_method *const methods[MTR_WAYS] = {
	&method_icmp, &method_mtr_udp, &method_tcp,
};

static struct mtr_ways *ways_of(struct xport *x)
{
	return (struct mtr_ways *)x;
}

static int ways_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct xport *now = ways_of(x)->way[ways_of(x)->now].xport;

	return now->send(now, p, when);
}

static bool ways_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	for (unsigned i = 0; i < MTR_WAYS; i++) {
		const struct mtr_way *w = &ways_of(x)->way[i];

		if (w->used && w->xport->recv(w->xport, now, r, when))
			return true;
	}
	return false;
}

static void ways_close(struct trace *t)
{
	for (unsigned i = 0; i < MTR_WAYS; i++) {
		struct mtr_way *w = &t->ways.way[i];

		if (w->xport)
			w->close(t);
		if (w->fd >= 0)
			close(w->fd);
		w->fd = -1;
	}
	t->fd = -1;
}

/* What the method's own function left in t. */
static void keep(struct trace *t, struct mtr_way *w)
{
	w->fd = t->fd;
	w->xport = t->xport;
	w->close = t->xport_close;
}

static void open_one(struct trace *t, struct mtr_way *w)
{
	t->fd = -1;
	t->xport = NULL;
	t->cfg.method = w->method;
	trace_sizes(t);
	t->quiet = true;
	if (w->method->open(t) == 0) {
		keep(t, w);
	} else {
		w->failed = t->failed;
		w->err = errno;
		if (t->fd >= 0)
			close(t->fd);
	}
	t->quiet = false;
}

void mtr_ways_open(struct trace *t)
{
	const struct trace_method *chosen = t->cfg.method;
	struct mtr_ways *ways = &t->ways;
	int fd = t->fd;

	ways->x = (struct xport){ ways_send, ways_recv, t->xport->fd };
	for (unsigned i = 0; i < MTR_WAYS; i++) {
		ways->way[i] = (struct mtr_way){ .method = methods[i], .fd = -1 };
		if (methods[i] != chosen)
			continue;
		keep(t, &ways->way[i]);
		ways->way[i].used = true;
		ways->now = i;
	}
	for (unsigned i = 0; i < MTR_WAYS; i++)
		if (i != ways->now)
			open_one(t, &ways->way[i]);
	t->cfg.method = chosen;
	trace_sizes(t);
	t->fd = fd;
	t->xport = &ways->x;
	t->xport_close = ways_close;
}

bool mtr_ways_take(struct trace *t, const struct trace_method *wanted, const char **what)
{
	unsigned i = 0;
	struct mtr_way *w;

	while (methods[i] != wanted)
		i++;
	w = &t->ways.way[i];
	if (!w->xport) {
		*what = w->failed;
		errno = w->err;
		return false;
	}
	if (!w->used && !loop_fd(&t->loop, w->xport->fd, 1, NULL, NULL)) {
		*what = "poll";
		errno = EMFILE;
		return false;
	}
	w->used = true;
	t->ways.now = i;
	t->fd = w->fd;
	t->cfg.method = wanted;
	return true;
}
