/* mtr's raw output: a line for each packet sent, address heard of, name found and answer. */
#include <string.h>

#include "sys/sock.h"
#include "tracepath.h"
#include "wire/icmpext.h"

#define FIRST_NUMBER 33000	/* of probes, as programs know them */
#define NUMBERS 32536		/* up to 65,535, and round */

static uint64_t number_of(uint64_t n)
{
	return FIRST_NUMBER + n % NUMBERS;
}

/* "x 0 33000": letter, hop from 0. */
static void begin(struct obuf *o, char letter, unsigned ttl)
{
	ob_c(o, letter);
	ob_num(o, " ", ttl - 1, " ");
}

static void labels(struct obuf *o, unsigned ttl, struct cur ext)
{
	struct icmpext_object obj;
	struct icmpext_label l;

	while (icmpext_next(&ext, &obj))
		while (obj.class == ICMPEXT_MPLS && obj.ctype == 1 &&
		       icmpext_label_next(&obj.data, &l)) {
			begin(o, 'm', ttl);
			ob_num(o, "", l.label, " ");
			ob_num(o, "", l.exp, " ");
			ob_num(o, "", l.bottom, " ");
			ob_num(o, "", l.ttl, "\n");
		}
}

/* How many answers this address of the hop has given; 0: it is not kept. */
static uint64_t heard_of(const struct hop *h, const struct addr *a)
{
	for (unsigned i = 0; i < h->nfrom; i++)
		if (addr_eq(&h->from[i].addr, a))
			return h->from[i].count;
	return 0;
}

/* Each name once, as soon as it is known. */
static void names(struct trace *t, unsigned ttl)
{
	const struct hop *h = &t->path.hops[ttl];

	for (unsigned i = 0; i < h->nfrom; i++) {
		const char *name = resolve_name(&t->names, &h->from[i].addr);

		if (!name || t->named[ttl] & 1u << i)
			continue;
		t->named[ttl] |= (uint16_t)(1u << i);
		begin(&t->out, 'd', ttl);
		ob_esc(&t->out, name, strlen(name));
		ob_c(&t->out, '\n');
	}
}

/* Was there an answer to this probe before? */
static bool is_repeated(const struct trace *t, const struct event *ev)
{
	const struct path_try *try = path_where(&t->path, ev->n);
	const struct hop_probe *p = hop_probe(&t->path.hops[try->ttl], try->i);

	return !p || p->dups;
}

static void raw_event(void *arg, const struct event *ev)
{
	struct trace *t = arg;
	struct obuf *o = &t->out;
	unsigned ttl;
	char number[SOCK_STR];

	if (ev->kind == EV_OTHER)
		return;
	ttl = path_where(&t->path, ev->n)->ttl;
	if (ev->kind == EV_SENT) {
		begin(o, 'x', ttl);
		ob_num(o, "", number_of(ev->n), "\n");
	}
	if ((ev->kind != EV_REPLY && ev->kind != EV_LATE && ev->kind != EV_ERROR) ||
	    ev->reply->kind == REPLY_LOCAL)
		return;
	if (is_repeated(t, ev))
		return;
	if (heard_of(&t->path.hops[ttl], &ev->reply->from) == 1) {
		begin(o, 'h', ttl);
		ob_str(o, sock_str(&ev->reply->from, number));
		ob_c(o, '\n');
		if (t->mtr.mpls)
			labels(o, ttl, ev->reply->ext);
	}
	names(t, ttl);
	begin(o, 'p', ttl);
	ob_num(o, "", (uint64_t)(ev->rtt / NS_US), " ");
	ob_num(o, "", number_of(ev->n), "\n");
}

static void raw_finish(struct trace *t)
{
	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++)
		names(t, ttl);
}

const struct trace_renderer mtr_raw = { .event = raw_event, .finish = raw_finish };
