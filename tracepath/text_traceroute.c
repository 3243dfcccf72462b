/* The text of traceroute: a line a hop, with the round trip of each of its probes. */
#include <errno.h>
#include <string.h>

#include "sys/sock.h"
#include "tracepath.h"
#include "wire/icmpext.h"

static void route_start(struct trace *t)
{
	struct obuf *o = &t->out;
	char number[SOCK_STR];

	ob_str(o, "traceroute to ");
	ob_esc(o, t->target, strlen(t->target));
	ob_str(o, " (");
	ob_str(o, sock_str(&t->host.addr, number));
	ob_num(o, "), ", (uint64_t)t->cfg.max, " hops max, ");
	ob_num(o, "", t->size, " byte packets\n");
}

static void labels(struct obuf *o, struct cur data)
{
	struct icmpext_label l;
	const char *before = "MPLS:L=";

	for (; icmpext_label_next(&data, &l); before = "/L=") {
		ob_num(o, before, l.label, ",E=");
		ob_num(o, "", l.exp, ",S=");
		ob_num(o, "", l.bottom, ",T=");
		ob_u(o, l.ttl);
	}
}

static void extensions(struct obuf *o, const struct hop_probe *p)
{
	struct cur ext = cur_of(p->ext, p->ext_len);
	struct icmpext_object obj;
	const char *before = " <";

	while (icmpext_next(&ext, &obj)) {
		ob_str(o, before);
		before = "/";
		if (obj.class == ICMPEXT_MPLS && obj.ctype == 1 && cur_left(&obj.data) >= 4) {
			labels(o, obj.data);
			continue;
		}
		ob_num(o, "", obj.class, "/");
		ob_num(o, "", obj.ctype, ":");
		while (cur_left(&obj.data))
			ob_hex(o, cur_u8(&obj.data), 2);
	}
	if (*before == '/')
		ob_c(o, '>');
}

static void tcp_flags(struct obuf *o, uint32_t flags)
{
	const char *before = " <";

	for (unsigned bit = 1; bit <= TCP_AE; bit <<= 1)
		if (flags & bit) {
			ob_str(o, before);
			ob_str(o, tcp_flag_name(bit));
			before = ",";
		}
	if (*before == ',')
		ob_c(o, '>');
}

/* Who answered, and what else the command line wants to know of that. */
static void who(struct trace *t, unsigned ttl, const struct hop_probe *p)
{
	struct obuf *o = &t->out;
	int back = reply_hops(p->ttl);
	char number[SOCK_STR];
	bool pending;

	ob_c(o, ' ');
	if (t->cfg.numeric) {
		ob_str(o, sock_str(&p->from, number));
	} else {
		trace_name(t, o, &p->from);
		ob_str(o, " (");
		ob_str(o, sock_str(&p->from, number));
		ob_c(o, ')');
	}
	if (t->cfg.origins) {
		const char *origin = whois_origin(&t->whois, &p->from, &pending);

		ob_str(o, " [");
		ob_str(o, origin ? origin : "!!");
		ob_c(o, ']');
	}
	if (t->cfg.back && back >= 0 && (unsigned)back != ttl)
		ob_num(o, " '-", (uint64_t)back, "'");
	if (t->cfg.extensions)
		extensions(o, p);
	if (t->cfg.packet.info && p->kind == REPLY_ANSWER)
		tcp_flags(o, p->info);
}

/* Where the path is narrower than what was shown: by whom the packets were refused. */
static void narrows(struct trace *t, unsigned ttl)
{
	const struct hop *h = &t->path.hops[ttl];
	uint32_t mtu = t->mtu_shown ? t->mtu_shown : t->path.local_mtu;

	if (h->mtu && (!mtu || h->mtu < mtu))
		mtu = h->mtu;
	if (!mtu || mtu == t->mtu_shown)
		return;
	t->mtu_shown = mtu;
	ob_num(&t->out, " F=", mtu, "");
}

static const char *note4(uint8_t code)
{
	static const char *const notes[] = {
		[0] = " !N", [1] = " !H", [2] = " !P", [3] = "", [5] = " !S", [6] = " !N",
		[7] = " !H", [8] = " !N", [9] = " !X", [10] = " !X", [11] = " !N", [12] = " !H",
		[13] = " !X", [14] = " !V", [15] = " !C",
	};

	return code < sizeof(notes) / sizeof(*notes) ? notes[code] : NULL;
}

static const char *note6(uint8_t code)
{
	static const char *const notes[] = {
		[0] = " !N", [1] = " !X", [2] = " !H", [3] = " !H", [4] = "",
	};

	return code < sizeof(notes) / sizeof(*notes) ? notes[code] : NULL;
}

/* What an ICMP error says. */
static void note(struct trace *t, const struct hop_probe *p)
{
	bool v4 = t->host.addr.family == ADDR_V4;
	struct obuf *o = &t->out;
	const char *known;

	if (p->kind != REPLY_ERROR || p->type == (v4 ? ICMP4_TIME_EXCEEDED : ICMP6_TIME_EXCEEDED))
		return;
	if (v4 ? p->type == ICMP4_UNREACHABLE && p->code == ICMP4_CODE_TOO_LONG :
		 p->type == ICMP6_TOO_BIG) {
		ob_num(o, " !F-", v4 ? p->info & 0xffff : p->info, "");
		return;
	}
	if (p->type != (v4 ? ICMP4_UNREACHABLE : ICMP6_UNREACHABLE)) {
		ob_num(o, " !<", p->type, "-");
		ob_num(o, "", p->code, ">");
		return;
	}
	known = v4 ? note4(p->code) : note6(p->code);
	if (known)
		ob_str(o, known);
	else
		ob_num(o, " !<", p->code, ">");
}

static void round_trip(struct obuf *o, ns_t rtt)
{
	ob_str(o, "  ");
	ob_ms(o, rtt);
	ob_str(o, " ms");
}

static void refused(struct trace *t, const struct hop_probe *p)
{
	ob_str(&t->out, " *");
	if (p->err != EMSGSIZE)
		return;
	/* told as if a router had said it */
	t->send_error = 0;
	round_trip(&t->out, p->rtt);
	ob_num(&t->out, " !F-", p->info, "");
}

static void answered(struct trace *t, unsigned ttl, const struct hop_probe *p)
{
	if (!addr_eq(&p->from, &t->shown))
		who(t, ttl, p);
	t->shown = p->from;
	round_trip(&t->out, p->rtt);
	if (t->cfg.mtu)
		narrows(t, ttl);
	note(t, p);
}

static void route_probe(struct trace *t, const struct path_place *at, const struct hop_probe *p,
			bool last)
{
	struct obuf *o = &t->out;

	if (t->line != at->ttl) {
		if (at->ttl < 10)
			ob_c(o, ' ');
		ob_num(o, "", at->ttl, " ");
		t->shown = (struct addr){ 0 };
	}
	if (p->state == HOP_ANSWERED)
		answered(t, at->ttl, p);
	else if (p->state == HOP_REFUSED)
		refused(t, p);
	else
		ob_str(o, " *");
	t->line = last ? 0 : at->ttl;
	if (last)
		ob_c(o, '\n');
}

static void route_finish(struct trace *t)
{
	if (t->line)
		ob_c(&t->out, '\n');
}

const struct trace_renderer route_text = {
	.start = route_start, .probe = route_probe, .finish = route_finish,
};
