/* Requests of our own over a raw socket, whose error queue holds what routers say. See raw(7). */
#include "xport/dccp.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/prog.h"

/* The Request for a probe; returns its length. */
static size_t make(struct dccp_xport *dx, const struct probe *p)
{
	size_t size = p->size ? p->size : dx->cfg.size;
	struct put w = put_to(dx->packet, dx->room);
	struct dccp h = {
		.type = DCCP_REQUEST,
		.sport = dx->match.sport,
		.dport = dx->match.port,
		.seq = dccp_number(&dx->match, probe_seq(p->n)),
		.service = dx->cfg.service,
	};

	dccp_put(&w, &h);
	if (size > dx->gone + dx->room)
		size = dx->gone + dx->room;
	if (size > dx->gone + w.len)
		put_zero(&w, size - dx->gone - w.len);
	dccp_sent(&dx->recent, p->n, dccp_put_sum(&w, 0, &dx->match.from, &dx->match.to));
	return w.len;
}

static int dccp_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct dccp_xport *dx = (struct dccp_xport *)x;
	size_t n = make(dx, p);

	return xsock_send(&dx->socket, p, (struct sockaddr *)&dx->to, dx->to_len, dx->packet, n,
			  when);
}

/* Leaves no connection behind at the server. */
static void abort_connection(struct dccp_xport *dx, const struct reply *r)
{
	uint8_t bytes[DCCP_HLEN_MAX];
	struct put w = put_to(bytes, sizeof(bytes));

	if (dccp_abort(&dx->match, r, &w))
		xsock_aside(&dx->socket, bytes, w.len);
}

static bool dccp_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct dccp_xport *dx = (struct dccp_xport *)x;
	struct xmsg m;

	for (unsigned spare = 16; spare && xsock_next(&dx->socket, now, &m); spare--) {
		*when = m.when;
		if (xsock_common(&dx->socket, &m, r))
			return true;
		if (m.queued) {
			dccp_error(&dx->match, &m.e, m.data, dx->gone, r);
			return true;
		}
		reply_clear(r);
		r->has_quote = false;
		r->from = m.from;
		r->ttl = m.ttl;
		if (dccp_answer(&dx->match, m.data, r)) {
			abort_connection(dx, r);
			return true;
		}
	}
	return xsock_refused(&dx->socket, r, when);
}

/* A port among those that are nobody's (RFC 6335), and a first number. */
static void choose(struct dccp_match *m)
{
	uint64_t v;

	if (getrandom(&v, sizeof(v), GRND_NONBLOCK) < 0)
		v = (uint64_t)clock_now();
	m->base = v & DCCP_SEQ_MAX;
	if (!m->sport)
		m->sport = (uint16_t)(0xc000 | v >> 50);
}

int dccp_open(struct dccp_xport *dx, const struct dccp_cfg *cfg)
{
	size_t longest = cfg->longest > cfg->size ? cfg->longest : cfg->size;

	*dx = (struct dccp_xport){
		.x = { dccp_send, dccp_recv, cfg->fd },
		.cfg = *cfg,
		.match = { .to = cfg->to, .from = cfg->from, .port = cfg->port, .sport = cfg->sport,
			   .recent = &dx->recent },
		.gone = (cfg->to.family == ADDR_V4 ? 20u : 40u) + cfg->options,
		.room = DCCP_REQUEST_HLEN,
	};
	if (longest > dx->gone + dx->room)
		dx->room = longest - dx->gone;
	choose(&dx->match);
	if (xsock_connect(cfg->fd, &cfg->to, cfg->flow, &dx->to, &dx->to_len, &dx->match.from) < 0)
		return -1;
	if (xsock_open(&dx->socket, cfg->fd, cfg->to.family, cfg->tx_stamps) < 0)
		return -1;
	dx->packet = prog_alloc(1, dx->room);
	return 0;
}

void dccp_close(struct dccp_xport *dx)
{
	xsock_close(&dx->socket);
	free(dx->packet);
	dx->packet = NULL;
}
