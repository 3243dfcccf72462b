/* ping's classic text, as iputils prints it: header, a line an answer or error, statistics. */
#include "ping.h"

#include <errno.h>
#include <linux/if.h>
#include <stdio.h>
#include <string.h>

#include "base/prog.h"
#include "sys/sock.h"
#include "wire/icmp.h"

#define DUMP_ROW 32		/* bytes in a line of wrong data */

/* With -I or -B: where from. The device is the one asked for, or that of the address' zone. */
static void from_text(struct ping *p, struct obuf *o)
{
	char number[SOCK_STR];
	char *zone;

	if (!p->cfg.device && !p->cfg.source.family && !p->cfg.sticky)
		return;
	sock_str(&p->source, number);
	zone = strchr(number, '%');
	ob_str(o, "from ");
	ob_str(o, number);
	ob_c(o, ' ');
	if (p->cfg.device)
		ob_esc(o, p->cfg.device, strlen(p->cfg.device));
	else if (zone)
		ob_str(o, zone + 1);
	ob_str(o, ": ");
}

static void pattern_text(struct ping *p, struct obuf *o)
{
	if (!p->cfg.pattern_len || p->cfg.quiet)
		return;
	ob_str(o, "PATTERN: 0x");
	for (unsigned i = 0; i < p->cfg.pattern_len; i++)
		ob_hex(o, p->cfg.pattern[i], 2);
	ob_c(o, '\n');
}

static const char *typed_name(const struct ping *p)
{
	return p->host.addr.family == ADDR_V6 && !p->node ? p->hops[p->nhops - 1] : p->host.name;
}

/* Bytes of IP options as the first line counts them: for -R and -T all that a header can hold. */
static unsigned options_room(const struct ping *p)
{
	return p->cfg.record || p->cfg.stamp != PING_STAMP_NONE ? PING_IP_OPTIONS :
								  p->ip_options_len;
}

static void text_start(struct ping *p)
{
	struct obuf *o = &p->out;
	bool v4 = p->host.addr.family == ADDR_V4;
	const char *name = typed_name(p);
	char number[SOCK_STR];

	pattern_text(p, o);
	if (p->cfg.verbose) {
		ob_fmt(o, "ai->ai_family: %s, ai->ai_canonname: '", v4 ? "AF_INET" : "AF_INET6");
		ob_esc(o, p->host.name, strlen(p->host.name));
		ob_str(o, "'\n");
	}
	ob_str(o, "PING ");
	ob_esc(o, name, strlen(name));
	if (v4) {
		ob_str(o, " (");
		ob_str(o, sock_str(&p->host.addr, number));
		ob_str(o, ") ");
		from_text(p, o);
		ob_u(o, (uint64_t)p->cfg.size);
		ob_num(o, "(", (uint64_t)p->cfg.size + ICMP_HLEN + 20 + options_room(p),
		       ") bytes of data.\n");
		return;
	}
	ob_c(o, '(');
	ping_who(p, o, &p->host.addr);
	ob_str(o, ") ");
	if (p->cfg.flow >= 0)
		ob_fmt(o, ", flow 0x%05x, ", (unsigned)p->cfg.flow);
	from_text(p, o);
	ob_num(o, "", (uint64_t)p->cfg.size, " data bytes\n");
}

static void date_text(struct ping *p, struct obuf *o)
{
	ns_t wall;

	if (!p->cfg.dates)
		return;
	wall = clock_wall();
	ob_c(o, '[');
	ob_u(o, (uint64_t)(wall / NS_S));
	ob_c(o, '.');
	ob_dec(o, (uint64_t)(wall % NS_S / NS_US), 6);
	ob_str(o, "] ");
}

static void wrong_text(struct ping *p, struct obuf *o, size_t at, struct cur data)
{
	size_t n = cur_left(&data);
	const uint8_t *got = cur_bytes(&data, n);

	ob_str(o, "\nwrong data byte #");
	ob_u(o, at);
	ob_str(o, " should be 0x");
	ob_hex(o, ping_payload_byte(p, at), 0);
	ob_str(o, " but was 0x");
	ob_hex(o, got[at], 0);
	for (size_t i = PING_CLOCK; i < n && i < (size_t)p->cfg.size; i++) {
		if ((i - PING_CLOCK) % DUMP_ROW == 0) {
			ob_str(o, "\n#");
			ob_u(o, i);
			ob_c(o, '\t');
		}
		ob_hex(o, got[i], 0);
		ob_c(o, ' ');
	}
}

/* Behind the time: what is remarkable about the answer. */
static void remarks_text(struct ping *p, struct obuf *o, const struct event *ev)
{
	const struct reply *r = ev->reply;
	int64_t wrong;

	if (ev->kind == EV_DUP && (!p->to_many || p->cfg.verbose))
		ob_str(o, " (DUP!)");
	if (ev->kind == EV_CORRUPT)
		ob_str(o, " (BAD CHECKSUM!)");
	if (ping_is_other(p, r))
		ob_str(o, " (DIFFERENT ADDRESS!)");
	wrong = ping_payload_check(p, r->body);
	if (wrong >= 0)
		wrong_text(p, o, (size_t)wrong, r->body);
}

static void reply_text(struct ping *p, const struct event *ev)
{
	const struct reply *r = ev->reply;
	struct obuf *o = &p->out;

	date_text(p, o);
	ob_u(o, r->len);
	ob_str(o, " bytes from ");
	ping_who(p, o, &r->from);
	if (p->node) {
		ping_query_text(o, r);
	} else {
		ob_str(o, ": icmp_seq=");
		ob_u(o, r->seq);
	}
	if (p->cfg.verbose && (p->raw || p->cfg.id >= 0)) {
		ob_str(o, " ident=");
		ob_u(o, p->id);
	}
	if (r->ttl >= 0) {
		ob_str(o, " ttl=");
		ob_u(o, (uint64_t)r->ttl);
	}
	if (!p->node && r->len < (size_t)p->cfg.size + ICMP_HLEN) {
		ob_str(o, " (truncated)");
	} else {
		stats_time_text(o, ev->rtt);
		remarks_text(p, o, ev);
	}
	if (p->cfg.bell)
		ob_c(o, '\a');
	ping_options_text(p, r->options);
	ob_c(o, '\n');
}

/* -v: the header that a redirect quotes, fields as they stand in it. */
static void quoted_text(struct ping *p, const struct reply *r)
{
	const struct ip4 *ip = &r->quote.ip4;
	struct obuf *o = &p->out;
	char number[SOCK_STR];

	ob_str(o, "Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n");
	ob_fmt(o, " 4  %x  %02x %04x %04x   %x %04x  %02x  %02x %04x ", ip->hlen / 4, ip->tos,
	       ip->total, ip->id, ip->frag >> 13, ip->frag & 0x1fff, ip->ttl, ip->proto, ip->sum);
	ob_fmt(o, "%s  ", sock_str(&ip->src, number));
	ob_fmt(o, "%s ", sock_str(&ip->dst, number));
	ob_c(o, '\n');
	if (ip->hlen > 20) {
		ping_options_text(p, ip->options);
		ob_c(o, '\n');
	}
}

static void error_text(struct ping *p, const struct event *ev)
{
	const struct reply *r = ev->reply;
	struct obuf *o = &p->out;
	bool notice = ev->kind == EV_NOTICE;

	date_text(p, o);
	ob_str(o, "From ");
	ping_who(p, o, &r->from);
	ob_str(o, notice ? ": icmp_seq=" : " icmp_seq=");
	ob_u(o, r->seq);
	ob_c(o, ' ');
	ping_error_text(p, o, r);
	ob_c(o, '\n');
	if (notice && p->cfg.verbose && r->has_quote)
		quoted_text(p, r);
}

static void local_text(struct ping *p, const struct reply *r)
{
	ob_flush(&p->out);
	if (r->err == EMSGSIZE && r->info)
		warn(p->host.addr.family == ADDR_V4 ? "local error: message too long, mtu=%u" :
						      "local error: message too long, mtu: %u",
		     r->info);
	else if (r->err == EMSGSIZE)
		warn("local error: message too long");
	else
		warn("sendmsg: %s", strerror(r->err));
}

/* -O: before a probe is sent, was the one before it answered? */
static void outstanding_text(struct ping *p, uint64_t n)
{
	if (!p->cfg.outstanding || n == 0 || p->answered_n >= n)
		return;
	date_text(p, &p->out);
	ob_str(&p->out, "no answer yet for icmp_seq=");
	ob_u(&p->out, probe_seq(n - 1));
	ob_c(&p->out, '\n');
}

/* A dot for what is under way, a backspace when it came back. */
static void flood_text(struct ping *p, const struct event *ev)
{
	switch (ev->kind) {
	case EV_SENT:
		ob_c(&p->out, '.');
		break;
	case EV_REPLY:
	case EV_LATE:
	case EV_DUP:
		ob_str(&p->out, "\b \b");
		if (p->cfg.bell)
			ob_c(&p->out, '\a');
		break;
	case EV_CORRUPT:
		ob_str(&p->out, "\bC");
		break;
	case EV_ERROR:
		/* what this host refused never left: an E in the place of its dot */
		if (ev->reply->kind == REPLY_LOCAL && p->out.len && p->out.p[p->out.len - 1] == '.')
			p->out.len--;
		else
			ob_c(&p->out, '\b');
		ob_c(&p->out, 'E');
		break;
	default:
		break;
	}
}

/* By itself, so that a flood does not pay for the room that its lines take. */
static __attribute__((noinline)) void line_text(struct ping *p, const struct event *ev)
{
	switch (ev->kind) {
	case EV_REPLY:
	case EV_LATE:
	case EV_DUP:
	case EV_CORRUPT:
		reply_text(p, ev);
		break;
	case EV_NOTICE:
	case EV_ERROR:
		if (ev->reply->kind == REPLY_LOCAL)
			local_text(p, ev->reply);
		else
			error_text(p, ev);
		break;
	default:
		break;
	}
}

static void text_event(void *arg, const struct event *ev)
{
	struct ping *p = arg;

	if (ev->kind == EV_SENT)
		outstanding_text(p, ev->n);
	if ((ev->kind == EV_REPLY || ev->kind == EV_LATE) && ev->n + 1 > p->answered_n)
		p->answered_n = ev->n + 1;
	if (p->cfg.quiet)
		return;
	if (p->cfg.flood)
		flood_text(p, ev);
	else
		line_text(p, ev);
}

static void text_finish(struct ping *p)
{
	const struct stats *s = &p->stats;
	struct stats_loss loss = ping_loss(p, clock_now());
	struct obuf *o = &p->out;
	const char *comma = stats_text(o, typed_name(p), s, &loss);

	if (s->received && s->sent > 1 && (!p->cfg.interval || p->cfg.flood || p->cfg.adaptive)) {
		ob_str(o, comma);
		ob_str(o, "ipg/ewma ");
		ob_ms(o, (s->last - s->first) / (ns_t)(s->sent - 1));
		ob_c(o, '/');
		ob_ms(o, stats_ewma(s));
		ob_str(o, " ms");
	}
	ob_c(o, '\n');
}

/* SIGQUIT: one line on standard error, so that a pipe's reader does not see it. */
static void text_status(struct ping *p)
{
	struct stats_loss loss = ping_loss(p, clock_now());

	ob_flush(&p->out);
	stats_status_text(&p->stats, &loss);
}

const struct ping_renderer ping_text = { text_start, text_event, text_status, text_finish };
