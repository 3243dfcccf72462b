/* The same report as JSON: an object a line for each address. */
#include <time.h>

#include "check/report.h"

static void date(struct json *j, const char *key, int64_t t)
{
	time_t seconds = (time_t)t;
	struct tm tm;
	char s[32];

	if (gmtime_r(&seconds, &tm) && strftime(s, sizeof(s), "%Y-%m-%dT%H:%M:%SZ", &tm))
		json_str(j, key, s);
	else
		json_null(j, key);
}

static void span(struct json *j, const char *key, ns_t t)
{
	if (t < 0)
		json_null(j, key);
	else
		json_ms(j, key, t);
}

static void word(struct json *j, const char *key, const char *s)
{
	if (*s)
		json_str(j, key, s);
	else
		json_null(j, key);
}

static void chain(struct json *j, const char *key, const struct facts_cert *certs, unsigned n,
		  const struct judge_limits *limits)
{
	json_array(j, key);
	for (unsigned i = 0; i < n; i++) {
		const struct facts_cert *c = &certs[i];

		json_object(j, NULL);
		json_str(j, "subject", c->subject);
		json_str(j, "issuer", c->issuer);
		json_str(j, "names", c->names);
		json_str(j, "key", c->key);
		json_str(j, "signature", c->signature);
		date(j, "not_before", c->from);
		date(j, "not_after", c->to);
		json_int(j, "left_days", judge_days(c->to, limits->now));
		json_str(j, "sha256", c->sha256);
		json_object_end(j);
	}
	json_array_end(j);
}

static void timestamps(struct json *j, const struct facts *f)
{
	if (!f->ct) {
		json_null(j, "scts");
		return;
	}
	json_array(j, "scts");
	for (unsigned i = 0; i < f->nscts; i++) {
		const struct facts_sct *sct = &f->scts[i];

		json_object(j, NULL);
		json_str(j, "source", sct->source);
		json_str(j, "state", sct->state);
		word(j, "log", sct->log);
		date(j, "time", sct->when);
		json_object_end(j);
	}
	json_array_end(j);
}

static void address(struct obuf *o, const struct target *t, const struct facts *f,
		    const struct verdict *v, const struct judge_limits *limits)
{
	static const char *const staples[] = { NULL, "good", "revoked", "unknown", "bad" };
	struct json j = json_line(o);
	char a[ADDR_STR];

	json_str(&j, "event", "check");
	json_str(&j, "host", t->host);
	json_uint(&j, "port", f->port);
	json_str(&j, "address", addr_str(&f->addr, a));
	json_str(&j, "status", judge_status_name(v->status));
	word(&j, "protocol", f->protocol);
	word(&j, "cipher", f->cipher);
	word(&j, "key_exchange", f->group);
	word(&j, "alpn", f->alpn);
	word(&j, "ocsp", staples[f->staple] ? staples[f->staple] : "");
	timestamps(&j, f);
	json_bool(&j, "client_certificate_asked", f->client_cert_asked);
	span(&j, "connect_ms", f->connect);
	span(&j, "first_byte_ms", f->first_byte);
	span(&j, "tls_ms", f->tls);
	chain(&j, "chain", f->served, f->nserved, limits);
	chain(&j, "path", f->path, f->npath, limits);
	json_array(&j, "findings");
	for (unsigned i = 0; i < v->n; i++) {
		json_object(&j, NULL);
		json_str(&j, "code", judge_name(v->found[i].code));
		json_str(&j, "status", judge_status_name(v->found[i].status));
		json_str(&j, "text", v->found[i].text);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_end(&j);
}

static void lost(struct obuf *o, const struct target *t, const char *why)
{
	struct json j = json_line(o);

	json_str(&j, "event", "check");
	json_str(&j, "host", t->text);
	json_str(&j, "status", judge_status_name(JUDGE_UNKNOWN));
	json_array(&j, "findings");
	json_object(&j, NULL);
	json_str(&j, "code", "no_address");
	json_str(&j, "status", judge_status_name(JUDGE_UNKNOWN));
	json_str(&j, "text", why);
	json_object_end(&j);
	json_array_end(&j);
	json_end(&j);
}

const struct report report_json = { address, lost };
