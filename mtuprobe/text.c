/* The text: lines as tracepath's, what each way of probing found, the verdict, what mends it. */
#include <string.h>

#include "mtuprobe.h"
#include "sys/sock.h"

#define HOST_WIDTH 51
#define LOCAL_WIDTH 33

static void pad(struct obuf *o, size_t from, size_t width)
{
	for (size_t n = o->len - from; n < width; n++)
		ob_c(o, ' ');
}

static void hop(struct obuf *o, unsigned ttl, const struct addr *a)
{
	char text[SOCK_STR];
	size_t at;

	ob_str(o, ttl < 10 ? " " : "");
	ob_num(o, "", ttl, ":  ");
	at = o->len;
	ob_str(o, a->family ? sock_str(a, text) : "no reply");
	pad(o, at, HOST_WIDTH);
	ob_c(o, ' ');
}

static void heading(struct mtuprobe *m)
{
	struct obuf *o = &m->out;
	char text[SOCK_STR];
	size_t at;

	ob_str(o, "mtuprobe to ");
	ob_esc(o, m->target, strlen(m->target));
	ob_str(o, " (");
	ob_str(o, sock_str(&m->host.addr, text));
	ob_str(o, ") from ");
	ob_esc(o, m->device, strlen(m->device));
	ob_c(o, '\n');
	ob_str(o, " 1?: ");
	at = o->len;
	ob_str(o, "[LOCALHOST]");
	pad(o, at, LOCAL_WIDTH);
	ob_num(o, "pmtu ", m->mtu, "\n");
}

/* Where it narrows: the hop, and the next one that speaks. */
static void narrow(struct mtuprobe *m, const struct mtu_result *r)
{
	struct obuf *o = &m->out;
	uint16_t mtu = r->mtu ? r->mtu : r->bound;

	if (!r->trace)
		return;
	if (r->hop) {
		hop(o, r->hop, &r->hop_from);
		ob_num(o, "pmtu ", mtu, "\n");
	}
	if (r->trace->fail && r->trace->fail_from.family && !r->trace->told &&
	    !addr_eq(&r->trace->fail_from, &m->host.addr)) {
		hop(o, r->trace->fail, &r->trace->fail_from);
		ob_num(o, "takes nothing above ", mtu, "\n");
	}
}

static void ways(struct mtuprobe *m, const struct mtu_result *r)
{
	struct obuf *o = &m->out;

	ob_str(o, "     ");
	for (unsigned i = 0; i < 3; i++) {
		ob_str(o, i ? ", " : "");
		ob_str(o, m->ways[i].name);
		ob_c(o, ' ');
		if (r->found[i])
			ob_num(o, "", r->found[i], r->least[i] ? " or more" : "");
		else
			ob_str(o, "-");
	}
	if (r->port) {
		ob_num(o, " (port ", (uint64_t)r->port, r->port_open ? "" : " closed");
		if (r->mss)
			ob_num(o, ", MSS ", r->mss, r->mss_least ? " or more" : "");
		ob_c(o, ')');
	}
	if (r->wide)
		ob_num(o, ", other ways ", r->wide, r->wide < m->max ? " or more" : "");
	if (r->fragments)
		ob_str(o, r->fragments == FRAGMENTS_PASS ? ", fragments pass" :
							   ", fragments are lost");
	if (r->loss && r->verdict != VERDICT_LOSS)
		ob_num(o, ", ", r->loss, "% loss");
	ob_c(o, '\n');
}

static void resume(struct mtuprobe *m, const struct mtu_result *r)
{
	struct obuf *o = &m->out;

	if (r->mtu)
		ob_num(o, r->at_least ? "     Resume: pmtu at least " : "     Resume: pmtu ",
		       r->mtu, "");
	else if (r->bound)
		ob_num(o, "     Resume: pmtu at least ", r->bound, "");
	else
		ob_str(o, "     Resume: pmtu unknown");
	if (r->hops > 0)
		ob_num(o, " back ", (uint64_t)r->hops, "");
	if (r->mtu && r->mtu < PMTU_MIN6)
		ob_str(o, ", too small for IPv6");
	ob_c(o, '\n');
}

static void fix(struct mtuprobe *m, const struct mtu_result *r)
{
	struct mtu_fix f[MTU_FIXES];
	struct obuf *o = &m->out;
	unsigned n = mtu_fixes(m, r, f);

	if (n && (r->verdict == VERDICT_SIGNALLED || r->verdict == VERDICT_REFUSED))
		ob_str(o,
		       "Nothing must be changed. To have packets of that size from the start:\n");
	for (unsigned i = 0; i < n; i++) {
		const char *p = f[i].paste.p, *end = p + f[i].paste.len;

		ob_str(o, "fix, ");
		ob_str(o, f[i].where);
		ob_str(o, ":\n");
		while (p < end) {
			const char *line = memchr(p, '\n', (size_t)(end - p));

			ob_c(o, '\t');
			ob_mem(o, p, (size_t)((line ? line : end) - p));
			ob_c(o, '\n');
			p = line ? line + 1 : end;
		}
	}
	mtu_fixes_free(f, n);
}

void mtu_text(struct mtuprobe *m, const struct mtu_result *r)
{
	struct obuf *o = &m->out, next;

	heading(m);
	narrow(m, r);
	if (r->hops > 0 && r->mtu) {
		hop(o, (unsigned)r->hops, &m->host.addr);
		ob_str(o, "reached\n");
	}
	ways(m, r);
	resume(m, r);
	ob_str(o, "verdict: ");
	ob_str(o, mtu_verdict_layer(r->verdict));
	ob_c(o, ' ');
	ob_str(o, mtu_verdict_name(r->verdict));
	ob_str(o, " - ");
	mtu_verdict_text(m, r, o);
	ob_c(o, '\n');
	ob_open(&next, -1);
	if (mtu_next(m, r, &next)) {
		ob_str(o, "next: ");
		ob_mem(o, next.p, next.len);
		ob_c(o, '\n');
	}
	ob_close(&next);
	fix(m, r);
}
