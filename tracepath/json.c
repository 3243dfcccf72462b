/* JSON lines: the start, one object a hop, the end. The keys are in tracepath(8), JSON OUTPUT. */
#include <string.h>

#include "base/json.h"
#include "sys/sock.h"
#include "tracepath.h"
#include "wire/icmpext.h"

static void address(struct json *j, const char *key, const struct addr *a)
{
	char number[SOCK_STR];

	if (a->family)
		json_str(j, key, sock_str(a, number));
}

static void json_start(struct trace *t)
{
	struct json j = json_line(&t->out);

	json_str(&j, "event", "start");
	json_str(&j, "host", t->target);
	address(&j, "address", &t->host.addr);
	json_str(&j, "method", t->cfg.method->name);
	json_int(&j, "max_hops", t->cfg.max);
	json_int(&j, "size_bytes", t->size);
	json_end(&j);
}

static void labels(struct json *j, struct cur data)
{
	struct icmpext_label l;

	json_array(j, "mpls");
	while (icmpext_label_next(&data, &l)) {
		json_object(j, NULL);
		json_int(j, "label", l.label);
		json_int(j, "tc", l.exp);
		json_bool(j, "bottom", l.bottom);
		json_int(j, "ttl", l.ttl);
		json_object_end(j);
	}
	json_array_end(j);
}

static void extensions(struct json *j, const struct hop_probe *p)
{
	struct cur ext = cur_of(p->ext, p->ext_len);
	struct icmpext_object obj;

	json_array(j, "extensions");
	while (icmpext_next(&ext, &obj)) {
		struct obuf hex;

		json_object(j, NULL);
		json_int(j, "class", obj.class);
		json_int(j, "type", obj.ctype);
		if (obj.class == ICMPEXT_MPLS && obj.ctype == 1)
			labels(j, obj.data);
		ob_open(&hex, -1);
		while (cur_left(&obj.data))
			ob_hex(&hex, cur_u8(&obj.data), 2);
		json_mem(j, "data", hex.p, hex.len);
		ob_close(&hex);
		json_object_end(j);
	}
	json_array_end(j);
}

static void json_origin(struct trace *t, struct json *j, const struct addr *a)
{
	bool pending;
	const char *origin = whois_origin(&t->whois, a, &pending);

	if (origin)
		json_str(j, "as", origin);
}

static void answer(struct trace *t, struct json *j, const struct hop_probe *p)
{
	const char *name = resolve_name(&t->names, &p->from);
	int back = reply_hops(p->ttl);

	address(j, "from", &p->from);
	if (name)
		json_str(j, "name", name);
	if (t->cfg.origins)
		json_origin(t, j, &p->from);
	json_ms(j, "rtt_ms", p->rtt);
	if (p->ttl >= 0)
		json_int(j, "ttl", p->ttl);
	if (back >= 0)
		json_int(j, "hops_back", back);
	json_bool(j, "reached", trace_reached(t, p));
	if (p->kind == REPLY_ERROR) {
		json_int(j, "icmp_type", p->type);
		json_int(j, "icmp_code", p->code);
	} else if (t->xport == &t->tcp.x || t->xport == &t->connect.x) {
		json_str(j, "tcp", p->info & TCP_RST ? "reset" : "open");
	}
	if (p->dups)
		json_uint(j, "duplicates", p->dups);
	if (p->ext_len)
		extensions(j, p);
}

static void json_probe(struct trace *t, const struct path_place *at, const struct hop_probe *p,
		       bool last)
{
	const struct hop *h = &t->path.hops[at->ttl];
	struct json *j = &t->hop;

	if (t->line != at->ttl) {
		*j = json_line(&t->out);
		json_str(j, "event", "hop");
		json_int(j, "hop", at->ttl);
		if (h->mtu && (!t->mtu_shown || h->mtu < t->mtu_shown)) {
			t->mtu_shown = h->mtu;
			json_int(j, "mtu_bytes", h->mtu);
			address(j, "mtu_from", &h->mtu_from);
		}
		json_array(j, "probes");
	}
	t->line = last ? 0 : at->ttl;
	json_object(j, NULL);
	json_int(j, "size_bytes", p->size);
	if (p->state == HOP_ANSWERED)
		answer(t, j, p);
	else if (p->state == HOP_REFUSED)
		json_str(j, "error", strerror(p->err));
	else
		json_bool(j, "lost", true);
	json_object_end(j);
	if (!last)
		return;
	json_array_end(j);
	json_end(j);
}

static void json_finish(struct trace *t)
{
	struct json j;

	if (t->line) {
		json_array_end(&t->hop);
		json_end(&t->hop);
	}
	j = json_line(&t->out);
	json_str(&j, "event", "end");
	if (t->engine.done)
		json_int(&j, "hops", path_last(&t->path));
	json_bool(&j, "reached", t->reached);
	json_bool(&j, "interrupted", t->signal);
	if (t->cfg.mtu)
		json_int(&j, "pmtu_bytes", t->path.mtu);
	json_end(&j);
}

const struct trace_renderer trace_json = {
	.start = json_start, .probe = json_probe, .finish = json_finish,
};
