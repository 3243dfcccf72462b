/* The steps of verification as s_client tells them on standard error. */
#include "trust.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

static void policies(struct sslprobe *s, struct obuf *o, X509_STORE_CTX *ctx)
{
	const X509_POLICY_TREE *tree = X509_STORE_CTX_get0_policy_tree(ctx);
	const STACK_OF(X509_POLICY_NODE) *sets[] = {
		X509_policy_tree_get0_policies(tree), X509_policy_tree_get0_user_policies(tree),
	};
	BIO *bio = text_bio(&s->text);

	BIO_printf(bio, "Require explicit Policy: %s\n",
		   X509_STORE_CTX_get_explicit_policy(ctx) ? "True" : "False");
	for (unsigned i = 0; i < 2; i++) {
		BIO_printf(bio, "%s Policies:", i ? "User" : "Authority");
		if (!sets[i])
			BIO_puts(bio, " <empty>\n");
		else
			BIO_puts(bio, "\n");
		for (int k = 0; k < sk_X509_POLICY_NODE_num(sets[i]); k++)
			X509_POLICY_NODE_print(bio, sk_X509_POLICY_NODE_value(sets[i], k), 2);
	}
	text_take(&s->text, o);
}

static void date(struct sslprobe *s, struct obuf *o, const char *title, const ASN1_TIME *t)
{
	ob_str(o, title);
	ASN1_TIME_print(text_bio(&s->text), t);
	text_take(&s->text, o);
	ob_c(o, '\n');
}

/* What belongs to that error. */
static void detail(struct sslprobe *s, struct obuf *o, X509_STORE_CTX *ctx, X509 *cert, int err)
{
	switch (err) {
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
		if (cert) {
			ob_str(o, "issuer= ");
			text_name(&s->text, o, X509_get_issuer_name(cert), s->nameopt);
			ob_c(o, '\n');
		}
		break;
	case X509_V_ERR_CERT_NOT_YET_VALID:
	case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD:
		if (cert)
			date(s, o, "notBefore=", X509_get0_notBefore(cert));
		break;
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD:
		if (cert)
			date(s, o, "notAfter=", X509_get0_notAfter(cert));
		break;
	case X509_V_ERR_NO_EXPLICIT_POLICY:
		if (!s->cfg.verify_quiet)
			policies(s, o, ctx);
		break;
	default:
		break;
	}
}

int trust_callback(int ok, X509_STORE_CTX *ctx)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct sslprobe *s = sslprobe_of(ssl);
	const struct sslprobe_cfg *c = &s->cfg;
	X509 *cert = X509_STORE_CTX_get_current_cert(ctx);
	int err = X509_STORE_CTX_get_error(ctx), depth = X509_STORE_CTX_get_error_depth(ctx);
	struct obuf *o = text_say(&s->text);

	if (!c->verify_quiet || !ok) {
		ob_str(o, "depth=");
		ob_i(o, depth);
		ob_c(o, ' ');
		if (cert)
			text_name(&s->text, o, X509_get_subject_name(cert), s->nameopt);
		else
			ob_str(o, "<no cert>");
		ob_c(o, '\n');
	}
	if (!ok) {
		ob_str(o, "verify error:num=");
		ob_i(o, err);
		ob_c(o, ':');
		ob_str(o, X509_verify_cert_error_string(err));
		ob_c(o, '\n');
		if (c->verify_depth < 0 || c->verify_depth >= depth) {
			ok = !c->verify_return_error;
			s->verify_error = err;
		} else {
			s->verify_error = X509_V_ERR_CERT_CHAIN_TOO_LONG;
		}
	}
	detail(s, o, ctx, cert, err);
	if (err == X509_V_OK && ok == 2 && !c->verify_quiet)
		policies(s, o, ctx);
	if (ok && !c->verify_quiet) {
		ob_str(o, "verify return:");
		ob_i(o, ok);
		ob_c(o, '\n');
	}
	text_said(&s->text);
	return ok;
}
