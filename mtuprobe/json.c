/* JSON lines: the start, each way of probing, the end. The keys are in mtuprobe(8), JSON OUTPUT. */
#include "base/json.h"

#include "mtuprobe.h"
#include "sys/sock.h"

static void address(struct json *j, const char *key, const struct addr *a)
{
	char text[SOCK_STR];

	if (a->family)
		json_str(j, key, sock_str(a, text));
}

static void start(struct mtuprobe *m)
{
	struct json j = json_line(&m->out);

	json_str(&j, "event", "start");
	json_str(&j, "host", m->target);
	address(&j, "address", &m->host.addr);
	json_str(&j, "interface", m->device);
	json_int(&j, "interface_mtu_bytes", m->mtu);
	json_end(&j);
}

static void way(struct mtuprobe *m, const struct mtu_result *r, unsigned i)
{
	struct json j = json_line(&m->out);

	json_str(&j, "event", "method");
	json_str(&j, "method", m->ways[i].name);
	json_bool(&j, "answered", r->found[i]);
	if (r->found[i])
		json_int(&j, "pmtu_bytes", r->found[i]);
	if (r->least[i])
		json_bool(&j, "pmtu_at_least", true);
	if (i == WAY_TCP && r->port) {
		json_int(&j, "port", r->port);
		json_bool(&j, "open", r->port_open);
		if (r->mss)
			json_int(&j, "mss_bytes", r->mss);
		if (r->mss_least)
			json_bool(&j, "mss_at_least", true);
	}
	json_end(&j);
}

static void narrow(struct json *j, const struct mtu_result *r)
{
	if (r->word) {
		address(j, "signalled_from", &r->word->from);
		json_uint(j, "signalled_bytes", r->word->mtu);
	}
	if (!r->trace)
		return;
	json_uint(j, "hop", r->hop);
	address(j, "hop_address", &r->hop_from);
	if (!r->trace->fail)
		return;
	json_uint(j, "next_hop", r->trace->fail);
	address(j, "next_hop_address", &r->trace->fail_from);
}

static void fixes(struct mtuprobe *m, struct json *j, const struct mtu_result *r)
{
	struct mtu_fix f[MTU_FIXES];
	unsigned n = mtu_fixes(m, r, f);

	json_array(j, "fix");
	for (unsigned i = 0; i < n; i++) {
		json_object(j, NULL);
		json_str(j, "where", f[i].where);
		json_mem(j, "paste", f[i].paste.p, f[i].paste.len);
		json_object_end(j);
	}
	json_array_end(j);
	mtu_fixes_free(f, n);
}

static void end(struct mtuprobe *m, const struct mtu_result *r)
{
	struct json j = json_line(&m->out);
	struct obuf text;

	json_str(&j, "event", "end");
	json_str(&j, "layer", mtu_verdict_layer(r->verdict));
	json_str(&j, "verdict", mtu_verdict_name(r->verdict));
	ob_open(&text, -1);
	mtu_verdict_text(m, r, &text);
	json_mem(&j, "evidence", text.p, text.len);
	ob_close(&text);
	if (r->mtu)
		json_int(&j, "pmtu_bytes", r->mtu);
	if (r->at_least)
		json_bool(&j, "pmtu_at_least", true);
	if (r->bound) {
		json_int(&j, "bound_bytes", r->bound);
		json_uint(&j, "bound_hop", r->far);
		address(&j, "bound_address", &r->far_from);
	}
	narrow(&j, r);
	if (r->hops > 0)
		json_int(&j, "hops_back", r->hops);
	if (r->wide)
		json_int(&j, "other_ways_bytes", r->wide);
	if (r->fragments)
		json_bool(&j, "fragments_pass", r->fragments == FRAGMENTS_PASS);
	json_uint(&j, "loss_percent", r->loss);
	json_uint(&j, "packets", r->sent);
	if (r->rtt)
		json_ms(&j, "rtt_ms", r->rtt);
	json_ms(&j, "took_ms", m->took);
	json_bool(&j, "interrupted", m->signal);
	fixes(m, &j, r);
	json_end(&j);
}

void mtu_json(struct mtuprobe *m, const struct mtu_result *r)
{
	start(m);
	for (unsigned i = 0; i < 3; i++)
		way(m, r, i);
	end(m, r);
}
