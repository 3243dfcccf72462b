/* ping's events as JSON lines; the keys are documented in ping(8). */
#include "ping.h"

#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "sys/rtnl.h"
#include "sys/sock.h"
#include "wire/icmpext.h"

static void address(struct json *j, const char *key, const struct addr *a)
{
	char number[SOCK_STR];

	if (a->family)
		json_str(j, key, sock_str(a, number));
}

static void name_of(struct ping *p, struct json *j, const struct addr *a)
{
	const char *name = resolve_name(&p->names, a);

	if (name)
		json_str(j, "name", name);
}

/* Seconds since 1970, of an instant on the monotonic clock. */
static void when(struct json *j, ns_t at)
{
	ns_t wall = clock_wall() - (clock_now() - at);

	json_fix(j, "time_s", wall > 0 ? (uint64_t)(wall / NS_US) : 0, 6);
}

static const char *route_kind(uint8_t type)
{
	switch (type) {
	case RTN_UNICAST:
		return "unicast";
	case RTN_LOCAL:
		return "local";
	case RTN_BROADCAST:
		return "broadcast";
	case RTN_MULTICAST:
		return "multicast";
	default:
		return "other";
	}
}

/* The way that the first packet takes out of this host. */
static void route(struct ping *p, struct json *j)
{
	uint32_t oif = p->cfg.device ? sock_ifindex(p->cfg.device) : 0;
	uint32_t mark = p->cfg.mark > 0 ? (uint32_t)p->cfg.mark : 0;
	char name[IF_NAMESIZE];
	struct rtnl_route way;

	if (rtnl_route(&p->host.addr, &p->source, oif, mark, &way) < 0)
		return;
	json_object(j, "route");
	json_str(j, "type", route_kind(way.type));
	if (way.oif && if_indextoname(way.oif, name))
		json_str(j, "interface", name);
	address(j, "gateway", &way.gateway);
	if (way.mtu)
		json_int(j, "mtu_bytes", way.mtu);
	json_object_end(j);
}

static void json_start(struct ping *p)
{
	struct json j = json_line(&p->out);

	json_str(&j, "event", "start");
	when(&j, clock_now());
	json_str(&j, "host", p->hops[p->nhops - 1]);
	if (!p->host.numeric)
		json_str(&j, "name", p->host.name);
	address(&j, "address", &p->host.addr);
	address(&j, "source", &p->source);
	json_int(&j, "data_bytes", p->node ? (int64_t)ping_query_size(p) : p->cfg.size);
	json_int(&j, "id", p->id);
	json_str(&j, "socket", p->raw ? "raw" : "datagram");
	route(p, &j);
	json_end(&j);
}

static void labels(struct json *j, struct cur ext)
{
	struct icmpext_object obj;
	struct icmpext_label l;
	bool open = false;

	while (icmpext_next(&ext, &obj)) {
		if (obj.class != ICMPEXT_MPLS || obj.ctype != 1)
			continue;
		while (icmpext_label_next(&obj.data, &l)) {
			if (!open)
				json_array(j, "mpls");
			open = true;
			json_object(j, NULL);
			json_int(j, "label", l.label);
			json_int(j, "tc", l.exp);
			json_bool(j, "bottom", l.bottom);
			json_int(j, "ttl", l.ttl);
			json_object_end(j);
		}
	}
	if (open)
		json_array_end(j);
}

static void json_error(struct ping *p, struct json *j, const struct reply *r)
{
	struct obuf text;

	if (r->kind == REPLY_LOCAL) {
		json_str(j, "error", strerror(r->err));
		if (r->info)
			json_int(j, "mtu_bytes", r->info);
		return;
	}
	ob_open(&text, -1);
	ping_error_text(p, &text, r);
	json_mem(j, "error", text.p, text.len);
	ob_close(&text);
	json_int(j, "icmp_type", r->type);
	json_int(j, "icmp_code", r->code);
	labels(j, r->ext);
}

static void json_answer(struct ping *p, struct json *j, const struct event *ev)
{
	const struct reply *r = ev->reply;
	int64_t wrong = ping_payload_check(p, r->body);
	struct obuf text;

	json_int(j, "bytes", (int64_t)r->len);
	json_ms(j, "rtt_ms", ev->rtt);
	json_bool(j, "other_address", ping_is_other(p, r));
	json_bool(j, "truncated", !p->node && r->len < (size_t)p->cfg.size + ICMP_HLEN);
	if (wrong >= 0)
		json_int(j, "wrong_byte", wrong);
	if (!p->node)
		return;
	ob_open(&text, -1);
	ping_query_text(&text, r);
	json_mem(j, "node", text.p, text.len);
	ob_close(&text);
}

static void json_event(void *arg, const struct event *ev)
{
	static const char *const names[] = {
		[EV_SENT] = NULL,
		[EV_REPLY] = "reply", [EV_LATE] = "late", [EV_DUP] = "duplicate",
		[EV_CORRUPT] = "corrupted", [EV_ERROR] = "error", [EV_NOTICE] = "notice",
		[EV_LOST] = "lost", [EV_OTHER] = NULL,
	};
	struct ping *p = arg;
	struct json j;

	if (p->cfg.quiet || !names[ev->kind])
		return;
	j = json_line(&p->out);
	json_str(&j, "event", names[ev->kind]);
	when(&j, ev->at);
	json_int(&j, "icmp_seq", probe_seq(ev->n));
	if (ev->reply) {
		address(&j, "from", &ev->reply->from);
		if (ev->reply->from.family)
			name_of(p, &j, &ev->reply->from);
		if (ev->reply->ttl >= 0)
			json_int(&j, "ttl", ev->reply->ttl);
	}
	if (ev->kind == EV_ERROR || ev->kind == EV_NOTICE)
		json_error(p, &j, ev->reply);
	else if (ev->kind != EV_LOST)
		json_answer(p, &j, ev);
	json_end(&j);
}

static void summary(struct ping *p, const char *event)
{
	const struct stats *s = &p->stats;
	struct stats_loss loss = ping_loss(p, clock_now());
	struct json j = json_line(&p->out);

	json_str(&j, "event", event);
	when(&j, clock_now());
	stats_json(&j, s, &loss);
	json_end(&j);
}

static void json_status(struct ping *p)
{
	summary(p, "status");
	ob_flush(&p->out);
}

static void json_finish(struct ping *p)
{
	summary(p, "end");
}

const struct ping_renderer ping_json = { json_start, json_event, json_status, json_finish };
