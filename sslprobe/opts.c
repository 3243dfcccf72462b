/* sslprobe's options: the table of s_client, behind a few rows of our own; its names. */
#include "opts.h"

#include <limits.h>
#include <sys/socket.h>

#define DAY (86400 * NS_S)
#define TITLE(text)                                                                                \
	{                                                                                          \
		.kind = OPT_TITLE, .help = text                                                    \
	}
#define FLAG(n, field, text) \
	{                                                                                          \
		.kind = OPT_FLAG, .single = true, .name = n,                                       \
		.at = OPT_AT(sslprobe_cfg, bool, field), .help = text                              \
	}
#define TEXT(n, a, field, text) \
	{                                                                                          \
		.kind = OPT_STR, .single = true, .name = n, .arg = a,                              \
		.at = OPT_AT(sslprobe_cfg, const char *, field), .help = text                      \
	}
#define COUNT(n, a, field, text) \
	{                                                                                          \
		.kind = OPT_ANY, .single = true, .name = n, .arg = a, .min = 1, .max = INT_MAX,    \
		.at = OPT_AT(sslprobe_cfg, int64_t, field), .help = text                           \
	}
#define PICK(n, field, value, text) \
	{                                                                                          \
		.kind = OPT_PICK, .single = true, .name = n, .min = value,                         \
		.at = OPT_AT(sslprobe_cfg, int, field), .help = text                               \
	}
/* What a function reads; v and w are for it. */
#define READ(n, a, fn, v, w, text) \
	{                                                                                          \
		.kind = OPT_CALL, .single = true, .name = n, .arg = a, .call = fn, .min = v,       \
		.max = w, .help = text                                                             \
	}
#define FOLDER(n, field, text) \
	{                                                                                          \
		.kind = OPT_CALL, .single = true, .name = n, .arg = "dir", .call = read_folder,    \
		.at = OPT_AT(sslprobe_cfg, const char *, field), .help = text                      \
	}
#define FORM(n, field, which, text) \
	{                                                                                          \
		.kind = OPT_CALL, .single = true, .name = n, .arg = "PEM|DER", .call = read_form,  \
		.min = which, .at = OPT_AT(sslprobe_cfg, int, field), .help = text                 \
	}
/* For SSL_CONF_cmd(3), which knows more of them than we do. */
#define CONF(n, text) READ(n, NULL, read_conf, 0, 0, text)
#define CONF_ARG(n, a, text) READ(n, a, read_conf, 0, 0, text)
#define PROTO(n, value, text) READ(n, NULL, read_protocol, value, 0, text)
#define NO_PROTO(n, text) READ(n, NULL, read_conf_no_protocol, 0, 0, text)
#define SRP(n, a, what, text) READ(n, a, read_srp, what, 0, text)
#define V_FLAG(n, flag, text) READ(n, NULL, read_param, PARAM_FLAG, flag, text)
#define V_ARG(n, a, what, text) READ(n, a, read_param, what, 0, text)
#define OURS(k, n, a, t, field, low, high, text) \
	{                                                                                          \
		.kind = k, .name = n, .arg = a, .at = OPT_AT(sslprobe_cfg, t, field), .min = low,  \
		.max = high, .help = text                                                          \
	}

static const struct opt options[] = {
	/* SSLPROBE_OURS rows */
	TITLE("The checker, and what the classic name has not"),
	OURS(OPT_FLAG, "check", NULL, bool, check, 0, 0,
	     "check the services named: host[:port] ..."),
	OURS(OPT_FLAG, "json", NULL, bool, json, 0, 0, "with --check: JSON, an object a line"),
	OURS(OPT_STR, "pem", "file", const char *, pem, 0, 0,
	     "with --check: write the chains that were served"),
	OURS(OPT_ANY, "warn", "days", int64_t, warn_days, 0, 36500,
	     "with --check: warn so long before the end of a validity (28)"),
	OURS(OPT_ANY, "crit", "days", int64_t, crit_days, 0, 36500,
	     "with --check: likewise, critical (14)"),
	{ .kind = OPT_SECONDS, .name = "timeout", .arg = "seconds", .min = NS_MS, .max = DAY,
	  .at = OPT_AT(sslprobe_cfg, ns_t, deadline),
	  .help = "end after so long in any case; with --check: each address (10)" },
	{ .kind = OPT_HELP, .name = "help", .help = "print this usage and exit" },
	{ .kind = OPT_VERSION, .name = "version", .help = "print version and exit" },
	TITLE("In general"),
	{ .kind = OPT_HELP, .single = true, .name = "help", .help = "likewise, on standard error" },
	/* s_client */
	READ("engine", "id", read_module, 0, 0, "use an engine"),
	TEXT("ssl_client_engine", "id", ssl_engine, "engine for client certificates"),
	TEXT("ssl_config", "section", ssl_config, "apply a section of the configuration file"),
	FLAG("ct", ct, "ask for signed certificate timestamps, and validate them"),
	READ("noct", NULL, read_noct, 0, 0, "do not (default)"),
	TEXT("ctlogfile", "file", ctlogfile, "the list of certificate transparency logs"),
	TITLE("Where to"),
	READ("connect", "host:port", read_connect, 0, 0, "where to; else port 4433 of localhost"),
	READ("host", "host", read_host, 0, 0, "the host of it"),
	READ("port", "port", read_port, 0, 0, "the port of it"),
	TEXT("bind", "host:port", bind, "the address to connect from"),
	TEXT("proxy", "host:port", proxy, "go through an HTTP proxy"),
	TEXT("proxy_user", "user", proxy_user, "name for the proxy"),
	TEXT("proxy_pass", "source", proxy_pass, "where its password comes from, as pass:TEXT"),
	READ("unix", "path", read_unix, 0, 0, "a Unix domain socket instead"),
	{ .kind = OPT_CALL, .single = true, .letter = '4', .call = read_family, .min = AF_INET,
	  .help = "IPv4 only" },
	{ .kind = OPT_CALL, .single = true, .letter = '6', .call = read_family, .min = AF_INET6,
	  .help = "IPv6 only" },
	READ("maxfraglen", "bytes", read_maxfraglen, 0, 0,
	     "ask for fragments of at most 512, 1024, 2048 or 4096 bytes"),
	READ("max_send_frag", "bytes", read_max_send_frag, 0, 0, "largest fragment to send"),
	COUNT("split_send_frag", "bytes", split_send_frag, "split for pipelines at so many bytes"),
	READ("max_pipelines", "n", read_max_pipelines, 0, 0, "pipelines at most"),
	COUNT("read_buf", "bytes", read_buf, "size of the read buffer"),
	FLAG("fallback_scsv", fallback_scsv, "send the fallback SCSV"),
	TITLE("Who we are"),
	TEXT("cert", "file", cert, "our certificate"),
	FORM("certform", certform, FORMS_PEM_DER, "its form; else found out"),
	TEXT("cert_chain", "file", cert_chain, "the rest of its chain, PEM"),
	FLAG("build_chain", build_chain, "complete its chain"),
	TEXT("key", "file", key, "its key; by default in the certificate's file"),
	FORM("keyform", keyform, FORMS_ENGINE, "form of the key, or ENGINE"),
	TEXT("pass", "source", pass, "where the passphrase comes from, as pass:TEXT"),
	READ("verify", "depth", read_verify, 0, 0, "verify the server; the deepest chain allowed"),
	TEXT("nameopt", "words", nameopt, "how names of certificates are written"),
	FOLDER("CApath", ca_path, "folder of CA certificates, by hash"),
	TEXT("CAfile", "file", ca_file, "file of CA certificates"),
	TEXT("CAstore", "uri", ca_store, "store of CA certificates"),
	FLAG("no-CAfile", no_ca_file, "not the system's file"),
	FLAG("no-CApath", no_ca_path, "not the system's folder"),
	FLAG("no-CAstore", no_ca_store, "not the system's store"),
	TEXT("requestCAfile", "file", request_ca, "names of CAs to send to the server"),
	TEXT("dane_tlsa_domain", "name", dane_domain, "DANE: the TLSA base domain"),
	READ("dane_tlsa_rrdata", "rdata", read_dane, 0, 0, "DANE: a TLSA record; may be repeated"),
	FLAG("dane_ee_no_namechecks", dane_ee_no_name, "DANE: no name checks with usage 3"),
	TEXT("psk_identity", "name", psk_identity, "identity of the pre-shared key"),
	READ("psk", "hex", read_psk, 0, 0, "the pre-shared key"),
	TEXT("psk_session", "file", psk_session, "a session to take as pre-shared key"),
	TEXT("name", "host", name, "our name in -starttls smtp and lmtp, the server's in xmpp"),
	TITLE("Sessions"),
	FLAG("reconnect", reconnect, "connect five times more with the same session"),
	TEXT("sess_out", "file", sess_out, "write the session"),
	TEXT("sess_in", "file", sess_in, "resume this session"),
	TITLE("Input and output"),
	FLAG("crlf", crlf, "make CRLF of each LF that is typed"),
	READ("quiet", NULL, read_quiet, 0, 0, "nothing about the session; ends with the server"),
	FLAG("ign_eof", ign_eof, "do not end when the input ends"),
	FLAG("no_ign_eof", no_ign_eof, "end when the input ends, also with -quiet"),
	READ("starttls", "protocol", read_starttls, 0, 0, "begin TLS as this protocol does"),
	TEXT("xmpphost", "host", name, "as -name"),
	FLAG("brief", brief, "only a summary"),
	FLAG("prexit", prexit, "tell of the session once more in the end"),
	TITLE("What is shown"),
	FLAG("showcerts", showcerts, "all certificates that the server sent"),
	FLAG("debug", debug, "all bytes"),
	FLAG("msg", msg, "protocol messages in hexadecimal"),
	TEXT("msgfile", "file", msgfile, "where -msg and -trace go"),
	FLAG("nbio_test", nbio_test, "let reads and writes fall short, as a test"),
	FLAG("state", state, "the states of the handshake"),
	TEXT("keymatexport", "label", keymat_label, "export keying material"),
	COUNT("keymatexportlen", "bytes", keymat_len, "so much of it (20)"),
	PICK("security_debug", security_debug, 1, "what the security level forbids"),
	PICK("security_debug_verbose", security_debug, 2, "and what it allows"),
	FLAG("trace", trace, "protocol messages, decoded"),
	TEXT("keylogfile", "file", keylogfile, "append the secrets of the session"),
	FLAG("nocommands", nocommands, "letters are no commands"),
	TEXT("servername", "name", servername, "name of the server to send (SNI)"),
	FLAG("noservername", noservername, "send none"),
	FLAG("tlsextdebug", tlsextdebug, "the extensions received"),
	FLAG("ignore_unexpected_eof", ignore_unexpected_eof, "a missing close_notify is no error"),
	FLAG("status", status, "ask for the status of the certificate (OCSP)"),
	TEXT("serverinfo", "numbers", serverinfo, "send these extensions, empty"),
	TEXT("alpn", "names", alpn, "offer these protocols, with commas between"),
	FLAG("async", async, "asynchronous operation"),
	FLAG("nbio", nbio, "a socket that does not block"),
	TITLE("Protocol"),
	PROTO("tls1", PROTO_TLS1, "only TLS 1.0"),
	PROTO("tls1_1", PROTO_TLS1_1, "only TLS 1.1"),
	PROTO("tls1_2", PROTO_TLS1_2, "only TLS 1.2"),
	PROTO("tls1_3", PROTO_TLS1_3, "only TLS 1.3"),
	PROTO("dtls", PROTO_DTLS, "DTLS"),
	FLAG("timeout", dtls_timeout, "DTLS: time-outs on the socket"),
	COUNT("mtu", "bytes", mtu, "DTLS: MTU of the link"),
	PROTO("dtls1", PROTO_DTLS1, "only DTLS 1.0"),
	PROTO("dtls1_2", PROTO_DTLS1_2, "only DTLS 1.2"),
	TEXT("nextprotoneg", "names", npn, "offer NPN with these protocols"),
	READ("early_data", "file", read_early_data, 0, 0, "send this file as early data"),
	FLAG("enable_pha", enable_pha, "allow authentication after the handshake"),
	TEXT("use_srtp", "profiles", srtp, "offer SRTP with these profiles, with colons between"),
	SRP("srpuser", "name", 0, "SRP: user"),
	SRP("srppass", "source", 1, "SRP: password"),
	SRP("srp_lateuser", NULL, 2, "SRP: user name in a second ClientHello"),
	SRP("srp_moregroups", NULL, 3, "SRP: allow other groups"),
	READ("srp_strength", "bits", read_srp_strength, 0, 0, "SRP: bits of N at least"),
	TITLE("Random numbers"),
	READ("rand", "files", read_module, 0, 0, "seed with these files"),
	TEXT("writerand", "file", writerand, "write a seed"),
	TITLE("TLS"),
	NO_PROTO("no_ssl3", "no SSL 3"),
	NO_PROTO("no_tls1", "no TLS 1.0"),
	NO_PROTO("no_tls1_1", "no TLS 1.1"),
	NO_PROTO("no_tls1_2", "no TLS 1.2"),
	NO_PROTO("no_tls1_3", "no TLS 1.3"),
	CONF("bugs", "work around bugs of others"),
	CONF("no_comp", "no compression (default)"),
	CONF("comp", "compression"),
	CONF("no_ticket", "no session tickets"),
	CONF("serverpref", "the server's preferences"),
	CONF("legacy_renegotiation", "allow renegotiation that is not secure"),
	CONF("client_renegotiation", "allow renegotiation by the client"),
	CONF("no_renegotiation", "no renegotiation"),
	CONF("legacy_server_connect", "allow servers without secure renegotiation"),
	CONF("no_resumption_on_reneg", "a new session in a renegotiation"),
	CONF("no_legacy_server_connect", "refuse servers without secure renegotiation"),
	CONF("allow_no_dhe_kex", "TLS 1.3: resume without a fresh key exchange"),
	CONF("prioritize_chacha", "ChaCha first, where a client prefers it"),
	CONF("strict", "be strict about certificates"),
	CONF_ARG("sigalgs", "list", "signature algorithms"),
	CONF_ARG("client_sigalgs", "list", "those for client certificates"),
	CONF_ARG("groups", "list", "groups for the key exchange"),
	CONF_ARG("curves", "list", "as -groups"),
	CONF_ARG("named_curve", "name", "curve of a server"),
	CONF_ARG("cipher", "list", "ciphers up to TLS 1.2"),
	CONF_ARG("ciphersuites", "list", "cipher suites of TLS 1.3"),
	CONF_ARG("min_protocol", "version", "lowest version"),
	CONF_ARG("max_protocol", "version", "highest version"),
	CONF_ARG("record_padding", "bytes", "TLS 1.3: pad records to a multiple of this"),
	CONF("debug_broken_protocol", "do without what the protocol asks for"),
	CONF("no_middlebox", "TLS 1.3: without what middleboxes need"),
	CONF("no_etm", "no Encrypt-then-MAC"),
	TITLE("Validation"),
	V_ARG("policy", "oid", PARAM_POLICY, "accept this policy"),
	V_ARG("purpose", "name", PARAM_PURPOSE, "what the chain must be good for"),
	V_ARG("verify_name", "name", PARAM_NAME, "a set of rules by its name"),
	V_ARG("verify_depth", "n", PARAM_DEPTH, "the longest chain"),
	V_ARG("auth_level", "n", PARAM_LEVEL, "security level of the chain"),
	V_ARG("attime", "seconds", PARAM_TIME, "as if it were then, seconds since 1970"),
	V_ARG("verify_hostname", "name", PARAM_HOST, "the server must bear this name"),
	V_ARG("verify_email", "address", PARAM_EMAIL, "or this mail address"),
	V_ARG("verify_ip", "address", PARAM_IP, "or this IP address"),
	V_FLAG("ignore_critical", X509_V_FLAG_IGNORE_CRITICAL, "allow unknown critical extensions"),
	V_ARG("issuer_checks", NULL, PARAM_NOTHING, "means nothing any more"),
	V_FLAG("crl_check", X509_V_FLAG_CRL_CHECK, "the server's certificate must be in no CRL"),
	V_FLAG("crl_check_all", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL,
	       "none of the chain"),
	V_FLAG("policy_check", X509_V_FLAG_POLICY_CHECK, "process policies"),
	V_FLAG("explicit_policy", X509_V_FLAG_EXPLICIT_POLICY, "demand a policy"),
	V_FLAG("inhibit_any", X509_V_FLAG_INHIBIT_ANY, "no anyPolicy"),
	V_FLAG("inhibit_map", X509_V_FLAG_INHIBIT_MAP, "no policy mapping"),
	V_FLAG("x509_strict", X509_V_FLAG_X509_STRICT, "no leniency"),
	V_FLAG("extended_crl", X509_V_FLAG_EXTENDED_CRL_SUPPORT, "indirect CRLs and the like"),
	V_FLAG("use_deltas", X509_V_FLAG_USE_DELTAS, "delta CRLs"),
	V_FLAG("policy_print", X509_V_FLAG_NOTIFY_POLICY, "tell of policies"),
	V_FLAG("check_ss_sig", X509_V_FLAG_CHECK_SS_SIGNATURE, "check signatures of roots, too"),
	V_FLAG("trusted_first", X509_V_FLAG_TRUSTED_FIRST, "the trusted ones first (default)"),
	V_FLAG("suiteB_128_only", X509_V_FLAG_SUITEB_128_LOS_ONLY, "Suite B, 128 bits only"),
	V_FLAG("suiteB_128", X509_V_FLAG_SUITEB_128_LOS, "Suite B, 128 or 192 bits"),
	V_FLAG("suiteB_192", X509_V_FLAG_SUITEB_192_LOS, "Suite B, 192 bits"),
	V_FLAG("partial_chain", X509_V_FLAG_PARTIAL_CHAIN, "a trusted intermediate ends the chain"),
	V_FLAG("no_alt_chains", X509_V_FLAG_NO_ALT_CHAINS, "look for one chain only"),
	V_FLAG("no_check_time", X509_V_FLAG_NO_CHECK_TIME, "do not look at dates"),
	V_FLAG("allow_proxy_certs", X509_V_FLAG_ALLOW_PROXY_CERTS, "allow proxy certificates"),
	TEXT("CRL", "file", crl, "a CRL to check against"),
	FLAG("crl_download", crl_download, "fetch CRLs from where certificates say"),
	FORM("CRLform", crlform, FORMS_PEM_DER, "form of the CRL"),
	READ("verify_return_error", NULL, read_verify, 1, 0, "end the connection when it fails"),
	FLAG("verify_quiet", verify_quiet, "tell only what is wrong"),
	TEXT("chainCAfile", "file", chain_file, "CA certificates to complete our chain"),
	FOLDER("chainCApath", chain_path, "likewise, folder"),
	TEXT("chainCAstore", "uri", chain_store, "likewise, store"),
	TEXT("verifyCAfile", "file", verify_file, "CA certificates to verify the server"),
	FOLDER("verifyCApath", verify_path, "likewise, folder"),
	TEXT("verifyCAstore", "uri", verify_store, "likewise, store"),
	TITLE("More certificates of ours"),
	READ("xkey", "file", read_extra, 0, 0, "key of another certificate"),
	READ("xcert", "file", read_extra, 0, 0, "another certificate"),
	READ("xchain", "file", read_extra, 0, 0, "its chain"),
	READ("xchain_build", NULL, read_extra, 0, 0, "complete its chain"),
	READ("xcertform", "PEM|DER", read_extra, 1, 0, "form of it"),
	READ("xkeyform", "PEM|DER", read_extra, 1, 0, "form of its key"),
	TITLE("Providers"),
	READ("provider-path", "dir", read_module, 0, 0, "where providers are"),
	READ("provider", "name", read_module, 0, 0, "load a provider; may be repeated"),
	READ("propquery", "query", read_module, 0, 0, "properties of algorithms to fetch"),
	{ .kind = OPT_END },
};

#define PERSONA(called, table, first_only) \
	{                                                                                          \
		.name = called, .title = "connect through TLS, and check who answers",            \
		.operand = "[host:port]", .operand_help = "where to, as -connect", .opts = table,  \
		.usage_status = SSLPROBE_FAIL, .words = first_only                                 \
	}

const struct persona sslprobe_personas[] = {
	PERSONA("sslprobe", options, false),
	PERSONA("openssl", options + SSLPROBE_OURS, true),
	{ 0 },
};
