/* Conversations of TCP and UDP, and of hosts where there are no ports (RFC 9293 for TCP). */
#include <string.h>

#include "summary/summary.h"

static void swap_key(struct key *k)
{
	struct key old = *k;

	memcpy(k->a, old.b, sizeof(k->a));
	memcpy(k->b, old.a, sizeof(k->b));
	k->number[0] = old.number[1];
	k->number[1] = old.number[0];
}

/* The conversation is kept by its lower end first, whoever began it. *from: who sends. */
static struct talk *find(struct summary *s, const struct addr *src, uint16_t sport,
			 const struct addr *dst, uint16_t dport, uint8_t proto, int *from)
{
	struct key k = table_key(KIND_TALK, src, dst);
	bool fresh;
	int order;

	k.number[0] = sport;
	k.number[1] = dport;
	k.number[2] = proto;
	order = memcmp(k.a, k.b, sizeof(k.a));
	*from = order > 0 || (!order && sport > dport);
	if (*from)
		swap_key(&k);
	return table_find(&s->talks, &k, &fresh);
}

static bool above(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

/* Data, SYN and FIN take sequence numbers; what was sent before is sent again. */
static void sent(struct talk_end *e, const struct tcp *h, size_t payload)
{
	uint32_t n = (uint32_t)payload + !!(h->flags & TCP_SYN) + !!(h->flags & TCP_FIN);
	uint32_t end = h->seq + n;

	if (e->begun && n && !above(end, e->next) && !(h->flags & TCP_RST)) {
		/* one byte before the next one asks whether the other side still lives */
		if (payload > 1 || h->seq + 1 != e->next)
			e->retransmitted++;
	}
	if (!e->begun || above(end, e->next))
		e->next = end;
	e->begun = true;
}

static void windows(struct talk_end *e, const struct tcp *h)
{
	bool zero = !h->window && !(h->flags & (TCP_SYN | TCP_RST));

	if (zero && !e->stuck)
		e->zero_windows++;
	e->stuck = zero;
}

static void syn(struct talk *k, int from, ns_t t)
{
	/* the same ports again, for another connection */
	if (k->connected || k->refused) {
		k->syns = 0;
		k->connected = k->refused = false;
		k->answered = 0;
		k->end[0].begun = k->end[1].begun = false;
	}
	if (k->syns && k->syns <= SUMMARY_TRIES)
		k->tries[k->syns - 1] = t - k->syn_first;
	if (!k->syns++)
		k->syn_first = t;
	k->syn_last = t;
	k->client = from;
}

static void segment(struct talk *k, int from, ns_t t, const struct peeled *p)
{
	const struct tcp *h = &p->tcp;

	if ((h->flags & (TCP_SYN | TCP_ACK)) == TCP_SYN) {
		syn(k, from, t);
	} else if (k->syns && from != k->client) {
		if (h->flags & TCP_RST)
			k->refused |= !k->connected;
		else
			k->connected = true;
		if (h->flags & TCP_SYN)
			k->answered = t;
	} else if (k->answered && !k->rtt && h->flags & TCP_ACK) {
		/* to the one side and back, and to the other and back: wherever it was seen */
		k->rtt = t - k->syn_last;
	}
	sent(&k->end[from], h, p->payload);
	windows(&k->end[from], h);
}

/* An ICMP error counts for the conversation that it is about. */
static void rejected(struct summary *s, ns_t t, const struct peeled *p)
{
	const struct quote *q = &p->quote;
	bool tcp = q->proto == IP_TCP;
	struct talk *k;
	int from;

	if (!tcp && q->proto != IP_UDP)
		return;
	k = find(s, &q->src, tcp ? q->tcp.sport : q->udp.sport, &q->dst,
		 tcp ? q->tcp.dport : q->udp.dport, q->proto, &from);
	if (!k)
		return;
	if (!k->first)
		k->first = k->last = t;
	k->errors++;
	k->rejected = from;
	k->rejected_by = p->src;
	k->icmp_type = p->icmp.type;
	k->icmp_code = p->icmp.code;
}

void talks_packet(struct summary *s, const struct frame *f, ns_t t, const struct peeled *p)
{
	struct talk *k;
	int from;

	if (p->has_quote)
		rejected(s, t, p);
	k = find(s, &p->src, p->sport, &p->dst, p->dport, p->proto, &from);
	if (!k)
		return;
	if (!k->first)
		k->first = t;
	k->last = t;
	k->end[from].packets++;
	k->end[from].bytes += f->len;
	if (p->proto == IP_TCP && p->has_ports)
		segment(k, from, t, p);
}
