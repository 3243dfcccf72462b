/* A run as s_client: context, connection, handshake, session, and again with -reconnect. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>

#include "base/prog.h"
#include "callbacks.h"
#include "connect.h"
#include "context.h"
#include "identity.h"
#include "modules.h"
#include "names.h"
#include "pass.h"
#include "pump.h"
#include "secrets.h"
#include "session_text.h"
#include "sslprobe.h"

#define RECONNECTS 5
#define LAST_WORDS 262144	/* bytes of a peer that are waited for in the end */

static int open_all(struct sslprobe *s, struct identity *id)
{
	if (connect_where(s) < 0)
		return -1;
	if (s->cfg.nameopt && !name_options(s->cfg.nameopt, &s->nameopt)) {
		warn("unknown word in -nameopt: %s", s->cfg.nameopt);
		return -1;
	}
	if (modules_load(s) < 0 || identity_load(s, id) < 0 || context_open(s, id) < 0 ||
	    modules_client_engine(s) < 0)
		return -1;
	return context_ssl(s);
}

/* The connection up to where TLS begins. -2: there is something to tell of the session. */
static int reach(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	int rc;

	if (connect_open(s) < 0)
		return -1;
	if (!c->silent) {
		ob_str(&s->text.out, "CONNECTED(");
		ob_fmt(&s->text.out, "%08X)\n", (unsigned)s->fd);
	}
	if ((c->proxy && connect_proxy(s) < 0) || (c->starttls && connect_starttls(s) < 0))
		return -2;
	if (c->nbio) {
		if (!BIO_socket_nbio(s->fd, 1)) {
			text_errors(&s->text);
			return -1;
		}
		if (!c->silent)
			ob_str(&s->text.out, "Turned on non blocking io\n");
	}
	callbacks_ssl(s);
	rc = context_connect(s);
	if (rc < 0)
		return rc;
	return secrets_early_data(s) < 0 ? -2 : 0;
}

/* Tells of the session; in the first connection all of it. */
static bool ready(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	bool first = !s->session_shown;

	s->session_shown = true;
	if (c->brief)
		session_brief(s);
	if (!c->silent)
		session_text(s, first);
	if (s->told && first) {
		struct obuf *o = text_say(&s->text);

		ob_esc(o, s->told, strlen(s->told));
		ob_str(o, "\r\n");
		text_said(&s->text);
	}
	return s->reconnects == 0;
}

static void leave(struct sslprobe *s)
{
	/* a server forgets a session that was not ended */
	if (SSL_shutdown(s->ssl) < 0)
		ERR_clear_error();
	SSL_set_shutdown(s->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	if (s->fd >= 0)
		BIO_closesocket(s->fd);
	s->fd = -1;
}

/* Ends the session in good order: our close_notify, and a moment for theirs. */
static void part(struct sslprobe *s)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	ns_t end = clock_now() + 2 * NS_S;	/* for one that does not stop talking */
	uint64_t most = s->heard + LAST_WORDS;
	char rest[8192];
	ssize_t n = 1;

	ERR_clear_error();
	if (SSL_shutdown(s->ssl) < 0)
		ERR_clear_error();
	shutdown(s->fd, SHUT_WR);
	while (n > 0 && s->heard < most && poll(&p, 1, 500) > 0 && clock_now() < end) {
		n = read(s->fd, rest, sizeof(rest));
		if (n > 0)
			s->heard += (uint64_t)n;
		if (s->cfg.debug)
			bytes_text(s, false, rest, sizeof(rest), n);
	}
}

static int one_session(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	bool handshake = false;
	enum pump_end end;
	int rc = reach(s);

	if (rc == -1) {
		if (!c->silent && c->prexit)
			session_text(s, true);
		return SSLPROBE_FAIL;
	}
	end = rc < 0 ? PUMP_FAILED : pump_run(s, ready, &handshake);
	if (end == PUMP_FAILED && !handshake && !c->silent)
		session_text(s, true);
	if (end == PUMP_FAILED || s->reconnects == 0)
		part(s);
	if (c->prexit && !c->silent && (end == PUMP_FAILED || s->reconnects == 0))
		session_text(s, true);
	return end == PUMP_FAILED ? SSLPROBE_FAIL : 0;
}

static int sessions(struct sslprobe *s)
{
	int rc;

	s->reconnects = s->cfg.reconnect ? RECONNECTS : 0;
	for (;;) {
		rc = one_session(s);
		if (rc || !s->reconnects)
			return rc;
		s->reconnects--;
		if (!s->cfg.silent)
			ob_str(&s->text.out, "drop connection and then reconnect\n");
		leave(s);
		SSL_set_connect_state(s->ssl);
		if (!SSL_clear(s->ssl)) {
			text_errors(&s->text);
			return SSLPROBE_FAIL;
		}
	}
}

static void close_all(struct sslprobe *s)
{
	if (s->fd >= 0)
		close(s->fd);
	SSL_free(s->ssl);
	SSL_CTX_free(s->ctx);
	secrets_close(s);
	BIO_free(s->msg_out);
	free(s->host);
	free(s->port);
	free(s->target);
	free(s->target_host);
	free(s->told);
	free(s->npn);
	pass_free(s->pass);
	pass_free(s->proxy_pass);
}

int client_run(struct sslprobe *s)
{
	struct identity id = { 0 };
	int rc = SSLPROBE_FAIL;

	s->fd = -1;
	s->nameopt = XN_FLAG_ONELINE;
	text_open(&s->text);
	if (open_all(s, &id) == 0)
		rc = sessions(s);
	/* a verification that was asked for, and failed, is no success */
	if (rc == 0 && s->cfg.asked && SSL_get_verify_result(s->ssl) != X509_V_OK)
		rc = SSLPROBE_FAIL;
	if (rc == 0 && s->write_failed)
		rc = SSLPROBE_FAIL;
	if (modules_writerand(s) < 0)
		rc = SSLPROBE_FAIL;
	close_all(s);
	identity_free(&id);
	if (text_close(&s->text) < 0) {
		warn_errno("write error");
		rc = SSLPROBE_FAIL;
	}
	return rc;
}
