/* One check: connect, STARTTLS, handshake, and a look at what came of it. */
#include "check/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/prog.h"
#include "callbacks.h"
#include "check/certs.h"
#include "check/guess.h"
#include "context.h"
#include "dialogue.h"
#include "modules.h"
#include "pass.h"
#include "secrets.h"
#include "sys/sock.h"

#define FIRST 64		/* bytes of an answer that tell whether it is TLS */
#define CERTIFICATE_WAIT_MS 700	/* for the alert of a server that misses our certificate */

/* Notes what is wrong, and goes on: all of it is to be known. */
static int note(int ok, X509_STORE_CTX *ctx)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(ctx, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct facts *f = SSL_get_app_data(ssl);
	int code = X509_STORE_CTX_get_error(ctx), depth = X509_STORE_CTX_get_error_depth(ctx);

	if (ok || !f)
		return 1;
	for (unsigned i = 0; i < f->nerrors; i++)
		if (f->errors[i].code == code && f->errors[i].depth == depth)
			return 1;
	if (f->nerrors < FACTS_ERRORS)
		f->errors[f->nerrors++] = (struct facts_error){ code, depth };
	return 1;
}

/* Called when the server asks for a certificate and we have none. */
static int asked(SSL *ssl, X509 **cert, EVP_PKEY **key)
{
	struct facts *f = SSL_get_app_data(ssl);

	(void)cert;
	(void)key;
	if (f)
		f->client_cert_asked = true;
	return 0;
}

struct worker_context {
	struct sslprobe s;
	struct identity id;
};

struct sslprobe *worker_context(struct sslprobe_cfg *cfg)
{
	struct worker_context *w = prog_alloc(1, sizeof(*w));
	struct sslprobe *s = &w->s;

	s->cfg = *cfg;
	/* what is shown is ours to show */
	s->cfg.quiet = true;
	s->fd = -1;
	text_open(&s->text);
	if (modules_load(s) < 0 || identity_load(s, &w->id) < 0 || context_open(s, &w->id) < 0 ||
	    modules_client_engine(s) < 0) {
		worker_context_free(s);
		return NULL;
	}
	SSL_CTX_set_verify(s->ctx, SSL_VERIFY_NONE, note);
	SSL_CTX_set_tlsext_servername_callback(s->ctx, NULL);
	SSL_CTX_sess_set_new_cb(s->ctx, NULL);
	SSL_CTX_set_client_cert_cb(s->ctx, asked);
	SSL_CTX_set_tlsext_status_type(s->ctx, TLSEXT_STATUSTYPE_ocsp);
	/* whatever the server can do is to be seen, and judged; unless the options say what */
	if (!s->cfg.conf.n && !s->cfg.ssl_config && !s->cfg.protocols) {
		SSL_CTX_set_min_proto_version(s->ctx, TLS1_VERSION);
		SSL_CTX_set_cipher_list(s->ctx, "ALL:!aNULL:!eNULL:@SECLEVEL=0");
		SSL_CTX_set_options(s->ctx, SSL_OP_LEGACY_SERVER_CONNECT);
	}
	ERR_clear_error();
	return s;
}

void worker_context_free(struct sslprobe *s)
{
	struct worker_context *w = (struct worker_context *)s;

	SSL_CTX_free(s->ctx);
	secrets_close(s);
	identity_free(&w->id);
	pass_free(s->pass);
	pass_free(s->proxy_pass);
	free(s->npn);
	BIO_free(s->msg_out);
	text_close(&s->text);
	free(w);
}

static bool end(struct facts *f, enum facts_end how, int error)
{
	f->end = how;
	f->error = error;
	return false;
}

static bool said(struct facts *f, enum facts_end how, const char *text, size_t n)
{
	if (n >= sizeof(f->text))
		n = sizeof(f->text) - 1;
	memcpy(f->text, text, n);
	f->text[n] = '\0';
	f->text_len = (unsigned)n;
	return end(f, how, 0);
}

static bool wait_fd(int fd, short events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n;

	while ((n = poll(&p, 1, ms)) < 0 && errno == EINTR)
		;
	return n > 0;
}

static bool dial(struct facts *f, int *fd)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(&f->addr, f->port, &ss), size = sizeof(int);
	ns_t start = clock_now();
	int err = 0;

	*fd = socket(ss.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (*fd < 0)
		return end(f, END_NO_CONNECTION, errno);
	sock_int(*fd, IPPROTO_TCP, TCP_NODELAY, 1);
	if (connect(*fd, (struct sockaddr *)&ss, len) < 0) {
		if (errno != EINPROGRESS)
			return end(f, END_NO_CONNECTION, errno);
		wait_fd(*fd, POLLOUT, -1);
		getsockopt(*fd, SOL_SOCKET, SO_ERROR, &err, &size);
		if (err)
			return end(f, END_NO_CONNECTION, err);
	}
	f->connect = clock_now() - start;
	return true;
}

static const char text_behind[] = "plain text behind the word that TLS begins";

static bool start_tls(const struct sslprobe *s, const struct target *t, struct facts *f, int fd)
{
	const struct starttls_proto *proto = s->cfg.starttls ? s->cfg.starttls : t->starttls;
	struct starttls *st;
	bool good = true;

	if (!proto)
		return true;
	f->stage = STAGE_STARTTLS;
	st = prog_alloc(1, sizeof(*st));
	switch (dialogue_run(fd, st, proto, s->cfg.name, t->host, NS_NEVER, NULL)) {
	case DIALOGUE_GO:
		break;
	case DIALOGUE_REFUSED:
		good = said(f, END_REFUSED, st->why, strlen(st->why));
		break;
	case DIALOGUE_TEXT:
		good = said(f, END_REFUSED, text_behind, strlen(text_behind));
		break;
	default:
		good = end(f, END_RESET, errno);
		break;
	}
	free(st);
	return good;
}

/* Keeps the first bytes that the server says: they may be no TLS. */
static long first_bytes(BIO *bio, int cmd, const char *p, size_t len, int argi, long argl, int ret,
			size_t *processed)
{
	struct facts *f = (struct facts *)BIO_get_callback_arg(bio);

	(void)len;
	(void)argi;
	(void)argl;
	if (cmd != (BIO_CB_READ | BIO_CB_RETURN) || ret <= 0 || f->text_len)
		return ret;
	f->text_len = (unsigned)(*processed < FIRST ? *processed : FIRST);
	memcpy(f->text, p, f->text_len);
	return ret;
}

/* If what came first is no TLS: the rest of that line, too, which may take a moment. */
static bool is_plain(struct facts *f, int fd)
{
	size_t room = sizeof(f->text) - 1 - f->text_len;
	ssize_t n;

	if (!f->text_len || guess_tls(f->text, f->text_len))
		return false;
	if (!memchr(f->text, '\n', f->text_len) && wait_fd(fd, POLLIN, 200)) {
		n = recv(fd, f->text + f->text_len, room, 0);
		if (n > 0)
			f->text_len += (unsigned)n;
	}
	end(f, END_PLAIN, 0);
	return true;
}

static bool failed(struct facts *f, int err, int fd)
{
	unsigned long e = ERR_peek_last_error();
	int reason = ERR_GET_REASON(e), saved = errno;
	const char *text;

	if (f->stage != STAGE_SESSION && is_plain(f, fd))
		return false;
	if (err == SSL_ERROR_SYSCALL && !e)
		return saved ? end(f, END_RESET, saved) : end(f, END_CUT, 0);
	if (err == SSL_ERROR_ZERO_RETURN || reason == SSL_R_UNEXPECTED_EOF_WHILE_READING)
		return end(f, END_CUT, 0);
	if (ERR_SYSTEM_ERROR(e))
		return end(f, END_RESET, ERR_GET_REASON(e));
	if (ERR_GET_LIB(e) == ERR_LIB_SSL && reason > SSL_AD_REASON_OFFSET)
		return end(f, END_ALERT, reason - SSL_AD_REASON_OFFSET);
	text = ERR_reason_error_string(e);
	return said(f, END_TLS, text ? text : "unknown reason",
		    strlen(text ? text : "unknown reason"));
}

static bool shake(struct facts *f, SSL *ssl, int fd)
{
	ns_t start = clock_now();

	f->stage = STAGE_HELLO;
	for (;;) {
		int n, err;

		errno = 0;
		ERR_clear_error();
		n = SSL_do_handshake(ssl);
		if (n == 1)
			break;
		err = SSL_get_error(ssl, n);
		if (err != SSL_ERROR_WANT_READ && err != SSL_ERROR_WANT_WRITE)
			return failed(f, err, fd);
		wait_fd(fd, err == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, -1);
		if (f->stage == STAGE_HELLO && err == SSL_ERROR_WANT_READ) {
			f->first_byte = clock_now() - start;
			f->stage = STAGE_HANDSHAKE;
		}
	}
	f->tls = clock_now() - start;
	if (f->first_byte < 0)
		f->first_byte = f->tls;
	f->stage = STAGE_SESSION;
	return true;
}

/* In TLS 1.3 a server says only behind the handshake that it misses our certificate. */
static bool stands(struct facts *f, SSL *ssl, int fd)
{
	char c;
	int n, err;

	if (!f->client_cert_asked || SSL_version(ssl) != TLS1_3_VERSION)
		return true;
	for (;;) {
		if (!wait_fd(fd, POLLIN, CERTIFICATE_WAIT_MS))
			return true;
		errno = 0;
		ERR_clear_error();
		n = SSL_read(ssl, &c, 1);
		err = SSL_get_error(ssl, n);
		if (err == SSL_ERROR_NONE || err == SSL_ERROR_ZERO_RETURN)
			return true;
		if (err != SSL_ERROR_WANT_READ)
			return failed(f, err, fd);
	}
}

static void group(SSL *ssl, struct facts *f)
{
	EVP_PKEY *key = NULL;
	char name[40] = "";
	const char *sn;
	size_t n;

	if (!SSL_get_peer_tmp_key(ssl, &key))
		return;
	if (EVP_PKEY_get_id(key) == EVP_PKEY_EC)
		EVP_PKEY_get_group_name(key, name, sizeof(name), &n);
	sn = *name ? name : OBJ_nid2sn(EVP_PKEY_get_id(key));
	BIO_snprintf(f->group, sizeof(f->group), "%s %d bits", sn ? sn : "unknown",
		     EVP_PKEY_get_bits(key));
	EVP_PKEY_free(key);
}

static void collect(SSL *ssl, struct facts *f)
{
	const unsigned char *p;
	unsigned n;

	f->version = SSL_version(ssl);
	BIO_snprintf(f->protocol, sizeof(f->protocol), "%s", SSL_get_version(ssl));
	BIO_snprintf(f->cipher, sizeof(f->cipher), "%s", SSL_get_cipher(ssl));
	group(ssl, f);
	SSL_get0_alpn_selected(ssl, &p, &n);
	if (n && n < sizeof(f->alpn) && !memchr(p, '\0', n))
		memcpy(f->alpn, p, n);
	certs_collect(ssl, f);
}

static bool missing_issuer(const struct facts *f)
{
	for (unsigned i = 0; i < f->nerrors; i++)
		if (f->errors[i].code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
		    f->errors[i].code == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE)
			return true;
	return false;
}

/* The name to be verified; an address is never sent as SNI. */
static void name(const struct sslprobe *s, const struct target *t, SSL *ssl)
{
	const char *host = s->cfg.servername ? s->cfg.servername : t->host;
	bool ip = t->ip && !s->cfg.servername;

	if (!ip && !s->cfg.noservername)
		context_sni(ssl, host);
	if (s->cfg.names_host)
		return;
	SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	if (ip)
		X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host);
	else
		SSL_set1_host(ssl, host);
}

void worker_run(struct sslprobe *s, const struct target *t, struct facts *f)
{
	SSL *ssl = NULL;
	int fd = -1;

	f->connect = f->first_byte = f->tls = -1;
	f->stage = STAGE_CONNECT;
	if (dial(f, &fd) && start_tls(s, t, f, fd)) {
		ssl = SSL_new(s->ctx);
		SSL_set_app_data(ssl, (char *)f);
		name(s, t, ssl);
		SSL_set_fd(ssl, fd);
		BIO_set_callback_ex(SSL_get_rbio(ssl), first_bytes);
		BIO_set_callback_arg(SSL_get_rbio(ssl), (char *)f);
		SSL_set_connect_state(ssl);
		if (shake(f, ssl, fd)) {
			collect(ssl, f);
			if (missing_issuer(f))
				certs_try_aia(ssl, f);
			if (stands(f, ssl, fd))
				end(f, END_GOOD, 0);
		}
		if (f->end == END_GOOD)
			SSL_shutdown(ssl);
	}
	SSL_free(ssl);
	if (fd >= 0)
		close(fd);
	f->stage = STAGE_DONE;
}
