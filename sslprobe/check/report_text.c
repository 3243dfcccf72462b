/* The readable report of a check. */
#include <string.h>
#include <time.h>

#include "check/report.h"

static void text(struct obuf *o, const char *s)
{
	ob_esc(o, s, strlen(s));
}

static void date(struct obuf *o, int64_t t)
{
	time_t seconds = (time_t)t;
	struct tm tm;
	char s[32];

	if (!gmtime_r(&seconds, &tm) || !strftime(s, sizeof(s), "%Y-%m-%d %H:%M", &tm))
		s[0] = '\0';
	ob_str(o, s);
}

static void span(struct obuf *o, const char *what, ns_t t, const char *behind)
{
	if (t < 0)
		return;
	ob_str(o, what);
	ob_ms(o, t);
	ob_str(o, behind);
}

static void certificate(struct obuf *o, unsigned i, const struct facts_cert *c,
			const struct judge_limits *limits)
{
	int64_t days = judge_days(c->to, limits->now);

	ob_str(o, "  ");
	ob_u(o, i);
	ob_c(o, ' ');
	text(o, c->subject);
	ob_c(o, '\n');
	if (c->names[0]) {
		ob_str(o, "    names  ");
		text(o, c->names);
		ob_c(o, '\n');
	}
	ob_str(o, "    issuer ");
	text(o, c->issuer);
	ob_str(o, "\n    ");
	text(o, c->key);
	ob_str(o, ", signed with ");
	text(o, c->signature);
	ob_str(o, "\n    from ");
	date(o, c->from);
	ob_str(o, " to ");
	date(o, c->to);
	ob_str(o, " UTC, ");
	if (days < 0) {
		ob_u(o, (uint64_t)-days);
		ob_str(o, " days ago\n");
	} else {
		ob_u(o, (uint64_t)days);
		ob_str(o, " days left\n");
	}
}

static void timestamp(struct obuf *o, const struct facts_sct *sct)
{
	ob_str(o, "  timestamp (");
	ob_str(o, sct->source);
	ob_str(o, "), ");
	ob_str(o, sct->state);
	if (sct->log[0]) {
		ob_str(o, ", ");
		text(o, sct->log);
	}
	ob_str(o, ", ");
	date(o, sct->when);
	ob_c(o, '\n');
}

static void session(struct obuf *o, const struct facts *f)
{
	if (!f->version)
		return;
	ob_str(o, "  ");
	ob_str(o, f->protocol);
	ob_str(o, ", ");
	ob_str(o, f->cipher);
	if (f->group[0]) {
		ob_str(o, ", ");
		ob_str(o, f->group);
	}
	if (f->alpn[0]) {
		ob_str(o, ", ALPN ");
		text(o, f->alpn);
	}
	if (f->client_cert_asked)
		ob_str(o, ", asks for a client certificate");
	ob_c(o, '\n');
}

static void address(struct obuf *o, const struct target *t, const struct facts *f,
		    const struct verdict *v, const struct judge_limits *limits)
{
	char a[ADDR_STR];

	text(o, t->host);
	ob_num(o, " port ", f->port, " at ");
	ob_str(o, addr_str(&f->addr, a));
	ob_str(o, ": ");
	ob_str(o, judge_status_name(v->status));
	ob_c(o, '\n');
	session(o, f);
	if (f->connect >= 0) {
		span(o, "  connected in ", f->connect, " ms");
		span(o, ", first byte after ", f->first_byte, " ms");
		span(o, ", TLS after ", f->tls, " ms");
		ob_c(o, '\n');
	}
	for (unsigned i = 0; i < f->nserved; i++)
		certificate(o, i, &f->served[i], limits);
	for (unsigned i = 0; i < f->nscts; i++)
		timestamp(o, &f->scts[i]);
	for (unsigned i = 0; i < v->n; i++) {
		ob_str(o, "  ");
		ob_str(o, judge_status_name(v->found[i].status));
		ob_c(o, ' ');
		ob_str(o, judge_name(v->found[i].code));
		ob_str(o, ": ");
		text(o, v->found[i].text);
		ob_c(o, '\n');
	}
}

static void lost(struct obuf *o, const struct target *t, const char *why)
{
	text(o, t->text);
	ob_str(o, ": ");
	ob_str(o, judge_status_name(JUDGE_UNKNOWN));
	ob_str(o, "\n  UNKNOWN no_address: ");
	text(o, why);
	ob_c(o, '\n');
}

const struct report report_text = { address, lost };
