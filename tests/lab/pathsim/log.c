/* The log: one line an event, as the truth that tests compare with. */
#include "pathsim.h"

static const char *const protos[] = {
	[PROTO_ICMP] = "icmp",
	[PROTO_TCP] = "tcp",
	[PROTO_UDP] = "udp",
	[PROTO_ICMP6] = "icmp6",
};

static void put_packet(FILE *f, const struct pkt *p)
{
	const char *name;
	struct view v;

	if (!view_of(p, &v)) {
		fprintf(f, "malformed len=%zu", p->len);
		return;
	}
	name = v.proto < sizeof protos / sizeof *protos ? protos[v.proto] : NULL;
	fprintf(f, "%s ttl=%u len=%zu", name ? name : "other", v.ttl, p->len);
	if (v.frag_at || v.more)
		fprintf(f, " frag=%u%s", v.frag_at, v.more ? "+" : "");
	else if (v.tlen >= 8 && (v.proto == PROTO_UDP || v.proto == PROTO_TCP))
		fprintf(f, " from=%u to=%u", be16(v.t), be16(v.t + 2));
	else if (v.tlen >= 8)
		fprintf(f, " type=%u code=%u id=%u seq=%u", v.t[0], v.t[1], be16(v.t + 4),
			be16(v.t + 6));
}

void sim_log(struct sim *s, const char *event, const struct pkt *p)
{
	ns_t t = p->at - s->start;

	if (!s->log)
		return;
	fprintf(s->log, "%lld.%06lld %s hop=%u way=%u ", (long long)(t / NS_S),
		(long long)(t % NS_S / NS_US), event, p->node, p->way);
	put_packet(s->log, p);
	putc('\n', s->log);
}
