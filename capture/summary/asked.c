/* Questions and their answers: ARP (RFC 826), neighbours (RFC 4861), echoes, DNS (RFC 1035). */
#include <string.h>

#include "summary/summary.h"

#define NEIGHBOUR_SOLICITATION 135
#define NEIGHBOUR_ADVERTISEMENT 136
#define DNS_PORT 53
#define DNS_HEADER 12

/* The question of `who` about `whom`; an answer is noted where there was such a question. */
static void note(struct summary *s, ns_t t, struct key k, bool answer)
{
	struct asked *q;
	bool fresh;

	/* an answer alone makes an entry, too: of no question */
	q = table_find(&s->asked, &k, &fresh);
	if (!q)
		return;
	if (answer) {
		q->answered = true;
		return;
	}
	q->times = q->answered ? 1 : q->times + 1;
	q->answered = false;
	q->last = t;
}

static void owned(struct summary *s, const struct addr *a, const uint8_t mac[6])
{
	struct key k = table_key(KIND_OWNER, a, a);
	struct owner *o;
	bool fresh;

	if (addr_is_any(a))
		return;
	o = table_find(&s->owners, &k, &fresh);
	if (!o)
		return;
	if (fresh) {
		memcpy(o->mac, mac, 6);
	} else if (!o->disputed && memcmp(o->mac, mac, 6) != 0) {
		memcpy(o->other, mac, 6);
		o->disputed = true;
	}
}

static void arp(struct summary *s, ns_t t, const struct peeled *p)
{
	owned(s, &p->src, p->arp.mac);
	/* a host that only tells of itself asks nobody */
	if (addr_eq(&p->src, &p->dst) || addr_is_any(&p->src))
		return;
	if (p->arp.op == 1)
		note(s, t, table_key(KIND_ARP, &p->src, &p->dst), false);
	else if (p->arp.op == 2)
		note(s, t, table_key(KIND_ARP, &p->dst, &p->src), true);
}

static void neighbour(struct summary *s, ns_t t, const struct peeled *p)
{
	struct cur c = p->data;
	const uint8_t *b = cur_bytes(&c, 16);
	bool asks = p->icmp.type == NEIGHBOUR_SOLICITATION;
	struct addr target;

	/* from nowhere: is the address free? It had better not be answered */
	if (!b || addr_is_any(&p->src))
		return;
	target = addr_v6(b);
	if (asks || !addr_is_multicast(&p->dst))
		note(s, t, table_key(KIND_ARP, asks ? &p->src : &p->dst, &target), !asks);
}

static void echo(struct summary *s, ns_t t, const struct peeled *p, bool answer)
{
	struct key k = answer ? table_key(KIND_ECHO, &p->dst, &p->src) :
				table_key(KIND_ECHO, &p->src, &p->dst);

	k.number[0] = p->icmp.id;
	k.number[1] = p->icmp.seq;
	note(s, t, k, answer);
}

static void dns(struct summary *s, ns_t t, const struct peeled *p)
{
	struct cur c = p->data;
	const uint8_t *head = cur_bytes(&c, DNS_HEADER);
	bool answer;
	struct key k;

	if (!head)
		return;
	answer = head[2] & 0x80;
	if ((answer ? p->sport : p->dport) != DNS_PORT)
		return;
	k = answer ? table_key(KIND_DNS, &p->dst, &p->src) : table_key(KIND_DNS, &p->src, &p->dst);
	k.number[0] = answer ? p->dport : p->sport;
	k.number[1] = (uint16_t)(head[0] << 8 | head[1]);
	note(s, t, k, answer);
}

void asked_packet(struct summary *s, ns_t t, const struct peeled *p)
{
	uint8_t family = p->src.family;

	if (p->is_arp)
		arp(s, t, p);
	else if (p->has_icmp && family == ADDR_V6 &&
		 (p->icmp.type == NEIGHBOUR_SOLICITATION ||
		  p->icmp.type == NEIGHBOUR_ADVERTISEMENT))
		neighbour(s, t, p);
	else if (p->has_icmp && p->icmp.type == icmp_echo_type(family))
		echo(s, t, p, false);
	else if (p->has_icmp && p->icmp.type == icmp_echo_reply_type(family))
		echo(s, t, p, true);
	else if (p->proto == IP_UDP && p->has_ports)
		dns(s, t, p);
}
