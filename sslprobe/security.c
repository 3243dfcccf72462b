/* What the security level is asked, as shown (SSL_CTX_set_security_callback(3)). */
#include "callbacks.h"

#include <openssl/ec.h>
#include <openssl/x509.h>

static const struct {
	int op;
	const char *name;
} ops[] = {
	{ SSL_SECOP_CIPHER_SUPPORTED, "Supported Ciphersuite" },
	{ SSL_SECOP_CIPHER_SHARED, "Shared Ciphersuite" },
	{ SSL_SECOP_CIPHER_CHECK, "Check Ciphersuite" },
	{ SSL_SECOP_TMP_DH, "Temp DH key bits" },
	{ SSL_SECOP_CURVE_SUPPORTED, "Supported Curve" },
	{ SSL_SECOP_CURVE_SHARED, "Shared Curve" },
	{ SSL_SECOP_CURVE_CHECK, "Check Curve" },
	{ SSL_SECOP_SIGALG_SUPPORTED, "Supported Signature Algorithm" },
	{ SSL_SECOP_SIGALG_SHARED, "Shared Signature Algorithm" },
	{ SSL_SECOP_SIGALG_CHECK, "Check Signature Algorithm" },
	{ SSL_SECOP_SIGALG_MASK, "Signature Algorithm mask" },
	{ SSL_SECOP_EE_KEY, "Certificate chain EE key" },
	{ SSL_SECOP_CA_KEY, "Certificate chain CA key" },
	{ SSL_SECOP_CA_MD, "Certificate chain CA digest" },
	{ SSL_SECOP_PEER_EE_KEY, "Peer Chain EE key" },
	{ SSL_SECOP_PEER_CA_KEY, "Peer Chain CA key" },
	{ SSL_SECOP_PEER_CA_MD, "Peer chain CA digest" },
	{ SSL_SECOP_VERSION, "Version" },
	{ 0, NULL },
};

static const struct {
	uint16_t code;
	const char *name;
} schemes[] = {
	{ 0x0403, "ecdsa_secp256r1_sha256" },
	{ 0x0503, "ecdsa_secp384r1_sha384" },
	{ 0x0603, "ecdsa_secp521r1_sha512" },
	{ 0x0203, "ecdsa_sha1" },
	{ 0x0807, "ed25519" },
	{ 0x0808, "ed448" },
	{ 0x0401, "rsa_pkcs1_sha256" },
	{ 0x0501, "rsa_pkcs1_sha384" },
	{ 0x0601, "rsa_pkcs1_sha512" },
	{ 0x0201, "rsa_pkcs1_sha1" },
	{ 0x0804, "rsa_pss_rsae_sha256" },
	{ 0x0805, "rsa_pss_rsae_sha384" },
	{ 0x0806, "rsa_pss_rsae_sha512" },
	{ 0x0809, "rsa_pss_pss_sha256" },
	{ 0x080a, "rsa_pss_pss_sha384" },
	{ 0x080b, "rsa_pss_pss_sha512" },
	{ 0, NULL },
};

static const char *const hashes[] = { NULL, "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512" };
static const char *const keys[] = { "anonymous", "RSA", "DSA", "ECDSA" };

/* A signature algorithm by its two bytes (RFC 8446, section 4.2.3). */
static void sigalg(struct obuf *o, const unsigned char *p)
{
	uint16_t code = (uint16_t)(p[0] << 8 | p[1]);

	for (unsigned i = 0; schemes[i].name; i++) {
		if (schemes[i].code == code) {
			ob_str(o, " scheme=");
			ob_str(o, schemes[i].name);
			return;
		}
	}
	if (p[0] && p[0] < sizeof(hashes) / sizeof(hashes[0]) && p[1] < 4) {
		ob_str(o, " digest=");
		ob_str(o, hashes[p[0]]);
		ob_str(o, ", algorithm=");
		ob_str(o, keys[p[1]]);
	} else {
		ob_str(o, " scheme=unknown(0x");
		ob_hex(o, code, 4);
		ob_c(o, ')');
	}
}

static void version(struct obuf *o, int v)
{
	static const char *const names[] = { "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2",
					     "TLS 1.3" };

	ob_c(o, '=');
	if (v >= SSL3_VERSION && v <= TLS1_3_VERSION)
		ob_str(o, names[v - SSL3_VERSION]);
	else if (v == DTLS1_VERSION || v == DTLS1_2_VERSION)
		ob_str(o, v == DTLS1_VERSION ? "DTLS 1.0" : "DTLS 1.2");
	else
		ob_i(o, v);
}

static void certificate(struct obuf *o, int op, X509 *cert)
{
	if ((op & ~SSL_SECOP_PEER) == SSL_SECOP_CA_MD) {
		int md = NID_undef;

		X509_get_signature_info(cert, &md, NULL, NULL, NULL);
		ob_str(o, " algorithm=");
		ob_str(o, OBJ_nid2sn(md));
	} else {
		EVP_PKEY *key = X509_get0_pubkey(cert);
		const char *name = key ? OBJ_nid2sn(EVP_PKEY_get_base_id(key)) : "unknown";

		ob_c(o, ' ');
		ob_str(o, name ? name : "unknown");
		ob_str(o, ", bits=");
		ob_i(o, key ? EVP_PKEY_get_bits(key) : 0);
	}
}

void security_text(struct obuf *o, int op, int bits, int nid, void *other)
{
	const char *name = NULL;
	const char *curve;

	for (unsigned i = 0; ops[i].name; i++)
		if (ops[i].op == op)
			name = ops[i].name;
	if (!name)
		return;
	ob_str(o, name);
	switch ((unsigned)op & SSL_SECOP_OTHER_TYPE) {
	case SSL_SECOP_OTHER_CIPHER:
		ob_c(o, '=');
		ob_str(o, SSL_CIPHER_get_name(other));
		break;
	case SSL_SECOP_OTHER_CURVE:
		curve = EC_curve_nid2nist(nid);
		ob_c(o, '=');
		ob_str(o, curve ? curve : OBJ_nid2sn(nid));
		break;
	case SSL_SECOP_OTHER_SIGALG:
		sigalg(o, other);
		break;
	case SSL_SECOP_OTHER_CERT:
		certificate(o, op, other);
		break;
	default:
		if (op == SSL_SECOP_VERSION) {
			version(o, nid);
			return;
		}
		break;
	}
	ob_str(o, ", security bits=");
	ob_i(o, bits);
}
