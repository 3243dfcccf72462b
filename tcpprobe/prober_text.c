/* A line a port: address, port, word, and what there is to say. */
#include <string.h>

#include "prober_run.h"
#include "sys/sock.h"
#include "wire/icmp_name.h"

static void address_text(struct obuf *o, const struct addr *a)
{
	char number[SOCK_STR];

	ob_str(o, sock_str(a, number));
}

static void icmp_text(struct obuf *o, const struct target *t, const struct answer *a)
{
	const char *name = icmp_error_name(t->addr.family, a->type, a->code);

	ob_c(o, ' ');
	ob_str(o, name ? name : "icmp");
	ob_num(o, " (", a->type, "/");
	ob_num(o, "", a->code, ") from ");
	address_text(o, &a->from);
}

static void why_text(struct obuf *o, const struct answer *a)
{
	ob_c(o, ' ');
	ob_str(o, a->why);
	if (!a->who.family && !a->device[0])
		return;
	ob_str(o, " (");
	if (a->who.family)
		address_text(o, &a->who);
	if (a->who.family && a->device[0])
		ob_str(o, " on ");
	ob_esc(o, a->device, strlen(a->device));
	ob_c(o, ')');
}

static void middlebox_text(struct obuf *o, const struct target *t, const struct answer *a)
{
	const struct fate_mark *host = t->host_mark.ttl >= 0 ? &t->host_mark : &t->far_mark;

	if (a->who.family) {
		ob_str(o, " by ");
		address_text(o, &a->who);
	}
	ob_num(o, ", hop ", a->hop, "");
	ob_num(o, " (ttl ", (uint64_t)a->mark.ttl, "");
	if (a->mark.id != host->id)
		ob_str(o, a->mark.id ? " and an id" : " and no id");
	ob_num(o, ", the host's ", (uint64_t)host->ttl, ")");
}

/* The first line that has anything on it. */
static void banner_text(struct obuf *o, const struct answer *a)
{
	const char *p = a->banner, *end = p + a->banner_len, *stop;

	while (p < end && (*p == '\r' || *p == '\n'))
		p++;
	for (stop = p; stop < end && *stop != '\r' && *stop != '\n';)
		stop++;
	ob_str(o, ": ");
	ob_esc(o, p, (size_t)(stop - p));
}

static void text_port(struct prober *p, const struct target *t, uint16_t number,
		      const struct answer *a)
{
	struct obuf *o = &p->out;

	address_text(o, &t->addr);
	ob_num(o, " ", number, " ");
	ob_str(o, fate_word(a->fate));
	if (a->rtt >= 0) {
		ob_c(o, ' ');
		ob_ms(o, a->rtt);
		ob_str(o, " ms");
	}
	if (a->fate == FATE_FILTERED)
		ob_num(o, " ", a->tries, a->tries == 1 ? " try" : " tries");
	if (a->fate == FATE_MIDDLEBOX)
		middlebox_text(o, t, a);
	if (a->from.family)
		icmp_text(o, t, a);
	if (a->why)
		why_text(o, a);
	if (t->named) {
		ob_str(o, " [");
		ob_esc(o, t->host, strlen(t->host));
		ob_c(o, ']');
	}
	if (p->cfg.banner && a->banner_len)
		banner_text(o, a);
	ob_c(o, '\n');
}

static void nothing(struct prober *p)
{
	(void)p;
}

const struct prober_renderer prober_text = { nothing, text_port, nothing };
