/* Keys, certificates, chains and CRLs, in whatever form they are (ossl_store(7ssl)). */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "identity.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/store.h>
#include <openssl/ui.h>

#include "base/prog.h"
#include "modules.h"
#include "pass.h"

/* What is to be found in one place; each that is not NULL is wanted. */
struct wanted {
	EVP_PKEY **key;
	X509 **cert;
	STACK_OF(X509) * *certs;
	X509_CRL **crl;
};

static int given_pass(char *buf, int size, int rwflag, void *pass)
{
	size_t n = strlen(pass);

	(void)rwflag;
	if (n > (size_t)size)
		return -1;
	memcpy(buf, pass, n);
	return (int)n;
}

static int expected(const struct wanted *w)
{
	if (w->key)
		return OSSL_STORE_INFO_PKEY;
	return w->crl ? OSSL_STORE_INFO_CRL : OSSL_STORE_INFO_CERT;
}

/* Takes what is wanted out of one piece; true: nothing more is. */
static bool take(const struct wanted *w, const OSSL_STORE_INFO *info)
{
	switch (OSSL_STORE_INFO_get_type(info)) {
	case OSSL_STORE_INFO_PKEY:
		if (w->key && !*w->key)
			*w->key = OSSL_STORE_INFO_get1_PKEY(info);
		return w->key && *w->key;
	case OSSL_STORE_INFO_CERT:
		if (w->certs) {
			sk_X509_push(*w->certs, OSSL_STORE_INFO_get1_CERT(info));
			return false;
		}
		if (w->cert && !*w->cert)
			*w->cert = OSSL_STORE_INFO_get1_CERT(info);
		return w->cert && *w->cert;
	case OSSL_STORE_INFO_CRL:
		if (w->crl && !*w->crl)
			*w->crl = OSSL_STORE_INFO_get1_CRL(info);
		return w->crl && *w->crl;
	default:
		return false;
	}
}

static bool complete(const struct wanted *w)
{
	return (!w->key || *w->key) && (!w->cert || *w->cert) && (!w->crl || *w->crl) &&
	       (!w->certs || sk_X509_num(*w->certs) > 0);
}

static int complain(struct sslprobe *s, const char *words, const char *what, const char *uri)
{
	struct obuf *o = text_say(&s->text);

	ob_str(o, words);
	ob_str(o, what);
	ob_str(o, " from ");
	ob_esc(o, uri, strlen(uri));
	ob_c(o, '\n');
	text_said(&s->text);
	text_errors(&s->text);
	return -1;
}

static OSSL_STORE_CTX *open_store(struct sslprobe *s, const char *uri, const char *pass,
				  UI_METHOD **ui, const char *form)
{
	OSSL_PARAM params[2] = { OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end() };
	char type[4] = "";

	(void)s;
	if (form) {
		memcpy(type, form, 4);
		params[0] = OSSL_PARAM_construct_utf8_string(OSSL_STORE_PARAM_INPUT_TYPE, type, 0);
	}
	*ui = pass ? UI_UTIL_wrap_read_pem_callback(given_pass, 0) : NULL;
	return OSSL_STORE_open_ex(uri, NULL, NULL, *ui ? *ui : UI_OpenSSL(),
				  (void *)(uintptr_t)pass, params, NULL, NULL);
}

/* open_words and what make up the messages. */
static int load(struct sslprobe *s, const char *uri, const char *pass, const char *form,
		const struct wanted *w, const char *open_what, const char *read_words,
		const char *what)
{
	OSSL_STORE_CTX *ctx;
	UI_METHOD *ui;

	ERR_set_mark();
	ctx = open_store(s, uri, pass, &ui, form);
	if (!ctx) {
		UI_destroy_method(ui);
		return complain(s, "Could not open file or uri for loading ", open_what, uri);
	}
	OSSL_STORE_expect(ctx, expected(w));
	while (!OSSL_STORE_eof(ctx)) {
		OSSL_STORE_INFO *info = OSSL_STORE_load(ctx);
		bool enough = info && take(w, info);

		OSSL_STORE_INFO_free(info);
		if (enough)
			break;
	}
	OSSL_STORE_close(ctx);
	UI_destroy_method(ui);
	if (!complete(w))
		return complain(s, read_words, what, uri);
	ERR_pop_to_mark();
	return 0;
}

#define READ "Could not read "

/* How the library calls a form that was asked for; NULL: any. */
static const char *form_name(int form)
{
	return form == FORM_DER ? "DER" : form == FORM_PEM ? "PEM" : NULL;
}

static int load_key(struct sslprobe *s, EVP_PKEY **key, const char *uri, int form, const char *what)
{
	const struct wanted w = { .key = key };
	char *name;

	if (form != FORM_ENGINE)
		return load(s, uri, s->pass, form_name(form), &w, what, READ, what);
	if (!s->cfg.engine) {
		struct obuf *o = text_say(&s->text);

		ob_str(o, "No engine specified for loading ");
		ob_str(o, what);
		ob_c(o, '\n');
		text_said(&s->text);
		return -1;
	}
	*key = modules_key(s, uri);
	if (*key)
		return 0;
	name = prog_alloc(1, strlen(uri) + strlen(s->cfg.engine) + 32);
	strcat(strcat(strcat(strcpy(name, "org.openssl.engine:"), s->cfg.engine), ":"), uri);
	complain(s, READ, what, name);
	free(name);
	return -1;
}

/* What a certificate is called in the messages. */
struct cert_words {
	const char *what, *open, *read;
};

static int load_cert(struct sslprobe *s, X509 **cert, const char *uri, const char *form,
		     const struct cert_words *words)
{
	const struct wanted w = { .cert = cert };
	struct obuf *o;

	if (load(s, uri, s->pass, form, &w, words->open, READ, words->read) == 0)
		return 0;
	o = text_say(&s->text);
	ob_str(o, "Unable to load ");
	ob_str(o, words->what);
	ob_c(o, '\n');
	text_said(&s->text);
	return -1;
}

static int load_chain(struct sslprobe *s, STACK_OF(X509) * *chain, const char *uri,
		      const char *what, const char *open_what)
{
	const struct wanted w = { .certs = chain };

	*chain = sk_X509_new_null();
	return load(s, uri, NULL, NULL, &w, open_what, "Could not read any ", what);
}

X509_CRL *identity_crl(struct sslprobe *s, const char *uri)
{
	X509_CRL *crl = NULL;
	const struct wanted w = { .crl = &crl };

	load(s, uri, NULL, form_name(s->cfg.crlform), &w, "CRL", READ, "CRL");
	return crl;
}

static int read_pass(struct sslprobe *s, const char *source, char **pass, const char *what)
{
	struct obuf *o;

	if (!source)
		return 0;
	*pass = pass_read(&s->text, source);
	if (*pass)
		return 0;
	o = text_say(&s->text);
	ob_str(o, "Error getting ");
	ob_str(o, what);
	ob_str(o, " password\n");
	text_said(&s->text);
	return -1;
}

static int given_form(const char *name)
{
	return *name == 'D' || *name == 'd' ? FORM_DER : FORM_PEM;
}

/* A set of -xcert and its kin ends where an option comes a second time. */
static int sort_extra(struct sslprobe *s, struct identity *id)
{
	const struct pairs *list = &s->cfg.extra;
	struct identity_extra *x = NULL;

	id->extra = prog_alloc(list->n, sizeof(*id->extra));
	for (unsigned i = 0; i < list->n; i++) {
		const char *name = list->p[i].name, *value = list->p[i].value;

		if (!x || (strcmp(name, "xcert") == 0 && x->cert_file))
			x = &id->extra[id->nextra++];
		if (strcmp(name, "xcert") == 0) {
			x->cert_file = value;
		} else if (strcmp(name, "xkey") == 0) {
			if (x->key_file) {
				warn("Key already specified");
				return -1;
			}
			x->key_file = value;
		} else if (strcmp(name, "xchain") == 0) {
			if (x->chain_file) {
				warn("Chain already specified");
				return -1;
			}
			x->chain_file = value;
		} else if (strcmp(name, "xcertform") == 0) {
			x->cert_form = given_form(value);
		} else if (strcmp(name, "xkeyform") == 0) {
			x->key_form = given_form(value);
		} else {
			x->build = true;
		}
	}
	return 0;
}

static int load_extra(struct sslprobe *s, struct identity_extra *x)
{
	static const struct cert_words words = {
		"Server Certificate", "cert of Server Certificate", "cert of Server Certificate"
	};

	if (!x->cert_file)
		return 0;
	if (load_cert(s, &x->cert, x->cert_file, form_name(x->cert_form), &words) < 0 ||
	    load_key(s, &x->key, x->key_file ? x->key_file : x->cert_file, x->key_form,
		     "server key") < 0)
		return -1;
	return x->chain_file ? load_chain(s, &x->chain, x->chain_file, "server chain",
					  "certs of server chain") :
			       0;
}

int identity_load(struct sslprobe *s, struct identity *id)
{
	const struct sslprobe_cfg *c = &s->cfg;
	static const struct cert_words words = {
		"client certificate", "cert of client certificate", "client certificate"
	};
	const char *key = c->key ? c->key : c->cert;

	if (read_pass(s, c->pass, &s->pass, "private key") < 0 ||
	    read_pass(s, c->proxy_pass, &s->proxy_pass, "proxy") < 0)
		return -1;
	if (key && load_key(s, &id->key, key, c->keyform, "client certificate private key") < 0)
		return -1;
	if (c->cert && load_cert(s, &id->cert, c->cert, form_name(c->certform), &words) < 0)
		return -1;
	if (c->cert_chain && load_chain(s, &id->chain, c->cert_chain, "client certificate chain",
					"certs of client certificate chain") < 0)
		return -1;
	if (sort_extra(s, id) < 0)
		return -1;
	for (unsigned i = 0; i < id->nextra; i++)
		if (load_extra(s, &id->extra[i]) < 0)
			return -1;
	return 0;
}

static int failed(struct sslprobe *s, const char *message)
{
	text_line(&s->text, message);
	text_errors(&s->text);
	return -1;
}

static int use(struct sslprobe *s, X509 *cert, EVP_PKEY *key, STACK_OF(X509) * chain, bool build)
{
	if (!cert)
		return 0;
	if (SSL_CTX_use_certificate(s->ctx, cert) <= 0)
		return failed(s, "error setting certificate");
	if (SSL_CTX_use_PrivateKey(s->ctx, key) <= 0)
		return failed(s, "error setting private key");
	if (!SSL_CTX_check_private_key(s->ctx)) {
		ERR_clear_error();
		text_line(&s->text, "Private key does not match the certificate public key");
		return -1;
	}
	if (chain && !SSL_CTX_set1_chain(s->ctx, chain))
		return failed(s, "error setting certificate chain");
	if (build && !SSL_CTX_build_cert_chain(s->ctx, chain ? SSL_BUILD_CHAIN_FLAG_CHECK : 0))
		return failed(s, "error building certificate chain");
	return 0;
}

/* What SSL_check_chain(3) found, as s_client tells it. */
static void chain_text(struct sslprobe *s, unsigned number, X509 *cert, unsigned found)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ CERT_PKEY_VALID, "Overall Validity" },
		{ CERT_PKEY_SIGN, "Sign with EE key" },
		{ CERT_PKEY_EE_SIGNATURE, "EE signature" },
		{ CERT_PKEY_CA_SIGNATURE, "CA signature" },
		{ CERT_PKEY_EE_PARAM, "EE key parameters" },
		{ CERT_PKEY_CA_PARAM, "CA key parameters" },
		{ CERT_PKEY_EXPLICIT_SIGN, "Explicitly sign with EE key" },
		{ CERT_PKEY_ISSUER_NAME, "Issuer Name" },
		{ CERT_PKEY_CERT_TYPE, "Certificate Type" },
	};
	struct obuf *o = text_say(&s->text);

	ob_num(o, "Checking cert chain ", number, ":\nSubject: ");
	text_name(&s->text, o, X509_get_subject_name(cert), s->nameopt);
	ob_c(o, '\n');
	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ob_c(o, '\t');
		ob_str(o, names[i].name);
		ob_str(o, found & names[i].bit ? ": OK\n" : ": NOT OK\n");
	}
	ob_str(o, "\tSuite B: ");
	if (SSL_CTX_set_cert_flags(s->ctx, 0) & SSL_CERT_FLAG_SUITEB_128_LOS)
		ob_str(o, found & CERT_PKEY_SUITEB ? "OK\n" : "NOT OK\n");
	else
		ob_str(o, "not tested\n");
	text_said(&s->text);
}

/* Of several certificates that is taken which the server can use. */
static int offer_extra(SSL *ssl, void *arg)
{
	struct identity *id = arg;

	for (unsigned i = 0; i < id->nextra; i++) {
		struct identity_extra *x = &id->extra[i];
		unsigned found;

		if (!x->cert)
			continue;
		found = (unsigned)SSL_check_chain(ssl, x->cert, x->key, x->chain);
		chain_text(sslprobe_of(ssl), i + 1, x->cert, found);
		if (!(found & CERT_PKEY_VALID))
			continue;
		SSL_certs_clear(ssl);
		if (!SSL_use_certificate(ssl, x->cert) || !SSL_use_PrivateKey(ssl, x->key))
			return 0;
		if (x->build && !SSL_build_cert_chain(ssl, 0))
			return 0;
		if (!x->build && x->chain)
			SSL_set1_chain(ssl, x->chain);
	}
	return 1;
}

int identity_use(struct sslprobe *s, struct identity *id)
{
	if (use(s, id->cert, id->key, id->chain, s->cfg.build_chain) < 0)
		return -1;
	if (id->nextra)
		SSL_CTX_set_cert_cb(s->ctx, offer_extra, id);
	return 0;
}

void identity_free(struct identity *id)
{
	EVP_PKEY_free(id->key);
	X509_free(id->cert);
	sk_X509_pop_free(id->chain, X509_free);
	for (unsigned i = 0; i < id->nextra; i++) {
		X509_free(id->extra[i].cert);
		EVP_PKEY_free(id->extra[i].key);
		sk_X509_pop_free(id->extra[i].chain, X509_free);
	}
	free(id->extra);
}
