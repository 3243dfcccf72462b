/* From what a raw DCCP socket received to a reply; pure, and so what the fuzzer drives. */
#include "xport/dccp.h"

#include "wire/ip4.h"
#include "xport/raw.h"

void dccp_sent(struct dccp_recent *d, uint64_t n, uint16_t sum)
{
	d->sum[n % DCCP_RECENT] = sum;
	d->sent = n + 1;
}

bool dccp_find(const struct dccp_recent *d, uint16_t sum, uint16_t *seq)
{
	uint64_t all = d->sent < DCCP_RECENT ? d->sent : DCCP_RECENT;

	for (uint64_t n = d->sent; all; all--)
		if (d->sum[--n % DCCP_RECENT] == sum) {
			*seq = probe_seq(n);
			return true;
		}
	return false;
}

/* The probe that has this sequence number; false: it is none of ours. */
static bool number_of(const struct dccp_match *m, uint64_t v, uint16_t *seq)
{
	v = (v - m->base) & DCCP_SEQ_MAX;
	*seq = (uint16_t)v;
	return v <= UINT16_MAX;
}

/*
 * By the sequence number where it is quoted; translators change the checksum. Else by that: the
 * quote ends too early or, where routers fill up what they cut, goes on with zeros.
 */
static bool is_about_us(const struct dccp_match *m, const struct dccp *h, uint16_t *seq)
{
	if (h->sport != m->sport || h->dport != m->port)
		return false;
	if (h->extended)	/* not the Resets that we send */
		return h->type == DCCP_REQUEST && number_of(m, h->seq, seq);
	return dccp_find(m->recent, h->sum, seq);
}

void dccp_error(const struct dccp_match *m, const struct errq *e, struct cur data, size_t gone,
		struct reply *r)
{
	struct dccp h;
	struct cur c;

	queued_reply(e, data, gone, r);
	c = r->quoted;
	if (!dccp_parse_start(&c, &h) || !is_about_us(m, &h, &r->seq))
		r->kind = REPLY_OTHER;
}

static bool is_answer(const struct dccp_match *m, const struct dccp *h, struct reply *r)
{
	return addr_eq(&r->from, &m->to) && h->sport == m->port && h->dport == m->sport &&
	       h->acks && h->extended && number_of(m, h->ack, &r->seq);
}

bool dccp_answer(const struct dccp_match *m, struct cur packet, struct reply *r)
{
	struct dccp h;

	if (!raw_packet(&packet, IP_DCCP, &m->from, r) || !dccp_parse(&packet, &h))
		return false;
	r->info = h.type;
	if (h.type == DCCP_RESET)
		r->info |= (uint32_t)h.code << 8;
	r->kind = is_answer(m, &h, r) ? REPLY_ANSWER : REPLY_OTHER;
	r->bad_sum = !dccp_sum_ok(r->body, &r->from, &r->to);
	return true;
}

bool dccp_abort(const struct dccp_match *m, const struct reply *r, struct put *w)
{
	struct cur c = r->body;
	struct dccp h, reset;

	if (r->kind != REPLY_ANSWER || r->info != DCCP_RESPONSE || r->bad_sum ||
	    !dccp_parse(&c, &h))
		return false;
	reset = (struct dccp){
		.type = DCCP_RESET,
		.sport = m->sport,
		.dport = m->port,
		.seq = (h.ack + 1) & DCCP_SEQ_MAX,
		.ack = h.seq,
		.code = DCCP_RESET_ABORTED,
	};
	dccp_put(w, &reset);
	dccp_put_sum(w, 0, &m->from, &m->to);
	return !w->over;
}
