/* mtr's split output: a line for each hop whenever its numbers have changed, for other programs. */
#include <string.h>

#include "sys/sock.h"
#include "tracepath.h"

/* "3 name 0 10 10 8 9 12": loss in per cent, received, sent, best, average, worst in whole ms. */
static void line(struct trace *t, struct obuf *o, unsigned ttl, const struct hop *h)
{
	static const char columns[] = "LRSBAW";
	char number[SOCK_STR];

	ob_num(o, "", ttl, " ");
	trace_name(t, o, &h->from[0].addr);
	if (t->mtr.show_ips) {
		ob_c(o, ' ');
		ob_str(o, sock_str(&h->from[0].addr, number));
	}
	for (const char *p = columns; *p; p++)
		ob_num(o, " ", (uint64_t)mtr_field(*p)->value(h), "");
	ob_c(o, '\n');
}

static void split_event(void *arg, const struct event *ev)
{
	struct trace *t = arg;
	const struct hop *h;
	struct obuf *last, now;
	unsigned ttl;

	if (ev->kind == EV_OTHER || ev->kind == EV_SENT)
		return;
	ttl = path_where(&t->path, ev->n)->ttl;
	h = &t->path.hops[ttl];
	if (!h->nfrom || ttl > mtr_last(t))
		return;
	last = &t->split[ttl];
	ob_open(&now, -1);
	line(t, &now, ttl, h);
	if (last->len == now.len && memcmp(last->p, now.p, now.len) == 0) {
		ob_close(&now);
		return;
	}
	ob_mem(&t->out, now.p, now.len);
	ob_close(last);
	*last = now;
}

static void split_finish(struct trace *t)
{
	for (unsigned ttl = 0; ttl < sizeof(t->split) / sizeof(*t->split); ttl++)
		ob_close(&t->split[ttl]);
}

static void split_start(struct trace *t)
{
	for (unsigned ttl = 0; ttl < sizeof(t->split) / sizeof(*t->split); ttl++)
		ob_open(&t->split[ttl], -1);
}

const struct trace_renderer mtr_split = {
	.start = split_start, .event = split_event, .finish = split_finish,
};
