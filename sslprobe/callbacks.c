/* The library's callbacks: states, messages, bytes, extensions, tickets, OCSP answers. */
#include "callbacks.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>

struct sslprobe *sslprobe_of_ctx(const SSL_CTX *ctx)
{
	return SSL_CTX_get_app_data(ctx);
}

struct sslprobe *sslprobe_of(const SSL *ssl)
{
	return sslprobe_of_ctx(SSL_get_SSL_CTX(ssl));
}

/* The guide's output has no such line under -quiet. */
int callback_servername(SSL *ssl, int *alert, void *arg)
{
	struct sslprobe *s = sslprobe_of(ssl);

	(void)alert;
	(void)arg;
	if (SSL_get_servername_type(ssl) < 0 && !s->cfg.quiet)
		text_line(&s->text, "Can't use SSL_get_servername");
	return SSL_TLSEXT_ERR_OK;
}

void callback_state(const SSL *ssl, int where, int ret)
{
	struct sslprobe *s = sslprobe_of(ssl);
	struct obuf *o = text_say(&s->text);
	const char *who = where & SSL_ST_CONNECT ? "SSL_connect" :
			  where & SSL_ST_ACCEPT	 ? "SSL_accept" :
						   "undefined";

	if (where & SSL_CB_LOOP) {
		ob_fmt(o, "%s:%s\n", who, SSL_state_string_long(ssl));
	} else if (where & SSL_CB_ALERT) {
		ob_fmt(o, "SSL3 alert %s:%s:%s\n", where & SSL_CB_READ ? "read" : "write",
		       SSL_alert_type_string_long(ret), SSL_alert_desc_string_long(ret));
	} else if (where & SSL_CB_EXIT) {
		if (ret == 0)
			ob_fmt(o, "%s:failed in %s\n", who, SSL_state_string_long(ssl));
		else if (ret < 0)
			ob_fmt(o, "%s:error in %s\n", who, SSL_state_string_long(ssl));
	}
	text_said(&s->text);
}

void session_print(struct sslprobe *s, const SSL_SESSION *session)
{
	SSL_SESSION_print(text_bio(&s->text), session);
	text_take(&s->text, &s->text.out);
}

static void write_session(struct sslprobe *s, SSL_SESSION *session)
{
	BIO *bio = BIO_new_file(s->cfg.sess_out, "w");
	struct obuf *o;

	if (bio && PEM_write_bio_SSL_SESSION(bio, session)) {
		BIO_free(bio);
		return;
	}
	BIO_free(bio);
	ERR_clear_error();
	o = text_say(&s->text);
	ob_str(o, "Error writing session file ");
	ob_esc(o, s->cfg.sess_out, strlen(s->cfg.sess_out));
	ob_c(o, '\n');
	text_said(&s->text);
	s->write_failed = true;
}

int callback_session(SSL *ssl, SSL_SESSION *session)
{
	struct sslprobe *s = sslprobe_of(ssl);
	struct obuf *o = &s->text.out;

	if (s->cfg.sess_out)
		write_session(s, session);
	/* up to TLS 1.2 it is shown with the rest of the session */
	if (SSL_version(ssl) == TLS1_3_VERSION && !s->cfg.silent) {
		ob_str(o, "---\nPost-Handshake New Session Ticket arrived:\n");
		session_print(s, session);
		ob_str(o, "---\n");
	}
	/* the caller keeps its reference */
	return 0;
}

int callback_npn(SSL *ssl, unsigned char **out, unsigned char *outlen, const unsigned char *in,
		 unsigned inlen, void *arg)
{
	struct sslprobe *s = arg;
	struct obuf *o = &s->text.out;

	(void)ssl;
	if (!s->cfg.silent) {
		ob_str(o, "Protocols advertised by server: ");
		for (unsigned i = 0; i < inlen; i += in[i] + 1U) {
			unsigned n = in[i] < inlen - i - 1 ? in[i] : inlen - i - 1;

			if (i)
				ob_str(o, ", ");
			ob_esc(o, in + i + 1, n);
		}
		ob_c(o, '\n');
	}
	s->npn_status = SSL_select_next_proto(out, outlen, in, inlen, s->npn, (unsigned)s->npn_len);
	return SSL_TLSEXT_ERR_OK;
}

int callback_serverinfo(SSL *ssl, unsigned type, const unsigned char *in, size_t inlen, int *al,
			void *arg)
{
	struct sslprobe *s = arg;
	unsigned char *data = malloc(inlen + 4);
	char name[64];

	(void)ssl;
	(void)al;
	if (!data)
		return 0;
	data[0] = (unsigned char)(type >> 8);
	data[1] = (unsigned char)type;
	data[2] = (unsigned char)(inlen >> 8);
	data[3] = (unsigned char)inlen;
	memcpy(data + 4, in, inlen);
	BIO_snprintf(name, sizeof(name), "SERVERINFO FOR EXTENSION %u", type);
	PEM_write_bio(text_bio(&s->text), name, "", data, (long)(inlen + 4));
	text_take(&s->text, &s->text.out);
	free(data);
	return 1;
}

static void message(int sent, int version, int type, const void *p, size_t n, SSL *ssl, void *arg)
{
	struct sslprobe *s = arg;
	struct obuf o;

	(void)ssl;
	if (!s->msg_out) {
		message_text(&s->text.out, sent, version, type, p, n);
		text_flush(&s->text);
		return;
	}
	ob_open(&o, -1);
	message_text(&o, sent, version, type, p, n);
	BIO_write(s->msg_out, o.p, (int)o.len);
	(void)BIO_flush(s->msg_out);
	ob_close(&o);
}

static void trace(int sent, int version, int type, const void *p, size_t n, SSL *ssl, void *arg)
{
	struct sslprobe *s = arg;

	if (s->msg_out) {
		SSL_trace(sent, version, type, p, n, ssl, s->msg_out);
		return;
	}
	SSL_trace(sent, version, type, p, n, ssl, text_bio(&s->text));
	text_take(&s->text, &s->text.out);
}

static void extension(SSL *ssl, int client_server, int type, const unsigned char *data, int len,
		      void *arg)
{
	struct sslprobe *s = arg;
	struct obuf *o = &s->text.out;
	const char *name = extension_name(type);

	(void)ssl;
	ob_fmt(o, "TLS %s extension \"%s\" (id=%d), len=%d\n", client_server ? "server" : "client",
	       name ? name : "unknown", type, len);
	BIO_dump(text_bio(&s->text), data, len);
	text_take(&s->text, o);
	text_flush(&s->text);
}

static int ocsp(SSL *ssl, void *arg)
{
	struct sslprobe *s = arg;
	struct obuf *o = &s->text.out;
	const unsigned char *p;
	long len = SSL_get_tlsext_status_ocsp_resp(ssl, &p);
	OCSP_RESPONSE *answer;

	ob_str(o, "OCSP response: ");
	if (!p) {
		ob_str(o, "no response sent\n");
		return 1;
	}
	answer = d2i_OCSP_RESPONSE(NULL, &p, len);
	if (!answer) {
		ob_str(o, "response parse error\n");
		SSL_get_tlsext_status_ocsp_resp(ssl, &p);
		BIO_dump_indent(text_bio(&s->text), p, (int)len, 4);
		text_take(&s->text, o);
		return 0;
	}
	ob_str(o, "\n======================================\n");
	OCSP_RESPONSE_print(text_bio(&s->text), answer, 0);
	text_take(&s->text, o);
	ob_str(o, "======================================\n");
	OCSP_RESPONSE_free(answer);
	return 1;
}

static int ocsp_silent(SSL *ssl, void *arg)
{
	(void)ssl;
	(void)arg;
	return 1;
}

void callbacks_ssl(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	if (c->msg || c->trace) {
		SSL_set_msg_callback(s->ssl, c->trace ? trace : message);
		SSL_set_msg_callback_arg(s->ssl, s);
	}
	if (c->tlsextdebug && !c->silent) {
		SSL_set_tlsext_debug_callback(s->ssl, extension);
		SSL_set_tlsext_debug_arg(s->ssl, s);
	}
	if (c->status) {
		int (*told)(SSL *, void *) = c->silent ? ocsp_silent : ocsp;

		SSL_set_tlsext_status_type(s->ssl, TLSEXT_STATUSTYPE_ocsp);
		SSL_CTX_set_tlsext_status_cb(s->ctx, told);
		SSL_CTX_set_tlsext_status_arg(s->ctx, s);
	}
}

void bytes_text(struct sslprobe *s, bool sent, const void *p, size_t room, ssize_t n)
{
	struct obuf *o = &s->text.out;

	/* the first pointer says which connection it is */
	ob_fmt(o, "%s %p [%p] (%zu bytes => ", sent ? "write to" : "read from", (void *)s, p, room);
	if (n <= 0) {
		ob_fmt(o, "%d)\n", (int)n);
		return;
	}
	ob_fmt(o, "%zd (0x%zX))\n", n, (size_t)n);
	BIO_dump(text_bio(&s->text), p, (int)n);
	text_take(&s->text, o);
}

static long bytes(BIO *bio, int cmd, const char *p, size_t len, int argi, long argl, int ret,
		  size_t *processed)
{
	struct sslprobe *s = (struct sslprobe *)BIO_get_callback_arg(bio);
	bool sent = cmd == (BIO_CB_WRITE | BIO_CB_RETURN);

	(void)argi;
	(void)argl;
	if (sent || cmd == (BIO_CB_READ | BIO_CB_RETURN))
		bytes_text(s, sent, p, len, ret > 0 && processed ? (ssize_t)*processed : ret);
	return ret;
}

void callbacks_bio(struct sslprobe *s)
{
	if (!s->cfg.debug)
		return;
	BIO_set_callback_ex(s->sbio, bytes);
	BIO_set_callback_arg(s->sbio, (char *)s);
}

static int security(const SSL *ssl, const SSL_CTX *ctx, int op, int bits, int nid, void *other,
		    void *ex)
{
	struct sslprobe *s = ex;
	int (*former)(const SSL *, const SSL_CTX *, int, int, int, void *, void *) =
		s->security_former;
	int rc = former(ssl, ctx, op, bits, nid, other, NULL);
	struct obuf *o;

	if (rc == 1 && s->cfg.security_debug < 2)
		return rc;
	o = text_say(&s->text);
	ob_str(o, "Security callback: ");
	security_text(o, op, bits, nid, other);
	ob_str(o, rc ? ": yes\n" : ": no\n");
	text_said(&s->text);
	return rc;
}

void callbacks_security(struct sslprobe *s)
{
	if (!s->cfg.security_debug)
		return;
	s->security_former = SSL_CTX_get_security_callback(s->ctx);
	SSL_CTX_set_security_callback(s->ctx, security);
	SSL_CTX_set0_security_ex_data(s->ctx, s);
}
