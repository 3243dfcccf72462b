/* Connections: names, sockets, proxies, STARTTLS, with the messages of s_client. */
#include "connect.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/num.h"
#include "base/prog.h"
#include "callbacks.h"
#include "dialogue.h"

static char *copy(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(prog_alloc(n, 1), s, n);
}

/* "host:port" in its parts; a part that is not there stays as it is. */
static int split(const char *text, char **host, char **port, const char *what)
{
	char *h = *host, *p = *port;

	if (!BIO_parse_hostserv(text, &h, &p, BIO_PARSE_PRIO_HOST)) {
		warn("%s", what);
		ERR_clear_error();
		return -1;
	}
	/* the library's memory becomes ours */
	if (h != *host) {
		free(*host);
		*host = h ? copy(h) : NULL;
		OPENSSL_free(h);
	}
	if (p != *port) {
		free(*port);
		*port = p ? copy(p) : NULL;
		OPENSSL_free(p);
	}
	return 0;
}

/* A port that is a number must be one. */
static int check_port(const char *port)
{
	int64_t v;

	if (!port || !*port || port[strspn(port, "0123456789")] != '\0' ||
	    num_int(port, 1, 65535, &v) == NUM_OK)
		return 0;
	warn("port %s is not between 1 and 65535", port);
	return -1;
}

static int through_proxy(struct sslprobe *s)
{
	char *target_port = s->port;

	s->target_host = s->host;
	s->host = NULL;
	s->port = NULL;
	if (split(s->cfg.proxy, &s->host, &s->port, "-proxy argument malformed or ambiguous") < 0) {
		free(target_port);
		return -1;
	}
	s->target = prog_alloc(1, strlen(s->target_host ? s->target_host : "") +
					  strlen(target_port) + 4);
	if (s->target_host && strchr(s->target_host, ':'))
		sprintf(s->target, "[%s]:%s", s->target_host, target_port);
	else
		sprintf(s->target, "%s:%s", s->target_host ? s->target_host : "localhost",
			target_port);
	free(target_port);
	return 0;
}

int connect_where(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;

	s->fd = -1;
	if (c->unix_path)
		return 0;
	s->host = c->host ? copy(c->host) : NULL;
	s->port = copy(c->port ? c->port : "4433");
	if (c->connect && *c->connect &&
	    split(c->connect, &s->host, &s->port,
		  "-connect argument or target parameter malformed or ambiguous") < 0)
		return -1;
	s->server = s->host;
	if (check_port(s->port) < 0)
		return -1;
	if (c->proxy && through_proxy(s) < 0)
		return -1;
	return check_port(s->port);
}

static bool datagrams(const struct sslprobe_cfg *c)
{
	return c->protocol >= PROTO_DTLS;
}

static int bind_to(struct sslprobe *s, int fd, int family, int type)
{
	char *host = NULL, *port = NULL;
	BIO_ADDRINFO *found = NULL;
	int rc = -1;

	if (BIO_parse_hostserv(s->cfg.bind, &host, &port, BIO_PARSE_PRIO_HOST) &&
	    BIO_lookup_ex(host, port, BIO_LOOKUP_CLIENT, family, type, 0, &found) &&
	    BIO_bind(fd, BIO_ADDRINFO_address(found), BIO_SOCK_REUSEADDR))
		rc = 0;
	BIO_ADDRINFO_free(found);
	OPENSSL_free(host);
	OPENSSL_free(port);
	return rc;
}

static int open_address(struct sslprobe *s, const BIO_ADDRINFO *ai, int type)
{
	int fd = BIO_socket(BIO_ADDRINFO_family(ai), type, BIO_ADDRINFO_protocol(ai), 0);
	bool tcp = BIO_ADDRINFO_protocol(ai) == IPPROTO_TCP;

	if (fd < 0)
		return -1;
	if (s->cfg.bind && bind_to(s, fd, BIO_ADDRINFO_family(ai), type) < 0) {
		int err = errno;

		BIO_closesocket(fd);
		errno = err;
		return -1;
	}
	if (BIO_connect(fd, BIO_ADDRINFO_address(ai), tcp ? BIO_SOCK_NODELAY : 0))
		return fd;
	type = errno;
	BIO_closesocket(fd);
	errno = type;
	return -1;
}

/* The name that is looked up first is the one to bind to: a bad one is told before all else. */
static int check_bind(struct sslprobe *s, int type)
{
	char *host = NULL, *port = NULL;
	BIO_ADDRINFO *found = NULL;
	int rc = 0;

	if (!s->cfg.bind)
		return 0;
	if (!BIO_parse_hostserv(s->cfg.bind, &host, &port, BIO_PARSE_PRIO_HOST)) {
		ERR_clear_error();
		warn("-bind argument parameter malformed or ambiguous");
		return -2;
	}
	if (!BIO_lookup_ex(host, port, BIO_LOOKUP_CLIENT, s->cfg.family, type, 0, &found))
		rc = -1;
	BIO_ADDRINFO_free(found);
	OPENSSL_free(host);
	OPENSSL_free(port);
	return rc;
}

static int failed(struct sslprobe *s, int err)
{
	struct obuf *o;

	text_errors(&s->text);
	o = text_say(&s->text);
	ob_str(o, "connect:errno=");
	ob_i(o, err);
	ob_c(o, '\n');
	text_said(&s->text);
	return -1;
}

int connect_open(struct sslprobe *s)
{
	const struct sslprobe_cfg *c = &s->cfg;
	int type = datagrams(c) ? SOCK_DGRAM : SOCK_STREAM, rc;
	int family = c->unix_path ? AF_UNIX : c->family;
	BIO_ADDRINFO *found = NULL;

	errno = 0;
	rc = check_bind(s, type);
	if (rc == -2)
		return -1;
	if (!BIO_lookup_ex(c->unix_path ? c->unix_path : s->host, s->port, BIO_LOOKUP_CLIENT,
			   family, type, 0, &found) ||
	    rc < 0) {
		rc = errno;
		BIO_ADDRINFO_free(found);
		return failed(s, rc);
	}
	s->fd = -1;
	s->said = s->heard = 0;
	for (const BIO_ADDRINFO *ai = found; ai && s->fd < 0; ai = BIO_ADDRINFO_next(ai))
		s->fd = open_address(s, ai, type);
	rc = errno;
	BIO_ADDRINFO_free(found);
	if (s->fd < 0)
		return failed(s, rc);
	ERR_clear_error();
	return 0;
}

static void doubt(void *arg)
{
	struct sslprobe *s = arg;

	text_line(&s->text, "Didn't find STARTTLS in server response, trying anyway...");
}

/* What goes before TLS counts like all else. */
static void moved(void *arg, bool sent, const void *p, size_t room, ssize_t n)
{
	struct sslprobe *s = arg;

	if (n > 0)
		*(sent ? &s->said : &s->heard) += (uint64_t)n;
	if (s->cfg.debug)
		bytes_text(s, sent, p, room, n);
}

/* What ended a dialogue that was not good. */
static int ended(struct sslprobe *s, const struct starttls *st, enum dialogue_end end, bool named)
{
	struct obuf *o;

	if (end == DIALOGUE_GO)
		return 0;
	o = text_say(&s->text);
	if (named) {
		ob_str(o, prog_name());
		ob_str(o, ": ");
	}
	if (end == DIALOGUE_REFUSED) {
		ob_esc(o, st->why, strlen(st->why));
	} else if (end == DIALOGUE_TEXT) {
		ob_str(o, "Plain text comes behind the server's word that TLS begins.");
	} else {
		ob_str(o, "The connection failed before TLS: ");
		ob_str(o, end == DIALOGUE_LATE ? "time is up" : strerror(errno));
	}
	ob_c(o, '\n');
	text_said(&s->text);
	return -1;
}

/* "user:password" in base64; the caller frees it. */
static char *credentials(const struct sslprobe *s)
{
	const char *user = s->cfg.proxy_user, *pass = s->proxy_pass ? s->proxy_pass : "";
	size_t n;
	char *plain, *out;

	if (!user)
		return NULL;
	n = strlen(user) + 1 + strlen(pass);
	plain = prog_alloc(n + 1, 1);
	sprintf(plain, "%s:%s", user, pass);
	out = prog_alloc((n + 2) / 3 * 4 + 1, 1);
	EVP_EncodeBlock((unsigned char *)out, (const unsigned char *)plain, (int)n);
	OPENSSL_cleanse(plain, n);
	free(plain);
	return out;
}

int connect_proxy(struct sslprobe *s)
{
	const struct dialogue_ear ear = { .moved = moved, .arg = s };
	struct starttls *st = prog_alloc(1, sizeof(*st));
	char *secret = credentials(s);
	enum dialogue_end end =
		dialogue_run(s->fd, st, &dialogue_proxy, s->target, secret, NS_NEVER, &ear);
	int rc = ended(s, st, end, true);

	if (secret)
		OPENSSL_cleanse(secret, strlen(secret));
	free(secret);
	free(st);
	return rc;
}

int connect_starttls(struct sslprobe *s)
{
	const struct dialogue_ear ear = { .doubt = doubt, .moved = moved, .arg = s };
	struct starttls *st = prog_alloc(1, sizeof(*st));
	enum dialogue_end end =
		dialogue_run(s->fd, st, s->cfg.starttls, s->cfg.name,
			     s->cfg.proxy ? s->target_host : s->host, NS_NEVER, &ear);
	int rc = ended(s, st, end, false);

	if (rc == 0 && st->told_len) {
		s->told = prog_alloc(st->told_len + 1, 1);
		memcpy(s->told, st->told, st->told_len);
	}
	free(st);
	return rc;
}
