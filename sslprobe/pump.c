/* Moves bytes between standard input, the session, and standard output; letters are commands. */
#include "pump.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>

#include "base/clock.h"

#define PART 8192

struct pump {
	struct sslprobe *s;
	bool (*ready)(struct sslprobe *s);
	bool *handshake;
	bool in_init;			/* the handshake is not done yet */
	bool eof;			/* of the input; it is not read any more */
	bool at_line;			/* the last byte that was read ended a line */
	bool read_tty, write_ssl;
	bool want_write;		/* the library waits until the socket takes bytes */
	char in[2 * PART];		/* what was typed, from in_off on in_len bytes */
	size_t in_len, in_off;
	enum pump_end end;
};

static bool finish(struct pump *p, enum pump_end end)
{
	p->end = end;
	return false;
}

static bool failed(struct pump *p, const char *what)
{
	struct sslprobe *s = p->s;
	int err = errno;

	if (what) {
		struct obuf *o = text_say(&s->text);

		ob_fmt(o, "%s:errno=%d\n", what, err);
		text_said(&s->text);
	}
	text_errors(&s->text);
	return finish(p, PUMP_FAILED);
}

static void block(struct pump *p, const char *words)
{
	if (!p->s->cfg.silent)
		ob_str(&p->s->text.out, words);
}

/* A letter alone at the start of a line that is typed. */
static bool command(struct pump *p, char c)
{
	struct sslprobe *s = p->s;

	switch (c) {
	case 'Q':
		text_line(&s->text, "DONE");
		return finish(p, PUMP_DONE);
	case 'R':
		text_line(&s->text, "RENEGOTIATING");
		if (SSL_renegotiate(s->ssl) <= 0)
			return failed(p, NULL);
		break;
	default:
		text_line(&s->text, "KEYUPDATE");
		SSL_key_update(s->ssl,
			       c == 'K' ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED);
		break;
	}
	/* what asks for a handshake makes one at the next write */
	p->in_len = 0;
	p->write_ssl = true;
	return true;
}

/* LF becomes CRLF; there is room for it. */
static void crlf(struct pump *p)
{
	size_t feeds = 0, to;

	for (size_t i = 0; i < p->in_len; i++)
		feeds += p->in[i] == '\n';
	to = p->in_len + feeds;
	for (size_t i = p->in_len; i-- > 0;) {
		p->in[--to] = p->in[i];
		if (p->in[i] == '\n')
			p->in[--to] = '\r';
	}
	p->in_len += feeds;
}

static bool type(struct pump *p)
{
	const struct sslprobe_cfg *c = &p->s->cfg;
	ssize_t n = read(STDIN_FILENO, p->in, PART);
	bool letters = !c->nocommands && !(c->ign_eof && !c->no_ign_eof);
	bool fresh = p->at_line;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n <= 0) {
		if (c->ign_eof && !c->no_ign_eof) {
			p->eof = true;
			p->read_tty = false;
			return true;
		}
		text_line(&p->s->text, "DONE");
		return finish(p, PUMP_DONE);
	}
	p->at_line = p->in[n - 1] == '\n';
	p->in_len = (size_t)n;
	p->in_off = 0;
	if (letters && fresh && memchr("QRkK", p->in[0], 4))
		return command(p, p->in[0]);
	if (c->crlf)
		crlf(p);
	p->write_ssl = true;
	p->read_tty = false;
	return true;
}

/* Behind a call of the library that was not the last word: what to wait for. */
static bool again(struct pump *p, int err, bool writing)
{
	p->want_write = false;
	switch (err) {
	case SSL_ERROR_WANT_WRITE:
		block(p, writing ? "write W BLOCK\n" : "read W BLOCK\n");
		p->want_write = true;
		return true;
	case SSL_ERROR_WANT_READ:
		block(p, writing ? "write R BLOCK\n" : "read R BLOCK\n");
		return true;
	case SSL_ERROR_WANT_ASYNC:
		block(p, writing ? "write A BLOCK\n" : "read A BLOCK\n");
		return true;
	case SSL_ERROR_WANT_X509_LOOKUP:
		block(p, writing ? "write X BLOCK\n" : "read X BLOCK\n");
		return true;
	case SSL_ERROR_SYSCALL:
		return failed(p, writing ? "write" : "read");
	case SSL_ERROR_ZERO_RETURN:
		block(p, "closed\n");
		return finish(p, PUMP_CLOSED);
	default:
		return failed(p, NULL);
	}
}

static bool send_typed(struct pump *p)
{
	SSL *ssl = p->s->ssl;
	int n, err;

	errno = 0;
	ERR_clear_error();
	n = p->in_len ? SSL_write(ssl, p->in + p->in_off, (int)p->in_len) : SSL_do_handshake(ssl);
	err = SSL_get_error(ssl, n);
	if (err != SSL_ERROR_NONE)
		return again(p, err, true);
	p->want_write = false;
	if (!p->in_len)
		n = 0;
	p->in_off += (size_t)n;
	p->in_len -= (size_t)n;
	if (!p->in_len) {
		p->write_ssl = false;
		p->read_tty = !p->eof;
	}
	return true;
}

/* The handshake is done: the session is told, and begins. */
static bool begin(struct pump *p)
{
	p->in_init = false;
	*p->handshake = true;
	if (!p->ready(p->s))
		return finish(p, PUMP_DONE);
	p->read_tty = true;
	return true;
}

static bool receive(struct pump *p)
{
	SSL *ssl = p->s->ssl;
	char part[PART];
	int n, err;

	errno = 0;
	ERR_clear_error();
	n = SSL_read(ssl, part, sizeof(part));
	err = SSL_get_error(ssl, n);
	if (err != SSL_ERROR_NONE && !again(p, err, false))
		return false;
	if (p->in_init && !SSL_in_init(ssl) && !begin(p))
		return false;
	if (err != SSL_ERROR_NONE)
		return true;
	p->want_write = false;
	if (text_raw(&p->s->text, part, (size_t)n) < 0)
		return finish(p, PUMP_FAILED);
	return true;
}

/* The handshake; it goes by itself where the socket blocks and calls are not made to fall short. */
static bool shake(struct pump *p, bool writing)
{
	SSL *ssl = p->s->ssl;
	int n, err;

	errno = 0;
	ERR_clear_error();
	n = SSL_do_handshake(ssl);
	err = SSL_get_error(ssl, n);
	if (err != SSL_ERROR_NONE) {
		if (err == SSL_ERROR_ZERO_RETURN)
			return failed(p, NULL);
		return again(p, err, writing);
	}
	p->want_write = false;
	return begin(p);
}

static bool wait_for(struct pump *p)
{
	struct pollfd fds[] = {
		{ .fd = p->read_tty ? STDIN_FILENO : -1, .events = POLLIN },
		{ .fd = p->s->fd, .events = (short)(POLLIN | (p->want_write ? POLLOUT : 0)) },
	};
	struct timeval tv;
	struct timespec ts;
	bool timed = SSL_is_dtls(p->s->ssl) && DTLSv1_get_timeout(p->s->ssl, &tv);
	int n;

	if (timed)
		ts = (struct timespec){ .tv_sec = tv.tv_sec, .tv_nsec = tv.tv_usec * 1000 };
	n = ppoll(fds, 2, timed ? &ts : NULL, NULL);
	if (n < 0 && errno != EINTR)
		return failed(p, "poll");
	if (n == 0 && timed && DTLSv1_handle_timeout(p->s->ssl) > 0)
		text_line(&p->s->text, "TIMEOUT occurred");
	if (n <= 0)
		return true;
	if (p->in_init && p->want_write && fds[1].revents & POLLOUT)
		return shake(p, true);
	/* to read more than the handshake would block such a socket */
	if (p->in_init && !p->s->cfg.nbio)
		return shake(p, false);
	/* one thing at a time: first what was typed before goes out, then what came, then more */
	if (p->write_ssl && fds[1].revents & POLLOUT)
		return send_typed(p);
	if (fds[1].revents)
		return receive(p);
	return type(p);
}

enum pump_end pump_run(struct sslprobe *s, bool (*ready)(struct sslprobe *s), bool *handshake)
{
	struct pump p = { .s = s, .ready = ready, .handshake = handshake, .in_init = true,
			  .at_line = true };
	bool go;

	go = shake(&p, true);
	while (go) {
		if (!p.in_init && SSL_pending(s->ssl) > 0)
			go = receive(&p);
		else if (!p.in_init && p.write_ssl && !p.want_write)
			go = send_typed(&p);
		else
			go = wait_for(&p);
	}
	OPENSSL_cleanse(p.in, sizeof(p.in));
	return p.end;
}
