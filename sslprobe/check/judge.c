/* Verdicts out of facts. */
#include "check/judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <openssl/x509_vfy.h>

#include "callbacks.h"
#include "check/guess.h"

#define DAY 86400
#define RSA_MIN 2048
#define EC_MIN 224
#define TLS_1_2 0x0303

static const struct {
	const char *name;
} codes[] = {
	[FOUND_EXPIRED] = { "expired" },
	[FOUND_EXPIRES_SOON] = { "expires_soon" },
	[FOUND_NOT_YET_VALID] = { "not_yet_valid" },
	[FOUND_WRONG_NAME] = { "wrong_name" },
	[FOUND_SELF_SIGNED] = { "self_signed" },
	[FOUND_UNKNOWN_CA] = { "unknown_ca" },
	[FOUND_INCOMPLETE_CHAIN] = { "incomplete_chain" },
	[FOUND_BAD_CHAIN] = { "bad_chain" },
	[FOUND_WEAK_KEY] = { "weak_key" },
	[FOUND_WEAK_SIGNATURE] = { "weak_signature" },
	[FOUND_REVOKED] = { "revoked" },
	[FOUND_NO_CRL] = { "no_crl" },
	[FOUND_NO_SCT] = { "no_sct" },
	[FOUND_WRONG_ORDER] = { "wrong_order" },
	[FOUND_OLD_PROTOCOL] = { "old_protocol" },
	[FOUND_PROTOCOL_REFUSED] = { "protocol_refused" },
	[FOUND_PLAIN_TEXT] = { "plain_text" },
	[FOUND_CLIENT_CERTIFICATE] = { "client_certificate" },
	[FOUND_ALERT] = { "alert" },
	[FOUND_CUT] = { "cut" },
	[FOUND_TLS_ERROR] = { "tls_error" },
	[FOUND_STARTTLS_REFUSED] = { "starttls_refused" },
	[FOUND_NO_CONNECTION] = { "no_connection" },
	[FOUND_TIMEOUT] = { "timeout" },
	[FOUND_OTHER_CERTIFICATE] = { "other_certificate" },
	[FOUND_CRASH] = { "crash" },
};

const char *judge_name(enum judge_code code)
{
	return codes[code].name;
}

const char *judge_status_name(enum judge_status status)
{
	static const char *const names[] = { "OK", "WARNING", "CRITICAL", "UNKNOWN" };

	return names[status];
}

enum judge_status judge_worse(enum judge_status a, enum judge_status b)
{
	static const int rank[] = { [JUDGE_OK] = 0, [JUDGE_WARNING] = 1, [JUDGE_UNKNOWN] = 2,
				    [JUDGE_CRITICAL] = 3 };

	return rank[a] >= rank[b] ? a : b;
}

int64_t judge_days(int64_t then, int64_t now)
{
	int64_t s = then - now;

	return s >= 0 ? s / DAY : -((-s + DAY - 1) / DAY);
}

__attribute__((format(printf, 4, 5))) static void
find(struct verdict *v, enum judge_code code, enum judge_status status, const char *fmt, ...)
{
	struct finding *f;
	va_list ap;

	v->status = judge_worse(v->status, status);
	if (v->n == FINDINGS)
		return;
	f = &v->found[v->n++];
	f->code = code;
	f->status = status;
	va_start(ap, fmt);
	vsnprintf(f->text, sizeof(f->text), fmt, ap);
	va_end(ap);
}

/* The same thing of the same certificate is told once: it stands in both chains. */
static bool told(const struct verdict *v, enum judge_code code, const char *subject)
{
	for (unsigned i = 0; i < v->n; i++)
		if (v->found[i].code == code && strstr(v->found[i].text, subject))
			return true;
	return false;
}

static void dates(const struct facts_cert *c, const struct judge_limits *limits, struct verdict *v)
{
	int64_t days = judge_days(c->to, limits->now);

	if (c->to < limits->now) {
		if (!told(v, FOUND_EXPIRED, c->subject))
			find(v, FOUND_EXPIRED, JUDGE_CRITICAL, "expired %lld days ago: %s",
			     (long long)-days, c->subject);
	} else if (days < limits->warn_days || days < limits->crit_days) {
		if (!told(v, FOUND_EXPIRES_SOON, c->subject))
			find(v, FOUND_EXPIRES_SOON,
			     days < limits->crit_days ? JUDGE_CRITICAL : JUDGE_WARNING,
			     "expires in %lld days: %s", (long long)days, c->subject);
	}
	if (c->from > limits->now && !told(v, FOUND_NOT_YET_VALID, c->subject))
		find(v, FOUND_NOT_YET_VALID, JUDGE_CRITICAL, "valid only in %lld days: %s",
		     (long long)judge_days(c->from, limits->now), c->subject);
}

static void strength(const struct facts_cert *c, struct verdict *v)
{
	bool weak = ((c->kind == KEY_RSA || c->kind == KEY_DSA) && c->bits < RSA_MIN) ||
		    (c->kind == KEY_EC && c->bits < EC_MIN);

	if (weak && !told(v, FOUND_WEAK_KEY, c->subject))
		find(v, FOUND_WEAK_KEY, JUDGE_CRITICAL, "weak key, %s: %s", c->key, c->subject);
	if (c->weak_signature && !told(v, FOUND_WEAK_SIGNATURE, c->subject))
		find(v, FOUND_WEAK_SIGNATURE, JUDGE_CRITICAL, "weak signature, %s: %s",
		     c->signature, c->subject);
}

static const char *subject_at(const struct facts *f, int depth)
{
	if (depth >= 0 && (unsigned)depth < f->npath)
		return f->path[depth].subject;
	if (depth >= 0 && (unsigned)depth < f->nserved)
		return f->served[depth].subject;
	return "a certificate of the chain";
}

static const char *issuer_at(const struct facts *f, int depth)
{
	if (depth >= 0 && (unsigned)depth < f->npath)
		return f->path[depth].issuer;
	return f->nserved ? f->served[f->nserved - 1].issuer : "its issuer";
}

/* No issuer: one that the server should have sent, or one that nobody here trusts. */
static void no_issuer(const struct facts *f, int depth, struct verdict *v)
{
	for (unsigned i = 0; i < v->n; i++)
		if (v->found[i].code == FOUND_INCOMPLETE_CHAIN ||
		    v->found[i].code == FOUND_UNKNOWN_CA)
			return;
	if (f->aia_completes)
		find(v, FOUND_INCOMPLETE_CHAIN, JUDGE_CRITICAL,
		     "the server does not send the certificate of %s; AIA completes the chain",
		     issuer_at(f, depth));
	else if (depth == 0 || f->nserved < 2)
		find(v, FOUND_INCOMPLETE_CHAIN, JUDGE_CRITICAL,
		     "the server does not send the certificate of %s%s", issuer_at(f, depth),
		     f->aia_tried ? "; AIA does not complete the chain" : "");
	else
		find(v, FOUND_UNKNOWN_CA, JUDGE_CRITICAL, "%s is no CA that is trusted here",
		     issuer_at(f, depth));
}

static void verification(const struct facts *f, const struct facts_error *e, struct verdict *v)
{
	switch (e->code) {
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return;		/* of all certificates dates() knows */
	case X509_V_ERR_HOSTNAME_MISMATCH:
	case X509_V_ERR_IP_ADDRESS_MISMATCH:
		find(v, FOUND_WRONG_NAME, JUDGE_CRITICAL, "the certificate is for %s",
		     f->nserved && f->served[0].names[0] ? f->served[0].names :
		     f->nserved				 ? f->served[0].subject :
							   "others");
		return;
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
		find(v, FOUND_SELF_SIGNED, JUDGE_CRITICAL, "self-signed: %s",
		     subject_at(f, e->depth));
		return;
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
		find(v, FOUND_UNKNOWN_CA, JUDGE_CRITICAL, "%s is no CA that is trusted here",
		     subject_at(f, e->depth));
		return;
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		no_issuer(f, e->depth, v);
		return;
	case X509_V_ERR_CERT_REVOKED:
		find(v, FOUND_REVOKED, JUDGE_CRITICAL, "revoked, says a CRL: %s",
		     subject_at(f, e->depth));
		return;
	case X509_V_ERR_UNABLE_TO_GET_CRL:
		find(v, FOUND_NO_CRL, JUDGE_UNKNOWN, "no CRL for %s", subject_at(f, e->depth));
		return;
	default:
		find(v, FOUND_BAD_CHAIN, JUDGE_CRITICAL, "%s: %s",
		     X509_verify_cert_error_string(e->code), subject_at(f, e->depth));
		return;
	}
}

static void transparency(const struct facts *f, struct verdict *v)
{
	for (unsigned i = 0; i < f->nscts; i++)
		if (f->scts[i].valid)
			return;
	find(v, FOUND_NO_SCT, JUDGE_WARNING,
	     "no timestamp of certificate transparency is valid, of %u", f->nscts);
}

static void session(const struct facts *f, const struct judge_limits *limits, struct verdict *v)
{
	for (unsigned i = 0; i < f->nserved; i++)
		dates(&f->served[i], limits, v);
	for (unsigned i = 0; i < f->npath; i++)
		dates(&f->path[i], limits, v);
	for (unsigned i = 0; i < f->nerrors; i++)
		verification(f, &f->errors[i], v);
	for (unsigned i = 0; i < f->nserved; i++)
		strength(&f->served[i], v);
	for (unsigned i = 0; i < f->npath; i++)
		strength(&f->path[i], v);
	if (f->staple == STAPLE_REVOKED)
		find(v, FOUND_REVOKED, JUDGE_CRITICAL, "revoked, says the stapled OCSP response");
	if (f->ct)
		transparency(f, v);
	if (f->order_wrong)
		find(v, FOUND_WRONG_ORDER, JUDGE_WARNING,
		     "the certificates of the chain are not in their order");
	if (f->version && f->version < TLS_1_2)
		find(v, FOUND_OLD_PROTOCOL, JUDGE_CRITICAL, "only %s", f->protocol);
}

/* Alerts that say why by themselves. */
static void alert(const struct facts *f, struct verdict *v)
{
	const char *name = alert_name(f->error);

	if (f->client_cert_asked &&
	    (f->error == SSL_AD_HANDSHAKE_FAILURE || f->error == SSL_AD_CERTIFICATE_REQUIRED ||
	     f->error == SSL_AD_BAD_CERTIFICATE || f->error == SSL_AD_ACCESS_DENIED))
		find(v, FOUND_CLIENT_CERTIFICATE, JUDGE_CRITICAL,
		     "the server demands a client certificate (alert %s)", name);
	else if (f->error == SSL_AD_PROTOCOL_VERSION || f->error == SSL_AD_INSUFFICIENT_SECURITY ||
		 f->error == SSL_AD_HANDSHAKE_FAILURE)
		find(v, FOUND_PROTOCOL_REFUSED, JUDGE_CRITICAL,
		     "the server takes no protocol or cipher that is offered (alert %s)", name);
	else
		find(v, FOUND_ALERT, JUDGE_CRITICAL, "the server ends the handshake: alert %s",
		     name ? name : "of an unknown number");
}

static void plain(const struct facts *f, struct verdict *v)
{
	struct guess g = guess_protocol(f->text, f->text_len);

	if (g.starttls)
		find(v, FOUND_PLAIN_TEXT, JUDGE_CRITICAL,
		     "plain text instead of TLS, it looks like %s: try -starttls %s", g.protocol,
		     g.starttls);
	else if (g.protocol)
		find(v, FOUND_PLAIN_TEXT, JUDGE_CRITICAL,
		     "plain text instead of TLS, it looks like %s", g.protocol);
	else
		find(v, FOUND_PLAIN_TEXT, JUDGE_CRITICAL, "no TLS: the answer is something else");
}

static const char *doing(enum facts_stage stage)
{
	static const char *const words[] = {
		[STAGE_CONNECT] = "while it connected",
		[STAGE_STARTTLS] = "in the dialogue before TLS",
		[STAGE_HELLO] = "the server does not answer the ClientHello",
		[STAGE_HANDSHAKE] = "in the middle of the handshake",
		[STAGE_SESSION] = "behind the handshake",
		[STAGE_DONE] = "in the end",
	};

	return words[stage];
}

void judge(const struct facts *f, const struct judge_limits *limits, struct verdict *v)
{
	v->n = 0;
	v->status = JUDGE_OK;
	if (f->nserved)
		session(f, limits, v);
	switch (f->end) {
	case END_GOOD:
		break;
	case END_NONE:
		find(v, FOUND_TIMEOUT, JUDGE_CRITICAL, "time is up: %s", doing(f->stage));
		break;
	case END_NO_CONNECTION:
		find(v, FOUND_NO_CONNECTION, JUDGE_CRITICAL, "%s", strerror(f->error));
		break;
	case END_REFUSED:
		find(v, FOUND_STARTTLS_REFUSED, JUDGE_CRITICAL, "%s", f->text);
		break;
	case END_CUT:
		find(v, FOUND_CUT, JUDGE_CRITICAL, "the server closed the connection: %s",
		     doing(f->stage));
		break;
	case END_RESET:
		find(v, FOUND_CUT, JUDGE_CRITICAL, "the connection broke: %s (%s)",
		     strerror(f->error), doing(f->stage));
		break;
	case END_ALERT:
		alert(f, v);
		break;
	case END_PLAIN:
		plain(f, v);
		break;
	case END_TLS:
		find(v, FOUND_TLS_ERROR, JUDGE_CRITICAL, "the handshake failed: %s", f->text);
		break;
	case END_CRASH:
		find(v, FOUND_CRASH, JUDGE_CRITICAL,
		     "the library crashed on what the server sent (signal %d)", f->error);
		break;
	}
}

void judge_others(const struct facts *f, const struct facts *first, struct verdict *v)
{
	if (f->nserved && first->nserved && strcmp(f->served[0].sha256, first->served[0].sha256))
		find(v, FOUND_OTHER_CERTIFICATE, JUDGE_WARNING,
		     "another certificate than at the first address");
}
