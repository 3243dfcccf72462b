/* Hops: their probes, and statistics that the engine's own do not have. */
#include "probe/hops.h"

#include <stdlib.h>

#include "base/prog.h"

void hop_init(struct hop *h, uint64_t keep)
{
	*h = (struct hop){ .keep = keep };
}

void hop_clear(struct hop *h)
{
	for (uint64_t i = 0; h->probes && i < h->keep; i++)
		free(h->probes[i].ext);
	free(h->probes);
	h->probes = NULL;
}

struct hop_probe *hop_probe(const struct hop *h, uint64_t i)
{
	if (i >= h->count || h->count - i > h->keep)
		return NULL;
	return &h->probes[i % h->keep];
}

bool hop_has_room(const struct hop *h)
{
	return h->count < h->keep || hop_settled(hop_probe(h, h->count - h->keep));
}

struct hop_probe *hop_begin(struct hop *h)
{
	struct hop_probe *p;

	if (!h->probes)
		h->probes = prog_alloc(h->keep, sizeof(*h->probes));
	p = &h->probes[h->count % h->keep];
	free(p->ext);
	*p = (struct hop_probe){ .i = h->count, .ttl = -1, .quoted_ttl = -1 };
	h->count++;
	h->open++;
	h->stats.sent++;
	return p;
}

static void from_whom(struct hop *h, const struct addr *from)
{
	for (unsigned k = 0; k < h->nfrom; k++)
		if (addr_eq(&h->from[k].addr, from)) {
			h->from[k].count++;
			return;
		}
	if (h->nfrom == HOP_ADDRS) {
		h->others++;
		return;
	}
	h->from[h->nfrom].addr = *from;
	h->from[h->nfrom++].count = 1;
}

/*
 * Base-2 logarithm, 32 bits of it behind the point: each squaring of the mantissa gives one more.
 * That of 0 is taken as that of 1.
 */
static uint64_t log2_fixed(uint64_t v)
{
	int whole = 63 - __builtin_clzll(v | 1);
	uint64_t log = (uint64_t)whole << 32;
	unsigned __int128 m = (unsigned __int128)(v | !v) << (63 - whole);

	for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1) {
		m = m * m >> 63;
		if (m >> 64) {
			log |= bit;
			m >>= 1;
		}
	}
	return log;
}

static void sample(struct hop *h, ns_t rtt)
{
	ns_t before = h->newest_rtt;
	struct hop_jitter *j = &h->jitter;

	h->logs += log2_fixed((uint64_t)rtt);
	if (h->stats.samples) {
		j->last = rtt > before ? rtt - before : before - rtt;
		j->worst = j->last > j->worst ? j->last : j->worst;
		j->sum += (unsigned __int128)j->last;
		j->mean16 += j->last - j->mean16 / 16;
	}
	h->newest_rtt = rtt;
	stats_sample(&h->stats, rtt);
}

static void keep_ext(struct hop_probe *p, struct cur ext)
{
	size_t n = cur_left(&ext);

	if (!n)
		return;
	p->ext_cut = n > HOP_EXT_MAX;
	p->ext_len = p->ext_cut ? HOP_EXT_MAX : n;
	p->ext = prog_alloc(1, p->ext_len);
	memcpy(p->ext, ext.p, p->ext_len);
}

void hop_heard(struct hop *h, struct hop_probe *p, const struct event *ev)
{
	const struct reply *r = ev->reply;

	p->late = p->state == HOP_LOST;
	if (p->late)
		h->stats.lost--;
	else
		h->open--;
	p->state = HOP_ANSWERED;
	p->n = ev->n;
	p->sent = ev->at - ev->rtt;
	p->rtt = ev->rtt;
	p->from = r->from;
	p->kind = r->kind;
	p->type = r->type;
	p->code = r->code;
	p->info = r->info;
	p->ttl = r->ttl;
	p->quoted_ttl = r->has_quote ? r->quote.ttl : -1;
	keep_ext(p, r->ext);
	h->stats.received++;
	sample(h, p->rtt);
	from_whom(h, &p->from);
}

void hop_refused(struct hop *h, struct hop_probe *p, const struct event *ev)
{
	p->state = HOP_REFUSED;
	p->kind = REPLY_LOCAL;
	p->rtt = ev->rtt;
	p->from = ev->reply->from;
	p->err = ev->reply->err;
	p->info = ev->reply->info;
	h->open--;
	h->stats.errors++;
}

void hop_lost(struct hop *h, struct hop_probe *p)
{
	p->state = HOP_LOST;
	h->open--;
	h->stats.lost++;
}

ns_t hop_jitter_avg(const struct hop *h)
{
	return h->stats.samples > 1 ? (ns_t)(h->jitter.sum / (h->stats.samples - 1)) : 0;
}

/* The largest number whose logarithm is no more than the mean of the logarithms. */
ns_t hop_gmean(const struct hop *h)
{
	uint64_t mean, v = 0;

	if (!h->stats.samples)
		return 0;
	mean = (uint64_t)(h->logs / h->stats.samples);
	for (uint64_t bit = (uint64_t)1 << 62; bit; bit >>= 1)
		if (log2_fixed(v | bit) <= mean)
			v |= bit;
	return (ns_t)v;
}

unsigned hop_restart(struct hop *h)
{
	unsigned again = 0;

	for (uint64_t i = 0; h->probes && i < h->keep && i < h->count; i++) {
		struct hop_probe *probe = &h->probes[i];

		again += probe->state == HOP_AGAIN;
		if (probe->state != HOP_ANSWERED)
			probe->state = HOP_REFUSED;
	}
	h->stats = (struct stats){ 0 };
	h->jitter = (struct hop_jitter){ 0 };
	h->newest_rtt = 0;
	h->logs = 0;
	h->nfrom = 0;
	h->others = h->open = h->ended = h->passed = 0;
	return again;
}
