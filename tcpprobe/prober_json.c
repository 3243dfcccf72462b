/* The prober's events as JSON lines; the keys are documented in tcpprobe(8). */
#include <string.h>

#include "base/json.h"
#include "prober_run.h"
#include "sys/sock.h"
#include "wire/icmp_name.h"

static void address(struct json *j, const char *key, const struct addr *a)
{
	char number[SOCK_STR];

	if (a->family)
		json_str(j, key, sock_str(a, number));
}

static void mark(struct json *j, const char *ttl, const char *id, const struct target *t,
		 const struct fate_mark *m)
{
	if (m->ttl < 0)
		return;
	json_int(j, ttl, m->ttl);
	if (t->addr.family == ADDR_V4)
		json_bool(j, id, m->id);
}

static void icmp(struct json *j, const struct target *t, const struct answer *a)
{
	const char *name = icmp_error_name(t->addr.family, a->type, a->code);

	address(j, "from", &a->from);
	json_int(j, "icmp_type", a->type);
	json_int(j, "icmp_code", a->code);
	if (name)
		json_str(j, "icmp", name);
}

static void json_port(struct prober *p, const struct target *t, uint16_t number,
		      const struct answer *a)
{
	struct json j = json_line(&p->out);

	json_str(&j, "event", "port");
	json_str(&j, "host", t->host);
	address(&j, "address", &t->addr);
	json_int(&j, "port", number);
	json_str(&j, "state", fate_word(a->fate));
	if (a->rtt >= 0)
		json_ms(&j, "connect_ms", a->rtt);
	json_int(&j, "tries", a->tries);
	if (a->from.family)
		icmp(&j, t, a);
	mark(&j, "ttl", "id_set", t, &a->mark);
	if (a->fate == FATE_MIDDLEBOX) {
		mark(&j, "host_ttl", "host_id_set", t,
		     t->host_mark.ttl >= 0 ? &t->host_mark : &t->far_mark);
		json_int(&j, "hop", a->hop);
	}
	if (a->why)
		json_str(&j, "reason", a->why);
	address(&j, a->fate == FATE_MIDDLEBOX ? "from" : "neighbour", &a->who);
	if (a->device[0])
		json_str(&j, "interface", a->device);
	if (p->cfg.banner && a->banner_len)
		json_mem(&j, "banner", a->banner, a->banner_len);
	json_end(&j);
}

static void json_start(struct prober *p)
{
	struct json j = json_line(&p->out);

	json_str(&j, "event", "start");
	json_str(&j, "ports", p->list);
	json_uint(&j, "addresses", p->ntargets);
	json_end(&j);
}

static void json_finish(struct prober *p)
{
	struct json j = json_line(&p->out);

	json_str(&j, "event", "end");
	for (unsigned f = 0; f < FATES; f++)
		json_uint(&j, fate_word(f), p->counts[f]);
	json_uint(&j, "unfinished", p->left);
	json_ms(&j, "duration_ms", clock_now() - p->start);
	json_end(&j);
}

const struct prober_renderer prober_json = { json_start, json_port, json_finish };
