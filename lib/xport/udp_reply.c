/*
 * From what a UDP socket received to a reply; pure, and so what the fuzzer drives. A router may
 * quote no more than the UDP header (RFC 792), of which the kernel hands over the port only.
 */
#include "xport/udp.h"

#include "base/put.h"

void udp_mark(const struct udp_match *m, uint16_t seq, uint8_t *data, size_t n)
{
	uint8_t mark[UDP_MARK];
	struct put w = put_to(mark, sizeof(mark));

	if (!m->portless)
		put_be16(&w, seq);
	put_be32(&w, m->cookie);
	if (m->portless)
		put_be16(&w, seq);
	if (n >= (m->portless ? UDP_MARK : 2))
		memcpy(data, mark, n < UDP_MARK ? n : UDP_MARK);
}

static bool is_padding(struct cur data)
{
	for (unsigned i = 0; i < UDP_MARK && cur_left(&data); i++)
		if (cur_u8(&data))
			return false;
	return true;
}

/* Is as much of the cookie as there is ours? */
static bool has_cookie(const struct udp_match *m, struct cur *data)
{
	for (unsigned shift = 32; shift && cur_left(data); shift -= 8)
		if (cur_u8(data) != (uint8_t)(m->cookie >> (shift - 8)))
			return false;
	return true;
}

static enum udp_known read_mark(const struct udp_match *m, struct cur data, uint16_t *seq)
{
	bool ours;

	if (!m->portless)
		*seq = cur_be16(&data);
	ours = has_cookie(m, &data);
	if (m->portless)
		*seq = cur_be16(&data);
	return ours ? UDP_SURE : UDP_FOREIGN;
}

enum udp_known udp_number(const struct udp_match *m, struct cur data, uint16_t port, uint16_t *seq)
{
	if (!m->portless && !m->ports && port < m->port)
		return UDP_FOREIGN;
	if (cur_left(&data) >= UDP_MARK ? !is_padding(data) : cur_left(&data) >= 2 && !m->portless)
		return read_mark(m, data, seq);
	if (!m->ports)
		return UDP_UNSURE;
	*seq = (uint16_t)(udp_port_index(m->port, port) + 1);
	return UDP_SURE;
}

void udp_sent(struct udp_recent *u, uint64_t n, uint8_t ttl)
{
	u->probe[n % UDP_RECENT].ttl = ttl;
	u->probe[n % UDP_RECENT].told = false;
	u->sent = n + 1;
}

/* The newest probe with that number, if it is among the recent ones. */
void udp_told(struct udp_recent *u, uint16_t seq)
{
	uint64_t back = (uint16_t)(probe_seq(u->sent) - 1 - seq);

	if (back < u->sent && back < UDP_RECENT)
		u->probe[(u->sent - 1 - back) % UDP_RECENT].told = true;
}

bool udp_guess(const struct udp_recent *u, int came, uint16_t *seq)
{
	uint64_t first = u->sent > UDP_RECENT ? u->sent - UDP_RECENT : 0;
	int best = INT32_MAX;

	for (uint64_t n = first; n < u->sent; n++) {
		int ttl = u->probe[n % UDP_RECENT].ttl;
		int off = came < 0 || !ttl ? 0 : ttl - reply_hops(came);

		if (u->probe[n % UDP_RECENT].told || (off < 0 ? -off : off) >= best)
			continue;
		best = off < 0 ? -off : off;
		*seq = probe_seq(n);
	}
	return best != INT32_MAX;
}

bool udp_error(const struct udp_match *m, const struct errq *e, struct cur data, size_t gone,
	       struct reply *r)
{
	enum udp_known known;

	queued_reply(e, data, gone, r);
	/* with a source route the quoted destination is some hop of it */
	known = udp_number(m, r->quoted, e->port, &r->seq);
	if (known == UDP_FOREIGN)
		r->kind = REPLY_OTHER;
	return known != UDP_UNSURE;
}

bool udp_answer(const struct udp_match *m, struct cur data, const struct addr *from, uint16_t port,
		struct reply *r)
{
	enum udp_known known;

	reply_clear(r);
	r->has_quote = false;
	r->from = *from;
	r->len = cur_left(&data);
	r->body = data;
	r->kind = REPLY_OTHER;
	if (!addr_eq(from, &m->to) || (!m->portless && !m->ports && port < m->port))
		return true;
	r->kind = REPLY_ANSWER;
	known = udp_number(m, data, port, &r->seq);
	/* most servers answer something of their own, not an echo: then the port may tell */
	if (known == UDP_FOREIGN)
		known = udp_number(m, cur_of(NULL, 0), port, &r->seq);
	return known == UDP_SURE;
}
