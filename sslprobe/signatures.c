/* What signatures the server asks for, and has made itself. */
#include "signatures.h"

#include <openssl/objects.h>

const char *signature_kind(int nid)
{
	switch (nid) {
	case EVP_PKEY_RSA:
		return "RSA";
	case EVP_PKEY_RSA_PSS:
		return "RSA-PSS";
	case EVP_PKEY_DSA:
		return "DSA";
	case EVP_PKEY_EC:
		return "ECDSA";
	case NID_ED25519:
		return "ed25519";
	case NID_ED448:
		return "ed448";
	case NID_id_GostR3410_2001:
		return "gost2001";
	case NID_id_GostR3410_2012_256:
		return "gost2012_256";
	case NID_id_GostR3410_2012_512:
		return "gost2012_512";
	default:
		return NULL;
	}
}

static void algorithm(struct obuf *o, int sign, int hash, unsigned char sign_code,
		      unsigned char hash_code)
{
	const char *kind = signature_kind(sign);

	/* two schemes differ only in the key that they are for */
	if (hash_code == 8 && sign_code >= 9 && sign_code <= 11) {
		ob_str(o, "rsa_pss_pss_sha");
		ob_str(o, sign_code == 9 ? "256" : sign_code == 10 ? "384" : "512");
		return;
	}
	if (kind)
		ob_str(o, kind);
	else
		ob_fmt(o, "0x%02X", sign_code);
	if (hash != NID_undef)
		ob_fmt(o, "+%s", OBJ_nid2sn(hash));
	else if (!kind)
		ob_fmt(o, "+0x%02X", hash_code);
}

static void list(SSL *ssl, struct obuf *o, bool shared)
{
	int n = shared ? SSL_get_shared_sigalgs(ssl, 0, NULL, NULL, NULL, NULL, NULL) :
			 SSL_get_sigalgs(ssl, -1, NULL, NULL, NULL, NULL, NULL);

	if (n <= 0)
		return;
	ob_str(o, shared ? "Shared Requested Signature Algorithms: " :
			   "Requested Signature Algorithms: ");
	for (int i = 0; i < n; i++) {
		unsigned char sign_code = 0, hash_code = 0;
		int sign = 0, hash = 0;

		if (shared)
			SSL_get_shared_sigalgs(ssl, i, &sign, &hash, NULL, &sign_code, &hash_code);
		else
			SSL_get_sigalgs(ssl, i, &sign, &hash, NULL, &sign_code, &hash_code);
		if (i)
			ob_c(o, ':');
		algorithm(o, sign, hash, sign_code, hash_code);
	}
	ob_c(o, '\n');
}

/* Kinds of certificates that the server takes (RFC 5246, section 7.4.4). */
static void client_types(SSL *ssl, struct obuf *o)
{
	static const struct {
		unsigned char type;
		const char *name;
	} names[] = {
		{ 1, "RSA sign" },	    { 2, "DSA sign" },	   { 3, "RSA fixed DH" },
		{ 4, "DSS fixed DH" },	    { 64, "ECDSA sign" },  { 65, "RSA fixed ECDH" },
		{ 66, "ECDSA fixed ECDH" }, { 22, "GOST01 Sign" }, { 238, "GOST12 Sign" },
		{ 239, "GOST12 Sign" },
	};
	const unsigned char *p;
	size_t n = (size_t)SSL_get0_certificate_types(ssl, &p);

	if (!n)
		return;
	ob_str(o, "Client Certificate Types: ");
	for (size_t i = 0; i < n; i++) {
		const char *name = NULL;

		for (unsigned k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (names[k].type == p[i])
				name = names[k].name;
		if (i)
			ob_str(o, ", ");
		if (name)
			ob_str(o, name);
		else
			ob_fmt(o, "UNKNOWN (%d),", p[i]);
	}
	ob_c(o, '\n');
}

void signatures_text(SSL *ssl, struct obuf *o)
{
	const char *kind;
	int nid;

	client_types(ssl, o);
	list(ssl, o, false);
	list(ssl, o, true);
	if (SSL_get_peer_signature_nid(ssl, &nid) && nid != NID_undef)
		ob_fmt(o, "Peer signing digest: %s\n", OBJ_nid2sn(nid));
	if (SSL_get_peer_signature_type_nid(ssl, &nid)) {
		kind = signature_kind(nid);
		ob_fmt(o, "Peer signature type: %s\n", kind ? kind : "(null)");
	}
}

void signatures_requested(SSL *ssl, struct obuf *o)
{
	list(ssl, o, false);
}

void signatures_peer(SSL *ssl, struct obuf *o)
{
	const char *kind;
	int nid;

	if (SSL_get_peer_signature_nid(ssl, &nid))
		ob_fmt(o, "Hash used: %s\n", OBJ_nid2sn(nid));
	if (SSL_get_peer_signature_type_nid(ssl, &nid)) {
		kind = signature_kind(nid);
		ob_fmt(o, "Signature type: %s\n", kind ? kind : "(null)");
	}
}
