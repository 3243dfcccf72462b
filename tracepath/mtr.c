/* mtr: one host after the other, and when a report is complete. */
#include "mtr.h"

#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/sock.h"
#include "tracepath.h"

static const struct trace_renderer *const outputs[] = {
	[MTR_REPORT] = &mtr_report, [MTR_CSV] = &mtr_csv, [MTR_XML] = &mtr_xml,
	[MTR_JSON] = &mtr_json, [MTR_RAW] = &mtr_raw, [MTR_SPLIT] = &mtr_split,
	[MTR_SCREEN] = &mtr_screen,
};

void mtr_info(struct trace *t, struct obuf *o, const struct addr *a)
{
	bool pending;

	ob_str(o, a->family ? ipinfo_field(&t->info, a, (enum ipasn_field)t->mtr.info, &pending) :
		  t->mtr.info ? "???" :
				"AS???");
}

unsigned mtr_answers(const struct hop *h, const struct hop_probe **of)
{
	unsigned first = h->nfrom, found = 0;

	memset(of, 0, HOP_ADDRS * sizeof(*of));
	for (uint64_t i = h->count; i-- && found < h->nfrom;) {
		const struct hop_probe *p = hop_probe(h, i);

		if (!p)
			break;
		for (unsigned k = 0; p->state == HOP_ANSWERED && k < h->nfrom; k++) {
			if (of[k] || !addr_eq(&h->from[k].addr, &p->from))
				continue;
			of[k] = p;
			first = found++ ? first : k;
			break;
		}
	}
	return first < h->nfrom ? first : 0;
}

struct addr mtr_address(const struct hop *h)
{
	const struct hop_probe *of[HOP_ADDRS];

	return h->nfrom ? h->from[mtr_answers(h, of)].addr : (struct addr){ 0 };
}

/* Is all known of the address that will be printed? */
static bool is_known(struct trace *t, const struct addr *a, ns_t now, ns_t *wake)
{
	bool pending = false;
	ns_t until;

	if (resolve_pending(&t->names, a, &until) && now < until) {
		*wake = until < *wake ? until : *wake;
		return false;
	}
	if (t->mtr.info != MTR_NO_INFO)
		ipinfo_field(&t->info, a, (enum ipasn_field)t->mtr.info, &pending);
	return !pending;
}

bool mtr_complete(struct trace *t, ns_t now, ns_t *wake)
{
	bool all = true;

	*wake = NS_NEVER;
	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++)
		for (unsigned i = 0; i < t->path.hops[ttl].nfrom; i++)
			all &= is_known(t, &t->path.hops[ttl].from[i].addr, now, wake);
	return all;
}

/* What only the target's family can tell. False after a message. */
static bool check_source(struct trace *t)
{
	struct trace_cfg *c = &t->cfg;

	if (c->source && (!(addr_parse4(&c->from, c->source) || addr_parse6(&c->from, c->source)) ||
			  c->from.family != t->host.addr.family)) {
		warn("invalid local address");
		return false;
	}
	if (c->device && !sock_ifindex(c->device)) {
		warn("no such interface");
		return false;
	}
	return true;
}

static int run_host(const struct trace *all, char *host, bool last)
{
	enum addr_family family = (enum addr_family)all->cfg.family;
	struct trace t = *all;
	const char *wrong;
	int status;

	t.target = host;
	wrong = family ? resolve_only(host, family, &t.host) :
			 resolve_host(host, ADDR_NONE, &t.host);
	if (wrong) {
		warn("Failed to resolve host: %s: %s", host, wrong);
		return PROG_FAIL;
	}
	if (!check_source(&t))
		return PROG_FAIL;
	trace_sizes(&t);
	status = trace_run(&t, last);
	/* the classic one's screen ends so, too */
	return t.signal && t.mtr.output != MTR_SCREEN ? 128 + t.signal : status;
}

int mtr_run(struct trace *t)
{
	int status = PROG_OK;

	t->as = outputs[t->mtr.output];
	for (unsigned i = 0; i < t->mtr.nhosts; i++) {
		int one = run_host(t, t->mtr.hosts[i], i + 1 == t->mtr.nhosts);

		if (one > 128) {
			t->signal = one - 128;
			return PROG_FAIL;
		}
		if (one)
			status = one;
		if (one && t->mtr.output == MTR_SCREEN)
			break;
	}
	return status;
}
