/* From what a raw TCP socket received to a reply; pure, and so what the fuzzer drives. */
#include "xport/tcp.h"

#include "wire/ip4.h"
#include "xport/raw.h"

static bool is_our_port(const struct tcp_match *m, uint16_t port)
{
	for (unsigned i = 0; i < m->nsports; i++)
		if (m->sports[i] == port)
			return true;
	return false;
}

/* The probe whose sequence space begins up to `room` before v; false: it is none of ours. */
static bool number_of(const struct tcp_match *m, uint32_t v, uint16_t room, uint16_t *seq)
{
	v -= m->base;
	*seq = (uint16_t)(v >> 16);
	return (v & 0xffff) <= room;
}

void tcp_error(const struct tcp_match *m, const struct errq *e, struct cur data, size_t gone,
	       struct reply *r)
{
	struct cur c;
	struct tcp h;

	queued_reply(e, data, gone, r);
	c = r->quoted;
	if (!tcp_parse_start(&c, &h) || h.dport != m->port || !is_our_port(m, h.sport) ||
	    !number_of(m, h.seq, 0, &r->seq))
		r->kind = REPLY_OTHER;
}

/* By what the segment acknowledges; else a reset has its number from our acknowledgement. */
static bool is_answer(const struct tcp_match *m, const struct tcp *h, struct reply *r)
{
	if (!addr_eq(&r->from, &m->to) || h->sport != m->port || !is_our_port(m, h->dport))
		return false;
	/* a mere ACK to a SYN repeats what was said to another SYN of the flow (RFC 5961) */
	if (m->flags & TCP_SYN && !(h->flags & (TCP_SYN | TCP_RST)))
		return false;
	if (h->flags & TCP_ACK)
		return number_of(m, h->ack, m->room, &r->seq);
	return h->flags & TCP_RST && number_of(m, h->seq, 0, &r->seq);
}

bool tcp_answer(const struct tcp_match *m, struct cur packet, struct reply *r)
{
	struct tcp h;

	if (!raw_packet(&packet, IP_TCP, &m->from, r) || !tcp_parse(&packet, &h))
		return false;
	r->info = h.flags;
	r->kind = is_answer(m, &h, r) ? REPLY_ANSWER : REPLY_OTHER;
	r->busy = h.flags & TCP_SYN;
	r->bad_sum = !tcp_sum_ok(r->body, &r->from, &r->to);
	return true;
}
