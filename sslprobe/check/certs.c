/* Reads certificates (RFC 5280), stapled OCSP answers (RFC 6960) and SCTs (RFC 6962) into facts. */
#include "check/certs.h"

#include <string.h>
#include <time.h>

#include <openssl/ct.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "base/addr.h"
#include "trust.h"

#define AIA_SECONDS 5
#define AIA_STEPS 3
#define STALE 300		/* seconds that clocks may differ */

static void copy(char *to, size_t size, const char *from, size_t n)
{
	if (n >= size)
		n = size - 1;
	memcpy(to, from, n);
	to[n] = '\0';
}

/* Escaped as RFC 2253 has it, but for UTF-8. */
static void name_text(const X509_NAME *name, char *to, size_t size)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *p;
	long n;

	X509_NAME_print_ex(bio, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
	n = BIO_get_mem_data(bio, &p);
	copy(to, size, p, n > 0 ? (size_t)n : 0);
	BIO_free(bio);
}

static void add_name(struct facts_cert *c, const char *p, size_t n)
{
	size_t len = strlen(c->names);

	/* a name with NUL in it would be taken for another */
	if (len + n + 3 > sizeof(c->names) || memchr(p, '\0', n))
		return;
	if (len) {
		memcpy(c->names + len, ", ", 2);
		len += 2;
	}
	memcpy(c->names + len, p, n);
	c->names[len + n] = '\0';
}

static void alternative_names(X509 *x, struct facts_cert *c)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);

	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		int type;
		const ASN1_STRING *s =
			GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, i), &type);
		const unsigned char *p;
		int n;

		if (type != GEN_DNS && type != GEN_IPADD)
			continue;
		p = ASN1_STRING_get0_data(s);
		n = ASN1_STRING_length(s);
		if (type == GEN_DNS) {
			add_name(c, (const char *)p, (size_t)n);
		} else if (n == 4 || n == 16) {
			struct addr a = n == 4 ? addr_v4(p) : addr_v6(p);
			char text[ADDR_STR];

			addr_str(&a, text);
			add_name(c, text, strlen(text));
		}
	}
	GENERAL_NAMES_free(names);
}

static int64_t seconds(const ASN1_TIME *t)
{
	struct tm tm;

	return ASN1_TIME_to_tm(t, &tm) ? (int64_t)timegm(&tm) : 0;
}

static void key(X509 *x, struct facts_cert *c)
{
	EVP_PKEY *k = X509_get0_pubkey(x);
	const char *name = "unknown";

	if (!k) {
		copy(c->key, sizeof(c->key), name, strlen(name));
		return;
	}
	switch (EVP_PKEY_get_base_id(k)) {
	case EVP_PKEY_RSA:
	case EVP_PKEY_RSA_PSS:
		c->kind = KEY_RSA;
		name = "RSA";
		break;
	case EVP_PKEY_DSA:
		c->kind = KEY_DSA;
		name = "DSA";
		break;
	case EVP_PKEY_EC:
		c->kind = KEY_EC;
		name = "EC";
		break;
	default:
		name = OBJ_nid2sn(EVP_PKEY_get_base_id(k));
		break;
	}
	c->bits = EVP_PKEY_get_bits(k);
	BIO_snprintf(c->key, sizeof(c->key), "%s %d bits", name ? name : "unknown", c->bits);
}

static void signature(X509 *x, struct facts_cert *c)
{
	int md = NID_undef, bits = 0;
	const char *name = OBJ_nid2sn(X509_get_signature_nid(x));

	X509_get_signature_info(x, &md, NULL, &bits, NULL);
	copy(c->signature, sizeof(c->signature), name ? name : "unknown",
	     strlen(name ? name : "unknown"));
	/* what a root says of itself, nobody relies on */
	c->weak_signature = !c->self_issued && (md == NID_md5 || md == NID_sha1 || md == NID_md4 ||
						md == NID_md5_sha1 || md == NID_md2);
}

static void issuer_place(X509 *x, struct facts_cert *c)
{
	AUTHORITY_INFO_ACCESS *list = X509_get_ext_d2i(x, NID_info_access, NULL, NULL);

	for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(list) && !c->aia[0]; i++) {
		const ACCESS_DESCRIPTION *d = sk_ACCESS_DESCRIPTION_value(list, i);
		const ASN1_STRING *s;

		if (OBJ_obj2nid(d->method) != NID_ad_ca_issuers || d->location->type != GEN_URI)
			continue;
		s = d->location->d.uniformResourceIdentifier;
		if (!trust_url(s) || ASN1_STRING_length(s) >= (int)sizeof(c->aia))
			continue;
		copy(c->aia, sizeof(c->aia), (const char *)ASN1_STRING_get0_data(s),
		     (size_t)ASN1_STRING_length(s));
	}
	AUTHORITY_INFO_ACCESS_free(list);
}

static void one(X509 *x, struct facts_cert *c)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	*c = (struct facts_cert){ 0 };
	name_text(X509_get_subject_name(x), c->subject, sizeof(c->subject));
	name_text(X509_get_issuer_name(x), c->issuer, sizeof(c->issuer));
	c->self_issued = X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0;
	alternative_names(x, c);
	key(x, c);
	signature(x, c);
	issuer_place(x, c);
	c->from = seconds(X509_get0_notBefore(x));
	c->to = seconds(X509_get0_notAfter(x));
	if (X509_digest(x, EVP_sha256(), md, &n))
		for (unsigned i = 0; i < n && i < 32; i++)
			BIO_snprintf(c->sha256 + 2 * i, 3, "%02x", md[i]);
}

static void keep_der(X509 *x, struct facts *f)
{
	int n = i2d_X509(x, NULL);
	unsigned char *p = f->der + f->der_len;

	if (n > 0 && (unsigned)n <= FACTS_DER - f->der_len)
		f->der_len += (unsigned)i2d_X509(x, &p);
}

/* Each is to be the issuer of the one before it. */
static bool in_order(STACK_OF(X509) * chain)
{
	for (int i = 0; i + 1 < sk_X509_num(chain); i++) {
		X509 *x = sk_X509_value(chain, i);

		if (X509_NAME_cmp(X509_get_issuer_name(x),
				  X509_get_subject_name(sk_X509_value(chain, i + 1))) != 0)
			return false;
	}
	return true;
}

static X509 *issuer_of(STACK_OF(X509) * chain, X509 *x)
{
	for (int i = 0; i < sk_X509_num(chain); i++)
		if (X509_check_issued(sk_X509_value(chain, i), x) == X509_V_OK)
			return sk_X509_value(chain, i);
	return NULL;
}

/* Does the response speak of this leaf, and is it signed by whom it should be? */
static enum facts_staple staple(SSL *ssl, STACK_OF(X509) * path)
{
	const unsigned char *p;
	long len = SSL_get_tlsext_status_ocsp_resp(ssl, &p);
	OCSP_RESPONSE *answer = p ? d2i_OCSP_RESPONSE(NULL, &p, len) : NULL;
	OCSP_BASICRESP *basic = answer ? OCSP_response_get1_basic(answer) : NULL;
	X509 *leaf = SSL_get0_peer_certificate(ssl), *issuer = issuer_of(path, leaf);
	OCSP_CERTID *id = issuer ? OCSP_cert_to_id(NULL, leaf, issuer) : NULL;
	enum facts_staple found = answer ? STAPLE_BAD : STAPLE_NONE;
	X509_STORE *store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
	ASN1_GENERALIZEDTIME *from = NULL, *to = NULL;
	int status = -1;

	/* what was revoked stays so; that it was not once, says nothing of today */
	if (basic && id && OCSP_basic_verify(basic, path, store, 0) > 0 &&
	    OCSP_resp_find_status(basic, id, &status, NULL, NULL, &from, &to) &&
	    (status == V_OCSP_CERTSTATUS_REVOKED || OCSP_check_validity(from, to, STALE, -1)))
		found = status == V_OCSP_CERTSTATUS_GOOD    ? STAPLE_GOOD :
			status == V_OCSP_CERTSTATUS_REVOKED ? STAPLE_REVOKED :
							      STAPLE_UNKNOWN;
	OCSP_CERTID_free(id);
	OCSP_BASICRESP_free(basic);
	OCSP_RESPONSE_free(answer);
	ERR_clear_error();
	return found;
}

static void timestamps(SSL *ssl, struct facts *f)
{
	static const char *const sources[] = {
		[SCT_SOURCE_UNKNOWN] = "unknown",
		[SCT_SOURCE_TLS_EXTENSION] = "tls",
		[SCT_SOURCE_X509V3_EXTENSION] = "certificate",
		[SCT_SOURCE_OCSP_STAPLED_RESPONSE] = "ocsp",
	};
	static const char *const states[] = {
		[SCT_VALIDATION_STATUS_NOT_SET] = "not validated",
		[SCT_VALIDATION_STATUS_UNKNOWN_LOG] = "unknown log",
		[SCT_VALIDATION_STATUS_VALID] = "valid",
		[SCT_VALIDATION_STATUS_INVALID] = "invalid",
		[SCT_VALIDATION_STATUS_UNVERIFIED] = "not validated",
		[SCT_VALIDATION_STATUS_UNKNOWN_VERSION] = "unknown version",
	};
	const STACK_OF(SCT) *list = SSL_get0_peer_scts(ssl);
	const CTLOG_STORE *logs = SSL_CTX_get0_ctlog_store(SSL_get_SSL_CTX(ssl));

	for (int i = 0; i < sk_SCT_num(list) && f->nscts < FACTS_SCTS; i++) {
		const SCT *sct = sk_SCT_value(list, i);
		struct facts_sct *to = &f->scts[f->nscts++];
		sct_source_t from = SCT_get_source(sct);
		sct_validation_status_t state = SCT_get_validation_status(sct);
		unsigned char *id;
		size_t n = SCT_get0_log_id(sct, &id);
		const CTLOG *log = logs ? CTLOG_STORE_get0_log_by_id(logs, id, n) : NULL;
		const char *name = log ? CTLOG_get0_name(log) : "";

		copy(to->source, sizeof(to->source), sources[from], strlen(sources[from]));
		copy(to->state, sizeof(to->state), states[state], strlen(states[state]));
		copy(to->log, sizeof(to->log), name, strlen(name));
		to->when = (int64_t)(SCT_get_timestamp(sct) / 1000);
		to->valid = state == SCT_VALIDATION_STATUS_VALID;
	}
}

void certs_collect(SSL *ssl, struct facts *f)
{
	STACK_OF(X509) *served = SSL_get_peer_cert_chain(ssl);
	STACK_OF(X509) *path = SSL_get0_verified_chain(ssl);

	f->served_total = served ? (unsigned)sk_X509_num(served) : 0;
	f->order_wrong = served && !in_order(served);
	for (int i = 0; i < sk_X509_num(served); i++) {
		keep_der(sk_X509_value(served, i), f);
		if (i < FACTS_CERTS)
			one(sk_X509_value(served, i), &f->served[f->nserved++]);
	}
	for (int i = 0; i < sk_X509_num(path) && i < FACTS_CERTS; i++)
		one(sk_X509_value(path, i), &f->path[f->npath++]);
	f->ct = SSL_ct_is_enabled(ssl);
	if (f->ct)
		timestamps(ssl, f);
	if (SSL_get0_peer_certificate(ssl))
		f->staple = staple(ssl, path ? path : served);
}

static bool verifies(X509_STORE *store, X509 *leaf, STACK_OF(X509) * chain)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	bool good =
		ctx && X509_STORE_CTX_init(ctx, store, leaf, chain) && X509_verify_cert(ctx) == 1;

	X509_STORE_CTX_free(ctx);
	return good;
}

void certs_try_aia(SSL *ssl, struct facts *f)
{
	X509_STORE *store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
	X509 *leaf = SSL_get0_peer_certificate(ssl);
	STACK_OF(X509) *served = SSL_get_peer_cert_chain(ssl);
	STACK_OF(X509) *chain = served ? sk_X509_dup(served) : NULL, *fetched = sk_X509_new_null();
	struct facts_cert top;

	if (!chain || !f->npath)
		goto out;
	top = f->path[f->npath - 1];
	for (unsigned i = 0; i < AIA_STEPS && top.aia[0]; i++) {
		X509 *x;

		f->aia_tried = true;
		x = X509_load_http(top.aia, NULL, NULL, AIA_SECONDS);
		if (!x)
			break;
		sk_X509_push(fetched, x);
		sk_X509_push(chain, x);
		if (verifies(store, leaf, chain)) {
			f->aia_completes = true;
			break;
		}
		one(x, &top);
	}
out:
	sk_X509_pop_free(fetched, X509_free);
	sk_X509_free(chain);
	ERR_clear_error();
}
