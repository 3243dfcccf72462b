/* Trust: stores of CA certificates, CRLs, DANE records (RFC 6698). */
#include "trust.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/num.h"
#include "base/prog.h"
#include "identity.h"
#include "lazy.h"

static int failed(struct sslprobe *s, const char *message)
{
	if (message)
		text_line(&s->text, message);
	text_errors(&s->text);
	return -1;
}

/* Where the options name none, the system's own. */
static int stores(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	if (!c->ca_file && !c->ca_path && !c->ca_store) {
		lazy_add(SSL_CTX_get_cert_store(s->ctx), !c->no_ca_file, !c->no_ca_path);
		if (!c->no_ca_store && !SSL_CTX_set_default_verify_store(s->ctx))
			return failed(s, NULL);
		return 0;
	}
	if ((c->ca_file && !SSL_CTX_load_verify_file(s->ctx, c->ca_file)) ||
	    (c->ca_path && !SSL_CTX_load_verify_dir(s->ctx, c->ca_path)) ||
	    (c->ca_store && !SSL_CTX_load_verify_store(s->ctx, c->ca_store)))
		return failed(s, NULL);
	return 0;
}

static int load_store(X509_STORE *store, const char *file, const char *folder, const char *uri)
{
	return (!file || X509_STORE_load_file(store, file)) &&
	       (!folder || X509_STORE_load_path(store, folder)) &&
	       (!uri || X509_STORE_load_store(store, uri));
}

/* CRLs of the file count for the leaf; the bigger part of them is elsewhere. */
static X509_STORE *other_store(const char *file, const char *folder, const char *uri,
			       STACK_OF(X509_CRL) * crls)
{
	X509_STORE *store;

	if (!file && !folder && !uri)
		return NULL;
	store = X509_STORE_new();
	if (!load_store(store, file, folder, uri)) {
		X509_STORE_free(store);
		return NULL;
	}
	for (int i = 0; i < sk_X509_CRL_num(crls); i++)
		X509_STORE_add_crl(store, sk_X509_CRL_value(crls, i));
	return store;
}

/* The library knocks again until then where nobody answers, once a second. */
#define FETCH_SECONDS 10

bool trust_url(const ASN1_STRING *s)
{
	static const char http[] = "http://";
	const unsigned char *p = ASN1_STRING_get0_data(s);
	int n = ASN1_STRING_length(s);

	for (int i = 0; i < n; i++)
		if (p[i] <= ' ' || p[i] >= 127)
			return false;
	return n >= (int)sizeof(http) - 1 && memcmp(p, http, sizeof(http) - 1) == 0;
}

/* The CRL of one name of a distribution point, over HTTP; NULL after a message, if it was such. */
static X509_CRL *fetch_name(struct sslprobe *s, GENERAL_NAME *name)
{
	int type;
	const ASN1_STRING *uri = GENERAL_NAME_get0_value(name, &type);
	X509_CRL *crl;

	if (type != GEN_URI || !trust_url(uri))
		return NULL;
	crl = X509_CRL_load_http((const char *)ASN1_STRING_get0_data(uri), NULL, NULL,
				 FETCH_SECONDS);
	if (!crl)
		failed(s, "Unable to load CRL via CDP");
	return crl;
}

/* Fetches the CRL that a certificate names. */
static X509_CRL *fetch(struct sslprobe *s, X509 *cert, int nid)
{
	STACK_OF(DIST_POINT) *points = X509_get_ext_d2i(cert, nid, NULL, NULL);
	X509_CRL *crl = NULL;

	for (int i = 0; i < sk_DIST_POINT_num(points) && !crl; i++) {
		const DIST_POINT *dp = sk_DIST_POINT_value(points, i);
		const GENERAL_NAMES *names = dp->distpoint && dp->distpoint->type == 0 ?
						     dp->distpoint->name.fullname :
						     NULL;

		for (int k = 0; k < sk_GENERAL_NAME_num(names) && !crl; k++)
			crl = fetch_name(s, sk_GENERAL_NAME_value(names, k));
	}
	sk_DIST_POINT_pop_free(points, DIST_POINT_free);
	return crl;
}

static STACK_OF(X509_CRL) * download(const X509_STORE_CTX *ctx, const X509_NAME *name)
{
	const SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct sslprobe *s = sslprobe_of(ssl);
	X509 *cert = X509_STORE_CTX_get_current_cert(ctx);
	STACK_OF(X509_CRL) *crls = sk_X509_CRL_new_null();
	X509_CRL *crl = fetch(s, cert, NID_crl_distribution_points);

	(void)name;
	if (!crl) {
		sk_X509_CRL_free(crls);
		return NULL;
	}
	sk_X509_CRL_push(crls, crl);
	crl = fetch(s, cert, NID_freshest_crl);
	if (crl)
		sk_X509_CRL_push(crls, crl);
	return crls;
}

static int load_crls(struct sslprobe *s, STACK_OF(X509_CRL) * *crls)
{
	X509_CRL *crl;

	*crls = NULL;
	if (!s->cfg.crl)
		return 0;
	crl = identity_crl(s, s->cfg.crl);
	if (!crl) {
		text_line(&s->text, "Unable to load CRL");
		return -1;
	}
	*crls = sk_X509_CRL_new_null();
	sk_X509_CRL_push(*crls, crl);
	return 0;
}

static void add_crls(struct sslprobe *s, STACK_OF(X509_CRL) * crls)
{
	X509_STORE *store = SSL_CTX_get_cert_store(s->ctx);

	for (int i = 0; i < sk_X509_CRL_num(crls); i++)
		X509_STORE_add_crl(store, sk_X509_CRL_value(crls, i));
	if (s->cfg.crl_download)
		X509_STORE_set_lookup_crls_cb(store, download);
}

static int other_stores(struct sslprobe *s, STACK_OF(X509_CRL) * crls)
{
	const struct sslprobe_cfg *c = &s->cfg;
	X509_STORE *chain = other_store(c->chain_file, c->chain_path, c->chain_store, NULL);
	X509_STORE *verify;

	if (!chain && (c->chain_file || c->chain_path || c->chain_store))
		return failed(s, "Error loading store locations");
	if (chain)
		SSL_CTX_set0_chain_cert_store(s->ctx, chain);
	verify = other_store(c->verify_file, c->verify_path, c->verify_store, crls);
	if (!verify && (c->verify_file || c->verify_path || c->verify_store))
		return failed(s, "Error loading store locations");
	if (verify)
		SSL_CTX_set0_verify_cert_store(s->ctx, verify);
	return 0;
}

/* The names of CAs that the server is told, from a file. */
static int request_names(struct sslprobe *s)
{
	STACK_OF(X509_NAME) * names;

	if (!s->cfg.request_ca)
		return 0;
	names = sk_X509_NAME_new_null();
	if (!SSL_add_file_cert_subjects_to_stack(names, s->cfg.request_ca)) {
		sk_X509_NAME_pop_free(names, X509_NAME_free);
		return failed(s, "Error loading CA names");
	}
	SSL_CTX_set0_CA_list(s->ctx, names);
	return 0;
}

int trust_open(struct sslprobe *s)
{
	STACK_OF(X509_CRL) * crls;
	int rc = -1;

	if (s->cfg.param && !SSL_CTX_set1_param(s->ctx, s->cfg.param))
		return failed(s, "Error setting verify params");
	if (load_crls(s, &crls) < 0)
		return -1;
	if (other_stores(s, crls) == 0 && stores(s) == 0 && request_names(s) == 0) {
		add_crls(s, crls);
		rc = 0;
	}
	sk_X509_CRL_pop_free(crls, X509_CRL_free);
	SSL_CTX_set_verify(s->ctx, s->cfg.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
			   trust_callback);
	return rc;
}

/* One of the three numbers before the data of a TLSA record. */
static const char *field(const char *p, uint8_t *v)
{
	int64_t n = 0;
	size_t len;
	char digits[4];

	p += strspn(p, " \t");
	len = strspn(p, "0123456789");
	if (!len || len >= sizeof(digits))
		return NULL;
	memcpy(digits, p, len);
	digits[len] = '\0';
	if (num_int(digits, 0, 255, &n) != NUM_OK)
		return NULL;
	*v = (uint8_t)n;
	p += len;
	if (*p != ' ' && *p != '\t')
		return NULL;
	return p + strspn(p, " \t");
}

/* Hexadecimal, with blanks anywhere; NULL: it is not. The caller frees it. */
static uint8_t *hex(const char *p, size_t *len)
{
	uint8_t *out = prog_alloc(strlen(p) / 2 + 1, 1);
	bool half = false;

	*len = 0;
	for (; *p; p++) {
		int v = num_hex(*p);

		if (*p == ' ' || *p == '\t' || *p == '\n')
			continue;
		if (v < 0)
			break;
		out[*len] = (uint8_t)(half ? out[*len] << 4 | v : v);
		*len += half;
		half = !half;
	}
	if (!*p && !half && *len)
		return out;
	free(out);
	return NULL;
}

/* 1: it counts; 0: it is not usable, or bad, after a message; -1: an error of the library. */
static int tlsa(struct sslprobe *s, const char *text)
{
	static const char *const names[] = { "usage", "selector", "mtype" };
	uint8_t v[3] = { 0 }, *data;
	const char *p = text;
	size_t len;
	int rc;

	for (unsigned i = 0; i < 3; i++) {
		p = field(p, &v[i]);
		if (!p) {
			warn("warning: bad TLSA %s field in: %s", names[i], text);
			return 0;
		}
	}
	data = hex(p, &len);
	if (!data) {
		warn("warning: bad TLSA data field in: %s", text);
		return 0;
	}
	rc = SSL_dane_tlsa_add(s->ssl, v[0], v[1], v[2], data, len);
	free(data);
	if (rc == 0) {
		text_errors(&s->text);
		warn("warning: unusable TLSA rrdata: %s", text);
	} else if (rc < 0) {
		text_errors(&s->text);
		warn("warning: error loading TLSA rrdata: %s", text);
	}
	return rc;
}

int trust_dane(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	int good = 0;

	if (!c->dane_domain) {
		if (!c->dane.n)
			return 0;
		warn("DANE TLSA authentication requires the -dane_tlsa_domain option.");
		return -1;
	}
	if (SSL_dane_enable(s->ssl, c->dane_domain) <= 0) {
		warn("Error enabling DANE TLSA authentication.");
		text_errors(&s->text);
		return -1;
	}
	if (!c->dane.n) {
		warn("DANE TLSA authentication requires at least one -dane_tlsa_rrdata option.");
		return -1;
	}
	for (unsigned i = 0; i < c->dane.n; i++)
		good += tlsa(s, c->dane.p[i].value) > 0;
	if (!good) {
		warn("Failed to import any TLSA records.");
		return -1;
	}
	if (c->dane_ee_no_name)
		SSL_dane_set_flags(s->ssl, DANE_FLAG_NO_DANE_EE_NAMECHECKS);
	return 0;
}
