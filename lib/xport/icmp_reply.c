/* From the bytes of an ICMP socket to a reply; pure, and so what the fuzzer drives. */
#include "wire/icmp.h"
#include "wire/cksum.h"
#include "wire/icmpext.h"
#include "xport/icmp.h"

const struct icmp_form icmp_echo4 = { .type = ICMP4_ECHO, .answer = ICMP4_ECHO_REPLY };
const struct icmp_form icmp_echo6 = { .type = ICMP6_ECHO, .answer = ICMP6_ECHO_REPLY };

/* Datagram sockets are handed only their own: the kernel has compared the identifier. */
static bool is_ours(const struct icmp_match *m, uint16_t id)
{
	return !m->raw || id == m->id;
}

static bool is_answer(const struct icmp_match *m, const struct icmp *h, struct reply *r)
{
	if (h->type != m->form->answer)
		return false;
	if (m->form->seq)
		return m->form->seq(m->form->arg, h, r->body, &r->seq);
	r->seq = h->seq;
	return is_ours(m, h->id);
}

/* Does the error quote one of our probes? What other programs send is not our business. */
static bool is_about_us(const struct icmp_match *m, const struct icmp *h, struct reply *r)
{
	const struct icmp *inner = &r->quote.icmp;

	if (!icmp_quotes(m->family, h->type))
		return false;
	icmpext_split(m->family, h, r->body, &r->quoted, &r->ext);
	r->has_quote = quote_parse(m->family, r->quoted, &r->quote);
	if (!r->has_quote || (r->quote.proto != IP_ICMP && r->quote.proto != IP_ICMP6) ||
	    inner->type != m->form->type)
		return false;
	if (m->form->seq) {
		if (!m->form->seq(m->form->arg, inner, r->quote.data, &r->seq))
			return false;
	} else if (!is_ours(m, inner->id)) {
		return false;
	} else {
		r->seq = inner->seq;
	}
	/* on a source route the quoted destination is some hop of it */
	return r->quote.ip4.hlen > 20 || addr_eq(&r->quote.dst, &m->to);
}

bool icmp_reply(const struct icmp_match *m, const uint8_t *p, size_t n, struct reply *r)
{
	struct cur c = cur_of(p, n);
	struct icmp h;
	struct ip4 ip;

	if (m->family == ADDR_V4 && m->raw) {
		if (!ip4_parse(&c, &ip) || ip.proto != IP_ICMP)
			return false;
		/* not ip.src and ip.dst: such a copy waits for the bytes stored just before */
		addr_set_v4(&r->from, p + 12);
		addr_set_v4(&r->to, p + 16);
		r->ttl = ip.ttl;
		r->options = ip.options;
		r->bad_sum = cksum(c.p, cur_left(&c)) != 0;
	}
	r->len = cur_left(&c);
	if (!icmp_parse(&c, &h))
		return false;
	cur_set(&r->body, c.p, cur_left(&c));
	r->type = h.type;
	r->code = h.code;
	r->info = h.rest;
	r->kind = REPLY_OTHER;
	if (is_answer(m, &h, r))
		r->kind = REPLY_ANSWER;
	else if (is_about_us(m, &h, r))
		r->kind = m->family == ADDR_V4 &&
					  (h.type == ICMP4_REDIRECT || h.type == ICMP4_QUENCH) ?
				  REPLY_NOTICE :
				  REPLY_ERROR;
	/* a broken error is not to be believed, a broken answer is told as such */
	if (r->bad_sum && r->kind != REPLY_ANSWER)
		r->kind = REPLY_OTHER;
	return true;
}
