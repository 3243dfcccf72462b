/* The UDP transport. See udp(7), raw(7), RFC 768. */
#include "xport/udp.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/prog.h"
#include "sys/sock.h"
#include "wire/udp.h"

/* Sets the port of either family. */
static void set_port(struct udp_xport *ux, const struct probe *p)
{
	uint16_t port = ux->cfg.ports ? udp_port_at(ux->cfg.port, p->n) :
					(uint16_t)(ux->cfg.port + p->flow);

	if (ux->match.portless)
		return;
	if (ux->cfg.to.family == ADDR_V4)
		((struct sockaddr_in *)&ux->to)->sin_port = htons(port);
	else
		((struct sockaddr_in6 *)&ux->to)->sin6_port = htons(port);
}

static int udp_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct udp_xport *ux = (struct udp_xport *)x;
	size_t size = p->size ? p->size : ux->cfg.size;
	size_t n = size > ux->gone ? size - ux->gone : 0;
	int rc;

	if (n > ux->size)
		n = ux->size;
	set_port(ux, p);
	udp_mark(&ux->match, probe_seq(p->n), ux->data, n);
	rc = xsock_send(&ux->socket, p, (struct sockaddr *)&ux->to, ux->to_len, ux->data, n, when);
	if (rc == 0)
		udp_sent(&ux->recent, p->n, p->ttl);
	return rc;
}

/* A raw IPv4 socket hands over the IP header, too, of which the hop limit is known already. */
static struct cur without_header(const struct udp_xport *ux, struct cur data)
{
	struct cur rest = data;
	struct ip4 h;

	if (ux->match.portless && ux->cfg.to.family == ADDR_V4 && ip4_parse(&rest, &h))
		return rest;
	return data;
}

static bool udp_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct udp_xport *ux = (struct udp_xport *)x;
	struct xmsg m;
	bool sure;

	if (!xsock_next(&ux->socket, now, &m))
		return xsock_refused(&ux->socket, r, when);
	*when = m.when;
	if (xsock_common(&ux->socket, &m, r))
		return true;
	sure = m.queued ? udp_error(&ux->match, &m.e, m.data, ux->gone, r) :
			  udp_answer(&ux->match, without_header(ux, m.data), &m.from, m.port, r);
	r->ttl = m.ttl;
	if (!sure && !udp_guess(&ux->recent, r->ttl, &r->seq))
		r->kind = REPLY_OTHER;
	if (r->kind == REPLY_ANSWER || r->kind == REPLY_ERROR)
		udp_told(&ux->recent, r->seq);
	return true;
}

static void fill(struct udp_xport *ux)
{
	if (ux->cfg.pattern_len == 1)
		memset(ux->data, *ux->cfg.pattern, ux->size);
	else if (ux->cfg.pattern_len)
		for (size_t i = 0; i < ux->size; i++)
			ux->data[i] = ux->cfg.pattern[i % ux->cfg.pattern_len];
}

int udp_open(struct udp_xport *ux, const struct udp_cfg *cfg)
{
	size_t longest = cfg->longest > cfg->size ? cfg->longest : cfg->size;

	*ux = (struct udp_xport){
		.x = { udp_send, udp_recv, cfg->fd },
		.cfg = *cfg,
		.match = { cfg->to, cfg->port, cfg->ports, cfg->form == UDP_RAW, 1 },
		.gone = (cfg->to.family == ADDR_V4 ? 20u : 40u) + cfg->options +
			(cfg->form == UDP_RAW ? 0u : UDP_HLEN),
	};
	if (getrandom(&ux->match.cookie, sizeof(ux->match.cookie), GRND_NONBLOCK) < 0)
		ux->match.cookie = (uint32_t)clock_now();
	ux->match.cookie |= 1;
	ux->size = longest > ux->gone ? longest - ux->gone : 0;
	ux->to_len = sock_to(&cfg->to, cfg->form == UDP_RAW ? 0 : cfg->port, &ux->to);
	if (cfg->to.family == ADDR_V6)
		((struct sockaddr_in6 *)&ux->to)->sin6_flowinfo = htonl(cfg->flow);
	if (xsock_open(&ux->socket, cfg->fd, cfg->to.family, cfg->tx_stamps) < 0)
		return -1;
	if (cfg->out)
		ux->socket.out = cfg->out;
	ux->data = prog_alloc(1, ux->size + 1);
	fill(ux);
	return 0;
}

void udp_close(struct udp_xport *ux)
{
	xsock_close(&ux->socket);
	free(ux->data);
	ux->data = NULL;
}
