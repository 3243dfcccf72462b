/* What is shown, in order and as soon as order allows; and what both texts say alike. */
#include <string.h>

#include "sys/sock.h"
#include "tracepath.h"

/* Is all known that the line says of this address? *until: give it up then. */
static bool is_known(struct trace *t, const struct addr *a, ns_t *until)
{
	bool pending = false;

	if (!a->family)
		return true;
	*until = NS_NEVER;
	if (resolve_pending(&t->names, a, until))
		return false;
	if (t->cfg.origins)
		whois_origin(&t->whois, a, &pending);
	return !pending;
}

/* All that the next probe's line names: who answered it, and who named an MTU on the way. */
static bool is_ready(struct trace *t, const struct hop_probe *p, ns_t now, ns_t *wake)
{
	const struct hop *h = &t->path.hops[t->place.ttl];
	ns_t until;

	if (now == NS_NEVER)
		return true;
	if ((is_known(t, &p->from, &until) || now >= until) &&
	    (is_known(t, &h->mtu_from, &until) || now >= until))
		return true;
	*wake = until;
	return false;
}

ns_t trace_tell(struct trace *t, ns_t now)
{
	ns_t wake = NS_NEVER;

	while (t->holds || path_tell(&t->path, &t->place, &t->holds_last)) {
		const struct hop_probe *p = hop_probe(&t->path.hops[t->place.ttl], t->place.i);

		t->holds = true;
		if (!is_ready(t, p, now, &wake))
			break;
		t->holds = false;
		if (p->state == HOP_REFUSED && !t->send_error)
			t->send_error = p->err;
		if (trace_reached(t, p)) {
			t->reached = t->place.ttl;
			t->back = reply_hops(p->ttl);
		}
		t->as->probe(t, &t->place, p, t->holds_last);
	}
	return wake;
}

bool trace_reached(const struct trace *t, const struct hop_probe *p)
{
	bool v4 = t->host.addr.family == ADDR_V4;

	if (p->state != HOP_ANSWERED || !p->final)
		return false;
	if (p->kind == REPLY_ANSWER)
		return true;
	return v4 ? p->type == ICMP4_UNREACHABLE && p->code == ICMP4_CODE_PORT :
		    p->type == ICMP6_UNREACHABLE && p->code == ICMP6_CODE_PORT;
}

void trace_name(struct trace *t, struct obuf *o, const struct addr *a)
{
	const char *name = resolve_name(&t->names, a);
	char number[SOCK_STR];

	if (name)
		ob_esc(o, name, strlen(name));
	else
		ob_str(o, sock_str(a, number));
}
