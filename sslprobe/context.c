/* The context of a session: versions, ciphers, extensions, limits. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "context.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <openssl/err.h>
#include <openssl/srtp.h>

#include "base/num.h"
#include "base/prog.h"
#include "callbacks.h"
#include "names.h"
#include "secrets.h"
#include "trust.h"

static int failed(struct sslprobe *s, const char *message)
{
	if (message)
		text_line(&s->text, message);
	text_errors(&s->text);
	return -1;
}

static const struct {
	bool dtls;
	int low, high;
} versions[] = {
	[PROTO_ANY] = { false, 0, 0 },
	[PROTO_TLS1] = { false, TLS1_VERSION, TLS1_VERSION },
	[PROTO_TLS1_1] = { false, TLS1_1_VERSION, TLS1_1_VERSION },
	[PROTO_TLS1_2] = { false, TLS1_2_VERSION, TLS1_2_VERSION },
	[PROTO_TLS1_3] = { false, TLS1_3_VERSION, TLS1_3_VERSION },
	[PROTO_DTLS] = { true, 0, 0 },
	[PROTO_DTLS1] = { true, DTLS1_VERSION, DTLS1_VERSION },
	[PROTO_DTLS1_2] = { true, DTLS1_2_VERSION, DTLS1_2_VERSION },
};

/* What SSL_CONF_cmd(3) reads itself. */
static int conf(struct sslprobe *s)
{
	SSL_CONF_CTX *c = SSL_CONF_CTX_new();
	int rc = 0;

	SSL_CONF_CTX_set_flags(c, SSL_CONF_FLAG_CLIENT | SSL_CONF_FLAG_CMDLINE);
	SSL_CONF_CTX_set_ssl_ctx(c, s->ctx);
	for (unsigned i = 0; i < s->cfg.conf.n && rc == 0; i++) {
		const struct pair *p = &s->cfg.conf.p[i];
		char name[32] = "-";
		struct obuf *o;

		strncat(name, p->name, sizeof(name) - 2);
		if (SSL_CONF_cmd(c, name, p->value) > 0)
			continue;
		o = text_say(&s->text);
		ob_str(o, "Call to SSL_CONF_cmd(");
		ob_str(o, name);
		ob_str(o, ", ");
		text_esc(o, p->value ? p->value : "<NULL>", strlen(p->value ? p->value : "<NULL>"));
		ob_str(o, ") failed\n");
		text_said(&s->text);
		rc = failed(s, NULL);
	}
	if (rc == 0 && !SSL_CONF_CTX_finish(c))
		rc = failed(s, "Error finishing context");
	SSL_CONF_CTX_free(c);
	return rc;
}

static int ssl_config(struct sslprobe *s)
{
	struct obuf *o;

	if (!s->cfg.ssl_config || SSL_CTX_config(s->ctx, s->cfg.ssl_config))
		return 0;
	o = text_say(&s->text);
	ob_str(o, "Error using configuration \"");
	ob_esc(o, s->cfg.ssl_config, strlen(s->cfg.ssl_config));
	ob_str(o, "\"\n");
	text_said(&s->text);
	return failed(s, NULL);
}

static int sizes(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	static const struct {
		int bytes;
		uint8_t mode;
	} fragments[] = {
		{ 512, TLSEXT_max_fragment_length_512 },
		{ 1024, TLSEXT_max_fragment_length_1024 },
		{ 2048, TLSEXT_max_fragment_length_2048 },
		{ 4096, TLSEXT_max_fragment_length_4096 },
	};

	if (c->max_send_frag)
		SSL_CTX_set_max_send_fragment(s->ctx, c->max_send_frag);
	if (c->split_send_frag)
		SSL_CTX_set_split_send_fragment(s->ctx, c->split_send_frag);
	if (c->max_pipelines)
		SSL_CTX_set_max_pipelines(s->ctx, c->max_pipelines);
	if (c->read_buf)
		SSL_CTX_set_default_read_buffer_len(s->ctx, (size_t)c->read_buf);
	for (unsigned i = 0; i < 4; i++)
		if (c->maxfraglen == fragments[i].bytes &&
		    !SSL_CTX_set_tlsext_max_fragment_length(s->ctx, fragments[i].mode))
			return failed(s, NULL);
	return 0;
}

unsigned char *context_names(const char *list, size_t *len)
{
	size_t n = strlen(list), start = 0;
	unsigned char *out;

	if (!n || n >= 65535)
		return NULL;
	out = prog_alloc(n + 1, 1);
	*len = 0;
	/* each comma, and the end, becomes the length of what stands before it */
	for (size_t i = 0; i <= n; i++) {
		if (i < n && list[i] != ',')
			continue;
		if (i - start > 255) {
			free(out);
			return NULL;
		}
		if (i > start) {
			out[(*len)++] = (unsigned char)(i - start);
			memcpy(out + *len, list + start, i - start);
			*len += i - start;
		}
		start = i + 1;
	}
	if (*len)
		return out;
	free(out);
	return NULL;
}

static int alpn(struct sslprobe *s)
{
	unsigned char *names;
	size_t len;
	int rc;

	if (s->cfg.npn) {
		s->npn = context_names(s->cfg.npn, &s->npn_len);
		if (!s->npn) {
			text_line(&s->text, "Error parsing -nextprotoneg argument");
			return -1;
		}
		SSL_CTX_set_next_proto_select_cb(s->ctx, callback_npn, s);
	}
	if (!s->cfg.alpn)
		return 0;
	names = context_names(s->cfg.alpn, &len);
	if (!names) {
		text_line(&s->text, "Error parsing -alpn argument");
		return -1;
	}
	rc = SSL_CTX_set_alpn_protos(s->ctx, names, (unsigned)len);
	free(names);
	return rc ? failed(s, "Error setting ALPN") : 0;
}

/* Numbers with commas between, each an extension that is sent empty. */
static void serverinfo(struct sslprobe *s)
{
	char *list = s->cfg.serverinfo ? strdup(s->cfg.serverinfo) : NULL, *rest = NULL;
	unsigned n = 0;

	for (char *p = list ? strtok_r(list, ",", &rest) : NULL; p && n < 100;
	     p = strtok_r(NULL, ",", &rest), n++) {
		int64_t v = 0;
		struct obuf *o;

		num_int(p, 0, INT_MAX, &v);
		if (v <= 65535 && SSL_CTX_add_client_custom_ext(s->ctx, (unsigned)v, NULL, NULL,
								NULL, callback_serverinfo, s))
			continue;
		o = text_say(&s->text);
		ob_num(o, "Warning: Unable to add custom extension ", (uint64_t)v, ", skipping\n");
		text_said(&s->text);
	}
	free(list);
}

static int extensions(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	if (c->srtp && SSL_CTX_set_tlsext_use_srtp(s->ctx, c->srtp))
		return failed(s, "Error setting SRTP profile");
	if (alpn(s) < 0)
		return -1;
	serverinfo(s);
	if (c->ct && (!SSL_CTX_enable_ct(s->ctx, SSL_CT_VALIDATION_PERMISSIVE) ||
		      (c->ctlogfile ? !SSL_CTX_set_ctlog_list_file(s->ctx, c->ctlogfile) :
				      !SSL_CTX_set_default_ctlog_list_file(s->ctx))))
		return failed(s, NULL);
	if (!c->noservername)
		SSL_CTX_set_tlsext_servername_callback(s->ctx, callback_servername);
	return 0;
}

static int output_files(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	const char *words = "Error writing keylog file ", *path = c->keylogfile;
	struct obuf *o;

	if (c->keylogfile && !secrets_keylog(s))
		goto bad;
	words = "Error writing file ";
	path = c->msgfile;
	if (!c->msgfile || (c->quiet && !c->msg && !c->trace))
		return 0;
	s->msg_out = BIO_new_file(c->msgfile, "w");
	if (s->msg_out)
		return 0;
bad:
	ERR_clear_error();
	o = text_say(&s->text);
	ob_str(o, words);
	ob_esc(o, path, strlen(path));
	ob_c(o, '\n');
	text_said(&s->text);
	return -1;
}

int context_open(struct sslprobe *s, struct identity *id)
{
	const struct sslprobe_cfg *c = &s->cfg;
	const int high = versions[c->protocol].high;
	int low = versions[c->protocol].low;

	s->ctx = SSL_CTX_new(versions[c->protocol].dtls ? DTLS_client_method() :
							  TLS_client_method());
	if (!s->ctx)
		return failed(s, NULL);
	SSL_CTX_set_app_data(s->ctx, s);
	SSL_CTX_clear_mode(s->ctx, SSL_MODE_AUTO_RETRY);
	callbacks_security(s);
	if (c->srp && c->protocol == PROTO_ANY)
		low = TLS1_VERSION;
	if (conf(s) < 0 || ssl_config(s) < 0 ||
	    (low && !SSL_CTX_set_min_proto_version(s->ctx, low)) ||
	    (high && !SSL_CTX_set_max_proto_version(s->ctx, high)))
		return -1;
	if (c->ignore_unexpected_eof)
		SSL_CTX_set_options(s->ctx, SSL_OP_IGNORE_UNEXPECTED_EOF);
	if (c->async)
		SSL_CTX_set_mode(s->ctx, SSL_MODE_ASYNC);
	if (sizes(s) < 0 || trust_open(s) < 0 || secrets_open(s) < 0 || extensions(s) < 0)
		return -1;
	if (c->state)
		SSL_CTX_set_info_callback(s->ctx, callback_state);
	if (identity_use(s, id) < 0)
		return -1;
	SSL_CTX_set_session_cache_mode(s->ctx,
				       SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
	SSL_CTX_sess_set_new_cb(s->ctx, callback_session);
	if (c->dane_domain && SSL_CTX_dane_enable(s->ctx) <= 0) {
		warn("Error enabling DANE TLSA authentication.");
		return failed(s, NULL);
	}
	return output_files(s);
}

/* The name for SNI: what was asked for, else where we go if that is a name of the DNS. */
static const char *sni(const struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	if (c->noservername)
		return NULL;
	if (c->servername)
		return c->servername;
	/* the name for DANE goes there by itself */
	if (c->dane_domain || c->unix_path)
		return NULL;
	if (c->proxy)
		return s->target_host;
	if (!s->host)
		return "localhost";
	return name_is_dns(s->host) ? s->host : NULL;
}

bool context_sni(SSL *ssl, const char *name)
{
	/* the library's own macro casts const away */
	return SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
			(void *)(uintptr_t)name) == 1;
}

int context_ssl(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	const char *name = sni(s);

	s->ssl = SSL_new(s->ctx);
	if (!s->ssl)
		return failed(s, NULL);
	if (c->enable_pha)
		SSL_set_post_handshake_auth(s->ssl, 1);
	if (secrets_resume(s) < 0)
		return -1;
	if (c->fallback_scsv)
		SSL_set_mode(s->ssl, SSL_MODE_SEND_FALLBACK_SCSV);
	if (name && !context_sni(s->ssl, name))
		return failed(s, "Unable to set TLS servername extension.");
	return trust_dane(s);
}

static int datagram(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	struct sockaddr_storage peer;
	socklen_t len = sizeof(peer);
	struct timeval tv = { .tv_usec = 250000 };
	BIO_ADDR *addr = BIO_ADDR_new();

	s->sbio = BIO_new_dgram(s->fd, BIO_NOCLOSE);
	if (!addr || getpeername(s->fd, (struct sockaddr *)&peer, &len) < 0) {
		BIO_ADDR_free(addr);
		warn_errno("getsockname");
		return -1;
	}
	if (peer.ss_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)&peer;

		BIO_ADDR_rawmake(addr, AF_INET, &in->sin_addr, sizeof(in->sin_addr), in->sin_port);
	} else {
		const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&peer;

		BIO_ADDR_rawmake(addr, AF_INET6, &in->sin6_addr, sizeof(in->sin6_addr),
				 in->sin6_port);
	}
	BIO_ctrl_set_connected(s->sbio, addr);
	BIO_ADDR_free(addr);
	if (c->dtls_timeout) {
		BIO_ctrl(s->sbio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &tv);
		BIO_ctrl(s->sbio, BIO_CTRL_DGRAM_SET_SEND_TIMEOUT, 0, &tv);
	}
	if (!c->mtu) {
		BIO_ctrl(s->sbio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL);
		return 0;
	}
	if (c->mtu < (long)DTLS_get_link_min_mtu(s->ssl)) {
		struct obuf *o = text_say(&s->text);

		ob_num(o, "MTU too small. Must be at least ",
		       (uint64_t)DTLS_get_link_min_mtu(s->ssl), "\n");
		text_said(&s->text);
		return -1;
	}
	SSL_set_options(s->ssl, SSL_OP_NO_QUERY_MTU);
	return DTLS_set_link_mtu(s->ssl, c->mtu) ? 0 : failed(s, "Failed to set MTU");
}

int context_connect(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	if (versions[c->protocol].dtls) {
		if (datagram(s) < 0) {
			BIO_free(s->sbio);
			s->sbio = NULL;
			return -2;
		}
	} else {
		s->sbio = BIO_new_socket(s->fd, BIO_NOCLOSE);
	}
	if (c->nbio_test) {
		BIO *test = BIO_new(BIO_f_nbio_test());

		s->sbio = BIO_push(test, s->sbio);
	}
	callbacks_bio(s);
	SSL_set_bio(s->ssl, s->sbio, s->sbio);
	SSL_set_connect_state(s->ssl);
	return 0;
}
