/* The text of tracepath: a line a hop, the MTU where it shrinks, and a summary. */
#include <string.h>

#include "sys/sock.h"
#include "tracepath.h"

#define HOST_WIDTH 51
#define LOCAL_WIDTH 33

static void pad(struct obuf *o, size_t from, size_t width)
{
	for (size_t n = o->len - from; n < width; n++)
		ob_c(o, ' ');
}

static void right(struct obuf *o, uint64_t v, uint64_t width)
{
	for (uint64_t most = 10, n = 1; n < width; n++, most *= 10)
		if (v < most)
			ob_c(o, ' ');
	ob_u(o, v);
}

static void round_trip(struct obuf *o, ns_t rtt)
{
	uint64_t us = (uint64_t)(rtt / NS_US);

	right(o, us / 1000, 3);
	ob_c(o, '.');
	ob_dec(o, us % 1000, 3);
	ob_str(o, "ms ");
}

static void host(struct trace *t, struct obuf *o, const struct addr *a)
{
	char number[SOCK_STR];

	if (!t->cfg.both && t->cfg.numeric) {
		ob_str(o, sock_str(a, number));
		return;
	}
	if (!t->cfg.both) {
		trace_name(t, o, a);
		return;
	}
	if (t->cfg.number_first)
		ob_str(o, sock_str(a, number));
	else
		trace_name(t, o, a);
	ob_str(o, " (");
	if (t->cfg.number_first)
		trace_name(t, o, a);
	else
		ob_str(o, sock_str(a, number));
	ob_c(o, ')');
}

static void line(struct trace *t, unsigned ttl, const struct addr *from, ns_t rtt)
{
	struct obuf *o = &t->out;
	size_t at;

	right(o, ttl, 2);
	ob_str(o, ":  ");
	at = o->len;
	host(t, o, from);
	pad(o, at, HOST_WIDTH);
	ob_c(o, ' ');
	round_trip(o, rtt);
}

static void asymmetry(struct obuf *o, unsigned ttl, int came)
{
	int back = reply_hops(came);

	if (back < 0 || (unsigned)back == ttl)
		return;
	ob_str(o, "asymm ");
	right(o, (uint64_t)back, 2);
	ob_c(o, ' ');
}

static void pmtu(struct trace *t, uint32_t mtu)
{
	ob_num(&t->out, "pmtu ", mtu, "\n");
	t->mtu_shown = mtu;
}

static void local(struct trace *t, unsigned ttl, uint32_t mtu, ns_t took)
{
	struct obuf *o = &t->out;
	size_t at;

	right(o, ttl, 2);
	ob_str(o, "?: ");
	at = o->len;
	ob_str(o, "[LOCALHOST]");
	pad(o, at, LOCAL_WIDTH);
	if (t->host.addr.family == ADDR_V6)
		round_trip(o, took);
	pmtu(t, mtu);
}

/* This host, or a router, said that packets were too large. */
static void narrows(struct trace *t, unsigned ttl)
{
	const struct hop *h = &t->path.hops[ttl];

	if (t->path.local_mtu && !t->mtu_shown)
		local(t, ttl, t->path.local_mtu, t->path.local_rtt);
	else if (t->jumbo && t->jumbo < t->cfg.length && !t->mtu_shown)
		local(t, ttl, t->jumbo, t->jumbo_took);
	if (h->mtu && (!t->mtu_shown || h->mtu < t->mtu_shown)) {
		line(t, ttl, &h->mtu_from, h->mtu_rtt);
		pmtu(t, h->mtu);
	}
}

/* No packet of ours is longer than IPv4 has them: what is larger only the kernel knows of. */
static uint32_t path_mtu(const struct trace *t)
{
	if (t->path.mtu < UINT16_MAX || !t->jumbo)
		return t->path.mtu;
	return t->jumbo < t->cfg.length ? t->jumbo : (uint32_t)t->cfg.length;
}

static const char *note4(uint8_t type, uint8_t code)
{
	static const char *const unreachable[] = {
		[0] = "!N", [1] = "!H", [2] = "!P", [6] = "!N", [9] = "!A",
		[10] = "!A", [11] = "!N", [12] = "!H", [13] = "!A",
	};

	if (type == ICMP4_TIME_EXCEEDED)
		return "";
	if (type == ICMP4_PARAMETER)
		return "!P";
	if (type != ICMP4_UNREACHABLE || code >= sizeof(unreachable) / sizeof(*unreachable))
		return NULL;
	return unreachable[code];
}

static const char *note6(uint8_t type, uint8_t code)
{
	static const char *const unreachable[] = {
		[0] = "!N", [1] = "!A", [2] = "!H", [3] = "!H", [5] = "!A", [6] = "!A",
	};

	if (type == ICMP6_TIME_EXCEEDED)
		return code == 0 ? "" : "!H";
	if (type == ICMP6_PARAMETER)
		return "!P";
	if (type != ICMP6_UNREACHABLE || code >= sizeof(unreachable) / sizeof(*unreachable))
		return NULL;
	return unreachable[code];
}

static void answer(struct trace *t, unsigned ttl, const struct hop_probe *p)
{
	const char *note =
		t->host.addr.family == ADDR_V4 ? note4(p->type, p->code) : note6(p->type, p->code);

	line(t, ttl, &p->from, p->rtt);
	if (note && !*note)
		asymmetry(&t->out, ttl, p->ttl);
	if (trace_reached(t, p))
		ob_str(&t->out, "reached");
	else if (note)
		ob_str(&t->out, note);
	else
		ob_num(&t->out, "!<", p->code, ">");
	ob_c(&t->out, '\n');
}

static void text_probe(struct trace *t, const struct path_place *at, const struct hop_probe *p,
		       bool last)
{
	if (p->state == HOP_ANSWERED) {
		narrows(t, at->ttl);
		answer(t, at->ttl, p);
		t->line = at->ttl;
		return;
	}
	if (!last || t->line == at->ttl)
		return;
	if (p->state == HOP_LOST)
		narrows(t, at->ttl);
	right(&t->out, at->ttl, 2);
	ob_str(&t->out, p->state == HOP_REFUSED ? ":  send failed\n" : ":  no reply\n");
}

static void text_finish(struct trace *t)
{
	struct obuf *o = &t->out;

	if (t->send_error)
		return;
	if (t->engine.done && !t->path.end)
		ob_num(o, "     Too many hops: pmtu ", path_mtu(t), "\n");
	ob_num(o, "     Resume: pmtu ", path_mtu(t), " ");
	if (t->reached) {
		ob_num(o, "hops ", t->reached, " ");
		if (t->back >= 0)
			ob_num(o, "back ", (uint64_t)t->back, " ");
	}
	ob_c(o, '\n');
}

const struct trace_renderer trace_text = { .probe = text_probe, .finish = text_finish };
