/*
 * sslprobe: a client for services behind TLS, as openssl s_client is, and a checker of them; see
 * sslprobe(8).
 *
 * TLS and certificates are OpenSSL's. The session goes: options (opts.c), a context (context.c,
 * trust.c, identity.c), a connection (connect.c, proxy.c), STARTTLS, the handshake, its text
 * (session_text.c), and the pump between it and the terminal (pump.c).
 */
#ifndef SSLPROBE_SSLPROBE_H
#define SSLPROBE_SSLPROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/ssl.h>

#include "base/clock.h"
#include "base/persona.h"
#include "text.h"

/* Exit statuses of a session, and of a checker that cannot begin. */
enum { SSLPROBE_FAIL = 1, SSLPROBE_UNKNOWN = 3 };

extern const struct persona sslprobe_personas[];
#define SSLPROBE_OURS 9	/* rows of the table that the classic name lacks */

/* Options that are read again later, in their order. */
struct pair {
	const char *name, *value;	/* value NULL: it has none */
};
struct pairs {
	struct pair *p;
	unsigned n;
};

enum protocol {
	PROTO_ANY,
	PROTO_TLS1,
	PROTO_TLS1_1,
	PROTO_TLS1_2,
	PROTO_TLS1_3,
	PROTO_DTLS,
	PROTO_DTLS1,
	PROTO_DTLS1_2,
};

enum key_form { FORM_ANY, FORM_PEM, FORM_DER, FORM_ENGINE };

struct sslprobe_cfg {
	/* sslprobe's own */
	bool check, json;
	const char *pem;
	int64_t warn_days, crit_days;
	ns_t deadline;			/* 0: none */
	/* where to */
	const char *connect, *host, *port, *bind, *unix_path;
	const char *proxy, *proxy_user, *proxy_pass;
	int family;			/* AF_UNSPEC, AF_INET, AF_INET6 */
	const struct starttls_proto *starttls;
	const char *name;		/* of ourselves, in STARTTLS */
	/* protocol */
	int protocol, protocols, no_protocols;	/* enum protocol; how many were given */
	struct pairs conf;		/* for SSL_CONF_cmd(3) */
	const char *ssl_config, *alpn, *npn, *servername, *serverinfo, *srtp, *early_data;
	bool noservername, fallback_scsv, async, enable_pha, status, ct;
	const char *ctlogfile;
	int64_t maxfraglen, max_send_frag, split_send_frag, max_pipelines, read_buf;
	bool dtls_timeout;
	int64_t mtu;
	const char *keymat_label;
	int64_t keymat_len;
	bool ignore_unexpected_eof;
	const char *srp_user, *srp_pass;
	bool srp, srp_lateuser, srp_moregroups;	/* srp: any of them was given */
	int64_t srp_strength;
	/* who we are */
	const char *cert, *cert_chain, *key, *pass;
	int certform, keyform;
	bool build_chain;
	struct pairs extra;		/* -xcert and its kin */
	const char *psk, *psk_identity, *psk_session, *sess_in, *sess_out;
	bool reconnect;
	/* whom we trust */
	bool verify, verify_return_error, verify_quiet, asked;
	int64_t verify_depth;		/* of -verify; -1: any */
	X509_VERIFY_PARAM *param;	/* what -verify_hostname and its kin set, or NULL */
	bool names_host;		/* it holds a name to be checked */
	const char *ca_file, *ca_path, *ca_store, *request_ca;
	bool no_ca_file, no_ca_path, no_ca_store;
	const char *chain_file, *chain_path, *chain_store;
	const char *verify_file, *verify_path, *verify_store;
	const char *crl;
	int crlform;
	bool crl_download;
	const char *dane_domain;
	struct pairs dane;
	bool dane_ee_no_name;
	/* modules */
	struct pairs modules;		/* -provider and its kin, -engine, -rand, in their order */
	const char *engine, *ssl_engine, *writerand;
	/* what is shown */
	bool quiet, brief, showcerts, prexit, msg, trace, state, debug, tlsextdebug;
	bool silent;			/* of quiet and brief, unless debug overrules them */
	bool nbio, nbio_test, nocommands, crlf, ign_eof, no_ign_eof;
	int security_debug;
	const char *msgfile, *keylogfile, *nameopt;
};

/* One run as a client. */
struct sslprobe {
	struct sslprobe_cfg cfg;
	struct text text;
	unsigned long nameopt;		/* how names of certificates are written */
	SSL_CTX *ctx;
	SSL *ssl;
	BIO *sbio;			/* under the TLS: the socket, or what filters it */
	int fd;
	const char *server;		/* host part of where to, or NULL */
	char *host, *port;		/* of where to connect; owned */
	char *target;			/* what a proxy is asked for; owned */
	char *target_host;
	bool ip;			/* the server was named by an address */
	char *pass, *proxy_pass;	/* owned */
	char *told;			/* what is shown of STARTTLS, or NULL; owned */
	uint64_t said, heard;		/* bytes before TLS */
	/* verification */
	int verify_error;
	bool dane;
	/* for the callbacks of the library */
	BIO *msg_out;			/* of -msgfile, or NULL */
	BIO *keylog;
	int (*security_former)(const SSL *, const SSL_CTX *, int, int, int, void *, void *);
	bool write_failed;		/* a file that was asked for */
	char *srp_pass;			/* owned */
	SSL_SESSION *psk_session;
	unsigned char *npn;		/* of -nextprotoneg, as on the wire; owned */
	size_t npn_len;
	int npn_status;
	bool session_shown;		/* the session was told of once */
	int reconnects;			/* how many are left */
};

/* Everything of s_client; returns the exit status. */
int client_run(struct sslprobe *s);

/* Everything of --check. */
int check_run(struct sslprobe_cfg *cfg, char **hosts);

/* Becomes the next openssl on PATH; returns the exit status where that fails. */
int delegate(char **argv);

/* The struct sslprobe of a connection or context. */
struct sslprobe *sslprobe_of(const SSL *ssl);
struct sslprobe *sslprobe_of_ctx(const SSL_CTX *ctx);

#endif
