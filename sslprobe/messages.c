/* Protocol messages by their names (RFC 5246, RFC 8446, RFC 6347), as -msg shows them. */
#include "callbacks.h"

#define HANDSHAKE_HEADER 1

struct name {
	int number;
	const char *name;
};

static const struct name version_names[] = {
	{ SSL2_VERSION, "SSL 2.0" },	   { SSL3_VERSION, "SSL 3.0" },
	{ TLS1_VERSION, "TLS 1.0" },	   { TLS1_1_VERSION, "TLS 1.1" },
	{ TLS1_2_VERSION, "TLS 1.2" },	   { TLS1_3_VERSION, "TLS 1.3" },
	{ DTLS1_VERSION, "DTLS 1.0" },	   { DTLS1_2_VERSION, "DTLS 1.2" },
	{ DTLS1_BAD_VER, "DTLS 1.0 (bad)" }, { 0, NULL },
};

static const struct name handshake_names[] = {
	{ 0, "HelloRequest" }, { 1, "ClientHello" }, { 2, "ServerHello" },
	{ 3, "HelloVerifyRequest" }, { 4, "NewSessionTicket" }, { 5, "EndOfEarlyData" },
	{ 8, "EncryptedExtensions" }, { 11, "Certificate" }, { 12, "ServerKeyExchange" },
	{ 13, "CertificateRequest" }, { 14, "ServerHelloDone" }, { 15, "CertificateVerify" },
	{ 16, "ClientKeyExchange" }, { 20, "Finished" }, { 21, "CertificateUrl" },
	{ 22, "CertificateStatus" }, { 23, "SupplementalData" }, { 24, "KeyUpdate" },
	{ 254, "MessageHash" }, { 0, NULL },
};

static const struct name alert_names[] = {
	{ 0, "close_notify" }, { 1, "end_of_early_data" }, { 10, "unexpected_message" },
	{ 20, "bad_record_mac" }, { 21, "decryption_failed" }, { 22, "record_overflow" },
	{ 30, "decompression_failure" }, { 40, "handshake_failure" }, { 42, "bad_certificate" },
	{ 43, "unsupported_certificate" }, { 44, "certificate_revoked" },
	{ 45, "certificate_expired" }, { 46, "certificate_unknown" },
	{ 47, "illegal_parameter" }, { 48, "unknown_ca" }, { 49, "access_denied" },
	{ 50, "decode_error" }, { 51, "decrypt_error" }, { 60, "export_restriction" },
	{ 70, "protocol_version" }, { 71, "insufficient_security" }, { 80, "internal_error" },
	{ 86, "inappropriate_fallback" }, { 90, "user_canceled" }, { 100, "no_renegotiation" },
	{ 109, "missing_extension" }, { 110, "unsupported_extension" },
	{ 111, "certificate_unobtainable" }, { 112, "unrecognized_name" },
	{ 113, "bad_certificate_status_response" }, { 114, "bad_certificate_hash_value" },
	{ 115, "unknown_psk_identity" }, { 116, "certificate_required" },
	{ 120, "no_application_protocol" }, { 0, NULL },
};

static const struct name extension_names[] = {
	{ 0, "server name" }, { 1, "max fragment length" }, { 2, "client certificate URL" },
	{ 3, "trusted CA keys" }, { 4, "truncated HMAC" }, { 5, "status request" },
	{ 6, "user mapping" }, { 7, "client authz" }, { 8, "server authz" }, { 9, "cert type" },
	{ 10, "supported_groups" }, { 11, "EC point formats" }, { 12, "SRP" },
	{ 13, "signature algorithms" }, { 14, "use SRTP" }, { 15, "session ticket" },
	{ 16, "application layer protocol negotiation" },
	{ 18, "signed certificate timestamps" }, { 21, "TLS padding" },
	{ 22, "encrypt-then-mac" }, { 23, "extended master secret" }, { 35, "session ticket" },
	{ 41, "psk" }, { 42, "early data" }, { 43, "supported versions" }, { 44, "cookie" },
	{ 45, "psk kex modes" }, { 47, "certificate authorities" },
	{ 49, "post handshake auth" }, { 50, "signature algorithms cert" }, { 51, "key share" },
	{ 13172, "next protocol" }, { 65281, "renegotiation info" }, { 0, NULL },
};

static const char *find(const struct name *names, int number)
{
	for (; names->name; names++)
		if (names->number == number)
			return names->name;
	return NULL;
}

const char *alert_name(int number)
{
	return find(alert_names, number);
}

const char *extension_name(int type)
{
	return find(extension_names, type);
}

static const char *content_name(int type)
{
	switch (type) {
	case SSL3_RT_CHANGE_CIPHER_SPEC:
		return ", ChangeCipherSpec";
	case SSL3_RT_ALERT:
		return ", Alert";
	case SSL3_RT_HANDSHAKE:
		return ", Handshake";
	case SSL3_RT_APPLICATION_DATA:
		return ", ApplicationData";
	case SSL3_RT_HEADER:
		return ", RecordHeader";
	case SSL3_RT_INNER_CONTENT_TYPE:
		return ", InnerContent";
	default:
		return ", Unknown";
	}
}

static void detail(struct obuf *o, int type, const uint8_t *p, size_t n)
{
	const char *name = NULL;

	if (type == SSL3_RT_ALERT) {
		if (n != 2) {
			ob_str(o, ", ???");
			return;
		}
		ob_str(o, p[0] == SSL3_AL_WARNING ? ", warning" :
			  p[0] == SSL3_AL_FATAL	  ? ", fatal" :
						    ", ");
		name = find(alert_names, p[1]);
		ob_c(o, ' ');
		ob_str(o, name ? name : "???");
	} else if (type == SSL3_RT_HANDSHAKE && n >= HANDSHAKE_HEADER) {
		name = find(handshake_names, p[0]);
		ob_str(o, ", ");
		ob_str(o, name ? name : "???");
	}
}

void message_text(struct obuf *o, bool sent, int version, int type, const uint8_t *p, size_t n)
{
	const char *name = find(version_names, version);

	ob_str(o, sent ? ">>> " : "<<< ");
	if (name)
		ob_str(o, name);
	else
		ob_fmt(o, "Not TLS data or unknown version (version=%d, content_type=%d)", version,
		       type);
	if (name)
		ob_str(o, content_name(type));
	ob_str(o, " [length ");
	ob_hex(o, n, 4);
	ob_c(o, ']');
	if (name)
		detail(o, type, p, n);
	ob_c(o, '\n');
	for (size_t i = 0; i < n; i++) {
		if (i % 16 == 0)
			ob_str(o, i ? "\n   " : "   ");
		ob_c(o, ' ');
		ob_hex(o, p[i], 2);
	}
	if (n)
		ob_c(o, '\n');
}
