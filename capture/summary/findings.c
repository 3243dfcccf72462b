/* Collects, sorts and joins the findings. What is too young to be judged is none. */
#include "summary/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

#define PATIENCE NS_S		/* what was asked later may still be answered */

struct addr talk_addr(const struct key *k, int end)
{
	struct addr a = { .family = k->family };

	memcpy(a.b, end ? k->b : k->a, sizeof(a.b));
	return a;
}

static void add(struct findings *f, const struct finding *x)
{
	if (f->n == f->size) {
		f->size = f->size ? 2 * f->size : 64;
		f->all = prog_realloc(f->all, f->size * sizeof(*f->all));
	}
	f->all[f->n++] = *x;
}

static void of_talk(struct findings *f, const struct summary *s, const struct talk *k)
{
	int server = !k->client;
	struct finding x = { .addr = talk_addr(&k->key, server), .port = k->key.number[server],
			     .talk = k };

	if (k->errors && !k->connected) {
		struct finding r = { .what = REJECTED, .count = k->errors, .talk = k,
				     .addr = talk_addr(&k->key, !k->rejected),
				     .port = k->key.number[!k->rejected] };

		add(f, &r);
	} else if (k->refused) {
		x.what = REFUSED;
		x.count = 1;
		add(f, &x);
	} else if (k->syns && !k->connected && s->last - k->syn_first >= PATIENCE) {
		x.what = SYN_UNANSWERED;
		x.count = k->syns;
		add(f, &x);
	}
	for (int i = 0; i < 2; i++) {
		struct finding z = { .what = ZERO_WINDOW, .count = k->end[i].zero_windows,
				     .addr = talk_addr(&k->key, i), .port = k->key.number[i] };

		if (z.count)
			add(f, &z);
	}
}

static void of_question(struct findings *f, const struct summary *s, const struct asked *q)
{
	struct finding x = { .addr = talk_addr(&q->key, 1), .count = q->times };

	if (q->answered || s->last - q->last < PATIENCE)
		return;
	x.what = q->key.kind == KIND_ARP  ? NEIGHBOUR_UNANSWERED :
		 q->key.kind == KIND_ECHO ? ECHO_UNANSWERED :
					    DNS_UNANSWERED;
	add(f, &x);
}

static int by_whom(const struct finding *a, const struct finding *b)
{
	int c = (int)b->what - (int)a->what;

	if (!c)
		c = memcmp(a->addr.b, b->addr.b, sizeof(a->addr.b));
	if (!c)
		c = (int)a->port - (int)b->port;
	return c;
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int c = by_whom(x, y);

	/* the longest tries first: they are the ones that are told */
	return c ? c : x->count < y->count ? 1 : x->count > y->count ? -1 : 0;
}

struct findings findings_of(const struct summary *s)
{
	struct findings f = { 0 };
	size_t n = 0;

	for (unsigned i = 0; i < s->talks.size; i++) {
		const struct talk *k = table_at(&s->talks, i);

		if (k)
			of_talk(&f, s, k);
	}
	for (unsigned i = 0; i < s->asked.size; i++) {
		const struct asked *q = table_at(&s->asked, i);

		if (q)
			of_question(&f, s, q);
	}
	for (unsigned i = 0; i < s->owners.size; i++) {
		const struct owner *w = table_at(&s->owners, i);
		struct finding x = { .what = DISPUTED, .count = 2, .owner = w };

		if (w && w->disputed) {
			x.addr = talk_addr(&w->key, 0);
			add(&f, &x);
		}
	}
	if (f.n)
		qsort(f.all, f.n, sizeof(*f.all), compare);
	for (size_t i = 0; i < f.n; i++) {
		if (n && !by_whom(&f.all[n - 1], &f.all[i]))
			f.all[n - 1].count += f.all[i].count;
		else
			f.all[n++] = f.all[i];
	}
	f.n = n;
	return f;
}
