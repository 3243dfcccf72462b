/* The two streams of a session, and what the library writes into them. */
#include "text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>

#define BLOCK 4096		/* stdio's buffer */

void text_open(struct text *t)
{
	*t = (struct text){ .tty = isatty(STDOUT_FILENO) };
	ob_open(&t->out, STDOUT_FILENO);
	ob_open(&t->err, STDERR_FILENO);
}

int text_close(struct text *t)
{
	int rc = ob_close(&t->out), err = errno;

	ob_close(&t->err);
	BIO_free(t->bio);
	errno = err;
	return rc;
}

/* Whoever tells of a failed call looks at errno behind it. */
static int flush(struct obuf *o)
{
	int err = errno, rc = ob_flush(o);

	if (rc == 0)
		errno = err;
	return rc;
}

int text_flush(struct text *t)
{
	return flush(&t->out);
}

/* What stdio had written of standard output by now. */
static void settle(struct text *t)
{
	size_t rest = t->tty ? 0 : t->out.len % BLOCK;
	char kept[BLOCK];

	if (rest == t->out.len)
		return;
	memcpy(kept, t->out.p + t->out.len - rest, rest);
	t->out.len -= rest;
	text_flush(t);
	ob_mem(&t->out, kept, rest);
}

struct obuf *text_say(struct text *t)
{
	settle(t);
	return &t->err;
}

void text_said(struct text *t)
{
	flush(&t->err);
}

void text_line(struct text *t, const char *line)
{
	struct obuf *o = text_say(t);

	ob_str(o, line);
	ob_c(o, '\n');
	text_said(t);
}

void text_errors(struct text *t)
{
	struct obuf *o = text_say(t);

	ERR_print_errors(text_bio(t));
	text_take(t, o);
	text_said(t);
}

int text_raw(struct text *t, const void *p, size_t n)
{
	struct obuf o;
	int rc;

	settle(t);
	ob_open(&o, STDOUT_FILENO);
	ob_mem(&o, p, n);
	rc = ob_flush(&o);
	if (rc < 0)
		t->out.err = o.err;
	ob_close(&o);
	errno = t->out.err;
	return rc;
}

BIO *text_bio(struct text *t)
{
	if (!t->bio)
		t->bio = BIO_new(BIO_s_mem());
	return t->bio;
}

void text_esc(struct obuf *o, const char *p, size_t n)
{
	while (n) {
		size_t part = 0;

		while (part < n && p[part] != '\n' && p[part] != '\t')
			part++;
		ob_esc(o, p, part);
		if (part < n)
			ob_c(o, p[part++]);
		p += part;
		n -= part;
	}
}

void text_take(struct text *t, struct obuf *o)
{
	char *p;
	long n = BIO_get_mem_data(t->bio, &p);

	if (n > 0)
		text_esc(o, p, (size_t)n);
	(void)BIO_reset(t->bio);
}

void text_name(struct text *t, struct obuf *o, const X509_NAME *name, unsigned long nameopt)
{
	X509_NAME_print_ex(text_bio(t), name, 0, nameopt);
	text_take(t, o);
}

void text_titled(struct text *t, struct obuf *o, const char *title, const X509_NAME *name,
		 unsigned long nameopt)
{
	bool lines = (nameopt & XN_FLAG_SEP_MASK) == XN_FLAG_SEP_MULTILINE;
	char *line = NULL;

	ob_str(o, title);
	if (lines)
		ob_c(o, '\n');
	if (nameopt == XN_FLAG_COMPAT) {
		line = X509_NAME_oneline(name, NULL, 0);
		ob_esc(o, line ? line : "", line ? strlen(line) : 0);
		OPENSSL_free(line);
	} else {
		X509_NAME_print_ex(text_bio(t), name, lines ? 4 : 0, nameopt);
		text_take(t, o);
	}
	ob_c(o, '\n');
}

void text_pem(struct text *t, struct obuf *o, X509 *cert)
{
	PEM_write_bio_X509(text_bio(t), cert);
	text_take(t, o);
}
