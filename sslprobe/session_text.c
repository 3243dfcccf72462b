/* What was negotiated, as s_client prints it: all of it, or the summary of -brief. */
#include "session_text.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/ct.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/srtp.h>

#include "callbacks.h"
#include "signatures.h"

static void line(struct obuf *o, const char *title, const char *value)
{
	ob_str(o, title);
	ob_esc(o, value, strlen(value));
	ob_c(o, '\n');
}

static const char *nid(int n)
{
	const char *name = OBJ_nid2sn(n);

	return name ? name : "unknown";
}

static void date(struct sslprobe *s, struct obuf *o, const ASN1_TIME *t)
{
	ASN1_TIME_print(text_bio(&s->text), t);
	text_take(&s->text, o);
}

static void chain_entry(struct sslprobe *s, struct obuf *o, int i, X509 *cert)
{
	EVP_PKEY *key = X509_get0_pubkey(cert);

	ob_fmt(o, "%2d s:", i);
	text_name(&s->text, o, X509_get_subject_name(cert), s->nameopt);
	ob_str(o, "\n   i:");
	text_name(&s->text, o, X509_get_issuer_name(cert), s->nameopt);
	ob_c(o, '\n');
	if (key)
		ob_fmt(o, "   a:PKEY: %s, %d (bit); sigalg: %s\n", nid(EVP_PKEY_get_base_id(key)),
		       EVP_PKEY_get_bits(key), nid(X509_get_signature_nid(cert)));
	ob_str(o, "   v:NotBefore: ");
	date(s, o, X509_get0_notBefore(cert));
	ob_str(o, "; NotAfter: ");
	date(s, o, X509_get0_notAfter(cert));
	ob_c(o, '\n');
	if (s->cfg.showcerts)
		text_pem(&s->text, o, cert);
}

static void certificates(struct sslprobe *s, struct obuf *o, X509 *peer)
{
	STACK_OF(X509) *chain = SSL_get_peer_cert_chain(s->ssl);

	if (chain) {
		ob_str(o, "---\nCertificate chain\n");
		for (int i = 0; i < sk_X509_num(chain); i++)
			chain_entry(s, o, i, sk_X509_value(chain, i));
	}
	ob_str(o, "---\n");
	if (!peer) {
		ob_str(o, "no peer certificate available\n");
		return;
	}
	ob_str(o, "Server certificate\n");
	if (!s->cfg.showcerts)
		text_pem(&s->text, o, peer);
	text_titled(&s->text, o, "subject=", X509_get_subject_name(peer), s->nameopt);
	text_titled(&s->text, o, "issuer=", X509_get_issuer_name(peer), s->nameopt);
}

static void ca_names(struct sslprobe *s, struct obuf *o)
{
	const STACK_OF(X509_NAME) *names = SSL_get0_peer_CA_list(s->ssl);

	ob_str(o, "---\n");
	if (sk_X509_NAME_num(names) <= 0) {
		ob_str(o, "No client certificate CA names sent\n");
		return;
	}
	ob_str(o, "Acceptable client certificate CA names\n");
	for (int i = 0; i < sk_X509_NAME_num(names); i++) {
		text_name(&s->text, o, sk_X509_NAME_value(names, i), s->nameopt);
		ob_c(o, '\n');
	}
}

static void scts(struct sslprobe *s, struct obuf *o)
{
	const STACK_OF(SCT) *list = SSL_get0_peer_scts(s->ssl);
	const CTLOG_STORE *logs = SSL_CTX_get0_ctlog_store(s->ctx);
	int n = list ? sk_SCT_num(list) : 0;

	if (!SSL_ct_is_enabled(s->ssl))
		return;
	ob_fmt(o, "---\nSCTs present (%d)\n", n);
	if (n > 0)
		ob_str(o, "---\n");
	for (int i = 0; i < n; i++) {
		SCT *sct = sk_SCT_value(list, i);

		line(o, "SCT validation status: ", SCT_validation_status_string(sct));
		SCT_print(sct, text_bio(&s->text), 0, logs);
		text_take(&s->text, o);
		ob_str(o, i < n - 1 ? "\n---\n" : "\n");
	}
}

static void temp_key(struct sslprobe *s, struct obuf *o)
{
	EVP_PKEY *key = NULL;
	char name[80] = "?";
	size_t n;

	if (!SSL_get_peer_tmp_key(s->ssl, &key))
		return;
	ob_str(o, "Server Temp Key: ");
	switch (EVP_PKEY_get_id(key)) {
	case EVP_PKEY_RSA:
		ob_str(o, "RSA");
		break;
	case EVP_PKEY_DH:
		ob_str(o, "DH");
		break;
	case EVP_PKEY_EC:
		EVP_PKEY_get_group_name(key, name, sizeof(name), &n);
		ob_str(o, "ECDH, ");
		ob_str(o, name);
		break;
	default:
		ob_str(o, nid(EVP_PKEY_get_id(key)));
		break;
	}
	ob_fmt(o, ", %d bits\n", EVP_PKEY_get_bits(key));
	EVP_PKEY_free(key);
}

static void dane(struct sslprobe *s, struct obuf *o)
{
	EVP_PKEY *spki;
	X509 *cert;
	int depth = SSL_get0_dane_authority(s->ssl, &cert, &spki);
	uint8_t usage, selector, type;
	const unsigned char *data;
	size_t len, shown;
	bool cut;

	if (depth < 0)
		return;
	SSL_get0_dane_tlsa(s->ssl, &usage, &selector, &type, &data, &len);
	cut = len > 12;
	shown = cut ? 12 : len;
	ob_fmt(o, "DANE TLSA %d %d %d %s", usage, selector, type, cut ? "..." : "");
	for (size_t i = len - shown; i < len; i++)
		ob_hex(o, data[i], 2);
	ob_fmt(o, " %s certificate at depth %d\n",
	       spki	     ? "signed the" :
	       cert && depth ? "matched TA" :
	       cert	     ? "matched EE" :
			       "matched TA",
	       depth);
}

static void verified(struct sslprobe *s, struct obuf *o)
{
	long err = SSL_get_verify_result(s->ssl);
	const char *name = SSL_get0_peername(s->ssl);

	if (err != X509_V_OK) {
		line(o, "Verification error: ", X509_verify_cert_error_string(err));
		return;
	}
	ob_str(o, "Verification: OK\n");
	if (name)
		line(o, "Verified peername: ", name);
	dane(s, o);
}

static void details(struct sslprobe *s, struct obuf *o, X509 *peer)
{
	certificates(s, o, peer);
	ca_names(s, o);
	signatures_text(s->ssl, o);
	temp_key(s, o);
	scts(s, o);
	ob_num(o, "---\nSSL handshake has read ", s->heard + BIO_number_read(SSL_get_rbio(s->ssl)),
	       " bytes");
	ob_num(o, " and written ", s->said + BIO_number_written(SSL_get_wbio(s->ssl)), " bytes\n");
}

static void npn_alpn_srtp(struct sslprobe *s, struct obuf *o)
{
	const unsigned char *p;
	unsigned n;
	SRTP_PROTECTION_PROFILE *srtp;

	if (s->npn && s->npn_status >= 0) {
		SSL_get0_next_proto_negotiated(s->ssl, &p, &n);
		ob_fmt(o, "Next protocol: (%d) ", s->npn_status);
		ob_esc(o, p, n);
		ob_c(o, '\n');
	}
	SSL_get0_alpn_selected(s->ssl, &p, &n);
	if (n) {
		ob_str(o, "ALPN protocol: ");
		ob_esc(o, p, n);
		ob_c(o, '\n');
	} else {
		ob_str(o, "No ALPN negotiated\n");
	}
	srtp = SSL_get_selected_srtp_profile(s->ssl);
	if (srtp)
		line(o, "SRTP Extension negotiated, profile=", srtp->name);
}

static void early_data(struct sslprobe *s, struct obuf *o)
{
	static const char *const words[] = {
		[SSL_EARLY_DATA_NOT_SENT] = "Early data was not sent\n",
		[SSL_EARLY_DATA_REJECTED] = "Early data was rejected\n",
		[SSL_EARLY_DATA_ACCEPTED] = "Early data was accepted\n",
	};
	long err = SSL_get_verify_result(s->ssl);

	ob_str(o, words[SSL_get_early_data_status(s->ssl)]);
	ob_fmt(o, "Verify return code: %ld (%s)\n", err, X509_verify_cert_error_string(err));
}

static void keymat(struct sslprobe *s, struct obuf *o)
{
	const char *label = s->cfg.keymat_label;
	size_t n = (size_t)s->cfg.keymat_len;
	unsigned char *out;

	if (!label)
		return;
	line(o, "Keying material exporter:\n    Label: '", label);
	o->len--;
	ob_num(o, "'\n    Length: ", n, " bytes\n");
	out = OPENSSL_malloc(n);
	if (out && SSL_export_keying_material(s->ssl, out, n, label, strlen(label), NULL, 0, 0)) {
		ob_str(o, "    Keying material: ");
		for (size_t i = 0; i < n; i++)
			ob_fmt(o, "%02X", out[i]);
		ob_c(o, '\n');
	} else {
		ob_str(o, "    Error\n");
	}
	OPENSSL_clear_free(out, n);
}

void session_text(struct sslprobe *s, bool full)
{
	struct obuf *o = &s->text.out;
	X509 *peer = SSL_get0_peer_certificate(s->ssl);
	const SSL_CIPHER *cipher = SSL_get_current_cipher(s->ssl);

	if (full)
		details(s, o, peer);
	verified(s, o);
	ob_str(o, SSL_session_reused(s->ssl) ? "---\nReused, " : "---\nNew, ");
	ob_fmt(o, "%s, Cipher is %s\n", SSL_CIPHER_get_version(cipher),
	       SSL_CIPHER_get_name(cipher));
	if (peer && full)
		ob_fmt(o, "Server public key is %d bit\n",
		       EVP_PKEY_get_bits(X509_get0_pubkey(peer)));
	ob_fmt(o, "Secure Renegotiation IS%s supported\n",
	       SSL_get_secure_renegotiation_support(s->ssl) ? "" : " NOT");
	ob_str(o, "Compression: NONE\nExpansion: NONE\n");
	npn_alpn_srtp(s, o);
	if (SSL_version(s->ssl) == TLS1_3_VERSION)
		early_data(s, o);
	else if (SSL_get_session(s->ssl))
		session_print(s, SSL_get_session(s->ssl));
	keymat(s, o);
	ob_str(o, "---\n");
	text_flush(&s->text);
}

static void point_formats(struct sslprobe *s, struct obuf *o)
{
	static const char *const names[] = { "uncompressed", "ansiX962_compressed_prime",
					     "ansiX962_compressed_char2" };
	const char *list;
	long n = SSL_get0_ec_point_formats(s->ssl, &list);

	if (n <= 0)
		return;
	ob_str(o, "Supported Elliptic Curve Point Formats: ");
	for (long i = 0; i < n; i++) {
		if (i)
			ob_c(o, ':');
		if ((unsigned char)list[i] < 3)
			ob_str(o, names[(unsigned char)list[i]]);
		else
			ob_fmt(o, "unknown (%d)", list[i]);
	}
	ob_c(o, '\n');
}

void session_brief(struct sslprobe *s)
{
	struct obuf *o = text_say(&s->text);
	X509 *peer = SSL_get0_peer_certificate(s->ssl);

	ob_str(o, "CONNECTION ESTABLISHED\n");
	line(o, "Protocol version: ", SSL_get_version(s->ssl));
	line(o, "Ciphersuite: ", SSL_get_cipher(s->ssl));
	signatures_requested(s->ssl, o);
	if (peer) {
		ob_str(o, "Peer certificate: ");
		text_name(&s->text, o, X509_get_subject_name(peer), s->nameopt);
		ob_c(o, '\n');
		signatures_peer(s->ssl, o);
		verified(s, o);
	} else {
		ob_str(o, "No peer certificate\n");
	}
	point_formats(s, o);
	temp_key(s, o);
	text_said(&s->text);
}
